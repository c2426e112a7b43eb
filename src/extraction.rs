//! One document from text to records.

use std::cell::Cell;
use std::ops::Range;

use crate::allowance;
use crate::check::{self, Checked, Outcome, Place};
use crate::fold::{Folded, simplified};
use crate::layout::Layout;
use crate::layout::table::{self, Places, Run};
use crate::lexicon::{self, units};
use crate::reading::header::{self, Header as Head};
use crate::reading::outline::{self, Outline};
use crate::reading::table::Left;
use crate::reading::{self, amounts, belonging, books, parts, statement};
use crate::record::{
    Fact, Finding, Header, Indicator, Project, Record, SCHEMA_VERSION, Section, Stage, Table,
};
use crate::source::Source;
use crate::text::Text;

/// All records of one document.
#[derive(Debug, Clone)]
pub struct Extraction {
    /// The header.
    pub document: Header,
    /// The outline, in text order.
    pub sections: Vec<Section>,
    /// The tables, in text order.
    pub tables: Vec<Table>,
    /// The facts of text and tables, in text order.
    pub facts: Vec<Box<Fact>>,
    /// The heads of performance tables.
    pub projects: Vec<Project>,
    /// The rows of performance tables.
    pub indicators: Vec<Indicator>,
    /// The inconsistencies.
    pub findings: Vec<Finding>,
    /// Every check that was made or skipped, as far as wanted, and those that failed; no record of the output.
    pub outcomes: Vec<Outcome>,
}

impl Extraction {
    /// Counts what was read.
    fn count(&mut self) {
        let document = &mut self.document;
        document.n_sections = self.sections.len();
        document.n_tables = self.tables.len();
        document.n_facts = self.facts.len();
        document.n_projects = self.projects.len();
        document.n_indicators = self.indicators.len();
    }

    /// Says what is damaged or left out: of the file, of its tables, of what may have been tables, or all of it,
    /// where `none` says why.
    fn damage(
        &mut self,
        source: &Source,
        undecided: &[(usize, usize)],
        stray: &[(usize, usize)],
        flat: &[usize],
        runs: &[Run],
        none: Option<&str>,
    ) {
        let mut damage = source.damage.clone();
        damage.extend(undecided.iter().map(|(line, count)| {
            format!(
                "{count} amounts of the table at line {line} are left out: their columns are not sure"
            )
        }));
        damage.extend(stray.iter().map(|(line, count)| {
            format!("{count} amounts alone on their lines from line {line} on are left out: they are of no table")
        }));
        damage.extend(flat.iter().map(|line| {
            let line = line + 1;
            format!("the form on line {line} is left out: its rows and cells are not parted")
        }));
        damage.extend(runs.iter().map(|run| {
            let (count, line) = (run.numbers, run.line + 1);
            format!("{count} numbers on line {line} are left out: the rows and cells of their table are not parted")
        }));
        let document = &mut self.document;
        let found =
            document.n_facts + document.n_sections + document.n_tables + document.n_indicators;
        if let Some(reason) = none.filter(|_| found == 0) {
            damage.push(reason.to_owned());
            document.without_content();
        }
        document.damage = (!damage.is_empty()).then(|| damage.join("; "));
    }

    /// The records in the order of the contract.
    pub fn into_records(self) -> impl Iterator<Item = Record> {
        fn boxed<T>(list: Vec<T>, kind: fn(Box<T>) -> Record) -> impl Iterator<Item = Record> {
            list.into_iter().map(move |one| kind(Box::new(one)))
        }
        std::iter::once(Record::Document(Box::new(self.document)))
            .chain(boxed(self.sections, Record::Section))
            .chain(boxed(self.tables, Record::Table))
            .chain(self.facts.into_iter().map(Record::Fact))
            .chain(boxed(self.projects, Record::Project))
            .chain(boxed(self.indicators, Record::Indicator))
            .chain(boxed(self.findings, Record::Finding))
    }
}

/// Which records of a document are asked for besides its sections: a stage that serves none of them is not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Tables.
    pub tables: bool,
    /// Facts of text and tables.
    pub facts: bool,
    /// Projects and indicators.
    pub performance: bool,
    /// The header, which counts all records, and findings.
    pub checks: bool,
    /// With these every check that held or was passed over, for those who want them explained.
    pub outcomes: bool,
}

impl Default for Wanted {
    /// All.
    fn default() -> Self {
        Self {
            tables: true,
            facts: true,
            performance: true,
            checks: true,
            outcomes: true,
        }
    }
}

/// Reads a document.
#[cfg(any(test, feature = "stages"))]
pub fn extract(source: &Source) -> Extraction {
    extract_watched(source, Wanted::default(), &Cell::new(Stage::Layout))
}

