//! Performance tables: grids become projects and indicators.
//!
//! In come the grids of performance tables, from any layout; out come one
//! record for the head of each project and one for each indicator. What the words of the form
//! mean is asked of the lexicon. Damaged tables are read as they were meant, and the damage is
//! named.

mod align;
mod columnar;
mod columns;
mod flow;
mod head;
mod levels;
mod name;
mod parts;
mod record;
mod rows;
mod sheet;
mod slots;
#[cfg(test)]
mod tests;
pub mod value;
mod words;

use crate::fold::Folded;
use crate::layout::table::Grid;
use crate::lexicon::performance::Column;
use crate::record::{Form, Indicator, Project};
use crate::text::{Cut, Text};

use align::{judge, suit};
use columns::Columns;
use head::{Facts, Said};
use levels::{Labels, Levels};
use parts::{Part, parts};
use record::Writer;
use rows::{Body, Draft};
use sheet::{Entry, Sheet};
pub use words::WORDS;

/// By so much a body must suit its columns better as a flow than in the rows it came in.
const FLOWS: i32 = 20;

/// The document that the tables stand in.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The text.
    pub text: &'a Text,
    /// Its folded view.
    pub folded: &'a Folded,
    /// The document's id.
    pub doc: &'a str,
    /// The unit that the document's tables declare, where they agree.
    pub usual_unit: Option<&'a str>,
    /// The id of the section that holds a byte of the text.
    pub section_at: &'a dyn Fn(usize) -> Option<usize>,
}

/// A performance table.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its grid.
    pub grid: &'a Grid,
    /// The id of its table record.
    pub id: usize,
    /// Its form, as [`form_of`] says.
    pub form: Form,
    /// The unit declared for it.
    pub unit: Option<&'a str>,
}

/// Reads the performance tables of a document, in the order in which they stand.
pub fn read<'s>(context: &Context, tables: &[Source<'s>]) -> (Vec<Project>, Vec<Indicator>) {
    let sheets: Vec<Sheet> = tables.iter().map(|table| Sheet::new(table.grid)).collect();
    let parts: Vec<Vec<Part>> = sheets.iter().map(parts).collect();
    let labels = labels(&sheets, &parts);
    let mut reader = Reader {
        labels: &labels,
        known: headings(&sheets, &parts, tables),
        columns: None,
        columnar: None,
        levels: Levels::default(),
        broken: None,
        writer: Writer::new(context),
    };
    for ((table, sheet), parts) in tables.iter().zip(&sheets).zip(&parts) {
        for part in parts {
            reader.part(table, sheet, part);
        }
    }
    reader.mend(None, 0);
    reader.writer.finish()
}

/// What the first-level groups are called in this document.
fn labels(sheets: &[Sheet], parts: &[Vec<Part>]) -> Labels {
    let mut labels = Labels::default();
    for (sheet, parts) in sheets.iter().zip(parts) {
        for entry in parts
            .iter()
            .flat_map(|part| sheet.rows.within(part.body.clone()))
            .flatten()
        {
            labels.note(entry);
        }
    }
    labels
}

/// The headings that are in use in this document.
fn headings(sheets: &[Sheet], parts: &[Vec<Part>], tables: &[Source]) -> Vec<Columns> {
    let mut known: Vec<Columns> = Vec::new();
    for ((sheet, parts), table) in sheets.iter().zip(parts).zip(tables) {
        let width = table.grid.rows.first().map_or(0, Vec::len);
        for part in parts.iter().filter(|part| !part.columnar) {
            let columns = Columns::of(sheet.rows.within(part.heading.clone()), width);
            if columns.has(Column::Level3) && !known.contains(&columns) {
                known.push(columns);
            }
        }
    }
    known
}

struct Reader<'r, 's> {
    labels: &'r Labels,
    known: Vec<Columns>,
    /// The columns of the table before, for one that goes on without headings.
    columns: Option<Columns>,
    /// The headings of the table before, if they name projects.
    columnar: Option<(&'s [Vec<Entry<'s>>], usize)>,
    levels: Levels,
    /// A head without indicators, with the line after its table: a line break in a cell may have
    /// cut the table in two.
    broken: Option<(Facts, usize, Source<'s>)>,
    writer: Writer<'r>,
}

/// The rest of a broken table begins within so many lines.
const BREAK: usize = 3;

