//! Where records go: as lines of JSON into one stream, or into one file a type.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use thiserror::Error;

use super::record_type::RecordType;
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
    #[error(
        "{} holds a dataset already: --overwrite replaces it, and another directory keeps it; no run goes on where \
         an earlier one ended",
        path.display()
    )]
    Exists {
        /// The directory.
        path: PathBuf,
    },
    /// A file could not be written.
    #[error("cannot write {path}: {error}")]
    File {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// Takes the records of documents, in their order.
pub trait Sink {
    /// Writes one document's records, or the record of a failure.
    ///
    /// # Errors
    /// If they cannot be written.
    fn write(&mut self, records: &[Record]) -> Result<(), OutputError>;

    /// Ends the output: what was written so far is whole.
    ///
    /// # Errors
    /// If the last of it cannot be written.
    fn finish(self: Box<Self>) -> Result<(), OutputError>;

    /// Ends the output of a run that read nothing: what can be taken back is.
    ///
    /// # Errors
    /// If the last of it cannot be written.
    fn leave(self: Box<Self>) -> Result<(), OutputError> {
        self.finish()
    }
}

/// Writes a record as a line of JSON.
fn line(record: &Record, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, record)?;
    out.write_all(b"\n")
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
    fn write(&mut self, records: &[Record]) -> Result<(), OutputError> {
        records
            .iter()
            .try_for_each(|record| line(record, &mut self.0))
            .map_err(OutputError::stream)
    }

    fn finish(mut self: Box<Self>) -> Result<(), OutputError> {
        self.0.flush().map_err(OutputError::stream)
    }
}

/// One file a type in a directory. Each is written under a temporary name and renamed when all
/// are whole, so that no half file ever stands under a final name.
pub struct Directory {
    path: PathBuf,
    files: Vec<(RecordType, BufWriter<NamedTempFile>)>,
}

impl Directory {
    /// Begins the files of the types in `wanted`; the directory is made if it is not there. What a run that was
    /// killed left in it is removed.
    ///
    /// # Errors
    /// If the directory holds a dataset that is not to be replaced, or it or a file in it cannot be made.
    pub fn create(
        path: &Path,
        wanted: &[RecordType],
        overwrite: bool,
    ) -> Result<Self, OutputError> {
        let failed = |error| OutputError::File {
            path: path.to_owned(),
            error,
        };
        let holds = |kind: RecordType| path.join(kind.file_name()).exists();
        if !overwrite && RecordType::ALL.into_iter().any(holds) {
            let path = path.to_owned();
            return Err(OutputError::Exists { path });
        }
        fs::create_dir_all(path).map_err(failed)?;
        remove_leftovers(path).map_err(failed)?;
        let files = RecordType::ALL
            .into_iter()
            .filter(|kind| wanted.contains(kind))
            .map(|kind| {
                let file = temporary(path, kind).map_err(failed)?;
                Ok((kind, BufWriter::with_capacity(1 << 16, file)))
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            path: path.to_owned(),
            files,
        })
    }
}

impl Sink for Directory {
    fn write(&mut self, records: &[Record]) -> Result<(), OutputError> {
        for record in records {
            let own = RecordType::of(record);
            let Some((_, file)) = self.files.iter_mut().find(|(kind, _)| *kind == own) else {
                continue;
            };
            line(record, file).map_err(|error| OutputError::File {
                path: self.path.join(own.file_name()),
                error,
            })?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), OutputError> {
        let mut whole = Vec::with_capacity(self.files.len());
        for (kind, file) in self.files {
            let path = self.path.join(kind.file_name());
            match file.into_inner() {
                Ok(file) => whole.push((path, file)),
                Err(error) => {
                    return Err(OutputError::File {
                        path,
                        error: error.into_error(),
                    });
                }
            }
        }
        // What an earlier run wrote of other types belongs to another dataset.
        for kind in RecordType::ALL {
            let path = self.path.join(kind.file_name());
            if whole.iter().all(|(own, _)| *own != path) && path.exists() {
                fs::remove_file(&path).map_err(|error| OutputError::File { path, error })?;
            }
        }
        for (path, file) in whole {
            file.persist(&path).map_err(|error| OutputError::File {
                path,
                error: error.error,
            })?;
        }
        Ok(())
    }

    /// The temporary files go, and what stood there before stays.
    fn leave(self: Box<Self>) -> Result<(), OutputError> {
        drop(self.files);
        // Only a directory that is empty can be removed, as one that was made for nothing.
        let _ = fs::remove_dir(&self.path);
        Ok(())
    }
}

/// Removes the temporary files of runs that were killed.
fn remove_leftovers(directory: &Path) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str().and_then(|name| name.strip_suffix(PART)) else {
            continue;
        };
        let ours = |kind: RecordType| name.starts_with(&format!(".{}.", kind.file_name()));
        if RecordType::ALL.into_iter().any(ours) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// What the names of temporary files end in.
const PART: &str = ".part";

/// A hidden file beside the final one, for renaming must not cross file systems.
fn temporary(directory: &Path, kind: RecordType) -> io::Result<NamedTempFile> {
    let prefix = format!(".{}.", kind.file_name());
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(PART);
    // Temporary files are for their owner only, a dataset is for whom the umask lets read it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(directory)
}
