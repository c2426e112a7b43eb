//! The words of the interface, English and Chinese, from `words.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

pub use crate::check::Language;

static WORDS: LazyLock<HashMap<&'static str, [&'static str; 2]>> = LazyLock::new(|| {
    rows()
        .filter_map(|row| match row[..] {
            [key, english, chinese] if key != "cue" => Some((key, [english, chinese])),
            _ => None,
        })
        .collect()
});

static CUES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    rows()
        .filter_map(|row| match row[..] {
            ["cue", word, kind] => Some((word, kind)),
            _ => None,
        })
        .collect()
});

fn rows() -> impl Iterator<Item = Vec<&'static str>> {
    // Spaces count in this file, so lines are not trimmed.
    include_str!("words.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

/// The word under a key; the key itself where the file has none.
pub fn word(key: &'static str, language: Language) -> &'static str {
    match (WORDS.get(key), language) {
        (Some(pair), Language::English) => pair[0],
        (Some(pair), Language::Chinese) => pair[1],
        (None, _) => key,
    }
}

/// The words that say what a number is compared with, and what that is.
pub fn cues() -> &'static [(&'static str, &'static str)] {
    &CUES
}

/// Puts values into the `{name}` places of a template. A value is never searched for places again.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(key, _)| *key == name) {
            filled.push_str(value);
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_no_template() {
        let filled = fill("{a} = {b}", &[("a", "{b}"), ("b", "1")]);
        assert_eq!(filled, "{b} = 1");
    }

    #[test]
    fn every_key_has_both_languages() {
        assert!(rows().all(|row| row.len() == 3 || row[0].is_empty()));
        assert_eq!(word("basis.final", Language::Chinese), "决算");
    }
}
