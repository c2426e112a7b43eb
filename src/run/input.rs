//! Where documents come from.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::record::{Failure, Stage};
use crate::source::{LimitError, Watch, walk};

/// Something to read.
pub(super) enum Input {
    Stdin,
    File(PathBuf),
    /// A place that could not be walked.
    Unwalkable(Failure),
}

/// The places that a run takes its documents from, as they are found.
pub(super) fn inputs(paths: &[PathBuf]) -> impl Iterator<Item = Input> + '_ {
    paths.iter().flat_map(|path| {
        let named = Input::named(path);
        let walked = match named {
            Input::File(_) => Some(walk(path)),
            _ => None,
        };
        let alone = walked.is_none().then_some(named);
        let walked = walked.into_iter().flatten().map(|walked| match walked {
            Ok(path) => Input::File(path),
            Err(error) => Input::Unwalkable(Failure {
                path: error.path,
                stage: Stage::Walk,
                message: error.reason,
            }),
        });
        alone.into_iter().chain(walked)
    })
}

/// How many documents a run over these paths will read: the paths are walked.
pub fn count(paths: &[PathBuf]) -> u64 {
    inputs(paths).count() as u64
}

impl Input {
    /// The document of a path, `-` being standard input.
    pub fn named(path: &Path) -> Self {
        if path.as_os_str() == "-" {
            Self::Stdin
        } else {
            Self::File(path.to_owned())
        }
    }

    /// The path that records bear.
    pub fn path(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) => path.display().to_string(),
            Self::Unwalkable(failure) => failure.path.clone(),
        }
    }

    /// Its bytes, never many more than the limit.
    pub fn bytes(&self, watch: &Watch) -> Result<Vec<u8>, Failure> {
        let read = match self {
            Self::Unwalkable(failure) => return Err(failure.clone()),
            Self::Stdin => within(&mut io::stdin().lock(), watch),
            Self::File(path) => file(path, watch),
        };
        read.map_err(|error| Failure {
            path: self.path(),
            stage: Stage::Read,
            message: error.to_string(),
        })
    }
}

/// Why the bytes of a document could not be had.
#[derive(Debug, Error)]
enum ReadError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Limit(#[from] LimitError),
}

fn file(path: &Path, watch: &Watch) -> Result<Vec<u8>, ReadError> {
    let file = File::open(path)?;
    watch.bytes(file.metadata()?.len())?;
    within(&mut &file, watch)
}

fn within(reader: &mut dyn Read, watch: &Watch) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let most = watch.limits().bytes.saturating_add(1);
    reader.take(most).read_to_end(&mut bytes)?;
    watch.bytes(bytes.len() as u64)?;
    Ok(bytes)
}
