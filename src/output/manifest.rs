//! What became of each input of a run.

use serde::{Deserialize, Serialize};

use crate::run::Content;

/// What became of an input: a line of the manifest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The path that the records bear.
    pub path: String,
    /// What became of it.
    pub status: Status,
    /// SHA-256 of its bytes, in hex; null if they could not be had.
    pub sha256: Option<String>,
    /// Its size.
    pub bytes: Option<u64>,
    /// When the file was last written, in nanoseconds from 1970; null for the member of a container.
    pub modified: Option<u64>,
    /// The document with the same bytes, which stands for it.
    pub duplicate_of: Option<String>,
    /// Why it failed.
    pub reason: Option<String>,
    /// How many records were written.
    pub records: u64,
    /// How long it took.
    pub seconds: f64,
    /// What it says, so short that it can be compared with other documents.
    pub content: Option<Content>,
}

/// What became of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It was read.
    Read,
    /// It has the bytes of another, which was read.
    Copy,
    /// It could not be read.
    Failed,
    /// It holds documents, all of which have a line of their own.
    Container,
}
