//! Many documents: in parallel, in order, in bounded memory.
//!
//! In come paths, out goes what the caller makes of each document, in the order of the paths. Every
//! command reads documents through this room, so that limits and guards are the same for all. A
//! document is begun only when it stands within a window behind the last one taken, so that memory
//! depends on the window, not on the crawl.

mod glob;
mod input;
mod order;

use std::cell::RefCell;
use std::collections::{HashSet, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rayon::ThreadPoolBuilder;
use thiserror::Error;

use crate::Document;
use crate::document::{Error, decode};
use crate::guard::{Stopped, guard};
use crate::output::{OutputError, RecordType, Sink};
use crate::record::{Failure, FileCopy, Header, Record, Stage};
use crate::source::{LimitError, Limits, Source, Watch};

pub use glob::Glob;
pub use input::{Choice, count};
use input::{Input, inputs};
use order::InOrder;

/// What to read, lowered from the command line.
#[derive(Debug, Clone)]
pub struct Options {
    /// Files, directories, and `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// Which files of the directories.
    pub choice: Choice,
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
    /// Files of the directories that are no documents.
    pub left_out: u64,
    /// Files with the bytes of another.
    pub copies: u64,
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

    /// A document was read, but not whole.
    fn damaged(&mut self, _path: &str, _damage: &str) {}

    /// A file of a directory is no document.
    fn left_out(&mut self, _path: &Path) {}
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

/// No document is begun while those in flight have more bytes than this for each thread: large ones are read few
/// at a time, and what was made of them waits with few others for its turn.
const IN_FLIGHT: u64 = 4 << 20;

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
    left_out: &mut dyn FnMut(&Path),
) -> Result<Summary, RunError> {
    let start = Instant::now();
    let mut unread = 0;
    let mut leave = |path: &Path| {
        unread += 1;
        left_out(path);
    };
    let mut inputs = inputs(&options.paths, &options.choice, &mut leave);
    let jobs = options.jobs.unwrap_or(0);
    let pool = ThreadPoolBuilder::new().num_threads(jobs).build()?;
    let window = pool.current_num_threads() * WINDOW;
    let in_flight = pool.current_num_threads() as u64 * IN_FLIGHT;
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
        // The sizes of the documents in flight, the one to be taken next first.
        let mut flight: VecDeque<u64> = VecDeque::new();
        let mut begun = 0;
        let result = loop {
            while flight.len() < window
                && flight.iter().sum::<u64>() < in_flight
                && let Some(input) = inputs.next()
            {
                flight.push_back(input.size());
                begin(begun, input);
                begun += 1;
            }
            if flight.pop_front().is_none() {
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
        };
        failed.store(result.is_err(), Ordering::Relaxed);
        result
    })?;
    drop(inputs);
    summary.left_out = unread;
    if summary.documents + summary.errors == 0 {
        return Err(RunError::NothingToDo);
    }
    summary.elapsed = start.elapsed();
    Ok(summary)
}

/// Extracts every document under the paths and writes the records of the types in `wanted` to `sink`, in
/// path order; where no document could be read, the sink is left as it was. What is written does not depend on the number of threads.
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
    let make = |document: Document| -> io::Result<(Header, Vec<Record>)> {
        let header = document.header().clone();
        Ok((header, document.into_records().filter(is_wanted).collect()))
    };
    let mut written = 0;
    let mut copies = 0;
    let mut seen: HashSet<String> = HashSet::new();
    let observer = RefCell::new(observer);
    let take = |done: Done<(Header, Vec<Record>)>| {
        let (records, failure) = match done.result {
            Ok((header, records)) => {
                if let Some(damage) = &header.damage {
                    observer.borrow_mut().damaged(&header.path, damage);
                }
                let copy = !seen.insert(header.doc.clone());
                copies += u64::from(copy);
                // A document stands once in the output, so that what is joined by `doc` is not multiplied.
                let records = match copy {
                    true => vec![Record::Copy(FileCopy {
                        doc: header.doc,
                        path: header.path,
                    })],
                    false => records,
                };
                (records, None)
            }
            Err(failure) => (vec![Record::Error(failure.clone())], Some(failure)),
        };
        let records: Vec<Record> = records.into_iter().filter(is_wanted).collect();
        sink.write(&records)?;
        observer.borrow_mut().done(done.bytes, failure.as_ref());
        written += records.len() as u64;
        Ok(())
    };
    let mut leave = |path: &Path| observer.borrow_mut().left_out(path);
    let mut summary = run(options, make, take, &mut leave)?;
    if summary.documents > 0 {
        sink.finish()?;
    } else {
        sink.leave()?;
    }
    (summary.records, summary.copies) = (written, copies);
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
            Err(Stopped::Limit(limit)) => limit.to_string(),
            Err(Stopped::Panic(message)) => format!("internal error, please report it: {message}"),
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

