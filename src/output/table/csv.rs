//! Comma-separated values: a head, UTF-8, quotes where they are needed; null is an empty cell.

use std::io::{self, BufRead, Write};

use super::super::format::Writer;
use super::super::table_type::TableType;
use super::cell::{self, Cell};
use super::columns;
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

    pub fn write(&mut self, line: &str) -> io::Result<()> {
        for cell in cell::cells(&self.columns, line)? {
            self.rows.write_field(cell.written())?;
        }
        self.rows.write_record(None::<&[u8]>)?;
        Ok(())
    }

    pub fn finish(self) -> io::Result<()> {
        let file = self.rows.into_inner();
        file.map_err(|error| io::Error::other(error.to_string()))?
            .finish()
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
