//! The columns of indicators: what the headings say stands where, and what a damaged table may
//! have made of it.

use super::sheet::Entry;
use crate::lexicon::performance::Column;

/// What stands in each column of a table's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    /// By column of the grid; `None` where no heading stands.
    roles: Vec<Option<Column>>,
    /// Columns whose cells belong to no row of this table.
    ghosts: Vec<bool>,
}

impl Columns {
    /// Reads the headings; of two rows of them the lower one says more.
    pub fn of(heading: &[Vec<Entry>], width: usize) -> Self {
        let mut roles = vec![None; width];
        for entry in heading.iter().flatten() {
            if let Some(slot) = roles.get_mut(entry.column)
                && entry.sense.column.is_some()
            {
                *slot = entry.sense.column;
            }
        }
        Self::from_roles(roles)
    }

    pub fn from_roles(roles: Vec<Option<Column>>) -> Self {
        let ghosts = vec![false; roles.len()];
        Self { roles, ghosts }
    }

    /// Only the columns from `start` to `end`.
    pub fn only(&self, start: usize, end: usize) -> Self {
        let roles = self
            .roles
            .iter()
            .enumerate()
            .map(|(at, role)| role.filter(|_| (start..end).contains(&at)))
            .collect();
        Self::from_roles(roles)
    }

    pub fn width(&self) -> usize {
        self.roles.len()
    }

    pub fn role(&self, column: usize) -> Option<Column> {
        self.roles.get(column).copied().flatten()
    }

    pub fn has(&self, role: Column) -> bool {
        self.roles.contains(&Some(role))
    }

    pub fn is_ghost(&self, column: usize) -> bool {
        self.ghosts.get(column).copied().unwrap_or(false)
    }

    /// The first column that has a heading.
    pub fn first(&self) -> Option<usize> {
        self.roles.iter().position(Option::is_some)
    }

    /// How far `column` stands from those of a slot: 0 in one of them and in a column without a
    /// heading that goes on to the right of one.
    pub fn distance(&self, column: usize, slot: &[usize]) -> isize {
        let mut from = column;
        while from > 0 && self.role(from).is_none() && !self.is_ghost(from) {
            from -= 1;
        }
        if slot.contains(&column) || slot.contains(&from) {
            return 0;
        }
        slot.iter()
            .map(|at| column as isize - *at as isize)
            .min_by_key(|distance| distance.abs())
            .unwrap_or(0)
    }

    /// The ways in which the cells of a whole table may stand beside their headings: one column
    /// too many at some place, or one too few.
    pub fn damaged(&self) -> Vec<(Self, Damage)> {
        let (Some(first), width) = (self.first(), self.width()) else {
            return Vec::new();
        };
        let last = self
            .roles
            .iter()
            .rposition(Option::is_some)
            .unwrap_or(first);
        let mut variants = Vec::new();
        for at in first..=last {
            variants.push((self.inserted(at), Damage::Inserted(at)));
            let mut roles = self.roles.clone();
            roles.remove(at);
            roles.push(None);
            variants.push((Self::from_roles(roles), Damage::Lost(at)));
        }
        if first > 0 {
            // The label beside the indicators is lost: every column stands one to the left.
            let mut roles = self.roles.clone();
            roles.remove(0);
            roles.push(None);
            variants.push((Self::from_roles(roles), Damage::Unlabelled));
        }
        debug_assert!(variants.iter().all(|(columns, _)| columns.width() == width));
        variants
    }

    /// A foreign column stands at `at`: what the heading says of a column holds for the next.
    fn inserted(&self, at: usize) -> Self {
        let mut roles = self.roles.clone();
        roles.insert(at, None);
        roles.truncate(self.roles.len());
        let mut ghosts = vec![false; roles.len()];
        // The foreign cells stand before the true ones. If the column before `at` holds the same
        // level as the one after it, it is the foreign one.
        if let Some(ghost) = ghosts.get_mut(at) {
            *ghost = true;
        }
        Self { roles, ghosts }
    }
}

/// What happened to the columns of a whole table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Damage {
    /// A foreign column stands at this place and pushes the rest to the right.
    Inserted(usize),
    /// The column of this place is lost and the rest stands too far left.
    Lost(usize),
    /// Only the label beside the table is lost; nothing is wrong with the rows.
    Unlabelled,
}

/// The orders of columns that are in use, for a table whose headings are lost.
pub(super) fn usual(width: usize) -> Vec<Columns> {
    use Column::{Actual, Level1, Level2, Level3, Note, Score, Target, Weight};
    let orders: [&[Column]; 5] = [
        &[Level1, Level2, Level3, Target, Actual],
        &[Level1, Level2, Level3, Target],
        &[Level1, Level2, Level3, Target, Actual, Weight, Score],
        &[Level1, Level2, Level3, Target, Actual, Weight, Score, Note],
        &[Level1, Level2, Level3, Weight, Target, Actual, Score],
    ];
    let mut found = Vec::new();
    for order in orders {
        for labels in 0..=2 {
            if labels + order.len() <= width {
                let roles = (0..width)
                    .map(|at| at.checked_sub(labels).and_then(|at| order.get(at)).copied())
                    .collect();
                found.push(Columns::from_roles(roles));
            }
        }
    }
    found
}
