//! Clauses that name little: prices of each, what is left, what became of money, items of items, counts of a kind.

use super::tests::{CONTEXT, meanings};
use super::*;

/// All numbers of passages: `label of whole`, `-` for what is not known, prices with `each`.
fn read(passages: &[&str]) -> Vec<String> {
    let heading = Heading::default();
    let shown = |one: Meaning| {
        let label = one.label.unwrap_or_else(|| "-".to_owned());
        let each = match one.measure {
            Measure::Price => " each",
            _ => "",
        };
        let whole = one.whole.map(|whole| format!(" of {whole}"));
        format!("{label}{each}{}", whole.unwrap_or_default())
    };
    meanings(CONTEXT, &heading, passages)
        .into_iter()
        .map(shown)
        .collect()
}

fn check(rows: &[(&[&str], &[&str])]) {
    for (passages, expected) in rows {
        assert_eq!(read(passages), *expected, "{passages:?}");
    }
}

#[test]
fn a_price_of_each_is_of_what_was_paid_for() {
    check(&[
        (
            &["公务接待费0.4万元，国内接待8批次、52人次，人均77元。"],
            &["公务接待费", "国内接待", "国内接待", "公务接待费 each"],
        ),
        (
            &["培训费支出2.1万元。全年办班3期，人均每天380元。"],
            &["培训费支出", "办班", "培训费支出 each"],
        ),
        (
            &["护林员工资16万元（每人每年2万元），机具购置9万元。"],
            &["护林员工资", "护林员工资 each", "机具购置"],
        ),
        // Another part of the sentence, several amounts before: whose price it is, is not told.
        (
            &["公务用车运行维护费5万元；国内接待8批次、52人次，人均77元。"],
            &["公务用车运行维护费", "国内接待", "国内接待", "人均 each"],
        ),
        (
            &["“三公”经费5万元，其中公务用车运行维护费4万元。接待52人次，人均77元。"],
            &[
                "“三公”经费",
                "公务用车运行维护费 of “三公”经费",
                "接待",
                "人均 each",
            ],
        ),
        // Not all of a whole is paid to those who are counted among it.
        (
            &["教育支出9万元，其中退休8人，人均1万元。"],
            &["教育支出", "退休", "人均 each"],
        ),
        // A name of its own.
        (
            &["公务用车保有量3辆，车均运行费2.1万元。"],
            &["公务用车保有量", "车均运行费 each"],
        ),
        (
            &["每吨水3元，每亩补助150元。"],
            &["每吨水 each", "每亩补助 each"],
        ),
    ]);
}

#[test]
fn what_is_left_is_not_of_the_item_before() {
    check(&[
        (
            &["公用经费108万元，其中办公费12万元，其余96万元，占88.9%。"],
            &[
                "公用经费",
                "办公费 of 公用经费",
                "其余 of 公用经费",
                "其余 of 公用经费",
            ],
        ),
        (
            &["教育支出72万元；其余28万元用于办公、印刷，合占28%。"],
            &["教育支出", "其余", "其余"],
        ),
        // What it is stands behind it.
        (
            &["维修费30万元，其余20万元留作应急抢修。"],
            &["维修费", "应急抢修"],
        ),
    ]);
}

#[test]
fn what_became_of_money_names_it() {
    check(&[
        (
            &["职工9人。到位资金90万元，支付资金80万元，资金到位率100%。"],
            &["职工", "到位资金", "支付资金", "资金到位率"],
        ),
        // 支付 alone is of what was spoken of.
        (
            &["公务接待费5万元，支付3万元。"],
            &["公务接待费", "公务接待费"],
        ),
        (
            &["申请预算资金27万元，完成预算资金26万元。"],
            &["申请预算资金", "申请预算资金"],
        ),
    ]);
}

#[test]
fn the_nearer_item_is_the_whole() {
    check(&[
        (
            &[
                "2020年共分配专项资金90万元，主要安排用于以下项目：",
                "（一）中央资金50万元。",
                "1.助学补助44万元；",
                "2.取暖补助6万元。",
                "（二）省级资金40万元。",
                "1.养老补贴40万元。",
            ],
            &[
                "分配专项资金",
                "中央资金 of 分配专项资金",
                "助学补助 of 中央资金",
                "取暖补助 of 中央资金",
                "省级资金 of 分配专项资金",
                "养老补贴 of 省级资金",
            ],
        ),
        (
            &[
                "2020年度支出合计60万元，使用情况如下：",
                "（一）资助类别（助学 5万元）",
                "1、慰问经费5万元。",
                "（二）资助类别（养老 55万元）",
            ],
            &[
                "支出合计",
                "助学 of 支出合计",
                "慰问经费 of 助学",
                "养老 of 支出合计",
            ],
        ),
        // Items side by side.
        (
            &[
                "2020年度支出合计60万元，主要用于：",
                "1.办公费20万元；",
                "2.差旅费40万元。",
            ],
            &["支出合计", "办公费 of 支出合计", "差旅费 of 支出合计"],
        ),
    ]);
}

