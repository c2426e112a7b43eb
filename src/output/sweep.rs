//! Documents that are no more what they were: when a path was read again and is another document now, what an
//! earlier run wrote of it leaves the dataset.
//!
//! What is to leave follows from the manifest alone, and a part's line of the manifest leaves after its records, so
//! a sweep that was killed is begun again by the next run and comes to the same end.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, BufRead};
use std::path::Path;

use serde::Deserialize;

use super::dataset::{Made, entries, part_lines, parts};
use super::manifest::{Entry, Status};
use super::part::{Compression, MANIFEST, UNFINISHED, file_name};
use super::record_type::RecordType;
use super::sink::OutputError;

/// What is to leave.
#[derive(Debug, Default)]
struct Leaving {
    /// The part in which each path was read last, for those that were read more than once.
    last: HashMap<String, u32>,
    /// Documents that no path is any more.
    docs: HashSet<String>,
    /// Documents whose path is another one now, with a path that they still have.
    moved: HashMap<String, String>,
    /// The parts that something leaves.
    parts: HashSet<u32>,
}

/// The document of an input.
pub(super) fn doc(entry: &Entry) -> Option<&str> {
    entry.sha256.as_deref()?.get(..16)
}

impl Leaving {
    fn find(dataset: &Path, made: &Made) -> Result<Self, OutputError> {
        let numbers = parts(dataset, made.compression)?;
        let mut leaving = Self::default();
        // Most paths are read once: only the others are kept by name.
        let mut seen: HashSet<u64> = HashSet::new();
        let mut again: HashSet<u64> = HashSet::new();
        let all = |each: &mut dyn FnMut(u32, &Entry)| {
            numbers.iter().try_for_each(|number| {
                entries(dataset, *number, made.compression, &mut |entry| {
                    each(*number, entry)
                })
            })
        };
        all(&mut |_, entry| {
            let key = crate::run::key(&entry.path);
            if !seen.insert(key) {
                again.insert(key);
            }
        })?;
        if again.is_empty() {
            return Ok(leaving);
        }
        all(&mut |number, entry| {
            if again.contains(&crate::run::key(&entry.path)) {
                leaving.last.insert(entry.path.clone(), number);
            }
        })?;
        all(&mut |number, entry| {
            if leaving.is_past(number, entry) {
                leaving.parts.insert(number);
                if let (Status::Read, Some(doc)) = (entry.status, doc(entry)) {
                    leaving.docs.insert(doc.to_owned());
                }
            }
        })?;
        let mut kept = HashMap::new();
        all(&mut |number, entry| {
            let Some(doc) = doc(entry).filter(|doc| leaving.docs.contains(*doc)) else {
                return;
            };
            match entry.status {
                _ if leaving.is_past(number, entry) => {}
                Status::Read => {
                    kept.insert(doc.to_owned(), None);
                }
                Status::Copy => {
                    kept.entry(doc.to_owned())
                        .or_insert(Some((number, entry.path.clone())));
                }
                Status::Failed | Status::Container => {}
            }
        })?;
        for (doc, copy) in kept {
            leaving.docs.remove(&doc);
            if let Some((number, path)) = copy {
                leaving.parts.insert(number);
                leaving.moved.insert(doc, path);
            }
        }
        Ok(leaving)
    }

    /// Whether an input of a part was read again later.
    fn is_past(&self, number: u32, entry: &Entry) -> bool {
        self.last
            .get(&entry.path)
            .is_some_and(|last| *last > number)
    }

    /// What becomes of a line of the manifest.
    fn entry(&self, number: u32, line: String) -> io::Result<Option<String>> {
        let mut entry: Entry = serde_json::from_str(&line)?;
        if self.is_past(number, &entry) {
            return Ok(None);
        }
        if doc(&entry).and_then(|doc| self.moved.get(doc)) == Some(&entry.path) {
            entry.status = Status::Read;
            entry.duplicate_of = None;
            return Ok(Some(serde_json::to_string(&entry)?));
        }
        Ok(Some(line))
    }

    /// What becomes of a record.
    fn record(&self, number: u32, kind: RecordType, line: String) -> io::Result<Option<String>> {
        let Named { doc, path } = serde_json::from_str(&line)?;
        let doc = doc.as_deref().unwrap_or_default();
        let moved = self.moved.get(doc);
        let is_past = |path: &str| self.last.get(path).is_some_and(|last| *last > number);
        let leaves = match (kind, &path) {
            (RecordType::Error, Some(path)) => is_past(path),
            (RecordType::Copy, Some(path)) => is_past(path) || moved == Some(path),
            _ => self.docs.contains(doc),
        };
        Ok(match (kind, moved, path) {
            _ if leaves => None,
            (RecordType::Document, Some(now), Some(before)) => Some(line.replacen(
                &field("path", Some(&before))?,
                &field("path", Some(now))?,
                1,
            )),
            _ => Some(line),
        })
    }
}

/// A field of a record as it is written.
pub(super) fn field(name: &str, value: Option<&str>) -> io::Result<String> {
    Ok(format!("\"{name}\":{}", serde_json::to_string(&value)?))
}

/// What tells a record's document.
#[derive(Deserialize)]
pub(super) struct Named {
    pub doc: Option<String>,
    pub path: Option<String>,
}

/// Removes what is to leave from a dataset.
///
/// # Errors
/// If a file of it cannot be read or written.
pub(super) fn sweep(dataset: &Path, made: &Made) -> Result<(), OutputError> {
    let leaving = Leaving::find(dataset, made)?;
    for number in parts(dataset, made.compression)? {
        if !leaving.parts.contains(&number) {
            continue;
        }
        let name = file_name(number, made.compression);
        for kind in &made.records {
            let path = dataset.join(kind.plural()).join(&name);
            rewrite(&path, &path, made.compression, &|line| {
                leaving.record(number, *kind, line)
            })?;
        }
        let path = dataset.join(MANIFEST).join(&name);
        rewrite(&path, &path, made.compression, &|line| {
            leaving.entry(number, line)
        })?;
    }
    Ok(())
}

/// Writes the lines of a file as `keep` says into another, or into itself, in one step.
pub(super) fn rewrite(
    from: &Path,
    to: &Path,
    compression: Compression,
    keep: &dyn Fn(String) -> io::Result<Option<String>>,
) -> Result<(), OutputError> {
    let aside = to.with_file_name(format!("{UNFINISHED}rewrite"));
    let write = || {
        let mut file = compression.writer(File::create(&aside)?)?;
        for line in part_lines(from, compression)?.lines() {
            if let Some(line) = keep(line?)? {
                writeln!(file.as_write(), "{line}")?;
            }
        }
        file.finish()?;
        fs::rename(&aside, to)
    };
    write().map_err(|error| OutputError::File {
        path: to.to_owned(),
        error,
    })
}
