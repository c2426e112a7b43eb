//! The heads of performance tables: the total against its sources, and against what the table of
//! projects and the text say of the project.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap as HashMap;

use super::Checked;
use super::book::Book;
use super::interval::Interval;
use super::ledger::{Ledger, Objection, Place, raw};
use super::message::Message;
use super::rule::{Rule, TABLE_SUM, TABLE_TABLE, TEXT_TABLE};
use super::sheet::{Axis, Sheet};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::{key, units};
use crate::record::{Basis, Fact, Form, Kind, Number, Project, Quantity, Severity};

/// Shorter names may be alike by chance.
const SHORTEST: usize = 4;

/// Checks every project.
pub fn check(checked: &Checked, book: &Book, sheets: &[Sheet], ledger: &mut Ledger) {
    let mut named: HashMap<String, Option<&Project>> = HashMap::default();
    for project in checked.projects {
        sources(project, ledger);
        if let Some(name) = project.name.as_deref().map(name) {
            // Two projects of one name are two.
            named
                .entry(name)
                .and_modify(|known| *known = None)
                .or_insert(Some(project));
        }
    }
    named.retain(|name, _| name.chars().count() >= SHORTEST);
    if checked.kind == Kind::Budget {
        in_tables(&named, sheets, ledger);
    }
    in_text(&named, book, ledger);
}

/// A project's name without the words that may stand behind it.
fn name(words: &str) -> String {
    list(List::ProjectTail).trim_end(&key(words)).to_owned()
}

fn amount(project: &Project, number: Option<&Number>) -> Option<Interval> {
    let number = number?.0;
    let unit = units::unit(project.unit.as_deref()?)?;
    Interval::printed(number, number.scale(), unit.yuan?)
}

/// The total and its sources, in the budget and in the accounts.
fn sources(project: &Project, ledger: &mut Ledger) {
    let sides = [
        (
            &project.budget,
            &project.fiscal_budget,
            &project.other_budget,
        ),
        (
            &project.executed,
            &project.fiscal_executed,
            &project.other_executed,
        ),
    ];
    for (total, fiscal, other) in sides {
        let (Some(whole), Some(part)) = (total, fiscal) else {
            continue;
        };
        let sum = other.as_ref().map(|other| part.0 + other.0);
        let wrong = match sum {
            Some(sum) => sum != whole.0,
            None => part.0 > whole.0,
        };
        if !wrong {
            continue;
        }
        let unit = project.unit.as_deref().unwrap_or_default();
        let sum = sum.unwrap_or(part.0);
        let terms = match other {
            Some(other) => format!("{part}{unit} + {other}{unit}"),
            None => format!("{part}{unit}"),
        };
        let message = Message::new("project.sources")
            .with("thing", project.name.as_deref().unwrap_or_default())
            .with("raw", format!("{whole}{unit}"))
            .with("sum", terms);
        object(project, (&TABLE_SUM, message), (whole.0, sum), ledger);
    }
}

fn object(
    project: &Project,
    (rule, message): (&'static Rule, Message),
    (stated, computed): (Decimal, Decimal),
    ledger: &mut Ledger,
) {
    let place = Place {
        line: project.line,
        span: project.span,
    };
    let objection = Objection {
        stated: Some(stated),
        computed: Some(computed),
        ..Objection::plain(Severity::Warning, message)
    };
    ledger.object(rule, place, vec![project.id], objection);
}

/// The rows of the table of projects that bear a project's name, against its budget.
fn in_tables(named: &HashMap<String, Option<&Project>>, sheets: &[Sheet], ledger: &mut Ledger) {
    let mut rows: HashMap<String, Option<&Fact>> = HashMap::default();
    for sheet in sheets
        .iter()
        .filter(|sheet| sheet.table.form == Form::GeneralProject)
    {
        let whole =
            |column: &&super::sheet::Column| column.is_money() && column.axis == Axis::Whole;
        let Some(column) = sheet.columns.iter().find(whole) else {
            continue;
        };
        for entry in &column.entries {
            let words = entry.fact.row_label.as_deref().unwrap_or_default();
            rows.entry(name(words))
                .and_modify(|known| *known = None)
                .or_insert(Some(entry.fact));
        }
    }
    for (name, project) in named {
        let row = rows.get(name).copied().flatten();
        if let (Some(project), Some(row)) = (project, row) {
            compare(project, project.budget.as_ref(), row, &TABLE_TABLE, ledger);
        }
    }
}

/// What the text says of the budget and the accounts of a project, against its table.
fn in_text(named: &HashMap<String, Option<&Project>>, book: &Book, ledger: &mut Ledger) {
    for one in &book.said {
        let whole = one.is_level() && one.fact.kind == Quantity::Money && one.of.is_none();
        let own = one
            .fact
            .label
            .as_deref()
            .filter(|_| whole && one.year == book.era.year);
        let Some(Some(project)) = own.and_then(|label| named.get(&name(label))) else {
            continue;
        };
        let number = match one.basis {
            Some(Basis::Budget) => project.budget.as_ref(),
            Some(Basis::Final) => project.executed.as_ref(),
            _ => continue,
        };
        compare(project, number, one.fact, &TEXT_TABLE, ledger);
    }
}

/// A number of a project's table against the same number elsewhere.
fn compare(
    project: &Project,
    number: Option<&Number>,
    fact: &Fact,
    rule: &'static Rule,
    ledger: &mut Ledger,
) {
    let other = super::ledger::interval(fact);
    let (Some(own), Some(other), Some(number)) = (amount(project, number), other, number) else {
        return;
    };
    if own.meets(other) {
        return ledger.pass(rule, &[fact]);
    }
    let unit = project.unit.as_deref().unwrap_or_default();
    let message = Message::new("project.elsewhere")
        .with("thing", project.name.as_deref().unwrap_or_default())
        .with("raw", format!("{number}{unit}"))
        .with("line", fact.line)
        .with("twin", raw(fact));
    object(project, (rule, message), (number.0, fact.value.0), ledger);
}
