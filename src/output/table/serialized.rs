//! A record goes into the cells of its row as it is, without becoming a line of JSON on the way.
//!
//! The fields of a record stand in the order of the columns, so that each is met by the column that is next.

use std::borrow::Cow;
use std::fmt;
use std::io;

use rust_decimal::Decimal;
use serde::Serialize;
use serde::ser::{Impossible, SerializeSeq, SerializeStruct, SerializeTupleStruct, Serializer};

use super::cell::{Cell, Row};
use crate::lexicon::rows::{ColumnKind, ColumnRow, Presence};

/// Puts the fields of a record into the cells of a row.
pub(super) fn put(
    columns: &[&'static ColumnRow],
    record: &impl Serialize,
    row: &mut impl Row,
) -> io::Result<()> {
    let put = Put {
        columns,
        at: 0,
        kind: None,
        row,
    };
    record.serialize(put).map_err(|Fault(error)| error)
}

/// Why a record does not fit its table.
#[derive(Debug)]
struct Fault(io::Error);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Fault {}

impl serde::ser::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(io::Error::other(message.to_string()))
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Self(error)
    }
}

/// A record, or a value that belongs into a cell.
struct Put<'a, R> {
    columns: &'a [&'static ColumnRow],
    /// The column that is next.
    at: usize,
    /// What stands in the cell; nothing of a record.
    kind: Option<ColumnKind>,
    row: &'a mut R,
}

impl<'a, R: Row> Put<'a, R> {
    fn cell(self, cell: Cell<'_>) -> Result<(), Fault> {
        Ok(self.row.cell(self.at, cell)?)
    }

    fn integer(self, number: i64) -> Result<(), Fault> {
        match self.kind {
            Some(ColumnKind::Integer) => self.cell(Cell::Integer(number)),
            Some(ColumnKind::Decimal) => self.cell(Cell::Decimal(number.into())),
            _ => Err(self.misfit()),
        }
    }

    fn misfit(&self) -> Fault {
        let name = self.columns.get(self.at).map_or("", |column| &column.name);
        Fault(io::Error::other(format!("no value for `{name}`")))
    }

    fn list(self) -> Result<List<'a, R>, Fault> {
        Ok(List {
            put: self,
            elements: Elements::default(),
        })
    }
}

/// The fields of a record, one after the other.
struct Fields<'a, R>(Put<'a, R>);

impl<R: Row> SerializeStruct for Fields<'_, R> {
    type Ok = ();
    type Error = Fault;

    /// A field may be several columns, or none, as the type is.
    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        let Put {
            columns, at, row, ..
        } = &mut self.0;
        while let Some(column) = columns.get(*at).filter(|column| *column.field == *key) {
            if column.kind == ColumnKind::Grid {
                let json = serde_json::to_string(value).map_err(io::Error::from)?;
                row.cell(*at, Cell::Text(json.into()))?;
            } else {
                value.serialize(Put {
                    columns,
                    at: *at,
                    kind: Some(column.kind),
                    row: &mut **row,
                })?;
            }
            *at += 1;
        }
        Ok(())
    }

    fn end(self) -> Result<(), Fault> {
        match self.0.at == self.0.columns.len() {
            true => Ok(()),
            false => Err(self.0.misfit()),
        }
    }
}

/// A list, or the two ends of a span.
struct List<'a, R> {
    put: Put<'a, R>,
    elements: Elements,
}

/// The elements of a list: words or numbers.
#[derive(Default)]
struct Elements {
    words: Vec<String>,
    ids: Vec<i64>,
}

impl Row for Elements {
    fn cell(&mut self, _: usize, cell: Cell<'_>) -> io::Result<()> {
        match cell {
            Cell::Text(word) => self.words.push(word.into_owned()),
            Cell::Integer(id) => self.ids.push(id),
            _ => return Err(io::Error::other("no element of a list")),
        }
        Ok(())
    }
}

