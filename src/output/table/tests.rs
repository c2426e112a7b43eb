//! What the columns are, and that no format loses anything.

use std::collections::BTreeSet;
use std::path::Path;

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::Value;

use super::super::record_type::RecordType;
use super::*;
use crate::lexicon::rows::{CategoryRow, ColumnKind, FiscalRow, Presence};
use crate::record::{self, Record};
use crate::{Document, Options};

/// The records of the corpus, by type, as lines.
fn corpus() -> Vec<(RecordType, String)> {
    let lines = records().into_iter().map(|record| {
        let line = serde_json::to_string(&record).unwrap();
        (RecordType::of(&record), line)
    });
    lines.collect()
}

/// The records of the corpus, and two of other types.
fn records() -> Vec<Record> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut records = Vec::new();
    for entry in std::fs::read_dir(corpus).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        let name = path.to_string_lossy();
        let Ok(document) = Document::read(&*name, bytes, &Options::default()) else {
            continue;
        };
        records.extend(document.records());
    }
    records.extend([
        Record::Copy(Box::new(record::FileCopy {
            doc: "0123".to_owned(),
            path: "a \"b\",\n;c".to_owned(),
        })),
        Record::Error(Box::new(record::Failure {
            path: "空".to_owned(),
            stage: record::Stage::Read,
            message: "\u{feff}\r\n".to_owned(),
        })),
    ]);
    records
}

