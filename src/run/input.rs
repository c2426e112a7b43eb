//! Where documents come from.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::glob::Glob;
use crate::record::{Failure, Stage};
use crate::source::{LimitError, WalkError, Walked, Watch, printed, walk};

/// Something to read.
pub(super) enum Input {
    Stdin,
    File(PathBuf),
    /// A place that could not be walked.
    Unwalkable(Failure),
}

/// Which of the files below a directory are read.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// If there are any, only files that one of these matches.
    pub include: Vec<Glob>,
    /// No file that one of these matches.
    pub exclude: Vec<Glob>,
}

impl Choice {
    /// Whether a file below a directory is to be read.
    fn takes(&self, path: &Path) -> bool {
        let one_of = |globs: &[Glob]| globs.iter().any(|glob| glob.matches(path));
        (self.include.is_empty() || one_of(&self.include)) && !one_of(&self.exclude)
    }
}

/// The places that a run takes its documents from, as they are found; `left_out` is told the files that are no
/// documents.
pub(super) fn inputs<'a>(
    paths: &'a [PathBuf],
    choice: &'a Choice,
    left_out: &'a mut dyn FnMut(&Path),
) -> impl Iterator<Item = Input> + 'a {
    let walked = paths.iter().flat_map(|path| {
        let named = Input::named(path);
        let (stdin, walked) = match named {
            Input::File(_) => (None, Some(walk(path))),
            other => (Some(other), None),
        };
        let walked = walked
            .into_iter()
            .flatten()
            .map(move |walked| (path, walked));
        stdin
            .map(Place::Named)
            .into_iter()
            .chain(walked.map(|(root, walked)| Place::Walked(root, walked)))
    });
    walked.filter_map(move |place| match place {
        Place::Named(input) => Some(input),
        // What is named outright is read whatever it is called.
        Place::Walked(root, Ok(Walked::Document(path))) if path == *root => Some(Input::File(path)),
        Place::Walked(_, Ok(Walked::Document(path) | Walked::LeftOut(path)))
            if !choice.takes(&path) =>
        {
            None
        }
        Place::Walked(_, Ok(Walked::Document(path))) => Some(Input::File(path)),
        Place::Walked(_, Ok(Walked::LeftOut(path))) => {
            left_out(&path);
            None
        }
        Place::Walked(_, Err(error)) => Some(Input::Unwalkable(Failure {
            path: error.path,
            stage: Stage::Walk,
            message: error.reason,
        })),
    })
}

/// A place that a path leads to.
enum Place<'a> {
    Named(Input),
    /// Something found under the path.
    Walked(&'a PathBuf, Result<Walked, WalkError>),
}

/// How many documents a run over these paths will read: the paths are walked.
pub fn count(paths: &[PathBuf], choice: &Choice) -> u64 {
    inputs(paths, choice, &mut |_| {}).count() as u64
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
            Self::File(path) => printed(path),
            Self::Unwalkable(failure) => failure.path.clone(),
        }
    }

    /// Its size as far as it is known before it is read.
    pub fn size(&self) -> u64 {
        match self {
            Self::File(path) => path.metadata().map_or(0, |file| file.len()),
            Self::Stdin | Self::Unwalkable(_) => 0,
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
