//! The columns with headings as slots for the cells of a row, with what is asked of them for every row worked
//! out once.

use super::columns::Columns;
use crate::lexicon::performance::Column;

/// A row without an indicator's name.
const NAMELESS: i32 = -8;
/// A new first-level group that begins no second-level group.
const GROUPLESS: i32 = -6;
/// A row without a value.
const VALUELESS: i32 = -2;

/// The columns with headings, from left to right; a role that comes twice is one slot.
#[derive(Debug)]
pub(super) struct Slots<'c> {
    pub columns: &'c Columns,
    pub roles: Vec<Column>,
    /// The columns of each slot.
    places: Vec<Vec<usize>>,
    /// How far each column stands from each slot, column by column.
    distances: Vec<isize>,
    /// What it costs to leave the slots before each empty; the second levels apart, which cost only behind a first.
    cost: Vec<i32>,
    groupless: Vec<i32>,
    /// Whether rows are read, and not the columns of their table judged.
    of_rows: bool,
    /// Whether most rows have their points, and some lack their level.
    scored: bool,
}

#[expect(
    clippy::indexing_slicing,
    reason = "slots are numbered here, and costs are those before each and behind the last"
)]
impl<'c> Slots<'c> {
    pub fn new(columns: &'c Columns) -> Self {
        let mut slots = Self {
            columns,
            roles: Vec::new(),
            places: Vec::new(),
            distances: Vec::new(),
            cost: vec![0],
            groupless: vec![0],
            of_rows: false,
            scored: false,
        };
        for at in 0..columns.width() {
            let Some(role) = columns.role(at) else {
                continue;
            };
            match slots.roles.iter().position(|known| *known == role) {
                Some(slot) => slots.places[slot].push(at),
                None => slots.push(role, at),
            }
        }
        for column in 0..columns.width() {
            let far = |places: &Vec<usize>| columns.distance(column, places);
            slots.distances.extend(slots.places.iter().map(far));
        }
        slots
    }

    /// The same, to read single rows of a table in which most have their points or not.
    pub fn of_rows(columns: &'c Columns, scored: bool) -> Self {
        Self {
            of_rows: true,
            scored,
            ..Self::new(columns)
        }
    }

    fn push(&mut self, role: Column, at: usize) {
        let (cost, groupless) = match role {
            Column::Level3 => (NAMELESS, 0),
            Column::Target => (VALUELESS, 0),
            Column::Level2 => (0, GROUPLESS),
            _ => (0, 0),
        };
        self.cost.push(self.cost[self.roles.len()] + cost);
        let before = self.groupless[self.roles.len()];
        self.groupless.push(before + groupless);
        self.roles.push(role);
        self.places.push(vec![at]);
    }

    pub fn role(&self, slot: usize) -> Column {
        self.roles[slot]
    }

    pub fn len(&self) -> usize {
        self.roles.len()
    }

    /// How many slots of points stand behind one of values; none behind others.
    pub fn points_behind(&self, slot: usize) -> usize {
        let points = |role: &&Column| matches!(role, Column::Weight | Column::Score);
        match self.roles[slot] {
            Column::Target | Column::Actual if self.scored => {
                self.roles.iter().skip(slot + 1).filter(points).count()
            }
            _ => 0,
        }
    }

    /// The column of a role.
    pub fn column_of(&self, role: Column) -> Option<usize> {
        let slot = self.roles.iter().position(|own| *own == role)?;
        Some(self.first_of(slot))
    }

    /// The last points of a row.
    pub fn last_points(&self) -> Option<Column> {
        let points = |role: &&Column| matches!(role, Column::Weight | Column::Score);
        self.roles.iter().rfind(points).copied()
    }

    /// Whether the slots are of a name and of its target.
    pub fn is_named_value(&self, name: usize, target: usize) -> bool {
        let roles = (self.roles[name], self.roles[target]);
        self.of_rows && roles == (Column::Level3, Column::Target)
    }

    /// The first column of a slot.
    pub fn first_of(&self, slot: usize) -> usize {
        self.places[slot][0]
    }

    /// How far a column stands from a slot.
    pub fn distance(&self, column: usize, slot: usize) -> isize {
        let known = self.distances.get(column * self.len() + slot);
        known.map_or_else(
            || self.columns.distance(column, &self.places[slot]),
            |far| *far,
        )
    }

    /// What it costs that the slots behind `from` (or all) and before `to` have no cell.
    pub fn passed(&self, from: Option<usize>, to: usize) -> i32 {
        let begin = from.map_or(0, |at| at + 1);
        let cost = self.cost[to] - self.cost[begin];
        match from {
            Some(at) if self.roles[at] == Column::Level1 => {
                cost + self.groupless[to] - self.groupless[begin]
            }
            _ => cost,
        }
    }
}
