//! A cell a line, each ended by ` |`; empty cells lost or left as a lone `|`.
//!
//! Where rows end is not written, unless a blank line follows them. If the empty cells are kept,
//! all rows of the body have the same number of cells, and the kinds of cells come again at that
//! distance. If they are lost, a row begins where a label follows a value.

use std::ops::Range;

use super::{Raw, grid, is_numbered, is_prose, is_table, is_title, split, trimmed};
use crate::fold::Folded;
use crate::layout::table::{Grid, Page};
use crate::lexicon::performance::{Column, Head, Sense, sense};
use crate::text::Text;

/// A table has at least so many cells.
const LEAST_CELLS: usize = 6;
/// No table is wider.
const WIDEST: usize = 30;
/// Of a hundred cells so many are of the kind of the cell a row before.
const ALIKE: usize = 80;
/// So many blank lines end a table.
const GAP: usize = 2;

/// What a cell holds, as far as its form goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Empty,
    Number,
    /// A short text with a digit or sign in it: `≥95%`, `120人`.
    Value,
    Label,
}

/// A cell, its kind, and whether a blank line stands before it.
struct Item {
    raw: Raw,
    kind: Kind,
    apart: bool,
}

pub(super) fn find(page: &Page) -> Vec<Grid> {
    let text = page.text;
    let mut grids = Vec::new();
    let mut at = 0;
    while at < text.line_count() {
        if page.claimed[at] || cell(text, at).is_none() {
            at += 1;
            continue;
        }
        let (items, next) = run(page, at);
        for piece in pieces(text, items) {
            if piece.len() < LEAST_CELLS {
                continue;
            }
            for table in split(text, rows(text, piece)) {
                if is_table(text, &table) {
                    grids.extend(grid(text, &table));
                }
            }
        }
        at = next;
    }
    grids
}

/// The bytes of the cell on a line that ends in its only bar.
fn cell(text: &Text, index: usize) -> Option<Range<usize>> {
    let range = text.line_range(index);
    let line = text.line(index).trim_end();
    let content = line.strip_suffix('|')?;
    (!content.contains('|')).then(|| trimmed(text, range.start..range.start + content.len()))
}

