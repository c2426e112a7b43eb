//! Stretches of lines that were tables: their cells follow each other on one line, a space between them, among running
//! text or not.
//!
//! Numbers without a unit, one after another with names of rows between, are no running text; nor are scores, each behind
//! what it is given for (`≥98% 10 准确率=100% 10`). What label and which column are theirs nothing tells any more. They are
//! no facts, but they are told.

use std::ops::Range;

use super::signs::Signs;
use super::value::{Content, content};
use crate::fold::Folded;
use crate::grammar::comparator;
use crate::lexicon::numbers::vocabulary;
use crate::text::{Cut, Text};

/// Numbers that are told apart from those of pages and rows, at least so many in a stretch.
const FEWEST_AMOUNTS: usize = 5;
/// Beside so many of those of rows fewer do.
const FEWEST_NUMBERED: usize = 8;
const FEWEST_ROWED: usize = 2;
/// Scores behind what they are given for, at least so many.
const FEWEST_SCORES: usize = 3;
/// No more pieces of a name stand between two numbers.
const MOST_WORDS: usize = 6;
/// What the units of running text begin with.
const UNITS: [char; 5] = ['%', '元', '亿', '万', '/'];
/// No piece of a name is longer.
const LONGEST_WORD: usize = 30;

/// A stretch of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The line (from 0).
    pub line: usize,
    /// Its bytes.
    pub range: Range<usize>,
    /// How many numbers stand in it.
    pub numbers: usize,
}

/// The stretches of cells on lines that are of no table, in order.
pub fn runs(text: &Text, taken: &[Range<usize>]) -> Vec<Run> {
    let mut tables = taken.iter().peekable();
    let mut found = Vec::new();
    for line in 0..text.line_count() {
        while tables.next_if(|table| table.end <= line).is_some() {}
        if tables.peek().is_none_or(|table| !table.contains(&line)) {
            found.extend(of_line(text, line));
        }
    }
    found
}

fn of_line(text: &Text, line: usize) -> Vec<Run> {
    let printed = text.line(line);
    let least = FEWEST_AMOUNTS.min(FEWEST_SCORES) * 2;
    // Most lines have few blanks.
    if Signs::of(printed).gaps + 1 < least {
        return Vec::new();
    }
    let start = text.line_range(line).start;
    let tokens = tokens(printed);
    let mut found = Vec::new();
    for stretch in tokens.split(|token| token.sort == Sort::Sentence) {
        let mut rest = stretch;
        while let Some(first) = rest.iter().position(|token| token.sort.is_cell()) {
            let run = leading(rest.behind(first));
            rest = rest.behind(first + run.len());
            if let (true, Some(first), Some(last)) = (is_table(run), run.first(), run.last()) {
                let numbers = run.iter().filter(|token| token.sort.is_cell()).count();
                let range = start + first.range.start..start + last.range.end;
                found.push(Run {
                    line,
                    range,
                    numbers,
                });
            }
        }
    }
    found
}

/// The tokens from the first cell to the last that no sentence parts from it.
fn leading(tokens: &[Token]) -> &[Token] {
    let (mut end, mut words) = (0, 0);
    for (at, token) in tokens.iter().enumerate() {
        if token.sort.is_cell() {
            (end, words) = (at + 1, 0);
        } else {
            words += 1;
        }
        if words > MOST_WORDS {
            break;
        }
    }
    tokens.before(end)
}

fn is_table(run: &[Token]) -> bool {
    let amounts = run.iter().filter(|token| token.sort == Sort::Amount);
    let scored = run.windows(2).filter(|pair| {
        matches!(pair, [target, score] if target.sort == Sort::Target && score.sort.is_number())
    });
    let amounts = amounts.count();
    let numbers = run.iter().filter(|token| token.sort.is_number()).count();
    let in_rows = amounts >= FEWEST_ROWED && numbers >= FEWEST_NUMBERED;
    amounts >= FEWEST_AMOUNTS || in_rows || scored.count() >= FEWEST_SCORES
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A number that is surely an amount or a part of a hundred.
    Amount,
    /// A number that may be that of a row or a page.
    Number,
    /// What is to be reached.
    Target,
    Word,
    /// A piece of a sentence, or a number with its unit.
    Sentence,
}

impl Sort {
    fn is_number(self) -> bool {
        matches!(self, Self::Amount | Self::Number)
    }

    fn is_cell(self) -> bool {
        self.is_number() || self == Self::Target
    }
}

struct Token {
    range: Range<usize>,
    sort: Sort,
}

