//! How fast each stage and the whole are, on the corpus: `cargo bench`.
//!
//! Every figure is in bytes of source text a second, on one thread. The times of the stages add up
//! to the whole, but for performance tables, which are measured only there; `h_statements` finds
//! the quantities anew and so holds `g_quantities`.

use std::cell::Cell;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use gongkai::fold::Folded;
use gongkai::grammar::scan::scan;
use gongkai::layout::Layout;
use gongkai::layout::table::{self, Grid};
use gongkai::lexicon::numbers::vocabulary;
use gongkai::output::{Sink, Stream};
use gongkai::reading::header::{self, Header};
use gongkai::reading::outline::{self, Outline};
use gongkai::reading::{amounts, statement};
use gongkai::record::Stage;
use gongkai::source::{Source, Walked};
use gongkai::{Extraction, extract, extract_watched, reading};

fn main() {
    divan::main();
}

/// A document of the corpus with what every stage takes in.
struct Document {
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

impl Document {
    fn new(path: &Path) -> Self {
        let bytes = fs::read(path).expect("the corpus is there");
        let path = path.display().to_string();
        let source = Source::from_bytes(path.clone(), bytes.clone()).expect("the corpus is text");
        let text = &source.text;
        let folded = Folded::new(text);
        let grids = table::find(text, &folded);
        let tables: Vec<_> = grids.iter().map(|grid| grid.lines.clone()).collect();
        let layout = Layout::new(text, &folded, &tables);
        let header = header::read(&folded, None);
        let outline = outline::read(text, &layout, &tables, source.id(), header.kind);
        Self {
            path,
            bytes,
            folded,
            grids,
            tables,
            layout,
            header,
            outline,
            source,
        }
    }
}

static CORPUS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    gongkai::source::walk(&directory)
        .filter_map(|walked| match walked.expect("the corpus is there") {
            Walked::Document(path) => Some(Document::new(&path)),
            Walked::LeftOut(_) => None,
        })
        .collect()
});

/// Measures what one stage does with the whole corpus.
fn measure<T>(bencher: Bencher, stage: impl Fn(&Document) -> T + Sync) {
    let bytes: usize = CORPUS.iter().map(|document| document.bytes.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        for document in &*CORPUS {
            black_box(stage(document));
        }
    });
}

#[divan::bench]
fn a_decode(bencher: Bencher) {
    measure(bencher, |document| {
        Source::from_bytes(document.path.clone(), document.bytes.clone())
    });
}

#[divan::bench]
fn b_fold(bencher: Bencher) {
    measure(bencher, |document| Folded::new(&document.source.text));
}

#[divan::bench]
fn c_grids(bencher: Bencher) {
    measure(bencher, |document| {
        table::find(&document.source.text, &document.folded)
    });
}

#[divan::bench]
fn d_layout(bencher: Bencher) {
    measure(bencher, |document| {
        Layout::new(&document.source.text, &document.folded, &document.tables)
    });
}

#[divan::bench]
fn e_header(bencher: Bencher) {
    measure(bencher, |document| header::read(&document.folded, None));
}

#[divan::bench]
fn f_outline(bencher: Bencher) {
    measure(bencher, |document| {
        outline::read(
            &document.source.text,
            &document.layout,
            &document.tables,
            document.source.id(),
            document.header.kind,
        )
    });
}

#[divan::bench]
fn g_quantities(bencher: Bencher) {
    measure(bencher, |document| {
        let joined = document.layout.joined.as_str();
        let passages = document.outline.passages.iter().cloned();
        passages
            .map(|passage| scan(vocabulary(), &joined[passage], &|_| false).len())
            .sum::<usize>()
    });
}

#[divan::bench]
fn h_statements(bencher: Bencher) {
    measure(bencher, |document| {
        let (text, joined) = (&document.source.text, &document.layout.joined);
        let (header, outline) = (&document.header, &document.outline);
        let mut reader = statement::Reader::new(statement::Context {
            fiscal_year: header.fiscal_year,
            kind: header.kind,
            issuer: header.issuer.as_deref(),
        });
        let mut facts = Vec::new();
        for (passage, found) in amounts::read(text, joined, &outline.passages) {
            let at = text.code_point(joined.source_start(passage.start));
            let heading = outline.heading(outline.enclosing(at));
            let meanings = reader.passage(&joined.as_str()[passage.clone()], &found, &heading);
            for (one, meaning) in found.iter().zip(meanings) {
                let fact = amounts::fact(text, joined, "", heading.id, &passage, one);
                facts.push(amounts::with_meaning(fact, meaning, &heading));
            }
        }
        facts
    });
}

#[divan::bench]
fn i_table_facts(bencher: Bencher) {
    measure(bencher, |document| {
        let context = reading::table::Context {
            text: &document.source.text,
            folded: &document.folded,
            doc: document.source.id(),
            fiscal_year: document.header.fiscal_year,
            kind: document.header.kind,
            section_of: &|_| None,
        };
        reading::table::read(&context, &document.grids)
    });
}

#[divan::bench]
fn j_encode(bencher: Bencher) {
    let bytes: usize = CORPUS.iter().map(|document| document.bytes.len()).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .with_inputs(|| {
            let documents = CORPUS.iter();
            documents
                .map(|document| extract(&document.source))
                .collect::<Vec<_>>()
        })
        .bench_values(|extractions| {
            for extraction in extractions {
                write(extraction);
            }
        });
}

/// Writes the records as JSON to nowhere.
fn write(extraction: Extraction) {
    let records: Vec<_> = extraction.into_records().collect();
    let written = Stream::new(std::io::sink()).write(&records);
    black_box(written).expect("nowhere takes all");
}

#[divan::bench]
fn whole(bencher: Bencher) {
    measure(bencher, |document| {
        let source = Source::from_bytes(document.path.clone(), document.bytes.clone())?;
        let extraction = extract_watched(&source, &Cell::new(Stage::Layout));
        write(extraction);
        Ok::<_, Box<dyn std::error::Error>>(())
    });
}
