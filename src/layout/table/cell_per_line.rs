//! Tables written a cell a line.
//!
//! Text tools make them: one prints a cell after a tab and a blank line after a row ([`tabbed`]), one prints a cell
//! before ` |` and loses the rows ([`barred`]), one puts bars on lines of their own ([`walled`]). This file holds
//! what they share: where a run of such lines is a table, and where one table ends.

use std::ops::Range;

use super::{Cell, Grid, Page};
use crate::fold::{Folded, unspaced};
use crate::grammar::heading::{is_numeral, numbering};
use crate::record::Layout;
use crate::text::{Cut, Text, pairs};

mod barred;
mod bounds;
mod closed;
mod filled;
pub(super) mod paced;
mod padding;
mod tabbed;
mod titled;
mod walled;

/// Every grid of a page that is written a cell a line, in order.
pub(super) fn find(page: &Page) -> Vec<Grid> {
    let mut grids = tabbed::find(page);
    let mut taken = vec![false; page.text.line_count()];
    for layout in [walled::find, barred::find] {
        for grid in &grids {
            if let Some(lines) = taken.get_mut(grid.lines.clone()) {
                lines.fill(true);
            }
        }
        let free = |grid: &Grid| !taken.within(grid.lines.clone()).contains(&true);
        grids.extend(layout(page).into_iter().filter(free));
    }
    grids.sort_by_key(|grid| grid.lines.start);
    grids
}

/// The grid of a form whose cells stand on lines without marks: each cell's bytes and line. Where more blank lines stand
/// behind a row than between its cells, they part the rows.
pub(super) fn form(
    page: &Page,
    cells: impl Iterator<Item = (Range<usize>, usize)>,
) -> Option<Grid> {
    let text = page.text;
    let cells: Vec<(Range<usize>, usize)> = cells.collect();
    let lines: Vec<usize> = cells.iter().map(|(_, line)| *line).collect();
    let gap = padding::behind_rows(&lines);
    let mut items: Vec<barred::Item> = Vec::new();
    let mut last = None;
    for (bytes, line) in cells {
        let apart = last.is_some_and(|last| Some(line - last) == gap);
        last = Some(line);
        match items.last_mut() {
            // (20分) goes on with the cell above it.
            Some(item) if gap.is_some() && !apart && padding::is_bracket(text, &bytes) => {
                item.raw.lines.end = line + 1;
                item.raw.bytes.end = bytes.end;
            }
            _ => items.push(barred::item(text, line..line + 1, bytes, apart)),
        }
    }
    let rows = bounds::rows(page, items);
    is_table(text, &rows).then(|| grid(text, &rows)).flatten()
}

/// A cell as it stands in the text: the lines it takes up and the bytes of its content.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Raw {
    lines: Range<usize>,
    bytes: Range<usize>,
}

impl Raw {
    fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    fn text<'a>(&self, text: &'a Text) -> &'a str {
        text.as_str().within(self.bytes.clone())
    }
}

/// The bytes of a range without white space at its ends.
fn trimmed(text: &Text, bytes: Range<usize>) -> Range<usize> {
    let slice = text.as_str().within(bytes.clone());
    let blank = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || ('\u{200b}'..='\u{200f}').contains(&c)
            || c == '\u{feff}'
    };
    let start = bytes.start + (slice.len() - slice.trim_start_matches(blank).len());
    let kept = slice.trim_matches(blank).len();
    start..start + kept
}

/// Builds a grid of rows, filled up to the same width.
fn grid(text: &Text, rows: &[Vec<Raw>]) -> Option<Grid> {
    let first = rows.first()?.first()?;
    let last = rows.last()?.last()?;
    let width = rows.iter().map(Vec::len).max()?;
    let cell = |raw: &Raw| Cell {
        text: unspaced(raw.text(text)).into(),
        range: (!raw.is_empty()).then(|| raw.bytes.clone()),
        ..Cell::default()
    };
    let rows = rows
        .iter()
        .map(|row| {
            let mut cells: Vec<Cell> = row.iter().map(cell).collect();
            let sure = cells.len() - doubtful_behind_two_rows(&cells);
            for cell in cells.iter_mut().skip(sure) {
                cell.doubtful = true;
            }
            cells.resize_with(width, Cell::default);
            cells
        })
        .collect();
    Some(Grid {
        layout: Layout::CellPerLine,
        lines: first.lines.start..last.lines.end,
        rows,
        lost_cells: false,
        head: None,
        goes_on: false,
    })
}

