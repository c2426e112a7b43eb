//! Measure words of counts, from `data/measure_words.tsv`.

use std::{collections::HashMap, sync::LazyLock};

/// Where a measure word may be taken for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// After digits and after Chinese numerals.
    Any,
    /// After digits only.
    Digits,
    /// A division of the country; after a Chinese numeral only behind 等, 共 and the like.
    Place,
    /// 个百分点: a difference of percentages.
    Percent,
    /// Looks like a measure word and is none: 100分制.
    None,
}

/// A line of the file.
struct Unit {
    word: &'static str,
    kind: Use,
    /// Characters that, following, make another word of it: 支出, 本级.
    not_before: &'static str,
}

/// Words by their first character, longer ones first.
static UNITS: LazyLock<HashMap<char, Vec<Unit>>> = LazyLock::new(|| {
    let mut units: HashMap<char, Vec<Unit>> = HashMap::new();
    for line in include_str!("data/measure_words.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let mut fields = line.split('\t');
        let (Some(word), Some(kind)) = (fields.next(), fields.next()) else {
            continue;
        };
        let Some(first) = word.chars().next() else {
            continue;
        };
        let kind = match kind {
            "digits" => Use::Digits,
            "place" => Use::Place,
            "percent" => Use::Percent,
            "none" => Use::None,
            _ => Use::Any,
        };
        let not_before = fields.next().unwrap_or("");
        units.entry(first).or_default().push(Unit {
            word,
            kind,
            not_before,
        });
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
        .find(|unit| text.starts_with(unit.word))?;
    let followed = text[unit.word.len()..].starts_with(|c| unit.not_before.contains(c));
    (!followed && unit.kind != Use::None).then_some((unit.word, unit.kind))
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
