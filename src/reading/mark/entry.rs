//! The entries of a table of contents, so that they can be held against the headings.

use std::ops::Range;

use crate::fold::Folded;
use crate::grammar::heading::numbered;
use crate::mark::Entry;
use crate::text::Text;

/// Reads the entries that have a number and a title.
pub fn read(text: &Text, joined: &Folded, contents: &[Range<usize>]) -> Vec<Entry> {
    let entry = |range: &Range<usize>| {
        let (number, title) = numbered(joined.within(range.clone()))?;
        let source = joined.source_range(text, range.clone());
        Some(Entry {
            number,
            title: title.to_owned(),
            line: text.line_number(source.start),
            span: text.span(source),
        })
    };
    contents.iter().filter_map(entry).collect()
}
