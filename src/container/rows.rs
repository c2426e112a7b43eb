//! Rows of data that hold a document each: lines of JSON, Parquet.

use std::collections::BTreeMap;
use std::io::{BufReader, Read};
use std::sync::Arc;

use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use parquet::schema::types::Type;
use serde_json::value::RawValue;

use super::gauge::{Line, line};
use super::{Fields, Flow, Origin, Visit};
use crate::source::LimitError;

/// What a row says.
#[derive(Debug, Default)]
struct Said {
    text: Option<Vec<u8>>,
    id: Option<String>,
    origin: Origin,
}

impl Visit<'_> {
    /// The rows of a file with one JSON object a line.
    pub(super) fn json_lines(&mut self, name: &str, reader: &mut dyn Read) -> Flow {
        let Some(fields) = self.wanted.fields else {
            return Flow::Continue(());
        };
        let mut reader = BufReader::new(reader);
        let limit = self.wanted.limits.bytes;
        for number in 1_u64.. {
            self.gauge.member();
            let said = match line(&mut reader, limit.saturating_mul(ESCAPED)) {
                Ok(None) => break,
                Ok(Some(Line::Whole(line))) if line.trim_ascii().is_empty() => continue,
                Ok(Some(Line::Whole(line))) => object(&line, fields),
                Ok(Some(Line::TooLong)) => Err(LimitError::Bytes { limit }.to_string()),
                Err(error) => return self.failed(name, format_args!("line {number}: {error}")),
            };
            self.row(name, "line", number, said)?;
        }
        Flow::Continue(())
    }

    /// The rows of a Parquet file.
    pub(super) fn parquet<F: ChunkReader + 'static>(&mut self, name: &str, file: F) -> Flow {
        let Some(fields) = self.wanted.fields else {
            return Flow::Continue(());
        };
        let reader = match SerializedFileReader::new(file) {
            Ok(reader) => reader,
            Err(error) => return self.failed(name, error),
        };
        let columns = match columns(&reader, fields) {
            Ok(columns) => columns,
            Err(error) => return self.failed(name, error),
        };
        let rows = match reader.get_row_iter(Some(columns)) {
            Ok(rows) => rows.with_batch_size(BATCH),
            Err(error) => return self.failed(name, error),
        };
        for (row, number) in rows.zip(1..) {
            match row {
                Ok(row) => self.row(name, "row", number, Ok(cells(&row, fields)))?,
                // What stands behind a page that cannot be read is not reached.
                Err(error) => return self.failed(name, format_args!("row {number}: {error}")),
            }
        }
        Flow::Continue(())
    }

    fn row(&mut self, name: &str, unit: &str, number: u64, said: Result<Said, String>) -> Flow {
        let nameless = format!("{unit} {number}");
        let said = match said {
            Ok(said) => said,
            Err(error) => {
                let path = self.path(name, &nameless);
                return self.give(path, Origin::default(), Err(error));
            }
        };
        let path = self.path(name, said.id.as_deref().unwrap_or(&nameless));
        if !(self.wanted.takes)(&path) {
            return Flow::Continue(());
        }
        let limit = self.wanted.limits.bytes;
        let bytes = match said.text {
            Some(text) if text.len() as u64 > limit => Err(LimitError::Bytes { limit }.to_string()),
            Some(text) => Ok(text),
            None => Err(format!("{nameless} has no text")),
        };
        self.give(path, said.origin, bytes)
    }
}

/// A character of a text takes up to six bytes of a line of JSON (`\u516c`), for at least one of its own.
const ESCAPED: u64 = 6;

/// Rows that are read from a Parquet file at once.
const BATCH: usize = 8;

/// What a line of JSON says.
fn object(line: &[u8], fields: &Fields) -> Result<Said, String> {
    let object: BTreeMap<String, &RawValue> =
        serde_json::from_slice(line).map_err(|error| format!("no object of JSON: {error}"))?;
    let value = |field: &str| {
        object
            .get(field)
            .map(|value| value.get())
            .filter(|value| *value != "null")
    };
    let string =
        |value: &str| serde_json::from_str::<String>(value).unwrap_or_else(|_| value.to_owned());
    let named = |field: &Option<String>| field.as_deref().and_then(value).map(string);
    let text =
        value(&fields.text).ok_or_else(|| format!("no field `{}` with a text", fields.text))?;
    let text: String = serde_json::from_str(text)
        .map_err(|_| format!("its field `{}` is no text", fields.text))?;
    Ok(Said {
        text: Some(text.into_bytes()),
        id: named(&fields.id),
        origin: Origin {
            url: named(&fields.url),
            crawled: named(&fields.date),
        },
    })
}

/// The columns of a Parquet file that hold the fields.
fn columns<F: ChunkReader + 'static>(
    reader: &SerializedFileReader<F>,
    fields: &Fields,
) -> Result<Type, String> {
    let schema = reader.metadata().file_metadata().schema();
    let others = [&fields.id, &fields.url, &fields.date];
    let names: Vec<&str> = std::iter::once(fields.text.as_str())
        .chain(others.into_iter().filter_map(|field| field.as_deref()))
        .map(|wanted| {
            let known = schema.get_fields().iter().map(|column| column.name());
            known.clone().find(|name| *name == wanted).ok_or_else(|| {
                let known: Vec<&str> = known.collect();
                format!("no column `{wanted}`; there are {}", known.join(", "))
            })
        })
        .collect::<Result<_, _>>()?;
    let chosen: Vec<Arc<Type>> = schema
        .get_fields()
        .iter()
        .filter(|column| names.contains(&column.name()))
        .cloned()
        .collect();
    Type::group_type_builder(schema.name())
        .with_fields(chosen)
        .build()
        .map_err(|error| error.to_string())
}

/// What a row of a Parquet file says.
fn cells(row: &Row, fields: &Fields) -> Said {
    let value = |field: &str| {
        row.get_column_iter()
            .find(|(name, _)| *name == field)
            .map(|(_, value)| value)
    };
    let named = |field: &Option<String>| match value(field.as_deref()?)? {
        Field::Null => None,
        Field::Str(text) => Some(text.clone()),
        Field::Bytes(bytes) => Some(String::from_utf8_lossy(bytes.data()).into_owned()),
        other => Some(other.to_string()),
    };
    Said {
        text: match value(&fields.text) {
            Some(Field::Str(text)) => Some(text.clone().into_bytes()),
            Some(Field::Bytes(bytes)) => Some(bytes.data().to_vec()),
            _ => None,
        },
        id: named(&fields.id),
        origin: Origin {
            url: named(&fields.url),
            crawled: named(&fields.date),
        },
    }
}
