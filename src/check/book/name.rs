//! The labels of facts, each made alike once.

use rustc_hash::FxHashMap as HashMap;

use crate::lexicon::label::{self, Level};
use crate::lexicon::lists::{Class as List, list};

/// A label made alike: two labels of one name are one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name(usize);

/// The names of a document, each made alike once.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    by_label: HashMap<&'a str, Name>,
    by_key: HashMap<String, Name>,
    keys: Vec<Key>,
}

/// What is known of a name.
#[derive(Debug)]
pub(super) struct Key {
    /// The words of the name.
    pub(super) words: String,
    /// The level of the classification that they say.
    pub(super) level: Option<Level>,
    /// Whether they say which books a number is of and not of what.
    pub(super) hollow: bool,
}

impl<'a> Names<'a> {
    #[expect(clippy::indexing_slicing, reason = "a name is that of a key")]
    /// What a name is.
    pub(super) fn key(&self, name: Name) -> &Key {
        &self.keys[name.0]
    }

    /// The name that a label is, if it has words.
    pub(super) fn of(&mut self, label: Option<&'a str>) -> Option<Name> {
        let label = label?;
        if let Some(name) = self.by_label.get(label) {
            return Some(*name).filter(|name| !self.key(*name).words.is_empty());
        }
        let read = label::label(label);
        let next = Name(self.keys.len());
        let name = *self.by_key.entry(read.key.clone()).or_insert(next);
        if name == next {
            self.keys.push(Key {
                hollow: is_hollow(&read.key),
                words: read.key.clone(),
                level: read.level,
            });
        }
        self.by_label.insert(label, name);
        Some(name).filter(|name| !self.key(*name).words.is_empty())
    }
}

/// Whether a name says which books a number is of and not of what: 年初预算, 支出决算, 全年预算数.
fn is_hollow(key: &str) -> bool {
    let words = key.trim_end_matches(|c: char| c.is_ascii_digit());
    list(List::Hollow).trim_start(words).is_empty()
}
