//! What a check needs and no record holds, marked once: where sentences end, what the template left
//! over, the classification names in the text, the years and budgets it compares with, numbers that
//! lost their unit, what is said to be nothing, the table of contents. So a rule reads no text.

pub mod bare;
pub mod emptiness;
pub mod entry;
pub mod leftover;
pub mod mention;
pub mod phase;
pub mod reference;
pub mod relation;

use std::ops::Range;

use super::outline::Outline;
use crate::fold::Folded;
use crate::text::{Span, Text};

/// The marks of one document.
#[derive(Debug, Default)]
pub struct Marks {
    /// The passages of running text.
    pub passages: Vec<Span>,
    /// Where sentences end, in code points.
    pub sentences: Vec<usize>,
    /// Where clauses end, likewise.
    pub clauses: Vec<usize>,
    /// Where 等 stands behind an amount, in code points.
    pub open: Vec<usize>,
    /// What the template left over.
    pub leftovers: Vec<leftover::Leftover>,
    /// The classification names in the text.
    pub mentions: Vec<mention::Mention>,
    /// The names that stand beside a code.
    pub coded: Vec<mention::Coded>,
    /// The words for one amount against another.
    pub relations: Vec<relation::Relation>,
    /// The years that the text compares with.
    pub references: Vec<reference::Reference>,
    /// What is said to be nothing.
    pub emptiness: Vec<emptiness::Emptiness>,
    /// The entries of tables of contents.
    pub entries: Vec<entry::Entry>,
    /// The words for the phases of a budget.
    pub phases: Vec<phase::Phase>,
    /// Numbers that have no unit where their neighbours have one.
    pub bare: Vec<bare::Bare>,
}

impl Marks {
    /// Marks all passages and the contents.
    pub fn read(text: &Text, joined: &Folded, outline: &Outline) -> Self {
        let passages = &outline.passages;
        let spans = passages
            .iter()
            .map(|passage| text.span(joined.source_range(text, passage.clone())));
        Self {
            passages: spans.collect(),
            sentences: ends(text, joined, passages, &['。']),
            clauses: ends(text, joined, passages, &['。', ';', ':', ',', '、']),
            open: open(text, joined, passages),
            leftovers: leftover::read(text, joined, passages),
            mentions: mention::read(text, joined, passages),
            coded: mention::coded(text, joined, passages),
            relations: relation::read(text, joined, passages),
            references: reference::read(text, joined, passages),
            emptiness: emptiness::read(text, joined, passages),
            entries: entry::read(text, joined, &outline.contents),
            phases: phase::read(text, joined, passages),
            bare: bare::read(text, joined, passages),
        }
    }
}

/// Where a list of amounts ends in 等, so that it names only some.
fn open(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<usize> {
    let ends = passages.iter().flat_map(|passage| {
        let words = &joined.as_str()[passage.clone()];
        let found = words.match_indices('等').map(|(at, _)| passage.start + at);
        found.filter(|at| joined.as_str()[..*at].ends_with(['元', ')', '%']))
    });
    // The end of what stands before: a line may break there.
    ends.filter_map(|end| {
        let before = joined.as_str()[..end].chars().next_back()?;
        let source = joined.source_range(text, end - before.len_utf8()..end);
        Some(text.span(source).1)
    })
    .collect()
}

/// Where the pieces of passages end that some signs end; a comma within a number ends none.
fn ends(text: &Text, joined: &Folded, passages: &[Range<usize>], signs: &[char]) -> Vec<usize> {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let ends = passages.iter().flat_map(|passage| {
        let words = &joined.as_str()[passage.clone()];
        let stops = words.match_indices(signs).filter(move |(at, sign)| {
            let behind = words[at + sign.len()..].chars().next();
            !(is_digit(words[..*at].chars().next_back()) && is_digit(behind))
        });
        let stops = stops.map(|(at, _)| passage.start + at);
        stops.chain(std::iter::once(passage.end))
    });
    ends.map(|end| text.code_point(joined.source_start(end)))
        .collect()
}
