//! Amounts that do not add up under the heads over them, and do under others.
//!
//! A row with blanks has fewer amounts than the table has columns, and where numbers and heads are set
//! differently an amount may stand as near to one head as to the next. Where the heads promise a sum that the
//! amounts do not keep, they are put where they keep it, as evenly beside their heads as may be; what can be
//! put so in no way, or in two that are as good, is in doubt. So is what stands between two columns, and what shares a
//! head with its neighbour.

use rust_decimal::Decimal;

use super::columns::{Band, Column, is_stray};
use super::rows::Row;
use super::{Cell, HeadCell};
use crate::allowance::tick;
use crate::layout::table::totals::{Identity, Path, identities};
use crate::layout::table::value::{CellNumber, Content, content};
use crate::lexicon::heads;
use crate::text::pairs;

/// More ways than this are not looked through.
const WAYS: usize = 4000;
/// Nor more than this in a table: one of a hundred thousand rows is no reason to look for hours.
const WAYS_OF_A_TABLE: usize = 400_000;
/// A way that is worse by no more, in half columns, is as good.
const MARGIN: usize = 4;

/// Puts the amounts of rows with blanks where they add up. `bands` are where amounts stand, `head` are the rows of the head, `rows` the pieces
/// of the rows of cells.
pub fn settle(
    bands: &[Band],
    columns: &[Column],
    head: &[Vec<HeadCell>],
    texts: &[Vec<String>],
    rows: &[Row],
    body: &mut [Vec<Cell>],
) {
    doubt_strays(bands, columns, rows, body);
    let halves = columns.last().map_or(0, |column| column.half);
    for half in 0..=halves {
        let of_half = columns.iter().enumerate();
        let own = of_half.filter(|(_, column)| column.half == half && column.role.is_amount());
        let own: Vec<usize> = own.map(|(at, _)| at).collect();
        let paths: Vec<Path> = own
            .iter()
            .map(|column| path(head, texts, *column))
            .collect();
        doubt_shared(&own, &paths, body);
        // A column without a head is none that an amount may be meant for.
        let headed = own.iter().copied().zip(paths);
        let (slots, paths): (Vec<usize>, Vec<Path>) =
            headed.filter(|(_, path)| !path.is_empty()).unzip();
        let half = Half {
            columns,
            own,
            slots,
            identities: identities(&paths),
        };
        if !is_clean(&paths) || half.own.len() != half.slots.len() {
            continue;
        }
        half.settle(&paths, rows, body);
        for (column, path) in half.slots.iter().zip(&paths) {
            if is_misplaced(path, &paths) {
                body.iter_mut().for_each(|cells| doubt(&[*column], cells));
            }
        }
    }
}

/// Puts the amounts of a row in doubt of which one stands between two columns.
fn doubt_strays(bands: &[Band], columns: &[Column], rows: &[Row], body: &mut [Vec<Cell>]) {
    let amounts = columns.iter().enumerate();
    let amounts = amounts.filter(|(_, column)| column.role.is_amount());
    let own: Vec<usize> = amounts.clone().map(|(at, _)| at).collect();
    for (row, cells) in rows.iter().zip(body) {
        let mut pieces = amounts
            .clone()
            .filter_map(|(_, column)| row.get(column.body?));
        if pieces.any(|pieces| pieces.iter().any(|token| is_stray(bands, token))) {
            doubt(&own, cells);
        }
    }
}

/// Puts the cells of a row in doubt that stand in some columns.
fn doubt(columns: &[usize], cells: &mut [Cell]) {
    for column in columns {
        cell_mut(cells, *column).doubtful = true;
    }
}

#[expect(clippy::indexing_slicing, reason = "a row has a cell for every column")]
fn cell(cells: &[Cell], column: usize) -> &Cell {
    &cells[column]
}

#[expect(clippy::indexing_slicing, reason = "a row has a cell for every column")]
fn cell_mut(cells: &mut [Cell], column: usize) -> &mut Cell {
    &mut cells[column]
}

/// Puts columns in doubt of which one has no heads but those on its left, or some of them, where a row has an amount in
/// both: one of the two is meant for another head.
fn doubt_shared(columns: &[usize], paths: &[Path], body: &mut [Vec<Cell>]) {
    let all: Vec<(usize, &Path)> = columns.iter().copied().zip(paths).collect();
    let mut shared = all.chunk_by(|(_, one), (_, next)| one.starts_with(next));
    let both = shared.any(|shared| {
        let filled = |row: &Vec<Cell>| {
            let number = |at: usize| matches!(content(&cell(row, at).text), Content::Number(_));
            let filled = shared.iter().filter(|(column, _)| number(*column));
            filled.count() > 1
        };
        let headed = shared.iter().any(|(_, path)| !path.is_empty());
        headed && shared.len() > 1 && body.iter().any(filled)
    });
    if both {
        body.iter_mut().for_each(|cells| doubt(columns, cells));
    }
}

