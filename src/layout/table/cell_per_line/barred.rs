//! A cell a line, each ended by ` |`; empty cells lost or left as a lone `|`.
//!
//! Where rows end is not written, unless a blank line follows them. If the empty cells are kept,
//! all rows of the body have the same number of cells, and the kinds of cells come again at that
//! distance. If they are lost, a row begins where a label follows a value. A row with merged cells may be
//! filled up by further bars behind its last cell: they are no cells of the table.

use std::ops::Range;

use super::bounds::{frame, rows};
use super::closed::opened;
use super::titled::pieces;
use super::{Raw, filled, grid, is_numbered, is_prose, is_table, is_title, split, trimmed};
use crate::fold::Folded;
use crate::layout::table::fitted::{Rows, Token, fit};
use crate::layout::table::value::{Content, content};
use crate::layout::table::{Cell, Grid, Page};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::{columns, heads};
use crate::record::Layout;
use crate::text::{Cut, Text, rsplit_while};

/// A table has at least so many cells.
const LEAST_CELLS: usize = 6;
/// So many blank lines end a table.
const GAP: usize = 2;

/// What a cell holds, as far as its form goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Empty,
    Number,
    /// A short text with a digit or sign in it: `≥95%`, `120人`.
    Value,
    Label,
}

/// A cell, its kind, and whether a blank line stands before it.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub raw: Raw,
    pub kind: Kind,
    pub apart: bool,
}

impl Item {
    /// An empty cell behind this one.
    pub fn empty_behind(&self) -> Self {
        let end = self.raw.bytes.end;
        Self {
            raw: Raw {
                lines: self.raw.lines.clone(),
                bytes: end..end,
            },
            kind: Kind::Empty,
            apart: false,
        }
    }
}

pub(super) fn find(page: &Page) -> Vec<Grid> {
    let text = page.text;
    let mut grids = Vec::new();
    let mut at = 0;
    while at < text.line_count() {
        if page.is_claimed(at) || page.signs(at).bars == 0 || cell(text, at).is_none() {
            at += 1;
            continue;
        }
        let (items, next) = run(page, begin(page, at));
        for piece in pieces(text, items) {
            // Lines of several bars are the rows of another table.
            let filled_up = |item: &&Item| page.signs(item.raw.lines.end - 1).bars > 1;
            let filled_up = piece.iter().filter(filled_up).count();
            if piece.len() < LEAST_CELLS || filled_up * 2 > piece.len() {
                continue;
            }
            let end = piece.last().map_or(next, |item| item.raw.lines.end);
            let filled = filled::rows(text, &piece, next);
            let opened = opened(text, &piece);
            let whole = opened.is_some();
            let piece = opened.unwrap_or(piece);
            if let Some(mut grid) = fitted(page, &piece, whole) {
                grid.lines.end = end;
                grids.push(grid);
                continue;
            }
            if let Some(rows) = filled {
                let tables = split(text, rows);
                let tables = tables.iter().filter(|table| is_table(text, table));
                grids.extend(tables.filter_map(|table| grid(text, table)));
                continue;
            }
            let keeps_empty = piece.iter().any(|item| item.kind == Kind::Empty);
            for table in split(text, rows(page, piece)) {
                if is_table(text, &table) {
                    let width = table.first().map_or(0, Vec::len);
                    let uneven = table.iter().any(|row| row.len() != width);
                    let lost_cells = uneven && !keeps_empty;
                    grids.extend(grid(text, &table).map(|grid| Grid { lost_cells, ..grid }));
                }
            }
        }
        at = next;
    }
    grids
}

/// The grid that explains the cells of a table of accounts, its title and unit being rows above. `whole` says that every
/// cell is there, even if none is empty.
fn fitted(page: &Page, piece: &[Item], whole: bool) -> Option<Grid> {
    let text = page.text;
    let labels = piece.iter().filter(|item| item.kind == Kind::Label);
    if page.is_form(labels.map(|item| item.raw.text(text))) {
        return None;
    }
    let frame = frame(text, piece);
    let (above, cells) = piece.split_at(frame);
    let head = head_end(text, cells);
    // Cells that are empty in the head are merged with those beside them.
    let tokens: Vec<Token> = cells
        .iter()
        .enumerate()
        .filter(|(at, item)| *at >= head || item.kind != Kind::Empty)
        .map(|(_, item)| Token::of(text, item.raw.bytes.clone(), item.raw.lines.start))
        .collect();
    let empty = |item: &Item| item.kind == Kind::Empty;
    let rows = if whole || piece.iter().any(empty) {
        Rows::Whole
    } else {
        Rows::Anywhere
    };
    let fit = fit(&tokens, rows)?;
    let (known, heads) = fit.known;
    if known < 2 || known * 2 < heads {
        return None;
    }
    let mut grid = fit.grid(text, &tokens, Layout::CellPerLine)?;
    for item in above.iter().rev() {
        let mut row = vec![Cell::default(); grid.width()];
        if let Some(first) = row.first_mut() {
            *first = Cell::of(text, item.raw.bytes.clone());
        }
        grid.rows.insert(0, row);
        grid.lines.start = item.raw.lines.start;
    }
    grid.head = grid.head.map(|head| head + frame);
    Some(grid)
}

