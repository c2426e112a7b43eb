//! Cells that span others become a grid in which every place knows its cell.

use super::block::{Cell, Table};
use super::limits::{LimitError, MOST_CELLS};

/// No table is read as wider than this.
const WIDEST: usize = 512;

/// A cell with the places that it takes up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed<'a> {
    pub(super) cell: &'a Cell,
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// A table's places: each row as wide as all.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Places<'a> {
    pub(super) cells: Vec<Placed<'a>>,
    pub(super) width: usize,
    /// For every place, row by row, the cell (an index of `cells`) that takes it up.
    owners: Vec<Option<u32>>,
}

impl<'a> Places<'a> {
    /// Lays out a table. No two cells share a place: a cell that would reach over another is cut
    /// short. Columns in which no cell begins are left out, unless the table says how many it has.
    pub(super) fn new(table: &'a Table) -> Result<Self, LimitError> {
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
            let rows = owners.chunks_exact_mut(width).skip(cell.row);
            for row in rows.take(cell.rows) {
                let places = row.iter_mut().skip(cell.column).take(cell.columns);
                places.for_each(|place| *place = owner);
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

    /// The cell at a place, if one takes it up.
    pub(super) fn at(&self, row: usize, column: usize) -> Option<&Placed<'a>> {
        let owner = self.owners.get(row * self.width + column)?;
        self.cells.get((*owner)? as usize)
    }
}

/// Gives every cell its place, as a browser does.
fn place(table: &Table) -> Vec<Placed<'_>> {
    let height = table.rows.len();
    // For every column, the row from which it is free again.
    let mut free = vec![0usize; WIDEST];
    let mut cells = Vec::new();
    for (row, line) in table.rows.iter().enumerate() {
        let mut next = 0;
        for cell in line {
            let is_free = |until: &usize| *until <= row;
            let column = cell.column.unwrap_or_else(|| {
                let taken = free.iter().skip(next).take_while(|until| !is_free(until));
                next + taken.count()
            });
            let beside = free.iter().skip(column).take(cell.columns.max(1));
            let columns = beside.take_while(|until| is_free(until)).count();
            // A cell that another one covers is not shown.
            if columns == 0 {
                continue;
            }
            let rows = cell.rows.clamp(1, height - row);
            let taken = free.iter_mut().skip(column).take(columns);
            taken.for_each(|until| *until = row + rows);
            cells.push(Placed {
                cell,
                row,
                column,
                rows,
                columns,
            });
            next = column + columns;
        }
    }
    cells
}

/// Leaves out the columns in which no cell begins; gives the width that is left.
fn squeeze(cells: &mut [Placed]) -> usize {
    let mut begins: Vec<usize> = cells.iter().map(|cell| cell.column).collect();
    begins.sort_unstable();
    begins.dedup();
    let before = |column: usize| begins.partition_point(|begin| *begin < column);
    for cell in cells {
        let end = before(cell.column + cell.columns);
        cell.column = before(cell.column);
        cell.columns = end - cell.column;
    }
    begins.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::block::Block;
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
                    places
                        .at(row, column)
                        .map_or_else(|| "-".to_owned(), |at| at.cell.lines().concat())
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
            let table = Table { rows, ..Table::default() };
            let places = Places::new(&table).unwrap();
            let areas: usize = places.cells.iter().map(|cell| cell.rows * cell.columns).sum();
            prop_assert_eq!(areas, places.owners.iter().flatten().count());
        }
    }
}