/// Reads a document and says in `stage` how far it has come, for a caller that catches panics.
pub fn extract_watched(source: &Source, wanted: Wanted, stage: &Cell<Stage>) -> Extraction {
    let text = &source.text;
    let doc = source.id();
    stage.set(Stage::Layout);
    let folded = Folded::new(text);
    let grids = table::find(text, &folded, reading::performance::WORDS, &source.grids);
    let mut tables: Vec<Range<usize>> = grids.iter().map(|grid| grid.lines.clone()).collect();
    let flat = table::flattened(text, reading::performance::WORDS, &tables);
    tables.extend(flat.iter().map(|line| *line..line + 1));
    tables.sort_unstable_by_key(|lines| lines.start);
    let mut layout = Layout::new(text, &folded, &tables);
    outline::apart(text, &mut layout);
    stage.set(Stage::Reading);
    let header = header::read(&folded, source.metadata.publisher.as_deref());
    let outline = outline::read(text, &layout, &tables, doc, header.kind);
    let section_of = |at: usize| {
        outline
            .enclosing(text.code_point(at))
            .map(|section| section.id)
    };
    let mut said = match wanted.facts {
        true => text_facts(text, &layout, doc, &header, &outline),
        false => Vec::new(),
    };
    let marks = wanted
        .checks
        .then(|| reading::mark::read(text, &layout.joined, &outline));
    let runs = match wanted.facts {
        true => table::runs(text, &tables),
        false => Vec::new(),
    };
    leave_out(text, &mut said, &runs);
    // What is no longer needed makes room for what comes.
    drop(layout);
    let context = reading::table::Context {
        text,
        doc,
        fiscal_year: header.fiscal_year,
        kind: header.kind,
        section_of: &section_of,
    };
    let stray = match wanted.facts {
        true => table::stray(text, &grids, |line| holds_fact(text, &said, line)),
        false => Vec::new(),
    };
    let read = match wanted.tables {
        true => reading::table::read(&context, grids),
        false => reading::table::Tables::default(),
    };
    let tables = read.tables;
    // Of a large document most are of its tables.
    let mut facts = read.facts;
    facts.append(&mut said);
    allowance::records(facts.len() + outline.sections.len() + tables.len());
    facts.sort_unstable_by_key(|fact| fact.id);
    number_pages(source, &mut facts);
    let (projects, indicators) = match wanted.performance {
        true => performance(text, &folded, doc, &read.left, &tables, &section_of),
        false => (Vec::new(), Vec::new()),
    };
    let mut extraction = Extraction {
        document: document(source, header),
        sections: outline.sections,
        tables,
        facts,
        projects,
        indicators,
        findings: Vec::new(),
        outcomes: Vec::new(),
    };
    extraction.count();
    // Whether there is anything in it is known where all that may hold something was read.
    let none = header::content::none(&folded).filter(|_| wanted.facts);
    extraction.damage(source, &read.undecided, &stray, &flat, &runs, none);
    let Some(marks) = marks else {
        return extraction;
    };
    stage.set(Stage::Check);
    drop(folded);
    let grids: Vec<Places> = read.left.into_iter().map(Left::into_places).collect();
    let tables = &extraction.tables;
    let report = check::run(&Checked {
        doc,
        kind: extraction.document.kind,
        fiscal_year: extraction.document.fiscal_year,
        outcomes: wanted.outcomes,
        sections: &extraction.sections,
        tables,
        facts: &extraction.facts,
        projects: &extraction.projects,
        indicators: &extraction.indicators,
        marks: &marks,
        place: &|table, row, column| {
            place(text, grids.get(table)?, tables.get(table)?, row, column)
        },
        caption: &|table| caption(text, tables.get(table)?),
    });
    report.count(&mut extraction.document);
    extraction.findings = report.findings;
    extraction.outcomes = report.outcomes;
    extraction
}

/// Leaves out the facts that were read of cells that are not parted.
fn leave_out(text: &Text, facts: &mut Vec<Box<Fact>>, runs: &[Run]) {
    let span = |run: &Run| text.code_point(run.range.start)..text.code_point(run.range.end);
    let spans: Vec<Range<usize>> = runs.iter().map(span).collect();
    facts.retain(|fact| {
        let at = spans.partition_point(|span| span.end <= fact.id);
        spans.get(at).is_none_or(|span| !span.contains(&fact.id))
    });
}

/// Whether a fact of running text begins in a range of bytes.
fn holds_fact(text: &Text, facts: &[Box<Fact>], range: Range<usize>) -> bool {
    let (start, end) = (text.code_point(range.start), text.code_point(range.end));
    let at = facts.partition_point(|fact| fact.id < start);
    facts.get(at).is_some_and(|fact| fact.id < end)
}

/// The document's record, nothing counted yet.
fn document(source: &Source, header: Head) -> Header {
    let page = &source.metadata;
    Header {
        doc: source.id().to_owned(),
        path: source.path.clone(),
        sha256: source.sha256.clone(),
        bytes: source.bytes,
        format: source.format.to_owned(),
        encoding: source.encoding.to_owned(),
        replaced: source.replaced,
        damage: None,
        assumed: header.assumed,
        kind: header.kind,
        fiscal_year: header.fiscal_year,
        issuer: header.issuer,
        level: header.level,
        agency_class: header.agency_class,
        unit_kind: header.unit_kind,
        region: header.region.map(str::to_owned),
        region_name: header.region_name.map(str::to_owned),
        title: header.title.or_else(|| page.title.clone()),
        published: page.published.clone(),
        source_url: page.source_url.clone(),
        crawled: None,
        index_number: page.index_number.clone(),
        same_as: None,
        n_sections: 0,
        n_tables: 0,
        n_facts: 0,
        n_projects: 0,
        n_indicators: 0,
        n_findings: 0,
        checks_passed: 0,
        checks_failed: 0,
        checks_skipped: 0,
        schema_version: SCHEMA_VERSION,
        extractor_version: env!("CARGO_PKG_VERSION"),
    }
}