/// Up to where there are heads for sure: the last word before the first number that the lexicon knows and
/// that is no total.
fn head_end(text: &Text, items: &[Item]) -> usize {
    let first = items.iter().position(|item| item.kind == Kind::Number);
    let head = |item: &Item| {
        let name = heads::name(item.raw.text(text));
        heads::is_known(&name) && !columns::is_total(&name)
    };
    let mut heads = items.iter().take(first.unwrap_or(0));
    heads.rposition(head).map_or(0, |at| at + 1)
}

/// The bytes of the cell on a line that ends in its only bar, or in all of its bars.
fn cell(text: &Text, index: usize) -> Option<Range<usize>> {
    let range = text.line_range(index);
    let (content, bars) = in_bars(text, index);
    let cell = trimmed(text, range.start..range.start + content.len());
    let ends = bars == 1 || bars > 1 && !cell.is_empty();
    (ends && !content.contains('|')).then_some(cell)
}

/// Whether a line has bars alone, which fill up the row above.
fn fills_up(text: &Text, index: usize) -> bool {
    let (content, bars) = in_bars(text, index);
    bars > 1 && content.trim().is_empty()
}

/// How many bars stand on the lines of a range up to the first that holds anything else.
pub(super) fn bars_alone(text: &Text, lines: Range<usize>) -> usize {
    let lines = lines.map(|line| in_bars(text, line));
    let alone = lines.take_while(|(content, _)| content.trim().is_empty());
    alone.map(|(_, bars)| bars).sum()
}

/// What stands before the bars in which a line ends, and how many they are.
pub(super) fn in_bars(text: &Text, index: usize) -> (&str, usize) {
    let (content, bars) = rsplit_while(text.line(index), |c| c == '|' || c.is_whitespace());
    (content, bars.matches('|').count())
}

/// Where the run begins whose first bar is on line `at`: a bar alone ends the cell on the line above.
fn begin(page: &Page, at: usize) -> usize {
    let alone = cell(page.text, at).is_some_and(|cell| cell.is_empty());
    let Some(above) = at.checked_sub(1).filter(|_| alone) else {
        return at;
    };
    let line = page.text.line(above).trim();
    let told =
        line.ends_with(['。', ':', '：']) || list(List::UnitLine).begins(&Folded::fold(line));
    // A line that is no cell would begin a run that ends before its first bar.
    match last_line(page, above) == Some(at) && !told {
        true => above,
        false => at,
    }
}

/// Reads the cells of a run that begins at line `start`, and says where to go on.
fn run(page: &Page, start: usize) -> (Vec<Item>, usize) {
    let text = page.text;
    let mut items: Vec<Item> = Vec::new();
    let mut at = start;
    let mut end = start + 1;
    let mut blanks = 0;
    while at < text.line_count() && !page.is_claimed(at) {
        if let Some(bytes) = cell(text, at) {
            items.push(item(text, at..at + 1, bytes, blanks > 0));
            at += 1;
        } else if page.is_blank(at) {
            blanks += 1;
            at += 1;
            if blanks > GAP {
                break;
            }
            continue;
        } else if fills_up(text, at) {
            at += 1;
        } else if is_heading(text, &items, at) {
            break;
        } else {
            // A cell with a line break in it: its last line has the bar.
            let Some(last) = last_line(page, at) else {
                break;
            };
            let bytes = text.line_range(at).start..cell(text, last).map_or(0, |bytes| bytes.end);
            let bytes = bytes.start..bytes.end.max(bytes.start);
            items.push(item(text, at..last + 1, trimmed(text, bytes), blanks > 0));
            at = last + 1;
        }
        blanks = 0;
        end = at;
    }
    (items, end)
}

