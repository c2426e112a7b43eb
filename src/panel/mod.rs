//! The panel: what a dataset says of each issuer in each year, as tables for statistics.
//!
//! In comes a dataset that is written, out go tables: `panel` has a row an issuer, year, books and headline concept,
//! `panel_wide` a row an issuer, year and books with a column a concept; `items` has the expenditure by the budget
//! classification, `series` what the documents of an agency say of each other, `coverage` what is published.
//!
//! **Who.** An issuer is a name in a region, as a department or a unit, and for its own accounts (本级) or for those with
//! its units (汇总) where a title says so: what differs in any of these is another issuer. Only budgets and final accounts
//! count of which issuer and year are known, and of documents that say the same (`same_as`) the first. Issuers that are
//! one agency (see `succession`) share an `agency_id`.
//!
//! **Which facts.** An amount of money without a comparator (约, 以上), of a concept of `headlines.tsv`, in a form or a
//! part of the text in which it stands for the whole agency. Facts whose part of the text is not known, or whose table
//! is of no mandated form, are *elsewhere*: they count only where no other fact gives the amount. Budget, adjusted
//! budget and final accounts are different books and never meet in a row; what final accounts call a budget without
//! saying whether it was adjusted is `stated_budget`.
//!
//! **Which amount.** Facts agree whose amounts could be printed from one number: 1234.56万元 and 1235万元 do. Each
//! mandated form of a disclosure, and its text, is a *place*; so is what the next year says, by its figure for this one
//! (上年数) or its own amount less the change that it tells. A disclosure that is published twice has its places once. Of
//! the amounts in the documents of the year itself
//!
//! 1. the one that most places give is taken (`agree`, `single`, or `majority` if others differ);
//! 2. if no amount has most places (`disputed`), one that is not a thousandfold or a thousandth of what the years beside
//!    it have; then the one in a table rather than in the text; then the one that stands first. `panel_wide` has none;
//! 3. of the facts that agree on it, the one with the most digits, and then that in a table, gives number and place.
//!
//! Documents of the next year alone make an amount only where the year itself has none. What speaks against an amount
//! stands in `doubts`.
//!
//! **What it costs.** Documents and issuers stay in memory (about 200 bytes a document, and the names); the facts that
//! count are written aside, some hundred bytes each and some fifty a document, parted by issuers, and each of these parts
//! is sorted and judged by itself.

mod candidate;
mod choice;
mod coverage;
mod doubts;
mod headlines;
mod issuers;
mod items;
mod place;
mod rows;
mod series;
mod spill;
mod stated;
mod succession;
mod table;
mod whose;
mod words;
mod yuan;

use std::path::Path;

use rayon::prelude::*;

use crate::output::{Format, Opened, OutputError, RecordType, TableType, Tables, Written};
use candidate::candidates;
pub use coverage::Covered;
use issuers::{Issuers, Published};
use place::Places;
use rows::{FactRow, number};
use spill::{Spill, Spillable};

/// All tables that are made of datasets.
#[cfg(test)]
pub const TABLES: &[TableType] = &[
    table::LONG,
    table::WIDE,
    items::TABLE,
    series::TABLE,
    coverage::COVERAGE,
    coverage::GAPS,
    coverage::FAILURES,
];

/// How tables are written that are made of a dataset.
#[derive(Debug, Clone)]
pub struct Manner {
    /// In which formats.
    pub formats: Vec<Format>,
    /// Whether comma-separated values begin with a byte-order mark.
    pub bom: bool,
    /// Whether tables that are there are replaced.
    pub overwrite: bool,
}

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Issuers with a row.
    pub issuers: u64,
    /// Documents that count.
    pub documents: u64,
    /// Budgets and final accounts that do not: no issuer or no year is known of them.
    pub unplaced: u64,
    /// Budgets and final accounts of whole governments, which do not count either.
    pub governments: u64,
    /// Documents that say the same as another.
    pub same: u64,
    /// Rows of the panel.
    pub rows: u64,
    /// Those that are disputed.
    pub disputed: u64,
    /// Those that have a doubt.
    pub doubtful: u64,
}

impl Summary {
    fn plus(self, other: Self) -> Self {
        Self {
            issuers: self.issuers + other.issuers,
            documents: self.documents + other.documents,
            unplaced: self.unplaced + other.unplaced,
            governments: self.governments + other.governments,
            same: self.same + other.same,
            rows: self.rows + other.rows,
            disputed: self.disputed + other.disputed,
            doubtful: self.doubtful + other.doubtful,
        }
    }
}

/// The types of records that a panel is made of.
const WANTED: [RecordType; 5] = [
    RecordType::Document,
    RecordType::Section,
    RecordType::Table,
    RecordType::Fact,
    RecordType::Finding,
];

