<<<<<<< HEAD
//! Measure words of counts, from `data/units.tsv`.

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
    for line in include_str!("data/units.tsv")
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
=======
//! Units: what they count and how much money one is.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::rows;
use crate::record::Quantity;

/// A unit as it is written.
#[derive(Debug, PartialEq, Eq)]
pub struct Unit {
    /// The word or sign.
    pub name: &'static str,
    /// What is counted by it.
    pub kind: Quantity,
    /// For money: how many yuan it is, `None` where it is another country's money or not known.
    pub yuan: Option<Decimal>,
}

/// The units, the longest first.
static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    let mut units: Vec<_> = rows(include_str!("data/table_units.tsv"))
        .filter_map(|row| {
            let kind = match *row.first()? {
                "money" => Quantity::Money,
                "percent" => Quantity::Percent,
                "count" => Quantity::Count,
                _ => return None,
            };
            Some(Unit {
                name: row.get(1)?,
                kind,
                yuan: row.get(2).and_then(|factor| factor.parse().ok()),
            })
        })
        .collect();
    units.sort_by_key(|unit| std::cmp::Reverse(unit.name.len()));
    units
});

/// The unit with a name, which is folded.
pub fn unit(name: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.name == name)
}

/// The unit that a folded text begins with.
pub fn leading(text: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| text.starts_with(unit.name))
}

/// The unit that a folded label gives in brackets at its end: `预算数(万元)`, `国内接待批次(个)`.
pub fn in_brackets(label: &str) -> Option<&'static Unit> {
    let inner = label.trim_end_matches(':').strip_suffix(')')?;
    let (_, inner) = inner.rsplit_once('(')?;
    let inner = inner
        .strip_prefix("单位:")
        .or_else(|| inner.strip_prefix("单位"))
        .unwrap_or(inner);
    unit(inner)
>>>>>>> tables
}
