//! `gongkai extract -o DIR`: a directory a type, whole or not at all.

use crate::common;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::common::{extract, names, run, status, stderr, stdout};

const ALL: [&str; 9] = [
    "copies",
    "documents",
    "errors",
    "facts",
    "findings",
    "indicators",
    "projects",
    "sections",
    "tables",
];

/// What else stands in a dataset.
const BESIDE: [&str; 6] = [
    ".lock",
    "codebook.csv",
    "codebook.md",
    "dataset.json",
    "datapackage.json",
    "manifest",
];

/// The names in a dataset with these types, and other files.
fn with<'a>(types: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    let mut names = [types, more, &BESIDE].concat();
    names.sort_unstable();
    names
}

/// The only part of a type.
fn part(kind: &str) -> String {
    format!("{kind}/part-00001.jsonl")
}

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
                "copy" => "copies".to_owned(),
                _ => format!("{name}s"),
            })
            .unwrap()
            .push_str(line);
    }
    let output = extract(&paths, &["-o", target.to_str().unwrap()]);
    assert_eq!(status(&output), 1);
    assert_eq!(stdout(&output), "");
    assert_eq!(names(&target), with(&ALL, &[]));
    for (name, lines) in expected {
        let written = fs::read_to_string(target.join(part(&name))).unwrap();
        assert!(written == lines, "{name}");
    }
    // Every input has a line of the manifest, with what became of it.
    let manifest = fs::read_to_string(target.join(part("manifest"))).unwrap();
    let inputs = common::records(&manifest);
    let last = inputs.last().unwrap();
    assert_eq!(
        (last["path"].as_str(), last["status"].as_str()),
        (Some("nowhere"), Some("failed"))
    );
    let reason = last["reason"].as_str().unwrap();
    assert!(reason.contains("No such file"), "{reason}");
    let read = &inputs[0];
    assert_eq!(read["sha256"].as_str().map(str::len), Some(64));
    assert!(read["records"].as_u64() > Some(9), "{read}");
    let about = fs::read(target.join("dataset.json")).unwrap();
    let about: serde_json::Value = serde_json::from_slice(&about).unwrap();
    assert_eq!(about["complete"], true);
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
    assert_eq!(names(dir.path()), with(&["facts", "sections"], &[]));
}

#[test]
fn a_dataset_is_replaced_only_when_asked_and_only_as_a_whole() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("notes.txt"), "mine\n").unwrap();
    let target = dir.path().to_str().unwrap();
    let first = common::corpus()[0].to_str().unwrap().to_owned();
    assert_eq!(status(&run(&["extract", &first, "-o", target])), 0);
    let facts = || fs::read_to_string(dir.path().join(part("facts"))).unwrap();
    let old = facts();
    let output = run(&["extract", "corpus", "-o", target]);
    assert_eq!(status(&output), 2);
    assert!(
        stderr(&output).contains("--overwrite"),
        "{}",
        stderr(&output)
    );
    let slip = ["extract", "no/such/place", "-o", target, "--overwrite"];
    let output = run(&slip);
    assert_eq!(status(&output), 1);
    assert!(
        stderr(&output).contains("nothing was read"),
        "{}",
        stderr(&output)
    );
    assert!(facts() == old);
    assert_eq!(names(dir.path()), with(&ALL, &["notes.txt"]));
    let output = run(&["extract", "corpus", "-o", target, "--overwrite"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert_eq!(names(dir.path()), with(&ALL, &["notes.txt"]));
    assert!(facts().starts_with(&old) && facts().len() > old.len());
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
    assert_eq!(names(dir.path()), with(&["facts"], &["notes.txt"]));
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
    for name in [
        ".part-a1B2/facts",
        "facts/part-00007.jsonl",
        ".other.part",
        "facts/part-1.csv",
    ] {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "half").unwrap();
    }
    let target = dir.path().to_str().unwrap();
    assert_eq!(status(&run(&["extract", "corpus", "-o", target])), 0);
    assert_eq!(names(dir.path()), with(&ALL, &[".other.part"]));
    let facts = names(&dir.path().join("facts"));
    assert_eq!(facts, ["part-00001.jsonl", "part-1.csv"]);
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
    let table = |kind: &str| common::records(&fs::read_to_string(target.join(part(kind))).unwrap());
    let copies: Vec<String> = table("copies")
        .iter()
        .map(|copy| copy["path"].as_str().unwrap().to_owned())
        .collect();
    assert!(
        copies[0].ends_with("b.txt") && copies[1].ends_with("c.txt"),
        "{copies:?}"
    );
    let mut seen = std::collections::HashSet::new();
    for kind in ALL {
        for record in table(kind) {
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
    let target = dir.path().to_str().unwrap();
    run(&["extract", "corpus", "-o", target]);
    let facts = || fs::read(dir.path().join(part("facts"))).unwrap();
    let old = facts();
    let output = extract(&[empty.path()], &["-o", target, "--overwrite"]);
    assert_eq!(status(&output), 2);
    assert_eq!(names(dir.path()), with(&ALL, &[]));
    assert!(facts() == old);
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
    for file in [&part("facts"), &part("manifest"), "dataset.json"] {
        assert_eq!(mode(&dir.path().join(file)), mode(&plain), "{file}");
    }
}
