//! Cells on lines of their own, an empty line behind each, where an empty cell is a line of blanks.
//!
//! Web pages copied as text look so. No line says where a row ends, but every row begins with a label, and its amounts and
//! blanks are as many as those of the rows around it; as many heads stand before the first.

use std::ops::Range;

use super::super::value::{Content, content};
use super::{Raw, grid, trimmed};
use crate::layout::table::{Grid, Page};
use crate::text::{Cut, Text, is_han};

/// Fewer rows are no table.
const FEWEST_ROWS: usize = 3;
/// A cell is broken over so many lines at most.
const MOST_LINES: usize = 4;
/// No label or head is longer, in characters.
const LONGEST: usize = 60;
/// Nor is the head over the labels.
const LONGEST_HEAD: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Words,
    Number,
    Blank,
    /// Nothing that stands in a table.
    Other,
}

/// Finds the tables of such cells among the lines not yet claimed.
pub(in super::super) fn find(page: &Page) -> Vec<Grid> {
    let cells = cells(page);
    let mut found = Vec::new();
    let mut rest = cells.as_slice();
    while let Some((table, end)) = first_table(page.text, rest) {
        let rows: Vec<Vec<Raw>> = table
            .chunk_by(|one, next| one.row == next.row)
            .map(|row| row.iter().map(|cell| cell.raw.clone()).collect())
            .collect();
        found.extend(grid(page.text, &rows));
        rest = rest.behind(end);
    }
    found
}

#[derive(Debug, Clone)]
struct Paced {
    raw: Raw,
    sort: Sort,
    row: usize,
}

/// The cells of a page: the lines between empty ones.
fn cells(page: &Page) -> Vec<Paced> {
    let empty = |line: &usize| page.text.line(*line).is_empty();
    let lines: Vec<usize> = (0..page.text.line_count()).collect();
    let groups = lines.split(empty).filter(|group| !group.is_empty());
    let cell = |group: &[usize]| {
        let (first, last) = (*group.first()?, *group.last()?);
        let bytes = page.text.line_range(first).start..page.text.line_range(last).end;
        let raw = Raw {
            lines: first..last + 1,
            bytes: trimmed(page.text, bytes),
        };
        let claimed = group.iter().any(|line| page.is_claimed(*line));
        let sort = match claimed || group.len() > MOST_LINES {
            true => Sort::Other,
            false => sort(raw.text(page.text)),
        };
        Some(Paced { raw, sort, row: 0 })
    };
    groups.filter_map(cell).collect()
}

fn sort(text: &str) -> Sort {
    match content(text) {
        _ if text.is_empty() => Sort::Blank,
        Content::Number(_) => Sort::Number,
        Content::Empty => Sort::Blank,
        Content::Words => {
            let long = text.chars().nth(LONGEST).is_some();
            let other = long || text.contains('。') || !text.contains(is_han);
            if other { Sort::Other } else { Sort::Words }
        }
    }
}

/// The cells of the first table, those of a row numbered alike, and where the cells behind it begin.
fn first_table(text: &Text, cells: &[Paced]) -> Option<(Vec<Paced>, usize)> {
    let mut from = 0;
    while let Some(start) = cells
        .iter()
        .skip(from)
        .position(|cell| cell.sort == Sort::Words)
    {
        let start = from + start;
        from = start + 1;
        let width = row_at(cells, start).len();
        if width < 2 {
            continue;
        }
        // Most rows have rows before them.
        let Some(head) = head_before(text, cells, start, width) else {
            continue;
        };
        let rows = rows_at(cells, start, width);
        let end = rows.last().map_or(start, |row| row.end);
        let within = cells.within(start..end);
        let holds = |sort| within.iter().any(|cell| cell.sort == sort);
        if rows.len() < FEWEST_ROWS || !holds(Sort::Number) || !holds(Sort::Blank) {
            continue;
        }
        let numbered = [head].into_iter().chain(rows).enumerate();
        let table = numbered.flat_map(|(row, range)| {
            let cells = cells.within(range).iter().cloned();
            cells.map(move |cell| Paced { row, ..cell })
        });
        return Some((table.collect(), end));
    }
    None
}

/// The label at `start` with the amounts and blanks behind it.
fn row_at(cells: &[Paced], start: usize) -> &[Paced] {
    let behind = cells.behind(start + 1).iter();
    let of_row = |cell: &&Paced| matches!(cell.sort, Sort::Number | Sort::Blank);
    cells.within(start..start + 1 + behind.take_while(of_row).count())
}

/// The rows of one width that follow each other; the last may have blanks behind it.
fn rows_at(cells: &[Paced], start: usize, width: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let mut at = start;
    while cells.get(at).is_some_and(|cell| cell.sort == Sort::Words) {
        let row = row_at(cells, at);
        if row.len() < width {
            break;
        }
        rows.push(at..at + width);
        let surplus = row.behind(width);
        if !surplus.is_empty() {
            // Amounts behind the last column are of no row.
            if surplus.iter().any(|cell| cell.sort == Sort::Number) {
                return Vec::new();
            }
            break;
        }
        at += width;
    }
    rows
}

/// The heads before the first row: one over each column, but for that of the labels.
fn head_before(text: &Text, cells: &[Paced], start: usize, width: usize) -> Option<Range<usize>> {
    let head = start.checked_sub(width)?..start;
    let (label, heads) = cells.within(head.clone()).split_first()?;
    let named = heads.iter().all(|cell| cell.sort == Sort::Words);
    // Without a cell over the labels the unit or the title stands there.
    let words = label.raw.text(text);
    let short = label.sort == Sort::Words
        && !words.contains([':', '：', '表'])
        && words.chars().count() <= LONGEST_HEAD;
    (named && (short || label.sort == Sort::Blank)).then_some(head)
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::shown;

    #[test]
    fn cells_between_empty_lines_make_rows() {
        let source = "余额表\n\n \n\n单位:亿元\n\n    \n\n预算数\n\n执行数\n\n一、上年末余额\n\n \n\n57.50\n\n二、限额\n\n75.48\n\n \n\n三、发行\n额\n\n \n\n20.05\n\n \n\n注:本表。\n";
        assert_eq!(
            shown(source),
            ["|预算数|执行数 一、上年末余额||57.50 二、限额|75.48| 三、发行额||20.05"]
        );
    }

    #[test]
    fn what_has_no_rows_of_one_width_is_no_table() {
        for source in [
            // A lost blank.
            "    \n\n预算数\n\n执行数\n\n一、上年末余额\n\n57.50\n\n二、限额\n\n75.48\n\n \n\n三、发行额\n\n \n\n20.05\n",
            // Paragraphs.
            "一、概况\n\n \n\n二、说明\n\n2021年支出12万元。\n\n \n\n三、附件\n",
        ] {
            assert!(shown(source).is_empty(), "{source}");
        }
    }
}
