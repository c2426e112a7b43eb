//! What the columns of a dataset are, and the words that they may hold.

use serde::Deserialize;

use super::super::word_file::{List, Row};

/// A column of one or several tables: the file explains each field.
#[derive(Debug, Deserialize)]
pub struct ColumnRow {
    /// The types of records that have it.
    pub tables: List<';'>,
    /// Its name.
    pub name: Box<str>,
    /// The field of the record that it is made of.
    pub field: Box<str>,
    /// What stands in it.
    pub kind: ColumnKind,
    /// Whether it may be null.
    pub presence: Presence,
    /// What is counted.
    pub unit: Box<str>,
    /// The words that may stand in it.
    pub vocabulary: Box<str>,
    /// The type and column that it refers to.
    pub refers: Box<str>,
    /// What stands over it, in Chinese and English.
    pub label: Box<str>,
    /// What it means.
    pub english: Box<str>,
    /// The same in Chinese.
    pub chinese: Box<str>,
}

/// A column, in each of its tables.
fn in_tables(name: &str, tables: &List<';'>) -> Vec<String> {
    let tables = tables.words();
    tables.map(|table| format!("{table}.{name}")).collect()
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// A text, or a code.
    Text,
    /// A whole number.
    Integer,
    /// An exact decimal.
    Decimal,
    /// True or false.
    Boolean,
    /// A list of words.
    Words,
    /// A list of ids.
    Ids,
    /// Rows of cells.
    Grid,
    /// The first number of a span.
    Start,
    /// The second.
    End,
}

/// Whether a column may be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// It never is.
    Always,
    /// It may be.
    Maybe,
}

impl Row for ColumnRow {
    fn subjects(&self) -> Vec<String> {
        in_tables(&self.name, &self.tables)
    }
}

/// What the Fiscal Data Package calls a column of some tables.
#[derive(Debug, Deserialize)]
pub struct FiscalRow {
    /// The types of their rows.
    pub tables: List<';'>,
    /// The column.
    pub name: Box<str>,
    /// Its `columnType`.
    pub column_type: Box<str>,
}

impl Row for FiscalRow {
    fn subjects(&self) -> Vec<String> {
        in_tables(&self.name, &self.tables)
    }
}

/// Where a province stands on a map of tiles.
#[derive(Debug, Deserialize)]
pub struct ProvinceTile {
    /// The first two digits of its code.
    pub code: u8,
    /// Its short name.
    pub chinese: Box<str>,
    /// The same in English.
    pub english: Box<str>,
    /// From the north.
    pub row: u8,
    /// From the west.
    pub column: u8,
}

impl Row for ProvinceTile {
    fn subjects(&self) -> Vec<String> {
        vec![
            self.code.to_string(),
            format!("row {} column {}", self.row, self.column),
        ]
    }
}

/// A word that a column may hold.
#[derive(Debug, Deserialize)]
pub struct CategoryRow {
    /// Whose word it is.
    pub vocabulary: Box<str>,
    /// The word.
    pub value: Box<str>,
    /// What it means.
    pub english: Box<str>,
    /// The same in Chinese.
    pub chinese: Box<str>,
}

impl Row for CategoryRow {
    fn subjects(&self) -> Vec<String> {
        vec![format!("{} {}", self.vocabulary, self.value)]
    }
}
