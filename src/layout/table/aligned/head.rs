//! The head of an aligned table, fitted over the columns of its body.
//!
//! A head cell stands centred over one column or over several that have heads of their own below.
//! Which columns it is over is told by where their common middle is and by its neighbours.

use std::ops::Range;

use super::columns::Column;
use super::leaf::match_columns;
use super::token::Token;

/// A cell of the head: its pieces, and whether they were copied from the cell on the left.
pub type HeadCell = (Vec<Token>, bool);

/// How much nearer, in half columns, a head must be to be preferred to one that ends where the
/// table or its neighbour does.
const EDGE: usize = 6;

/// Fits the lines of the head over the columns. Columns that only the head has are added.
pub fn fit(head: &[Vec<Token>], columns: &mut Vec<Column>) -> Vec<Vec<HeadCell>> {
    *columns = match_columns(head, std::mem::take(columns));
    let heads = heads(head, columns);
    // From the bottom: for each column the vertical middle of the uppermost head so far.
    let mut cover: Vec<Option<usize>> = vec![None; columns.len()];
    let mut stacks: Vec<Vec<(usize, &Head)>> = vec![Vec::new(); columns.len()];
    for own in heads.iter().rev() {
        // Heads under a common one are centred on the same line; one that is merged downwards beside
        // the common one is centred further up.
        let open = |column: usize| match (cover[column], cover[own.home]) {
            (Some(line), Some(home)) => line.abs_diff(home) < 2,
            _ => false,
        };
        let room = room(columns, &heads, own);
        let mut range = range(columns, own, room.clone(), open);
        // A title over all columns stands over heads of any height.
        // Heads that overlap leave no room between them: the range is then upside down.
        let whole = columns
            .get(room.clone())
            .and_then(|under| under.first().zip(under.last()));
        if let Some((left, right)) = whole
            && cover[room.clone()].iter().all(Option::is_some)
            && range.len() > 1
            && heads.iter().all(|head| head.first >= own.first)
            && own.middle().abs_diff(left.start + right.end) <= 2 * EDGE
        {
            range = room;
        }
        for column in range.clone() {
            cover[column] = Some(own.first + own.last);
            stacks[column].push((range.start, own));
        }
    }
    rows(&stacks)
}

/// A cell of the head: the pieces of a text that wraps.
struct Head {
    pieces: Vec<Token>,
    /// The column that it stands over, or nearest to.
    home: usize,
    start: usize,
    end: usize,
    first: usize,
    last: usize,
}

impl Head {
    fn middle(&self) -> usize {
        self.start + self.end
    }
}

/// Puts the pieces of the head together into cells, from the top.
fn heads(head: &[Vec<Token>], columns: &[Column]) -> Vec<Head> {
    let full = |line: &Vec<Token>| line.len() >= columns.len();
    let apart = matches!(head, [.., above, last] if full(last) && !full(above));
    let mut heads: Vec<Head> = Vec::new();
    for (at, line) in head.iter().enumerate() {
        for token in line {
            let home = home(columns, token);
            // Cells of different height are centred, so that their lines alternate: the next
            // column has a line between this cell's. Heads under a common one begin on a line.
            let alternates = |above: &Head, column: Option<usize>| {
                column
                    .and_then(|column| columns.get(column))
                    .is_none_or(|column| {
                        head.iter().flatten().any(|other| {
                            (above.last..token.line).contains(&other.line)
                                && (other.start < column.end && column.start < other.end)
                                && !above.pieces.contains(other)
                        })
                    })
            };
            let wraps = |above: &Head| {
                if apart {
                    // Above a line that names the columns, heads are over several of them.
                    let middle = above.middle().abs_diff(token.middle()) <= 2;
                    at + 1 < head.len() && middle && above.last + 1 < token.line
                } else {
                    let beside =
                        alternates(above, home.checked_sub(1)) && alternates(above, Some(home + 1));
                    beside && above.home == home
                }
            };
            let above = heads
                .iter_mut()
                .rev()
                .find(|head| head.start < token.end && token.start < head.end)
                .filter(|above| above.last < token.line && wraps(above));
            if let Some(above) = above {
                above.start = above.start.min(token.start);
                above.end = above.end.max(token.end);
                above.last = token.line;
                above.pieces.push(token.clone());
            } else {
                heads.push(Head {
                    pieces: vec![token.clone()],
                    home,
                    start: token.start,
                    end: token.end,
                    first: token.line,
                    last: token.line,
                });
            }
        }
    }
    heads.sort_by_key(|head| (head.first + head.last, head.start));
    heads
}

/// The columns nearer to a head than to those beside it.
fn room(columns: &[Column], heads: &[Head], own: &Head) -> Range<usize> {
    let beside = |head: &&Head| head.first <= own.last && own.first <= head.last;
    let left = heads
        .iter()
        .filter(beside)
        .filter(|head| head.middle() < own.middle())
        .max_by_key(|head| head.middle());
    let right = heads
        .iter()
        .filter(beside)
        .filter(|head| head.middle() > own.middle())
        .min_by_key(|head| head.middle());
    let from = left.map_or(0, |left| between(columns, left, own));
    let to = right.map_or(columns.len(), |right| between(columns, own, right));
    from..to
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
fn between(columns: &[Column], left: &Head, right: &Head) -> usize {
    let far = |column: &Column, head: &Head| {
        let apart = column.start.saturating_sub(head.end) + head.start.saturating_sub(column.end);
        (apart, column.middle().abs_diff(head.middle()))
    };
    columns
        .iter()
        .position(|column| {
            column.middle() > left.middle() && far(column, right) < far(column, left)
        })
        .unwrap_or(columns.len())
}

/// The columns that a head is over: those whose middle is nearest to its own, ends of the table and
/// of its neighbours being preferred.
fn range(
    columns: &[Column],
    own: &Head,
    room: Range<usize>,
    open: impl Fn(usize) -> bool,
) -> Range<usize> {
    let home = own.home;
    let alone = home..home + 1;
    if !open(home) {
        return alone;
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
    // If all columns in reach are open, those left out would have no head over them: heads that go
    // down beside a common one are centred further up.
    let (left, right) = (columns[first].start, columns[last].end);
    let reaches = room.len() > 1 && first == room.start && last + 1 == room.end;
    if reaches && own.middle().abs_diff(left + right) * 2 <= right - left {
        return room;
    }
    let mut best = (own.middle().abs_diff(columns[home].middle()), alone);
    for start in first..=home {
        for end in home..=last {
            if start == end {
                continue;
            }
            let middle = columns[start].start + columns[end].end;
            let bounds = usize::from(start == first) + usize::from(end == last);
            let off = own.middle().abs_diff(middle).saturating_sub(bounds * EDGE);
            if off < best.0 || (off == best.0 && end + 1 - start > best.1.len()) {
                best = (off, start..end + 1);
            }
        }
    }
    best.1
}

/// The rows of the head: over each column its heads from the top, the lowest going down to the body.
fn rows(stacks: &[Vec<(usize, &Head)>]) -> Vec<Vec<HeadCell>> {
    let depth = stacks.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows = vec![vec![HeadCell::default(); stacks.len()]; depth];
    for (column, stack) in stacks.iter().enumerate() {
        for (level, (start, head)) in stack.iter().rev().enumerate() {
            rows[level][column] = (head.pieces.clone(), *start != column);
        }
    }
    rows
}
