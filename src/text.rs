//! The text of a document and where things stand in it.
//!
//! Inside the crate a place is a byte offset into the source, because that is what Rust slices
//! by. Outside it is a code point, because that is what Python and R slice by. [`Text`] holds the
//! source and turns one into the other.

use std::ops::{Index, Range, RangeFrom, RangeTo};

use schemars::JsonSchema;
use serde::Serialize;

use crate::allowance::tick;

/// A half-open range `[start, end)` of Unicode code points in a document's text, as every record
/// gives it: Python's `text[start:end]` is the evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub struct Span(pub usize, pub usize);

/// One code-point count is kept for every block of this many bytes.
const BLOCK: usize = 64;

/// A document's text as decoded, before any normalisation, with its lines.
#[derive(Debug)]
pub struct Text {
    source: String,
    /// Byte offset at which each line begins. A line ends before its `\n`.
    line_starts: Vec<usize>,
    /// `marks[k]` is the number of code points that begin before byte `k * BLOCK`.
    marks: Vec<usize>,
}

impl Text {
    /// Takes a decoded document and finds its lines. Lines are split at `\n` only, so that line
    /// numbers are those of an editor; a `\r` before it is white space of the line.
    pub fn new(source: String) -> Self {
        let bytes = source.as_bytes();
        let mut line_starts = vec![0];
        line_starts.extend(memchr::memchr_iter(b'\n', bytes).map(|at| at + 1));
        let mut marks = Vec::with_capacity(bytes.len() / BLOCK + 2);
        marks.push(0);
        marks.extend(bytes.chunks(BLOCK).scan(0, |count, block| {
            *count += begin_code_point(block);
            Some(*count)
        }));
        Self {
            source,
            line_starts,
            marks,
        }
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// How many lines there are; a text that ends in a line break has an empty last line.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The bytes of line `index` (from 0), without its line break.
    #[expect(
        clippy::indexing_slicing,
        reason = "a line has its number from this text"
    )]
    pub fn line_range(&self, index: usize) -> Range<usize> {
        tick();
        let start = self.line_starts[index];
        let end = match self.line_starts.get(index + 1) {
            Some(next) => next - 1,
            None => self.source.len(),
        };
        start..end
    }

    /// Line `index` (from 0) as written, without its line break.
    pub fn line(&self, index: usize) -> &str {
        self.source.within(self.line_range(index))
    }

    /// The index (from 0) of the line that holds the byte at `offset`.
    pub fn line_index(&self, offset: usize) -> usize {
        tick();
        self.line_starts.partition_point(|start| *start <= offset) - 1
    }

    /// The number (from 1) of the line that holds the byte at `offset`.
    pub fn line_number(&self, offset: usize) -> usize {
        self.line_index(offset) + 1
    }

    /// The number of code points before the byte `offset`, which must begin a character.
    #[expect(
        clippy::indexing_slicing,
        reason = "every block up to the end of the text has a mark"
    )]
    pub fn code_point(&self, offset: usize) -> usize {
        tick();
        let block = offset / BLOCK;
        self.marks[block] + begin_code_point(&self.source.as_bytes()[block * BLOCK..offset])
    }

    /// The range of bytes as a span of code points.
    pub fn span(&self, bytes: Range<usize>) -> Span {
        Span(self.code_point(bytes.start), self.code_point(bytes.end))
    }
}

fn begin_code_point(bytes: &[u8]) -> usize {
    // A continuation byte is 10xxxxxx; every other byte begins a code point.
    bytes.iter().filter(|byte| (**byte as i8) >= -0x40).count()
}

/// A text cut at bytes of it, or a list at its places. They come from reading the same text or list; one that does
/// not lie in it, or begins no character, is a slip of the program, which costs the document.
pub(crate) trait Cut {
    /// What stands before `at`.
    fn before(&self, at: usize) -> &Self;
    /// What stands from `at` on.
    fn behind(&self, at: usize) -> &Self;
    /// What stands in a range.
    fn within(&self, range: Range<usize>) -> &Self;
}

