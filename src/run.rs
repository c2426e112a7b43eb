//! Many documents: in parallel, in order, in bounded memory.
//!
//! Documents are extracted by a pool of threads; their results are written in the order of their
//! paths. A document is begun only when it stands within a window behind the last one written, so
//! that memory depends on the window, not on the crawl.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use rayon::ThreadPoolBuilder;
use thiserror::Error;

use crate::output::{Encoded, OutputError, RecordType, Sink, encode, encode_failure};
use crate::record::{Failure, Stage};
use crate::source::{LimitError, Limits, Source, Watch, walk};
use crate::{Extraction, extract_watched};

/// What to do, lowered from the command line.
#[derive(Debug, Clone)]
pub struct Options {
    /// Files, directories, and `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// Number of threads; `None` for one a core.
    pub jobs: Option<usize>,
    /// Types of records to write.
    pub records: Vec<RecordType>,
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
    /// A record could not be written as JSON.
    #[error("cannot encode a record: {0}")]
    Encode(#[from] serde_json::Error),
}

/// Is told how a run goes on, from the thread that called [`run`].
pub trait Observer {
    /// A document was read or failed.
    fn done(&mut self, bytes: u64, failure: Option<&Failure>);
}

/// Something to read.
enum Input {
    Stdin,
    File(PathBuf),
    /// A place that could not be walked.
    Unwalkable(Failure),
}

/// What came of one document.
struct Outcome {
    bytes: u64,
    failure: Option<Failure>,
    encoded: Encoded,
}

/// How many documents a thread may be ahead of the one that is to be written next.
const WINDOW: usize = 16;

/// Extracts every document under the paths and writes the records to `sink` in path order. The
/// bytes written do not depend on the number of threads.
///
/// # Errors
/// If there is nothing to read, or the output cannot be written. A document that fails is no
/// error of the run: it is written as a record, told to the observer and counted.
pub fn run(
    options: &Options,
    mut sink: Box<dyn Sink>,
    observer: &mut dyn Observer,
) -> Result<Summary, RunError> {
    let start = Instant::now();
    let mut inputs = inputs(&options.paths);
    let jobs = options.jobs.unwrap_or(0);
    let pool = ThreadPoolBuilder::new().num_threads(jobs).build()?;
    let window = pool.current_num_threads() * WINDOW;
    let mut summary = Summary::default();
    let failed = AtomicBool::new(false);
    pool.in_place_scope(|scope| {
        let (sender, results) = mpsc::channel();
        let begin = |index: usize, input: Input| {
            let (sender, failed) = (sender.clone(), &failed);
            scope.spawn(move |_| {
                if !failed.load(Ordering::Relaxed) {
                    // The receiver is gone only when the run has failed: nobody asks any more.
                    let _ = sender.send((index, document(&input, options)));
                }
            });
        };
        let mut results = InOrder::new(results);
        let mut begun = 0;
        let mut written = 0;
        let result = loop {
            while begun < written + window
                && let Some(input) = inputs.next()
            {
                begin(begun, input);
                begun += 1;
            }
            if written == begun {
                break Ok(());
            }
            if let Err(error) = results
                .next()
                .and_then(|outcome| record(&outcome, sink.as_mut(), observer, &mut summary))
            {
                break Err(error);
            }
            written += 1;
        };
        failed.store(result.is_err(), Ordering::Relaxed);
        result
    })?;
    if summary.documents + summary.errors == 0 {
        return Err(RunError::NothingToDo);
    }
    sink.finish()?;
    summary.elapsed = start.elapsed();
    Ok(summary)
}

/// Writes what came of a document and counts it.
fn record(
    outcome: &Outcome,
    sink: &mut dyn Sink,
    observer: &mut dyn Observer,
    summary: &mut Summary,
) -> Result<(), RunError> {
    sink.write(&outcome.encoded)?;
    observer.done(outcome.bytes, outcome.failure.as_ref());
    summary.records += outcome.encoded.records;
    summary.bytes += outcome.bytes;
    match outcome.failure {
        Some(_) => summary.errors += 1,
        None => summary.documents += 1,
    }
    Ok(())
}

/// The places that a run takes its documents from, as they are found.
fn inputs(paths: &[PathBuf]) -> impl Iterator<Item = Input> + '_ {
    paths.iter().flat_map(|path| {
        let stdin = (path.as_os_str() == "-").then_some(Input::Stdin);
        let walked = match stdin {
            Some(_) => None,
            None => Some(walk(path)),
        };
        let walked = walked.into_iter().flatten().map(|walked| match walked {
            Ok(path) => Input::File(path),
            Err(error) => Input::Unwalkable(Failure {
                path: error.path,
                stage: Stage::Walk,
                message: error.reason,
            }),
        });
        stdin.into_iter().chain(walked)
    })
}