/// How many cells at the end of a row stand behind two labels of which the second is numbered on from the first
/// (1、甲项 | 2、乙项): the first lost its cells, and whose the others are is not told.
fn doubtful_behind_two_rows(cells: &[Cell]) -> usize {
    let number = |cell: &Cell| {
        let folded = Folded::fold(&cell.text);
        let (rest, found) = numbering(&folded).ok()?;
        Some((found.style, found.ordinal?)).filter(|_| !rest.is_empty())
    };
    let follows = pairs(cells).position(|(one, next)| {
        let two = number(one).zip(number(next));
        two.is_some_and(|(one, next)| one.0 == next.0 && one.1 + 1 == next.1)
    });
    follows.map_or(0, |at| cells.len() - (at + 1))
}

/// Splits the rows of a run into tables: a new one begins at a row that is a title, and where the
/// first two rows of the table come again.
fn split(text: &Text, rows: Vec<Vec<Raw>>) -> Vec<Vec<Vec<Raw>>> {
    let mut tables: Vec<Vec<Vec<Raw>>> = Vec::new();
    let mut table: Vec<Vec<Raw>> = Vec::new();
    let mut head: Option<[String; 2]> = None;
    let firsts: Vec<String> = rows.iter().map(|row| first_of(text, row)).collect();
    let below = firsts.iter().skip(1).map(Some).chain([None]);
    for (row, (own, next)) in rows.into_iter().zip(firsts.iter().zip(below)) {
        let started = table.iter().any(|row| row.len() > 1);
        let again = head
            .as_ref()
            .is_some_and(|[one, two]| one == own && Some(two) == next);
        if started && (again || is_title_row(text, &row)) {
            tables.push(std::mem::take(&mut table));
            head = None;
        }
        if head.is_none() && row.len() > 1 {
            let next = next.filter(|next| !own.is_empty() && own != *next);
            head = next.map(|next| [own.clone(), next.clone()]);
        }
        table.push(row);
    }
    tables.push(table);
    tables
}

fn first_of(text: &Text, row: &[Raw]) -> String {
    row.first()
        .map(|cell| Folded::fold(cell.text(text)))
        .unwrap_or_default()
}

fn is_title_row(text: &Text, row: &[Raw]) -> bool {
    let mut filled = row.iter().filter(|cell| !cell.is_empty());
    match (filled.next(), filled.next()) {
        (Some(only), None) => is_title(only.text(text)),
        _ => false,
    }
}

/// Whether a line reads as the title of a table: `…表`, `…表2`, `…表（2020年度）`.
pub(super) fn is_title(line: &str) -> bool {
    if !line.contains(['表', '錶']) {
        return false;
    }
    let folded = Folded::folded(line);
    if folded.chars().count() > 60 {
        return false;
    }
    let bare = match folded.rfind('(') {
        Some(at) if folded.ends_with(')') => folded.before(at),
        _ => &folded,
    };
    let number = |c: char| c.is_ascii_digit() || is_numeral(c) || matches!(c, '-' | ':');
    let bare = bare.trim_end_matches(number);
    bare.ends_with('表') && bare.chars().count() >= 4
}

/// Whether a line opens with the number of a heading or of a list's item.
pub(super) fn is_numbered(line: &str) -> bool {
    // A number stands within so many characters, with what nobody sees.
    let head = line
        .char_indices()
        .nth(32)
        .map_or(line, |(end, _)| line.before(end));
    let folded = Folded::folded(head);
    let mut chars = folded.chars().peekable();
    let bracketed = chars.next_if_eq(&'(').is_some();
    let part = !bracketed && chars.next_if_eq(&'第').is_some();
    let mut digits = 0;
    while chars
        .next_if(|c| c.is_ascii_digit() || is_numeral(*c))
        .is_some()
    {
        digits += 1;
    }
    let after = chars.next();
    digits > 0
        && digits <= 3
        && match after {
            Some(')') => bracketed,
            Some('部' | '章' | '节') => part,
            Some('、') => true,
            // `1.5` is a number, `1.主要职能` a heading.
            Some('.') => chars.next().is_some_and(|c| !c.is_ascii_digit()),
            _ => false,
        }
}