impl<T: ?Sized> Cut for T
where
    T: Index<RangeTo<usize>, Output = T>
        + Index<RangeFrom<usize>, Output = T>
        + Index<Range<usize>, Output = T>,
{
    #[inline]
    #[track_caller]
    fn before(&self, at: usize) -> &Self {
        &self[..at]
    }

    #[inline]
    #[track_caller]
    fn behind(&self, at: usize) -> &Self {
        &self[at..]
    }

    #[inline]
    #[track_caller]
    fn within(&self, range: Range<usize>) -> &Self {
        &self[range]
    }
}

/// Each of a list with the one behind it.
#[inline]
pub(crate) fn pairs<T>(
    list: &[T],
) -> impl DoubleEndedIterator<Item = (&T, &T)> + ExactSizeIterator + Clone {
    list.iter().zip(list.iter().skip(1))
}

/// What a text begins with as long as its characters are of a kind, and the rest.
pub(crate) fn split_while(text: &str, of_kind: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(|c| !of_kind(c)).unwrap_or(text.len()))
}

/// What a text ends with as long as its characters are of a kind, behind the rest.
pub(crate) fn rsplit_while(text: &str, of_kind: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.trim_end_matches(of_kind).len())
}

/// The characters of a text, each with the text from it on.
#[inline]
pub(crate) fn tails(text: &str) -> impl Iterator<Item = (char, &str)> + Clone {
    let mut chars = text.chars();
    std::iter::from_fn(move || {
        let tail = chars.as_str();
        Some((chars.next()?, tail))
    })
}

/// The characters of a text from its end on, each with the text up to and with it.
#[inline]
pub(crate) fn heads(text: &str) -> impl Iterator<Item = (char, &str)> + Clone {
    let mut chars = text.chars();
    std::iter::from_fn(move || {
        let head = chars.as_str();
        Some((chars.next_back()?, head))
    })
}

/// A character of Chinese writing.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_those_of_an_editor() {
        let text = Text::new("一\r\n二\n\n".to_owned());
        let lines: Vec<_> = (0..text.line_count())
            .map(|index| text.line(index))
            .collect();
        assert_eq!(lines, ["一\r", "二", "", ""]);
        assert_eq!(text.line_number(0), 1);
        assert_eq!(text.line_number(5), 2);
    }

    #[test]
    fn a_text_is_cut_between_its_characters() {
        let text = "12万元";
        assert_eq!((text.before(2), text.behind(5)), ("12", "元"));
        assert_eq!(text.within(2..5), "万");
        let digit = |c: char| c.is_ascii_digit();
        assert_eq!(split_while(text, digit), ("12", "万元"));
        assert_eq!(split_while("", digit), ("", ""));
        assert_eq!(rsplit_while("共12", digit), ("共", "12"));
        assert_eq!(rsplit_while("12", digit), ("", "12"));
        let shown: Vec<_> = tails("1万元").collect();
        assert_eq!(shown, [('1', "1万元"), ('万', "万元"), ('元', "元")]);
        let shown: Vec<_> = heads("1万元").collect();
        assert_eq!(shown, [('元', "1万元"), ('万', "1万"), ('1', "1")]);
    }

    #[test]
    fn a_list_is_cut_at_its_places() {
        let list = [1, 2, 3];
        assert_eq!((list.before(1), list.behind(2)), (&[1][..], &[3][..]));
        assert_eq!(list.within(1..2), [2]);
        assert!(pairs(&list).eq([(&1, &2), (&2, &3)]));
        assert_eq!(pairs::<u8>(&[]).count(), 0);
    }

    proptest! {
        #[test]
        fn spans_slice_as_python_does(source in "(?s).{0,600}", a in 0usize..600, b in 0usize..600) {
            let starts: Vec<usize> = source.char_indices().map(|(at, _)| at).chain([source.len()]).collect();
            let (a, b) = (a.min(starts.len() - 1), b.min(starts.len() - 1));
            let (a, b) = (a.min(b), a.max(b));
            let text = Text::new(source.clone());
            prop_assert_eq!(text.span(starts[a]..starts[b]), Span(a, b));
        }
    }
}
