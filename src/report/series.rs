//! The main figures of documents: who states them, whether text and tables agree, how they grow.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::borrow::Cow;

use crate::lexicon::concepts::{self, Concept};
use crate::view::figures;

/// A main figure.
pub struct Series {
    /// What it is called.
    pub concept: &'static Concept,
    /// What it may be stated as.
    ids: Vec<&'static str>,
}

/// The main figures, in the order in which pages show them.
pub static SERIES: LazyLock<Vec<Series>> = LazyLock::new(|| {
    let of = |ids: &'static str| {
        let ids: Vec<&str> = ids.split('|').collect();
        let concept = concepts::by_id(ids.first()?)?;
        Some(Series { concept, ids })
    };
    figures::listed().filter_map(|(_, ids)| of(ids)).collect()
});

/// The main figure that a concept is, and which of its ways of being stated.
fn place(concept: &str) -> Option<(usize, usize)> {
    SERIES.iter().enumerate().find_map(|(at, series)| {
        let id = series.ids.iter().position(|id| *id == concept)?;
        Some((at, id))
    })
}

/// What is wanted of a fact.
#[derive(Deserialize)]
pub struct FactLine<'a> {
    #[serde(borrow)]
    pub doc: Cow<'a, str>,
    #[serde(borrow)]
    pub origin: Cow<'a, str>,
    #[serde(borrow)]
    pub concept: Option<Cow<'a, str>>,
    #[serde(borrow)]
    code: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub measure: Option<Cow<'a, str>>,
    #[serde(borrow)]
    sign: Option<Cow<'a, str>>,
    #[serde(borrow)]
    basis: Option<Cow<'a, str>>,
    #[serde(borrow)]
    versus: Option<Cow<'a, str>>,
    #[serde(borrow)]
    comparator: Option<Cow<'a, str>>,
    #[serde(borrow)]
    value: &'a RawValue,
    #[serde(borrow)]
    yuan: Option<&'a RawValue>,
    decimals: u32,
    year: Option<i32>,
    #[serde(borrow)]
    pub raw: Cow<'a, str>,
    #[serde(borrow)]
    pub label: Option<Cow<'a, str>>,
    pub line: usize,
}

/// What a fact says of a main figure.
pub enum Said {
    /// The amount of the document's year in its own books.
    Amount(Decimal),
    /// Its growth on the year before, in percent.
    Growth(f64),
}

/// An amount and what one of its last digit is worth.
#[derive(Debug, Clone, Copy)]
struct Amount {
    yuan: Decimal,
    step: Decimal,
}

impl Amount {
    /// Whether both may be one number, each rounded to the digits it is printed with.
    fn agrees(self, other: Self) -> bool {
        let apart = self.yuan.checked_sub(other.yuan).map(|apart| apart.abs());
        let within = self
            .step
            .checked_add(other.step)
            .map(|both| both / Decimal::TWO);
        apart
            .zip(within)
            .is_some_and(|(apart, within)| apart <= within)
    }
}

/// So many amounts of one figure are compared; a document that states more repeats itself.
const MOST: usize = 16;

/// What one document says of the main figures.
#[derive(Default)]
pub struct OfDocument {
    /// By figure and its way of being stated: the amounts of the text, and of the tables.
    amounts: BTreeMap<(usize, usize), [Vec<Amount>; 2]>,
    grown: BTreeMap<usize, f64>,
}

impl OfDocument {
    /// Takes a fact of a document of a year and basis; tells what it says if it is of a main figure.
    pub fn add(&mut self, fact: &FactLine<'_>, year: i32, basis: &str) -> Option<(usize, Said)> {
        let at = place(fact.concept.as_deref()?)?;
        if fact.code.is_some() || fact.comparator.is_some() || fact.year != Some(year) {
            return None;
        }
        match fact.measure.as_deref()? {
            "amount" if fact.basis.as_deref() == Some(basis) => {
                let amount = fact.amount()?;
                let [text, table] = self.amounts.entry(at).or_default();
                let amounts = if fact.origin == "table" { table } else { text };
                if amounts.len() < MOST {
                    amounts.push(amount);
                }
                Some((at.0, Said::Amount(amount.yuan)))
            }
            "growth" if fact.versus.as_deref() == Some("prior_year") => {
                let percent: f64 = fact.value.get().parse().ok()?;
                let percent = match fact.sign.as_deref()? {
                    "+" => percent,
                    "-" => -percent,
                    "0" => 0.0,
                    _ => return None,
                };
                // The first that is said counts; a document repeats itself.
                self.grown.entry(at.0).or_insert(percent);
                Some((at.0, Said::Growth(percent)))
            }
            _ => None,
        }
    }
}

