//! Which head stands over which column: the two rows are matched in order, from the left.
//!
//! Heads are centred and numbers are not, so that a head may stand beside the numbers it is over.
//! A head over nothing makes a column of its own, one that is empty in the whole body.

use super::columns::{Column, Role};
use super::token::Token;

/// What it costs to leave a head or a column alone, in columns of text.
const ALONE: usize = 12;

/// Matches the lowest heads with the columns and returns the line of columns that results: those
/// of the body, where their heads stand, and those that only the head has.
pub fn match_columns(head: &[Vec<Token>], columns: Vec<Column>) -> Vec<Column> {
    let leaves = naming(head, &columns);
    let mut matched = Vec::with_capacity(columns.len());
    let mut columns = columns.into_iter();
    for step in steps(&leaves, columns.as_slice()).0 {
        match step {
            Step::Both(leaf) => {
                let token = leaves[leaf];
                // Labels fill their cells from the left; heads, unlike numbers, are centred.
                matched.extend(columns.next().map(|column| {
                    let (start, end) = match column.role {
                        Role::Amount => (token.start, token.end),
                        _ => (column.start.min(token.start), column.end.max(token.end)),
                    };
                    Column {
                        start,
                        end,
                        ..column
                    }
                }));
            }
            Step::Column => matched.extend(columns.next()),
            Step::Head(leaf) => {
                let half = matched.last().map_or(0, |before: &Column| before.half);
                matched.push(Column {
                    start: leaves[leaf].start,
                    end: leaves[leaf].end,
                    role: Role::Amount,
                    half,
                    body: None,
                });
            }
        }
    }
    matched
}

/// How far heads and columns are from standing over each other.
pub fn misfit(head: &[Vec<Token>], columns: &[Column]) -> usize {
    steps(&naming(head, columns), columns).1
}

/// The heads that name the columns.
fn naming<'a>(head: &'a [Vec<Token>], columns: &[Column]) -> Vec<&'a Token> {
    match head.last() {
        // A last line with a piece for every column names them all.
        Some(last) if last.len() >= columns.len() => last.iter().collect(),
        _ => leaves(head),
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Both(usize),
    Head(usize),
    Column,
}

/// The cheapest way through both lines, and what it costs.
fn steps(leaves: &[&Token], columns: &[Column]) -> (Vec<Step>, usize) {
    let width = columns.len() + 1;
    // cost[h * width + c]: of matching the first h heads with the first c columns.
    let mut cost = vec![(0usize, Step::Column); (leaves.len() + 1) * width];
    for head in 0..=leaves.len() {
        for column in 0..=columns.len() {
            let at = |head: usize, column: usize| cost[head * width + column].0;
            let mut best: Option<(usize, Step)> = None;
            let mut offer = |price: usize, step: Step| {
                if best.is_none_or(|(least, _)| price < least) {
                    best = Some((price, step));
                }
            };
            if head > 0 && column > 0 {
                let apart = apart(leaves[head - 1], &columns[column - 1]);
                offer(at(head - 1, column - 1) + apart, Step::Both(head - 1));
            }
            if column > 0 {
                offer(at(head, column - 1) + ALONE, Step::Column);
            }
            if head > 0 {
                offer(at(head - 1, column) + ALONE, Step::Head(head - 1));
            }
            cost[head * width + column] = best.unwrap_or((0, Step::Column));
        }
    }
    let (mut head, mut column) = (leaves.len(), columns.len());
    let mut steps = Vec::new();
    while head > 0 || column > 0 {
        let (_, step) = cost[head * width + column];
        match step {
            Step::Both(_) => (head, column) = (head - 1, column - 1),
            Step::Head(_) => head -= 1,
            Step::Column => column -= 1,
        }
        steps.push(step);
    }
    steps.reverse();
    let total = cost.last().map_or(0, |(total, _)| *total);
    (steps, total)
}

/// How far a head stands from a column: nothing if one is over the other's middle.
fn apart(token: &Token, column: &Column) -> usize {
    let gap = token.start.saturating_sub(column.end) + column.start.saturating_sub(token.end);
    let touches = token.start < column.end && column.start < token.end;
    // Heads beside their column are common in wide columns, so that nearness counts little.
    if touches { 0 } else { 2 + gap * 2 }
}

/// The heads with no other below them, from the left: one for every column that has a head. A head
/// between two that begin further down is over both and none itself.
fn leaves(head: &[Vec<Token>]) -> Vec<&Token> {
    let tokens: Vec<&Token> = head.iter().flatten().collect();
    let over = |one: &Token, other: &Token| one.start < other.end && other.start < one.end;
    let mut lowest: Vec<&Token> = tokens
        .iter()
        .filter(|token| {
            !tokens
                .iter()
                .any(|other| other.line > token.line && over(token, other))
        })
        .copied()
        .collect();
    lowest.sort_by_key(|token| token.middle());
    // Whether a head begins below a line: no piece of it stands on or above.
    let begins_below = |neighbour: &Token, line: usize| {
        !tokens
            .iter()
            .any(|other| other.line <= line && over(neighbour, other))
    };
    let kept: Vec<bool> = (0..lowest.len())
        .map(|at| {
            let line = lowest[at].line;
            let spans = at > 0
                && at + 1 < lowest.len()
                && begins_below(lowest[at - 1], line)
                && begins_below(lowest[at + 1], line);
            // The upper piece of a head has one below it and was sorted out before.
            !spans || is_single_line(head)
        })
        .collect();
    lowest
        .into_iter()
        .zip(kept)
        .filter_map(|(token, kept)| kept.then_some(token))
        .collect()
}

fn is_single_line(head: &[Vec<Token>]) -> bool {
    head.len() < 2
}
