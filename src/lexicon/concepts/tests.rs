use std::collections::{HashMap, HashSet};

use proptest::prelude::*;

use super::*;
use crate::lexicon::word_file::{Row, faults, load};

fn cell(form: &str, row: &str, column: &str) -> Option<&'static str> {
    find_cell(form, row, None, column).map(|found| found.id())
}

/// Labels of one meaning, as documents write them.
#[derive(Debug, serde::Deserialize)]
struct Phrases {
    concept: Box<str>,
    code: Box<str>,
    context: List<';'>,
    labels: List<';'>,
}

impl Row for Phrases {
    fn subjects(&self) -> Vec<String> {
        let context: Vec<_> = self.context.words().collect();
        let labels = self.labels.words();
        labels.map(|label| format!("{label} {context:?}")).collect()
    }
}

#[test]
fn phrases_mean_what_they_should() {
    let text = include_str!("phrases.tsv");
    assert_eq!(faults::<Phrases>("phrases.tsv", text), Vec::<String>::new());
    let mut wrong = Vec::new();
    for row in load::<Phrases>("phrases.tsv", text) {
        let context: Vec<_> = row.context.words().collect();
        for label in row.labels.words() {
            let found = find_in(label, &context);
            let id = found.map_or("-", |found| found.id());
            let code = found.and_then(|found| found.code).unwrap_or("");
            if id != &*row.concept || (!row.code.is_empty() && code != &*row.code) {
                wrong.push(format!(
                    "{label} {context:?}: {id} {code}, not {} {}",
                    row.concept, row.code
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_named_thing_has_a_code_only_among_economic_entries() {
    let code = |context: &str| find_in("公务接待费", &[context]).and_then(|found| found.code);
    assert_eq!(code("公用经费"), Some("30217"));
    assert_eq!(code("“三公”经费财政拨款支出"), None);
}

#[test]
fn cells_mean_their_row_or_their_column() {
    for (form, row, column, expected) in [
        (
            "income_expenditure",
            "一、一般公共预算拨款收入",
            "收入/2021年预算数",
            Some("general_income"),
        ),
        (
            "income_expenditure",
            "收入总计",
            "收入/预算数",
            Some("total_income"),
        ),
        ("expenditure", "合计", "基本支出", Some("basic_expenditure")),
        (
            "expenditure",
            "合计",
            "支出预算/合计",
            Some("expenditure_this_year"),
        ),
        (
            "expenditure",
            "住房公积金",
            "支出预算/基本支出",
            Some("functional_item"),
        ),
        ("income", "合计", "事业收入", Some("business_income")),
        (
            "fiscal_appropriation",
            "一、本年支出",
            "支出/一般公共预算",
            Some("general_expenditure"),
        ),
        (
            "fiscal_appropriation",
            "收入总计",
            "收入/决算数",
            Some("fiscal_income_total"),
        ),
        (
            "general_expenditure",
            "合计",
            "一般公共预算支出/基本支出",
            Some("general_basic"),
        ),
        (
            "general_basic",
            "合计",
            "基本支出/公用经费",
            Some("public_expenditure"),
        ),
        (
            "general_basic",
            "奖金",
            "基本支出/合计",
            Some("economic_section"),
        ),
        (
            "three_public",
            "合计",
            "公务用车购置及运行费/小计",
            Some("official_vehicle_cost"),
        ),
        (
            "three_public",
            "长沙市财政局",
            "公务接待费/上年预算数",
            Some("official_reception"),
        ),
        (
            "three_public",
            "2.公务接待费",
            "本年预算数",
            Some("official_reception"),
        ),
        ("three_public", "合计", "本年预算数", Some("three_public")),
        (
            "fiscal_appropriation",
            "总计",
            "支出/一般公共预算财政拨款",
            Some("general_expenditure_total"),
        ),
        (
            "fiscal_appropriation",
            "年末财政拨款结转和结余",
            "支出/政府性基金预算财政拨款",
            Some("carry_out_fund"),
        ),
        (
            "government_fund",
            "合计",
            "本年支出/基本支出",
            Some("fund_basic"),
        ),
        (
            "income",
            "合计",
            "上年结转结余/一般公共预算",
            Some("carry_in_general"),
        ),
        (
            "three_public",
            "（二）单位价值50万元以上通用设备（台，套）",
            "决算数",
            Some("equipment_500k"),
        ),
        (
            "three_public",
            "6.国内公务接待人次（人）",
            "决算数",
            Some("reception_domestic_persons"),
        ),
        ("other", "实有人数", "在职", Some("staff_active")),
        // No guess where the column names a thing that is not known.
        ("three_public", "合计", "下降%", None),
        ("three_public", "合计", "三公经费合计/基本支出", None),
        ("procurement", "计算机", "资金来源/总计", None),
        ("procurement", "合计", "资金来源/一般公共预算", None),
        ("general_expenditure", "人力资源和社会", "工资福/奖金", None),
        ("general_project", "某市人才中心", "项目支出", None),
    ] {
        assert_eq!(cell(form, row, column), expected, "{form} {row} {column}");
    }
    let item = find_cell("expenditure", "社会保险经办", Some("2080109"), "基本支出");
    assert_eq!(
        item.map(|m| (m.id(), m.code)),
        Some(("functional_item", Some("2080109")))
    );
    assert_eq!(
        find_cell("general_project", "大厅维护", Some("2080109"), "金额"),
        None
    );
    let reception = find_cell("general_basic", "公务接待费", Some("30217"), "合计");
    assert_eq!(
        reception.map(|m| (m.id(), m.code)),
        Some(("official_reception", Some("30217")))
    );
}

#[test]
fn a_number_must_be_of_the_concepts_kind() {
    let vehicles = find("车辆").unwrap();
    assert!(vehicles.fits(Quantity::Count) && vehicles.fits(Quantity::Percent));
    assert!(!vehicles.fits(Quantity::Money));
    assert!(!find("公务接待费").unwrap().fits(Quantity::Count));
}

#[test]
fn the_codebook_is_sound() {
    assert!(all().len() >= 180, "{}", all().len());
    let ids: HashSet<_> = all().iter().map(|concept| concept.id).collect();
    assert_eq!(ids.len(), all().len(), "ids are unique");
    for concept in all() {
        assert!(concept.id.len() <= 32, "{}", concept.id);
        assert!(
            concept
                .id
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        );
        let mut above = concept.parent;
        let mut steps = 0;
        while let Some(parent) = above {
            assert!(ids.contains(parent), "{}: {parent}", concept.id);
            above = by_id(parent).and_then(|parent| parent.parent);
            steps += 1;
            assert!(steps < 20, "{} is its own whole", concept.id);
        }
        for alias in concept.aliases.words() {
            let (name, marks) = alias.split_once('@').unwrap_or((alias, ""));
            assert!(!label::key_of(name).is_empty(), "{}: {alias}", concept.id);
            assert!(
                marks.is_empty() || Marks::parse(marks).is_some(),
                "{}: {alias}",
                concept.id
            );
            for name in RULES.expand(name) {
                assert!(!name.contains(['<', '{']), "{}: {alias}", concept.id);
            }
        }
    }
}

#[test]
fn no_name_belongs_to_two_concepts() {
    for (key, senses) in &BOOK.senses {
        let mut owner = HashMap::new();
        for sense in senses {
            let one = *owner.entry(sense.marks.bits()).or_insert(sense.concept);
            let ids = [one, sense.concept].map(|index| CONCEPTS[usize::from(index)].id);
            assert_eq!(one, sense.concept, "{key}: {ids:?}");
        }
    }
}

proptest! {
    #[test]
    fn finding_never_panics(
        label in "\\PC{0,30}",
        odd in "[一般公共预算财政拨款支出收入合计其中（类）款项局市的0-9%、/]{0,20}",
        context in "\\PC{0,10}",
    ) {
        find(&label);
        find_in(&odd, &[&context, &odd]);
        find_cell(&context, &label, Some(&odd), &odd);
        find_cell("expenditure", &odd, None, &label);
    }
}
