//! The head of a table: which rows it takes up and what it says of each column.
//!
//! Heads have several rows; a blank head cell belongs to the cell on its left if both stand under
//! the same cell, else to the one above. Heads are damaged more often than bodies (a merged cell
//! counted once too little moves all that follow), so that a head row that contradicts the body
//! below is moved by a column where that mends it.

mod derived;
mod pushed;
mod spread;
mod tiers;

pub(super) use tiers::lower;

use crate::grammar::heading;
use crate::layout::table::value::{Content, content};
use crate::lexicon::classification::{self, classification};
use crate::lexicon::columns::{self, Role};
use crate::lexicon::heads;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::units;
use crate::record::SmolStr;
use crate::text::{Cut, is_han, pairs};

/// The texts of a grid, row by row.
pub type Rows = Vec<Vec<SmolStr>>;

/// What a head says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// How many rows of the grid are head.
    pub rows: usize,
    /// For each column the heads over it, from the top, repeated ones dropped.
    pub paths: Vec<Vec<String>>,
    /// For each column what it holds.
    pub roles: Vec<Role>,
    /// For each column whether its heads are supposed and not printed over it.
    pub assumed: Vec<bool>,
    /// Whether its lowest row lost the blanks before it, so that no column is sure to stand under its own head.
    pub pushed: bool,
    /// Whether it got them back: the rows of the body may have lost theirs too.
    pub mended: bool,
}

/// Reads the head of a table; `rows` are its texts, in which moved and merged head cells are put
/// in their places. `known` is how many rows are head, where the layout knows.
pub fn read(rows: &mut Rows, known: Option<usize>) -> Header {
    let count = known.unwrap_or_else(|| count(rows)).min(rows.len());
    let mut bodies = bodies(rows.behind(count), width(rows));
    if known.is_none() {
        for row in rows.iter_mut().take(count) {
            mend(row, &bodies);
        }
    }
    let width = width(rows);
    for row in rows.iter_mut() {
        row.resize(width, SmolStr::default());
    }
    bodies.resize(width, Body::Empty);
    let (head, body) = rows.split_at_mut(count);
    let put = known.is_none() && (spread::put(head) || tiers::put(head, body, &bodies));
    let stretched = !put && spread::is_stretched(head);
    let pushed = stretched || !put && pushed::is_pushed(head, &bodies);
    let mended = pushed && !stretched && known.is_none() && derived::put(head, body, &bodies);
    let paths = fill(head, width);
    let roles = roles((body, &bodies), &paths);
    Header {
        rows: count,
        assumed: vec![false; paths.len()],
        paths,
        roles,
        pushed: pushed && !mended,
        mended,
    }
}

/// Gives a table without a head of its own the head of the one that it continues. Where it has
/// fewer columns, some of which must be lost, they are taken from the left.
pub fn inherit(rows: &Rows, before: &Header) -> Header {
    let mut paths = before.paths.clone();
    paths.resize(width(rows), Vec::new());
    let mut roles = roles((rows, &bodies(rows, paths.len())), &paths);
    // Labels that are merged over a column of amounts do not make it one of labels.
    let numbered = |column: usize| {
        let mut cells = rows.iter().filter_map(|row| row.get(column));
        cells.any(|cell| matches!(content(cell), Content::Number(_)))
    };
    for (column, role) in roles.iter_mut().enumerate() {
        let of_amounts = before.roles.get(column) == Some(&Role::Value);
        if of_amounts && paths.len() == before.paths.len() && numbered(column) {
            *role = Role::Value;
        }
    }
    Header {
        rows: 0,
        assumed: vec![paths.len() != before.paths.len(); paths.len()],
        paths,
        roles,
        pushed: before.pushed,
        mended: before.mended,
    }
}

fn width(rows: &[Vec<SmolStr>]) -> usize {
    rows.iter().map(Vec::len).max().unwrap_or(0)
}

/// A head of more rows than this is none: the table has words for numbers.
const MOST_ROWS: usize = 10;

/// How many rows are head: those before the first that holds a number, a code or a numbered label.
fn count(rows: &Rows) -> usize {
    let body = rows.iter().position(|row| is_body(row));
    let known = body.unwrap_or(rows.len());
    // Rows with a label and nothing else may stand above the first number.
    let mut below = rows.iter().enumerate().take(known.min(MOST_ROWS)).skip(1);
    let count = below
        .find(|(at, row)| is_bare_row(rows.before(*at), row, body.is_none()))
        .map_or(known, |(at, _)| at);
    if count > MOST_ROWS { 1 } else { count }
}

