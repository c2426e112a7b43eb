//! What a text compares with: the year of a comparison or a state (`比2018年`, `截至2019年12月31日`), and the
//! word for the actual against the budget (`决算数大于预算数`).

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::fold::Folded;
use crate::text::{Span, Text};

/// What a year is named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// 比2018年, 与2018年相比.
    Compared,
    /// 截至2018年底.
    AsOf,
}

/// A year that the text refers to. No record of the output: findings are made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What for.
    pub sense: Sense,
    /// The year.
    pub year: i32,
    /// Where it stands.
    pub span: Span,
    /// Its line.
    pub line: usize,
}

/// How the actual is said to stand to the budget. No record of the output: findings are made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// 大于, 小于 or 等于.
    pub ordering: Ordering,
    /// Where it stands.
    pub span: Span,
    /// Its line.
    pub line: usize,
}

// Groups: 1 more, 2 less, 3 the same.
static RELATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"决算数(?:(大于|高于|超过)|(小于|低于|少于)|(等于))(?:年初|全年|当年)?预算数?",
        r"|决算数与(?:年初|全年|当年)?预算数?(?:(基本持平)|(持平|一致|相等))",
    ))
    .ok()
});

/// Reads the relations of all passages.
pub fn relations(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Relation> {
    let Some(pattern) = RELATION.as_ref() else {
        return Vec::new();
    };
    let mut relations = Vec::new();
    for passage in passages {
        let words = &joined.as_str()[passage.clone()];
        for found in pattern.captures_iter(words) {
            let (Some(whole), ordering) = (found.get(0), ordering(&found)) else {
                continue;
            };
            // A choice left open (大于/小于) says nothing, nor does 基本持平.
            let open = words[whole.end()..].starts_with('/');
            let Some(ordering) = ordering.filter(|_| !open) else {
                continue;
            };
            let range = passage.start + whole.start()..passage.start + whole.end();
            let source = joined.source_range(text, range);
            relations.push(Relation {
                ordering,
                line: text.line_number(source.start),
                span: text.span(source),
            });
        }
    }
    relations
}

fn ordering(found: &Captures) -> Option<Ordering> {
    let words = [Ordering::Greater, Ordering::Less, Ordering::Equal];
    let told = (1..=3).find(|group| found.get(*group).is_some());
    match told {
        Some(group) => words.get(group - 1).copied(),
        None => found.get(5).map(|_| Ordering::Equal),
    }
}

// Groups: 1 or 2 the year of a comparison, 3 that of a state.
static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"[比较](\d{4})年",
        r"|与(\d{4})年[^,;。]{0,8}相?比",
        r"|截[至止]到?(\d{4})年(?:12月31日|12月底|12月末|年?底|年?末)",
    ))
    .ok()
});

/// Reads the references of all passages.
pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Reference> {
    let Some(pattern) = REFERENCE.as_ref() else {
        return Vec::new();
    };
    let mut references = Vec::new();
    for passage in passages {
        let words = &joined.as_str()[passage.clone()];
        for found in pattern.captures_iter(words) {
            let Some(whole) = found.get(0) else { continue };
            let year = found.iter().skip(1).flatten().next();
            let Some(year) = year.and_then(|year| year.as_str().parse().ok()) else {
                continue;
            };
            let range = passage.start + whole.start()..passage.start + whole.end();
            let source = joined.source_range(text, range);
            references.push(Reference {
                sense: if found.get(3).is_some() {
                    Sense::AsOf
                } else {
                    Sense::Compared
                },
                year,
                line: text.line_number(source.start),
                span: text.span(source),
            });
        }
    }
    references
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_and_states_are_told_apart() {
        let words = "支出比2018年减少0.5万元；与2019年度决算数相比，增加1万元。截至2020年12月31日，共有车辆3辆。2017年建成。";
        let text = Text::new(words.to_owned());
        let folded = Folded::new(&text);
        let whole = 0..folded.as_str().len();
        let found = read(&text, &folded, &[whole]);
        let told: Vec<(i32, Sense)> = found.iter().map(|one| (one.year, one.sense)).collect();
        assert_eq!(
            told,
            [
                (2018, Sense::Compared),
                (2019, Sense::Compared),
                (2020, Sense::AsOf)
            ]
        );
    }

    #[test]
    fn the_word_for_the_budget_is_read_unless_it_is_open() {
        let words = "决算数小于预算数的主要原因是节约。决算数与预算数持平。决算数大于/小于预算数。决算数与预算数基本持平。";
        let text = Text::new(words.to_owned());
        let folded = Folded::new(&text);
        let whole = 0..folded.as_str().len();
        let found = relations(&text, &folded, &[whole]);
        let told: Vec<Ordering> = found.iter().map(|one| one.ordering).collect();
        assert_eq!(told, [Ordering::Less, Ordering::Equal]);
    }
}
