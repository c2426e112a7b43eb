//! Records as Arrow: a batch of rows of a type is given on when it is large enough.

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use super::manifest::Entry;
use super::record_type::RecordType;
use super::sink::{Ending, OutputError, Sink};
use super::table::arrow::{self, ArrowRows};
use crate::record::Record;

/// A batch ends with this many rows, or of this size.
const ROWS: usize = 65_536;
const BYTES: usize = 16 << 20;

/// Takes a batch of records of a type.
pub trait Take: FnMut(RecordType, RecordBatch) -> Result<(), OutputError> {}

impl<F: FnMut(RecordType, RecordBatch) -> Result<(), OutputError>> Take for F {}

/// Gives batches of records to whoever takes them.
pub struct Batches<T> {
    tables: Vec<(RecordType, ArrowRows)>,
    take: T,
}

impl<T: Take> Batches<T> {
    /// Of the records those of some types.
    pub fn new(wanted: &[RecordType], take: T) -> Self {
        let wanted = RecordType::ALL
            .into_iter()
            .filter(|kind| wanted.contains(kind));
        Self {
            tables: wanted.map(|kind| (kind, ArrowRows::new(kind))).collect(),
            take,
        }
    }

    /// Adds a record.
    ///
    /// # Errors
    /// If it does not fit its table, or a batch is not taken.
    pub fn push(&mut self, record: &Record) -> Result<(), OutputError> {
        let kind = RecordType::of(record);
        let Some((_, rows)) = self.tables.iter_mut().find(|(own, _)| *own == kind) else {
            return Ok(());
        };
        rows.push(record).map_err(OutputError::Stream)?;
        if rows.len() >= ROWS || rows.bytes() >= BYTES {
            let batch = rows.batch().map_err(OutputError::Stream)?;
            (self.take)(kind, batch)?;
        }
        Ok(())
    }

    /// Gives what is left.
    ///
    /// # Errors
    /// As for [`Self::push`].
    pub fn finish(&mut self) -> Result<(), OutputError> {
        for (kind, rows) in &mut self.tables {
            if rows.len() > 0 {
                let batch = rows.batch().map_err(OutputError::Stream)?;
                (self.take)(*kind, batch)?;
            }
        }
        Ok(())
    }
}

impl<T: Take> Sink for Batches<T> {
    fn write(&mut self, _: &Entry, records: &[Record]) -> Result<(), OutputError> {
        records.iter().try_for_each(|record| self.push(record))
    }

    fn end(mut self: Box<Self>, _: Ending) -> Result<(), OutputError> {
        self.finish()
    }
}

/// The schema of a type's table.
pub fn schema(kind: RecordType) -> SchemaRef {
    arrow::schema(kind)
}
