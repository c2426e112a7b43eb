//! Every rule on a few lines of a document: what it finds, and what it leaves alone.

use super::{RULES, Verdict};
use crate::extraction::{Extraction, extract};
use crate::record::Severity;
use crate::source::Source;

const HEAD: &str = "巴山县水利局2020年度部门决算\n第二部分 2020年度部门决算情况说明\n";

fn read(text: &str) -> Extraction {
    let source = Source::from_bytes("a.txt".to_owned(), format!("{HEAD}{text}\n").into_bytes());
    extract(&source.expect("the tests are UTF-8"))
}

/// What is found in a text: rule and severity of each finding.
fn found(text: &str) -> Vec<(&'static str, Severity)> {
    read(text)
        .findings
        .iter()
        .map(|finding| (finding.rule, finding.severity))
        .collect()
}

#[track_caller]
fn finds(text: &str, rule: &str) {
    let found = found(text);
    let rules: Vec<&str> = found.iter().map(|(rule, _)| *rule).collect();
    assert_eq!(rules, [rule], "{text}");
}

#[track_caller]
fn is_sound(text: &str) {
    assert_eq!(found(text), [], "{text}");
}

/// The text has a check of the rule that was skipped.
#[track_caller]
fn leaves_open(text: &str, rule: &str) {
    let extraction = read(text);
    let skipped = extraction
        .outcomes
        .iter()
        .any(|outcome| outcome.rule.id == rule && matches!(outcome.verdict, Verdict::Skipped(_)));
    assert!(skipped, "{:?}", extraction.outcomes);
    is_sound(text);
}

const EXPENDITURE: &str = "三、支出决算情况说明\n";

#[test]
fn a_share_is_its_part_divided_by_the_whole() {
    finds(
        &format!(
            "{EXPENDITURE}2020年本年支出合计200.00万元，其中：基本支出150.00万元，占85.00%；项目支出50.00万元，占25.00%。"
        ),
        "share_mismatch",
    );
    is_sound(&format!(
        "{EXPENDITURE}2020年本年支出合计200.00万元，其中：基本支出150.00万元，占75.00%；项目支出50.00万元，占25.00%。"
    ));
}

#[test]
fn a_share_may_be_rounded_or_cut() {
    for share in ["66.66", "66.67", "66.7", "67", "66"] {
        is_sound(&format!(
            "{EXPENDITURE}2020年本年支出合计300.00万元，其中：基本支出200.00万元，占{share}%。"
        ));
    }
}

#[test]
fn a_share_that_is_off_by_one_in_its_last_digit_is_a_note() {
    let text = format!(
        "{EXPENDITURE}2020年本年支出合计8679.75万元，其中：基本支出8665.88万元，占99%；项目支出13.87万元，占1%。"
    );
    assert_eq!(found(&text), [("share_mismatch", Severity::Note)]);
}

const TOTALS: &str = "一、收入支出决算总体情况说明\n";

#[test]
fn a_growth_follows_from_amount_and_change() {
    finds(
        &format!("{TOTALS}2020年总收入756.8万元，比2019年总收入739万元增加17.8万元、增长22.6%。"),
        "growth_mismatch",
    );
    is_sound(&format!(
        "{TOTALS}2020年总收入756.8万元，比2019年总收入739万元增加17.8万元、增长2.4%。"
    ));
}

#[test]
fn a_change_is_the_difference_of_the_years() {
    finds(
        &format!("{TOTALS}2020年总支出729.3万元，较2019年总支出734.0万元减少14.7万元、下降0.64%。"),
        "change_mismatch",
    );
}

#[test]
fn a_rise_is_no_fall() {
    finds(
        &format!("{TOTALS}2020年总支出729.3万元，较2019年总支出734.0万元减少4.7万元，增长0.64%。"),
        "direction_conflict",
    );
    finds(
        &format!("{TOTALS}2020年总支出729.3万元，较2019年总支出734.0万元增加4.7万元。"),
        "direction_conflict",
    );
}

#[test]
fn a_part_of_the_budget_is_less_than_it() {
    let reception = "3.公务接待费支出8.00万元，完成预算80%，决算数";
    finds(&format!("{reception}大于预算数。"), "direction_conflict");
    is_sound(&format!("{reception}小于预算数。"));
}

