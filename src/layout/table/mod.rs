//! Tables: lines in, grids out.
//!
//! In comes a text, out come its grids, whatever their physical form. One file a layout; this one
//! holds what they share. A layout knows form only: what a caption, a unit or a code means is for
//! the reading room, which also says what the words do that are printed in forms ([`form`]). Layouts
//! are asked in turn, from the one that marks its cells most clearly to the one that only spaces
//! them; a line that one has claimed is not offered to the next.

mod aligned;
mod cell_per_line;
mod fitted;
mod flat;
pub mod form;
mod matrix;
mod pipe;
mod runs;
mod signs;
mod stray;
mod tab;
mod totals;
pub mod value;
mod worded;

use std::ops::Range;

use super::line::is_of_box;
use crate::fold::{Folded, unspaced};
use crate::lexicon::lists::{Class as List, list};
use crate::record::{Layout, SmolStr};
use crate::text::{Cut, Text};
pub use flat::flattened;
use form::Printed;
pub use runs::{Run, runs};
use signs::Signs;
pub use stray::stray;

/// A line of more cells than this is no row: it is a file that lost its line breaks.
const MOST_CELLS: usize = 256;

/// Mark-up for white space inside a cell.
const MARKS: [&str; 4] = ["<br>", "<br/>", "<br />", "&nbsp;"];

/// One cell of a grid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The content as written, white space inside reduced to what parts words; line breaks inside
    /// a cell are taken out.
    pub text: SmolStr,
    /// Source bytes of the content; `None` for an empty cell and for one filled from a merge. For
    /// a cell that is wrapped between other columns, its first piece.
    pub range: Option<Range<usize>>,
    /// The further pieces of a wrapped cell, from top to bottom.
    pub rest: Vec<Range<usize>>,
    /// Whether the text was copied from the cell to the left or above, because the layout shows
    /// that the cells are merged.
    pub merged: bool,
    /// Whether the source lost so much that the content may as well stand in another column.
    pub doubtful: bool,
    /// Whether the content stands in this column because the others are empty in most tables.
    pub supposed: bool,
}

impl Cell {
    /// The cell whose content is what is printed in `range`, white space and bold marks around it
    /// left out.
    pub fn of(text: &Text, range: Range<usize>) -> Self {
        Self::within(text.as_str(), range)
    }

    /// The same in a text whose lines nobody has counted yet.
    pub fn within(source: &str, range: Range<usize>) -> Self {
        let range = content(source, range);
        if range.is_empty() {
            return Self::default();
        }
        let printed = source.within(range.clone());
        let marked =
            printed.contains(['<', '&']) && MARKS.iter().any(|mark| printed.contains(mark));
        let content = if marked {
            let breaks = |text: String, mark: &&str| text.replace(mark, " ");
            unspaced(&MARKS.iter().fold(printed.to_owned(), breaks)).into()
        } else {
            unspaced(printed).into()
        };
        Self {
            text: content,
            range: Some(range),
            ..Self::default()
        }
    }

    /// Whether nothing is printed in the cell.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// Words that stand in pieces, put together.
pub fn together<'a>(pieces: impl IntoIterator<Item = &'a SmolStr>) -> SmolStr {
    pieces.into_iter().map(SmolStr::as_str).collect()
}

/// Where the cells of a grid stand, row by row.
pub type Places = Vec<Box<[Option<Range<usize>>]>>;

/// A grid of cells: every row has the same number of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// How it is laid out.
    pub layout: Layout,
    /// Lines (from 0) that the grid takes up.
    pub lines: Range<usize>,
    /// The rows, header rows first.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the source lost its empty cells, so that only a row without one is sure to have
    /// its cells in their columns.
    pub lost_cells: bool,
    /// How many rows at the top are no body, where the layout knows.
    pub head: Option<usize>,
    /// Whether it has the columns of the grid before, from which a page break has cut it.
    pub goes_on: bool,
}

