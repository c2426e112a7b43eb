//! An amount as a fact states it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::issuers::Published;
use super::place::Places;
use super::rows::{FactRow, doc};
use super::yuan;
use crate::check::interval::Interval;
use crate::record::Origin;

/// What sort of place a fact stands in, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A form of a document of the year.
    Table,
    /// Its text.
    Text,
    /// A document of the next year.
    NextYear,
    /// What a document of the next year gives less the change that it tells.
    NextChange,
    /// A place of a document of the year that is not known to speak of the whole agency.
    Elsewhere,
}

/// An amount that a fact states, and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stated {
    pub source: Source,
    /// Whether its document is a budget.
    pub is_budget: bool,
    /// The form of its table, by its number; none for text.
    pub form: Option<u8>,
    pub doc: u64,
    pub fact: u64,
    #[serde(with = "yuan")]
    pub yuan: Decimal,
    pub decimals: u32,
    /// How many yuan one of its unit is.
    #[serde(with = "yuan")]
    pub factor: Decimal,
    pub is_unit_assumed: bool,
    pub is_found: bool,
    pub line: u64,
    pub page: Option<u64>,
    pub start: u64,
    pub end: u64,
}

/// The fact that an amount was taken from: what rows end with.
#[derive(Serialize)]
pub struct Evidence {
    origin: Origin,
    doc: String,
    fact_id: u64,
    line: u64,
    page: Option<u64>,
    span: (u64, u64),
}

impl Stated {
    /// What a fact about money states.
    pub fn of(
        fact: &FactRow,
        doc: u64,
        published: Published,
        source: Source,
        places: &Places,
    ) -> Option<Self> {
        let (yuan, factor) = fact.money()?;
        Some(Self {
            source,
            is_budget: published.is_budget,
            form: places.form(doc, fact).map(|form| form as u8),
            doc,
            fact: fact.id,
            yuan,
            decimals: fact.decimals,
            factor,
            is_unit_assumed: fact.assumed.contains(&"unit"),
            is_found: places.is_found(doc, fact),
            line: fact.line,
            page: fact.page,
            start: fact.span.0,
            end: fact.span.1,
        })
    }

    /// All amounts that are printed so.
    pub fn interval(&self) -> Option<Interval> {
        Interval::around(self.yuan, self.decimals, self.factor)
    }

    /// How much its last digit is.
    pub fn step(&self) -> Decimal {
        Decimal::new(1, self.decimals.min(Decimal::MAX_SCALE)).saturating_mul(self.factor)
    }

    /// The same for people who want to look.
    pub fn evidence(&self) -> Evidence {
        Evidence {
            origin: match self.form {
                Some(_) => Origin::Table,
                None => Origin::Text,
            },
            doc: doc(self.doc),
            fact_id: self.fact,
            line: self.line,
            page: self.page,
            span: (self.start, self.end),
        }
    }

    /// Where it stands: what is trusted most, and stands first, comes first.
    pub fn place(&self) -> (Source, u64, u64) {
        (self.source, self.doc, self.fact)
    }
}
