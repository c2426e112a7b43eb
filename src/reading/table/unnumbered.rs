//! Rows that lost their number: 序号 is merged over several, and the source left out the cells under it.
//!
//! Such a row stands a column too far left, and its amount under a head that it has nothing to do with. The rows that
//! have their number tell what each column holds: where the row fits them a column to the right and does not fit where
//! it stands, it is moved there. Where it fits neither way, its amounts are no evidence.

use super::header::{Header, Rows};
use crate::layout::table::Cell;
use crate::layout::table::value::{Content, content};
use crate::lexicon::columns::{self, Role};
use crate::record::{Layout, SmolStr};
use crate::text::Cut;

/// So many rows with a number tell what the columns hold.
const FEWEST: usize = 2;

/// Whether a layout may lose empty cells before others.
pub(super) fn may_lose(layout: Layout) -> bool {
    matches!(layout, Layout::Pipe | Layout::Tab | Layout::CellPerLine)
}

/// What the cells of a column hold in the rows that have their number.
#[derive(Debug, Clone, Copy, Default)]
struct Held {
    numbers: bool,
    words: bool,
}

impl Held {
    fn take(&mut self, cell: &str) {
        match content(cell) {
            Content::Empty => {}
            Content::Number(_) => self.numbers = true,
            Content::Words => self.words = true,
        }
    }

    fn admits(self, cell: &str) -> bool {
        match content(cell) {
            Content::Empty => true,
            Content::Number(_) => self.numbers,
            Content::Words => self.words,
        }
    }
}

/// Puts the rows without their number into their columns, and marks the amounts of those that fit nowhere as doubtful;
/// says whether a row was moved. `cells` are those of `rows`.
pub(super) fn mend(header: &Header, rows: &mut Rows, cells: &mut [Vec<Cell>]) -> bool {
    let mut heads = header.paths.first().into_iter().flatten();
    let numbered = heads.any(|head| columns::role(head) == Some(Role::RowNumber));
    let body = rows.behind(header.rows);
    let own = || body.iter().filter(|row| has_number(row));
    if !numbered || own().count() < FEWEST {
        return false;
    }
    let mut held = vec![Held::default(); header.paths.len()];
    for row in own() {
        for (held, cell) in held.iter_mut().zip(row) {
            held.take(cell);
        }
    }
    let mut moved = false;
    let rows = rows.iter_mut().zip(cells).skip(header.rows);
    for (row, cells) in rows.filter(|(row, _)| lacks_number(row)) {
        let numbers_fit = |(held, cell): (&Held, &SmolStr)| !is_number(cell) || held.numbers;
        if held.iter().zip(&*row).all(numbers_fit) {
            continue;
        }
        let fits = |(held, cell): (&Held, &SmolStr)| held.admits(cell);
        if is_name(row) && held.iter().skip(1).zip(&*row).all(fits) {
            row.rotate_right(1);
            cells.rotate_right(1);
            moved = true;
        } else {
            for cell in cells {
                cell.doubtful |= is_number(&cell.text);
            }
        }
    }
    moved
}

fn is_number(cell: &str) -> bool {
    matches!(content(cell), Content::Number(_))
}

fn has_number(row: &[SmolStr]) -> bool {
    let bare =
        |cell: &SmolStr| matches!(content(cell), Content::Number(number) if number.is_bare());
    row.first().is_some_and(bare)
}

/// Whether words stand where the number of a row should, a cell is lost, and there is a number further on.
fn lacks_number(row: &[SmolStr]) -> bool {
    let [first, rest @ ..] = row else {
        return false;
    };
    let short = rest.last().is_some_and(SmolStr::is_empty);
    short && content(first) == Content::Words && rest.iter().any(|cell| is_number(cell))
}

/// Whether a row begins with a name: 一 numbers it, and the words of a total stand where others have their number.
fn is_name(row: &[SmolStr]) -> bool {
    let name = |cell: &SmolStr| cell.chars().count() > 1 && !columns::is_total(cell);
    row.first().is_some_and(name)
}

#[cfg(test)]
mod tests {
    use super::super::header;
    use super::*;

    /// The rows below the head as they are put, `?` before an amount that may stand elsewhere.
    fn mended(rows: &[&str]) -> Vec<String> {
        let cells = |row: &&str| row.split('|').map(|cell| cell.trim().into()).collect();
        let mut rows: Rows = rows.iter().map(cells).collect();
        let header = header::read(&mut rows, Some(1));
        let cell = |text: &SmolStr| Cell {
            text: text.clone(),
            ..Cell::default()
        };
        let mut cells: Vec<Vec<Cell>> = rows
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect();
        mend(&header, &mut rows, &mut cells);
        let shown = |cell: &Cell| match cell.doubtful {
            true => format!("?{}", cell.text),
            false => cell.text.to_string(),
        };
        let row = |row: &Vec<Cell>| row.iter().map(shown).collect::<Vec<_>>().join("|");
        cells.iter().skip(1).map(row).collect()
    }

    const HEAD: &str = "序号|项目名称|资金来源|金额|备注";

    #[test]
    fn rows_without_their_number_are_put_under_their_heads() {
        for (what, row, put) in [
            ("a number lost", "桥梁|县级|7|", "|桥梁|县级|7|"),
            ("the others agree", "3|桥梁|县级|7|", "3|桥梁|县级|7|"),
            ("a group's number", "二|道路|县级|7|", "二|道路|县级|7|"),
            ("a group", "二|县级|7||", "二|县级|?7||"),
            ("a total over all names", "合计|||7|", "合计|||7|"),
            ("a total of no columns", "合计|7|||", "合计|?7|||"),
            ("two cells lost", "县级|7|||", "县级|?7|||"),
            ("no amount", "桥梁|县级|||", "桥梁|县级|||"),
        ] {
            let rows = [HEAD, "1|学校|省级|5.5|", "2|渠道|市级|6|续建", row];
            let shown = mended(&rows);
            let last = shown.last().map(String::as_str).unwrap_or_default();
            let padded = |row: &str| {
                format!(
                    "{row}{}",
                    "|".repeat(4usize.saturating_sub(row.matches('|').count()))
                )
            };
            assert_eq!(last, padded(put), "{what}");
        }
    }

    #[test]
    fn a_head_that_numbers_nothing_moves_no_row() {
        let rows = [
            "类别|项目名称|资金来源|金额|备注",
            "1|学校|省级|5|",
            "2|渠道|市级|6|",
            "桥梁|县级|7||",
        ];
        assert_eq!(
            mended(&rows).last().map(String::as_str),
            Some("桥梁|县级|7||")
        );
        // One row with its number is no evidence.
        let rows = [HEAD, "1|学校|省级|5|", "桥梁|县级|7||"];
        assert_eq!(
            mended(&rows).last().map(String::as_str),
            Some("桥梁|县级|7||")
        );
    }
}
