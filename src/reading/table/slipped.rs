//! The money of a performance table whose rows lost a cell: its percentages stand under heads of amounts.
//!
//! 预算数 | 执行数 | 执行率 over 712.6 | 100%: nobody can say which of the two the amount is. What stands in such a row is
//! no evidence.

use crate::fold::Folded;
use crate::layout::table::Cell;
use crate::layout::table::value::{Content, content};
use crate::lexicon::performance::{Head, heads_rows, sense};
use crate::text::Cut;

/// Marks the numbers of such rows as doubtful. `rows` are those of a performance table.
pub(super) fn mark(rows: &mut [Vec<Cell>]) {
    // The columns of the money, each with whether it is of amounts.
    let mut money: Vec<(usize, bool)> = Vec::new();
    for row in rows {
        if let Some(heads) = heads(row) {
            money = heads;
            continue;
        }
        if money.is_empty() {
            continue;
        }
        if row.iter().any(|cell| is_column(&cell.text)) {
            money.clear();
        }
        let numbers = || row.iter().enumerate().filter(|(_, cell)| is_number(cell));
        let placed = numbers().all(|(at, _)| money.iter().any(|(column, _)| *column == at));
        let slipped = numbers().enumerate().any(|(index, (at, cell))| {
            let over = match placed {
                true => money.iter().find(|(column, _)| *column == at),
                false => money.get(index),
            };
            cell.text.ends_with(['%', '％']) && over.is_some_and(|(_, of_amounts)| *of_amounts)
        });
        for cell in row.iter_mut().filter(|cell| slipped && is_number(cell)) {
            cell.doubtful = true;
        }
    }
}

/// The columns that a row of heads gives the money, from the first amount on; none if it is no such row.
fn heads(row: &[Cell]) -> Option<Vec<(usize, bool)>> {
    if row.iter().any(is_number) {
        return None;
    }
    let along = |head: &Head| matches!(head, Head::Budget | Head::Initial | Head::Executed);
    let printed = row.iter().enumerate();
    let printed = printed.filter(|(_, cell)| !cell.is_empty() && !cell.merged);
    let (columns, heads): (Vec<usize>, Vec<Option<Head>>) = printed
        .map(|(at, cell)| (at, sense(&Folded::folded(&cell.text)).head.filter(along)))
        .unzip();
    let first = heads.iter().position(Option::is_some)?;
    let first = first + usize::from(heads_rows(heads.behind(first)));
    let several = heads.iter().flatten().count() > 1;
    let columns = columns.into_iter().zip(heads).skip(first);
    several.then(|| columns.map(|(at, head)| (at, head.is_some())).collect())
}

/// Whether a cell heads a column of indicators, which have percentages of their own.
fn is_column(text: &str) -> bool {
    sense(&Folded::folded(text)).column.is_some()
}

fn is_number(cell: &Cell) -> bool {
    matches!(content(&cell.text), Content::Number(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of a table that are in doubt.
    fn doubtful(rows: &[&str]) -> Vec<String> {
        let cell = |text: &str| Cell {
            text: text.trim().into(),
            ..Cell::default()
        };
        let mut rows: Vec<Vec<Cell>> = rows
            .iter()
            .map(|row| row.split('|').map(cell).collect())
            .collect();
        mark(&mut rows);
        let cells = rows.into_iter().flatten().filter(|cell| cell.doubtful);
        cells.map(|cell| cell.text.to_string()).collect()
    }

    #[test]
    fn a_percentage_under_an_amount_leaves_its_row_in_doubt() {
        let head = "预算执行情况|预算数(A)|执行数(B)|执行率(B/A)|得分";
        assert_eq!(
            doubtful(&[head, "支出总额|712.6|100%|20|"]),
            ["712.6", "100%", "20"]
        );
        let whole = [head, "支出总额|712.6|712.6|100%|20"];
        assert!(doubtful(&whole).is_empty());
        // The label of the heads takes up a column that the rows below it do not have.
        let pushed = [
            "项目资金||预算数|执行数|分值|执行率",
            "资金总额|180|146.7|100|81.5%|",
        ];
        assert!(doubtful(&pushed).is_empty());
        // The first head is that of the names of the rows.
        let cornered = [
            "预算执行情况|年度预算数(万元)|年初预算|调整后预算数|预算执行数|预算执行率",
            "总额|477.86|503.78|503.78|100.00%|",
        ];
        assert!(doubtful(&cornered).is_empty());
        // Indicators have percentages.
        let indicators = [
            head,
            "指标|三级指标|指标值|实际完成值",
            "产出|办结率|95%|100%",
        ];
        assert!(doubtful(&indicators).is_empty());
    }
}
