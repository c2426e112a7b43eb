//! What speaks against an amount of the panel.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::candidate::Books;
use super::choice::{Agreement, Choice, is_jump};
use super::headlines;
use super::stated::Source;
use crate::check::interval::Interval;
use crate::lexicon::breakdowns::Breakdown;

/// A reason to doubt an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Places differ, and none prevails.
    Disputed,
    /// Fewer places differ.
    Outvoted,
    /// Documents of the next year say otherwise.
    Restated,
    /// The document does not say the unit.
    UnitAssumed,
    /// Another amount of its table is a thousandfold, or a thousandth, of what stands elsewhere.
    UnitDoubtful,
    /// It stands where it may not be that of the whole agency.
    Elsewhere,
    /// A check of the document failed on it.
    Finding,
    /// It is more than what it is a part of, or less than a part of it, or than all its parts together.
    PartExceedsWhole,
    /// It is a thousandfold, or a thousandth, of that of the year before or after.
    Jump,
}

/// The amounts of an issuer by books, concept and year: those of a concept stand side by side.
pub type Amounts = BTreeMap<(Books, usize, i32), Choice>;

/// What speaks against each of the amounts of an issuer, in their order.
pub fn doubts(amounts: &Amounts) -> Vec<Vec<Doubt>> {
    let mut exceeded: Vec<(Books, usize, i32)> = Vec::new();
    for ((books, concept, year), part) in amounts {
        let mut above = headlines::at(*concept).whole;
        // The nearest whole of which the amount is known.
        while let Some(whole) = above {
            let key = (*books, whole, *year);
            match amounts.get(&key) {
                Some(amount) if part.interval.exceeds(amount.interval) => {
                    exceeded.extend([(*books, *concept, *year), key]);
                    break;
                }
                Some(_) => break,
                None => above = headlines::at(whole).whole,
            }
        }
    }
    exceeded.extend(oversummed(amounts));
    exceeded.sort_unstable();
    let doubtful = doubtful_tables(amounts);
    let each = amounts.iter().map(|(key, choice)| {
        let mut doubts = own(choice);
        let table = (choice.chosen.doc, choice.chosen.form);
        if choice.n_sources < 2 && doubtful.contains(&table) {
            doubts.push(Doubt::UnitDoubtful);
        }
        if exceeded.binary_search(key).is_ok() {
            doubts.push(Doubt::PartExceedsWhole);
        }
        let (books, concept, year) = *key;
        let beside = [year - 1, year + 1].map(|year| amounts.get(&(books, concept, year)));
        if beside
            .into_iter()
            .flatten()
            .any(|beside| is_jump(choice.chosen.yuan, beside.chosen.yuan))
        {
            doubts.push(Doubt::Jump);
        }
        doubts
    });
    each.collect()
}

/// The wholes that are less than their parts together, with these.
fn oversummed(amounts: &Amounts) -> Vec<(Books, usize, i32)> {
    let mut found = Vec::new();
    for breakdown in Breakdown::all() {
        let Some(whole) = headlines::place(&breakdown.whole) else {
            continue;
        };
        let parts = breakdown.required.words().chain(breakdown.other.words());
        let parts: Vec<usize> = parts.filter_map(headlines::place).collect();
        let wholes = amounts
            .iter()
            .filter(|((_, concept, _), _)| *concept == whole);
        for (key, amount) in wholes {
            let (books, _, year) = *key;
            let known = parts.iter().map(|part| (books, *part, year));
            let known = known.filter_map(|key| Some((key, amounts.get(&key)?.interval)));
            let known: Vec<_> = known.collect();
            let sum = known
                .iter()
                .fold(Interval::ZERO, |sum, (_, part)| sum.plus(*part));
            if known.len() > 1 && sum.exceeds(amount.interval) {
                found.push(*key);
                found.extend(known.into_iter().map(|(key, _)| key));
            }
        }
    }
    found
}

/// The tables, by document and form, of which more amounts are out of all proportion to what is stated elsewhere than
/// are confirmed there.
fn doubtful_tables(amounts: &Amounts) -> BTreeSet<(u64, Option<u8>)> {
    let mut tables: BTreeMap<(u64, Option<u8>), i64> = BTreeMap::new();
    for choice in amounts.values() {
        let chosen = &choice.chosen;
        if choice.n_sources > 1 {
            *tables.entry((chosen.doc, chosen.form)).or_default() -= 1;
        }
        let others = choice.others.iter();
        for other in others.filter(|other| is_jump(chosen.yuan, other.yuan)) {
            for place in [(chosen.doc, chosen.form), (other.doc, other.form)] {
                *tables.entry(place).or_default() += 1;
            }
        }
    }
    // A text has many units, a table has one.
    let doubtful = tables
        .into_iter()
        .filter(|((_, form), more)| form.is_some() && *more > 0);
    doubtful.map(|(table, _)| table).collect()
}

/// What the choice itself tells.
fn own(choice: &Choice) -> Vec<Doubt> {
    let told = [
        (choice.agreement == Agreement::Disputed, Doubt::Disputed),
        (choice.agreement == Agreement::Majority, Doubt::Outvoted),
        (choice.is_restated, Doubt::Restated),
        (
            choice.chosen.is_unit_assumed && choice.n_sources < 2,
            Doubt::UnitAssumed,
        ),
        (choice.chosen.source == Source::Elsewhere, Doubt::Elsewhere),
        (choice.chosen.is_found, Doubt::Finding),
    ];
    let told = told.into_iter().filter(|(is_so, _)| *is_so);
    told.map(|(_, doubt)| doubt).collect()
}
