//! Rows that only a row number is left of.
//!
//! A form counts its rows (行次), those of its second half from where the first ends. A row without a label leaves its
//! number alone among the cells, where it looks like the amount of the row before. The numbers of the rows with labels
//! tell which are missing.

use std::collections::HashSet;

use super::Token;
use crate::lexicon::columns::{self, Role};
use crate::text::{Cut, pairs};

/// So many rows with labels show that their numbers count them.
const LEAST: usize = 3;

/// The cells with the row numbers marked, and with an empty label before each that stands alone.
pub(super) fn with_row_numbers(mut tokens: Vec<Token>) -> Vec<Token> {
    let mut alone = HashSet::new();
    let series = series(&tokens);
    let last = series.iter().flatten().map(|(at, _)| *at).max();
    for numbers in series {
        let mut lost = missing(&tokens, &numbers);
        lost.extend(last.and_then(|last| missing_behind(&tokens, &numbers, last)));
        for at in numbers.iter().map(|(at, _)| at).chain(&lost) {
            if let Some(token) = tokens.get_mut(*at) {
                token.counts_row = true;
            }
        }
        alone.extend(lost);
    }
    let mut whole = Vec::with_capacity(tokens.len() + alone.len());
    for (at, token) in tokens.into_iter().enumerate() {
        if alone.contains(&at) {
            // The empty label is what parts it from the cell before.
            let token = Token {
                apart: false,
                ..token
            };
            whole.push(token.empty_before());
            whole.push(token);
        } else {
            whole.push(token);
        }
    }
    whole
}

/// The numbers of rows with labels, with their places: those of each half of a table that has a head for them. None
/// where they do not rise.
fn series(tokens: &[Token]) -> Vec<Vec<(usize, u32)>> {
    let first = tokens.iter().position(Token::is_number).unwrap_or(0);
    let of_labels = |head: &Token| columns::role(&head.text) == Some(Role::Label);
    let heads = pairs(tokens.before(first));
    let halves = heads.filter(|(label, number)| of_labels(label) && counts_rows(number));
    let numbers = match halves.count() {
        1 => vec![labelled(tokens)],
        2 => by_half(labelled(tokens)).into(),
        _ => Vec::new(),
    };
    let rises = |numbers: &Vec<(usize, u32)>| {
        let mut steps = pairs(numbers);
        numbers.len() >= LEAST && steps.all(|((_, one), (_, next))| one < next)
    };
    match numbers.iter().all(rises) {
        true => numbers,
        false => Vec::new(),
    }
}

/// Whether a cell is a head over row numbers, or before those of columns (栏次).
fn counts_rows(token: &Token) -> bool {
    columns::role(&token.text) == Some(Role::RowNumber)
}

/// The whole numbers behind labels of rows, with their places.
fn labelled(tokens: &[Token]) -> Vec<(usize, u32)> {
    let cells = pairs(tokens).enumerate();
    let behind_labels = cells.filter(|(_, (label, _))| label.may_be_label() && !counts_rows(label));
    behind_labels
        .filter_map(|(at, (_, number))| Some((at + 1, number.bare()?)))
        .collect()
}

/// The row numbers of the two halves: those of the second are no less than its first, which stands behind that of the
/// first half.
fn by_half(numbers: Vec<(usize, u32)>) -> [Vec<(usize, u32)>; 2] {
    let start = numbers.get(1).map_or(u32::MAX, |(_, number)| *number);
    let (two, one) = numbers
        .into_iter()
        .partition(|(_, number)| *number >= start);
    [one, two]
}

/// The places of the numbers that are missing between those of the rows with labels, where all that are stand there.
fn missing(tokens: &[Token], labelled: &[(usize, u32)]) -> Vec<usize> {
    let between = pairs(labelled).map(|((from, last), (to, next))| {
        let cells = tokens.within(from + 1..*to).iter().zip(from + 1..);
        let mut wanted = last + 1..*next;
        let mut found = Vec::new();
        for (token, at) in cells {
            let mut rest = wanted.clone();
            if rest.next().is_some_and(|next| token.bare() == Some(next)) {
                found.push(at);
                wanted = rest;
            }
        }
        if wanted.is_empty() { found } else { Vec::new() }
    });
    between.flatten().collect()
}

/// The place of the number that comes after the last of a half, where it stands behind that of the other half's last
/// row, at `last`.
fn missing_behind(tokens: &[Token], numbers: &[(usize, u32)], last: usize) -> Option<usize> {
    let (_, number) = numbers.last().filter(|(at, _)| *at < last)?;
    let behind = tokens.iter().enumerate().skip(last + 1);
    let mut cells = behind.filter(|(_, token)| token.is_number());
    // The last row of the other half may have its amount.
    let wanted = cells.by_ref().take(2);
    let mut found = wanted.filter(|(_, token)| token.bare() == Some(number + 1));
    found.next().map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;
    use crate::text::Text;

    /// The cells of a text in a line, an empty one as `_`.
    fn shown(source: &str) -> String {
        let text = Text::new(source.replace(' ', "\n"));
        let lines = 0..text.line_count();
        let cells = lines.map(|line| Token::of(&text, text.line_range(line), line));
        let whole = with_row_numbers(cells.collect());
        let cells = whole.iter().map(|token| match token.kind {
            Kind::Empty => "_",
            _ => token.text.as_str(),
        });
        cells.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_row_number_alone_has_an_empty_label() {
        let head = "项目 行次 决算数 项目 行次 决算数";
        for (cells, expected) in [
            (
                "甲 1 5.0 戊 5 3.0 …… 2 …… 6 3 7 合计 4 5.0 合计 8 3.0",
                "甲 1 5.0 戊 5 3.0 …… 2 …… 6 _ 3 _ 7 合计 4 5.0 合计 8 3.0",
            ),
            (
                "甲 1 5.0 戊 5 3.0 乙 2 己 6 丙 3 庚 7 4",
                "甲 1 5.0 戊 5 3.0 乙 2 己 6 丙 3 庚 7 _ 4",
            ),
            // The last amount is that of its row.
            (
                "甲 1 5.0 戊 5 3.0 乙 2 己 6 丙 3 庚 7 8",
                "甲 1 5.0 戊 5 3.0 乙 2 己 6 丙 3 庚 7 8",
            ),
            // The amount of a row is the number of the one below.
            (
                "甲 1 2 丁 4 5 乙 2 3 戊 5 6 丙 3 己 6",
                "甲 1 2 丁 4 5 乙 2 3 戊 5 6 丙 3 己 6",
            ),
            // No row has this number.
            (
                "甲 1 5.0 戊 5 3.0 丙 3 5.0 己 7 3.0 丁 4 5.0 庚 8 3.0",
                "甲 1 5.0 戊 5 3.0 丙 3 5.0 己 7 3.0 丁 4 5.0 庚 8 3.0",
            ),
        ] {
            assert_eq!(
                shown(&format!("{head} {cells}")),
                format!("{head} {expected}")
            );
        }
        let one = "项目 行次 金额 甲 1 5.0 2 丙 3 5.0 合计 4 10.0";
        assert_eq!(
            shown(one),
            "项目 行次 金额 甲 1 5.0 _ 2 丙 3 5.0 合计 4 10.0"
        );
        for none in [
            "项目 预算数 决算数 甲 1 5.0 2 合计 3 5.0",
            // The number of a row stands before its label.
            "序号 项目 数量 1 甲 1 2 乙 3 3 丙 5",
        ] {
            assert_eq!(shown(none), none);
        }
    }
}
