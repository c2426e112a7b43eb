//! The readings against labelled documents. The labels are no part of the project; where they
//! stand beside it, they are the measure.

mod common;

use std::path::Path;
use std::process::Command;

use common::stdout;
use serde_json::Value;

#[test]
fn readings_agree_with_the_labels() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let scorer = shared.join("eval/score.py");
    if !scorer.exists() {
        eprintln!("skipped: no labelled documents beside the project");
        return;
    }
    let command = format!("'{}' extract {{}}", env!("CARGO_BIN_EXE_gongkai"));
    let output = Command::new("python3")
        .arg(&scorer)
        .args(["--json", "--run", &command, "--gold-dir"])
        .arg(shared.join("gold"))
        .arg("--source-dir")
        .arg(shared.join("seeds"))
        .output()
        .unwrap();
    let scores: Value = serde_json::from_str(stdout(&output)).unwrap();
    for (part, field, least) in [
        ("document", "issuer", 1.0),
        ("document", "region", 1.0),
        ("section", "f1", 0.97),
        ("section", "level", 0.97),
        ("section", "parent", 0.97),
        ("fact", "f1", 0.98),
        ("fact", "yuan", 1.0),
        ("fact", "unit", 1.0),
        ("fact", "comparator", 0.98),
        ("table", "f1", 0.97),
        ("table", "form", 0.97),
        ("cell", "f1", 0.97),
        ("cell", "all", 0.97),
        ("project", "f1", 0.97),
        ("indicator", "f1", 0.97),
        ("indicator", "all", 0.97),
    ] {
        let score = scores[part][field].as_f64().unwrap();
        assert!(
            score >= least,
            "{part} {field}: {score} is less than {least}"
        );
    }
}
