//! Tables that a page draws with lines: the lines give the cells, whatever wraps inside them.
//!
//! Lines that meet are one table's. They cut it into fields; fields without a line between them
//! are one cell. A table whose lines leave rows together (each cell then holds several numbers),
//! or whose cells are no rectangles, is left to the layout that goes by blanks.

use std::collections::{BTreeMap, HashMap};

use super::glyphs::Glyph;
use super::lines::{Line, lines};
use super::rules::{NEAR, Rule, merged};
use crate::source::block::{Block, Cell, Table};
use crate::text::pairs;

/// A table with its place on the page.
#[derive(Debug)]
pub(super) struct Ruled {
    pub(super) top: f64,
    /// The edges of its columns, from the left.
    pub(super) edges: Vec<f64>,
    pub(super) table: Table,
}

impl Ruled {
    /// Takes the columns of the table on the page before, if this one goes on from it: then all its
    /// edges stand where some of that one stand.
    fn go_on_from(&mut self, before: &[f64]) {
        let (Some(left), Some(origin)) = (self.edges.first(), before.first()) else {
            return;
        };
        let place = |edge: &f64| {
            before
                .iter()
                .position(|other| ((other - origin) - (edge - left)).abs() < SAME_EDGE)
        };
        let Some(places) = self.edges.iter().map(place).collect::<Option<Vec<_>>>() else {
            return;
        };
        let width = before.len() - 1;
        if places.last() != Some(&width) || !places.is_sorted_by(|one, next| one < next) {
            return;
        }
        #[expect(clippy::indexing_slicing, reason = "every edge has its place")]
        shift(&mut self.table, |edge| places[edge]);
        self.table.goes_on = Some(width);
        self.edges = before.iter().map(|edge| edge - origin + left).collect();
    }
}

/// Edges on two pages, measured from the left of their tables, are one if nearer than this.
const SAME_EDGE: f64 = 4.0;

/// The lowest line of a head that is not drawn stands no further above the body than so many heights.
const HEAD: f64 = 2.0;

/// A page with more lines than this holds a drawing.
const MOST_RULES: usize = 1500;
/// A table has at most so many lines in each direction.
const MOST_LINES: usize = 400;

/// Finds the tables of a page, from the top; their glyphs are taken out of `glyphs`. `before` are the
/// edges of the columns of the table that ends the page before: the first may go on from it, with a single
/// row even.
pub(super) fn find(
    glyphs: &mut Vec<Glyph>,
    upright: &[Rule],
    level: &[Rule],
    before: Option<&[f64]>,
) -> Vec<Ruled> {
    let (upright, level) = (merged(upright.to_vec()), merged(level.to_vec()));
    if upright.len() > MOST_RULES || level.len() > MOST_RULES {
        return Vec::new();
    }
    let mut tables: Vec<(Ruled, Fields)> = Vec::new();
    for (upright, level) in together(&upright, &level) {
        let Some(fields) = Fields::new(&upright, &level) else {
            continue;
        };
        if let Some(mut table) = fields.table(glyphs)
            && !(begins_with_amounts(&table.rows) && fields.has_words_above(glyphs))
            && !has_head_in_one(&table)
            && let Some(top) = fields.rows.first()
        {
            let ruled = Ruled {
                top: *top,
                edges: squeeze(&mut table, &fields.columns),
                table,
            };
            if ruled.table.rows.len() > 1 {
                glyphs.retain(|glyph| fields.cell(glyph).is_none());
            }
            tables.push((ruled, fields));
        }
    }
    tables.sort_by(|(one, _), (other, _)| one.top.total_cmp(&other.top));
    if let (Some((first, _)), Some(before)) = (tables.first_mut(), before) {
        first.go_on_from(before);
    }
    tables.retain(|(ruled, _)| ruled.table.rows.len() > 1 || ruled.table.goes_on.is_some());
    for (_, fields) in tables
        .iter()
        .filter(|(ruled, _)| ruled.table.rows.len() == 1)
    {
        glyphs.retain(|glyph| fields.cell(glyph).is_none());
    }
    tables.into_iter().map(|(ruled, _)| ruled).collect()
}