/// Makes the panel of a dataset.
///
/// # Errors
/// If the dataset cannot be read or the tables cannot be written.
pub fn panel(dataset: &Path, to: &Path, manner: &Manner) -> Result<Summary, OutputError> {
    let dataset = Opened::open(dataset, &WANTED)?;
    let written = manner.written(
        "Panel of Chinese government budgets and final accounts 部门预算决算面板数据",
        "What issuers say of each year, an amount a concept, chosen among the places that state it.",
        &[table::LONG, table::WIDE],
    );
    by_issuer(&dataset, to, written, candidates, table::write)
}

/// Makes the tables of expenditure by the budget classification.
///
/// # Errors
/// As [`panel`].
pub fn items(dataset: &Path, to: &Path, manner: &Manner) -> Result<Summary, OutputError> {
    let dataset = Opened::open(dataset, &WANTED)?;
    let written = manner.written(
        "Expenditure by the budget classification 按科目的支出",
        "Expenditure of issuers by functional and economic codes, from tables rather than from text.",
        &[items::TABLE],
    );
    by_issuer(&dataset, to, written, items::facts, items::write)
}

/// Makes the table of what the documents of agencies say of each other over the years.
///
/// # Errors
/// As [`panel`].
pub fn series(dataset: &Path, to: &Path, manner: &Manner) -> Result<Summary, OutputError> {
    let dataset = Opened::open(dataset, &WANTED)?;
    let written = manner.written(
        "Budgets and final accounts over the years 部门预算决算前后年度对照",
        "Amounts that the documents of the next year restate, mistaken units, and amounts copied from the year before.",
        &[series::TABLE],
    );
    by_issuer(&dataset, to, written, candidates, series::write)
}

/// Makes the tables of what is published.
///
/// # Errors
/// As [`panel`].
pub fn coverage(dataset: &Path, to: &Path, manner: &Manner) -> Result<Covered, OutputError> {
    let dataset = Opened::open(dataset, &[RecordType::Document, RecordType::Error])?;
    let written = manner.written(
        "Coverage of Chinese government budgets and final accounts 部门预算决算公开覆盖情况",
        "What is published by region, year, kind and class of agency, years missing in a series, and what failed.",
        &[coverage::COVERAGE, coverage::GAPS, coverage::FAILURES],
    );
    let tables = Tables::create(to, written)?;
    let covered = coverage::write(&dataset, &tables)?;
    tables.finish()?;
    Ok(covered)
}

impl Manner {
    fn written<'a>(
        &'a self,
        title: &'a str,
        description: &'a str,
        tables: &'a [TableType],
    ) -> Written<'a> {
        Written {
            title,
            description,
            tables,
            formats: &self.formats,
            bom: self.bom,
            overwrite: self.overwrite,
        }
    }
}

/// Takes what counts out of all parts of a dataset, puts it together by issuers and makes the rows of each. What is read
/// together is not more than a part a thread, what is put together not more than a bucket a thread.
fn by_issuer<S: Spillable>(
    dataset: &Opened,
    to: &Path,
    written: Written,
    taken: fn(&Opened, u32, &Issuers, Each<S>) -> Result<(), OutputError>,
    made: fn(&Tables, &Issuers, usize, Vec<S>) -> Result<Summary, OutputError>,
) -> Result<Summary, OutputError> {
    let tables = Tables::create(to, written)?;
    let issuers = Issuers::read(dataset)?;
    let spill = Spill::create(tables.scratch(), &issuers)?;
    dataset
        .parts()
        .par_iter()
        .try_for_each(|part| taken(dataset, *part, &issuers, &mut |what| spill.write(&what)))?;
    let spilled = spill.finish()?;
    let summary = (0..spilled.count())
        .into_par_iter()
        .map(|at| made(&tables, &issuers, at, spilled.sorted(at)?))
        .try_reduce(Summary::default, |one, other| Ok(one.plus(other)))?;
    drop(spilled);
    tables.finish()?;
    Ok(summary.plus(issuers.summary()))
}

/// Finds what counts among the facts of a part that are of a concept.
fn of_facts<S>(
    dataset: &Opened,
    part: u32,
    issuers: &Issuers,
    found: impl Fn(&FactRow, u64, Published, &Places) -> Option<S>,
    each: Each<S>,
) -> Result<(), OutputError> {
    let places = Places::read(dataset, part)?;
    dataset.each(part, RecordType::Fact, &mut |line| {
        // Most facts are of no concept: their lines are not taken apart.
        if line.contains("\"concept\":null") {
            return Ok(());
        }
        let fact: FactRow = dataset.row(line)?;
        let found = number(fact.doc).and_then(|doc| {
            let published = issuers.document(doc)?;
            found(&fact, doc, published, &places)
        });
        found.map_or(Ok(()), &mut *each)
    })
}

/// Takes what counts, one after the other.
type Each<'a, S> = &'a mut dyn FnMut(S) -> Result<(), OutputError>;

#[cfg(test)]
mod tests;
