//! What the tests of the command line and of the corpus share.

pub mod invariants;
#[cfg(target_os = "linux")]
pub mod peak;
pub mod programs;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

/// The program, run where the README tells people to run it.
pub fn gongkai(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Runs the program to its end.
pub fn run(arguments: &[&str]) -> Output {
    gongkai(arguments).output().unwrap()
}

/// Runs `gongkai extract` on paths, some of which may be temporary ones.
pub fn extract(paths: &[&Path], arguments: &[&str]) -> Output {
    gongkai(&["extract"])
        .args(paths)
        .args(arguments)
        .output()
        .unwrap()
}

pub fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// The records of a stream.
pub fn records(stream: &str) -> Vec<Value> {
    stream
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The records of a type in a stream.
pub fn of_type<'a>(records: &'a [Value], name: &str) -> Vec<&'a Value> {
    records
        .iter()
        .filter(|record| record["type"] == name)
        .collect()
}

/// A short disclosure.
pub const TEXT: &str = "一、收入决算情况说明\n2020年本年收入合计756.8万元。\n";

/// The paths in the records of a type in a stream.
pub fn paths_of(stream: &str, name: &str) -> Vec<String> {
    of_type(&records(stream), name)
        .iter()
        .map(|record| record["path"].as_str().unwrap().to_owned())
        .collect()
}

/// The documents of the corpus, in order, as paths from the project's directory.
pub fn corpus() -> Vec<PathBuf> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| Path::new("corpus").join(entry.unwrap().file_name()))
        .filter(|path| {
            path.extension()
                .is_some_and(|ending| ending == "txt" || ending == "md")
        })
        .collect();
    paths.sort();
    paths
}

/// Names in a directory, hidden ones too, in order.
pub fn names(directory: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(directory)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Puts `copies` copies of the corpus under a directory, each of other bytes than the others, and gives
/// their size in bytes.
pub fn copy_corpus(directory: &Path, copies: usize) -> u64 {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut bytes = 0;
    for path in corpus() {
        let content = fs::read_to_string(project.join(&path)).unwrap();
        for copy in 0..copies {
            let place = directory.join(copy.to_string());
            fs::create_dir_all(&place).unwrap();
            let own = format!("{content}\n{}\n", "印".repeat(copy));
            fs::write(place.join(path.file_name().unwrap()), &own).unwrap();
            bytes += own.len() as u64;
        }
    }
    bytes
}

/// A record's keys and values, in their order and as printed.
pub struct Fields(pub Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Fields;
            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("a record")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// A line of the stream as it is printed.
pub fn fields(line: &str) -> Fields {
    serde_json::from_str(line).unwrap()
}
