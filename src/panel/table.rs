//! The rows of the panel, and how those of a bucket are made.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;
use serde::ser::{Serialize as SerializeRow, SerializeMap, Serializer};

use super::Summary;
use super::candidate::{Books, Candidate};
use super::choice::{Agreement, Choice, Implied, choose};
use super::doubts::{Amounts, Doubt, doubts};
use super::headlines;
use super::issuers::{Issuer, Issuers};
use super::rows::doc;
use super::stated::{Evidence, Source, Stated};
use super::whose::Whose;
use crate::output::{OutputError, TablePart, TableType, Tables};
use crate::record::Number;

pub const LONG: TableType =
    TableType::new("panel", "panel", &["issuer_id", "year", "books", "concept"]);
pub const WIDE: TableType =
    TableType::new("panel_wide", "panel_wide", &["issuer_id", "year", "books"]);

#[derive(Serialize)]
struct LongRow<'a> {
    r#type: &'static str,
    #[serde(flatten)]
    whose: Whose<'a>,
    concept: &'static str,
    yuan: Number,
    agreement: Agreement,
    n_sources: usize,
    sources: &'a [Source],
    others: Vec<String>,
    doubts: &'a [Doubt],
    #[serde(flatten)]
    evidence: Evidence,
}

/// A row with a column a concept.
struct WideRow<'a> {
    whose: Whose<'a>,
    n_documents: usize,
    disputed: Vec<&'static str>,
    doubtful: Vec<&'static str>,
    /// By the places of their concepts.
    amounts: Vec<Option<Number>>,
}

#[derive(Serialize)]
struct WideHead<'a> {
    r#type: &'static str,
    #[serde(flatten)]
    whose: &'a Whose<'a>,
    n_documents: usize,
    disputed: &'a [&'static str],
    doubtful: &'a [&'static str],
}

impl SerializeRow for WideRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Both<'a> {
            #[serde(flatten)]
            head: WideHead<'a>,
            #[serde(flatten)]
            amounts: Concepts<'a>,
        }
        let head = WideHead {
            r#type: WIDE.name(),
            whose: &self.whose,
            n_documents: self.n_documents,
            disputed: &self.disputed,
            doubtful: &self.doubtful,
        };
        let amounts = Concepts(&self.amounts);
        Both { head, amounts }.serialize(serializer)
    }
}

/// The amounts under the names of their concepts.
struct Concepts<'a>(&'a [Option<Number>]);

impl SerializeRow for Concepts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (headline, amount) in headlines::all().iter().zip(self.0) {
            map.serialize_entry(headline.concept, amount)?;
        }
        map.end()
    }
}

/// Writes the rows of a bucket as a part of the tables.
pub fn write(
    tables: &Tables,
    issuers: &Issuers,
    at: usize,
    candidates: Vec<Candidate>,
) -> Result<Summary, OutputError> {
    let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
    let mut parts = (tables.part(LONG, number)?, tables.part(WIDE, number)?);
    let mut summary = Summary::default();
    for own in candidates.chunk_by(|one, other| one.issuer == other.issuer) {
        let amounts = amounts(own);
        summary.issuers += u64::from(!amounts.is_empty());
        rows(&mut parts, issuers, own, &amounts, &mut summary)?;
    }
    parts.0.finish()?;
    parts.1.finish()?;
    Ok(summary)
}

/// Chooses the amounts of an agency, of the last year first: it says something of the years before.
pub fn amounts(own: &[Candidate]) -> Amounts {
    let mut by_key: BTreeMap<(Books, usize, i32), Vec<&Stated>> = BTreeMap::new();
    for candidate in own {
        let key = (candidate.books, candidate.concept, candidate.year);
        by_key.entry(key).or_default().push(&candidate.stated);
    }
    let mut amounts = Amounts::new();
    for ((books, concept, year), own) in by_key.iter().rev() {
        let implied = all_implied(&amounts, (*books, *concept, *year), own);
        if let Some(choice) = choose(own, &implied, &[]) {
            amounts.insert((*books, *concept, *year), choice);
        }
    }
    // What is disputed is judged again when the years beside it are known.
    let disputed = amounts
        .iter()
        .filter(|(_, choice)| choice.agreement == Agreement::Disputed);
    let again = disputed.filter_map(|(key, _)| {
        let (books, concept, year) = *key;
        let beside = [year - 1, year + 1].map(|year| amounts.get(&(books, concept, year)));
        let known = beside.into_iter().flatten();
        let known = known.filter(|choice| choice.agreement != Agreement::Disputed);
        let known: Vec<Decimal> = known.map(|choice| choice.chosen.yuan).collect();
        let own = by_key.get(key)?;
        Some((
            *key,
            choose(own, &all_implied(&amounts, *key, own), &known)?,
        ))
    });
    let again: Vec<_> = again.collect();
    amounts.extend(again);
    amounts
}

