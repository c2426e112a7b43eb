//! A table's facts as rows and columns.

use std::collections::{BTreeMap, HashMap};

use super::book::factor;
use super::interval::Interval;
use crate::lexicon::key;
use crate::record::{Fact, Form, Measure, Origin, Quantity, Table};

/// A number in its column.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// What it stands for, in yuan.
    pub interval: Interval,
}

/// A table, with the tables that continue it.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// The table.
    pub table: &'a Table,
    /// The numbers of each column, by the column's path, in the order of the first number.
    pub columns: Vec<(&'a str, Vec<Entry<'a>>)>,
    /// The numbers of each row.
    pub rows: Vec<Vec<Entry<'a>>>,
}

/// The label of a row, made alike.
pub fn row_key(fact: &Fact) -> String {
    let label = key(fact.row_label.as_deref().unwrap_or_default());
    let name = label
        .split_once('、')
        .map_or(label.as_str(), |(number, name)| {
            if number.chars().count() <= 3 {
                name
            } else {
                label.as_str()
            }
        });
    name.to_owned()
}

/// Whether a row or column is the total of those beside it.
pub fn is_total(name: &str) -> bool {
    matches!(name, "合计" | "总计" | "小计" | "总合计" | "共计")
}

/// The sheets of a document: every table with its money, page breaks mended.
pub fn sheets<'a>(tables: &'a [Table], facts: &'a [Fact]) -> Vec<Sheet<'a>> {
    let mut whose: BTreeMap<usize, usize> = BTreeMap::new();
    let mut sheets: Vec<Sheet> = Vec::new();
    for table in tables {
        if is_performance(table.form) {
            continue;
        }
        if !table.continues || sheets.is_empty() {
            sheets.push(Sheet {
                table,
                columns: Vec::new(),
                rows: Vec::new(),
            });
        }
        whose.insert(table.id, sheets.len() - 1);
    }
    let decimals = decimals(facts);
    let mut last: Option<&Fact> = None;
    for fact in facts.iter().filter(|fact| fact.origin == Origin::Table) {
        let Some(sheet) = fact.table_id.and_then(|id| whose.get(&id)) else {
            continue;
        };
        let money = fact.kind == Quantity::Money && fact.measure == Some(Measure::Amount);
        let (true, Some(interval)) = (money, interval(fact, &decimals)) else {
            continue;
        };
        let sheet = &mut sheets[*sheet];
        let entry = Entry { fact, interval };
        let column = fact.column_label.as_deref().unwrap_or_default();
        match sheet.columns.iter_mut().find(|(path, _)| *path == column) {
            Some((_, entries)) => entries.push(entry),
            None => sheet.columns.push((column, vec![entry])),
        }
        let same_row = last.is_some_and(|last| {
            last.table_id == fact.table_id
                && last.row_label == fact.row_label
                && last.code == fact.code
        });
        last = Some(fact);
        match sheet.rows.last_mut() {
            Some(row)
                if same_row
                    && row
                        .iter()
                        .all(|entry| entry.fact.column_label != fact.column_label) =>
            {
                row.push(entry);
            }
            _ => sheet.rows.push(vec![entry]),
        }
    }
    sheets
}

/// The digits that each table prints after the point, by its unit. A cell that has fewer has lost
/// its zeros: `3` beside `3.34` is 3.00.
fn decimals(facts: &[Fact]) -> HashMap<(Option<usize>, Option<&str>), u32> {
    let mut decimals = HashMap::new();
    for fact in facts.iter().filter(|fact| fact.origin == Origin::Table) {
        let most = decimals
            .entry((fact.table_id, fact.unit.as_deref()))
            .or_default();
        *most = fact.decimals.max(*most);
    }
    decimals
}

fn interval(
    fact: &Fact,
    decimals: &HashMap<(Option<usize>, Option<&str>), u32>,
) -> Option<Interval> {
    let digits = decimals
        .get(&(fact.table_id, fact.unit.as_deref()))
        .copied();
    Interval::printed(fact.value.0, digits.unwrap_or(fact.decimals), factor(fact)?)
}

fn is_performance(form: Form) -> bool {
    crate::lexicon::forms::is_performance(form)
}
