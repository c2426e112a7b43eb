//! The outline: which paragraphs are headings, and the tree that they make.
//!
//! Every paragraph is first looked at alone ([`candidate`]): has it a number, a title, text behind
//! it? Then in its place ([`select`]): tables of contents and items of lists are left out. Then the
//! depth of each heading is found ([`tree`]) by what its number and title mean, not by mark-up.

mod candidate;
mod contents;
mod select;
mod title;
mod together;
mod tree;

#[cfg(test)]
mod tests;

use std::ops::Range;

use candidate::Candidate;

use super::statement::Heading;
use crate::fold::{Folded, fold_char};
use crate::layout::Layout;
use crate::lexicon::lists::{Class as List, list};
use crate::record::{Kind, Section, Span};
use crate::text::{Cut, Text};

pub use together::apart;

/// The headings of a document, and what is left as running text.
#[derive(Debug)]
pub struct Outline {
    /// The sections, in text order.
    pub sections: Vec<Section>,
    /// Their titles, folded.
    titles: Vec<String>,
    /// The passages of running text, in order: bytes of the joined view.
    pub passages: Vec<Range<usize>>,
    /// The headings, likewise.
    pub headings: Vec<Range<usize>>,
    /// The entries of tables of contents, likewise.
    pub contents: Vec<Range<usize>>,
}

/// Reads the outline. `tables` are the lines (from 0) of the tables, in order.
pub fn read(
    text: &Text,
    layout: &Layout,
    tables: &[Range<usize>],
    doc: &str,
    kind: Kind,
) -> Outline {
    let contents = contents::find(text, layout);
    let candidates: Vec<Option<Candidate>> = layout
        .paragraphs
        .iter()
        .enumerate()
        .map(|(index, paragraph)| match contents.contains(index) {
            true => None,
            false => candidate::read(text, &layout.joined, index, paragraph),
        })
        .collect();
    let headings = select::select(text, layout, tables, &contents, candidates);
    let places = tree::places(&headings);
    let sections = sections(text, layout, &headings, &places, doc, kind);
    let paragraphs = layout.paragraphs.iter().enumerate();
    let entries = paragraphs.filter(|(index, _)| contents.contains(*index));
    let titles = sections.iter();
    Outline {
        titles: titles.map(|section| Folded::fold(&section.title)).collect(),
        sections,
        passages: passages(layout, &contents, &headings),
        headings: headings.iter().map(|one| one.range.clone()).collect(),
        contents: entries.map(|(_, entry)| entry.range.clone()).collect(),
    }
}

impl Outline {
    /// The section that encloses a code point most closely.
    pub fn enclosing(&self, at: usize) -> Option<&Section> {
        self.sections.get(self.index_of(at)?)
    }

    /// Which section encloses a code point most closely.
    fn index_of(&self, at: usize) -> Option<usize> {
        let behind = self.sections.partition_point(|section| section.id <= at);
        behind.checked_sub(1)
    }

    /// What a section says to the statements in it.
    pub fn heading(&self, section: Option<&Section>) -> Heading {
        let Some(section) = section else {
            return Heading::default();
        };
        let mut around = self.index_of(section.id);
        let mut reports_on_work = false;
        let mut titles = Vec::new();
        let told = |at| self.sections.get(at).zip(self.titles.get(at));
        while let Some((one, title)) = around.and_then(told) {
            reports_on_work |=
                one.concept == Some("overview.work") && list(List::WorkDone).any_in(title);
            titles.push(title.clone());
            around = one.parent_id.and_then(|parent| self.index_of(parent));
        }
        Heading {
            id: Some(section.id),
            titles,
            concept: section.concept,
            reports_on_work,
        }
    }
}

/// A number as printed; what it became where a byte of it was lost says nothing.
fn printed(text: &Text, joined: &Folded, number: Range<usize>) -> Option<String> {
    let raw = joined.raw(text, number.clone());
    let says = |c: char| !c.is_alphanumeric() || raw.chars().any(|raw| fold_char(raw) == c);
    joined
        .as_str()
        .within(number)
        .chars()
        .all(says)
        .then(|| raw.into_owned())
}

fn sections(
    text: &Text,
    layout: &Layout,
    headings: &[Candidate],
    places: &[tree::Place],
    doc: &str,
    kind: Kind,
) -> Vec<Section> {
    let joined = &layout.joined;
    let source = |heading: &Candidate| joined.source_range(text, heading.range.clone());
    let mut sections: Vec<Section> = Vec::with_capacity(headings.len());
    for (heading, place) in headings.iter().zip(places) {
        let range = source(heading);
        let span = text.span(range.clone());
        sections.push(Section {
            doc: doc.to_owned(),
            id: span.0,
            parent_id: place
                .parent
                .and_then(|parent| Some(sections.get(parent)?.id)),
            level: place.level,
            number: heading
                .number
                .clone()
                .and_then(|number| printed(text, joined, number)),
            title: heading.title_text(text, joined),
            concept: heading.part.map(|found| found.part.concept(kind)),
            line: text.line_number(range.start),
            span,
            body: Span(span.1, span.1),
        });
    }
    // A section ends where the next one begins that it does not enclose.
    let end_of_text = text.code_point(text.as_str().len());
    let mut behind: Vec<(usize, usize)> = Vec::new();
    for section in sections.iter_mut().rev() {
        while behind.pop_if(|(level, _)| *level > section.level).is_some() {}
        section.body.1 = behind.last().map_or(end_of_text, |(_, id)| *id);
        behind.push((section.level, section.id));
    }
    sections
}

/// What is running text: paragraphs without their headings, tables of contents left out.
fn passages(
    layout: &Layout,
    contents: &contents::Contents,
    headings: &[Candidate],
) -> Vec<Range<usize>> {
    let mut headings = headings.iter().peekable();
    let mut passages = Vec::with_capacity(layout.paragraphs.len());
    // Up to here the text belongs to the heading before.
    let mut taken = 0;
    for (index, paragraph) in layout.paragraphs.iter().enumerate() {
        if let Some(heading) = headings.next_if(|heading| heading.paragraph == index) {
            taken = heading.body;
        }
        let start = paragraph.range.start.max(taken);
        if start < paragraph.range.end && !contents.contains(index) {
            passages.push(start..paragraph.range.end);
        }
    }
    passages
}