impl Grid {
    /// A grid of rows of any length: the short ones are filled with empty cells.
    pub fn new(layout: Layout, lines: Range<usize>, mut rows: Vec<Vec<Cell>>) -> Self {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        for row in &mut rows {
            row.reserve_exact(width - row.len());
            row.resize(width, Cell::default());
            row.shrink_to_fit();
        }
        Self {
            layout,
            lines,
            rows,
            lost_cells: false,
            head: None,
            goes_on: false,
        }
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }
}

/// Finds the grids of a document, in the order in which they stand. `words` are those of forms. `known`
/// are the grids that its format marks as tables: their lines are offered to no layout.
pub fn find(text: &Text, folded: &Folded, words: form::Words, known: &[Grid]) -> Vec<Grid> {
    let mut page = Page::new(text, folded, words);
    page.claim(known.to_vec());
    let layouts: [fn(&Page) -> Vec<Grid>; 8] = [
        cell_per_line::find,
        pipe::find,
        tab::find,
        fitted::find_bare,
        fitted::find_spaced,
        worded::find,
        aligned::find,
        cell_per_line::paced::find,
    ];
    for layout in layouts {
        let grids = layout(&page);
        page.claim(grids);
    }
    page.grids.sort_by_key(|grid| grid.lines.start);
    page.grids
}

/// The box of 信息公开 stands among so many lines at the head of a page.
const BOX: usize = 60;

/// A document's lines as the layouts see them: those not yet claimed.
struct Page<'a> {
    text: &'a Text,
    folded: &'a Folded,
    words: form::Words,
    claimed: Vec<bool>,
    signs: Vec<Signs>,
    grids: Vec<Grid>,
}

impl<'a> Page<'a> {
    fn new(text: &'a Text, folded: &'a Folded, words: form::Words) -> Self {
        let of_box = |index| {
            let line = text.line(index);
            index < BOX && line.contains(['|', '\t']) && {
                is_of_box(&Folded::fold(&line.replace('\t', "|")))
            }
        };
        Self {
            text,
            folded,
            words,
            claimed: (0..text.line_count()).map(of_box).collect(),
            signs: (0..text.line_count())
                .map(|index| Signs::of(text.line(index)))
                .collect(),
            grids: Vec::new(),
        }
    }

    fn claim(&mut self, grids: Vec<Grid>) {
        for grid in &grids {
            if let Some(lines) = self.claimed.get_mut(grid.lines.clone()) {
                lines.fill(true);
            }
        }
        self.grids.extend(grids);
    }

    /// Whether line `index` is of a table that was found.
    #[expect(
        clippy::indexing_slicing,
        reason = "a line has its number from this text"
    )]
    fn is_claimed(&self, index: usize) -> bool {
        self.claimed[index]
    }

    /// What stands in line `index`.
    #[expect(
        clippy::indexing_slicing,
        reason = "a line has its number from this text"
    )]
    fn signs(&self, index: usize) -> Signs {
        self.signs[index]
    }

    /// What a cell is, if it is printed in forms.
    fn printed(&self, cell: &str) -> Printed {
        (self.words.printed)(&Folded::folded(cell))
    }

    /// Whether some cells are those of a form, which its words part.
    fn is_form<'t>(&self, cells: impl Iterator<Item = &'t str>) -> bool {
        let heads = cells.filter(|cell| self.printed(cell).heads_names());
        heads.take(2).count() == 2
    }

    /// Whether line `index` is free and nothing is printed on it.
    fn is_blank(&self, index: usize) -> bool {
        !self.is_claimed(index) && self.folded.line(index).is_empty()
    }
}

/// Lines that each hold a row, as one table or as several.
struct RowLine {
    /// The line (from 0).
    line: usize,
    /// How many cells it has.
    cells: usize,
}

