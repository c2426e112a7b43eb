//! Lines of the source with their readings below, tables as grids, findings in place.

use std::fmt::Write;

use super::grid;
use super::style::{BOLD, SOFT, fact, finding, paint, plain};
use crate::extraction::Extraction;
use crate::record::{Fact, Table};
use crate::text::Text;
use crate::view::marked::Marked;
use crate::view::sentence::Speaker;
use crate::view::words::{Language, fill, word};

/// What is needed to show lines. Writing into a string cannot fail.
pub struct View<'a> {
    extraction: &'a Extraction,
    marked: Marked<'a>,
    speaker: Speaker<'a>,
    language: Language,
    width: Option<u16>,
}

impl<'a> View<'a> {
    /// A view of a document.
    pub fn new(
        text: &'a Text,
        extraction: &'a Extraction,
        language: Language,
        width: Option<u16>,
    ) -> Self {
        Self {
            extraction,
            marked: Marked::new(text, extraction),
            speaker: Speaker::new(text, &extraction.facts, language),
            language,
            width,
        }
    }

    /// The number of the line that holds a code point.
    pub fn line_of(&self, point: usize) -> usize {
        self.marked.line_of(point) + 1
    }

    /// Lines from `first` to `last`, both counted from 1 and shown.
    pub fn lines(&self, out: &mut String, first: usize, last: usize) {
        let mut line = first;
        while line <= last {
            let table = self.extraction.tables.iter().find(|table| {
                table.line <= line && line <= table.end_line && table.end_line >= first
            });
            if let Some(table) = table {
                self.grid(out, table);
                self.findings(out, |at| (line..=table.end_line).contains(&at));
                line = table.end_line.max(line) + 1;
                continue;
            }
            self.source(out, line);
            self.readings(out, line, |_| true);
            self.findings(out, |at| at == line);
            line += 1;
        }
    }

    /// One line with the readings of one concept.
    pub fn only(&self, out: &mut String, line: usize, concept: &str) {
        self.source(out, line);
        self.readings(out, line, |fact| fact.concept == Some(concept));
        self.findings(out, |at| at == line);
    }

    /// A table with the readings of its facts.
    pub fn table(&self, out: &mut String, table: &Table) {
        self.grid(out, table);
        for (index, one) in self.extraction.facts.iter().enumerate() {
            if one.table_id == Some(table.id) {
                self.reading(out, index, one);
            }
        }
        self.findings(out, |at| (table.line..=table.end_line).contains(&at));
    }

    fn grid(&self, out: &mut String, table: &Table) {
        let caption = plain(table.caption.as_deref().unwrap_or("-"));
        let number = self
            .extraction
            .tables
            .iter()
            .position(|one| one.id == table.id);
        let number = number.map_or(0, |index| index + 1);
        let [number, from, to] =
            [number, table.line, table.end_line].map(|number| number.to_string());
        let places = [
            ("number", number.as_str()),
            ("from", &from),
            ("to", &to),
            ("unit", table.unit.as_deref().unwrap_or("-")),
        ];
        let _ = writeln!(
            out,
            "{} {}  {}",
            paint(SOFT, &format!("{:>5}", table.line)),
            paint(BOLD, &caption),
            paint(
                SOFT,
                &plain(&fill(word("table.lines", self.language), &places))
            ),
        );
        let _ = writeln!(
            out,
            "{}",
            grid::draw(table, &self.extraction.facts, self.width)
        );
    }

    fn source(&self, out: &mut String, line: usize) {
        let _ = write!(out, "{} ", paint(SOFT, &format!("{line:>5}")));
        for piece in self.marked.pieces(line - 1) {
            let text = plain(piece.text);
            let style = match (piece.finding, piece.fact, piece.section) {
                (Some(index), _, _) => {
                    let style = self.extraction.findings.get(index);
                    style.map(|one| finding(one.severity).underline())
                }
                (_, Some(index), _) => self.extraction.facts.get(index).map(|one| fact(one.kind)),
                (_, _, Some(_)) => Some(BOLD),
                _ => None,
            };
            match style {
                Some(style) => out.push_str(&paint(style, &text)),
                None => out.push_str(&text),
            }
        }
        out.push('\n');
    }

    fn readings(&self, out: &mut String, line: usize, wanted: impl Fn(&Fact) -> bool) {
        let facts = &self.extraction.facts;
        let from = facts.partition_point(|fact| fact.line < line);
        for (index, one) in facts.iter().enumerate().skip(from) {
            if one.line != line {
                break;
            }
            if wanted(one) {
                self.reading(out, index, one);
            }
        }
    }

    fn reading(&self, out: &mut String, index: usize, one: &Fact) {
        let assumed = self.speaker.assumed(one);
        let assumed = if assumed.is_empty() {
            String::new()
        } else {
            format!(" ({})", assumed.join(", "))
        };
        let concept = one.concept.map_or(String::new(), |id| format!("  {id}"));
        let _ = writeln!(
            out,
            "      {} {}  {}{}",
            paint(SOFT, "│"),
            paint(fact(one.kind), &plain(&one.raw)),
            plain(&self.speaker.sentence(index)),
            paint(SOFT, &format!("{assumed}{concept}")),
        );
    }

    fn findings(&self, out: &mut String, at: impl Fn(usize) -> bool) {
        for one in self.extraction.findings.iter().filter(|one| at(one.line)) {
            let _ = writeln!(
                out,
                "      {} {}",
                paint(finding(one.severity), &format!("✗ {}:", one.rule)),
                plain(&one.message),
            );
        }
    }
}
