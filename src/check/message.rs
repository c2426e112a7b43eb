//! What a finding says: a sentence of `messages.tsv` with its places to be filled, in the language
//! of the reader. It is put together when it is printed.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lexicon::rows::Sentence;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// 中文.
    Chinese,
}

/// What stands in a place of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Value {
    /// The document's own words, or a number.
    Own(String),
    /// A word or phrase of the file, which has it in both languages.
    Word(&'static str),
}

/// A sentence with what stands in its places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    key: &'static str,
    values: Vec<(&'static str, Value)>,
}

static SENTENCES: LazyLock<HashMap<&'static str, [&'static str; 2]>> = LazyLock::new(|| {
    Sentence::all()
        .iter()
        .map(|row| (&*row.key, [&*row.chinese, &*row.english]))
        .collect()
});

/// A sentence or word of the file; the key itself where the file has none.
pub fn phrase(key: &'static str, language: Language) -> &'static str {
    match (SENTENCES.get(key), language) {
        (Some(pair), Language::Chinese) => pair[0],
        (Some(pair), Language::English) => pair[1],
        (None, _) => key,
    }
}

impl Message {
    /// The sentence under a key of the file.
    pub fn new(key: &'static str) -> Self {
        Self {
            key,
            values: Vec::new(),
        }
    }

    /// With the document's words or a number in a place.
    #[must_use]
    pub fn with(mut self, place: &'static str, value: impl ToString) -> Self {
        self.values.push((place, Value::Own(value.to_string())));
        self
    }

    /// With a word of the file in a place.
    #[must_use]
    pub fn word(mut self, place: &'static str, key: &'static str) -> Self {
        self.values.push((place, Value::Word(key)));
        self
    }

    /// The sentence in a language. A value is never searched for places again.
    pub fn say(&self, language: Language) -> String {
        let mut said = String::new();
        let mut rest = phrase(self.key, language);
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            let Some((place, behind)) = after.split_once('}') else {
                rest = after;
                break;
            };
            match self.values.iter().find(|(name, _)| *name == place) {
                Some((_, Value::Own(own))) => said.push_str(own),
                Some((_, Value::Word(key))) => said.push_str(phrase(key, language)),
                None => {}
            }
            rest = behind;
        }
        said.push_str(rest);
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(sentence: &str) -> Vec<&str> {
        let mut places: Vec<&str> = sentence
            .split('{')
            .skip(1)
            .filter_map(|rest| Some(rest.split_once('}')?.0))
            .collect();
        places.sort_unstable();
        places
    }

    #[test]
    fn a_sentence_says_the_same_in_both_languages() {
        let lines = Sentence::all().len();
        assert_eq!(
            SENTENCES.len(),
            lines,
            "a key stands twice, or a line has no three fields"
        );
        for (key, [chinese, english]) in SENTENCES.iter() {
            assert_eq!(places(chinese), places(english), "{key}");
            assert!(english.is_ascii() || english.contains('÷'), "{key}");
        }
    }

    #[test]
    fn what_a_template_left_is_said_in_both_languages() {
        for row in crate::lexicon::rows::Leftover::all() {
            assert!(SENTENCES.contains_key(&*row.why), "{}", row.why);
        }
    }

    #[test]
    fn places_are_filled_once() {
        let message = Message::new("change.direction")
            .with("thing", "{raw}")
            .with("raw", "5万元")
            .word("word", "word.up");
        assert!(message.say(Language::Chinese).starts_with("{raw}"));
        assert!(message.say(Language::English).contains("a rise"));
    }
}
