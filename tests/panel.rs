//! The panel of made-up disclosures is what is true of them.
//!
//! `SYNTH=500 cargo test --release --test panel -- --nocapture` makes so many agencies.

mod common;
mod synth;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use common::{extract, gongkai, records, status, stderr};
use serde_json::Value;
use synth::{Plan, World};

fn plan(damaged: u64) -> Plan {
    let wanted = std::env::var("SYNTH").ok();
    Plan {
        agencies: wanted.and_then(|wanted| wanted.parse().ok()).unwrap_or(12),
        years: 2019..=2021,
        damaged,
        seed: 2,
    }
}

/// A dataset of a world's documents.
fn dataset(world: &World, directory: &Path, arguments: &[&str]) {
    let from = directory.join("from");
    fs::create_dir(&from).unwrap();
    world.write(&from);
    let to = directory.join("dataset");
    let output = extract(
        &[&from],
        &[&["-o", to.to_str().unwrap()], arguments].concat(),
    );
    assert_eq!(status(&output), 0, "{}", stderr(&output));
}

/// The rows of a table that a command makes of the dataset.
fn rows(directory: &Path, command: &str, table: &str) -> Vec<Value> {
    let to = directory.join(command);
    if !to.exists() {
        let output = gongkai(&[command, "dataset", "-o", command, "--format", "jsonl"])
            .current_dir(directory)
            .output()
            .unwrap();
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        println!("{}", stderr(&output));
    }
    let parts = fs::read_dir(to.join(table)).unwrap();
    let mut parts: Vec<_> = parts.map(|entry| entry.unwrap().path()).collect();
    parts.sort();
    let parts = parts.iter().map(|part| fs::read_to_string(part).unwrap());
    parts.flat_map(|part| records(&part)).collect()
}

/// Issuer, year, books and concept.
type Key = (String, i32, String, String);

fn key(row: &Value) -> Key {
    let text = |name: &str| row[name].as_str().unwrap().to_owned();
    let year = row["year"].as_i64().unwrap().try_into().unwrap();
    (text("issuer"), year, text("books"), text("concept"))
}

fn truth(world: &World) -> BTreeMap<Key, i64> {
    let known = world.truth.iter();
    known
        .map(|((issuer, year, books, concept), yuan)| {
            let [books, concept] = [books, concept].map(|word| (*word).to_owned());
            ((issuer.clone(), *year, books, concept), *yuan)
        })
        .collect()
}

/// The rows whose amounts are known, parted into the right and the wrong.
fn judged<'a>(truth: &BTreeMap<Key, i64>, rows: &'a [Value]) -> (Vec<&'a Value>, Vec<&'a Value>) {
    let known = rows.iter().filter(|row| truth.contains_key(&key(row)));
    known.partition(|row| row["yuan"].as_i64() == truth.get(&key(row)).copied())
}

fn doubts(row: &Value) -> usize {
    row["doubts"].as_array().unwrap().len()
}

#[test]
fn sound_disclosures_give_what_is_true_and_all_of_it() {
    let world = World::new(&plan(0));
    let directory = tempfile::tempdir().unwrap();
    dataset(&world, directory.path(), &[]);
    let rows = rows(directory.path(), "panel", "panel");
    let truth = truth(&world);
    let (right, wrong) = judged(&truth, &rows);
    assert!(wrong.is_empty(), "{wrong:#?}");
    let told: BTreeSet<Key> = right.iter().map(|row| key(row)).collect();
    let missing: Vec<&Key> = truth.keys().filter(|key| !told.contains(*key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let doubtful: Vec<&Value> = rows.iter().filter(|row| doubts(row) > 0).collect();
    assert!(doubtful.is_empty(), "{doubtful:#?}");
}

#[test]
fn what_is_damaged_is_outvoted_or_doubted() {
    let world = World::new(&plan(3));
    let directory = tempfile::tempdir().unwrap();
    dataset(&world, directory.path(), &[]);
    let rows = rows(directory.path(), "panel", "panel");
    let (right, wrong) = judged(&truth(&world), &rows);
    println!("{} right, {} wrong", right.len(), wrong.len());
    assert!(
        wrong.len() * 100 <= right.len(),
        "{} of {}",
        wrong.len(),
        right.len()
    );
    let unseen: Vec<_> = wrong.iter().filter(|row| doubts(row) == 0).collect();
    assert!(unseen.is_empty(), "{unseen:#?}");
}
