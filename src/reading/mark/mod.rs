//! What a check needs and no record holds, marked once: where sentences end, what the template left
//! over, the classification names in the text, the years and budgets it compares with, numbers that
//! lost their unit. So a rule reads no text.

pub mod bare;
pub mod leftover;
pub mod mention;
pub mod reference;
pub mod relation;

use std::ops::Range;

use crate::fold::Folded;
use crate::text::{Span, Text};

/// The marks of one document.
#[derive(Debug, Default)]
pub struct Marks {
    /// The passages of running text.
    pub passages: Vec<Span>,
    /// Where sentences end, in code points.
    pub sentences: Vec<usize>,
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
    /// Numbers that have no unit where their neighbours have one.
    pub bare: Vec<bare::Bare>,
}

impl Marks {
    /// Marks all passages.
    pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Self {
        let spans = passages
            .iter()
            .map(|passage| text.span(joined.source_range(text, passage.clone())));
        Self {
            passages: spans.collect(),
            sentences: sentences(text, joined, passages),
            leftovers: leftover::read(text, joined, passages),
            mentions: mention::read(text, joined, passages),
            coded: mention::coded(text, joined, passages),
            relations: relation::read(text, joined, passages),
            references: reference::read(text, joined, passages),
            bare: bare::read(text, joined, passages),
        }
    }
}

fn sentences(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<usize> {
    let ends = passages.iter().flat_map(|passage| {
        let words = &joined.as_str()[passage.clone()];
        let stops = words.match_indices('。').map(|(at, _)| passage.start + at);
        stops.chain(std::iter::once(passage.end))
    });
    ends.map(|end| text.code_point(joined.source_start(end)))
        .collect()
}
