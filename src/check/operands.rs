//! The amounts that a change or growth is about: its own, the one that it is measured against, and the
//! change beside a growth.

use super::book::{Book, Said, directed, is_against_budget};
use crate::record::{Basis, Fact, Field, Measure, Sign, Versus};

/// How many facts before a change its amounts may stand.
pub const REACH: usize = 12;
/// How many facts behind it.
const BEHIND: usize = 4;
/// How many facts away the change of a growth may stand: lists give all changes, then all rates.
const NEAR: usize = 6;
/// How long the word between two amounts, or between an amount and its change, may be: 增加, 下降到.
const WORD: usize = 4;

/// The facts that a change or growth is about.
#[derive(Default)]
pub struct Operands<'b, 'a> {
    /// The change beside a growth.
    pub change: Option<&'b Said<'a>>,
    /// The amounts that bear its name, the nearest first.
    pub levels: Vec<&'b Said<'a>>,
    /// Those that are of its own year and books.
    pub now: Option<&'b Said<'a>>,
    /// The one that it is measured against.
    pub base: Option<&'b Said<'a>>,
}

/// Finds the amounts that a change or growth is about, and the change beside a growth.
pub fn operands<'b, 'a>(book: &'b Book<'a>, one: &'b Said<'a>) -> Operands<'b, 'a> {
    let change = match one.is(Measure::Growth) {
        true => change_beside(book, one),
        false => None,
    };
    let kind = change.unwrap_or(one);
    let is_level = |other: &&Said| {
        let counted = kind.fact.kind == other.fact.kind || kind.is(Measure::Growth);
        other.is_level() && counted && other.interval.is_some() && !is_baseline(other.fact)
    };
    let named = |other: &&Said| book.akin(one, other) || is_books_of(book, other, one);
    let period = |other: &&Said| other.apart.period == one.apart.period;
    let levels = |found: &mut dyn Iterator<Item = &'b Said<'a>>| -> Vec<&'b Said<'a>> {
        found
            .filter(is_level)
            .filter(named)
            .filter(period)
            .collect()
    };
    let mut before = levels(&mut book.before(one, REACH));
    if !before.iter().any(|other| one.same(other)) {
        let behind = book.after(one, BEHIND);
        let mut behind = behind.take_while(|other| other.sentence == one.sentence);
        before.extend(levels(&mut behind));
    }
    // The name itself goes before one that only begins like it.
    before.sort_by_key(|other| !one.same(other));
    // A change without a name of its own, behind the amount of last year, is one of the year before
    // that was named first: 支出905万元，2021年度为842万元，增加63万元.
    let beside = before.iter().filter(|other| other.sentence == one.sentence);
    let year = match book.is_nameless(one) {
        true => beside.filter_map(|other| other.year).max().max(one.year),
        false => one.year,
    };
    // 较上年0.80万元增加0.20万元, 由8.60万元降至5.90万元: the words between tell which is which.
    if let Some((now, base)) = from_to(kind, &before) {
        let now = now.or_else(|| now_beside(one, year, &before, base));
        return Operands {
            change,
            now,
            base: Some(base),
            levels: before,
        };
    }
    let now = now(one, year, &before);
    Operands {
        change,
        now,
        base: base(one, year, now, &before),
        levels: before,
    }
}

/// The amounts that only a word stands between, or between the last of them and the change: the first
/// is what the change is measured against, the second, if there is one, what it leads to.
fn from_to<'b, 'a>(
    change: &Said,
    levels: &[&'b Said<'a>],
) -> Option<(Option<&'b Said<'a>>, &'b Said<'a>)> {
    let gap = |one: &Said, other: &Said| {
        let gap = other.fact.span.0.checked_sub(one.fact.span.1)?;
        (gap > 0 && one.clause == other.clause).then_some(gap)
    };
    let beside = || {
        levels
            .iter()
            .filter(|level| level.sentence == change.sentence)
    };
    if let Some(base) = beside().find(|level| matches!(gap(level, change), Some(1..=WORD))) {
        return Some((None, base));
    }
    let down = directed(change.fact) == Some(Sign::Down);
    beside().find_map(|now| {
        let leads = |base: &&&Said| {
            // The years tell where they are told; the year of the second may be that of the first.
            let untold = base.year.is_none() || base.year <= now.year;
            let falls = base
                .interval
                .zip(now.interval)
                .map(|(base, now)| base.exceeds(now));
            matches!(gap(base, now), Some(2..=WORD))
                && untold
                && base.basis == now.basis
                && now.is_carried(Field::Label)
                && falls == Some(down)
        };
        let base = beside().find(leads)?;
        let behind = change.fact.span.0.checked_sub(now.fact.span.1);
        let near = behind.is_some_and(|gap| gap <= WORD);
        near.then_some((Some(*now), *base))
    })
}