fn is_body(row: &[SmolStr]) -> bool {
    if is_numbering(row) {
        return false;
    }
    let mut years = 0;
    let mut numbers = 0;
    for cell in row {
        match content(cell) {
            Content::Number(number) if number.is_year() => years += 1,
            Content::Number(_) => numbers += 1,
            Content::Words if is_numbered(cell) || split_code(cell).0.is_some() => return true,
            Content::Words | Content::Empty => {}
        }
    }
    // A row of years alone is a head; a code is a number too.
    numbers > 0 || (years > 0 && row.iter().any(|cell| columns::is_total(cell)))
}

/// Whether a row only numbers the columns: `栏次 1 2 3`.
pub fn is_numbering(row: &[SmolStr]) -> bool {
    // Most rows hold an amount, and need no closer look.
    let amount = |cell: &SmolStr| {
        let digits = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',');
        cell.contains(['.', ',']) && cell.bytes().all(digits)
    };
    if row.iter().any(amount) {
        return false;
    }
    let mut last = 0;
    let mut counted = 0;
    let mut named = false;
    for cell in row.iter().filter(|cell| !cell.is_empty()) {
        match content(cell) {
            Content::Number(number) if number.is_bare() => {
                let Ok(number) = u32::try_from(number.value) else {
                    return false;
                };
                if number != last + 1 && !(counted == 0 && named) {
                    return false;
                }
                last = number;
                counted += 1;
            }
            Content::Number(_) => return false,
            Content::Empty => {}
            Content::Words => {
                let letter = list(List::ColumnLetter).contains(cell);
                let name = columns::role(cell);
                let sum = cell.contains(['=', '＝', '+'])
                    && cell.starts_with(|c: char| c.is_ascii_digit());
                named |= letter || name == Some(Role::RowNumber);
                if sum {
                    last += 1;
                    counted += 1;
                } else if !letter && !matches!(name, Some(Role::RowNumber | Role::Code)) {
                    return false;
                }
            }
        }
    }
    counted >= 3 || (named && counted >= 1)
}

/// Whether a label is numbered like an item of a form: `一、`, `（一）`, `1.`.
fn is_numbered(cell: &str) -> bool {
    let open = cell.strip_prefix(['（', '(']);
    let inner = open.unwrap_or(cell);
    let rest = inner.trim_start_matches(|c: char| c.is_ascii_digit() || heading::is_numeral(c));
    let marks: &[char] = if open.is_some() {
        &['）', ')']
    } else {
        &['、', '.', '．']
    };
    rest.len() < inner.len()
        && rest.starts_with(marks)
        && rest.chars().nth(1).is_some_and(|c| !c.is_ascii_digit())
}

/// A classification code and the name printed behind it in one cell: `208 社会保障和就业支出`.
pub fn split_code(cell: &str) -> (Option<&str>, &str) {
    let cell = cell.trim_start_matches(['[', '【']);
    let end = cell
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(cell.len());
    let (code, rest) = cell.split_at(end);
    let name = rest.trim_start_matches([']', '】', ' ', '-', '－', '—', '_', '.', '、']);
    let is_name = name.starts_with(is_han);
    // `300元以上` and `203-某某局` begin with three digits too: those are a code only before a name
    // that begins as one of its own does.
    let named = code.len() > 3
        || classification()
            .of_code(code)
            .any(|entry| name.chars().take(2).eq(entry.name.chars().take(2)));
    if is_name && classification::is_code(code) && named {
        (Some(code), name)
    } else {
        (None, cell)
    }
}

/// Whether a row under the head `above` prints labels and totals only, in columns whose head is
/// known: a row of an empty form, or one without numbers above the first that has some.
fn is_bare_row(above: &[Vec<SmolStr>], row: &[SmolStr], no_body: bool) -> bool {
    let headed = |column: usize| {
        above
            .iter()
            .rev()
            .filter_map(|row| row.get(column))
            .find(|cell| !cell.is_empty())
    };
    let mut printed = row
        .iter()
        .enumerate()
        .filter(|(_, cell)| !cell.is_empty())
        .peekable();
    if printed.peek().is_none() {
        // A blank row ends the head of an empty form; above a head it says nothing.
        return no_body && above.iter().flatten().any(|cell| !cell.is_empty());
    }
    let total_alone = row.iter().filter(|cell| !cell.is_empty()).count() == 1;
    printed.all(|(column, cell)| {
        let Some(head) = headed(column) else {
            return false;
        };
        if columns::is_total(cell) {
            return total_alone;
        }
        columns::role(head) == Some(Role::Label) && columns::role(cell).is_none()
    })
}

