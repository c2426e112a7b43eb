//! A part of a dataset: one file a type and format, all of them whole or none there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::dataset::failed;
use super::format::{Compression, Format, file_name};
use super::made::Made;
use super::manifest::Entry;
use super::record_type::RecordType;
use super::sink::OutputError;
use super::table::RecordFile;
use crate::record::Record;

/// The directory of the manifest, whose parts say which parts of the dataset there are.
pub(super) const MANIFEST: &str = "manifest";

/// A part while it is written, in a directory of its own beside the others.
pub(super) struct Part {
    number: u32,
    compression: Compression,
    directory: TempDir,
    files: Vec<Of>,
    manifest: RecordFile,
    /// Bytes written, as lines and before compression: parts of all formats hold the same documents.
    pub written: u64,
}

/// A file of a part.
struct Of {
    kind: RecordType,
    format: Format,
    file: RecordFile,
}

/// What the names of such directories begin with.
pub(super) const UNFINISHED: &str = ".part-";

/// The name of a file while it is written.
fn aside(kind: RecordType, format: Format) -> String {
    format!("{}.{}", kind.plural(), format.name())
}

impl Part {
    pub fn begin(dataset: &Path, number: u32, made: &Made) -> Result<Self, OutputError> {
        let directory = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempdir_in(dataset)
            .map_err(failed(dataset))?;
        let mut files = Vec::new();
        for (kind, how) in made.files() {
            let format = how.format;
            let path = directory.path().join(aside(kind, format));
            let file = RecordFile::create(&path, kind, how).map_err(failed(&path))?;
            files.push(Of { kind, format, file });
        }
        let path = directory.path().join(MANIFEST);
        let manifest = RecordFile::lines(&path, made.compression).map_err(failed(&path))?;
        Ok(Self {
            number,
            compression: made.compression,
            files,
            manifest,
            directory,
            written: 0,
        })
    }

    /// Writes an input and its records; of types that the part has not, none.
    pub fn write(&mut self, entry: &Entry, records: &[Record]) -> Result<(), OutputError> {
        for record in records {
            let own = RecordType::of(record);
            let mut line = None;
            for of in self.files.iter_mut().filter(|of| of.kind == own) {
                let told =
                    |error| failed(&self.directory.path().join(aside(own, of.format)))(error);
                let line = match &mut line {
                    Some(line) => line,
                    none => none.insert(printed(record).map_err(told)?),
                };
                of.file.write(record, line).map_err(told)?;
            }
            self.written += line.map_or(0, |line| line.len() as u64 + 1);
        }
        let told = |error| failed(&self.directory.path().join(MANIFEST))(error);
        let line = printed(entry).map_err(told)?;
        self.manifest.write_line(&line).map_err(told)?;
        self.written += line.len() as u64 + 1;
        Ok(())
    }

    /// The part becomes one of the dataset. Its line of the manifest comes last: a part without one is none.
    pub fn finish(self, dataset: &Path) -> Result<(), OutputError> {
        let name = |format| file_name(self.number, format, self.compression);
        let mut moves = Vec::new();
        for of in self.files {
            let name = name(of.format);
            of.file
                .finish()
                .map_err(failed(&dataset.join(of.kind.plural()).join(&name)))?;
            moves.push((aside(of.kind, of.format), of.kind.plural(), name));
        }
        let listed = name(Format::Jsonl);
        self.manifest
            .finish()
            .map_err(failed(&dataset.join(MANIFEST).join(&listed)))?;
        moves.push((MANIFEST.to_owned(), MANIFEST, listed));
        for (aside, own, name) in moves {
            place(&self.directory.path().join(aside), dataset, own, &name)?;
        }
        Ok(())
    }
}

/// The line of a record, without its end.
fn printed(what: &impl serde::Serialize) -> io::Result<String> {
    Ok(serde_json::to_string(what)?)
}

/// Moves a file that is whole to its place.
fn place(file: &Path, dataset: &Path, directory: &str, name: &str) -> Result<(), OutputError> {
    let directory: PathBuf = dataset.join(directory);
    fs::create_dir_all(&directory).map_err(failed(&directory))?;
    let path = directory.join(name);
    fs::rename(file, &path).map_err(failed(&path))
}