/// Whether the first row that prints something prints an amount or a code: the head is not in the table.
fn begins_with_amounts(rows: &[Vec<Cell>]) -> bool {
    let number = |cell: &Cell| {
        matches!(cell.blocks.as_slice(), [Block::Line(line)]
            if is_amount(line) || line.len() != 4 && line.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let first = rows.iter().find(|row| !is_blank(row));
    first.is_some_and(|row| row.iter().any(number))
}

fn is_blank(row: &[Cell]) -> bool {
    row.iter().all(|cell| cell.blocks.is_empty())
}

/// Whether the words of the whole head stand in one cell above the first amounts, as where it is shaded and no line
/// parts it.
fn has_head_in_one(table: &Table) -> bool {
    let mut rows = table.rows.iter();
    let Some(first) = rows.find(|row| !is_blank(row)) else {
        return false;
    };
    let mut filled = first.iter().filter(|cell| !cell.blocks.is_empty());
    let (Some(head), None) = (filled.next(), filled.next()) else {
        return false;
    };
    let apart = |block: &Block| {
        matches!(block, Block::Line(line)
            if line.matches(' ').count() > 1 && !line.contains([':', '：']))
    };
    head.columns > 2 && head.blocks.iter().any(apart) && begins_with_amounts(rows.as_slice())
}

/// Leaves out the columns in which no cell begins; gives the edges that are left.
fn squeeze(table: &mut Table, edges: &[f64]) -> Vec<f64> {
    let cells = table.rows.iter().flatten();
    let mut begins: Vec<usize> = cells.filter_map(|cell| cell.column).collect();
    begins.sort_unstable();
    begins.dedup();
    shift(table, |edge| begins.partition_point(|begin| *begin < edge));
    let last = edges.len() - 1;
    let left = |(at, edge): (usize, &f64)| {
        (at == last || begins.binary_search(&at).is_ok()).then_some(*edge)
    };
    edges.iter().enumerate().filter_map(left).collect()
}

/// Gives the cells of a table from and up to other edges than before.
fn shift(table: &mut Table, edge: impl Fn(usize) -> usize) {
    for cell in table.rows.iter_mut().flatten() {
        if let Some(column) = &mut cell.column {
            let end = edge(*column + cell.columns);
            *column = edge(*column);
            cell.columns = end - *column;
        }
    }
}

/// Sorts lines into sets that meet.
fn together(upright: &[Rule], level: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut sets = Sets::new(upright.len() + level.len());
    for (at, rule) in level.iter().enumerate() {
        for (other, across) in upright.iter().enumerate() {
            if rule.meets(across) {
                sets.join(other, upright.len() + at);
            }
        }
    }
    let mut found: BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = Default::default();
    for (at, rule) in upright.iter().chain(level).enumerate() {
        let (uprights, levels) = found.entry(sets.root(at)).or_default();
        if at < upright.len() {
            uprights.push(*rule);
        } else {
            levels.push(*rule);
        }
    }
    found.into_values().collect()
}

/// Which things belong together.
struct Sets(Vec<usize>);

#[expect(
    clippy::indexing_slicing,
    reason = "the things, and so their roots, are numbered from 0"
)]
impl Sets {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}

/// The fields into which the lines of a table cut it.
struct Fields {
    /// The edges of the rows, from the top.
    rows: Vec<f64>,
    /// The edges of the columns, from the left.
    columns: Vec<f64>,
    /// For every field, row by row, the cell that it is a part of.
    cells: Vec<usize>,
}

impl Fields {
    fn new(upright: &[Rule], level: &[Rule]) -> Option<Self> {
        let rows = edges(level, upright);
        let columns = edges(upright, level);
        if !(2..MOST_LINES).contains(&rows.len()) || !(3..MOST_LINES).contains(&columns.len()) {
            return None;
        }
        let (height, width) = (rows.len() - 1, columns.len() - 1);
        // For every field, whether a line parts it from the next on its right, and below.
        let right = walls(upright, &columns, &rows);
        let below = walls(level, &rows, &columns);
        let mut sets = Sets::new(height * width);
        for (column, walls) in right
            .chunks_exact(height)
            .skip(1)
            .take(width - 1)
            .enumerate()
        {
            for (row, _) in walls.iter().enumerate().filter(|(_, wall)| !**wall) {
                let field = row * width + column;
                sets.join(field, field + 1);
            }
        }
        let walls = below.iter().skip(width).take((height - 1) * width);
        for (field, _) in walls.enumerate().filter(|(_, wall)| !**wall) {
            sets.join(field, field + width);
        }
        let cells = (0..height * width).map(|field| sets.root(field)).collect();
        Some(Self {
            rows,
            columns,
            cells,
        })
    }

    fn width(&self) -> usize {
        self.columns.len() - 1
    }

    /// The cell that a glyph stands in.
    fn cell(&self, glyph: &Glyph) -> Option<usize> {
        let place = |edges: &[f64], at: f64| {
            let after = edges.partition_point(|edge| *edge <= at);
            (after > 0 && after < edges.len()).then(|| after - 1)
        };
        let row = place(&self.rows, glyph.base - 0.35 * glyph.size)?;
        let column = place(&self.columns, glyph.start.midpoint(glyph.end))?;
        self.cells.get(row * self.width() + column).copied()
    }

