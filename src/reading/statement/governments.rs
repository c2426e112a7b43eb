//! What governments say of their own accounts: levels beside levels, points above others, and near phrases that mean
//! another thing.

use super::tests::{CONTEXT, meanings, said};
use super::*;

/// The numbers of a passage: `label versus`, a stroke where there is none.
fn compared(passage: &str) -> Vec<String> {
    let meanings = meanings(CONTEXT, &Heading::default(), &[passage]);
    let versus = |one: &Meaning| match one.versus {
        Some(versus) => format!("{versus:?}"),
        None => "-".to_owned(),
    };
    let label = |one: &Meaning| one.label.clone().unwrap_or_default();
    let told = meanings.iter();
    told.map(|one| format!("{} {}", label(one), versus(one)))
        .collect()
}

#[test]
fn points_are_measured_from_plans_and_from_others() {
    for (passage, expected) in [
        (
            "税收收入3亿元，增长8%，高于年度目标增幅5.6个百分点。",
            "税收收入 Target",
        ),
        (
            "税收收入3亿元，增长8%，高于全省平均水平2.1个百分点。",
            "税收收入 Other",
        ),
        (
            "税收收入增幅低于全市平均增幅2个百分点。",
            "税收收入增幅 Other",
        ),
        (
            "税收收入增速比全市平均水平低2个百分点。",
            "税收收入增速 Other",
        ),
        ("税收收入占比较上月提高3个百分点。", "税收收入占比 Other"),
        (
            "税收收入3亿元，占预算（指调整预算，下同）的98%。",
            "税收收入 AdjustedBudget",
        ),
        // Only points are said of the one number: what follows grows from the year before.
        (
            "税收收入3亿元，完成预算的36%，快于序时进度3.4个百分点，下降4%。",
            "税收收入 PriorYear",
        ),
        ("平均办理天数比目标值少2天，缩短5%。", "平均办理天数 Target"),
        // An average is a level too.
        ("全省平均水平为3.5天。", "平均水平 -"),
    ] {
        assert_eq!(compared(passage).last().unwrap(), expected, "{passage}");
    }
    assert_eq!(
        compared("税收收入增幅分别高于年度目标和全省平均4.9、11.7个百分点。"),
        ["税收收入增幅 Target", "税收收入增幅 Other"]
    );
    assert_eq!(
        compared("税收收入增幅高于全省平均增幅(9.5%)2.1个百分点。"),
        ["全省平均增幅 -", "税收收入增幅 Other"]
    );
    assert_eq!(
        compared("税收收入3亿元，增长9%，高于州市平均增幅(7.5%)1.5个百分点。")[2..],
        ["州市平均增幅 -", "税收收入 Other"]
    );
}

#[test]
fn a_level_of_government_is_part_of_a_name() {
    for (passage, expected) in [
        (
            "全市政府性基金收入77亿元，增长10%。其中：市级政府性基金收入35亿元。",
            "市级政府性基金收入 Amount 2020 政府性基金收入",
        ),
        (
            "全县税收收入77亿元。其中：县级地方税收收入35亿元。",
            "县级地方税收收入 Amount 2020 税收收入",
        ),
        (
            "全市税收收入77亿元，市级税收收入35亿元。",
            "市级税收收入 Amount 2020",
        ),
        (
            "省级专项资金7万元，市级专项资金5万元。",
            "市级专项资金 Amount 2020",
        ),
        // All levels together are none.
        (
            "市级税收收入7亿元，全市税收收入9亿元。",
            "税收收入 Amount 2020",
        ),
        ("省级下达林地改造资金3万元。", "林地改造资金 Amount 2020"),
    ] {
        assert_eq!(said(passage).pop().unwrap(), expected, "{passage}");
    }
}

#[test]
fn each_number_is_of_the_year_that_is_listed_for_it() {
    for passage in [
        "2018年、2019年、2020年税收收入分别完成1亿元、2亿元、3亿元。",
        "2018-2020年，税收收入分别完成1亿元、2亿元、3亿元。",
    ] {
        let years = [2018, 2019, 2020].map(|year| format!("税收收入 Amount {year}"));
        assert_eq!(said(passage), years, "{passage}");
    }
    // Not so many numbers, or one of them all.
    for passage in [
        "2018-2020年，税收收入和非税收入分别为1亿元、2亿元。",
        "2018-2020年税收收入2亿元。",
    ] {
        assert!(
            said(passage).iter().all(|one| !one.ends_with("2018")),
            "{passage}"
        );
    }
}

