//! A number with what it is.

use crate::check::book::{Book, alike};
use crate::check::identity::Identity;
use crate::check::interval::Interval;
use crate::check::sheet::Scope;
use crate::record::{Basis, Fact};

/// A number with its identity.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// What it is.
    pub identity: Identity<'a>,
    /// Of whose money.
    pub scope: Scope,
    /// The year, the document's where it has none of its own.
    pub year: Option<i32>,
    /// The books, where it tells.
    pub basis: Option<Basis>,
    /// The fact; of a sum of rows the first.
    pub fact: &'a Fact,
    /// What it may stand for.
    pub interval: Interval,
    /// The part of the year, for a number of the text.
    pub period: Option<&'a str>,
    /// Whether its books are said, where those of the document do not tell.
    pub books_said: bool,
    /// The sheet, for a number of a table.
    pub sheet: Option<usize>,
    /// The passage, for a number of the text.
    pub passage: usize,
    /// Whether it is the first number of its passage.
    pub opens: bool,
    /// Whether it stands where it is printed: in the text, in a grid with marks, or in a column of which
    /// a sum holds.
    pub placed: bool,
}

impl Told<'_> {
    /// Whether both may be of one year, or one part of it, and of the same books.
    pub fn same_books(&self, other: &Told) -> bool {
        let said = self.sheet.is_some() || other.sheet.is_some();
        self.year == other.year
            && self.period == other.period
            && alike(self.basis, other.basis)
            && (said || self.books_said == other.books_said)
    }
}

/// A number of a table.
pub(super) fn told<'a>(
    book: &Book,
    (identity, scope): (Identity<'a>, Scope),
    (fact, interval, placed): (&'a Fact, Interval, bool),
    sheet: usize,
) -> Told<'a> {
    Told {
        identity,
        scope,
        year: book.era.year(fact),
        basis: book.era.basis(fact),
        fact,
        interval,
        period: None,
        books_said: true,
        sheet: Some(sheet),
        passage: 0,
        opens: false,
        placed,
    }
}
