//! The columns of a table that follow from others: 增减额, 增减%, 完成率.
//!
//! Which columns they follow from is shown by the rows that agree; where none does, nothing is said.

use super::book::Era;
use super::interval::Interval;
use super::ledger::{Ledger, Objection, Stated, raw};
use super::message::Message;
use super::rule::{CHANGE, COMPLETION, GROWTH, Rule};
use super::sheet::{Axis, Column, Entry, Sheet};
use crate::record::{Basis, Fact, Measure, Quantity};

/// Checks every table that has such columns.
pub fn check(sheets: &[Sheet], era: Era, ledger: &mut Ledger) {
    for sheet in sheets {
        let Some((now, base)) = compared(sheet, era) else {
            continue;
        };
        for column in sheet
            .columns
            .iter()
            .filter(|column| column.axis == Axis::Moves)
        {
            if let Some(what) = what(column) {
                follow(&what, column, now, base, ledger);
            }
        }
    }
}

/// What a column of rates or differences holds.
struct What {
    rule: &'static Rule,
    key: &'static str,
    /// Whether the numbers are a difference, and not a rate.
    difference: bool,
    /// Whether they are what was done of a plan.
    completion: bool,
}

fn what(column: &Column) -> Option<What> {
    let first = column.entries.first()?.fact;
    let percent = first.kind == Quantity::Percent;
    let completion = first.measure == Some(Measure::Completion);
    let has = |words: &[&str]| {
        column
            .path
            .iter()
            .any(|head| words.iter().any(|word| head.contains(word)))
    };
    if completion && percent {
        return Some(What {
            rule: &COMPLETION,
            key: "table.completion",
            difference: false,
            completion: true,
        });
    }
    if has(&["占", "比重"]) {
        return None;
    }
    Some(What {
        rule: if percent { &GROWTH } else { &CHANGE },
        key: if percent {
            "table.growth"
        } else {
            "table.change"
        },
        difference: !percent,
        completion: false,
    })
}

/// The only two columns of whole amounts: the later or the done, and what it is compared with.
fn compared<'s, 'a>(sheet: &'s Sheet<'a>, era: Era) -> Option<(&'s Column<'a>, &'s Column<'a>)> {
    let mut whole = sheet
        .columns
        .iter()
        .filter(|column| column.is_money() && column.axis == Axis::Whole);
    let (one, other) = (whole.next()?, whole.next()?);
    if whole.next().is_some() {
        return None;
    }
    let ((first, books), (second, others)) = (one.books(era), other.books(era));
    if first != second {
        return if first > second {
            Some((one, other))
        } else {
            Some((other, one))
        };
    }
    match (books, others) {
        (Some(Basis::Final), Some(Basis::Budget)) => Some((one, other)),
        (Some(Basis::Budget), Some(Basis::Final)) => Some((other, one)),
        _ => None,
    }
}

/// A cell with what follows for it from its row.
struct Cell<'a> {
    entry: Entry<'a>,
    now: Entry<'a>,
    base: Entry<'a>,
    computed: Interval,
    holds: bool,
}

fn follow(what: &What, column: &Column, now: &Column, base: &Column, ledger: &mut Ledger) {
    let cells: Vec<Cell> = column
        .entries
        .iter()
        .filter_map(|entry| cell(what, entry, now, base))
        .collect();
    let holding = cells.iter().filter(|cell| cell.holds).count();
    let failing = cells.len() - holding;
    for cell in &cells {
        let facts = [cell.entry.fact, cell.now.fact, cell.base.fact];
        if cell.holds {
            ledger.pass(what.rule, &facts);
        } else if holding == 0 || failing > holding {
            ledger.skip(what.rule, &facts, "skip.unclear");
        } else {
            object(what, cell, &facts, ledger);
        }
    }
}

fn cell<'a>(
    what: &What,
    entry: &Entry<'a>,
    now: &Column<'a>,
    base: &Column<'a>,
) -> Option<Cell<'a>> {
    let of = |column: &Column<'a>| {
        let at = column
            .entries
            .partition_point(|other| other.row < entry.row);
        column
            .entries
            .get(at)
            .filter(|other| other.row == entry.row)
            .copied()
    };
    let (now, base) = (of(now)?, of(base)?);
    let difference = now.interval.minus(base.interval);
    let computed = if what.difference {
        difference
    } else if what.completion {
        now.interval.percent_of(base.interval)?
    } else {
        difference.percent_of(base.interval)?
    };
    let allowed = allowed(what, entry)?;
    // A column may be printed without the sign.
    let holds = allowed.meets(computed) || allowed.magnitude().meets(computed.magnitude());
    Some(Cell {
        entry: *entry,
        now,
        base,
        computed,
        holds,
    })
}

fn allowed(what: &What, entry: &Entry) -> Option<Interval> {
    if what.difference {
        return Some(entry.interval);
    }
    let fact = entry.fact;
    let cut = Interval::rounded_or_cut(fact.value.0.abs(), fact.decimals)?;
    Some(match fact.value.0.is_sign_negative() {
        true => Interval::ZERO.minus(cut),
        false => cut,
    })
}

fn object(what: &What, cell: &Cell, facts: &[&Fact; 3], ledger: &mut Ledger) {
    let fact = cell.entry.fact;
    let stated = Stated::number(
        fact,
        allowed(what, &cell.entry).unwrap_or(cell.entry.interval),
    );
    let Some(stated) = stated else {
        return ledger.skip(what.rule, facts, "skip.unit");
    };
    let message = Message::new(what.key)
        .with("thing", fact.row_label.as_deref().unwrap_or_default())
        .with("column", fact.column_label.as_deref().unwrap_or_default())
        .with("raw", raw(fact))
        .with("now", raw(cell.now.fact))
        .with("base", raw(cell.base.fact));
    let unit = fact.unit.as_deref().unwrap_or_default();
    let objection = Objection::numbers(what.rule.severity, message, &stated, cell.computed, unit);
    ledger.fail(what.rule, facts, objection);
}