#[test]
fn growth_from_nothing_has_no_rate() {
    let text = "3.公务接待费支出0.04万元，比2019年增加0.04万元，增长100%。";
    assert_eq!(found(text), [("growth_mismatch", Severity::Note)]);
}

#[test]
fn parts_do_not_exceed_their_whole() {
    let basic = "六、一般公共预算财政拨款基本支出决算情况说明\n人员经费100.00万元，主要包括：";
    finds(
        &format!("{basic}基本工资60.00万元、津贴补贴30.00万元、奖金25.00万元。"),
        "sum_mismatch",
    );
    leaves_open(
        &format!("{basic}基本工资60.00万元、津贴补贴30.00万元等。"),
        "sum_mismatch",
    );
}

#[test]
fn parts_of_parts_are_not_added_up_twice() {
    is_sound(
        "七、“三公”经费支出决算情况说明\n“三公”经费支出502.40万元，其中：公务用车购置及运行费500.00万元（公务用车购置费100.00万元，公务用车运行维护费400.00万元）；公务接待费2.40万元。",
    );
}

#[test]
fn the_same_change_of_two_amounts_is_two_growths() {
    is_sound(&format!(
        "{EXPENDITURE}2020年本年支出合计1080.00万元，比上年减少40.50万元，下降3.61%。其中：基本支出1030.00万元，比上年减少40.50万元，下降3.78%。"
    ));
}

#[test]
fn a_growth_is_not_that_of_the_amount_now() {
    finds(
        "公务接待费支出12.39万元。公务接待费比上年减少0.58万元，下降4.68%。",
        "growth_mismatch",
    );
}

#[test]
fn basic_expenditure_of_an_item_is_not_that_of_the_document() {
    is_sound(
        "五、一般公共预算财政拨款支出决算情况说明\n一般公共预算财政拨款支出200.00万元，其中：基本支出150.00万元，项目支出50.00万元。\n行政单位医疗支出80.00万元，其中：基本支出80.00万元，项目支出0万元。",
    );
}

#[test]
fn a_complete_breakdown_reaches_its_whole() {
    finds(
        &format!(
            "{EXPENDITURE}2020年本年支出合计200.00万元，其中：基本支出150.00万元；项目支出40.00万元。"
        ),
        "sum_mismatch",
    );
}

#[test]
fn known_parts_and_others_may_make_up_a_whole() {
    let told = |reception: &str| {
        format!(
            "2020年“三公”经费决算数10.00万元，其中：因公出国（境）费1.00万元、公务用车购置费2.00万元、公务用车运行维护费3.00万元、公务接待费{reception}万元、会议费2.50万元。"
        )
    };
    is_sound(&told("1.50"));
    finds(&told("1.00"), "sum_mismatch");
}

#[test]
fn the_parts_of_another_whole_are_none_of_the_first() {
    is_sound(
        "2020年全市一般公共预算收入22.05亿元。其中：市级一般公共预算收入11.22亿元(含辖区)。\n\
         市本级一般公共预算收入8.56亿元。其中：税收收入4.40亿元；非税收入4.16亿元。",
    );
    finds(
        "2020年全市一般公共预算收入22.05亿元。其中：税收收入4.40亿元；非税收入4.16亿元。",
        "sum_mismatch",
    );
}

#[test]
fn a_completion_is_actual_by_budget() {
    let project =
        "（四）预算绩效管理情况。\n水库除险项目全年预算数50.00万元，执行数为40.00万元，完成预算的";
    finds(&format!("{project}90%。"), "completion_mismatch");
    is_sound(&format!("{project}80%。"));
}

#[test]
fn both_sides_have_one_total() {
    finds(
        &format!("{TOTALS}2020年度收入总计8677.03万元、支出总计8679.75万元。"),
        "balance_mismatch",
    );
    is_sound(&format!(
        "{TOTALS}2020年度收入总计8679.75万元、支出总计8679.75万元。"
    ));
}

