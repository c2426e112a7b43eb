//! Parquet: texts as strings, numbers as decimals, lists as lists; null is null.

use std::fs::File;
use std::io;
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, FixedLenByteArray, FixedLenByteArrayType,
    Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::SerializedFileReader;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::record::Field;
use parquet::schema::parser::parse_message_type;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::Serialize;

use super::super::table_type::TableType;
use super::cell::{self, Cell, Row};
use super::{columns, serialized};
use crate::lexicon::rows::{ColumnKind, ColumnRow, Presence};

/// A Parquet file while it is written.
pub(in super::super) struct ParquetFile {
    columns: Vec<&'static ColumnRow>,
    file: SerializedFileWriter<File>,
    /// The column chunks of the row group that is next.
    chunks: Vec<Chunk>,
    rows: usize,
    bytes: usize,
}

/// A row group ends with this many rows, as DuckDB reads them, or of this size.
const ROWS: usize = 122_880;
const BYTES: usize = 16 << 20;

/// Places behind the point. Texts have no more; those of a number that a workbook computed are rounded.
pub(in super::super) const SCALE: u32 = 10;
/// Digits of a decimal: as many as sixteen bytes hold.
pub(in super::super) const PRECISION: u32 = 38;

impl ParquetFile {
    pub fn create(file: File, kind: TableType) -> io::Result<Self> {
        let columns = columns(kind);
        let schema = parse_message_type(&schema(kind, &columns))?;
        let properties = WriterProperties::builder()
            .set_created_by(format!("gongkai {}", env!("CARGO_PKG_VERSION")))
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .build();
        Ok(Self {
            chunks: columns
                .iter()
                .map(|column| Chunk::of(column.kind))
                .collect(),
            columns,
            file: SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties))?,
            rows: 0,
            bytes: 0,
        })
    }

    /// Writes a record, which has so many bytes as a line.
    pub fn write(&mut self, record: &impl Serialize, bytes: usize) -> io::Result<()> {
        serialized::put(&self.columns, record, &mut self.chunks)?;
        self.end_row(bytes)
    }

    /// Writes a record, given as its line.
    pub fn write_line(&mut self, line: &str) -> io::Result<()> {
        cell::put(&self.columns, line, &mut self.chunks)?;
        self.end_row(line.len())
    }

    fn end_row(&mut self, bytes: usize) -> io::Result<()> {
        self.rows += 1;
        self.bytes += bytes;
        if self.rows >= ROWS || self.bytes >= BYTES {
            self.row_group()?;
        }
        Ok(())
    }

    fn row_group(&mut self) -> io::Result<()> {
        let mut group = self.file.next_row_group()?;
        for (column, chunk) in self.columns.iter().zip(&mut self.chunks) {
            std::mem::replace(chunk, Chunk::of(column.kind)).write(&mut group)?;
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }

    pub fn finish(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.row_group()?;
        }
        self.file.into_inner()?.sync_data()
    }
}

impl Row for Vec<Chunk> {
    fn cell(&mut self, at: usize, cell: Cell<'_>) -> io::Result<()> {
        if let Some(chunk) = self.get_mut(at) {
            chunk.push(cell);
        }
        Ok(())
    }
}

