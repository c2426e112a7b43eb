//! Candidates, written aside in buckets of issuers that follow each other, so that one bucket at a time is sorted.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::candidate::Candidate;
use super::issuers::Issuers;
use crate::output::OutputError;

/// About so many documents make a bucket.
const DOCUMENTS: usize = 4096;
/// No more buckets than files may well be open.
const MOST: usize = 128;

/// Buckets while they are written, by many threads.
pub struct Spill {
    directory: PathBuf,
    /// The bucket of each issuer.
    buckets: Vec<usize>,
    files: Vec<Mutex<csv::Writer<BufWriter<File>>>>,
}

/// Buckets that are read.
pub struct Spilled {
    directory: PathBuf,
    count: usize,
}

fn failed(path: &Path) -> impl Fn(std::io::Error) -> OutputError + '_ {
    |error| OutputError::File {
        path: path.to_owned(),
        error,
    }
}

fn name(at: usize) -> String {
    format!("bucket-{at}")
}

impl Spill {
    /// Begins the buckets for these issuers in a directory.
    pub fn create(directory: &Path, issuers: &Issuers) -> Result<Self, OutputError> {
        let documents: usize = issuers.all.iter().map(|issuer| issuer.documents).sum();
        let count = documents.div_ceil(DOCUMENTS).clamp(1, MOST);
        let each = documents.div_ceil(count).max(1);
        let mut before = 0;
        let buckets = issuers.all.iter().map(|issuer| {
            let bucket = (before / each).min(count - 1);
            before += issuer.documents;
            bucket
        });
        let buckets = buckets.collect();
        let files = (0..count).map(|at| {
            let path = directory.join(name(at));
            let file = File::create(&path).map_err(failed(&path))?;
            let writer = csv::WriterBuilder::new()
                .has_headers(false)
                .from_writer(BufWriter::new(file));
            Ok(Mutex::new(writer))
        });
        Ok(Self {
            directory: directory.to_owned(),
            buckets,
            files: files.collect::<Result<_, OutputError>>()?,
        })
    }

    /// Puts a candidate into the bucket of its issuer.
    pub fn write(&self, candidate: &Candidate) -> Result<(), OutputError> {
        let bucket = self.buckets.get(candidate.issuer as usize).copied();
        let Some(file) = bucket.and_then(|bucket| self.files.get(bucket)) else {
            return Ok(());
        };
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        let written = file.serialize(candidate);
        written.map_err(|error| failed(&self.directory)(error.into()))
    }

    /// All candidates are in their buckets.
    pub fn finish(self) -> Result<Spilled, OutputError> {
        let count = self.files.len();
        for file in self.files {
            let mut file = file.into_inner().unwrap_or_else(PoisonError::into_inner);
            file.flush().map_err(failed(&self.directory))?;
        }
        Ok(Spilled {
            directory: self.directory,
            count,
        })
    }
}

impl Spilled {
    /// How many buckets there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The candidates of a bucket, in an order that depends on nothing but them.
    pub fn sorted(&self, at: usize) -> Result<Vec<Candidate>, OutputError> {
        let path = self.directory.join(name(at));
        let told = |error: csv::Error| failed(&path)(error.into());
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_path(&path);
        let rows = reader.map_err(told)?.into_deserialize();
        let mut candidates: Vec<Candidate> = rows.collect::<Result<_, _>>().map_err(told)?;
        candidates.sort_by_key(|candidate| {
            let Candidate {
                issuer,
                year,
                books,
                concept,
                source,
                doc,
                fact,
                ..
            } = *candidate;
            (issuer, year, books, concept, source, doc, fact)
        });
        Ok(candidates)
    }
}

impl Drop for Spilled {
    /// What was written aside goes; what cannot be removed goes with its directory.
    fn drop(&mut self) {
        for at in 0..self.count {
            let _ = std::fs::remove_file(self.directory.join(name(at)));
        }
    }
}