/// What stands in a column of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    Empty,
    /// Digits only: a code, or numbers without fractions.
    Digits,
    /// Numbers, some with fractions or thousands.
    Numbers,
    Words,
}

/// How many cells of a column hold what.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    words: usize,
    bare: usize,
    numbers: usize,
}

impl Count {
    fn take(&mut self, cell: Content) {
        match cell {
            Content::Empty => {}
            Content::Words => self.words += 1,
            Content::Number(number) if number.is_bare() => self.bare += 1,
            Content::Number(_) => self.numbers += 1,
        }
    }

    /// What a column of such cells holds.
    fn body(self) -> Body {
        match (self.words, self.bare, self.numbers) {
            (0, 0, 0) => Body::Empty,
            (words, bare, numbers) if words > bare + numbers => Body::Words,
            (_, _, 0) => Body::Digits,
            _ => Body::Numbers,
        }
    }
}

/// What stands in each column of the body, without the rows that number the columns.
fn bodies(rows: &[Vec<SmolStr>], width: usize) -> Vec<Body> {
    let mut counts = vec![Count::default(); width];
    for row in rows.iter().filter(|row| !is_numbering(row)) {
        for (count, cell) in counts.iter_mut().zip(row) {
            count.take(content(cell));
        }
    }
    counts.into_iter().map(Count::body).collect()
}

/// Moves the cells of a head row by a column where the body contradicts them: the head of an
/// amount over a column of labels, the head of a label over amounts.
fn mend(row: &mut Vec<SmolStr>, bodies: &[Body]) {
    let wrong = |row: &[SmolStr]| -> usize {
        row.iter()
            .enumerate()
            .map(|(column, cell)| {
                let body = bodies.get(column).copied().unwrap_or(Body::Empty);
                match (columns::role(cell), body) {
                    (Some(Role::Value), Body::Words) => 2,
                    (Some(Role::Code | Role::Label | Role::AgencyCode), Body::Numbers) => 1,
                    _ => 0,
                }
            })
            .sum()
    };
    let before = wrong(row);
    if before < 2 {
        return;
    }
    let moves = (1..row.len()).rev().flat_map(|at| {
        let mut right = row.clone();
        right.insert(at, SmolStr::default());
        // The next empty cell makes room for it, and the heads behind that stand where they stood.
        let mut near = right.clone();
        if let Some(gap) = near.iter().skip(at + 1).position(SmolStr::is_empty) {
            near.remove(at + 1 + gap);
        }
        if right.last().is_some_and(SmolStr::is_empty) {
            right.pop();
        }
        let mut left = row.clone();
        if left.get(at).is_some_and(SmolStr::is_empty) {
            left.remove(at);
            left.push(SmolStr::default());
        }
        [near, right, left]
    });
    // Of ways that are as good the one that leaves the fewest amounts without a head, and heads without a column.
    let bare = |row: &[SmolStr]| -> usize {
        let empty = |at: &usize| row.get(*at).is_none_or(SmolStr::is_empty);
        let amounts = bodies.iter().enumerate();
        let amounts = amounts.filter(|(at, body)| **body == Body::Numbers && empty(at));
        amounts.count() + row.len().saturating_sub(bodies.len())
    };
    if let Some(best) = moves.min_by_key(|moved| (wrong(moved), bare(moved)))
        && wrong(&best) + 1 < before
    {
        *row = best;
    }
}

