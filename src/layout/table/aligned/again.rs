//! The columns of a table on its next page.
//!
//! A page has its own margins and widths, so that columns stand elsewhere in its text, and a column
//! that is empty on a page leaves nothing there. What a page shows is matched in order with the
//! columns of the page before, by what they hold and by how far they have moved.

use rustc_hash::FxHashMap as HashMap;

use super::columns::Column;
use super::head::HeadCell;
use super::stack::cells;
use super::token::Token;
use crate::layout::table::matrix::{Matrix, from_none};
use crate::lexicon::key;

/// With more columns than this, only as many as before are the same.
const MOST: usize = 32;

/// What it costs that a column of the page before shows nothing here, in half columns.
const EMPTY: usize = 4;

/// The head of the page before as it is printed again; none if a page prints none; `None` if it
/// prints another one.
pub fn head(
    source: &str,
    here: &[Vec<Token>],
    before: &[Vec<HeadCell>],
) -> Option<Vec<Vec<HeadCell>>> {
    if here.is_empty() {
        return Some(Vec::new());
    }
    let text = |pieces: &[Token]| -> String {
        pieces.iter().map(|piece| key(piece.text(source))).collect()
    };
    let all = |lines: &mut dyn Iterator<Item = String>| {
        let mut texts: Vec<char> = lines
            .flat_map(|text| text.chars().collect::<Vec<_>>())
            .collect();
        texts.sort_unstable();
        texts
    };
    // The lowest head of a column stands once in the rows, one over several once and then merged.
    let own = before.iter().flatten().filter(|(_, merged)| !merged);
    let same = all(&mut own.map(|(pieces, _)| text(pieces)))
        == all(&mut here.iter().map(|line| text(line)));
    if !same {
        return None;
    }
    let mut printed: HashMap<String, Vec<Vec<Token>>> = HashMap::default();
    for cell in cells(source, here).into_iter().rev() {
        printed
            .entry(text(&cell.pieces))
            .or_default()
            .push(cell.pieces);
    }
    let mut head = Vec::with_capacity(before.len());
    for row in before {
        let mut own: Vec<HeadCell> = Vec::with_capacity(row.len());
        for (pieces, merged) in row {
            let cell = if pieces.is_empty() {
                Vec::new()
            } else if *merged {
                own.last().map_or_else(Vec::new, |(left, _)| left.clone())
            } else {
                printed.get_mut(&text(pieces))?.pop()?
            };
            own.push((cell, *merged));
        }
        head.push(own);
    }
    Some(head)
}

/// The columns of a table that goes on, each where the page shows it; `None` if what the page shows
/// are other columns.
pub fn columns(before: &[Column], here: &[Column]) -> Option<Vec<Column>> {
    if here.is_empty() || here.len() > before.len() {
        return None;
    }
    let same = |pairs: &[(usize, &Column)]| -> Vec<Column> {
        before
            .iter()
            .enumerate()
            .map(|(at, column)| {
                let shown = pairs.iter().find(|(own, _)| *own == at);
                match shown {
                    Some((_, shown)) => Column {
                        half: column.half,
                        ..(*shown).clone()
                    },
                    None => Column {
                        body: None,
                        ..column.clone()
                    },
                }
            })
            .collect()
    };
    let alike = |one: &Column, other: &Column| one.role == other.role;
    if here.len() == before.len() {
        let pairs: Vec<_> = here.iter().enumerate().collect();
        let all = before
            .iter()
            .zip(here)
            .all(|(one, other)| alike(one, other));
        return all.then(|| same(&pairs));
    }
    if before.len() > MOST {
        return None;
    }
    // Pages move as a whole: every pair of like columns is one way to lay them over each other.
    let mut best: Option<(usize, Vec<(usize, &Column)>)> = None;
    for one in before {
        for other in here.iter().filter(|other| alike(one, other)) {
            let shift = one.middle().cast_signed() - other.middle().cast_signed();
            let Some((cost, pairs)) = laid(before, here, shift) else {
                continue;
            };
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, pairs));
            }
        }
    }
    best.map(|(_, pairs)| same(&pairs))
}

/// The cheapest way to give every column here, moved by `shift`, a like one of those before.
fn laid<'h>(
    before: &[Column],
    here: &'h [Column],
    shift: isize,
) -> Option<(usize, Vec<(usize, &'h Column)>)> {
    let mut cost = Matrix::new(before.len() + 1, here.len() + 1, (usize::MAX, false));
    cost.set(0, 0, (0, false));
    for (one, own) in before.iter().enumerate() {
        for (other, column) in from_none(here).enumerate() {
            let (skipped, _) = cost.at(one, other);
            let mut least = (skipped.saturating_add(EMPTY), false);
            if let Some(column) = column
                && column.role == own.role
            {
                let moved = column.middle().cast_signed() + shift;
                let off = moved.abs_diff(own.middle().cast_signed());
                let (both, _) = cost.at(one, other - 1);
                let total = both.saturating_add(off);
                if total < least.0 {
                    least = (total, true);
                }
            }
            cost.set(one + 1, other, least);
        }
    }
    let (total, _) = cost.at(before.len(), here.len());
    if total == usize::MAX {
        return None;
    }
    let mut other = here.len();
    let mut shown = here.iter().rev();
    let mut pairs = Vec::with_capacity(here.len());
    for one in (1..=before.len()).rev() {
        if cost.at(one, other).1 {
            pairs.extend(shown.next().map(|column| (one - 1, column)));
            other -= 1;
        }
    }
    Some((total, pairs))
}
