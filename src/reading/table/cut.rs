//! Rows that the end of a page cuts: the code and half of the name stand above it, the rest and the amounts below.

use super::Sheet;
use crate::layout::table::together;
use crate::lexicon::{classification, columns};
use crate::record::SmolStr;

/// Gives a row that a page break cuts its whole label and its code: the first half stands without amounts at the end
/// of a grid, the second without a code at the beginning of the next, and together they are the name of the code.
pub(super) fn join_rows(sheets: &mut [Sheet]) {
    for at in 1..sheets.len() {
        let (before, from) = sheets.split_at_mut(at);
        if let ([.., before], [sheet, ..]) = (before, from)
            && let Some(cells) = before.cut_row(sheet)
            && let Some(row) = sheet.rows.get_mut(sheet.header.rows)
        {
            for (column, said) in cells {
                if let Some(cell) = row.get_mut(column) {
                    *cell = said;
                }
            }
        }
    }
}

impl Sheet {
    /// The label and the codes, by their columns, of a row that begins at the end of this table and ends at the
    /// beginning of the next.
    fn cut_row(&self, next: &Self) -> Option<Vec<(usize, SmolStr)>> {
        if self.header.roles != next.header.roles || !next.continues && next.frame.caption.is_some()
        {
            return None;
        }
        let (above, below) = (self.rows.last()?, next.rows.get(next.header.rows)?);
        let of = |role: columns::Role| {
            let roles = self.header.roles.iter().enumerate();
            roles
                .filter(move |(_, own)| **own == role)
                .map(|(at, _)| at)
        };
        let cell = |row: &[SmolStr], column: usize| row.get(column).cloned().unwrap_or_default();
        let blank = |row: &[SmolStr], role| of(role).all(|column| cell(row, column).is_empty());
        let label = of(columns::Role::Label).next()?;
        let mut cells: Vec<(usize, SmolStr)> = of(columns::Role::Code)
            .map(|column| (column, cell(above, column)))
            .collect();
        let code: String = cells.iter().map(|(_, code)| code.as_str()).collect();
        let whole = together(&[cell(above, label), cell(below, label)]);
        let cut = self.rows.len() > self.header.rows
            && !cell(below, label).is_empty()
            && blank(above, columns::Role::Value)
            && blank(below, columns::Role::Code)
            && classification::is_code(&code)
            && classification::names_code(&whole, &code);
        cells.push((label, whole));
        cut.then_some(cells)
    }
}