/// How many documents a run over these paths will read: the paths are walked.
pub fn count(paths: &[PathBuf]) -> u64 {
    inputs(paths).count() as u64
}

/// Gives the results of documents in the order of the documents.
struct InOrder {
    results: Receiver<Extracted>,
    waiting: BTreeMap<usize, Outcome>,
    next: usize,
}

/// A document's place in the order, and what came of it.
type Extracted = (usize, Result<Outcome, serde_json::Error>);

impl InOrder {
    fn new(results: Receiver<Extracted>) -> Self {
        Self {
            results,
            waiting: BTreeMap::new(),
            next: 0,
        }
    }

    /// Waits for the next document, which must have been begun.
    fn next(&mut self) -> Result<Outcome, RunError> {
        loop {
            if let Some(outcome) = self.waiting.remove(&self.next) {
                self.next += 1;
                return Ok(outcome);
            }
            // A sender lives as long as the run, and a document that was begun is always sent.
            let Ok((index, outcome)) = self.results.recv() else {
                unreachable!("the run holds a sender")
            };
            self.waiting.insert(index, outcome?);
        }
    }
}

fn document(input: &Input, options: &Options) -> Result<Outcome, serde_json::Error> {
    let wanted = &options.records;
    let watch = Watch::start(options.limits);
    let (read, bytes) = match input {
        Input::Unwalkable(failure) => (Err(failure.clone()), 0),
        Input::Stdin => {
            let read = read_within(&mut std::io::stdin().lock(), &watch);
            extract_bytes("-".to_owned(), read, &watch, extract_watched)
        }
        Input::File(path) => {
            let read = read_file(path, &watch);
            extract_bytes(path.display().to_string(), read, &watch, extract_watched)
        }
    };
    let encoded = read.and_then(|extraction| {
        let path = extraction.document.path.clone();
        guard(|| encode(extraction, wanted).map_err(|error| error.to_string()))
            .and_then(|encoded| encoded)
            .map_err(|message| internal(path, Stage::Output, &message))
    });
    let (encoded, failure) = match encoded {
        Ok(encoded) => (encoded, None),
        Err(failure) => (encode_failure(&failure, wanted)?, Some(failure)),
    };
    Ok(Outcome {
        bytes,
        failure,
        encoded,
    })
}

/// A failure that is no fault of the document's.
fn internal(path: String, stage: Stage, message: &str) -> Failure {
    Failure {
        path,
        stage,
        message: format!("internal error, please report it: {message}"),
    }
}

/// Why the bytes of a document could not be had.
#[derive(Debug, Error)]
enum ReadError {
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Limit(#[from] LimitError),
}

fn read_file(path: &Path, watch: &Watch) -> Result<Vec<u8>, ReadError> {
    let file = File::open(path)?;
    watch.bytes(file.metadata()?.len())?;
    read_within(&mut &file, watch)
}

/// Reads all there is, but never much more than the limit.
fn read_within(reader: &mut dyn Read, watch: &Watch) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    let most = watch.limits().bytes.saturating_add(1);
    reader.take(most).read_to_end(&mut bytes)?;
    watch.bytes(bytes.len() as u64)?;
    Ok(bytes)
}

