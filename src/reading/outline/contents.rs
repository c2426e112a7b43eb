//! Tables of contents: lines that repeat the headings, to be left out.

use std::ops::Range;

use crate::grammar::heading::{self, Numbering, Style};
use crate::layout::Layout;
use crate::lexicon::sections;
use crate::text::{Cut, Text};

/// The paragraphs that belong to tables of contents.
#[derive(Debug, Default)]
pub struct Contents {
    /// Paragraphs of the block under the heading 目录, or that repeats the headings without one.
    block: Range<usize>,
    /// Single lines with dots and page numbers, or field codes, anywhere.
    lines: Vec<bool>,
}

impl Contents {
    /// Whether the paragraph is part of a table of contents.
    pub fn contains(&self, paragraph: usize) -> bool {
        self.block.contains(&paragraph) || self.lines.get(paragraph).copied().unwrap_or(false)
    }
}

/// A table of contents without a heading has at least this many entries.
const SHORTEST: usize = 5;
/// An entry has at most this many characters.
const LONGEST_ENTRY: usize = 80;

/// Finds the table of contents.
pub fn find(text: &Text, layout: &Layout) -> Contents {
    let joined = layout.joined.as_str();
    let entries: Vec<&str> = layout
        .paragraphs
        .iter()
        .map(|one| joined.within(one.range.clone()))
        .collect();
    let lines: Vec<bool> = layout
        .paragraphs
        .iter()
        .zip(&entries)
        .map(|(paragraph, entry)| is_dotted(entry) || is_paged(text.line(paragraph.lines.start)))
        .collect();
    let title = entries.iter().position(|entry| is_title(entry));
    let block = match title {
        Some(at) => at..under_title(&entries, &lines, at + 1),
        None => without_title(&entries, &lines),
    };
    Contents { block, lines }
}

fn is_title(entry: &str) -> bool {
    let bare = entry.trim_matches(|c: char| matches!(c, '#' | '*' | ':' | '(' | ')'));
    // The 目 is lost in some fonts, and some titles are glued to the word.
    let glued =
        bare.ends_with("目录") && bare.chars().count() <= LONGEST_ENTRY && !bare.contains('。');
    glued || matches!(bare, "目次" | "录") || bare.eq_ignore_ascii_case("contents")
}

/// `一、主要职能......3`, or a field code that Word left in.
fn is_dotted(entry: &str) -> bool {
    if entry.contains("PAGEREF") || entry.contains("TOC \\o") || entry.contains("HYPERLINK \\l") {
        return true;
    }
    let head = entry.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '-');
    let dots = head
        .chars()
        .rev()
        .take_while(|c| matches!(c, '.' | '…' | '·' | '-' | '_' | '⋯'))
        .count();
    let ellipses = head
        .chars()
        .rev()
        .take_while(|c| matches!(c, '…' | '⋯'))
        .count();
    (dots >= 4 || ellipses >= 2) && head.len() < entry.len()
}

/// `一、主要职能    3`: a heading, wide space, a page number.
fn is_paged(line: &str) -> bool {
    let line = line.trim_end();
    let head = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - head.len();
    let gap = head.len() - head.trim_end().len();
    (1..=3).contains(&digits)
        && (gap >= 3 || head.ends_with('\t'))
        && heading::numbering(&crate::fold::Folded::fold(head)).is_ok()
}

fn number(entry: &str) -> Option<Numbering> {
    let (mark, _) = heading::mark_up(entry);
    heading::numbering(entry.behind(mark))
        .ok()
        .map(|(_, number)| number)
}

fn is_entry(entry: &str) -> bool {
    // A full stop ends an entry only by slip.
    let entry = match number(entry) {
        Some(_) => entry.trim_end_matches('。'),
        None => entry,
    };
    entry.chars().count() <= LONGEST_ENTRY && !entry.contains(['。', ';'])
}

/// The end of the block that begins behind the heading 目录: where its first entry's number comes
/// again, or where running text begins.
fn under_title(entries: &[&str], lines: &[bool], start: usize) -> usize {
    let first = entries.get(start).copied().and_then(number);
    let same = |entry: &str| {
        first.is_some()
            && number(entry).map(|n| (n.style, n.ordinal)) == first.map(|n| (n.style, n.ordinal))
    };
    let mut seen_part = false;
    let mut above: Option<(usize, &str)> = None;
    for (at, (entry, line)) in entries.iter().zip(lines).enumerate().skip(start) {
        let again = at > start && same(entry);
        // 一、 begins anew under every part of the contents; only a part's own number tells.
        let tells = first.is_some_and(|n| n.style == Style::Part) || !seen_part;
        if !(is_entry(entry) || *line) {
            // A known title that lost its number over running text is the body's.
            let titled = above
                .filter(|(_, above)| number(above).is_none() && sections::find(above).is_some());
            return titled.map_or(at, |(above, _)| above);
        }
        if (again && tells || is_first_part(entries.behind(at), first)) && !line {
            return at;
        }
        above = (at > start && !line).then_some((at, *entry));
        seen_part |= number(entry).is_some_and(|n| n.style == Style::Part);
    }
    // Nothing comes after: the whole document is no table of contents.
    start
}

/// Whether the body begins with this 第一部分: the contents lost theirs, and text comes soon.
fn is_first_part(entries: &[&str], first: Option<Numbering>) -> bool {
    let part = |n: &Numbering| n.style == Style::Part;
    first.is_none_or(|first| !part(&first))
        && entries
            .first()
            .and_then(|entry| number(entry))
            .is_some_and(|n| part(&n) && n.ordinal == Some(1))
        && entries
            .iter()
            .skip(1)
            .take(SOON)
            .any(|entry| !is_entry(entry))
}

/// Text comes so many paragraphs behind 第一部分 at most.
const SOON: usize = 3;

/// A block at the head of the document whose entries come again, in the same order, further on.
fn without_title(entries: &[&str], lines: &[bool]) -> Range<usize> {
    let Some(start) = entries.iter().position(|entry| number(entry).is_some()) else {
        return 0..0;
    };
    let run = entries
        .behind(start)
        .iter()
        .zip(lines.behind(start))
        .take_while(|(entry, dotted)| **dotted || (is_entry(entry) && number(entry).is_some()))
        .count();
    if run < SHORTEST {
        return 0..0;
    }
    let end = under_title(entries, lines, start).min(start + run);
    let later: rustc_hash::FxHashSet<&str> = entries.behind(end).iter().copied().collect();
    let again = entries
        .within(start..end)
        .iter()
        .filter(|entry| later.contains(*entry))
        .count();
    if end - start >= SHORTEST && again * 2 >= end - start {
        start..end
    } else {
        0..0
    }
}
