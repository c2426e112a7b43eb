//! A cell a line, each between lines that hold a bar and nothing else.
//!
//! A page that prints the borders of its cells as bars and then breaks its lines at the tags leaves `|`, a cell, `|`,
//! a cell, `|`. Where one row ends and the next begins, two bars follow each other; an empty cell is a blank line
//! between two. The first row tells how many cells a row has, and all others must have as many.

use std::ops::Range;

use super::{Raw, grid, is_table, trimmed};
use crate::layout::table::{Grid, Page};
use crate::lexicon::lists::{Class as List, list};

/// A cell has no more lines.
const CELL_LINES: usize = 4;
/// No table is wider.
const WIDEST: usize = 40;

pub(super) fn find(page: &Page) -> Vec<Grid> {
    let mut grids = Vec::new();
    let mut at = 0;
    while at < page.text.line_count() {
        match walled(page, at) {
            Some(grid) => {
                at = grid.lines.end;
                grids.push(grid);
            }
            None => at += 1,
        }
    }
    grids
}

/// The table whose first bar is line `start`.
fn walled(page: &Page, start: usize) -> Option<Grid> {
    if !is_bar(page, start) || is_amid(page, start) {
        return None;
    }
    let (first, mut end) = row(page, start, WIDEST)?;
    let width = first.len();
    let begun = is_bar(page, end);
    if !begun || !(2..WIDEST).contains(&width) {
        return None;
    }
    let mut rows = vec![first];
    while let Some((next, behind)) = row(page, past_blanks(page, end), width) {
        let short = next.len() < width;
        // A row of fewer cells proves nothing, but the last one may lack its last bars.
        if short && is_bar(page, behind) {
            return None;
        }
        if !short || next.len() > 1 {
            rows.push(next);
            end = behind;
        }
        if short {
            break;
        }
    }
    let whole = rows.iter().filter(|row| row.len() == width).count();
    let rows_stand = whole > 1 && is_table(page.text, &rows);
    let grid = rows_stand.then(|| grid(page.text, &rows)).flatten()?;
    Some(Grid {
        lines: start..end,
        ..grid
    })
}

/// Whether a bar stands behind a cell that another bar begins, so that no table begins with it; but one does below a
/// row that says nothing but the unit.
fn is_amid(page: &Page, start: usize) -> bool {
    let Some(before) = bar_before(page, start) else {
        return false;
    };
    let below_a_row = before + 1 == start;
    !(below_a_row && is_unit(page, before))
}

/// Whether the cell before a bar is the unit.
fn is_unit(page: &Page, bar: usize) -> bool {
    let cell = bar_before(page, bar).map_or(bar..bar, |above| above + 1..bar);
    let mut lines = cell.map(|line| page.folded.line(line));
    lines.any(|line| list(List::UnitLine).begins(line.trim()))
}

/// The line of the bar before one, no more lines of a cell between them.
fn bar_before(page: &Page, bar: usize) -> Option<usize> {
    let lines = (bar.saturating_sub(CELL_LINES + 1)..bar).rev();
    let mut lines = lines.skip_while(|line| !page.is_blank(*line) && !is_bar(page, *line));
    lines.next().filter(|line| is_bar(page, *line))
}

/// The cells of a row that begins with the bar on line `at`, no more than `most`, and the line behind its last bar.
fn row(page: &Page, at: usize, most: usize) -> Option<(Vec<Raw>, usize)> {
    if !is_bar(page, at) {
        return None;
    }
    let mut cells = Vec::new();
    let mut bar = at;
    while let Some((cell, next)) = cell(page, bar + 1).filter(|_| cells.len() < most) {
        cells.push(cell);
        bar = next;
    }
    (!cells.is_empty()).then_some((cells, bar + 1))
}

/// The cell that begins on line `at`, and the line of the bar behind it; none where a bar stands there already.
fn cell(page: &Page, at: usize) -> Option<(Raw, usize)> {
    let mut printed: Option<Range<usize>> = None;
    for line in at..(at + CELL_LINES + 1).min(page.text.line_count()) {
        if is_bar(page, line) {
            let lines = printed.unwrap_or(at..at + 1);
            let text = page.text;
            let start = text.line_range(lines.start).start;
            let bytes = trimmed(text, start..text.line_range(lines.end - 1).end);
            return Some((Raw { lines, bytes }, line)).filter(|_| line > at);
        }
        let signs = page.signs(line);
        if page.is_claimed(line) || signs.bars + signs.tabs > 0 {
            return None;
        }
        if !page.is_blank(line) {
            let start = printed.as_ref().map_or(line, |lines| lines.start);
            printed = Some(start..line + 1);
        }
    }
    None
}

