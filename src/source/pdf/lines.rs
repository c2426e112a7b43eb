//! Glyphs become lines: those on one base are a line, what stands apart is kept apart by blanks,
//! so that what stands under each other on the page does so in the text.
//!
//! A column of the text is half the height of the page's smaller fonts, which is as wide as a
//! digit; a Chinese character takes up two, as on a terminal.

use unicode_width::UnicodeWidthChar;

use super::glyphs::{Glyph, Page};
use super::ruled::{self, Ruled};
use super::rules::Rule;
use crate::record::Layout;
use crate::source::block::Block;
use crate::source::draft::Draft;
use crate::source::limits::LimitError;
use crate::text::pairs;

/// Glyphs belong to a line if their bases differ by at most this part of their height.
const SAME_LINE: f64 = 0.35;
/// What is further apart than this part of the height stands in columns of its own.
const APART: f64 = 0.9;
/// The same between words of letters and digits: a blank.
const WORD: f64 = 0.15;
/// The same between others.
const LOOSE: f64 = 0.45;
/// A line further below the one above than so many heights has a blank line before it.
const BLANK: f64 = 2.2;
/// A line is at most so many columns wide, but for what it prints.
const WIDEST: usize = 500;

/// Writes a page: its tables where they stand among its lines. `cut` are the edges of the columns
/// of the table that ends the page before, and then of the one that ends this page.
pub(super) fn write(
    page: Page,
    draft: &mut Draft,
    cut: &mut Option<Vec<f64>>,
) -> Result<(), LimitError> {
    let Page {
        mut glyphs,
        upright,
        level,
        ..
    } = page;
    let before = cut.take();
    let Some(scale) = Scale::of(&glyphs) else {
        return Ok(());
    };
    let tables = ruled::find(&mut glyphs, &upright, &level, before.as_deref());
    *cut = tables.last().map(|last| last.edges.clone());
    let mut tables = tables.into_iter().peekable();
    let mut above: Option<Line> = None;
    let mut text = String::new();
    for line in lines(glyphs) {
        while let Some(Ruled { table, .. }) = tables.next_if(|table| table.top < line.base) {
            draft.blocks(Layout::Aligned, &[Block::Table(table)])?;
            above = None;
        }
        if let Some(above) = &above
            && line.base - above.base > BLANK * above.size.max(line.size)
        {
            draft.line("");
        }
        text.clear();
        scale.line(&line, &upright, &mut text);
        draft.line(&text);
        above = Some(line);
    }
    for Ruled { table, .. } in tables {
        draft.blocks(Layout::Aligned, &[Block::Table(table)])?;
    }
    Ok(())
}

/// How places on the page become columns of the text.
struct Scale {
    left: f64,
    unit: f64,
}

impl Scale {
    fn of(glyphs: &[Glyph]) -> Option<Self> {
        let mut sizes: Vec<f64> = glyphs.iter().map(|glyph| glyph.size).collect();
        sizes.sort_by(f64::total_cmp);
        // The smaller fonts are those of tables; a few still smaller glyphs set no measure.
        let size = sizes.get(sizes.len() / 10)?;
        let left = glyphs
            .iter()
            .map(|glyph| glyph.start)
            .fold(f64::INFINITY, f64::min);
        Some(Self {
            left,
            unit: (size / 2.0).max(1.0),
        })
    }

    fn column(&self, x: f64) -> usize {
        // Never negative, and bounded: the cast keeps what is of use.
        (((x - self.left) / self.unit).round() as usize).min(WIDEST)
    }

    fn line(&self, line: &Line, rules: &[Rule], text: &mut String) {
        let mut column = 0;
        let mut last: Option<&Glyph> = None;
        for glyph in &line.glyphs {
            let blanks = match last {
                None => self.column(glyph.start),
                Some(last) if is_apart(last, glyph, rules) => {
                    self.column(glyph.start).saturating_sub(column).max(2)
                }
                Some(last) => usize::from(is_spaced(last, glyph)),
            };
            text.extend(std::iter::repeat_n(' ', blanks));
            column += blanks;
            for c in glyph.text.chars().filter(|c| !c.is_control()) {
                text.push(c);
                column += c.width().unwrap_or(0);
            }
            last = Some(glyph);
        }
    }
}

/// Whether two neighbours stand in columns of their own.
fn is_apart(last: &Glyph, glyph: &Glyph, rules: &[Rule]) -> bool {
    let size = last.size.min(glyph.size);
    let gap = glyph.start - last.end;
    if gap > APART * size {
        return true;
    }
    // A line of the table may stand between them.
    let (from, to) = (last.end - 0.2 * size, glyph.start + 0.2 * size);
    if gap < 0.02 * size {
        return false;
    }
    let middle = glyph.base - 0.3 * size;
    let first = rules.partition_point(|rule| rule.at < from);
    rules
        .iter()
        .skip(first)
        .take_while(|rule| rule.at <= to)
        .any(|rule| rule.from <= middle && middle <= rule.to)
}

/// Whether a blank stands between two neighbours.
fn is_spaced(last: &Glyph, glyph: &Glyph) -> bool {
    let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_graphic());
    let words = word(last.text.chars().next_back()) && word(glyph.text.chars().next());
    let least = if words { WORD } else { LOOSE };
    glyph.start - last.end > least * last.size.min(glyph.size)
}

/// Glyphs on one base, from left to right.
pub(super) struct Line {
    base: f64,
    size: f64,
    glyphs: Vec<Glyph>,
}

impl Line {
    /// How many pieces it has that stand in columns of their own.
    pub(super) fn pieces(&self) -> usize {
        1 + pairs(&self.glyphs)
            .filter(|(last, glyph)| is_apart(last, glyph, &[]))
            .count()
    }

    /// Its text, without columns.
    pub(super) fn plain(&self) -> String {
        let mut text = String::new();
        let mut last: Option<&Glyph> = None;
        for glyph in &self.glyphs {
            if last.is_some_and(|last| is_spaced(last, glyph)) {
                text.push(' ');
            }
            text.push_str(&glyph.text);
            last = Some(glyph);
        }
        text
    }
}

/// Sorts glyphs into lines, from the top.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|one, other| one.base.total_cmp(&other.base));
    let mut lines: Vec<Line> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            Some(line) if glyph.base - line.base <= SAME_LINE * glyph.size.min(line.size) => {
                line.size = line.size.max(glyph.size);
                line.glyphs.push(glyph);
            }
            _ => lines.push(Line {
                base: glyph.base,
                size: glyph.size,
                glyphs: vec![glyph],
            }),
        }
    }
    for line in &mut lines {
        line.glyphs
            .sort_by(|one, other| one.start.total_cmp(&other.start));
        // Bold is drawn by drawing twice.
        line.glyphs.dedup_by(|glyph, last| {
            glyph.text == last.text
                && (glyph.start - last.start).abs() < 0.3 * glyph.size.min(last.end - last.start)
        });
    }
    lines
}
