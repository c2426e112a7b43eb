//! One document from text to records.

use std::cell::Cell;

use crate::fold::Folded;
use crate::layout::Layout;
use crate::reading::{amounts, outline};
use crate::record::{
    Document, Fact, Finding, Indicator, Kind, Project, Record, SCHEMA_VERSION, Section, Stage,
    Table,
};
use crate::source::Source;

/// All records of one document.
#[derive(Debug)]
pub struct Extraction {
    /// The header.
    pub document: Document,
    /// The outline, in text order.
    pub sections: Vec<Section>,
    /// The tables, in text order.
    pub tables: Vec<Table>,
    /// The facts of text and tables, in text order.
    pub facts: Vec<Fact>,
    /// The heads of performance tables.
    pub projects: Vec<Project>,
    /// The rows of performance tables.
    pub indicators: Vec<Indicator>,
    /// The inconsistencies.
    pub findings: Vec<Finding>,
}

impl Extraction {
    /// The records in the order of the contract.
    pub fn into_records(self) -> impl Iterator<Item = Record> {
        std::iter::once(Record::Document(Box::new(self.document)))
            .chain(self.sections.into_iter().map(Record::Section))
            .chain(self.tables.into_iter().map(Record::Table))
            .chain(
                self.facts
                    .into_iter()
                    .map(|fact| Record::Fact(Box::new(fact))),
            )
            .chain(
                self.projects
                    .into_iter()
                    .map(|project| Record::Project(Box::new(project))),
            )
            .chain(
                self.indicators
                    .into_iter()
                    .map(|row| Record::Indicator(Box::new(row))),
            )
            .chain(self.findings.into_iter().map(Record::Finding))
    }
}

/// Reads a document.
pub fn extract(source: &Source) -> Extraction {
    extract_watched(source, &Cell::new(Stage::Layout))
}

/// Reads a document and says in `stage` how far it has come, for a caller that catches panics.
pub fn extract_watched(source: &Source, stage: &Cell<Stage>) -> Extraction {
    let text = &source.text;
    let doc = source.id();
    stage.set(Stage::Layout);
    let folded = Folded::new(text);
    let tables = temporary_tables(text);
    let layout = Layout::new(text, &folded, &tables);
    stage.set(Stage::Reading);
    let outline = outline::read(text, &layout, &tables, doc, Kind::FinalAccounts);
    let sections = outline.sections;
    let mut facts = Vec::new();
    for (passage, found) in amounts::read(text, &layout.joined, &outline.passages) {
        for one in &found {
            let at = layout.joined.source_start(passage.start + one.range.start);
            let section = outline::enclosing(&sections, text.code_point(at));
            facts.push(amounts::fact(
                text,
                &layout.joined,
                doc,
                section,
                &passage,
                one,
            ));
        }
    }
    let document = Document {
        doc: doc.to_owned(),
        path: source.path.clone(),
        sha256: source.sha256.clone(),
        bytes: source.bytes,
        format: source.format.to_owned(),
        encoding: source.encoding.to_owned(),
        kind: Kind::FinalAccounts,
        fiscal_year: None,
        issuer: None,
        region: None,
        region_name: None,
        title: None,
        sections: sections.len(),
        tables: 0,
        facts: facts.len(),
        projects: 0,
        indicators: 0,
        findings: 0,
        checks_passed: 0,
        checks_failed: 0,
        checks_skipped: 0,
        schema_version: SCHEMA_VERSION,
        extractor_version: env!("CARGO_PKG_VERSION"),
    };
    Extraction {
        document,
        sections,
        tables: Vec::new(),
        facts,
        projects: Vec::new(),
        indicators: Vec::new(),
        findings: Vec::new(),
    }
}

fn temporary_tables(text: &crate::text::Text) -> Vec<std::ops::Range<usize>> {
    (0..text.line_count())
        .filter(|index| text.line(*index).starts_with('|') || text.line(*index).contains('\t'))
        .map(|index| index..index + 1)
        .collect()
}