/// Whether a line behind the amounts of a row is the heading of another table: it names a year, as no label does, and
/// ends like a heading.
fn is_heading(text: &Text, items: &[Item], at: usize) -> bool {
    let amount = |item: &Item| {
        let dash = item.kind == Kind::Label && content(item.raw.text(text)) == Content::Empty;
        item.kind == Kind::Number || dash
    };
    let behind_amounts = items.last().is_some_and(amount);
    let line = text.line(at);
    if !behind_amounts || !line.contains('年') {
        return false;
    }
    let folded = Folded::folded(line);
    let year = folded.match_indices('年').any(|(year, _)| {
        let (_, digits) = rsplit_while(folded.before(year), |c| c.is_ascii_digit());
        digits.len() == 4
    });
    year && list(List::TableHeading).ends(folded.trim())
}

/// The line that ends the cell of which line `at` is the first, if it is one: few lines, no title,
/// no heading, no running text.
fn last_line(page: &Page, at: usize) -> Option<usize> {
    for index in at..(at + 4).min(page.text.line_count()) {
        if page.is_claimed(index) || page.is_blank(index) {
            return None;
        }
        if cell(page.text, index).is_some() {
            return Some(index);
        }
        let line = page.text.line(index).trim();
        if is_title(line) || is_numbered(line) || is_prose(line) || line.contains(['|', '\t']) {
            return None;
        }
    }
    None
}

