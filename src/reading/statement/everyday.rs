//! Everyday ways of naming and comparing, and what must not be taken for them.

use super::tests::{CONTEXT, meanings, read, said};
use super::*;

#[test]
fn what_stands_for_things_said_before_names_them() {
    for (passage, expected) in [
        (
            "会议费3.2万元、培训费5.1万元，二者合计8.3万元。",
            "会议费、培训费 Amount 2020",
        ),
        (
            "会议费3.2万元、培训费5.1万元，两者占比分别为38.6%和61.4%。",
            "培训费 Share 2020",
        ),
        (
            "国税局完成3.2万元、地税局完成5.1万元、财政所完成1.1万元，三部门占比为34%、54.3%、11.7%。",
            "财政所 Share 2020",
        ),
        (
            "本年支出500万元，基本支出400.5万元，余下的99.5万元是项目支出。",
            "项目支出 Amount 2020 本年支出",
        ),
        (
            "本年支出500万元，基本支出400.5万元，剩下99.5万元为项目支出。",
            "项目支出 Amount 2020 本年支出",
        ),
        (
            "维修费30万元，其余20万元留作应急抢修。",
            "应急抢修 Amount 2020",
        ),
        (
            "财政拨款收支总预算120万元。收入包括：财政拨款100.5万元；支出包括：教育支出90.5万元、住房保障支出29.5万元。",
            "住房保障支出 Amount 2020 财政拨款收支总预算",
        ),
        (
            "政府债务限额20.45亿元，余额19.57亿元。",
            "政府债务余额 Amount 2020",
        ),
        (
            "2020年度用于保障机构正常运转的日常支出19万元。",
            "日常支出 Amount 2020",
        ),
        (
            "公务接待费3.35万元，比上年支出下降0.25万元。",
            "公务接待费 Change- 2020",
        ),
        (
            "公务接待费3.35万元，在上年预算4万元基础上压减10%。",
            "公务接待费 Growth- 2020",
        ),
        (
            "农林水支出9万元（其中产业奖补惠及23户）；教育支出4万元。",
            "教育支出 Amount 2020",
        ),
        (
            "收入合计2563万元，较上年增加-18.64万元。",
            "收入合计 Change- 2020",
        ),
        (
            "省级资金9万元，支出8万元；县级资金3万元，支出2万元。两类资金执行率依次为89%、67%。",
            "县级资金 Completion 2020",
        ),
        (
            "农林水支出24万元，主要用于惠民演出65场7.8万元。",
            "惠民演出 Amount 2020 农林水支出",
        ),
        ("工资福利支出占82%，计549万元。", "工资福利支出 Amount 2020"),
        ("完成雕版数字化14片，单片成本250元。", "单片成本 Price 2020"),
        ("开展绩效自评，共涉及项目6个。", "项目 Count 2020"),
        ("计划安装摄像头58个。", "摄像头 Count 2020"),
        (
            "自治县债务限额5亿元，债务余额4亿元。",
            "债务余额 Amount 2020",
        ),
        (
            "对灌区维修项目开展绩效评价，预算安排18万元。",
            "灌区维修项目 Amount 2020",
        ),
        (
            "纳入自评的项目6个。医院建设项目全年预算数65万元。",
            "医院建设项目 Amount 2020",
        ),
        (
            "财政性资金119万元，单位自筹78万元，前者约占60%。",
            "财政性资金 Share 2020",
        ),
        (
            "每人次收费168元，每床日收费612元，分别下降2%和上升1%。",
            "每床日收费 Growth+ 2020",
        ),
        (
            "收入158万元；年初结转和结余0万元；支出157万元。",
            "支出 Amount 2020",
        ),
        (
            "接待费5万元，接待8批、63人，人均控制在40元。",
            "人均 Price 2020",
        ),
        ("上年财政拨款结转220万元。", "上年财政拨款结转 Amount 2020"),
        (
            "财政拨款收入30万元，占收入总额的50%；事业收入6万元，占10%。",
            "事业收入 Share 2020 收入总额",
        ),
        ("个人所得税2015万元，为上年的97%。", "个人所得税 Rate 2020"),
        (
            "预算执行率96%，比上年94.02%提高1.98个百分点。",
            "预算执行率 Change+ 2020",
        ),
        ("项目214个，送审金额11.36亿元。", "送审金额 Amount 2020"),
        ("年初预算安排车辆购置费384万元。", "车辆购置费 Amount 2020"),
        (
            "失分在预算执行（扣1分）、产出（扣1.8分）。",
            "产出 Count 2020",
        ),
    ] {
        let read = said(passage);
        assert_eq!(read.last().map(String::as_str), Some(expected), "{passage}");
    }
}

#[test]
fn a_name_says_neither_who_gave_nor_where() {
    for (passage, expected) in [
        ("县财政批复我局公用经费120.5万元。", "公用经费"),
        ("市财政下达我校教育专项资金120.5万元。", "教育专项资金"),
        ("全乡组织财政收入386.5万元。", "财政收入"),
        ("期末共有车辆11辆。", "车辆"),
        ("公车改革后保留车辆2台。", "保留车辆"),
        // 我国 is no agency's name for itself.
        ("我国援外医疗队3人。", "我国援外医疗队"),
    ] {
        let read = said(passage);
        let first = read.first().map(String::as_str).unwrap_or_default();
        assert!(
            first.starts_with(&format!("{expected} ")),
            "{passage} {first}"
        );
    }
}

