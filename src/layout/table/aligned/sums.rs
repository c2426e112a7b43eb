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
        let own: Vec<usize> = (0..columns.len())
            .filter(|at| columns[*at].half == half && columns[*at].role.is_amount())
            .collect();
        let paths: Vec<Path> = own
            .iter()
            .map(|column| path(head, texts, *column))
            .collect();
        doubt_shared(&own, &paths, body);
        // A column without a head is none that an amount may be meant for.
        let slots: Vec<usize> = (0..own.len())
            .filter(|slot| !paths[*slot].is_empty())
            .collect();
        let columns_of: Vec<usize> = slots.iter().map(|slot| own[*slot]).collect();
        let paths: Vec<Path> = slots.iter().map(|slot| paths[*slot].clone()).collect();
        let half = Half {
            columns,
            own,
            slots: columns_of,
            identities: identities(&paths),
        };
        if !is_clean(&paths) || half.own.len() != half.slots.len() {
            continue;
        }
        half.settle(&paths, rows, body);
        for (column, path) in half.slots.iter().zip(&paths) {
            if is_misplaced(path, &paths) {
                for cells in body.iter_mut() {
                    cells[*column].doubtful = true;
                }
            }
        }
    }
}

/// Puts the amounts of a row in doubt of which one stands between two columns.
fn doubt_strays(bands: &[Band], columns: &[Column], rows: &[Row], body: &mut [Vec<Cell>]) {
    let is_amount = |at: &usize| columns[*at].role.is_amount();
    for (row, cells) in rows.iter().zip(body) {
        let own = (0..columns.len()).filter(is_amount);
        let mut pieces = own.clone().filter_map(|at| row.get(columns[at].body?));
        if pieces.any(|pieces| pieces.iter().any(|token| is_stray(bands, token))) {
            for at in own {
                cells[at].doubtful = true;
            }
        }
    }
}

/// Puts columns in doubt of which one has no heads but those on its left, or some of them, where a row has an amount in
/// both: one of the two is meant for another head.
fn doubt_shared(columns: &[usize], paths: &[Path], body: &mut [Vec<Cell>]) {
    let all: Vec<(usize, &Path)> = columns.iter().copied().zip(paths).collect();
    let mut shared = all.chunk_by(|(_, one), (_, next)| one.starts_with(next));
    let both = shared.any(|shared| {
        let filled = |row: &Vec<Cell>| {
            let number = |at: usize| matches!(content(&row[at].text), Content::Number(_));
            let filled = shared.iter().filter(|(column, _)| number(*column));
            filled.count() > 1
        };
        let headed = shared.iter().any(|(_, path)| !path.is_empty());
        headed && shared.len() > 1 && body.iter().any(filled)
    });
    if both {
        for cells in body {
            for column in columns {
                cells[*column].doubtful = true;
            }
        }
    }
}

/// Whether every column has its own lowest head, so that the heads can be trusted to say what adds up.
fn is_clean(paths: &[Path]) -> bool {
    let heads = |path: &Path| -> Vec<usize> { path.iter().map(|(head, _)| *head).collect() };
    let paths: Vec<Vec<usize>> = paths.iter().map(heads).collect();
    let begins = |at: usize, other: usize| at != other && paths[other].starts_with(&paths[at]);
    let mut pairs = (0..paths.len()).flat_map(|at| (0..paths.len()).map(move |other| (at, other)));
    !pairs.any(|(at, other)| begins(at, other))
}

/// Whether a known head stands under one that it does not belong to while one that it does stands in the same head:
/// 公务用车运行费 under 公务接待费 beside 公务用车购置及运行费.
fn is_misplaced(path: &Path, all: &[Path]) -> bool {
    path.windows(2).any(|pair| {
        let [parent, child] = [&pair[0], &pair[1]].map(|(_, text)| heads::name(text));
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
        .filter(|(_, (_, texts))| !texts[column].is_empty())
        .map(|(level, (row, texts))| {
            let first = (0..=column).rev().find(|at| !row[*at].1).unwrap_or(column);
            (level * row.len() + first, texts[column].as_str())
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
        let known: Vec<bool> = self
            .identities
            .iter()
            .map(|identity| identity.is_known(paths))
            .collect();
        let trusted: Vec<usize> = (0..self.identities.len())
            .filter(|at| {
                let counts = amounts
                    .iter()
                    .filter_map(|row| self.keeps(&self.identities[*at], row));
                let (right, wrong) = counts.fold((0, 0), |(right, wrong), holds| match holds {
                    true => (right + 1, wrong),
                    false => (right, wrong + 1),
                });
                known[*at] || right > 1 && right > wrong * 4
            })
            .collect();
        if trusted.is_empty() {
            return;
        }
        let sure = trusted.iter().any(|at| known[*at]);
        let mut left = WAYS_OF_A_TABLE;
        for (amounts, cells) in amounts.iter().zip(body) {
            let holds = trusted
                .iter()
                .all(|at| self.keeps(&self.identities[*at], amounts) != Some(false));
            if amounts.is_empty() || amounts.len() >= self.slots.len() || holds {
                continue;
            }
            match self.best(amounts, &trusted, &mut left) {
                Some(Some(way)) => self.lay(amounts, &way, cells),
                Some(None) => self.doubt(cells),
                None if sure => self.doubt(cells),
                None => {}
            }
        }
    }

    /// The amounts of a row; a row of anything else has none.
    fn amounts(&self, row: &Row, cells: &[Cell]) -> Vec<Amount> {
        let filled = self.own.iter().filter(|column| !cells[**column].is_empty());
        let amounts = filled.map(|column| {
            let pieces = &row[self.columns[*column].body?];
            let number = match content(&cells[*column].text) {
                Content::Number(number) => Some(number),
                Content::Empty => None,
                Content::Words => return None,
            };
            let (first, last) = (pieces.first()?, pieces.last()?);
            Some(Amount {
                column: *column,
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
                .find(|amount| amount.column == self.slots[slot])
        };
        (!amounts.is_empty()).then(|| holds(identity, of))
    }

    /// The way to lay amounts in order that keeps all trusted sums and has them as evenly beside their heads as
    /// may be; `None` where there is no way, and no way in it where two are as good.
    fn best(
        &self,
        amounts: &[Amount],
        trusted: &[usize],
        left: &mut usize,
    ) -> Option<Option<Vec<usize>>> {
        let mut ways: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut begun: Vec<Vec<usize>> = vec![Vec::new()];
        let mut seen = 0;
        while let Some(way) = begun.pop() {
            tick();
            if way.len() == amounts.len() {
                seen += 1;
                let of = |slot: usize| way.iter().position(|at| *at == slot).map(|at| &amounts[at]);
                if trusted.iter().all(|at| holds(&self.identities[*at], of)) {
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
            let column = &self.columns[self.slots[*slot]];
            amount.middle.cast_signed() - column.middle().cast_signed()
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
            .map(|amount| std::mem::take(&mut cells[amount.column]))
            .collect();
        for (cell, slot) in taken.into_iter().zip(way) {
            cells[self.slots[*slot]] = cell;
        }
    }

    fn doubt(&self, cells: &mut [Cell]) {
        for column in &self.own {
            cells[*column].doubtful = true;
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
