//! A part of a dataset: one file a type, all of them whole or none there.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::dataset::failed;
use super::line;
use super::manifest::Entry;
use super::record_type::RecordType;
use super::sink::OutputError;
use crate::record::Record;

/// How the files of a dataset are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "snake_case")]
pub enum Compression {
    /// Not at all.
    #[default]
    None,
    /// With zstd.
    Zstd,
}

impl Compression {
    fn ending(self) -> &'static str {
        match self {
            Self::None => "jsonl",
            Self::Zstd => "jsonl.zst",
        }
    }

    pub(super) fn writer(self, file: File) -> io::Result<Writer> {
        let file = BufWriter::with_capacity(1 << 16, file);
        Ok(match self {
            Self::None => Writer::Plain(file),
            Self::Zstd => Writer::Zstd(zstd::Encoder::new(file, 0)?),
        })
    }
}

/// A file while it is written.
pub(super) enum Writer {
    Plain(BufWriter<File>),
    Zstd(zstd::Encoder<'static, BufWriter<File>>),
}

impl Writer {
    pub(super) fn as_write(&mut self) -> &mut dyn Write {
        match self {
            Self::Plain(file) => file,
            Self::Zstd(file) => file,
        }
    }

    /// The file is whole, and on the disk.
    pub(super) fn finish(self) -> io::Result<()> {
        let file = match self {
            Self::Plain(file) => file,
            Self::Zstd(file) => file.finish()?,
        };
        file.into_inner()
            .map_err(io::IntoInnerError::into_error)?
            .sync_data()
    }
}

/// Counts the bytes that are written.
struct Counted<'a>(&'a mut dyn Write, u64);

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.0.write(bytes)?;
        self.1 += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The directory of the manifest, whose parts say which parts of the dataset there are.
pub(super) const MANIFEST: &str = "manifest";

/// The name of a part's file in the directory of its type.
pub(super) fn file_name(number: u32, compression: Compression) -> String {
    format!("part-{number:05}.{}", compression.ending())
}

/// A part while it is written, in a directory of its own beside the others.
pub(super) struct Part {
    number: u32,
    compression: Compression,
    directory: TempDir,
    files: Vec<(RecordType, Writer)>,
    manifest: Writer,
    /// Bytes written, before compression.
    pub written: u64,
}

/// What the names of such directories begin with.
pub(super) const UNFINISHED: &str = ".part-";

impl Part {
    pub fn begin(
        dataset: &Path,
        number: u32,
        types: &[RecordType],
        compression: Compression,
    ) -> Result<Self, OutputError> {
        let directory = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempdir_in(dataset)
            .map_err(failed(dataset))?;
        let create = |name: &str| {
            let path = directory.path().join(name);
            let file = File::create(&path).map_err(failed(&path))?;
            compression.writer(file).map_err(failed(&path))
        };
        let files = types
            .iter()
            .map(|kind| Ok((*kind, create(kind.plural())?)))
            .collect::<Result<_, OutputError>>()?;
        let manifest = create(MANIFEST)?;
        Ok(Self {
            number,
            compression,
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
            let Some((_, file)) = self.files.iter_mut().find(|(kind, _)| *kind == own) else {
                continue;
            };
            let mut counted = Counted(file.as_write(), 0);
            line(record, &mut counted)
                .map_err(failed(&self.directory.path().join(own.plural())))?;
            self.written += counted.1;
        }
        let mut counted = Counted(self.manifest.as_write(), 0);
        line(entry, &mut counted).map_err(failed(&self.directory.path().join(MANIFEST)))?;
        self.written += counted.1;
        Ok(())
    }

    /// The part becomes one of the dataset. Its line of the manifest comes last: a part without one is none.
    pub fn finish(self, dataset: &Path) -> Result<(), OutputError> {
        let name = file_name(self.number, self.compression);
        let types: Vec<&str> = self.files.iter().map(|(kind, _)| kind.plural()).collect();
        for (kind, file) in self.files {
            file.finish()
                .map_err(failed(&dataset.join(kind.plural()).join(&name)))?;
        }
        self.manifest
            .finish()
            .map_err(failed(&dataset.join(MANIFEST).join(&name)))?;
        for own in types.into_iter().chain([MANIFEST]) {
            place(&self.directory.path().join(own), dataset, own, &name)?;
        }
        Ok(())
    }
}

/// Moves a file that is whole to its place.
fn place(file: &Path, dataset: &Path, directory: &str, name: &str) -> Result<(), OutputError> {
    let directory: PathBuf = dataset.join(directory);
    fs::create_dir_all(&directory).map_err(failed(&directory))?;
    let path = directory.join(name);
    fs::rename(file, &path).map_err(failed(&path))
}
