//! Words that tell what a number of running text says of its subject, from `data/clause_words.tsv`.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

pub use super::rows::ClauseClass as Class;
use super::rows::Word;

impl Class {
    /// The class of a name in the word file or in a pattern.
    pub fn named(name: &str) -> Option<Self> {
        let name: StrDeserializer<'_, Error> = name.into_deserializer();
        Self::deserialize(name).ok()
    }

    /// The letter of the class in patterns.
    pub fn letter(self) -> u8 {
        self as u8
    }
}

struct Words {
    automaton: AhoCorasick,
    classes: Vec<Class>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let rows = Word::<Class>::all();
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(rows.iter().map(|row| row.word.as_bytes()))
        // A few hundred short words are far below the automaton's limits.
        .expect("the words of clauses make an automaton");
    Words {
        automaton,
        classes: rows.iter().map(|row| row.class).collect(),
    }
});

/// The words in a folded text, in order; where several begin at a place the longest counts.
pub fn words(text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, Class)> + '_ {
    let words = &*WORDS;
    words
        .automaton
        .find_iter(text)
        .inspect(|_| crate::allowance::tick())
        .map(|found| (found.range(), words.classes[found.pattern().as_usize()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_counts() {
        let read: Vec<Class> = words("较上年结转增加到").map(|(_, class)| class).collect();
        assert_eq!(read, [Class::Than, Class::Text, Class::Reach]);
    }
}
