//! Where records go.

use std::io::{self, Write};
use std::path::PathBuf;

use thiserror::Error;

use super::line;
use super::manifest::Entry;
use crate::record::Record;

/// Why the output could not be written.
#[derive(Debug, Error)]
pub enum OutputError {
    /// The reader of the stream has gone, as `head` does. Nothing is wrong.
    #[error("the reader of the output has gone")]
    Closed,
    /// The stream could not be written.
    #[error("cannot write the records: {0}")]
    Stream(io::Error),
    /// A directory holds a dataset that is not to be replaced.
    #[error("{} holds a dataset already: --overwrite replaces it, --resume goes on with it", path.display())]
    Exists {
        /// The directory.
        path: PathBuf,
    },
    /// A directory is written to by another run.
    #[error("{} is written to by another run: wait for its end, or name another directory", path.display())]
    Busy {
        /// The directory.
        path: PathBuf,
    },
    /// A directory that is to be merged holds no dataset that is complete.
    #[error("{} holds no complete dataset: end its run first, with --resume", path.display())]
    Incomplete {
        /// The directory.
        path: PathBuf,
    },
    /// A directory that is to be read holds no dataset.
    #[error("{} holds no dataset: name a directory that `gongkai extract -o` wrote", path.display())]
    None {
        /// The directory.
        path: PathBuf,
    },
    /// A dataset has no records of a type that is needed.
    #[error("{} has no records of the type {records}: extract it without --records", path.display())]
    Lacks {
        /// The directory.
        path: PathBuf,
        /// The type.
        records: &'static str,
    },
    /// A directory that tables are to be written to is not empty.
    #[error("{} is not empty: name another directory; --overwrite replaces tables that were written there, but no dataset", path.display())]
    Full {
        /// The directory.
        path: PathBuf,
    },
    /// A dataset was made otherwise than it would be gone on with.
    #[error("{} was made with {made}, not {asked}: go on with the same, or begin anew with --overwrite", path.display())]
    Differs {
        /// The directory.
        path: PathBuf,
        /// How it was made.
        made: String,
        /// How it would be gone on with.
        asked: String,
    },
    /// What stands in a dataset cannot be read.
    #[error("{} cannot be read: {error}; begin anew with --overwrite", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {}: {error}", path.display())]
    File {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// How a run came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Everything was read.
    Whole,
    /// It was interrupted: what was written is whole, and there is more to read.
    Interrupted,
    /// Nothing was read: what can be taken back is.
    Nothing,
}

/// Takes the records of documents, in their order.
pub trait Sink {
    /// Writes what became of an input: one document's records, or the record of a failure.
    ///
    /// # Errors
    /// If it cannot be written.
    fn write(&mut self, entry: &Entry, records: &[Record]) -> Result<(), OutputError>;

    /// Ends the output.
    ///
    /// # Errors
    /// If the last of it cannot be written.
    fn end(self: Box<Self>, ending: Ending) -> Result<(), OutputError>;
}

/// The record stream.
pub struct Stream<W: Write>(W);

impl<W: Write> Stream<W> {
    /// Writes to `writer`.
    pub fn new(writer: W) -> Self {
        Self(writer)
    }
}

impl OutputError {
    /// What went wrong with a stream.
    pub fn stream(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Stream(error),
        }
    }
}

impl<W: Write> Sink for Stream<W> {
    fn write(&mut self, _: &Entry, records: &[Record]) -> Result<(), OutputError> {
        records
            .iter()
            .try_for_each(|record| line(record, &mut self.0))
            .map_err(OutputError::stream)
    }

    fn end(mut self: Box<Self>, _: Ending) -> Result<(), OutputError> {
        self.0.flush().map_err(OutputError::stream)
    }
}