#[test]
fn two_passages_agree() {
    let operating = "（一）机关运行经费支出情况\n2020年，机关运行经费支出";
    finds(
        &format!("{operating}80.90万元。\n附件1\n二、资金收支情况\n机关运行经费支出90.90万元。"),
        "text_text_mismatch",
    );
    is_sound(&format!(
        "{operating}80.90万元。\n附件1\n二、资金收支情况\n机关运行经费支出80.9万元。"
    ));
}

const THREE_PUBLIC: &str = "七、“三公”经费财政拨款支出决算情况说明\n";
const FORM: &str = "\n“三公”经费支出决算表\n单位：万元\n项目\t决算数\n合计\t0.97\n1. 因公出国（境）费\t0\n2. 公务接待费\t0.97\n3. 公务用车购置及运行维护费\t0\n";

#[test]
fn a_part_of_a_change_is_no_amount() {
    let text = "“三公”经费支出决算表\n单位：万元\n项目\t决算数\n合计\t8666.66\n公务用车购置及运行维护费\t8116.58\n公务接待费\t550.08\n2017年“三公”经费支出8666.66万元。与上年相比，“三公”经费支出减少2553.04万元，其中公务用车购置及运行维护费617.74万元。\n";
    let rules: Vec<_> = found(text).into_iter().map(|(rule, _)| rule).collect();
    assert!(!rules.contains(&"text_table_mismatch"), "{rules:?}");
}

#[test]
fn a_budget_is_no_part_of_another() {
    let table = |name: &str, part: &str, up: &str| {
        let head = format!("2021年全县{name}收支平衡表\n单位：万元\n收入\t执行数\t支出\t执行数\n");
        let rows = "总计\t800\t总计\t800\n上年结转\t300\t二、转移性支出\t";
        format!("{head}{rows}{part}\n本级收入\t500\t上解支出\t{up}\n\n")
    };
    let text = table("一般公共预算", "100", "90") + &table("政府性基金预算", "600", "30");
    let rules: Vec<_> = found(&text).into_iter().map(|(rule, _)| rule).collect();
    assert!(!rules.contains(&"table_table_mismatch"), "{rules:?}");
}

#[test]
fn text_and_table_agree() {
    finds(
        &format!("{THREE_PUBLIC}公务接待费支出0.79万元。\n{FORM}"),
        "text_table_mismatch",
    );
    is_sound(&format!("{THREE_PUBLIC}公务接待费支出0.97万元。\n{FORM}"));
}

#[test]
fn ten_thousand_times_as_much_is_the_unit() {
    finds(
        &format!("{THREE_PUBLIC}公务接待费支出9700万元。\n{FORM}"),
        "unit_error",
    );
}

#[test]
fn a_lone_unit_is_off_from_its_own_breakdown() {
    for slip in [
        // A part of a list that is not known to be all, and the whole.
        "水利专项资金355万元，其中：河道整治205万元，水库除险120万元，巡查30元。",
        "本年收入合计5234.56元，其中：财政拨款收入4834.56万元，其他收入400万元。",
        "本年支出合计1234.56万元，其中：基本支出834.56万元，项目支出400元。",
    ] {
        finds(slip, "unit_error");
    }
    for sound in [
        // It adds up as it stands, or in no unit at all; and what is small may be so.
        "水利专项资金325.003万元，其中：河道整治205万元，水库除险120万元，巡查30元。",
        "水利专项资金355万元，其中：河道整治205万元，水库除险120万元，巡查20元。",
        "水利专项资金355万元，其中：河道整治205元，水库除险120元，巡查30万元。",
        "培训费3000元，会议费2万元。",
    ] {
        is_sound(sound);
    }
}

#[test]
fn money_without_a_unit_is_a_note() {
    let text = "（三）一般公共预算财政拨款支出决算具体情况\n2020年一般公共预算支出决算数为729.3，完成预算100%。项目支出5万元。";
    assert_eq!(found(text), [("unit_error", Severity::Note)]);
}

