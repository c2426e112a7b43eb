//! Many documents: in parallel, in order, in bounded memory.
//!
//! In come paths, out goes what the caller makes of each document, in the order of the paths. Every
//! command reads documents through this room, so that limits and guards are the same for all. A thread of its own
//! finds the documents, also those in archives, and waits when nobody asks for more; a document is begun only when it
//! stands within a window behind the last one taken, so that memory depends on the window, not on the crawl.

mod extract;
mod find;
mod glob;
mod known;
mod one;
mod order;
mod same;
mod shard;
mod total;

use std::collections::{HashMap, VecDeque};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rayon::ThreadPoolBuilder;
use thiserror::Error;

use crate::Document;
use crate::check::Language;
use crate::container::{Fields, Flow};
use crate::extraction::Wanted;
use crate::output::OutputError;
use crate::source::Limits;

pub use extract::{Observer, extract};
pub use find::Choice;
use find::{Search, Step};
pub use glob::Glob;
#[cfg(feature = "arrow")]
pub use glob::GlobError;
pub use known::Known;
pub(crate) use one::apart;
pub use one::{Done, Outcome, one, text};
use order::InOrder;
pub use same::{Content, Contents};
pub use shard::Shard;
pub(crate) use shard::key;
pub use total::Total;

/// What to read, lowered from the command line.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Files, directories, and `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// Which files of the directories.
    pub choice: Choice,
    /// Which fields of rows hold what; without them rows are not read.
    pub fields: Option<Fields>,
    /// Number of threads; `None` for one a core.
    pub jobs: Option<usize>,
    /// What one document may cost.
    pub limits: Limits,
    /// Which records are asked for.
    pub wanted: Wanted,
    /// The language of the findings' messages, if it is not that of the records.
    pub language: Option<Language>,
    /// Which part of the documents.
    pub shard: Shard,
    /// What an earlier run has read, and is not read again.
    pub known: Arc<Known>,
    /// How far it has come.
    pub total: Total,
    /// Set from outside, it ends the run: what was begun comes to its end, and nothing more is begun.
    pub stop: Arc<AtomicBool>,
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
    /// Documents that an earlier run has read.
    pub unchanged: u64,
    /// Files with the bytes of another.
    pub copies: u64,
    /// Documents that say the same as another.
    pub same: u64,
    /// Records written.
    pub records: u64,
    /// Whether it was ended from outside.
    pub interrupted: bool,
    /// How long it took.
    pub elapsed: Duration,
}

/// Why a run could not be made or brought to its end.
#[derive(Debug, Error)]
pub enum RunError {
    /// No document stands under the paths.
    #[error(
        "no document found: name a file, or a directory or archive that holds documents (txt, md, html, docx, xlsx, xls, pdf)"
    )]
    NothingToDo,
    /// The threads could not be started.
    #[error("cannot start the threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    /// The output could not be written.
    #[error(transparent)]
    Output(#[from] OutputError),
}

/// How many documents a thread may be ahead of the one that is to be taken next.
const WINDOW: usize = 16;

/// No document is begun while those in flight have more bytes than this for each thread: large ones are read few
/// at a time, and what was made of them waits with few others for its turn.
const IN_FLIGHT: u64 = 4 << 20;

/// So long the run waits for the next document before it looks what else there is to do.
const PATIENCE: Duration = Duration::from_millis(50);

/// Something that was begun, or found in its place.
enum Begun<T> {
    /// A document of so many bytes.
    Document(u64),
    /// What needs no work.
    Done(Done<T>),
}

