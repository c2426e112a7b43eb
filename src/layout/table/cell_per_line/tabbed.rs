//! A cell a line, each begun by a tab; a blank line after a row.
//!
//! A cell may hold line breaks itself (`数量`, blank, `指标`). Its other lines begin without a tab,
//! and so does the text between two tables: which of the two a line is, is judged by its look and
//! by what stands around it.

use std::ops::Range;

use super::{Raw, grid, is_numbered, is_prose, is_table, is_title, split, trimmed};
use crate::layout::table::{Grid, Page};
use crate::text::Text;

/// So many blank lines end a table.
const GAP: usize = 3;
/// A cell's further lines are no more than this.
const CELL_LINES: usize = 60;

/// What a line is by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    Blank,
    /// A cell: the bytes of its content, empty for an empty cell.
    Cell(Range<usize>),
    Other,
}

pub(super) fn find(page: &Page) -> Vec<Grid> {
    let text = page.text;
    let lines: Vec<Line> = (0..text.line_count())
        .map(|index| match page.is_claimed(index) {
            true => Line::Other,
            false => classify(page, index),
        })
        .collect();
    let mut grids = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if !matches!(line, Line::Cell(_)) {
            at += 1;
            continue;
        }
        let (rows, next) = run(text, &lines, at);
        for mut table in split(text, rows) {
            drop_empty_ends(&mut table);
            if is_table(text, &table) {
                grids.extend(grid(text, &table));
            }
        }
        at = next;
    }
    grids
}

/// A cell has exactly one tab, at its beginning; a row of a tab-separated table has more.
fn classify(page: &Page, index: usize) -> Line {
    let text = page.text;
    let signs = page.signs(index);
    let range = text.line_range(index);
    if signs.tabs == 0 {
        return match !signs.printed && trimmed(text, range).is_empty() {
            true => Line::Blank,
            false => Line::Other,
        };
    }
    let line = text.line(index);
    let indent = line.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
    match indent.strip_prefix('\t') {
        Some(content) if !content.contains('\t') => {
            Line::Cell(trimmed(text, range.end - content.len()..range.end))
        }
        _ => Line::Other,
    }
}

/// Reads the run of rows that begins at line `start`, and says where to go on.
fn run(text: &Text, lines: &[Line], start: usize) -> (Vec<Vec<Raw>>, usize) {
    let mut rows: Vec<Vec<Raw>> = vec![Vec::new()];
    let mut at = start;
    let mut blanks = 0;
    while let Some(line) = lines.get(at) {
        match line {
            Line::Blank => {
                blanks += 1;
                at += 1;
            }
            Line::Cell(bytes) => {
                if blanks > GAP {
                    break;
                }
                if blanks > 0 {
                    rows.push(Vec::new());
                }
                blanks = 0;
                if let Some(row) = rows.last_mut() {
                    row.push(Raw {
                        lines: at..at + 1,
                        bytes: bytes.clone(),
                    });
                }
                at += 1;
            }
            Line::Other => {
                let Some(block) = further_lines(lines, at) else {
                    break;
                };
                let last = rows.last_mut().and_then(|row| row.last_mut());
                match last {
                    // What stands under a title (`（2020年度）`) is a row of its own.
                    Some(cell) if blanks <= 1 && is_title(cell.text(text)) => {
                        let bytes =
                            text.line_range(block.start).start..text.line_range(block.end - 1).end;
                        rows.push(vec![Raw {
                            lines: block.clone(),
                            bytes: trimmed(text, bytes),
                        }]);
                    }
                    Some(cell) if blanks <= 1 && goes_on(text, lines, cell, block.clone()) => {
                        let end = trimmed(text, text.line_range(block.end - 1)).end;
                        cell.bytes = trimmed(text, cell.bytes.start..end);
                        cell.lines.end = block.end;
                    }
                    _ => break,
                }
                blanks = 0;
                at = block.end;
            }
        }
    }
    rows.retain(|row| !row.is_empty());
    (rows, at.max(start + 1))
}

