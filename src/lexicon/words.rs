//! Words of one class, found at the beginning and the end of texts and inside them.

use super::rows::Word;
use crate::index::Index;
use crate::text::Cut;

/// A class of words.
#[derive(Debug)]
pub struct Words {
    starts: Index,
    ends: Index,
}

/// The words of each class of a file, in the order of the classes.
pub(super) fn by_class<Class: Copy>(
    rows: &'static [Word<Class>],
    order: fn(Class) -> usize,
) -> Vec<Words> {
    let mut classes: Vec<Vec<&'static str>> = Vec::new();
    for row in rows {
        let at = order(row.class);
        classes.resize_with(classes.len().max(at + 1), Vec::new);
        if let Some(words) = classes.get_mut(at) {
            words.push(&row.word);
        }
    }
    classes.into_iter().map(Words::from_iter).collect()
}

/// The words of a class by its place in the order.
#[inline]
#[expect(clippy::indexing_slicing, reason = "every class has words in its file")]
pub(super) fn of_class(classes: &[Words], order: usize) -> &Words {
    &classes[order]
}

impl FromIterator<&'static str> for Words {
    fn from_iter<I: IntoIterator<Item = &'static str>>(words: I) -> Self {
        let words: Vec<_> = words.into_iter().map(|word| (word, ())).collect();
        Self {
            starts: Index::beginning(words.iter().copied()),
            ends: Index::ending(words.into_iter()),
        }
    }
}

impl Words {
    /// The words.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.starts.words()
    }

    /// Whether `text` is one of the words.
    pub fn contains(&self, text: &str) -> bool {
        let mut words = self.starts.all_at_start(text);
        words.any(|entry| entry.word.len() == text.len())
    }

    /// Whether any of the words stands in `text`.
    pub fn any_in(&self, text: &str) -> bool {
        self.starts.any_in(text)
    }

    /// The words that stand in `text`, with their places, in order.
    pub fn found_in<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (usize, &'static str)> + 'a {
        self.starts.all_in(text).map(|(at, entry)| (at, entry.word))
    }

    /// What is left of `text` without the words, of which the longer go first.
    pub fn left_out_of(&self, text: &str) -> String {
        let mut left = String::with_capacity(text.len());
        let mut end = 0;
        for (at, entry) in self.starts.longest_in(text) {
            left.push_str(text.within(end..at));
            end = at + entry.word.len();
        }
        left.push_str(text.behind(end));
        left
    }

    /// The longest of the words that `text` begins with.
    pub fn at_start(&self, text: &str) -> Option<&'static str> {
        self.starts.at_start(text).map(|entry| entry.word)
    }

    /// The longest of the words that `text` ends in.
    pub fn at_end(&self, text: &str) -> Option<&'static str> {
        self.ends.at_end(text).map(|entry| entry.word)
    }

    /// Whether `text` begins with one of the words.
    pub fn begins(&self, text: &str) -> bool {
        self.at_start(text).is_some()
    }

    /// Whether `text` ends in one of the words.
    pub fn ends(&self, text: &str) -> bool {
        self.at_end(text).is_some()
    }

    /// What stands behind the longest of the words that `text` begins with.
    pub fn strip_prefix<'t>(&self, text: &'t str) -> Option<&'t str> {
        Some(self.starts.split_start(text)?.1)
    }

    /// `text` without all the words that it begins with, one behind the other.
    pub fn trim_start<'t>(&self, text: &'t str) -> &'t str {
        std::iter::successors(Some(text), |text| self.strip_prefix(text))
            .last()
            .unwrap_or(text)
    }

    /// `text` without all the words that it ends in, one before the other.
    pub fn trim_end<'t>(&self, text: &'t str) -> &'t str {
        std::iter::successors(Some(text), |text| self.strip_suffix(text))
            .last()
            .unwrap_or(text)
    }

    /// What stands before the longest of the words that `text` ends in.
    pub fn strip_suffix<'t>(&self, text: &'t str) -> Option<&'t str> {
        Some(self.ends.split_end(text)?.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_off_at_either_edge() {
        let words = Words::from_iter(["预算", "算", "部门预算"]);
        assert!(words.begins("预算数") && words.ends("总预算") && !words.ends("预算数"));
        assert_eq!(words.strip_prefix("部门预算数"), Some("数"));
        assert_eq!(words.strip_suffix("县部门预算"), Some("县"));
        assert_eq!(words.strip_suffix("部门"), None);
        assert_eq!(words.trim_start("预算算总预算"), "总预算");
        assert_eq!(words.trim_end("预算总预算算"), "预算总");
    }
}
