//! What an earlier run has read, by which a later one knows what is new.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::find::Stamp;
use super::shard::key;
use crate::output::{Entry, Status};
use crate::source::hex;

/// What is known of a path.
#[derive(Debug, Clone, Copy)]
struct Input {
    stamp: Option<Stamp>,
    /// The document that it was; `None` if its bytes could not be had.
    doc: Option<u64>,
    /// Whether it was read, be it under another path.
    is_read: bool,
}

/// The inputs that an earlier run has read. Paths and documents are kept as numbers of 64 bits: a million take some
/// 60 MB.
#[derive(Debug, Default)]
pub struct Known {
    inputs: HashMap<u64, Input>,
}

impl Known {
    /// Adds an input of an earlier run; of a path that was read twice the later holds.
    pub(crate) fn add(&mut self, entry: &Entry) {
        // A file that could not be had may be had the next time.
        let was_had = entry.sha256.is_some() || entry.status == Status::Container;
        let stamp = match (entry.modified, entry.bytes) {
            (Some(modified), Some(bytes)) if was_had => Some(Stamp { bytes, modified }),
            _ => None,
        };
        let input = Input {
            stamp,
            doc: entry.sha256.as_deref().and_then(doc),
            is_read: matches!(entry.status, Status::Read | Status::Copy),
        };
        self.inputs.insert(key(&entry.path), input);
    }

    /// Whether a file was read, or a container to its end, and has not changed since.
    pub(super) fn has(&self, path: &str, stamp: Option<Stamp>) -> bool {
        self.input(path)
            .is_some_and(|input| stamp.is_some() && input.stamp == stamp)
    }

    /// The documents that were read.
    pub(super) fn read(&self) -> impl Iterator<Item = u64> {
        self.inputs
            .values()
            .filter(|input| input.is_read)
            .filter_map(|input| input.doc)
    }

    /// Whether the member of a path was read with these bytes.
    pub(super) fn has_bytes(&self, path: &str, bytes: &[u8]) -> bool {
        let Some(Input {
            doc: Some(known), ..
        }) = self.input(path)
        else {
            return false;
        };
        doc(&hex(&Sha256::digest(bytes))) == Some(*known)
    }

    /// Whether the member of a path could not be unpacked.
    pub(super) fn has_failed(&self, path: &str) -> bool {
        self.input(path).is_some_and(|input| input.doc.is_none())
    }

    fn input(&self, path: &str) -> Option<&Input> {
        match self.inputs.is_empty() {
            true => None,
            false => self.inputs.get(&key(path)),
        }
    }
}

/// The id of a document as a number.
pub(super) fn doc(hex: &str) -> Option<u64> {
    u64::from_str_radix(hex.get(..16)?, 16).ok()
}
