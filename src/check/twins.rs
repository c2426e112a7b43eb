//! One thing said twice: in two passages, in text and table.

use rustc_hash::FxHashMap as HashMap;

use super::book::{Book, Said};
use super::identity::{Identity, is_total_identity, root};
use super::interval::Interval;
use super::ledger::{Ledger, Objection, Stated, in_unit_of, interval, raw, subject};
use super::message::Message;
use super::register::{Register, Told};
use super::rule::{Rule, TEXT_TABLE, TEXT_TEXT, UNIT};
use super::sheet::{Axis, InColumn, Sheet};
use super::unlike::{Standing, Unlike};
use crate::lexicon::concepts;
use crate::lexicon::label;
use crate::lexicon::label::MARKS;
use crate::record::{Fact, Field, Form, Measure, Origin, Quantity, Severity};

/// Checks text against text.
pub fn passages(register: &Register, ledger: &mut Ledger) {
    for (identity, list) in &register.text {
        one_identity(register, identity, list, ledger);
    }
}

/// Every number of an identity against the first of the same scope, year and books.
fn one_identity(register: &Register, identity: &Identity, list: &[Told], ledger: &mut Ledger) {
    let mut values = Unlike::new(register);
    for told in list {
        if is_of_another_thing(identity, told) {
            ledger.skip(&TEXT_TEXT, &[told.fact], "skip.other_scope");
            continue;
        }
        // Nobody says one thing twice in one passage: the second is of another year or of the plan.
        let (first, more) = match values.take(told) {
            Standing::Same(same) => {
                ledger.pass(&TEXT_TEXT, &[told.fact, same.fact]);
                continue;
            }
            Standing::Other { first: None, .. } => continue,
            Standing::Other {
                first: Some(first),
                more,
            } => (first, more),
        };
        let facts = [told.fact, first.fact];
        // Two names in one passage are two things: 预算收入…，收入合计….
        if more {
            ledger.skip(&TEXT_TEXT, &facts, "skip.many_values");
        } else if register.is_of_a_unit(told) || register.is_of_a_unit(first) {
            ledger.skip(&TEXT_TEXT, &facts, "skip.of_a_unit");
        } else {
            differ_unless_other(&TEXT_TEXT, register, identity, (told, first), ledger);
        }
    }
}

/// Whether a number is a part of an item of the classification or of a thing of its own: 动用上年结转160万元 in the
/// reasons of an item is a part of the item's, not the document's carry-over.
fn is_of_another_thing(identity: &Identity, told: &Told) -> bool {
    identity.code.is_none()
        && told.fact.whole.as_deref().is_some_and(|whole| {
            MARKS.iter().any(|mark| whole.ends_with(mark)) || concepts::find(whole).is_none()
        })
}

/// Whether an amount may be a part of the change before it: 减少了685万元,其中公务用车购置及运行维护费617万元.
fn is_of_change(book: &Book, told: &Told) -> bool {
    let fact = told.fact;
    let at = book.said.partition_point(|one| one.fact.id < fact.id);
    let before = book.said.iter().take(at).next_back().map(|one| one.fact);
    let of_list = fact.whole.is_some() && fact.carried.contains(Field::Whole);
    of_list
        && before.is_some_and(|before| {
            before.line == fact.line
                && before.kind == Quantity::Money
                && before.measure == Some(Measure::Change)
                && before.yuan > fact.yuan
        })
}

/// Whether an amount is also given for another total of the same side, so that 总收入 may mean
/// either.
fn is_another_total(register: &Register, identity: &Identity, told: &Told) -> bool {
    let total = is_total_identity(identity) || identity.concept == "income_expenditure_total";
    total
        && register
            .text
            .iter()
            .filter(|(other, _)| {
                other.concept != identity.concept
                    && is_total_identity(other)
                    && root(other.concept) == root(identity.concept)
            })
            .flat_map(|(_, list)| list)
            .any(|other| other.year == told.year && other.interval.meets(told.interval))
        || register.is_total_in_tables(identity, told)
}

/// Checks text against tables.
pub fn tables(book: &Book, sheets: &[Sheet], register: &Register, ledger: &mut Ledger) {
    for (identity, list) in &register.text {
        for told in list {
            against_tables((book, register), identity, (told, list), ledger);
        }
    }
    let rows = Rows::new(sheets);
    for one in &book.said {
        let item = one
            .fact
            .concept
            .is_some_and(|concept| concept.starts_with("functional"));
        let by_words = one.fact.concept.is_none() || item && one.fact.code.is_none();
        if let Some(own) = one.interval.filter(|_| by_words)
            && let Some(twins) = rows.of(book, one)
        {
            against(one.fact, own, &twins, ledger);
        }
    }
}

