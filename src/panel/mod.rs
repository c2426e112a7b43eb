//! The panel: what a dataset says of each issuer in each year, as tables for statistics.
//!
//! In comes a dataset that is written, out go tables: `panel` has a row an issuer, year, books and headline concept,
//! `panel_wide` a row an issuer, year and books with a column a concept.
//!
//! **Who.** An issuer is a name in a region, as a department or a unit, and for its own accounts (本级) or for those with
//! its units (汇总) where a title says so: what differs in any of these is another issuer. Only budgets and final accounts
//! count of which issuer and year are known, and of documents that say the same (`same_as`) the first.
//!
//! **Which facts.** An amount of money without a comparator (约, 以上), of a concept of `headlines.tsv`, in a form or a
//! part of the text in which it stands for the whole agency. Facts whose part of the text is not known, or whose table
//! is of no mandated form, are *elsewhere*: they count only where no other fact gives the amount. Budget, adjusted
//! budget and final accounts are different books and never meet in a row; what final accounts call a budget without
//! saying whether it was adjusted is `stated_budget`.
//!
//! **Which amount.** Facts agree whose amounts could be printed from one number: 1234.56万元 and 1235万元 do. Each
//! mandated form of each document, and the text of each, is a *place*; so are the documents of the next year by their
//! figure for this one (上年数), and by their amount less the change that they tell. Of the amounts in the documents of
//! the year itself
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
mod doubts;
mod headlines;
mod issuers;
mod place;
mod rows;
mod spill;
mod table;
mod yuan;

use std::path::Path;

use rayon::prelude::*;

#[cfg(test)]
use crate::output::TableType;
use crate::output::{Format, Opened, OutputError, RecordType, Tables, Written};
use candidate::candidates;
use issuers::Issuers;
use spill::Spill;

/// All tables that are made of datasets.
#[cfg(test)]
pub const TABLES: &[TableType] = &[table::LONG, table::WIDE];

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
    let tables = Tables::create(
        to,
        Written {
            title: "Panel of Chinese government budgets and final accounts 部门预算决算面板数据",
            description: "What issuers say of each year, an amount a concept, chosen among the places that state it.",
            tables: &table::TABLES,
            formats: &manner.formats,
            bom: manner.bom,
            overwrite: manner.overwrite,
        },
    )?;
    let issuers = Issuers::read(&dataset)?;
    let spill = Spill::create(tables.scratch(), &issuers)?;
    dataset.parts().par_iter().try_for_each(|part| {
        candidates(&dataset, *part, &issuers, &mut |candidate| {
            spill.write(&candidate)
        })
    })?;
    let read = spill.finish()?;
    let summary = (0..read.count())
        .into_par_iter()
        .map(|at| table::write(&tables, &issuers, at, read.sorted(at)?))
        .try_reduce(Summary::default, |one, other| Ok(one.plus(other)))?;
    let count = read.count();
    drop(read);
    tables.finish(u32::try_from(count).unwrap_or(u32::MAX))?;
    Ok(summary.plus(issuers.summary()))
}

#[cfg(test)]
mod tests;
