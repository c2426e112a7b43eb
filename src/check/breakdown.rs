//! Wholes against the sums of their parts, in running text.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::book::{self, Book, factor, interval, may_be_part, same_books};
use super::interval::Interval;
use super::ledger::{Ledger, Stated};
use super::rule::Rule;
use crate::lexicon::breakdowns;
use crate::lexicon::label::Level;
use crate::record::{Measure, Quantity, Severity};

/// The parts of a whole against it.
pub const SUM: Rule = Rule {
    id: "sum_mismatch",
    severity: Severity::Error,
    chinese: "各部分之和与总体不符（超过总体，或应当齐全而不足）",
    english: "parts add up to more than their whole, or to less where they are complete",
};

/// How far before a part its whole may stand.
const REACH: usize = 48;

/// Checks every whole that has parts.
pub fn check(book: &Book, ledger: &mut Ledger) {
    let mut parts: HashMap<usize, Vec<usize>> = HashMap::new();
    let mut wholes = Vec::new();
    for (at, one) in book.said.iter().enumerate() {
        if !one.is_level() || one.of.is_empty() {
            continue;
        }
        let Some(whole) = whole(book, at) else {
            ledger.skip(&SUM, &[one.fact], "同一段中没有给出总体");
            continue;
        };
        let list = parts.entry(whole).or_insert_with(|| {
            wholes.push(whole);
            Vec::new()
        });
        list.push(at);
    }
    for whole in wholes {
        let levels = levels(book, &parts[&whole]);
        let all = levels.len() == 1;
        for parts in levels {
            sum(book, whole, &parts, all, ledger);
        }
    }
}

/// The nearest fact before a part that bears the name of its whole.
fn whole(book: &Book, at: usize) -> Option<usize> {
    let one = &book.said[at];
    book.before(at, REACH).find(|other| {
        let other = &book.said[*other];
        other.is_level()
            && other.name == one.of
            && other.fact.kind == one.fact.kind
            && same_books(other.fact, one.fact)
            && may_be_part(one, other)
            && (one.fact.kind == Quantity::Money || other.fact.unit == one.fact.unit)
    })
}

/// Parts of one level of the classification: a 款 is not added to its own 类.
fn levels(book: &Book, parts: &[usize]) -> Vec<Vec<usize>> {
    let mut levels: Vec<(Option<Level>, Vec<usize>)> = Vec::new();
    for at in parts {
        let level = book::level(&book.said[*at]);
        match levels.iter_mut().find(|(known, _)| *known == level) {
            Some((_, list)) => list.push(*at),
            None => levels.push((level, vec![*at])),
        }
    }
    levels.into_iter().map(|(_, list)| list).collect()
}

/// Adds up the parts of a whole; `all` if there are no others. Where they reach it, what follows is
/// another breakdown of it.
fn sum(book: &Book, whole: usize, parts: &[usize], all_parts: bool, ledger: &mut Ledger) {
    let fact = book.said[whole].fact;
    let (Some(all), Some(scale)) = (interval(fact), scale(book, whole)) else {
        return ledger.skip(&SUM, &[fact], "总体的单位不明");
    };
    if fact.value.0.is_zero() {
        return ledger.skip(&SUM, &[fact], "总体为零");
    }
    let mut group: Vec<usize> = Vec::new();
    let mut total = Interval::exact(Decimal::ZERO);
    for at in parts {
        let one = &book.said[*at];
        let again = group
            .iter()
            .find(|other| book.said[**other].name == one.name);
        if let Some(again) = again {
            if book.said[*again].fact.yuan == one.fact.yuan {
                continue;
            }
            return ledger.skip(&SUM, &[fact, one.fact], "同名的部分有不同的数额");
        }
        if ledger.unit_is_wrong(one.fact) {
            return ledger.skip(&SUM, &[fact, one.fact], "部分的金额单位有误，另有发现");
        }
        let Some(part) = interval(one.fact) else {
            return ledger.skip(&SUM, &[fact, one.fact], "部分的单位不明");
        };
        if !group.is_empty() && total.meets(all) && part.low > Decimal::ZERO {
            report(book, whole, &group, total, scale, ledger);
            group.clear();
            total = Interval::exact(Decimal::ZERO);
        }
        group.push(*at);
        total = total.plus(part);
    }
    let short = total.high < all.low;
    let claims_all = all_parts
        && is_complete(book, whole, &group)
        && !is_elsewhere(book, whole, &group, all.minus(total));
    if short && !claims_all {
        let facts: Vec<_> = std::iter::once(fact)
            .chain(group.iter().map(|at| book.said[*at].fact))
            .collect();
        return ledger.skip(&SUM, &facts, "所列部分不一定齐全");
    }
    report(book, whole, &group, total, scale, ledger);
}

fn scale(book: &Book, whole: usize) -> Option<Decimal> {
    let fact = book.said[whole].fact;
    if fact.kind == Quantity::Money {
        factor(fact)
    } else {
        Some(Decimal::ONE)
    }
}

fn report(
    book: &Book,
    whole: usize,
    parts: &[usize],
    total: Interval,
    scale: Decimal,
    ledger: &mut Ledger,
) {
    let fact = book.said[whole].fact;
    let facts: Vec<_> = std::iter::once(fact)
        .chain(parts.iter().map(|at| book.said[*at].fact))
        .collect();
    let Some(mut stated) = Stated::number(fact) else {
        return ledger.skip(&SUM, &facts, "数字过大或过细");
    };
    if fact.kind == Quantity::Count {
        stated.allowed = Interval::exact(stated.value);
        stated.digit = Decimal::ZERO;
    }
    let computed = Interval {
        low: total.low / scale,
        high: total.high / scale,
    };
    let terms: Vec<&str> = parts
        .iter()
        .map(|at| book.said[*at].fact.raw.as_str())
        .collect();
    ledger.compare(&SUM, &facts, stated, computed, &terms.join(" + "));
}

/// Whether what is missing stands beside the parts as an amount of its own.
fn is_elsewhere(book: &Book, whole: usize, parts: &[usize], missing: Interval) -> bool {
    book.after(whole, REACH)
        .filter(|other| !parts.contains(other))
        .map(|other| &book.said[other])
        .filter(|other| other.is_level() && !other.fact.value.0.is_zero())
        .filter_map(|other| interval(other.fact))
        .any(|other| other.meets(missing))
}

/// Whether parts are known to be all: a known breakdown, or shares that make up the whole.
fn is_complete(book: &Book, whole: usize, parts: &[usize]) -> bool {
    let concepts: Option<Vec<&str>> = parts.iter().map(|at| book.said[*at].fact.concept).collect();
    if let (Some(concept), Some(concepts)) = (book.said[whole].fact.concept, concepts)
        && breakdowns::is_complete(concept, &concepts)
    {
        return true;
    }
    let share = |at: &usize| {
        let name = &book.said[*at].name;
        book.after(*at, 2)
            .map(|other| &book.said[other])
            .find(|other| other.is(Measure::Share) && other.name == *name)
            .and_then(|other| Interval::rounded_or_cut(other.fact.value.0, other.fact.decimals))
    };
    let shares: Option<Vec<Interval>> = parts.iter().map(share).collect();
    shares.is_some_and(|shares| {
        let sum = shares
            .into_iter()
            .fold(Interval::exact(Decimal::ZERO), Interval::plus);
        parts.len() > 1 && sum.meets(Interval::exact(Decimal::ONE_HUNDRED))
    })
}
