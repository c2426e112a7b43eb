//! Facts that count, written aside in buckets of issuers that follow each other, so that one bucket at a time is sorted.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::issuers::Issuers;
use crate::output::OutputError;

/// About so many documents make a bucket.
const DOCUMENTS: usize = 4096;
/// No more buckets than files may well be open.
const MOST: usize = 128;

/// What is written aside.
pub trait Spillable: Serialize + DeserializeOwned {
    /// That in which it is sorted: of the issuer first, and of nothing but what is written.
    type Order: Ord;

    /// Its issuer, by its place.
    fn issuer(&self) -> u32;

    /// Where it stands among others.
    fn order(&self) -> Self::Order;
}

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

    /// Puts it into the bucket of its issuer.
    pub fn write(&self, what: &impl Spillable) -> Result<(), OutputError> {
        let bucket = self.buckets.get(what.issuer() as usize).copied();
        let Some(file) = bucket.and_then(|bucket| self.files.get(bucket)) else {
            return Ok(());
        };
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        let written = file.serialize(what);
        written.map_err(|error| failed(&self.directory)(error.into()))
    }

    /// All is in its bucket.
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

    /// What is in a bucket, sorted.
    pub fn sorted<S: Spillable>(&self, at: usize) -> Result<Vec<S>, OutputError> {
        let path = self.directory.join(name(at));
        let told = |error: csv::Error| failed(&path)(error.into());
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_path(&path);
        let rows = reader.map_err(told)?.into_deserialize();
        let mut all: Vec<S> = rows.collect::<Result<_, _>>().map_err(told)?;
        all.sort_by_cached_key(S::order);
        Ok(all)
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