fn past_blanks(page: &Page, at: usize) -> usize {
    let lines = at..page.text.line_count();
    at + lines.take_while(|line| page.is_blank(*line)).count()
}

/// Whether a line is a bar alone.
fn is_bar(page: &Page, line: usize) -> bool {
    line < page.text.line_count()
        && page.signs(line).bars == 1
        && !page.is_claimed(line)
        && page.text.line(line).trim() == "|"
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn cells_stand_between_lines_of_a_bar() {
        for (what, source, tables) in [
            (
                "an empty last cell, two bars between rows",
                "|\n项目\n|\n预算数\n|\n备注\n|\n|\n合计\n|\n9.00\n|\n\n|\n|\n公务接待费\n|\n5.00\n|\n\n|\n\n二、情况说明\n",
                vec!["项目|预算数|备注 合计|9.00| 公务接待费|5.00|"],
            ),
            (
                "a blank line between rows, a cell of two lines",
                "|\n项目\n|\n预算数\n|\n|\n公务用车\n运行费\n|\n4.00\n|\n\n|\n合计\n|\n4.00\n|\n",
                vec!["项目|预算数 公务用车运行费|4.00 合计|4.00"],
            ),
            (
                "the last row without its last bars",
                "|\n项目\n|\n预算数\n|\n备注\n|\n|\n合计\n|\n9.00\n|\n\n|\n|\n公务接待费\n|\n5.00\n|\n\n二、情况说明\n",
                vec!["项目|预算数|备注 合计|9.00| 公务接待费|5.00|"],
            ),
            (
                "a row of one cell says the unit",
                "|\n|\n单位:万元\n|\n|\n项目\n|\n合计\n|\n一般公共\n预算\n|\n|\n机关经费\n|\n9.00\n|\n9.00\n|\n|\n(一)接待费\n|\n5.00\n|\n5.00\n|\n|\n1.用车费\n|\n4.00\n|\n4.00\n|\n一、说明:\n",
                vec![
                    "项目|合计|一般公共预算 机关经费|9.00|9.00 (一)接待费|5.00|5.00 1.用车费|4.00|4.00",
                ],
            ),
            (
                "one row is no table",
                "|\n首页\n|\n政务公开\n|\n办事服务\n|\n",
                vec![],
            ),
        ] {
            assert_eq!(shown(source), tables, "{what}");
        }
    }

    #[test]
    fn a_bar_behind_each_cell_is_no_border_before_one() {
        let source = "项目\n|\n预算数\n|\n合计\n|\n0.36\n|\n出国费\n|\n|\n接待费\n|\n0.36\n|\n用车费\n|\n|\n";
        let shown = shown(source);
        assert!(
            shown.iter().all(|table| !table.contains("0.36|出国费")),
            "{shown:?}"
        );
    }

    #[test]
    fn two_bars_below_a_title_are_an_empty_cell() {
        let source = "|\n经费预算表\n|\n|\n单位:万元\n|\n项目\n|\n预算数\n|\n合计\n|\n9.00\n|\n1、出国费\n|\n|\n2、接待费\n|\n3.00\n|\n3、用车费\n|\n6.00\n|\n其中:运行费\n|\n6.00\n|\n";
        let shown = shown(source);
        assert!(
            shown.iter().all(|table| !table.contains("接待费|3.00|3")),
            "{shown:?}"
        );
    }

    #[test]
    fn rows_of_other_widths_prove_nothing() {
        let source =
            "|\n项目\n|\n预算数\n|\n备注\n|\n|\n合计\n|\n9.00\n|\n|\n公务接待费\n|\n5.00\n|\n";
        assert!(shown(source).iter().all(|table| {
            !table.starts_with("项目|预算数|备注 合计|9.00|") && !table.starts_with("合计")
        }));
    }
}
