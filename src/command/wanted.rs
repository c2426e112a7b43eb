//! What is read, as options.

use std::fs;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use crate::container::Fields;
use crate::run::{Choice, Glob, Options};
use crate::source::Limits;

/// Which files are read, and how.
#[derive(Debug, Clone, clap::Args)]
#[group(id = "wanted")]
pub struct Arguments {
    /// Files, directories (searched for documents, which are told by their ending or their content), archives of
    /// documents (gz, zst, bz2, xz, zip, tar, warc), and - for standard input.
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    paths: Vec<PathBuf>,
    /// Read the paths from FILE too, one a line; - for standard input.
    #[arg(long, value_name = "FILE")]
    files_from: Option<PathBuf>,
    /// The paths in --files-from are parted by NUL, as `find -print0` writes them.
    #[arg(short = '0', long, requires = "files_from")]
    null: bool,
    /// Of the files below a directory only those that match: *.pdf, 2021/*.
    #[arg(long, value_name = "GLOB")]
    include: Vec<Glob>,
    /// Of the files below a directory none that match.
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<Glob>,
    /// Read rows of JSON lines and Parquet files too: the text of a document, or its bytes, is in this field.
    #[arg(long, value_name = "NAME")]
    text_field: Option<String>,
    /// What a row is called.
    #[arg(long, value_name = "NAME", requires = "text_field")]
    id_field: Option<String>,
    /// The address that a row was crawled from.
    #[arg(long, value_name = "NAME", requires = "text_field")]
    url_field: Option<String>,
    /// When a row was crawled.
    #[arg(long, value_name = "NAME", requires = "text_field")]
    date_field: Option<String>,
    /// Number of threads; one a core if not given.
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
}

impl Arguments {
    /// What is read, within limits.
    ///
    /// # Errors
    /// If the list of paths cannot be read, or standard input is to be read twice.
    pub fn options(&self, limits: Limits) -> io::Result<Options> {
        let paths = self.paths()?;
        if self.names_stdin_twice(&paths) {
            return Err(io::Error::other("standard input (-) can be read only once"));
        }
        Ok(Options {
            paths,
            choice: self.choice(),
            fields: self.fields(),
            jobs: self.jobs.map(NonZeroUsize::get),
            limits,
            ..Options::default()
        })
    }

    /// The paths, those of the list behind those that are named.
    fn paths(&self) -> io::Result<Vec<PathBuf>> {
        let mut paths = self.paths.clone();
        if let Some(list) = &self.files_from {
            let told = |error| io::Error::other(format!("cannot read {}: {error}", list.display()));
            let mut bytes = Vec::new();
            match list.as_os_str() == "-" {
                true => io::stdin().lock().read_to_end(&mut bytes).map_err(told)?,
                false => {
                    bytes = fs::read(list).map_err(told)?;
                    bytes.len()
                }
            };
            let sign = if self.null { 0 } else { b'\n' };
            let lines = bytes.split(|byte| *byte == sign);
            paths.extend(
                lines
                    .map(|line| match self.null {
                        true => line,
                        false => line.strip_suffix(b"\r").unwrap_or(line),
                    })
                    .filter(|line| !line.is_empty())
                    .map(path),
            );
        }
        Ok(paths)
    }

    /// Which files of the directories.
    fn choice(&self) -> Choice {
        Choice {
            include: self.include.clone(),
            exclude: self.exclude.clone(),
        }
    }

    /// Which fields of rows hold what.
    fn fields(&self) -> Option<Fields> {
        Some(Fields {
            text: self.text_field.clone()?,
            id: self.id_field.clone(),
            url: self.url_field.clone(),
            date: self.date_field.clone(),
        })
    }

    /// Whether standard input is asked for more than once.
    fn names_stdin_twice(&self, paths: &[PathBuf]) -> bool {
        let list = self.files_from.as_deref() == Some(Path::new("-"));
        let asked = paths.iter().filter(|path| path.as_os_str() == "-").count() + usize::from(list);
        asked > 1
    }
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    std::ffi::OsStr::from_bytes(bytes).into()
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}
