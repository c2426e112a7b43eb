//! The words of numbers, for the grammars: comparators, measure words, currencies, set phrases.
//!
//! Data: `comparators.tsv`, `measure_words.tsv`, `currencies.tsv`, `number_words.tsv`.

use std::ops::Range;
use std::sync::LazyLock;

use super::rows::{ComparatorWord, CurrencyWord, MeasureWord, Side, Word};
use crate::grammar::vocabulary::{Class, Comparing, Currency, Measure, Vocabulary, Words};

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut words = Words::default();
    for row in ComparatorWord::all() {
        let entry = Comparing {
            word: &row.word,
            comparator: row.comparator,
            not_beside: &row.not_beside,
        };
        match row.side {
            Side::Before => words.before.push(entry),
            Side::Inside => words.inside.push(entry.word),
            Side::After => words.after.push(entry),
        }
    }
    for row in CurrencyWord::all() {
        let entry = Currency {
            word: &row.word,
            is_yuan: row.yuan.is_some(),
        };
        match row.side {
            Side::Before => words.currencies_before.push(entry),
            Side::Inside => words.currencies_inside.push(entry.word),
            Side::After => words.currencies_after.push(entry),
        }
    }
    words.measures = MeasureWord::all().iter().map(measure).collect();
    for row in Word::<Class>::all() {
        words.classes.push((row.class, &row.word));
    }
    Vocabulary::new(words)
});

/// The words of numbers.
pub fn vocabulary() -> &'static Vocabulary {
    &VOCABULARY
}

fn measure(row: &'static MeasureWord) -> Measure {
    Measure {
        word: &row.word,
        kind: row.kind,
        not_before: &row.not_before,
        unit: measure_unit(row),
    }
}

/// Where the unit stands in a measure word.
fn measure_unit(row: &MeasureWord) -> Range<usize> {
    let start = row.word.find(&*row.unit).unwrap_or(0);
    match row.unit.len() {
        0 => 0..row.word.len(),
        length => start..start + length,
    }
}
