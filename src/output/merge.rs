//! Datasets of parts of a crawl become one.
//!
//! The parts of the datasets become parts of the new one, in the order in which the datasets are named. What two of them
//! hold stands once, as if one run had read it.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::dataset::{Dataset, Made, Mode, about, differs, entries, failed, parts};
use super::manifest::{Entry, Status};
use super::part::{MANIFEST, file_name};
use super::record_type::RecordType;
use super::sink::{Ending, OutputError, Sink};
use super::sweep::{Named, doc, replaced, rewrite};
use super::{Compression, line};
use crate::record::{FileCopy, Record};
use crate::run::Contents;

/// What was merged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Merged {
    /// Documents of the new dataset.
    pub documents: u64,
    /// Documents that an earlier dataset held too: they are copies now.
    pub copies: u64,
}

/// A part of a dataset that is merged.
struct Piece {
    dataset: PathBuf,
    number: u32,
}

/// What becomes of the documents.
#[derive(Default)]
struct Plan {
    /// The pieces, in the order in which they become parts.
    pieces: Vec<Piece>,
    /// For each piece the paths of documents that an earlier one holds.
    copies: HashMap<usize, HashSet<String>>,
    /// What each document says the same as.
    same: HashMap<String, String>,
    merged: Merged,
}

/// Puts datasets together into a new one at `path`.
///
/// # Errors
/// If one of them is not complete or was made otherwise than the first, or something cannot be read or written.
pub fn merge(path: &Path, datasets: &[PathBuf], mode: Mode) -> Result<Merged, OutputError> {
    let mut made: Option<Made> = None;
    for dataset in datasets {
        let about = about(dataset)?.filter(|about| about.complete);
        let Some(mut about) = about else {
            let path = dataset.clone();
            return Err(OutputError::Incomplete { path });
        };
        about.made.shard = WHOLE.to_owned();
        match &made {
            Some(first) => differs(dataset, &about.made, first)?,
            None => made = Some(about.made),
        }
    }
    let Some(made) = made else {
        return Ok(Merged::default());
    };
    let plan = Plan::of(datasets, &made)?;
    let new = Box::new(Dataset::aside(path, made.clone(), mode)?);
    for (at, piece) in plan.pieces.iter().enumerate() {
        plan.piece(at, piece, new.at(), &made)?;
    }
    new.end(Ending::Whole)?;
    Ok(plan.merged)
}

/// All of a crawl, as a shard.
const WHOLE: &str = "1/1";

impl Plan {
    fn of(datasets: &[PathBuf], made: &Made) -> Result<Self, OutputError> {
        let mut plan = Self::default();
        let mut seen: HashSet<u64> = HashSet::new();
        let mut contents = Contents::default();
        for dataset in datasets {
            for number in parts(dataset, made.compression)? {
                let at = plan.pieces.len();
                plan.pieces.push(Piece {
                    dataset: dataset.clone(),
                    number,
                });
                entries(dataset, number, made.compression, &mut |entry| {
                    let (Status::Read, Some(doc)) = (entry.status, doc(entry)) else {
                        return;
                    };
                    if !seen.insert(crate::run::key(doc)) {
                        plan.merged.copies += 1;
                        plan.copies
                            .entry(at)
                            .or_default()
                            .insert(entry.path.clone());
                        return;
                    }
                    plan.merged.documents += 1;
                    let first = entry
                        .content
                        .as_ref()
                        .and_then(|content| contents.first(content, doc));
                    if let Some(first) = first {
                        plan.same.insert(doc.to_owned(), first);
                    }
                })?;
            }
        }
        Ok(plan)
    }

