//! Breakdowns that are complete: which parts make up a whole, in words and in columns.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::key;
pub use super::rows::Breakdown;
use super::rows::ColumnSet;

/// The breakdowns that a whole has, the one to be tried first first.
pub fn of(whole: &str) -> impl Iterator<Item = &'static Breakdown> {
    let whole = whole.to_owned();
    Breakdown::all()
        .iter()
        .filter(move |breakdown| *breakdown.whole == *whole)
}

/// Whether these parts are all the parts that the whole has.
pub fn is_complete(whole: &str, parts: &[&str]) -> bool {
    Breakdown::all().iter().any(|breakdown| {
        let required = || breakdown.required.words();
        let known = || required().chain(breakdown.other.words());
        &*breakdown.whole == whole
            && required().all(|part| parts.contains(&part))
            && parts.iter().all(|part| known().any(|one| one == *part))
    })
}

/// Whether two concepts are different parts of one whole: neither then is a part of the other.
pub fn are_parts_of_one(part: &str, other: &str) -> bool {
    part != other
        && containing(part).iter().any(|one| {
            containing(other)
                .iter()
                .any(|other| std::ptr::eq(*one, *other))
        })
}

/// What a concept is a part of.
pub fn wholes_of(part: &str) -> impl Iterator<Item = &'static str> {
    containing(part).iter().map(|breakdown| &*breakdown.whole)
}

/// The breakdowns that a concept is a part in.
fn containing(part: &str) -> &'static [&'static Breakdown] {
    static CONTAINING: LazyLock<FxHashMap<&str, Vec<&Breakdown>>> = LazyLock::new(|| {
        let mut containing: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for breakdown in Breakdown::all() {
            for part in breakdown.required.words().chain(breakdown.other.words()) {
                containing.entry(part).or_default().push(breakdown);
            }
        }
        containing
    });
    CONTAINING.get(part).map_or(&[], Vec::as_slice)
}

/// Whether columns with these heads are parts of one whole.
pub fn are_columns_of_one_whole(heads: &[&str]) -> bool {
    let heads: Vec<String> = heads.iter().map(|head| key(head)).collect();
    ColumnSet::all().iter().any(|set| {
        heads
            .iter()
            .all(|head| set.heads.words().any(|word| head.contains(word)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::concepts;

    #[test]
    fn every_concept_of_a_breakdown_is_in_the_codebook() {
        for breakdown in Breakdown::all() {
            let parts = breakdown.required.words().chain(breakdown.other.words());
            for id in parts.chain([&*breakdown.whole]) {
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
