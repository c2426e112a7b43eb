//! The dates that the words before a number begin with.

use crate::lexicon::books::BUDGET;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::years;
use crate::text::{Cut, split_while};

/// Takes off everything up to a year, and 截至…日: `巴山县水利局2020年支出预算` names 支出预算. A year that
/// belongs to the name stays: `2019年年初结转`.
pub fn without_time(text: &str) -> &str {
    let mut text = text;
    while let Some(end) = year_end(text) {
        crate::allowance::tick();
        let rest = text.behind(end);
        let named = list(List::YearEdge).begins(rest) && !rest.contains(BUDGET)
            || rest.chars().nth(1).is_none();
        // 2023年度年末结转和结余 is of the year's own end.
        let own = text.before(end).ends_with("年度") && rest.starts_with("年末");
        if end == 0 || (named && !own && text.before(end).chars().nth(6).is_none()) {
            break;
        }
        text = rest;
    }
    text
}

/// Where the first date of a text ends: 2020年, 2020年度, 2020年12月31日, 12月底, 1-9月份.
pub(super) fn year_end(text: &str) -> Option<usize> {
    let at = text.bytes().position(|byte| byte.is_ascii_digit())?;
    let date = text.behind(at);
    let (digits, rest) = split_while(date, |c| c.is_ascii_digit());
    match year_length(date) {
        Some(length) => Some(month_end(text, at + length)),
        None => {
            let dated = rest.starts_with(['月', '日']) || years::months(date).is_some();
            (digits.len() <= 2 && dated).then(|| month_end(text, at))
        }
    }
}

/// The length of the year that a text begins with: 2020年, 2020年度, 2020年末. 末 belongs to 年末结转.
pub(super) fn year_length(text: &str) -> Option<usize> {
    let books = |rest: &str| list(List::BehindYear).begins(rest);
    let rest = years::behind(text).or_else(|| years::behind_bare(text, books))?;
    let behind = list(List::YearTail).strip_prefix(rest);
    let behind = behind.filter(|_| !rest.starts_with("末结"));
    Some(text.len() - behind.unwrap_or(rest).len())
}

fn month_end(text: &str, mut end: usize) -> usize {
    end = years::months(text.behind(end)).map_or(end, |months| text.len() - months.rest.len());
    let (digits, rest) = split_while(text.behind(end), |c| c.is_ascii_digit());
    if !digits.is_empty() && rest.starts_with('日') {
        end += digits.len() + '日'.len_utf8();
    }
    text.len() - list(List::DayTail).trim_start(text.behind(end)).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_taken_off_and_names_kept() {
        for (text, named) in [
            ("2022年1-9月一般公共预算收入", "一般公共预算收入"),
            ("1至9月份一般公共预算收入", "一般公共预算收入"),
            ("2022年1月—9月税收收入", "税收收入"),
            ("9月底税收收入", "税收收入"),
            ("2020年12月31日车辆", "车辆"),
            ("巴山县水利局2020年支出预算", "支出预算"),
            ("2019年年初结转", "2019年年初结转"),
            ("1-9号楼维修", "1-9号楼维修"),
            ("1-9岁儿童", "1-9岁儿童"),
        ] {
            assert_eq!(without_time(text), named, "{text}");
        }
    }
}