impl FactLine<'_> {
    fn amount(&self) -> Option<Amount> {
        let yuan: Decimal = self.yuan?.get().parse().ok()?;
        let value: Decimal = self.value.get().parse().ok()?;
        // Nought says nothing of its unit: it is what it is.
        let unit = yuan.checked_div(value).unwrap_or_default();
        let step = unit.checked_mul(Decimal::new(1, self.decimals.min(28)));
        Some(Amount {
            yuan,
            step: step.unwrap_or_default().abs(),
        })
    }
}

/// How text and tables stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// An amount of the text is one of the tables.
    Agree,
    /// None is.
    Differ,
    /// The tables do not have it.
    TextOnly,
    /// The text does not say it.
    TableOnly,
}

/// What is kept of a figure.
#[derive(Debug, Clone)]
pub struct Kept {
    /// Documents that state it, by whether they are final accounts, and year.
    pub stated: BTreeMap<(bool, i32), u64>,
    /// By [`Agreement`].
    pub agreement: [u64; 4],
    /// Documents by growth, in steps of one percent from [`LOWEST`] on; what lies beyond stands at the ends.
    pub growth: Vec<u64>,
}

/// The growth at which the counts begin and end.
pub const LOWEST: i32 = -100;
const HIGHEST: i32 = 200;

impl Default for Kept {
    fn default() -> Self {
        let steps = usize::try_from(HIGHEST - LOWEST).unwrap_or(0);
        Self {
            stated: BTreeMap::new(),
            agreement: [0; 4],
            growth: vec![0; steps],
        }
    }
}

impl Kept {
    /// How many documents state a growth, and the middle one of them, to one percent.
    pub fn median(&self) -> (u64, Option<i32>) {
        let all: u64 = self.growth.iter().sum();
        let mut passed = 0;
        let middle = self.growth.iter().position(|count| {
            passed += count;
            2 * passed >= all && all > 0
        });
        let middle = middle.and_then(|at| i32::try_from(at).ok());
        (all, middle.map(|at| LOWEST + at))
    }
}

/// Adds what a document says to what is kept of each figure.
pub fn keep(kept: &mut [Kept], document: &OfDocument, is_final: bool, year: i32) {
    for (at, kept) in kept.iter_mut().enumerate() {
        let ways: Vec<&[Vec<Amount>; 2]> = document
            .amounts
            .range((at, 0)..(at + 1, 0))
            .map(|(_, sides)| sides)
            .collect();
        if let Some(agreement) = agreement(&ways) {
            *kept.stated.entry((is_final, year)).or_default() += 1;
            let [agree, differ, text_only, table_only] = &mut kept.agreement;
            *match agreement {
                Agreement::Agree => agree,
                Agreement::Differ => differ,
                Agreement::TextOnly => text_only,
                Agreement::TableOnly => table_only,
            } += 1;
        }
        if let Some(percent) = document.grown.get(&at) {
            let step = (percent.floor().to_i32().unwrap_or(HIGHEST) - LOWEST).max(0);
            let last = kept.growth.len() - 1;
            let step = usize::try_from(step).unwrap_or(0).min(last);
            if let Some(count) = kept.growth.get_mut(step) {
                *count += 1;
            }
        }
    }
}