impl<R: Row> SerializeSeq for List<'_, R> {
    type Ok = ();
    type Error = Fault;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        let kind = match self.put.kind {
            Some(ColumnKind::Words) => ColumnKind::Text,
            Some(ColumnKind::Ids | ColumnKind::Start | ColumnKind::End) => ColumnKind::Integer,
            _ => return Err(self.put.misfit()),
        };
        value.serialize(Put {
            columns: self.put.columns,
            at: self.put.at,
            kind: Some(kind),
            row: &mut self.elements,
        })
    }

    fn end(self) -> Result<(), Fault> {
        let Elements { words, ids } = self.elements;
        let end = match self.put.kind {
            Some(ColumnKind::Words) => return self.put.cell(Cell::Words(words)),
            Some(ColumnKind::Ids) => return self.put.cell(Cell::Ids(ids)),
            Some(ColumnKind::Start) => ids.first(),
            _ => ids.get(1),
        };
        match end.copied() {
            Some(end) => self.put.cell(Cell::Integer(end)),
            None => Err(self.put.misfit()),
        }
    }
}

impl<R: Row> SerializeTupleStruct for List<'_, R> {
    type Ok = ();
    type Error = Fault;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Fault> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Fault> {
        SerializeSeq::end(self)
    }
}

/// Whole numbers of any width.
macro_rules! integers {
    ($($name:ident: $type:ty),+) => {
        $(fn $name(self, number: $type) -> Result<(), Fault> {
            match i64::try_from(number) {
                Ok(number) => self.integer(number),
                Err(_) => Err(self.misfit()),
            }
        })+
    };
}

/// What no record holds.
macro_rules! misfits {
    ($($name:ident($($argument:ty),*) -> $ok:ty;)+) => {
        $(fn $name(self, $(_: $argument),*) -> Result<$ok, Fault> {
            Err(self.misfit())
        })+
    };
}

impl<'a, R: Row> Serializer for Put<'a, R> {
    type Ok = ();
    type Error = Fault;
    type SerializeSeq = List<'a, R>;
    type SerializeTuple = Impossible<(), Fault>;
    type SerializeStruct = Fields<'a, R>;
    type SerializeTupleStruct = List<'a, R>;
    type SerializeTupleVariant = Impossible<(), Fault>;
    type SerializeMap = Impossible<(), Fault>;
    type SerializeStructVariant = Impossible<(), Fault>;

    integers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64
    }

    misfits! {
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_tuple(usize) -> Self::SerializeTuple;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    /// So that a number gives its digits (see [`crate::record::Number`]) and not how they are printed.
    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_bool(self, flag: bool) -> Result<(), Fault> {
        match self.kind {
            Some(ColumnKind::Boolean) => self.cell(Cell::Boolean(flag)),
            _ => Err(self.misfit()),
        }
    }

    fn serialize_str(self, text: &str) -> Result<(), Fault> {
        match self.kind {
            Some(ColumnKind::Text) => self.cell(Cell::Text(Cow::Borrowed(text))),
            _ => Err(self.misfit()),
        }
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<(), Fault> {
        match (self.kind, bytes.try_into()) {
            (Some(ColumnKind::Decimal), Ok(bytes)) => {
                self.cell(Cell::Decimal(Decimal::deserialize(bytes)))
            }
            _ => Err(self.misfit()),
        }
    }

    fn serialize_none(self) -> Result<(), Fault> {
        let column = self.columns.get(self.at);
        match column.map(|column| column.presence) {
            Some(Presence::Maybe) => self.cell(Cell::Null),
            _ => Err(self.misfit()),
        }
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Fault> {
        self.serialize_none()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Fault> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Fault> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Fault> {
        Err(self.misfit())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Fault> {
        self.list()
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Fault> {
        self.list()
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Fault> {
        match self.kind {
            None => Ok(Fields(self)),
            Some(_) => Err(self.misfit()),
        }
    }
}
