//! The words of numbers: comparators, measure words, currencies, turns of phrase.
//!
//! A grammar knows their places, not the words; the lexicon fills a [`Vocabulary`] from its data
//! files and hands it in.

use std::ops::Range;

use crate::index::Index;
use crate::record::Comparator;

pub use super::classes::{Class, Use};

/// A word that says how the true number stands to the one written.
#[derive(Debug, Clone, Copy)]
pub struct Comparing {
    /// The word.
    pub word: &'static str,
    /// What it says; `None` where it says that they are equal.
    pub comparator: Option<Comparator>,
    /// Characters that, on the far side of the word, make another word of it (节约, 以下简称).
    pub not_beside: &'static str,
}

/// A measure word of counts.
#[derive(Debug, Clone)]
pub struct Measure {
    /// The word.
    pub word: &'static str,
    /// Where it is one.
    pub kind: Use,
    /// Characters that, following, make another word of it: 支出, 本级.
    pub not_before: &'static str,
    /// Where the unit stands in it: 工作日 in 个工作日.
    pub unit: Range<usize>,
}

/// The money of a country, or a sign for it.
#[derive(Debug, Clone, Copy)]
pub struct Currency {
    /// The word or sign.
    pub word: &'static str,
    /// Whether one of it is a yuan.
    pub is_yuan: bool,
}

impl Class {
    /// How many classes there are.
    const COUNT: usize = Self::Term as usize + 1;
}

/// What a vocabulary is made of.
#[derive(Debug, Default)]
pub struct Words {
    /// Comparators before the number.
    pub before: Vec<Comparing>,
    /// Comparators behind the unit.
    pub after: Vec<Comparing>,
    /// Approximators between number and unit: 100余家.
    pub inside: Vec<&'static str>,
    /// Measure words.
    pub measures: Vec<Measure>,
    /// Currencies that stand before the number.
    pub currencies_before: Vec<Currency>,
    /// Currencies that stand behind it.
    pub currencies_after: Vec<Currency>,
    /// Foreign currencies that speak for the sums of their clause.
    pub currencies_inside: Vec<&'static str>,
    /// Words of a class.
    pub classes: Vec<(Class, &'static str)>,
}

/// The words of numbers, ready to be asked.
#[derive(Debug)]
pub struct Vocabulary {
    before: Index<Comparing>,
    after: Index<Comparing>,
    inside: Index,
    measures: Index<Measure>,
    currencies_before: Index<Currency>,
    currencies_after: Index<Currency>,
    /// The names of other countries' money.
    foreign: Index,
    /// The words of each class.
    starts: [Index; Class::COUNT],
    ends: [Index; Class::COUNT],
}

impl Vocabulary {
    /// A vocabulary of these words.
    pub fn new(words: Words) -> Self {
        let of_class = |class: usize| {
            let words = words.classes.clone().into_iter();
            words.filter_map(move |(own, word)| (own as usize == class).then_some((word, ())))
        };
        let starts = std::array::from_fn(|class| Index::beginning(of_class(class)));
        let ends = std::array::from_fn(|class| Index::ending(of_class(class)));
        Self {
            foreign: Index::beginning(words.currencies_inside.into_iter().map(|word| (word, ()))),
            before: Index::ending(words.before.into_iter().map(|entry| (entry.word, entry))),
            after: Index::beginning(words.after.into_iter().map(|entry| (entry.word, entry))),
            inside: Index::beginning(words.inside.into_iter().map(|word| (word, ()))),
            measures: Index::beginning(words.measures.into_iter().map(|entry| (entry.word, entry))),
            currencies_before: Index::ending(
                words
                    .currencies_before
                    .into_iter()
                    .map(|entry| (entry.word, entry)),
            ),
            currencies_after: Index::beginning(
                words
                    .currencies_after
                    .into_iter()
                    .map(|entry| (entry.word, entry)),
            ),
            starts,
            ends,
        }
    }

    /// The longest comparing word that ends `text`.
    pub(super) fn comparing_before(&self, text: &str) -> Option<&Comparing> {
        self.before.at_end(text).map(|entry| &entry.says)
    }

    /// The longest comparing word that `text` begins with.
    pub(super) fn comparing_after(&self, text: &str) -> Option<&Comparing> {
        self.after.at_start(text).map(|entry| &entry.says)
    }

    /// The approximator that `text` begins with.
    pub(super) fn approximator(&self, text: &str) -> Option<&'static str> {
        self.inside.at_start(text).map(|entry| entry.word)
    }

    /// The longest measure word that `text` begins with.
    pub(super) fn measure(&self, text: &str) -> Option<&Measure> {
        let measure = &self.measures.at_start(text)?.says;
        let followed = text[measure.word.len()..].starts_with(|c| measure.not_before.contains(c));
        let counts = !followed && !matches!(measure.kind, Use::None | Use::Per);
        counts.then_some(measure)
    }

    /// Whether `text` begins with a measure word.
    pub fn begins_with_measure(&self, text: &str) -> bool {
        self.measure(text).is_some()
    }

    /// The longest word behind a stroke that `text` begins with: 元/人.
    pub(super) fn per(&self, text: &str) -> Option<&'static str> {
        let measure = &self.measures.at_start(text)?.says;
        (measure.kind != Use::None).then_some(measure.word)
    }

    /// The currency that stands before a number, at the end of `text`.
    pub(super) fn currency_before(&self, text: &str) -> Option<&Currency> {
        let currency = self.currencies_before.at_end(text);
        currency.map(|entry| &entry.says)
    }

    /// Whether a text names the money of another country.
    pub(super) fn names_foreign(&self, text: &str) -> bool {
        self.foreign.any_in(text)
    }

    /// The currency that `text` begins with.
    pub(super) fn currency_after(&self, text: &str) -> Option<&Currency> {
        let currency = self.currencies_after.at_start(text);
        currency.map(|entry| &entry.says)
    }

    /// The longest word of a class that `text` begins with.
    pub(super) fn starts(&self, class: Class, text: &str) -> Option<&'static str> {
        let word = self.starts[class as usize].at_start(text);
        word.map(|entry| entry.word)
    }

    /// The longest word of a class that `text` ends with.
    pub(super) fn ends(&self, class: Class, text: &str) -> Option<&'static str> {
        let word = self.ends[class as usize].at_end(text);
        word.map(|entry| entry.word)
    }
}
