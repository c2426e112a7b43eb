//! The folded view: a document's text as the grammars read it.
//!
//! Folding makes alike what means alike and differs only by how a file came about: full-width
//! forms and look-alikes become the plain character, traditional characters become simplified
//! (one character for one), white space that Chinese does not need is dropped, and so is what
//! converters left ([`leaving`]): glosses, entities, doubled signs. What they lost from a date
//! ([`lost`]) is put back. Lines stay lines until
//! [`Folded::join`] takes out the line breaks that a PDF put inside a paragraph. Every folded byte
//! knows the source byte it came from.

mod character;
mod figure;
mod leaving;
mod lost;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::ops::Range;

use crate::allowance::tick;
use crate::text::{Cut, Text, is_han};
pub use character::fold_char;
use character::{
    Class, Doubled, FOLDING, PLAIN, Plain, class, doubled, fold_with, inert, is_private, parts,
};
use leaving::Read;

/// A printed name in simplified characters and without glosses; its signs stay as they are.
pub fn simplified(printed: &str) -> String {
    let mut plain = String::with_capacity(printed.len());
    let mut next = 0;
    for (at, c) in printed.char_indices() {
        if at < next {
            continue;
        }
        next = at + leaving::gloss_at(printed, at);
        if next == at {
            let read = fold_char(c);
            plain.push(if is_han(read) { read } else { c });
        }
    }
    plain
}

/// A stretch in which folded and source bytes run in step.
#[derive(Debug, Clone, Copy)]
struct Run {
    folded: usize,
    source: usize,
}

/// Folded text with the exact way back to its source.
#[derive(Debug, Default)]
pub struct Folded {
    text: String,
    runs: Vec<Run>,
    /// Where each source line begins in the folded text.
    line_starts: Vec<usize>,
}

impl Folded {
    /// Folds a text line by line; line `i` of the result is line `i` of the source.
    pub fn new(text: &Text) -> Self {
        let (table, plain) = (FOLDING.as_slice(), &*PLAIN);
        let mut folded = Self {
            text: String::with_capacity(text.as_str().len()),
            runs: Vec::new(),
            line_starts: Vec::with_capacity(text.line_count()),
        };
        for index in 0..text.line_count() {
            if index > 0 {
                folded.push::<true>('\n', text.line_range(index).start - 1);
            }
            folded.line_starts.push(folded.text.len());
            folded.fold_line::<true>(
                (table, plain),
                text.line(index),
                text.line_range(index).start,
            );
        }
        folded
    }

    /// Folds a piece of text that stands alone, such as a label or a `raw`.
    pub fn fold(piece: &str) -> String {
        Self::folded(piece).into_owned()
    }

