//! Years and months as texts write them.

use std::ops::RangeInclusive;

use crate::text::{rsplit_while, split_while};

/// What stands behind the year that a text begins with: of 2020年度 it is 度.
pub fn behind(text: &str) -> Option<&str> {
    let (digits, rest) = split_while(text, |c| c.is_ascii_digit());
    rest.strip_prefix('年').filter(|_| digits.len() == 4)
}

/// The same of a year that lost its 年: 2016收入预算, 2018部门决算. `begins` tells what may follow such a year.
pub fn behind_bare(text: &str, begins: impl Fn(&str) -> bool) -> Option<&str> {
    let (digits, rest) = split_while(text, |c| c.is_ascii_digit());
    let of_now = digits.starts_with("20") && digits.len() == 4;
    (of_now && begins(rest)).then_some(rest)
}

/// The months that a text begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Months<'t> {
    /// Whether they are several, from one to another.
    pub several: bool,
    /// What stands behind them.
    pub rest: &'t str,
}

/// From one month to another.
const TO: [char; 6] = ['-', '—', '–', '~', '至', '到'];

/// The months that a text begins with: 9月, 1-9月, 1月至9月.
pub fn months(text: &str) -> Option<Months<'_>> {
    let number = |text| split_while(text, |c| c.is_ascii_digit());
    let (first, behind) = number(text);
    let month = behind.strip_prefix('月');
    let to = month.unwrap_or(behind).strip_prefix(TO);
    let last = to.map(number).filter(|(last, _)| !last.is_empty());
    let last = last.and_then(|(_, behind)| behind.strip_prefix('月'));
    let rest = last.or(month).filter(|_| !first.is_empty())?;
    Some(Months {
        several: last.is_some(),
        rest,
    })
}

/// Spans of more years are told as a whole.
const LONGEST_SPAN: i32 = 12;

/// The years of the first span in a text, from the first to the last: 2019-2021年.
pub fn span(text: &str) -> Option<RangeInclusive<i32>> {
    let (before, _) = text.split_once('年')?;
    let number = |text| rsplit_while(text, |c| c.is_ascii_digit());
    let (rest, last) = number(before);
    let (_, first) = number(rest.strip_suffix(TO)?);
    let year = |digits: &str| digits.parse().ok().filter(|_| digits.len() == 4);
    let (first, last): (i32, i32) = (year(first)?, year(last)?);
    let several = first < last && last - first < LONGEST_SPAN;
    (several && (1990..2100).contains(&first)).then_some(first..=last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_of_whole_years() {
        assert_eq!(span("2019-2021年，收入"), Some(2019..=2021));
        assert_eq!(span("自2019至2021年"), Some(2019..=2021));
        for text in [
            "2019年",
            "2021-2019年",
            "19-21年",
            "1-9月",
            "2019-2021",
            "3岁-2021年",
        ] {
            assert_eq!(span(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_has_four_digits() {
        assert_eq!(behind("2020年度预算"), Some("度预算"));
        assert_eq!(behind("20年"), None);
        assert_eq!(behind("2020元"), None);
    }

    #[test]
    fn months_are_one_or_several() {
        for (text, several, rest) in [
            ("9月底", false, "底"),
            ("1-9月份", true, "份"),
            ("1月至9月,", true, ","),
            ("1—9月", true, ""),
        ] {
            assert_eq!(months(text), Some(Months { several, rest }), "{text}");
        }
        assert_eq!(months("1-9岁"), None);
        assert_eq!(months("月"), None);
    }
}
