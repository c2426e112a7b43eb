//! What goes with a dataset, for people and programs: a description of its files (Data Package), codebooks, and
//! scripts that load it. All of it is made of `columns.tsv`, `categories.tsv`
//! and `fiscal.tsv`.

mod codebook;
mod package;
mod scripts;

use super::format::{Compression, Format};
use super::made::Made;
use super::sink::OutputError;
use super::table_type::TableType;
use crate::lexicon::rows::CategoryRow;

const PACKAGE: &str = "datapackage.json";
const CODEBOOK: &str = "codebook.csv";
const READABLE: &str = "codebook.md";
const STATA: &str = "load.do";
const R: &str = "load.R";

/// The names of the files.
pub(super) const NAMES: [&str; 5] = [PACKAGE, CODEBOOK, READABLE, STATA, R];

/// What is described: tables, and how they are written.
pub(super) struct Described<'a> {
    pub title: &'a str,
    pub description: &'a str,
    pub tables: Vec<TableType>,
    pub made: &'a Made,
}

impl<'a> Described<'a> {
    /// The records of documents.
    pub fn records(made: &'a Made) -> Self {
        Self {
            title: "Chinese government budget and final-account disclosures 部门预算决算公开",
            description: "Sections, tables, numbers and performance indicators of the documents by which agencies \
                publish their budgets and final accounts. Nothing is corrected: what is printed is given, with its place.",
            tables: made
                .records
                .iter()
                .map(|kind| TableType::from(*kind))
                .collect(),
            made,
        }
    }
}

/// Whether a dataset comes with a file: the scripts load comma-separated values, which neither language unpacks.
pub(super) fn has(made: &Made, name: &str) -> bool {
    let loads = made.formats.contains(&Format::Csv) && made.compression == Compression::None;
    loads || ![STATA, R].contains(&name)
}

/// The files that go with tables, each of which has these parts.
pub(super) fn files(
    described: &Described,
    parts: impl Fn(TableType) -> Vec<u32>,
) -> Result<Vec<(&'static str, String)>, OutputError> {
    let mut files = vec![
        (PACKAGE, package::package(described, parts)),
        (CODEBOOK, codebook::csv(described)?),
        (READABLE, codebook::markdown(described)),
    ];
    if has(described.made, STATA) {
        files.push((STATA, scripts::stata(&described.tables)));
        files.push((R, scripts::r(&described.tables)));
    }
    Ok(files)
}

/// The words of a vocabulary.
fn categories(vocabulary: &str) -> impl Iterator<Item = &'static CategoryRow> + use<'_> {
    let all = CategoryRow::all().iter();
    all.filter(move |row| !vocabulary.is_empty() && *row.vocabulary == *vocabulary)
}

#[cfg(test)]
mod tests;
