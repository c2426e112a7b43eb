//! The cells of a head: pieces that wrap inside a cell are put together.
//!
//! A piece below another either goes on in the same cell or is a head under it. A cell that wraps is
//! set in its middle, so that its neighbours of one line stand between its lines, or wrap with it;
//! a head over others has several below it, or one whose neighbours nothing stands above. Where
//! the words are known, they decide.

use std::ops::Range;

use super::token::Token;
use crate::lexicon::classification::classification;
use crate::lexicon::{columns, heads, key};

/// A cell of the head.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its pieces, from the top.
    pub pieces: Vec<Token>,
    /// From where to where it stands.
    pub start: usize,
    pub end: usize,
    /// The lines on which its pieces stand.
    pub first: usize,
    pub last: usize,
    /// Its text.
    pub text: String,
}

/// Words of a cell may be off its middle by so many half columns.
const OFF: usize = 4;

impl Head {
    fn of(source: &str, token: &Token) -> Self {
        Self {
            pieces: vec![token.clone()],
            start: token.start,
            end: token.end,
            first: token.line,
            last: token.line,
            text: key(token.text(source)),
        }
    }

    /// Twice the middle of the cell.
    pub fn middle(&self) -> usize {
        self.start + self.end
    }

    /// Whether it stands above or below another.
    pub fn overlaps(&self, start: usize, end: usize) -> bool {
        self.start < end && start < self.end
    }

    fn take(&mut self, below: Self) {
        self.start = self.start.min(below.start);
        self.end = self.end.max(below.end);
        self.last = below.last;
        self.pieces.extend(below.pieces);
        self.text.push_str(&below.text);
    }
}

/// With more pieces than this, each is a cell.
const MOST_PIECES: usize = 160;

/// Puts the pieces of a head together into cells, from the top and the left.
pub fn cells(source: &str, lines: &[Vec<Token>]) -> Vec<Head> {
    if lines.iter().map(Vec::len).sum::<usize>() > MOST_PIECES {
        let pieces = lines.iter().flatten();
        return pieces.map(|token| Head::of(source, token)).collect();
    }
    let mut cells: Vec<Head> = Vec::new();
    for line in lines {
        for token in line {
            let own = Head::of(source, token);
            let mut above = cells
                .iter_mut()
                .filter(|cell| {
                    // A piece may begin or end near where the line above it ends or begins.
                    let touches = cell.overlaps(token.start.saturating_sub(2), token.end + 2);
                    let whole = || is_whole(&format!("{}{}", cell.text, own.text));
                    cell.last < token.line
                        && (cell.overlaps(token.start, token.end) || touches && whole())
                })
                .collect::<Vec<_>>();
            above.sort_by_key(|cell| std::cmp::Reverse(cell.last));
            let alone = match above.as_slice() {
                [first, second, ..] => second.overlaps(first.start, first.end),
                _ => true,
            };
            match above.into_iter().next() {
                Some(above) if alone && !spans(above, lines) && wraps(above, &own, lines) => {
                    above.take(own);
                }
                _ => cells.push(own),
            }
        }
    }
    cells
}

/// Whether several pieces stand beside each other below a cell.
fn spans(cell: &Head, lines: &[Vec<Token>]) -> bool {
    let below = |token: &&Token| token.line > cell.last && cell.overlaps(token.start, token.end);
    let tokens = || lines.iter().flatten().filter(below);
    let left = tokens().map(|token| token.end).min();
    let right = tokens().map(|token| token.start).max();
    left.zip(right).is_some_and(|(left, right)| left < right)
}

/// Whether a head says something by itself.
fn is_known(text: &str) -> bool {
    columns::role(text).is_some() || columns::is_total(text) || is_whole(text)
}

/// Whether a text is a head, or the name of an item, as a whole.
fn is_whole(text: &str) -> bool {
    heads::is_known(&heads::name(text)) || classification().of_name(text).next().is_some()
}

/// Whether a head stands over another in some form.
fn stands_over(above: &Head, own: &Head) -> bool {
    heads::stands_under(&heads::name(&own.text), &heads::name(&above.text))
}

/// Whether a piece goes on in the cell above it.
fn wraps(above: &Head, own: &Head, lines: &[Vec<Token>]) -> bool {
    let centred = above.middle().abs_diff(own.middle()) <= OFF;
    let level = above.start.abs_diff(own.start) <= 1;
    let ends = !is_known(&above.text) && is_whole(&format!("{}{}", above.text, own.text));
    if !centred && !level && !ends {
        return false;
    }
    let around = Around { lines, own };
    let between = around.is_near(above.last + 1..own.first);
    let both_known = is_known(&above.text) && is_known(&own.text);
    let whole = format!("{}{}", above.text, own.text);
    // 财政拨款 over 项目支出 is a head over another, and 财政拨款项目支出 no more than both.
    let one = || between && heads::is_printed(&heads::name(&whole));
    if is_whole(&whole) && (!both_known || !stands_over(above, own) || one()) {
        return true;
    }
    if both_known || columns::is_total(&own.text) {
        return false;
    }
    if heads::begins_known(&whole) {
        return true;
    }
    let open = above.text.matches('(').count() > above.text.matches(')').count();
    if open || own.text.chars().nth(1).is_none() {
        return true;
    }
    // The last line of what wraps is not its longest; beside a head under another stand more of
    // them, with nothing directly above.
    let longer = own.end - own.start > above.end - above.start + 1;
    !longer && !around.has_bare_neighbour(above.last)
}

/// What stands around a piece of the head.
struct Around<'a> {
    lines: &'a [Vec<Token>],
    own: &'a Head,
}

impl Around<'_> {
    /// The pieces next to it on some lines, those with another column between left out.
    fn neighbours(&self, on: Range<usize>) -> Vec<&Token> {
        let tokens = || self.lines.iter().flatten();
        let apart = |from: usize, to: usize| {
            tokens().any(|other| (2 * from..2 * to).contains(&other.middle()))
        };
        let beside = |token: &&Token| {
            on.contains(&token.line)
                && !self.own.overlaps(token.start, token.end)
                && !apart(token.end, self.own.start)
                && !apart(self.own.end, token.start)
        };
        tokens().filter(beside).collect()
    }

    /// Whether a piece stands next to it on one of some lines.
    fn is_near(&self, lines: Range<usize>) -> bool {
        !lines.is_empty() && !self.neighbours(lines).is_empty()
    }

    /// Whether a piece stands next to it on its line that has nothing above it on another line.
    fn has_bare_neighbour(&self, above: usize) -> bool {
        let line = self.own.first;
        self.neighbours(line..line + 1).iter().any(|token| {
            let over = |other: &Token| {
                other.line == above && other.start < token.end && token.start < other.end
            };
            !self.lines.iter().flatten().any(over)
        })
    }
}
