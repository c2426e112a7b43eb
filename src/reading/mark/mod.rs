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
use crate::lexicon::patterns::{Hit, Patterns};
use crate::mark::Marks;
use crate::text::{Cut, Span, Text};

/// Marks all passages and the contents.
pub fn read(text: &Text, joined: &Folded, outline: &Outline) -> Marks {
    let passages = &outline.passages;
    let spans = passages
        .iter()
        .map(|passage| text.span(joined.source_range(text, passage.clone())));
    let ends = Ends::of(text, joined, passages);
    Marks {
        passages: spans.collect(),
        sentences: ends.sentences,
        clauses: ends.clauses,
        parts: ends.parts,
        qualifiers: qualifier::read(text, joined, passages),
        open: open(text, joined, passages),
        leftovers: leftover::read(text, joined, &in_order(passages, &outline.headings)),
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

/// What expressions find in passages, with the passage.
fn found<'p>(
    joined: &'p Folded,
    passages: &'p [Range<usize>],
    patterns: &'p Patterns,
) -> impl Iterator<Item = (&'p Range<usize>, Hit)> {
    passages.iter().flat_map(move |passage| {
        let found = patterns.found_in(joined.within(passage.clone()));
        found.map(move |one| (passage, one))
    })
}

/// Where in the text a part of a passage stands.
fn source(
    text: &Text,
    joined: &Folded,
    passage: &Range<usize>,
    part: &Range<usize>,
) -> Range<usize> {
    joined.source_range(text, passage.start + part.start..passage.start + part.end)
}

/// The same, in code points.
fn span(text: &Text, joined: &Folded, passage: &Range<usize>, part: &Range<usize>) -> Span {
    text.span(source(text, joined, passage, part))
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