pub(super) fn item(text: &Text, lines: Range<usize>, bytes: Range<usize>, apart: bool) -> Item {
    let folded = Folded::fold(text.as_str().within(bytes.clone()));
    let digits = folded.chars().filter(char::is_ascii_digit).count();
    let kind = if folded.is_empty() {
        Kind::Empty
    } else if digits > 0
        && folded
            .chars()
            .all(|c| c.is_ascii_digit() || ".,-%".contains(c))
    {
        Kind::Number
    } else if folded.chars().count() <= 12
        && (folded.starts_with(|c: char| c.is_ascii_digit() && digits < 8 && !is_numbered(&folded))
            || folded.starts_with(['≥', '≤', '<', '>', '》', '='])
            || folded.ends_with('%'))
    {
        Kind::Value
    } else {
        Kind::Label
    };
    Item {
        raw: Raw { lines, bytes },
        kind,
        apart,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn rows_are_found_by_width_by_words_and_by_values() {
        for (what, source, tables) in [
            (
                "all cells kept",
                "项目 |\n合计 |\n基本支出 |\n教育支出 |\n3.0 |\n|\n农林水支出 |\n2.0 |\n2.0 |\n合计 |\n5.0 |\n2.0 |\n",
                vec!["项目|合计|基本支出 教育支出|3.0| 农林水支出|2.0|2.0 合计|5.0|2.0"],
            ),
            (
                "the last row lost its empty cell",
                "项目 |\n公式 |\n全县 |\n本级 |\n下级 |\n限额 |\nA=B+C |\n4.0 |\n4.0 |\n|\n一般限额 |\nB |\n3.0 |\n3.0 |\n|\n专项限额 |\nC |\n1.0 |\n1.0 |\n",
                vec![
                    "项目|公式|全县|本级|下级 限额|A=B+C|4.0|4.0| 一般限额|B|3.0|3.0| 专项限额|C|1.0|1.0|",
                ],
            ),
            (
                "two tables side by side",
                "收入 |\n预算数 |\n收入 |\n预算数 |\n甲类 |\n1.0 |\n丙类 |\n3.0 |\n乙类 |\n2.0 |\n丁类 |\n4.0 |\n",
                vec!["收入|预算数|收入|预算数 甲类|1.0|丙类|3.0 乙类|2.0|丁类|4.0"],
            ),
            (
                "empty cells lost, codes before labels",
                "支出决算表 |\n单位：万元 |\n编码 |\n名称 |\n合计 |\n基本支出 |\n205 |\n教育支出 |\n3.0 |\n3.0 |\n20502 |\n普通教育 |\n3.0 |\n合计 |\n3.0 |\n3.0 |\n",
                vec![
                    "支出决算表| 单位：万元| 编码|名称|合计|基本支出 205|教育支出|3.0|3.0 20502|普通教育|3.0| |合计|3.0|3.0",
                ],
            ),
            (
                "blank lines after rows, a cell with a line break",
                "项目 |\n金额 |\n\n甲项\n目 |\n1 |\n\n乙 |\n2 |\n",
                vec!["项目|金额 甲项目|1 乙|2"],
            ),
            (
                "rows with merged cells filled up by bars",
                "“三公”经费合计 |\n因公出国（境）费 |\n公务用车购置及运行费 |\n公务接待费 |\n||\n小计 |\n公务用车购置费 |\n公务用车运行费 |\n|||\n60 |\n0 |\n52 |\n30 |\n22 |\n8 |\n",
                vec![
                    "“三公”经费合计|因公出国（境）费|公务用车购置及运行费|公务用车购置及运行费|公务用车购置及运行费|公务接待费 “三公”经费合计|因公出国（境）费|小计|公务用车购置费|公务用车运行费|公务接待费 60|0|52|30|22|8",
                ],
            ),
            (
                "the agency and the year above the unit",
                "某县财政所 |\n预算年度:2025 |\n单位:万元 | ||\n收入 |\n支出 | ||\n项目 |\n预算数 |\n项目 |\n预算数 |\n一、财政拨款收入 |\n3.5 |\n一、教育支出 |\n2.5 |\n二、事业收入 |\n1.0 |\n二、卫生健康支出 |\n2.0 |\n",
                vec![
                    "某县财政所| 预算年度:2025| 单位:万元| 收入|收入|支出|支出 项目|预算数|项目|预算数 一、财政拨款收入|3.5|一、教育支出|2.5 二、事业收入|1.0|二、卫生健康支出|2.0",
                ],
            ),
            (
                "bars on lines of their own, the first of them behind the first head",
                "单位:万元\n项目\n|\n预算数\n|\n合计\n|\n1.5\n|\n甲项\n|\n|\n乙项\n|\n1.5\n|\n",
                vec!["项目|预算数 合计|1.5 甲项| 乙项|1.5"],
            ),
            (
                "no prose and no heading is the first head",
                "甲县2023年安排如下。\n|\n预算数 |\n合计 |\n1.5 |\n甲项 |\n|\n乙项 |\n1.5 |\n",
                vec!["|预算数 合计|1.5 甲项| 乙项|1.5"],
            ),
            (
                "nor is the row of another table",
                "甲\t乙\n|\n预算数 |\n合计 |\n1.5 |\n甲项 |\n|\n乙项 |\n1.5 |\n",
                vec!["|预算数 合计|1.5 甲项| 乙项|1.5"],
            ),
            (
                "the last row lost its empty cells",
                "项目 |\n预算数 |\n决算数 |\n合计 |\n9 |\n7.5 |\n甲项 |\n3 |\n|\n乙项 |\n4 |\n4.5 |\n丙项 |\n2 |\n3 |\n丁项 |\n",
                vec!["项目|预算数|决算数 合计|9|7.5 甲项|3| 乙项|4|4.5 丙项|2|3 丁项||"],
            ),
            (
                "the heading of another table",
                "项目 |\n支出 |\n甲项 |\n1.5 |\n乙项 |\n2.5 |\n丙项 |\n- |\n2020年度全县使用情况\n名称 |\n数量 |\n丁项 |\n3 |\n戊项 |\n4 |\n",
                vec![
                    "项目|支出 甲项|1.5 乙项|2.5 丙项|-",
                    "名称|数量 丁项|3 戊项|4",
                ],
            ),
            (
                "a head over two lines is no heading",
                "项目 |\n2020年决算数 |\n2021年比上年增减情况\n(万元) |\n甲项 |\n1.5 |\n2.5 |\n乙项 |\n3.5 |\n4.5 |\n",
                vec!["项目|2020年决算数|2021年比上年增减情况(万元) 甲项|1.5|2.5 乙项|3.5|4.5"],
            ),
            (
                "a label over two lines is no heading",
                "项目 |\n支出 |\n甲项 |\n1.5 |\n2020年某项\n支出 |\n2.5 |\n群众生活情况\n调查 |\n3.5 |\n",
                vec!["项目|支出 甲项|1.5 2020年某项支出|2.5 群众生活情况调查|3.5"],
            ),
            (
                "the rows of a table of bars are no cells",
                "甲 | | |\n乙 | | |\n丙 | | |\n丁 | | |\n戊 | | |\n己 | | |\n",
                vec![],
            ),
            (
                "a menu is no table",
                "首页 |\n政务公开 |\n办事服务 |\n互动交流 |\n专题 |\n数据 |\n",
                vec![],
            ),
        ] {
            assert_eq!(shown(source), tables, "{what}");
        }
    }
}
