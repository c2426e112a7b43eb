//! In what files a dataset is written.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// What the files of a dataset are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Lines of JSON, a record each.
    Jsonl,
    /// Comma-separated values in UTF-8.
    Csv,
    /// Parquet, which is compressed within.
    Parquet,
}

impl Format {
    /// All formats in their order.
    pub const ALL: [Self; 3] = [Self::Jsonl, Self::Csv, Self::Parquet];

    /// Its name, which is also the ending of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }
}

/// How the files of a dataset are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
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
    /// Both of them.
    pub(super) const ALL: [Self; 2] = [Self::None, Self::Zstd];

    pub(super) fn writer(self, file: File) -> io::Result<Writer> {
        let file = BufWriter::with_capacity(1 << 16, file);
        Ok(match self {
            Self::None => Writer::Plain(file),
            Self::Zstd => Writer::Zstd(zstd::Encoder::new(file, 0)?),
        })
    }

    /// Opens a file for reading.
    pub(super) fn reader(self, path: &Path) -> io::Result<Box<dyn BufRead>> {
        let file = File::open(path)?;
        let reader: Box<dyn Read> = match self {
            Self::None => Box::new(file),
            Self::Zstd => Box::new(zstd::Decoder::new(file)?),
        };
        Ok(Box::new(BufReader::with_capacity(1 << 16, reader)))
    }
}

/// A file while it is written.
pub(super) enum Writer {
    Plain(BufWriter<File>),
    Zstd(zstd::Encoder<'static, BufWriter<File>>),
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(file) => file.write(bytes),
            Self::Zstd(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(file) => file.flush(),
            Self::Zstd(file) => file.flush(),
        }
    }
}

impl Writer {
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

/// The name of a part's file in the directory of its type.
pub(super) fn file_name(number: u32, format: Format, compression: Compression) -> String {
    let compressed = match (format, compression) {
        (Format::Parquet, _) | (_, Compression::None) => "",
        (_, Compression::Zstd) => ".zst",
    };
    format!("part-{number:05}.{}{compressed}", format.name())
}

/// The number of the part that a file of a name belongs to.
pub(super) fn part_number(name: &str) -> Option<u32> {
    let number: u32 = name
        .strip_prefix("part-")?
        .split('.')
        .next()?
        .parse()
        .ok()?;
    Format::ALL
        .into_iter()
        .flat_map(|format| {
            Compression::ALL.map(|compression| file_name(number, format, compression))
        })
        .any(|known| known == name)
        .then_some(number)
}
