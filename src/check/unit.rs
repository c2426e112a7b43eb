//! Amounts of a breakdown that are off by ten thousand: 元 where 万元 is meant.

use super::book::Said;
use super::interval::Interval;
use super::ledger::{Ledger, Objection, raw, subject, terms};
use super::message::Message;
use super::rule::UNIT;
use crate::record::{Quantity, Severity};

/// Which amount of a breakdown has the wrong unit.
pub(super) enum Slip<'b, 'a> {
    /// The whole: its parts make up ten thousand times as much.
    Whole,
    /// One of the parts.
    Part(&'b Said<'a>),
}

/// A whole of fewer printed digits may be met by chance.
const LEAST_DIGITS: usize = 3;

/// The amount that, taken ten thousand times as large or as small, makes the sum right.
pub(super) fn slip<'b, 'a>(
    whole: &Said,
    parts: &[&'b Said<'a>],
    all: Interval,
    total: Interval,
) -> Option<Slip<'b, 'a>> {
    let part = ten_thousand_times(parts, all, total).map(Slip::Part);
    part.or_else(|| odd_one(whole, parts, all, total))
}

/// The same where nothing else says that the parts are all of the whole: its unit is then another one than that of all
/// others.
pub(super) fn odd_one<'b, 'a>(
    whole: &Said,
    parts: &[&'b Said<'a>],
    all: Interval,
    total: Interval,
) -> Option<Slip<'b, 'a>> {
    if total.meets(all) || !is_telling(whole) {
        return None;
    }
    let [first, _, ..] = parts else {
        return None;
    };
    let is_other = |said: &&&Said<'_>| unit(said) != unit(whole);
    let mut others = parts.iter().filter(is_other);
    match (others.next(), others.count()) {
        // All parts but one are in the unit of the whole.
        (Some(odd), 0) => ten_thousand_times(parts, all, total)
            .filter(|part| part.at == odd.at)
            .map(Slip::Part),
        // All parts are in one unit, and the whole is not.
        (Some(_), more) if more + 1 == parts.len() => {
            let alike = parts.iter().all(|part| unit(part) == unit(first));
            let meets = all.times(10_000).meets(total) || total.times(10_000).meets(all);
            (alike && meets && !all.is_zero()).then_some(Slip::Whole)
        }
        _ => None,
    }
}

/// The unit that an amount is printed with.
fn unit<'s>(said: &'s Said) -> Option<&'s str> {
    said.fact.unit.as_deref()
}

/// Whether a whole is money of so many digits that a sum does not meet it by chance.
fn is_telling(whole: &Said) -> bool {
    let printed = whole.fact.value.0.mantissa().unsigned_abs();
    let digits = printed
        .checked_ilog10()
        .map_or(0, |digits| digits as usize + 1);
    whole.fact.kind == Quantity::Money && digits >= LEAST_DIGITS
}

impl Slip<'_, '_> {
    /// Says what is wrong, so that no other check takes the amount for what it says.
    pub(super) fn accuse(&self, whole: &Said, parts: &[&Said], ledger: &mut Ledger) {
        let (fact, message) = match self {
            Self::Part(part) => (
                part.fact,
                Message::new("unit.part")
                    .with("thing", subject(part.fact))
                    .with("raw", raw(part.fact))
                    .with("whole_name", subject(whole.fact))
                    .with("whole", raw(whole.fact)),
            ),
            Self::Whole => (
                whole.fact,
                Message::new("unit.whole")
                    .with("thing", subject(whole.fact))
                    .with("raw", raw(whole.fact))
                    .with("sum", terms(parts.iter().map(|part| part.fact))),
            ),
        };
        ledger.distrust(fact);
        let objection = Objection {
            stated: Some(fact.value.0),
            ..Objection::plain(Severity::Error, message)
        };
        let others = parts.iter().map(|part| part.fact);
        let facts = match self {
            Self::Part(_) => vec![fact, whole.fact],
            Self::Whole => std::iter::once(fact).chain(others).collect(),
        };
        ledger.fail(&UNIT, &facts, objection);
    }
}

/// The part that, taken ten thousand times as large or as small, makes the sum right.
pub(super) fn ten_thousand_times<'b, 'a>(
    parts: &[&'b Said<'a>],
    all: Interval,
    total: Interval,
) -> Option<&'b Said<'a>> {
    if total.meets(all) || parts.len() < 2 {
        return None;
    }
    let others = |but: usize| {
        let others = parts.iter().enumerate().filter(|(at, _)| *at != but);
        others
            .filter_map(|(_, part)| part.interval)
            .fold(Interval::ZERO, Interval::plus)
    };
    let fits = |at: usize, part: &Said| {
        let amount = part.interval?;
        let missing = all.minus(others(at));
        let money = part.fact.kind == Quantity::Money && missing.is_positive();
        Some(money && (amount.meets(missing.times(10_000)) || amount.times(10_000).meets(missing)))
    };
    let mut fitting = parts
        .iter()
        .enumerate()
        .filter(|(at, part)| fits(*at, part) == Some(true))
        .map(|(_, part)| *part);
    fitting.next().filter(|_| fitting.next().is_none())
}
