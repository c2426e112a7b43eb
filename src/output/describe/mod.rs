//! What goes with a dataset, for people and programs: a description of its files (Data Package), codebooks, and
//! scripts that load it. All of it is made of `columns.tsv` and `categories.tsv`.

mod codebook;
mod package;
mod scripts;

use super::format::{Compression, Format};
use super::made::Made;
use super::sink::OutputError;
use crate::lexicon::rows::CategoryRow;

const PACKAGE: &str = "datapackage.json";
const CODEBOOK: &str = "codebook.csv";
const READABLE: &str = "codebook.md";
const STATA: &str = "load.do";
const R: &str = "load.R";

/// The names of the files.
pub(super) const NAMES: [&str; 5] = [PACKAGE, CODEBOOK, READABLE, STATA, R];

/// Whether a dataset comes with a file: the scripts load comma-separated values, which neither language unpacks.
pub(super) fn has(made: &Made, name: &str) -> bool {
    let loads = made.formats.contains(&Format::Csv) && made.compression == Compression::None;
    loads || ![STATA, R].contains(&name)
}

/// The files that go with a dataset that has these parts.
pub(super) fn files(
    made: &Made,
    parts: &[u32],
) -> Result<Vec<(&'static str, String)>, OutputError> {
    let mut files = vec![
        (PACKAGE, package::package(made, parts)),
        (CODEBOOK, codebook::csv(made)?),
        (READABLE, codebook::markdown(made)),
    ];
    if has(made, STATA) {
        files.push((STATA, scripts::stata(made)));
        files.push((R, scripts::r(made)));
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
