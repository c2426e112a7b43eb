//! The book: the facts of a document in the order in which they stand, and the ways from one to
//! another. Every way is bounded, so that a long document costs what its length costs.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::identity;
use super::interval::Interval;
use crate::lexicon::concepts;
use crate::lexicon::label::{self, Level};
use crate::record::{Fact, Measure, Origin, Quantity, Section, Sign};

/// No document has more totals than this that are worth a look.
const MOST_TOTALS: usize = 64;

/// A fact of running text, with its labels made alike.
#[derive(Debug)]
pub struct Said<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// Its label.
    pub name: String,
    /// The label of its whole.
    pub of: String,
}

impl Said<'_> {
    /// Whether the fact has this measure.
    pub fn is(&self, measure: Measure) -> bool {
        self.fact.measure == Some(measure)
    }

    /// Whether it is a level of money or of a count, exactly stated.
    pub fn is_level(&self) -> bool {
        matches!(self.fact.measure, Some(Measure::Amount | Measure::Count))
            && self.fact.comparator.is_none()
    }

    /// Whether both are about the same thing by name, or by concept and code.
    pub fn same(&self, other: &Said) -> bool {
        !self.name.is_empty() && self.name == other.name
            || self.fact.concept.is_some()
                && self.fact.concept == other.fact.concept
                && self.fact.code == other.fact.code
    }

    /// Whether one is called by the beginning of the other's name (一般公共预算财政拨款 for
    /// 一般公共预算财政拨款支出), or both are the same.
    pub fn akin(&self, other: &Said) -> bool {
        let (short, long) = if self.name.len() <= other.name.len() {
            (&self.name, &other.name)
        } else {
            (&other.name, &self.name)
        };
        self.same(other) || short.chars().count() >= 4 && long.starts_with(short.as_str())
    }
}

/// The numbers that a fact may stand for: in yuan for money, else as counted.
pub fn interval(fact: &Fact) -> Option<Interval> {
    let (value, decimals) = (fact.value.0, fact.decimals);
    match fact.kind {
        Quantity::Money => Interval::printed(value, decimals, factor(fact)?),
        Quantity::Percent => Interval::printed(value, decimals, Decimal::ONE),
        Quantity::Count => Some(Interval::exact(value)),
    }
}

/// How many yuan the unit of an amount is worth.
pub fn factor(fact: &Fact) -> Option<Decimal> {
    let yuan = fact.yuan?.0;
    if fact.value.0.is_zero() {
        return Some(Decimal::ONE);
    }
    yuan.checked_div(fact.value.0)
}

/// The facts of running text, and the ways among them.
#[derive(Debug)]
pub struct Book<'a> {
    /// The facts in order.
    pub said: Vec<Said<'a>>,
    by_name: HashMap<String, Vec<usize>>,
    totals: Vec<usize>,
    concepts: HashMap<usize, &'static str>,
    titles: HashMap<usize, &'a str>,
}

