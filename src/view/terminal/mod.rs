//! The document on a terminal: styled text; who prints it decides whether the styles stay.

mod grid;
mod lines;
mod overview;
mod style;

use super::words::{Language, fill, word};
use crate::extraction::Extraction;
use crate::text::Text;

/// What to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Header, outline and counts.
    Overview,
    /// A section, by its number or words of its title.
    Section(String),
    /// A line with those around it.
    Line(usize),
    /// The lines with facts of a concept.
    Concept(String),
    /// A table, counted from 1.
    Table(usize),
}

/// Why a part cannot be shown.
#[derive(Debug, PartialEq, Eq)]
pub enum PartError {
    /// No section has this number or title.
    Section(String),
    /// The text has fewer lines, that many.
    Line(usize, usize),
    /// No fact has this concept.
    Concept(String),
    /// There are fewer tables, that many.
    Table(usize, usize),
}

impl PartError {
    /// The error in a language.
    pub fn say(&self, language: Language) -> String {
        let (key, wanted, count) = match self {
            Self::Section(wanted) => ("part.section", wanted.clone(), 0),
            Self::Line(wanted, count) => ("part.line", wanted.to_string(), *count),
            Self::Concept(wanted) => ("part.concept", wanted.clone(), 0),
            Self::Table(wanted, count) => ("part.table", wanted.to_string(), *count),
        };
        let count = count.to_string();
        let places = [("wanted", wanted.as_str()), ("count", &count)];
        fill(word(key, language), &places)
    }
}

/// Lines shown before and behind a line that was asked for.
const AROUND: usize = 3;

/// Shows a part, with ANSI styles. `width` is that of the screen, where it is known.
///
/// # Errors
/// If the document has no such part.
pub fn show(
    text: &Text,
    extraction: &Extraction,
    part: &Part,
    language: Language,
    width: Option<u16>,
) -> Result<String, PartError> {
    let view = lines::View::new(text, extraction, language, width);
    let mut out = String::new();
    match part {
        Part::Overview => overview::write(&mut out, extraction, language),
        Part::Section(wanted) => {
            let section = overview::find(&extraction.sections, wanted)
                .ok_or_else(|| PartError::Section(wanted.clone()))?;
            view.lines(
                &mut out,
                section.line,
                view.line_of(section.body.1.saturating_sub(1)),
            );
        }
        Part::Line(line) => {
            let count = text.line_count();
            if *line == 0 || *line > count {
                return Err(PartError::Line(*line, count));
            }
            view.lines(
                &mut out,
                line.saturating_sub(AROUND).max(1),
                (line + AROUND).min(count),
            );
        }
        Part::Concept(wanted) => {
            let mut lines: Vec<usize> = extraction
                .facts
                .iter()
                .filter(|fact| fact.concept == Some(wanted.as_str()))
                .map(|fact| fact.line)
                .collect();
            lines.dedup();
            if lines.is_empty() {
                return Err(PartError::Concept(wanted.clone()));
            }
            for line in lines {
                view.only(&mut out, line, wanted);
            }
        }
        Part::Table(number) => {
            let count = extraction.tables.len();
            let table = number
                .checked_sub(1)
                .and_then(|index| extraction.tables.get(index));
            let table = table.ok_or(PartError::Table(*number, count))?;
            view.table(&mut out, table);
        }
    }
    Ok(out)
}