#[test]
fn counts_are_parts_of_counts_of_their_kind() {
    check(&[
        (
            &["核定编制22人，在职人员17人。其中：科级3人，科员14人，合计17人。"],
            &[
                "编制",
                "在职人员",
                "科级 of 在职人员",
                "科员 of 在职人员",
                "在职人员",
            ],
        ),
        (
            &["核定编制22人，在职人员17人。", "其中：科级3人，科员14人。"],
            &["编制", "在职人员", "科级 of 在职人员", "科员 of 在职人员"],
        ),
        (
            &["共有预算单位27个。其中：离退休人员12人，行政单位5个。"],
            &["预算单位", "离退休人员", "行政单位 of 预算单位"],
        ),
        // Two counts of one thing: each part is of its own.
        (
            &["国内公务接待8批次、52人次，其中：外事接待1批次、3人次。"],
            &[
                "国内公务接待",
                "国内公务接待",
                "外事接待 of 国内公务接待",
                "外事接待 of 国内公务接待",
            ],
        ),
    ]);
}

#[test]
fn a_cause_tells_no_second_change_of_the_whole() {
    check(&[
        (
            &[
                "收支总预算84万元，比上年增加22万元，一是奖励政策提标，增加15万元；二是缴费基数提高，增加7万元。",
            ],
            &["收支总预算", "收支总预算", "-", "-"],
        ),
        // The same said again, and what is compared with something else.
        (
            &["收支总预算84万元，比上年增加22万元，比年初预算增加3万元。"],
            &["收支总预算", "收支总预算", "收支总预算"],
        ),
    ]);
}

#[test]
fn thresholds_owners_and_brackets() {
    check(&[
        (
            &["项目支出50万元以上的项目5个开展自评。"],
            &["项目", "项目支出50万元以上的项目"],
        ),
        (
            &["公务用车17辆（其中：副部（省）级及以上领导用车0辆、机要通信用车5辆）。"],
            &[
                "公务用车",
                "副部(省)级及以上领导用车 of 公务用车",
                "机要通信用车 of 公务用车",
            ],
        ),
        (
            &["城关镇卫生院设备购置费30万元，巴山县水利局办公费5万元。"],
            &["城关镇卫生院设备购置费", "办公费"],
        ),
        (
            &["公务用车费用中含公车购置费0万元，公务用车运行维护费6万元。"],
            &[
                "公车购置费 of 公务用车费用",
                "公务用车运行维护费 of 公务用车费用",
            ],
        ),
    ]);
}

#[test]
fn lists_of_one_verb_and_of_units() {
    check(&[
        (
            &["压减印刷费3.2万元、会议费4.2万元。会议费9万元、培训费8万元。"],
            &["印刷费", "会议费", "会议费", "培训费"],
        ),
        (
            &["出国批次和人次比上年分别增长2个批次和9人次。"],
            &["出国批次", "人次"],
        ),
        (
            &["登记车辆5.3万台(注册登记)、驾驶人5.8万名。"],
            &["登记车辆", "驾驶人"],
        ),
        // What the first counted is not counted by the second, unless the codebook knows it.
        (&["覆盖9个行政村、1103户。"], &["行政村", "-"]),
        (
            &["因公出国（境）团组2个、14人。"],
            &["因公出国(境)团组", "因公出国(境)团组"],
        ),
    ]);
    let heading = Heading::default();
    let objects = "压减印刷费3.2万元、会议费4.2万元，办公费9万元、培训费8万元。";
    let measures = meanings(CONTEXT, &heading, &[objects]);
    let measures: Vec<Measure> = measures.into_iter().map(|one| one.measure).collect();
    let (change, amount) = (Measure::Change, Measure::Amount);
    assert_eq!(measures, [change, change, amount, amount]);
}

