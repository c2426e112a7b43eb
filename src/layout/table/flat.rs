//! Forms that lost their lines: all cells follow each other on one, a space between them.
//!
//! Where a cell ends and which stand in one row nothing tells any more: empty cells are lost, and cells hold spaces of
//! their own. The headings of the rows, one behind another, prove that it was a form, and a group of rows with its values
//! behind them that it is all of it. Nothing is to be read of such a line as of running text.

use std::ops::Range;

use super::form::{Column, Words, are_of_rows};
use crate::text::{Cut, Text};

/// So many headings stand beside each other above the rows of a form, at least.
const LEAST_HEADINGS: usize = 3;

/// The lines (from 0) that are forms, of those that no table takes up.
pub fn flattened(text: &Text, words: Words, taken: &[Range<usize>]) -> Vec<usize> {
    let mut tables = taken.iter().peekable();
    let free = |line: &usize| {
        while tables.next_if(|table| table.end <= *line).is_some() {}
        tables.peek().is_none_or(|table| !table.contains(line))
    };
    let lines = (0..text.line_count()).filter(free);
    lines
        .filter(|line| is_form(text.line(*line), words))
        .collect()
}

fn is_form(line: &str, words: Words) -> bool {
    if !line.contains(words.in_headings) {
        return false;
    }
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
