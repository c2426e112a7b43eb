//! Lines become blocks.
//!
//! In comes a text and its folded view, out come the blocks it is made of: tables and paragraphs.
//! This room knows what a line looks like, not what it means: no record is made here.

mod line;
mod paragraph;
pub mod table;

use std::ops::Range;

use crate::fold::Folded;
use crate::text::Text;

pub use line::names_file;
pub use paragraph::Paragraph;

/// A document as blocks.
#[derive(Debug)]
pub struct Layout {
    /// The folded view in which each paragraph is one line.
    pub joined: Folded,
    /// The paragraphs outside tables, in order.
    pub paragraphs: Vec<Paragraph>,
}

impl Layout {
    /// Finds the paragraphs of a text. `tables` are the lines (from 0) that its tables take up, in
    /// order.
    pub fn new(text: &Text, folded: &Folded, tables: &[Range<usize>]) -> Self {
        let lines = line::classify(text, folded, tables);
        let breaks = paragraph::breaks(folded, &lines);
        let joined = folded.join(text, &breaks.soft, &breaks.skip);
        let paragraphs = paragraph::split(&joined, &breaks);
        Self { joined, paragraphs }
    }
}
