//! The book: the facts of running text in the order in which they stand, each with what it may stand
//! for and its names made alike once, and the ways from one to another. Every way is bounded, so that
//! a long document costs what its length costs.

mod name;

use rustc_hash::FxHashMap as HashMap;

use super::apart::{self, Apart};
use super::identity;
use super::interval::Interval;
use super::ledger::interval;
use super::{Checked, split};
use crate::lexicon::concepts;
use crate::lexicon::label::Level;
use crate::record::{Basis, Fact, Field, Kind, Measure, Origin, Quantity, Sign, Versus};

pub use name::Name;
use name::Names;

/// No document has more totals than this that are worth a look.
const MOST_TOTALS: usize = 64;
/// How far from a fact, in facts, its label or another amount of its thing may stand in its passage.
const NAMED: usize = 24;
/// How far from a change, in facts, the amounts that it is put down to may stand.
const NEAR: usize = 8;

/// The year and the books of the document, for facts that do not tell theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Era {
    /// The fiscal year.
    pub year: Option<i32>,
    /// Budget or accounts.
    pub basis: Option<Basis>,
    /// Whether the document is of both, so that books that are not said are not known.
    pub mixed: bool,
}

impl Era {
    /// The header's, or that of most facts.
    pub fn new(checked: &Checked) -> Self {
        let mut years: HashMap<i32, usize> = HashMap::default();
        let mut books = [0usize; 2];
        for fact in checked.facts {
            if let Some(year) = fact.year {
                *years.entry(year).or_default() += 1;
            }
            match fact.basis {
                Some(Basis::Final) => books[0] += 1,
                Some(Basis::Budget) => books[1] += 1,
                _ => {}
            }
        }
        let most = years
            .into_iter()
            .max_by_key(|(year, count)| (*count, *year));
        let basis = match checked.kind {
            Kind::FinalAccounts => Some(Basis::Final),
            Kind::Budget => Some(Basis::Budget),
            _ if books[0] > books[1] => Some(Basis::Final),
            _ if books[1] > 0 => Some(Basis::Budget),
            _ => None,
        };
        Self {
            year: checked.fiscal_year.or(most.map(|(year, _)| year)),
            basis,
            mixed: !matches!(checked.kind, Kind::FinalAccounts | Kind::Budget),
        }
    }

    /// The year that a fact is about.
    pub fn year(self, fact: &Fact) -> Option<i32> {
        fact.year.or(self.year)
    }

    /// The books that a fact is of; `None` where it does not tell.
    pub fn basis(self, fact: &Fact) -> Option<Basis> {
        fact.basis.filter(|basis| *basis != Basis::Other)
    }
}

/// A fact of running text, with its labels made alike.
#[derive(Debug)]
pub struct Said<'a> {
    /// Its place in the book.
    pub at: usize,
    /// The fact.
    pub fact: &'a Fact,
    /// What it may stand for.
    pub interval: Option<Interval>,
    /// Its label.
    pub name: Option<Name>,
    /// The label of its whole.
    pub of: Option<Name>,
    /// The passage that it stands in.
    pub passage: usize,
    /// The sentence.
    pub sentence: usize,
    /// The part of it, from semicolon to semicolon.
    pub part: usize,
    /// The clause, from comma to comma.
    pub clause: usize,
    /// What sets it apart from others of its name.
    pub apart: Apart<'a>,
    /// The year it is about, the document's where it has none of its own.
    pub year: Option<i32>,
    /// The books it is of, where it tells.
    pub basis: Option<Basis>,
    /// Whether it is what the percentage directly behind it is a percentage of: 占1280万元的85%.
    pub is_base: bool,
}

