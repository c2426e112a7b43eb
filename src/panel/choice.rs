//! The rule by which one amount is chosen among those that documents state: the room's own documentation says it.

use std::cmp::Reverse;
use std::collections::HashSet;

use rust_decimal::Decimal;
use serde::Serialize;

use super::stated::{Source, Stated};
use crate::check::interval::Interval;

/// How the places that state an amount agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// Several places, and none differs.
    Agree,
    /// One place.
    Single,
    /// Most places; others differ.
    Majority,
    /// Places differ, and none prevails.
    Disputed,
}

/// What a document of the next year says of this one by its own amount and a change.
#[derive(Debug, Clone, PartialEq)]
pub struct Implied {
    pub doc: u64,
    /// The fact that is the change.
    pub fact: u64,
    pub yuan: Decimal,
    pub interval: Interval,
}

/// An amount that another place states.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Other {
    pub yuan: Decimal,
    /// The form of its table, by its number; none for text.
    pub form: Option<u8>,
    pub doc: u64,
    pub fact: u64,
}

/// The amount that was chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub chosen: Stated,
    pub interval: Interval,
    pub agreement: Agreement,
    /// How many places agree with it.
    pub n_sources: usize,
    /// Their kinds, in the order of trust.
    pub sources: Vec<Source>,
    /// What the others say, an amount once.
    pub others: Vec<Other>,
    /// Whether documents of the next year say otherwise.
    pub is_restated: bool,
}

/// Facts that agree, the finest first.
struct Group<'a> {
    members: Vec<&'a Stated>,
    interval: Interval,
}

impl Group<'_> {
    /// The place that is trusted most, and stands first.
    fn best(&self) -> Option<(Source, u64, u64)> {
        let places = self.members.iter();
        places.map(|one| one.place()).min()
    }

    fn has(&self, is_such: impl Fn(Source) -> bool) -> bool {
        self.members.iter().any(|one| is_such(one.source))
    }

    /// Whether its amount is out of all proportion to those of other years.
    fn is_jump(&self, beside: &[Decimal]) -> bool {
        let own = self.members.first().map(|one| one.yuan);
        own.is_some_and(|own| beside.iter().any(|other| is_jump(own, *other)))
    }

    /// How many places agree: what the year after says is one, and a disclosure that is published twice says nothing
    /// twice.
    fn places(&self, implied: &[Implied]) -> usize {
        let is_next = |one: &&&Stated| one.source == Source::NextYear;
        let own = self.members.iter().filter(|one| !is_next(one));
        let own: HashSet<(bool, Option<u8>)> = own.map(|one| (one.is_budget, one.form)).collect();
        let is_told = self.members.iter().any(|one| is_next(&one))
            || implied.iter().any(|one| one.interval.meets(self.interval));
        own.len() + usize::from(is_told)
    }
}

/// Chooses among the facts that may give one amount; `beside` are the amounts of the years before and
/// after, where they are known.
pub fn choose(candidates: &[&Stated], implied: &[Implied], beside: &[Decimal]) -> Option<Choice> {
    let is_own = |source| matches!(source, Source::Table | Source::Text);
    let is_next = |source| source == Source::NextYear;
    let has = |is_such: &dyn Fn(Source) -> bool| candidates.iter().any(|one| is_such(one.source));
    let is_deciding: &dyn Fn(Source) -> bool = match (has(&is_own), has(&is_next)) {
        (true, _) => &is_own,
        (false, true) => &is_next,
        (false, false) => &|source| source == Source::Elsewhere,
    };
    let groups = groups(candidates, &|source| is_deciding(source) || is_next(source));
    let rivals = || groups.iter().filter(|group| group.has(is_deciding));
    let winner = rivals().max_by_key(|group| {
        let places = group.places(implied);
        (places, !group.is_jump(beside), Reverse(group.best()))
    })?;
    let n_sources = winner.places(implied);
    let mut against = rivals()
        .filter(|group| !std::ptr::eq(*group, winner))
        .peekable();
    let agreement = match (against.peek().is_some(), n_sources) {
        (false, 1) => Agreement::Single,
        (false, _) => Agreement::Agree,
        (true, _) if against.any(|group| group.places(implied) == n_sources) => Agreement::Disputed,
        (true, _) => Agreement::Majority,
    };
    let contradicting = implied
        .iter()
        .filter(|one| !one.interval.meets(winner.interval));
    let restated = groups.iter().filter(|group| !group.has(is_deciding));
    let chosen = (*winner.members.first()?).clone();
    let mut choice = Choice {
        interval: winner.interval,
        agreement,
        n_sources,
        sources: sources(winner, implied),
        is_restated: restated.clone().next().is_some() || contradicting.clone().next().is_some(),
        others: Vec::new(),
        chosen,
    };
    let stated = groups.iter().filter(|group| !std::ptr::eq(*group, winner));
    let stated = stated
        .filter_map(|group| group.members.first())
        .map(|one| Other {
            yuan: one.yuan,
            form: one.form,
            doc: one.doc,
            fact: one.fact,
        });
    choice.others.extend(stated);
    choice.others.extend(contradicting.map(|one| Other {
        yuan: one.yuan,
        form: None,
        doc: one.doc,
        fact: one.fact,
    }));
    Some(choice)
}

/// Whether one of two amounts is a thousand times the other or more.
pub fn is_jump(one: Decimal, other: Decimal) -> bool {
    let (less, more) = (one.abs().min(other.abs()), one.abs().max(other.abs()));
    !less.is_zero() && more >= less.saturating_mul(Decimal::ONE_THOUSAND)
}

/// Puts facts together that agree.
fn groups<'a>(candidates: &[&'a Stated], is_heard: &dyn Fn(Source) -> bool) -> Vec<Group<'a>> {
    let heard = candidates.iter().filter(|one| is_heard(one.source));
    let mut heard: Vec<&Stated> = heard.copied().collect();
    heard.sort_by_key(|one| (one.step(), one.place()));
    let mut groups: Vec<Group> = Vec::new();
    for candidate in heard {
        let Some(interval) = candidate.interval() else {
            continue;
        };
        match groups
            .iter_mut()
            .find(|group| group.interval.meets(interval))
        {
            Some(group) => group.members.push(candidate),
            None => groups.push(Group {
                members: vec![candidate],
                interval,
            }),
        }
    }
    groups
}

fn sources(winner: &Group, implied: &[Implied]) -> Vec<Source> {
    let mut sources: Vec<Source> = winner.members.iter().map(|one| one.source).collect();
    if implied
        .iter()
        .any(|one| one.interval.meets(winner.interval))
    {
        sources.push(Source::NextChange);
    }
    sources.sort_unstable();
    sources.dedup();
    sources
}