/// The identities in tables that a number of the text may be: a joint total is that of either side.
fn in_tables(identity: &Identity<'static>) -> Vec<Identity<'static>> {
    match identity.concept {
        "income_expenditure_total" => ["total_income", "total_expenditure"]
            .map(|concept| Identity {
                concept,
                code: None,
            })
            .to_vec(),
        _ => vec![*identity],
    }
}

/// A number of the text against the tables. A number that stands in a table for another year, other
/// books or another fund may be read from the wrong column, and is no proof of a difference.
fn against_tables<'a>(
    (book, register): (&Book, &Register<'a>),
    identity: &Identity<'a>,
    (told, list): (&Told<'a>, &[Told<'a>]),
    ledger: &mut Ledger,
) {
    let joint = match identity.code {
        None => in_tables(&Identity {
            concept: identity.concept,
            code: None,
        }),
        Some(_) => Vec::new(),
    };
    let mut kindred: Vec<&Told> = Vec::new();
    if joint.is_empty() {
        kindred.extend(register.tables.get(identity).into_iter().flatten());
    }
    for identity in &joint {
        kindred.extend(register.tables.get(identity).into_iter().flatten());
    }
    let twins: Vec<&Told> = kindred
        .iter()
        .filter(|twin| register.comparable(told.scope, twin.scope) && twin.same_books(told))
        .copied()
        .collect();
    let placed = twins.iter().find(|twin| twin.placed);
    let Some(first) = placed.or(twins.first()) else {
        return;
    };
    if let Some(same) = twins.iter().find(|twin| twin.interval.meets(told.interval)) {
        return ledger.pass(&TEXT_TABLE, &[told.fact, same.fact]);
    }
    let facts = [told.fact, first.fact];
    if is_of_another_thing(identity, told) || is_of_change(book, told) {
        return ledger.skip(&TEXT_TABLE, &facts, "skip.other_scope");
    }
    if let Some(other) = kindred
        .iter()
        .find(|twin| twin.interval.meets(told.interval))
    {
        // The year stands with the number, and the same row has another number for it.
        let taken = told.opens && other.sheet == first.sheet && other.year != told.year;
        let said = ![Field::Year, Field::Label]
            .iter()
            .any(|&field| told.fact.carried.contains(field) || told.fact.assumed.contains(field));
        if taken && said && other.scope == first.scope {
            return differ(
                &TEXT_TABLE,
                told.fact,
                told.interval,
                (first.fact, first.interval),
                ledger,
            );
        }
        return ledger.skip(&TEXT_TABLE, &[told.fact, other.fact], "skip.other_column");
    }
    // 比年初预算数8万元…，与调整预算数9万元相比…: the passage tells the table's number too.
    let before = list.partition_point(|other| other.passage < told.passage);
    let told_beside = list
        .iter()
        .skip(before)
        .take_while(|other| other.passage == told.passage)
        .any(|other| other.same_books(told) && other.interval.meets(first.interval));
    if told_beside {
        ledger.skip(&TEXT_TABLE, &facts, "skip.many_values");
    } else if ledger.distrusts(told.fact) {
        ledger.skip(&TEXT_TABLE, &facts, "skip.wrong_unit");
    } else if !first.placed {
        ledger.skip(&TEXT_TABLE, &facts, "skip.grid");
    } else if twins
        .iter()
        .any(|twin| !twin.interval.meets(first.interval))
    {
        ledger.skip(&TEXT_TABLE, &facts, "skip.tables_differ");
    } else {
        differ_unless_other(&TEXT_TABLE, register, identity, (told, first), ledger);
    }
}

/// Two numbers of an identity differ, unless one of them is another total or of another scope.
fn differ_unless_other(
    rule: &'static Rule,
    register: &Register,
    identity: &Identity,
    (told, first): (&Told, &Told),
    ledger: &mut Ledger,
) {
    let facts = [told.fact, first.fact];
    if is_another_total(register, identity, told) {
        ledger.skip(rule, &facts, "skip.other_total");
    } else if register.differ_in_scope(told.interval, first.interval) {
        ledger.skip(rule, &facts, "skip.other_scope");
    } else {
        let first = (first.fact, first.interval);
        differ(rule, told.fact, told.interval, first, ledger);
    }
}

/// The first number of every table row that bears no identity, by the words of the row.
struct Rows<'a> {
    by_words: HashMap<String, Vec<&'a Fact>>,
}

