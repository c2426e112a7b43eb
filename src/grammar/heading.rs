//! How headings are numbered: 第一部分, 一、, （一）, 1., （1）, ①, 附件1, 表一：.

use nom::{
    Parser,
    branch::alt,
    bytes::complete::{tag, take_while_m_n},
    character::complete::{char, one_of, satisfy},
    combinator::{map, not, opt, peek, recognize, value},
    sequence::{delimited, terminated},
};

use super::Parsed;
use super::han;
use crate::text::Cut;

/// A numbering style, from the outermost to the innermost of a well-numbered document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// 第一部分, 第一章.
    Part,
    /// 附件1, 附件.
    Attachment,
    /// 一、 — also 表一：, which numbers tables as chapters are numbered.
    Chapter,
    /// （一）.
    Clause,
    /// 1. or 1、.
    Item,
    /// （1） or 1）.
    SubItem,
    /// ①.
    Circled,
}

/// A number at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbering {
    /// Which style.
    pub style: Style,
    /// The number; `None` for 附件 without one.
    pub ordinal: Option<u64>,
    /// Whether it numbers a table: 表一：.
    pub table: bool,
    /// Length in bytes of the number as folded, its closing sign included.
    pub length: usize,
}

/// Reads the number that a folded line begins with.
pub fn numbering(input: &str) -> Parsed<'_, Numbering> {
    // The first character tells what may follow: most lines begin with none of them.
    let (rest, (style, ordinal, table)) = match input.chars().next() {
        Some('第') => part(input),
        Some('附') => attachment(input),
        Some('表') => table_number(input),
        Some('(') => alt((clause, sub_item)).parse(input),
        Some('0'..='9') => alt((sub_item, item)).parse(input),
        Some('①'..='⑳') => circled(input),
        Some(c) if is_numeral(c) => chapter(input),
        _ => Err(nom::Err::Error(())),
    }?;
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let length = input.len() - rest.len();
    Ok((
        rest,
        Numbering {
            style,
            ordinal,
            table,
            length,
        },
    ))
}

type Number = (Style, Option<u64>, bool);

/// An ordinal in Chinese numerals or digits, not above 999.
fn ordinal(input: &str) -> Parsed<'_, u64> {
    alt((han_ordinal, digit_ordinal)).parse(input)
}

fn han_ordinal(input: &str) -> Parsed<'_, u64> {
    let (rest, numeral) = han::numeral(input).ok_or(nom::Err::Error(()))?;
    match u64::try_from(numeral.value) {
        Ok(value @ 1..=999) if numeral.decimals == 0 => Ok((rest, value)),
        _ => Err(nom::Err::Error(())),
    }
}

fn digit_ordinal(input: &str) -> Parsed<'_, u64> {
    let (rest, digits) = take_while_m_n(1, 3, |c: char| c.is_ascii_digit()).parse(input)?;
    match digits.parse() {
        Ok(value @ 1..=999) => Ok((rest, value)),
        _ => Err(nom::Err::Error(())),
    }
}

/// A closing `、`, `.`, `:` and the like, if any.
fn closing(input: &str) -> Parsed<'_, Option<char>> {
    opt(one_of("、.:,")).parse(input)
}

fn part(input: &str) -> Parsed<'_, Number> {
    let division = alt((
        value(Style::Part, tag("部分")),
        value(Style::Part, char('章')),
    ));
    let (rest, (_, number, style)) = (char('第'), ordinal, division).parse(input)?;
    let (rest, _) = closing(rest)?;
    Ok((rest, (style, Some(number), false)))
}

/// 附件1, 附件一, 附件:, 附件 alone. 附件 in a sentence (附件所列) is none.
fn attachment(input: &str) -> Parsed<'_, Number> {
    let (rest, _) = tag("附件").parse(input)?;
    let (rest, number) = opt(ordinal).parse(rest)?;
    let (rest, mark) = opt(one_of(":.、-")).parse(rest)?;
    if number.is_none() && mark.is_none() && !rest.is_empty() {
        return Err(nom::Err::Error(()));
    }
    Ok((rest, (Style::Attachment, number, false)))
}

/// 表一：, 表1：. A caption such as 表1收入表 has no colon and is left to the tables.
fn table_number(input: &str) -> Parsed<'_, Number> {
    let (rest, number) = delimited(char('表'), ordinal, char(':')).parse(input)?;
    Ok((rest, (Style::Chapter, Some(number), true)))
}

fn chapter(input: &str) -> Parsed<'_, Number> {
    let (rest, number) = terminated(han_ordinal, one_of("、.,")).parse(input)?;
    Ok((rest, (Style::Chapter, Some(number), false)))
}

fn clause(input: &str) -> Parsed<'_, Number> {
    let (rest, number) = delimited(char('('), han_ordinal, char(')')).parse(input)?;
    let (rest, _) = closing(rest)?;
    Ok((rest, (Style::Clause, Some(number), false)))
}