/// Groups row lines into tables: lines that follow each other belong together. Where a file has a
/// blank line after every row, the rows belong together if they have as many cells.
fn tables<'r>(page: &Page, rows: &'r [RowLine]) -> Vec<&'r [RowLine]> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut loose = true;
    for (at, row) in rows.iter().enumerate() {
        if let (Some(group), Some(last)) = (groups.last_mut(), rows.before(at).last()) {
            if last.line + 1 == row.line {
                loose = loose && group.len() != 1;
                group.end += 1;
                continue;
            }
            let stands_alone = rows.get(at + 1).is_none_or(|next| next.line > row.line + 1);
            let blank_between = row.line - last.line <= 3
                && (last.line + 1..row.line).all(|line| page.is_blank(line));
            if loose && stands_alone && blank_between && last.cells == row.cells {
                group.end += 1;
                continue;
            }
        }
        loose = true;
        groups.push(at..at + 1);
    }
    let groups = groups.into_iter();
    groups.map(|group| rows.within(group)).collect()
}

/// Whether a folded line declares a unit or an agency by one of some words: `单位:万元`. A head may have
/// the unit behind its name: `价值(金额单位:万元)`, but not behind what is declared: `部门:某局(单位:万元)`.
fn declares(folded: &str, words: List) -> bool {
    folded.contains(':')
        && list(words).found_in(folded).any(|(at, _)| {
            let before = folded.before(at).rsplit(' ').next().unwrap_or("");
            !before.trim_start_matches('(').contains('(') || before.contains(':')
        })
}

/// The part of `range` that is content: without white space and bold marks around it.
fn content(source: &str, range: Range<usize>) -> Range<usize> {
    let blank = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')
    };
    let piece = source.within(range.clone());
    let mut inner = piece.trim_matches(blank);
    // All marks begin and end with one of few signs.
    while inner.starts_with(['<', '&', '*', '_']) || inner.ends_with(['>', ';', '*', '_']) {
        let before = inner.len();
        for mark in MARKS {
            inner = inner.strip_prefix(mark).unwrap_or(inner);
            inner = inner.strip_suffix(mark).unwrap_or(inner);
        }
        for mark in ["**", "__"] {
            if let Some(bare) = inner
                .strip_prefix(mark)
                .and_then(|rest| rest.strip_suffix(mark))
            {
                inner = bare;
            }
        }
        inner = inner.trim_matches(blank);
        if inner.len() == before {
            break;
        }
    }
    // `inner` is a slice of `piece`, so its distance from the beginning is its offset.
    let start = range.start + (inner.as_ptr() as usize - piece.as_ptr() as usize);
    start..start + inner.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::reading::performance::WORDS;

    pub(super) fn grids(source: &str) -> Vec<Grid> {
        let text = Text::new(source.to_owned());
        find(&text, &Folded::new(&text), WORDS, &[])
    }

    /// Grids as `cell|cell row`.
    pub(super) fn shown(source: &str) -> Vec<String> {
        let row = |row: &Vec<Cell>| {
            let cells: Vec<_> = row.iter().map(|cell| cell.text.as_str()).collect();
            cells.join("|")
        };
        grids(source)
            .iter()
            .map(|grid| grid.rows.iter().map(row).collect::<Vec<_>>().join(" "))
            .collect()
    }

    proptest! {
        #[test]
        fn every_cell_is_found_in_its_text(source in "([ \u{3000}\\n\t|0-9.,*-]|一、|项目|合计|单位：元|  |\n|\u{c}){0,80}") {
            let text = Text::new(source);
            for grid in find(&text, &Folded::new(&text), WORDS, &[]) {
                let width = grid.width();
                for row in &grid.rows {
                    prop_assert_eq!(row.len(), width);
                    for cell in row {
                        let pieces: String = cell.range.iter().chain(&cell.rest)
                            .map(|range| Folded::fold(&text.as_str()[range.clone()]))
                            .collect();
                        if !cell.merged {
                            prop_assert_eq!(Folded::fold(&cell.text), pieces);
                        }
                    }
                }
            }
        }
    }
}
