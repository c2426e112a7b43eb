//! The facts that may give an amount of the panel.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::headlines::{self, Headline};
use super::issuers::{Issuers, Published};
use super::place::Places;
use super::rows::FactRow;
use super::spill::Spillable;
use super::stated::{Source, Stated};
use super::{Each, of_facts, words};
use crate::lexicon::rows::PanelClass;
use crate::output::{Opened, OutputError};
use crate::record::{Basis, Form, Measure, Origin, Quantity, Sign, Versus};

/// Which books an amount is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Books {
    /// The budget as it was passed.
    Budget,
    /// As it was changed during the year.
    AdjustedBudget,
    /// What final accounts call the budget, without more.
    StatedBudget,
    /// Final accounts.
    Final,
}

/// A fact that may give an amount.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The agency, by the place of the issuer that it is now.
    pub issuer: u32,
    pub year: i32,
    pub books: Books,
    /// The concept, by its place among the headlines.
    pub concept: usize,
    pub stated: Stated,
}

impl Spillable for Candidate {
    type Order = (u32, i32, Books, usize, Source, u64, u64);

    fn issuer(&self) -> u32 {
        self.issuer
    }

    fn order(&self) -> Self::Order {
        let (source, doc, fact) = self.stated.place();
        (
            self.issuer,
            self.year,
            self.books,
            self.concept,
            source,
            doc,
            fact,
        )
    }
}

/// Finds those of a part of a dataset.
pub fn candidates(
    dataset: &Opened,
    part: u32,
    issuers: &Issuers,
    each: Each<Candidate>,
) -> Result<(), OutputError> {
    of_facts(dataset, part, issuers, candidate, &mut |candidate| {
        for also in &headlines::at(candidate.concept).also {
            each(Candidate {
                concept: *also,
                ..candidate.clone()
            })?;
        }
        each(candidate)
    })
}

fn candidate(fact: &FactRow, doc: u64, published: Published, places: &Places) -> Option<Candidate> {
    if fact.kind != Quantity::Money || fact.comparator.is_some() {
        return None;
    }
    let concept = headlines::place(fact.concept?)?;
    let headline = headlines::at(concept);
    if fact.is_of_another_year() || is_of_a_part(headline, fact) {
        return None;
    }
    let books = books(fact, published)?;
    let (yuan, _) = fact.money()?;
    let (yuan, source) = match fact.measure? {
        Measure::Amount => (yuan, None),
        Measure::Change => (change(fact, yuan, published)?, Some(Source::NextChange)),
        _ => return None,
    };
    let form = places.form(doc, fact);
    let home = home(headline, fact, form, places.section(doc, fact))?;
    let (year, source) = match (fact.year? - published.year, source) {
        // The change is told of the later year and says something of the one before.
        (0, Some(change)) if home != Source::Elsewhere => (published.year - 1, change),
        (0, None) => (published.year, home),
        (-1, None) if is_prior(books, published) && home != Source::Elsewhere => {
            (published.year - 1, Source::NextYear)
        }
        _ => return None,
    };
    Some(Candidate {
        issuer: published.agency,
        year,
        books,
        concept,
        stated: Stated {
            yuan,
            ..Stated::of(fact, doc, published, source, places)?
        },
    })
}

/// Which books a fact is of. Budgets tell of final accounts only what was expected of them.
pub fn books(fact: &FactRow, published: Published) -> Option<Books> {
    match (fact.basis?, published.is_budget) {
        (Basis::Final, false) => Some(Books::Final),
        (Basis::Budget, true) => Some(Books::Budget),
        (Basis::Budget, false) => {
            let column = fact.column();
            let says = |class| words::said(&column, class).next().is_some();
            Some(
                match (says(PanelClass::Initial), says(PanelClass::Adjusted)) {
                    (true, false) => Books::Budget,
                    (false, true) => Books::AdjustedBudget,
                    _ => Books::StatedBudget,
                },
            )
        }
        _ => None,
    }
}

/// Whether a fact stands under money of one sort, or under a change, of which the concept knows nothing.
fn is_of_a_part(headline: &Headline, fact: &FactRow) -> bool {
    words::said(&fact.column(), PanelClass::Part).any(|word| !headline.name.contains(word))
}

/// Whether a document tells these books of the year before as it tells its own.
fn is_prior(books: Books, published: Published) -> bool {
    match books {
        Books::Budget => published.is_budget,
        Books::Final => !published.is_budget,
        Books::AdjustedBudget | Books::StatedBudget => false,
    }
}

/// A change against the same books of the year before, with its sign.
fn change(fact: &FactRow, yuan: Decimal, published: Published) -> Option<Decimal> {
    let is_against = match fact.versus? {
        Versus::PriorYear => true,
        Versus::PriorBudget => published.is_budget,
        Versus::PriorFinal => !published.is_budget,
        _ => false,
    };
    let is_before = fact
        .versus_year
        .is_none_or(|year| year == published.year - 1);
    let is_own = fact.basis
        == Some(if published.is_budget {
            Basis::Budget
        } else {
            Basis::Final
        });
    (is_against && is_before && is_own).then_some(())?;
    match fact.sign? {
        Sign::Up => Some(yuan.abs()),
        Sign::Down => Some(-yuan.abs()),
        _ => None,
    }
}

/// What sort of place of its document a fact stands in; none if it is one where the amount is not that of the whole
/// agency.
fn home(
    headline: &Headline,
    fact: &FactRow,
    form: Option<Form>,
    section: Option<&str>,
) -> Option<Source> {
    match (fact.origin, form, section) {
        (Origin::Table, Some(form), _) if headline.is_in_form(form) => Some(Source::Table),
        (Origin::Table, Some(Form::Other) | None, _) => Some(Source::Elsewhere),
        (Origin::Table, Some(_), _) => None,
        (Origin::Text, _, Some(section)) if headline.is_in_section(section) => Some(Source::Text),
        (Origin::Text, _, None) => Some(Source::Elsewhere),
        (Origin::Text, _, Some(section)) => {
            // A part of the document, in which no part of the template was recognised.
            (!section.contains('.') || section.ends_with(".statement")).then_some(Source::Elsewhere)
        }
    }
}
