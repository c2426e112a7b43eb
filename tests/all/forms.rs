//! Readings against the labels that the documents under `tests/forms/` carry: invented disclosures of
//! fourteen provinces, their tables as printed and in each of six layouts.
//!
//! `tests/tables/` holds thirty-five tables after the mandated forms of other provinces, scored in each
//! layout too.
//!
//! `tests/corpus/` holds the documents of `corpus/` with the meaning of the numbers of their text; the numbers of
//! their tables, damaged in ways that no layout here has, are not marked.
//!
//! `tests/unseen/` holds disclosures of seventeen further provinces, and of further agencies and templates
//! of twelve, written and labelled by people who knew nothing of the reader.
//!
//! `tests/phrases/` holds disclosures after six further templates, with the ways of saying a number that
//! the reader once misread. `tests/blind/` holds disclosures of sixteen provinces whose writer knew neither the
//! reader nor its tests. `tests/fresh/` and `tests/latest/` hold twelve more each, which the
//! reader met last.
//!
//! A figure below its floor in `tests/forms/floors.tsv` fails, and its misses are named. The figures
//! are printed by `cargo test forms -- --nocapture`; `FLOORS=rise` raises the floors to what is
//! reached, `MISSES=fact.label` prints the misses of a figure.

use crate::marked;
use std::path::Path;
use std::{env, fs};

use crate::floors::{Figure, Floors};
use crate::marked::Layout;
use crate::scoring::{Score, score};
use gongkai::record::Record;
use gongkai::{Document, Options};

/// The name and source of each marked document of a directory.
fn documents(directory: &str) -> Vec<(String, String)> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
    let mut paths: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "marked"))
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    paths.iter().map(read).collect()
}

fn records(name: &str, text: String) -> Vec<Record> {
    let ending = ending(name);
    let document = Document::read(format!("{name}.{ending}"), text, &Options::default());
    document.unwrap().into_records().collect()
}

/// What a document's name ends in where it is one of the corpus.
fn ending(name: &str) -> &'static str {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    match corpus.join(format!("{name}.md")).exists() {
        true => "md",
        false => "txt",
    }
}

/// The score of all documents, their tables in a layout or as printed.
fn bed(directory: &str, layout: Option<Layout>) -> Score {
    let mut all = Score::default();
    for (name, source) in documents(directory) {
        let marked =
            marked::read(&source, layout).unwrap_or_else(|error| panic!("{name}: {error}"));
        let one = score(&marked.labels, &records(&name, marked.text));
        all.add(&name, one);
    }
    all
}

/// A bed's name, what of it is looked at, and its score. Only the tables differ in the layouts.
fn beds() -> Vec<(&'static str, Vec<Figure>, Score)> {
    let all: &[&str] = &["document", "section", "fact", "table", "cell"];
    let printed = [
        ("forms", "tests/forms", all, None),
        ("unseen", "tests/unseen", all, None),
        (
            "corpus",
            "tests/corpus",
            &["document", "section", "fact"],
            None,
        ),
        ("phrases", "tests/phrases", all, None),
        ("blind", "tests/blind", all, None),
        ("fresh", "tests/fresh", all, None),
        ("latest", "tests/latest", all, None),
    ];
    let tables: &[&str] = &["table", "cell"];
    let layouts = Layout::ALL.map(|layout| (layout.name(), "tests/forms", tables, Some(layout)));
    let further = Layout::ALL.map(|layout| (others(layout), "tests/tables", tables, Some(layout)));
    let beds = printed.into_iter().chain(layouts).chain(further);
    beds.map(|(name, directory, layers, layout)| {
        let score = bed(directory, layout);
        (name, score.figures(layers), score)
    })
    .collect()
}

/// The name of the bed of further tables in a layout.
fn others(layout: Layout) -> &'static str {
    match layout.name() {
        "pipe" => "tables.pipe",
        "tab" => "tables.tab",
        "aligned" => "tables.aligned",
        "barred" => "tables.barred",
        "cell_per_line" => "tables.cell_per_line",
        "spaces" => "tables.spaces",
        name => unreachable!("no layout is called {name}"),
    }
}

#[test]
fn readings_are_as_good_as_they_were() {
    let beds = beds();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms/floors.tsv");
    let mut floors = Floors::read(&path);
    floors.rise(
        beds.iter()
            .map(|(bed, figures, _)| (*bed, figures.as_slice())),
    );
    let wanted = env::var("MISSES").ok();
    let mut below = Vec::new();
    for (bed, figures, score) in &beds {
        let misses = |figure: &Figure| score.misses(&figure.layer, &figure.field).to_vec();
        for figure in figures {
            println!("{bed} {figure}");
            if wanted.as_deref() == Some(&format!("{}.{}", figure.layer, figure.field)) {
                println!("    {}", misses(figure).join("\n    "));
            }
        }
        below.extend(floors.below(bed, figures, &misses));
    }
    assert!(below.is_empty(), "\n{}", below.join("\n"));
}

