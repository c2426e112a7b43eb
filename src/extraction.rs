//! One document from text to records.

use std::cell::Cell;
use std::ops::Range;

use crate::fold::Folded;
use crate::layout::Layout;
use crate::layout::table::{self, Grid};
use crate::lexicon::forms::is_performance;
use crate::reading::{self, amounts, header, outline};
use crate::record::{
    Document, Fact, Finding, Indicator, Project, Record, SCHEMA_VERSION, Section, Stage, Table,
};
use crate::source::Source;
use crate::text::Text;

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
    let grids = table::find(text, &folded, &source.grids);
    let tables: Vec<Range<usize>> = grids.iter().map(|grid| grid.lines.clone()).collect();
    let layout = Layout::new(text, &folded, &tables);
    stage.set(Stage::Reading);
    let header = header::read(text, &folded);
    let outline = outline::read(text, &layout, &tables, doc, header.kind);
    let sections = outline.sections;
    let section_of = |at: usize| outline::enclosing(&sections, text.code_point(at));
    let mut facts = text_facts(text, &layout, doc, &outline.passages, &section_of);
    let context = reading::table::Context {
        text,
        folded: &folded,
        doc,
        fiscal_year: header.fiscal_year,
        kind: header.kind,
        section_of: &section_of,
    };
    let (tables, table_facts) = reading::table::read(&context, &grids);
    facts.extend(table_facts);
    facts.sort_by_key(|fact| fact.id);
    let (projects, indicators) = performance(text, &folded, doc, &grids, &tables, &section_of);
    number_pages(source, &mut facts);
    let page = &source.metadata;
    let document = Document {
        doc: doc.to_owned(),
        path: source.path.clone(),
        sha256: source.sha256.clone(),
        bytes: source.bytes,
        format: source.format.to_owned(),
        encoding: source.encoding.to_owned(),
        replaced: source.replaced,
        kind: header.kind,
        fiscal_year: header.fiscal_year,
        issuer: header.issuer.or_else(|| page.publisher.clone()),
        region: header.region.map(str::to_owned),
        region_name: header.region_name.map(str::to_owned),
        title: header.title.or_else(|| page.title.clone()),
        published: page.published.clone(),
        source_url: page.source_url.clone(),
        index_number: page.index_number.clone(),
        sections: sections.len(),
        tables: tables.len(),
        facts: facts.len(),
        projects: projects.len(),
        indicators: indicators.len(),
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
        tables,
        facts,
        projects,
        indicators,
        findings: Vec::new(),
    }
}

/// Gives each fact the number of its page, where the format has pages.
fn number_pages(source: &Source, facts: &mut [Fact]) {
    let code_point = |byte: &usize| source.text.code_point(*byte);
    let starts: Vec<usize> = source.pages.iter().map(code_point).collect();
    if !starts.is_empty() {
        for fact in facts {
            fact.page = Some(starts.partition_point(|start| *start <= fact.id));
        }
    }
}

/// The facts of running text.
fn text_facts(
    text: &Text,
    layout: &Layout,
    doc: &str,
    passages: &[Range<usize>],
    section_of: &dyn Fn(usize) -> Option<usize>,
) -> Vec<Fact> {
    let joined = &layout.joined;
    let mut facts = Vec::new();
    for (passage, found) in amounts::read(text, joined, passages) {
        for one in &found {
            let section = section_of(joined.source_start(passage.start + one.range.start));
            facts.push(amounts::fact(text, joined, doc, section, &passage, one));
        }
    }
    facts
}

/// The projects and indicators of the performance tables among the grids.
fn performance(
    text: &Text,
    folded: &Folded,
    doc: &str,
    grids: &[Grid],
    tables: &[Table],
    section_at: &dyn Fn(usize) -> Option<usize>,
) -> (Vec<Project>, Vec<Indicator>) {
    // Every grid became one table, in the same order.
    let sources: Vec<reading::performance::Source> = grids
        .iter()
        .zip(tables)
        .filter(|(_, table)| is_performance(table.form))
        .map(|(grid, table)| reading::performance::Source {
            grid,
            id: table.id,
            form: table.form,
            unit: table.unit.as_deref(),
        })
        .collect();
    let context = reading::performance::Context {
        text,
        folded,
        doc,
        section_at,
    };
    reading::performance::read(&context, &sources)
}
