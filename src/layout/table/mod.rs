//! Tables: lines in, grids out.
//!
//! In comes a text, out come its grids, whatever their physical form. One file a layout; this one
//! holds what they share. A layout knows form only: what a caption, a unit or a code means is for
//! the reading room.

use std::ops::Range;

use crate::record::Layout;

pub mod cell_per_line;

/// One cell of a grid.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// The content as written, white space inside reduced to what parts words; line breaks inside
    /// a cell are taken out.
    pub text: String,
    /// Source bytes of the content; `None` for an empty cell and for one filled from a merge.
    pub range: Option<Range<usize>>,
    /// Whether the text was copied from the cell to the left or above, because the layout shows
    /// that the cells are merged.
    pub merged: bool,
}

/// A grid of cells: every row has the same number of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// How it is laid out.
    pub layout: Layout,
    /// Lines (from 0) that the grid takes up.
    pub lines: Range<usize>,
    /// The rows, header rows first.
    pub rows: Vec<Vec<Cell>>,
}
