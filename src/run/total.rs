//! How far a run has come.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use super::Options;
use crate::source::{Walked, walk};

/// The bytes of the files under the paths: how many there are, which is summed up while the run goes on, and how many
/// are behind it. What is read of a container counts as it stands on the disk.
#[derive(Debug, Clone, Default)]
pub struct Total(Arc<Sums>);

#[derive(Debug, Default)]
struct Sums {
    all: AtomicU64,
    passed: AtomicU64,
}

impl Total {
    /// Begins to sum up what there is.
    pub fn begin(&self, options: &Options) {
        let (own, paths) = (self.clone(), options.paths.clone());
        thread::spawn(move || {
            let files = paths.iter().flat_map(|root| walk(root)).flatten();
            let sizes = files.filter_map(|file| match file {
                Walked::Document(path) | Walked::LeftOut(path) => path.metadata().ok(),
            });
            own.0
                .all
                .store(sizes.map(|file| file.len()).sum(), Ordering::Relaxed);
        });
    }

    /// So many bytes more are behind the run.
    pub(super) fn pass(&self, bytes: u64) {
        self.0.passed.fetch_add(bytes, Ordering::Relaxed);
    }

    /// The bytes behind the run.
    pub fn passed(&self) -> u64 {
        self.0.passed.load(Ordering::Relaxed)
    }

    /// All bytes, once their sum is known.
    pub fn all(&self) -> Option<u64> {
        Some(self.0.all.load(Ordering::Relaxed)).filter(|all| *all > 0)
    }
}
