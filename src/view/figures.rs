//! The main figures of a document: this year's and last year's, each with the fact it was read from.

use rust_decimal::Decimal;

use super::sentence::Speaker;
use crate::extraction::Extraction;
use crate::lexicon::concepts::{self, Concept};
use crate::record::{Basis, Fact, Kind, Measure, Sign};

/// One bar: an amount and its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// The year.
    pub year: i32,
    /// The amount in yuan.
    pub yuan: Decimal,
    /// Index of the fact that says it.
    pub fact: usize,
    /// Whether the document gives it only as a change on the year after: the fact is that change.
    pub is_computed: bool,
}

/// One main figure.
#[derive(Debug, PartialEq)]
pub struct Figure {
    /// Its group in `figures.tsv`.
    pub group: &'static str,
    /// What it is.
    pub concept: &'static Concept,
    /// This year.
    pub now: Bar,
    /// The year before, where it is known.
    pub before: Option<Bar>,
}

/// The main figures of documents: the group of each, and the concepts of which the first that is there is shown, with
/// `|` between them.
pub fn listed() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("figures.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
}

/// The main figures that a document gives, in the order of `figures.tsv`.
pub fn find(extraction: &Extraction, speaker: &Speaker<'_>) -> Vec<Figure> {
    listed()
        .filter_map(|(group, concepts)| {
            concepts
                .split('|')
                .find_map(|concept| figure(extraction, speaker, group, concept))
        })
        .collect()
}

fn figure(
    extraction: &Extraction,
    speaker: &Speaker<'_>,
    group: &'static str,
    concept: &str,
) -> Option<Figure> {
    let concept = concepts::by_id(concept)?;
    let year = extraction.document.fiscal_year?;
    let basis = match extraction.document.kind {
        Kind::Budget => Basis::Budget,
        _ => Basis::Final,
    };
    let amounts = |year: i32| {
        extraction
            .facts
            .iter()
            .map(|fact| &**fact)
            .enumerate()
            .filter(move |(_, fact)| {
                fact.concept == Some(concept.id)
                    && fact.measure == Some(Measure::Amount)
                    && fact.year == Some(year)
                    && fact.yuan.is_some()
            })
    };
    // A total has no code of its own; with one it is the line of an economic classification.
    let of_basis = |year: i32| {
        let fits = |fact: &Fact| fact.basis == Some(basis) && fact.code.is_none();
        let mut found = amounts(year).filter(|(_, fact)| fits(fact));
        found.next().or_else(|| {
            amounts(year).find(|(_, fact)| fact.code.is_none() && fact.basis != Some(Basis::Other))
        })
    };
    let bar = |(index, fact): (usize, &Fact), year| {
        Some(Bar {
            year,
            yuan: fact.yuan?.0,
            fact: index,
            is_computed: false,
        })
    };
    let (index, fact) = of_basis(year)?;
    let now = bar((index, fact), year)?;
    let stated = amounts(year - 1)
        .find(|(_, fact)| fact.code.is_none())
        .and_then(|found| bar(found, year - 1));
    let before = stated.or_else(|| {
        amounts(year)
            .filter(|(_, fact)| fact.yuan.map(|yuan| yuan.0) == Some(now.yuan))
            .find_map(|(index, _)| computed(extraction, speaker, index, now.yuan, year))
    });
    Some(Figure {
        group,
        concept,
        now,
        before,
    })
}

/// Last year's amount from the change that is said of this year's.
fn computed(
    extraction: &Extraction,
    speaker: &Speaker<'_>,
    index: usize,
    yuan: Decimal,
    year: i32,
) -> Option<Bar> {
    let at = speaker.change_of(index, Measure::Change)?;
    match speaker.compared_with(at)? {
        ("before", _) => {}
        ("year", Some(other)) if other == year - 1 => {}
        _ => return None,
    }
    let change = extraction.facts.get(at)?;
    let amount = change.yuan?.0;
    let before = match change.sign? {
        Sign::Up => yuan.checked_sub(amount)?,
        Sign::Down => yuan.checked_add(amount)?,
        Sign::Level => yuan,
        Sign::Unfilled => return None,
    };
    (!before.is_sign_negative() || before.is_zero()).then_some(Bar {
        year: year - 1,
        yuan: before,
        fact: at,
        is_computed: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::words::Language;
    use crate::{extraction::extract, source::Source};

    #[test]
    fn last_year_follows_from_the_change() {
        let text = "2020年度部门决算\n一、收入支出决算总体情况说明\n2020年收入总计100万元。与2019年相比，收入总计增加20万元，增长25%。\n";
        let source = Source::from_bytes("a.txt".to_owned(), text.into()).unwrap();
        let extraction = extract(&source);
        let speaker = Speaker::new(&source.text, &extraction.facts, Language::English);
        let figures = find(&extraction, &speaker);
        assert_eq!(figures[0].concept.id, "total_income");
        assert_eq!(figures[0].now.yuan, Decimal::from(1_000_000));
        let before = figures[0].before.as_ref().unwrap();
        assert_eq!((before.year, before.is_computed), (2019, true));
        assert_eq!(before.yuan, Decimal::from(800_000));
    }
}
