//! Years that cannot be meant: a comparison with the year before last, the state of last year, a
//! date of fulfilment before the year began.

use rustc_hash::FxHashSet as HashSet;

use super::ledger::{Ledger, Objection, Place};
use super::message::Message;
use super::rule::YEAR;
use super::{Checked, split};
use crate::lexicon::books::{BUDGET, EXECUTION, FINAL};
use crate::lexicon::lists::{Class as List, list};
use crate::mark::{Reference, Sense};
use crate::record::{
    Basis, Fact, Field, Indicator, Kind, Measure, Number, Origin, Section, Severity, Span, Table,
};

/// How many code points behind a comparison its number may stand.
const REACH: usize = 40;
/// How many facts before a change another of the same thing may stand.
const BASES: usize = 4;

/// Checks every year that is referred to.
pub fn check(checked: &Checked, ledger: &mut Ledger) {
    let Some(year) = checked.fiscal_year else {
        return;
    };
    if matches!(checked.kind, Kind::FinalAccounts | Kind::Budget) {
        comparisons(checked, year, ledger);
        lone_headlines(checked, year, ledger);
    }
    if checked.kind == Kind::FinalAccounts {
        states(checked, year, ledger);
    }
    headlines(checked, year, ledger);
    for indicator in checked.indicators {
        fulfilment(indicator, year, ledger);
    }
    captions(checked, year, ledger);
    titles(checked, year, ledger);
}

/// A heading of this year's document bears another year, where others bear its own.
fn titles(checked: &Checked, year: i32, ledger: &mut Ledger) {
    let books = match checked.kind {
        Kind::FinalAccounts => [FINAL, BUDGET],
        Kind::Budget => [BUDGET, FINAL],
        _ => return,
    };
    let of_document = |title: &str| {
        title.contains(books[0])
            && !title.contains(books[1])
            && !list(List::OtherYearTitle).any_in(title)
    };
    let titled: Vec<(&Section, i32)> = checked
        .sections
        .iter()
        .filter(|section| of_document(&section.title))
        .filter_map(|section| Some((section, leading_year(&section.title)?)))
        .collect();
    let own = titled.iter().filter(|(_, titled)| *titled == year).count();
    // Others bear its own year: two, or one against one besides the title; or the totals do.
    let told = own > 1 || own == 1 && titled.len() == 2;
    let by_totals = totals_are_of(checked, year);
    for (section, titled) in &titled {
        let own_part = list(List::OwnPart).any_in(&section.title);
        if *titled == year || !(told || by_totals && own_part) {
            continue;
        }
        let message = Message::new("year.heading")
            .with("thing", &section.title)
            .with("raw", titled)
            .with("year", year);
        let place = Place {
            line: section.line,
            span: section.span,
        };
        let objection = Objection::plain(YEAR.severity, message);
        ledger.object(&YEAR, place, Vec::new(), objection);
    }
}

/// Whether a total of the text is said to be of a year.
fn totals_are_of(checked: &Checked, year: i32) -> bool {
    checked.facts.iter().any(|fact| {
        is_headline(fact) && fact.year == Some(year) && !fact.assumed.contains(Field::Year)
    })
}

/// Whether a fact of running text is the amount of a total.
fn is_headline(fact: &Fact) -> bool {
    is_told_amount(fact) && fact.concept.is_some_and(super::identity::is_total)
}

fn is_told_amount(fact: &Fact) -> bool {
    fact.origin == Origin::Text && fact.measure == Some(Measure::Amount)
}

/// Sums of a department that are no totals and of which each disclosure tells, besides its totals.
const HEADS: [&str; 3] = ["three_public", "procurement", "operating_funds"];

/// A headline of another year in a passage that has none of this year's and compares nothing.
fn lone_headlines(checked: &Checked, year: i32, ledger: &mut Ledger) {
    let this_year = checked.facts.iter();
    let this_year = this_year.filter(|fact| is_headline(fact) && fact.year == Some(year));
    let amounts: HashSet<Number> = this_year.filter_map(|fact| fact.yuan).collect();
    for passage in &checked.marks.passages {
        let Some((opens, said)) = lone_headline(checked, passage, year) else {
            continue;
        };
        // The very amount is this year's elsewhere.
        let severity = match opens.yuan.is_some_and(|yuan| amounts.contains(&yuan)) {
            true => YEAR.severity,
            false => Severity::Note,
        };
        let message = Message::new("year.lone")
            .with("thing", super::ledger::subject(opens))
            .with("raw", said)
            .with("year", year);
        ledger.fail(&YEAR, &[opens], Objection::plain(severity, message));
    }
}

