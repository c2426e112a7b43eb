//! Numbers that white space or a line break cuts in two.

use crate::text::{Cut, heads, is_han, rsplit_while, split_while, tails};

/// Behind these come several numbers, and white space may part two of them.
const LISTS: [&str; 5] = ["分别", "分别为", "分别是", "依次为", "依次是"];
/// A number of single characters is at most this long, white space included.
const LONGEST_SPELT: usize = 40;
/// A number has at most so many groups of thousands.
const MOST_GROUPS: usize = 5;

/// Whether the digits on both sides of white space are one number: `1, 093.44`, `33. 00万元`,
/// `2 0 2 1 年`, `9 9 0 万元`, `3 200亩`. `before` ends with what stands before the white space on its line, `after` begins
/// with what stands behind it.
pub(super) fn is_one(before: &str, after: &str) -> bool {
    let (digits, rest) = digits(after);
    if digits == 0 {
        return false;
    }
    if let Some(before) = before.strip_suffix(',') {
        return is_grouped(before, digits, rest);
    }
    if let Some(whole) = before.strip_suffix('.') {
        return is_fraction(whole, digits, rest) || is_spelt(before, after);
    }
    before.ends_with(is_digit)
        && (is_year(before, after)
            || is_spelt(before, after)
            || is_parted(before, after)
            || is_cut(before, digits, rest))
}

/// How many digits `text` begins with, and what stands behind them.
fn digits(text: &str) -> (usize, &str) {
    let (digits, rest) = split_while(text, is_digit);
    (digits.chars().count(), rest)
}

pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// The value of a digit of either width.
pub(super) fn value(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => c.to_digit(10),
    }
}

/// Whether a line break inside a paragraph cuts a number in two: `支出总计10` and `93.44万元`. Two amounts never
/// follow each other without a sign, but a year and an amount may.
pub(super) fn is_broken(before: &str, after: &str) -> bool {
    let (outer, head) = rsplit_while(before, is_digit);
    let (digits, rest) = digits(after);
    let decimals = rest.strip_prefix('.').map(self::digits);
    let rest = decimals
        .filter(|(places, _)| *places > 0)
        .map_or(rest, |(_, rest)| rest);
    let year = head.starts_with("19") || head.starts_with("20");
    (1..=MOST_BROKEN).contains(&head.len())
        && !head.starts_with('0')
        && !(head.len() == 4 && year)
        && (1..=MOST_BROKEN).contains(&digits)
        && outer.ends_with(is_han)
        && leads(outer)
        && !LISTS.iter().any(|word| outer.ends_with(word))
        && is_amount(rest)
}

/// A part of a number that a line break cuts has at most so many digits.
const MOST_BROKEN: usize = 6;

/// Whether a sign that has no meaning outside its font stands inside a number: the digits around it have a
/// point or a unit.
pub(super) fn goes_on(before: &str, after: &str) -> bool {
    let inside = |c: &char| is_digit(*c) || *c == '.';
    let printed = |chars: &mut dyn Iterator<Item = char>| {
        let run = chars.take_while(inside).take(LONGEST_SPELT);
        run.fold((0, 0), |(all, points), c| {
            (all + 1, points + usize::from(c == '.'))
        })
    };
    let (head, head_points) = printed(&mut before.chars().rev());
    let (tail, tail_points) = printed(&mut after.chars());
    let points = head_points + tail_points;
    head > 0 && tail > 0 && points <= 1 && (points == 1 || is_amount(behind(after, tail)))
}

/// The rest of `text` behind so many characters.
fn behind(text: &str, characters: usize) -> &str {
    let at = text.char_indices().nth(characters);
    at.map_or("", |(at, _)| text.behind(at))
}

/// Whether money or percent follow.
pub(super) fn is_amount(after_digits: &str) -> bool {
    let unit = after_digits.trim_start();
    let scaled = unit.trim_start_matches(['万', '萬', '亿', '億']);
    unit.starts_with(['%', '％']) || scaled.trim_start().starts_with('元')
}

