//! A document's text as it is being written, with its grids.

use std::ops::Range;

use super::block::{self, Block, Table};
use super::grid::Places;
use super::limits::{LimitError, MOST_CELLS};
use crate::layout::table::{Cell, Grid};
use crate::record::{Layout, SmolStr};

/// A text that grows line by line, with the grids that stand in it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) grids: Vec<Grid>,
    /// What had to be skipped or repaired.
    pub(super) damage: Vec<String>,
    /// How many lines are written.
    lines: usize,
    /// How many cells the grids have.
    cells: usize,
}

impl Draft {
    /// A text that is taken as it stands.
    pub(super) fn verbatim(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    /// Writes a line, without white space at its end; what would break it becomes a blank.
    pub(super) fn line(&mut self, line: &str) {
        self.text.extend(line.trim_end().chars().map(unbroken));
        self.end_line();
    }

    /// Begins a page: the next line begins with a form feed.
    pub(super) fn begin_page(&mut self) {
        self.text.push('\u{c}');
    }

    fn end_line(&mut self) {
        self.text.push('\n');
        self.lines += 1;
    }

    /// Writes pieces of a document in order; their tables are laid out as `layout`.
    pub(super) fn blocks(&mut self, layout: Layout, blocks: &[Block]) -> Result<(), LimitError> {
        for block in blocks {
            match block {
                Block::Line(line) => self.line(line),
                Block::Table(table) => self.table(layout, table)?,
            }
        }
        Ok(())
    }

    /// Writes a table: a row a line, a tab between two cells. What is no grid is written as text:
    /// a table that only arranges, a title or a note over the whole width.
    pub(super) fn table(&mut self, layout: Layout, table: &Table) -> Result<(), LimitError> {
        if table.only_arranges() {
            return self.arranged(layout, table);
        }
        let places = Places::new(table)?;
        self.cells += places.width * places.height();
        if self.cells > MOST_CELLS {
            return Err(LimitError::Cells);
        }
        let whole = whole_rows(table, &places);
        let mut rows = trimmed(&whole);
        // A cell over all columns may be the highest of the head: it stays, unless it is prose.
        if let Some(above) = rows.start.checked_sub(1)
            && is_whole(&places, above)
            && table.rows.get(above).is_some_and(|row| is_short(row))
        {
            rows.start = above;
        }
        for row in 0..rows.start {
            self.cells_as_lines(&places, row);
        }
        let least = if table.goes_on.is_some() { 1 } else { 2 };
        if rows.len() < least || places.width < 2 {
            for row in rows.clone() {
                self.cells_as_lines(&places, row);
            }
        } else {
            self.grid(layout, table, &places, rows.clone());
        }
        for row in rows.end..places.height() {
            self.cells_as_lines(&places, row);
        }
        Ok(())
    }

    /// The content of a table that only arranges, cell by cell.
    fn arranged(&mut self, layout: Layout, table: &Table) -> Result<(), LimitError> {
        for cell in table.rows.iter().flatten() {
            self.blocks(layout, &cell.blocks)?;
        }
        Ok(())
    }

    fn cells_as_lines(&mut self, places: &Places, row: usize) {
        let mut last = None;
        for column in 0..places.width {
            let Some(at) = places.at(row, column) else {
                continue;
            };
            if at.row == row && last != Some(at.column) {
                for line in at.cell.lines() {
                    self.line(line);
                }
            }
            last = Some(at.column);
        }
    }

    fn grid(&mut self, layout: Layout, table: &Table, places: &Places, rows: Range<usize>) {
        let first = self.lines;
        let mut grid: Vec<Vec<Cell>> = Vec::with_capacity(rows.len());
        // For every place of the row above, its cell's text: what a merged cell below repeats.
        for row in rows {
            let mut cells: Vec<Cell> = Vec::with_capacity(places.width);
            for column in 0..places.width {
                if column > 0 {
                    self.text.push('\t');
                }
                let cell = match places.at(row, column) {
                    None => Cell::default(),
                    Some(at) if (at.row, at.column) == (row, column) => self.cell(&at.cell.lines()),
                    Some(at) => {
                        let left = (at.column < column).then(|| cells.last());
                        let above = || grid.last().and_then(|above| above.get(column));
                        let text = left.unwrap_or_else(above).map(|cell| cell.text.clone());
                        merged(text.unwrap_or_default())
                    }
                };
                cells.push(cell);
            }
            if cells.iter().all(|cell| cell.range.is_none()) {
                // Nothing is printed in the row: it says nothing, and no line is written.
                self.text.truncate(self.text.len() + 1 - places.width);
                continue;
            }
            self.end_line();
            grid.push(cells);
        }
        if !grid.is_empty() {
            self.grids.push(Grid {
                goes_on: table.goes_on.is_some(),
                ..Grid::new(layout, first..self.lines, grid)
            });
        }
    }

    /// Writes what a cell holds, its lines parted by blanks.
    fn cell(&mut self, lines: &[&str]) -> Cell {
        let start = self.text.len();
        for line in lines.iter().map(|line| line.trim()) {
            if line.is_empty() {
                continue;
            }
            if self.text.len() > start {
                self.text.push(' ');
            }
            self.text.extend(line.chars().map(unbroken));
        }
        Cell::within(&self.text, start..self.text.len())
    }
}

fn merged(text: SmolStr) -> Cell {
    Cell {
        merged: !text.is_empty(),
        text,
        ..Cell::default()
    }
}

/// A character as it can stand in a line: what ends a line or a cell is a blank.
fn unbroken(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        c => c,
    }
}

