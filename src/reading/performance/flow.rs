//! Rows from a flow of cells.
//!
//! Where a text tool lost the ends of rows and the empty cells with them, the cells of the body
//! are one flow. It is cut where the columns begin anew, so that the cells suit the columns best:
//! the same score as for a row, over the whole body.

use super::align::fit;
use super::columns::Columns;
use super::sheet::{Entry, Look};
use super::slots::Slots;
use crate::lexicon::performance::Column;
use crate::text::Cut;

/// A row that no group's name begins.
const UNMARKED: i32 = -2;
/// A cell that belongs to no column.
const LEFT_OUT: i32 = -4;
/// A row without a value; in a flow it is likelier that two cells belong together.
const VALUELESS: i32 = -3;
/// Target and actual value say the same.
const AGREED: i32 = 3;
/// A longer body is cut into stretches of this many cells, so that time grows with length only.
const STRETCH: usize = 4000;

/// The best way to give the cells up to some cell to the columns, which ends in some column.
#[derive(Clone, Copy)]
struct Step {
    score: i32,
    before: Option<(usize, usize)>,
    begins: bool,
}

/// Cuts the cells of a body into rows, each cell in its column's place.
pub(super) fn cut<'a>(rows: &[Vec<Entry<'a>>], columns: &Columns) -> Vec<Vec<Entry<'a>>> {
    let cells: Vec<&Entry> = rows
        .iter()
        .take_while(|row| row.first().is_none_or(|entry| !entry.sense.closing))
        .flatten()
        .filter(|entry| !entry.sense.label || entry.is_level())
        .collect();
    let slots = Slots::new(columns);
    if slots.roles.is_empty() {
        return rows.to_vec();
    }
    let mut cut = Vec::new();
    for stretch in cells.chunks(STRETCH) {
        stretch_rows(stretch, &slots, &mut cut);
    }
    cut
}

fn stretch_rows<'a>(cells: &[&Entry<'a>], slots: &Slots, rows: &mut Vec<Vec<Entry<'a>>>) {
    let mut flow = Flow {
        cells,
        steps: Vec::with_capacity(cells.len()),
    };
    for cell in cells {
        let steps = (0..slots.len()).map(|j| flow.step(j, slots, cell));
        let steps = steps.collect();
        flow.steps.push(steps);
    }
    let Some(last) = flow.steps.last() else {
        return;
    };
    let end = |j: usize, step: &Step| step.score + passed_row(slots, Some(j), slots.len());
    let mut at = (last.iter().enumerate())
        .max_by_key(|(j, step)| end(*j, step))
        .map(|(j, _)| (cells.len() - 1, j));
    let mut path = Vec::new();
    while let Some((i, j)) = at {
        let (cell, step) = flow.at(i, j);
        path.push((cell, j, step.begins));
        at = step.before;
    }
    for (cell, j, begins) in path.into_iter().rev() {
        let mut entry = cell.clone();
        entry.column = slots.first_of(j);
        match rows.last_mut() {
            Some(row) if !begins => row.push(entry),
            _ => rows.push(vec![entry]),
        }
    }
}

/// The cells of a stretch, with the steps to those that were looked at.
struct Flow<'c, 'a> {
    cells: &'c [&'c Entry<'a>],
    steps: Vec<Vec<Step>>,
}

impl<'c, 'a> Flow<'c, 'a> {
    #[expect(
        clippy::indexing_slicing,
        reason = "a step goes on from one that is here"
    )]
    fn at(&self, cell: usize, slot: usize) -> (&'c Entry<'a>, Step) {
        (self.cells[cell], self.steps[cell][slot])
    }

    /// The best way to come to the next cell in column `j`: from an earlier column of the same row, or from the end
    /// of the row before. One cell between them may belong to no column.
    fn step(&self, j: usize, slots: &Slots, cell: &Entry) -> Step {
        let role = slots.role(j);
        let here = suits(cell, role, slots.columns);
        let mark = if cell.is_level() && role <= Column::Level2 {
            0
        } else {
            UNMARKED
        };
        let opening = passed_row(slots, None, j) + mark + here;
        let i = self.steps.len();
        let mut best = Step {
            score: opening + LEFT_OUT * i32::try_from(i).unwrap_or(i32::MAX / 8).min(1000),
            before: None,
            begins: true,
        };
        let earlier = self.steps.iter().zip(self.cells.before(i));
        for ((pi, (steps, earlier)), lost) in earlier.enumerate().rev().zip([0, LEFT_OUT]) {
            for (pj, before) in steps.iter().enumerate() {
                let ended =
                    before.score + lost + passed_row(slots, Some(pj), slots.len()) + opening;
                if ended > best.score {
                    best = Step {
                        score: ended,
                        before: Some((pi, pj)),
                        begins: true,
                    };
                }
                if pj < j {
                    let agreed = role == Column::Actual
                        && slots.role(pj) == Column::Target
                        && earlier.folded == cell.folded;
                    let score = before.score
                        + lost
                        + passed_row(slots, Some(pj), j)
                        + here
                        + if agreed { AGREED } else { 0 };
                    if score > best.score {
                        best = Step {
                            score,
                            before: Some((pi, pj)),
                            begins: false,
                        };
                    }
                }
            }
        }
        best
    }
}

/// A bare number is rather a point than a value where points have columns.
fn suits(cell: &Entry, role: Column, columns: &Columns) -> i32 {
    let points = columns.has(Column::Weight) || columns.has(Column::Score);
    match role {
        Column::Target | Column::Actual if points && cell.look() == Look::Number => 1,
        _ => fit(cell, role, columns),
    }
}

fn passed_row(slots: &Slots, from: Option<usize>, to: usize) -> i32 {
    let begin = from.map_or(0, |at| at + 1);
    let valueless = slots.roles.within(begin..to).contains(&Column::Target);
    slots.passed(from, to) + if valueless { VALUELESS } else { 0 }
}
