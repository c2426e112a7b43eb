//! Where the rows end in a run of cells that each stand on a line of their own.
//!
//! Four ways, asked in turn: blank lines part the rows; the words of a form begin
//! them; all rows have the same width; a row begins at a label after a value.

use super::barred::{Item, Kind};
use super::titled::is_form_number;
use super::{Raw, is_title};
use crate::fold::Folded;
use crate::layout::table::Page;
use crate::layout::table::form::{Asked, Column, Printed};
use crate::lexicon::lists::{Class as List, list};
use crate::text::{Cut, Text};

/// No table is wider.
const WIDEST: usize = 30;
/// No more cells stand above a head.
const LONGEST_FRAME: usize = 6;
/// Of a thousand cells so many are of their column's kind.
const PURE: usize = 900;

/// Cuts the cells into rows.
pub(super) fn rows(page: &Page, items: Vec<Item>) -> Vec<Vec<Raw>> {
    let text = page.text;
    let breaks = parted(&items)
        .or_else(|| worded(page, &items))
        .or_else(|| periodic(text, &items));
    match breaks {
        Some(breaks) => group(items, breaks).into_iter().map(raws).collect(),
        None => {
            let breaks = labelled(text, &items);
            coded(group(items, breaks))
        }
    }
}

fn group(items: Vec<Item>, breaks: Vec<bool>) -> Vec<Vec<Item>> {
    let mut rows: Vec<Vec<Item>> = Vec::new();
    for (item, begins) in items.into_iter().zip(breaks) {
        match rows.last_mut() {
            Some(row) if !begins => row.push(item),
            _ => rows.push(vec![item]),
        }
    }
    rows
}

fn raws(row: Vec<Item>) -> Vec<Raw> {
    row.into_iter().map(|item| item.raw).collect()
}

/// Gives rows without a code (合计), or with fewer parts of one, the empty cells that they lost
/// before their label.
fn coded(rows: Vec<Vec<Item>>) -> Vec<Vec<Raw>> {
    let label = |row: &[Item]| {
        let at = row.iter().position(|item| item.kind == Kind::Label)?;
        row.iter()
            .skip(at)
            .any(|item| item.kind == Kind::Number)
            .then_some(at)
    };
    let codes = rows.iter().filter_map(|row| label(row)).max().unwrap_or(0);
    rows.into_iter()
        .map(|row| {
            let Some(at) = label(&row) else {
                return raws(row);
            };
            // A part of a code that is not the first (`05`) stands nearer to the label.
            let whole = row.first().is_some_and(|cell| cell.raw.bytes.len() > 2);
            let place = if whole { at } else { 0 };
            let mut row = raws(row);
            let Some(next) = row.get(place) else {
                return row;
            };
            let lost = Raw {
                lines: next.lines.clone(),
                bytes: next.bytes.start..next.bytes.start,
            };
            row.splice(
                place..place,
                std::iter::repeat_n(lost, codes.saturating_sub(at)),
            );
            row
        })
        .collect()
}

/// Blank lines part the rows, if they do so throughout.
fn parted(items: &[Item]) -> Option<Vec<bool>> {
    let groups = items.iter().filter(|item| item.apart).count() + 1;
    (groups >= 3 && items.len() >= groups * 2)
        .then(|| items.iter().map(|item| item.apart).collect())
}

/// How many cells at the beginning are rows of their own: titles, the agency, the year, down to the unit.
pub(super) fn frame(text: &Text, items: &[Item]) -> usize {
    let framing = |item: &&Item| {
        is_title(item.raw.text(text))
            || is_frame(text, item)
            || is_form_number(&Folded::fold(item.raw.text(text)))
    };
    let framed = items.iter().take_while(framing).count();
    let first = items.iter().take(LONGEST_FRAME);
    let words: Vec<&Item> = first.take_while(|item| item.kind != Kind::Number).collect();
    let unit = |item: &&Item| list(List::UnitLine).begins(&Folded::fold(item.raw.text(text)));
    framed.max(words.iter().rposition(unit).map_or(0, |at| at + 1))
}

