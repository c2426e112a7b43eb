//! The rows of a table whose cells are known only in the order of reading.
//!
//! Every cell goes to a column of its row, columns rising; a column may be left out. Each step has a
//! price: a number under a label, a label left out, a row begun. The cheapest way through the cells
//! is the body.

use std::ops::Range;

use super::template::{NEVER, Template};
use super::{Kind, Token};
use crate::layout::table::matrix::Matrix;
use crate::lexicon::classification::classification;
use crate::lexicon::columns::Role;
use crate::lexicon::heads::AMONG;
use crate::lexicon::{concepts, heads};
use crate::text::Cut;

/// What a row costs by itself.
const ROW: u32 = 2;
/// The price of the next column for a cell before which others are empty: blank lines say so.
const EMPTY_BEFORE: u32 = 30;
/// How rows may lie in the tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::layout::table) enum Rows {
    /// Each line is a row.
    Lines,
    /// Rows begin anywhere; empty cells are lost.
    Anywhere,
    /// Rows begin anywhere, and every cell is there.
    Whole,
}

/// A body: its price and, for each row and column, its tokens.
#[derive(Debug, Clone)]
pub(super) struct Body {
    pub cost: u32,
    pub rows: Vec<Vec<Vec<usize>>>,
}

/// The cheapest way to one column for one token.
#[derive(Debug, Clone, Copy)]
struct Step {
    cost: u32,
    /// The column of the token before.
    last: usize,
    /// Whether a row begins here.
    begins: bool,
}

/// What no way costs.
const ENDLESS: u32 = u32::MAX / 4;

/// Lays tokens into the columns of a template; `None` where that would cost more than `most`.
pub(super) fn fit(tokens: &[Token], template: &Template, rows: Rows, most: u32) -> Option<Body> {
    let width = template.roles.len();
    if tokens.is_empty() || width == 0 {
        return None;
    }
    let skip = |columns: Range<usize>| match rows {
        Rows::Whole => NEVER * u32::try_from(columns.len()).unwrap_or(1),
        _ => template.skip(columns),
    };
    let mut skips = Matrix::new(width + 1, width + 1, 0);
    for from in 0..=width {
        (from + 1..=width).for_each(|to| skips.set(from, to, skip(from..to)));
    }
    let skipped = |from: usize, to: usize| skips.at(from, to);
    let end = |(column, step): (usize, &Step)| (step.cost + skipped(column + 1, width), column);
    let mut steps: Vec<Step> = Vec::with_capacity(tokens.len() * width);
    let mut row: Vec<Step> = Vec::with_capacity(width);
    for (at, token) in tokens.iter().enumerate() {
        let last = tokens.before(at).last();
        let same_line = last.is_some_and(|last| last.line == token.line);
        let must_begin = at == 0 || rows == Rows::Lines && !same_line;
        let may_begin = must_begin || rows != Rows::Lines;
        let (_, before) = steps.split_at(steps.len().saturating_sub(width));
        let joined = last.map(|last| join(last, token, rows, same_line));
        let next = if token.apart { EMPTY_BEFORE } else { 0 };
        let (ended, last) = before.iter().enumerate().map(end).min().unwrap_or((0, 0));
        // Where the row before is full, the first column of this one is the next.
        let full = |(column, step)| {
            let (cost, column) = end((column, step));
            let follows = if column + 1 == width { next } else { 0 };
            (cost + follows, column)
        };
        let begun = before.iter().enumerate().map(full).min().unwrap_or((0, 0));
        let prices = template.prices(token, tokens.get(at + 1));
        let step = |column: usize| {
            let mut best = Step {
                cost: ENDLESS,
                last: 0,
                begins: true,
            };
            if may_begin {
                let (ended, last) = if column == 0 { begun } else { (ended, last) };
                best = Step {
                    cost: ended + ROW + skipped(0, column),
                    last,
                    begins: true,
                };
            }
            if !must_begin {
                let label = matches!(template.role(column), Role::Label | Role::Note);
                let joined = joined.filter(|_| label && !token.apart);
                let joined = joined.zip(before.get(column));
                let apart = before.iter().enumerate().take(column);
                let apart = apart.map(|(last, step)| {
                    let follows = if last + 1 == column { next } else { 0 };
                    (step.cost + skipped(last + 1, column) + follows, last)
                });
                let joined = joined.map(|(joined, step)| (step.cost + joined, column));
                for (cost, last) in apart.chain(joined) {
                    if cost < best.cost {
                        best = Step {
                            cost,
                            last,
                            begins: false,
                        };
                    }
                }
            }
            best.cost += prices(column);
            best
        };
        row.clear();
        row.extend((0..width).map(step));
        if row.iter().all(|step| step.cost > most) {
            return None;
        }
        steps.extend_from_slice(&row);
    }
    let last = steps.chunks_exact(width).next_back()?;
    // The last row may have lost the empty cells at its end, where all others kept theirs.
    let cut =
        |(column, step): (usize, &Step)| (step.cost + template.skip(column + 1..width), column);
    let (cost, mut column) = last.iter().enumerate().map(cut).min()?;
    let mut placed = Vec::with_capacity(tokens.len());
    for row in steps.chunks_exact(width).rev() {
        let step = row.get(column)?;
        placed.push((column, step.begins));
        column = step.last;
    }
    let mut body = Vec::new();
    for (at, (column, begins)) in placed.into_iter().rev().enumerate() {
        if begins {
            body.push(vec![Vec::new(); width]);
        }
        let row: Option<&mut Vec<Vec<usize>>> = body.last_mut();
        if let Some(cell) = row.and_then(|row| row.get_mut(column)) {
            cell.push(at);
        }
    }
    (cost <= most).then_some(Body { cost, rows: body })
}

/// The price of reading a token as the end of the one before, the two being one label.
fn join(first: &Token, second: &Token, rows: Rows, same_line: bool) -> u32 {
    if first.kind != Kind::Word || second.kind != Kind::Word || rows == Rows::Whole {
        return NEVER;
    }
    if same_line {
        return if begins_item(&second.text) || is_name(&first.text) && is_name(&second.text) {
            30
        } else {
            3
        };
    }
    let whole = format!("{}{}", first.text, second.text);
    let open = first
        .text
        .ends_with(['（', '(', '、', '及', '与', '和', '的'])
        || second
            .text
            .starts_with(['）', ')', '、', '及', '与', '和', '的']);
    if whole.chars().count() > 60 {
        NEVER
    } else if is_entry(&whole) {
        0
    } else if open {
        5
    } else if is_name(&first.text) || is_name(&second.text) || begins_item(&second.text) {
        NEVER
    } else {
        18
    }
}

/// Whether a label is a name of the classification or a known head, as a whole.
fn is_entry(label: &str) -> bool {
    classification().of_name(label).next().is_some() || heads::is_known(&heads::name(label))
}

/// Whether a label is a name that the lexicon knows.
fn is_name(label: &str) -> bool {
    is_entry(label) || concepts::find(label).is_some()
}

fn begins_item(label: &str) -> bool {
    label.starts_with(AMONG)
        || label.starts_with(['（', '('])
        || label.starts_with(|c: char| c.is_ascii_digit())
        || matches!(label.chars().nth(1), Some('、'))
}
