//! Words of policy, and what the words of a text are sorted by.

use serde::Deserialize;

use super::super::word_file::{List, Row};
use super::Word;

/// A word of policy.
#[derive(Debug, Deserialize)]
pub struct PolicyTerm {
    /// A field of policy.
    pub topic: Box<str>,
    /// The word.
    pub term: Box<str>,
    /// The same in English.
    pub english: Box<str>,
    /// Other words that are counted as it.
    pub also: List<';'>,
}

impl Row for PolicyTerm {
    fn subjects(&self) -> Vec<String> {
        let also = self.also.words().map(str::to_owned);
        std::iter::once(self.term.to_string()).chain(also).collect()
    }
}

/// What the words of a text are sorted by: the file explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the file explains each to those who edit it")]
pub enum TermClass {
    Stop,
    StopTime,
    StopQuantity,
    AgencyEnding,
    PersonCue,
    NoText,
    NoTermTag,
    VaryingTag,
    PersonTag,
    PlaceTag,
}

impl Row for Word<TermClass> {
    fn subjects(&self) -> Vec<String> {
        let class = match self.class {
            TermClass::StopTime | TermClass::StopQuantity => TermClass::Stop,
            TermClass::VaryingTag | TermClass::PersonTag | TermClass::PlaceTag => {
                TermClass::NoTermTag
            }
            class => class,
        };
        vec![format!("{class:?} {}", self.word)]
    }
}
