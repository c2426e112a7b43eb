//! Totals of income against totals of expenditure.

use super::book::{Book, Said, interval, same_books};
use super::ledger::{Ledger, Objection, named, raw, subject};
use super::rule::Rule;
use crate::record::{Fact, Severity};

/// 收入总计 against 支出总计.
pub const BALANCE: Rule = Rule {
    id: "balance_mismatch",
    severity: Severity::Error,
    chinese: "收入总计与支出总计不平衡",
    english: "total income and total expenditure are not equal",
};

/// How many facts apart the two totals of a sentence may stand.
const BESIDE: usize = 5;

/// Checks every pair of totals in running text.
pub fn check(book: &Book, ledger: &mut Ledger) {
    for (at, one) in book.said.iter().enumerate() {
        if !one.is_level() {
            continue;
        }
        if is_total(one.fact, "支出") {
            let income = book.before(at, BESIDE).find(|other| {
                // 收入总计…，比上年增加…: the change between them is no total.
                let other = &book.said[*other];
                other.is_level() && is_total(other.fact, "收入")
            });
            if let Some(income) = income {
                pair(&book.said[income], one, ledger);
            }
        } else if is_joint(one.fact) {
            joint(book, one, ledger);
        }
    }
}

/// Whether a label names the total of one side, carry-over included.
fn is_total(fact: &Fact, side: &str) -> bool {
    let label = fact.label.as_deref().unwrap_or_default();
    fact.kind == crate::record::Quantity::Money
        && label.contains(side)
        && label.ends_with("总计")
        && !is_joint(fact)
}

/// Whether a label names the one total of both sides (收、支总计).
fn is_joint(fact: &Fact) -> bool {
    matches!(
        fact.concept,
        Some("income_expenditure_total" | "fiscal_total")
    )
}

fn pair(income: &Said, expenditure: &Said, ledger: &mut Ledger) {
    let (one, other) = (income.fact, expenditure.fact);
    if !same_books(one, other) {
        return ledger.skip(&BALANCE, &[one, other], "两个总计不是同一年度或口径");
    }
    even(one, other, ledger);
}

/// Compares two totals that must be one amount.
pub fn even(income: &Fact, expenditure: &Fact, ledger: &mut Ledger) {
    let facts = [income, expenditure];
    let (Some(left), Some(right)) = (interval(income), interval(expenditure)) else {
        return ledger.skip(&BALANCE, &facts, "总计的单位不明");
    };
    if left.meets(right) {
        let claim = format!("{} = {}", named(income), named(expenditure));
        return ledger.pass(&BALANCE, &facts, claim);
    }
    let message = format!(
        "{} {}与{} {}应当相等",
        subject(income),
        raw(income),
        subject(expenditure),
        raw(expenditure),
    );
    let objection = Objection {
        stated: Some(income.value.0),
        computed: Some(expenditure.value.0),
        tolerance: None,
        ..Objection::plain(BALANCE.severity, message)
    };
    ledger.fail(&BALANCE, &facts, objection);
}

/// One total for both sides that is in truth the sum of both.
fn joint(book: &Book, total: &Said, ledger: &mut Ledger) {
    let of = |concepts: &[&str]| {
        book.said.iter().find(|other| {
            other.is_level()
                && other.fact.concept.is_some_and(|id| concepts.contains(&id))
                && same_books(other.fact, total.fact)
        })
    };
    let income = of(&["total_income", "income_this_year"]);
    let expenditure = of(&["total_expenditure", "expenditure_this_year"]);
    let (Some(income), Some(expenditure)) = (income, expenditure) else {
        return ledger.skip(&BALANCE, &[total.fact], "没有给出收入和支出的总额");
    };
    let facts = [total.fact, income.fact, expenditure.fact];
    let intervals = facts.map(interval);
    let [Some(both), Some(one), Some(other)] = intervals else {
        return ledger.skip(&BALANCE, &facts, "总额的单位不明");
    };
    let added = both.meets(one.plus(other)) && !both.meets(one) && !both.meets(other);
    if !added {
        let claim = format!("{}不是收入与支出相加", named(total.fact));
        return ledger.pass(&BALANCE, &facts, claim);
    }
    let message = format!(
        "{}：收支总计应为收入总计，亦即支出总计；原文{}是收入{}与支出{}相加",
        subject(total.fact),
        raw(total.fact),
        raw(income.fact),
        raw(expenditure.fact),
    );
    let objection = Objection {
        stated: Some(total.fact.value.0),
        computed: Some(income.fact.value.0),
        tolerance: None,
        ..Objection::plain(BALANCE.severity, message)
    };
    ledger.fail(&BALANCE, &facts, objection);
}
