//! The totals of an income and expenditure table: both sides equal, and each the sum of the year and
//! what is carried over.

use super::balance::even;
use super::interval::Interval;
use super::ledger::{Ledger, Objection, Stated, raw, terms};
use super::message::Message;
use super::rule::BALANCE;
use super::sheet::{Axis, Entry, Row, Sheet, Side, row_key, row_kind};
use crate::record::{Fact, Form};

/// Checks the tables that have two sides.
pub fn check(sheets: &[Sheet], ledger: &mut Ledger) {
    for sheet in sheets {
        if !matches!(
            sheet.table.form,
            Form::IncomeExpenditure | Form::FiscalAppropriation
        ) {
            continue;
        }
        let sides = [Side::Income, Side::Expenditure].map(|side| entries(sheet, side));
        let mut sound = true;
        for side in sides.into_iter().flatten() {
            sound &= carried(side, ledger);
        }
        // A total that its own side contradicts is reported once.
        if let ([Some(income), Some(expenditure)], true) =
            (sides.map(|side| side.and_then(grand_total)), sound)
        {
            let facts = [income.fact, expenditure.fact];
            even(
                facts,
                income.interval,
                expenditure.interval,
                BALANCE.severity,
                ledger,
            );
        }
    }
}

/// The first column of a side, if it holds whole amounts.
fn entries<'s, 'a>(sheet: &'s Sheet<'a>, side: Side) -> Option<&'s [Entry<'a>]> {
    let column = sheet
        .columns
        .iter()
        .find(|column| column.side == Some(side) && column.is_money())?;
    (column.axis == Axis::Whole).then_some(column.entries.as_slice())
}

fn grand_total<'a>(entries: &[Entry<'a>]) -> Option<Entry<'a>> {
    let total = entries.last().copied()?;
    (row_kind(&row_key(total.fact)) == Row::Total).then_some(total)
}

/// Year's total + what is carried over = grand total: whether nothing speaks against it.
fn carried(entries: &[Entry], ledger: &mut Ledger) -> bool {
    let kinds: Vec<Row> = entries
        .iter()
        .map(|entry| row_kind(&row_key(entry.fact)))
        .collect();
    let at = kinds.iter().position(|kind| *kind == Row::Year);
    let (Some(at), Some(total)) = (at, grand_total(entries)) else {
        return true;
    };
    let (_, [year, between @ .., _]) = entries.split_at(at) else {
        return true;
    };
    let mut facts: Vec<&Fact> = vec![total.fact, year.fact];
    facts.extend(between.iter().map(|entry| entry.fact));
    let start = year.interval;
    let add = |sum: Interval, entry: &Entry| sum.plus(entry.interval);
    // The carry-over may be followed by its own parts, or be only some of the rows.
    let sums = [
        between.iter().fold(start, add),
        between.iter().take(1).fold(start, add),
        entries
            .iter()
            .zip(&kinds)
            .skip(at + 1)
            .filter(|(_, kind)| **kind == Row::Carried)
            .map(|(entry, _)| entry)
            .fold(start, add),
    ];
    if sums.iter().any(|sum| sum.meets(total.interval)) {
        ledger.pass(&BALANCE, &facts);
    } else if between.len() > 2 {
        ledger.skip(&BALANCE, &facts, "skip.nested");
    } else if let Some(stated) = Stated::number(total.fact, total.interval) {
        let message = Message::new("balance.carried")
            .with("thing", row_key(total.fact))
            .with("raw", raw(total.fact))
            .with("sum", terms(facts.iter().skip(1).copied()));
        let unit = total.fact.unit.as_deref().unwrap_or_default();
        let objection = Objection::numbers(BALANCE.severity, message, &stated, sums[0], unit);
        ledger.fail(&BALANCE, &facts, objection);
        return false;
    }
    true
}
