//! What must be true of the records of any document, whatever it says.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::fields;
use crate::read::is_blank;

/// A document's text, as Python sees it, and its records as printed.
pub struct Read {
    pub text: Vec<char>,
    pub lines: Vec<String>,
    pub records: Vec<Value>,
}

impl Read {
    pub fn new(text: &str, lines: Vec<String>) -> Self {
        Self {
            text: text.chars().collect(),
            records: lines
                .iter()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect(),
            lines,
        }
    }

    pub fn of_type(&self, name: &str) -> Vec<&Value> {
        super::of_type(&self.records, name)
    }

    fn slice(&self, span: &Value) -> String {
        let (start, end) = range(span);
        self.text[start..end].iter().collect()
    }

    fn by_id(&self, name: &str) -> HashMap<usize, &Value> {
        let records = self.of_type(name).into_iter();
        records
            .map(|record| (number(&record["id"]), record))
            .collect()
    }
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn reference(value: &Value) -> Option<usize> {
    (!value.is_null()).then(|| number(value))
}

fn range(span: &Value) -> (usize, usize) {
    (number(&span[0]), number(&span[1]))
}

/// All of them.
pub fn hold(document: &Read) {
    numbers_are_exact_decimals(document);
    counts_are_right(document);
    ids_are_places(document);
    spans_are_evidence(document);
    lines_are_where_spans_begin(document);
    sections_are_a_tree(document);
    places_are_innermost(document);
    tables_are_rectangles(document);
    facts_are_of_one_kind(document);
    indicators_have_their_project(document);
}

pub fn numbers_are_exact_decimals(document: &Read) {
    for line in &document.lines {
        for (name, value) in fields(line).0 {
            let printed = value.get();
            if !printed.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
                continue;
            }
            let digits = printed.strip_prefix('-').unwrap_or(printed);
            let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "1"));
            let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
            assert!(
                plain(whole)
                    && plain(fraction)
                    && (whole == "0" || !whole.starts_with('0'))
                    && !fraction.ends_with('0')
                    && printed != "-0",
                "{name}: {printed}"
            );
        }
    }
}

pub fn counts_are_right(document: &Read) {
    let header = &document.records[0];
    assert_eq!(header["type"], "document");
    for name in [
        "section",
        "table",
        "fact",
        "project",
        "indicator",
        "finding",
    ] {
        let count = document.of_type(name).len();
        assert_eq!(header[format!("n_{name}s")], count, "{name} of {header}");
    }
}

pub fn ids_are_places(document: &Read) {
    let mut ids = HashSet::new();
    let header = &document.records[0];
    assert_eq!(header["doc"], header["sha256"].as_str().unwrap()[..16]);
    for record in &document.records[1..] {
        assert_eq!(record["doc"], header["doc"]);
        let id = number(&record["id"]);
        assert!(
            ids.insert((record["type"].as_str().unwrap(), id)),
            "twice: {record}"
        );
        let (start, end) = range(&record["span"]);
        assert!(start <= end && end <= document.text.len(), "{record}");
        if record["type"] != "finding" {
            assert_eq!(id, start, "{record}");
        }
    }
}

pub fn spans_are_evidence(document: &Read) {
    let printed = |text: &str| -> String { text.chars().filter(|c| !is_blank(*c)).collect() };
    for record in &document.records {
        let Some(raw) = record["raw"].as_str() else {
            continue;
        };
        let source = document.slice(&record["span"]);
        assert_eq!(printed(&source), printed(raw), "{record}");
        assert!(!raw.is_empty() && raw.trim() == raw, "{record}");
    }
}

pub fn lines_are_where_spans_begin(document: &Read) {
    let mut starts = vec![0];
    let breaks = document.text.iter().enumerate();
    starts.extend(breaks.filter(|(_, c)| **c == '\n').map(|(at, _)| at + 1));
    let line = |at: usize| starts.partition_point(|start| *start <= at);
    for record in &document.records[1..] {
        let (start, end) = range(&record["span"]);
        let stated = number(&record["line"]);
        let is_row = |record: &Value| record["type"] == "project" || record["type"] == "indicator";
        let about_row = record["type"] == "finding"
            && (document.records.iter()).any(|row| is_row(row) && row["span"] == record["span"]);
        if is_row(record) || about_row {
            // Their line is that of the name, which need not stand first.
            assert!((line(start)..=line(end)).contains(&stated), "{record}");
        } else {
            assert_eq!(stated, line(start), "{record}");
        }
        if let Some(last) = reference(&record["end_line"]) {
            assert!(last >= stated && last >= line(end.max(1) - 1), "{record}");
        }
    }
}

