//! The tables that may be written: one of each type of record, and those that are made of records.

use super::record_type::RecordType;

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableType {
    name: &'static str,
    plural: &'static str,
    key: &'static [&'static str],
}

impl TableType {
    /// A table whose rows have this `type`, that stands in this directory and whose rows are told apart by these
    /// columns.
    pub const fn new(
        name: &'static str,
        plural: &'static str,
        key: &'static [&'static str],
    ) -> Self {
        Self { name, plural, key }
    }

    /// The `type` that a row carries.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The name of its directory.
    pub fn plural(self) -> &'static str {
        self.plural
    }

    /// The columns by which rows are told apart; none where rows may be alike.
    pub fn key(self) -> &'static [&'static str] {
        self.key
    }
}

impl From<RecordType> for TableType {
    fn from(kind: RecordType) -> Self {
        let key: &[&str] = match kind {
            RecordType::Document => &["doc"],
            RecordType::Copy => &["doc", "path"],
            RecordType::Error => &[],
            RecordType::Section
            | RecordType::Table
            | RecordType::Fact
            | RecordType::Project
            | RecordType::Indicator
            | RecordType::Finding => &["doc", "id"],
        };
        Self::new(kind.name(), kind.plural(), key)
    }
}
