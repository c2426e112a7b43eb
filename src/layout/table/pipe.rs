//! Pipe tables: a row a line, cells between `|`, as in markdown.
//!
//! A row of dashes parts header and body and is no row. Merged cells are blank. A cell may hold a
//! line break, so that a row runs over several lines up to the `|` that ends it. A converter may break a row behind
//! its bars: the pieces are one row if they have together as many cells as the whole row below.

use std::ops::Range;

use super::value::{Content, content};
use super::{Cell, Grid, MOST_CELLS, Page, RowLine, tables};
use crate::record::Layout;
use crate::text::Cut;

/// A row may run over this many lines.
const LONGEST_ROW: usize = 6;

/// The pieces of a row of fewer cells may be rows of their own.
const FEWEST_BROKEN: usize = 4;

/// Finds the pipe tables among the lines not yet claimed.
pub(super) fn find(page: &Page) -> Vec<Grid> {
    let rows = rows(page);
    let lines: Vec<_> = rows
        .iter()
        .flat_map(|row| {
            row.lines.clone().map(|line| RowLine {
                line,
                cells: row.cells.len(),
            })
        })
        .collect();
    let mut rows = rows.into_iter().peekable();
    let mut grids = Vec::new();
    for group in tables(page, &lines) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else {
            continue;
        };
        let span = first.line..last.line + 1;
        let mut grid = Vec::new();
        let mut ruled = false;
        let (mut headed, mut torn) = (false, false);
        while let Some(row) = rows.next_if(|row| row.lines.start < span.end) {
            if is_rule(page.text.as_str(), &row.cells) {
                ruled = true;
                continue;
            }
            let cells = row.cells.into_iter();
            let mut cells: Vec<_> = cells.map(|cell| Cell::of(page.text, cell)).collect();
            // What is left of a head stands over other columns.
            torn |= !headed && is_torn(page, row.lines.start);
            for cell in cells.iter_mut().filter(|_| torn) {
                cell.doubtful = is_number(cell);
            }
            headed = headed || cells.iter().any(is_number);
            grid.push(cells);
        }
        let wide = grid.iter().any(|row| row.len() > 1);
        if wide && (grid.len() > 1 || ruled && !grid.is_empty()) {
            grids.push(Grid::new(Layout::Pipe, span, grid));
        }
    }
    grids
}

struct Row {
    lines: Range<usize>,
    cells: Vec<Range<usize>>,
}

/// The rows of the document: the lines with pipes, each with the bytes of its cells.
fn rows(page: &Page) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut line = 0;
    while line < page.text.line_count() {
        if let Some(pieces) = pieces(page, line) {
            rows.push(Row {
                lines: line..line + pieces.len(),
                cells: pieces.concat(),
            });
            line += pieces.len();
            continue;
        }
        let last = last_line(page, line);
        if let Some(last) = last {
            let bytes = page.text.line_range(line).start..page.text.line_range(last).end;
            rows.push(Row {
                lines: line..last + 1,
                cells: cells(page.text.as_str(), bytes),
            });
        }
        line = last.unwrap_or(line) + 1;
    }
    rows
}

/// Whether a line is bare of a claim, closed by a bar, and begins with one or not.
fn is_closed(page: &Page, line: usize, begins: bool) -> bool {
    let free = line < page.text.line_count() && !page.is_claimed(line);
    let bars = if free { page.signs(line).bars } else { 0 };
    if bars == 0 || bars > MOST_CELLS {
        return false;
    }
    let text = page.text.line(line).trim();
    text.ends_with('|') && text.starts_with('|') == begins
}

/// The cells of each piece of a row that was broken behind its bars, if one begins at `line`.
fn pieces(page: &Page, line: usize) -> Option<Vec<Vec<Range<usize>>>> {
    if !is_closed(page, line, true) || !is_closed(page, line + 1, false) {
        return None;
    }
    let own = |line| cells(page.text.as_str(), page.text.line_range(line));
    let further = (line + 1..).take_while(|line| is_closed(page, *line, false));
    let end = line + 1 + further.take(LONGEST_ROW).count();
    let whole = is_closed(page, end, true).then(|| own(end).len())?;
    let pieces: Vec<_> = (line..end).map(own).collect();
    let sum: usize = pieces.iter().map(Vec::len).sum();
    let mut printed = pieces
        .iter()
        .flatten()
        .map(|cell| page.text.as_str().within(cell.clone()));
    let full = printed.all(|cell| !cell.trim().is_empty());
    (full && sum == whole && whole >= FEWEST_BROKEN).then_some(pieces)
}

fn is_number(cell: &Cell) -> bool {
    matches!(content(&cell.text), Content::Number(_))
}

/// Whether a line is the last piece of a row that nobody could put together.
fn is_torn(page: &Page, line: usize) -> bool {
    let above = line.checked_sub(1).filter(|_| is_closed(page, line, false));
    let ends =
        |above: usize| !page.is_claimed(above) && page.text.line(above).trim().ends_with('|');
    above.is_some_and(ends) && is_closed(page, line + 1, true)
}