/// Where a cell of a table stands. Every grid became one table, whose rows are the grid's last.
fn place(text: &Text, grid: &Places, table: &Table, row: usize, column: usize) -> Option<Place> {
    let above = grid.len().checked_sub(table.rows.len())?;
    let range = grid.get(above + row)?.get(column)?.clone()?;
    Some(Place {
        line: text.line_number(range.start),
        span: text.span(range),
    })
}

/// How many lines above a grid its title may stand: the unit and the agency stand between.
const TITLE: usize = 8;

/// Where the title of a table stands: the nearest line above the grid that holds it.
fn caption(text: &Text, table: &Table) -> Option<Place> {
    let title = lexicon::key(table.caption.as_deref()?);
    let grid = table.line.checked_sub(1)?;
    let line = (grid.saturating_sub(TITLE)..=grid).rev().find(|line| {
        let words = lexicon::key(text.line(*line));
        !words.is_empty() && (words.contains(&title) || words.len() > 12 && title.contains(&words))
    })?;
    Some(Place {
        line: line + 1,
        span: text.span(text.line_range(line)),
    })
}

/// Gives each fact the number of its page, where the format has pages.
fn number_pages(source: &Source, facts: &mut [Box<Fact>]) {
    let code_point = |byte: &usize| source.text.code_point(*byte);
    let starts: Vec<usize> = source.pages.iter().map(code_point).collect();
    if !starts.is_empty() {
        for fact in facts {
            fact.page = Some(starts.partition_point(|start| *start <= fact.id));
        }
    }
}

/// The facts of running text, with what they mean.
fn text_facts(
    text: &Text,
    layout: &Layout,
    doc: &str,
    header: &Head,
    outline: &Outline,
) -> Vec<Box<Fact>> {
    let joined = &layout.joined;
    let issuer = header.issuer.as_deref().map(Folded::fold);
    let reader = |(kind, fiscal_year)| {
        statement::Reader::new(statement::Context {
            fiscal_year,
            kind,
            issuer: issuer.as_deref(),
        })
    };
    let mut facts = Vec::new();
    let mut passages = Vec::new();
    let mut heading = statement::Heading::default();
    let mut kept = books::of(header, &heading);
    let mut reading = reader(kept);
    for (number, (passage, found)) in amounts::read(text, joined, &outline.passages)
        .into_iter()
        .enumerate()
    {
        let at = joined.source_start(passage.start);
        let section = outline.enclosing(text.code_point(at));
        if section.map(|section| section.id) != heading.id {
            heading = outline.heading(section);
            let books = books::of(header, &heading);
            if books != kept {
                kept = books;
                reading = reader(kept);
            }
        }
        let meanings = reading.passage(joined.within(passage.clone()), &found, &heading);
        for (one, meaning) in found.iter().zip(meanings) {
            let fact = amounts::fact(text, joined, doc, heading.id, &passage, one);
            let mut fact = amounts::with_meaning(fact, meaning, &heading);
            amounts::goes_on(&mut fact, &facts);
            facts.push(Box::new(fact));
            passages.push(number);
        }
        allowance::records(facts.len());
    }
    belonging::settle(&mut facts, &passages);
    parts::find(&mut facts, &passages);
    facts
}

/// The projects and indicators of the performance tables among the grids.
fn performance(
    text: &Text,
    folded: &Folded,
    doc: &str,
    grids: &[Left],
    tables: &[Table],
    section_at: &dyn Fn(usize) -> Option<usize>,
) -> (Vec<Project>, Vec<Indicator>) {
    // Every grid became one table, in the same order.
    let sources: Vec<reading::performance::Source> = grids
        .iter()
        .zip(tables)
        .filter_map(|(left, table)| {
            let Left::Grid(grid) = left else { return None };
            Some(reading::performance::Source {
                grid,
                id: table.id,
                form: table.form,
                unit: unit(table),
            })
        })
        .collect();
    let usual_unit = usual_unit(tables);
    let context = reading::performance::Context {
        text,
        folded,
        doc,
        usual_unit,
        section_at,
    };
    reading::performance::read(&context, &sources)
}

/// The unit that the document's tables declare, where they agree.
fn usual_unit(tables: &[Table]) -> Option<&'static str> {
    let mut units = tables.iter().filter_map(unit);
    let first = units.next()?;
    units.all(|unit| unit == first).then_some(first)
}

/// The unit that a table declares, by its name: `万元` for `萬元`.
fn unit(table: &Table) -> Option<&'static str> {
    let unit = units::unit(&simplified(table.unit.as_deref()?))?;
    Some(unit.name)
}
