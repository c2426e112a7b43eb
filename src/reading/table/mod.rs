//! Grids become tables and facts.
//!
//! In come the grids of a document, in order; out come a table record for each and a fact for each
//! number in it. What a table says once and means for the next (a unit, a caption, a head) is
//! carried over where the next one continues it.

mod cut;
mod facts;
mod frame;
mod header;
mod sheet;
mod slipped;
mod strips;
mod stub;
mod unnumbered;
mod years;

use std::ops::Range;

use crate::layout::table::{Cell, Grid, Places};
use crate::lexicon::units::Unit;
use crate::lexicon::{columns, concepts, forms};
use crate::record::{Fact, Field, Kind, Table};
use crate::text::Text;

use sheet::Sheet;

/// What is known of the document that the grids stand in.
pub struct Context<'a> {
    /// The document's text.
    pub text: &'a Text,
    /// The document's id.
    pub doc: &'a str,
    /// The year it is about.
    pub fiscal_year: Option<i32>,
    /// Budget or final accounts.
    pub kind: Kind,
    /// The id of the section that a byte of the text stands in.
    pub section_of: &'a dyn Fn(usize) -> Option<usize>,
}

/// What the grids of a document say.
#[derive(Debug, Default)]
pub struct Tables {
    /// A record for each.
    pub tables: Vec<Table>,
    /// The numbers in them.
    pub facts: Vec<Box<Fact>>,
    /// The lines of those with amounts that may stand in another column, and how many: they are no facts.
    pub undecided: Vec<(usize, usize)>,
    /// What is left of the grids.
    pub left: Vec<Left>,
}

/// What is left of a grid that was read. Its cells are given up row by row: those of a large table are as much as
/// its facts.
#[derive(Debug)]
pub enum Left {
    /// All of it: it is of a performance table, which is read elsewhere.
    Grid(Grid),
    /// Where its cells stood.
    Places(Places),
}

impl Left {
    /// Where the cells of the grid stand.
    pub fn into_places(self) -> Places {
        match self {
            Self::Grid(grid) => grid.rows.into_iter().map(places).collect(),
            Self::Places(places) => places,
        }
    }
}

/// Where the cells of a row stand.
fn places(row: Vec<Cell>) -> Box<[Option<Range<usize>>]> {
    row.into_iter().map(|cell| cell.range).collect()
}

/// Reads the grids of a document, in the order in which they stand.
pub fn read(context: &Context, grids: Vec<Grid>) -> Tables {
    let mut tables = Vec::with_capacity(grids.len());
    let mut facts = Vec::new();
    let mut undecided = Vec::new();
    let mut income = Vec::new();
    let mut left = Vec::with_capacity(grids.len());
    let mut sheets: Vec<Sheet> = Vec::with_capacity(grids.len());
    let mut above = 0;
    for grid in grids {
        let frame = frame::read(context.text, &grid, above..grid.lines.start);
        above = grid.lines.end;
        let sheet = Sheet::read(grid, frame, sheets.last());
        sheets.push(sheet);
    }
    cut::join_rows(&mut sheets);
    share_units(&mut sheets);
    join_strips(&mut sheets);
    let usual = usual_unit(&sheets);
    for mut sheet in sheets {
        let mut table = sheet.table(context);
        let (own, doubtful) = if forms::is_performance(table.form) {
            slipped::mark(&mut sheet.grid.rows);
            let doubtful = sheet
                .grid
                .rows
                .iter()
                .flatten()
                .filter(|cell| cell.doubtful);
            let doubtful = doubtful.count();
            (Left::Grid(sheet.grid), doubtful)
        } else {
            let (places, doubtful) = sheet.facts(context, &table, usual, &mut facts);
            income.append(&mut sheet.income);
            (Left::Places(places), doubtful)
        };
        left.push(own);
        undecided.extend((doubtful > 0).then_some((table.line, doubtful)));
        table.rows = sheet.rows;
        tables.push(table);
    }
    fill_concepts(&tables, &mut facts, &income);
    Tables {
        tables,
        facts,
        undecided,
        left,
    }
}

/// Gives the facts of tables their concept, from form, row, code and column. `income` are those of the side of income
/// of one fund, of which a total alone names the other side.
fn fill_concepts(tables: &[Table], facts: &mut [Box<Fact>], income: &[usize]) {
    let mut tables = tables.iter().peekable();
    for fact in facts {
        while tables
            .next_if(|table| Some(table.id) != fact.table_id)
            .is_some()
        {}
        let Some(table) = tables.peek() else { break };
        let row = fact.row_label.as_deref().unwrap_or("");
        let column = fact.column_label.as_deref().unwrap_or("");
        if columns::is_total(row) && income.contains(&fact.id) {
            continue;
        }
        let found = concepts::find_cell(table.form.name(), row, fact.code.as_deref(), column);
        if let Some(found) = found.filter(|found| found.fits(fact.kind)) {
            fact.concept = Some(found.id());
            if fact.code.is_none()
                && let Some(code) = found.code
            {
                fact.code = Some(code.into());
                fact.assumed.push(Field::Code);
            }
        }
    }
}

/// Gives the parts of a table that goes on over several grids the unit that a later part declares.
fn share_units(sheets: &mut [Sheet]) {
    for at in (1..sheets.len()).rev() {
        let (before, from) = sheets.split_at_mut(at);
        if let ([.., before], [sheet, ..]) = (before, from)
            && sheet.continues
            && before.unit.is_none()
        {
            before.unit = sheet.unit;
        }
    }
}

/// Mends the heads of a wide table that was cut into strips.
fn join_strips(sheets: &mut [Sheet]) {
    for at in 1..sheets.len() {
        let (before, from) = sheets.split_at_mut(at);
        if let ([.., before], [sheet, ..]) = (before, from)
            && sheet.continues
            && sheet.header.rows > 0
        {
            strips::join(&mut before.header, &mut sheet.header);
        }
    }
}

/// The unit that all tables of a document declare that declare one.
fn usual_unit(sheets: &[Sheet]) -> Option<&'static Unit> {
    let mut units = sheets.iter().filter_map(|sheet| sheet.unit);
    let first = units.next()?;
    units.all(|unit| unit == first).then_some(first)
}