#[test]
fn everyday_verbs_say_a_difference_and_its_direction() {
    for (passage, expected) in [
        ("基本支出比上年涨了31万元。", "基本支出 Change+ 2020"),
        ("接待费较上年降了2万元。", "接待费 Change- 2020"),
        ("接待费较上年少花8万元。", "接待费 Change- 2020"),
        ("接待费较预算超出2.1万元。", "接待费 Change+ 2020"),
        ("接待费较上年再压缩5%。", "接待费 Growth- 2020"),
        ("接待费压缩率19.8%。", "接待费 Growth- 2020"),
        ("抚恤资金比上年多下达86万元。", "抚恤资金 Change+ 2020"),
        ("接待费8万元，少于上年3万元。", "接待费 Change- 2020"),
        (
            "隐性债务1.13亿元，比上年多化解0.21亿元。",
            "隐性债务 Change+ 2020",
        ),
        (
            "税收收入8万元，剔除缓税因素，可比增长8.4%。",
            "税收收入 Growth+ 2020",
        ),
        (
            "接待费8万元，与上年相比，绝对数降了2万元。",
            "接待费 Change- 2020",
        ),
        // 涨价 is a reason.
        ("油料涨价支出3万元。", "油料涨价支出 Amount 2020"),
    ] {
        let read = said(passage);
        assert_eq!(read.last().map(String::as_str), Some(expected), "{passage}");
    }
}

#[test]
fn differences_are_against_what_they_name() {
    let versus = |passage: &str| -> Vec<Option<Versus>> {
        let read = meanings(CONTEXT, &Heading::default(), &[passage]);
        let end = read.len();
        read[end - 2..]
            .iter()
            .map(|meaning| meaning.versus)
            .collect()
    };
    for (passage, expected) in [
        (
            "公务接待费2.88万元，较年初预算和上年决算分别减少1.12万元和1.85万元。",
            [Some(Versus::Budget), Some(Versus::PriorFinal)],
        ),
        (
            "收入占调整预算395万元的97.8%，短收8万元。",
            [Some(Versus::AdjustedBudget), Some(Versus::AdjustedBudget)],
        ),
        ("在岗55人，比编制少3人。", [None, Some(Versus::Other)]),
        ("在岗55人，比上年少3人。", [None, Some(Versus::PriorYear)]),
        (
            "支出完成年初预算的122.5%、全年预算的94.1%。",
            [Some(Versus::Budget), Some(Versus::Budget)],
        ),
    ] {
        assert_eq!(versus(passage), expected, "{passage}");
    }
}

#[test]
fn what_was_spent_of_a_budget_completes_it_and_what_is_added_is_a_share() {
    for (passage, expected) in [
        ("实际支出98万元，占预算的98%。", "实际支出 Completion 2020"),
        (
            "支出控制在预算5.5万元以内，占总额的20%。",
            "支出 Share 2020 总额",
        ),
        ("结余8万元，占预算的2%。", "结余 Share 2020 预算"),
        (
            "年中追加占年初预算的20.8%。",
            "年中追加 Share 2020 年初预算",
        ),
    ] {
        let read = said(passage);
        assert_eq!(read.last().map(String::as_str), Some(expected), "{passage}");
    }
}

#[test]
fn a_list_ends_behind_its_last_numbered_item() {
    let read = read(
        CONTEXT,
        &Heading::default(),
        &[
            "2020年总支出120万元。主要支出项目有:",
            "(一)教育支出60万元;",
            "(二)农林水支出50万元。",
            "收支相抵,结余24万元。",
        ],
    );
    assert_eq!(read[2], "农林水支出 Amount 2020 总支出");
    assert_eq!(read[3], "结余 Amount 2020");
}

#[test]
fn the_sides_of_the_accounts_open_lists_of_their_own() {
    let read = read(
        CONTEXT,
        &Heading::default(),
        &[
            "2020年年初结转和结余12万元，本年收入90万元，本年支出95万元。",
            "（一）2020年收入90万元，具体情况如下：",
            "1.财政拨款收入80万元。",
            "2.其他收入10万元。",
            "（二）2020年支出95万元，比上年增加5万元，具体情况如下：",
            "1.基本支出60万元。",
        ],
    );
    assert_eq!(read[3], "收入 Amount 2020");
    assert_eq!(read[4], "财政拨款收入 Amount 2020 收入");
    assert_eq!(read[5], "其他收入 Amount 2020 收入");
    assert_eq!(read[6], "支出 Amount 2020");
    assert_eq!(read[8], "基本支出 Amount 2020 支出");
}

#[test]
fn the_unit_of_a_table_names_nothing() {
    let heading = Heading {
        id: Some(1),
        titles: vec!["公务接待费支出情况".to_owned()],
        ..Heading::default()
    };
    let read = read(CONTEXT, &heading, &["单位:万元", "支出决算2.4万元。"]);
    assert_eq!(read, ["公务接待费支出 Amount 2020"]);
}
