//! The head of an aligned table, fitted over the columns of its body.
//!
//! A head cell stands centred over one column or over several that have heads of their own below.
//! Which columns it is over is told by where their common middle is and by its neighbours.

use super::columns::{Column, Role};
use super::token::Token;

/// A cell of the head: its pieces, and whether they were copied from the cell on the left.
pub type HeadCell = (Vec<Token>, bool);

/// How much nearer, in half columns, a head must be to be preferred to one that ends where the
/// table or its neighbour does.
const EDGE: usize = 8;

/// A head may stand this far beside its column.
const BESIDE: usize = 4;

/// Fits the lines of the head over the columns. Columns that only the head has are added.
pub fn fit(head: &[Vec<Token>], columns: &mut Vec<Column>) -> Vec<Vec<HeadCell>> {
    add_columns(head, columns);
    let below = below(head, columns);
    let mut parents: Vec<Vec<(usize, Token)>> = vec![Vec::new(); columns.len()];
    let mut leaves: Vec<Vec<Token>> = vec![Vec::new(); columns.len()];
    for (at, line) in head.iter().enumerate() {
        let homes: Vec<_> = line.iter().map(|token| home(columns, token)).collect();
        for (place, token) in line.iter().enumerate() {
            let from = if place == 0 {
                0
            } else {
                between(columns, &line[place - 1], token)
            };
            let to = match line.get(place + 1) {
                None => columns.len(),
                Some(next) => between(columns, token, next),
            };
            // Columns that already have a head of their own, or have none below, are not under it.
            let open = |column: usize| leaves[column].is_empty() && below[column] > at;
            let range = range(columns, token, homes[place], from..to, open);
            if range.len() > 1 {
                for column in range.clone() {
                    parents[column].push((range.start, token.clone()));
                }
            } else {
                leaves[range.start].push(token.clone());
            }
        }
    }
    rows(&parents, leaves)
}

/// The column that a head stands over, by overlap and then by nearness.
fn home(columns: &[Column], token: &Token) -> usize {
    let key = |column: &Column| {
        let apart = token.start.saturating_sub(column.end) + column.start.saturating_sub(token.end);
        (apart, token.middle().abs_diff(column.middle()))
    };
    (0..columns.len())
        .min_by_key(|at| key(&columns[*at]))
        .unwrap_or(0)
}

/// The first column nearer to `right` than to `left`.
fn between(columns: &[Column], left: &Token, right: &Token) -> usize {
    columns
        .iter()
        .position(|column| {
            let middle = column.middle();
            middle.abs_diff(right.middle()) < middle.abs_diff(left.middle())
                && middle > left.middle()
        })
        .unwrap_or(columns.len())
}

/// Adds the columns that have a head but nothing in the body.
fn add_columns(head: &[Vec<Token>], columns: &mut Vec<Column>) {
    // The last line with most pieces names the columns; pieces below or above it wrap.
    for token in head.iter().rev().flatten() {
        let apart = |column: &Column| {
            token.start.saturating_sub(column.end) + column.start.saturating_sub(token.end)
        };
        let touches = columns
            .iter()
            .any(|column| token.start < column.end && column.start < token.end);
        // A head may stand a little beside the numbers below it, if nothing else is over them.
        let beside = columns.iter().any(|column| {
            column.role == Role::Amount
                && apart(column) <= BESIDE
                && !head.iter().flatten().any(|other| {
                    other != token && other.start < column.end && column.start < other.end
                })
        });
        // Heads over several columns stand between them.
        let spans = head
            .iter()
            .flatten()
            .filter(|other| other.line > token.line)
            .any(|other| other.start < token.end + BESIDE && token.start < other.end + BESIDE);
        if touches || beside || spans {
            continue;
        }
        let at = columns
            .iter()
            .position(|column| column.middle() > token.middle())
            .unwrap_or(columns.len());
        let half = at.checked_sub(1).map_or(0, |before| columns[before].half);
        columns.insert(
            at,
            Column {
                start: token.start,
                end: token.end,
                role: Role::Amount,
                half,
                body: None,
            },
        );
    }
}

/// For each column the last line of the head that stands over it alone.
fn below(head: &[Vec<Token>], columns: &[Column]) -> Vec<usize> {
    let mut last = vec![0; columns.len()];
    for (at, line) in head.iter().enumerate() {
        for token in line {
            last[home(columns, token)] = at;
        }
    }
    last
}

/// The columns that a head is over: those whose middle is nearest to its own, ends of the table and
/// of its neighbours being preferred.
fn range(
    columns: &[Column],
    token: &Token,
    home: usize,
    room: std::ops::Range<usize>,
    open: impl Fn(usize) -> bool,
) -> std::ops::Range<usize> {
    let mut best = (
        token.middle().abs_diff(columns[home].middle()),
        home..home + 1,
    );
    if !open(home) {
        return best.1;
    }
    let first = (room.start..=home)
        .rev()
        .take_while(|at| open(*at))
        .last()
        .unwrap_or(home);
    let last = (home..room.end.max(home + 1))
        .take_while(|at| open(*at))
        .last()
        .unwrap_or(home);
    for start in first..=home {
        for end in home..=last {
            if start == end {
                continue;
            }
            let middle = columns[start].start + columns[end].end;
            let bounds = usize::from(start == room.start) + usize::from(end + 1 == room.end);
            let off = token
                .middle()
                .abs_diff(middle)
                .saturating_sub(bounds * EDGE);
            if off < best.0 || (off == best.0 && end + 1 - start > best.1.len()) {
                best = (off, start..end + 1);
            }
        }
    }
    best.1
}

/// The rows of the head: over each column its parents and then its own head, which goes down to the
/// body.
fn rows(parents: &[Vec<(usize, Token)>], leaves: Vec<Vec<Token>>) -> Vec<Vec<HeadCell>> {
    let depth = parents
        .iter()
        .zip(&leaves)
        .map(|(parents, leaf)| parents.len() + usize::from(!leaf.is_empty()))
        .max()
        .unwrap_or(0);
    let mut rows = vec![vec![HeadCell::default(); leaves.len()]; depth];
    for (column, (parents, leaf)) in parents.iter().zip(leaves).enumerate() {
        for (level, (start, token)) in parents.iter().enumerate() {
            rows[level][column] = (vec![token.clone()], *start != column);
        }
        if !leaf.is_empty() {
            rows[parents.len()][column] = (leaf, false);
        }
    }
    rows
}
