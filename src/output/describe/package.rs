//! `datapackage.json`: the files of a dataset after Data Package v2, which programs know.

use serde_json::{Map, Value, json};

use super::super::format::{Format, file_name};
use super::super::record_type::RecordType;
use super::super::table::{How, columns};
use super::super::table_type::TableType;
use super::{Described, categories};
use crate::lexicon::rows::{ColumnKind, ColumnRow, FiscalRow, Presence};

/// The description of a dataset whose tables have these parts.
pub(super) fn package(described: &Described, parts: impl Fn(TableType) -> Vec<u32>) -> String {
    let made = described.made;
    let tables = described.tables.iter();
    let resources: Vec<Value> = tables
        .flat_map(|kind| made.hows().map(|how| (*kind, how)))
        .map(|(kind, how)| resource(described, kind, how, &parts(kind)))
        .collect();
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "gongkai",
        "title": described.title,
        "description": described.description,
        "version": made.extractor_version,
        "schema_version": made.schema_version,
        "contributors": [{ "title": format!("gongkai {}", made.extractor_version), "roles": ["wrangler"] }],
        "sources": [{
            "title": "The documents that stand in the table of documents: path, source_url, sha256",
        }],
        "keywords": ["budget", "final accounts", "public finance", "China"],
        "resources": resources,
    });
    // Keys are texts, so it can always be written.
    format!("{package:#}\n")
}

/// The name of a table: with its format where there are several.
fn name(described: &Described, kind: TableType, format: Format) -> String {
    match described.made.formats.len() {
        1 => kind.plural().to_owned(),
        _ => format!("{}.{}", kind.plural(), format.name()),
    }
}

fn resource(described: &Described, kind: TableType, how: How, parts: &[u32]) -> Value {
    let path: Vec<String> = parts
        .iter()
        .map(|number| {
            let file = file_name(*number, how.format, how.compression);
            format!("{}/{file}", kind.plural())
        })
        .collect();
    let (mediatype, encoding) = match how.format {
        Format::Csv => ("text/csv", Some("utf-8")),
        Format::Jsonl => ("application/jsonl", Some("utf-8")),
        Format::Parquet => ("application/vnd.apache.parquet", None),
    };
    object([
        ("name", json!(name(described, kind, how.format))),
        ("type", json!("table")),
        ("path", json!(path)),
        ("format", json!(how.format.name())),
        ("schema", schema(described, kind, how.format)),
        ("mediatype", json!(mediatype)),
        ("encoding", json!(encoding)),
    ])
}

/// An object of what is there.
fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let there = fields.into_iter().filter(|(_, value)| !value.is_null());
    there
        .map(|(key, value)| (key.to_owned(), value))
        .collect::<Map<_, _>>()
        .into()
}

fn schema(described: &Described, kind: TableType, format: Format) -> Value {
    let own = columns(kind);
    let has = |name: &str| own.iter().any(|column| &*column.name == name);
    let key = (!kind.key().is_empty()).then(|| kind.key());
    // A reference to a record of the document is null in many rows, which a key of two columns may not be.
    let documents = TableType::from(RecordType::Document);
    let refers = kind != documents && has("doc") && described.tables.contains(&documents);
    let foreign = refers.then(|| {
        let reference =
            json!({ "resource": name(described, documents, format), "fields": ["doc"] });
        json!([{ "fields": ["doc"], "reference": reference }])
    });
    object([
        (
            "$schema",
            json!("https://datapackage.org/profiles/2.0/tableschema.json"),
        ),
        ("fields", json!(fields(kind, &own, format))),
        ("missingValues", json!([""])),
        ("primaryKey", json!(key)),
        ("foreignKeys", json!(foreign)),
    ])
}

fn fields(kind: TableType, columns: &[&'static ColumnRow], format: Format) -> Vec<Value> {
    let mut fields = Vec::new();
    if format == Format::Jsonl {
        fields.push(
            json!({ "name": "type", "type": "string", "constraints": { "enum": [kind.name()] } }),
        );
    }
    // In a line of JSON the two ends of a span are one field.
    let columns = columns.iter();
    fields.extend(
        columns
            .filter(|column| format != Format::Jsonl || column.kind != ColumnKind::End)
            .map(|column| field(kind, column, format)),
    );
    fields
}

fn field(table: TableType, column: &ColumnRow, format: Format) -> Value {
    let name = match format {
        Format::Jsonl => &column.field,
        _ => &column.name,
    };
    let mut field = Map::new();
    let mut put = |key: &str, value: Value| drop(field.insert(key.to_owned(), value));
    put("name", (&**name).into());
    put("type", kind(column.kind, format).into());
    put("title", (&*column.label).into());
    put(
        "description",
        format!("{} {}", column.english, column.chinese).into(),
    );
    if !column.unit.is_empty() {
        put("unit", (&*column.unit).into());
    }
    if let Some(fiscal) = fiscal(table, column) {
        put("columnType", fiscal.into());
    }
    let mut constraints = Map::new();
    if column.presence == Presence::Always && !is_empty_often(column.kind) {
        constraints.insert("required".to_owned(), true.into());
    }
    let words = || categories(&column.vocabulary);
    if words().next().is_some() {
        let labelled = words().map(|word| {
            json!({ "value": *word.value, "label": format!("{} {}", word.chinese, word.english) })
        });
        put("categories", labelled.collect());
        let values = words().map(|word| Value::from(&*word.value)).collect();
        constraints.insert("enum".to_owned(), values);
    }
    if !constraints.is_empty() {
        put("constraints", constraints.into());
    }
    Value::Object(field)
}

/// What the Fiscal Data Package calls a column.
fn fiscal(table: TableType, column: &ColumnRow) -> Option<&'static str> {
    let mut rows = FiscalRow::all().iter();
    let row = rows
        .find(|row| row.name == column.name && row.tables.words().any(|own| own == table.name()));
    row.map(|row| &*row.column_type)
}

/// Whether what is not null may yet be written as nothing: a list without words, a text without characters.
fn is_empty_often(kind: ColumnKind) -> bool {
    matches!(kind, ColumnKind::Words | ColumnKind::Ids | ColumnKind::Text)
}

/// The type of a field, as Table Schema calls it.
fn kind(kind: ColumnKind, format: Format) -> &'static str {
    let is_lines = format == Format::Jsonl;
    match kind {
        ColumnKind::Text => "string",
        ColumnKind::Integer => "integer",
        ColumnKind::Start | ColumnKind::End if !is_lines => "integer",
        ColumnKind::Decimal => "number",
        ColumnKind::Boolean => "boolean",
        ColumnKind::Words | ColumnKind::Ids if format == Format::Csv => "string",
        ColumnKind::Grid if format == Format::Parquet => "string",
        ColumnKind::Start
        | ColumnKind::End
        | ColumnKind::Words
        | ColumnKind::Ids
        | ColumnKind::Grid => "array",
    }
}
