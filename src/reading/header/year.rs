//! Years in folded text.

use crate::lexicon::books::FINAL;
use crate::lexicon::lists::{Class as List, list};
use crate::text::Cut;

/// A year written in `text`, and the byte after its last digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Year {
    pub(super) value: i32,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The year that a title is about: the only one it names, months and ranges of years left out.
pub(super) fn of_title(title: &str) -> Option<i32> {
    let mut years = all(title);
    let first = years.next()?;
    years
        .all(|year| year.value == first.value)
        .then_some(first.value)
}

/// The latest year that a title names: of 2022年预算执行情况和2023年预算草案 the one that is planned.
pub(super) fn latest_of_title(title: &str) -> Option<i32> {
    all(title).map(|year| year.value).max()
}

/// The year of whose months a title tells: 2024年5月份财政收支完成情况.
pub(super) fn of_months(title: &str) -> Option<i32> {
    let end = title.find('年')?;
    let year = title.get(end.checked_sub(4)?..end)?.parse().ok()?;
    let behind = title.behind(end + '年'.len_utf8());
    let (month, rest) = behind.split_once('月')?;
    // 2024年5月8日 is when it was put out.
    let told = (2000..2100).contains(&year)
        && !month.is_empty()
        && month.bytes().all(|byte| byte.is_ascii_digit())
        && !rest.starts_with(|c: char| c.is_ascii_digit());
    told.then_some(year)
}

/// A title on accounts that tells of the months since besides, without these: 2021年决算和2022年上半年预算执行情况.
pub(super) fn without_months_after(title: &str) -> &str {
    let Some((at, books)) = title.match_indices(FINAL).next() else {
        return title;
    };
    let end = at + books.len();
    match list(List::MonthsSince).any_in(title.behind(end)) {
        true => title.before(end),
        false => title,
    }
}

/// The last year named in `text`.
pub(super) fn last_in(text: &str) -> Option<Year> {
    all(text).last()
}

/// The years of `text` in order: four digits that begin with 20 or 19 and stand alone, or four
/// Chinese digits before 年.
pub(super) fn all(text: &str) -> impl Iterator<Item = Year> {
    let mut read = 0;
    text.char_indices().filter_map(move |(at, c)| {
        if at < read {
            return None;
        }
        let year = match c {
            '0'..='9' => digits_at(text, at),
            _ if chinese_digit(c).is_some() => chinese_at(text, at),
            _ => None,
        }?;
        read = year.end;
        stands_for_a_year(text, year).then_some(year)
    })
}

fn digits_at(text: &str, start: usize) -> Option<Year> {
    let bytes = text.as_bytes().behind(start);
    if !bytes.first()?.is_ascii_digit() {
        return None;
    }
    let length = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let value = text.within(start..start + length).parse().unwrap_or(0);
    Some(Year {
        // A longer or shorter number is stepped over as a whole.
        value: if length == 4 { value } else { 0 },
        start,
        end: start + length,
    })
}

fn chinese_at(text: &str, start: usize) -> Option<Year> {
    let mut value = 0;
    let mut end = start;
    let mut digits = 0;
    for c in text.behind(start).chars() {
        let Some(digit) = chinese_digit(c) else {
            break;
        };
        digits += 1;
        if digits > 4 {
            return None;
        }
        value = value * 10 + digit;
        end += c.len_utf8();
    }
    (digits == 4 && text.behind(end).starts_with('年')).then_some(Year { value, start, end })
}

fn chinese_digit(c: char) -> Option<i32> {
    Some(match c {
        '〇' | '零' | '○' | 'O' | '0' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Not a number that only looks like one: a date, a range, a document's number, an amount.
fn stands_for_a_year(text: &str, year: Year) -> bool {
    if !(2000..2100).contains(&year.value) {
        return false;
    }
    let (before, after) = (text.before(year.start), text.behind(year.end));
    let is_dated = after
        .strip_prefix('年')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && has_month(rest));
    // 较2020年度, 与2019年相比: the year compared with is not the year spoken of.
    let is_compared = before.ends_with(['较', '比', '与', '同']);
    !is_dated
        && !is_compared
        && !before.ends_with(['-', '~', '—', '–', '至', '.', '[', '〔', '('])
        && !before
            .strip_suffix(',')
            .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
        && !after.starts_with(['-', '~', '—', '–', '.', ',', '/', ']', '〕', ')'])
}

fn has_month(rest: &str) -> bool {
    rest.trim_start_matches(|c: char| c.is_ascii_digit())
        .starts_with('月')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_months_since_are_not_what_a_title_is_about() {
        for (title, told) in [
            (
                "关于2021年决算(草案)和2022年上半年预算执行情况的报告",
                "关于2021年决算",
            ),
            (
                "2022年上半年预算执行情况的报告",
                "2022年上半年预算执行情况的报告",
            ),
            ("2021年决算和2022年预算", "2021年决算和2022年预算"),
        ] {
            assert_eq!(without_months_after(title), told, "{title}");
        }
    }

    #[test]
    fn reads_the_year_of_a_title() {
        for (title, expected) in [
            ("兰考县水利局2019年度部门决算", Some(2019)),
            ("二〇二二年部门预算公开", Some(2022)),
            ("二○二一年度部门决算公开", Some(2021)),
            ("2023部门预算公开(2023年)", Some(2023)),
            ("2020年决算和2021年预算", None),
            ("2021年3月公开", None),
            ("2019-2021年规划", None),
            ("川财会〔2013〕9号", None),
            ("12020年", None),
        ] {
            assert_eq!(of_title(title), expected, "{title}");
        }
    }
}
