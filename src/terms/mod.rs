//! The words of many documents: how often, where, and which tell one group of them from another.
//!
//! In come documents, out go tables: the terms of the crawl, those of each document by mandated part, and where two
//! groups are compared the terms that tell them apart. A document is cut into passages (sentences of its running
//! text) and these into terms by a dictionary ([`dictionary`]). What the template says is no word of an agency, and
//! which passages are the template's is known only when the whole crawl is read ([`template`]); so passages wait on
//! disk ([`spool`]), and memory depends on how many different words there are, not on how many documents.

mod count;
mod dictionary;
mod group;
mod keyness;
mod passage;
mod spool;
mod template;

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::Document;
use crate::output::{TableType, Tables, Written};
use crate::panel::Manner;
use crate::record::Record;
use crate::run::{self, Content, Contents, Observer, Options, Outcome, RunError, Summary};

pub use dictionary::{Dictionary, OwnWord};
pub use group::{Condition, Group};

/// A row a term.
const TERMS: TableType = TableType::new("term", "terms", &["term"]);
/// A row a document, mandated part and term.
const DOCUMENT_TERMS: TableType = TableType::new("document_term", "document_terms", &[]);
/// A row a document.
const TERM_DOCUMENTS: TableType = TableType::new("term_document", "term_documents", &["doc"]);
/// A row a term, where groups are compared.
const KEYNESS: TableType = TableType::new("keyness", "keyness", &["term"]);

/// The tables that are made; the last only where groups are compared.
pub const TABLES: [TableType; 4] = [TERMS, DOCUMENT_TERMS, TERM_DOCUMENTS, KEYNESS];

/// Where a term is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TermKind {
    /// The words of the user.
    Own,
    /// `policy_terms.tsv`.
    Policy,
    /// The names of concepts and codes.
    Codebook,
    /// The names of agencies.
    Agency,
    /// The names of regions.
    Place,
    /// The general dictionary.
    Word,
}

/// What is to be counted, and where it goes.
pub struct Wanted {
    /// The words.
    pub dictionary: Dictionary,
    /// The share of issuers from which on a passage that they all say is the template's; `None` keeps every passage.
    pub boilerplate: Option<f64>,
    /// The group that is compared, and with what.
    pub groups: Option<[Group; 2]>,
    /// Where the tables go.
    pub path: PathBuf,
    /// How they are written.
    pub manner: Manner,
}

/// What came of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Counted {
    /// Documents whose words were counted.
    pub documents: u64,
    /// Different terms.
    pub terms: usize,
    /// Passages.
    pub passages: u64,
    /// Passages of a template.
    pub boilerplate: u64,
}

/// Counts the words of every document under the paths.
///
/// # Errors
/// If there is nothing to read, or the tables cannot be written. A document that fails is told to the observer.
pub fn count(
    options: &Options,
    wanted: &Wanted,
    observer: &mut dyn Observer,
) -> Result<(Summary, Counted), RunError> {
    let tables = Tables::create(
        &wanted.path,
        Written {
            title: "Words of Chinese government budget and final-account disclosures 部门预算决算公开用词",
            description: "How often terms stand in the running text of the documents by which agencies publish their \
                budgets and final accounts: in all, by document and mandated part, in one group against another. \
                Boilerplate, numbers, dates and names of persons are left out.",
            tables: &TABLES,
            formats: &wanted.manner.formats,
            bom: wanted.manner.bom,
            overwrite: wanted.manner.overwrite,
        },
    )?;
    let mut spool = spool::Spool::new(tables.scratch())?;
    let (mut contents, mut same) = (Contents::default(), 0);
    let make = |document: Document| {
        let passages = passage::read(&document, &wanted.dictionary);
        let header = document.header().clone();
        let records: Vec<Record> = document.into_records().collect();
        Ok((Content::of(&header, &records), header, passages))
    };
    let observer = std::cell::RefCell::new(observer);
    let mut summary = run::run(
        options,
        true,
        make,
        |done| {
            let mut observer = observer.borrow_mut();
            match done.outcome {
                Outcome::Made((content, header, passages)) => {
                    observer.done(done.bytes, None);
                    // Each disclosure is counted once, whatever clothes it comes in.
                    match content.and_then(|content| contents.first(&content, &header.doc)) {
                        Some(_) => same += 1,
                        None => spool.add(&header, &passages)?,
                    }
                }
                Outcome::Failed(failure) => observer.done(done.bytes, Some(&failure)),
                Outcome::Copy | Outcome::Container => {}
            }
            Ok(())
        },
        &mut |path: &Path| observer.borrow_mut().left_out(path),
    )?;
    let counted = count::finish(spool, wanted, tables)?;
    summary.same = same;
    Ok((summary, counted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::rows::CategoryRow;

    #[test]
    fn the_categories_are_the_kinds_of_terms() {
        let kinds = [
            TermKind::Own,
            TermKind::Policy,
            TermKind::Codebook,
            TermKind::Agency,
            TermKind::Place,
            TermKind::Word,
        ];
        let written = kinds.map(|kind| serde_json::to_value(kind).unwrap());
        let told = CategoryRow::all()
            .iter()
            .filter(|row| &*row.vocabulary == "term_kind")
            .map(|row| serde_json::Value::from(&*row.value));
        assert!(told.eq(written));
    }
}