/// 1. or 1、; the point of 1.5 and the separator of 1,234 are none. So is 1. before a year's 2020.
fn item(input: &str) -> Parsed<'_, Number> {
    let point = terminated(one_of(".,"), peek(not(three_digits)));
    let mark = alt((char('、'), terminated(point, not(peek(decimals)))));
    map(terminated(digit_ordinal, mark), |number| {
        (Style::Item, Some(number), false)
    })
    .parse(input)
}

/// What a decimal fraction looks like: digits and then a unit, not a year.
fn decimals(input: &str) -> Parsed<'_, &str> {
    let (rest, digits) = take_while_m_n(1, 8, |c: char| c.is_ascii_digit()).parse(input)?;
    if digits.len() == 4 && rest.starts_with('年') {
        return Err(nom::Err::Error(()));
    }
    Ok((rest, digits))
}

fn three_digits(input: &str) -> Parsed<'_, &str> {
    recognize(terminated(
        take_while_m_n(3, 3, |c: char| c.is_ascii_digit()),
        not(satisfy(|c| c.is_ascii_digit())),
    ))
    .parse(input)
}

fn sub_item(input: &str) -> Parsed<'_, Number> {
    let brackets = delimited(char('('), digit_ordinal, char(')'));
    let half = terminated(digit_ordinal, char(')'));
    let (rest, number) = alt((brackets, half)).parse(input)?;
    let (rest, _) = closing(rest)?;
    Ok((rest, (Style::SubItem, Some(number), false)))
}

fn circled(input: &str) -> Parsed<'_, Number> {
    let (rest, sign) = satisfy(|c| ('①'..='⑳').contains(&c)).parse(input)?;
    let number = u64::from(u32::from(sign) - u32::from('①') + 1);
    let (rest, _) = closing(rest)?;
    Ok((rest, (Style::Circled, Some(number), false)))
}

/// The mark-up that a line begins with: `#`s of markdown, `*`s of bold, quotation and list signs.
/// Returns how many bytes it takes and whether it is bold.
pub fn mark_up(line: &str) -> (usize, bool) {
    let text = line.trim_start_matches(['#', '>', ' ']);
    let bold = text.starts_with("**");
    let text = text.trim_start_matches('*');
    (line.len() - text.len(), bold)
}

/// Whether a number in Chinese numerals may begin with this character.
pub fn is_numeral(c: char) -> bool {
    han::is_numeral(c)
}

/// The number of a heading: its style and its ordinal.
pub type Numbered = (Style, Option<u64>);

/// The number and the title of a heading, folded; nothing where one of them is missing or where field
/// codes are left.
pub fn numbered(heading: &str) -> Option<(Numbered, &str)> {
    let (mark, _) = mark_up(heading);
    let (title, number) = numbering(heading.behind(mark)).ok()?;
    let title = title.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_whitespace());
    let title = title.trim_end_matches(['.', '…', '·', '-', '_', '⋯', ' ', '。', '*']);
    let plain = !title.contains(['\\', '[', '|']) && !title.contains("PAGEREF");
    (plain && title.chars().count() > 1).then_some(((number.style, number.ordinal), title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_style() {
        for (line, style, ordinal, rest) in [
            ("第一部分部门概况", Style::Part, Some(1), "部门概况"),
            ("第3部分名词解释", Style::Part, Some(3), "名词解释"),
            ("附件1", Style::Attachment, Some(1), ""),
            ("附件2:某项目报告", Style::Attachment, Some(2), "某项目报告"),
            ("附件", Style::Attachment, None, ""),
            ("表一:", Style::Chapter, Some(1), ""),
            ("一、收支总体情况", Style::Chapter, Some(1), "收支总体情况"),
            ("十二、名词解释", Style::Chapter, Some(12), "名词解释"),
            ("(一)主要职能", Style::Clause, Some(1), "主要职能"),
            ("1.资金计划", Style::Item, Some(1), "资金计划"),
            ("1、收入情况", Style::Item, Some(1), "收入情况"),
            ("2.2020年工作", Style::Item, Some(2), "2020年工作"),
            ("(1)数量指标", Style::SubItem, Some(1), "数量指标"),
            ("3)质量", Style::SubItem, Some(3), "质量"),
            ("②时效", Style::Circled, Some(2), "时效"),
        ] {
            let (left, number) = numbering(line).unwrap_or_else(|_| panic!("{line}"));
            assert_eq!(
                (number.style, number.ordinal, left),
                (style, ordinal, rest),
                "{line}"
            );
        }
    }

    #[test]
    fn what_is_no_numbering() {
        for line in [
            "1.5万元",
            "1,234人",
            "2020年",
            "一是加强",
            "附件所列",
            "三公经费",
            "第一批",
            "(详见附件)",
            "表1收入表",
            "第十三批",
            "1000.",
        ] {
            assert!(numbering(line).is_err(), "{line}");
        }
    }

    #[test]
    fn mark_up_is_told_from_text() {
        assert_eq!(mark_up("##**二、部门概况**"), (4, true));
        assert_eq!(mark_up("####(一)"), (4, false));
        assert_eq!(mark_up("正文"), (0, false));
    }

    #[test]
    fn a_heading_has_a_number_and_a_title() {
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
