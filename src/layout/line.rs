//! What a line looks like.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::fold::Folded;
use crate::grammar::heading;
use crate::text::Text;

/// What kind of line it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing is printed on it.
    Blank,
    /// It belongs to a table.
    Table,
    /// A page number or the like.
    Furniture,
    /// Text.
    Text,
}

/// A line's looks.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Its kind.
    pub kind: Kind,
    /// Columns that the line takes up in print, white space at its ends left out.
    pub width: usize,
    /// Columns of white space before the text.
    pub indent: usize,
    /// Whether it begins with a heading's or a list's number, or with mark-up.
    pub numbered: bool,
}

/// Looks at every line.
pub fn classify(text: &Text, folded: &Folded, tables: &[Range<usize>]) -> Vec<Line> {
    let mut tables = tables.iter().peekable();
    (0..folded.line_count())
        .map(|index| {
            while tables.next_if(|table| table.end <= index).is_some() {}
            let in_table = tables.peek().is_some_and(|table| table.contains(&index));
            look(text.line(index), folded.line(index), in_table)
        })
        .collect()
}

fn look(source: &str, line: &str, in_table: bool) -> Line {
    let kind = match line {
        _ if in_table => Kind::Table,
        "" => Kind::Blank,
        _ if is_furniture(line) => Kind::Furniture,
        _ => Kind::Text,
    };
    let (mark, bold) = heading::mark_up(line);
    let numbered =
        kind == Kind::Text && (bold || mark > 0 || heading::numbering(&line[mark..]).is_ok());
    Line {
        kind,
        width: source.trim().width(),
        indent: indent(source),
        numbered,
    }
}

fn indent(source: &str) -> usize {
    source
        .chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| match c {
            '\u{3000}' => 2,
            '\t' => 4,
            '\u{c}' | '\r' => 0,
            _ => 1,
        })
        .sum()
}

/// `3`, `- 3 -`, `— 3 —`, `第3页`, `第3页共20页`, `3/20`: a page number.
fn is_furniture(line: &str) -> bool {
    let inner = line.trim_matches(['-', '—', '–', '─', ' ', '~', '.', '·']);
    let digits =
        |text: &str| (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if digits(inner) {
        return true;
    }
    if let Some(page) = inner.strip_prefix('第')
        && let Some((page, rest)) = page.split_once('页')
    {
        return digits(page.trim())
            && (rest.is_empty() || rest.trim_start_matches([',', '/']).starts_with('共'));
    }
    inner
        .split_once('/')
        .is_some_and(|(page, pages)| digits(page) && digits(pages))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_furniture() {
        for line in [
            "3",
            "- 3 -",
            "—12—",
            "─ 7 ─",
            "第3页",
            "第3页共20页",
            "3/20",
        ] {
            assert!(is_furniture(&Folded::fold(line)), "{line}");
        }
        for line in ["3人", "2020年", "12345", "第三部分", "-"] {
            assert!(!is_furniture(&Folded::fold(line)), "{line}");
        }
    }
}
