//! The word for one amount against another (决算数大于预算数, 与上年持平), and the numbers beside it.

use std::cmp::Ordering;

use super::book::{Book, Said};
use super::interval::Interval;
use super::ledger::{Ledger, Objection, Place, raw, subject};
use super::message::Message;
use super::rule::DIRECTION;
use crate::mark::{Base, Relation};
use crate::record::{Basis, Measure, Quantity, Severity, Versus};

/// How many facts before the word its numbers may stand.
const REACH: usize = 6;
/// How many code points before the word the last of them may stand.
const NEAR: usize = 60;
/// How many code points behind 持平 a change may stand.
const BEHIND: usize = 12;

/// Checks every word for one amount against another.
pub fn check(book: &Book, relations: &[Relation], ledger: &mut Ledger) {
    for relation in relations {
        match relation.base {
            Base::Budget => budget(book, relation, ledger),
            Base::PriorYear => level(book, relation, ledger),
        }
    }
}

/// The facts before a word in its passage that are of the thing it is said of, the nearest first.
fn beside<'b, 'a>(book: &'b Book<'a>, relation: &Relation) -> Vec<&'b Said<'a>> {
    let (before, _) = book.split(relation.span.0);
    let Some(first) = before.last() else {
        return Vec::new();
    };
    if first.fact.span.1 + NEAR < relation.span.0 {
        return Vec::new();
    }
    let named =
        |said: &&Said| book.akin(first, said) || book.is_nameless(first) || book.is_nameless(said);
    std::iter::once(first)
        .chain(book.before(first, REACH))
        .take_while(|said| said.passage == first.passage)
        .filter(named)
        .collect()
}

/// 决算数大于预算数 against the completion and the two amounts before it.
fn budget(book: &Book, relation: &Relation, ledger: &mut Ledger) {
    let beside = beside(book, relation);
    let mut told: Vec<(Ordering, &Said, Option<&Said>)> = Vec::new();
    for said in &beside {
        let rate = said.is(Measure::Completion) && said.fact.kind == Quantity::Percent;
        // Nothing of nothing is 0% and no less than the budget; 100% may be 100.004%.
        let clear = said.fact.comparator.is_none() && !said.fact.value.0.is_zero();
        if let (true, true, Some(rate)) = (rate, clear, said.interval) {
            let ordering = ordering(rate, Interval::HUNDRED);
            told.push((ordering.unwrap_or(relation.ordering), *said, None));
        }
    }
    let of = |books: Basis| {
        beside
            .iter()
            .filter(move |said| said.is_level() && said.basis == Some(books))
    };
    for actual in of(Basis::Final) {
        for plan in of(Basis::Budget) {
            let (Some(one), Some(other)) = (actual.interval, plan.interval) else {
                continue;
            };
            if actual.year == plan.year && actual.fact.kind == plan.fact.kind {
                let ordering = ordering(one, other).unwrap_or(relation.ordering);
                told.push((ordering, *actual, Some(*plan)));
            }
        }
    }
    if let Some([actual, plan]) = printed_alike(&beside, relation) {
        let facts = [actual.fact, plan.fact];
        let message = Message::new("relation.alike")
            .with("thing", subject(actual.fact))
            .with("raw", raw(actual.fact))
            .word("word", word(relation.ordering));
        return object(relation, &facts, message, Severity::Note, ledger);
    }
    let Some((_, first, second)) = told.first() else {
        return;
    };
    let second = second.map(|second| second.fact);
    let facts: Vec<_> = std::iter::once(first.fact).chain(second).collect();
    if told
        .iter()
        .any(|(ordering, ..)| *ordering == relation.ordering)
    {
        return ledger.pass(&DIRECTION, &facts);
    }
    let message = Message::new(match second {
        None => "relation.completion",
        Some(_) => "relation.amounts",
    })
    .with("thing", subject(first.fact))
    .with("raw", raw(first.fact))
    .with("other", second.map(raw).unwrap_or_default())
    .word("word", word(relation.ordering));
    object(relation, &facts, message, Severity::Error, ledger);
}

