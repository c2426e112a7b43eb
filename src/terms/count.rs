//! What waits on disk is counted and becomes the tables.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::keyness::{log_likelihood, log_ratio};
use super::spool::{DocumentRow, Spool, Terms, Waited};
use super::{Counted, DOCUMENT_TERMS, Group, KEYNESS, TERM_DOCUMENTS, TERMS, TermKind, Wanted};
use crate::output::{OutputError, TablePart, Tables};
use crate::record::Number;

/// How often a term stands in something, and in how many documents.
#[derive(Debug, Clone, Copy, Default)]
struct Occurrences {
    count: u64,
    documents: u64,
}

/// So many bytes of lines make a part of the table of documents' terms, which alone grows large.
const PART: u64 = 256 << 20;

/// A term in all documents, in the group and in its reference.
type OfTerm = [Occurrences; 3];

/// A term with its counts.
type Ordered<'a> = (&'a (String, TermKind), &'a OfTerm);

impl Occurrences {
    /// Takes those of a document.
    fn add(&mut self, count: u64) {
        self.count += count;
        self.documents += 1;
    }
}

#[derive(Serialize)]
struct TermRow<'a> {
    r#type: &'static str,
    term: &'a str,
    kind: TermKind,
    topic: Option<&'a str>,
    count: u64,
    n_documents: u64,
    document_share: Number,
    per_million: Number,
}

#[derive(Serialize)]
struct DocumentTermRow<'a> {
    r#type: &'static str,
    doc: &'a str,
    section: Option<&'a str>,
    term: &'a str,
    count: u64,
}

#[derive(Serialize)]
struct KeynessRow<'a> {
    r#type: &'static str,
    term: &'a str,
    kind: TermKind,
    topic: Option<&'a str>,
    count: u64,
    n_documents: u64,
    per_million: Number,
    count_against: u64,
    n_documents_against: u64,
    per_million_against: Number,
    log_likelihood: Number,
    log_ratio: Number,
}

/// Counts, writes the tables, and puts them in their place.
///
/// # Errors
/// If they cannot be written.
pub(super) fn finish(
    spool: Spool,
    wanted: &Wanted,
    tables: Tables<'_>,
) -> Result<Counted, OutputError> {
    let (mut waiting, terms, sayings) = spool.end()?;
    let templates = match wanted.boilerplate {
        Some(share) => sayings
            .templates(share)
            .map_err(|error| OutputError::File {
                path: tables.scratch().to_owned(),
                error,
            })?,
        None => Default::default(),
    };
    let mut tally = Tally {
        groups: wanted.groups.as_ref(),
        of_term: vec![OfTerm::default(); terms.all.len()],
        words: [0; 3],
        terms: &terms,
    };
    let mut counted = Counted::default();
    let mut documents = tables.part(TERM_DOCUMENTS, 1)?;
    let (mut number, mut document_terms) = (1, tables.part(DOCUMENT_TERMS, 1)?);
    loop {
        let mut of_document = OfDocument::default();
        let row = waiting.next(|row, passage| match templates.contains(&passage.key) {
            true => of_document.boilerplate += 1,
            false => of_document.add(row, passage, &tally),
        })?;
        let Some(mut row) = row else { break };
        if document_terms.written >= PART {
            number += 1;
            std::mem::replace(&mut document_terms, tables.part(DOCUMENT_TERMS, number)?)
                .finish()?;
        }
        row.n_boilerplate = of_document.boilerplate;
        [row.n_words, ..] = of_document.words;
        counted.documents += 1;
        counted.passages += row.n_passages as u64;
        counted.boilerplate += row.n_boilerplate as u64;
        documents.write(&row)?;
        of_document.write(&row.doc, &terms, &mut document_terms)?;
        tally.add(&of_document);
    }
    let order = tally.order();
    counted.terms = order.len();
    documents.finish()?;
    document_terms.finish()?;
    tally.terms_table(&order, &tables, wanted, counted.documents)?;
    if wanted.groups.is_some() {
        tally.keyness_table(order, &tables, wanted)?;
    }
    tables.finish()?;
    Ok(counted)
}

/// The counts of one document.
#[derive(Default)]
struct OfDocument {
    boilerplate: usize,
    words: [u64; 3],
    /// By part and term.
    counts: FxHashMap<(usize, u32), u64>,
    /// In the group and in its reference.
    of_group: [FxHashMap<u32, u64>; 2],
}

impl OfDocument {
    fn add(&mut self, row: &DocumentRow, passage: &Waited, tally: &Tally<'_>) {
        let section = tally.terms.section_of(passage.section);
        let [words, words_of_group @ ..] = &mut self.words;
        let mut groups = words_of_group.iter_mut().zip(&mut self.of_group);
        let mut own = tally.group(row, section).and_then(|at| groups.nth(at));
        for (term, count) in &passage.counts {
            *words += count;
            *self.counts.entry((passage.section, *term)).or_default() += count;
            if let Some((words, counts)) = &mut own {
                **words += count;
                *counts.entry(*term).or_default() += count;
            }
        }
    }