impl PartialEq for Said<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl Said<'_> {
    /// Whether a field was taken from what stands before the fact's own clause.
    pub fn is_carried(&self, field: Field) -> bool {
        self.fact.carried.contains(field)
    }

    /// Whether the fact has this measure.
    pub fn is(&self, measure: Measure) -> bool {
        self.fact.measure == Some(measure)
    }

    /// Whether it is a level of money or of a count, exactly stated.
    pub fn is_level(&self) -> bool {
        matches!(self.fact.measure, Some(Measure::Amount | Measure::Count))
            && self.fact.comparator.is_none()
    }

    /// Whether both are money, or counted in one unit.
    pub fn is_counted_like(&self, other: &Said) -> bool {
        let (one, other) = (self.fact, other.fact);
        one.kind == other.kind && (one.kind == Quantity::Money || one.unit == other.unit)
    }

    /// Whether both are about the same thing by name, or by concept and code.
    pub fn same(&self, other: &Said) -> bool {
        self.name.is_some() && self.name == other.name
            || self.fact.concept.is_some_and(|concept| {
                let told = !identity::is_coded(concept) || self.fact.code.is_some();
                told && other.fact.concept == Some(concept) && self.fact.code == other.fact.code
            })
    }

    /// Whether both may be of one year and of the same books.
    pub fn same_books(&self, other: &Said) -> bool {
        self.year == other.year && alike(self.basis, other.basis)
    }
}

/// Whether two books are one, as far as they tell.
pub fn alike(one: Option<Basis>, other: Option<Basis>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// The facts of running text, and the ways among them.
#[derive(Debug)]
pub struct Book<'a> {
    /// The facts in order.
    pub said: Vec<Said<'a>>,
    /// The document's year and books.
    pub era: Era,
    open: &'a [usize],
    names: Names<'a>,
    by_name: HashMap<Name, Vec<usize>>,
    totals: Vec<usize>,
    concepts: HashMap<usize, &'static str>,
    titles: HashMap<usize, &'a str>,
}

impl<'a> Book<'a> {
    /// Takes the facts of running text, which stand in order.
    pub fn new(checked: &Checked<'a>, era: Era) -> Self {
        let mut names = Names::default();
        let mut said: Vec<Said> = Vec::new();
        for fact in checked.facts {
            if fact.origin != Origin::Text {
                continue;
            }
            let at = fact.span.0;
            said.push(Said {
                at: said.len(),
                fact,
                interval: interval(fact),
                name: names.of(fact.label.as_deref()),
                of: names.of(fact.whole.as_deref()),
                passage: checked.marks.passages.partition_point(|one| one.0 <= at),
                sentence: checked.marks.sentences.partition_point(|end| *end <= at),
                part: checked.marks.parts.partition_point(|end| *end <= at),
                apart: apart::of(checked.marks, fact),
                clause: checked.marks.clauses.partition_point(|end| *end <= at),
                year: era.year(fact),
                basis: era.basis(fact),
                is_base: false,
            });
        }
        mark_bases(&mut said);
        let mut by_name: HashMap<Name, Vec<usize>> = HashMap::default();
        for one in &said {
            if let Some(name) = one.name.filter(|_| one.is_level()) {
                by_name.entry(name).or_default().push(one.at);
            }
        }
        let totals = totals(&said);
        let sections = checked.sections;
        Self {
            said,
            era,
            open: &checked.marks.open,
            names,
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

    /// Up to `reach` facts before one in the same section, the nearest first.
    pub fn before<'b>(
        &'b self,
        one: &Said,
        reach: usize,
    ) -> impl Iterator<Item = &'b Said<'a>> + use<'a, 'b> {
        let (before, _) = self.said.split_at(one.at);
        near(before.iter().rev(), one, reach)
    }

    /// Up to `reach` facts after one in the same section, the nearest first.
    pub fn after<'b>(
        &'b self,
        one: &Said,
        reach: usize,
    ) -> impl Iterator<Item = &'b Said<'a>> + use<'a, 'b> {
        near(self.said.iter().skip(one.at + 1), one, reach)
    }

