//! Words of one class, found by their first or last character.

use rustc_hash::FxHashMap;

/// A class of words.
#[derive(Debug, Default)]
pub struct Words {
    /// Longest first, as all lists here.
    by_first: FxHashMap<char, Vec<&'static str>>,
    by_last: FxHashMap<char, Vec<&'static str>>,
}

impl FromIterator<&'static str> for Words {
    fn from_iter<I: IntoIterator<Item = &'static str>>(words: I) -> Self {
        let mut all: Vec<_> = words.into_iter().collect();
        all.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let mut by_first: FxHashMap<_, Vec<_>> = FxHashMap::default();
        let mut by_last: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for word in &all {
            if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
                by_first.entry(first).or_default().push(*word);
                by_last.entry(last).or_default().push(*word);
            }
        }
        Self { by_first, by_last }
    }
}

impl Words {
    /// The words.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.by_first.values().flatten().copied()
    }

    /// Whether `text` is one of the words.
    pub fn contains(&self, text: &str) -> bool {
        self.beginning(text).contains(&text)
    }

    /// Whether any of the words stands in `text`.
    pub fn any_in(&self, text: &str) -> bool {
        self.found_in(text).next().is_some()
    }

    /// The words that stand in `text`, with their places, in order.
    pub fn found_in<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (usize, &'static str)> + 'a {
        text.char_indices().flat_map(move |(at, _)| {
            let words = self.beginning(&text[at..]).iter().copied();
            words
                .filter(move |word| text[at..].starts_with(word))
                .map(move |word| (at, word))
        })
    }

    /// The longest of the words that `text` begins with.
    pub fn at_start(&self, text: &str) -> Option<&'static str> {
        let mut words = self.beginning(text).iter().copied();
        words.find(|word| text.starts_with(word))
    }

    /// The longest of the words that `text` ends in.
    pub fn at_end(&self, text: &str) -> Option<&'static str> {
        let last = text.chars().next_back()?;
        let mut words = self.by_last.get(&last)?.iter().copied();
        words.find(|word| text.ends_with(word))
    }

    /// The words that begin with the first character of `text`.
    fn beginning(&self, text: &str) -> &[&'static str] {
        text.chars()
            .next()
            .and_then(|first| self.by_first.get(&first))
            .map_or(&[], Vec::as_slice)
    }
}