/// How text and tables stand to each other in the first way of stating a figure that both have.
fn agreement(ways: &[&[Vec<Amount>; 2]]) -> Option<Agreement> {
    let both = ways
        .iter()
        .find(|[text, table]| !text.is_empty() && !table.is_empty());
    match both {
        Some([text, table]) => {
            let agrees = |one: &Amount| table.iter().any(|other| one.agrees(*other));
            Some(match text.iter().any(agrees) {
                true => Agreement::Agree,
                false => Agreement::Differ,
            })
        }
        None if ways.iter().any(|[text, _]| !text.is_empty()) => Some(Agreement::TextOnly),
        None => (!ways.is_empty()).then_some(Agreement::TableOnly),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(concept: &str, more: &str) -> String {
        let base = serde_json::json!({
            "doc": "a", "origin": "text", "concept": concept, "code": null, "measure": "amount", "sign": null,
            "basis": "final", "versus": null, "comparator": null, "value": 1, "yuan": null, "decimals": 2,
            "year": 2020, "raw": "", "label": null, "line": 1,
        });
        let serde_json::Value::Object(mut fields) = base else {
            unreachable!("it is an object")
        };
        let more: serde_json::Map<String, serde_json::Value> = serde_json::from_str(more).unwrap();
        fields.extend(more);
        serde_json::to_string(&fields).unwrap()
    }

    fn read(facts: &[(&str, &str)]) -> Vec<Kept> {
        let mut document = OfDocument::default();
        for (concept, more) in facts {
            let line = fact(concept, more);
            document.add(&serde_json::from_str(&line).unwrap(), 2020, "final");
        }
        let mut kept = vec![Kept::default(); SERIES.len()];
        keep(&mut kept, &document, true, 2020);
        kept
    }

    #[test]
    fn amounts_agree_within_the_digits_they_are_printed_with() {
        let text = r#"{"value": 12.35, "yuan": 123500}"#;
        for (table, agreement) in [
            (
                r#"{"origin": "table", "value": 12.35, "yuan": 123500}"#,
                Agreement::Agree,
            ),
            // Yuan and cents, which round to it.
            (
                r#"{"origin": "table", "value": 123452.17, "yuan": 123452.17}"#,
                Agreement::Agree,
            ),
            (
                r#"{"origin": "table", "value": 12.4, "yuan": 124000, "decimals": 1}"#,
                Agreement::Agree,
            ),
            (
                r#"{"origin": "table", "value": 12.37, "yuan": 123700}"#,
                Agreement::Differ,
            ),
            (
                r#"{"origin": "table", "value": 0, "yuan": 0}"#,
                Agreement::Differ,
            ),
            // Of another year, other books, at least, of a code.
            (
                r#"{"origin": "table", "value": 12, "yuan": 120000, "year": 2019}"#,
                Agreement::TextOnly,
            ),
            (
                r#"{"origin": "table", "value": 12, "yuan": 120000, "basis": "budget"}"#,
                Agreement::TextOnly,
            ),
            (
                r#"{"origin": "table", "value": 12, "yuan": 120000, "comparator": ">="}"#,
                Agreement::TextOnly,
            ),
            (
                r#"{"origin": "table", "value": 12, "yuan": 120000, "code": "30217"}"#,
                Agreement::TextOnly,
            ),
        ] {
            let kept = read(&[("official_reception", text), ("official_reception", table)]);
            let of: Vec<&Kept> = kept.iter().filter(|kept| !kept.stated.is_empty()).collect();
            assert_eq!(of.len(), 1);
            assert_eq!(of[0].agreement[agreement as usize], 1, "{table}");
        }
    }

    #[test]
    fn figures_that_may_be_stated_in_several_ways_are_compared_in_one() {
        let table = r#"{"origin": "table", "value": 9, "yuan": 90000}"#;
        let kept = read(&[
            ("total_income", r#"{"value": 12, "yuan": 120000}"#),
            ("income_this_year", r#"{"value": 9, "yuan": 90000}"#),
            ("income_this_year", table),
        ]);
        assert_eq!(kept[0].agreement[Agreement::Agree as usize], 1);
        let kept = read(&[("income_this_year", table)]);
        assert_eq!(kept[0].agreement[Agreement::TableOnly as usize], 1);
        assert_eq!(kept[0].stated[&(true, 2020)], 1);
    }

    #[test]
    fn growth_is_counted_once_a_document_and_has_a_middle() {
        let said = |value: &str, sign: &str| {
            format!(
                r#"{{"measure": "growth", "versus": "prior_year", "value": {value}, "sign": "{sign}"}}"#
            )
        };
        let kept = read(&[
            ("three_public", &said("3.7", "-")),
            ("three_public", &said("90", "+")),
        ]);
        let of = kept.iter().find(|kept| kept.median().0 > 0).unwrap();
        assert_eq!(of.median(), (1, Some(-4)));
        let kept = read(&[("three_public", &said("12600", "+"))]);
        assert!(kept.iter().any(|kept| kept.growth.last() == Some(&1)));
        let kept = read(&[("three_public", &said("5", "?"))]);
        assert!(kept.iter().all(|kept| kept.median() == (0, None)));
    }
}
