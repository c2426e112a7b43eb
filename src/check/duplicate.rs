//! Rows that are printed twice.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::Checked;
use super::interval::Interval;
use super::ledger::{Ledger, Objection, Place};
use super::message::Message;
use super::rule::DUPLICATE;
use super::sheet::{Entry, InColumn, Row, Sheet, row_key, row_kind};
use crate::lexicon::classification::{is_code, names_code};
use crate::lexicon::key;
use crate::record::{Fact, Indicator, Severity, SmolStr, Table};
use crate::text::split_while;

/// Shorter indicators may be alike by chance.
const SHORTEST: usize = 4;

/// The rows of sheets that repeat the row above them.
#[derive(Debug, Default)]
pub struct Repeated {
    second: HashSet<(usize, usize)>,
}

impl Repeated {
    /// Finds and reports the rows that stand twice running: the same code, name and numbers, where the
    /// total counts them once. Where it counts both they are two rows of two agencies.
    pub fn find(sheets: &[Sheet], ledger: &mut Ledger) -> Self {
        let mut repeated = Self::default();
        for (at, sheet) in sheets.iter().enumerate() {
            let mut above = Vec::new();
            for row in sheet.rows() {
                let one = std::mem::replace(&mut above, row);
                let other = &above;
                if let ([(_, first), ..], [(column, entry), ..]) = (&one[..], &other[..])
                    && first.row + 1 == entry.row
                    && is_same(&one, other)
                {
                    let counted = counted(&column.entries, entry);
                    let facts = [entry.fact, first.fact];
                    if counted == Some(2) {
                        ledger.pass(&DUPLICATE, &facts);
                        continue;
                    }
                    repeated.second.insert((at, entry.row));
                    let severity = match counted {
                        Some(_) => DUPLICATE.severity,
                        None => Severity::Note,
                    };
                    report(&facts, severity, ledger);
                }
            }
        }
        repeated
    }

    /// Whether a row of a sheet repeats the row above it.
    pub fn is_second(&self, sheet: usize, row: usize) -> bool {
        self.second.contains(&(sheet, row))
    }
}

fn is_same(one: &[InColumn], other: &[InColumn]) -> bool {
    let alike = |((above, first), (column, second)): (&InColumn, &InColumn)| {
        std::ptr::eq(*above, *column) && first.fact.value == second.fact.value
    };
    let coded = |fact: &Fact| fact.code.is_some() && fact.row_label.is_some();
    let named =
        |one: &Fact, other: &Fact| one.code == other.code && one.row_label == other.row_label;
    let (Some((_, first)), Some((_, second))) = (one.first(), other.first()) else {
        return false;
    };
    one.len() == other.len()
        && one.iter().zip(other).all(alike)
        && coded(first.fact)
        && named(first.fact, second.fact)
        && one.iter().any(|(_, entry)| !entry.interval.is_zero())
}

/// How often the total of a column counts an amount that stands in it twice, if that can be told: the
/// rows of the same level of the classification are added up with and without it.
fn counted(entries: &[Entry], twice: &Entry) -> Option<usize> {
    let digits = twice.fact.code.as_ref()?.len();
    let kind = |entry: &&Entry| row_kind(&row_key(entry.fact));
    let total = entries.iter().find(|entry| kind(entry) == Row::Total)?;
    let sum = entries
        .iter()
        .filter(|entry| kind(entry) == Row::Item)
        .filter(|entry| {
            entry
                .fact
                .code
                .as_ref()
                .is_some_and(|code| code.len() == digits)
        })
        .fold(Interval::ZERO, |sum, entry| sum.plus(entry.interval));
    if sum.meets(total.interval) {
        Some(2)
    } else if sum.minus(twice.interval).meets(total.interval) {
        Some(1)
    } else {
        None
    }
}

fn report(facts: &[&Fact; 2], severity: Severity, ledger: &mut Ledger) {
    let [second, first] = facts;
    let code = second.code.as_deref().unwrap_or_default();
    let name = second.row_label.as_deref().unwrap_or_default();
    let message = Message::new("duplicate.row")
        .with("thing", format!("{code} {name}"))
        .with("line", first.line);
    ledger.fail(&DUPLICATE, facts, Objection::plain(severity, message));
}

/// Checks every table and every indicator.
pub fn check(checked: &Checked, ledger: &mut Ledger) {
    for (at, table) in checked.tables.iter().enumerate() {
        rows(checked, at, table, ledger);
    }
    indicators(checked.indicators, ledger);
}

/// A cell that holds code and name of a class (`233 债务发行费用支出`) stands once in its column.
fn rows(checked: &Checked, at: usize, table: &Table, ledger: &mut Ledger) {
    let mut seen: HashMap<(usize, &str), (usize, &[SmolStr])> = HashMap::default();
    for (row, cells) in table.rows.iter().enumerate().skip(table.header) {
        for (column, cell) in cells.iter().enumerate() {
            if !is_coded_name(cell) {
                continue;
            }
            let Some((first, above)) = seen.insert((column, cell), (row, cells)) else {
                continue;
            };
            // Both rows say the same behind the name, or nothing: else it is two rows of one class.
            if above.get(column + 1) != cells.get(column + 1) {
                continue;
            }
            let Some(place) = (checked.place)(at, row, column) else {
                continue;
            };
            let line = (checked.place)(at, first, column).map_or(0, |place| place.line);
            let message = Message::new("duplicate.row")
                .with("thing", cell)
                .with("line", line);
            let objection = Objection::plain(DUPLICATE.severity, message);
            ledger.object(&DUPLICATE, place, Vec::new(), objection);
        }
    }
}

/// Whether a cell holds a code of the classification and the name that goes with it.
fn is_coded_name(cell: &str) -> bool {
    let (code, name) = split_while(cell, |c| c.is_ascii_digit());
    is_code(code) && names_code(name, code)
}

/// What two indicators have in common that are one: project, table, name, target and result.
type Same<'a> = (Option<usize>, Option<usize>, String, &'a str, &'a str);

/// An indicator with its target and result stands once in its project.
fn indicators(indicators: &[Indicator], ledger: &mut Ledger) {
    let mut seen: HashMap<Same, usize> = HashMap::default();
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
        let Some(first) = seen.get(&same) else {
            seen.insert(same, indicator.line);
            continue;
        };
        let message = Message::new("duplicate.indicator")
            .with("thing", &same.2)
            .with("raw", target)
            .with("line", first);
        let place = Place {
            line: indicator.line,
            span: indicator.span,
        };
        let objection = Objection::plain(DUPLICATE.severity, message);
        ledger.object(&DUPLICATE, place, vec![indicator.id], objection);
    }
}
