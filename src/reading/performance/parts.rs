//! The parts of a sheet: for each project its head, the headings of its indicators, its
//! indicators.

use std::ops::Range;

use super::sheet::{Entry, Sheet, is_heading, is_words, names};
use crate::lexicon::performance::Head;
use crate::text::Cut;

/// The rows of one project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Name, money, goal.
    pub head: Range<usize>,
    /// The headings of the indicator columns; empty where they are lost.
    pub heading: Range<usize>,
    /// The indicators.
    pub body: Range<usize>,
    /// Whether the names of projects stand in a column of the body, not in the head.
    pub columnar: bool,
}

/// Splits a sheet where a project's name is asked for anew.
pub(super) fn parts(sheet: &Sheet) -> Vec<Part> {
    let mut starts: Vec<usize> = Vec::new();
    let mut named = false;
    for (index, row) in sheet.rows.iter().enumerate() {
        if !names(row, Head::Name) {
            continue;
        }
        if named || starts.is_empty() {
            // What stands above the first name (a title) belongs to the first part.
            starts.push(if named { index } else { 0 });
        }
        named = true;
    }
    if starts.is_empty() {
        starts.push(0);
    }
    let ends: Vec<usize> = starts
        .iter()
        .skip(1)
        .copied()
        .chain([sheet.rows.len()])
        .collect();
    starts
        .into_iter()
        .zip(ends)
        .map(|(start, end)| part(sheet, start..end))
        .collect()
}

fn part(sheet: &Sheet, rows: Range<usize>) -> Part {
    match rows.clone().find(|index| is_heading(sheet.row(*index))) {
        Some(found) => headed(sheet, rows, found),
        None => {
            let body = unheaded_body(sheet, rows.clone());
            Part {
                head: rows.start..body,
                heading: body..body,
                body: body..rows.end,
                columnar: false,
            }
        }
    }
}

fn headed(sheet: &Sheet, rows: Range<usize>, found: usize) -> Part {
    let mut first = found;
    while first > rows.start && is_words(sheet.row(first - 1)) {
        first -= 1;
    }
    let last = sheet.row(found);
    let columnar = sheet
        .rows
        .within(first..found + 1)
        .iter()
        .flatten()
        .filter(|entry| entry.sense.head == Some(Head::Name))
        .any(|name| {
            !last
                .iter()
                .any(|entry| entry.column == name.column && entry.sense.column.is_some())
        });
    let mut end = found + 1;
    while end < rows.end && is_more_heading(sheet.row(end)) {
        end += 1;
    }
    let start = if columnar { first } else { found };
    Part {
        head: rows.start..start,
        heading: start..end,
        body: end..rows.end,
        columnar,
    }
}

/// A second row of headings holds headings of columns and no group.
fn is_more_heading(row: &[Entry]) -> bool {
    is_words(row)
        && row
            .iter()
            .all(|entry| entry.sense.column.is_some() && !entry.is_level())
}

/// Without headings the body begins after the last row of the head, if there are indicators.
fn unheaded_body(sheet: &Sheet, rows: Range<usize>) -> usize {
    let groups = rows
        .clone()
        .map(|index| sheet.row(index))
        .any(|row| row.len() > 1 && row.iter().any(Entry::is_level));
    if !groups {
        return rows.end;
    }
    let is_head = |index: &usize| {
        let row = sheet.row(*index);
        row.iter()
            .any(|entry| super::sheet::head_of(entry).is_some())
            && !row.iter().any(Entry::is_level)
    };
    rows.clone()
        .rev()
        .find(is_head)
        .map_or(rows.start, |index| index + 1)
}
