//! The records of many documents go to a sink.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::known::doc;
use super::{Contents, Done, Options, Outcome, RunError, Summary, run};
use crate::Document;
use crate::extraction::Wanted;
use crate::output::{Ending, Entry, RecordType, Sink, Status};
use crate::record::{Failure, FileCopy, Header, Record};
use crate::run::Content;

/// Is told how a run goes on, from the thread that called it.
pub trait Observer {
    /// A document was read or failed.
    fn done(&mut self, bytes: u64, failure: Option<&Failure>);

    /// A document was read, but not whole.
    fn damaged(&mut self, _path: &str, _damage: &str) {}

    /// A file of a directory is no document.
    fn left_out(&mut self, _path: &Path) {}
}

/// What is made of a document.
struct Read {
    header: Header,
    records: Vec<Record>,
    content: Option<Content>,
}

/// Extracts every document under the paths and writes the records of the types in `wanted` to `sink`, in
/// path order; where no document could be read, the sink is left as it was. What is written does not depend on the
/// number of threads. `contents` knows what the documents of earlier runs say.
///
/// # Errors
/// If there is nothing to read, or the output cannot be written. A document that fails is written as a
/// record and told to the observer.
pub fn extract(
    options: &Options,
    wanted: &[RecordType],
    contents: Contents,
    sink: Box<dyn Sink>,
    observer: &mut dyn Observer,
) -> Result<Summary, RunError> {
    let options = &Options {
        wanted: wanted_of(wanted),
        ..options.clone()
    };
    let is_wanted = |record: &Record| wanted.contains(&RecordType::of(record));
    let make = |mut document: Document| {
        if let Some(language) = options.language {
            document.tell_in(language);
        }
        let header = document.header().clone();
        let mut records: Vec<Record> = document.into_records().collect();
        // Only a header says that another document says the same.
        let content = (options.wanted.checks).then(|| Content::of(&header, &records));
        records.retain(is_wanted);
        Ok(Read {
            header,
            records,
            content: content.flatten(),
        })
    };
    let observer = RefCell::new(observer);
    let mut writer = Writer {
        wanted,
        contents,
        seen: options.known.read().collect(),
        failed: HashMap::new(),
        summary: Summary::default(),
        sink,
    };
    let take = |done: Done<Read>| writer.take(done, &mut **observer.borrow_mut());
    let mut leave = |path: &Path| observer.borrow_mut().left_out(path);
    let summary = match run(options, true, make, take, &mut leave) {
        Ok(summary) => summary,
        Err(error) => {
            // The first error is the one to be told.
            let _ = writer.sink.end(Ending::Nothing);
            return Err(error);
        }
    };
    writer.sink.end(match summary {
        Summary {
            interrupted: true, ..
        } => Ending::Interrupted,
        Summary {
            documents: 0,
            unchanged: 0,
            ..
        } => Ending::Nothing,
        _ => Ending::Whole,
    })?;
    Ok(Summary {
        records: writer.summary.records,
        copies: writer.summary.copies,
        same: writer.summary.same,
        ..summary
    })
}

/// What of a document serves records of these types.
fn wanted_of(types: &[RecordType]) -> Wanted {
    let any = |some: &[RecordType]| some.iter().any(|one| types.contains(one));
    let checks = any(&[RecordType::Document, RecordType::Finding]);
    let facts = checks || any(&[RecordType::Fact]);
    let performance = checks || any(&[RecordType::Project, RecordType::Indicator]);
    Wanted {
        tables: facts || performance || any(&[RecordType::Table]),
        facts,
        performance,
        checks,
        outcomes: false,
    }
}

/// What the output depends on besides a document: those before it.
struct Writer<'a> {
    wanted: &'a [RecordType],
    contents: Contents,
    /// The documents so far.
    seen: HashSet<u64>,
    /// The documents that failed, with the first path and the reason.
    failed: HashMap<String, Failure>,
    summary: Summary,
    sink: Box<dyn Sink>,
}

impl Writer<'_> {
    fn take(
        &mut self,
        done: Done<Read>,
        observer: &mut dyn Observer,
    ) -> Result<(), crate::output::OutputError> {
        let id = done.doc().map(str::to_owned);
        let is_container = matches!(done.outcome, Outcome::Container);
        let mut entry = Entry {
            status: Status::Read,
            bytes: done
                .stamp
                .map(|stamp| stamp.bytes)
                .or((!is_container).then_some(done.bytes)),
            modified: done.stamp.map(|stamp| stamp.modified),
            duplicate_of: None,
            reason: None,
            records: 0,
            seconds: (done.elapsed.as_secs_f64() * 1000.0).round() / 1000.0,
            content: None,
            sha256: done.sha256,
            path: done.path,
        };
        let mut records = match done.outcome {
            Outcome::Container => {
                entry.status = Status::Container;
                return self.sink.write(&entry, &[]);
            }
            Outcome::Failed(failure) => self.fail(&mut entry, id, failure, observer),
            Outcome::Copy => self.copy(&mut entry, id.unwrap_or_default(), observer),
            Outcome::Made(read) => {
                if let Some(damage) = &read.header.damage {
                    observer.damaged(&read.header.path, damage);
                }
                match self.seen.insert(doc(&read.header.doc).unwrap_or_default()) {
                    // It was begun before the one that it is a copy of.
                    false => self.copy(&mut entry, read.header.doc, observer),
                    true => self.document(&mut entry, read),
                }
            }
        };
        records.retain(|record| self.wanted.contains(&RecordType::of(record)));
        entry.records = records.len() as u64;
        self.summary.records += entry.records;
        self.sink.write(&entry, &records)?;
        if entry.status != Status::Failed {
            observer.done(done.bytes, None);
        }
        Ok(())
    }

    fn document(&mut self, entry: &mut Entry, read: Read) -> Vec<Record> {
        let mut records = read.records;
        if let Some(content) = &read.content
            && let Some(first) = self.contents.first(content, &read.header.doc)
        {
            self.summary.same += 1;
            if let Some(Record::Document(header)) = records.first_mut() {
                header.same_as = Some(first);
            }
        }
        entry.content = read.content;
        records
    }

    /// A document stands once in the output, so that what is joined by `doc` is not multiplied.
    fn copy(&mut self, entry: &mut Entry, doc: String, observer: &mut dyn Observer) -> Vec<Record> {
        if let Some(first) = self.failed.get(&doc) {
            let failure = Failure {
                path: entry.path.clone(),
                stage: first.stage,
                message: format!(
                    "has the bytes of {}, which failed: {}",
                    first.path, first.message
                ),
            };
            return self.fail(entry, None, failure, observer);
        }
        self.summary.copies += 1;
        entry.status = Status::Copy;
        entry.duplicate_of = Some(doc.clone());
        let path = entry.path.clone();
        vec![Record::Copy(Box::new(FileCopy { doc, path }))]
    }

    fn fail(
        &mut self,
        entry: &mut Entry,
        doc: Option<String>,
        failure: Failure,
        observer: &mut dyn Observer,
    ) -> Vec<Record> {
        entry.status = Status::Failed;
        entry.reason = Some(failure.message.clone());
        observer.done(entry.bytes.unwrap_or(0), Some(&failure));
        if let Some(doc) = doc {
            self.failed.entry(doc).or_insert_with(|| failure.clone());
        }
        vec![Record::Error(Box::new(failure))]
    }
}