/// The amount of the change's own year and books that is not what it is measured against.
fn now_beside<'b, 'a>(
    one: &Said,
    year: Option<i32>,
    levels: &[&'b Said<'a>],
    base: &Said,
) -> Option<&'b Said<'a>> {
    let others = levels
        .iter()
        .filter(|level| level.fact.id != base.fact.id && level.sentence == one.sentence);
    now(one, year, &others.copied().collect::<Vec<_>>())
}

/// The change of the same thing that stands beside a growth.
fn change_beside<'b, 'a>(book: &'b Book<'a>, one: &Said) -> Option<&'b Said<'a>> {
    let fits = |other: &&Said| {
        let one_base = one.fact.versus.is_none()
            || other.fact.versus.is_none()
            || one.fact.versus == other.fact.versus;
        // 增加6万元(其中:县级5万元)…。县级收入9万元,下降2%: a part of a change is spoken of no further.
        let beside = other.of.is_none() || other.sentence == one.sentence;
        other.is(Measure::Change)
            && one_base
            && beside
            && other.same(one)
            && other.fact.comparator.is_none()
            && other.interval.is_some()
            && !other.apart.basis
    };
    let before = book.before(one, NEAR).find(fits);
    before.or_else(|| book.after(one, 2).find(fits))
}

/// Whether a level says only which books it is of, in the sentence of a fact that has a name.
fn is_books_of(book: &Book, level: &Said, one: &Said) -> bool {
    level.sentence == one.sentence && (book.is_nameless(level) || book.is_nameless(one))
}

/// Whether an amount is called what another is compared with (支出比计划910万元): its year says
/// nothing then.
fn is_baseline(fact: &Fact) -> bool {
    let label = fact.label.as_deref().unwrap_or_default();
    label.contains(['比', '较'])
}

/// The amount of the change's own year and books.
fn now<'b, 'a>(one: &Said, year: Option<i32>, levels: &[&'b Said<'a>]) -> Option<&'b Said<'a>> {
    // Without a year this year's amount and last year's are not told apart.
    if year.is_none() && levels.len() > 1 {
        return None;
    }
    let own = |other: &&&Said| other.year == year && !other.is_base;
    let books = |other: &&&Said| match is_against_budget(one.fact) {
        true => other.basis != Some(Basis::Budget),
        false => super::book::alike(other.basis, one.basis),
    };
    levels
        .iter()
        .find(|other| own(other) && books(other))
        .copied()
}

/// The amount that a change is measured against.
fn base<'b, 'a>(
    one: &Said,
    year: Option<i32>,
    now: Option<&'b Said<'a>>,
    levels: &[&'b Said<'a>],
) -> Option<&'b Said<'a>> {
    let other = |other: &&&Said| now.is_none_or(|now| now.fact.id != other.fact.id);
    let last = |other: &&&Said| year.is_some() && other.year == year.map(|year| year - 1);
    let planned = |other: &&&Said| {
        other.year == year && (other.basis == Some(Basis::Budget) || other.is_base)
    };
    let books = |other: &&&Said| match one.fact.versus {
        Some(Versus::PriorBudget) => other.basis != Some(Basis::Final),
        Some(Versus::PriorFinal) => other.basis != Some(Basis::Budget),
        Some(Versus::PriorYear) | None => super::book::alike(other.basis, one.basis),
        _ => false,
    };
    let found = match is_against_budget(one.fact) {
        true => levels.iter().find(|level| other(level) && planned(level)),
        false => levels
            .iter()
            .find(|level| other(level) && last(level) && books(level)),
    };
    found.copied()
}
