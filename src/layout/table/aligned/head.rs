//! The head of an aligned table, fitted over the columns of its body.
//!
//! The lowest cells name the columns one by one ([`leaf`](super::leaf)). The others stand centred
//! over several. Which ones is found level by level, from the lowest: of all ways to part the columns
//! among the cells of a level, the one in which the cells stand nearest to the middle of theirs,
//! where codes and labels end and amounts begin rather than elsewhere.

use std::ops::Range;

use super::columns::Column;
use super::leaf::{self, match_columns};
use super::stack::{Head, cells};
use super::token::Token;
use crate::layout::table::matrix::Matrix;
use crate::lexicon::heads::SUBTOTAL;
use crate::lexicon::{columns as words, heads};
use crate::text::Cut;

/// A cell of the head: its pieces, and whether they were copied from the cell on the left.
pub type HeadCell = (Vec<Token>, bool);

/// What it costs, in half columns, to end between two amounts.
const INSIDE: usize = 4;
/// What it costs to take in a head that stands higher or lower than the others below.
const UNEVEN: usize = 10;
/// What it costs to take a subtotal in after the first column: it begins a group.
const LATE: usize = 12;
/// What it costs to stand over a single column, as a head over it would.
const SINGLE: usize = 8;
/// What it costs to leave out a neighbour that stands under the head in the known forms, or beside those
/// under it in this one.
const KIN: usize = 14;
/// With more heads or columns than this, none stands over several.
const MOST: usize = 64;
/// What it costs to leave a head out of the table.
const LOST: usize = 400;

/// Fits the lines of the head over the columns. Columns that only the head has are added.
pub fn fit(source: &str, head: &[Vec<Token>], columns: &mut Vec<Column>) -> Vec<Vec<HeadCell>> {
    let heads = cells(source, head);
    let (leaves, mut groups) = leaf::part(&heads, columns);
    let body = std::mem::take(columns);
    let matched = match_columns(&leaves, &groups, body.clone());
    let leaf_of = matched.named;
    *columns = matched.columns;
    let left = matched.left || is_set_left(&body, columns, &leaves, &leaf_of, &groups);
    let stand = Stand {
        columns,
        left,
        leaves: leaf_of,
    };
    let leaves = stand.leaves.iter().enumerate();
    let stack = |(column, leaf): (usize, &Option<_>)| {
        let lowest = leaf.map(|leaf| (column..column + 1, leaf));
        lowest.into_iter().collect()
    };
    let mut stacks = Stacks(leaves.map(stack).collect());
    if groups.len() > MOST || stand.columns.len() > MOST {
        groups.clear();
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.first));
    while let Some(lowest) = groups.first() {
        let first = lowest.first;
        let count = groups
            .iter()
            .take_while(|group| group.last >= first)
            .count();
        let mut level: Vec<&Head> = groups.drain(..count).collect();
        level.sort_by_key(|group| group.middle());
        let level: Vec<Over> = level
            .into_iter()
            .map(|group| Over::of(group, &stacks))
            .collect();
        for (range, over) in stand.ranges(&level, &stacks).into_iter().zip(level) {
            let under = stacks.0.iter_mut().take(range.end).skip(range.start);
            under.for_each(|stack| stack.push((range.clone(), over.group)));
        }
    }
    rows(&stacks)
}

/// Whether the heads are set to the left: those of codes and labels begin where these begin, and those
/// over others where the first of these begins.
fn is_set_left(
    body: &[Column],
    columns: &[Column],
    leaves: &[&Head],
    leaf_of: &[Option<&Head>],
    groups: &[&Head],
) -> bool {
    let stubs = columns.iter().zip(leaf_of).filter_map(|(column, leaf)| {
        let own = body.get(column.body?).filter(|own| !own.role.is_amount())?;
        Some(own.start == (*leaf)?.start)
    });
    let begins = |group: &&Head| leaves.iter().any(|leaf| leaf.start == group.start);
    let stubs: Vec<bool> = stubs.collect();
    !stubs.is_empty() && stubs.iter().all(|same| *same) && groups.iter().all(begins)
}

