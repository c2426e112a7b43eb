//! The entries of a table of contents, so that they can be held against the headings.

use std::ops::Range;

use crate::fold::Folded;
use crate::grammar::heading::{self, Style};
use crate::text::{Span, Text};

/// The number of a heading: its style and its ordinal.
pub type Numbered = (Style, Option<u64>);

/// An entry of a table of contents. No record of the output: findings are made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub number: Numbered,
    /// Its title, folded, without number, dots and page.
    pub title: String,
    /// Where it stands.
    pub span: Span,
    /// Its line.
    pub line: usize,
}

/// Reads the entries that have a number and a title.
pub fn read(text: &Text, joined: &Folded, contents: &[Range<usize>]) -> Vec<Entry> {
    let entry = |range: &Range<usize>| {
        let (number, title) = numbered(&joined.as_str()[range.clone()])?;
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

/// The number and the title of a heading, folded; nothing where one of them is missing or where field
/// codes are left.
pub fn numbered(heading: &str) -> Option<(Numbered, &str)> {
    let (mark, _) = heading::mark_up(heading);
    let (title, number) = heading::numbering(&heading[mark..]).ok()?;
    let title = title.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_whitespace());
    let title = title.trim_end_matches(['.', '…', '·', '-', '_', '⋯', ' ', '。', '*']);
    let plain = !title.contains(['\\', '[', '|']) && !title.contains("PAGEREF");
    (plain && title.chars().count() > 1).then_some(((number.style, number.ordinal), title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_has_a_number_and_a_title() {
        for (words, ordinal, title) in [
            ("一、主要职能......3", 1, "主要职能"),
            ("(二)支出决算情况说明…………12", 2, "支出决算情况说明"),
            ("第三部分2020年度部门决算表 5", 3, "2020年度部门决算表"),
        ] {
            let (number, read) = numbered(words).unwrap();
            assert_eq!((number.1, read), (Some(ordinal), title), "{words}");
        }
        assert_eq!(numbered("目录"), None);
        assert_eq!(numbered("一、主要职能PAGEREF _Toc258 \\h 3"), None);
    }
}