/// Whether every column has its own lowest head, so that the heads can be trusted to say what adds up.
fn is_clean(paths: &[Path]) -> bool {
    let heads = |path: &Path| -> Vec<usize> { path.iter().map(|(head, _)| *head).collect() };
    let paths: Vec<Vec<usize>> = paths.iter().map(heads).collect();
    !paths.iter().enumerate().any(|(at, path)| {
        let mut others = paths.iter().enumerate().filter(|(other, _)| *other != at);
        others.any(|(_, other)| other.starts_with(path))
    })
}

/// Whether a known head stands under one that it does not belong to while one that it does stands in the same head:
/// 公务用车运行费 under 公务接待费 beside 公务用车购置及运行费.
fn is_misplaced(path: &Path, all: &[Path]) -> bool {
    pairs(path).any(|((_, parent), (_, child))| {
        let [parent, child] = [parent, child].map(|text| heads::name(text));
        heads::is_printed(&parent)
            && heads::is_printed(&child)
            && !heads::opens_parts(&parent)
            && !heads::stands_under(&child, &parent)
            && all
                .iter()
                .flatten()
                .any(|(_, other)| heads::stands_under(&child, &heads::name(other)))
    })
}

/// The heads over a column; those that are copied from the left are one.
fn path<'t>(head: &[Vec<HeadCell>], texts: &'t [Vec<String>], column: usize) -> Path<'t> {
    let levels = head.iter().zip(texts).enumerate();
    levels
        .filter_map(|(level, (row, texts))| {
            let text = texts.get(column).filter(|text| !text.is_empty())?;
            let mut over = row.iter().take(column + 1);
            let first = over.rposition(|(_, merged)| !merged).unwrap_or(column);
            Some((level * row.len() + first, text.as_str()))
        })
        .collect()
}

/// An amount of a row: its column, where its middle stands, its number.
struct Amount {
    column: usize,
    middle: usize,
    number: Option<CellNumber>,
}

struct Half<'a> {
    columns: &'a [Column],
    /// The columns of amounts.
    own: Vec<usize>,
    /// Those of them that have heads.
    slots: Vec<usize>,
    identities: Vec<Identity>,
}

#[expect(
    clippy::indexing_slicing,
    reason = "slots are of columns, and identities of slots"
)]
impl Half<'_> {
    /// The column of a slot.
    fn slot(&self, slot: usize) -> usize {
        self.slots[slot]
    }

    /// Twice the middle of the column of a slot.
    fn middle(&self, slot: usize) -> usize {
        self.columns[self.slots[slot]].middle()
    }
}

