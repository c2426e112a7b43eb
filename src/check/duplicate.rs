//! Rows that are printed twice.

use std::collections::HashMap;

use super::Checked;
use super::ledger::{Ledger, Objection, Place};
use super::rule::Rule;
use crate::lexicon::classification::{is_code, names_code};
use crate::lexicon::key;
use crate::record::{Indicator, Severity, Table};

/// A row of a table, or an indicator, that stands twice in it.
pub const DUPLICATE: Rule = Rule {
    id: "duplicate_row",
    severity: Severity::Warning,
    chinese: "同一表中同一行重复出现",
    english: "a row is printed twice in one table",
};

/// Shorter indicators may be alike by chance.
const SHORTEST: usize = 4;

/// Checks every table and every indicator.
pub fn check(checked: &Checked, ledger: &mut Ledger) {
    for (at, table) in checked.tables.iter().enumerate() {
        rows(checked, at, table, ledger);
    }
    indicators(checked.indicators, ledger);
}

/// A cell that holds code and name of a class (`233 债务发行费用支出`) stands once in its column.
fn rows(checked: &Checked, at: usize, table: &Table, ledger: &mut Ledger) {
    let mut seen: HashMap<(usize, &str), usize> = HashMap::new();
    for (row, cells) in table.rows.iter().enumerate().skip(table.header) {
        for (column, cell) in cells.iter().enumerate() {
            if !is_coded_name(cell) {
                continue;
            }
            let Some(first) = seen.insert((column, cell), row) else {
                continue;
            };
            // Both rows say the same behind the name, or nothing: else it is two rows of one class.
            if table.rows[first].get(column + 1) != cells.get(column + 1) {
                continue;
            }
            let Some(place) = (checked.place)(at, row, column) else {
                continue;
            };
            let line = (checked.place)(at, first, column).map_or(0, |place| place.line);
            let message = format!("“{cell}”一行在同一表中重复，前一次在第{line}行");
            let objection = Objection::plain(DUPLICATE.severity, message);
            ledger.object(&DUPLICATE, place, Vec::new(), objection);
        }
    }
}

/// Whether a cell holds a code of the classification and the name that goes with it.
fn is_coded_name(cell: &str) -> bool {
    let digits = cell.bytes().take_while(u8::is_ascii_digit).count();
    is_code(&cell[..digits]) && names_code(&cell[digits..], &cell[..digits])
}

/// What two indicators have in common that are one: project, table, name, target and result.
type Same<'a> = (Option<usize>, Option<usize>, String, &'a str, &'a str);

/// An indicator with its target and result stands once in its project.
fn indicators(indicators: &[Indicator], ledger: &mut Ledger) {
    let mut seen: HashMap<Same, usize> = HashMap::new();
    for indicator in indicators {
        let (Some(name), Some(target)) =
            (indicator.level3.as_deref(), indicator.target_raw.as_deref())
        else {
            continue;
        };
        let actual = indicator.actual_raw.as_deref().unwrap_or_default();
        let name = key(name);
        if name.chars().count() < SHORTEST {
            continue;
        }
        let same = (
            indicator.project_id,
            indicator.table_id,
            name,
            target,
            actual,
        );
        let message = match seen.get(&same) {
            Some(first) => format!("指标“{}　{target}”重复，前一次在第{first}行", same.2),
            None => {
                seen.insert(same, indicator.line);
                continue;
            }
        };
        let place = Place {
            line: indicator.line,
            span: indicator.span,
        };
        let objection = Objection::plain(DUPLICATE.severity, message);
        ledger.object(&DUPLICATE, place, vec![indicator.id], objection);
    }
}