    /// The fact right before one, in whatever section.
    pub fn last(&self, one: &Said) -> Option<&Said<'a>> {
        self.said.get(one.at.checked_sub(1)?)
    }

    /// The fact right behind one, likewise.
    pub fn next(&self, one: &Said) -> Option<&Said<'a>> {
        self.said.get(one.at + 1)
    }

    /// Whether the label of a fact is said in its own passage. One that was carried into it may be that of
    /// an item whose own name was not read.
    pub fn is_named_here(&self, one: &Said) -> bool {
        let own = |other: &Said| {
            other.passage == one.passage
                && other.name == one.name
                && !other.is_carried(Field::Label)
        };
        if !one.is_carried(Field::Label) || self.before(one, NAMED).any(own) {
            return true;
        }
        let label = one.fact.label.as_deref().unwrap_or_default();
        let of_last = self
            .last(one)
            .is_some_and(|last| last.passage != one.passage && last.name == one.name);
        !of_last && !self.title(one.fact).contains(label)
    }

    /// Whether an amount is one of those that a change before it is put down to: 减少0.68万元，0.33万元来自…、
    /// 0.35万元来自….
    pub fn is_part_of_change(&self, one: &Said) -> bool {
        let here = |other: &&Said| other.passage == one.passage;
        let mut before = self.before(one, NEAR).take_while(here);
        let change = before.find(|other| other.is(Measure::Change));
        let Some(change) = change else { return false };
        let levels = self.after(change, NEAR).take_while(here);
        let mut levels = levels.filter(|other| other.is_level());
        let step = change.interval.map(Interval::magnitude);
        let (mut sum, mut count) = (Interval::ZERO, 0);
        levels.any(|other| {
            count += 1;
            sum = other.interval.map_or(sum, |one| sum.plus(one));
            let whole = step.is_some_and(|step| step.is_positive() && step.meets(sum));
            other.at >= one.at && count > 1 && whole
        })
    }

    /// Whether the whole of a fact is told before it in its passage, or beside it in words of its own.
    pub fn has_whole_beside(&self, one: &Said) -> bool {
        let whole =
            |other: &Said| other.passage == one.passage && other.is_level() && other.name == one.of;
        one.of.is_some() && (!one.is_carried(Field::Whole) || self.before(one, NAMED).any(whole))
    }

    /// Another level of the passage of a fact, or of a list that it opens, with a given amount: what is
    /// computed may be meant of that one.
    pub fn is_told_beside(&self, one: &Said, but: &[&Said], amount: Interval) -> bool {
        let near = self.before(one, NAMED).chain(self.after(one, NAMED));
        near.filter(|other| !but.contains(other)).any(|other| {
            other.passage == one.passage
                && other.is_level()
                && other.fact.kind == one.fact.kind
                && other
                    .interval
                    .is_some_and(|other| other.is_positive() && other.meets(amount))
        })
    }

    /// Whether 等 stands right behind a fact: the list that it ends names only some.
    pub fn is_open_behind(&self, one: &Said) -> bool {
        self.open.binary_search(&one.fact.span.1).is_ok()
    }

    /// The facts that end before a place, and the others.
    pub fn split(&self, place: usize) -> (&[Said<'a>], &[Said<'a>]) {
        split(&self.said, |said| said.fact.span.1 <= place)
    }

    /// Whether one is called by the beginning of the other's name (一般公共预算财政拨款 for
    /// 一般公共预算财政拨款支出), or both are the same.
    pub fn akin(&self, one: &Said, other: &Said) -> bool {
        if one.same(other) {
            return true;
        }
        let (Some(one), Some(other)) = (one.name, other.name) else {
            return false;
        };
        let (one, other) = (&self.names.key(one).words, &self.names.key(other).words);
        let (short, long) = if one.len() <= other.len() {
            (one, other)
        } else {
            (other, one)
        };
        short.chars().count() >= 4 && long.starts_with(short.as_str())
    }

    /// Whether a fact has no name, or one that says only which books it is of.
    pub fn is_nameless(&self, one: &Said) -> bool {
        one.fact.concept.is_none() && one.name.is_none_or(|name| self.names.key(name).hollow)
    }

    /// A name's words.
    pub fn words(&self, name: Option<Name>) -> &str {
        name.map_or("", |name| &self.names.key(name).words)
    }

    /// The totals of income and expenditure, anywhere in the text.
    pub fn totals(&self) -> impl Iterator<Item = &Said<'a>> {
        self.totals.iter().map(|at| self.at(*at))
    }

    /// The levels that bear a name, anywhere in the text.
    pub fn called(&self, name: Name) -> impl Iterator<Item = &Said<'a>> {
        let levels = self.by_name.get(&name).into_iter().flatten();
        levels.map(|at| self.at(*at))
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "totals and levels are counted from the same facts"
    )]
    fn at(&self, at: usize) -> &Said<'a> {
        &self.said[at]
    }

    /// The level of the classification that a fact's label or code has.
    pub fn level(&self, said: &Said) -> Option<Level> {
        said.name
            .and_then(|name| self.names.key(name).level)
            .or_else(|| said.fact.code.as_deref().and_then(Level::of_code))
    }

    /// Whether one fact may be a part of another: not its sibling, nor what it is a part of itself. A
    /// label that was read wrongly names such a whole.
    pub fn may_be_part(&self, part: &Said, whole: &Said) -> bool {
        if let (Some(part), Some(whole)) = (self.level(part), self.level(whole))
            && part <= whole
        {
            return false;
        }
        // Of one classification an entry stands under the code that its own begins with.
        if let (Some(part), Some(whole)) = (&part.fact.code, &whole.fact.code)
            && part.as_bytes().first() == whole.as_bytes().first()
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
        !siblings && !is_above(one.id, other.id)
    }
}