    /// The same; most cells are folded as they are printed.
    pub fn folded(piece: &str) -> Cow<'_, str> {
        let (plain, _) = PLAIN.run(piece, None, false);
        if plain == piece.len() {
            return Cow::Borrowed(piece);
        }
        let mut folded = Self {
            text: String::with_capacity(piece.len()),
            ..Self::default()
        };
        folded.fold_line::<false>((&FOLDING, &PLAIN), piece, 0);
        Cow::Owned(folded.text)
    }

    /// Folds a line; `MAPPED` if the way back to its source is asked for.
    fn fold_line<const MAPPED: bool>(
        &mut self,
        (table, plain): (&[u16], &Plain),
        line: &str,
        start: usize,
    ) {
        let head = self.text.len();
        let mut last: Option<Class> = None;
        let mut space: Option<usize> = None;
        // Up to here the line is read.
        let mut next = 0;
        let mut lost = [None; 3].into_iter().flatten().peekable();
        while let Some(mut printed) = line.behind(next).chars().next() {
            let at = next;
            if lost.peek().is_none() {
                let (length, class) = plain.run(line.behind(at), last, space.is_some());
                if length > 0 {
                    (space, last, next) = (None, class, at + length);
                    self.push_str::<MAPPED>(line.within(at..next), start + at);
                    continue;
                }
            }
            next = at + printed.len_utf8();
            while let Some((_, read)) = lost.next_if(|(place, _)| *place <= at) {
                // It comes from the digit before it.
                self.push::<MAPPED>(read, start + before(line, at));
                (space, last) = (None, Some(Class::Sign));
            }
            if lost.peek().is_none()
                && matches!(printed, '1' | '2' | '１' | '２')
                && !matches!(last, Some(Class::Word | Class::Point))
            {
                lost = lost::in_date(line, at).into_iter().flatten().peekable();
            }
            if let Some((class, read)) = inert(table, printed)
                && !(class == Class::Word && space.is_some())
            {
                space = None;
                last = Some(class);
                self.push::<MAPPED>(read, start + at);
                continue;
            }
            // Most white space: nothing else begins with it.
            if matches!(printed, ' ' | '\t' | '\u{3000}') {
                space.get_or_insert(at);
                continue;
            }
            if let Some(found) = leaving::at(line, at) {
                next = at + found.length;
                match found.read {
                    Read::Nothing => continue,
                    Read::Space => {
                        space.get_or_insert(at);
                        continue;
                    }
                    Read::As(meant) => printed = meant,
                    Read::Number(number) => {
                        // It ends where what stands for it ends.
                        let end = before(line, next);
                        for (place, read) in number.char_indices() {
                            let closes = place + read.len_utf8() == number.len();
                            self.push::<MAPPED>(read, start + if closes { end } else { at });
                        }
                        (space, last) = (None, Some(Class::Sign));
                        continue;
                    }
                }
            }
            let class = class(printed);
            if class == Class::Nothing
                || is_private(printed) && figure::goes_on(line.before(at), line.behind(next))
            {
                continue;
            }
            if class == Class::Space {
                space.get_or_insert(at);
                continue;
            }
            if let Some(gap) = space.take()
                && parts(last, class)
                && !figure::is_one(line.before(gap).trim_end(), line.behind(at))
            {
                self.push::<MAPPED>(' ', start + gap);
            }
            let read = fold_with(table, printed);
            last = Some(class);
            let before = self.text.behind(head).chars().next_back();
            let behind = line.behind(next);
            match before.map_or(Doubled::No, |before| doubled(before, read, behind)) {
                Doubled::No => self.push::<MAPPED>(read, start + at),
                Doubled::First => {
                    self.text.pop();
                    self.push::<MAPPED>(read, start + at);
                }
                Doubled::Second => {}
            }
        }
    }

    /// Appends a folded character that came from the source character at `source`.
    fn push<const MAPPED: bool>(&mut self, read: char, source: usize) {
        self.map::<MAPPED>(source);
        self.text.push(read);
    }

    /// Appends folded text that came in step from the source at `source`.
    fn push_str<const MAPPED: bool>(&mut self, read: &str, source: usize) {
        self.map::<MAPPED>(source);
        self.text.push_str(read);
    }

    /// Notes that what is appended next came from the source at `source`.
    fn map<const MAPPED: bool>(&mut self, source: usize) {
        if MAPPED {
            let folded = self.text.len();
            let in_step = self
                .runs
                .last()
                .is_some_and(|run| folded - run.folded == source.wrapping_sub(run.source));
            if !in_step {
                self.runs.push(Run { folded, source });
            }
        }
    }

    /// The whole folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What stands in a range of its bytes.
    pub fn within(&self, range: Range<usize>) -> &str {
        self.text.within(range)
    }

    /// How many source lines it has.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The folded bytes of line `index` (from 0), without a line break.
    #[expect(
        clippy::indexing_slicing,
        reason = "a line has its number from this text"
    )]
    pub fn line_range(&self, index: usize) -> Range<usize> {
        tick();
        let start = self.line_starts[index];
        let next = self.line_starts.get(index + 1).copied();
        let line = self.text.within(start..next.unwrap_or(self.text.len()));
        let broken = line.as_bytes().last() == Some(&b'\n');
        start..start + line.len() - usize::from(broken)
    }

    /// Line `index` (from 0), folded.
    pub fn line(&self, index: usize) -> &str {
        self.text.within(self.line_range(index))
    }

    /// The same text with the line breaks after the lines that `soft` marks taken out, and the
    /// lines that `skip` marks left empty. Both have one entry a line.
    pub fn join(&self, text: &Text, soft: &[bool], skip: &[bool]) -> Self {
        let mut joined = Self {
            text: String::with_capacity(self.text.len()),
            runs: Vec::with_capacity(self.runs.len()),
            line_starts: Vec::with_capacity(self.line_starts.len()),
        };
        let source = |at| text.as_str().behind(at).chars().next();
        assert!(soft.len() == self.line_count() && skip.len() == self.line_count());
        for (index, (soft, skip)) in soft.iter().zip(skip).enumerate() {
            let range = self.line_range(index);
            // Two words that meet at a line break stay two: no number is made from two halves.
            if !skip
                && !range.is_empty()
                && let Some((last, _)) = joined.text.char_indices().next_back()
                && let Some(last) = source(joined.source_start(last))
                && let Some(next) = source(self.source_start(range.start))
                && last != '\n'
                && parts(Some(class(last)), class(next))
                && !figure::is_one(last_line(&joined.text), self.text.within(range.clone()))
                && !figure::is_broken(last_line(&joined.text), self.text.within(range.clone()))
            {
                joined.push::<true>(' ', self.source_start(range.start) - 1);
            }
            joined.line_starts.push(joined.text.len());
            if !skip {
                joined.push_range(self, range.clone());
            }
            if index + 1 < self.line_count() && !soft {
                joined.push::<true>('\n', self.source_start(range.end));
            }
        }
        joined
    }

    fn push_range(&mut self, from: &Self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end
            && let [run, behind @ ..] = from.runs_from(at)
        {
            let next = behind.first().map_or(range.end, |next| next.folded);
            let end = next.min(range.end);
            self.runs.push(Run {
                folded: self.text.len(),
                source: run.source + (at - run.folded),
            });
            self.text.push_str(from.text.within(at..end));
            at = end;
        }
    }

    /// The runs from that of the folded byte on; none where there is no text.
    fn runs_from(&self, folded: usize) -> &[Run] {
        let behind = self.runs.partition_point(|run| run.folded <= folded);
        self.runs.split_at(behind.saturating_sub(1)).1
    }

    /// The source byte at which the folded character at `folded` begins.
    pub fn source_start(&self, folded: usize) -> usize {
        tick();
        let run = self.runs_from(folded).first();
        run.map_or(0, |run| run.source + (folded - run.folded))
    }

    /// The source bytes that a range of the folded text was read from: from where its first
    /// character begins to where its last one ends.
    pub fn source_range(&self, text: &Text, folded: Range<usize>) -> Range<usize> {
        if folded.is_empty() {
            let at = self.source_end(text, folded.start);
            return at..at;
        }
        self.source_start(folded.start)..self.source_end(text, folded.end)
    }

    /// The source byte at which the character before the folded byte `folded` ends.
    fn source_end(&self, text: &Text, folded: usize) -> usize {
        let Some((last, _)) = self.text.before(folded).char_indices().next_back() else {
            return 0;
        };
        let last = self.source_start(last);
        let rest = text.as_str().behind(last);
        let printed = rest.chars().next().map_or(0, char::len_utf8);
        // A gloss belongs to its character.
        last + printed + leaving::gloss_at(rest, printed)
    }

    /// Whether the source has white space directly before the folded character at `folded`.
    pub fn gap_before(&self, text: &Text, folded: usize) -> bool {
        let before = text.as_str().before(self.source_start(folded));
        before.ends_with(|c| class(c) == Class::Space)
    }

    /// The source of a folded range without the white space that folding drops: what a record
    /// gives as `raw`.
    pub fn raw<'t>(&self, text: &'t Text, folded: Range<usize>) -> Cow<'t, str> {
        let source = text
            .as_str()
            .within(self.source_range(text, folded.clone()));
        match source.len() == folded.len() {
            true => Cow::Borrowed(source),
            false => unspaced(source),
        }
    }
}

