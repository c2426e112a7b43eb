//! Which head stands over which column: the two rows are matched in order, from the left.
//!
//! Heads are centred and numbers are not, so that a head may stand beside the numbers it is over.
//! A head over nothing makes a column of its own, one that is empty in the whole body.

use super::columns::{Column, Role};
use super::stack::Head;
use crate::layout::table::matrix::{Matrix, from_none};
use crate::lexicon::columns as words;
use crate::text::Cut;

/// What it costs to leave a head or a column alone, in columns of text.
const ALONE: usize = 12;

/// The heads that name the columns, from the left, and those that stand over several.
pub fn part<'a>(heads: &'a [Head], columns: &[Column]) -> (Vec<&'a Head>, Vec<&'a Head>) {
    let last = heads.iter().map(|head| head.last).max().unwrap_or(0);
    let lowest: Vec<&Head> = heads.iter().filter(|head| head.last == last).collect();
    let uncovered = leaves(heads);
    // A last line with a piece for every column names them all, but for one that no piece is over.
    let over = |head: &&&Head, column: &Column| head.overlaps(column.start, column.end);
    let named = columns.iter().all(|column| {
        let is_over = |heads: &[&Head]| heads.iter().any(|head| over(&head, column));
        is_over(&lowest) || !is_over(&uncovered)
    });
    let mut leaves = if lowest.len() >= columns.len() && named {
        lowest
    } else {
        uncovered
    };
    leaves.sort_by_key(|head| head.middle());
    let is_leaf = |head: &Head| leaves.iter().any(|leaf| std::ptr::eq(*leaf, head));
    let groups = heads.iter().filter(|head| !is_leaf(head)).collect();
    (leaves, groups)
}

/// The columns of a table with the heads that name them.
pub struct Matched<'a> {
    /// The columns of the body, where their heads stand, and those that only the head has.
    pub columns: Vec<Column>,
    /// For each, the head that names it.
    pub named: Vec<Option<&'a Head>>,
    /// Whether the heads begin where their columns do.
    pub left: bool,
}

/// Matches heads with columns; `groups` are the heads over several.
pub fn match_columns<'a>(
    leaves: &[&'a Head],
    groups: &[&Head],
    columns: Vec<Column>,
) -> Matched<'a> {
    let mut matched: Vec<Column> = Vec::with_capacity(columns.len());
    let mut named = Vec::with_capacity(columns.len());
    let cells = in_cells(leaves, groups, &columns);
    let left = cells.is_some();
    let steps = match cells {
        Some(steps) => steps,
        None if one_by_one(leaves, &columns) => leaves.iter().copied().map(Step::Both).collect(),
        None => steps(leaves, &columns).0,
    };
    let mut columns = columns.into_iter();
    for step in steps {
        match step {
            Step::Both(head) => {
                // Labels fill their cells from the left; heads, unlike numbers, are centred.
                matched.extend(columns.next().map(|column| {
                    let (start, end) = match column.role {
                        Role::Amount => (head.start, head.end),
                        _ => (column.start.min(head.start), column.end.max(head.end)),
                    };
                    Column {
                        start,
                        end,
                        ..column
                    }
                }));
                named.push(Some(head));
            }
            Step::Column => {
                matched.extend(columns.next());
                named.push(None);
            }
            Step::Head(head) => {
                let half = matched.last().map_or(0, |before| before.half);
                let role = match words::role(&head.text) {
                    Some(words::Role::Code) => Role::Code,
                    None | Some(words::Role::Value | words::Role::RowNumber) => Role::Amount,
                    Some(_) => Role::Label,
                };
                matched.push(Column {
                    start: head.start,
                    end: head.end,
                    role,
                    half,
                    body: None,
                });
                named.push(Some(head));
            }
        }
    }
    Matched {
        columns: matched,
        named,
        left,
    }
}

/// Each column under the head of its cell, where heads are set to the left: a cell then reaches from its head
/// to the next. That they are is shown by heads over several that begin where the first of these does, by
/// labels that begin where their heads do, and by numbers none of which reaches over into another cell.
fn in_cells<'a>(
    leaves: &[&'a Head],
    groups: &[&Head],
    columns: &[Column],
) -> Option<Vec<Step<'a>>> {
    let begins = |start: usize| leaves.iter().any(|leaf| leaf.start == start);
    let mut labels = columns
        .iter()
        .filter(|column| column.role == Role::Label)
        .peekable();
    let told = labels.peek().is_some() || !groups.is_empty();
    let rising = leaves.is_sorted_by(|one, next| one.start < next.start);
    if !told
        || !rising
        || !groups.iter().all(|group| begins(group.start))
        || !labels.all(|label| begins(label.start))
    {
        return None;
    }
    let mut under: Vec<(&Head, bool)> = leaves.iter().map(|leaf| (*leaf, false)).collect();
    for column in columns {
        let behind = leaves.partition_point(|leaf| leaf.start <= column.start);
        let (_, taken) = under.get_mut(behind.checked_sub(1)?)?;
        let reaches = leaves
            .get(behind)
            .is_some_and(|next| column.end > next.start);
        if reaches || std::mem::replace(taken, true) {
            return None;
        }
    }
    let step = |(leaf, taken)| match taken {
        true => Step::Both(leaf),
        false => Step::Head(leaf),
    };
    Some(under.into_iter().map(step).collect())
}

