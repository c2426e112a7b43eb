//! Many documents: in parallel, in order, in bounded memory.
//!
//! In come paths, out goes what the caller makes of each document, in the order of the paths. Every
//! command reads documents through this room, so that limits and guards are the same for all. A
//! document is begun only when it stands within a window behind the last one taken, so that memory
//! depends on the window, not on the crawl.

mod input;
mod order;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rayon::ThreadPoolBuilder;
use thiserror::Error;

use crate::Document;
use crate::document::{Error, decode};
use crate::guard::guard;
use crate::output::{OutputError, RecordType, Sink};
use crate::record::{Failure, Record, Stage};
use crate::source::{Limits, Source, Watch};

pub use input::count;
use input::{Input, inputs};
use order::InOrder;

/// What to read, lowered from the command line.
#[derive(Debug, Clone)]
pub struct Options {
    /// Files, directories, and `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// Number of threads; `None` for one a core.
    pub jobs: Option<usize>,
    /// What one document may cost.
    pub limits: Limits,
}

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents read.
    pub documents: u64,
    /// Documents that failed.
    pub errors: u64,
    /// Bytes of the documents read.
    pub bytes: u64,
    /// Records written.
    pub records: u64,
    /// How long it took.
    pub elapsed: Duration,
}

/// Why a run could not be made or brought to its end.
#[derive(Debug, Error)]
pub enum RunError {
    /// No document stands under the paths.
    #[error(
        "no document found: name a file, or a directory that holds documents (txt, md, html, docx, xlsx, xls, pdf)"
    )]
    NothingToDo,
    /// The threads could not be started.
    #[error("cannot start the threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// The output could not be written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// Is told how a run goes on, from the thread that called it.
pub trait Observer {
    /// A document was read or failed.
    fn done(&mut self, bytes: u64, failure: Option<&Failure>);
}

/// What came of one document.
pub struct Done<T> {
    /// Size of the document.
    pub bytes: u64,
    /// What was made of it; whatever went wrong names the file and the stage.
    pub result: Result<T, Failure>,
}

/// How many documents a thread may be ahead of the one that is to be taken next.
const WINDOW: usize = 16;

/// Reads every document under the paths, lets `make` make something of each on the pool's threads, and
/// gives it to `take` on this thread, in path order.
///
/// # Errors
/// If there is nothing to read, or `take` fails. A document that fails is no error of the run: it is
/// given to `take` as a failure, and counted.
pub fn run<T: Send>(
    options: &Options,
    make: impl Fn(Document) -> io::Result<T> + Sync,
    mut take: impl FnMut(Done<T>) -> Result<(), OutputError>,
) -> Result<Summary, RunError> {
    let start = Instant::now();
    let mut inputs = inputs(&options.paths);
    let jobs = options.jobs.unwrap_or(0);
    let pool = ThreadPoolBuilder::new().num_threads(jobs).build()?;
    let window = pool.current_num_threads() * WINDOW;
    let mut summary = Summary::default();
    let failed = AtomicBool::new(false);
    let make = &make;
    pool.in_place_scope(|scope| {
        let (sender, results) = mpsc::channel();
        let begin = |index: usize, input: Input| {
            let (sender, failed) = (sender.clone(), &failed);
            scope.spawn(move |_| {
                if !failed.load(Ordering::Relaxed) {
                    // The receiver is gone only when the run has failed: nobody asks any more.
                    let _ = sender.send((index, document(&input, options.limits, make)));
                }
            });
        };
        let mut results = InOrder::new(results);
        let mut begun = 0;
        let mut taken = 0;
        let result = loop {
            while begun < taken + window
                && let Some(input) = inputs.next()
            {
                begin(begun, input);
                begun += 1;
            }
            if taken == begun {
                break Ok(());
            }
            let done = results.next();
            summary.bytes += done.bytes;
            match done.result {
                Ok(_) => summary.documents += 1,
                Err(_) => summary.errors += 1,
            }
            if let Err(error) = take(done) {
                break Err(error);
            }
            taken += 1;
        };
        failed.store(result.is_err(), Ordering::Relaxed);
        result
    })?;
    if summary.documents + summary.errors == 0 {
        return Err(RunError::NothingToDo);
    }
    summary.elapsed = start.elapsed();
    Ok(summary)
}