impl<'a> Rows<'a> {
    fn new(sheets: &[Sheet<'a>]) -> Self {
        let mut by_words: HashMap<String, Vec<&Fact>> = HashMap::default();
        for sheet in sheets {
            for row in sheet.rows() {
                // The items of a fund are told by name alone; some columns hold parts of them.
                let fund = sheet.table.form == Form::GovernmentFund;
                let money = |(column, _): &&InColumn| {
                    column.is_money() && (!fund || column.axis == Axis::Whole)
                };
                let cells: Vec<&Fact> = row
                    .iter()
                    .filter(money)
                    .map(|(_, entry)| entry.fact)
                    .collect();
                let Some(first) = cells.first() else { continue };
                let unknown = first.code.is_none() && first.concept.is_none();
                let item = fund && first.code.as_ref().is_some_and(|code| code.len() == 7);
                if let Some(words) = first.row_label.as_deref().filter(|_| unknown || item) {
                    let words = label::label(words);
                    by_words.entry(words.key.clone()).or_default().extend(cells);
                }
            }
        }
        Self { by_words }
    }

    /// The numbers of the rows that bear a fact's own words.
    fn of(&self, book: &Book, one: &Said) -> Option<Vec<&'a Fact>> {
        let money = one.is(Measure::Amount) && one.fact.kind == Quantity::Money;
        let words = book.words(one.name);
        let said = one.is_level() && !one.is_base && !one.is_carried(Field::Label);
        if !money || !said || words.chars().count() < 4 {
            return None;
        }
        let twins = self.by_words.get(words)?;
        let own = |fact: &&&Fact| book.era.year(fact) == one.year && fact.basis == one.fact.basis;
        let own: Vec<&Fact> = twins.iter().filter(own).copied().collect();
        // Another column may be meant, whatever the text says of its own books.
        let other = twins.iter().find(|fact| {
            interval(fact)
                .zip(one.interval)
                .is_some_and(|(twin, own)| twin.meets(own))
        });
        (!own.is_empty()).then(|| other.map_or(own, |other| vec![*other]))
    }
}

fn against(fact: &Fact, own: Interval, twins: &[&Fact], ledger: &mut Ledger) {
    let Some(first) = twins.first() else { return };
    let intervals: Option<Vec<Interval>> = twins.iter().map(|twin| interval(twin)).collect();
    let Some(intervals) = intervals else {
        return ledger.skip(&TEXT_TABLE, &[fact, first], "skip.unit");
    };
    let mut told = twins.iter().zip(&intervals);
    if let Some((twin, _)) = told.find(|(_, other)| other.meets(own)) {
        return ledger.pass(&TEXT_TABLE, &[fact, twin]);
    }
    let Some(one) = intervals.first() else { return };
    if intervals.iter().any(|other| !other.meets(*one)) {
        return ledger.skip(&TEXT_TABLE, &[fact, first], "skip.tables_differ");
    }
    differ(&TEXT_TABLE, fact, own, (first, *one), ledger);
}

/// Reports two numbers of one thing that differ; 10,000 times apart it is the unit.
fn differ(
    rule: &'static Rule,
    fact: &Fact,
    own: Interval,
    (twin, other): (&Fact, Interval),
    ledger: &mut Ledger,
) {
    let facts = [fact, twin];
    let Some(stated) = Stated::number(fact, own) else {
        return ledger.skip(rule, &facts, "skip.unit");
    };
    let apart =
        |small: Interval, large: Interval| small.is_positive() && small.times(10_000).meets(large);
    let unit = apart(own, other) || apart(other, own);
    let key = match (unit, twin.origin) {
        (true, Origin::Table) => "twins.unit_table",
        (true, Origin::Text) => "twins.unit_text",
        (false, Origin::Table) => "twins.table",
        (false, Origin::Text) => "twins.text",
    };
    let message = Message::new(key)
        .with("thing", subject(fact))
        .with("raw", raw(fact))
        .with("line", twin.line)
        .with("twin", in_unit_of(fact, twin, other));
    let rule = if unit { &UNIT } else { rule };
    if unit {
        ledger.distrust(fact);
    }
    let of_unit = fact.unit.as_deref().unwrap_or_default();
    let objection = Objection::numbers(rule.severity, message, &stated, other, of_unit);
    ledger.fail(rule, &facts, objection);
}

/// Money whose unit is not printed.
pub fn lost_units(book: &Book, bare: &[crate::mark::Bare], ledger: &mut Ledger) {
    for one in &book.said {
        let fact = one.fact;
        if fact.kind != Quantity::Money || fact.measure != Some(Measure::Amount) {
            continue;
        }
        let at = bare.partition_point(|bare| bare.span.1 <= fact.span.0);
        let reported = bare.get(at).is_some_and(|bare| bare.span.0 < fact.span.1);
        // Nothing is nothing in any unit.
        if fact.unit.is_some() || reported || fact.value.0.is_zero() {
            ledger.pass(&UNIT, &[fact]);
            continue;
        }
        let message = Message::new("unit.missing")
            .with("thing", subject(fact))
            .with("raw", raw(fact));
        ledger.fail(&UNIT, &[fact], Objection::plain(Severity::Note, message));
    }
}