#[test]
fn what_measures_nothing_is_not_spoken_of() {
    for (passage, expected) in [
        (
            "税收收入3亿元，占预算的56%，超过时间进度6个百分点；比上年同期增长15%。",
            "税收收入 Growth+ 2020",
        ),
        (
            "税收收入3亿元，增长9%，高于一季度累计增幅2个百分点。",
            "税收收入 Change+ 2020",
        ),
        (
            "卫生支出3亿元。该科目主要反映公共卫生的支出。增长的原因是人员增加，增支0.2亿元。",
            "卫生支出 Change+ 2020",
        ),
        (
            "卫生支出3亿元（含上级补助和上年项目结转等支出，下同），下降11%。",
            "卫生支出 Growth- 2020",
        ),
        ("卫生支出3亿元，为预算40%。", "卫生支出 Completion 2020"),
        (
            "卫生支出3亿元，占预算（指调整预算，下同）的98%。",
            "卫生支出 Completion 2020",
        ),
        (
            "调入资金和上年结转2亿元。",
            "调入资金和上年结转 Amount 2020",
        ),
        ("七是卫生健康支出2亿元。", "卫生健康支出 Amount 2020"),
        (
            "政府办公室及相关机构事务支出2万元。",
            "政府办公室及相关机构事务支出 Amount 2020",
        ),
        ("本级单位支出8万元。", "单位支出 Amount 2020"),
        ("单车支出8万元。", "单车支出 Price 2020"),
        // What a bracket takes in may be a part of the name.
        ("救助低保(含五保)人员3人。", "低保(含五保)人员 Count 2020"),
    ] {
        assert_eq!(said(passage).pop().unwrap(), expected, "{passage}");
    }
}

#[test]
fn a_sum_is_not_of_what_was_listed_last() {
    for (passage, expected) in [
        (
            "产业项目4万元，道路项目2万元，合计6万元。",
            "合计 Amount 2020",
        ),
        (
            "扶贫资金6万元，其中：产业项目4万元，道路项目2万元，共计6万元。",
            "扶贫资金 Amount 2020",
        ),
        // One thing alone has no sum but its own.
        ("道路项目3个，共计6万元。", "道路项目 Amount 2020"),
    ] {
        assert_eq!(said(passage).pop().unwrap(), expected, "{passage}");
    }
}

#[test]
fn no_total_and_no_other_side_is_a_part() {
    for (passage, expected) in [
        (
            "一般公共预算总收入9亿元，其中：当年收入6亿元。",
            "当年收入 Amount 2020 一般公共预算总收入",
        ),
        ("当年财政收入6亿元。", "当年财政收入 Amount 2020"),
        (
            "转移性收入6亿元，其中：上级补助收入2亿元，债务收入4亿元，收入总计9亿元。",
            "收入总计 Amount 2020",
        ),
        (
            "收入、支出预算总计9亿元，其中：收入预算总计9亿元。",
            "收入预算总计 Amount 2020 收入、支出预算总计",
        ),
    ] {
        assert_eq!(said(passage).pop().unwrap(), expected, "{passage}");
    }
}

#[test]
fn shares_of_two_wholes_have_each_its_own() {
    for (passage, expected) in [
        (
            "政府采购规模364万元，占财政支出和GDP的比重分别为10.1%和3.2%。",
            [
                "政府采购规模 Share 2020 财政支出",
                "政府采购规模 Share 2020 GDP",
            ],
        ),
        (
            "会议费、培训费分别占商品和服务支出的12%和8%。",
            [
                "会议费 Share 2020 商品和服务支出",
                "培训费 Share 2020 商品和服务支出",
            ],
        ),
    ] {
        assert_eq!(said(passage).split_off(said(passage).len() - 2), expected);
    }
}

