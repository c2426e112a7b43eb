//! Years that cannot be meant: a comparison with the year before last, the state of last year, a
//! date of fulfilment before the year began.

use super::Checked;
use super::ledger::{Ledger, Objection, Place};
use super::message::Message;
use super::rule::YEAR;
use crate::reading::mark::reference::{Reference, Sense};
use crate::record::{Fact, Indicator, Kind, Measure, Span, Table};

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
    captions(checked, year, ledger);
}

/// The title of a table of this year bears another year: its columns or most other titles tell.
fn captions(checked: &Checked, year: i32, ledger: &mut Ledger) {
    let titled: Vec<(&Table, i32)> = checked
        .tables
        .iter()
        .filter_map(|table| Some((table, leading_year(table.caption.as_deref()?)?)))
        .collect();
    let own = titled.iter().filter(|(_, titled)| *titled == year).count();
    for (table, titled) in &titled {
        if *titled == year {
            continue;
        }
        // Tables of two years, and last year's accounts in this year's budget, are no slips.
        let heads = table.rows.iter().take(table.header.max(1)).flatten();
        let mut years: Vec<i32> = heads.filter_map(|head| leading_year(head)).collect();
        years.dedup();
        let by_columns = years == [year];
        let others = years.is_empty() && own >= 2 && own + 1 == count(checked.tables);
        let same_books = table.caption.as_deref().is_some_and(|caption| {
            caption.contains("决算") == (checked.kind == Kind::FinalAccounts)
                && !caption.contains("执行")
        });
        if !(by_columns || others) || !same_books {
            continue;
        }
        let message = Message::new("year.caption")
            .with("thing", table.caption.as_deref().unwrap_or_default())
            .with("year", year)
            .with("raw", titled);
        let place = Place {
            line: table.line,
            span: Span(table.span.0, table.span.0),
        };
        ledger.object(
            &YEAR,
            place,
            Vec::new(),
            Objection::plain(YEAR.severity, message),
        );
    }
}

/// How many tables bear a year in their title.
fn count(tables: &[Table]) -> usize {
    let years = tables
        .iter()
        .filter_map(|table| leading_year(table.caption.as_deref()?));
    years.count()
}

/// The year of a title or head: 2020年部门收入总表, 表二 2020年….
fn leading_year(title: &str) -> Option<i32> {
    let title = crate::lexicon::key(title);
    let (before, _) = title.split_once('年')?;
    let digits = before.get(before.len().checked_sub(4)?..)?;
    let short = before.chars().count() <= 4 + 16;
    let year = digits
        .parse()
        .ok()
        .filter(|year| (1990..2100).contains(year))?;
    short.then_some(year)
}

/// The changes of a document are all against one year: the last.
fn comparisons(checked: &Checked, year: i32, ledger: &mut Ledger) {
    let compared: Vec<(&Reference, &Fact)> = checked
        .marks
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
            ledger.pass(&YEAR, &[fact]);
        } else if last * 2 > compared.len() || last > 1 && reference.year < year - 1 {
            let message = Message::new("year.compared")
                .with("year", year)
                .with("raw", reference.year)
                .with("should", year - 1);
            let objection = Objection::plain(YEAR.severity, message);
            ledger.object(&YEAR, place, vec![fact.id], objection);
        } else {
            ledger.skip(&YEAR, &[fact], "skip.no_majority");
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
    for reference in &checked.marks.references {
        let sections = checked.sections;
        let behind = sections.partition_point(|section| section.span.0 <= reference.span.0);
        let section = sections[..behind].last();
        let assets = section.and_then(|section| section.concept) == Some("final.assets");
        if reference.sense != Sense::AsOf || !assets || reference.year == year {
            continue;
        }
        let place = Place {
            line: reference.line,
            span: reference.span,
        };
        let message = Message::new("year.assets")
            .with("raw", reference.year)
            .with("year", year);
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
    let (Some(target), Some(actual)) = (date(target), date(actual)) else {
        return;
    };
    if target >= year || actual >= year {
        return;
    }
    let name = indicator.level3.as_deref().unwrap_or("指标");
    let message = Message::new("year.fulfilled")
        .with("thing", name)
        .with("year", year)
        .with("raw", actual);
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

/// The year of a value that is a date and nothing else: `2018年12月31日`, `2018年底前`.
fn date(value: &str) -> Option<i32> {
    let value = crate::lexicon::key(value);
    let (year, rest) = value.split_once('年')?;
    let year = year
        .parse()
        .ok()
        .filter(|year| (1990..2100).contains(year))?;
    let dated = rest
        .chars()
        .all(|c| c.is_ascii_digit() || "月日底末前内度之".contains(c));
    dated.then_some(year)
}
