//! What the documents of an agency say of each other over the years.
//!
//! Amounts are those of the panel. A year's document says something of the year before: by its figure for it, or by its
//! own amount less a change. Where that is not what the document of the year before said, the amount was restated; if
//! one is ten thousand times the other, 元 and 万元 were mixed up. An amount that is last year's beside another, or
//! nearly all amounts of a year, were copied.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::Serialize;

use super::Summary;
use super::candidate::{Books, Candidate};
use super::choice::{Choice, Other};
use super::doubts::Amounts;
use super::headlines;
use super::issuers::Issuers;
use super::rows::doc;
use super::stated::Source;
use super::table::amounts;
use super::whose::Whose;
use crate::output::{OutputError, TablePart, TableType, Tables};
use crate::record::Number;

/// The table.
pub const TABLE: TableType = TableType::new("series", "series", &[]);

/// What is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SeriesFinding {
    /// The next year's document gives another amount.
    Restated,
    /// One amount is ten thousand times another.
    UnitSlip,
    /// An amount of the year before stands beside that of the year.
    CopiedAmount,
    /// Nearly all amounts are those of the year before.
    CopiedYear,
}

#[derive(Serialize)]
struct Row<'a> {
    r#type: &'static str,
    #[serde(flatten)]
    whose: Whose<'a>,
    finding: SeriesFinding,
    concept: Option<&'static str>,
    yuan: Option<Number>,
    other_yuan: Option<Number>,
    difference: Option<Number>,
    n_compared: Option<usize>,
    n_equal: Option<usize>,
    doc: String,
    fact_id: Option<u64>,
    other_doc: String,
    other_fact_id: Option<u64>,
}

/// Of a year's amounts so many must be there to be compared with those of another.
const LEAST: usize = 5;

/// Writes the rows of a bucket as a part of the table.
pub fn write(
    tables: &Tables,
    issuers: &Issuers,
    at: usize,
    candidates: Vec<Candidate>,
) -> Result<Summary, OutputError> {
    let mut part = tables.part(TABLE, u32::try_from(at + 1).unwrap_or(u32::MAX))?;
    let mut summary = Summary::default();
    for own in candidates.chunk_by(|one, other| one.issuer == other.issuer) {
        let amounts = amounts(own);
        let mut found = Found {
            part: &mut part,
            issuers,
            count: 0,
        };
        for (key, choice) in &amounts {
            found.amount(&amounts, *key, choice)?;
        }
        found.years(&amounts)?;
        summary.issuers += u64::from(!amounts.is_empty());
        summary.rows += found.count;
    }
    part.finish()?;
    Ok(summary)
}

/// Findings while they are written.
struct Found<'a> {
    part: &'a mut TablePart,
    issuers: &'a Issuers,
    count: u64,
}

