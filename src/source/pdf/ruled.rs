//! Tables that a page draws with lines: the lines give the cells, whatever wraps inside them.
//!
//! Lines that meet are one table's. They cut it into fields; fields without a line between them
//! are one cell. A table whose lines leave rows together (each cell then holds several numbers),
//! or whose cells are no rectangles, is left to the layout that goes by blanks.

use super::glyphs::Glyph;
use super::lines::{Line, lines};
use super::rules::{NEAR, Rule, merged};
use crate::source::block::{Block, Cell, Table};

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
        if places.last() != Some(&width) || places.windows(2).any(|pair| pair[0] >= pair[1]) {
            return;
        }
        for cell in self.table.rows.iter_mut().flatten() {
            let Some(column) = cell.column else { return };
            let (from, to) = (places[column], places[column + cell.columns]);
            (cell.column, cell.columns) = (Some(from), to - from);
        }
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
        {
            let ruled = Ruled {
                top: fields.rows[0],
                edges: squeeze(&mut table, &fields.columns),
                table,
            };
            if ruled.table.rows.len() > 1 {
                glyphs.retain(|glyph| fields.field(glyph).is_none());
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
        glyphs.retain(|glyph| fields.field(glyph).is_none());
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
    let Some(at) = table.rows.iter().position(|row| !is_blank(row)) else {
        return false;
    };
    let mut filled = table.rows[at].iter().filter(|cell| !cell.blocks.is_empty());
    let (Some(head), None) = (filled.next(), filled.next()) else {
        return false;
    };
    let apart = |block: &Block| {
        matches!(block, Block::Line(line)
            if line.matches(' ').count() > 1 && !line.contains([':', '：']))
    };
    head.columns > 2 && head.blocks.iter().any(apart) && begins_with_amounts(&table.rows[at + 1..])
}

/// Leaves out the columns in which no cell begins; gives the edges that are left.
fn squeeze(table: &mut Table, edges: &[f64]) -> Vec<f64> {
    let mut begins = vec![false; edges.len()];
    for cell in table.rows.iter().flatten() {
        if let Some(column) = cell.column {
            begins[column] = true;
        }
    }
    // How many columns begin before each edge.
    let mut before = vec![0; edges.len()];
    for edge in 1..edges.len() {
        before[edge] = before[edge - 1] + usize::from(begins[edge - 1]);
    }
    for cell in table.rows.iter_mut().flatten() {
        if let Some(column) = &mut cell.column {
            let end = before[*column + cell.columns];
            *column = before[*column];
            cell.columns = end - *column;
        }
    }
    let last = edges.len() - 1;
    let left = |(at, edge): (usize, &f64)| (begins[at] || at == last).then_some(*edge);
    edges.iter().enumerate().filter_map(left).collect()
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
    let mut found: std::collections::BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = Default::default();
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
        for row in 0..height {
            for column in 0..width {
                let field = row * width + column;
                if column + 1 < width && !right[(column + 1) * height + row] {
                    sets.join(field, field + 1);
                }
                if row + 1 < height && !below[(row + 1) * width + column] {
                    sets.join(field, field + width);
                }
            }
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

    /// The field that a glyph stands in.
    fn field(&self, glyph: &Glyph) -> Option<usize> {
        let place = |edges: &[f64], at: f64| {
            let after = edges.partition_point(|edge| *edge <= at);
            (after > 0 && after < edges.len()).then(|| after - 1)
        };
        let row = place(&self.rows, glyph.base - 0.35 * glyph.size)?;
        let column = place(&self.columns, glyph.start.midpoint(glyph.end))?;
        Some(row * self.width() + column)
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
        let mut held: Vec<Vec<Glyph>> = vec![Vec::new(); self.cells.len()];
        for glyph in glyphs {
            if let Some(field) = self.field(glyph) {
                held[self.cells[field]].push(glyph.clone());
            }
        }
        let mut table = Table {
            rows: vec![Vec::new(); self.rows.len() - 1],
            ..Table::default()
        };
        let width = self.width();
        let mut filled = 0;
        for (field, rows, columns) in self.rectangles()? {
            let lines: Vec<String> = lines(std::mem::take(&mut held[field]))
                .iter()
                .map(Line::plain)
                .collect();
            if lines.iter().filter(|line| is_amount(line)).count() > 1 {
                return None;
            }
            filled += usize::from(!lines.is_empty());
            table.rows[field / width].push(Cell {
                column: Some(field % width),
                columns,
                rows,
                blocks: lines.into_iter().map(Block::Line).collect(),
            });
        }
        (filled > 2).then_some(table)
    }

    /// Every cell by its first field, with how many rows and columns it spans.
    fn rectangles(&self) -> Option<Vec<(usize, usize, usize)>> {
        let width = self.width();
        // The first field of a set is its least, the upper left one of a rectangle.
        let mut spans = vec![(0, 0, 0); self.cells.len()];
        for (field, cell) in self.cells.iter().enumerate() {
            let (count, rows, columns) = &mut spans[*cell];
            if field % width < cell % width {
                return None;
            }
            *count += 1;
            *rows = (*rows).max(field / width - cell / width + 1);
            *columns = (*columns).max(field % width - cell % width + 1);
        }
        let mut rectangles = Vec::new();
        for (field, (count, rows, columns)) in spans.into_iter().enumerate() {
            if count != rows * columns {
                return None;
            }
            if count > 0 {
                rectangles.push((field, rows, columns));
            }
        }
        Some(rectangles)
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
        let Some(edge) = (0..edges.len())
            .min_by(|one, other| near(&edges[*one]).total_cmp(&near(&edges[*other])))
        else {
            continue;
        };
        for field in 0..count {
            let middle = fields[field].midpoint(fields[field + 1]);
            if rule.from <= middle && middle <= rule.to {
                walls[edge * count + field] = true;
            }
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