/// Whether a number begins behind `head`, and no number of a table or an article.
fn leads(head: &str) -> bool {
    head.chars().next_back().is_some_and(|c| match c {
        '第' | '表' | '图' | '件' | '附' | '号' | '条' | '款' | '页' => false,
        ':' | '：' | '-' | '－' | '¥' | '￥' => true,
        _ => is_han(c),
    })
}

/// `1, 093.44`: three digits behind a separator, and then what makes them an amount. `12, 345` may
/// be two numbers.
fn is_grouped(before: &str, digits: usize, rest: &str) -> bool {
    let (outer, group) = rsplit_while(before, is_digit);
    let goes_on = rest
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(is_digit));
    (1..=3).contains(&group.chars().count())
        && digits == 3
        && !outer.ends_with('.')
        && (goes_on || is_amount(rest) || outer.ends_with(','))
}

/// `33. 00`: digits behind a point. `1. 2020年` is a list's number before a year.
fn is_fraction(before: &str, digits: usize, rest: &str) -> bool {
    let (outer, whole) = rsplit_while(before, is_digit);
    let whole = whole.chars().count();
    if whole == 0
        || digits > 6
        || outer.ends_with(['.', '-'])
        || rest.starts_with('.')
        || rest.trim_start().starts_with(['年', '月'])
    {
        return false;
    }
    let outer = outer.trim_end();
    let may_be_listed = whole <= 2
        && (outer.is_empty() || outer.ends_with([';', '；', '。', ':', '：', '、', ')', '）']));
    let bounded = ["以上", "以下", "以内"].iter().any(|word| {
        tails(rest.trim_start())
            .take(3)
            .any(|(_, tail)| tail.starts_with(word))
    });
    !may_be_listed || digits == 2 && is_amount(rest) && !bounded
}

/// `2 0 2 1 年`: digits that make a year.
fn is_year(before: &str, after: &str) -> bool {
    let printed = |c: &char| is_digit(*c) || c.is_whitespace();
    let head = before.chars().rev().take_while(printed).filter_map(value);
    let (mut year, mut count) = (0, 0);
    for digit in head.take(4) {
        year += digit * 10u32.pow(count);
        count += 1;
    }
    let mut rest = after.chars().filter(|c| !c.is_whitespace());
    for c in rest.by_ref().take(5) {
        match value(c) {
            Some(digit) => (year, count) = (year.saturating_mul(10) + digit, count + 1),
            None => return c == '年' && count == 4 && (1900..2100).contains(&year),
        }
    }
    false
}

/// `9 9 0 万元`, `1 2 . 5 %`: an amount whose characters all stand alone, between a word and its unit.
fn is_spelt(before: &str, after: &str) -> bool {
    let Some((head, head_digits, head_points)) = lone(heads(before)) else {
        return false;
    };
    let Some((tail, tail_digits, tail_points)) = lone(tails(after)) else {
        return false;
    };
    head_digits + tail_digits >= 3
        && head_points + tail_points <= 1
        && leads(head)
        && is_amount(tail)
}

/// What is left of a text from where the digits and points that stand alone end, how many digits they are and how
/// many points.
fn lone<'a>(chars: impl Iterator<Item = (char, &'a str)>) -> Option<(&'a str, usize, usize)> {
    let (mut digits, mut points, mut apart) = (0, 0, true);
    for (c, left) in chars.take(LONGEST_SPELT) {
        match c {
            _ if c.is_whitespace() => apart = true,
            _ if !is_digit(c) && c != '.' => return Some((left, digits, points)),
            _ if !std::mem::take(&mut apart) => return None,
            '.' => points += 1,
            _ => digits += 1,
        }
    }
    None
}

