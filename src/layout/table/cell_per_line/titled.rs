//! Where the tables of a run of cells begin: at their titles.
//!
//! A title, its number and the unit are cells merged over the width of a table, which leave empty cells behind them.
//! Those are no cells of the table; a remark ends the table above it.

use super::barred::{Item, Kind};
use super::{bounds::is_frame, is_title};
use crate::fold::Folded;
use crate::grammar::heading::is_numeral;
use crate::lexicon::lists::{Class as List, list};
use crate::text::{Cut, Text};

/// Parts a run at the titles of its tables.
pub(super) fn pieces(text: &Text, items: Vec<Item>) -> Vec<Vec<Item>> {
    let items = without_fillers(text, items);
    let marks: Vec<Mark> = items.iter().map(|(item, _)| Mark::of(text, item)).collect();
    let framed: Vec<bool> = items.iter().map(|(item, _)| is_frame(text, item)).collect();
    let mut pieces: Vec<Vec<Item>> = Vec::new();
    let mut titled = false;
    let mut noted = false;
    for (at, (item, opens)) in items.into_iter().enumerate() {
        let mark = marks.get(at).copied().unwrap_or(Mark::Cell);
        let framed = framed.get(at + 1) == Some(&true);
        let title = mark == Mark::Title && (item.apart || at == 0 || framed);
        let begins = opens || mark == Mark::Note || noted && mark != Mark::Note;
        match pieces.last_mut() {
            Some(piece) if !begins && (!title || titled) => piece.push(item),
            _ => pieces.push(vec![item]),
        }
        titled = title || opens;
        noted = mark == Mark::Note;
    }
    pieces
}

/// What an item is, as far as the beginning and the end of a table go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Empty,
    /// `表1-2`.
    Number,
    Title,
    /// The unit, the year.
    Frame,
    /// `注:…`.
    Note,
    Cell,
}

impl Mark {
    fn of(text: &Text, item: &Item) -> Self {
        if item.kind == Kind::Empty {
            return Self::Empty;
        }
        let printed = item.raw.text(text);
        let folded = Folded::fold(printed);
        if is_form_number(&folded) {
            Self::Number
        } else if is_title(printed) {
            Self::Title
        } else if is_frame(text, item) {
            Self::Frame
        } else if list(List::Note)
            .strip_prefix(&folded)
            .is_some_and(is_remark)
        {
            Self::Note
        } else {
            Self::Cell
        }
    }
}

/// Whether what stands behind 注 is a remark on the table above: a cell of a row, as a head is, has none.
fn is_remark(rest: &str) -> bool {
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let told = rest.strip_prefix(':');
    told.is_some_and(|told| !told.trim().is_empty())
}

/// Whether a folded cell is the number of a form: `表1-2`, `附表3`, `附件6`, `公开01表`.
pub(super) fn is_form_number(folded: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit() || is_numeral(c) || c == '-';
    let numbers = |rest: &str| !rest.is_empty() && rest.chars().all(digit);
    let bare = list(List::FormSeries).strip_prefix(folded);
    bare.into_iter().chain([folded]).any(|rest| {
        let behind = list(List::FormWord).strip_prefix(rest);
        behind.is_some_and(numbers) || rest.strip_suffix('表').is_some_and(numbers)
    })
}

/// The items without the empty cells of merged titles, and whether a table begins with each.
fn without_fillers(text: &Text, items: Vec<Item>) -> Vec<(Item, bool)> {
    let marks: Vec<Mark> = items.iter().map(|item| Mark::of(text, item)).collect();
    let mut kept: Vec<bool> = vec![true; items.len()];
    let mut opens: Vec<bool> = vec![false; items.len()];
    let mut at = 0;
    let runs = marks.chunk_by(|one, next| is_around(*one) && is_around(*next));
    for run in runs {
        if let Some(opening) = Opening::of(run) {
            if let Some(first) = opens.get_mut(at + opening.first) {
                *first = true;
            }
            let range = at + opening.first..at + opening.end;
            let fillers = kept.get_mut(range.clone()).unwrap_or_default();
            for (kept, mark) in fillers.iter_mut().zip(marks.within(range)) {
                *kept = *mark != Mark::Empty;
            }
        }
        at += run.len();
    }
    let items = items.into_iter().zip(opens).zip(kept);
    items
        .filter_map(|(item, kept)| kept.then_some(item))
        .collect()
}

