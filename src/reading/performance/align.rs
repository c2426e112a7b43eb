//! Which cell of a row is what.
//!
//! The cells of a row keep their order, but in a damaged table they need not stand under their
//! headings. Every way of giving the cells to the columns in order is scored: how well the cell's
//! content suits the column (a group's name, an indicator's name, a value, a score), how far it
//! stands from it, whether cells moved together, and what is left out. The best one wins. The
//! same score, summed over the rows of a table, tells whether the whole table is damaged.

use super::columns::{Columns, Damage};
use super::sheet::{Entry, Look};
use super::slots::Slots;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::performance::Column;

/// A cell suits its column, and stands in it.
const IN_PLACE: i32 = 4;
/// A cell is left out.
const LEFT_OUT: i32 = -4;
/// No cell suits a column better.
const MOST_FIT: i32 = 10;
/// Neighbouring cells moved by different distances.
const TORN: i32 = -3;
/// A number is a value though fewer cells stand behind it than columns of points behind that of the values.
const POINTLESS: i32 = -10;
/// The name of an indicator is its value, and what stands before it is left out.
const ECHO: i32 = -10;
/// A group's name directly before the indicator's name is called foreign.
const DISOWNED: i32 = -8;
/// Of a row of more cells than this, each cell is of the column that it stands in: to try every way of moving
/// them would take too long.
const MOST_CELLS: usize = 24;

/// The cells of a row by column, as indices into the row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Aligned {
    cells: Vec<(Column, usize)>,
    /// How well the row suits the columns.
    pub score: i32,
    /// Whether a cell stands in another column than its own.
    pub moved: bool,
}

impl Aligned {
    /// The cell of a column.
    pub fn get<'r, 'a>(&self, row: &'r [Entry<'a>], column: Column) -> Option<&'r Entry<'a>> {
        self.cells
            .iter()
            .find(|(role, _)| *role == column)
            .and_then(|(_, index)| row.get(*index))
    }
}

/// How well a cell's content suits a column.
pub(super) fn fit(entry: &Entry, role: Column, columns: &Columns) -> i32 {
    let short = entry.length() <= 10;
    let level1 = entry.sense.level1.is_some();
    let level2 = entry.sense.level2.is_some();
    match role {
        Column::Level1 if level1 => 10,
        Column::Level2 if level2 => 10,
        // Some forms have one level only, and call it the first or the second.
        Column::Level1 if level2 && !columns.has(Column::Level2) => 8,
        Column::Level2 if level1 && !columns.has(Column::Level1) => 8,
        Column::Level1 if level2 => -8,
        // First levels have few names; those of the second may be anybody's.
        Column::Level2 if short && is_group(&entry.folded) => 6,
        Column::Level1 | Column::Level2 => match entry.look() {
            Look::Words if short && role == Column::Level1 => -3,
            Look::Words if short => -4,
            _ => -8,
        },
        Column::Level3 if entry.is_level() => -4,
        Column::Level3 => match entry.look() {
            Look::Words => 4,
            Look::Mention => 2,
            Look::Dash => 0,
            Look::Quality => -1,
            Look::Date => -3,
            Look::Value => -6,
            Look::Number => -8,
        },
        Column::Target | Column::Actual if entry.is_level() => -6,
        Column::Target | Column::Actual => match entry.look() {
            Look::Value => 5,
            Look::Number | Look::Date => 4,
            Look::Quality => 3,
            Look::Mention | Look::Dash => 2,
            Look::Words => 0,
        },
        Column::Sign if is_sign(&entry.folded) => 8,
        Column::Unit if entry.length() <= 6 && !entry.is_level() => match entry.look() {
            Look::Dash | Look::Words => 3,
            _ => -4,
        },
        Column::Weight | Column::Score if entry.look() == Look::Number => 6,
        Column::Weight | Column::Score if entry.folded.ends_with('分') => 4,
        Column::Note if entry.is_level() => -4,
        Column::Note => match entry.look() {
            Look::Words | Look::Mention | Look::Dash => 1,
            _ => -1,
        },
        Column::Sign | Column::Unit | Column::Weight | Column::Score => -8,
    }
}

/// Whether a cell is called a group of indicators, though none that forms know: 安全性指标.
fn is_group(folded: &str) -> bool {
    list(List::GroupEnd)
        .strip_suffix(folded)
        .is_some_and(|name| name.chars().count() >= 2)
}

/// Whether a cell holds a comparator and nothing else.
fn is_sign(folded: &str) -> bool {
    list(List::Nature).contains(folded)
        || (folded.chars().count() <= 2 && folded.chars().all(|c| "≥≤<>=》《〉〈≧≦".contains(c)))
}

