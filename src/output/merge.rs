//! Datasets of parts of a crawl become one.
//!
//! The parts of the datasets become parts of the new one, in the order in which the datasets are named. What two of them
//! hold stands once, as if one run had read it.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::dataset::{Dataset, Mode, about, entries, failed, parts};
use super::format::{Compression, Format, file_name};
use super::made::{Made, differs};
use super::manifest::{Entry, Status};
use super::record_type::RecordType;
use super::sink::{Ending, OutputError, Sink};
use super::sweep::{Holds, Named, doc, replaced, rewrite};
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

/// Puts datasets together into a new one at `path`, whose files are of these formats; of theirs if none is named.
///
/// # Errors
/// If one of them is not complete or was made otherwise than the first, or something cannot be read or written.
pub fn merge(
    path: &Path,
    datasets: &[PathBuf],
    mode: Mode,
    formats: &[Format],
    bom: bool,
) -> Result<Merged, OutputError> {
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
    let to = made.clone().written_as(formats, bom);
    let new = Box::new(Dataset::aside(path, to.clone(), mode)?);
    for (at, piece) in plan.pieces.iter().enumerate() {
        plan.piece(at, piece, new.at(), (&made, &to))?;
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
    fn piece(
        &self,
        at: usize,
        piece: &Piece,
        new: &Path,
        (made, to): (&Made, &Made),
    ) -> Result<(), OutputError> {
        // A part's number is one more than its place.
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let compression = made.compression;
        let copies = self.copies.get(&at);
        let docs = match copies {
            Some(copies) => docs(piece, compression, copies)?,
            None => HashMap::new(),
        };
        let records = to.files().filter_map(|(kind, how)| {
            Some((
                Holds::Records(kind, made.source(how)?),
                Holds::Records(kind, how),
            ))
        });
        let manifest = Holds::Manifest(compression);
        for (before, now) in records.chain([(manifest, manifest)]) {
            let place = |dataset: &Path, holds: Holds, number| {
                let name = file_name(number, holds.format(), compression);
                dataset.join(holds.directory()).join(name)
            };
            let from = place(&piece.dataset, before, piece.number);
            let to = place(new, now, number);
            let parent = new.join(now.directory());
            fs::create_dir_all(&parent).map_err(failed(&parent))?;
            let kind = now.kind();
            let is_kept = before == now
                && match kind {
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
            let more = match kind {
                Some(RecordType::Copy) => copied(&docs),
                _ => Vec::new(),
            };
            let keep = |line| self.line(&docs, kind, line);
            rewrite((&from, before), (&to, now), &keep, &more)?;
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

/// The records of documents that have become copies.
fn copied(docs: &HashMap<String, String>) -> Vec<String> {
    let mut docs: Vec<_> = docs.iter().collect();
    docs.sort_by_key(|(_, path)| *path);
    let copies = docs.into_iter().map(|(doc, path)| {
        let (doc, path) = (doc.clone(), path.clone());
        Record::Copy(Box::new(FileCopy { doc, path }))
    });
    // Two texts are always JSON.
    copies
        .filter_map(|copy| serde_json::to_string(&copy).ok())
        .collect()
}