/// The schema of a table, as Parquet writes it.
fn schema(kind: TableType, columns: &[&'static ColumnRow]) -> String {
    let fields: String = columns.iter().map(|column| field(column)).collect();
    format!("message {} {{ {fields}}}", kind.plural())
}

fn field(column: &ColumnRow) -> String {
    let name = &column.name;
    let list = |element: &str| {
        format!("REQUIRED group {name} (LIST) {{ REPEATED group list {{ REQUIRED {element}; }} }} ")
    };
    let presence = match column.presence {
        Presence::Always => "REQUIRED",
        Presence::Maybe => "OPTIONAL",
    };
    match column.kind {
        ColumnKind::Text | ColumnKind::Grid => format!("{presence} BYTE_ARRAY {name} (STRING); "),
        ColumnKind::Integer | ColumnKind::Start | ColumnKind::End => {
            format!("{presence} INT64 {name}; ")
        }
        // One with more digits than there are is null.
        ColumnKind::Decimal => {
            format!("OPTIONAL FIXED_LEN_BYTE_ARRAY (16) {name} (DECIMAL({PRECISION},{SCALE})); ")
        }
        ColumnKind::Boolean => format!("{presence} BOOLEAN {name}; "),
        ColumnKind::Words => list("BYTE_ARRAY element (STRING)"),
        ColumnKind::Ids => list("INT64 element"),
    }
}

/// The values of a column, and where they stand: a level says whether a value is there, and whether it goes on with
/// the list of the one before.
struct Chunk {
    values: Values,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Integer(Vec<i64>),
    Decimal(Vec<FixedLenByteArray>),
    Boolean(Vec<bool>),
}

impl Chunk {
    fn of(kind: ColumnKind) -> Self {
        Self {
            values: match kind {
                ColumnKind::Text | ColumnKind::Grid | ColumnKind::Words => Values::Text(Vec::new()),
                ColumnKind::Integer | ColumnKind::Start | ColumnKind::End | ColumnKind::Ids => {
                    Values::Integer(Vec::new())
                }
                ColumnKind::Decimal => Values::Decimal(Vec::new()),
                ColumnKind::Boolean => Values::Boolean(Vec::new()),
            },
            definition: Vec::new(),
            repetition: Vec::new(),
        }
    }

    fn push(&mut self, cell: Cell<'_>) {
        match cell {
            Cell::Words(words) => self.list(words, |word| Cell::Text(word.into())),
            Cell::Ids(ids) => self.list(ids, Cell::Integer),
            one => self.one(one, 0),
        }
    }

    fn list<T>(&mut self, elements: Vec<T>, cell: impl Fn(T) -> Cell<'static>) {
        if elements.is_empty() {
            return self.one(Cell::Null, 0);
        }
        for (at, element) in elements.into_iter().enumerate() {
            self.one(cell(element), i16::from(at > 0));
        }
    }

    fn one(&mut self, cell: Cell<'_>, repetition: i16) {
        let is_there = match (&mut self.values, cell) {
            (Values::Text(values), Cell::Text(text)) => {
                values.push(text.into_owned().into_bytes().into());
                true
            }
            (Values::Integer(values), Cell::Integer(number)) => {
                values.push(number);
                true
            }
            (Values::Boolean(values), Cell::Boolean(flag)) => {
                values.push(flag);
                true
            }
            (Values::Decimal(values), Cell::Decimal(number)) => match unscaled(number) {
                Some(digits) => {
                    values.push(digits.to_be_bytes().to_vec().into());
                    true
                }
                None => false,
            },
            _ => false,
        };
        self.definition.push(i16::from(is_there));
        self.repetition.push(repetition);
    }

    fn write(self, group: &mut SerializedRowGroupWriter<'_, File>) -> io::Result<()> {
        match &self.values {
            Values::Text(values) => self.column::<ByteArrayType>(values, group),
            Values::Integer(values) => self.column::<Int64Type>(values, group),
            Values::Decimal(values) => self.column::<FixedLenByteArrayType>(values, group),
            Values::Boolean(values) => self.column::<BoolType>(values, group),
        }
    }

    /// Levels that a column has no use for are not looked at.
    fn column<T: DataType>(
        &self,
        values: &[T::T],
        group: &mut SerializedRowGroupWriter<'_, File>,
    ) -> io::Result<()> {
        let missing = || ParquetError::General("a column more than the schema has".to_owned());
        let mut column = group.next_column()?.ok_or_else(missing)?;
        column
            .typed::<T>()
            .write_batch(values, Some(&self.definition), Some(&self.repetition))?;
        Ok(column.close()?)
    }
}

/// A number in units of its last place; none if it has too many digits.
pub(super) fn unscaled(number: Decimal) -> Option<i128> {
    let number = number.round_dp_with_strategy(SCALE, RoundingStrategy::MidpointAwayFromZero);
    number
        .mantissa()
        .checked_mul(10_i128.pow(SCALE.checked_sub(number.scale())?))
        .filter(|digits| digits.unsigned_abs() < 10_u128.pow(PRECISION))
}

/// The number of so many units of its last place.
fn scaled(mut digits: i128) -> io::Result<Decimal> {
    let mut scale = SCALE;
    // A decimal of Rust has fewer digits; those that were added are taken away.
    while scale > 0 && digits % 10 == 0 {
        digits /= 10;
        scale -= 1;
    }
    Decimal::try_from_i128_with_scale(digits, scale).map_err(io::Error::other)
}

/// The lines of the records of a file.
pub(super) fn lines(
    file: File,
    kind: TableType,
) -> io::Result<impl Iterator<Item = io::Result<String>>> {
    let columns = columns(kind);
    let rows = SerializedFileReader::new(file)?.into_iter();
    Ok(rows.map(move |row| {
        let cells = row?
            .into_columns()
            .into_iter()
            .map(|(_, field)| read(field))
            .collect::<io::Result<Vec<_>>>()?;
        cell::line(kind, &columns, &cells)
    }))
}

fn read(field: Field) -> io::Result<Cell<'static>> {
    let other = |field: &Field| io::Error::other(format!("no cell of a dataset: {field}"));
    Ok(match field {
        Field::Null => Cell::Null,
        Field::Str(text) => Cell::Text(text.into()),
        Field::Long(number) => Cell::Integer(number),
        Field::Bool(flag) => Cell::Boolean(flag),
        Field::Decimal(decimal) => {
            let bytes = decimal.data().try_into().map_err(io::Error::other)?;
            Cell::Decimal(scaled(i128::from_be_bytes(bytes))?)
        }
        Field::ListInternal(list) => {
            let mut words = Vec::new();
            let mut ids = Vec::new();
            for element in list.elements() {
                match element {
                    Field::Str(word) => words.push(word.clone()),
                    Field::Long(id) => ids.push(*id),
                    element => return Err(other(element)),
                }
            }
            match ids.is_empty() {
                true => Cell::Words(words),
                false => Cell::Ids(ids),
            }
        }
        field => return Err(other(&field)),
    })
}
