//! What is told of a dataset is told of each of its columns.

use serde_json::Value;

use super::super::record_type::RecordType;
use super::super::table::columns;
use super::*;

fn made(formats: &[Format], compression: Compression) -> Made {
    Made::new(
        &RecordType::ALL,
        formats,
        compression,
        false,
        "1/1".to_owned(),
    )
}

#[test]
fn the_package_names_the_parts_and_their_columns() {
    let made = made(&[Format::Csv, Format::Parquet], Compression::Zstd);
    let package: Value =
        serde_json::from_str(&package::package(&Described::records(&made), |_| {
            vec![1, 2]
        }))
        .unwrap();
    let resources = package["resources"].as_array().unwrap();
    assert_eq!(resources.len(), 2 * RecordType::ALL.len());
    for (at, kind) in RecordType::ALL.into_iter().enumerate() {
        let own = &resources[2 * at];
        let name = kind.plural();
        assert_eq!(own["name"], format!("{name}.csv"));
        assert_eq!(own["path"][1], format!("{name}/part-00002.csv.zst"));
        assert_eq!(
            resources[2 * at + 1]["path"][1],
            format!("{name}/part-00002.parquet")
        );
        let fields = own["schema"]["fields"].as_array().unwrap();
        let names: Vec<&str> = fields
            .iter()
            .map(|field| field["name"].as_str().unwrap())
            .collect();
        let expected: Vec<&str> = columns(kind).iter().map(|column| &*column.name).collect();
        assert_eq!(names, expected);
    }
    let facts = &resources[2 * 3]["schema"];
    assert_eq!(facts["primaryKey"], serde_json::json!(["doc", "id"]));
    assert_eq!(
        facts["foreignKeys"][0]["reference"]["resource"],
        "documents.csv"
    );
    let mut fields = facts["fields"].as_array().unwrap().iter();
    let basis = fields.find(|field| field["name"] == "basis").unwrap();
    assert_eq!(basis["categories"][0]["label"], "决算 Final accounts");
    assert_eq!(basis["columnType"], "phase:id");
}

#[test]
fn lines_of_json_are_described_by_their_fields() {
    let made = made(&[Format::Jsonl], Compression::None);
    let package: Value =
        serde_json::from_str(&package::package(&Described::records(&made), |_| vec![1])).unwrap();
    let sections = &package["resources"][1];
    assert_eq!(sections["name"], "sections");
    let fields = sections["schema"]["fields"].as_array().unwrap();
    let names: Vec<&str> = fields
        .iter()
        .map(|field| field["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "type",
            "doc",
            "id",
            "parent_id",
            "level",
            "number",
            "title",
            "concept",
            "line",
            "span",
            "body"
        ]
    );
    assert_eq!(fields[9]["type"], "array");
    let names: Vec<&str> = files(&Described::records(&made), |_| vec![1])
        .unwrap()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, [PACKAGE, CODEBOOK, READABLE]);
}

#[test]
fn the_codebooks_and_scripts_name_every_column() {
    let made = made(&[Format::Csv], Compression::None);
    let files = files(&Described::records(&made), |_| vec![1]).unwrap();
    let text = |name: &str| &files.iter().find(|(own, _)| *own == name).unwrap().1;
    let codebook = text(CODEBOOK);
    let mut rows = csv::Reader::from_reader(codebook.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let all: Vec<_> = RecordType::ALL
        .into_iter()
        .flat_map(|kind| columns(kind).into_iter().map(move |column| (kind, column)))
        .collect();
    assert_eq!(rows.len(), all.len());
    for (row, (kind, column)) in rows.iter().zip(all) {
        assert_eq!((&row[0], &row[1]), (kind.plural(), &*column.name));
        assert!(text(READABLE).contains(&format!("\n| `{}` |", column.name)));
        let labelled = format!("label variable {} \"{}\"\n", column.name, column.label);
        assert!(text(STATA).contains(&labelled), "{labelled}");
        let labelled = format!("label = \"{}\"", column.label);
        assert!(text(R).contains(&labelled), "{labelled}");
    }
}

#[test]
fn scripts_come_with_what_they_can_load() {
    assert!(has(&made(&[Format::Csv], Compression::None), STATA));
    assert!(!has(&made(&[Format::Csv], Compression::Zstd), STATA));
    assert!(!has(&made(&[Format::Parquet], Compression::None), R));
    assert!(has(&made(&[Format::Parquet], Compression::None), PACKAGE));
}