fn hierarchy(item: &str, total: &str) -> String {
    format!(
        "一般公共预算财政拨款支出决算表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t{total}\t{total}\t\n208\t社会保障和就业支出\t30.00\t30.00\t\n20805\t行政事业单位养老支出\t30.00\t30.00\t\n2080505\t机关事业单位基本养老保险缴费支出\t{item}\t{item}\t\n2080506\t机关事业单位职业年金缴费支出\t10.00\t10.00\t\n221\t住房保障支出\t12.00\t12.00\t\n22102\t住房改革支出\t12.00\t12.00\t\n2210201\t住房公积金\t12.00\t12.00\t\n"
    )
}

#[test]
fn items_add_up_to_their_section_and_classes_to_the_total() {
    is_sound(&hierarchy("20.00", "42.00"));
    let rules: Vec<_> = found(&hierarchy("25.00", "42.00"));
    assert!(!rules.is_empty());
    assert!(rules.iter().all(|(rule, _)| *rule == "table_sum_mismatch"));
    assert!(!found(&hierarchy("20.00", "43.00")).is_empty());
}

#[test]
fn an_entry_has_one_name() {
    finds(
        "1.卫生健康支出（类）支出5万元。\n第三部分 名词解释\n12.医疗卫生与计划生育支出（类）：指医疗方面的支出。",
        "code_name_mismatch",
    );
}

#[test]
fn all_comparisons_are_with_the_last_year() {
    let three = "1.公务用车运行维护费支出15.5万元，比2019年减少0.5万元。\n2.会议费支出10.4万元，比2019年减少0.7万元。\n";
    finds(
        &format!("{three}3.培训费支出3.3万元，比2018年减少0.3万元。"),
        "year_conflict",
    );
    is_sound(three);
}

#[test]
fn assets_are_those_at_the_end_of_the_year() {
    finds(
        "（三）国有资产占有使用情况\n截至2019年12月31日，共有车辆2辆。",
        "year_conflict",
    );
}

#[test]
fn what_the_template_left_is_told_once_a_paragraph() {
    finds(
        "1.因公出国（境）经费支出0万元。因公出国（境）支出决算比2019年增加/减少0万元，增长/下降0%。",
        "unfilled_template",
    );
}

#[test]
fn every_rule_is_listed_once_and_described_twice() {
    let mut ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), RULES.len());
    for rule in RULES {
        let about = rule.about().expect(rule.id);
        assert!(about.compares[1].is_ascii() && about.tolerance[1].is_ascii());
        assert!(!about.compares[0].is_ascii() && !about.tolerance[0].is_ascii());
    }
}

#[test]
fn the_examples_of_a_rule_are_examples() {
    for rule in RULES {
        let about = rule.about().expect(rule.id);
        let finds = |example: &str| {
            let text = example.replace('⏎', "\n").replace('⇥', "\t");
            found(&text).iter().any(|(id, _)| *id == rule.id)
        };
        assert!(finds(about.wrong), "{}: {}", rule.id, about.wrong);
        assert!(!finds(about.sound), "{}: {}", rule.id, about.sound);
    }
}

#[test]
fn absurd_numbers_stop_no_check() {
    is_sound(
        "公务接待费支出9999999999999999999999999999万亿人，比上年增加9999999999999999999999999999万亿元，增长99999999999999999999999999999999%。",
    );
}

#[test]
fn every_check_is_counted() {
    let extraction = read(&hierarchy("25.00", "42.00"));
    let document = &extraction.document;
    let counted = document.checks_passed + document.checks_failed + document.checks_skipped;
    assert_eq!(counted, extraction.outcomes.len());
    assert_eq!(document.checks_failed, extraction.findings.len());
    assert_eq!(document.n_findings, extraction.findings.len());
    assert!(document.checks_passed > 0);
}

#[test]
fn books_that_are_not_said_are_not_those_that_are() {
    let head = "江河区2020年预算执行情况和2021年预算草案的报告\n一、2020年预算执行情况\n";
    let text = "经批准，对全区预算进行了调整，调整后，一般公共预算收入为1266.00万元。\n\
                2020年，全区一般公共预算收入完成1326.00万元，为预算的104.7%。\n";
    let source = format!("{head}{text}").into_bytes();
    let source = Source::from_bytes("a.txt".to_owned(), source);
    let extraction = extract(&source.expect("the tests are UTF-8"));
    assert!(extraction.findings.is_empty(), "{:?}", extraction.findings);
}