/// Whether it may stand between two tables.
fn is_around(mark: Mark) -> bool {
    matches!(mark, Mark::Empty | Mark::Number | Mark::Title | Mark::Frame)
}

/// The cells of a run above the heads of a table.
struct Opening {
    first: usize,
    end: usize,
}

impl Opening {
    /// The opening that a run of cells is which may stand between two tables: the number or the title of one, the unit,
    /// and empty cells behind each of them. Those before it are of the table above.
    fn of(run: &[Mark]) -> Option<Self> {
        let first = run.iter().position(|mark| *mark != Mark::Empty)?;
        let title = run.iter().position(|mark| *mark == Mark::Title)?;
        let last = run.iter().rposition(|mark| *mark != Mark::Empty)?;
        let empty = |marks: &[Mark]| {
            marks
                .iter()
                .take_while(|mark| **mark == Mark::Empty)
                .count()
        };
        let behind_title = empty(run.behind(title + 1));
        let framed = run.get(last) == Some(&Mark::Frame) && last > title;
        if !framed || behind_title == 0 || run.get(first) == Some(&Mark::Frame) {
            return None;
        }
        // The unit may stand in the last of its cells or in the first.
        let behind_last = empty(run.behind(last + 1));
        let fillers = if behind_last == behind_title {
            behind_last
        } else {
            0
        };
        Some(Self {
            first,
            end: last + 1 + fillers,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn titles_are_no_cells_of_the_table_below() {
        let first = "表1-1 |\n|\n|\n某县甲类余额情况表 |\n|\n|\n单位:亿元 |\n项目 |\n预算数 |\n执行数 |\n上年末余额 |\n|\n2.50 |\n本年限额 |\n3.00 |\n|\n本年发行额 |\n|\n0.50 |\n";
        let second = "表1-2 |\n|\n|\n某县乙类余额情况表 |\n|\n|\n单位:亿元 |\n项目 |\n预算数 |\n执行数 |\n上年末余额 |\n|\n7.50 |\n本年限额 |\n9.00 |\n|\n本年还本额 |\n|\n1.50 |\n";
        let [one, two] = [
            "表1-1|| 某县甲类余额情况表|| 单位:亿元|| 项目|预算数|执行数 上年末余额||2.50 本年限额|3.00| 本年发行额||0.50",
            "表1-2|| 某县乙类余额情况表|| 单位:亿元|| 项目|预算数|执行数 上年末余额||7.50 本年限额|9.00| 本年还本额||1.50",
        ]
        .map(|table| table.replace("|| ", "| "));
        let notes = "注:1.本表为执行数。 |\n2.本表为本级数。 |\n";
        assert_eq!(shown(&format!("{first}{second}")), [&*one, &*two]);
        assert_eq!(shown(&format!("{first}{notes}{second}")), [&*one, &*two]);
    }

    #[test]
    fn cells_that_are_no_titles_begin_no_table() {
        for (what, source, tables) in [
            (
                "a head of remarks",
                "项目 |\n预算数 |\n备注 |\n甲项 |\n1.5 |\n|\n乙项 |\n2.5 |\n备注1 |\n丙项 |\n3.5 |\n|\n",
                vec!["项目|预算数|备注 甲项|1.5| 乙项|2.5|备注1 丙项|3.5|"],
            ),
            (
                "a row that is named so",
                "项目 |\n预算数 |\n决算数 |\n印制报表 |\n|\n2.5 |\n表1-2 |\n3.0 |\n|\n丙项 |\n3.5 |\n1.5 |\n",
                vec!["项目|预算数|决算数 印制报表||2.5 表1-2|3.0| 丙项|3.5|1.5"],
            ),
        ] {
            assert_eq!(shown(source), tables, "{what}");
        }
    }
}