    /// Writes the counts by part and term, in the order of their names.
    fn write(&self, doc: &str, terms: &Terms, table: &mut TablePart) -> Result<(), OutputError> {
        let mut rows: Vec<(Option<&str>, &str, u64)> = self
            .counts
            .iter()
            .map(|((section, term), count)| {
                let (name, _) = terms.of(*term);
                (terms.section_of(*section), &**name, *count)
            })
            .collect();
        rows.sort_unstable();
        for (section, term, count) in rows {
            table.write(&DocumentTermRow {
                r#type: DOCUMENT_TERMS.name(),
                doc,
                section,
                term,
                count,
            })?;
        }
        Ok(())
    }
}

/// The counts of all documents.
struct Tally<'a> {
    groups: Option<&'a [Group; 2]>,
    terms: &'a Terms,
    of_term: Vec<OfTerm>,
    words: [u64; 3],
}

impl Tally<'_> {
    /// Of which of the two groups a passage is. What both have is the first's.
    fn group(&self, row: &DocumentRow, section: Option<&str>) -> Option<usize> {
        self.groups?
            .iter()
            .position(|group| group.has(row, section))
    }

    fn add(&mut self, document: &OfDocument) {
        for (all, own) in self.words.iter_mut().zip(document.words) {
            *all += own;
        }
        let mut whole: BTreeMap<u32, u64> = BTreeMap::new();
        for ((_, term), count) in &document.counts {
            *whole.entry(*term).or_default() += count;
        }
        for (term, count) in whole {
            let [all, ..] = self.of(term);
            all.add(count);
        }
        let [group, reference] = &document.of_group;
        for (term, count) in group {
            let [_, group, _] = self.of(*term);
            group.add(*count);
        }
        for (term, count) in reference {
            let [.., reference] = self.of(*term);
            reference.add(*count);
        }
    }

    #[expect(clippy::indexing_slicing, reason = "all terms have their counts")]
    fn of(&mut self, term: u32) -> &mut OfTerm {
        &mut self.of_term[term as usize]
    }

    /// The terms that were counted, the most frequent first.
    fn order(&self) -> Vec<Ordered<'_>> {
        let terms = self.terms.all.iter().zip(&self.of_term);
        let mut order: Vec<_> = terms.filter(|(_, [all, ..])| all.count > 0).collect();
        order.sort_unstable_by_key(|((term, _), [all, ..])| (Reverse(all.count), term));
        order
    }

    fn terms_table(
        &self,
        order: &[Ordered<'_>],
        tables: &Tables<'_>,
        wanted: &Wanted,
        documents: u64,
    ) -> Result<(), OutputError> {
        let mut table = tables.part(TERMS, 1)?;
        for ((term, kind), [all, ..]) in order {
            table.write(&TermRow {
                r#type: TERMS.name(),
                term,
                kind: *kind,
                topic: wanted.dictionary.topic(term),
                count: all.count,
                n_documents: all.documents,
                document_share: rounded(all.documents as f64 / documents.max(1) as f64),
                per_million: per_million(all.count, self.words[0]),
            })?;
        }
        table.finish()
    }

    fn keyness_table(
        &self,
        mut order: Vec<Ordered<'_>>,
        tables: &Tables<'_>,
        wanted: &Wanted,
    ) -> Result<(), OutputError> {
        let mut table = tables.part(KEYNESS, 1)?;
        let [_, words, words_against] = self.words;
        let key = |[_, group, reference]: &OfTerm| {
            log_likelihood(group.count, words, reference.count, words_against)
        };
        order.retain(|(_, [_, group, reference])| group.count + reference.count > 0);
        // Where two are equal the order of the frequency stays.
        order.sort_by(|(_, one), (_, other)| key(other).total_cmp(&key(one)));
        for ((term, kind), of) in order {
            let [_, group, reference] = of;
            table.write(&KeynessRow {
                r#type: KEYNESS.name(),
                term,
                kind: *kind,
                topic: wanted.dictionary.topic(term),
                count: group.count,
                n_documents: group.documents,
                per_million: per_million(group.count, words),
                count_against: reference.count,
                n_documents_against: reference.documents,
                per_million_against: per_million(reference.count, words_against),
                log_likelihood: rounded(key(of)),
                log_ratio: rounded(log_ratio(
                    group.count,
                    words,
                    reference.count,
                    words_against,
                )),
            })?;
        }
        table.finish()
    }
}

fn per_million(count: u64, words: u64) -> Number {
    rounded(count as f64 * 1e6 / words.max(1) as f64)
}

/// A computed number to four places; one that is none is null's stand-in, nought.
fn rounded(number: f64) -> Number {
    let number = Decimal::from_f64(number).unwrap_or_default();
    Number(number.round_dp(4))
}