impl<'a> Book<'a> {
    /// Takes the facts of running text, which stand in order.
    pub fn new(facts: &'a [Fact], sections: &'a [Section]) -> Self {
        let alike = |label: &Option<String>| {
            label
                .as_deref()
                .map_or_else(String::new, |label| label::label(label).key)
        };
        let said: Vec<Said> = facts
            .iter()
            .filter(|fact| fact.origin == Origin::Text)
            .map(|fact| Said {
                fact,
                name: alike(&fact.label),
                of: alike(&fact.whole),
            })
            .collect();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, one) in said.iter().enumerate() {
            if one.is_level() && !one.name.is_empty() {
                by_name.entry(one.name.clone()).or_default().push(at);
            }
        }
        let totals = totals(&said);
        Self {
            said,
            by_name,
            totals,
            concepts: sections
                .iter()
                .filter_map(|section| Some((section.id, section.concept?)))
                .collect(),
            titles: sections
                .iter()
                .map(|section| (section.id, section.title.as_str()))
                .collect(),
        }
    }

    /// The concept of the section that a fact stands in.
    pub fn section(&self, fact: &Fact) -> Option<&'static str> {
        self.concepts.get(&fact.section_id?).copied()
    }

    /// The title of the section that a fact stands in.
    pub fn title(&self, fact: &Fact) -> &'a str {
        fact.section_id
            .and_then(|id| self.titles.get(&id).copied())
            .unwrap_or_default()
    }

    /// Up to `reach` facts before `at` in the same section, the nearest first.
    pub fn before(&self, at: usize, reach: usize) -> impl Iterator<Item = usize> + '_ {
        let section = self.said[at].fact.section_id;
        (at.saturating_sub(reach)..at)
            .rev()
            .take_while(move |other| self.said[*other].fact.section_id == section)
    }

    /// Up to `reach` facts after `at` in the same section, the nearest first.
    pub fn after(&self, at: usize, reach: usize) -> impl Iterator<Item = usize> + '_ {
        let section = self.said[at].fact.section_id;
        (at + 1..(at + 1 + reach).min(self.said.len()))
            .take_while(move |other| self.said[*other].fact.section_id == section)
    }

    /// The totals of income and expenditure, anywhere in the text.
    pub fn totals(&self) -> impl Iterator<Item = usize> + '_ {
        self.totals.iter().copied()
    }

    /// The levels that bear a name, anywhere in the text.
    pub fn called(&self, name: &str) -> &[usize] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }
}

/// The totals among facts; of those that are one amount of one thing only the first.
fn totals(said: &[Said]) -> Vec<usize> {
    let mut totals: Vec<usize> = Vec::new();
    for (at, one) in said.iter().enumerate() {
        let total = one.is_level() && one.fact.concept.is_some_and(identity::is_total);
        let known = |other: &usize| {
            let other = said[*other].fact;
            other.concept == one.fact.concept
                && other.yuan == one.fact.yuan
                && same_books(other, one.fact)
        };
        if total && totals.len() < MOST_TOTALS && !totals.iter().any(known) {
            totals.push(at);
        }
    }
    totals
}

/// Whether one fact may be a part of another: not its sibling, nor what it is a part of itself. A
/// label that was read wrongly names such a whole.
pub fn may_be_part(part: &Said, whole: &Said) -> bool {
    if let (Some(part), Some(whole)) = (level(part), level(whole))
        && part <= whole
    {
        return false;
    }
    if let (Some(part), Some(whole)) = (&part.fact.code, &whole.fact.code)
        && !part.starts_with(whole.as_str())
    {
        return false;
    }
    let concept = |said: &Said| said.fact.concept.and_then(concepts::by_id);
    let (Some(one), Some(other)) = (concept(part), concept(whole)) else {
        return true;
    };
    if one.id == other.id || one.id.contains("_class") || other.id.contains("_class") {
        return true;
    }
    let siblings = one.parent.is_some() && one.parent == other.parent;
    let mut above = other.parent.and_then(concepts::by_id);
    while let Some(ancestor) = above {
        if ancestor.id == one.id {
            return false;
        }
        above = ancestor.parent.and_then(concepts::by_id);
    }
    !siblings
}

/// The level of the classification that a fact's label or code has.
pub fn level(said: &Said) -> Option<Level> {
    let label = said.fact.label.as_deref().unwrap_or_default();
    label::label(label)
        .level
        .or_else(|| said.fact.code.as_deref().and_then(Level::of_code))
}

/// Whether two facts are of one year and one set of books, as far as they tell.
pub fn same_books(one: &Fact, other: &Fact) -> bool {
    one.year == other.year && one.basis == other.basis
}

/// A change that is said to go up or down.
pub fn directed(fact: &Fact) -> Option<Sign> {
    fact.sign
        .filter(|sign| matches!(sign, Sign::Up | Sign::Down))
}