#[test]
fn the_marked_corpus_is_the_corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let documents = documents("tests/corpus");
    assert!(!documents.is_empty());
    for (name, source) in documents {
        let text = fs::read_to_string(corpus.join(format!("{name}.{}", ending(&name)))).unwrap();
        let marked = marked::read(&source, None).unwrap();
        assert!(marked.text == text, "{name}");
    }
}

/// What the helper itself makes of marks.
mod helper {
    use crate::marked::{Layout, read};

    const DOCUMENT: &str = "%doc kind=budget year=2025 issuer=某局 region=341825\n\
        ⟦h1⟧一、收支情况\n\
        ⟦h2⟧（一）收入。⟦/h⟧收入⟦1.5\n万元|l=收入~总收入;m=change;s=-;vs=prior_budget⟧。\n\
        ⟦table form=income unit=万元 layout=tab header=2 code=1 label=2 caption=收入表⟧\n\
        编码\t名称\t金额\t<\n^\t^\t小计\t其他\n205\t教育\t1,000.50\t\n⟦/table⟧\n尾\n";

    #[test]
    fn marks_become_text_and_labels() {
        let marked = read(DOCUMENT, None).unwrap();
        assert_eq!(
            marked.text,
            "一、收支情况\n（一）收入。收入1.5\n万元。\n收入表\n单位：万元\n\
             编码\t名称\t金额\t\n\t\t小计\t其他\n205\t教育\t1,000.50\t\n尾\n"
        );
        let labels = marked.labels;
        let fact = &labels.facts[0];
        let printed: String = marked.text.chars().collect::<Vec<_>>()[fact.span.0..fact.span.1]
            .iter()
            .collect();
        assert_eq!((printed.as_str(), fact.line), ("1.5\n万元", 2));
        assert_eq!(
            fact.yuan
                .map(|yuan| yuan.normalize().to_string())
                .as_deref(),
            Some("15000")
        );
        assert_eq!(
            (fact.versus_year, fact.basis.as_str()),
            (Some(2024), "budget")
        );
        let sections = labels.sections.iter();
        let shown: Vec<_> = sections
            .map(|one| (one.number.as_deref(), one.title.as_str(), one.parent_line))
            .collect();
        assert_eq!(
            shown,
            [
                (Some("一、"), "收支情况", None),
                (Some("（一）"), "收入", Some(1))
            ]
        );
        let cell = &labels.cells[0];
        assert_eq!(
            (cell.line, cell.row.as_str(), cell.column.join("/").as_str()),
            (8, "教育", "金额/小计")
        );
        assert_eq!(cell.code.as_deref(), Some("205"));
        assert_eq!((labels.tables[0].line, labels.tables[0].end_line), (6, 8));
    }

    #[test]
    fn a_table_is_printed_in_any_layout() {
        let printed = |layout| {
            let text = read(DOCUMENT, Some(layout)).unwrap().text;
            text.lines().skip(5).map(str::to_owned).collect::<Vec<_>>()
        };
        for (layout, last) in [
            (Layout::Pipe, "| 205 | 教育 | 1,000.50 |  |"),
            (Layout::Spaces, "205 教育 1,000.50"),
            (Layout::Aligned, " 205   教育   1,000.50"),
            (Layout::CellPerLine, "1,000.50"),
        ] {
            let lines = printed(layout);
            assert_eq!(lines[lines.len() - 2], last, "{}", layout.name());
        }
        assert_eq!(printed(Layout::Barred)[..3], ["编码 |", "名称 |", "金额 |"]);
    }

    #[test]
    fn a_mark_that_says_too_little_is_an_error() {
        for (body, error) in [
            ("⟦5%|l=占比⟧", "line 1: 5%: a percentage needs m="),
            ("\n⟦5万元⟧", "line 2: mark not understood: 5万元"),
            ("⟦5万元|l=收入;m=growth⟧", "line 1: 5万元: growth needs s="),
            ("⟦5|l=收入⟧", "line 1: 5: no unit printed; give k="),
            ("⟦5万元|l=收入;x=1⟧", "line 1: 5万元: no key x"),
            ("⟦h1⟧收入⟦", "line 1: a mark is left open"),
        ] {
            let source = format!("%doc kind=budget year=2025 issuer=某局\n{body}");
            assert_eq!(read(&source, None).unwrap_err(), error);
        }
    }
}
