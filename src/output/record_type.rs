//! The types of records, by which they are chosen and parted.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::record::Record;

/// The types of records, in the order in which a document's records are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordType {
    /// A document's header.
    Document,
    /// A heading.
    Section,
    /// A grid.
    Table,
    /// A number.
    Fact,
    /// A performance table's head.
    Project,
    /// A performance table's row.
    Indicator,
    /// An inconsistency.
    Finding,
    /// A further copy of a file.
    Copy,
    /// A file that failed.
    Error,
}

/// A name that is no type of record.
#[derive(Debug, Error, PartialEq, Eq)]
#[error(
    "`{0}` is no type of record; the types are document, section, table, fact, project, indicator, finding, copy, error"
)]
pub struct UnknownRecordType(String);

impl RecordType {
    /// All types in their order.
    pub const ALL: [Self; 9] = [
        Self::Document,
        Self::Section,
        Self::Table,
        Self::Fact,
        Self::Project,
        Self::Indicator,
        Self::Finding,
        Self::Copy,
        Self::Error,
    ];

    /// The `type` that the record carries.
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Section => "section",
            Self::Table => "table",
            Self::Fact => "fact",
            Self::Project => "project",
            Self::Indicator => "indicator",
            Self::Finding => "finding",
            Self::Copy => "copy",
            Self::Error => "error",
        }
    }

    /// The name of its directory in a dataset.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Document => "documents",
            Self::Section => "sections",
            Self::Table => "tables",
            Self::Fact => "facts",
            Self::Project => "projects",
            Self::Indicator => "indicators",
            Self::Finding => "findings",
            Self::Copy => "copies",
            Self::Error => "errors",
        }
    }

    /// The type of a record.
    pub fn of(record: &Record) -> Self {
        match record {
            Record::Document(_) => Self::Document,
            Record::Section(_) => Self::Section,
            Record::Table(_) => Self::Table,
            Record::Fact(_) => Self::Fact,
            Record::Project(_) => Self::Project,
            Record::Indicator(_) => Self::Indicator,
            Record::Finding(_) => Self::Finding,
            Record::Copy(_) => Self::Copy,
            Record::Error(_) => Self::Error,
        }
    }
}

impl FromStr for RecordType {
    type Err = UnknownRecordType;

    /// Accepts the type's name, also in the plural.
    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| [kind.name(), kind.plural()].contains(&name))
            .ok_or_else(|| UnknownRecordType(name.to_owned()))
    }
}
