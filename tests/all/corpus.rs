//! What must be true of the whole corpus, whatever its readings are.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use crate::common::invariants::{self, Read};
use crate::common::{fields, run, stdout};
use serde_json::Value;

/// The stream of the whole corpus.
static STREAM: LazyLock<String> = LazyLock::new(|| stdout(&run(&["extract", "corpus"])).to_owned());

static DOCUMENTS: LazyLock<Vec<Read>> = LazyLock::new(|| {
    let mut documents: Vec<Vec<String>> = Vec::new();
    for line in STREAM.lines() {
        if line.starts_with("{\"type\":\"document\"") {
            documents.push(Vec::new());
        }
        documents.last_mut().unwrap().push(line.to_owned());
    }
    documents
        .into_iter()
        .map(|lines| {
            let header: Value = serde_json::from_str(&lines[0]).unwrap();
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(header["path"].as_str().unwrap());
            Read::new(&fs::read_to_string(file).unwrap(), lines)
        })
        .collect()
});

#[test]
fn every_record_is_as_the_schema_says() {
    let schema: Value = serde_json::from_str(stdout(&run(&["schema"]))).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors = run(&["extract", "nowhere"]);
    for line in STREAM.lines().chain(stdout(&errors).lines()) {
        let record: Value = serde_json::from_str(line).unwrap();
        if let Err(error) = validator.validate(&record) {
            panic!("{error}: {line}");
        }
    }
}

#[test]
fn the_schema_asks_for_every_field_and_knows_no_other() {
    let schema: Value = serde_json::from_str(stdout(&run(&["schema"]))).unwrap();
    let errors = run(&["extract", "nowhere"]);
    let mut seen = HashSet::new();
    for line in STREAM.lines().chain(stdout(&errors).lines()) {
        let record: Value = serde_json::from_str(line).unwrap();
        let name = record["type"].as_str().unwrap();
        let branch = schema["oneOf"]
            .as_array()
            .unwrap()
            .iter()
            .find(|branch| branch["properties"]["type"]["const"] == name)
            .unwrap();
        let reference = branch["$ref"].as_str().unwrap();
        let definition = schema.pointer(&reference[1..]).unwrap();
        let required: HashSet<&str> = definition["required"]
            .as_array()
            .unwrap()
            .iter()
            .map(|name| name.as_str().unwrap())
            .chain(["type"])
            .collect();
        let printed: HashSet<&str> = record
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(printed, required, "{line}");
        seen.insert(name.to_owned());
    }
    for name in [
        "document",
        "section",
        "table",
        "fact",
        "project",
        "indicator",
        "error",
    ] {
        assert!(seen.contains(name), "the corpus has no {name}");
    }
}

#[test]
fn every_line_of_a_type_has_the_same_keys_in_the_same_order() {
    let mut keys: HashMap<String, Vec<String>> = HashMap::new();
    for line in STREAM.lines() {
        let fields = fields(line).0;
        assert_eq!(fields[0].0, "type");
        let names: Vec<String> = fields.iter().map(|(name, _)| name.clone()).collect();
        for name in &names {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(name.len() <= 32 && name.chars().all(plain), "{name}");
        }
        let first = keys
            .entry(fields[0].1.get().to_owned())
            .or_insert_with(|| names.clone());
        assert_eq!(*first, names, "{line}");
    }
}

macro_rules! hold_in_the_corpus {
    ($($name:ident)*) => {
        $(
            #[test]
            fn $name() {
                DOCUMENTS.iter().for_each(invariants::$name);
            }
        )*
    };
}

hold_in_the_corpus! {
    numbers_are_exact_decimals
    counts_are_right
    ids_are_places
    spans_are_evidence
    lines_are_where_spans_begin
    sections_are_a_tree
    places_are_innermost
    tables_are_rectangles
    facts_are_of_one_kind
    indicators_have_their_project
}
