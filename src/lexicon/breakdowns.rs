//! Breakdowns that are complete: which parts make up a whole, in words and in columns.

use std::sync::LazyLock;

use super::{key, rows};

/// A whole and its parts, as concepts.
#[derive(Debug)]
pub struct Breakdown {
    /// The whole.
    pub whole: &'static str,
    /// The parts that must all be given.
    pub required: Vec<&'static str>,
    /// The parts that may be given too.
    pub other: Vec<&'static str>,
}

static BREAKDOWNS: LazyLock<Vec<Breakdown>> = LazyLock::new(|| {
    let list = |field: Option<&&'static str>| -> Vec<&'static str> {
        field.map_or_else(Vec::new, |field| field.split(';').collect())
    };
    rows(include_str!("data/breakdowns.tsv"))
        .map(|fields| Breakdown {
            whole: fields[0],
            required: list(fields.get(1)),
            other: list(fields.get(2)),
        })
        .collect()
});

static COLUMNS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    rows(include_str!("data/column_sets.tsv"))
        .map(|fields| fields[0].split(';').collect())
        .collect()
});

/// The breakdowns that a whole has, the one to be tried first first.
pub fn of(whole: &str) -> impl Iterator<Item = &'static Breakdown> {
    let whole = whole.to_owned();
    BREAKDOWNS
        .iter()
        .filter(move |breakdown| breakdown.whole == whole)
}

/// Whether these parts are all the parts that the whole has.
pub fn is_complete(whole: &str, parts: &[&str]) -> bool {
    BREAKDOWNS.iter().any(|breakdown| {
        let required = &breakdown.required;
        breakdown.whole == whole
            && required.iter().all(|part| parts.contains(part))
            && parts
                .iter()
                .all(|part| required.contains(part) || breakdown.other.contains(part))
    })
}

/// Whether columns with these heads are parts of one whole.
pub fn are_columns_of_one_whole(heads: &[&str]) -> bool {
    let heads: Vec<String> = heads.iter().map(|head| key(head)).collect();
    COLUMNS.iter().any(|set| {
        heads
            .iter()
            .all(|head| set.iter().any(|word| head.contains(word)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::concepts;

    #[test]
    fn every_concept_of_a_breakdown_is_in_the_codebook() {
        for breakdown in BREAKDOWNS.iter() {
            let parts = breakdown.required.iter().chain(&breakdown.other);
            for id in parts.chain([&breakdown.whole]) {
                assert!(concepts::by_id(id).is_some(), "{id}");
            }
        }
    }

    #[test]
    fn basic_and_project_expenditure_are_all_there_is() {
        let both = ["basic_expenditure", "project_expenditure"];
        assert!(is_complete("expenditure_this_year", &both));
        assert!(!is_complete("expenditure_this_year", &both[..1]));
        assert!(are_columns_of_one_whole(&["基本支出", "项目支出"]));
        assert!(!are_columns_of_one_whole(&["基本支出", "事业收入"]));
    }
}