/// The only two amounts before 大于 or 小于, accounts and budget, if they are printed alike.
fn printed_alike<'b, 'a>(
    beside: &[&'b Said<'a>],
    relation: &Relation,
) -> Option<[&'b Said<'a>; 2]> {
    let mut levels = beside.iter().filter(|said| said.is_level());
    let (one, other) = (*levels.next()?, *levels.next()?);
    let books = [one.basis, other.basis] == [Some(Basis::Final), Some(Basis::Budget)];
    let printed = |said: &Said| (said.fact.value, said.fact.unit.clone(), said.fact.decimals);
    let unequal = relation.ordering != Ordering::Equal && levels.next().is_none();
    let alike = printed(one) == printed(other) && one.is_counted_like(other);
    (books && unequal && alike && one.year == other.year).then_some([one, other])
}

/// How two amounts stand to each other; `None` where they may be one.
fn ordering(one: Interval, other: Interval) -> Option<Ordering> {
    if one.exceeds(other) {
        Some(Ordering::Greater)
    } else if other.exceeds(one) {
        Some(Ordering::Less)
    } else {
        None
    }
}

/// 与上年持平 against the change behind it, or the two amounts before it.
fn level(book: &Book, relation: &Relation, ledger: &mut Ledger) {
    let beside = beside(book, relation);
    let Some(first) = beside.first() else {
        return;
    };
    let (_, behind) = book.split(relation.span.0);
    let change = behind.first().filter(|said| {
        let near = said.fact.span.0 < relation.span.1 + BEHIND && said.sentence == first.sentence;
        let moves = said.is(Measure::Change) || said.is(Measure::Growth);
        near && moves && said.same(first) && !said.fact.value.0.is_zero()
    });
    if let Some(change) = change {
        let message = Message::new("relation.level")
            .with("thing", subject(first.fact))
            .with("raw", raw(change.fact));
        return object(
            relation,
            &[first.fact, change.fact],
            message,
            Severity::Error,
            ledger,
        );
    }
    // 减少0.50万元，与上年持平: nothing stands between.
    let moves = first.is(Measure::Change) || first.is(Measure::Growth);
    let at_once = first.fact.span.1 + 1 >= relation.span.0;
    let same_base = first.fact.versus == Some(Versus::PriorYear);
    if moves && at_once && same_base && !first.fact.value.0.is_zero() {
        let message = Message::new("relation.level_behind")
            .with("thing", subject(first.fact))
            .with("raw", raw(first.fact));
        return object(relation, &[first.fact], message, Severity::Warning, ledger);
    }
    // 10万元，与上年8万元持平: right before the word the amount of last year may stand too.
    let other = beside.iter().find(|said| {
        let apart = said.year.zip(first.year).map(|(one, other)| one - other);
        said.is_level()
            && said.sentence == first.sentence
            && (apart == Some(-1) || apart == Some(1) && at_once)
            && said.is_counted_like(first)
            && (said.same(first) || book.is_nameless(first) || book.is_nameless(said))
            && super::book::alike(said.basis, first.basis)
    });
    let (Some(other), true) = (other, first.is_level()) else {
        return;
    };
    let (first, prior) = match other.year > first.year {
        true => (other, first),
        false => (first, other),
    };
    let (Some(one), Some(other)) = (first.interval, prior.interval) else {
        return;
    };
    let facts = [first.fact, prior.fact];
    if one.meets(other) {
        return ledger.pass(&DIRECTION, &facts);
    }
    let message = Message::new("relation.amounts")
        .with("thing", subject(first.fact))
        .with("raw", raw(first.fact))
        .with("other", raw(prior.fact))
        .word("word", "word.same");
    object(relation, &facts, message, Severity::Warning, ledger);
}

fn object(
    relation: &Relation,
    facts: &[&crate::record::Fact],
    message: Message,
    severity: Severity,
    ledger: &mut Ledger,
) {
    let place = Place {
        line: relation.line,
        span: relation.span,
    };
    let ids = facts.iter().map(|fact| fact.id).collect();
    let objection = Objection {
        stated: facts.first().map(|fact| fact.value.0),
        ..Objection::plain(severity, message)
    };
    ledger.object(&DIRECTION, place, ids, objection);
}

fn word(ordering: Ordering) -> &'static str {
    match ordering {
        Ordering::Greater => "word.greater",
        Ordering::Less => "word.less",
        Ordering::Equal => "word.same",
    }
}