impl Half<'_> {
    fn settle(&self, paths: &[Path], rows: &[Row], body: &mut [Vec<Cell>]) {
        if self.identities.is_empty() {
            return;
        }
        let amounts: Vec<Vec<Amount>> = rows
            .iter()
            .zip(body.iter())
            .map(|(row, cells)| self.amounts(row, cells))
            .collect();
        // With whether they are known to hold.
        let mut trusted: Vec<(&Identity, bool)> = self
            .identities
            .iter()
            .map(|identity| (identity, identity.is_known(paths)))
            .collect();
        trusted.retain(|(identity, known)| {
            let counts = amounts.iter().filter_map(|row| self.keeps(identity, row));
            let (right, wrong) = counts.fold((0, 0), |(right, wrong), holds| match holds {
                true => (right + 1, wrong),
                false => (right, wrong + 1),
            });
            *known || right > 1 && right > wrong * 4
        });
        if trusted.is_empty() {
            return;
        }
        let sure = trusted.iter().any(|(_, known)| *known);
        let mut left = WAYS_OF_A_TABLE;
        for (amounts, cells) in amounts.iter().zip(body) {
            let holds = trusted
                .iter()
                .all(|(identity, _)| self.keeps(identity, amounts) != Some(false));
            if amounts.is_empty() || amounts.len() >= self.slots.len() || holds {
                continue;
            }
            match self.best(amounts, &trusted, &mut left) {
                Some(Some(way)) => self.lay(amounts, &way, cells),
                Some(None) => doubt(&self.own, cells),
                None if sure => doubt(&self.own, cells),
                None => {}
            }
        }
    }

    /// The amounts of a row; a row of anything else has none.
    fn amounts(&self, row: &Row, cells: &[Cell]) -> Vec<Amount> {
        let cells = self
            .own
            .iter()
            .map(|column| (*column, cell(cells, *column)));
        let filled = cells.filter(|(_, cell)| !cell.is_empty());
        let amounts = filled.map(|(column, cell)| {
            let pieces = row.get(self.columns.get(column)?.body?)?;
            let number = match content(&cell.text) {
                Content::Number(number) => Some(number),
                Content::Empty => None,
                Content::Words => return None,
            };
            let (first, last) = (pieces.first()?, pieces.last()?);
            Some(Amount {
                column,
                middle: first.start + last.end,
                number,
            })
        });
        let amounts: Option<Vec<Amount>> = amounts.collect();
        let exact = |amounts: &Vec<Amount>| {
            amounts
                .iter()
                .any(|amount| amount.number.is_some_and(|number| number.decimals > 0))
        };
        amounts.filter(exact).unwrap_or_default()
    }

    /// Whether amounts where they stand keep a sum; `None` where there is nothing to sum up.
    fn keeps(&self, identity: &Identity, amounts: &[Amount]) -> Option<bool> {
        let of = |slot: usize| {
            amounts
                .iter()
                .find(|amount| amount.column == self.slot(slot))
        };
        (!amounts.is_empty()).then(|| holds(identity, of))
    }

    /// The way to lay amounts in order that keeps all trusted sums and has them as evenly beside their heads as
    /// may be; `None` where there is no way, and no way in it where two are as good.
    fn best(
        &self,
        amounts: &[Amount],
        trusted: &[(&Identity, bool)],
        left: &mut usize,
    ) -> Option<Option<Vec<usize>>> {
        let mut ways: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut begun: Vec<Vec<usize>> = vec![Vec::new()];
        let mut seen = 0;
        while let Some(way) = begun.pop() {
            tick();
            if way.len() == amounts.len() {
                seen += 1;
                let of = |slot: usize| {
                    let mut laid = way.iter().zip(amounts);
                    laid.find(|(at, _)| **at == slot).map(|(_, amount)| amount)
                };
                if trusted.iter().all(|(identity, _)| holds(identity, of)) {
                    ways.push((self.uneven(amounts, &way), way));
                }
                *left = left.saturating_sub(1);
                if seen > WAYS || *left == 0 {
                    return Some(None);
                }
                continue;
            }
            let first = way.last().map_or(0, |last| last + 1);
            let room = self.slots.len() - (amounts.len() - way.len());
            begun.extend((first..=room).map(|slot| [way.as_slice(), &[slot]].concat()));
        }
        ways.sort();
        let (least, _) = ways.first()?;
        let rivals = ways.iter().skip(1).any(|(cost, _)| *cost <= least + MARGIN);
        Some((!rivals).then(|| ways.swap_remove(0).1))
    }

    /// How unevenly amounts stand beside the heads of a way.
    fn uneven(&self, amounts: &[Amount], way: &[usize]) -> usize {
        let shift = |(amount, slot): (&Amount, &usize)| {
            amount.middle.cast_signed() - self.middle(*slot).cast_signed()
        };
        let mut shifts: Vec<isize> = amounts.iter().zip(way).map(shift).collect();
        shifts.sort_unstable();
        let middle = shifts.get(shifts.len() / 2).copied().unwrap_or(0);
        let off = shifts
            .iter()
            .map(|shift| 2 * shift.abs_diff(middle) + shift.unsigned_abs());
        off.sum()
    }

    /// Moves the amounts of a row to the columns of a way.
    fn lay(&self, amounts: &[Amount], way: &[usize], cells: &mut [Cell]) {
        let taken: Vec<Cell> = amounts
            .iter()
            .map(|amount| std::mem::take(cell_mut(cells, amount.column)))
            .collect();
        for (cell, slot) in taken.into_iter().zip(way) {
            *cell_mut(cells, self.slot(*slot)) = cell;
        }
    }
}