fn tokens(line: &str) -> Vec<Token> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let sorts = words.iter().enumerate().map(|(at, word)| {
        let next = words.get(at + 1).copied().unwrap_or("");
        sort(word, next)
    });
    let place = |word: &str| {
        let start = word.as_ptr() as usize - line.as_ptr() as usize;
        start..start + word.len()
    };
    let tokens = words.iter().zip(sorts);
    tokens
        .map(|(word, sort)| Token {
            range: place(word),
            sort,
        })
        .collect()
}

fn sort(word: &str, next: &str) -> Sort {
    match content(word) {
        Content::Number(number) => {
            let percent = number.unit.is_some_and(|unit| unit.name == "%");
            let sure = number.decimals > 0 || number.grouped || word.len() > 3;
            let next = Folded::folded(next);
            if !percent && (number.unit.is_some() || next.starts_with(UNITS)) {
                Sort::Sentence
            } else if sure && !number.is_year() && !is_counted(&next) {
                Sort::Amount
            } else {
                Sort::Number
            }
        }
        Content::Empty => Sort::Word,
        Content::Words if is_target(word) => Sort::Target,
        Content::Words => {
            let long = word.chars().nth(LONGEST_WORD).is_some();
            let sentence = word.contains(['。', '；', ';', '，', ',', '！', '？']);
            if long || sentence {
                Sort::Sentence
            } else {
                Sort::Word
            }
        }
    }
}

/// Whether what stands behind a number may be counted by it; so may many a name of a row (本年收入, 项目支出).
fn is_counted(next: &str) -> bool {
    next.starts_with(['年', '月', '日']) || vocabulary().begins_with_measure(next)
}

/// Whether a cell ends with a number to be reached: `准确率≥98%`, `=100%`.
fn is_target(word: &str) -> bool {
    let folded = Folded::folded(word);
    let named = folded.trim_end_matches(|c: char| !c.is_ascii_digit());
    let number = named.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    // What stands behind the number is its unit.
    let unit = folded.behind(named.len());
    number.len() < named.len()
        && unit.chars().nth(3).is_none()
        && comparator::before(vocabulary(), number).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<(&str, usize)> {
        let text = Text::new(source.to_owned());
        let shown = |run: Run| (source.within(run.range), run.numbers);
        runs(&text, &[]).into_iter().map(shown).collect()
    }

    #[test]
    fn cells_on_one_line_are_told() {
        for (line, run) in [
            (
                "收入表 单位:万元 完成数 预算数 完成数 52,711 55,085 55,085 100.00% 4.50% 税收收入小计 29,620 35,789 说明:收入增加。",
                (
                    "52,711 55,085 55,085 100.00% 4.50% 税收收入小计 29,620 35,789",
                    7,
                ),
            ),
            (
                "八、其他收入 8 10,010.54 12,266.30 903.61 9 10 11 本年收入合计 27 总计 30 23,179.45 23,179.45",
                (
                    "8 10,010.54 12,266.30 903.61 9 10 11 本年收入合计 27 总计 30 23,179.45 23,179.45",
                    11,
                ),
            ),
            (
                "金额 2 一、公共服务支出 31 二、外交支出 32 三、国防支出 33 四、教育支出 34 五、卫生支出 35 627.46 六、环保支出 36 533.70 七、其他支出 37",
                ("627.46", 10),
            ),
            (
                "数量指标保障率=100% 22.5 调整次数≤12次 22.5 时效指标发放率=100% 22.5 合计100 评价结论",
                ("保障率", 6),
            ),
        ] {
            let found = found(line);
            assert_eq!(found.len(), 1, "{line}");
            assert!(found[0].0.contains(run.0), "{found:?}");
            assert_eq!(found[0].1, run.1, "{line}");
        }
    }

    #[test]
    fn sentences_and_contents_are_no_cells() {
        for line in [
            "2020 年 收入 总计 756.82 万元 ， 比 上年 增加 4.53 万元 ， 增长 5.21 % ， 其中 基本支出 507.23 万元 、 项目支出 222.15 万元 。",
            "一、部门概况 1 二、机构设置 2 三、收入决算 3 四、支出决算 12 五、名词解释 15 六、附件 18 七、附表 20 八、其他 22",
            "联系人 某处 电话 81234567 邮编 650000 2021 2022 2023",
            "数量指标 保障率=100% 调整次数≤12次 发放率=100% 满意度≥95%",
        ] {
            assert_eq!(found(line), [], "{line}");
        }
    }
}
