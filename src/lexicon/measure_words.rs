//! Measure words of counts, from `data/measure_words.tsv`.

use std::{collections::HashMap, sync::LazyLock};

pub use super::rows::MeasureUse as Use;
use super::rows::MeasureWord;

/// Words by their first character, longer ones first.
static UNITS: LazyLock<HashMap<char, Vec<&'static MeasureWord>>> = LazyLock::new(|| {
    let mut units: HashMap<char, Vec<_>> = HashMap::new();
    for unit in MeasureWord::all() {
        let first = unit.word.chars().next().unwrap_or_default();
        units.entry(first).or_default().push(unit);
    }
    for words in units.values_mut() {
        words.sort_by_key(|unit| std::cmp::Reverse(unit.word.len()));
    }
    units
});

/// The longest measure word that `text` begins with.
pub fn at_start(text: &str) -> Option<(&'static str, Use)> {
    let first = text.chars().next()?;
    let unit = UNITS
        .get(&first)?
        .iter()
        .find(|unit| text.starts_with(&*unit.word))?;
    let followed = text[unit.word.len()..].starts_with(|c| unit.not_before.contains(c));
    (!followed && unit.kind != Use::None).then_some((&*unit.word, unit.kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_longest() {
        assert_eq!(at_start("人次,其中"), Some(("人次", Use::Any)));
        assert_eq!(at_start("个工作日"), Some(("个工作日", Use::Any)));
        assert_eq!(at_start("市、县"), Some(("市", Use::Place)));
        assert_eq!(at_start("元"), None);
        assert_eq!(at_start("支出"), None);
        assert_eq!(at_start("本级"), None);
        assert_eq!(at_start("分制"), None);
    }
}