/// The headline that opens a passage, with its year, where that is not this one and nothing in the passage is.
fn lone_headline<'a>(checked: &Checked<'a>, passage: &Span, year: i32) -> Option<(&'a Fact, i32)> {
    let (_, facts) = split(checked.facts, |fact| fact.id < passage.0);
    let mut inside = facts.iter().take_while(|fact| fact.span.1 <= passage.1);
    let opens = inside.next()?;
    let said = opens.year.filter(|said| *said != year)?;
    let own = inside.any(|fact| fact.year == Some(year));
    let head = opens.concept.is_some_and(|id| HEADS.contains(&id));
    let headline = is_headline(opens) || is_told_amount(opens) && head;
    let books = match checked.kind {
        Kind::FinalAccounts => Basis::Final,
        _ => Basis::Budget,
    };
    let sure = [Field::Year, Field::Label]
        .iter()
        .all(|&field| !opens.assumed.contains(field) && !opens.carried.contains(field));
    let references = &checked.marks.references;
    let next = references.partition_point(|reference| reference.span.0 < passage.0);
    let compares = references
        .get(next)
        .is_some_and(|one| one.span.1 <= passage.1);
    let lone = headline && opens.basis == Some(books) && sure && !own && !compares;
    lone.then_some((opens, said))
}

/// A headline of last year that is compared with that year itself: this year is meant.
fn headlines(checked: &Checked, year: i32, ledger: &mut Ledger) {
    let last = Some(year - 1);
    for reference in &checked.marks.references {
        if reference.sense != Sense::Compared || Some(reference.year) != last {
            continue;
        }
        let passages = &checked.marks.passages;
        let at = passages.partition_point(|passage| passage.1 <= reference.span.0);
        let Some(passage) = passages.get(at) else {
            continue;
        };
        let (_, facts) = split(checked.facts, |fact| fact.id < passage.0);
        let inside = facts.iter().take_while(|fact| fact.span.1 <= passage.1);
        let inside: Vec<&Fact> = inside.map(|fact| &**fact).collect();
        let own = inside.iter().any(|fact| fact.year == Some(year));
        let Some(opens) = inside.first().filter(|fact| !own && fact.year == last) else {
            continue;
        };
        let said = opens.span.1 <= reference.span.0 && opens.measure == Some(Measure::Amount);
        let total = opens.concept.is_some_and(super::identity::is_total);
        if said && total && !opens.assumed.contains(Field::Year) {
            let message = Message::new("year.headline")
                .with("thing", super::ledger::subject(opens))
                .with("raw", year - 1)
                .with("should", year);
            ledger.fail(&YEAR, &[opens], Objection::plain(YEAR.severity, message));
        }
    }
}

/// The title of a table of this year bears another year: its columns or most other titles tell.
fn captions(checked: &Checked, year: i32, ledger: &mut Ledger) {
    let titled: Vec<(usize, &Table, i32)> = checked
        .tables
        .iter()
        .enumerate()
        .filter_map(|(at, table)| Some((at, table, leading_year(table.caption.as_deref()?)?)))
        .collect();
    let own = titled
        .iter()
        .filter(|(_, _, titled)| *titled == year)
        .count();
    let titles = count(checked.tables);
    for (at, table, titled) in &titled {
        if *titled == year {
            continue;
        }
        // Tables of two years, and last year's accounts in this year's budget, are no slips.
        let heads = table.rows.iter().take(table.header.max(1)).flatten();
        let mut years: Vec<i32> = heads.filter_map(|head| leading_year(head)).collect();
        years.dedup();
        let by_columns = years == [year];
        let known = own >= 2 || totals_are_of(checked, year);
        let others = years.is_empty() && known && own + 1 == titles;
        let same_books = table.caption.as_deref().is_some_and(|caption| {
            caption.contains(FINAL) == (checked.kind == Kind::FinalAccounts)
                && !caption.contains(EXECUTION)
        });
        if !(by_columns || others) || !same_books {
            continue;
        }
        let message = Message::new("year.caption")
            .with("thing", table.caption.as_deref().unwrap_or_default())
            .with("year", year)
            .with("raw", titled);
        let place = (checked.caption)(*at).unwrap_or(Place {
            line: table.line,
            span: Span(table.span.0, table.span.0),
        });
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
        } else if is_second_base(checked.facts, fact) {
            ledger.skip(&YEAR, &[fact], "skip.second_base");
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

/// Whether the change was given against the last year before: 比上年增加…；比2019年减少….
fn is_second_base(facts: &[Box<Fact>], fact: &Fact) -> bool {
    let (before, _) = split(facts, |other| other.span.0 < fact.span.0);
    let mut before = before.iter().rev().take(BASES);
    before.any(|other| {
        let moves = matches!(other.measure, Some(Measure::Change | Measure::Growth));
        moves
            && other.label == fact.label
            && other.year == fact.year
            && other
                .versus_year
                .is_some_and(|base| Some(base + 1) == fact.year)
    })
}

/// The change or growth that follows a comparison.
fn change_behind(facts: &[Box<Fact>], span: Span) -> Option<&Fact> {
    let at = facts.partition_point(|fact| fact.span.0 < span.1);
    let fact = facts.get(at)?;
    let near = fact.span.0 <= span.1 + REACH;
    let moves = matches!(fact.measure, Some(Measure::Change | Measure::Growth));
    (near && moves).then_some(fact)
}

/// The assets in final accounts are those at the end of the year.
fn states(checked: &Checked, year: i32, ledger: &mut Ledger) {
    for reference in &checked.marks.references {
        let (begun, _) = split(checked.sections, |section| {
            section.span.0 <= reference.span.0
        });
        let assets = begun.last().and_then(|section| section.concept) == Some("final.assets");
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