/// Extracts one document; whatever goes wrong becomes a [`Failure`] that names the file and stage.
fn extract_bytes(
    path: String,
    read: Result<Vec<u8>, ReadError>,
    watch: &Watch,
    extract: impl FnOnce(&Source, &Cell<Stage>) -> Extraction,
) -> (Result<Extraction, Failure>, u64) {
    let failure = |stage, message: String| Failure {
        path: path.clone(),
        stage,
        message,
    };
    let bytes = match read {
        Ok(bytes) => bytes,
        Err(error) => return (Err(failure(Stage::Read, error.to_string())), 0),
    };
    let size = bytes.len() as u64;
    let stage = Cell::new(Stage::Decode);
    let extraction = guard(|| {
        let source = Source::watched(path.clone(), bytes, watch)
            .map_err(|error| failure(Stage::Decode, error.to_string()))?;
        let extraction = extract(&source, &stage);
        watch
            .time()
            .map_err(|error| failure(stage.get(), error.to_string()))?;
        Ok(extraction)
    })
    .unwrap_or_else(|message| Err(internal(path.clone(), stage.get(), &message)));
    (extraction, size)
}

thread_local! {
    /// Whether a panic on this thread is caught, and what it said.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work`; a panic in it is caught and its message returned, instead of printed.
fn guard<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let default = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if GUARDED.get() {
                let place = info
                    .location()
                    .map(|at| format!(" ({}:{})", at.file(), at.line()));
                let message = format!("{}{}", said(info.payload()), place.unwrap_or_default());
                PANIC.set(Some(message));
            } else {
                default(info);
            }
        }));
    });
    GUARDED.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(false);
    result.map_err(|payload| PANIC.take().unwrap_or_else(|| said(payload.as_ref())))
}

fn said(payload: &(dyn Any + Send)) -> String {
    payload
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "panic".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_with_its_message_and_place() {
        let message = guard(|| panic!("three is not four")).unwrap_err();
        assert!(
            message.starts_with("three is not four (src/run.rs:"),
            "{message}"
        );
        assert_eq!(guard(|| 3), Ok(3));
    }

    #[test]
    fn a_panic_inside_a_document_is_its_failure() {
        let text = || Ok("一、收入决算".into());
        let watch = Watch::start(Limits::default());
        let (result, bytes) = extract_bytes("a.txt".to_owned(), text(), &watch, |source, stage| {
            stage.set(Stage::Reading);
            let beyond = source.bytes as usize + 1;
            let _ = &source.text.as_str()[beyond..];
            unreachable!("the slice is out of bounds")
        });
        let failure = result.unwrap_err();
        assert_eq!(
            (failure.path.as_str(), failure.stage, bytes),
            ("a.txt", Stage::Reading, 18)
        );
        assert!(
            failure
                .message
                .starts_with("internal error, please report it: ")
        );
        let (result, _) = extract_bytes("a.txt".to_owned(), text(), &watch, extract_watched);
        assert!(result.is_ok(), "the thread goes on");
    }

    #[test]
    fn whatever_cannot_be_read_is_a_failure_of_its_stage() {
        let unreadable = Err(std::io::Error::from(std::io::ErrorKind::PermissionDenied).into());
        let watch = Watch::start(Limits::default());
        for (read, stage) in [
            (unreadable, Stage::Read),
            (Ok(Vec::new()), Stage::Decode),
            (Ok(b"PK\x03\x04\x00".to_vec()), Stage::Decode),
            (Ok(b"\xd6\x00\x01".to_vec()), Stage::Decode),
        ] {
            let (result, _) = extract_bytes("a.txt".to_owned(), read, &watch, extract_watched);
            assert_eq!(result.unwrap_err().stage, stage);
        }
    }
}
