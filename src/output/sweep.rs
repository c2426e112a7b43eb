//! Documents that are no more what they were: when a path was read again and is another document now, what an
//! earlier run wrote of it leaves the dataset.
//!
//! What is to leave follows from the manifest alone, whose lines leave after all records, the last first: a sweep that
//! was killed is begun again by the next run and comes to the same end.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, BufRead};
use std::path::Path;

use serde::Deserialize;

use super::dataset::{entries, parts};
use super::format::{Compression, Format, file_name};
use super::made::Made;
use super::manifest::{Entry, Status};
use super::part::{MANIFEST, UNFINISHED};
use super::record_type::RecordType;
use super::sink::OutputError;
use super::table::{How, RecordFile, lines};
use crate::run::{Content, Contents, key};

/// What is to leave.
#[derive(Debug, Default)]
struct Leaving {
    /// The part in which each path was read last, for those that were read more than once.
    last: HashMap<String, u32>,
    /// Documents that no path is any more.
    docs: HashSet<String>,
    /// Documents whose path is another one now, with a path that they still have, and what they say.
    moved: HashMap<String, (String, Option<Content>)>,
    /// What each document that stays says the same as.
    same: HashMap<String, String>,
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
            let path = key(&entry.path);
            if !seen.insert(path) {
                again.insert(path);
            }
        })?;
        if again.is_empty() {
            return Ok(leaving);
        }
        all(&mut |number, entry| {
            if again.contains(&key(&entry.path)) {
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
        let (mut kept, mut said) = (HashMap::new(), HashMap::new());
        all(&mut |number, entry| {
            let Some(doc) = doc(entry).filter(|doc| leaving.docs.contains(*doc)) else {
                return;
            };
            if let Some(content) = &entry.content {
                said.insert(doc.to_owned(), content.clone());
            }
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
                let content = said.remove(&doc);
                leaving.moved.insert(doc, (path, content));
            }
        }
        let mut contents = Contents::default();
        all(&mut |number, entry| {
            let Some(doc) = doc(entry).filter(|_| !leaving.is_past(number, entry)) else {
                return;
            };
            let content = match leaving.moved.get(doc) {
                Some((path, content)) if *path == entry.path => content,
                _ => &entry.content,
            };
            let first = content
                .as_ref()
                .and_then(|content| contents.first(content, doc));
            if let Some(first) = first {
                leaving.same.insert(doc.to_owned(), first);
            }
        })?;
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
        if let Some((path, content)) = doc(&entry).and_then(|doc| self.moved.get(doc))
            && *path == entry.path
        {
            entry.status = Status::Read;
            entry.duplicate_of = None;
            entry.content = content.clone();
            return Ok(Some(serde_json::to_string(&entry)?));
        }
        Ok(Some(line))
    }

    /// What becomes of a record.
    fn record(&self, number: u32, kind: RecordType, line: String) -> io::Result<Option<String>> {
        let named: Named = serde_json::from_str(&line)?;
        let (doc, path) = (named.doc.as_deref().unwrap_or_default(), &named.path);
        let moved = self.moved.get(doc).map(|(path, _)| path);
        let is_past = |path: &str| self.last.get(path).is_some_and(|last| *last > number);
        let leaves = match (kind, path) {
            (RecordType::Error, Some(path)) => is_past(path),
            (RecordType::Copy, Some(path)) => is_past(path) || moved == Some(path),
            _ => self.docs.contains(doc),
        };
        Ok(match kind {
            _ if leaves => None,
            RecordType::Document => {
                let line = match moved {
                    Some(now) => replaced(line, "path", path.as_deref(), Some(now))?,
                    None => line,
                };
                let same = self.same.get(doc).map(String::as_str);
                Some(replaced(line, "same_as", named.same_as.as_deref(), same)?)
            }
            _ => Some(line),
        })
    }
}

/// A record with another value of a field.
pub(super) fn replaced(
    line: String,
    name: &str,
    before: Option<&str>,
    now: Option<&str>,
) -> io::Result<String> {
    if before == now {
        return Ok(line);
    }
    let before = format!("\"{name}\":{}", serde_json::to_string(&before)?);
    let now = format!("\"{name}\":{}", serde_json::to_string(&now)?);
    Ok(line.replacen(&before, &now, 1))
}

/// What a record says of documents.
#[derive(Deserialize)]
pub(super) struct Named {
    pub doc: Option<String>,
    pub path: Option<String>,
    pub same_as: Option<String>,
}

/// Removes what is to leave from a dataset.
///
/// # Errors
/// If a file of it cannot be read or written.
pub(super) fn sweep(dataset: &Path, made: &Made) -> Result<(), OutputError> {
    let leaving = Leaving::find(dataset, made)?;
    if leaving.last.is_empty() {
        return Ok(());
    }
    let numbers = parts(dataset, made.compression)?;
    let has_loss = |number: &u32| leaving.parts.contains(number);
    for number in &numbers {
        // What a document says the same as may have left another part.
        let is_touched = |kind: &RecordType| has_loss(number) || *kind == RecordType::Document;
        for (kind, how) in made.files().filter(|(kind, _)| is_touched(kind)) {
            let name = file_name(*number, how.format, how.compression);
            let path = dataset.join(kind.plural()).join(name);
            let keep = |line| leaving.record(*number, kind, line);
            let file = (&*path, Holds::Records(kind, how));
            rewrite(file, file, &keep, &[])?;
        }
    }
    for number in numbers.into_iter().rev().filter(has_loss) {
        let name = file_name(number, Format::Jsonl, made.compression);
        let path = dataset.join(MANIFEST).join(name);
        let keep = |line| leaving.entry(number, line);
        let file = (&*path, Holds::Manifest(made.compression));
        rewrite(file, file, &keep, &[])?;
    }
    Ok(())
}

/// What a file of a dataset holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Records of a type.
    Records(RecordType, How),
    /// A part of the manifest.
    Manifest(Compression),
}

