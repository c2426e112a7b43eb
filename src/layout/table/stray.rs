//! Amounts that stand alone on their lines and are of no table that was found.
//!
//! Running text has no such lines: they are what is left of a table that no layout could read, or of its end. They
//! are no facts, but they are told.

use std::ops::Range;

use super::Grid;
use super::value::{CellNumber, Content, content};
use crate::text::{Text, is_han};

/// Amounts that stand so many lines apart are of one table.
const NEAR: usize = 12;
/// No label is longer.
const LONGEST_LABEL: usize = 30;
/// Fewer amounts than this may be anything.
const FEWEST: usize = 2;
/// No amount without a point has more digits; a telephone number may.
const LONGEST: usize = 10;

/// The stretches of lines with amounts alone that are of no grid: the first line (from 1) of each and how many
/// amounts it has. What `is_read` knows as read is none of them.
pub fn stray(
    text: &Text,
    grids: &[Grid],
    is_read: impl Fn(Range<usize>) -> bool,
) -> Vec<(usize, usize)> {
    alone(text, grids, is_read)
        .chunk_by(|one, next| next.line - one.line <= NEAR)
        .filter(|stretch| stretch.iter().filter(|amount| amount.sure).count() >= FEWEST)
        .filter_map(|stretch| Some((stretch.first()?.line + 1, stretch.len())))
        .collect()
}

/// A number that is all of a line.
struct Alone {
    line: usize,
    /// Whether it is surely an amount.
    sure: bool,
}

/// The numbers alone on lines that are of no grid.
fn alone(text: &Text, grids: &[Grid], is_read: impl Fn(Range<usize>) -> bool) -> Vec<Alone> {
    let mut found = Vec::new();
    let mut grids = grids.iter().peekable();
    // The line behind the last table, or behind the last amount that may be left of it.
    let mut behind = None;
    for line in 0..text.line_count() {
        while let Some(grid) = grids.next_if(|grid| grid.lines.end <= line) {
            behind = Some(grid.lines.end);
        }
        if grids.peek().is_some_and(|grid| grid.lines.contains(&line)) {
            continue;
        }
        let Some(sure) = amount(text.line(line)).filter(|_| !is_read(text.line_range(line))) else {
            continue;
        };
        let left = behind.is_some_and(|end| line - end <= NEAR) && is_labelled(text, line);
        if left {
            behind = Some(line);
        }
        let sure = sure || left;
        found.push(Alone { line, sure });
    }
    found
}

/// Whether a label stands above a line, as it does in a row.
fn is_labelled(text: &Text, line: usize) -> bool {
    let mut above = (line.saturating_sub(NEAR)..line)
        .rev()
        .map(|line| text.line(line).trim());
    above.find(|line| !line.is_empty()).is_some_and(|label| {
        label.starts_with(is_han)
            && !label.contains(['。', '：', ':', '；'])
            && label.chars().nth(LONGEST_LABEL).is_none()
    })
}

/// Whether the number that is all of a line is surely an amount; `None` where there is no number or a year.
fn amount(line: &str) -> Option<bool> {
    let bare = line.trim_matches(|c: char| c == '|' || c.is_whitespace());
    // Most lines begin with a word.
    if !bare.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '('))
        || !bare.ends_with(|c: char| c.is_ascii_digit() || c == ')')
    {
        return None;
    }
    match content(bare) {
        Content::Number(number) if number.unit.is_none() && !number.is_year() => {
            Some(is_amount(number, bare))
        }
        _ => None,
    }
}

/// The numbers of pages and rows are short, those of telephones and days have eight digits or more.
fn is_amount(number: CellNumber, printed: &str) -> bool {
    let day = printed.len() == 8 && printed.starts_with(['1', '2']);
    let count = (4..=LONGEST).contains(&printed.len()) && !day && !printed.starts_with('0');
    !number.is_bare() || count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::Folded;
    use crate::layout::table::find;
    use crate::reading::performance::WORDS;

    fn found(source: &str) -> Vec<(usize, usize)> {
        let text = Text::new(source.to_owned());
        let grids = find(&text, &Folded::new(&text), WORDS, &[]);
        stray(&text, &grids, |_| false)
    }

    #[test]
    fn amounts_of_no_table_are_told() {
        for (what, source, told) in [
            (
                "what is left of a table",
                "第一段。\n某甲\n12.50\n某乙\n7.5\n第二段。\n",
                vec![(3, 2)],
            ),
            (
                "two such, far from each other",
                &format!("1,200\n3,400\n{}5600\n7800\n", "正文。\n".repeat(20)),
                vec![(1, 2), (23, 2)],
            ),
            ("the numbers of pages", "目录\n1\n2\n13\n", vec![]),
            ("years", "2021\n2022\n2023\n", vec![]),
            (
                "telephones and days",
                "13800000000\n20230105\n20230106\n",
                vec![],
            ),
            ("one number", "第一段。\n12.50\n第二段。\n", vec![]),
            (
                "the end of a table that was lost",
                "支出决算表\n单位：万元\n项目\n金额\n基本支出\n12.50\n项目支出\n7.50\n合计\n20.00\n\n\n某项\n170\n另一项\n80\n",
                vec![(14, 2)],
            ),
            (
                "the numbers of pages behind a table",
                "支出决算表\n单位：万元\n项目\n金额\n基本支出\n12.50\n项目支出\n7.50\n合计\n20.00\n\n\n12\n本表反映支出情况。\n13\n",
                vec![],
            ),
            (
                "amounts of a table",
                "支出决算表\n单位：万元\n项目\n金额\n基本支出\n12.50\n项目支出\n7.50\n合计\n20.00\n",
                vec![],
            ),
        ] {
            assert_eq!(found(source), told, "{what}");
        }
    }
}
