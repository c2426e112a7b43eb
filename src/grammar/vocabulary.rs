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
    /// The words of each class, by their beginnings and by their ends.
    classes: [(Index, Index); Class::COUNT],
}

impl Vocabulary {
    /// A vocabulary of these words.
    pub fn new(words: Words) -> Self {
        let of_class = |class: usize| {
            let words = words.classes.clone().into_iter();
            words.filter_map(move |(own, word)| (own as usize == class).then_some((word, ())))
        };
        let edges = |class| {
            (
                Index::beginning(of_class(class)),
                Index::ending(of_class(class)),
            )
        };
        Self {
            classes: std::array::from_fn(edges),
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
        }
    }

    /// The longest comparing word that ends `text`, and what stands before it.
    pub(super) fn comparing_before<'t>(&self, text: &'t str) -> Option<(&Comparing, &'t str)> {
        let (entry, head) = self.before.split_end(text)?;
        Some((&entry.says, head))
    }

    /// The longest comparing word that `text` begins with, and what stands behind it.
    pub(super) fn comparing_after<'t>(&self, text: &'t str) -> Option<(&Comparing, &'t str)> {
        let (entry, rest) = self.after.split_start(text)?;
        Some((&entry.says, rest))
    }

    /// What stands behind the approximator that `text` begins with.
    pub(super) fn behind_approximator<'t>(&self, text: &'t str) -> Option<&'t str> {
        Some(self.inside.split_start(text)?.1)
    }

    /// The longest measure word that `text` begins with, and what stands behind it.
    pub(super) fn measure<'t>(&self, text: &'t str) -> Option<(&Measure, &'t str)> {
        let (entry, rest) = self.measures.split_start(text)?;
        let measure = &entry.says;
        let followed = rest.starts_with(|c| measure.not_before.contains(c));
        let counts = !followed && !matches!(measure.kind, Use::None | Use::Per);
        counts.then_some((measure, rest))
    }

    /// Whether `text` begins with a measure word.
    pub fn begins_with_measure(&self, text: &str) -> bool {
        self.measure(text).is_some()
    }

    /// What stands behind the longest word behind a stroke that `text` begins with: 元/人.
    pub(super) fn behind_per<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (entry, rest) = self.measures.split_start(text)?;
        (entry.says.kind != Use::None).then_some(rest)
    }

    /// The currency that stands before a number, at the end of `text`, and what stands before it.
    pub(super) fn currency_before<'t>(&self, text: &'t str) -> Option<(&Currency, &'t str)> {
        let (entry, head) = self.currencies_before.split_end(text)?;
        Some((&entry.says, head))
    }

    /// Whether a text names the money of another country.
    pub(super) fn names_foreign(&self, text: &str) -> bool {
        self.foreign.any_in(text)
    }

    /// The currency that `text` begins with, and what stands behind it.
    pub(super) fn currency_after<'t>(&self, text: &'t str) -> Option<(&Currency, &'t str)> {
        let (entry, rest) = self.currencies_after.split_start(text)?;
        Some((&entry.says, rest))
    }

    #[expect(clippy::indexing_slicing, reason = "there are words for every class")]
    fn of_class(&self, class: Class) -> &(Index, Index) {
        &self.classes[class as usize]
    }

    /// Whether `text` begins with a word of a class.
    pub(super) fn begins(&self, class: Class, text: &str) -> bool {
        self.of_class(class).0.at_start(text).is_some()
    }

    /// Whether `text` ends with a word of a class.
    pub(super) fn ends(&self, class: Class, text: &str) -> bool {
        self.of_class(class).1.at_end(text).is_some()
    }

    /// What stands behind the longest word of a class that `text` begins with.
    pub(super) fn strip_prefix<'t>(&self, class: Class, text: &'t str) -> Option<&'t str> {
        Some(self.of_class(class).0.split_start(text)?.1)
    }

    /// What stands before the longest word of a class that `text` ends with.
    pub(super) fn strip_suffix<'t>(&self, class: Class, text: &'t str) -> Option<&'t str> {
        Some(self.of_class(class).1.split_end(text)?.1)
    }
}