    /// Makes a piece a part of the new dataset.
    fn piece(&self, at: usize, piece: &Piece, new: &Path, made: &Made) -> Result<(), OutputError> {
        // A part's number is one more than its place.
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let compression = made.compression;
        let place = |dataset: &Path, directory: &str, number| {
            dataset.join(directory).join(file_name(number, compression))
        };
        let copies = self.copies.get(&at);
        let docs = match copies {
            Some(copies) => docs(piece, compression, copies)?,
            None => HashMap::new(),
        };
        let directories = made.records.iter().map(|kind| (kind.plural(), Some(*kind)));
        for (directory, kind) in directories.chain([(MANIFEST, None)]) {
            let from = place(&piece.dataset, directory, piece.number);
            let to = place(new, directory, number);
            let parent = new.join(directory);
            fs::create_dir_all(&parent).map_err(failed(&parent))?;
            let is_kept = match kind {
                Some(RecordType::Document) => false,
                Some(RecordType::Error) => true,
                _ => copies.is_none(),
            };
            if is_kept {
                // Where links cannot be made the bytes are copied.
                if fs::hard_link(&from, &to).is_err() {
                    fs::copy(&from, &to).map_err(failed(&to))?;
                }
                continue;
            }
            rewrite(&from, &to, compression, &|line| {
                self.line(&docs, kind, line)
            })?;
            if kind == Some(RecordType::Copy) {
                add_copies(&to, compression, &docs)?;
            }
        }
        Ok(())
    }

    /// What becomes of a line; `docs` are the documents that an earlier piece holds, with their paths.
    fn line(
        &self,
        docs: &HashMap<String, String>,
        kind: Option<RecordType>,
        line: String,
    ) -> io::Result<Option<String>> {
        let Some(kind) = kind else {
            let mut entry: Entry = serde_json::from_str(&line)?;
            let Some(doc) = doc(&entry).map(str::to_owned) else {
                return Ok(Some(line));
            };
            if entry.status == Status::Read && docs.contains_key(&doc) {
                entry.status = Status::Copy;
                entry.duplicate_of = Some(doc);
                entry.content = None;
                entry.records = 1;
                return Ok(Some(serde_json::to_string(&entry)?));
            }
            return Ok(Some(line));
        };
        let named: Named = serde_json::from_str(&line)?;
        let doc = named.doc.as_deref().unwrap_or_default();
        if kind != RecordType::Copy && docs.contains_key(doc) {
            return Ok(None);
        }
        if kind != RecordType::Document {
            return Ok(Some(line));
        }
        let same = self.same.get(doc).map(String::as_str);
        let line = replaced(line, "same_as", named.same_as.as_deref(), same)?;
        Ok(Some(line))
    }
}

/// The documents of a piece that stand under these paths.
fn docs(
    piece: &Piece,
    compression: Compression,
    paths: &HashSet<String>,
) -> Result<HashMap<String, String>, OutputError> {
    let mut docs = HashMap::new();
    entries(&piece.dataset, piece.number, compression, &mut |entry| {
        if let Some(doc) = doc(entry).filter(|_| paths.contains(&entry.path)) {
            docs.insert(doc.to_owned(), entry.path.clone());
        }
    })?;
    Ok(docs)
}

/// Adds the records of documents that have become copies.
fn add_copies(
    path: &Path,
    compression: Compression,
    docs: &HashMap<String, String>,
) -> Result<(), OutputError> {
    let mut docs: Vec<_> = docs.iter().collect();
    docs.sort_by_key(|(_, path)| *path);
    let mut lines = Vec::new();
    for (doc, path) in docs {
        let (doc, path) = (doc.clone(), path.clone());
        // Writing to memory cannot fail.
        let _ = line(&Record::Copy(FileCopy { doc, path }), &mut lines);
    }
    let mut file = compression
        .writer(
            fs::OpenOptions::new()
                .append(true)
                .open(path)
                .map_err(failed(path))?,
        )
        .map_err(failed(path))?;
    // A file of zstd may consist of several frames.
    io::Write::write_all(file.as_write(), &lines).map_err(failed(path))?;
    file.finish().map_err(failed(path))
}
