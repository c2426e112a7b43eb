//! A total of a table with its parts.

use rustc_hash::FxHashSet as HashSet;

use super::interval::Interval;
use super::sheet::Entry;
use crate::record::{Fact, SmolStr};

/// How sure it is that the parts are all the parts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// Rows between them were not read, so that parts may be missing.
    Doubt,
    /// Nothing but that they stand above the total.
    Order,
    /// The codes, the known breakdown, the heads.
    Nature,
}

/// A total with its parts, to be compared.
pub struct Sum<'a> {
    /// What the total is called; the same in all columns of a table.
    pub name: SmolStr,
    /// The column; none where the parts stand beside the total.
    pub column: Option<usize>,
    /// The total.
    pub total: Entry<'a>,
    /// Its parts.
    pub parts: Box<[Entry<'a>]>,
    /// Whether they are all.
    pub trust: Trust,
    /// Whether the column is of whole amounts, and none of the columns that make up another.
    pub whole: bool,
}

impl<'a> Sum<'a> {
    /// The parts added up.
    pub fn computed(&self) -> Interval {
        add(&self.parts)
    }

    /// Whether they are the total.
    pub fn holds(&self) -> bool {
        self.computed().meets(self.total.interval)
    }

    /// The total and its parts.
    pub fn facts(&self) -> Vec<&'a Fact> {
        let numbers = std::iter::once(&self.total).chain(&self.parts);
        numbers.map(|number| number.fact).collect()
    }
}

/// Entries added up.
pub fn add(parts: &[Entry]) -> Interval {
    parts
        .iter()
        .fold(Interval::ZERO, |sum, part| sum.plus(part.interval))
}

/// The sums of a table that hold.
#[derive(Default)]
pub struct Held {
    /// How many of them there are.
    pub count: usize,
    /// The names of those that add up more than one amount.
    pub proven: HashSet<SmolStr>,
    /// The columns that have some.
    pub columns: HashSet<usize>,
}

impl Held {
    /// Counts a sum, whose facts are among those whose sums hold.
    pub fn count(&mut self, sum: &Sum, facts: &mut HashSet<usize>) {
        let numbers = std::iter::once(&sum.total).chain(&sum.parts);
        facts.extend(numbers.map(|number| number.fact.id));
        self.count += 1;
        self.columns.extend(sum.column);
        let filled = sum.parts.iter().filter(|part| !part.interval.is_zero());
        if filled.count() > 1 && !self.proven.contains(&sum.name) {
            self.proven.insert(sum.name.clone());
        }
    }
}
