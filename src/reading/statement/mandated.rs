//! Items of the mandated template and counted things among words that are no part of their names.

use super::tests::{CONTEXT, meanings};
use super::*;

/// The labels of all numbers of each passage.
fn check(rows: &[(&str, &[&str])]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(passage, expected)| {
            let read = meanings(CONTEXT, &Heading::default(), &[passage]);
            let label = |one: Meaning| one.label.unwrap_or_else(|| "-".to_owned());
            let read: Vec<String> = read.into_iter().map(label).collect();
            (read != *expected).then(|| format!("{passage}: {read:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn whose_an_item_is_and_who_spends_is_no_name() {
    check(&[
        ("2023年金堂县公务接待费3万元", &["公务接待费"]),
        ("2023年金堂县因公出国(境)团组2个", &["因公出国(境)团组"]),
        ("县本级财政拨款资金安排“三公”经费6万元", &["“三公”经费"]),
        ("各单位当年财政拨款安排的“三公”经费6万元", &["“三公”经费"]),
        ("全口径预算安排三公经费合计6万元", &["三公经费合计"]),
        ("公共财政预算拨款开支的公务接待费3万元", &["公务接待费"]),
        (
            "“三公”经费支出决算汇总数为3万元，仍然减少了1万元",
            &["“三公”经费支出", "“三公”经费支出"],
        ),
        ("经比较2020年度“三公”经费3万元", &["“三公”经费"]),
        ("单位开展业务活动的公务用车运行费3万元", &["公务用车运行费"]),
        // Of two places each has its own, and so have the units of an agency.
        (
            "金堂县公务接待费3万元，郫都区公务接待费2万元",
            &["金堂县公务接待费", "郫都区公务接待费"],
        ),
        (
            "下属单位开支的公务接待费3万元",
            &["下属单位开支的公务接待费"],
        ),
        // What else a place has is no item.
        ("金堂县税收收入3万元", &["金堂县税收收入"]),
    ]);
}

#[test]
fn an_item_before_its_year_keeps_its_name() {
    check(&[
        ("公务接待费2020年度财政拨款决算数为3万元", &["公务接待费"]),
        (
            "1.因公出国(境)费2020年财政拨款支出决算数为3万元，比2019年决算数减少2万元，下降40%",
            &["因公出国(境)费"; 3],
        ),
        // Behind the year stands a name of its own, or before it an agency.
        ("公务接待费2020年基本支出决算数3万元", &["基本支出"]),
        (
            "巴山县水利局2020年财政拨款支出决算数3万元",
            &["财政拨款支出"],
        ),
    ]);
}

#[test]
fn money_behind_counts_is_of_what_was_counted() {
    check(&[
        (
            "外事接待费支出0万元，国内公务接待5批次，40人，共计支出3万元",
            &[
                "外事接待费支出",
                "国内公务接待",
                "国内公务接待",
                "国内公务接待",
            ],
        ),
        (
            "国内公务接待支出3万元，国内公务接待5批次，40人，共计支出3万元",
            &[
                "国内公务接待支出",
                "国内公务接待",
                "国内公务接待",
                "国内公务接待支出",
            ],
        ),
    ]);
}

#[test]
fn what_is_counted_ends_where_something_is_told_of_it() {
    check(&[
        ("在全市6个区中最少", &["区"]),
        ("分管的7个区第3", &["区"]),
        ("另外9个区暂未公布", &["区"]),
        ("12个县收支执行情况", &["县"]),
        ("30个县(市)区一般公共预算收入", &["县(市)区"]),
        ("4个一般公共预算项目", &["一般公共预算项目"]),
        ("医院现为3家集医疗、科研于一体的综合医院", &["综合医院"]),
        ("表彰8个集体", &["集体"]),
    ]);
}
