//! Names and set phrases whose numerals are no quantities, from `data/set_phrases.txt`.

use std::{collections::HashMap, sync::LazyLock};

static PHRASES: LazyLock<HashMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut phrases: HashMap<char, Vec<&str>> = HashMap::new();
    for phrase in include_str!("data/set_phrases.txt").lines() {
        if let Some(first) = phrase.chars().next()
            && first != '#'
        {
            phrases.entry(first).or_default().push(phrase);
        }
    }
    phrases
});

/// Whether `text` begins with a set phrase.
pub fn at_start(text: &str) -> bool {
    text.chars()
        .next()
        .and_then(|first| PHRASES.get(&first))
        .is_some_and(|phrases| phrases.iter().any(|phrase| text.starts_with(phrase)))
}

/// Whether `text` begins with a noun that makes a count in Chinese numerals mere style.
pub fn is_vague_noun(text: &str) -> bool {
    include_str!("data/vague_nouns.txt")
        .lines()
        .any(|noun| !noun.starts_with('#') && text.starts_with(noun))
}