/// The lines from `at` on that are no cells, with single blank lines between them, if a cell
/// comes after them.
fn further_lines(lines: &[Line], at: usize) -> Option<Range<usize>> {
    let mut end = at;
    let mut blanks = 0;
    for (index, line) in lines.iter().enumerate().skip(at).take(CELL_LINES) {
        match line {
            Line::Cell(_) => return Some(at..end),
            Line::Other => {
                end = index + 1;
                blanks = 0;
            }
            Line::Blank => blanks += 1,
        }
        if blanks > 1 {
            return None;
        }
    }
    None
}

/// Whether the lines of a block belong to the cell before them: no title of a table is among
/// them, no heading unless the cell is a numbered list itself, and running text only follows
/// running text.
fn goes_on(text: &Text, lines: &[Line], cell: &Raw, block: Range<usize>) -> bool {
    let before = cell.text(text);
    let long = before.chars().count() > 20;
    block
        .filter(|index| lines.get(*index) == Some(&Line::Other))
        .map(|index| text.line(index).trim())
        .all(|line| {
            !line.contains('\t')
                && !is_title(line)
                && (long || !is_prose(line))
                && (long || !is_numbered(line))
        })
}

/// Rows of nothing but empty cells at the ends say nothing.
fn drop_empty_ends(rows: &mut Vec<Vec<Raw>>) {
    let empty = |row: &Vec<Raw>| row.iter().all(Raw::is_empty);
    while rows.last().is_some_and(empty) {
        rows.pop();
    }
    let leading = rows.iter().take_while(|row| empty(row)).count();
    rows.drain(..leading);
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn rows_end_at_blank_lines_and_cells_go_on_over_them() {
        for (what, source, tables) in [
            (
                "empty cells, after spaces too, and a wrapped one",
                "正文。\n \t项目\n\t金额\n\t备注\n\n\t某某\n\n费用\n\t3.5\n\t\u{3000}\n\n\t合计\n\t3.5\n\t\n\n正文。\n",
                vec!["项目|金额|备注 某某费用|3.5| 合计|3.5|"],
            ),
            (
                "a title in a cell begins a table, what stands under it is a row",
                "\t收入情况表\n(2020年度)\n\n\t项目\n\t金额\n\n\t甲\n\t1\n\n\t支出情况表\n\n\t项目\n\t金额\n\n\t乙\n\t2\n",
                vec![
                    "收入情况表| (2020年度)| 项目|金额 甲|1",
                    "支出情况表| 项目|金额 乙|2",
                ],
            ),
            (
                "a title between tables ends the one above",
                "\t项目\n\t金额\n\n\t甲\n\t1\n\n支出情况表\n\n\t项目\n\t金额\n\n\t乙\n\t2\n",
                vec!["项目|金额 甲|1", "项目|金额 乙|2"],
            ),
            (
                "the head of a form comes again",
                "\t名称\n\t甲\n\n\t单位\n\t某局\n\n\t金额\n\t1\n\n\t名称\n\t乙\n\n\t单位\n\t某局\n\n\t金额\n\t2\n",
                vec!["名称|甲 单位|某局 金额|1", "名称|乙 单位|某局 金额|2"],
            ),
            (
                "paragraphs after a tab are no table",
                "\t一、主要职能。负责某项工作。\n\n\t二、机构设置。内设三个科室。\n\t三、人员情况。\n\n\t四、其他。\n\t五、其他。\n",
                vec![],
            ),
            (
                "a paragraph after a table is none of its cells",
                "\t项目\n\t金额\n\n\t甲\n\t1\n\n本表反映本部门当年的全部收支情况，数据来自部门决算报表，与上年口径一致，不含所属单位。\n\n\t乙\n",
                vec!["项目|金额 甲|1"],
            ),
            (
                "rows of a tab-separated table are not cells",
                "项目\t金额\t备注\n甲\t1\t\n\t2\t\n",
                vec![],
            ),
        ] {
            assert_eq!(shown(source), tables, "{what}");
        }
    }
}
