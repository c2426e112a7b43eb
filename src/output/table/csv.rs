//! Comma-separated values: a head, UTF-8, quotes where they are needed; null is an empty cell.

use std::io::{self, BufRead, Write};

use serde::Serialize;

use super::super::format::Writer;
use super::super::table_type::TableType;
use super::cell::{self, Cell, Row};
use super::{columns, serialized};
use crate::lexicon::rows::ColumnRow;

/// A file of comma-separated values while it is written.
pub(in super::super) struct CsvFile {
    columns: Vec<&'static ColumnRow>,
    rows: csv::Writer<Writer>,
}

/// By this Excel knows that a file is UTF-8.
const BOM: &[u8] = "\u{feff}".as_bytes();

impl CsvFile {
    pub fn create(mut file: Writer, kind: TableType, bom: bool) -> io::Result<Self> {
        if bom {
            file.write_all(BOM)?;
        }
        let columns = columns(kind);
        let mut rows = csv::Writer::from_writer(file);
        rows.write_record(columns.iter().map(|column| &*column.name))?;
        Ok(Self { columns, rows })
    }

    /// Writes a record.
    pub fn write(&mut self, record: &impl Serialize) -> io::Result<()> {
        serialized::put(&self.columns, record, &mut self.rows)?;
        self.end_row()
    }

    /// Writes a record, given as its line.
    pub fn write_line(&mut self, line: &str) -> io::Result<()> {
        cell::put(&self.columns, line, &mut self.rows)?;
        self.end_row()
    }

    fn end_row(&mut self) -> io::Result<()> {
        Ok(self.rows.write_record(None::<&[u8]>)?)
    }

    pub fn finish(self) -> io::Result<()> {
        let file = self.rows.into_inner();
        file.map_err(|error| io::Error::other(error.to_string()))?
            .finish()
    }
}

impl Row for csv::Writer<Writer> {
    fn cell(&mut self, _: usize, cell: Cell<'_>) -> io::Result<()> {
        Ok(self.write_field(&*cell.written())?)
    }
}

/// The lines of the records of a file.
pub(super) fn lines(
    reader: Box<dyn BufRead>,
    kind: TableType,
) -> impl Iterator<Item = io::Result<String>> {
    let columns = columns(kind);
    let rows = csv::Reader::from_reader(reader).into_records();
    rows.map(move |row| {
        let row = row?;
        let cells = columns.iter().zip(&row);
        let cells: Vec<Cell> = cells
            .map(|(column, written)| Cell::read(column, written))
            .collect::<io::Result<_>>()?;
        cell::line(kind, &columns, &cells)
    })
}
