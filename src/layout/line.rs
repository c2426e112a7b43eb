//! What a line looks like.

use std::ops::{Range, RangeInclusive};

use unicode_width::UnicodeWidthChar;

use crate::fold::Folded;
use crate::grammar::heading;
use crate::lexicon::cues::{Class as Cue, cue};
use crate::text::{Cut, Text, is_han, split_while};

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
        kind == Kind::Text && (bold || mark > 0 || heading::numbering(line.behind(mark)).is_ok());
    let mut line = Line {
        kind,
        width: 0,
        reach: 0,
        length: 0,
        indent: indent(source),
        numbered,
    };
    if in_table {
        return line;
    }
    let mut gap = false;
    let mut rest = source.trim();
    while let Some((columns, blank, behind)) = first(rest) {
        rest = behind;
        line.reach += columns;
        line.length += 1;
        // A wide gap is one column: what sets a line to its width says nothing.
        match blank {
            true => gap = true,
            false => line.width += columns + usize::from(std::mem::take(&mut gap)),
        }
    }
    line
}

/// Columns that the first character of a text takes up, whether it is white space, and what follows it.
fn first(text: &str) -> Option<(usize, bool, &str)> {
    match text.as_bytes().first()? {
        b'!'..=b'~' => Some((1, false, text.behind(1))),
        // Chinese characters begin so, none of which is narrow or blank.
        0xe4..=0xe9 => Some((2, false, text.behind(3))),
        _ => {
            let c = text.chars().next()?;
            let columns = if c == ' ' { 1 } else { c.width().unwrap_or(1) };
            Some((columns, c.is_whitespace(), text.behind(c.len_utf8())))
        }
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

/// `3`, `- 3 -`, `— 3 —`, `第3页`, `第3页共20页`, `3/20`, `Page 3 of 20`: a page number; one with the document's
/// title beside it.
pub(super) fn is_furniture(line: &str) -> bool {
    const DASHES: [char; 5] = ['-', '—', '–', '─', '―'];
    // All of them begin or end so.
    let edge = |c: char| {
        c.is_ascii_digit() || DASHES.contains(&c) || matches!(c, ' ' | '~' | '.' | '·' | '第' | 'P')
    };
    if !line.starts_with(edge) && !line.ends_with(edge) {
        return false;
    }
    let inner = line.trim_matches(|c| DASHES.contains(&c) || matches!(c, ' ' | '~' | '.' | '·'));
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
    if let Some(page) = inner.strip_prefix("Page").or(inner.strip_prefix("PAGE")) {
        let (page, pages) = page.split_once("of").unwrap_or((page, "1"));
        return digits(page.trim()) && digits(pages.trim());
    }
    let paged = |(page, pages): (&str, &str)| digits(page) && digits(pages);
    inner.split_once('/').is_some_and(paged) || beside_mark(line, &DASHES).is_some_and(is_running)
}

/// What stands beside the mark of a page on its line: `— 11 — 某县水利局2021年度部门决算`.
fn beside_mark<'l>(line: &'l str, dashes: &[char]) -> Option<&'l str> {
    let is_mark = |mark: &str| {
        let inner = mark.trim_matches(dashes);
        let number = inner.trim();
        inner.len() + 2 <= mark.len()
            && (1..=3).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_digit())
    };
    let opening = || {
        let inner = line.trim_start_matches(dashes);
        let close = line.len() - inner.len() + inner.find(dashes)?;
        let rest = line.behind(close).trim_start_matches(dashes);
        is_mark(line.before(line.len() - rest.len())).then_some(rest.trim_start())
    };
    let closing = || {
        let inner = line.trim_end_matches(dashes);
        let open = inner.rfind(dashes)?;
        let head = line.before(open).trim_end_matches(|c| dashes.contains(&c));
        is_mark(line.behind(head.len())).then_some(head.trim_end())
    };
    opening().or_else(closing)
}

/// Whether words are the title of a document that is printed on each of its pages.
fn is_running(words: &str) -> bool {
    words.contains('年')
        && !words.contains([',', '。', ':', ';', '|'])
        && cue(Cue::TitleEnd).ends(words)
}

/// The longest line of a web page's own, in characters.
const LONGEST_OF_PAGE: usize = 160;

/// `当前位置：首页 > 政务公开`, `【大 中 小】 打印 关闭`, `索引号：…`: what a saved page has around its
/// document. A line with a full stop is text.
pub(super) fn is_of_page(line: &str) -> bool {
    !line.contains('。')
        && line.chars().nth(LONGEST_OF_PAGE).is_none()
        && match line.contains('|') {
            true => is_of_box(line),
            false => {
                cue(Cue::PageStart).begins(line)
                    || key(line).is_some_and(is_page_key)
                    || cue(Cue::PageWord).any_in(line)
                    || is_stamp(line)
                    || names_file(line)
                    || is_menu(line)
            }
        }
}

