//! The totals of an income and expenditure table: both sides equal, and each the sum of the year and
//! what is carried over.

use super::balance::{BALANCE, even};
use super::ledger::{Ledger, Objection, raw};
use super::sheet::{Entry, Sheet, row_key};
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
        let sides = [side(sheet, "收入"), side(sheet, "支出")];
        let sound = sides
            .into_iter()
            .flatten()
            .filter(|entries| !carried(entries, ledger))
            .count()
            == 0;
        // A total that its own side contradicts is reported once.
        if let ([Some(income), Some(expenditure)], true) =
            (sides.map(|side| side.and_then(grand_total)), sound)
        {
            even(income.fact, expenditure.fact, ledger);
        }
    }
}

/// The first column under a side's head.
fn side<'s, 'a>(sheet: &'s Sheet<'a>, word: &str) -> Option<&'s [Entry<'a>]> {
    let (_, entries) = sheet.columns.iter().find(|(path, _)| {
        let head = path.split('/').next().unwrap_or_default();
        crate::lexicon::key(head).contains(word)
    })?;
    Some(entries)
}

fn grand_total<'a>(entries: &[Entry<'a>]) -> Option<Entry<'a>> {
    let total = entries.last().copied()?;
    let row = row_key(total.fact);
    (row == "合计" || row.ends_with("总计")).then_some(total)
}

/// Year's total + what is carried over = grand total: whether nothing speaks against it.
fn carried(entries: &[Entry], ledger: &mut Ledger) -> bool {
    let year = entries.iter().position(|entry| {
        let row = row_key(entry.fact);
        row.starts_with("本年") && row.ends_with("合计")
    });
    let (Some(year), Some(total)) = (year, grand_total(entries)) else {
        return true;
    };
    if year + 1 >= entries.len() {
        return true;
    }
    let between = &entries[year + 1..entries.len() - 1];
    let mut facts: Vec<&Fact> = vec![total.fact, entries[year].fact];
    facts.extend(between.iter().map(|entry| entry.fact));
    let start = entries[year].interval;
    let all = between
        .iter()
        .fold(start, |sum, entry| sum.plus(entry.interval));
    // The carry-over may be followed by its own parts.
    let one = between
        .first()
        .map_or(start, |entry| start.plus(entry.interval));
    let nested = between
        .iter()
        .filter(|entry| {
            let row = row_key(entry.fact);
            row.contains("结转") || row.contains("结余") || row.contains("弥补")
        })
        .fold(start, |sum, entry| sum.plus(entry.interval));
    if [all, one, nested]
        .iter()
        .any(|sum| sum.meets(total.interval))
    {
        let claim = format!(
            "{} {} = 本年合计与结转结余之和",
            row_key(total.fact),
            raw(total.fact)
        );
        ledger.pass(&BALANCE, &facts, claim);
    } else if between.len() > 2 {
        ledger.skip(&BALANCE, &facts, "结转结余的分项关系不明");
    } else {
        report(&facts, entries[year], between, total, ledger);
        return false;
    }
    true
}

fn report(facts: &[&Fact], year: Entry, between: &[Entry], total: Entry, ledger: &mut Ledger) {
    let mut parts = vec![year.fact.raw.as_str()];
    parts.extend(between.iter().map(|entry| entry.fact.raw.as_str()));
    let sum = between
        .iter()
        .fold(year.interval, |sum, entry| sum.plus(entry.interval));
    let scale = super::book::factor(total.fact);
    let Some(scale) = scale else { return };
    let computed = (sum.middle() / scale).round_dp(6).normalize();
    let message = format!(
        "{}：表中为{}，本年合计与结转结余之和{} = {computed}",
        row_key(total.fact),
        raw(total.fact),
        parts.join(" + "),
    );
    let objection = Objection {
        stated: Some(total.fact.value.0),
        computed: Some(computed),
        tolerance: Some(
            ((sum.radius() + total.interval.radius()) / scale)
                .round_dp(9)
                .normalize(),
        ),
        ..Objection::plain(BALANCE.severity, message)
    };
    ledger.fail(&BALANCE, facts, objection);
}
