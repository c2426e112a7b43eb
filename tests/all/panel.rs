//! The panel of made-up disclosures is what is true of them.
//!
//! `SYNTH=500 cargo test --release panel -- --nocapture` makes so many agencies, 162 at most.

use crate::common;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::common::{gongkai, names, records, status, stderr};
use crate::synth::{Books, Made, Plan, World};
use serde_json::Value;

fn plan(damaged: u64) -> Plan {
    let wanted = std::env::var("SYNTH").ok();
    Plan {
        agencies: wanted.and_then(|wanted| wanted.parse().ok()).unwrap_or(12),
        years: 2019..=2021,
        damaged,
        seed: 2,
    }
}

/// Writes a world's documents into `from`.
fn written(world: &World, directory: &Path) {
    let from = directory.join("from");
    fs::create_dir_all(&from).unwrap();
    world.write(&from);
}

/// Makes `dataset` of the documents in `from`.
fn extracted(directory: &Path, arguments: &[&str]) {
    let mut command = gongkai(&["extract", "from", "-o", "dataset"]);
    let output = command
        .args(arguments)
        .current_dir(directory)
        .output()
        .unwrap();
    assert!(status(&output) < 2, "{}", stderr(&output));
}

/// Runs a command that makes tables of `dataset`.
fn made(directory: &Path, command: &str, arguments: &[&str]) {
    let mut run = gongkai(&[command, "dataset", "-o", command]);
    let output = run.args(arguments).current_dir(directory).output().unwrap();
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    println!("{}", stderr(&output));
}

/// The lines of a table that a command makes of `dataset`.
fn lines(directory: &Path, command: &str, table: &str) -> String {
    if !directory.join(command).exists() {
        made(directory, command, &["--format", "jsonl"]);
    }
    let parts = names(&directory.join(command).join(table)).into_iter();
    let parts = parts.map(|part| directory.join(command).join(table).join(part));
    parts
        .map(|part| fs::read_to_string(part).unwrap())
        .collect()
}

