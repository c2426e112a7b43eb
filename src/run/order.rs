//! Results in the order of their documents.

use std::collections::BTreeMap;
use std::sync::mpsc::Receiver;

use super::Done;

/// Gives the results of documents in the order of the documents.
pub(super) struct InOrder<T> {
    results: Receiver<(usize, Done<T>)>,
    waiting: BTreeMap<usize, Done<T>>,
    next: usize,
}

impl<T> InOrder<T> {
    pub fn new(results: Receiver<(usize, Done<T>)>) -> Self {
        Self {
            results,
            waiting: BTreeMap::new(),
            next: 0,
        }
    }

    /// Waits for the next document, which must have been begun.
    pub fn next(&mut self) -> Done<T> {
        loop {
            if let Some(done) = self.waiting.remove(&self.next) {
                self.next += 1;
                return done;
            }
            // A sender lives as long as the run, and a document that was begun is always sent.
            let Ok((index, done)) = self.results.recv() else {
                unreachable!("the run holds a sender")
            };
            self.waiting.insert(index, done);
        }
    }
}