/// What documents of the next year say of an amount by a change.
fn all_implied(
    amounts: &Amounts,
    (books, concept, year): (Books, usize, i32),
    own: &[&Stated],
) -> Vec<Implied> {
    let Some(next) = amounts.get(&(books, concept, year + 1)) else {
        return Vec::new();
    };
    let changes = own.iter().filter(|one| one.source == Source::NextChange);
    changes.filter_map(|change| implied(next, change)).collect()
}

/// What an amount and the change that its own document tells say of the year before.
fn implied(next: &Choice, change: &Stated) -> Option<Implied> {
    let is_told = next.chosen.doc == change.doc && next.agreement != Agreement::Disputed;
    is_told.then_some(())?;
    Some(Implied {
        doc: change.doc,
        fact: change.fact,
        yuan: next.chosen.yuan.checked_sub(change.yuan)?,
        interval: next.interval.minus(change.interval()?),
    })
}

/// An amount that was chosen, and what speaks against it.
struct Judged<'a> {
    /// The concept, by its place among the headlines.
    concept: usize,
    choice: &'a Choice,
    doubts: Vec<Doubt>,
}

impl Judged<'_> {
    fn concept(&self) -> &'static str {
        headlines::at(self.concept).concept
    }

    fn is_disputed(&self) -> bool {
        self.choice.agreement == Agreement::Disputed
    }
}

fn rows(
    (long, wide): &mut (TablePart, TablePart),
    issuers: &Issuers,
    own: &[Candidate],
    amounts: &Amounts,
    summary: &mut Summary,
) -> Result<(), OutputError> {
    let mut by_year: BTreeMap<(i32, Books), Vec<Judged>> = BTreeMap::new();
    for (((books, concept, year), choice), doubts) in amounts.iter().zip(doubts(amounts)) {
        by_year.entry((*year, *books)).or_default().push(Judged {
            concept: *concept,
            choice,
            doubts,
        });
    }
    for ((year, books), chosen) in by_year {
        let Some(issuer) = of_year(issuers, &chosen) else {
            continue;
        };
        let whose = Whose::of(issuers, issuer, year, books);
        for judged in &chosen {
            summary.rows += 1;
            summary.disputed += u64::from(judged.is_disputed());
            summary.doubtful += u64::from(!judged.doubts.is_empty());
            long.write(&long_row(whose.clone(), judged))?;
        }
        let documents = own.iter().filter(|one| {
            let is_own = !matches!(one.stated.source, Source::NextYear | Source::NextChange);
            is_own && (one.year, one.books) == (year, books)
        });
        let mut documents: Vec<u64> = documents.map(|one| one.stated.doc).collect();
        documents.sort_unstable();
        documents.dedup();
        wide.write(&wide_row(whose, documents.len(), &chosen))?;
    }
    Ok(())
}

/// The name under which an agency published for a year; if it did not, that of the next year.
fn of_year<'a>(issuers: &'a Issuers, chosen: &[Judged]) -> Option<&'a Issuer> {
    let stated = chosen.iter().map(|judged| &judged.choice.chosen);
    issuers.of(stated.min_by_key(|stated| stated.source)?.doc)
}

fn long_row<'a>(whose: Whose<'a>, judged: &'a Judged) -> LongRow<'a> {
    let choice = judged.choice;
    let chosen = &choice.chosen;
    let others = choice.others.iter();
    LongRow {
        r#type: LONG.name(),
        whose,
        concept: judged.concept(),
        yuan: Number(chosen.yuan),
        agreement: choice.agreement,
        n_sources: choice.n_sources,
        sources: &choice.sources,
        others: others
            .map(|other| format!("{}@{}:{}", Number(other.yuan), doc(other.doc), other.fact))
            .collect(),
        doubts: &judged.doubts,
        evidence: chosen.evidence(),
    }
}

fn wide_row<'a>(whose: Whose<'a>, n_documents: usize, chosen: &[Judged]) -> WideRow<'a> {
    let amount = |concept| {
        let mut agreed = chosen.iter().filter(|judged| !judged.is_disputed());
        let judged = agreed.rfind(|judged| judged.concept == concept)?;
        Some(Number(judged.choice.chosen.yuan))
    };
    let disputed = chosen.iter().filter(|judged| judged.is_disputed());
    let doubtful = chosen.iter().filter(|judged| !judged.doubts.is_empty());
    WideRow {
        whose,
        n_documents,
        disputed: disputed.map(Judged::concept).collect(),
        doubtful: doubtful.map(Judged::concept).collect(),
        amounts: (0..headlines::all().len()).map(amount).collect(),
    }
}
