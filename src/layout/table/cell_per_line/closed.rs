//! Rows that a bar behind their last cell closes.
//!
//! A page that prints a bar before each row and one behind each cell, and then breaks its lines behind the cells, leaves
//! the bar before a row on a line of its own: behind the last cell of the row above. Where cells at the end of a row are
//! empty, their bars stand before it. Such a bar is no empty cell. It is one of these only where all rows prove it, each
//! being as wide as the others with nothing but its own cells.

use std::ops::Range;

use super::barred::{Item, Kind, bars_alone};
use super::bounds::frame;
use crate::text::{Cut, Text};

/// So many rows of amounts prove the width of all.
const LEAST_ROWS: usize = 2;

/// A row up to the bars that end it.
struct Row {
    cells: Range<usize>,
    /// The bars on the lines behind its last cell; none behind the last row of all.
    bars: usize,
}

/// The cells of a piece without the bars that close its rows, the empty cells of rows of amounts put in: all its rows are
/// whole then. None where the rows do not prove that their bars close them.
pub(super) fn opened(text: &Text, piece: &[Item]) -> Option<Vec<Item>> {
    let (above, items) = piece.split_at(frame(text, piece));
    let rows = rows(text, items);
    let width = rows.iter().rfind(|row| row.bars == 1)?.cells.len();
    if width < 2 || !is_proof(items, &rows, width) {
        return None;
    }
    let body = body(items, &rows, width);
    let mut opened = above.to_vec();
    for (at, row) in rows.iter().enumerate() {
        let cells = items.within(row.cells.clone());
        opened.extend_from_slice(cells);
        if let Some(last) = cells.last().filter(|_| at >= body) {
            opened.extend((cells.len()..width).map(|_| last.empty_behind()));
        }
    }
    Some(opened)
}

/// Parts cells at the lines that are bars alone.
fn rows(text: &Text, items: &[Item]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut first = 0;
    for (at, item) in items.iter().enumerate() {
        let next = items.get(at + 1);
        let behind = next.map_or(text.line_count(), |next| next.raw.lines.start);
        let alone = item.kind == Kind::Empty;
        let bars = usize::from(alone) + bars_alone(text, item.raw.lines.end..behind);
        if bars > 0 || next.is_none() {
            let end = if alone { at } else { at + 1 };
            rows.push(Row {
                cells: first..end,
                bars,
            });
            first = at + 1;
        }
    }
    rows
}

/// Whether every row is `width` cells wide: as it stands, by the bars of its empty cells with or without the one that
/// closes it, or, with the first, by a head as wide before it. A row begins with the same kind of cell as all others:
/// what an empty cell in their midst parts does not.
fn is_proof(items: &[Item], rows: &[Row], width: usize) -> bool {
    let headed = rows.iter().position(|row| row.bars == 1);
    // A first row of amounts has its head before it.
    let first = rows.first().filter(|row| row.cells.len() == width);
    if first.is_some_and(|row| has_amount(items, row.cells.clone())) {
        return false;
    }
    let fits = |(at, row): (usize, &Row)| {
        let cells = row.cells.len();
        match row.bars {
            0 => cells == width,
            1 => cells == width || headed == Some(at) && cells == 2 * width,
            bars => cells > 0 && (cells + bars == width || cells + bars == width + 1),
        }
    };
    let amounts = rows.iter().filter(|row| row.bars < 2).filter_map(|row| {
        let own = row.cells.end.checked_sub(width)?..row.cells.end;
        let first = items.get(own.start)?;
        has_amount(items, own).then_some(first.kind)
    });
    let firsts: Vec<Kind> = amounts.collect();
    let alike = firsts.iter().all(|first| firsts.first() == Some(first));
    rows.iter().enumerate().all(fits) && firsts.len() >= LEAST_ROWS && alike
}

fn has_amount(items: &[Item], cells: Range<usize>) -> bool {
    let mut cells = items.within(cells).iter();
    cells.any(|item| item.kind == Kind::Number)
}