/// The same as rows.
fn rows(directory: &Path, command: &str, table: &str) -> Vec<Value> {
    records(&lines(directory, command, table))
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
    written(&world, directory.path());
    extracted(directory.path(), &[]);
    let rows = rows(directory.path(), "panel", "panel");
    let truth = truth(&world);
    let (right, wrong) = judged(&truth, &rows);
    assert!(wrong.is_empty(), "{wrong:#?}");
    let told: BTreeSet<Key> = right.iter().map(|row| key(row)).collect();
    let missing: Vec<&Key> = truth.keys().filter(|key| !told.contains(*key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let doubtful: Vec<&Value> = rows.iter().filter(|row| doubts(row) > 0).collect();
    assert!(doubtful.is_empty(), "{doubtful:#?}");
    the_wide_table_is_the_long_one(directory.path(), &rows);
    codes_add_up(directory.path(), &truth);
    let found = self::rows(directory.path(), "series", "series");
    assert!(found.is_empty(), "{found:#?}");
    let gaps = self::rows(directory.path(), "coverage", "gaps");
    assert!(gaps.is_empty(), "{gaps:#?}");
}

fn the_wide_table_is_the_long_one(directory: &Path, long: &[Value]) {
    let mut amounts: BTreeMap<Key, &Value> =
        long.iter().map(|row| (key(row), &row["yuan"])).collect();
    for mut row in rows(directory, "panel", "panel_wide") {
        let cells = row.as_object().unwrap().clone();
        for (concept, yuan) in cells.iter().filter(|(_, yuan)| !yuan.is_null()) {
            row["concept"] = concept.clone().into();
            if let Some(own) = amounts.remove(&key(&row)) {
                assert_eq!(own, yuan, "{concept}");
            }
        }
    }
    assert!(amounts.is_empty(), "{amounts:?}");
}

fn codes_add_up(directory: &Path, truth: &BTreeMap<Key, i64>) {
    let mut sums = 0;
    let rows = rows(directory, "items", "items");
    for row in &rows {
        assert_ne!(row["sum_check"], "fails", "{row}");
        assert_ne!(row["agreement"], "disputed", "{row}");
        sums += usize::from(row["sum_check"] == "holds");
        let concepts = match (
            row["funds"].as_str().unwrap(),
            row["code"].as_str().unwrap(),
        ) {
            ("all", "total") => [
                "expenditure_this_year",
                "basic_expenditure",
                "project_expenditure",
            ],
            ("general", "total") => ["general_expenditure", "general_basic", ""],
            ("general_basic", "total") => [
                "general_basic",
                "personnel_expenditure",
                "public_expenditure",
            ],
            _ => continue,
        };
        let columns = match row["classification"].as_str().unwrap() {
            "functional" => ["yuan", "basic", "project"],
            _ => ["yuan", "personnel", "public_funds"],
        };
        for (column, concept) in columns.iter().zip(concepts) {
            let mut row = row.clone();
            row["concept"] = concept.into();
            if let Some(yuan) = truth.get(&key(&row)) {
                assert_eq!(row[column].as_i64(), Some(*yuan), "{row}");
            }
        }
    }
    let documents = truth
        .keys()
        .filter(|(_, _, _, concept)| concept == "total_income")
        .count();
    // Of each document eleven codes of all funds and of the general budget, and nine of what is bought.
    assert_eq!(rows.len(), documents * 31);
    // Those that have codes below them.
    assert_eq!(sums, documents * (7 + 7 + 3));
}

#[test]
fn what_is_damaged_is_outvoted_or_doubted() {
    let world = World::new(&plan(3));
    let directory = tempfile::tempdir().unwrap();
    written(&world, directory.path());
    extracted(directory.path(), &[]);
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

/// A small world whose documents are changed.
fn changed(change: impl Fn(&mut Made)) -> World {
    let mut world = World::new(&Plan {
        agencies: 3,
        ..plan(0)
    });
    world.documents.iter_mut().for_each(change);
    world
}

fn is_final(made: &Made, agency: usize, year: i32) -> bool {
    (made.agency, made.year, made.books) == (agency, year, Books::Final)
}

#[test]
fn what_the_next_year_says_otherwise_is_found() {
    let world = changed(|made| {
        // More than there was the year before, and what the year before had.
        if is_final(made, 0, 2021) {
            let before = "2021年“三公”经费支出";
            let at = made.text.find(before).unwrap();
            let change = at + made.text[at..].find("比上年").unwrap() + "比上年增加".len();
            made.text.insert(change, '9');
        }
    });
    let directory = tempfile::tempdir().unwrap();
    written(&world, directory.path());
    extracted(directory.path(), &[]);
    let found = rows(directory.path(), "series", "series");
    let told: Vec<_> = found
        .iter()
        .map(|row| (key(row), row["finding"].clone()))
        .collect();
    let agency = world.agencies[0].name.clone();
    let concept = "three_public".to_owned();
    assert_eq!(
        told,
        [(
            (agency, 2020, "final".to_owned(), concept),
            "restated".into()
        )]
    );
}

#[test]
fn what_is_copied_from_the_year_before_is_found() {
    let world = World::new(&plan(0));
    let directory = tempfile::tempdir().unwrap();
    let copied = |made: &Made| made.year == 2020 && made.books == Books::Budget;
    let from = directory.path().join("from");
    fs::create_dir_all(&from).unwrap();
    for made in world.documents.iter().filter(|made| made.agency < 2) {
        // The first agency publishes last year's budget again, with another year on it.
        let text = match made.agency == 0 && copied(made) {
            true => {
                let before = world.documents.iter().find(|before| {
                    (before.agency, before.year, before.books) == (0, 2019, Books::Budget)
                });
                before.unwrap().text.replace("2019", "2020")
            }
            false => made.text.clone(),
        };
        fs::write(from.join(&made.name), text).unwrap();
    }
    extracted(directory.path(), &[]);
    let found = rows(directory.path(), "series", "series");
    let years: Vec<&Value> = found
        .iter()
        .filter(|row| row["finding"] == "copied_year")
        .collect();
    assert_eq!(years.len(), 1, "{found:#?}");
    assert_eq!(
        (&years[0]["year"], &years[0]["issuer"]),
        (&2020.into(), &world.agencies[0].name.clone().into())
    );
}

#[test]
fn a_renamed_agency_goes_on_and_a_missing_year_is_a_gap() {
    let mut world = changed(|made| {
        if made.agency == 0 && made.year == 2019 {
            made.text = made.text.replace("水利局", "水务局");
        }
    });
    world.documents.retain(|made| !is_final(made, 1, 2020));
    let directory = tempfile::tempdir().unwrap();
    written(&world, directory.path());
    fs::write(directory.path().join("from/empty.txt"), "").unwrap();
    extracted(directory.path(), &[]);
    let panel = rows(directory.path(), "panel", "panel");
    let of = |name: &str| -> BTreeSet<String> {
        let own = panel.iter().filter(|row| row["issuer"] == name);
        own.map(|row| row["agency_id"].as_str().unwrap().to_owned())
            .collect()
    };
    let (now, before) = (
        &world.agencies[0].name,
        world.agencies[0].name.replace("水利局", "水务局"),
    );
    assert_eq!((of(now).len(), of(now)), (1, of(&before)));
    assert!(
        panel
            .iter()
            .all(|row| row["issuer"] != *now || row["year"] != 2019)
    );
    let gaps = rows(directory.path(), "coverage", "gaps");
    assert_eq!(gaps.len(), 1, "{gaps:#?}");
    let gap: [Value; 3] = ["issuer", "kind", "year"].map(|name| gaps[0][name].clone());
    assert_eq!(
        Value::from(gap.to_vec()),
        serde_json::json!([world.agencies[1].name, "final_accounts", 2020])
    );
    let failures = rows(directory.path(), "coverage", "failures");
    assert_eq!(failures.len(), 1, "{failures:#?}");
    let covered = rows(directory.path(), "coverage", "coverage");
    let documents: u64 = covered
        .iter()
        .map(|row| row["n_documents"].as_u64().unwrap())
        .sum();
    assert_eq!(documents, u64::try_from(world.documents.len()).unwrap());
}

/// What all commands make of `dataset`.
fn everything(directory: &Path) -> Vec<String> {
    let tables = [
        ("panel", "panel"),
        ("panel", "panel_wide"),
        ("items", "items"),
        ("series", "series"),
        ("coverage", "coverage"),
    ];
    tables
        .map(|(command, table)| lines(directory, command, table))
        .into()
}

#[test]
fn a_dataset_that_grew_and_one_in_other_formats_make_the_same_tables() {
    let world = changed(|_| {});
    let whole = tempfile::tempdir().unwrap();
    written(&world, whole.path());
    extracted(whole.path(), &[]);
    let tables = everything(whole.path());
    assert!(
        tables
            .iter()
            .any(|table| table.contains("\"type\":\"panel_wide\""))
    );

    let grown = tempfile::tempdir().unwrap();
    let from = grown.path().join("from");
    fs::create_dir(&from).unwrap();
    // One part for each time, and documents in another order.
    for half in [1, 0] {
        for made in world
            .documents
            .iter()
            .filter(|made| made.agency % 2 == half)
        {
            fs::write(from.join(&made.name), &made.text).unwrap();
        }
        extracted(grown.path(), &["--resume", "--part-size", "100K"]);
    }
    assert_eq!(everything(grown.path()), tables);

    for format in ["csv", "parquet"] {
        let other = tempfile::tempdir().unwrap();
        written(&world, other.path());
        extracted(other.path(), &["--format", format]);
        assert_eq!(everything(other.path()), tables, "{format}");
    }
}

#[test]
fn the_columns_are_those_of_the_rows_in_every_format() {
    let world = changed(|made| made.text = made.text.replace("比上年增加", "比上年增加9"));
    let directory = tempfile::tempdir().unwrap();
    written(&world, directory.path());
    fs::write(directory.path().join("from/empty.txt"), "").unwrap();
    extracted(directory.path(), &[]);
    for command in ["panel", "items", "series", "coverage"] {
        made(
            directory.path(),
            command,
            &["--format", "jsonl,csv,parquet", "--bom"],
        );
        let at = directory.path().join(command);
        let tables = names(&at).into_iter().filter(|name| at.join(name).is_dir());
        for table in tables {
            let read = |ending: &str| {
                fs::read_to_string(at.join(&table).join(format!("part-00001.{ending}"))).unwrap()
            };
            let (jsonl, csv) = (read("jsonl"), read("csv"));
            let Some(line) = jsonl.lines().next() else {
                assert_eq!(table, "gaps");
                continue;
            };
            let keys = common::fields(line).0;
            let keys = keys.iter().skip(1).flat_map(|(key, _)| match key.as_str() {
                "span" => vec!["span_start", "span_end"],
                key => vec![key],
            });
            let head = csv
                .strip_prefix('\u{feff}')
                .unwrap()
                .lines()
                .next()
                .unwrap();
            assert!(head.split(',').eq(keys), "{table}");
            assert_eq!(jsonl.lines().count() + 1, csv.lines().count(), "{table}");
        }
        for described in [
            "datapackage.json",
            "codebook.csv",
            "codebook.md",
            "load.do",
            "load.R",
        ] {
            assert!(at.join(described).exists(), "{described}");
        }
    }
}

#[test]
fn nothing_is_written_over() {
    let world = changed(|_| {});
    let directory = tempfile::tempdir().unwrap();
    written(&world, directory.path());
    extracted(directory.path(), &[]);
    made(directory.path(), "panel", &[]);
    let run = |arguments: &[&str]| {
        let output = gongkai(arguments)
            .current_dir(directory.path())
            .output()
            .unwrap();
        (status(&output), stderr(&output).to_owned())
    };
    let (code, told) = run(&["panel", "dataset", "-o", "panel"]);
    assert!(code == 2 && told.contains("not empty"), "{told}");
    assert_eq!(
        run(&["panel", "dataset", "-o", "panel", "--overwrite"]).0,
        0
    );
    // A dataset is never one of the tables that are replaced.
    let (code, told) = run(&["panel", "dataset", "-o", "dataset", "--overwrite"]);
    assert!(code == 2 && told.contains("no dataset"), "{told}");
    let (code, told) = run(&["panel", "from", "-o", "other"]);
    assert!(code == 2 && told.contains("holds no dataset"), "{told}");
    let arguments = ["extract", "from", "-o", "facts", "--records", "fact"];
    assert_eq!(run(&arguments).0, 0);
    let (code, told) = run(&["items", "facts", "-o", "other"]);
    assert!(
        code == 2 && told.contains("no records of the type document"),
        "{told}"
    );
}
