//! A cell in the order of reading.

use std::ops::Range;

use crate::layout::table::Cell;
use crate::layout::table::value::{CellNumber, Content, content};
use crate::record::SmolStr;
use crate::text::Text;

/// What a cell holds, as far as its form goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Empty,
    Dash,
    Number(CellNumber),
    Word,
}

/// A cell in the order of reading.
#[derive(Debug, Clone)]
pub struct Token {
    pub range: Range<usize>,
    pub text: SmolStr,
    pub kind: Kind,
    pub line: usize,
    /// Whether more stands between it and the cell before than between others: empty cells.
    pub apart: bool,
    /// Whether it is known to be the number of a row.
    pub counts_row: bool,
}

impl Token {
    /// The cell printed in a range of bytes on a line.
    pub fn of(text: &Text, range: Range<usize>, line: usize) -> Self {
        let cell = Cell::of(text, range.clone());
        let kind = match content(&cell.text) {
            _ if cell.text.is_empty() => Kind::Empty,
            Content::Empty => Kind::Dash,
            Content::Number(number) => Kind::Number(number),
            Content::Words if cell.text == "无" => Kind::Dash,
            Content::Words => Kind::Word,
        };
        Self {
            range: cell.range.unwrap_or(range),
            text: cell.text,
            kind,
            line,
            apart: false,
            counts_row: false,
        }
    }

    /// An empty cell before this one.
    pub fn empty_before(&self) -> Self {
        Self {
            range: self.range.start..self.range.start,
            text: SmolStr::default(),
            kind: Kind::Empty,
            counts_row: false,
            ..*self
        }
    }

    /// Whether it is dots alone (……): in a form, the label of rows that are not named.
    pub fn is_dots(&self) -> bool {
        self.kind == Kind::Dash && self.text.chars().all(|c| c == '…')
    }

    /// Whether a row may be named by it.
    pub fn may_be_label(&self) -> bool {
        self.kind == Kind::Word || self.is_dots()
    }

    pub fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number(_))
    }

    /// A whole number, as digits.
    pub fn bare(&self) -> Option<u32> {
        match self.kind {
            Kind::Number(number) if number.is_bare() => self.text.parse().ok(),
            _ => None,
        }
    }
}

/// The cell of a number.
#[expect(clippy::indexing_slicing, reason = "cells are numbered as they stand")]
pub(super) fn token(tokens: &[Token], at: usize) -> &Token {
    &tokens[at]
}