impl Holds {
    /// The type of its records.
    pub(super) fn kind(self) -> Option<RecordType> {
        match self {
            Self::Records(kind, _) => Some(kind),
            Self::Manifest(_) => None,
        }
    }

    pub(super) fn format(self) -> Format {
        match self {
            Self::Records(_, how) => how.format,
            Self::Manifest(_) => Format::Jsonl,
        }
    }

    /// The directory that it stands in.
    pub(super) fn directory(self) -> &'static str {
        self.kind().map_or(MANIFEST, RecordType::plural)
    }

    fn lines(self, path: &Path) -> io::Result<Box<dyn Iterator<Item = io::Result<String>>>> {
        match self {
            Self::Records(kind, how) => lines(path, kind, how),
            Self::Manifest(compression) => Ok(Box::new(compression.reader(path)?.lines())),
        }
    }

    fn create(self, path: &Path) -> io::Result<RecordFile> {
        match self {
            Self::Records(kind, how) => RecordFile::create(path, kind, how),
            Self::Manifest(compression) => RecordFile::lines(path, compression),
        }
    }
}

/// Writes the lines of a file as `keep` says, and `more` behind them, into another, or into itself, in one step.
pub(super) fn rewrite(
    (from, before): (&Path, Holds),
    (to, now): (&Path, Holds),
    keep: &dyn Fn(String) -> io::Result<Option<String>>,
    more: &[String],
) -> Result<(), OutputError> {
    let aside = to.with_file_name(format!("{UNFINISHED}rewrite"));
    let write = || {
        let mut file = now.create(&aside)?;
        for line in before.lines(from)? {
            if let Some(line) = keep(line?)? {
                file.write_line(&line)?;
            }
        }
        more.iter().try_for_each(|line| file.write_line(line))?;
        file.finish()?;
        fs::rename(&aside, to)
    };
    write().map_err(|error| OutputError::File {
        path: to.to_owned(),
        error,
    })
}
