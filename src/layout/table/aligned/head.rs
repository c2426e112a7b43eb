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
use crate::lexicon::columns as words;

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
/// With more heads or columns than this, none stands over several.
const MOST: usize = 64;
/// What it costs to leave a head out of the table.
const LOST: usize = 400;

/// Fits the lines of the head over the columns. Columns that only the head has are added.
pub fn fit(source: &str, head: &[Vec<Token>], columns: &mut Vec<Column>) -> Vec<Vec<HeadCell>> {
    let heads = cells(source, head);
    let (leaves, mut groups) = leaf::part(&heads, columns);
    let (matched, leaf_of) = match_columns(&leaves, std::mem::take(columns));
    *columns = matched;
    let stand = Stand {
        columns,
        leaves: leaf_of
            .iter()
            .map(|leaf| leaf.map(|at| leaves[at]))
            .collect(),
    };
    // From the bottom: for each column the range and the head of what stands over it.
    let mut stacks: Vec<Vec<(Range<usize>, &Head)>> = vec![Vec::new(); stand.columns.len()];
    for (column, leaf) in stand.leaves.iter().enumerate() {
        if let Some(leaf) = leaf {
            stacks[column].push((column..column + 1, leaf));
        }
    }
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
        for (range, group) in stand.ranges(&level, &stacks).into_iter().zip(level) {
            for column in range.clone() {
                stacks[column].push((range.clone(), group));
            }
        }
    }
    rows(&stacks)
}

/// The columns with the heads that name them.
struct Stand<'a> {
    columns: &'a [Column],
    leaves: Vec<Option<&'a Head>>,
}

impl Stand<'_> {
    /// The columns under each head of a level: ranges in order, none cut by one of a lower level.
    fn ranges(&self, level: &[&Head], stacks: &[Vec<(Range<usize>, &Head)>]) -> Vec<Range<usize>> {
        let width = self.columns.len();
        let whole = |from: usize, to: usize| {
            let under = |column: usize| stacks[column].last().map(|(range, _)| range);
            under(from).is_none_or(|range| range.start >= from || range.end <= from + 1)
                && under(to - 1).is_none_or(|range| range.end <= to || range.start + 1 >= to)
        };
        // best[head * (width + 1) + column]: the least cost of the first heads over the first
        // columns, and where the range of the last head begins if it ends here.
        let mut best = vec![(usize::MAX, None::<usize>); (level.len() + 1) * (width + 1)];
        best[..=width].fill((0, None));
        for (at, group) in level.iter().enumerate() {
            let (before, own) = (at * (width + 1), (at + 1) * (width + 1));
            for to in 0..=width {
                // A head that stands over nothing is left out.
                let mut least = (best[before + to].0.saturating_add(LOST), None);
                if to > 0 && best[own + to - 1].0 < least.0 {
                    least = (best[own + to - 1].0, Some(usize::MAX));
                }
                for from in 0..to {
                    if !whole(from, to) {
                        continue;
                    }
                    let cost = self.cost(group, from..to, stacks);
                    let total = best[before + from].0.saturating_add(cost);
                    if total < least.0 {
                        least = (total, Some(from));
                    }
                }
                best[own + to] = least;
            }
        }
        let mut ranges = vec![0..0; level.len()];
        let (mut at, mut to) = (level.len(), width);
        while at > 0 {
            match best[at * (width + 1) + to].1 {
                Some(usize::MAX) => to -= 1,
                Some(from) => {
                    ranges[at - 1] = from..to;
                    (at, to) = (at - 1, from);
                }
                None => at -= 1,
            }
        }
        ranges
    }

    fn cost(
        &self,
        group: &Head,
        range: Range<usize>,
        stacks: &[Vec<(Range<usize>, &Head)>],
    ) -> usize {
        let (first, last) = (&self.columns[range.start], &self.columns[range.end - 1]);
        if !group.overlaps(first.start, last.end) {
            return LOST;
        }
        // What stands higher than a head is not under it.
        let under = |column: usize| stacks[column].last().map(|(_, head)| head.first);
        if range
            .clone()
            .any(|column| under(column).is_some_and(|line| line <= group.first))
        {
            return LOST;
        }
        let subtotal = |column: usize| {
            let leaf = self.leaves[column].filter(|_| stacks[column].len() < 2);
            leaf.is_some_and(|leaf| words::is_total(&leaf.text))
        };
        let begins = |column: usize| {
            let before = &self.columns[column - 1];
            let own = &self.columns[column];
            before.role != own.role || before.half != own.half || subtotal(column)
        };
        let width = self.columns.len();
        let mut cost = group.middle().abs_diff(first.start + last.end);
        cost += INSIDE * usize::from(range.start > 0 && !begins(range.start));
        cost += INSIDE * usize::from(range.end < width && !begins(range.end));
        cost += LATE
            * (range.start + 1..range.end)
                .filter(|at| subtotal(*at))
                .count();
        cost += SINGLE * usize::from(range.len() == 1);
        // Heads of one line below the same head stand on one line.
        let levels = range
            .filter(|column| stacks[*column].len() == 1)
            .filter_map(|column| self.leaves[column])
            .map(|leaf| leaf.first + leaf.last);
        let lowest = levels.clone().max().unwrap_or(0);
        cost += UNEVEN * levels.filter(|level| level + 1 < lowest).count();
        cost
    }
}

/// The rows of the head: over each column its heads from the top, the lowest going down to the body.
fn rows(stacks: &[Vec<(Range<usize>, &Head)>]) -> Vec<Vec<HeadCell>> {
    let depth = stacks.iter().map(Vec::len).max().unwrap_or(0);
    let mut rows = vec![vec![HeadCell::default(); stacks.len()]; depth];
    for (column, stack) in stacks.iter().enumerate() {
        for (level, (range, head)) in stack.iter().rev().enumerate() {
            rows[level][column] = (head.pieces.clone(), range.start != column);
        }
    }
    rows
}