/// From the bottom for each column the range and the head of what stands over it.
struct Stacks<'a>(Vec<Vec<(Range<usize>, &'a Head)>>);

impl<'a> Stacks<'a> {
    /// What stands over a column; nothing beside the table.
    fn over(&self, column: usize) -> &[(Range<usize>, &'a Head)] {
        self.0.get(column).map_or(&[], Vec::as_slice)
    }
}

/// A head over several columns.
struct Over<'a> {
    group: &'a Head,
    /// For each column whether its uppermost head so far stands under such a head in the known forms.
    kin: Vec<bool>,
}

impl<'a> Over<'a> {
    fn of(group: &'a Head, stacks: &Stacks) -> Self {
        let name = heads::name(&group.text);
        let kin = |stack: &Vec<(Range<usize>, &Head)>| {
            stack.last().is_some_and(|(_, head)| {
                !words::is_total(&head.text) && heads::stands_under(&heads::name(&head.text), &name)
            })
        };
        Self {
            group,
            kin: stacks.0.iter().map(kin).collect(),
        }
    }
}

/// The columns with the heads that name them.
struct Stand<'a> {
    columns: &'a [Column],
    /// Whether the heads are set to the left and not in the middle.
    left: bool,
    leaves: Vec<Option<&'a Head>>,
}

impl Stand<'_> {
    /// The head that names a column; beside the table none does.
    fn leaf(&self, column: usize) -> Option<&Head> {
        self.leaves.get(column).copied().flatten()
    }

    /// The columns under each head of a level: ranges in order, none cut by one of a lower level.
    fn ranges(&self, level: &[Over], stacks: &Stacks) -> Vec<Range<usize>> {
        let width = self.columns.len();
        let whole = |from: usize, to: usize| {
            let under = |column: usize| stacks.over(column).last().map(|(range, _)| range);
            under(from).is_none_or(|range| range.start >= from || range.end <= from + 1)
                && under(to - 1).is_none_or(|range| range.end <= to || range.start + 1 >= to)
        };
        // The least cost of the first heads over the first columns, and where the range of the last head begins if
        // it ends here.
        let mut best = Matrix::new(level.len() + 1, width + 1, (usize::MAX, None::<usize>));
        best.set(0, 0, (0, None));
        for column in 0..width {
            let skipped = self.skip(column, (None, level.first()), stacks);
            best.set(0, column + 1, (best.at(0, column).0 + skipped, None));
        }
        for (at, group) in level.iter().enumerate() {
            for to in 0..=width {
                // A head that stands over nothing is left out.
                let mut least = (best.at(at, to).0.saturating_add(LOST), None);
                if let Some(column) = to.checked_sub(1) {
                    let skipped = self.skip(column, (Some(group), level.get(at + 1)), stacks);
                    let total = best.at(at + 1, column).0.saturating_add(skipped);
                    if total < least.0 {
                        least = (total, Some(usize::MAX));
                    }
                }
                for from in 0..to {
                    if !whole(from, to) {
                        continue;
                    }
                    let cost = self.cost(group, from..to, stacks);
                    let total = best.at(at, from).0.saturating_add(cost);
                    if total < least.0 {
                        least = (total, Some(from));
                    }
                }
                best.set(at + 1, to, least);
            }
        }
        let mut ranges = Vec::with_capacity(level.len());
        let (mut at, mut to) = (level.len(), width);
        while at > 0 {
            match best.at(at, to).1 {
                Some(usize::MAX) => {
                    to -= 1;
                    continue;
                }
                Some(from) => {
                    ranges.push(from..to);
                    to = from;
                }
                None => ranges.push(0..0),
            }
            at -= 1;
        }
        ranges.reverse();
        ranges
    }

    fn cost(&self, over: &Over, range: Range<usize>, stacks: &Stacks) -> usize {
        let group = over.group;
        let ([first, .., last] | [first @ last]) = self.columns.within(range.clone()) else {
            return LOST;
        };
        if !group.overlaps(first.start, last.end) {
            return LOST;
        }
        // What stands higher than a head is not under it.
        let under = |column: usize| stacks.over(column).last().map(|(_, head)| head.first);
        if range
            .clone()
            .any(|column| under(column).is_some_and(|line| line <= group.first))
        {
            return LOST;
        }
        let subtotal = |column: usize| {
            let leaf = self.leaf(column).filter(|_| stacks.over(column).len() < 2);
            leaf.is_some_and(|leaf| words::is_total(&leaf.text))
        };
        let kind = |column: usize| {
            let column = self.columns.get(column);
            column.map(|column| (column.role, column.half))
        };
        let begins = |column: usize| kind(column - 1) != kind(column) || subtotal(column);
        let width = self.columns.len();
        let mut cost = match self.left {
            true => 2 * group.start.abs_diff(first.start),
            false => group.middle().abs_diff(first.start + last.end),
        };
        cost += INSIDE * usize::from(range.start > 0 && !begins(range.start));
        cost += INSIDE * usize::from(range.end < width && !begins(range.end));
        cost += LATE
            * (range.start + 1..range.end)
                .filter(|at| subtotal(*at))
                .count();
        cost += SINGLE * usize::from(range.len() == 1);
        // A total before others of its line is none of the columns before.
        let ends = range.end - 1;
        if range.len() > 1 && range.end < width && subtotal(ends) && !subtotal(range.end) {
            let line = |column: usize| self.leaf(column).map(|leaf| leaf.first + leaf.last);
            cost += KIN * usize::from(line(ends) == line(range.end));
        }
        // Heads of one line below the same head stand on one line.
        let levels = range
            .filter(|column| stacks.over(*column).len() == 1)
            .filter_map(|column| self.leaf(column))
            .map(|leaf| leaf.first + leaf.last);
        let lowest = levels.clone().max().unwrap_or(0);
        cost += UNEVEN * levels.filter(|level| level + 1 < lowest).count();
        cost
    }
}

