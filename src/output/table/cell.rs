//! What stands in a cell of a table, and the line of JSON that the cells of a row are made of and make.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;

use rust_decimal::Decimal;
use serde_json::value::RawValue;

use super::super::table_type::TableType;
use crate::lexicon::rows::{ColumnKind, ColumnRow, Presence};
use crate::record::Number;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell<'a> {
    Null,
    Text(Cow<'a, str>),
    Integer(i64),
    Decimal(Decimal),
    Boolean(bool),
    Words(Vec<String>),
    Ids(Vec<i64>),
}

/// Takes the cells of a row, one column after the other.
pub(super) trait Row {
    /// Takes what stands in the column of a number.
    fn cell(&mut self, at: usize, cell: Cell<'_>) -> io::Result<()>;
}

/// Puts the fields of a record, given as its line, into the cells of a row.
pub(super) fn put(
    columns: &[&'static ColumnRow],
    line: &str,
    row: &mut impl Row,
) -> io::Result<()> {
    let fields: HashMap<&str, &RawValue> = serde_json::from_str(line)?;
    for (at, column) in columns.iter().enumerate() {
        let cell = match fields.get(&*column.field) {
            Some(value) if value.get() != "null" => cell(column.kind, value.get()),
            Some(_) if column.presence == Presence::Maybe => Ok(Cell::Null),
            Some(_) => Err(io::Error::other(format!("`{}` is null", column.field))),
            None => Err(io::Error::other(format!("no field `{}`", column.field))),
        };
        row.cell(at, cell?)?;
    }
    Ok(())
}

fn cell(kind: ColumnKind, json: &str) -> io::Result<Cell<'_>> {
    Ok(match kind {
        ColumnKind::Text => Cell::Text(serde_json::from_str::<String>(json)?.into()),
        ColumnKind::Integer => Cell::Integer(serde_json::from_str(json)?),
        ColumnKind::Decimal => Cell::Decimal(json.parse().map_err(io::Error::other)?),
        ColumnKind::Boolean => Cell::Boolean(serde_json::from_str(json)?),
        ColumnKind::Words => Cell::Words(serde_json::from_str(json)?),
        ColumnKind::Ids => Cell::Ids(serde_json::from_str(json)?),
        ColumnKind::Grid => Cell::Text(json.into()),
        ColumnKind::Start => Cell::Integer(serde_json::from_str::<[i64; 2]>(json)?[0]),
        ColumnKind::End => Cell::Integer(serde_json::from_str::<[i64; 2]>(json)?[1]),
    })
}

/// The line of a record whose cells these are.
pub(super) fn line(
    kind: TableType,
    columns: &[&'static ColumnRow],
    cells: &[Cell],
) -> io::Result<String> {
    let mut line = format!("{{\"type\":\"{}\"", kind.name());
    for (column, cell) in columns.iter().zip(cells) {
        match column.kind {
            // Behind the start, in the same field.
            ColumnKind::End => line.push(','),
            _ => line.push_str(&format!(",\"{}\":", column.field)),
        }
        if column.kind == ColumnKind::Start {
            line.push('[');
        }
        match cell {
            Cell::Null => line.push_str("null"),
            Cell::Text(text) if column.kind == ColumnKind::Grid => line.push_str(text),
            Cell::Text(text) => line.push_str(&serde_json::to_string(text)?),
            Cell::Integer(number) => line.push_str(&number.to_string()),
            Cell::Decimal(number) => line.push_str(&Number(*number).to_string()),
            Cell::Boolean(flag) => line.push_str(&flag.to_string()),
            Cell::Words(words) => line.push_str(&serde_json::to_string(words)?),
            Cell::Ids(ids) => line.push_str(&serde_json::to_string(ids)?),
        }
        if column.kind == ColumnKind::End {
            line.push(']');
        }
    }
    line.push('}');
    Ok(line)
}

/// What parts the words of a list where a cell is a text. No word has it: they are names of fields.
const BETWEEN: &str = ";";

impl<'a> Cell<'a> {
    /// As it stands in comma-separated values.
    pub(super) fn written(self) -> Cow<'a, str> {
        match self {
            Self::Null => "".into(),
            Self::Text(text) => text,
            Self::Integer(number) => number.to_string().into(),
            Self::Decimal(number) => Number(number).to_string().into(),
            Self::Boolean(flag) => flag.to_string().into(),
            Self::Words(words) => words.join(BETWEEN).into(),
            Self::Ids(ids) => {
                let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
                ids.join(BETWEEN).into()
            }
        }
    }

    /// What a written cell of a column says.
    pub(super) fn read(column: &ColumnRow, written: &'a str) -> io::Result<Self> {
        let list = || written.split(BETWEEN).filter(|word| !word.is_empty());
        if written.is_empty() && column.presence == Presence::Maybe {
            return Ok(Self::Null);
        }
        Ok(match column.kind {
            ColumnKind::Text | ColumnKind::Grid => Self::Text(written.into()),
            ColumnKind::Integer | ColumnKind::Start | ColumnKind::End => {
                Self::Integer(written.parse().map_err(io::Error::other)?)
            }
            ColumnKind::Decimal => Self::Decimal(written.parse().map_err(io::Error::other)?),
            ColumnKind::Boolean => Self::Boolean(written.parse().map_err(io::Error::other)?),
            ColumnKind::Words => Self::Words(list().map(str::to_owned).collect()),
            ColumnKind::Ids => Self::Ids(
                list()
                    .map(|id| id.parse().map_err(io::Error::other))
                    .collect::<io::Result<_>>()?,
            ),
        })
    }
}