/// Reads the cells of a run that begins at line `start`, and says where to go on.
fn run(page: &Page, start: usize) -> (Vec<Item>, usize) {
    let text = page.text;
    let mut items: Vec<Item> = Vec::new();
    let mut at = start;
    let mut end = start + 1;
    let mut blanks = 0;
    while at < text.line_count() && !page.claimed[at] {
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

/// The line that ends the cell of which line `at` is the first, if it is one: few lines, no title,
/// no heading, no running text.
fn last_line(page: &Page, at: usize) -> Option<usize> {
    for index in at..(at + 4).min(page.text.line_count()) {
        if page.claimed[index] || page.is_blank(index) {
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

fn item(text: &Text, lines: Range<usize>, bytes: Range<usize>, apart: bool) -> Item {
    let folded = Folded::fold(&text.as_str()[bytes.clone()]);
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

/// Parts a run at the titles of its tables.
fn pieces(text: &Text, items: Vec<Item>) -> Vec<Vec<Item>> {
    let framed: Vec<bool> = items.iter().map(|item| is_frame(text, item)).collect();
    let mut pieces: Vec<Vec<Item>> = Vec::new();
    let mut titled = false;
    for (at, item) in items.into_iter().enumerate() {
        let title = is_title(item.raw.text(text))
            && (item.apart || at == 0 || framed.get(at + 1) == Some(&true));
        match pieces.last_mut() {
            Some(piece) if !title || titled => piece.push(item),
            _ => pieces.push(vec![item]),
        }
        titled = title;
    }
    pieces
}

/// Cuts the cells into rows.
fn rows(text: &Text, items: Vec<Item>) -> Vec<Vec<Raw>> {
    let breaks = parted(&items)
        .or_else(|| worded(text, &items))
        .or_else(|| periodic(text, &items))
        .unwrap_or_else(|| labelled(text, &items));
    let mut rows: Vec<Vec<Raw>> = Vec::new();
    for (item, begins) in items.into_iter().zip(breaks) {
        match rows.last_mut() {
            Some(row) if !begins => row.push(item.raw),
            _ => rows.push(vec![item.raw]),
        }
    }
    rows
}

/// Blank lines part the rows, if they do so throughout.
fn parted(items: &[Item]) -> Option<Vec<bool>> {
    let groups = items.iter().filter(|item| item.apart).count() + 1;
    (groups >= 3 && items.len() >= groups * 2)
        .then(|| items.iter().map(|item| item.apart).collect())
}

/// How many cells at the beginning are rows of their own: titles, and the unit.
fn frame(text: &Text, items: &[Item]) -> usize {
    items
        .iter()
        .take_while(|item| is_title(item.raw.text(text)) || is_frame(text, item))
        .count()
}

/// What stands between a table's title and its head: the unit, the year, the form's number.
fn is_frame(text: &Text, item: &Item) -> bool {
    let folded = Folded::fold(item.raw.text(text));
    folded.contains("单位:")
        || folded.contains("单元:")
        || folded.starts_with("公开")
        || (folded.starts_with('(') && folded.ends_with(')'))
}

/// The rows of a performance table, as its words part them. Where the indicators' rows end the
/// words do not say; the reading room cuts them by what the cells mean.
fn worded(text: &Text, items: &[Item]) -> Option<Vec<bool>> {
    let senses: Vec<Sense> = items
        .iter()
        .map(|item| sense(&Folded::fold(item.raw.text(text))))
        .collect();
    let heading = |at: usize| {
        senses
            .get(at)
            .is_some_and(|sense| sense.column.is_some() && sense.head.is_none())
    };
    let levels = senses
        .iter()
        .filter(|sense| sense.column.is_some_and(|column| column <= Column::Level3));
    if levels.count() < 2 {
        return None;
    }
    let frame = frame(text, items);
    let word = |at: usize| senses[at].is_word();
    let text_below = |at: usize| matches!(senses[at].head, Some(Head::Goal | Head::Result));
    let breaks = (0..items.len()).map(|at| {
        if at <= frame {
            return true;
        }
        let next_word = at + 1 < items.len() && word(at + 1);
        let sense = &senses[at];
        match sense.head {
            // 主管部门 after a value; 年度资金总额 after the headings of the money.
            Some(_) if !word(at - 1) => true,
            Some(Head::Name | Head::Agency | Head::Total | Head::Fiscal | Head::Other) => {
                !next_word && senses[at - 1].label == sense.label && !senses[at - 1].label
            }
            _ if sense.closing => true,
            _ if sense.label => next_word && !heading(at - 1),
            _ if sense.level1.is_some() => true,
            _ if sense.level2.is_some() => senses[at - 1].level1.is_none(),
            // The headings of the indicators, and what follows them.
            _ if heading(at) && sense.column == Some(Column::Level1) => !senses[at - 1].label,
            _ if !word(at) && word(at - 1) => {
                (heading(at - 1) && at > 1 && heading(at - 2))
                    || (text_below(at - 1) && at > 1 && text_below(at - 2))
            }
            _ => false,
        }
    });
    Some(breaks.collect())
}

/// Rows of equal width: the distance at which the kinds of the cells come again.
fn periodic(text: &Text, items: &[Item]) -> Option<Vec<bool>> {
    let frame = frame(text, items);
    let kinds: Vec<Kind> = items[frame..].iter().map(|item| item.kind).collect();
    let first = kinds.iter().position(|kind| *kind == Kind::Number)?;
    let body = &kinds[first..];
    let alike = |width: usize| {
        let pairs = body.len().saturating_sub(width);
        let same = (0..pairs)
            .filter(|at| {
                let pair = (body[*at], body[at + width]);
                pair.0 == pair.1
                    || matches!(
                        pair,
                        (Kind::Empty, Kind::Number) | (Kind::Number, Kind::Empty)
                    )
            })
            .count();
        (pairs, same)
    };
    let width = (2..=WIDEST.min(body.len() / 2)).find(|width| {
        let (pairs, same) = alike(*width);
        let start = kinds.len() % width;
        // A row begins with a label, so the phase is right where labels stand first.
        let labels = (start..kinds.len())
            .step_by(*width)
            .filter(|at| *at >= first.saturating_sub(*width))
            .all(|at| {
                kinds[at] == Kind::Label
                    || kinds[at] == Kind::Number && is_code(text, items, frame + at)
            });
        labels && pairs >= *width && same * 100 >= pairs * ALIKE
    })?;
    let phase = kinds.len() % width;
    let breaks = (0..items.len())
        .map(|at| match at.checked_sub(frame) {
            None | Some(0) => true,
            Some(at) => at % width == phase && (phase == 0 || at >= phase),
        })
        .collect();
    Some(breaks)
}

/// A classification code: three, five or seven digits before a label.
fn is_code(text: &Text, items: &[Item], at: usize) -> bool {
    let digits = items[at].raw.text(text);
    let next = items.get(at + 1).map(|item| item.kind);
    matches!(digits.len(), 3 | 5 | 7)
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && next == Some(Kind::Label)
}

/// Rows of any width: a row begins at a label after a value, and after the title.
fn labelled(text: &Text, items: &[Item]) -> Vec<bool> {
    let frame = frame(text, items);
    let label = |at: usize| items[at].kind == Kind::Label || is_code(text, items, at);
    (0..items.len())
        .map(|at| {
            at <= frame
                || (label(at) && !label(at - 1))
                || is_title(&Folded::fold(items[at].raw.text(text)))
        })
        .collect()
}
