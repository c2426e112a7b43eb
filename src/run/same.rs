//! The same disclosure in other clothes: a page and its PDF, two addresses of one text.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::shard::key;
use crate::output::Entry;
use crate::record::{Fact, Header, Origin, Record};

/// What a document says, so short that a million of them can be compared: who published it, and a sample of its
/// amounts. Two documents that say the same have the same sample whatever they are printed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// A number for issuer, fiscal year and kind.
    who: u64,
    /// The amounts whose numbers are the smallest.
    sample: Vec<u32>,
}

/// So many amounts are a sample.
const SAMPLE: usize = 24;

/// Documents with fewer amounts than this may agree by chance.
const FEW: usize = 8;

/// Of the amounts of both so many in ten stand in both, if two documents say the same: readers of different formats
/// may lose some.
const AGREE: usize = 8;

impl Content {
    /// What a document says, by its header and the rest of its records; `None` if that is too little.
    pub(crate) fn of(header: &Header, records: &[Record]) -> Option<Self> {
        let issuer = header.issuer.as_deref()?;
        let year = header.fiscal_year?;
        let facts = || {
            records.iter().filter_map(|record| match record {
                Record::Fact(fact) => Some(fact.as_ref()),
                _ => None,
            })
        };
        let amount = |fact: &Fact| fact.yuan.map(|yuan| key(&yuan.to_string()) as u32);
        // Sentences are read alike in every format, tables not always.
        let said: BTreeSet<u32> = facts()
            .filter(|fact| fact.origin == Origin::Text)
            .filter_map(amount)
            .collect();
        let amounts = match said.len() < FEW {
            true => facts().filter_map(amount).collect(),
            false => said,
        };
        (amounts.len() >= FEW).then(|| Self {
            who: key(&format!("{issuer}\n{year}\n{:?}", header.kind)),
            sample: amounts.into_iter().take(SAMPLE).collect(),
        })
    }

    /// Whether two documents of one issuer, year and kind have the same amounts, by their samples.
    fn agrees(&self, other: &Self) -> bool {
        let all: BTreeSet<u32> = self.sample.iter().chain(&other.sample).copied().collect();
        // The smallest of both are a sample of both.
        let both = all
            .iter()
            .take(SAMPLE)
            .filter(|one| self.sample.contains(one) && other.sample.contains(one))
            .count();
        both * 10 >= all.len().min(SAMPLE) * AGREE
    }
}

/// What the documents so far say.
#[derive(Debug, Default)]
pub struct Contents {
    seen: HashMap<u64, Vec<(Content, String)>>,
}

impl Contents {
    /// Adds a document of an earlier run.
    pub(crate) fn add(&mut self, entry: &Entry) {
        if let (Some(content), Some(doc)) = (
            &entry.content,
            entry.sha256.as_deref().and_then(|sha| sha.get(..16)),
        ) {
            self.first(content, doc);
        }
    }

    /// The first document that says what this one does; if none does, this one is kept.
    pub(crate) fn first(&mut self, content: &Content, doc: &str) -> Option<String> {
        let seen = self.seen.entry(content.who).or_default();
        if let Some((_, first)) = seen.iter().find(|(other, _)| other.agrees(content)) {
            return (first != doc).then(|| first.clone());
        }
        // An agency whose documents of a year all differ has a few of them, not thousands.
        if seen.len() < MOST {
            seen.push((content.clone(), doc.to_owned()));
        }
        None
    }
}

/// Documents of one issuer, year and kind that are compared with another.
const MOST: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn content(amounts: std::ops::Range<u32>) -> Content {
        let amounts: BTreeSet<u32> = amounts
            .map(|amount| key(&amount.to_string()) as u32)
            .collect();
        Content {
            who: 1,
            sample: amounts.into_iter().take(SAMPLE).collect(),
        }
    }

    #[test]
    fn the_same_amounts_are_the_same_document_though_some_are_lost() {
        let mut contents = Contents::default();
        assert_eq!(contents.first(&content(0..200), "a"), None);
        assert_eq!(contents.first(&content(3..200), "b").as_deref(), Some("a"));
        assert_eq!(contents.first(&content(0..90), "c"), None);
        assert_eq!(contents.first(&content(300..320), "d"), None);
        assert_eq!(
            contents.first(&content(300..320), "e").as_deref(),
            Some("d")
        );
        let other = Content {
            who: 2,
            ..content(0..200)
        };
        assert_eq!(contents.first(&other, "f"), None);
    }
}
