//! What the page says, in both languages.

use rust_decimal::Decimal;

use super::series::Series;
use crate::lexicon::rows::CategoryRow;
use crate::view::html::escaped;
use crate::view::sentence::grouped;
use crate::view::words::{Language, fill, word};

/// Words in both languages, of which the page shows one. Values are escaped.
pub(super) fn both(key: &'static str, values: &[(&str, &str)]) -> String {
    let escaped: Vec<(&str, String)> = values
        .iter()
        .map(|(name, value)| (*name, escaped(value).to_string()))
        .collect();
    let values: Vec<(&str, &str)> = escaped
        .iter()
        .map(|(name, value)| (*name, &**value))
        .collect();
    let say = |language| fill(word(key, language), &values);
    spans(&say(Language::English), &say(Language::Chinese))
}

/// HTML in English and in Chinese.
pub(super) fn spans(english: &str, chinese: &str) -> String {
    format!("<span class=en>{english}</span><span class=zh>{chinese}</span>")
}

/// The same of a text.
fn texts(english: &str, chinese: &str) -> String {
    spans(&escaped(english).to_string(), &escaped(chinese).to_string())
}

/// A count with its digits in threes.
pub(super) fn number(count: u64) -> String {
    grouped(Decimal::from(count))
}

/// The name of a main figure.
pub(super) fn figure(series: &Series) -> String {
    texts(series.concept.english, series.concept.name)
}

/// What a word of a column means.
pub(super) fn category(vocabulary: &str, value: &str) -> String {
    let mut words = CategoryRow::all().iter();
    match words.find(|word| *word.vocabulary == *vocabulary && *word.value == *value) {
        Some(word) => texts(&word.english, &word.chinese),
        None => escaped(value).to_string(),
    }
}

/// It, or that there is nothing.
pub(super) fn or_nothing(html: String) -> String {
    match html.is_empty() {
        true => format!("<p>{}</p>", both("report.none_found", &[])),
        false => html,
    }
}