impl<'s> Reader<'_, 's> {
    /// Gives a broken head to the facts that go on from it at `line`, or writes it as it is.
    fn mend(&mut self, facts: Option<&mut Facts>, line: usize) {
        let Some((before, end, table)) = self.broken.take() else {
            return;
        };
        match facts {
            Some(facts)
                if facts.asked.is_none() && facts.range.is_some() && line <= end + BREAK =>
            {
                facts.continue_from(before);
            }
            _ => self.writer.project(&table, &before),
        }
    }

    fn part(&mut self, table: &Source<'s>, sheet: &'s Sheet, part: &Part) {
        let width = table.grid.rows.first().map_or(0, Vec::len);
        if part.columnar {
            self.columnar = Some((sheet.rows.within(part.heading.clone()), width));
        }
        let headless = part.heading.is_empty() && part.head.is_empty();
        if let Some((heading, own)) = self.columnar
            && (part.columnar || (headless && own == width))
        {
            let rows = sheet.rows.within(part.body.clone());
            self.mend(None, 0);
            for item in columnar::projects(heading, rows, width, self.labels) {
                self.writer.project(table, &item.facts);
                self.writer.indicators(table, &item.drafts);
            }
            return;
        }
        self.columnar = None;
        let mut facts = head::read(sheet.rows.within(part.head.clone()));
        self.mend(Some(&mut facts), table.grid.lines.start);
        if part.heading.is_empty() && part.body.is_empty() && facts.asked.is_some() {
            self.broken = Some((facts, table.grid.lines.end, *table));
            return;
        }
        let printed = sheet.rows.within(part.body.clone());
        let cut = part.heading.is_empty() && facts.range.is_some() && !printed.is_empty();
        let goes_on = part.heading.is_empty() && facts.range.is_none();
        if !goes_on {
            self.levels = Levels::default();
            self.columns = None;
        }
        let columns = self.columns_of(sheet, part, width);
        let remains = if cut {
            remains(&mut facts, &columns)
        } else {
            None
        };
        let cut_rows = self
            .writer
            .is_flow(table.grid)
            .then(|| flow::cut(printed, &columns))
            .filter(|rows| suit(rows, &columns) > suit(printed, &columns) + FLOWS);
        let rows = cut_rows.as_deref().unwrap_or(printed);
        let (columns, damage) = judge(rows, columns);
        let body = Body {
            columns: columns.clone(),
            damage,
            labels: self.labels,
            cut,
            remains,
        };
        let drafts = rows::read(rows, &body, &mut self.levels);
        self.columns = Some(columns);
        if table.form == Form::OverallPerformance {
            self.writer.no_project();
        } else if facts.asked.is_some() || (facts.range.is_some() && !drafts.is_empty()) {
            self.writer.project(table, &facts);
        }
        self.writer.indicators(table, &drafts);
    }

    /// The columns of a part: those of its headings, of the table that it goes on from, or those
    /// of the known and the usual ones that suit its rows best.
    fn columns_of(&self, sheet: &Sheet, part: &Part, width: usize) -> Columns {
        if !part.heading.is_empty() {
            return Columns::of(sheet.rows.within(part.heading.clone()), width);
        }
        let rows = sheet.rows.within(part.body.clone());
        let of_width = |columns: &&Columns| columns.width() == width;
        self.columns
            .iter()
            .chain(&self.known)
            .filter(of_width)
            .cloned()
            .chain(columns::usual(width))
            .map(|columns| (suit(rows, &columns), columns))
            // Of equals the first: what this document uses before what is usual.
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map_or_else(|| Columns::from_roles(vec![None; width]), |(_, best)| best)
    }
}

/// What a cut left of the row before the first one: the last amount of the head, if it cannot be
/// part of the project's money. It stands last in its row, so it is the value of the last column.
fn remains(facts: &mut Facts, columns: &Columns) -> Option<Draft> {
    let (head, said) = facts.last.clone()?;
    let budget = facts.budget.as_ref()?.number;
    let slot = match head {
        crate::lexicon::performance::Head::Other => &mut facts.other_budget,
        crate::lexicon::performance::Head::Fiscal => &mut facts.fiscal_budget,
        _ => return None,
    };
    if slot.as_ref()?.number <= budget {
        return None;
    }
    *slot = None;
    let value: Option<Said> = Some(said);
    let (target, actual) = match columns.has(Column::Actual) {
        true => (None, value),
        false => (value, None),
    };
    Some(Draft {
        target,
        actual,
        anomaly: Some(crate::record::Anomaly::TruncatedTable),
        lost: true,
        ..Draft::default()
    })
}
