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
fn a_level_of_government_is_told_from_the_whole_of_its_name() {
    for (passage, expected) in [
        (
            "全市政府性基金收入77亿元，增长10%。其中：市级政府性基金收入35亿元。",
            "市级政府性基金收入 Amount 2020 政府性基金收入",
        ),
        (
            "全县税收收入77亿元。其中：县级地方税收收入35亿元。",
            "县级地方税收收入 Amount 2020 税收收入",
        ),
        // Both of the one level, and no list at all.
        (
            "市级税收收入77亿元。其中：市级税收收入35亿元。",
            "税收收入 Amount 2020",
        ),
        (
            "全市税收收入77亿元，市级税收收入35亿元。",
            "税收收入 Amount 2020",
        ),
        (
            "全市税收收入77亿元。其中：市级增值税收入35亿元。",
            "增值税收入 Amount 2020 税收收入",
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