/// What stands between a table's title and its head: the unit, the year, the form's number.
pub(super) fn is_frame(text: &Text, item: &Item) -> bool {
    let folded = Folded::fold(item.raw.text(text));
    list(List::UnitKey).any_in(&folded)
        || folded.starts_with("公开")
        || (folded.starts_with('(') && folded.ends_with(')'))
}

/// The rows of a form, as its words part them. Where the rows below the headings end the words do not
/// say; the reading room cuts them by what the cells mean.
fn worded(page: &Page, items: &[Item]) -> Option<Vec<bool>> {
    let text = page.text;
    let words = items.iter().map(|item| page.printed(item.raw.text(text)));
    let words: Vec<Printed> = words.collect();
    let heading = |word: &Printed| word.column.is_some() && word.asks.is_none();
    if words.iter().filter(|word| word.heads_names()).count() < 2 {
        return None;
    }
    let frame = frame(text, items);
    if let Some(breaks) = under_headings(items, &words, frame) {
        return Some(breaks);
    }
    let text_below = |word: &Printed| word.asks == Some(Asked::Text);
    let breaks = words.iter().enumerate().map(|(at, word)| {
        let (before, behind) = words.split_at(at);
        let Some((last, before)) = before.split_last().filter(|_| at > frame) else {
            return true;
        };
        let next_word = behind.get(1).is_some_and(Printed::is_word);
        match word.asks {
            // 主管部门 after a value; 年度资金总额 after the headings of the money.
            Some(_) if !last.is_word() => true,
            Some(Asked::Name | Asked::Line) => !next_word && !word.part && !last.part,
            _ if word.closing => true,
            _ if word.part => next_word && !heading(last),
            _ if word.outer => true,
            _ if word.inner => !last.outer,
            // The headings of the rows, and what follows them.
            _ if heading(word) && word.column == Some(Column::Outer) => !last.part,
            _ if !word.is_word() && last.is_word() => before.last().is_some_and(|before| {
                heading(last) && heading(before) || text_below(last) && text_below(before)
            }),
            _ => false,
        }
    });
    Some(breaks.collect())
}

/// Rows of equal width in a form that kept its empty cells: the groups' names stand under their headings.
fn under_headings(items: &[Item], words: &[Printed], frame: usize) -> Option<Vec<bool>> {
    if !items.iter().any(|item| item.kind == Kind::Empty) {
        return None;
    }
    let heading = |column| words.iter().position(|word| word.column == Some(column));
    let outer = heading(Column::Outer)?;
    let inner = heading(Column::Inner)?;
    // Each group with the heading that it should stand under; 成本指标 may stand under either.
    let groups: Vec<(usize, usize)> = (words.iter().enumerate().skip(outer.max(inner) + 1))
        .filter(|(_, word)| word.outer != word.inner)
        .map(|(at, word)| (at, if word.outer { outer } else { inner }))
        .collect();
    let cells = items.len() - frame;
    let width = (3..=WIDEST).rev().find(|width| {
        let under = groups
            .iter()
            .filter(|(at, heading)| (at - heading).is_multiple_of(*width));
        cells.is_multiple_of(*width) && groups.len() >= 3 && under.count() * 10 >= groups.len() * 8
    })?;
    Some(every(width, 0, items, frame))
}

/// Rows of equal width: the width at which each column holds one kind of cell.
fn periodic(text: &Text, items: &[Item]) -> Option<Vec<bool>> {
    let frame = frame(text, items);
    let cells = items.behind(frame);
    let first = cells.iter().position(|item| item.kind == Kind::Number)?;
    // There is a row of headings before the first number, and there are two rows of body.
    let widest = WIDEST.min(first).min(cells.len() / 3);
    let purities: Vec<(usize, usize)> = (2..=widest)
        .map(|width| (width, purity(cells, first, width)))
        .collect();
    let best = purities.iter().map(|(_, purity)| *purity).max()?;
    let (width, purity) = *purities.iter().find(|(_, purity)| purity + 5 >= best)?;
    if purity < PURE {
        return None;
    }
    let rest = cells.len() % width;
    let first = if lost_at_end(cells, width) { 0 } else { rest };
    Some(every(width, first, items, frame))
}