/// Whether a cell reads as running text rather than as an entry of a table.
fn is_prose(cell: &str) -> bool {
    let count = cell.chars().count();
    count > 120 || (count > 40 && cell.contains('。'))
}

/// Whether rows make a table: two rows of more than one cell, mostly short ones, no list of
/// numbered lines.
fn is_table(text: &Text, rows: &[Vec<Raw>]) -> bool {
    let wide = rows.iter().filter(|row| row.len() > 1).count();
    let filled: Vec<&str> = rows
        .iter()
        .flatten()
        .filter(|cell| !cell.is_empty())
        .map(|cell| cell.text(text))
        .collect();
    let count = |is: fn(&str) -> bool| filled.iter().filter(|cell| is(cell)).count();
    wide >= 2
        && wide * 2 >= rows.len()
        && filled.len() >= 4
        && count(is_prose) * 5 <= filled.len() * 2
        && (count(is_numbered) * 2 <= filled.len() || count(is_number) >= 2)
}

fn is_number(cell: &str) -> bool {
    let folded = Folded::folded(cell);
    folded.starts_with(|c: char| c.is_ascii_digit())
        && folded
            .chars()
            .all(|c| c.is_ascii_digit() || ".,%".contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::reading::performance::WORDS;

    /// Tables as `cell|cell row`, without the cells that fill up short rows.
    pub(super) fn shown(source: &str) -> Vec<String> {
        let text = Text::new(source.to_owned());
        let folded = Folded::new(&text);
        let grids = find(&Page::new(&text, &folded, WORDS));
        let row = |row: &Vec<Cell>| {
            let cells: Vec<_> = row.iter().map(|cell| cell.text.as_str()).collect();
            cells.join("|")
        };
        grids
            .iter()
            .map(|grid| {
                let width = grid.rows.first().map_or(0, Vec::len);
                assert!(grid.rows.iter().all(|row| row.len() == width));
                let rows: Vec<_> = grid.rows.iter().map(row).collect();
                rows.join(" ")
            })
            .map(|shown| {
                let mut short = shown;
                while short.contains("|| ") {
                    short = short.replace("|| ", "| ");
                }
                short
            })
            .collect()
    }

    #[test]
    fn titles_are_known_by_their_last_word() {
        for (line, title) in [
            ("项目支出绩效目标表", true),
            ("项目绩效目标完成情况表2", true),
            ("收支总表（2020年度）", true),
            ("电表", false),
            ("本表反映收支", false),
            ("见下表。", false),
        ] {
            assert_eq!(is_title(line), title, "{line}");
        }
    }

    proptest! {
        #[test]
        fn cells_are_what_stands_at_their_place(
            source in "([\t]{0,2}[ \u{3000}]{0,1}[甲乙表项目0-9.，。a|]{0,6}( \\|)?\n{1,2}){0,40}"
        ) {
            let text = Text::new(source);
            let folded = Folded::new(&text);
            let mut last = 0;
            for grid in find(&Page::new(&text, &folded, WORDS)) {
                prop_assert!(grid.lines.start >= last && grid.lines.end <= text.line_count());
                last = grid.lines.end;
                for cell in grid.rows.iter().flatten().filter(|cell| !cell.merged) {
                    let Some(range) = cell.range.clone() else {
                        prop_assert_eq!(&cell.text, "");
                        continue;
                    };
                    let printed: String = std::iter::once(&range)
                        .chain(&cell.rest)
                        .map(|range| Folded::fold(&text.as_str()[range.clone()]))
                        .collect();
                    // White space where lines meet is nobody's.
                    let read = Folded::fold(&cell.text).replace(' ', "");
                    prop_assert_eq!(printed.replace(' ', ""), read);
                    prop_assert!(grid.lines.contains(&text.line_index(range.start)));
                    prop_assert!(grid.lines.contains(&text.line_index(range.end - 1)));
                }
            }
        }
    }
}