/// For every row, whether it is one cell over the whole width, or nothing at all; above the first
/// that is neither, whether it is one cell.
fn whole_rows(table: &Table, places: &Places) -> Vec<bool> {
    let mut above = true;
    let rows = table.rows.iter().take(places.height());
    rows.enumerate()
        .map(|(row, cells)| {
            let alone = matches!(cells.as_slice(), [cell] if cell.rows == 1);
            let whole = is_whole(places, row);
            let empty = cells.iter().all(|cell| cell.lines().is_empty());
            above = above && (whole || empty || alone);
            whole || empty || above
        })
        .collect()
}

/// A title or a head has at most so many characters.
const SHORT: usize = 40;

/// Whether a row holds a few words.
fn is_short(row: &[block::Cell]) -> bool {
    let length: usize = row
        .iter()
        .flat_map(|cell| cell.lines())
        .map(|line| line.chars().count())
        .sum();
    (1..=SHORT).contains(&length)
}

/// Whether a row is one cell over the whole width.
fn is_whole(places: &Places, row: usize) -> bool {
    places
        .at(row, 0)
        .is_some_and(|at| at.columns == places.width && at.rows == 1)
}

/// The rows without those at the top and the bottom that are `whole`: a title, a note.
fn trimmed(whole: &[bool]) -> Range<usize> {
    let part = |whole: &bool| !whole;
    match (whole.iter().position(part), whole.iter().rposition(part)) {
        (Some(first), Some(last)) => first..last + 1,
        _ => 0..0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::block;
    use super::*;

    fn cell(text: &str, rows: usize, columns: usize) -> block::Cell {
        block::Cell {
            column: None,
            columns,
            rows,
            blocks: text
                .split('\n')
                .map(|line| Block::Line(line.to_owned()))
                .collect(),
        }
    }

    fn add(draft: &mut Draft, rows: Vec<Vec<block::Cell>>) {
        let table = Table {
            rows,
            ..Table::default()
        };
        draft.table(Layout::Html, &table).unwrap();
    }

    #[test]
    fn a_table_is_written_a_row_a_line_and_its_cells_are_found() {
        let rows = vec![
            vec![cell("某某局", 1, 3)],
            vec![cell("收入决算表", 1, 3)],
            vec![cell("项目", 2, 1), cell("支出", 1, 2)],
            vec![cell("基本\n支出", 1, 1), cell("项目支出", 1, 1)],
            vec![cell("合计", 1, 1), cell(" 307.82 ", 1, 1)],
            vec![cell("注：本表反映收入。", 1, 3)],
        ];
        let mut draft = Draft::default();
        draft.line("一、收入");
        add(&mut draft, rows);
        assert_eq!(
            draft.text,
            "一、收入\n某某局\n收入决算表\t\t\n项目\t支出\t\n\t基本 支出\t项目支出\n合计\t307.82\t\n注：本表反映收入。\n"
        );
        let grid = &draft.grids[0];
        assert_eq!(grid.lines, 2..6);
        let texts: Vec<Vec<_>> = grid
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.text.as_str()).collect())
            .collect();
        assert_eq!(
            texts,
            [
                ["收入决算表", "收入决算表", "收入决算表"],
                ["项目", "支出", "支出"],
                ["项目", "基本支出", "项目支出"],
                ["合计", "307.82", ""]
            ]
        );
        assert!(grid.rows[2][0].merged && grid.rows[1][2].merged);
        let range = grid.rows[3][1].range.clone().unwrap();
        assert_eq!(&draft.text[range], "307.82");
    }

    #[test]
    fn a_frame_of_one_column_is_text() {
        let rows = vec![
            vec![cell("一、收入\n二、支出", 1, 1)],
            vec![cell("完", 1, 1)],
        ];
        let mut draft = Draft::default();
        add(&mut draft, rows);
        assert_eq!(draft.text, "一、收入\n二、支出\n完\n");
        assert!(draft.grids.is_empty());
    }
}