/// Whether a line of cells is one of the box of 信息公开: its first cell is a key of the box.
pub(super) fn is_of_box(line: &str) -> bool {
    let line = line.trim_start_matches(['|', ' ', '\t']);
    let cell = line.split(['|', '\t', ':']).next().unwrap_or(line);
    let cell = key(cell).unwrap_or(cell);
    cue(Cue::PageBox).contains(cell.trim())
}

/// `[发布日期]2020-06-10`: the key in brackets that a line begins with.
fn key(line: &str) -> Option<&str> {
    let inner = line.strip_prefix(['[', '【', '〔'])?;
    let (key, _) = inner.split_once([']', '】', '〕'])?;
    let plain = !key.is_empty() && key.chars().all(is_han) && key.chars().count() <= LONGEST_KEY;
    plain.then_some(key)
}

/// The longest key, in characters.
const LONGEST_KEY: usize = 8;

/// Whether a key in brackets is one that a page's lines begin with.
fn is_page_key(key: &str) -> bool {
    let starts = |word: &str| match word.strip_suffix(':') {
        Some(word) => key == word,
        None => key.starts_with(word),
    };
    cue(Cue::PageStart).words().any(starts) || cue(Cue::PageBox).contains(key)
}

/// `时间:2020-06-10`, `2020-06-10 09:15 来源:…`: when a page was put out.
fn is_stamp(line: &str) -> bool {
    let keyed = cue(Cue::PageDated).words().find_map(|key| {
        let rest = line.strip_prefix(key)?;
        rest.strip_prefix(':')
    });
    let Some(behind) = day(keyed.unwrap_or(line).trim_start()) else {
        return false;
    };
    match keyed {
        Some(_) => !behind.trim_start().starts_with(['至', '-', '~', '—', '到']),
        // A time behind it.
        None => {
            let (hour, rest) = split_while(behind.trim_start(), |c| c.is_ascii_digit());
            (1..=2).contains(&hour.len()) && rest.starts_with(':')
        }
    }
}

/// What follows the day that a text begins with.
fn day(text: &str) -> Option<&str> {
    fn behind(text: &str, length: RangeInclusive<usize>) -> Option<&str> {
        let (digits, rest) = split_while(text, |c| c.is_ascii_digit());
        length.contains(&digits.len()).then_some(rest)
    }
    let rest = behind(text, 4..=4)?.strip_prefix(['-', '.', '/', '年'])?;
    let rest = behind(rest, 1..=2)?.strip_prefix(['-', '.', '/', '月'])?;
    let rest = behind(rest, 1..=2)?;
    Some(rest.strip_prefix('日').unwrap_or(rest))
}

/// `附件2:部门预算表.xlsx(35.6KB)`: a line that links to a file.
pub fn names_file(line: &str) -> bool {
    // The name of a file is no sentence.
    !line.contains(',')
        && line.match_indices('.').any(|(at, _)| {
            let (letters, _) = split_while(line.behind(at + 1), |c| c.is_ascii_alphanumeric());
            let known = |extension: &str| letters.eq_ignore_ascii_case(extension);
            at > 0 && cue(Cue::FileExtension).words().any(known)
        })
}

/// `【大 中 小】 打印 关闭`: nothing but the words of a page's buttons.
fn is_menu(line: &str) -> bool {
    let mut rest = line;
    let mut letters = 0;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_punctuation() || " 【】·".contains(c));
        match cue(Cue::PageToken).at_start(rest) {
            Some(token) => {
                letters += token.chars().count();
                rest = rest.behind(token.len());
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
            "Page 3 of 20",
            "―5―",
            "— 11 — 某县水利局2021年度部门决算",
            "某县水利局2021年度部门决算 - 11 -",
        ] {
            assert!(is_furniture(&Folded::fold(line)), "{line}");
        }
        for line in [
            "3人",
            "2020年",
            "12345",
            "第三部分",
            "-",
            "— 11 — 合计",
            "2018-2020年部门预算",
        ] {
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
            "[ 索引号 ] 11500228MB1A00317K/2021-00012",
            "【发布机构】某某县水利局",
            "[索 引 号] 0123/2020-1 [主题分类] 财政",
            "| 索引号 | 0123/2020-1 | 分类 | 预算 |",
            "附件【2019年部门预算公开表.xls】已下载32次",
            "发布：2020-06-10 已有1025人浏览 点赞 12",
            "1.某某县水利局部门预算表.xlsx（35.6KB）",
            "时间：2020.06.10",
            "2018-02-26 11:08",
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
            "时间：2020年1月1日至2020年12月31日",
            "时间：2020年1月",
            "2018-02-26",
            "【名称】堤防",
            "| 发布 | 3 |",
        ] {
            assert!(!is_of_page(&Folded::fold(line)), "{line}");
        }
    }
}