/// Reads every document under the paths, lets `make` make something of each on the pool's threads, and
/// gives it to `take` on this thread, in path order. With `once`, bytes that were read before are not read again.
///
/// # Errors
/// If there is nothing to read, or `take` fails. A document that fails is no error of the run: it is
/// given to `take` as a failure, and counted.
pub fn run<T: Send>(
    options: &Options,
    once: bool,
    make: impl Fn(Document) -> io::Result<T> + Sync,
    mut take: impl FnMut(Done<T>) -> Result<(), OutputError>,
    left_out: &mut dyn FnMut(&Path),
) -> Result<Summary, RunError> {
    let start = Instant::now();
    let pool = ThreadPoolBuilder::new()
        .num_threads(options.jobs.unwrap_or(0))
        .build()?;
    let window = pool.current_num_threads() * WINDOW;
    let most = pool.current_num_threads() as u64 * IN_FLIGHT;
    let mut summary = Summary::default();
    let failed = AtomicBool::new(false);
    let claims = Claims::new(&options.known, once);
    let (make, stop) = (&make, &options.stop);
    let read = (options.limits, options.wanted);
    let steps = search(options);
    pool.in_place_scope(|scope| {
        let (sender, results) = mpsc::channel();
        let mut results = InOrder::new(results);
        let mut flight: VecDeque<Begun<T>> = VecDeque::new();
        let (mut begun, mut in_flight, mut ended) = (0, 0, false);
        let result = loop {
            while !ended && flight.len() < window && in_flight < most {
                if stop.load(Ordering::Relaxed) {
                    (ended, summary.interrupted) = (true, true);
                    break;
                }
                match steps.recv_timeout(PATIENCE) {
                    Ok(Step::LeftOut(path)) => {
                        summary.left_out += 1;
                        left_out(&path);
                    }
                    Ok(Step::Unchanged) => summary.unchanged += 1,
                    Ok(Step::End { path, stamp }) => {
                        flight.push_back(Begun::Done(Done::container(path, stamp)));
                    }
                    Ok(Step::Input(input)) => {
                        let size = input.size();
                        in_flight += size;
                        flight.push_back(Begun::Document(size));
                        let (sender, failed, claims, index) =
                            (sender.clone(), &failed, &claims, begun);
                        begun += 1;
                        scope.spawn(move |_| {
                            if failed.load(Ordering::Relaxed) {
                                return;
                            }
                            let is_copy = |doc: &str| claims.is_copy(doc, index);
                            let done = one::document(input, read, is_copy, make);
                            // The receiver is gone only when the run has failed: nobody asks any more.
                            let _ = sender.send((index, done));
                        });
                    }
                    Err(RecvTimeoutError::Timeout) if flight.is_empty() => {}
                    Err(RecvTimeoutError::Timeout) => break,
                    Err(RecvTimeoutError::Disconnected) => ended = true,
                }
            }
            let done = match flight.pop_front() {
                Some(Begun::Done(done)) => done,
                Some(Begun::Document(size)) => {
                    in_flight -= size;
                    results.next()
                }
                None if ended => break Ok(()),
                None => continue,
            };
            summary.bytes += done.bytes;
            match done.outcome {
                Outcome::Made(_) | Outcome::Copy => summary.documents += 1,
                Outcome::Failed(_) => summary.errors += 1,
                Outcome::Container => {}
            }
            if let Err(error) = take(done) {
                break Err(error);
            }
        };
        failed.store(result.is_err(), Ordering::Relaxed);
        result
    })?;
    let nothing = summary.documents + summary.errors + summary.unchanged == 0;
    if nothing && !summary.interrupted && !options.shard.is_part() {
        return Err(RunError::NothingToDo);
    }
    summary.elapsed = start.elapsed();
    Ok(summary)
}

/// Begins to find what stands under the paths, on a thread of its own: it waits when nobody asks, and ends when
/// nobody can.
fn search(options: &Options) -> Receiver<Step> {
    let search = Search {
        paths: options.paths.clone(),
        choice: options.choice.clone(),
        fields: options.fields.clone(),
        limits: options.limits,
        shard: options.shard,
        known: Arc::clone(&options.known),
        total: options.total.clone(),
        stop: Arc::clone(&options.stop),
    };
    let (sender, steps) = mpsc::sync_channel(1);
    thread::spawn(move || {
        // Whether it came to its end is nothing to anybody.
        let _ = search.find(&mut |step| match sender.send(step) {
            Ok(()) => Flow::Continue(()),
            Err(_) => Flow::Break(()),
        });
    });
    steps
}

/// Who reads bytes that stand under several paths: the first of them.
struct Claims {
    once: bool,
    /// The place of the first path, for each document that was begun; 0 for those of an earlier run.
    first: Mutex<HashMap<u64, usize>>,
}

impl Claims {
    fn new(known: &Known, once: bool) -> Self {
        let first = known.read().map(|doc| (doc, 0)).collect();
        Self {
            once,
            first: Mutex::new(first),
        }
    }

    /// Whether the document at a place was begun at one before. If it was begun at a later one it is read twice, and
    /// the other is found to be the copy when it is taken.
    fn is_copy(&self, doc: &str, index: usize) -> bool {
        let Some(doc) = known::doc(doc).filter(|_| self.once) else {
            return false;
        };
        // A map of numbers is whole whoever panicked.
        let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        let own = index + 1;
        let first = first.entry(doc).or_insert(own);
        let is_copy = *first < own;
        *first = own.min(*first);
        is_copy
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Stage;

    #[test]
    fn a_document_that_fails_is_given_in_its_place_and_the_run_goes_on() {
        let directory = tempfile::tempdir().unwrap();
        for (name, text) in [("a.txt", "收入"), ("b.txt", ""), ("c.txt", "支出")] {
            std::fs::write(directory.path().join(name), text).unwrap();
        }
        let options = Options {
            paths: vec![directory.path().to_owned(), "nowhere.txt".into()],
            jobs: Some(2),
            ..Options::default()
        };
        let make = |document: Document| match document.text() {
            "支出" => panic!("no outlay"),
            text => Ok(text.to_owned()),
        };
        let mut told = Vec::new();
        let take = |done: Done<String>| {
            told.push(match done.outcome {
                Outcome::Made(text) => Ok(text),
                Outcome::Failed(failure) => Err(failure.stage),
                Outcome::Copy | Outcome::Container => unreachable!("nothing of the kind is there"),
            });
            Ok(())
        };
        let summary = run(&options, true, make, take, &mut |_| {});
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
            ..Options::default()
        };
        let result = run(&options, true, |_| Ok(()), |_| Ok(()), &mut |_| {});
        assert!(matches!(result, Err(RunError::NothingToDo)));
    }
}
