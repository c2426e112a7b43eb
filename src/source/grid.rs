//! Cells that span others become a grid in which every place knows its cell.

use super::block::Table;
use super::limits::{LimitError, MOST_CELLS};

/// No table is read as wider than this.
const WIDEST: usize = 512;

/// A cell with the places that it takes up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    /// Its index among the cells of its row of the table.
    pub(super) index: usize,
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// A table's places: each row as wide as all.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Places {
    pub(super) cells: Vec<Placed>,
    pub(super) width: usize,
    /// For every place, row by row, the cell (an index of `cells`) that takes it up.
    owners: Vec<Option<u32>>,
}

impl Places {
    /// Lays out a table. No two cells share a place: a cell that would reach over another is cut
    /// short. Columns in which no cell begins are left out, unless the table says how many it has.
    pub(super) fn new(table: &Table) -> Result<Self, LimitError> {
        let mut cells = place(table);
        let width = match table.goes_on {
            Some(width) => width.min(WIDEST),
            None => squeeze(&mut cells),
        };
        cells.retain(|cell| cell.column < width);
        for cell in &mut cells {
            cell.columns = cell.columns.min(width - cell.column);
        }
        let area = width.saturating_mul(table.rows.len());
        if area > MOST_CELLS {
            return Err(LimitError::Cells);
        }
        let mut owners = vec![None; area];
        for (at, cell) in cells.iter().enumerate() {
            // `MOST_CELLS` is far below 2^32, and there are no more cells than places.
            let owner = u32::try_from(at).ok();
            for row in cell.row..cell.row + cell.rows {
                let start = row * width + cell.column;
                owners[start..start + cell.columns].fill(owner);
            }
        }
        Ok(Self {
            cells,
            width,
            owners,
        })
    }

    /// How many rows there are.
    pub(super) fn height(&self) -> usize {
        self.owners.len().checked_div(self.width).unwrap_or(0)
    }

    /// The cell at a place.
    pub(super) fn at(&self, row: usize, column: usize) -> Option<&Placed> {
        let owner = self.owners[row * self.width + column]?;
        self.cells.get(owner as usize)
    }
}

/// Gives every cell its place, as a browser does.
fn place(table: &Table) -> Vec<Placed> {
    let height = table.rows.len();
    // For every column, the row from which it is free again.
    let mut free = vec![0usize; WIDEST];
    let mut cells = Vec::new();
    for (row, line) in table.rows.iter().enumerate() {
        let mut next = 0;
        for (index, cell) in line.iter().enumerate() {
            let mut column = cell.column.unwrap_or(next);
            while cell.column.is_none() && column < WIDEST && free[column] > row {
                column += 1;
            }
            // A cell that another one covers is not shown.
            if column >= WIDEST || free[column] > row {
                continue;
            }
            let end = column.saturating_add(cell.columns.max(1)).min(WIDEST);
            let end = (column..end).find(|at| free[*at] > row).unwrap_or(end);
            let rows = cell.rows.clamp(1, height - row);
            free[column..end].fill(row + rows);
            cells.push(Placed {
                index,
                row,
                column,
                rows,
                columns: end - column,
            });
            next = end;
        }
    }
    cells
}

/// Leaves out the columns in which no cell begins; gives the width that is left.
fn squeeze(cells: &mut [Placed]) -> usize {
    let mut begins = [false; WIDEST];
    for cell in cells.iter() {
        begins[cell.column] = true;
    }
    let mut before = vec![0; WIDEST + 1];
    for column in 0..WIDEST {
        before[column + 1] = before[column] + usize::from(begins[column]);
    }
    for cell in cells.iter_mut() {
        let end = cell.column + cell.columns;
        cell.columns = before[end] - before[cell.column];
        cell.column = before[cell.column];
    }
    before[WIDEST]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::block::{Block, Cell};
    use super::*;

    fn cell(text: &str, rows: usize, columns: usize) -> Cell {
        Cell {
            column: None,
            columns,
            rows,
            blocks: vec![Block::Line(text.to_owned())],
        }
    }

    fn shown(table: &Table) -> Vec<String> {
        let places = Places::new(table).unwrap();
        (0..places.height())
            .map(|row| {
                let name = |column| {
                    places.at(row, column).map_or_else(
                        || "-".to_owned(),
                        |at| table.rows[at.row][at.index].lines().concat(),
                    )
                };
                (0..places.width).map(name).collect::<Vec<_>>().join(" ")
            })
            .collect()
    }

    #[test]
    fn cells_take_up_the_places_that_they_span() {
        let rows = vec![
            vec![cell("项目", 2, 1), cell("支出", 1, 20)],
            vec![cell("基本", 1, 10), cell("项目支出", 1, 10)],
            vec![cell("合计", 1, 1), cell("1", 1, 10), cell("2", 9, 10)],
        ];
        assert_eq!(
            shown(&Table {
                rows,
                ..Table::default()
            }),
            ["项目 支出 支出", "项目 基本 项目支出", "合计 1 2"]
        );
    }

    #[test]
    fn a_span_of_any_size_is_bounded() {
        let rows = vec![
            vec![cell("a", usize::MAX, usize::MAX), cell("b", 1, 1)],
            vec![],
        ];
        assert_eq!(
            shown(&Table {
                rows,
                ..Table::default()
            }),
            ["a", "a"]
        );
    }

    proptest! {
        #[test]
        fn no_two_cells_share_a_place(spans in prop::collection::vec(prop::collection::vec((0usize..4, 0usize..5, prop::option::of(0usize..6)), 0..5), 0..6)) {
            let rows = spans.iter().map(|row| row.iter().map(|(rows, columns, column)| {
                Cell { column: *column, ..cell("x", *rows, *columns) }
            }).collect()).collect();
            let places = Places::new(&Table { rows, ..Table::default() }).unwrap();
            let areas: usize = places.cells.iter().map(|cell| cell.rows * cell.columns).sum();
            prop_assert_eq!(areas, places.owners.iter().flatten().count());
        }
    }
}
