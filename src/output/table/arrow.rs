//! Arrow: the columns of a Parquet file, in memory.

use std::io;
use std::sync::Arc;

use arrow_array::builder::{
    BooleanBuilder, Decimal128Builder, Int64Builder, ListBuilder, StringBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, FieldRef, Schema, SchemaRef};
use serde::Serialize;

use super::super::record_type::RecordType;
use super::cell::{Cell, Row};
use super::parquet::{PRECISION, SCALE, unscaled};
use super::{columns, serialized};
use crate::lexicon::rows::{ColumnKind, ColumnRow, Presence};

/// The type of a decimal; both numbers are far below what their types hold.
const DECIMAL: DataType = DataType::Decimal128(PRECISION as u8, SCALE as i8);

/// The schema of a type's table.
pub(in super::super) fn schema(kind: RecordType) -> SchemaRef {
    let fields: Vec<Field> = columns(kind).into_iter().map(field).collect();
    Arc::new(Schema::new(fields))
}

fn field(column: &ColumnRow) -> Field {
    // A decimal with more digits than there are is null.
    let may_be_null =
        column.presence == Presence::Maybe || matches!(column.kind, ColumnKind::Decimal);
    Field::new(&*column.name, data_type(column.kind), may_be_null)
}

fn data_type(kind: ColumnKind) -> DataType {
    match kind {
        ColumnKind::Text | ColumnKind::Grid => DataType::Utf8,
        ColumnKind::Integer | ColumnKind::Start | ColumnKind::End => DataType::Int64,
        ColumnKind::Decimal => DECIMAL,
        ColumnKind::Boolean => DataType::Boolean,
        ColumnKind::Words => DataType::List(element(DataType::Utf8)),
        ColumnKind::Ids => DataType::List(element(DataType::Int64)),
    }
}

/// What a list is made of, named as in Parquet.
fn element(of: DataType) -> FieldRef {
    Arc::new(Field::new("element", of, false))
}

/// Rows of a type's table, until they are a batch.
pub(in super::super) struct ArrowRows {
    columns: Vec<&'static ColumnRow>,
    schema: SchemaRef,
    values: Columns,
    rows: usize,
}

/// The values of the columns, and about how many bytes they take.
struct Columns {
    values: Vec<Values>,
    bytes: usize,
}

impl Row for Columns {
    fn cell(&mut self, at: usize, cell: Cell<'_>) -> io::Result<()> {
        self.bytes += match &cell {
            Cell::Text(text) => text.len(),
            _ => size_of::<i64>(),
        };
        if let Some(values) = self.values.get_mut(at) {
            values.push(cell);
        }
        Ok(())
    }
}

impl ArrowRows {
    pub fn new(kind: RecordType) -> Self {
        let columns = columns(kind);
        Self {
            schema: schema(kind),
            values: Columns {
                values: columns
                    .iter()
                    .map(|column| Values::of(column.kind))
                    .collect(),
                bytes: 0,
            },
            columns,
            rows: 0,
        }
    }

    /// Adds a record.
    pub fn push(&mut self, record: &impl Serialize) -> io::Result<()> {
        serialized::put(&self.columns, record, &mut self.values)?;
        self.rows += 1;
        Ok(())
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// About how many bytes they take.
    pub fn bytes(&self) -> usize {
        self.values.bytes
    }

    /// The rows as a batch; those that are pushed now are of the next.
    pub fn batch(&mut self) -> io::Result<RecordBatch> {
        (self.rows, self.values.bytes) = (0, 0);
        let arrays = self.values.values.iter_mut().map(Values::finish);
        let arrays = arrays.collect();
        RecordBatch::try_new(Arc::clone(&self.schema), arrays).map_err(io::Error::other)
    }
}

/// The values of a column.
enum Values {
    Text(StringBuilder),
    Integer(Int64Builder),
    Decimal(Decimal128Builder),
    Boolean(BooleanBuilder),
    Words(ListBuilder<StringBuilder>),
    Ids(ListBuilder<Int64Builder>),
}

impl Values {
    fn of(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Text | ColumnKind::Grid => Self::Text(StringBuilder::new()),
            ColumnKind::Integer | ColumnKind::Start | ColumnKind::End => {
                Self::Integer(Int64Builder::new())
            }
            ColumnKind::Decimal => Self::Decimal(Decimal128Builder::new().with_data_type(DECIMAL)),
            ColumnKind::Boolean => Self::Boolean(BooleanBuilder::new()),
            ColumnKind::Words => Self::Words(
                ListBuilder::new(StringBuilder::new()).with_field(element(DataType::Utf8)),
            ),
            ColumnKind::Ids => Self::Ids(
                ListBuilder::new(Int64Builder::new()).with_field(element(DataType::Int64)),
            ),
        }
    }

    /// Adds what stands in a cell; a cell of another kind is null, as in Parquet.
    fn push(&mut self, cell: Cell<'_>) {
        match (self, cell) {
            (Self::Text(values), Cell::Text(text)) => values.append_value(text),
            (Self::Text(values), _) => values.append_null(),
            (Self::Integer(values), Cell::Integer(number)) => values.append_value(number),
            (Self::Integer(values), _) => values.append_null(),
            (Self::Decimal(values), Cell::Decimal(number)) => {
                values.append_option(unscaled(number));
            }
            (Self::Decimal(values), _) => values.append_null(),
            (Self::Boolean(values), Cell::Boolean(flag)) => values.append_value(flag),
            (Self::Boolean(values), _) => values.append_null(),
            (Self::Words(values), Cell::Words(words)) => {
                values.append_value(words.into_iter().map(Some));
            }
            (Self::Words(values), _) => values.append_null(),
            (Self::Ids(values), Cell::Ids(ids)) => values.append_value(ids.into_iter().map(Some)),
            (Self::Ids(values), _) => values.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(values) => Arc::new(values.finish()),
            Self::Integer(values) => Arc::new(values.finish()),
            Self::Decimal(values) => Arc::new(values.finish()),
            Self::Boolean(values) => Arc::new(values.finish()),
            Self::Words(values) => Arc::new(values.finish()),
            Self::Ids(values) => Arc::new(values.finish()),
        }
    }
}