/// The last line of the row that begins at `line`, if one does.
fn last_line(page: &Page, line: usize) -> Option<usize> {
    let bars = page.signs(line).bars;
    if bars == 0 || bars > MOST_CELLS || page.is_claimed(line) {
        return None;
    }
    let first = page.text.line(line).trim();
    let closed = bars > 1;
    let open = first.starts_with('|') && first.len() > 1;
    if !(closed || open) {
        return None;
    }
    if !first.starts_with('|') || first.ends_with('|') {
        return closed.then_some(line);
    }
    // The row is open: it goes on to the line that closes it, if that one begins no row.
    let end = page.text.line_count().min(line + LONGEST_ROW);
    for next in line + 1..end {
        let text = page.text.line(next).trim();
        if text.starts_with('|') || page.is_claimed(next) {
            break;
        }
        if text.ends_with('|') {
            return Some(next);
        }
    }
    closed.then_some(line)
}

/// The bytes between the bars; the bars at the ends of the row are its frame.
fn cells(source: &str, bytes: Range<usize>) -> Vec<Range<usize>> {
    let line = source.within(bytes.clone());
    let inner = line.trim_start();
    let mut start = bytes.start + line.len() - inner.len();
    let inner = inner.trim_end();
    let mut end = start + inner.len();
    if inner.starts_with('|') {
        start += 1;
    }
    if inner.ends_with('|') && !inner.ends_with("\\|") && end > start {
        end -= 1;
    }
    let mut cells = Vec::new();
    let mut from = start;
    let row = source.within(start..end);
    for (at, _) in row.match_indices('|') {
        if !row.before(at).ends_with('\\') {
            let at = start + at;
            cells.push(from..at);
            from = at + 1;
        }
    }
    cells.push(from..end);
    cells
}

/// Whether the row is the rule between header and body: `|---|:--:|`.
fn is_rule(source: &str, cells: &[Range<usize>]) -> bool {
    let mut dashes = 0;
    for cell in cells {
        for byte in source.within(cell.clone()).bytes() {
            match byte {
                b'-' => dashes += 1,
                b':' | b' ' | b'\t' | b'\r' => {}
                _ => return false,
            }
        }
    }
    dashes >= cells.len().max(2)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{grids, shown};

    #[test]
    fn cells_stand_between_bars() {
        assert_eq!(
            shown("| 项 目 | **金额** |\n|---|:--:|\n| 合计 | |"),
            ["项目|金额 合计|"]
        );
        assert_eq!(
            shown("项目 | 金额 | 备注\n合计 | 1 |"),
            ["项目|金额|备注 合计|1|"]
        );
    }

    #[test]
    fn a_cell_may_break_its_line() {
        assert_eq!(
            shown("| 项目 | 金额 |\n| 维修\n（护）费 | 1 |\n| 会议费 | 2 |"),
            ["项目|金额 维修（护）费|1 会议费|2"]
        );
    }

    #[test]
    fn a_row_may_break_behind_its_bars() {
        let body = "| 甲 | 万元 | 12 | 3.5 | 60 |\n| 乙 | 万元 | 8 | -1 | 40 |";
        assert_eq!(
            shown(&format!(
                "| 项目 | 单位 |\n累计 |\n增长(%) | 结构(%) |\n{body}"
            )),
            ["项目|单位|累计|增长(%)|结构(%) 甲|万元|12|3.5|60 乙|万元|8|-1|40"]
        );
        // A cell is missing: no column is sure of its head.
        let torn = &grids(&format!("| 项目 | 单位 |\n增长(%) | 结构(%) |\n{body}"))[0];
        let doubtful = torn.rows.iter().flatten().filter(|cell| cell.doubtful);
        assert_eq!(doubtful.count(), 6);
        // Cells of a table that stands a cell a line.
        assert!(grids("| |\n合计 |\n接待费 |\n| | | |\n").is_empty());
        // Rows of a table, none of which begins with a bar, and the title above one.
        for whole in [
            "项目 | 金额 |\n甲 | 1 |\n乙 | 2 |",
            "| 甲局支出表 |\n| 项目 | 金额 |\n| 甲 | 1 |",
        ] {
            let cells = grids(whole)
                .into_iter()
                .flat_map(|grid| grid.rows)
                .flatten();
            assert!(cells.into_iter().all(|cell| !cell.doubtful), "{whole}");
        }
    }

    #[test]
    fn rows_may_have_blank_lines_between() {
        assert_eq!(
            shown("| a | b |\n\n| c | 1 |\n\n| d | 2 |"),
            ["a|b c|1 d|2"]
        );
        assert_eq!(
            shown("| a | b |\n| c | 1 |\n\n| d | 2 |\n| e | 3 |").len(),
            2
        );
    }

    #[test]
    fn a_box_and_a_bar_are_no_table() {
        for text in ["| 只是一段话 |\n| 又一段 |", "甲|乙", "|\n|"] {
            assert!(grids(text).is_empty(), "{text}");
        }
    }
}
