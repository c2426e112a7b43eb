//! `gongkai extract -o DIR`: one file a type, whole or not at all.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use common::{copy_corpus, extract, gongkai, names, run, status, stderr, stdout};

const ALL: [&str; 8] = [
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
            .get_mut(&format!("{name}s.jsonl"))
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
fn a_later_run_replaces_the_files() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("facts.jsonl"), "old\n").unwrap();
    let target = dir.path().to_str().unwrap();
    let output = run(&["extract", "corpus", "-o", target]);
    assert_eq!(status(&output), 0);
    assert_eq!(names(dir.path()), ALL);
    let facts = fs::read_to_string(dir.path().join("facts.jsonl")).unwrap();
    assert!(facts.starts_with("{\"type\":\"fact\""));
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
    while written() == 0 && start.elapsed() < Duration::from_secs(60) {
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
