//! One document of a run: its bytes are had and read, and something is made of it.

use std::io;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::find::{Input, Stamp};
use crate::Document;
use crate::document::{Error, decode};
use crate::extraction::Wanted;
use crate::guard::guard;
use crate::record::{Failure, Stage};
use crate::source::{LimitError, Limits, Source, Watch, hex};
use crate::text::Cut;

/// What came of one input.
pub struct Done<T> {
    /// The path that records bear.
    pub path: String,
    /// The file that it is, where it is one.
    pub stamp: Option<Stamp>,
    /// SHA-256 of its bytes, if they could be had.
    pub sha256: Option<String>,
    /// Size of the document.
    pub bytes: u64,
    /// How long it took.
    pub elapsed: Duration,
    /// What was made of it.
    pub outcome: Outcome<T>,
}

/// What was made of an input.
pub enum Outcome<T> {
    /// It was read.
    Made(T),
    /// It has the bytes of a document before it, and was not read.
    Copy,
    /// It could not be read; whatever went wrong names the file and the stage.
    Failed(Failure),
    /// It is a container, and all that it holds has been given.
    Container,
}

impl<T> Done<T> {
    /// A container came to its end.
    pub(super) fn container(path: String, stamp: Option<Stamp>) -> Self {
        Self {
            path,
            stamp,
            sha256: None,
            bytes: 0,
            elapsed: Duration::ZERO,
            outcome: Outcome::Container,
        }
    }

    /// The id of the document.
    pub fn doc(&self) -> Option<&str> {
        self.sha256.as_deref()?.get(..16)
    }
}

/// Reads the one document at a path, which may be a member of a container (`archive!member`), or from standard input
/// for `-`.
///
/// # Errors
/// Whatever went wrong, with the file and the stage.
pub fn one(path: &Path, limits: Limits) -> Result<Document, Failure> {
    read(
        Input::one(path, &limits),
        &Watch::start(limits),
        Document::within,
    )
}

/// Decodes the one document at a path, as [`one`], and reads no more of it.
///
/// # Errors
/// As for [`one`].
pub fn text(path: &Path, limits: Limits) -> Result<Source, Failure> {
    read(Input::one(path, &limits), &Watch::start(limits), decode)
}

fn read<T: Send + 'static>(
    mut input: Input,
    watch: &Watch,
    read: impl FnOnce(String, Vec<u8>, &Watch) -> Result<T, Error> + Send + 'static,
) -> Result<T, Failure> {
    let bytes = input.bytes(watch)?;
    apart(input.path, bytes, watch, read)
}

/// Reads an input and makes something of it, unless `is_copy` knows its bytes.
pub(super) fn document<T>(
    mut input: Input,
    (limits, wanted): (Limits, Wanted),
    is_copy: impl Fn(&str) -> bool,
    make: impl Fn(Document) -> io::Result<T>,
) -> Done<T> {
    let start = Instant::now();
    let watch = Watch::start(limits);
    let mut done = Done {
        stamp: input.stamp,
        path: input.path.clone(),
        ..Done::container(String::new(), None)
    };
    done.outcome = match input.bytes(&watch) {
        Err(failure) => Outcome::Failed(failure),
        Ok(bytes) => {
            done.bytes = bytes.len() as u64;
            let sha256 = done.sha256.insert(hex(&Sha256::digest(&bytes)));
            match is_copy(sha256.before(16)) {
                true => Outcome::Copy,
                false => made(input, bytes, (&watch, wanted), make).unwrap_or_else(Outcome::Failed),
            }
        }
    };
    done.elapsed = start.elapsed();
    done
}

/// What is made of a document.
fn made<T>(
    input: Input,
    bytes: Vec<u8>,
    (watch, wanted): (&Watch, Wanted),
    make: impl Fn(Document) -> io::Result<T>,
) -> Result<Outcome<T>, Failure> {
    let path = input.path;
    let read = move |name, bytes, watch: &_| Document::wanted(name, bytes, watch, wanted);
    let mut document = apart(path.clone(), bytes, watch, read)?;
    document.came_from(input.origin);
    let message = match guard(|| make(document)) {
        Ok(Ok(made)) => return Ok(Outcome::Made(made)),
        Ok(Err(error)) => error.to_string(),
        Err(stopped) => stopped.to_string(),
    };
    let stage = Stage::Output;
    Err(Failure {
        path,
        stage,
        message,
    })
}

/// So long after its time is up a document is left behind, though it did not give itself up.
const GRACE: Duration = Duration::from_secs(2);

/// What a reader is to do.
type Task = Box<dyn FnOnce() + Send>;

/// Threads that have read a document and wait for the next: what a thread remembers of one serves the next. A process
/// that was forked has the list of its parent, but none of the threads.
static IDLE: Mutex<Vec<(u32, mpsc::Sender<Task>)>> = Mutex::new(Vec::new());

/// A thread that reads documents: one that waits, or a new one.
fn reader() -> io::Result<mpsc::Sender<Task>> {
    let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
    while let Some((process, reader)) = idle.pop() {
        if process == std::process::id() {
            return Ok(reader);
        }
    }
    drop(idle);
    let (reader, tasks) = mpsc::channel::<Task>();
    thread::Builder::new().spawn(move || tasks.into_iter().for_each(|task| task()))?;
    Ok(reader)
}

/// Reads a document on a thread of its own, so that one that never comes to its end holds up nothing else: it
/// is left behind with its thread, and ends with the program.
pub(crate) fn apart<T: Send + 'static>(
    path: String,
    bytes: Vec<u8>,
    watch: &Watch,
    read: impl FnOnce(String, Vec<u8>, &Watch) -> Result<T, Error> + Send + 'static,
) -> Result<T, Failure> {
    let name = path.clone();
    on_reader(name, bytes, watch, read).map_err(|error| Failure {
        path,
        stage: error.stage(),
        message: error.to_string(),
    })
}

fn on_reader<T: Send + 'static>(
    path: String,
    bytes: Vec<u8>,
    watch: &Watch,
    read: impl FnOnce(String, Vec<u8>, &Watch) -> Result<T, Error> + Send + 'static,
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
            idle.push((std::process::id(), reader));
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
