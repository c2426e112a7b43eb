//! Forms: tables of words that were printed before anybody filled them in.
//!
//! The printed words tell how a form is cut: they head columns, name groups of rows, ask for what stands beside them.
//! Which words do so is not known here; who reads the forms hands it in ([`Words`]).

/// What the layouts ask about the words of forms.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// What a folded cell is, if it is printed.
    pub printed: fn(&str) -> Printed,
    /// Whether a folded cell that was filled in looks like a value.
    pub is_value: fn(&str) -> bool,
    /// What some heading of every form holds: a line without it heads no columns.
    pub in_headings: &'static str,
}

/// What a printed cell may be; one that was filled in is nothing of all this.
#[derive(Debug, Clone, Copy, Default)]
pub struct Printed {
    /// It heads a column.
    pub column: Option<Column>,
    /// It names an outer group of rows.
    pub outer: bool,
    /// It names an inner group.
    pub inner: bool,
    /// It asks for something above the rows.
    pub asks: Option<Asked>,
    /// It stands beside or above a part of the form.
    pub part: bool,
    /// It begins a line below the rows.
    pub closing: bool,
}

/// What stands in a column of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The outer group.
    Outer,
    /// The inner group.
    Inner,
    /// What the row is about.
    Name,
    /// What is wanted.
    Target,
    /// What came of it.
    Actual,
    /// A number of points.
    Points,
    /// A word.
    Word,
    /// A remark.
    Note,
    /// Anything else.
    Other,
}

/// What is asked for above the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The name, with which a form begins.
    Name,
    /// What begins a line of its own.
    Line,
    /// A text that stands below.
    Text,
    /// What goes on a line.
    Other,
}

impl Printed {
    /// Whether the cell is printed among the rows or above them.
    pub fn is_word(&self) -> bool {
        self.column.is_some() || self.is_group() || self.asks.is_some() || self.part
    }

    /// Whether it names a group of rows.
    pub fn is_group(&self) -> bool {
        self.outer || self.inner
    }

    /// Whether it heads the groups or the names of rows.
    pub fn heads_names(&self) -> bool {
        matches!(
            self.column,
            Some(Column::Outer | Column::Inner | Column::Name)
        )
    }
}

/// Whether columns are those of rows: they say what a row is about and what is wanted or came of it.
pub fn are_of_rows(columns: &[Column]) -> bool {
    let has = |one, other| columns.contains(&one) || columns.contains(&other);
    has(Column::Name, Column::Inner) && has(Column::Target, Column::Actual)
}