/// `3 200亩`, `1 234 567.89元`: thousands parted by spaces, between a word and a unit.
fn is_parted(before: &str, after: &str) -> bool {
    let mut rest = after;
    for _ in 0..MOST_GROUPS {
        let (group, behind) = digits(rest);
        if group != 3 {
            return false;
        }
        let next = behind.trim_start();
        rest = behind;
        if next.len() == behind.len() || !next.starts_with(is_digit) {
            break;
        }
        rest = next;
    }
    if let Some(decimals) = rest.strip_prefix('.') {
        rest = decimals.trim_start_matches(is_digit);
    }
    let counted =
        rest.starts_with(is_han) && !rest.starts_with(['年', '月', '日', '号', '时', '点']);
    (counted || is_amount(rest)) && begins_parted(before)
}

/// Whether one to three digits and groups of three behind them begin behind a word.
fn begins_parted(before: &str) -> bool {
    let mut head = before;
    for _ in 0..MOST_GROUPS {
        let (outer, digits) = rsplit_while(head, is_digit);
        let gap = outer.trim_end();
        if gap.len() == outer.len() || !gap.ends_with(is_digit) {
            let first = !digits.starts_with(['0', '０']) && digits.chars().count() <= 3;
            return first && leads(outer);
        }
        if digits.chars().count() != 3 {
            return false;
        }
        head = gap;
    }
    false
}

/// `42.0 0万元`: the second place behind the point.
fn is_cut(before: &str, digits: usize, rest: &str) -> bool {
    let (head, places) = rsplit_while(before, is_digit);
    let single = places.chars().count() == 1 && digits == 1;
    let Some(whole) = head.strip_suffix('.').filter(|_| single) else {
        return false;
    };
    let outer = whole.trim_end_matches(is_digit);
    outer.len() < whole.len()
        && leads(outer)
        && !LISTS.iter().any(|word| outer.ends_with(word))
        && is_amount(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_cuts_a_number() {
        for (before, after, expected) in [
            ("支出总计10", "93.44万元", true),
            ("支出1", "2 万元", true),
            ("支出总计1093", "44万元", true),
            ("比2019", "93.44万元", false),
            ("支出10.5", "93.44万元", false),
            ("分别为10", "93.44万元", false),
            ("附表1", "200万元", false),
            ("合计 10", "93.44万元", false),
            ("支出10", "93.44", false),
            ("压减2", "0项", false),
        ] {
            assert_eq!(is_broken(before, after), expected, "{before} {after}");
        }
    }

    #[test]
    fn one_number_or_two() {
        for (before, after, expected) in [
            ("支出1,", "093.44万元", true),
            ("支出1,", "093 万元", true),
            ("支出1,093,", "440", true),
            ("12,", "345", false),
            ("12,", "3450元", false),
            ("1234,", "345元", false),
            ("完成33.", "00", true),
            ("33.", "00万元", true),
            ("1.", "2020年收入", false),
            ("2.", "50万元以上设备", false),
            ("3.", "5辆", false),
            ("共计7.", "2万元", true),
            ("5", "6", false),
            ("2", "0 2 1 年", true),
            ("2 0 2", "1年", true),
            ("12", "2021年", false),
            ("2", "021", false),
            ("20", "21年", true),
            ("9 2 0 2", "1年", false),
            ("支出9 9", "0 万元", true),
            ("支出 9 9 0 .", "5 0 万 元", true),
            ("增长1 2 .", "5 %", true),
            ("支出1", "2 万元", false),
            ("支出12", "3 万元", false),
            ("栏次 1 2", "3", false),
            ("稳定在3", "200亩左右", true),
            ("投资2", "680 万元", true),
            ("收入1", "234 567.89元", true),
            ("收入1 234", "567.89元", true),
            ("收入1 23", "567.89元", false),
            ("附表3", "200万元", false),
            ("合计3", "200 人员经费", false),
            ("合计 3", "200人", false),
            ("截至3", "120年", false),
            ("工程类42.0", "0万元", true),
            ("分别为42.0", "3万元", false),
            ("工程类42.05", "0万元", false),
        ] {
            assert_eq!(is_one(before, after), expected, "{before} {after}");
        }
    }
}
