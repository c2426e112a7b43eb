//! Forms that lost their lines: all cells follow each other on one, a space between them.
//!
//! Where a cell ends and which stand in one row nothing tells any more: empty cells are lost, and cells hold spaces of
//! their own. The headings of the rows, one behind another, prove that it was a form, and a group of rows with its values
//! behind them that it is all of it. Nothing is to be read of such a line as of running text.

use std::ops::Range;

use super::form::{Column, Words, are_of_rows};
use crate::text::{Cut, Text, pairs};

/// So many headings stand beside each other above the rows of a form, at least.
const LEAST_HEADINGS: usize = 3;
/// So many lines before and behind that of the headings may be of a form that is glued together.
const NEAR: usize = 2;

/// The lines (from 0) that are forms, of those that no table takes up.
pub fn flattened(text: &Text, words: Words, taken: &[Range<usize>]) -> Vec<usize> {
    let mut tables = taken.iter().peekable();
    let free = |line: &usize| {
        while tables.next_if(|table| table.end <= *line).is_some() {}
        tables.peek().is_none_or(|table| !table.contains(line))
    };
    let mut found = Vec::new();
    let lines: Vec<usize> = (0..text.line_count()).filter(free).collect();
    for (at, line) in lines.iter().enumerate() {
        let printed = text.line(*line);
        if !printed.contains(words.in_headings) {
            continue;
        }
        if is_form(printed, words) {
            found.push(*line);
        } else if is_glued(printed, words) {
            // Its head and its end stand on lines that are broken anywhere.
            let broken = |line: &&usize| {
                let line = text.line(**line);
                !line.trim().is_empty() && !line.contains(['。', '；', ';'])
            };
            let before = lines.before(at).iter().rev();
            let near = before.take(NEAR).take_while(broken);
            found.extend(near);
            found.push(*line);
            let behind = lines.behind(at + 1).iter();
            found.extend(behind.take(NEAR).take_while(broken));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether the headings of a form follow each other with nothing between, and a group of rows behind them.
fn is_glued(line: &str, words: Words) -> bool {
    let heads: Vec<Range<usize>> = line
        .match_indices(words.in_headings)
        .filter_map(|(at, word)| {
            let mut before = line.before(at).char_indices().rev();
            let start = before.nth(1)?.0;
            Some(start..at + word.len())
        })
        .collect();
    let is_heading = |range: &Range<usize>| {
        let column = (words.printed)(line.within(range.clone())).column;
        column.is_some()
    };
    let is_group = |range: &Range<usize>| (words.printed)(line.within(range.clone())).is_group();
    heads.windows(LEAST_HEADINGS).enumerate().any(|(at, run)| {
        let glued = pairs(run).all(|(one, next)| one.end == next.start);
        glued
            && run.iter().all(is_heading)
            && heads.behind(at + LEAST_HEADINGS).iter().any(is_group)
    })
}

fn is_form(line: &str, words: Words) -> bool {
    let cells: Vec<&str> = line.split_whitespace().collect();
    let column = |cell: &&str| (words.printed)(cell).column;
    let columns: Vec<Option<Column>> = cells.iter().map(column).collect();
    let mut at = 0;
    for run in columns.chunk_by(|one, next| one.is_some() == next.is_some()) {
        at += run.len();
        let headings: Vec<Column> = run.iter().copied().flatten().collect();
        if headings.len() >= LEAST_HEADINGS && are_of_rows(&headings) {
            return has_rows(cells.behind(at), words);
        }
    }
    false
}

/// Whether cells name a group of rows with a value behind it.
fn has_rows(cells: &[&str], words: Words) -> bool {
    let group = |cell: &&str| (words.printed)(cell).is_group();
    let Some(group) = cells.iter().position(group) else {
        return false;
    };
    let mut rows = cells.behind(group + 1).iter();
    rows.any(|cell| (words.is_value)(cell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::performance::WORDS;

    #[test]
    fn a_form_without_blanks_is_told_with_the_lines_about_it() {
        let text = Text::new(
            "本部门共有项目3个。\n项目名称甲项目项目总投资25万元政策依据甘财\n〔2022〕8号年度绩效目标提高水平一级指标二级指标三级指标指标值产出指标数量指标开放天数=290天项目总投资\n163万元\n\n其他资金5万元\n".to_owned(),
        );
        assert_eq!(flattened(&text, WORDS, &[]), [1, 2, 3]);
        let text = Text::new(
            "设一级指标、二级指标和三级指标，产出指标10个。\n一级指标二级指标三级指标\n".to_owned(),
        );
        assert!(flattened(&text, WORDS, &[]).is_empty());
    }

    #[test]
    fn a_form_on_one_line_is_known_by_its_headings() {
        for (line, form) in [
            (
                "绩效自评表 项目名称 甲项目 绩效指标 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 产出指标 数量指标 培训人数 ≥50人 50 8 8",
                true,
            ),
            (
                "一级指标 三级指标 指标值 产出指标(50分) 培训人数 50人",
                true,
            ),
            // A line of headings has its rows below.
            (
                "一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分",
                false,
            ),
            ("产出指标 数量指标 培训人数 ≥50人 50 8 8", false),
            // Sentences speak of them.
            (
                "本项目一级指标、二级指标和三级指标均已完成,产出指标 完成50人。",
                false,
            ),
            ("项目支出绩效自评情况: 一级指标 3个", false),
        ] {
            let text = Text::new(format!("某项目\n{line}\n"));
            let found = flattened(&text, WORDS, &[]);
            assert_eq!(found == [1], form, "{line}");
            let taken = flattened(&text, WORDS, std::slice::from_ref(&(0..2)));
            assert!(taken.is_empty(), "{line}");
        }
    }
}
