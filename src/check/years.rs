//! Years that cannot be meant: a comparison with the year before last, the state of last year, a
//! date of fulfilment before the year began.

use super::Checked;
use super::ledger::{Ledger, Objection, Place};
use super::rule::Rule;
use crate::reading::reference::{Reference, Sense};
use crate::record::{Fact, Indicator, Kind, Measure, Severity, Span};

/// 比2018年 in the accounts of 2020.
pub const YEAR: Rule = Rule {
    id: "year_conflict",
    severity: Severity::Warning,
    chinese: "年份有误（比较年份、截至日期或完成时间与本文件年度不符）",
    english: "a year cannot be meant: of a comparison, of a state, of a date of fulfilment",
};

/// How many code points behind a comparison its number may stand.
const REACH: usize = 40;

/// Checks every year that is referred to.
pub fn check(checked: &Checked, ledger: &mut Ledger) {
    let Some(year) = checked.fiscal_year else {
        return;
    };
    if matches!(checked.kind, Kind::FinalAccounts | Kind::Budget) {
        comparisons(checked, year, ledger);
    }
    if checked.kind == Kind::FinalAccounts {
        states(checked, year, ledger);
    }
    for indicator in checked.indicators {
        fulfilment(indicator, year, ledger);
    }
}

/// The changes of a document are all against one year: the last.
fn comparisons(checked: &Checked, year: i32, ledger: &mut Ledger) {
    let compared: Vec<(&Reference, &Fact)> = checked
        .references
        .iter()
        .filter(|reference| reference.sense == Sense::Compared)
        .filter_map(|reference| Some((reference, change_behind(checked.facts, reference.span)?)))
        .filter(|(_, fact)| fact.year == Some(year))
        .collect();
    let last = compared
        .iter()
        .filter(|(reference, _)| reference.year == year - 1)
        .count();
    for (reference, fact) in &compared {
        let place = Place {
            line: reference.line,
            span: reference.span,
        };
        if reference.year == year - 1 {
            ledger.pass(&YEAR, &[fact], format!("{}年与上年比较", year));
        } else if last * 2 > compared.len() || last > 1 && reference.year < year - 1 {
            let message = format!(
                "{year}年的数与{}年比较，文中其余比较都以{}年为上年",
                reference.year,
                year - 1
            );
            let objection = Objection::plain(YEAR.severity, message);
            ledger.object(&YEAR, place, vec![fact.id], objection);
        } else {
            ledger.skip(&YEAR, &[fact], "文中没有多数比较可以对照");
        }
    }
}

/// The change or growth that follows a comparison.
fn change_behind(facts: &[Fact], span: Span) -> Option<&Fact> {
    let at = facts.partition_point(|fact| fact.span.0 < span.1);
    let fact = facts.get(at)?;
    let near = fact.span.0 <= span.1 + REACH;
    let moves = matches!(fact.measure, Some(Measure::Change | Measure::Growth));
    (near && moves).then_some(fact)
}

/// The assets in final accounts are those at the end of the year.
fn states(checked: &Checked, year: i32, ledger: &mut Ledger) {
    for reference in checked.references {
        let section = checked
            .sections
            .iter()
            .rfind(|section| section.span.0 <= reference.span.0);
        let assets = section.and_then(|section| section.concept) == Some("final.assets");
        if reference.sense != Sense::AsOf || !assets || reference.year == year {
            continue;
        }
        let place = Place {
            line: reference.line,
            span: reference.span,
        };
        let message = format!(
            "{year}年度决算的国有资产情况写作截至{}年，应为截至{year}年末",
            reference.year
        );
        let objection = Objection::plain(YEAR.severity, message);
        ledger.object(&YEAR, place, Vec::new(), objection);
    }
}

/// A target of the year is not met in an earlier one.
fn fulfilment(indicator: &Indicator, year: i32, ledger: &mut Ledger) {
    let sides = [&indicator.target_raw, &indicator.actual_raw];
    let [Some(target), Some(actual)] = sides else {
        return;
    };
    let (target, actual) = (years(target), years(actual));
    let early = |years: &[i32]| !years.is_empty() && years.iter().all(|one| *one < year);
    if !early(&target) || !early(&actual) {
        return;
    }
    let name = indicator.level3.as_deref().unwrap_or("指标");
    let message = format!("{name}：{year}年的指标，目标值和完成值都在{}年", actual[0]);
    let place = Place {
        line: indicator.line,
        span: indicator.span,
    };
    ledger.object(
        &YEAR,
        place,
        vec![indicator.id],
        Objection::plain(YEAR.severity, message),
    );
}

/// The years that a value names with 年.
fn years(value: &str) -> Vec<i32> {
    let mut years = Vec::new();
    for (at, _) in value.match_indices('年') {
        let digits = at.checked_sub(4).and_then(|from| value.get(from..at));
        if let Some(year) = digits.and_then(|digits| digits.parse().ok())
            && (1990..2100).contains(&year)
        {
            years.push(year);
        }
    }
    years
}