/// Whether what the last row lacks is empty in the rows above it: it lost its empty cells, and the first row is whole.
fn lost_at_end(cells: &[Item], width: usize) -> bool {
    let rest = cells.len() % width;
    let body: Vec<&[Item]> = cells.chunks_exact(width).skip(1).collect();
    let empty = |row: &&[Item]| {
        let lacked = row.behind(rest);
        lacked.iter().all(|item| item.kind == Kind::Empty)
    };
    rest > 0 && body.len() > 1 && body.iter().all(empty)
}

/// Rows of `width` cells below the frame, but that the first may have fewer.
fn every(width: usize, first: usize, items: &[Item], frame: usize) -> Vec<bool> {
    let begins = |at: usize| at == 0 || at % width == first;
    let cells = 0..items.len();
    cells
        .map(|at| at.checked_sub(frame).is_none_or(begins))
        .collect()
}

/// Of a thousand cells of the body, how many are of the kind that most of their column are, if
/// rows are `width` wide and the last one is whole. A width that leaves no rest is likelier.
fn purity(cells: &[Item], first: usize, width: usize) -> usize {
    let phase = cells.len() % width;
    let start = first - (first + width - phase) % width;
    let (mut all, mut pure) = (0, 0);
    for first in start..start + width {
        let (mut numbers, mut words) = (0usize, 0usize);
        for item in cells.iter().skip(first).step_by(width) {
            match item.kind {
                Kind::Empty => {}
                Kind::Number => numbers += 1,
                Kind::Value | Kind::Label => words += 1,
            }
        }
        all += numbers + words;
        pure += numbers.max(words);
    }
    let rest = if phase == 0 { 0 } else { 50 };
    (pure * 1000 / all.max(1)).saturating_sub(rest)
}

/// A classification code, in one cell or in several, before a label: `2080501`, `208 | 05 | 01`.
fn is_code(text: &Text, items: &[Item], at: usize) -> bool {
    let long = |digits: &str| matches!(digits.len(), 3 | 5 | 7);
    let short = |digits: &str| digits.len() == 2 && digits.starts_with('0');
    let digits = |at: usize| {
        items
            .get(at)
            .map(|item| item.raw.text(text))
            .filter(|cell| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let Some(first) = digits(at).filter(|digits| long(digits) || short(digits)) else {
        return false;
    };
    let parts = if first.len() > 3 { 0 } else { 2 };
    let end = (at + 1..=at + parts)
        .find(|at| digits(*at).is_none_or(|digits| digits.len() != 2))
        .unwrap_or(at + parts + 1);
    items.get(end).map(|item| item.kind) == Some(Kind::Label)
}

/// Rows of any width: a row begins at a label after a value, and after the title.
fn labelled(text: &Text, items: &[Item]) -> Vec<bool> {
    let frame = frame(text, items);
    let code = |at: usize| is_code(text, items, at);
    let label = |at: usize| items.get(at).map(|item| item.kind) == Some(Kind::Label);
    // The headings end where the label of the first number begins.
    let first = items
        .iter()
        .enumerate()
        .position(|(at, item)| item.kind == Kind::Number && !code(at))
        .unwrap_or(items.len());
    let items = items.iter().enumerate();
    items
        .map(|(at, item)| {
            let coded = at > 0 && (code(at - 1) || (at > 1 && code(at - 2)));
            at <= frame
                || (at + 1 == first && label(at) && !coded)
                || (code(at) && !coded)
                || (label(at) && !label(at - 1) && !coded)
                || is_title(&Folded::fold(item.raw.text(text)))
        })
        .collect()
}
