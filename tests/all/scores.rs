//! The readings against labelled documents that are no part of the project; where they stand beside it,
//! no figure may fall below its floor in `tests/scores/floors.tsv`. `FLOORS=rise` raises the floors.

use std::io::{Write, stderr};
use std::path::Path;
use std::process::Command;

use crate::common::stdout;
use crate::floors::{Figure, Floors};
use rust_decimal::Decimal;
use serde_json::{Map, Value};

#[test]
fn readings_agree_with_the_labels() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = project.join("../shared");
    let scorer = shared.join("eval/score.py");
    if !scorer.exists() {
        // Past the test harness, which keeps what a passing test prints.
        let told = writeln!(
            stderr(),
            "\nNOT CHECKED: {} is absent, so no reading is compared with labelled documents\n",
            shared.display()
        );
        return told.unwrap();
    }
    let beds = [
        ("seeds", "gold", "seeds"),
        ("samples", "samples/gold", "samples/txt"),
    ]
    .map(|(bed, gold, texts)| {
        (
            bed,
            figures(&scorer, &shared.join(gold), &shared.join(texts)),
        )
    });
    let mut floors = Floors::read(&project.join("tests/scores/floors.tsv"));
    floors.rise(beds.iter().map(|(bed, figures)| (*bed, figures.as_slice())));
    let below: Vec<_> = beds
        .iter()
        .flat_map(|(bed, figures)| floors.below(bed, figures, &|_| Vec::new()))
        .collect();
    assert!(
        below.is_empty(),
        "{} --show 20 names the misses\n{}",
        scorer.display(),
        below.join("\n")
    );
}

/// Every figure of the documents that have labels.
fn figures(scorer: &Path, gold: &Path, texts: &Path) -> Vec<Figure> {
    let command = format!("'{}' extract {{}}", env!("CARGO_BIN_EXE_gongkai"));
    let output = Command::new("python3")
        .arg(scorer)
        .args(["--json", "--run", &command, "--gold-dir"])
        .arg(gold)
        .arg("--source-dir")
        .arg(texts)
        .output()
        .unwrap();
    let layers: Map<String, Value> = serde_json::from_str(stdout(&output)).unwrap();
    let mut figures = Vec::new();
    for (layer, fields) in &layers {
        let labelled = ["right", "missed"].iter().any(|count| fields[count] != 0);
        let fields = fields.as_object().unwrap().iter();
        // What has no labels has no figures; the counts are the base of f1.
        for (field, share) in fields.filter(|(name, _)| !is_count(name) && labelled) {
            let share: Decimal = share.to_string().parse().unwrap();
            figures.push(Figure {
                layer: layer.clone(),
                field: field.clone(),
                share: share.trunc_with_scale(3),
            });
        }
    }
    figures
}

fn is_count(field: &str) -> bool {
    matches!(field, "right" | "missed" | "extra")
}
