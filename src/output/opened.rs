//! A dataset that is read again, in whatever format it was written.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::dataset::{about, parts, unreadable};
use super::format::file_name;
use super::record_type::RecordType;
use super::sink::OutputError;
use super::table::{self, How};

/// A dataset that is there, and complete.
pub struct Opened {
    path: PathBuf,
    how: How,
    parts: Vec<u32>,
    records: Vec<RecordType>,
}

impl Opened {
    /// Opens a dataset that holds records of these types.
    ///
    /// # Errors
    /// If the directory holds no dataset, one that is not complete, or one without such records.
    pub fn open(path: &Path, wanted: &[RecordType]) -> Result<Self, OutputError> {
        let own = || path.to_owned();
        let Some(about) = about(path)? else {
            return Err(OutputError::None { path: own() });
        };
        let made = about.made;
        let (true, Some(how)) = (about.complete, made.hows().next()) else {
            return Err(OutputError::Incomplete { path: own() });
        };
        let missing = wanted.iter().find(|kind| !made.records.contains(kind));
        if let Some(missing) = missing {
            return Err(OutputError::Lacks {
                path: own(),
                records: missing.name(),
            });
        }
        Ok(Self {
            path: own(),
            parts: parts(path, made.compression)?,
            how,
            records: made.records,
        })
    }

    /// The numbers of its parts, in their order.
    pub fn parts(&self) -> &[u32] {
        &self.parts
    }

    /// Whether it holds records of a type.
    pub fn has(&self, kind: RecordType) -> bool {
        self.records.contains(&kind)
    }

    /// Gives the lines of the records of a part one after the other.
    ///
    /// # Errors
    /// If the part cannot be read, or as `each`.
    pub fn each(
        &self,
        part: u32,
        kind: RecordType,
        each: &mut dyn FnMut(&str) -> Result<(), OutputError>,
    ) -> Result<(), OutputError> {
        let name = file_name(part, self.how.format, self.how.compression);
        let path = self.path.join(kind.plural()).join(name);
        for line in table::lines(&path, kind, self.how).map_err(unreadable(&path))? {
            each(&line.map_err(unreadable(&path))?)?;
        }
        Ok(())
    }

    /// The same, as rows that say what is wanted of a record.
    ///
    /// # Errors
    /// As [`Self::each`], and if a record is no such row.
    pub fn rows<R: DeserializeOwned>(
        &self,
        part: u32,
        kind: RecordType,
        each: &mut dyn FnMut(R) -> Result<(), OutputError>,
    ) -> Result<(), OutputError> {
        self.each(part, kind, &mut |line| each(self.row(line)?))
    }

    /// What is wanted of the record of a line.
    ///
    /// # Errors
    /// If the record is no such row.
    pub fn row<'a, R: Deserialize<'a>>(&self, line: &'a str) -> Result<R, OutputError> {
        serde_json::from_str(line).map_err(|error| unreadable(&self.path)(error.into()))
    }
}
