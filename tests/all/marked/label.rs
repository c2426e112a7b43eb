//! What a reader should make of a document.

use rust_decimal::Decimal;

/// The labels of a document, each list in text order. Words of closed lists are those of the records.
#[derive(Debug, Default)]
pub struct Labels {
    pub header: Header,
    pub sections: Vec<Section>,
    pub facts: Vec<Fact>,
    pub tables: Vec<Table>,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Default)]
pub struct Header {
    pub kind: String,
    pub year: i32,
    pub issuer: String,
    pub region: Option<String>,
}

#[derive(Debug)]
pub struct Section {
    pub line: usize,
    pub level: usize,
    pub number: Option<String>,
    pub title: String,
    pub parent_line: Option<usize>,
}

/// A number of the running text.
#[derive(Debug)]
pub struct Fact {
    /// Code points.
    pub span: (usize, usize),
    pub line: usize,
    pub raw: String,
    pub kind: &'static str,
    pub value: Decimal,
    pub unit: Option<String>,
    pub yuan: Option<Decimal>,
    pub comparator: Option<String>,
    /// Any of them is right.
    pub labels: Vec<String>,
    pub measure: String,
    pub sign: Option<String>,
    pub year: i32,
    pub basis: String,
    /// Any of them is right; empty where it is not labelled.
    pub wholes: Vec<String>,
    /// Null where it is not labelled.
    pub versus: Option<String>,
    /// Null where it is not labelled.
    pub versus_year: Option<i32>,
}

#[derive(Debug)]
pub struct Table {
    pub line: usize,
    pub end_line: usize,
    pub caption: Option<String>,
    pub unit: Option<String>,
    pub form: String,
}

/// A number of a table.
#[derive(Debug)]
pub struct Cell {
    pub line: usize,
    pub raw: String,
    pub value: Decimal,
    pub row: String,
    /// The heads over it, the outermost first.
    pub column: Vec<String>,
    pub code: Option<String>,
}
