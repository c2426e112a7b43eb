//! Passages become marks: one file a kind, see [`crate::mark`].

mod bare;
mod emptiness;
mod entry;
mod leftover;
mod mention;
mod phase;
mod qualifier;
mod reference;
mod relation;

use std::ops::Range;

use super::outline::Outline;
use crate::fold::Folded;
use crate::lexicon::patterns::{Hit, marks_in};
use crate::mark::Marks;
use crate::text::{Cut, Text};

/// Marks all passages and the contents.
pub fn read(text: &Text, joined: &Folded, outline: &Outline) -> Marks {
    let passages = &outline.passages;
    let spans = passages
        .iter()
        .map(|passage| text.span(joined.source_range(text, passage.clone())));
    let ends = Ends::of(text, joined, passages);
    let found = found(text, joined, passages);
    Marks {
        passages: spans.collect(),
        sentences: ends.sentences,
        clauses: ends.clauses,
        parts: ends.parts,
        qualifiers: qualifier::read(&found),
        open: open(text, joined, passages),
        leftovers: leftover::read(text, joined, &in_order(passages, &outline.headings)),
        mentions: mention::read(text, joined, passages),
        coded: mention::coded(text, joined, passages),
        relations: relation::read(&found),
        references: reference::read(&found),
        emptiness: emptiness::read(text, joined, passages),
        entries: entry::read(text, joined, &outline.contents),
        phases: phase::read(&found),
        bare: bare::read(text, joined, passages),
    }
}

/// What an expression found in a passage.
struct Found<'p> {
    text: &'p Text,
    joined: &'p Folded,
    passage: &'p Range<usize>,
    hit: Hit,
}

impl<'p> Found<'p> {
    /// The words of the passage.
    fn words(&self) -> &'p str {
        self.joined.within(self.passage.clone())
    }

    /// Where a part of them stands in the text.
    fn source(&self, part: &Range<usize>) -> Range<usize> {
        let start = self.passage.start;
        self.joined
            .source_range(self.text, start + part.start..start + part.end)
    }
}

/// What the expressions find in the passages, in order.
fn found<'p>(text: &'p Text, joined: &'p Folded, passages: &'p [Range<usize>]) -> Vec<Found<'p>> {
    let in_passage = |passage| {
        let found = marks_in(joined.within(Range::clone(passage)));
        found.map(move |hit| Found {
            text,
            joined,
            passage,
            hit,
        })
    };
    passages.iter().flat_map(in_passage).collect()
}

/// Passages and headings in the order of the text.
fn in_order(passages: &[Range<usize>], headings: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = passages.iter().chain(headings).cloned().collect();
    all.sort_by_key(|range| range.start);
    all
}

/// Where a list of amounts ends in 等, so that it names only some.
fn open(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<usize> {
    let ends = passages.iter().flat_map(|passage| {
        let words = joined.within(passage.clone());
        let found = words.match_indices('等').map(|(at, _)| passage.start + at);
        found.filter(|at| joined.as_str().before(*at).ends_with(['元', ')', '%']))
    });
    // The end of what stands before: a line may break there.
    ends.filter_map(|end| {
        let before = joined.as_str().before(end).chars().next_back()?;
        let source = joined.source_range(text, end - before.len_utf8()..end);
        Some(text.span(source).1)
    })
    .collect()
}

/// Where sentences, clauses and the parts of sentences end, in code points.
#[derive(Default)]
struct Ends {
    sentences: Vec<usize>,
    clauses: Vec<usize>,
    parts: Vec<usize>,
}

impl Ends {
    /// A sign within a number ends nothing, and the end of a passage everything.
    fn of(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Self {
        let mut ends = Self::default();
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        for passage in passages {
            let words = joined.within(passage.clone());
            let place = |at: usize| text.code_point(joined.source_start(passage.start + at));
            for (at, sign) in words.char_indices() {
                if !matches!(sign, '。' | ';' | ':' | ',' | '、') {
                    continue;
                }
                let behind = words.behind(at + sign.len_utf8()).chars().next();
                if is_digit(words.before(at).chars().next_back()) && is_digit(behind) {
                    continue;
                }
                match sign {
                    '。' => ends.sentence(place(at)),
                    ';' => ends.part(place(at)),
                    _ => ends.clauses.push(place(at)),
                }
            }
            ends.sentence(place(words.len()));
        }
        ends
    }

    fn sentence(&mut self, at: usize) {
        self.sentences.push(at);
        self.part(at);
    }

    fn part(&mut self, at: usize) {
        self.parts.push(at);
        self.clauses.push(at);
    }
}
