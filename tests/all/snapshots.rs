//! What is read from three documents of the corpus, a final account, a budget and a performance report,
//! a line a record, to be compared by eye. How well documents are read is measured in `tests/all/forms.rs`.
//!
//! Where a change of the readings is wanted, `INSTA_UPDATE=always cargo test snapshots`
//! writes the files anew; the diff of the commit then shows what has changed.

use std::fmt::Write;
use std::path::Path;

use crate::common::{records, run, stdout};
use serde_json::Value;

const SHOWN: [&str; 3] = [
    "01_zhejiang_water_final_2022",
    "02_hubei_education_budget_2021",
    "05_jiangsu_farmland_performance_report_2022",
];

#[test]
fn documents_of_the_corpus() {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        let all = records(stdout(&run(&["extract", "corpus"])));
        for document in all.chunk_by(|one, next| one["doc"] == next["doc"]) {
            let path = Path::new(document[0]["path"].as_str().unwrap());
            let name = path.file_stem().unwrap().to_str().unwrap();
            if !SHOWN.contains(&name) {
                continue;
            }
            let rendered: String = document.iter().map(line).collect();
            insta::assert_snapshot!(name, rendered);
        }
    });
}

/// A record as one line: its place, then what it says; what is null is left out.
fn line(record: &Value) -> String {
    let mut out = String::new();
    let text = |name: &str| shown(&record[name]);
    let place = match record["end_line"].as_u64() {
        Some(end) => format!("{}-{end}", record["line"]),
        None => shown(&record["line"]),
    };
    match record["type"].as_str().unwrap() {
        "document" => {
            for name in [
                "kind",
                "fiscal_year",
                "issuer",
                "region",
                "region_name",
                "title",
            ] {
                writeln!(out, "{name}: {}", text(name)).unwrap();
            }
            for name in [
                "n_sections",
                "n_tables",
                "n_facts",
                "n_projects",
                "n_indicators",
                "n_findings",
            ] {
                write!(out, "{name} {}  ", record[name]).unwrap();
            }
            out = out.trim_end().to_owned();
        }
        "section" => {
            let depth = usize::try_from(record["level"].as_u64().unwrap()).unwrap();
            let indent = "    ".repeat(depth - 1);
            let (number, title) = (text("number"), text("title"));
            write!(out, "section {place}: {indent}{number} {title}").unwrap();
            fields(&mut out, record, &["concept"]);
        }
        "table" => {
            let rows = record["rows"].as_array().unwrap();
            let size = format!("{} x {}", rows.len(), rows[0].as_array().unwrap().len());
            write!(out, "table {place}: {} ({size})", text("caption")).unwrap();
            fields(&mut out, record, &["unit", "form", "layout", "header"]);
            if record["continues"] == true {
                out.push_str(" continues");
            }
        }
        "fact" => {
            let label = match record["origin"].as_str() {
                Some("table") => format!("{} / {}", text("row_label"), text("column_label")),
                _ => text("label"),
            };
            write!(out, "fact {place}: {} = {label}", text("raw")).unwrap();
            fields(
                &mut out,
                record,
                &[
                    "kind",
                    "value",
                    "unit",
                    "yuan",
                    "comparator",
                    "code",
                    "concept",
                    "measure",
                    "sign",
                    "year",
                    "basis",
                    "whole",
                    "assumed",
                ],
            );
        }
        "project" => {
            write!(out, "project {place}: {}", text("name")).unwrap();
            fields(
                &mut out,
                record,
                &[
                    "agency",
                    "budget",
                    "executed",
                    "fiscal_budget",
                    "fiscal_executed",
                    "other_budget",
                    "other_executed",
                    "unit",
                    "goal",
                    "result",
                ],
            );
        }
        "indicator" => {
            let levels = ["level1", "level2", "level3"].map(text).join(" / ");
            write!(out, "indicator {place}: {levels}").unwrap();
            fields(
                &mut out,
                record,
                &[
                    "target_raw",
                    "target_comparator",
                    "target_value",
                    "target_unit",
                    "actual_raw",
                    "actual_comparator",
                    "actual_value",
                    "actual_unit",
                    "weight",
                    "score",
                    "anomaly",
                ],
            );
        }
        "finding" => {
            write!(out, "finding {place}: {}", text("message")).unwrap();
            fields(
                &mut out,
                record,
                &["rule", "severity", "stated", "computed", "tolerance"],
            );
        }
        _ => write!(out, "{record}").unwrap(),
    }
    out.push('\n');
    out
}

fn fields(out: &mut String, record: &Value, names: &[&str]) {
    for name in names {
        let value = shown(&record[name]);
        if !value.is_empty() {
            write!(out, "  {name}={value}").unwrap();
        }
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(shown).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}