/// What it costs to leave cells out.
fn left_out(entry: &Entry, columns: &Columns) -> i32 {
    if columns.is_ghost(entry.column) {
        let next = columns.role(entry.column + 1);
        return if next == Some(Column::Level3) && entry.is_level() {
            DISOWNED
        } else {
            0
        };
    }
    // A label beside the table is no part of the row.
    let beside = columns.first().is_none_or(|first| entry.column < first);
    if entry.sense.label || entry.sense.head.is_some() || (beside && !entry.is_level()) {
        0
    } else {
        LEFT_OUT
    }
}

/// A way of giving the cells up to some cell to the columns up to some column.
#[derive(Clone, Copy)]
struct Path {
    score: i32,
    distance: isize,
    /// The cell and column before, as indices into the table of paths.
    before: Option<(usize, usize)>,
}

impl Path {
    /// Whether the cell before `cell`, which the path ends in, is left out.
    fn leaves_out_before(&self, cell: usize) -> bool {
        self.before.map_or(0, |(before, _)| before + 1) < cell
    }
}

/// The paths to each cell of a row, by the columns that they end in, with what leaving out the cells up to it costs.
struct Paths(Vec<(i32, Vec<Path>)>);

impl Paths {
    #[expect(
        clippy::indexing_slicing,
        reason = "a path goes on from one that is here"
    )]
    fn at(&self, cell: usize, slot: usize) -> Path {
        self.0[cell].1[slot]
    }
}

/// Gives the cells of a row to the columns.
pub(super) fn align(row: &[Entry], slots: &Slots) -> Aligned {
    let columns = slots.columns;
    if row.len() > MOST_CELLS {
        return in_place(row, slots);
    }
    // The cost of leaving out the first cells, so that any stretch is a difference.
    let mut all_out = 0;
    let mut out = Vec::with_capacity(row.len());
    for entry in row {
        let before = all_out;
        all_out += left_out(entry, columns);
        out.push((before, all_out));
    }
    let lacks = lacks_level(row, slots);
    // Row by row of cells, with the cost up to each; those of a foreign column have no path.
    let mut paths = Paths(Vec::with_capacity(row.len()));
    let mut best = (all_out + slots.passed(None, slots.len()), None);
    for ((i, entry), (before, behind)) in row.iter().enumerate().zip(out) {
        if columns.is_ghost(entry.column) {
            paths.0.push((behind, Vec::new()));
            continue;
        }
        let counts = entry.look() == Look::Number;
        let again = |before: usize| {
            row.get(before)
                .is_some_and(|own| own.folded == entry.folded)
        };
        // Target and actual value are the same.
        let agrees = i.checked_sub(1).is_some_and(again);
        let path = |(j, role): (usize, &Column)| {
            let distance = slots.distance(entry.column, j);
            let away = i32::try_from(distance.unsigned_abs()).map_or(4, |away| away.min(4));
            let pointless = match row.len() - i <= slots.points_behind(j) {
                true if lacks && counts && !agrees => POINTLESS,
                _ => 0,
            };
            let place = if away == 0 { IN_PLACE } else { -away };
            let here = fit(entry, *role, columns) + pointless + place;
            let mut path = Path {
                score: before + slots.passed(None, j) + here,
                distance,
                before: None,
            };
            for (pi, (out, paths)) in paths.0.iter().enumerate() {
                let between = before - out + here;
                for (pj, earlier) in paths.iter().enumerate().take(j) {
                    let torn = if earlier.distance == distance {
                        0
                    } else {
                        TORN
                    };
                    let named = slots.is_named_value(pj, j);
                    let echo = match named && again(pi) && earlier.leaves_out_before(pi) {
                        true => ECHO,
                        false => 0,
                    };
                    let score = earlier.score + between + slots.passed(Some(pj), j) + torn + echo;
                    if score > path.score {
                        path.score = score;
                        path.before = Some((pi, pj));
                    }
                }
            }
            path
        };
        let of_entry: Vec<Path> = slots.roles.iter().enumerate().map(path).collect();
        for (j, path) in of_entry.iter().enumerate() {
            let whole = path.score + (all_out - behind) + slots.passed(Some(j), slots.len());
            if whole > best.0 {
                best = (whole, Some((i, j)));
            }
        }
        paths.0.push((behind, of_entry));
    }
    trace(&paths, slots, best)
}

