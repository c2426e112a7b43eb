//! Words of one class, found by their first or last character.

use rustc_hash::FxHashMap;

/// A class of words.
#[derive(Debug, Default)]
pub struct Words {
    /// Longest first, as all lists here.
    by_first: FxHashMap<char, Vec<&'static str>>,
    by_last: FxHashMap<char, Vec<&'static str>>,
    firsts: Characters,
    lasts: Characters,
}

/// Characters, so far as the low bits of their numbers tell: most characters of a text begin none of the words.
#[derive(Debug, Default)]
struct Characters([u64; 8]);

impl Characters {
    fn add(&mut self, c: char) {
        let (at, bit) = Self::place(c);
        self.0[at] |= bit;
    }

    /// False if `c` is none of them.
    fn may_have(&self, c: char) -> bool {
        let (at, bit) = Self::place(c);
        self.0[at] & bit != 0
    }

    fn place(c: char) -> (usize, u64) {
        let number = u32::from(c);
        ((number >> 6) as usize & 7, 1 << (number & 63))
    }
}

impl FromIterator<&'static str> for Words {
    fn from_iter<I: IntoIterator<Item = &'static str>>(words: I) -> Self {
        let mut all: Vec<_> = words.into_iter().collect();
        all.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let mut by_first: FxHashMap<_, Vec<_>> = FxHashMap::default();
        let mut by_last: FxHashMap<_, Vec<_>> = FxHashMap::default();
        let (mut firsts, mut lasts) = (Characters::default(), Characters::default());
        for word in &all {
            if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
                by_first.entry(first).or_default().push(*word);
                by_last.entry(last).or_default().push(*word);
                firsts.add(first);
                lasts.add(last);
            }
        }
        Self {
            by_first,
            by_last,
            firsts,
            lasts,
        }
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
        self.places(text)
            .any(|at| self.at_start(&text[at..]).is_some())
    }

    /// The words that stand in `text`, with their places, in order.
    pub fn found_in<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (usize, &'static str)> + 'a {
        self.places(text).flat_map(move |at| {
            let words = self.beginning(&text[at..]).iter().copied();
            words
                .filter(move |word| text[at..].starts_with(word))
                .map(move |word| (at, word))
        })
    }

    /// Where in `text` one of the words may begin.
    fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let begins = |(at, c): (usize, char)| self.firsts.may_have(c).then_some(at);
        text.char_indices().filter_map(begins)
    }

    /// What is left of `text` without the words, of which the longer go first.
    pub fn left_out_of(&self, text: &str) -> String {
        let mut left = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let word = self.at_start(rest);
            if word.is_none() {
                left.push(c);
            }
            rest = &rest[word.map_or(c.len_utf8(), str::len)..];
        }
        left
    }

    /// The longest of the words that `text` begins with.
    pub fn at_start(&self, text: &str) -> Option<&'static str> {
        let mut words = self.beginning(text).iter().copied();
        words.find(|word| text.starts_with(word))
    }

    /// The longest of the words that `text` ends in.
    pub fn at_end(&self, text: &str) -> Option<&'static str> {
        let last = text.chars().next_back()?;
        if !self.lasts.may_have(last) {
            return None;
        }
        let mut words = self.by_last.get(&last)?.iter().copied();
        words.find(|word| text.ends_with(word))
    }

    /// The words that begin with the first character of `text`.
    fn beginning(&self, text: &str) -> &[&'static str] {
        text.chars()
            .next()
            .filter(|first| self.firsts.may_have(*first))
            .and_then(|first| self.by_first.get(&first))
            .map_or(&[], Vec::as_slice)
    }
}