/// So long after its time is up a document is left behind, though it did not give itself up.
const GRACE: Duration = Duration::from_secs(2);

/// What a reader is to do.
type Task = Box<dyn FnOnce() + Send>;

/// Threads that have read a document and wait for the next: what a thread remembers of one serves the next.
static IDLE: Mutex<Vec<mpsc::Sender<Task>>> = Mutex::new(Vec::new());

/// A thread that reads documents: one that waits, or a new one.
fn reader() -> io::Result<mpsc::Sender<Task>> {
    let idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner).pop();
    if let Some(reader) = idle {
        return Ok(reader);
    }
    let (reader, tasks) = mpsc::channel::<Task>();
    thread::Builder::new().spawn(move || tasks.into_iter().for_each(|task| task()))?;
    Ok(reader)
}

/// Reads a document on a thread of its own, so that one that never comes to its end holds up nothing else: it
/// is left behind with its thread, and ends with the program.
fn apart<T: Send + 'static>(
    path: String,
    bytes: Vec<u8>,
    watch: &Watch,
    read: fn(String, Vec<u8>, &Watch) -> Result<T, Error>,
) -> Result<T, Error> {
    let (sender, result) = mpsc::sync_channel(1);
    let own = *watch;
    let stage = Stage::Read;
    let internal = |message| Error::Internal { stage, message };
    let reader = reader().map_err(|error| internal(format!("cannot start a thread: {error}")))?;
    // A reader that is gone drops its task, and with it the sender.
    let _ = reader.send(Box::new(move || {
        // Nobody listens any more if it was left behind.
        let _ = sender.send(read(path, bytes, &own));
    }));
    match result.recv_timeout(watch.left().saturating_add(GRACE)) {
        Ok(read) => {
            let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
            idle.push(reader);
            read
        }
        Err(RecvTimeoutError::Timeout) => Err(Error::Limit {
            stage,
            error: LimitError::Time {
                limit: watch.limits().time,
            },
        }),
        Err(RecvTimeoutError::Disconnected) => Err(internal("its thread ended".to_owned())),
    }
}

/// Gets the bytes of an input and reads them.
fn read<T: Send + 'static>(
    input: &Input,
    watch: &Watch,
    read: fn(String, Vec<u8>, &Watch) -> Result<T, Error>,
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
    let result = apart(path.clone(), bytes, watch, read).map_err(|error| Failure {
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
            choice: Choice::default(),
            jobs: Some(2),
            limits: Limits::default(),
        };
        let make = |document: Document| match document.text() {
            "支出" => panic!("no outlay"),
            text => Ok(text.to_owned()),
        };
        let mut told = Vec::new();
        let take = |done: Done<String>| {
            told.push(done.result.map_err(|failure| failure.stage));
            Ok(())
        };
        let summary = run(&options, make, take, &mut |_| {});
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
            choice: Choice::default(),
            jobs: None,
            limits: Limits::default(),
        };
        let result = run(&options, |_| Ok(()), |_| Ok(()), &mut |_| {});
        assert!(matches!(result, Err(RunError::NothingToDo)));
    }
}