/// The cells of a row.
struct Kept(Vec<cell::Cell<'static>>);

impl cell::Row for Kept {
    fn cell(&mut self, at: usize, cell: cell::Cell<'_>) -> io::Result<()> {
        use cell::Cell;
        assert_eq!(at, self.0.len());
        self.0.push(match cell {
            Cell::Null => Cell::Null,
            Cell::Text(text) => Cell::Text(text.into_owned().into()),
            Cell::Integer(number) => Cell::Integer(number),
            Cell::Decimal(number) => Cell::Decimal(number),
            Cell::Boolean(flag) => Cell::Boolean(flag),
            Cell::Words(words) => Cell::Words(words),
            Cell::Ids(ids) => Cell::Ids(ids),
        });
        Ok(())
    }
}

#[test]
fn a_record_makes_the_cells_that_its_line_makes() {
    for record in records() {
        let columns = columns(RecordType::of(&record));
        let line = serde_json::to_string(&record).unwrap();
        let (mut of_record, mut of_line) = (Kept(Vec::new()), Kept(Vec::new()));
        serialized::put(&columns, &record, &mut of_record).unwrap();
        cell::put(&columns, &line, &mut of_line).unwrap();
        assert_eq!(of_record.0, of_line.0, "{line}");
        // Columns in another order are not filled by halves.
        let moved = [&columns[1..], &columns[..1]].concat();
        let mut other = Kept(Vec::new());
        assert!(serialized::put(&moved, &record, &mut other).is_err());
    }
}

#[test]
fn every_format_gives_the_records_back() {
    let all = corpus();
    let directory = tempfile::tempdir().unwrap();
    for kind in RecordType::ALL {
        let own: Vec<&String> = all
            .iter()
            .filter(|(of, _)| *of == kind)
            .map(|(_, line)| line)
            .collect();
        assert!(!own.is_empty(), "{kind:?}");
        for format in Format::ALL {
            for (compression, bom) in [(Compression::None, true), (Compression::Zstd, false)] {
                let how = How {
                    format,
                    compression,
                    bom,
                };
                let path = directory.path().join("file");
                let mut file = RecordFile::create(&path, kind, how).unwrap();
                own.iter().for_each(|line| file.write_line(line).unwrap());
                file.finish().unwrap();
                let read: Vec<String> = lines(&path, kind, how)
                    .unwrap()
                    .map(Result::unwrap)
                    .collect();
                assert_eq!(read.len(), own.len(), "{kind:?} {format:?}");
                for (read, line) in read.iter().zip(&own) {
                    assert_eq!(read, *line, "{kind:?} {format:?}");
                }
            }
        }
    }
}

#[test]
fn the_columns_are_the_fields_of_the_records_in_their_order() {
    let all = corpus();
    for kind in RecordType::ALL {
        let columns = columns(kind);
        let (_, line) = all.iter().find(|(of, _)| *of == kind).unwrap();
        // Behind the name of the type every field as often as it has columns.
        let mut at = line.find(',').unwrap();
        let mut fields = columns
            .iter()
            .filter(|column| column.kind != ColumnKind::End);
        for column in fields.by_ref() {
            let key = format!(",\"{}\":", column.field);
            assert!(
                line[at..].starts_with(&key),
                "{kind:?} {key} {}",
                &line[at..]
            );
            at += key.len();
            let mut values = serde_json::Deserializer::from_str(&line[at..]).into_iter::<Value>();
            values.next().unwrap().unwrap();
            at += values.byte_offset();
        }
        assert_eq!(&line[at..], "}", "{kind:?} has fields without a column");
    }
}

#[test]
fn the_columns_may_be_null_where_the_fields_may() {
    let schema = SchemaSettings::default()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Record>();
    let schema = serde_json::to_value(schema).unwrap();
    for variant in schema["oneOf"].as_array().unwrap() {
        let name = variant["properties"]["type"]["const"].as_str().unwrap();
        let kind: RecordType = name.parse().unwrap();
        let of = match variant.get("$ref") {
            Some(to) => schema.pointer(&to.as_str().unwrap()[1..]).unwrap(),
            None => variant,
        };
        for column in columns(kind) {
            let field = &of["properties"][&*column.field];
            assert!(!field.is_null(), "{name}.{}", column.field);
            let may = field["type"]
                .as_array()
                .is_some_and(|types| types.contains(&"null".into()))
                || field["anyOf"]
                    .as_array()
                    .is_some_and(|any| any.iter().any(|one| one["type"] == "null"));
            assert_eq!(
                may,
                column.presence == Presence::Maybe,
                "{name}.{}",
                column.name
            );
        }
    }
}

/// The words of an enumeration, in their order.
fn values<T: JsonSchema>() -> Vec<String> {
    let schema = serde_json::to_value(schemars::schema_for!(T)).unwrap();
    let one_of = schema["oneOf"].as_array().unwrap();
    let values = one_of.iter().map(|one| one["const"].as_str().unwrap());
    values.map(str::to_owned).collect()
}

#[test]
fn the_categories_are_the_words_that_records_may_hold() {
    let all = [
        ("kind", values::<record::Kind>()),
        ("level", values::<record::Level>()),
        ("unit_kind", values::<record::UnitKind>()),
        ("form", values::<record::Form>()),
        ("layout", values::<record::Layout>()),
        ("origin", values::<record::Origin>()),
        ("quantity", values::<record::Quantity>()),
        ("comparator", values::<record::Comparator>()),
        ("measure", values::<record::Measure>()),
        ("sign", values::<record::Sign>()),
        ("basis", values::<record::Basis>()),
        ("versus", values::<record::Versus>()),
        ("anomaly", values::<record::Anomaly>()),
        ("severity", values::<record::Severity>()),
        ("stage", values::<record::Stage>()),
    ];
    for (vocabulary, values) in &all {
        let rows = CategoryRow::all().iter();
        let own: Vec<&str> = rows
            .filter(|row| *row.vocabulary == **vocabulary)
            .map(|row| &*row.value)
            .collect();
        assert_eq!(own, *values, "{vocabulary}");
    }
    let told: BTreeSet<&str> = CategoryRow::all()
        .iter()
        .map(|row| &*row.vocabulary)
        .collect();
    let of = |columns: Vec<&'static ColumnRow>| -> BTreeSet<&'static str> {
        let used = columns.into_iter().map(|column| &*column.vocabulary);
        used.filter(|vocabulary| !vocabulary.is_empty()).collect()
    };
    assert_eq!(told, of(ColumnRow::all().iter().collect()));
    let records = RecordType::ALL.into_iter().flat_map(columns).collect();
    assert_eq!(
        of(records),
        all.iter().map(|(vocabulary, _)| *vocabulary).collect()
    );
}

#[test]
fn the_fiscal_terms_are_of_columns_and_of_their_types() {
    for row in FiscalRow::all() {
        for table in row.tables.words() {
            let mut columns = ColumnRow::all().iter();
            let column = columns.find(|column| {
                column.name == row.name && column.tables.words().any(|own| own == table)
            });
            let kind = column
                .unwrap_or_else(|| panic!("{table}.{}", row.name))
                .kind;
            // As the taxonomy has it: amounts are numbers, years integers, all else is a string.
            let expected = match &*row.column_type {
                "value" => ColumnKind::Decimal,
                "date:fiscal-year" => ColumnKind::Integer,
                _ => ColumnKind::Text,
            };
            assert_eq!(kind, expected, "{table}.{}", row.name);
        }
    }
}

#[test]
fn every_program_takes_the_names_and_labels() {
    // `help reserved` of Stata.
    let reserved = [
        "byte", "double", "float", "if", "in", "int", "long", "strL", "using", "with",
    ];
    let quotes = ['"', '`', '\'', '$', '\\', '|'];
    for column in ColumnRow::all() {
        let name = &column.name;
        assert!(name.len() <= 32 && !reserved.contains(&&**name), "{name}");
        assert!(
            name.starts_with(|c: char| c.is_ascii_lowercase())
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'),
            "{name}"
        );
        assert!(column.label.chars().count() <= 80, "{}", column.label);
        assert!(!column.label.contains(quotes), "{}", column.label);
        assert!(
            !column.english.is_empty() && !column.chinese.is_empty(),
            "{name}"
        );
        for table in column.tables.words() {
            let mut made = crate::panel::TABLES.iter().chain(&crate::terms::TABLES);
            let is_made = made.any(|own| own.name() == table);
            assert!(is_made || table.parse::<RecordType>().is_ok(), "{table}");
        }
        if let Some((table, refers)) = column.refers.split_once('.') {
            let own = columns(table.parse::<RecordType>().unwrap());
            assert!(
                own.iter().any(|own| *own.name == *refers),
                "{}",
                column.refers
            );
        } else {
            assert_eq!(&*column.refers, "");
        }
    }
    for word in CategoryRow::all() {
        let label = format!("{}{}{}", word.value, word.english, word.chinese);
        assert!(
            !label.contains(quotes.map(|quote| if quote == '|' { '"' } else { quote })),
            "{label}"
        );
    }
}

#[test]
fn numbers_that_a_decimal_of_parquet_does_not_hold_are_rounded_or_null() {
    let line = |value: &str| {
        format!(
            "{{\"type\":\"finding\",\"doc\":\"a\",\"id\":0,\"rule\":\"r\",\"severity\":\"note\",\"message\":\"\",\
             \"facts\":[3,5],\"stated\":{value},\"computed\":null,\"tolerance\":null,\"line\":1,\"span\":[0,1]}}"
        )
    };
    let path = tempfile::NamedTempFile::new().unwrap();
    let how = How {
        format: Format::Parquet,
        compression: Compression::None,
        bom: false,
    };
    for (written, read) in [
        ("0.30000000000000004", "0.3"),
        ("0.00000000005", "0.0000000001"),
        ("-12.3400000000000001", "-12.34"),
        (
            "9999999999999999999999999999",
            "9999999999999999999999999999",
        ),
        ("79228162514264337593543950335", "null"),
    ] {
        let mut file = RecordFile::create(path.path(), RecordType::Finding, how).unwrap();
        file.write_line(&line(written)).unwrap();
        file.finish().unwrap();
        let mut lines = lines(path.path(), RecordType::Finding, how).unwrap();
        assert_eq!(lines.next().unwrap().unwrap(), line(read));
    }
}

#[test]
fn many_rows_are_several_row_groups() {
    let path = tempfile::NamedTempFile::new().unwrap();
    let how = How {
        format: Format::Parquet,
        compression: Compression::None,
        bom: false,
    };
    let line = |number: usize| {
        format!(
            "{{\"type\":\"copy\",\"doc\":\"{number}\",\"path\":\"{}\"}}",
            "很".repeat(400)
        )
    };
    let mut file = RecordFile::create(path.path(), RecordType::Copy, how).unwrap();
    let count = 30_000;
    (0..count).for_each(|number| file.write_line(&line(number)).unwrap());
    file.finish().unwrap();
    let reader = ::parquet::file::serialized_reader::SerializedFileReader::new(
        File::open(path.path()).unwrap(),
    );
    use ::parquet::file::reader::FileReader;
    assert!(reader.unwrap().num_row_groups() > 1);
    let read: Vec<String> = lines(path.path(), RecordType::Copy, how)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert!(read.len() == count && read.iter().enumerate().all(|(at, read)| *read == line(at)));
}
