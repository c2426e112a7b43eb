//! Names that are read whole, and words that only look like a part of them.

use super::tests::{CONTEXT, meanings, read, said};
use super::*;

fn under(titles: &[&str]) -> Heading {
    Heading {
        id: Some(1),
        titles: titles.iter().map(|title| (*title).to_owned()).collect(),
        ..Heading::default()
    }
}

/// The labels of all numbers of a passage.
fn labels(passage: &str) -> Vec<String> {
    let meanings = meanings(CONTEXT, &Heading::default(), &[passage]);
    let label = |one: Meaning| one.label.unwrap_or_else(|| "-".to_owned());
    meanings.into_iter().map(label).collect()
}

/// The labels with their wholes: `label of whole`.
fn parts(passage: &str) -> Vec<String> {
    let meanings = meanings(CONTEXT, &Heading::default(), &[passage]);
    let part = |one: Meaning| match (one.label.unwrap_or_default(), one.whole) {
        (label, Some(whole)) => format!("{label} of {whole}"),
        (label, None) => label,
    };
    meanings.into_iter().map(part).collect()
}

fn check(rows: &[(&str, &[&str])], labels: impl Fn(&str) -> Vec<String>) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(passage, expected)| {
            let read = labels(passage);
            (read != *expected).then(|| format!("{passage}: {read:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_looks_like_a_verb_or_a_sign_of_a_sum() {
    check(
        &[
            ("返还性收入3万元", &["返还性收入"]),
            ("均衡性转移支付收入7万元", &["均衡性转移支付收入"]),
            ("结算补助收入5万元", &["结算补助收入"]),
            // Signs of a sum are no part of what is added.
            (
                "加上级补助收入12万元、上年结余2万元，减上解支出1万元",
                &["上级补助收入", "上年结余", "上解支出"],
            ),
            (
                "加上转移性收入12万元，减去年终结余2万元，再减去上解支出1万元",
                &["转移性收入", "年终结余", "上解支出"],
            ),
            // Words that only begin like one.
            ("加快公路建设资金8万元", &["加快公路建设资金"]),
            ("减免税收9万元", &["减免税收"]),
            ("加油卡充值费9万元", &["加油卡充值费"]),
            ("减灾专项资金9万元", &["减灾专项资金"]),
            ("上缴上级支出9万元", &["上缴上级支出"]),
            ("上海对口支援资金9万元", &["上海对口支援资金"]),
            ("减少税收返还9万元", &["税收返还"]),
            // A verb with its object stays one.
            ("返还征地保证金3万元", &["征地保证金"]),
        ],
        labels,
    );
}

#[test]
fn how_sure_a_number_is_and_how_it_was_counted_is_no_name() {
    check(
        &[
            ("税收收入预计8万元", &["税收收入"]),
            ("非税收入预计完成8万元", &["非税收入"]),
            ("预计完成税收收入7万元", &["税收收入"]),
            ("水利支出实际完成6万元", &["水利支出"]),
            ("增值税同口径增长3%", &["增值税"]),
            ("增值税3万元，可比口径增长3%", &["增值税", "增值税"]),
            // Parts of longer names.
            ("实际投资完成率80%", &["实际投资完成率"]),
            ("实际缴纳税款3万元", &["实际缴纳税款"]),
            ("实际控制面积占比80%", &["实际控制面积"]),
        ],
        labels,
    );
}

#[test]
fn who_approved_is_no_name() {
    check(
        &[
            (
                "经县人大会议批准，一般公共预算收入预算为9万元",
                &["一般公共预算收入"],
            ),
            (
                "经县人大常委会第三次会议审议批准政府性基金支出预算7万元",
                &["政府性基金支出预算"],
            ),
            // 经 begins other words too, and 批准 is done to other things.
            ("经费支出8万元", &["经费支出"]),
            ("经营收入8万元", &["经营收入"]),
            ("经济发展支出8万元", &["经济发展支出"]),
            ("经常性项目支出8万元", &["经常性项目支出"]),
        ],
        labels,
    );
}

#[test]
fn a_list_of_some_things_is_one_name() {
    check(
        &[
            (
                "调入资金、上年结转等收入6万元",
                &["调入资金、上年结转等收入"],
            ),
            ("教育、卫生等支出8万元", &["教育、卫生等支出"]),
            // Here 等 is no "and others", or what stands behind it names the sum.
            ("等级评定费用3万元", &["等级评定费用"]),
            ("平等保护专项资金4万元", &["平等保护专项资金"]),
            (
                "教育支出、卫生健康支出等重点支出分别为4万元、5万元",
                &["教育支出", "卫生健康支出"],
            ),
        ],
        labels,
    );
}

#[test]
fn collectors_are_parts_of_what_is_collected() {
    check(
        &[
            (
                "税收收入20万元，其中：税务部门完成18万元，海关2万元",
                &["税收收入", "税务部门 of 税收收入", "海关 of 税收收入"],
            ),
            (
                "一般公共预算收入30万元，从征收部门看，税务部门完成20万元，财政部门完成10万元",
                &[
                    "一般公共预算收入",
                    "税务部门 of 一般公共预算收入",
                    "财政部门 of 一般公共预算收入",
                ],
            ),
            // With a thing of their own they are but agencies.
            ("财政局办公费3万元", &["办公费"]),
            ("税务部门经费补助4万元", &["税务部门经费补助"]),
        ],
        parts,
    );
    assert_eq!(labels("教育支出5万元，税务局3万元")[1], "税务局");
}

#[test]
fn a_level_of_government_is_a_part() {
    check(
        &[
            (
                "一般公共预算支出9万元，其中：本级3万元，乡镇级6万元",
                &[
                    "一般公共预算支出",
                    "本级 of 一般公共预算支出",
                    "乡镇级 of 一般公共预算支出",
                ],
            ),
            ("政府采购支出9万元。本级3万元", &["政府采购支出", "本级"]),
            (
                "项目预算9万元，由省、县分担，省级3万元、县级6万元",
                &["项目预算", "省级 of 项目预算", "县级 of 项目预算"],
            ),
            // Things counted are no part of money.
            (
                "水利支出9万元，水库3座，省级2座",
                &["水利支出", "水库", "省级"],
            ),
            // Of two amounts nothing says which they share.
            (
                "水利支出9万元，教育支出8万元，县级6万元",
                &["水利支出", "教育支出", "县级"],
            ),
            // Two names in one are not cut to one of them.
            ("全区/区本级收入9万元", &["全区/区本级收入"]),
            // It is part of the name.
            ("本级收入8万元", &["本级收入"]),
            ("区本级支出4万元", &["区本级支出"]),
            ("县级财政专项资金5万元", &["县级财政专项资金"]),
        ],
        parts,
    );
}

#[test]
fn bonds_and_limits_are_named_new() {
    check(
        &[
            ("新增一般债券3万元", &["新增一般债券"]),
            ("新增政府债务限额4万元", &["新增政府债务限额"]),
            // Of other things more is a change.
            ("新增教师工资6万元", &["教师工资"]),
            ("新增就业补助6万元", &["就业补助"]),
        ],
        labels,
    );
    assert_eq!(
        said("新增政府债务限额4万元")[0],
        "新增政府债务限额 Amount 2020"
    );
    assert_eq!(said("新增教师工资6万元")[0], "教师工资 Change+ 2020");
}

#[test]
fn less_money_is_less_for_the_thing_before() {
    check(
        &[
            ("住房保障支出增加经费2万元", &["住房保障支出"]),
            ("教育支出减少拨款3万元", &["教育支出"]),
            ("因为教育支出减少拨款3万元", &["教育支出"]),
            // What has a name of its own is what changed.
            ("教育支出减少学校维修费3万元", &["学校维修费"]),
            ("主要原因是减少拨款3万元", &["拨款"]),
        ],
        labels,
    );
}

#[test]
fn what_is_bought_is_none_of_what_is_held() {
    check(
        &[
            (
                "公务用车保有量3辆，计划购置0辆",
                &["公务用车保有量", "计划购置"],
            ),
            ("电脑保有量8台，购置2台", &["电脑保有量", "购置"]),
            (
                "公务用车购置0辆公务接待费4万元",
                &["公务用车购置", "公务接待费"],
            ),
            ("购置0辆公务用车", &["公务用车"]),
            ("医疗设备购置4台", &["医疗设备购置"]),
        ],
        labels,
    );
}

#[test]
fn the_total_of_the_three_expenses_is_told_from_its_parts() {
    check(
        &[
            (
                "部门使用财政拨款安排的“三公”经费支出总额12万元",
                &["“三公”经费支出总额"],
            ),
            (
                "因公出国(境)费、公务接待费、公务用车费(“三公”经费)决算数4万元",
                &["“三公”经费"],
            ),
            // It only stands among what is named.
            ("“三公”经费公开率100%", &["“三公”经费公开率"]),
            (
                "“三公”经费管理办法培训费3万元",
                &["“三公”经费管理办法培训费"],
            ),
            ("压减“三公”经费用于教育支出8万元", &["教育支出"]),
            ("公务接待费(含外宾)4万元", &["公务接待费"]),
        ],
        labels,
    );
}

#[test]
fn the_project_of_a_unit_keeps_its_name() {
    check(
        &[
            ("青山小学教学楼新建项目5万元", &["青山小学教学楼新建项目"]),
            (
                "青山小学教学楼、综合楼新建项目8万元",
                &["青山小学教学楼、综合楼新建项目"],
            ),
            // What the codebook knows is but the unit's, and so are the projects of the discloser.
            ("青山中学项目支出7万元", &["青山中学项目支出"]),
            ("青山小学基本支出7万元", &["青山小学基本支出"]),
            ("巴山县水利局办公楼维修项目9万元", &["办公楼维修项目"]),
        ],
        labels,
    );
}

#[test]
fn at_the_same_time_last_year_is_a_comparison() {
    let versus = |passage| {
        let last = meanings(CONTEXT, &Heading::default(), &[passage]).pop();
        last.map(|last| {
            (
                last.label.unwrap_or_default(),
                last.versus,
                last.versus_year,
            )
        })
    };
    for (passage, year) in [
        ("公务接待费8万元，同比上年度减少2万元", Some(2019)),
        ("公务接待费8万元，同比2018年减少2万元", Some(2018)),
        ("公务接待费8万元，同比减少2万元", Some(2019)),
    ] {
        let label = "公务接待费".to_owned();
        let versus = versus(passage).map(|(label, versus, _)| (label, versus));
        let compared = match year {
            Some(2018) => Some(Versus::Other),
            _ => Some(Versus::PriorYear),
        };
        assert_eq!(versus, Some((label, compared)), "{passage}");
    }
}

#[test]
fn a_heading_of_a_side_names_it() {
    assert_eq!(
        read(
            CONTEXT,
            &under(&["2、支出:", "乡镇财政"]),
            &["完成8万元，下降3%。"]
        ),
        ["支出 Amount 2020", "支出 Growth- 2020"]
    );
    assert_eq!(
        read(
            CONTEXT,
            &under(&["2、教育支出情况", "乡镇财政"]),
            &["完成8万元。"]
        ),
        ["教育支出 Amount 2020"]
    );
    assert_eq!(
        labels("2、支出：8万元，其中：基本支出5万元。"),
        ["支出", "基本支出"]
    );
}

#[test]
fn the_number_of_a_rule_is_its_name() {
    let none: &[&str] = &[];
    check(
        &[
            ("严格执行自治区30条规定", none),
            ("落实省委20条禁令", none),
            // Counted rules, and what only begins like one.
            ("出台30条规定", &["规定"]),
            ("落实5项规定动作", &["规定动作"]),
            ("采取12条措施", &["措施"]),
        ],
        labels,
    );
}

#[test]
fn by_what_something_is_divided_is_no_name() {
    check(
        &[
            (
                "水利支出9万元，下降3%。分项目看，河道支出6万元，水库支出3万元",
                &[
                    "水利支出",
                    "水利支出",
                    "河道支出 of 水利支出",
                    "水库支出 of 水利支出",
                ],
            ),
            (
                "全县收入9万元。从收入结构看，税收收入6万元；非税收入3万元。从征收部门看，税务局5万元",
                &[
                    "收入",
                    "税收收入 of 收入",
                    "非税收入 of 收入",
                    "税务局 of 收入",
                ],
            ),
            // Where two things were told of, nothing says which.
            (
                "县本级支出8万元。财政支出中，民生支出6万元。分项目看，河道支出5万元",
                &["县本级支出", "民生支出 of 财政支出", "河道支出"],
            ),
        ],
        parts,
    );
}

#[test]
fn books_before_a_colon_are_no_whole() {
    check(
        &[
            (
                "年初预算：水利支出7万元，教育支出8万元",
                &["水利支出", "教育支出"],
            ),
            (
                "2020年年初预算数：水利支出7万元；教育支出8万元",
                &["水利支出", "教育支出"],
            ),
            // A thing with its books is one.
            ("水利支出预算：河道支出7万元", &["河道支出 of 水利支出预算"]),
        ],
        parts,
    );
}

#[test]
fn parts_are_of_the_books_of_their_whole() {
    let bases = |passage: &str| -> Vec<Basis> {
        let meanings = meanings(CONTEXT, &Heading::default(), &[passage]);
        meanings.into_iter().map(|one| one.basis).collect()
    };
    use Basis::{Budget, Final};
    assert_eq!(
        bases(
            "年初预算：水利支出9万元，其中：本级5万元，乡镇级4万元。决算：水利支出8万元，其中：本级4万元。"
        ),
        [Budget, Budget, Budget, Final, Final]
    );
}

#[test]
fn a_level_of_government_bears_the_name_of_its_whole() {
    check(
        &[(
            "财政总收入9万元，地方财政收入8万元，增长3%。其中：县本级地方财政收入5万元",
            &[
                "财政总收入",
                "地方财政收入",
                "地方财政收入",
                "县本级地方财政收入 of 地方财政收入",
            ],
        )],
        parts,
    );
}

#[test]
fn the_two_kinds_of_debt_stand_beside_each_other() {
    check(
        &[(
            "政府债务余额17万元：一般债务余额8万元，其中：县本级5万元；专项债务余额9万元，其中：县本级6万元",
            &[
                "政府债务余额",
                "一般债务余额 of 政府债务余额",
                "县本级 of 一般债务余额",
                "专项债务余额 of 政府债务余额",
                "县本级 of 专项债务余额",
            ],
        )],
        parts,
    );
}

#[test]
fn what_the_budget_spends_is_of_the_budget() {
    let basis = |passage: &str| {
        let last = meanings(CONTEXT, &Heading::default(), &[passage]).pop();
        last.map(|last| last.basis)
    };
    for (passage, expected) in [
        ("水利项目年初预算支出9万元", Basis::Budget),
        ("水利项目预算支出9万元", Basis::Budget),
        // A name with 预算 in it is of the document's books.
        ("一般公共预算支出9万元", Basis::Final),
        ("政府性基金预算支出9万元", Basis::Final),
    ] {
        assert_eq!(basis(passage), Some(expected), "{passage}");
    }
}

#[test]
fn years_of_standing_are_no_weeks() {
    check(
        &[
            ("庆祝建县10周年", &[]),
            ("培训3周", &["培训"]),
            ("开设12个班级", &["班级"]),
            ("水利支出8万元，首次3万元", &["水利支出", "水利支出"]),
        ],
        labels,
    );
}
