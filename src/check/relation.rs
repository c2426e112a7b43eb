//! The word for the actual against the budget, and the completion beside it.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::book::Book;
use super::ledger::{Ledger, Objection, Place, named};
use super::movement::DIRECTION;
use crate::reading::reference::Relation;
use crate::record::{Measure, Quantity, Severity};

/// How many code points before the word its completion may stand.
const REACH: usize = 60;

/// Checks every 决算数大于预算数 against the completion directly before it.
pub fn check(book: &Book, relations: &[Relation], ledger: &mut Ledger) {
    for relation in relations {
        let behind = book
            .said
            .partition_point(|said| said.fact.span.1 <= relation.span.0);
        let Some(at) = behind.checked_sub(1) else {
            continue;
        };
        let fact = book.said[at].fact;
        let near = fact.span.1 + REACH >= relation.span.0;
        if !near || fact.measure != Some(Measure::Completion) || fact.kind != Quantity::Percent {
            continue;
        }
        // Nothing of nothing is 0% and no less than the budget.
        if fact.value.0.is_zero() || fact.comparator.is_some() {
            ledger.skip(&DIRECTION, &[fact], "完成率为零或只是约数");
            continue;
        }
        let told = fact.value.0.cmp(&Decimal::ONE_HUNDRED);
        // 100% may be 100.004%.
        if told == relation.ordering || told == Ordering::Equal {
            let claim = format!(
                "{}与决算数{}预算数相符",
                named(fact),
                word(relation.ordering)
            );
            ledger.pass(&DIRECTION, &[fact], claim);
            continue;
        }
        let message = format!(
            "{}：完成预算{}，却说决算数{}预算数",
            super::ledger::subject(fact),
            fact.raw,
            word(relation.ordering),
        );
        let place = Place {
            line: relation.line,
            span: relation.span,
        };
        let objection = Objection {
            stated: Some(fact.value.0),
            ..Objection::plain(Severity::Warning, message)
        };
        ledger.object(&DIRECTION, place, vec![fact.id], objection);
    }
}

fn word(ordering: Ordering) -> &'static str {
    match ordering {
        Ordering::Greater => "大于",
        Ordering::Less => "小于",
        Ordering::Equal => "等于",
    }
}