/// Extracts every document under the paths and writes the records of the types in `wanted` to `sink`, in
/// path order. What is written does not depend on the number of threads.
///
/// # Errors
/// If there is nothing to read, or the output cannot be written. A document that fails is written as a
/// record and told to the observer.
pub fn extract(
    options: &Options,
    wanted: &[RecordType],
    mut sink: Box<dyn Sink>,
    observer: &mut dyn Observer,
) -> Result<Summary, RunError> {
    let is_wanted = |record: &Record| wanted.contains(&RecordType::of(record));
    let make = |document: Document| -> io::Result<Vec<Record>> {
        Ok(document.into_records().filter(is_wanted).collect())
    };
    let mut written = 0;
    let mut summary = run(options, make, |done| {
        let (records, failure) = match done.result {
            Ok(records) => (records, None),
            Err(failure) => (vec![Record::Error(failure.clone())], Some(failure)),
        };
        let records: Vec<Record> = records.into_iter().filter(is_wanted).collect();
        sink.write(&records)?;
        observer.done(done.bytes, failure.as_ref());
        written += records.len() as u64;
        Ok(())
    })?;
    sink.finish()?;
    summary.records = written;
    Ok(summary)
}

/// Reads the one document at a path, or from standard input for `-`.
///
/// # Errors
/// Whatever went wrong, with the file and the stage.
pub fn one(path: &Path, limits: Limits) -> Result<Document, Failure> {
    let watch = Watch::start(limits);
    read(&Input::named(path), &watch, Document::within).result
}

/// Decodes the one document at a path, or from standard input for `-`, and reads no more of it.
///
/// # Errors
/// As for [`one`].
pub fn text(path: &Path, limits: Limits) -> Result<Source, Failure> {
    let watch = Watch::start(limits);
    read(&Input::named(path), &watch, decode).result
}

/// Reads a document and makes something of it.
fn document<T>(input: &Input, limits: Limits, make: impl Fn(Document) -> io::Result<T>) -> Done<T> {
    let watch = Watch::start(limits);
    let done = read(input, &watch, Document::within);
    let made = done.result.and_then(|document| {
        let path = document.header().path.clone();
        let stage = Stage::Output;
        let message = match guard(|| make(document)) {
            Ok(Ok(made)) => return Ok(made),
            Ok(Err(error)) => error.to_string(),
            Err(message) => format!("internal error, please report it: {message}"),
        };
        Err(Failure {
            path,
            stage,
            message,
        })
    });
    Done {
        bytes: done.bytes,
        result: made,
    }
}

/// Gets the bytes of an input and reads them.
fn read<T>(
    input: &Input,
    watch: &Watch,
    read: impl FnOnce(String, Vec<u8>, &Watch) -> Result<T, Error>,
) -> Done<T> {
    let bytes = match input.bytes(watch) {
        Ok(bytes) => bytes,
        Err(failure) => {
            return Done {
                bytes: 0,
                result: Err(failure),
            };
        }
    };
    let size = bytes.len() as u64;
    let path = input.path();
    let result = read(path.clone(), bytes, watch).map_err(|error| Failure {
        path,
        stage: error.stage(),
        message: error.to_string(),
    });
    Done {
        bytes: size,
        result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_fails_is_given_in_its_place_and_the_run_goes_on() {
        let directory = tempfile::tempdir().unwrap();
        for (name, text) in [("a.txt", "收入"), ("b.txt", ""), ("c.txt", "支出")] {
            std::fs::write(directory.path().join(name), text).unwrap();
        }
        let options = Options {
            paths: vec![directory.path().to_owned(), "nowhere.txt".into()],
            jobs: Some(2),
            limits: Limits::default(),
        };
        let make = |document: Document| match document.text() {
            "支出" => panic!("no outlay"),
            text => Ok(text.to_owned()),
        };
        let mut told = Vec::new();
        let summary = run(&options, make, |done| {
            told.push(done.result.map_err(|failure| failure.stage));
            Ok(())
        });
        let summary = summary.unwrap();
        assert_eq!((summary.documents, summary.errors), (1, 3));
        let (first, failed) = told.split_first().unwrap();
        assert_eq!(first.as_deref(), Ok("收入"));
        let stages: Vec<_> = failed.iter().map(|one| one.clone().unwrap_err()).collect();
        assert_eq!(stages[..2], [Stage::Decode, Stage::Output]);
    }

    #[test]
    fn nothing_to_read_is_an_error() {
        let directory = tempfile::tempdir().unwrap();
        let options = Options {
            paths: vec![directory.path().to_owned()],
            jobs: None,
            limits: Limits::default(),
        };
        let result = run(&options, |_| Ok(()), |_| Ok(()));
        assert!(matches!(result, Err(RunError::NothingToDo)));
    }
}
