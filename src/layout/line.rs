//! What a line looks like.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::fold::Folded;
use crate::grammar::heading;
use crate::lexicon::cues::{self, cues};
use crate::text::Text;

/// What kind of line it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing is printed on it.
    Blank,
    /// It belongs to a table.
    Table,
    /// A page number, or what stands on a web page around the document.
    Furniture,
    /// Text.
    Text,
}

/// A line's looks.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// Its kind.
    pub kind: Kind,
    /// Columns that the line takes up, wide gaps left out.
    pub width: usize,
    /// Columns from its first to its last sign.
    pub reach: usize,
    /// How many characters it has, from the first to the last that is printed.
    pub length: usize,
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
        _ if is_furniture(line) || is_of_page(line) => Kind::Furniture,
        _ => Kind::Text,
    };
    let (mark, bold) = heading::mark_up(line);
    let numbered =
        kind == Kind::Text && (bold || mark > 0 || heading::numbering(&line[mark..]).is_ok());
    Line {
        kind,
        width: width(source),
        reach: source.trim().width(),
        length: source.trim().chars().count(),
        indent: indent(source),
        numbered,
    }
}

/// Columns that a line takes up, wide gaps left out: what sets a line to its width says nothing.
fn width(source: &str) -> usize {
    let words = source.split_whitespace().map(|word| word.width() + 1);
    words.sum::<usize>().saturating_sub(1)
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

/// The longest line of a web page's own, in characters.
const LONGEST_OF_PAGE: usize = 160;

/// `当前位置：首页 > 政务公开`, `【大 中 小】 打印 关闭`, `索引号：…`: what a saved page has around its
/// document. A line with a full stop is text.
pub(super) fn is_of_page(line: &str) -> bool {
    let cues = cues();
    !line.contains(['。', '|'])
        && line.chars().nth(LONGEST_OF_PAGE).is_none()
        && (cues::begins(&cues.page_start, line)
            || cues.page_word.iter().any(|word| line.contains(word))
            || is_menu(line))
}

/// `【大 中 小】 打印 关闭`: nothing but the words of a page's buttons.
fn is_menu(line: &str) -> bool {
    let mut rest = line;
    let mut letters = 0;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_punctuation() || " 【】·".contains(c));
        let token = cues()
            .page_token
            .iter()
            .filter(|token| rest.starts_with(**token));
        match token.max_by_key(|token| token.len()) {
            Some(token) => {
                letters += token.chars().count();
                rest = &rest[token.len()..];
            }
            // A lone 大 is a cell.
            None => return rest.is_empty() && letters > 1,
        }
    }
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

    #[test]
    fn what_stands_around_a_document_is_of_its_page() {
        for line in [
            "当前位置：首页 > 政务公开 > 财政预决算",
            "您现在的位置：首頁(yè) > 財(cái)政資(zī)金",
            "【大 中 小】　打印　关闭",
            "索引号：11341723003280045T/201909-00021　组配分类：部门决算",
            "来源：某某县文化馆　　时间：2018-02-09 16:40",
            "发布日期：2019-09-20 浏览次数：1234",
            "网站标识码：5117220000　蜀ICP备：00000000号-1",
            "分享到：微信 微博",
            "扫一扫在手机打开当前页",
        ] {
            assert!(is_of_page(&Folded::fold(line)), "{line}");
        }
        for line in [
            "打印机3台",
            "中小学",
            "大",
            "- - -",
            "主要职责",
            "来源于财政拨款",
            "单位:万元",
            "关闭煤矿3处",
            "信息公开工作",
            "编辑出版支出8万元",
            "一、收入支出总体情况",
        ] {
            assert!(!is_of_page(&Folded::fold(line)), "{line}");
        }
    }
}
