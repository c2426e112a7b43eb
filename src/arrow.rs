//! Records as batches of [Arrow](https://arrow.apache.org), with the columns of the Parquet files: for programs that
//! hold tables in memory, and for bindings.
//!
//! A [`Crawl`] reads many documents in parallel and gives the batches as they are filled; [`batches`] gives those of
//! one document.
//!
//! ```
//! use gongkai::arrow::{Crawl, RecordType};
//!
//! let crawl = Crawl::new(["corpus"]).types(&[RecordType::Document, RecordType::Fact]);
//! let mut facts = 0;
//! let mut reading = crawl.read();
//! while let Some((kind, batch)) = reading.next().transpose()? {
//!     if kind == RecordType::Fact {
//!         facts += batch.num_rows();
//!     }
//! }
//! assert!(facts > 1000);
//! # Ok::<(), gongkai::arrow::RunError>(())
//! ```

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use arrow_array::RecordBatch;

use crate::check::Language;
use crate::container::Fields;
use crate::output::{Batches, OutputError};
use crate::record::{Failure, Record};
use crate::run::{self, Choice, Content, Contents, Glob, Observer, Options};
use crate::source::Limits;

pub use crate::output::{RecordType, schema};
pub use crate::run::{GlobError, RunError};

/// Many documents: where they are and how they are read. What is not said is as in the program.
#[derive(Debug, Clone)]
pub struct Crawl {
    options: Options,
    types: Vec<RecordType>,
}

impl Crawl {
    /// The documents of these paths: files, directories and archives.
    pub fn new<P: Into<PathBuf>>(paths: impl IntoIterator<Item = P>) -> Self {
        let paths = paths.into_iter().map(Into::into).collect();
        Self {
            options: Options {
                paths,
                ..Options::default()
            },
            types: RecordType::ALL.to_vec(),
        }
    }

    /// Only records of these types are given.
    #[must_use]
    pub fn types(mut self, types: &[RecordType]) -> Self {
        self.types = types.to_vec();
        self
    }

    /// What one document may cost.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.options.limits = limits;
        self
    }

    /// The number of threads; one a core if it is not said.
    #[must_use]
    pub fn jobs(mut self, jobs: NonZeroUsize) -> Self {
        self.options.jobs = Some(jobs.get());
        self
    }

    /// Of the files below a directory only those that one of these patterns matches, and none that one of the others
    /// does.
    ///
    /// # Errors
    /// If a pattern cannot be used.
    pub fn choose(mut self, include: &[String], exclude: &[String]) -> Result<Self, GlobError> {
        let globs = |written: &[String]| -> Result<Vec<Glob>, GlobError> {
            written.iter().map(|glob| glob.parse()).collect()
        };
        self.options.choice = Choice {
            include: globs(include)?,
            exclude: globs(exclude)?,
        };
        Ok(self)
    }

    /// Rows of JSON lines and Parquet are read too: the field that holds the text of a document or its bytes, and
    /// those that hold what it is called, its address and its day.
    #[must_use]
    pub fn rows(
        mut self,
        text: String,
        id: Option<String>,
        url: Option<String>,
        date: Option<String>,
    ) -> Self {
        self.options.fields = Some(Fields {
            text,
            id,
            url,
            date,
        });
        self
    }

    /// The language of the findings' messages.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.options.language = Some(language);
        self
    }

    /// Begins to read. Reading goes on in threads of its own, never far ahead of what is asked for.
    pub fn read(self) -> Reading {
        let (sender, batches) = mpsc::sync_channel(1);
        let reading = Reading {
            batches,
            options: self.options.clone(),
            counts: Arc::default(),
        };
        self.options.total.begin(&self.options);
        let mut counts = Arc::clone(&reading.counts);
        thread::spawn(move || {
            let batch = sender.clone();
            let take = move |kind, rows| {
                let gone = |_| OutputError::Closed;
                batch.send(Ok((kind, rows))).map_err(gone)
            };
            let sink = Box::new(Batches::new(&self.types, take));
            let contents = Contents::default();
            let ended = run::extract(&self.options, &self.types, contents, sink, &mut counts);
            if let Err(error) = ended {
                // Nobody listens if the reading was given up.
                let _ = sender.send(Err(error));
            }
        });
        reading
    }
}

