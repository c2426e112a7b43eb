//! Numbers that lost their unit: `货物支出84.00万元、工程支出116.00、服务支出100.00万元`, `占33.3，`.
//!
//! A number is bare only beside others of its sentence that bear the unit: a list under `单位：万元`, a
//! score or an index needs none.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::fold::Folded;
use crate::text::{Span, Text};

/// What a bare number should bear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// A unit of money.
    Unit,
    /// %.
    Percent,
}

/// A number without its unit. No record of the output: findings are made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bare {
    /// What is missing.
    pub missing: Missing,
    /// The number.
    pub raw: String,
    /// What its neighbours bear.
    pub unit: String,
    /// Where it stands.
    pub span: Span,
    /// Its line.
    pub line: usize,
}

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?P<before>[^\d.,]|^)(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>万元|亿元|千元|元|%)?")
        .ok()
});

/// The words after which a number is a percentage.
const OF: &[&str] = &[
    "占",
    "增长",
    "下降",
    "上升",
    "降低",
    "增幅",
    "降幅",
    "增长率",
    "占比",
    "比重为",
    "占比为",
];
/// The words after which a number is money.
const MONEY: &[&str] = &[
    "支出",
    "收入",
    "经费",
    "费",
    "资金",
    "预算",
    "决算",
    "金额",
    "总额",
    "补助",
    "拨款",
    "总计",
    "合计",
    "预算数",
    "决算数",
];
/// The words after which a number is no money: scores, indices, multiples.
const OTHER: &[&str] = &[
    "分", "指数", "系数", "率", "倍", "第", "版", "编号", "号", "得分", "评分",
];
/// Least numbers of a sentence that bear a unit, for it to be a series.
const SERIES: usize = 2;

/// Reads the bare numbers of all passages.
pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Bare> {
    let mut found = Vec::new();
    for passage in passages {
        let mut start = passage.start;
        for sentence in joined.as_str()[passage.clone()].split_inclusive('。') {
            in_sentence(sentence, |missing, range, unit| {
                let source = joined.source_range(text, start + range.start..start + range.end);
                found.push(Bare {
                    missing,
                    raw: sentence[range].to_owned(),
                    unit: unit.to_owned(),
                    line: text.line_number(source.start),
                    span: text.span(source),
                });
            });
            start += sentence.len();
        }
    }
    found
}

fn in_sentence(sentence: &str, mut tell: impl FnMut(Missing, Range<usize>, &str)) {
    let Some(pattern) = NUMBER.as_ref() else {
        return;
    };
    let mut units: Vec<&str> = Vec::new();
    let mut bare = Vec::new();
    for one in pattern.captures_iter(sentence) {
        let Some(number) = one.name("number") else {
            continue;
        };
        if let Some(unit) = one.name("unit") {
            units.push(unit.as_str());
        } else if let Some(missing) = missing(sentence, number.range()) {
            bare.push((missing, number.range()));
        }
    }
    for (missing, range) in bare {
        let neighbours = units.iter().filter(|unit| match missing {
            Missing::Percent => **unit == "%",
            Missing::Unit => **unit != "%",
        });
        let mut neighbours = neighbours.peekable();
        let Some(unit) = neighbours.peek().copied() else {
            continue;
        };
        let enough = match missing {
            Missing::Percent => 1,
            Missing::Unit => SERIES,
        };
        let one_unit = neighbours.clone().all(|other| other == unit);
        if one_unit && neighbours.count() >= enough {
            tell(missing, range, unit);
        }
    }
}

/// What a number without a unit lacks, if anything.
fn missing(sentence: &str, number: Range<usize>) -> Option<Missing> {
    let (before, behind) = (&sentence[..number.start], &sentence[number.end..]);
    let mut next = behind.chars();
    let stop = next.next();
    let ends = matches!(stop, None | Some('、' | ',' | ';' | '。' | ')' | ':'));
    // 4125.49、4143.91万元: the unit is said once for all.
    let listed =
        matches!(stop, Some('、' | ',')) && next.next().is_some_and(|c| c.is_ascii_digit());
    if !ends || listed {
        return None;
    }
    let told = before.trim_end_matches(['为', ':', '是', '(']);
    let after = |words: &[&str]| words.iter().any(|word| told.ends_with(word));
    let digits = &sentence[number];
    let decimals = digits.contains('.');
    // Nothing is nothing in any unit.
    if after(OTHER) || digits.chars().all(|c| matches!(c, '0' | '.')) {
        None
    } else if after(OF) {
        Some(Missing::Percent)
    } else if after(MONEY) || decimals && told.ends_with(is_han) {
        Some(Missing::Unit)
    } else {
        None
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(words: &str) -> Vec<(Missing, String)> {
        let text = Text::new(words.to_owned());
        let folded = Folded::new(&text);
        let whole = 0..folded.as_str().len();
        let found = read(&text, &folded, &[whole]);
        found
            .into_iter()
            .map(|one| (one.missing, one.raw))
            .collect()
    }

    #[test]
    fn a_number_beside_others_with_a_unit_needs_one() {
        for (words, missing, raw) in [
            (
                "总额300.00万元，其中：货物84.00万元、工程116.00、服务100.00万元。",
                Missing::Unit,
                "116.00",
            ),
            (
                "基本支出150.00万元，占75.00%；项目支出50.00万元，占25.00。",
                Missing::Percent,
                "25.00",
            ),
            (
                "收入增长4.2%，支出增长3.9，主要是人员增加。",
                Missing::Percent,
                "3.9",
            ),
        ] {
            assert_eq!(bare(words), [(missing, raw.to_owned())], "{words}");
        }
    }

    #[test]
    fn numbers_of_other_sorts_need_none() {
        for words in [
            "收入、支出总计分别为4125.49、4143.91万元，较上年减少181.24、242.82万元。",
            "基本支出620.00，62.00；项目支出380.00，38.00；合计1000.00，100.00。",
            "投入50万元、60万元，平均得分94.6，满意度指数为91.2。",
            "补助25万元，涉及2020、2021年，共支出30万元。",
            "预算40万元，执行40万元，得分10，完成率100%。",
            "建成2.0版系统，投入30万元、40万元。",
        ] {
            assert_eq!(bare(words), [], "{words}");
        }
    }
}
