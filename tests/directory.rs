//! `gongkai extract -o DIR`: one file a type, whole or not at all.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use common::{copy_corpus, extract, gongkai, names, run, status, stderr, stdout};

const ALL: [&str; 9] = [
    "copies.jsonl",
    "documents.jsonl",
    "errors.jsonl",
    "facts.jsonl",
    "findings.jsonl",
    "indicators.jsonl",
    "projects.jsonl",
    "sections.jsonl",
    "tables.jsonl",
];

#[test]
fn the_files_hold_the_stream() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("new/records");
    let paths = [Path::new("corpus"), Path::new("nowhere")];
    let stream = extract(&paths, &[]);
    let mut expected: BTreeMap<String, String> = ALL
        .into_iter()
        .map(|name| (name.to_owned(), String::new()))
        .collect();
    for line in stdout(&stream).split_inclusive('\n') {
        let name = line
            .strip_prefix("{\"type\":\"")
            .and_then(|rest| rest.split('"').next())
            .unwrap();
        expected
            .get_mut(&match name {
                "copy" => "copies.jsonl".to_owned(),
                _ => format!("{name}s.jsonl"),
            })
            .unwrap()
            .push_str(line);
    }
    let output = extract(&paths, &["-o", target.to_str().unwrap()]);
    assert_eq!(status(&output), 1);
    assert_eq!(stdout(&output), "");
    assert_eq!(names(&target), ALL);
    for (name, lines) in expected {
        assert!(
            fs::read_to_string(target.join(&name)).unwrap() == lines,
            "{name}"
        );
    }
}

#[test]
fn only_the_wanted_types_have_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().to_str().unwrap();
    let output = run(&[
        "extract",
        "corpus",
        "-o",
        target,
        "--records",
        "section,fact",
    ]);
    assert_eq!(status(&output), 0);
    assert_eq!(names(dir.path()), ["facts.jsonl", "sections.jsonl"]);
}

#[test]
fn a_dataset_is_replaced_only_when_asked_and_only_as_a_whole() {
    let dir = tempfile::tempdir().unwrap();
    let old = |name: &str| fs::write(dir.path().join(name), "old\n").unwrap();
    old("facts.jsonl");
    old("notes.txt");
    let target = dir.path().to_str().unwrap();
    let output = run(&["extract", "corpus", "-o", target]);
    assert_eq!(status(&output), 2);
    assert!(
        stderr(&output).contains("--overwrite"),
        "{}",
        stderr(&output)
    );
    assert_eq!(names(dir.path()), ["facts.jsonl", "notes.txt"]);
    let slip = ["extract", "no/such/place", "-o", target, "--overwrite"];
    let output = run(&slip);
    assert_eq!(status(&output), 1);
    assert!(
        stderr(&output).contains("nothing was read"),
        "{}",
        stderr(&output)
    );
    assert_eq!(fs::read(dir.path().join("facts.jsonl")).unwrap(), b"old\n");
    let output = run(&["extract", "corpus", "-o", target, "--overwrite"]);
    assert_eq!(status(&output), 0);
    let mut expected: Vec<&str> = ALL.to_vec();
    expected.push("notes.txt");
    expected.sort_unstable();
    assert_eq!(names(dir.path()), expected);
    let facts = fs::read_to_string(dir.path().join("facts.jsonl")).unwrap();
    assert!(facts.starts_with("{\"type\":\"fact\""));
    // Types that the new dataset has not do not stay from the old one.
    let some = [
        "extract",
        "corpus",
        "-o",
        target,
        "--overwrite",
        "--records",
        "fact",
    ];
    assert_eq!(status(&run(&some)), 0);
    assert_eq!(names(dir.path()), ["facts.jsonl", "notes.txt"]);
}

#[test]
fn a_run_that_reads_nothing_writes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("new");
    let output = run(&["extract", "no/such/place", "-o", target.to_str().unwrap()]);
    assert_eq!(status(&output), 1);
    assert!(!target.exists());
}