/// A crawl while it is read: an iterator over batches of records of one type each, those of a type in the order of
/// the paths. When it is dropped, reading ends.
#[derive(Debug)]
pub struct Reading {
    batches: Receiver<Result<(RecordType, RecordBatch), RunError>>,
    options: Options,
    counts: Arc<Counts>,
}

/// What came within a time.
#[derive(Debug)]
pub enum Next {
    /// A batch of records of a type.
    Batch(RecordType, RecordBatch),
    /// Nothing yet.
    Nothing,
    /// Everything has been given.
    End,
}

/// How far a reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Documents read.
    pub documents: u64,
    /// Documents that failed.
    pub errors: u64,
    /// Bytes of the files that are behind it.
    pub passed: u64,
    /// Bytes of all files, once they are known.
    pub all: Option<u64>,
}

#[derive(Debug, Default)]
struct Counts {
    documents: AtomicU64,
    errors: AtomicU64,
}

impl Observer for Arc<Counts> {
    fn done(&mut self, _: u64, failure: Option<&Failure>) {
        let count = match failure {
            Some(_) => &self.errors,
            None => &self.documents,
        };
        count.fetch_add(1, Ordering::Relaxed);
    }
}

impl Reading {
    /// Waits so long for the next batch.
    ///
    /// # Errors
    /// If the crawl could not be read to its end; nothing comes behind that.
    pub fn wait(&mut self, patience: Duration) -> Result<Next, RunError> {
        match self.batches.recv_timeout(patience) {
            Ok(batch) => batch.map(|(kind, rows)| Next::Batch(kind, rows)),
            Err(RecvTimeoutError::Timeout) => Ok(Next::Nothing),
            Err(RecvTimeoutError::Disconnected) => Ok(Next::End),
        }
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        Progress {
            documents: self.counts.documents.load(Ordering::Relaxed),
            errors: self.counts.errors.load(Ordering::Relaxed),
            passed: self.options.total.passed(),
            all: self.options.total.all(),
        }
    }
}

impl Iterator for Reading {
    type Item = Result<(RecordType, RecordBatch), RunError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.batches.recv().ok()
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.options.stop.store(true, Ordering::Relaxed);
    }
}

/// The batches of records: at least one for each of the types of which there are any.
///
/// # Errors
/// If a record does not fit its table, which would be a fault of this package.
pub fn batches(
    records: impl IntoIterator<Item = Record>,
    types: &[RecordType],
) -> Result<Vec<(RecordType, RecordBatch)>, RunError> {
    let mut given = Vec::new();
    let mut batches = Batches::new(types, |kind, rows| {
        given.push((kind, rows));
        Ok(())
    });
    records
        .into_iter()
        .try_for_each(|record| batches.push(&record))?;
    batches.finish()?;
    drop(batches);
    Ok(given)
}

/// What a document says, in short, by which [`same_as`] knows others that say the same; none if it says too little.
/// The records are all those of the document, its own first.
pub fn content(records: &[Record]) -> Option<String> {
    let Some(Record::Document(header)) = records.first() else {
        return None;
    };
    serde_json::to_string(&Content::of(header, records)?).ok()
}

/// For each document, given by what it says in short and its id, the first before it that says the same.
///
/// # Errors
/// If what one says is not what [`content`] gave.
pub fn same_as<'a>(
    documents: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Vec<Option<String>>, serde_json::Error> {
    let mut contents = Contents::default();
    documents
        .into_iter()
        .map(|(content, doc)| Ok(contents.first(&serde_json::from_str(content)?, doc)))
        .collect()
}
