//! Families of phrases, each with its variants, and phrases near to them that mean another thing.

use super::tests::{CONTEXT, meanings, read, said};
use super::*;

const BUDGET: Context = Context {
    fiscal_year: Some(2020),
    kind: Kind::Budget,
    issuer: Some("巴山县水利局"),
};

fn under(titles: &[&str]) -> Heading {
    Heading {
        id: Some(1),
        titles: titles.iter().map(|title| (*title).to_owned()).collect(),
        ..Heading::default()
    }
}

/// The last number of a passage: `label measure versus basis`.
fn last(context: Context, heading: &Heading, passage: &str) -> String {
    let last = meanings(context, heading, &[passage]).pop().unwrap();
    let word = |word: Option<serde_json::Value>| match word {
        Some(serde_json::Value::String(word)) => word,
        _ => "-".to_owned(),
    };
    let versus = word(last.versus.map(|one| serde_json::to_value(one).unwrap()));
    let basis = word(Some(serde_json::to_value(last.basis).unwrap()));
    format!(
        "{} {:?} {versus} {basis}",
        last.label.as_deref().unwrap_or("-"),
        last.measure
    )
}

fn check(context: Context, rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(passage, expected)| {
            let read = last(context, &Heading::default(), passage);
            (read != *expected).then(|| format!("{passage}: {read}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_plan_that_moves_is_measured_against_the_budget() {
    check(
        BUDGET,
        &[
            ("基金收入调减36万元", "基金收入 Change budget budget"),
            ("基金收入核增36万元", "基金收入 Change budget budget"),
            (
                "基金收入调增36万元，增幅4%",
                "基金收入 Growth budget budget",
            ),
            (
                "基金收入由90万元调整为120万元，增加30万元",
                "基金收入 Change budget budget",
            ),
            // Said of the year before, and a reason.
            (
                "基金收入较上年调增36万元",
                "基金收入 Change prior_year budget",
            ),
            (
                "基金收入比上年增加36万元，主要原因是调增绩效工资12万元",
                "绩效工资 Change prior_year budget",
            ),
        ],
    );
    let years = meanings(
        BUDGET,
        &Heading::default(),
        &["基金收入由90万元调整为120万元。贫困率由年初的3%降至1%。病媒密度由9只降至5只。"],
    );
    let years: Vec<_> = years.iter().map(|meaning| meaning.year.unwrap()).collect();
    assert_eq!(years, [2020, 2020, 2020, 2020, 2019, 2020]);
}

#[test]
fn differences_from_a_target_or_a_plan() {
    check(
        CONTEXT,
        &[
            (
                "一般公共预算支出89万元，快于序时进度2.8个百分点",
                "一般公共预算支出 Change target final",
            ),
            (
                "一般公共预算支出89万元，慢于序时进度2.8个百分点",
                "一般公共预算支出 Change target final",
            ),
            ("培训学员956人次，超额156人次", "学员 Change target other"),
            (
                "接待费支出比预算控制价节约2万元",
                "接待费支出 Change budget final",
            ),
            (
                "接待费完成预算的80%，节支2万元",
                "接待费 Change budget final",
            ),
        ],
    );
}

#[test]
fn differences_in_other_words() {
    for (passage, expected) in [
        (
            "平均办理天数41天，比上年缩短5天",
            "平均办理天数 Change- 2020",
        ),
        (
            "平均办理天数41天，比上年延长5天",
            "平均办理天数 Change+ 2020",
        ),
        (
            "公务接待费9万元，比上年略降0.4万元",
            "公务接待费 Change- 2020",
        ),
        (
            "公务接待费9万元，比上年略有增加0.4万元",
            "公务接待费 Change+ 2020",
        ),
        (
            "公务接待费9万元，较上年小幅下降2%",
            "公务接待费 Growth- 2020",
        ),
        ("公务接待费9万元，较上年压降2%", "公务接待费 Growth- 2020"),
        (
            "公务接待费9万元，比上年节约资金2万元",
            "公务接待费 Change- 2020",
        ),
        // 超额完成 completes, 缩短至 is a level.
        ("清淤任务超额完成120%", "清淤任务 Completion 2020"),
        ("平均办理天数缩短至36天", "平均办理天数 Count 2020"),
    ] {
        assert_eq!(said(passage).pop().unwrap(), expected, "{passage}");
    }
    assert_eq!(
        said("国内公务接待23批次、186人次，比上年减少15批次、121人次。")[2..],
        ["国内公务接待 Change- 2020", "国内公务接待 Change- 2020"]
    );
    let versus = |passage| {
        let last = meanings(CONTEXT, &Heading::default(), &[passage]).pop();
        last.unwrap().versus
    };
    assert_eq!(
        versus("比上年减少2批次、12人次"),
        Some(Versus::PriorYear),
        "said once for both"
    );
    // A level of the year before names no books to 同比, a difference from last year's budget does.
    assert_eq!(
        versus("公务接待费2019年支出16万元，同比减少6万元"),
        Some(Versus::PriorYear)
    );
    assert_eq!(
        versus("公务接待费比上年预算减少6万元，同比下降12%"),
        Some(Versus::PriorBudget)
    );
    // Those who came are more than the year before, whatever the money is compared with.
    assert_eq!(
        versus("公用经费比年初预算增加2万元，主要原因是增加人员1名"),
        Some(Versus::PriorYear)
    );
}

#[test]
fn the_condition_of_a_measure_is_no_name() {
    for (passage, label) in [
        ("税收收入34万元，按自然口径下降3%", "税收收入"),
        ("税收收入34万元，剔除留抵退税因素后增长3%", "税收收入"),
        ("税收收入34万元，扣除不可比因素影响后增长3%", "税收收入"),
        ("税收收入34万元，同口径增长3%", "税收收入"),
        ("税收收入按可比口径增长3%", "税收收入"),
        ("还原减税因素后税收收入增长3%", "税收收入"),
        ("全口径税收收入34万元", "全口径税收收入"),
        ("环境影响评价费34万元", "环境影响评价费"),
    ] {
        let last = said(passage).pop().unwrap();
        assert_eq!(last.split(' ').next(), Some(label), "{passage}");
    }
}

#[test]
fn lists_share_what_their_last_name_ends_in() {
    let labels = |passage: &str| -> Vec<String> {
        let meanings = meanings(CONTEXT, &Heading::default(), &[passage]);
        meanings.into_iter().filter_map(|one| one.label).collect()
    };
    for (passage, expected) in [
        (
            "教育(类)、社会保障和就业(类)、卫生健康(类)支出分别为2万元、3万元、4万元",
            &["教育(类)支出", "社会保障和就业(类)支出", "卫生健康(类)支出"][..],
        ),
        (
            "局机关、河道站、森林公安与执法大队、种苗站本年支出分别为2万元、3万元、4万元、5万元",
            &[
                "局机关本年支出",
                "河道站本年支出",
                "森林公安与执法大队本年支出",
                "种苗站本年支出",
            ],
        ),
        (
            "中央、省级资金支出率分别为98%、94%",
            &["中央资金支出率", "省级资金支出率"],
        ),
        (
            "收入总计、支出总计各增加8万元，分别增长2%、3%",
            &["收入总计、支出总计", "收入总计", "支出总计"],
        ),
    ] {
        assert_eq!(labels(passage), expected, "{passage}");
    }
}

#[test]
fn names_keep_what_is_theirs_and_lose_what_is_not() {
    for (passage, label) in [
        ("局机关内设股室7个", "内设股室"),
        ("本院内设9个机构", "内设机构"),
        ("室内设备购置费9万元", "室内设备购置费"),
        ("采购节约资金5万元", "节约资金"),
        ("下设3个机构", "下设机构"),
        ("设3个机构", "机构"),
        ("实际完成供水工程18处", "供水工程"),
        ("在省级媒体刊发报道180篇", "报道"),
        ("上半年仅成交土地2宗", "成交土地"),
        ("力争税收收入增长5%", "税收收入"),
        ("公共财政拨款“三公”经费支出38万元", "“三公”经费支出"),
        (
            "主要原因是中央转移支付资金28万元年中下达",
            "中央转移支付资金",
        ),
        ("省级资金64万元", "省级资金"),
        ("住院收入305万元", "住院收入"),
        ("用餐标准控制在每人每餐60元以内", "用餐标准"),
        ("公务接待费1.2万元，接待8批、52人，人均230元", "公务接待费"),
        ("年中追加6万元，调整后预算数为91万元", "调整后预算数"),
    ] {
        let last = meanings(CONTEXT, &Heading::default(), &[passage]).pop();
        assert_eq!(last.unwrap().label.as_deref(), Some(label), "{passage}");
    }
}

#[test]
fn money_behind_a_count_is_of_what_was_spoken_of() {
    assert_eq!(
        said(
            "公务接待费2020年预算18万元，支出9万元；共接待考察团等64批；2019年支出16万元，同比减少7万元。"
        )[3..],
        ["公务接待费 Amount 2019", "公务接待费 Change- 2020"]
    );
    // What the counted things are worth is theirs.
    assert_eq!(
        said("全年共有单价50万元以上设备3台，价值64万元。")[2],
        "单价50万元以上设备价值 Amount 2020"
    );
    // Nor is an amount one of a rate.
    assert_eq!(
        said("资金到位率100%。截至12月底共支出28万元。")[1],
        "支出 Amount 2020"
    );
}

#[test]
fn books_that_the_words_do_not_name() {
    check(
        CONTEXT,
        &[
            (
                "公务接待费2020年预算18万元，支出9万元",
                "公务接待费 Amount - final",
            ),
            (
                "公务接待费2020年预算18万元，仅支出50%",
                "公务接待费 Completion budget final",
            ),
            ("项目计划总投资80万元", "项目计划总投资 Amount - budget"),
            (
                "计划总投资80万元，其中：中央资金60万元，占75%",
                "中央资金 Share - budget",
            ),
            ("2021年安排管护补助96万元", "管护补助 Amount - budget"),
            ("对下转移支付500万元", "对下转移支付 Amount - final"),
            ("项目中标价84万元，下浮率7%", "下浮率 Rate - final"),
            ("项目资金拨付率93%", "项目资金拨付率 Rate - final"),
            ("管护支出8万元，亩均投资473元", "亩均投资 Price - final"),
            // A norm, what others earn, and what is to be reached.
            (
                "村干部报酬14万元，按人均每月2500元计发",
                "人均每月 Price - other",
            ),
            ("管护支出8万元，户均增收473元", "户均增收 Price - other"),
            ("力争支出进度达到80%", "支出进度 Completion budget other"),
        ],
    );
    let overview = under(&["机构编制情况", "部门概况"]);
    assert_eq!(
        last(CONTEXT, &overview, "实有车辆5辆"),
        "实有车辆 Count - other",
        "told by the way"
    );
    assert_eq!(
        last(CONTEXT, &Heading::default(), "年末公务用车保有量5辆"),
        "公务用车保有量 Count - final"
    );
}

#[test]
fn wholes_announced_in_other_words() {
    assert_eq!(
        said(
            "2020年收支总预算90万元。收入预算包括：财政拨款收入90万元；支出预算包括：教育支出50万元、卫生健康支出40万元。"
        )[1..],
        [
            "财政拨款收入 Amount 2020 收入预算",
            "教育支出 Amount 2020 支出预算",
            "卫生健康支出 Amount 2020 支出预算",
        ]
    );
    assert_eq!(
        said("本年支出90万元。分单位看，局机关60万元、河道站30万元。")[1],
        "局机关 Amount 2020 本年支出"
    );
    assert_eq!(
        said("对个人和家庭的补助80万元。对个人和家庭的补助里，村干部报酬14万元。")[1],
        "村干部报酬 Amount 2020 对个人和家庭的补助"
    );
    assert_eq!(
        said(
            "基本支出90万元，其中：人员经费60万元，主要包括：基本工资40万元、奖金20万元；公用经费30万元。"
        )[2..],
        [
            "基本工资 Amount 2020 人员经费",
            "奖金 Amount 2020 人员经费",
            "公用经费 Amount 2020 基本支出",
        ]
    );
    let divided = under(&["按功能分类", "财政拨款支出预算情况"]);
    assert_eq!(
        read(BUDGET, &divided, &["教育支出(类)20万元，占20%。"])[0],
        "教育支出(类) Amount 2020 财政拨款支出预算"
    );
    let project = under(&["校舍维修项目"]);
    assert_eq!(
        read(BUDGET, &project, &["年度预算安排：28万元，分批支付。"]),
        ["校舍维修项目 Amount 2020"]
    );
}

#[test]
fn years_that_a_clause_without_a_number_names() {
    // The year in which there was nothing is not that of what follows.
    assert_eq!(
        said("公务接待费3万元，2019年无此项支出，净增3万元。")[1],
        "公务接待费 Change+ 2020"
    );
    assert_eq!(
        said("2020年度，财政拨款支出90万元，2019年度为80万元，增加10万元。")[2],
        "财政拨款支出 Change+ 2020"
    );
    // A budget's report on work: 上年 is the year before the document's, 当年 its own.
    let work = Heading {
        reports_on_work: true,
        ..under(&["重点工作"])
    };
    assert_eq!(
        read(
            BUDGET,
            &work,
            &["上年接待群众90人次。当年计划接收档案30卷。完成清淤8公里。"]
        ),
        [
            "上年接待群众 Count 2019",
            "当年计划接收档案 Count 2020",
            "清淤 Count 2019",
        ]
    );
}

#[test]
fn entries_and_things_that_are_named_once() {
    // Entries in one line: each is a topic of its own, with its code or without.
    assert_eq!(
        said(
            "(1)教育支出(类)普通教育(款)小学教育(项)。年初预算8万元。(2)初中教育(项)。年初预算7万元，决算6万元。"
        ),
        [
            "小学教育(项) Amount 2020",
            "初中教育(项) Amount 2020",
            "初中教育(项) Amount 2020",
        ]
    );
    let codes = |passage: &str| -> Vec<String> {
        let read = meanings(BUDGET, &Heading::default(), &[passage]);
        let one = |meaning: Meaning| {
            let (label, code) = (meaning.label, meaning.code);
            format!("{} {}", label.unwrap_or_default(), code.unwrap_or_default())
        };
        read.into_iter().map(one).collect()
    };
    assert_eq!(
        codes("卫生健康支出(210)、住房保障支出(221)分别为60万元、90万元，占4%、6%。"),
        [
            "卫生健康支出 210",
            "住房保障支出 221",
            "卫生健康支出 210",
            "住房保障支出 221",
        ]
    );
    assert_eq!(
        codes("“208社会保障和就业支出”23万元，其中：“2080801死亡抚恤”5万元，比上年增加2万元。"),
        [
            "社会保障和就业支出 208",
            "死亡抚恤 2080801",
            "死亡抚恤 2080801",
        ]
    );
    // What a count names, and what a field names.
    assert_eq!(
        said(
            "育苗、冷库、宣传三个项目，预算依次为18万元、26万元、12万元，执行率分别为97%、98%、83%。"
        )[1..],
        [
            "育苗 Amount 2020",
            "冷库 Amount 2020",
            "宣传 Amount 2020",
            "育苗 Completion 2020",
            "冷库 Completion 2020",
            "宣传 Completion 2020",
        ]
    );
    assert_eq!(
        said("项目名称：环卫一体化服务。预算安排30万元。"),
        ["环卫一体化服务 Amount 2020"]
    );
    // The books of a sentence without a thing.
    assert_eq!(
        said("年初预算100万元，上年结转5万元，调整后预算105万元。"),
        [
            "年初预算 Amount 2020",
            "上年结转 Amount 2020",
            "调整后预算 Amount 2020",
        ]
    );
    // 和 joins: what is said of both is compared with nothing.
    assert_eq!(
        said("所有收入和支出均纳入部门预算管理。2020年收入预算90万元。"),
        ["收入预算 Amount 2020"]
    );
    assert_eq!(
        said("公务接待费3万元，接待25批次，比上年减少1万元，下降两成五。")[3],
        "公务接待费 Growth- 2020"
    );
    assert_eq!(
        said("园内鸟类61种，较上年新增8种。")[1],
        "园内鸟类 Change+ 2020"
    );
    assert_eq!(said("社区共管农户90户。"), ["社区共管农户 Count 2020"]);
    assert_eq!(
        said("住房改革支出(款)住房公积金(项)、提租补贴(项)年初预算分别为9万元、8万元。"),
        ["住房公积金(项) Amount 2020", "提租补贴(项) Amount 2020"]
    );
    assert_eq!(
        said("审结案件90件；执行到位金额9亿元。")[1],
        "执行到位金额 Amount 2020"
    );
}
