//! Tables that are made of a dataset: written as one is, in the same formats, with the same descriptions.
//!
//! They are written aside and moved to their places when all of them are whole.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;

use super::dataset::{ABOUT, NEW, failed};
use super::describe::{self, Described};
use super::format::{Compression, Format, file_name};
use super::made::Made;
use super::sink::OutputError;
use super::table::RecordFile;
use super::table_type::TableType;

/// What tables are, and how they are written.
pub struct Written<'a> {
    /// What they are called together.
    pub title: &'a str,
    /// What they hold.
    pub description: &'a str,
    /// The tables that may be made.
    pub tables: &'a [TableType],
    /// The formats of their files.
    pub formats: &'a [Format],
    /// Whether comma-separated values begin with a byte-order mark.
    pub bom: bool,
    /// Whether tables that are there are replaced.
    pub overwrite: bool,
}

/// Tables while they are written.
pub struct Tables<'a> {
    path: PathBuf,
    at: PathBuf,
    made: Made,
    written: Written<'a>,
    /// How many parts of each table were begun.
    parts: Mutex<BTreeMap<&'static str, u32>>,
}

/// A part of a table while it is written, in all formats.
pub struct TablePart {
    files: Vec<(PathBuf, RecordFile)>,
    /// Bytes written, as lines.
    pub written: u64,
}

impl<'a> Tables<'a> {
    /// Begins tables in a directory, which is made if it is not there.
    ///
    /// # Errors
    /// If the directory holds a dataset, or anything else that is not to be replaced, or cannot be written.
    pub fn create(path: &Path, written: Written<'a>) -> Result<Self, OutputError> {
        fs::create_dir_all(path).map_err(failed(path))?;
        let is_dataset = path.join(ABOUT).exists();
        let mut names = fs::read_dir(path).map_err(failed(path))?;
        if is_dataset || !written.overwrite && names.any(|name| is_seen(&name)) {
            return Err(OutputError::Full {
                path: path.to_owned(),
            });
        }
        let at = path.join(NEW);
        if at.exists() {
            fs::remove_dir_all(&at).map_err(failed(&at))?;
        }
        fs::create_dir(&at).map_err(failed(&at))?;
        let made = Made::new(
            &[],
            written.formats,
            Compression::None,
            written.bom,
            String::new(),
        );
        Ok(Self {
            path: path.to_owned(),
            at,
            made,
            written,
            parts: Mutex::default(),
        })
    }

    /// A directory for what is needed only while they are written.
    pub fn scratch(&self) -> &Path {
        &self.at
    }

    /// Begins a part of a table. Parts are numbered from 1.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn part(&self, kind: TableType, number: u32) -> Result<TablePart, OutputError> {
        let directory = self.at.join(kind.plural());
        fs::create_dir_all(&directory).map_err(failed(&directory))?;
        let files = self.made.hows().map(|how| {
            let path = directory.join(file_name(number, how.format, how.compression));
            let file = RecordFile::create(&path, kind, how).map_err(failed(&path))?;
            Ok((path, file))
        });
        let files = files.collect::<Result<_, OutputError>>()?;
        let mut parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = parts.entry(kind.plural()).or_default();
        *count = number.max(*count);
        Ok(TablePart { files, written: 0 })
    }

    /// Puts the tables, whose parts are all finished, into their places; one without parts is not made.
    ///
    /// # Errors
    /// If something cannot be written or moved.
    pub fn finish(self) -> Result<(), OutputError> {
        let parts = self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = |kind: &TableType| parts.get(kind.plural()).copied().unwrap_or(0);
        let all = self.written.tables.iter();
        for old in all.map(|kind| kind.plural()).chain(describe::NAMES) {
            let old = self.path.join(old);
            let removed = match old.is_dir() {
                true => fs::remove_dir_all(&old),
                false if old.exists() => fs::remove_file(&old),
                false => Ok(()),
            };
            removed.map_err(failed(&old))?;
        }
        let made = self.written.tables.iter().filter(|kind| count(kind) > 0);
        let described = Described {
            title: self.written.title,
            description: self.written.description,
            tables: made.copied().collect(),
            made: &self.made,
        };
        for kind in &described.tables {
            let place = self.path.join(kind.plural());
            fs::rename(self.at.join(kind.plural()), &place).map_err(failed(&place))?;
        }
        for (name, text) in describe::files(&described, |kind| (1..=count(&kind)).collect())? {
            let place = self.path.join(name);
            fs::write(&place, text).map_err(failed(&place))?;
        }
        Ok(())
    }
}

impl Drop for Tables<'_> {
    /// What was begun and not finished goes.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.at);
    }
}

/// Whether something in a directory is there for people.
fn is_seen(entry: &std::io::Result<fs::DirEntry>) -> bool {
    entry
        .as_ref()
        .is_ok_and(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."))
}

impl TablePart {
    /// Writes a row, whose fields are those of the table in their order, behind its `type`.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&mut self, row: &impl Serialize) -> Result<(), OutputError> {
        let line = serde_json::to_string(row).map_err(|error| OutputError::Stream(error.into()))?;
        self.written += line.len() as u64;
        for (path, file) in &mut self.files {
            file.write_line(&line).map_err(failed(path))?;
        }
        Ok(())
    }

    /// The part is whole.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> Result<(), OutputError> {
        for (path, file) in self.files {
            file.finish().map_err(failed(&path))?;
        }
        Ok(())
    }
}
