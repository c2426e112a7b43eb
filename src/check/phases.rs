//! The phases of a budget: what was given at the beginning, with what was added and cut, is the
//! adjusted budget.

use super::book::{Book, Said};
use super::interval::Interval;
use super::ledger::{Ledger, Stated, raw};
use super::message::Message;
use super::rule::SUM;
use crate::mark::{Phase, Step};
use crate::record::{Fact, Quantity, Severity};

/// How many code points behind its word an amount may begin.
const BEHIND: usize = 2;

/// Checks every budget whose phases are told one after the other.
pub fn check(book: &Book, phases: &[Phase], ledger: &mut Ledger) {
    let mut open: Vec<(Step, &Said)> = Vec::new();
    for phase in phases {
        let Some(said) = amount(book, phase) else {
            // A step without an amount leaves the rest open.
            open.clear();
            continue;
        };
        let follows = open
            .last()
            .is_some_and(|(_, last)| last.passage == said.passage);
        match phase.step {
            Step::Opening => open = vec![(phase.step, said)],
            Step::Added | Step::Cut if follows => open.push((phase.step, said)),
            Step::Adjusted if follows && open.len() > 1 => {
                adjusted(book, said, &open, ledger);
                open.clear();
            }
            _ => open.clear(),
        }
    }
}

/// The amount of money right behind the word for a phase.
fn amount<'b, 'a>(book: &'b Book<'a>, phase: &Phase) -> Option<&'b Said<'a>> {
    let (_, behind) = book.split(phase.span.1);
    behind.first().filter(|said| {
        let starts = said.fact.span.0.checked_sub(phase.span.1);
        let exact = said.fact.comparator.is_none() && said.interval.is_some();
        starts.is_some_and(|gap| gap <= BEHIND) && exact && said.fact.kind == Quantity::Money
    })
}

/// How many numbers may stand between the beginning of a budget and what it was adjusted to.
const BETWEEN: usize = 8;

fn adjusted(book: &Book, whole: &Said, steps: &[(Step, &Said)], ledger: &mut Ledger) {
    let add = |sum: Interval, (step, said): &(Step, &Said)| match (step, said.interval) {
        (_, None) => sum,
        (Step::Cut, Some(amount)) => sum.minus(amount.magnitude()),
        (_, Some(amount)) => sum.plus(amount),
    };
    let computed = steps.iter().fold(Interval::ZERO, add);
    // 年初预算100万元，年中追加20万元，上年结转5万元，调整后预算125万元.
    let opening = steps.first().map_or(0, |(_, said)| said.fact.id);
    let (before, _) = book.split(whole.fact.span.0);
    let left_out = before
        .iter()
        .rev()
        .take_while(|other| other.fact.id > opening)
        .take(BETWEEN)
        .any(|other| {
            let step = steps.iter().any(|(_, step)| step.fact.id == other.fact.id);
            !step && other.is_level() && other.fact.kind == Quantity::Money
        });
    let facts: Vec<&Fact> = std::iter::once(whole.fact)
        .chain(steps.iter().map(|(_, said)| said.fact))
        .collect();
    let stated = whole
        .interval
        .and_then(|own| Stated::number(whole.fact, own));
    let Some(stated) = stated else {
        return ledger.skip(&SUM, &facts, "skip.unit");
    };
    if left_out && !stated.allowed.meets(computed) {
        return ledger.skip(&SUM, &facts, "skip.unclear");
    }
    ledger.compare_as((&SUM, Severity::Warning), &facts, &stated, computed, || {
        let mut sum = String::new();
        for (step, said) in steps {
            let sign = match step {
                Step::Opening => "",
                Step::Cut => " − ",
                _ => " + ",
            };
            sum = sum + sign + &raw(said.fact);
        }
        Message::new("sum.phases").with("sum", sum)
    });
}