/// Whether a concept is a whole of another, at any remove.
pub fn is_above(whole: &str, part: &str) -> bool {
    let mut above = concepts::by_id(part).and_then(|part| part.parent);
    while let Some(id) = above {
        if id == whole {
            return true;
        }
        above = concepts::by_id(id).and_then(|one| one.parent);
    }
    false
}

/// Of facts that stand ever farther from one, up to `reach` in its section.
fn near<'b, 'a: 'b, I: Iterator<Item = &'b Said<'a>>>(
    facts: I,
    one: &Said,
    reach: usize,
) -> impl Iterator<Item = &'b Said<'a>> + use<'a, 'b, I> {
    let section = one.fact.section_id;
    let near = facts.take(reach);
    near.take_while(move |other| other.fact.section_id == section)
}

/// Marks what the percentage behind it is a percentage of: nothing but 的 stands between.
fn mark_bases(said: &mut [Said]) {
    let mut rest = said;
    while let [last, next @ ..] = rest {
        let Some(behind) = next.first().map(|next| next.fact) else {
            break;
        };
        let percent = behind.kind == Quantity::Percent
            && matches!(
                behind.measure,
                Some(Measure::Share | Measure::Completion | Measure::Rate)
            );
        let touches = behind.span.0.checked_sub(last.fact.span.1) == Some(1);
        last.is_base = percent && touches && last.is_level();
        rest = next;
    }
}

/// The totals among facts; of those that are one amount of one thing only the first.
fn totals(said: &[Said]) -> Vec<usize> {
    let mut totals: Vec<&Said> = Vec::new();
    for one in said {
        let total = one.is_level() && one.fact.concept.is_some_and(identity::is_total);
        let known = |other: &&Said| {
            other.fact.concept == one.fact.concept
                && other.fact.yuan == one.fact.yuan
                && other.same_books(one)
        };
        if total && totals.len() < MOST_TOTALS && !totals.iter().any(known) {
            totals.push(one);
        }
    }
    totals.into_iter().map(|one| one.at).collect()
}

/// A change that is said to go up or down.
pub fn directed(fact: &Fact) -> Option<Sign> {
    fact.sign
        .filter(|sign| matches!(sign, Sign::Up | Sign::Down))
}

/// Whether a change is said to be against a budget of the same year.
pub fn is_against_budget(fact: &Fact) -> bool {
    matches!(fact.versus, Some(Versus::Budget | Versus::AdjustedBudget))
}