/// Where the character before byte `at` of a line begins.
fn before(line: &str, at: usize) -> usize {
    let last = line.before(at).char_indices().next_back();
    last.map_or(0, |(at, _)| at)
}

/// Whether folding drops a character wherever it stands.
fn is_dropped(c: char) -> bool {
    matches!(class(c), Class::Space | Class::Nothing)
}

/// What stands behind the last line break, as far as a number reaches back.
fn last_line(text: &str) -> &str {
    let near = text.char_indices().rev().take(LONGEST_NUMBER);
    let start = near.take_while(|(_, c)| *c != '\n').last();
    text.behind(start.map_or(text.len(), |(at, _)| at))
}

/// Characters of a number that is cut in two, and of what tells that it is none.
const LONGEST_NUMBER: usize = 32;

/// Whether two folded lines cut a number in two: `33.` and `50万元`.
pub fn is_one_number(upper: &str, lower: &str) -> bool {
    figure::is_one(last_line(upper), lower)
}

/// A piece of source text without the white space that folding drops.
pub fn unspaced(source: &str) -> Cow<'_, str> {
    if !source.chars().any(is_dropped) {
        return Cow::Borrowed(source);
    }
    let mut kept = String::with_capacity(source.len());
    let mut last: Option<Class> = None;
    let mut spaced = false;
    for printed in source.chars() {
        let class = class(printed);
        if class == Class::Nothing || is_private(printed) {
            continue;
        }
        if class == Class::Space {
            spaced = true;
            continue;
        }
        if spaced && parts(last, class) {
            kept.push(' ');
        }
        spaced = false;
        kept.push(printed);
        last = Some(class);
    }
    Cow::Owned(kept)
}