/// Whether amounts add up; a blank is nothing.
fn holds<'a>(identity: &Identity, of: impl Fn(usize) -> Option<&'a Amount>) -> bool {
    let number = |slot: usize| of(slot).and_then(|amount| amount.number);
    let value = |slot: usize| number(slot).map_or(Decimal::ZERO, |number| number.value);
    let parts = identity.parts.iter().copied();
    let decimals = parts
        .clone()
        .chain([identity.total])
        .filter_map(|slot| Some(number(slot)?.decimals));
    let step = Decimal::new(5, decimals.max().unwrap_or(0).min(20) + 1);
    let slack = step.saturating_mul(Decimal::from(identity.parts.len() + 1));
    let sum = parts.fold(Decimal::ZERO, |sum, part| sum.saturating_add(value(part)));
    let rest = value(identity.total).saturating_sub(sum);
    match identity.some {
        true => rest >= -slack || value(identity.total).is_sign_negative(),
        false => rest.abs() <= slack,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::grids;

    /// The rows of the only table without its head; an amount in doubt has `?` behind it.
    fn laid(head: &str, rows: &str) -> Vec<String> {
        let source = format!("支出决算表\n单位：万元\n{head}\n{rows}\n注：本表。");
        let grids = grids(&source);
        let heads = head.lines().count();
        let row = |row: &Vec<super::Cell>| {
            let cell = |cell: &super::Cell| match cell.doubtful && !cell.is_empty() {
                true => format!("{}?", cell.text),
                false => cell.text.to_string(),
            };
            row.iter().map(cell).collect::<Vec<_>>().join("|")
        };
        grids[0].rows[heads..].iter().map(row).collect()
    }

    const PARTS: &str = "项目              合计      基本支出    项目支出";

    #[test]
    fn amounts_stand_under_their_heads() {
        assert_eq!(
            laid(
                PARTS,
                "教育支出        100.00         60.00       40.00\n\
                 卫生支出         30.00                     30.00\n\
                 住房支出         20.00         20.00"
            ),
            [
                "教育支出|100.00|60.00|40.00",
                "卫生支出|30.00||30.00",
                "住房支出|20.00|20.00|"
            ]
        );
    }

    #[test]
    fn an_amount_between_two_heads_is_in_doubt_and_makes_no_column() {
        assert_eq!(
            laid(
                PARTS,
                "教育支出        100.00         60.00       40.00\n\
                 卫生支出         30.00               30.00\n\
                 住房支出         20.00         12.00        8.00"
            ),
            [
                "教育支出|100.00|60.00|40.00",
                "卫生支出|30.00?|30.00?|",
                "住房支出|20.00|12.00|8.00"
            ]
        );
    }

    #[test]
    fn amounts_that_share_a_head_are_in_doubt() {
        assert_eq!(
            laid(
                PARTS,
                "教育支出        100.00   10.00      50.00       40.00\n\
                 卫生支出         30.00    5.00      25.00"
            ),
            [
                "教育支出|100.00?|10.00?|50.00?|40.00?",
                "卫生支出|30.00?|5.00?|25.00?|"
            ]
        );
    }

    const NESTED: &str = "项目     合计   因公出国（境）费        公务用车购置及运行费        公务接待费\n\
                          \x20                               小计    公务用车购置费  公务用车运行费";

    #[test]
    fn a_row_that_is_set_otherwise_takes_no_head_from_the_others_in_silence() {
        let full = "甲单位   11.00       2.00          6.00       1.00          5.00          3.00";
        let blank =
            "乙单位    8.00                     5.00                     5.00          3.00";
        let moved = "丙单位    8.00                     5.00                     5.00   3.00";
        assert_eq!(
            laid(NESTED, &[full, blank].join("\n")),
            [
                "甲单位|11.00|2.00|6.00|1.00|5.00|3.00",
                "乙单位|8.00||5.00||5.00|3.00"
            ]
        );
        let rows = laid(NESTED, &[full, blank, moved].join("\n"));
        assert_eq!(rows[2], "丙单位|8.00?||5.00?||5.00?|3.00?|", "{rows:?}");
    }

    #[test]
    fn amounts_are_put_where_they_add_up() {
        let full = "甲单位   11.00       2.00          6.00       1.00          5.00          3.00";
        let left = "乙单位    8.00                     5.00       5.00          3.00";
        let none = "丙单位    8.00                     5.00       4.00          3.00";
        let rows = laid(NESTED, &[full, left, none].join("\n"));
        assert_eq!(rows[1], "乙单位|8.00||5.00|5.00||3.00");
        assert_eq!(rows[2], "丙单位|8.00?||5.00?|4.00?|3.00?|");
    }
}
