//! The stages of reading one by one, as the benches measure them; no part of the interface.

use std::hint::black_box;
use std::io::sink;
use std::ops::Range;

use crate::extraction::{Extraction, extract};
use crate::fold::Folded;
use crate::grammar::scan::scan;
use crate::layout::Layout;
use crate::layout::table::{self, Grid};
use crate::lexicon::numbers::vocabulary;
use crate::reading::header::{self, Header};
use crate::reading::outline::{self, Outline};
use crate::reading::{self, amounts, statement};
use crate::source::{Source, SourceError};
use crate::text::Cut;

/// The findings of an earlier run, which the fuzzer reads too.
#[cfg(feature = "cli")]
pub use crate::command::check::baseline::Baseline;

/// A document with what every stage takes in.
#[derive(Debug)]
pub struct Staged {
    path: String,
    bytes: Vec<u8>,
    source: Source,
    folded: Folded,
    grids: Vec<Grid>,
    tables: Vec<Range<usize>>,
    layout: Layout,
    header: Header,
    outline: Outline,
}

/// The records of a document, not yet written.
#[derive(Debug)]
pub struct Unwritten(Extraction);

impl Staged {
    /// Reads a document up to its outline.
    ///
    /// # Errors
    /// If it is none.
    pub fn new(path: String, bytes: Vec<u8>) -> Result<Self, SourceError> {
        let source = Source::from_bytes(path.clone(), bytes.clone())?;
        let text = &source.text;
        let folded = Folded::new(text);
        let grids = table::find(text, &folded, reading::performance::WORDS, &[]);
        let tables: Vec<_> = grids.iter().map(|grid| grid.lines.clone()).collect();
        let layout = Layout::new(text, &folded, &tables);
        let header = header::read(&folded, None);
        let outline = outline::read(text, &layout, &tables, source.id(), header.kind);
        Ok(Self {
            path,
            bytes,
            folded,
            grids,
            tables,
            layout,
            header,
            outline,
            source,
        })
    }

    /// The size of the document in bytes.
    pub fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// Bytes become text.
    pub fn decode(&self) {
        let source = Source::from_bytes(self.path.clone(), self.bytes.clone());
        black_box(source.is_ok());
    }

    /// Text is folded.
    pub fn fold(&self) {
        black_box(Folded::new(&self.source.text));
    }

    /// Tables are found.
    pub fn grids(&self) {
        black_box(table::find(
            &self.source.text,
            &self.folded,
            reading::performance::WORDS,
            &[],
        ));
    }

    /// Lines become paragraphs.
    pub fn layout(&self) {
        black_box(Layout::new(&self.source.text, &self.folded, &self.tables));
    }

    /// The header is read.
    pub fn header(&self) {
        black_box(header::read(&self.folded, None));
    }

    /// The outline is read.
    pub fn outline(&self) {
        let (text, layout) = (&self.source.text, &self.layout);
        let (doc, kind) = (self.source.id(), self.header.kind);
        black_box(outline::read(text, layout, &self.tables, doc, kind));
    }

    /// Quantities are found in running text.
    pub fn quantities(&self) {
        let joined = self.layout.joined.as_str();
        for passage in self.outline.passages.iter().cloned() {
            black_box(scan(vocabulary(), joined.within(passage), &|_| false));
        }
    }

    /// Quantities of running text get their meanings.
    pub fn statements(&self) {
        let (text, joined) = (&self.source.text, &self.layout.joined);
        let (header, outline) = (&self.header, &self.outline);
        let mut reader = statement::Reader::new(statement::Context {
            fiscal_year: header.fiscal_year,
            kind: header.kind,
            issuer: header.issuer.as_deref(),
        });
        let mut heading = statement::Heading::default();
        for (passage, found) in amounts::read(text, joined, &outline.passages) {
            let at = text.code_point(joined.source_start(passage.start));
            let section = outline.enclosing(at);
            if section.map(|section| section.id) != heading.id {
                heading = outline.heading(section);
            }
            let meanings = reader.passage(joined.within(passage.clone()), &found, &heading);
            for (one, meaning) in found.iter().zip(meanings) {
                let fact = amounts::fact(text, joined, "", heading.id, &passage, one);
                black_box(amounts::with_meaning(fact, meaning, &heading));
            }
        }
    }

    /// Cells of tables become facts.
    pub fn table_facts(&self) {
        let context = reading::table::Context {
            text: &self.source.text,
            doc: self.source.id(),
            fiscal_year: self.header.fiscal_year,
            kind: self.header.kind,
            section_of: &|_| None,
        };
        black_box(reading::table::read(&context, self.grids.clone()));
    }

    /// All that follows on the text.
    pub fn extract(&self) -> Unwritten {
        Unwritten(extract(&self.source))
    }

    /// Everything from bytes to records in JSON.
    pub fn whole(&self) {
        if let Ok(source) = Source::from_bytes(self.path.clone(), self.bytes.clone()) {
            Unwritten(extract(&source)).write();
        }
    }
}

impl Unwritten {
    /// Writes the records as JSON to nowhere.
    pub fn write(self) {
        let records: Vec<_> = self.0.into_records().collect();
        for record in &records {
            black_box(serde_json::to_writer(sink(), record).is_ok());
        }
    }
}