/// Whether there are as many heads as columns and none stands over another's column: where heads are set
/// to the left and numbers to the right, wide columns leave much between them.
fn one_by_one(leaves: &[&Head], columns: &[Column]) -> bool {
    let over_another = |at: usize, head: &Head| {
        let touches = |column: &Column| head.overlaps(column.start, column.end);
        let beside = at.checked_sub(1).into_iter().chain([at + 1]);
        beside.filter_map(|other| columns.get(other)).any(touches)
    };
    leaves.len() == columns.len()
        && !leaves
            .iter()
            .enumerate()
            .any(|(at, head)| over_another(at, head))
}

/// How far heads and columns are from standing over each other.
pub fn misfit(heads: &[Head], columns: &[Column]) -> usize {
    steps(&part(heads, columns).0, columns).1
}

#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Both(&'a Head),
    Head(&'a Head),
    Column,
}

/// The cheapest way through both lines, and what it costs.
fn steps<'a>(leaves: &[&'a Head], columns: &[Column]) -> (Vec<Step<'a>>, usize) {
    // Of matching the first heads with the first columns.
    let mut cost = Matrix::new(leaves.len() + 1, columns.len() + 1, (0usize, Step::Column));
    for (row, head) in from_none(leaves).enumerate() {
        for (at, column) in from_none(columns).enumerate() {
            let mut best: Option<(usize, Step)> = None;
            let mut offer = |price: usize, step: Step<'a>| {
                if best.is_none_or(|(least, _)| price < least) {
                    best = Some((price, step));
                }
            };
            if let (Some(head), Some(column)) = (head, column) {
                let apart = apart(head, column);
                offer(cost.at(row - 1, at - 1).0 + apart, Step::Both(head));
            }
            if column.is_some() {
                offer(cost.at(row, at - 1).0 + ALONE, Step::Column);
            }
            if let Some(head) = head {
                offer(cost.at(row - 1, at).0 + ALONE, Step::Head(head));
            }
            cost.set(row, at, best.unwrap_or((0, Step::Column)));
        }
    }
    let (mut head, mut column) = (leaves.len(), columns.len());
    let (total, _) = cost.at(head, column);
    let mut steps = Vec::new();
    while head > 0 || column > 0 {
        let (_, step) = cost.at(head, column);
        match step {
            Step::Both(_) => (head, column) = (head - 1, column - 1),
            Step::Head(_) => head -= 1,
            Step::Column => column -= 1,
        }
        steps.push(step);
    }
    steps.reverse();
    (steps, total)
}

/// How far a head stands from a column: nothing if one is over the other's middle.
fn apart(token: &Head, column: &Column) -> usize {
    let gap = token.start.saturating_sub(column.end) + column.start.saturating_sub(token.end);
    let touches = token.start < column.end && column.start < token.end;
    // Heads beside their column are common in wide columns, so that nearness counts little.
    if touches { 0 } else { 2 + gap * 2 }
}

/// The heads with no other below them: one for every column that has a head. A head between two
/// that begin further down is over both and none itself.
pub fn leaves(heads: &[Head]) -> Vec<&Head> {
    let covered = |head: &Head| {
        let below = |other: &&Head| other.first > head.last;
        heads
            .iter()
            .filter(below)
            .any(|other| head.overlaps(other.start, other.end))
    };
    let mut lowest: Vec<&Head> = heads.iter().filter(|head| !covered(head)).collect();
    lowest.sort_by_key(|head| head.middle());
    let higher =
        |beside: Option<&&Head>, head: &Head| beside.is_some_and(|beside| beside.first > head.last);
    let spans = |at: usize, head: &Head| {
        higher(lowest.get(at + 1), head) && higher(lowest.before(at).last(), head)
    };
    let heads = lowest.iter().enumerate();
    heads
        .filter(|(at, head)| !spans(*at, head))
        .map(|(_, head)| *head)
        .collect()
}
