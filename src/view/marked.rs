//! The source text cut where records begin and end, line by line, for any screen.

use crate::extraction::Extraction;
use crate::record::Span;
use crate::text::Text;

/// A line of the source.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// Counted from 1.
    pub number: usize,
    /// Code point at which it begins.
    pub start: usize,
    /// The line without its line break.
    pub text: &'a str,
}

/// A stretch of a line over which nothing changes.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The text as it is.
    pub text: &'a str,
    /// Index of the fact it belongs to.
    pub fact: Option<usize>,
    /// Index of the finding it belongs to.
    pub finding: Option<usize>,
    /// Index of the section whose heading it belongs to.
    pub section: Option<usize>,
    /// Index of the indicator it belongs to.
    pub indicator: Option<usize>,
}

/// The places of one type of record, without overlaps: of two that overlap the first counts.
#[derive(Debug)]
struct Layer(Vec<(Span, usize)>);

impl Layer {
    fn new(spans: impl Iterator<Item = Span>) -> Self {
        let mut all: Vec<_> = spans
            .enumerate()
            .map(|(index, span)| (span, index))
            .collect();
        all.sort();
        let mut end = 0;
        all.retain(|(span, _)| {
            let is_free = span.0 >= end && span.1 > span.0;
            if is_free {
                end = span.1;
            }
            is_free
        });
        Self(all)
    }

    /// The places that touch a stretch.
    fn within(&self, start: usize, end: usize) -> &[(Span, usize)] {
        let from = self.0.partition_point(|(span, _)| span.1 <= start);
        let until = self.0.partition_point(|(span, _)| span.0 < end);
        self.0.get(from..until).unwrap_or(&[])
    }

    fn at(&self, point: usize) -> Option<usize> {
        self.within(point, point + 1)
            .first()
            .map(|(_, index)| *index)
    }
}

/// A text with the places of its records.
#[derive(Debug)]
pub struct Marked<'a> {
    /// The lines, in order.
    pub lines: Vec<Line<'a>>,
    layers: [Layer; 4],
}

impl<'a> Marked<'a> {
    /// Finds the lines of a text and the places of the records in it.
    pub fn new(text: &'a Text, extraction: &Extraction) -> Self {
        let mut start = 0;
        let lines = (0..text.line_count())
            .map(|index| {
                let line = text.line(index);
                let begin = start;
                start += line.chars().count() + 1;
                Line {
                    number: index + 1,
                    start: begin,
                    text: line,
                }
            })
            .collect();
        Self {
            lines,
            layers: [
                Layer::new(extraction.facts.iter().map(|fact| fact.span)),
                Layer::new(extraction.findings.iter().map(|finding| finding.span)),
                Layer::new(extraction.sections.iter().map(|section| section.span)),
                Layer::new(extraction.indicators.iter().map(|row| row.span)),
            ],
        }
    }

    /// The index of the line that holds a code point.
    pub fn line_of(&self, point: usize) -> usize {
        self.lines
            .partition_point(|line| line.start <= point)
            .saturating_sub(1)
    }

    /// The pieces of the line at an index; together they are the line.
    pub fn pieces(&self, index: usize) -> Vec<Piece<'a>> {
        let Some(line) = self.lines.get(index) else {
            return Vec::new();
        };
        let end = line.start + line.text.chars().count();
        let mut cuts: Vec<usize> = self
            .layers
            .iter()
            .flat_map(|layer| layer.within(line.start, end))
            .flat_map(|(span, _)| [span.0, span.1])
            .filter(|cut| *cut > line.start && *cut < end)
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts.push(end);
        let mut pieces = Vec::with_capacity(cuts.len());
        let (mut rest, mut at) = (line.text, line.start);
        for cut in cuts {
            let bytes = rest
                .char_indices()
                .nth(cut - at)
                .map_or(rest.len(), |(byte, _)| byte);
            let (text, behind) = rest.split_at(bytes);
            if !text.is_empty() {
                let [fact, finding, section, indicator] =
                    self.layers.each_ref().map(|layer| layer.at(at));
                pieces.push(Piece {
                    text,
                    fact,
                    finding,
                    section,
                    indicator,
                });
            }
            (rest, at) = (behind, cut);
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{extraction::extract, source::Source};

    #[test]
    fn pieces_make_the_line_and_hold_the_facts() {
        let text = "一、收入决算情况说明\n2020年本年收入合计756.8万元，其中财政拨款收入700万元。\n";
        let source = Source::from_bytes("a.txt".to_owned(), text.into()).unwrap();
        let extraction = extract(&source);
        let marked = Marked::new(&source.text, &extraction);
        for line in &marked.lines {
            let pieces = marked.pieces(line.number - 1);
            let joined: String = pieces.iter().map(|piece| piece.text).collect();
            assert_eq!(joined, line.text);
        }
        let facts: Vec<_> = marked
            .pieces(1)
            .iter()
            .filter(|piece| piece.fact.is_some())
            .map(|piece| piece.text)
            .collect();
        assert_eq!(facts, ["756.8万元", "700万元"]);
    }
}