/// How many rows the head has: one that is whole, else those before the first amount.
fn body(items: &[Item], rows: &[Row], width: usize) -> usize {
    let amount = |row: &Row| has_amount(items, row.cells.clone());
    let first = rows.iter().position(amount).unwrap_or(rows.len());
    let whole = rows.first().is_some_and(|row| row.cells.len() == width);
    if whole { first.min(1) } else { first }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn a_bar_behind_each_row_is_no_cell() {
        for (what, source, table) in [
            (
                "rows alone are closed, an empty one is not",
                "单位:万元 |\n项目 |\n上年决算数 |\n本年决算数 |\n增减额 |\n合计 |\n9.00 |\n8.00 |\n-1.00 |\n|\n出国费 |\n|||\n接待费 |\n4.00 |\n3.50 |\n-0.50 |\n|\n用车费 |\n5.00 |\n4.50 |\n-0.50 |\n|\n",
                "单位:万元| 项目|上年决算数|本年决算数|增减额 合计|9.00|8.00|-1.00 出国费| 接待费|4.00|3.50|-0.50 用车费|5.00|4.50|-0.50",
            ),
            (
                "the head is closed too, in two rows",
                "单位:万元 |\n|||||\n项目 |\n上年决算数 |\n本年决算数 |\n比上年增减情况 |\n||\n增减额 |\n增减幅度 |\n||||\n合计 |\n9.00 |\n8.00 |\n-1.00 |\n-11% |\n|\n出国费 |\n|||||\n接待费 |\n9.00 |\n8.00 |\n-1.00 |\n-11% |\n|\n",
                "单位:万元| 项目|上年决算数|本年决算数|比上年增减情况|比上年增减情况 项目|上年决算数|本年决算数|增减额|增减幅度 合计|9.00|8.00|-1.00|-11% 出国费| 接待费|9.00|8.00|-1.00|-11%",
            ),
            (
                "no row is empty, and the head is not closed",
                "项目 |\n上年数 |\n本年数 |\n合计 |\n9.00 |\n8.00 |\n|\n接待费 |\n4.00 |\n3.50 |\n|\n用车费 |\n5.00 |\n4.50 |\n|\n",
                "项目|上年数|本年数 合计|9.00|8.00 接待费|4.00|3.50 用车费|5.00|4.50",
            ),
        ] {
            let table = table.replace("|| ", "| ");
            assert_eq!(shown(source), [table], "{what}");
        }
    }

    #[test]
    fn a_bar_of_an_empty_cell_stays_one() {
        for (what, source, table) in [
            (
                "a last column that is always empty has a head",
                "项目 |\n上年数 |\n本年数 |\n备注 |\n合计 |\n9.00 |\n8.00 |\n|\n接待费 |\n4.00 |\n3.50 |\n|\n用车费 |\n5.00 |\n4.50 |\n|\n",
                "项目|上年数|本年数|备注 合计|9.00|8.00| 接待费|4.00|3.50| 用车费|5.00|4.50|",
            ),
            (
                "a column in the midst",
                "项目 |\n上年数 |\n预算数 |\n本年数 |\n合计 |\n9.00 |\n|\n8.00 |\n接待费 |\n4.00 |\n|\n3.50 |\n用车费 |\n5.00 |\n|\n4.50 |\n",
                "项目|上年数|预算数|本年数 合计|9.00||8.00 接待费|4.00||3.50 用车费|5.00||4.50",
            ),
            (
                "a last column that is filled once",
                "项目 |\n上年数 |\n本年数 |\n备注 |\n合计 |\n9.00 |\n8.00 |\n|\n接待费 |\n4.00 |\n3.50 |\n压减 |\n用车费 |\n5.00 |\n4.50 |\n|\n",
                "项目|上年数|本年数|备注 合计|9.00|8.00| 接待费|4.00|3.50|压减 用车费|5.00|4.50|",
            ),
        ] {
            assert_eq!(shown(source), [table], "{what}");
        }
    }
}
