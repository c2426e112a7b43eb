//! The README says what is true.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{records, run, stdout};
use serde_json::Value;

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

fn readme() -> String {
    fs::read_to_string(path()).unwrap()
}

/// What a line of the stream is known by, whatever it says.
fn key(line: &str) -> [Value; 3] {
    let record: Value = serde_json::from_str(line).unwrap();
    ["type", "doc", "id"].map(|name| record[name].clone())
}

#[test]
fn its_records_are_those_of_the_corpus() {
    let output = run(&["extract", "corpus"]);
    let lines: HashMap<[Value; 3], &str> = stdout(&output)
        .lines()
        .map(|line| (key(line), line))
        .collect();
    let old = readme();
    let new: String = old
        .lines()
        .map(|line| match line.starts_with("{\"type\":") {
            true => lines.get(&key(line)).copied().unwrap_or("no such record"),
            false => line,
        })
        .flat_map(|line| [line, "\n"])
        .collect();
    assert!(!new.contains("no such record"), "choose other examples");
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        fs::write(path(), &new).unwrap();
    } else {
        assert_eq!(
            old, new,
            "INSTA_UPDATE=always cargo test writes the lines anew"
        );
    }
}

#[test]
fn its_excerpt_stands_in_the_corpus() {
    let readme = readme();
    let excerpt = readme.split("```text\n").nth(1).unwrap();
    let excerpt = excerpt.split("```").next().unwrap();
    let output = run(&["extract", "corpus", "--records", "document"]);
    let first = records(stdout(&output))[0]["path"].clone();
    let text = run(&["text", first.as_str().unwrap()]);
    let lines: Vec<_> = stdout(&text).lines().collect();
    let stated: Vec<_> = excerpt.lines().collect();
    assert_eq!(&lines[107..107 + stated.len()], stated);
}

#[test]
fn it_names_every_type_and_every_command() {
    let readme = readme();
    let schema: Value = serde_json::from_str(stdout(&run(&["schema"]))).unwrap();
    for branch in schema["oneOf"].as_array().unwrap() {
        let name = branch["properties"]["type"]["const"].as_str().unwrap();
        assert!(readme.contains(&format!("\n| `{name}` |")), "{name}");
    }
    let help = run(&["--help"]);
    let commands = stdout(&help)
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        // What is indented deeper goes on with the line above.
        .filter_map(|line| {
            line.strip_prefix("  ")
                .filter(|line| !line.starts_with(' '))
        })
        .map(|line| line.split_whitespace().next().unwrap());
    for command in commands {
        assert!(readme.contains(&format!("`gongkai {command}")), "{command}");
    }
}

#[test]
fn its_commands_are_those_that_are_checked() {
    let checks = fs::read_to_string(path().with_file_name(".ci/run")).unwrap();
    assert!(readme().contains("\ncargo test "));
    assert!(checks.contains("\ncargo test\n"));
}
