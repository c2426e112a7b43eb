//! The tasks of an overall performance table against its indicators and the basic-expenditure table.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Checked;
use super::ledger::{Ledger, Objection, Place, raw};
use super::message::Message;
use super::rule::TEXT_TABLE;
use crate::lexicon::concepts;
use crate::lexicon::key;
use crate::record::{Fact, Form, Indicator, Severity, Table};

/// Checks every overall performance table.
pub fn check(checked: &Checked, ledger: &mut Ledger) {
    for (at, table) in checked.tables.iter().enumerate() {
        if table.form != Form::OverallPerformance {
            continue;
        }
        let tasks = tasks(checked, at, table);
        for indicator in checked.indicators {
            if indicator.table_id == Some(table.id) {
                target(indicator, &tasks, ledger);
            }
        }
        classes(checked, &tasks, ledger);
    }
}

/// A row of the task part: what it is called, its total, where it stands.
struct Task {
    names: Vec<String>,
    amount: Decimal,
    raw: String,
    place: Place,
}

/// The rows that name a task and give its money.
fn tasks(checked: &Checked, at: usize, table: &Table) -> Vec<Task> {
    let mut tasks = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
        let money = cells
            .iter()
            .enumerate()
            .find_map(|(column, cell)| Some((column, cell, amount(cell)?)));
        let Some((column, cell, amount)) = money else {
            continue;
        };
        let names: Vec<String> = cells.iter().take(column).map(|cell| key(cell)).collect();
        let Some(place) = (checked.place)(at, row, column) else {
            continue;
        };
        tasks.push(Task {
            names,
            amount,
            raw: cell.to_string(),
            place,
        });
    }
    tasks
}

/// A cell that is an amount and nothing else.
fn amount(cell: &str) -> Option<Decimal> {
    let plain = key(cell).replace(',', "");
    let digits = plain
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    (digits && !plain.is_empty())
        .then(|| plain.parse().ok())
        .flatten()
}

/// Whether two amounts are one, in 元 or 万元.
fn agree(one: Decimal, other: Decimal) -> bool {
    let many = Decimal::from(10_000);
    one == other || one.checked_mul(many) == Some(other) || other.checked_mul(many) == Some(one)
}

/// The target of an indicator that bears a task's name and is money.
fn target(indicator: &Indicator, tasks: &[Task], ledger: &mut Ledger) {
    let (Some(name), Some(value), Some(unit)) = (
        indicator.level3.as_deref(),
        indicator.target_value,
        indicator.target_unit.as_deref(),
    ) else {
        return;
    };
    if !matches!(unit, "元" | "万元") || indicator.target_comparator.is_some() {
        return;
    }
    let name = key(name);
    let mut named = tasks.iter().filter(|task| task.names.contains(&name));
    let (Some(task), None) = (named.next(), named.next()) else {
        return;
    };
    if agree(task.amount, value.0) {
        return;
    }
    let message = Message::new("tasks.target")
        .with("thing", name)
        .with("raw", format!("{}{unit}", value.0))
        .with("line", task.place.line)
        .with("twin", &task.raw);
    let place = Place {
        line: indicator.line,
        span: indicator.span,
    };
    let objection = Objection {
        stated: Some(value.0),
        computed: Some(task.amount),
        ..Objection::plain(Severity::Warning, message)
    };
    ledger.object(&TEXT_TABLE, place, vec![indicator.id], objection);
}

/// The tasks that are called after economic classes, against the basic-expenditure table.
fn classes(checked: &Checked, tasks: &[Task], ledger: &mut Ledger) {
    let mut sums: BTreeMap<&'static str, (Decimal, &Task)> = BTreeMap::new();
    for task in tasks {
        let class = task.names.iter().find_map(|name| {
            let found = concepts::find_in(name, &["general_basic"])?;
            found.code.filter(|code| code.len() == 3)
        });
        if let Some(class) = class {
            let (sum, _) = sums.entry(class).or_insert((Decimal::ZERO, task));
            *sum = sum.checked_add(task.amount).unwrap_or(*sum);
        }
    }
    let mut facts = Vec::new();
    let mut first: Option<(&Task, Decimal, &Fact)> = None;
    for (class, (sum, task)) in &sums {
        let Some(fact) = basic(checked, class) else {
            continue;
        };
        if agree(*sum, fact.value.0) {
            continue;
        }
        if first.is_none() {
            first = Some((*task, *sum, fact));
        }
        facts.push(fact.id);
    }
    if let Some((task, sum, fact)) = first {
        let message = Message::new("tasks.classes")
            .with("thing", fact.row_label.as_deref().unwrap_or_default())
            .with("raw", sum.normalize())
            .with("line", fact.line)
            .with("twin", raw(fact))
            .with("count", facts.len());
        let objection = Objection::plain(Severity::Warning, message);
        ledger.object(&TEXT_TABLE, task.place, facts, objection);
    }
}

/// The first number of a class in the basic-expenditure table.
fn basic<'a>(checked: &'a Checked, class: &str) -> Option<&'a Fact> {
    let table = checked
        .tables
        .iter()
        .find(|table| table.form == Form::GeneralBasic)?;
    let mut facts = checked.facts.iter().map(|fact| &**fact);
    facts.find(|fact| fact.table_id == Some(table.id) && fact.code.as_deref() == Some(class))
}