#[test]
fn what_a_fund_is_used_for_and_whose_an_item_is() {
    for (passage, expected) in [
        (
            "动用预算稳定调节基金2.1亿元。",
            "动用预算稳定调节基金 Amount 2020",
        ),
        (
            "按规定安排预算稳定调节基金2.3亿元。",
            "安排预算稳定调节基金 Amount 2020",
        ),
        ("安排公务接待费2.3万元。", "公务接待费 Amount 2020"),
        (
            "政府债务余额138亿元，严格控制在省上核定的限额140亿元内。",
            "政府债务限额 Amount 2020",
        ),
        (
            "公务接待费2020年度财政拨款决算数为3万元。",
            "公务接待费 Amount 2020",
        ),
        (
            "2020年一般公共预算财政拨款支出决算数为3万元。",
            "一般公共预算财政拨款支出 Amount 2020",
        ),
        ("2020年巫溪县公务接待费3万元。", "公务接待费 Amount 2020"),
        (
            "2020年巫溪县红茶产业园区3万元。",
            "巫溪县红茶产业园区 Amount 2020",
        ),
        (
            "返还性收入7367万元，分项情况是：所得税返还收入779万元。",
            "所得税返还收入 Amount 2020 返还性收入",
        ),
    ] {
        assert_eq!(said(passage).pop().unwrap(), expected, "{passage}");
    }
}

#[test]
fn a_share_of_an_adjusted_budget_is_its_completion_in_a_plan_too() {
    let budget = Context {
        kind: Kind::Budget,
        ..CONTEXT
    };
    let measure = |passage: &str| {
        let last = meanings(budget, &Heading::default(), &[passage]).pop();
        last.unwrap().measure
    };
    assert_eq!(
        measure("税收收入完成8万元，占调整预算的98%。"),
        Measure::Completion
    );
    assert_eq!(measure("税收收入8万元，占收入预算的98%。"), Measure::Share);
}

#[test]
fn no_fund_of_the_accounts_is_a_part_of_another() {
    for (passage, expected) in [
        (
            "一般公共预算收入9亿元，其中：税收收入5亿元；政府性基金收入3亿元。",
            "政府性基金收入 Amount 2020",
        ),
        (
            "财政总收入9亿元，其中：一般公共预算收入5亿元；政府性基金收入4亿元。",
            "政府性基金收入 Amount 2020 财政总收入",
        ),
        (
            "一般公共预算收入总计9亿元，其中：税收收入5亿元；政府性基金调入资金4亿元。",
            "政府性基金调入资金 Amount 2020 一般公共预算收入总计",
        ),
    ] {
        assert_eq!(said(passage).pop().unwrap(), expected, "{passage}");
    }
}

#[test]
fn what_is_said_of_each_side_is_said_of_both() {
    for (passage, expected) in [
        (
            "收入总计8万元，支出总计8万元，与上年相比，各增加2万元，增长33.3%。",
            "收入总计、支出总计 Growth+ 2020",
        ),
        (
            "收入总计8万元，支出总计8万元，与上年相比增加2万元。",
            "支出总计 Change+ 2020",
        ),
        (
            "会议费8万元，培训费8万元，与上年相比，各增加2万元。",
            "培训费 Change+ 2020",
        ),
    ] {
        assert_eq!(said(passage).pop().unwrap(), expected, "{passage}");
    }
}

#[test]
fn the_share_in_a_name_is_no_number() {
    assert_eq!(
        said("增值税收入(50%部分)672万元，增长6.2%。"),
        [
            "增值税收入(50%部分) Amount 2020",
            "增值税收入(50%部分) Growth+ 2020"
        ]
    );
    assert_eq!(said("增值税收入672万元(占50%)。").len(), 2);
}

#[test]
fn the_number_of_an_item_is_no_amount() {
    assert_eq!(
        said("用车费25.65万元：1、购置费0万元；2、运行费25.65万元。"),
        [
            "用车费 Amount 2020",
            "购置费 Amount 2020 用车费",
            "运行费 Amount 2020 用车费"
        ]
    );
}

#[test]
fn accounts_that_are_as_reported_compare_nothing() {
    assert_eq!(
        compared("收入决算数与报告的执行数一致。税收收入8万元，增长6%。").pop(),
        Some("税收收入 PriorYear".to_owned())
    );
}
