//! Words that tell what a number of running text says of its subject, from `data/clause_words.tsv`.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

use super::lists::{Class as List, list};
pub use super::rows::ClauseClass as Class;
use super::rows::Word;
use super::statement::{Class as Says, words as words_of};
use crate::index::Index;
use crate::text::Cut;

impl Class {
    /// The class of a name in the word file or in a pattern.
    pub fn named(name: &str) -> Option<Self> {
        let name: StrDeserializer<'_, Error> = name.into_deserializer();
        Self::deserialize(name).ok()
    }

    /// Whether a word of the class says that something is more or less.
    fn is_direction(self) -> bool {
        matches!(
            self,
            Self::Up | Self::UpVerb | Self::Down | Self::DownVerb | Self::More | Self::Less
        )
    }

    /// The letter of the class in patterns.
    pub fn letter(self) -> u8 {
        self as u8
    }
}

static WORDS: LazyLock<Index<Class>> = LazyLock::new(|| {
    let rows = Word::<Class>::all().iter();
    Index::beginning(rows.map(|row| (&*row.word, row.class)))
});

/// The words in a folded text, in order; where several begin at a place the longest counts. 多完成 and 略有增长
/// are one word each, that of their direction.
pub fn words(text: &str) -> impl Iterator<Item = (Range<usize>, Class)> + '_ {
    let found = WORDS.longest_in(text);
    let found = found.map(|(at, entry)| (at..at + entry.word.len(), entry.says));
    let mut found = found.peekable();
    let mut end = 0;
    std::iter::from_fn(move || {
        loop {
            crate::allowance::tick();
            let (mut range, mut class) = found.next()?;
            if range.start < end {
                continue;
            }
            match class {
                Class::More | Class::Less => {
                    range.end += verb(text.behind(range.end));
                    class = match class {
                        Class::More => Class::Up,
                        _ => Class::Down,
                    };
                }
                Class::Degree => {
                    let next = found
                        .next_if(|(next, class)| next.start == range.end && class.is_direction());
                    let Some((direction, of)) = next else {
                        continue;
                    };
                    range.end = direction.end;
                    class = match of {
                        Class::More => Class::Up,
                        Class::Less => Class::Down,
                        of => of,
                    };
                }
                _ => {}
            }
            end = range.end;
            return Some((range, class));
        }
    })
}

/// The length of the verb that a text begins with: 完成, 花了.
fn verb(text: &str) -> usize {
    let verbs = [
        words_of(Says::Verb),
        words_of(Says::Object),
        list(List::LightVerb),
    ];
    let verbs = verbs.iter().filter_map(|verbs| verbs.at_start(text));
    let length = verbs.map(str::len).max().unwrap_or(0);
    match text.behind(length).starts_with('了') {
        true if length > 0 => length + '了'.len_utf8(),
        _ => length,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_counts() {
        let read: Vec<Class> = words("较上年结转增加到").map(|(_, class)| class).collect();
        assert_eq!(read, [Class::Than, Class::Text, Class::Reach]);
    }

    #[test]
    fn a_direction_keeps_its_verb_and_its_degree() {
        for (text, read) in [
            ("多化解", &[Class::Up][..]),
            ("少花了", &[Class::Down]),
            ("略有增长", &[Class::Up]),
            ("再压减", &[Class::DownVerb]),
            ("略少", &[Class::Down]),
            // Alone it says nothing.
            ("再就业", &[]),
        ] {
            let classes: Vec<(usize, Class)> =
                words(text).map(|(at, class)| (at.len(), class)).collect();
            let whole: usize = classes.iter().map(|(length, _)| length).sum();
            let classes: Vec<Class> = classes.into_iter().map(|(_, class)| class).collect();
            assert_eq!(classes, read, "{text}");
            assert!(read.is_empty() || whole == text.len(), "{text}");
        }
    }
}