pub fn sections_are_a_tree(document: &Read) {
    let by_id = document.by_id("section");
    let sign = |c: &char| !is_blank(*c) && !matches!(c, '*' | '#');
    let plain = |text: &str| -> String { text.chars().filter(sign).collect() };
    let mut ends: BTreeMap<Option<usize>, usize> = BTreeMap::new();
    for section in document.of_type("section") {
        let (span, body) = (range(&section["span"]), range(&section["body"]));
        assert!(span.1 <= body.0 && body.0 <= body.1, "{section}");
        let parent = reference(&section["parent_id"]);
        let level = number(&section["level"]);
        match parent.map(|parent| by_id[&parent]) {
            None => assert_eq!(level, 1, "{section}"),
            Some(parent) => {
                assert_eq!(level, number(&parent["level"]) + 1, "{section}");
                let within = range(&parent["body"]);
                assert!(within.0 <= span.0 && body.1 <= within.1, "{section}");
            }
        }
        let before = ends.insert(parent, body.1);
        assert!(before.is_none_or(|end| end <= span.0), "{section}");
        // A heading may be a number alone, as 附件1 over a title page.
        let named = |field: &str| {
            section[field]
                .as_str()
                .is_some_and(|part| !part.trim().is_empty())
        };
        assert!(named("title") || named("number"), "{section}");
        let heading = plain(&document.slice(&section["span"]));
        for part in [&section["title"], &section["number"]] {
            // In order, though a page number may stand between the lines of a heading.
            let mut rest = heading.chars();
            let part = plain(part.as_str().unwrap_or(""));
            assert!(
                part.chars().all(|c| rest.any(|printed| printed == c)),
                "{section}"
            );
        }
    }
}

pub fn places_are_innermost(document: &Read) {
    let sections: Vec<_> = document
        .of_type("section")
        .into_iter()
        .map(|section| {
            (
                range(&section["span"]).0,
                range(&section["body"]).1,
                &section["id"],
            )
        })
        .collect();
    let tables = document.by_id("table");
    for record in &document.records[1..] {
        if record["type"] == "section" || record["type"] == "finding" {
            continue;
        }
        let (start, end) = range(&record["span"]);
        // In a tree the innermost of those around a place is the last to begin.
        let innermost = sections
            .iter()
            .rev()
            .find(|(from, to, _)| *from <= start && start < *to)
            .map_or(&Value::Null, |(_, _, id)| *id);
        assert_eq!(&record["section_id"], innermost, "{record}");
        if let Some(table) = reference(&record["table_id"]) {
            let within = range(&tables[&table]["span"]);
            if record["type"] == "fact" {
                assert!(within.0 <= start && end <= within.1, "{record}");
            } else {
                // A project may be pieced together from a table that was cut apart.
                assert!(within.0 < end && start < within.1, "{record}");
            }
        }
    }
}

pub fn tables_are_rectangles(document: &Read) {
    for table in document.of_type("table") {
        let rows = table["rows"].as_array().unwrap();
        assert!(
            !rows.is_empty() && number(&table["header"]) <= rows.len(),
            "{table}"
        );
        let width = |row: &Value| row.as_array().unwrap().len();
        let first = width(&rows[0]);
        assert!(
            first > 0 && rows.iter().all(|row| width(row) == first),
            "{table}"
        );
    }
}

pub fn facts_are_of_one_kind(document: &Read) {
    for fact in document.of_type("fact") {
        let in_table = fact["origin"] == "table";
        assert_eq!(in_table, !fact["table_id"].is_null(), "{fact}");
        if !in_table {
            assert!(
                fact["row_label"].is_null() && fact["column_label"].is_null(),
                "{fact}"
            );
        }
        if fact["kind"] == "money" {
            assert!(!fact["unit"].as_str().unwrap_or("").contains('%'), "{fact}");
        } else {
            assert!(fact["yuan"].is_null(), "{fact}");
        }
    }
}

pub fn indicators_have_their_project(document: &Read) {
    let projects = document.by_id("project");
    for indicator in document.of_type("indicator") {
        if let Some(project) = reference(&indicator["project_id"]) {
            assert!(projects.contains_key(&project), "{indicator}");
        }
    }
}
