//! Totals of income against totals of expenditure, of one scope.

use super::book::{Book, Said};
use super::identity::{is_whole_side, root, said_scope, wide};
use super::interval::Interval;
use super::ledger::{Ledger, Objection, Stated, raw, subject};
use super::message::Message;
use super::rule::BALANCE;
use crate::lexicon::lists::{Class as List, list};
use crate::record::{Fact, Severity};

/// How many facts apart the two totals of a sentence may stand.
const BESIDE: usize = 12;

/// Checks every pair of totals in running text.
pub fn check(book: &Book, ledger: &mut Ledger) {
    for one in &book.said {
        let Some(concept) = one.fact.concept.filter(|_| one.is_level()) else {
            continue;
        };
        if matches!(concept, "income_expenditure_total" | "fiscal_total") {
            joint(book, one, ledger);
            continue;
        }
        let (wide_concept, own) = wide(concept);
        if wide_concept != "total_expenditure" || one.year != book.era.year {
            continue;
        }
        let scope = said_scope(book, one, own);
        let is_income = |other: &&Said| {
            let concept = other.fact.concept.map(wide);
            let total = concept.filter(|(concept, _)| *concept == "total_income");
            // 收入总计…，比上年增加…: the change between them is no total.
            other.is_level() && total.is_some_and(|(_, own)| said_scope(book, other, own) == scope)
        };
        let mut before = book
            .before(one, BESIDE)
            .take_while(|other| other.passage == one.passage);
        let Some(income) = before.find(is_income) else {
            continue;
        };
        let facts = [income.fact, one.fact];
        if !income.same_books(one) {
            ledger.skip(&BALANCE, &facts, "skip.other_books");
        } else if let (Some(left), Some(right)) = (income.interval, one.interval) {
            match severity(facts) {
                Some(_) if is_carried_over(book, one, left.minus(right)) => {
                    ledger.skip(&BALANCE, &facts, "skip.carried_over");
                }
                Some(_) if !left.meets(right) && fits_another(book, one, right) => {
                    ledger.skip(&BALANCE, &facts, "skip.other_total");
                }
                Some(severity) => even(facts, left, right, severity, ledger),
                None => ledger.skip(&BALANCE, &facts, "skip.not_all"),
            }
        } else {
            ledger.skip(&BALANCE, &facts, "skip.unit");
        }
    }
}

/// Whether an expenditure that does not say of which money it is balances the income of one fund before it.
fn fits_another(book: &Book, one: &Said, right: Interval) -> bool {
    book.before(one, BESIDE).any(|other| {
        let income = |concept: &str| is_whole_side(concept) && root(concept) == "total_income";
        other.passage == one.passage
            && other.is_level()
            && other.same_books(one)
            && other.fact.concept.is_some_and(income)
            && other.interval.is_some_and(|other| other.meets(right))
    })
}

/// Whether what income is more than expenditure is told behind both, as carried over: 收支相抵，年终结转5万元.
fn is_carried_over(book: &Book, one: &Said, rest: Interval) -> bool {
    book.after(one, BESIDE)
        .take_while(|other| other.passage == one.passage)
        .filter(|other| other.is_level() && other.same_books(one))
        .filter(|other| {
            let label = other.fact.label.as_deref().unwrap_or_default();
            list(List::CarriedRow).any_in(label)
        })
        .any(|other| rest.is_positive() && other.interval.is_some_and(|other| other.meets(rest)))
}

/// A total that is called so, carry-over included, must balance; 收入预算 may leave it out, and 总收入 does
/// not say.
fn severity(facts: [&Fact; 2]) -> Option<Severity> {
    let called = |words| {
        let label = |fact: &Fact| fact.label.clone().unwrap_or_default();
        facts.iter().all(|fact| list(words).any_in(&label(fact)))
    };
    if called(List::SureTotal) {
        Some(Severity::Error)
    } else if called(List::LikelyTotal) {
        Some(Severity::Warning)
    } else {
        None
    }
}

/// Compares two totals that must be one amount.
pub fn even(
    facts: [&Fact; 2],
    left: Interval,
    right: Interval,
    severity: Severity,
    ledger: &mut Ledger,
) {
    let [income, expenditure] = facts;
    if left.meets(right) {
        return ledger.pass(&BALANCE, &facts);
    }
    let Some(stated) = Stated::number(income, left) else {
        return ledger.skip(&BALANCE, &facts, "skip.unit");
    };
    let message = Message::new("balance.sides")
        .with("thing", subject(income))
        .with("raw", raw(income))
        .with("other_name", subject(expenditure))
        .with("other", raw(expenditure));
    let unit = income.unit.as_deref().unwrap_or_default();
    let objection = Objection::numbers(severity, message, &stated, right, unit);
    // Two totals that must be equal are not, whatever the last digit.
    let objection = Objection {
        severity,
        ..objection
    };
    ledger.fail(&BALANCE, &facts, objection);
}

/// One total for both sides that is in truth the sum of both.
fn joint(book: &Book, total: &Said, ledger: &mut Ledger) {
    let of = |concepts: &[&str]| {
        book.totals().find(|other| {
            other.fact.concept.is_some_and(|id| concepts.contains(&id)) && other.same_books(total)
        })
    };
    let income = of(&["total_income", "income_this_year"]);
    let expenditure = of(&["total_expenditure", "expenditure_this_year"]);
    let (Some(income), Some(expenditure)) = (income, expenditure) else {
        return ledger.skip(&BALANCE, &[total.fact], "skip.no_totals");
    };
    let facts = [total.fact, income.fact, expenditure.fact];
    let intervals = (total.interval, income.interval, expenditure.interval);
    let (Some(both), Some(one), Some(other)) = intervals else {
        return ledger.skip(&BALANCE, &facts, "skip.unit");
    };
    let added = both.meets(one.plus(other)) && !both.meets(one) && !both.meets(other);
    if !added {
        return ledger.pass(&BALANCE, &facts);
    }
    let message = Message::new("balance.added")
        .with("thing", subject(total.fact))
        .with("raw", raw(total.fact))
        .with("income", raw(income.fact))
        .with("expenditure", raw(expenditure.fact));
    let objection = Objection {
        stated: Some(total.fact.value.0),
        computed: Some(income.fact.value.0),
        ..Objection::plain(BALANCE.severity, message)
    };
    // What is measured from it is measured from one side of it.
    ledger.distrust(total.fact);
    ledger.fail(&BALANCE, &facts, objection);
}
