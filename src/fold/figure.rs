//! Numbers that white space or a line break cuts in two.

/// Units of money; what stands before one is an amount.
const MONEY: [&str; 5] = ["万元", "亿元", "元", "万 元", "%"];

/// Whether the digits on both sides of white space are one number: `1, 093.44`, `33. 00万元`,
/// `2 0 2 1 年`. `before` ends with what stands before the white space on its line, `after` begins
/// with what stands behind it.
pub(super) fn is_one(before: &str, after: &str) -> bool {
    let digits = after.chars().take_while(|c| is_digit(*c)).count();
    if digits == 0 {
        return false;
    }
    let mut back = before.chars().rev().peekable();
    match back.peek() {
        Some(',') => is_grouped(&before[..before.len() - 1], after, digits),
        Some('.') => is_fraction(&before[..before.len() - 1], after, digits),
        Some(last) if is_digit(*last) => is_year(before, after),
        _ => false,
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// The value of a digit of either width.
fn value(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => c.to_digit(10),
    }
}

/// The rest of `text` behind so many characters.
fn behind(text: &str, characters: usize) -> &str {
    let at = text.char_indices().nth(characters);
    at.map_or("", |(at, _)| &text[at..])
}

fn is_amount(after_digits: &str) -> bool {
    let unit = after_digits.trim_start();
    MONEY.iter().any(|word| unit.starts_with(word))
}

/// `1, 093.44`: three digits behind a separator, and then what makes them an amount. `12, 345` may
/// be two numbers.
fn is_grouped(before: &str, after: &str, digits: usize) -> bool {
    let group = before.chars().rev().take_while(|c| is_digit(*c)).count();
    let outer = before.trim_end_matches(is_digit);
    let rest = behind(after, digits);
    let goes_on = rest
        .strip_prefix('.')
        .is_some_and(|rest| rest.starts_with(is_digit));
    (1..=3).contains(&group)
        && digits == 3
        && !outer.ends_with('.')
        && (goes_on || is_amount(rest) || outer.ends_with(','))
}

/// `33. 00`: digits behind a point. `1. 2020年` is a list's number before a year.
fn is_fraction(before: &str, after: &str, digits: usize) -> bool {
    let outer = before.trim_end_matches(is_digit);
    let whole = before[outer.len()..].chars().count();
    let rest = behind(after, digits);
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
        let unit = rest.trim_start();
        unit.char_indices()
            .take(3)
            .any(|(at, _)| unit[at..].starts_with(word))
    });
    !may_be_listed || digits == 2 && is_amount(rest) && !bounded
}

/// `2 0 2 1 年`: four single digits that make a year.
fn is_year(before: &str, after: &str) -> bool {
    let mut year: Vec<u32> = Vec::with_capacity(5);
    for c in before.chars().rev() {
        match value(c) {
            Some(digit) => year.insert(0, digit),
            None if c.is_whitespace() => {}
            None => break,
        }
        if year.len() > 4 {
            return false;
        }
    }
    let mut rest = after.chars();
    for c in rest.by_ref() {
        match value(c) {
            Some(digit) => year.push(digit),
            None if c.is_whitespace() => {}
            None => return c == '年' && matches!(year[..], [2, 0, _, _] | [1, 9, _, _]),
        }
        if year.len() > 4 {
            return false;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(is_one(before, after), expected, "{before} {after}");
        }
    }
}