    /// Whether words stand apart from each other directly above: the head of a table of which only the body is
    /// drawn. It is read with its head where blanks keep the columns.
    fn has_words_above(&self, glyphs: &[Glyph]) -> bool {
        let (Some(top), Some(left), Some(right)) =
            (self.rows.first(), self.columns.first(), self.columns.last())
        else {
            return false;
        };
        let above = |glyph: &&Glyph| {
            let middle = glyph.start.midpoint(glyph.end);
            let near = (0.0..HEAD * glyph.size).contains(&(top - glyph.base));
            near && (*left..*right).contains(&middle) && !glyph.text.trim().is_empty()
        };
        let lines = lines(glyphs.iter().filter(above).cloned().collect());
        lines.iter().any(|line| {
            let text = line.plain();
            !text.contains([':', '：']) && line.pieces() > 1
        })
    }

    /// The table, if its cells are rectangles that each hold an entry.
    fn table(&self, glyphs: &[Glyph]) -> Option<Table> {
        let mut held: HashMap<usize, Vec<Glyph>> = HashMap::new();
        for glyph in glyphs {
            if let Some(cell) = self.cell(glyph) {
                held.entry(cell).or_default().push(glyph.clone());
            }
        }
        let mut table = Table {
            rows: vec![Vec::new(); self.rows.len() - 1],
            ..Table::default()
        };
        let width = self.width();
        let mut filled = 0;
        let mut rectangles = self.rectangles()?.into_iter().peekable();
        for (row, cells) in table.rows.iter_mut().enumerate() {
            let here = |(field, ..): &(usize, usize, usize)| field / width == row;
            while let Some((field, rows, columns)) = rectangles.next_if(here) {
                let glyphs = held.remove(&field).unwrap_or_default();
                let lines: Vec<String> = lines(glyphs).iter().map(Line::plain).collect();
                if lines.iter().filter(|line| is_amount(line)).count() > 1 {
                    return None;
                }
                filled += usize::from(!lines.is_empty());
                cells.push(Cell {
                    column: Some(field % width),
                    columns,
                    rows,
                    blocks: lines.into_iter().map(Block::Line).collect(),
                });
            }
        }
        (filled > 2).then_some(table)
    }

    /// Every cell by its first field, with how many rows and columns it spans.
    fn rectangles(&self) -> Option<Vec<(usize, usize, usize)>> {
        let width = self.width();
        // The first field of a set is its least, the upper left one of a rectangle.
        let mut spans = BTreeMap::new();
        for (field, cell) in self.cells.iter().enumerate() {
            let (count, rows, columns) = spans.entry(*cell).or_insert((0, 0, 0));
            if field % width < cell % width {
                return None;
            }
            *count += 1;
            *rows = (*rows).max(field / width - cell / width + 1);
            *columns = (*columns).max(field % width - cell % width + 1);
        }
        let rectangle = |(field, (count, rows, columns)): (usize, (usize, usize, usize))| {
            (count == rows * columns).then_some((field, rows, columns))
        };
        spans.into_iter().map(rectangle).collect()
    }
}

/// The edges that lines make in one direction: where they stand, and where those across end.
fn edges(along: &[Rule], across: &[Rule]) -> Vec<f64> {
    let mut edges: Vec<f64> = along.iter().map(|rule| rule.at).collect();
    edges.extend(across.iter().map(|rule| rule.from).reduce(f64::min));
    edges.extend(across.iter().map(|rule| rule.to).reduce(f64::max));
    edges.sort_by(f64::total_cmp);
    edges.dedup_by(|edge, last| *edge - *last < 2.0 * NEAR);
    edges
}

/// For every edge and every field along it, whether a line stands there.
fn walls(along: &[Rule], edges: &[f64], fields: &[f64]) -> Vec<bool> {
    let count = fields.len() - 1;
    let mut walls = vec![false; edges.len() * count];
    for rule in along {
        let near = |edge: &f64| (edge - rule.at).abs();
        let nearest = edges
            .iter()
            .zip(walls.chunks_exact_mut(count))
            .min_by(|(one, _), (other, _)| near(one).total_cmp(&near(other)));
        let Some((_, walls)) = nearest else {
            continue;
        };
        let middles = pairs(fields);
        let middles = middles.map(|(from, to)| from.midpoint(*to));
        for (wall, middle) in walls.iter_mut().zip(middles) {
            *wall |= rule.from <= middle && middle <= rule.to;
        }
    }
    walls
}

/// Whether a line is an amount: two of them in a cell are two rows.
fn is_amount(line: &str) -> bool {
    line.contains('.')
        && line
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%' | ' '))
}
