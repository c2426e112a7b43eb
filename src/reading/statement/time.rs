//! The year of a number.

use super::Context;
use super::state::State;
use crate::record::{Kind, Measure};

/// The year of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time {
    /// The year.
    pub year: Option<i32>,
    /// Whether the sentence does not state it.
    pub assumed: bool,
    /// Whether it is the year compared with, not the one spoken of.
    pub is_comparison: bool,
}

/// Words that lead to what is compared with.
const COMPARING: [&str; 6] = ["比", "较", "与", "同", "相比", "对比"];

/// Reads the year of a lead and keeps it for the clauses behind.
pub fn read(lead: &str, measure: Measure, state: &mut State, context: Context) -> Time {
    let level = matches!(measure, Measure::Amount | Measure::Count | Measure::Rate);
    if let Some((year, compared)) = stated(lead) {
        if !compared {
            state.set_year(year);
        } else if level {
            return Time {
                year: Some(year),
                assumed: false,
                is_comparison: true,
            };
        }
    } else if level && is_last_year(lead) {
        let current = state.year().or(context.fiscal_year);
        return Time {
            year: current.map(|year| year - 1),
            assumed: false,
            is_comparison: true,
        };
    }
    match state.year() {
        Some(year) => Time {
            year: Some(year),
            assumed: false,
            is_comparison: false,
        },
        None => Time {
            year: context
                .fiscal_year
                .map(|year| year - i32::from(looks_back(state, context))),
            assumed: true,
            is_comparison: false,
        },
    }
}

/// A budget's report on work done is about the year before.
fn looks_back(state: &State, context: Context) -> bool {
    context.kind == Kind::Budget && state.reports_on_work
}

/// What may stand before the year that a clause begins with: a frame for what follows, or the
/// beginning of a reason, which ends with its sentence.
const FRAMES: [&str; 8] = ["", "截至", "截止", "截止到", "在", "自", "从", "到"];
const REASONS: [&str; 7] = ["主要原因是", "主要原因", "原因是", "是", "按", "因", "由于"];

/// The year that a clause begins with, perhaps behind the agency's name, and whether it frames what
/// follows. A year inside a clause (退休人员2019年生活补助) is none.
pub fn opening(clause: &str) -> Option<(i32, bool)> {
    let (year, compared) = stated(clause)?;
    let at = clause.find(|c: char| c.is_ascii_digit())?;
    let before = clause[..at].trim_matches([' ', '、', ':']);
    let agency = before.ends_with([
        '局', '委', '厅', '院', '办', '会', '校', '门', '位', '站', '所', '心',
    ]);
    let frame = agency || FRAMES.contains(&before);
    (!compared && (frame || REASONS.contains(&before))).then_some((year, frame))
}

/// The last year that a text states, and whether it is compared with. The year inside a name
/// (2019年年初结转) is none.
pub fn stated(text: &str) -> Option<(i32, bool)> {
    let mut last = None;
    for (at, _) in text.match_indices('年') {
        let digits = text[..at]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_digit)
            .count();
        if digits != 4 {
            continue;
        }
        let start = at - digits;
        let behind = &text[at + '年'.len_utf8()..];
        let named = ["年初", "年末结", "末结", "初结"]
            .iter()
            .any(|word| behind.starts_with(word));
        if let Ok(year @ 1990..=2100) = text[start..at].parse::<i32>()
            && !named
        {
            // 1992-1993年 is a span, part of a name.
            if text[..start].ends_with(['-', '—', '~']) || text[..start].ends_with("年至") {
                continue;
            }
            let before = text[..start].trim_end_matches(['(', '“']);
            let compared = COMPARING.iter().any(|word| before.ends_with(word));
            last = Some((year, compared));
        }
    }
    last
}

/// `上年执行数为10万元` is a level of the year before; `比上年减少` is not.
fn is_last_year(lead: &str) -> bool {
    ["上年", "去年", "上一年"].iter().any(|word| {
        lead.find(word).is_some_and(|at| {
            let behind = &lead[at + word.len()..];
            !["结转", "结余", "末", "底"]
                .iter()
                .any(|named| behind.starts_with(named))
        })
    })
}

/// The words of a lead without the phrase that says what is compared with: `公务接待费支出决算比2019年`
/// names 公务接待费支出决算, and so does `比2019年公务接待费支出`.
pub fn without_comparison(words: &str) -> &str {
    for mark in [
        "比20",
        "较20",
        "与20",
        "比上",
        "较上",
        "比去",
        "较去",
        "同比",
        "比年初",
        "较年初",
        "比预算",
        "较预算",
        "与上",
        "与去",
    ] {
        if let Some(at) = words.find(mark) {
            if at > 0 && words[..at].chars().count() >= 2 {
                return &words[..at];
            }
            let rest = &words[at + mark.len()..];
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let rest = [
                "年度相比",
                "年同期相比",
                "年相比",
                "年度",
                "年末",
                "年底",
                "年执行数",
                "年决算数",
                "年预算数",
                "年决算",
                "年预算",
                "年同期",
                "年",
                "一年",
            ]
            .iter()
            .find_map(|word| rest.strip_prefix(word))
            .unwrap_or(rest);
            return rest;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_that_are_stated() {
        for (text, year) in [
            ("2020年本年收入合计", Some((2020, false))),
            ("比2019年总收入", Some((2019, true))),
            ("与2018年度相比", Some((2018, true))),
            ("2019年年初结转和结余资金", None),
            ("按2019年12月企业承担金额为", Some((2019, false))),
            ("公务接待费", None),
        ] {
            assert_eq!(stated(text), year, "{text}");
        }
    }

    #[test]
    fn comparisons_are_taken_off() {
        for (words, rest) in [
            ("公务接待费支出决算比2019年", "公务接待费支出决算"),
            ("比2019年总收入", "总收入"),
            ("比上年", ""),
            ("比上年执行数", ""),
            ("同比", ""),
            ("支出总计", "支出总计"),
        ] {
            assert_eq!(without_comparison(words), rest, "{words}");
        }
    }
}
