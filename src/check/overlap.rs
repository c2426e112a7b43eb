//! Why parts that come to more than their whole may be no slip: one is nested in another, they overlap, or one was
//! given this whole by mistake.

use super::book::{Book, Said, is_above};
use super::breakdown::is_complete;
use super::identity;
use super::interval::Interval;
use super::unit::ten_thousand_times;
use crate::lexicon::breakdowns;
use crate::text::pairs;

/// The most parts that a part has in a bracket behind it.
const NESTED: usize = 8;
/// Parts that come to more than their whole by one part of so many may overlap: women and party members.
const WIDE: u32 = 8;

/// Why parts that add up to too much may not all be parts: one of them is nested in another, or was
/// given this whole by mistake.
pub(super) fn doubt(
    book: &Book,
    whole: &Said,
    parts: &[&Said],
    all: Interval,
    total: Interval,
) -> Option<&'static str> {
    let amounts: Vec<Interval> = parts.iter().filter_map(|part| part.interval).collect();
    let larger = parts
        .iter()
        .filter(|part| part.interval.is_some_and(|part| part.exceeds(all)));
    // A part by its nature is none the less one for being larger.
    let by_nature = |part: &&&Said| {
        let ids = part.fact.concept.zip(whole.fact.concept);
        ids.is_some_and(|(part_id, id)| {
            let class = part_id.starts_with("functional") && identity::is_total(id);
            let side = identity::root(id) == "total_expenditure";
            is_above(id, part_id) || class && side && part.sentence == whole.sentence
        })
    };
    if larger.clone().count() > 0 && !larger.clone().all(|part| by_nature(&part)) {
        let unit = ten_thousand_times(parts, all, total).is_some();
        return (!unit).then_some("skip.part_larger");
    }
    if without_nested(&amounts, all) {
        return Some("skip.nested");
    }
    let overlap = total.minus(all).times(WIDE).exceeds(all)
        && !are_apart(parts)
        && !is_complete(book, whole, parts)
        && ten_thousand_times(parts, all, total).is_none();
    overlap.then_some("skip.overlap")
}

/// Whether parts are known to have nothing in common: items of one classification, or parts of one breakdown.
fn are_apart(parts: &[&Said]) -> bool {
    let classes = ["functional", "economic"];
    pairs(parts).all(|(one, other)| {
        let Some((one, other)) = one.fact.concept.zip(other.fact.concept) else {
            return false;
        };
        let mut classes = classes.iter();
        classes.any(|class| one.starts_with(class) && other.starts_with(class))
            || breakdowns::are_parts_of_one(one, other)
    })
}

/// Whether amounts reach a total when some that stand beside each other are left out, as those in a
/// bracket behind the part that they are parts of.
pub fn without_nested(amounts: &[Interval], all: Interval) -> bool {
    let excess = amounts
        .iter()
        .fold(Interval::ZERO, |sum, part| sum.plus(*part))
        .minus(all);
    amounts.iter().enumerate().any(|(first, _)| {
        let mut run = Interval::ZERO;
        amounts.iter().skip(first).take(NESTED).any(|part| {
            run = run.plus(*part);
            run.is_positive() && run.meets(excess)
        })
    })
}
