//! The same rise, to the last digit, of the same amount must be the same growth.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap as HashMap;

use super::book::{Book, Said, directed};
use super::identity::{is_of_one_fund, is_whole_side, root};
use super::interval::Interval;
use super::ledger::{Ledger, Objection, raw};
use super::message::Message;
use super::rule::TEXT_TEXT;
use crate::record::{Fact, Measure, Sign};

/// A change and the growth that goes with it, of a whole side of the accounts.
struct Movement<'a> {
    change: &'a Fact,
    growth: &'a Fact,
    /// The amount that has changed, where it is given.
    now: Option<Decimal>,
    side: &'static str,
}

/// Checks every change that is given twice.
pub fn check(book: &Book, ledger: &mut Ledger) {
    let mut seen: HashMap<(Decimal, bool, i32, &'static str), Movement> = HashMap::default();
    for one in &book.said {
        let Some(movement) = movement(book, one) else {
            continue;
        };
        let (Some(yuan), Some(year)) = (movement.change.yuan, one.fact.year) else {
            continue;
        };
        // Small round changes may be alike by chance.
        if movement.change.value.0.normalize().mantissa().abs() < 100 {
            continue;
        }
        let up = directed(movement.change) == Some(Sign::Up);
        let key = (yuan.0.normalize(), up, year, movement.side);
        let Some(first) = seen.get(&key) else {
            seen.insert(key, movement);
            continue;
        };
        let (Some(a), Some(b)) = (percent(first.growth), percent(movement.growth)) else {
            continue;
        };
        let facts = [movement.growth, first.growth, movement.change, first.change];
        // In one passage they are two of a list, whose pairs were not read as they are meant.
        if first.growth.line == movement.growth.line {
            continue;
        }
        if !is_one_amount(book, first, &movement) {
            ledger.skip(&TEXT_TEXT, &facts, "skip.other_base");
            continue;
        }
        if a.meets(b) {
            ledger.pass(&TEXT_TEXT, &facts);
            continue;
        }
        let message = Message::new("twins.rise")
            .with("thing", raw(movement.change))
            .with("raw", raw(movement.growth))
            .with("line", first.growth.line)
            .with("twin", raw(first.growth));
        let objection = Objection {
            stated: Some(movement.growth.value.0),
            computed: Some(first.growth.value.0),
            tolerance: Some(a.plus(b).radius(Decimal::ONE)),
            ..Objection::plain(TEXT_TEXT.severity, message)
        };
        ledger.fail(&TEXT_TEXT, &facts, objection);
    }
}

/// Whether two movements are those of one amount: it is given for both, or all money of the side is
/// of one fund.
fn is_one_amount(book: &Book, first: &Movement, second: &Movement) -> bool {
    match (first.now, second.now) {
        (Some(one), Some(other)) => one == other,
        (None, None) => false,
        (Some(known), None) | (None, Some(known)) => {
            let given = |of_one_fund: bool| {
                book.totals().any(|total| {
                    let fact = total.fact;
                    let fits = |concept: &str| {
                        is_whole_side(concept)
                            && root(concept) == first.side
                            && is_of_one_fund(concept) == of_one_fund
                    };
                    fact.concept.is_some_and(fits)
                        && fact.yuan.is_some_and(|yuan| yuan.0 == known)
                        && fact.year == first.growth.year
                })
            };
            given(true) && given(false)
        }
    }
}

fn percent(fact: &Fact) -> Option<Interval> {
    Interval::rounded_or_cut(fact.value.0, fact.decimals)
}

fn movement<'a>(book: &Book<'a>, one: &Said<'a>) -> Option<Movement<'a>> {
    directed(one.fact)?;
    if !one.is(Measure::Growth) || one.fact.comparator.is_some() {
        return None;
    }
    let concept = one.fact.concept.filter(|concept| is_whole_side(concept))?;
    let side = root(concept);
    let change = book
        .before(one, 6)
        .find(|other| other.is(Measure::Change) && other.same(one))?;
    let now = book
        .before(change, 12)
        .find(|other| other.is_level() && other.same(one) && other.fact.year == one.fact.year);
    Some(Movement {
        now: now.and_then(|now| now.fact.yuan).map(|yuan| yuan.0),
        change: change.fact,
        growth: one.fact,
        side,
    })
}