impl Found<'_> {
    /// What is found on an amount.
    fn amount(
        &mut self,
        amounts: &Amounts,
        (books, concept, year): (Books, usize, i32),
        choice: &Choice,
    ) -> Result<(), OutputError> {
        let before = amounts.get(&(books, concept, year - 1));
        for other in &choice.others {
            let is_next = other.doc != choice.chosen.doc && self.is_of(other.doc, year + 1);
            let is_copied = before
                .is_some_and(|before| !other.yuan.is_zero() && before.chosen.yuan == other.yuan);
            let finding = match (is_next, is_copied) {
                (true, _) if is_slip(choice.chosen.yuan, other.yuan) => SeriesFinding::UnitSlip,
                (true, _) => SeriesFinding::Restated,
                (false, true) => SeriesFinding::CopiedAmount,
                (false, false) => continue,
            };
            self.told((books, concept, year), choice, *other, finding)?;
        }
        // Nothing was said of the year before: the amounts themselves are compared.
        let slipped = before.filter(|before| is_slip(before.chosen.yuan, choice.chosen.yuan));
        if let Some(before) = slipped {
            let other = Other {
                yuan: before.chosen.yuan,
                form: before.chosen.form,
                doc: before.chosen.doc,
                fact: before.chosen.fact,
            };
            self.told(
                (books, concept, year),
                choice,
                other,
                SeriesFinding::UnitSlip,
            )?;
        }
        Ok(())
    }

    /// Whether a document is of a year.
    fn is_of(&self, doc: u64, year: i32) -> bool {
        let published = self.issuers.document(doc);
        published.is_some_and(|published| published.year == year)
    }

    fn told(
        &mut self,
        (books, concept, year): (Books, usize, i32),
        choice: &Choice,
        other: Other,
        finding: SeriesFinding,
    ) -> Result<(), OutputError> {
        let Some(issuer) = self.issuers.of(choice.chosen.doc) else {
            return Ok(());
        };
        self.count += 1;
        self.part.write(&Row {
            r#type: TABLE.name(),
            whose: Whose::of(self.issuers, issuer, year, books),
            finding,
            concept: Some(headlines::at(concept).concept),
            yuan: Some(Number(choice.chosen.yuan)),
            other_yuan: Some(Number(other.yuan)),
            difference: other.yuan.checked_sub(choice.chosen.yuan).map(Number),
            n_compared: None,
            n_equal: None,
            doc: doc(choice.chosen.doc),
            fact_id: Some(choice.chosen.fact),
            other_doc: doc(other.doc),
            other_fact_id: Some(other.fact),
        })
    }

    /// The years whose amounts are nearly all those of the year before.
    fn years(&mut self, amounts: &Amounts) -> Result<(), OutputError> {
        let years: BTreeSet<(i32, Books)> = amounts
            .keys()
            .map(|(books, _, year)| (*year, *books))
            .collect();
        for (year, books) in years {
            let own = (0..headlines::all().len()).filter_map(|concept| {
                let own = |year| {
                    amounts
                        .get(&(books, concept, year))
                        .filter(|one| is_own(one))
                };
                own(year).zip(own(year - 1))
            });
            let pairs: Vec<(&Choice, &Choice)> =
                own.filter(|(now, _)| !now.chosen.yuan.is_zero()).collect();
            // Amounts that stand under several names are one.
            let compared: BTreeSet<(Decimal, Decimal)> = pairs
                .iter()
                .map(|(now, before)| (now.chosen.yuan, before.chosen.yuan))
                .collect();
            let n_equal = compared
                .iter()
                .filter(|(now, before)| now == before)
                .count();
            let is_copied = compared.len() >= LEAST && n_equal * 10 >= compared.len() * 8;
            let (Some((now, before)), true) = (pairs.first(), is_copied) else {
                continue;
            };
            let Some(issuer) = self.issuers.of(now.chosen.doc) else {
                continue;
            };
            self.count += 1;
            self.part.write(&Row {
                r#type: TABLE.name(),
                whose: Whose::of(self.issuers, issuer, year, books),
                finding: SeriesFinding::CopiedYear,
                concept: None,
                yuan: None,
                other_yuan: None,
                difference: None,
                n_compared: Some(compared.len()),
                n_equal: Some(n_equal),
                doc: doc(now.chosen.doc),
                fact_id: None,
                other_doc: doc(before.chosen.doc),
                other_fact_id: None,
            })?;
        }
        Ok(())
    }
}

/// Whether an amount is told by a document of its own year.
fn is_own(choice: &Choice) -> bool {
    matches!(choice.chosen.source, Source::Table | Source::Text)
}

/// Whether one of two amounts is about ten thousand times the other: no amount of an agency grows so.
fn is_slip(one: Decimal, other: Decimal) -> bool {
    let (less, more) = (one.abs().min(other.abs()), one.abs().max(other.abs()));
    let times = more.checked_div(less);
    times.is_some_and(|times| times >= Decimal::from(3_000) && times <= Decimal::from(30_000))
}
