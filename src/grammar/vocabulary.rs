//! The words of numbers: comparators, measure words, currencies, turns of phrase.
//!
//! A grammar knows their places, not the words; the lexicon fills a [`Vocabulary`] from its data
//! files and hands it in.

use std::ops::Range;

use aho_corasick::AhoCorasick;

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

/// Words by their first or last character, the longest first.
///
/// The scan asks a dozen of these for every number, and nearly always in vain: a filter of one bit a
/// character answers most of them.
#[derive(Debug)]
struct Index<T> {
    filter: [u64; FILTER / 64],
    /// The edges of the words in order, each with where its words end; they begin where those of the
    /// edge before end.
    edges: Vec<(char, usize)>,
    words: Vec<Entry<T>>,
}

#[derive(Debug)]
struct Entry<T> {
    word: &'static str,
    /// The character beside its edge.
    second: Option<char>,
    /// Whether it has no other characters.
    short: bool,
    says: T,
}

/// So many bits tell whether a word may have a character at its edge.
const FILTER: usize = 1024;

fn bit(edge: char) -> (usize, u64) {
    let bit = edge as usize % FILTER;
    (bit / 64, 1 << (bit % 64))
}

impl<T> Index<T> {
    fn new(
        words: impl Iterator<Item = (&'static str, T)>,
        edge: fn(&str) -> Option<char>,
        beside: fn(&str) -> Option<char>,
    ) -> Self {
        let mut words: Vec<_> = words
            .map(|(word, says)| Entry {
                word,
                second: beside(word),
                short: word.chars().nth(2).is_none(),
                says,
            })
            .collect();
        words.sort_by_key(|entry| (edge(entry.word), std::cmp::Reverse(entry.word.len())));
        let mut filter = [0; FILTER / 64];
        let mut edges: Vec<(char, usize)> = Vec::new();
        for (at, entry) in words.iter().enumerate() {
            let Some(edge) = edge(entry.word) else {
                continue;
            };
            let (place, bit) = bit(edge);
            filter[place] |= bit;
            match edges.last_mut() {
                Some((last, end)) if *last == edge => *end = at + 1,
                _ => edges.push((edge, at + 1)),
            }
        }
        Self {
            filter,
            edges,
            words,
        }
    }

    fn beginning(words: impl Iterator<Item = (&'static str, T)>) -> Self {
        Self::new(
            words,
            |word| word.chars().next(),
            |word| word.chars().nth(1),
        )
    }

    fn ending(words: impl Iterator<Item = (&'static str, T)>) -> Self {
        Self::new(
            words,
            |word| word.chars().next_back(),
            |word| word.chars().nth_back(1),
        )
    }

    /// The words with this edge, the longest first.
    fn at_edge(&self, edge: char) -> &[Entry<T>] {
        let (place, bit) = bit(edge);
        if self.filter[place] & bit == 0 {
            return &[];
        }
        match self.edges.binary_search_by_key(&edge, |(edge, _)| *edge) {
            Ok(at) => {
                let start = at.checked_sub(1).map_or(0, |before| self.edges[before].1);
                &self.words[start..self.edges[at].1]
            }
            Err(_) => &[],
        }
    }

    /// The longest word that `text` begins with.
    fn at_start(&self, text: &str) -> Option<&T> {
        let mut chars = text.chars();
        let words = self.at_edge(chars.next()?);
        let second = chars.next();
        words
            .iter()
            .filter(|entry| entry.second.is_none() || entry.second == second)
            .find(|entry| entry.short || text.starts_with(entry.word))
            .map(|entry| &entry.says)
    }

    /// The longest word that `text` ends with.
    fn at_end(&self, text: &str) -> Option<&T> {
        let mut chars = text.chars();
        let words = self.at_edge(chars.next_back()?);
        let second = chars.next_back();
        words
            .iter()
            .filter(|entry| entry.second.is_none() || entry.second == second)
            .find(|entry| entry.short || text.ends_with(entry.word))
            .map(|entry| &entry.says)
    }
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
    inside: Index<&'static str>,
    measures: Index<Measure>,
    currencies_before: Index<Currency>,
    currencies_after: Index<Currency>,
    /// The names of other countries' money.
    foreign: Option<AhoCorasick>,
    /// The words of each class.
    starts: [Index<&'static str>; Class::COUNT],
    ends: [Index<&'static str>; Class::COUNT],
}

impl Vocabulary {
    /// A vocabulary of these words.
    pub fn new(words: Words) -> Self {
        let of_class = |class: usize| {
            let words = words.classes.clone().into_iter();
            words.filter_map(move |(own, word)| (own as usize == class).then_some((word, word)))
        };
        let starts = std::array::from_fn(|class| Index::beginning(of_class(class)));
        let ends = std::array::from_fn(|class| Index::ending(of_class(class)));
        Self {
            // A few hundred letters of words are far within what an automaton can hold.
            foreign: AhoCorasick::new(words.currencies_inside).ok(),
            before: Index::ending(words.before.into_iter().map(|entry| (entry.word, entry))),
            after: Index::beginning(words.after.into_iter().map(|entry| (entry.word, entry))),
            inside: Index::beginning(words.inside.into_iter().map(|word| (word, word))),
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
        self.before.at_end(text)
    }

    /// The longest comparing word that `text` begins with.
    pub(super) fn comparing_after(&self, text: &str) -> Option<&Comparing> {
        self.after.at_start(text)
    }

    /// The approximator that `text` begins with.
    pub(super) fn approximator(&self, text: &str) -> Option<&'static str> {
        self.inside.at_start(text).copied()
    }

    /// The longest measure word that `text` begins with.
    pub(super) fn measure(&self, text: &str) -> Option<&Measure> {
        let measure = self.measures.at_start(text)?;
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
        let measure = self.measures.at_start(text)?;
        (measure.kind != Use::None).then_some(measure.word)
    }

    /// The currency that stands before a number, at the end of `text`.
    pub(super) fn currency_before(&self, text: &str) -> Option<&Currency> {
        self.currencies_before.at_end(text)
    }

    /// Whether a text names the money of another country.
    pub(super) fn names_foreign(&self, text: &str) -> bool {
        self.foreign
            .as_ref()
            .is_some_and(|names| names.is_match(text))
    }

    /// The currency that `text` begins with.
    pub(super) fn currency_after(&self, text: &str) -> Option<&Currency> {
        self.currencies_after.at_start(text)
    }

    /// The longest word of a class that `text` begins with.
    pub(super) fn starts(&self, class: Class, text: &str) -> Option<&'static str> {
        self.starts[class as usize].at_start(text).copied()
    }

    /// The longest word of a class that `text` ends with.
    pub(super) fn ends(&self, class: Class, text: &str) -> Option<&'static str> {
        self.ends[class as usize].at_end(text).copied()
    }
}