/// Whether a row begins with a second level and a name too far to the left: the cell of the first level is lost.
fn lacks_level(row: &[Entry], slots: &Slots) -> bool {
    let stands_left = |entry: &Entry, role| {
        slots
            .column_of(role)
            .is_some_and(|column| entry.column < column)
    };
    let is_second = |entry: &Entry| entry.sense.level2.is_some() || is_group(&entry.folded);
    matches!(row, [first, second, ..]
        if is_second(first)
            && !second.is_level()
            && stands_left(first, Column::Level2)
            && stands_left(second, Column::Level3))
}

/// Whether some rows lack their level, and most have the last of their points.
pub(super) fn are_scored(rows: &[Vec<Entry>], columns: &Columns) -> bool {
    let slots = Slots::new(columns);
    let lacks = rows.iter().any(|row| lacks_level(row, &slots));
    let Some(last) = slots.last_points().filter(|_| lacks) else {
        return false;
    };
    let (mut all, mut scored) = (0, 0);
    for row in rows {
        let aligned = align(row, &slots);
        if aligned.get(row, Column::Level3).is_some() {
            all += 1;
            scored += usize::from(aligned.get(row, last).is_some());
        }
    }
    scored > 0 && scored * 2 >= all
}

/// Gives each column the first cell that stands in it, and moves none.
fn in_place(row: &[Entry], slots: &Slots) -> Aligned {
    let columns = slots.columns;
    let mut aligned = Aligned::default();
    for (at, role) in slots.roles.iter().enumerate() {
        let stands = |entry: &Entry| {
            !columns.is_ghost(entry.column) && slots.distance(entry.column, at) == 0
        };
        if let Some((index, entry)) = row.iter().enumerate().find(|(_, entry)| stands(entry)) {
            aligned.score += fit(entry, *role, columns) + IN_PLACE;
            aligned.cells.push((*role, index));
        }
    }
    aligned
}

/// Walks the best path back.
fn trace(paths: &Paths, slots: &Slots, (score, mut at): (i32, Option<(usize, usize)>)) -> Aligned {
    let mut aligned = Aligned {
        score,
        ..Aligned::default()
    };
    while let Some((i, j)) = at {
        let (path, role) = (paths.at(i, j), slots.role(j));
        aligned.cells.push((role, i));
        aligned.moved |= path.distance != 0
            && matches!(
                role,
                Column::Level1 | Column::Level2 | Column::Level3 | Column::Target | Column::Actual
            );
        at = path.before;
    }
    aligned.cells.reverse();
    aligned
}

/// How the rows of a table suit the columns.
pub(super) fn suit(rows: &[Vec<Entry>], columns: &Columns) -> i32 {
    let slots = Slots::new(columns);
    rows.iter().map(|row| align(row, &slots).score).sum()
}

/// The most that the rows from each on may score, whatever the columns: every cell in the place that it suits best.
fn bounds(rows: &[Vec<Entry>], columns: &Columns) -> Vec<i32> {
    let most = |entry: &Entry| {
        if entry.is_level() {
            return MOST_FIT + IN_PLACE;
        }
        let roles = (0..columns.width()).filter_map(|at| columns.role(at));
        let fits = roles.map(|role| fit(entry, role, columns) + IN_PLACE);
        fits.max().unwrap_or(0).max(0)
    };
    let mut bound = 0;
    let mut bounds = vec![bound];
    for row in rows.iter().rev() {
        bound += row.iter().map(most).sum::<i32>();
        bounds.push(bound);
    }
    bounds.reverse();
    bounds
}

/// How the rows suit the columns, if better than `least`; it is given up where the rows left cannot reach that.
fn suit_above(least: i32, rows: &[Vec<Entry>], bounds: &[i32], columns: &Columns) -> Option<i32> {
    let slots = Slots::new(columns);
    let mut score = 0;
    for (row, bound) in rows.iter().zip(bounds) {
        if score + bound <= least {
            return None;
        }
        score += align(row, &slots).score;
    }
    (score > least).then_some(score)
}

/// The columns that suit the rows best: those of the headings, unless the whole table is clearly
/// damaged.
pub(super) fn judge(rows: &[Vec<Entry>], columns: Columns) -> (Columns, Option<Damage>) {
    let margin = 6.max(i32::try_from(rows.len()).unwrap_or(i32::MAX));
    let bounds = bounds(rows, &columns);
    let mut least = suit(rows, &columns).saturating_add(margin);
    let mut best = None;
    for (variant, damage) in columns.damaged() {
        // Of equals the first: the damage furthest to the left.
        if let Some(score) = suit_above(least, rows, &bounds, &variant) {
            least = score;
            best = Some((variant, damage));
        }
    }
    best.map_or((columns, None), |(variant, damage)| (variant, Some(damage)))
}