#[test]
fn a_count_that_is_named_before_leaves_the_next_name_to_the_next() {
    check(&[
        (
            &["核定编制人数8人实有人数13人，内设科室5个下属单位3个。"],
            &["编制人数", "实有人数", "内设科室", "下属单位"],
        ),
        // What stands behind a count that nothing names is counted.
        (&["计划交流合作1个团组4人次。"], &["团组", "团组"]),
        (&["内设9个机构、下辖2个单位。"], &["内设机构", "单位"]),
    ]);
}

#[test]
fn lists_of_taxes_go_on_behind_a_full_stop() {
    check(&[
        (
            &[
                "一般公共预算收入7.48亿元。税收收入中，国内增值税(50%部分)2.79亿元。企业所得税1.05亿元。罚没收入0.3亿元。",
            ],
            &[
                "一般公共预算收入",
                "国内增值税(50%部分) of 税收收入",
                "企业所得税 of 税收收入",
                "罚没收入",
            ],
        ),
        (
            &["从主要收入项目情况看：增值税4.83亿元；企业所得税2亿元。"],
            &["增值税", "企业所得税"],
        ),
        (&["从总税收收入看：5月份完成24162万元。"], &["总税收收入"]),
    ]);
}

#[test]
fn what_is_raised_or_affected_is_spoken_of() {
    check(&[
        (
            &["一般公共预算收入8万元，税收收入受减税政策影响，较年初预算减少5623万元。"],
            &["一般公共预算收入", "税收收入"],
        ),
        (
            &["税收收入236.8亿元，占公共预算收入的比重同比提高2.59个百分点。"],
            &["税收收入", "税收收入占公共预算收入的比重"],
        ),
        (
            &["营业税、增值税、房产税五大主体税种占财政收入的83.5%。"],
            &["五大主体税种 of 财政收入"],
        ),
        (
            &["教育、社保、三农等民生方面的支出47.05亿元。"],
            &["教育、社保、三农等民生方面的支出"],
        ),
    ]);
}

#[test]
fn money_for_an_improvement_or_borrowed_is_no_difference() {
    check(&[
        (
            &["新增举借政府债务资金4亿元（含外债0.05亿元）。"],
            &["新增举借政府债务资金", "外债 of 新增举借政府债务资金"],
        ),
        (
            &["资金用于县医院整体能力提升3亿元，农村供水保障能力提升1亿元。"],
            &["县医院整体能力提升", "农村供水保障能力提升"],
        ),
        // A norm that rises is a difference.
        (&["补助标准提升20元。"], &["补助标准"]),
    ]);
}

#[test]
fn under_the_name_of_a_chapter_the_books_are_the_name() {
    check(&[
        (
            &["1.资金到位情况：该项目年初预算资金为12万元。"],
            &["年初预算资金"],
        ),
        (
            &["1.公务接待费情况：年初预算为12万元。"],
            &["公务接待费情况"],
        ),
    ]);
}

#[test]
fn a_difference_of_two_amounts_has_their_direction() {
    let read = |text: &str| {
        let told = meanings(CONTEXT, &Heading::default(), &[text]).pop();
        told.map(|told| (told.measure, told.sign, told.versus))
    };
    let less = Some((Measure::Change, Some(Sign::Down), Some(Versus::Budget)));
    assert_eq!(
        read("公务接待费支出3.1万元，年初预算为4.3万元，差值为1.2万元。"),
        less
    );
    // One that does not follow from them has none.
    let other = read("公务接待费支出3.1万元，年初预算为4.3万元，差值为1.3万元。");
    assert_ne!(other, less);
}

#[test]
fn the_part_of_an_agency_that_is_none_of_its_units_has_a_name() {
    check(&[
        (
            &["支出预算90万元。按单位看，总社本级40万元，技工学校30万元，为农服务中心20万元。"],
            &[
                "支出预算",
                "总社本级 of 支出预算",
                "技工学校 of 支出预算",
                "为农服务中心 of 支出预算",
            ],
        ),
        (
            &["“三公”经费支出50万元，其中：机关本级12万元，执法大队38万元。"],
            &[
                "“三公”经费支出",
                "机关本级 of “三公”经费支出",
                "执法大队 of “三公”经费支出",
            ],
        ),
        // All of an agency, and a name that begins with its part.
        (&["我局本级2022年收入8万元。"], &["收入"]),
        (
            &["机关运行经费5万元，其中局机关3万元。"],
            &["机关运行经费", "局机关 of 机关运行经费"],
        ),
    ]);
}
