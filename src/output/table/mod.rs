//! A file of a table, in any format: of the records of one type, or of what is made of records.
//!
//! The line of JSON is what a record is in every format: the others are written from the record ([`serialized`]) or its
//! line ([`cell`]) and give the line back when they are read, so that whoever changes what stands in a dataset knows no
//! formats. What their columns are is said in `columns.tsv` alone.

#[cfg(feature = "arrow")]
pub(super) mod arrow;
mod cell;
mod csv;
mod parquet;
mod serialized;

pub(super) use self::parquet::{PRECISION, SCALE};

use std::fs::File;
use std::io::{self, BufRead, Write};
use std::path::Path;

use serde::Serialize;

use super::format::{Compression, Format, Writer};
use super::table_type::TableType;
use crate::lexicon::rows::ColumnRow;

/// The columns of a table, in their order.
pub(super) fn columns(kind: impl Into<TableType>) -> Vec<&'static ColumnRow> {
    let kind = kind.into();
    ColumnRow::all()
        .iter()
        .filter(|column| column.tables.words().any(|table| table == kind.name()))
        .collect()
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct How {
    pub format: Format,
    pub compression: Compression,
    /// Whether comma-separated values begin with a byte-order mark.
    pub bom: bool,
}

/// A file of records while it is written.
pub(super) enum RecordFile {
    Lines(Writer),
    Csv(Box<csv::CsvFile>),
    Parquet(Box<parquet::ParquetFile>),
}

impl RecordFile {
    pub fn create(path: &Path, kind: impl Into<TableType>, how: How) -> io::Result<Self> {
        let kind = kind.into();
        if how.format == Format::Parquet {
            let file = parquet::ParquetFile::create(File::create(path)?, kind)?;
            return Ok(Self::Parquet(Box::new(file)));
        }
        let writer = how.compression.writer(File::create(path)?)?;
        Ok(match how.format {
            Format::Csv => Self::Csv(Box::new(csv::CsvFile::create(writer, kind, how.bom)?)),
            Format::Jsonl | Format::Parquet => Self::Lines(writer),
        })
    }

    /// A file of lines that are no records.
    pub fn lines(path: &Path, compression: Compression) -> io::Result<Self> {
        Ok(Self::Lines(compression.writer(File::create(path)?)?))
    }

    /// Writes a record, whose line is given too.
    pub fn write(&mut self, record: &impl Serialize, line: &str) -> io::Result<()> {
        match self {
            Self::Lines(file) => writeln!(file, "{line}"),
            Self::Csv(file) => file.write(record),
            Self::Parquet(file) => file.write(record, line.len()),
        }
    }

    /// Writes a record, given as its line.
    pub fn write_line(&mut self, line: &str) -> io::Result<()> {
        match self {
            Self::Lines(file) => writeln!(file, "{line}"),
            Self::Csv(file) => file.write_line(line),
            Self::Parquet(file) => file.write_line(line),
        }
    }

    /// The file is whole, and on the disk.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Self::Lines(file) => file.finish(),
            Self::Csv(file) => file.finish(),
            Self::Parquet(file) => file.finish(),
        }
    }
}

/// The lines of the records of a file.
pub(super) fn lines(
    path: &Path,
    kind: impl Into<TableType>,
    how: How,
) -> io::Result<Box<dyn Iterator<Item = io::Result<String>>>> {
    let kind = kind.into();
    Ok(match how.format {
        Format::Jsonl => Box::new(how.compression.reader(path)?.lines()),
        Format::Csv => Box::new(csv::lines(how.compression.reader(path)?, kind)),
        Format::Parquet => Box::new(parquet::lines(File::open(path)?, kind)?),
    })
}

#[cfg(test)]
mod tests;