impl Stand<'_> {
    /// What it costs that a column stands under no head of a level: `before` and `after` are the heads on
    /// both its sides. It should if it is of such a head in the known forms and in the same half, if it is
    /// a group beside a group, or a total that begins a group.
    fn skip(
        &self,
        column: usize,
        (before, after): (Option<&Over>, Option<&Over>),
        stacks: &Stacks,
    ) -> usize {
        let top = |column: usize| Some(stacks.over(column).last()?.1);
        let Some(own) = top(column) else {
            return 0;
        };
        let grouped = |column: usize| stacks.over(column).len() > 1;
        let belongs = |over: Option<&Over>, beside: Option<usize>| {
            let (Some(over), Some(beside)) = (over, beside) else {
                return false;
            };
            let half = |column: usize| self.columns.get(column).map(|column| column.half);
            let level = grouped(column)
                && grouped(beside)
                && top(beside).is_some_and(|head| head.first == own.first);
            own.first > over.group.first
                && (half(column) == half(beside) && over.kin.get(column) == Some(&true) || level)
        };
        let centre = |column: usize| {
            let leaf = self.leaf(column)?;
            let alone = !grouped(column) && !words::is_total(&leaf.text);
            alone.then_some(leaf.first + leaf.last)
        };
        let begins = self.leaf(column).is_some_and(|leaf| {
            let level = centre(column + 1) == Some(leaf.first + leaf.last);
            let under = after.is_some_and(|after| leaf.first > after.group.first);
            under && words::is_total(&leaf.text) && (leaf.text == SUBTOTAL || level)
        });
        let kin = belongs(before, column.checked_sub(1)) || belongs(after, Some(column + 1));
        KIN * usize::from(kin || begins)
    }
}

/// The rows of the head: over each column its heads from the top, the lowest going down to the body.
fn rows(stacks: &Stacks) -> Vec<Vec<HeadCell>> {
    let depth = stacks.0.iter().map(Vec::len).max().unwrap_or(0);
    let row = |level: usize| {
        let cells = stacks.0.iter().enumerate().map(|(column, stack)| {
            let cell = stack.iter().rev().nth(level);
            cell.map_or_else(HeadCell::default, |(range, head)| {
                (head.pieces.clone(), range.start != column)
            })
        });
        cells.collect()
    };
    (0..depth).map(row).collect()
}