#[test]
fn what_a_killed_run_left_is_removed() {
    let dir = tempfile::tempdir().unwrap();
    for name in [".facts.jsonl.a1B2.part", ".other.part"] {
        fs::write(dir.path().join(name), "half").unwrap();
    }
    let target = dir.path().to_str().unwrap();
    assert_eq!(status(&run(&["extract", "corpus", "-o", target])), 0);
    let mut expected: Vec<&str> = ALL.to_vec();
    expected.insert(0, ".other.part");
    assert_eq!(names(dir.path()), expected);
}

#[test]
fn a_document_stands_once_whatever_its_copies() {
    let dir = tempfile::tempdir().unwrap();
    let input = dir.path().join("in");
    fs::create_dir(&input).unwrap();
    let text = fs::read(common::corpus().first().unwrap()).unwrap();
    for name in ["a.txt", "b.txt", "c.txt"] {
        fs::write(input.join(name), &text).unwrap();
    }
    let target = dir.path().join("records");
    let output = extract(
        &[&input, Path::new("corpus")],
        &["-o", target.to_str().unwrap()],
    );
    assert_eq!(status(&output), 0);
    assert!(
        stderr(&output).contains("3 of them copies"),
        "{}",
        stderr(&output)
    );
    let table = |name: &str| common::records(&fs::read_to_string(target.join(name)).unwrap());
    let copies: Vec<String> = table("copies.jsonl")
        .iter()
        .map(|copy| copy["path"].as_str().unwrap().to_owned())
        .collect();
    assert!(
        copies[0].ends_with("b.txt") && copies[1].ends_with("c.txt"),
        "{copies:?}"
    );
    let mut seen = std::collections::HashSet::new();
    for name in names(&target) {
        for record in table(&name) {
            let id = match record["type"].as_str().unwrap() {
                "copy" | "error" => record["path"].clone(),
                _ => record["id"].clone(),
            };
            let key = format!("{} {} {id}", record["doc"], record["type"]);
            assert!(seen.insert(key), "{record}");
        }
    }
}

#[test]
fn a_directory_that_cannot_be_made_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    for target in [file.clone(), file.join("below")] {
        let target = target.to_str().unwrap();
        let output = run(&["extract", "corpus", "-o", target]);
        assert_eq!(status(&output), 2);
        assert!(stderr(&output).starts_with(&format!("gongkai: cannot write {target}: ")));
    }
}

#[test]
fn a_run_with_nothing_to_do_leaves_earlier_files_alone() {
    let dir = tempfile::tempdir().unwrap();
    let empty = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("facts.jsonl"), "old\n").unwrap();
    let output = extract(&[empty.path()], &["-o", dir.path().to_str().unwrap()]);
    assert_eq!(status(&output), 2);
    assert_eq!(names(dir.path()), ["facts.jsonl"]);
    assert_eq!(fs::read(dir.path().join("facts.jsonl")).unwrap(), b"old\n");
}

#[test]
fn a_run_that_is_killed_leaves_no_half_file() {
    let input = tempfile::tempdir().unwrap();
    let target = tempfile::tempdir().unwrap();
    copy_corpus(input.path(), 2000);
    let mut child = gongkai(&["extract"])
        .arg(input.path())
        .arg("-o")
        .arg(target.path())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let written = || {
        fs::read_dir(target.path())
            .unwrap()
            .filter_map(|entry| entry.unwrap().metadata().ok())
            .map(|file| file.len())
            .sum::<u64>()
    };
    let start = Instant::now();
    while written() == 0 && start.elapsed() < Duration::from_secs(120) {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(written() > 0, "nothing was written in a minute");
    assert!(
        child.try_wait().unwrap().is_none(),
        "the run was too short to be killed"
    );
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(
        names(target.path())
            .iter()
            .all(|name| name.starts_with('.'))
    );
}

#[cfg(unix)]
#[test]
fn others_may_read_the_files_if_the_umask_lets_them() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let plain = dir.path().join("plain");
    fs::write(&plain, "").unwrap();
    run(&["extract", "corpus", "-o", dir.path().to_str().unwrap()]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&dir.path().join("facts.jsonl")), mode(&plain));
}