/// Fills merged head cells and returns the heads over each column.
fn fill(rows: &mut [Vec<SmolStr>], width: usize) -> Vec<Vec<String>> {
    // For each cell of the head the row and column of the cell that it belongs to.
    let mut over: Vec<Option<(usize, usize)>> = vec![None; width];
    let mut paths = vec![Vec::new(); width];
    for (at, row) in rows.iter_mut().enumerate() {
        if is_numbering(row) || tiers::is_formulae(row) {
            continue;
        }
        let mut left: Option<((usize, usize), &SmolStr)> = None;
        let mut left_over = None;
        let columns = over.iter_mut().zip(&mut paths);
        for ((column, cell), (over, path)) in row.iter_mut().enumerate().zip(columns) {
            let merged = left.filter(|_| cell.is_empty() && *over == left_over);
            left_over = *over;
            if let Some((_, text)) = merged {
                cell.clone_from(text);
            }
            let cell: &SmolStr = cell;
            left = merged.or_else(|| (!cell.is_empty()).then_some(((at, column), cell)));
            let Some((own, _)) = left else { continue };
            *over = Some(own);
            let printed = cell.as_str();
            // 其中： says so of what follows.
            let head = match heads::opens_parts(&heads::name(printed)) {
                true => printed,
                false => printed.trim_end_matches(['：', ':']),
            };
            if !head.is_empty() && !path.iter().any(|part: &String| part == head) {
                path.push(head.to_owned());
            }
        }
    }
    paths
}

/// What each column holds: as its body shows, where the body shows it, else as its head says.
fn roles((body, shown): (&[Vec<SmolStr>], &[Body]), paths: &[Vec<String>]) -> Vec<Role> {
    let named = |path: &Vec<String>| path.iter().rev().find_map(|head| columns::role(head));
    shown
        .iter()
        .zip(paths.iter().map(named))
        .enumerate()
        .map(|(column, (own, named))| match (*own, named) {
            (Body::Words, _) if is_of_units(body, column) => Role::Unit,
            (Body::Words, Some(Role::Agency)) => Role::Agency,
            (Body::Words, Some(Role::Note)) => Role::Note,
            (Body::Words, Some(Role::RowNumber)) => Role::RowNumber,
            (Body::Words, Some(Role::Label)) => Role::Label,
            (Body::Words, _) => {
                // Words after the last amount are remarks.
                let amounts_follow = shown
                    .iter()
                    .skip(column + 1)
                    .any(|body| matches!(body, Body::Numbers | Body::Digits));
                let label_before = shown.iter().take(column).any(|own| *own == Body::Words);
                if amounts_follow || !label_before {
                    Role::Label
                } else {
                    Role::Note
                }
            }
            (Body::Numbers, Some(role @ (Role::RowNumber | Role::Note))) => role,
            (Body::Numbers, _) => Role::Value,
            (Body::Digits, Some(Role::Label | Role::Agency)) => Role::AgencyCode,
            (Body::Digits, Some(role)) => role,
            (Body::Digits, None) => bare_role(body, column),
            (Body::Empty, Some(role)) => role,
            (Body::Empty, None) => Role::Value,
        })
        .collect()
}

/// Whether every row that prints something names a unit in a column behind the labels.
fn is_of_units(body: &[Vec<SmolStr>], column: usize) -> bool {
    let rows = body.iter().filter_map(|row| row.get(column));
    let mut named = rows.filter(|cell| !cell.is_empty()).peekable();
    column > 0 && named.peek().is_some() && named.all(|cell| units::unit(cell).is_some())
}

/// What a column of digits without a telling head holds: codes, row numbers, or amounts.
fn bare_role(body: &[Vec<SmolStr>], column: usize) -> Role {
    let cells: Vec<_> = body
        .iter()
        .filter_map(|row| row.get(column))
        .filter(|cell| matches!(content(cell), Content::Number(_)))
        .collect();
    if cells
        .iter()
        .all(|cell| classification().of_code(cell).next().is_some())
    {
        return Role::Code;
    }
    // No amount begins with a zero that it does not need.
    if cells
        .iter()
        .any(|cell| cell.len() > 1 && cell.starts_with('0'))
    {
        return Role::AgencyCode;
    }
    let counts_up =
        pairs(&cells).all(
            |(one, next)| match (one.parse::<u32>(), next.parse::<u32>()) {
                (Ok(first), Ok(second)) => second == first + 1,
                _ => false,
            },
        );
    if cells.len() > 2 && counts_up {
        Role::RowNumber
    } else {
        Role::Value
    }
}

#[cfg(test)]
mod tests {
    use super::{Rows, read};

    /// The paths of the heads over each column of a grid, and whether their places are in doubt.
    pub(super) fn heads(rows: &[&str]) -> (Vec<String>, bool) {
        let cells = |row: &&str| row.split('|').map(|cell| cell.trim().into()).collect();
        let mut rows: Rows = rows.iter().map(cells).collect();
        let header = read(&mut rows, None);
        let paths = header.paths.iter().map(|path| path.join("/"));
        (paths.collect(), header.pushed)
    }
}
