//! What was carried out of a plan: 完成预算 x%, 整改率 x%.

use super::book::{Book, Said};
use super::interval::Interval;
use super::ledger::{Ledger, Objection, Stated, raw, subject};
use super::message::Message;
use super::rule::COMPLETION;
use crate::lexicon::lists::{Class as List, list};
use crate::record::{Basis, Fact, Field, Measure, Quantity, Severity, Versus};

/// How many facts before a completion its two amounts may stand.
const BESIDE: usize = 8;

/// Checks every completion.
pub fn check(book: &Book, ledger: &mut Ledger) {
    for one in &book.said {
        if one.fact.kind != Quantity::Percent || one.fact.comparator.is_some() {
            continue;
        }
        match one.fact.measure {
            Some(Measure::Completion) => completion(book, one, ledger),
            Some(Measure::Rate) => rate(book, one, ledger),
            _ => {}
        }
    }
}

/// The levels before a completion that are of its thing, the nearest first.
fn levels<'b, 'a>(book: &'b Book<'a>, one: &Said) -> Vec<&'b Said<'a>> {
    let named =
        |said: &&Said| book.akin(one, said) || book.is_nameless(one) || book.is_nameless(said);
    book.before(one, BESIDE)
        .take_while(|said| said.passage == one.passage)
        .filter(|said| said.is_level() && said.interval.is_some() && said.year == one.year)
        .filter(named)
        .collect()
}

/// 完成预算 x%: any pair of plan and actual beside it may be meant; the nearest is.
fn completion(book: &Book, one: &Said, ledger: &mut Ledger) {
    let levels = levels(book, one);
    let is_plan = |said: &&&Said| said.basis == Some(Basis::Budget) || said.is_base;
    // 完成调整预算的102% tells nothing of the budget as it was first.
    let adjusted = one.fact.versus == Some(Versus::AdjustedBudget);
    let is_meant = |said: &&&Said| is_plan(said) && (said.is_base || said.apart.adjusted);
    // What stands before the plan's own item is another item's.
    let meant = levels.iter().find(is_meant).filter(|_| adjusted);
    let plan = meant.or_else(|| levels.iter().find(is_plan));
    let actual = levels
        .iter()
        .find(|said| !said.is_base && said.basis == Some(Basis::Final))
        .or_else(|| {
            let free = |said: &&&Said| !is_plan(said) && said.basis.is_none();
            levels.iter().find(free)
        });
    let (Some(actual), Some(plan)) = (actual, plan) else {
        return ledger.skip(&COMPLETION, &[one.fact], "skip.no_plan");
    };
    let facts = [one.fact, actual.fact, plan.fact];
    let Some(stated) = Stated::percent(one.fact) else {
        return ledger.skip(&COMPLETION, &facts, "skip.digits");
    };
    let (Some(done), Some(planned)) = (actual.interval, plan.interval) else {
        return ledger.skip(&COMPLETION, &facts, "skip.unit");
    };
    if planned.is_zero() && (meant.is_some() || !adjusted) {
        return of_nothing(&facts, done, ledger);
    }
    let holds = |part: &Said, whole: &Said| {
        let rate = part.interval?.percent_of(whole.interval?)?;
        Some(rate.meets(stated.allowed))
    };
    let pairs = levels
        .iter()
        .flat_map(|part| levels.iter().map(move |whole| (part, whole)));
    let mut pairs = pairs.filter(|(part, whole)| {
        part.fact.id != whole.fact.id
            && part.fact.kind == whole.fact.kind
            && part.basis != Some(Basis::Budget)
    });
    if pairs.any(|(part, whole)| holds(part, whole) == Some(true)) {
        return ledger.pass(&COMPLETION, &facts);
    }
    if actual.fact.kind != plan.fact.kind {
        return ledger.skip(&COMPLETION, &facts, "skip.unit");
    }
    if adjusted && meant.is_none() {
        return ledger.skip(&COMPLETION, &facts, "skip.no_plan");
    }
    ratio(&facts, &stated, done, planned, ledger);
}

fn ratio(
    facts: &[&Fact; 3],
    stated: &Stated,
    part: Interval,
    whole: Interval,
    ledger: &mut Ledger,
) {
    let Some(computed) = part.percent_of(whole) else {
        return ledger.skip(&COMPLETION, facts, "skip.nothing");
    };
    ledger.compare(&COMPLETION, facts, stated, computed, || {
        Message::new("completion.rate")
            .with("part", raw(facts[1]))
            .with("whole", raw(facts[2]))
    });
}

/// A rate of a plan of nothing says nothing, unless nothing was done.
fn of_nothing(facts: &[&Fact; 3], done: Interval, ledger: &mut Ledger) {
    let [rate, actual, plan] = facts;
    if rate.value.0.is_zero() {
        return ledger.skip(&COMPLETION, facts, "skip.nothing");
    }
    let severity = match done.is_zero() {
        true => Severity::Note,
        false => Severity::Warning,
    };
    let message = Message::new("completion.of_nothing")
        .with("thing", subject(rate))
        .with("raw", raw(rate))
        .with("part", raw(actual))
        .with("whole", raw(plan));
    let objection = Objection {
        stated: Some(rate.value.0),
        ..Objection::plain(severity, message)
    };
    ledger.fail(&COMPLETION, facts, objection);
}

/// 发现问题5处，整改5处，整改率80%: a rate that is called after the second of two counts, of the first.
fn rate(book: &Book, one: &Said, ledger: &mut Ledger) {
    let Some(stem) = book
        .words(one.name)
        .strip_suffix('率')
        .filter(|stem| !stem.is_empty())
    else {
        return;
    };
    let mut levels = book.before(one, 2).filter(|other| other.is_level());
    let (Some(part), Some(whole)) = (levels.next(), levels.next()) else {
        return;
    };
    let name = book.words(part.name);
    // 发现问题5处，整改5处: the second has no name but the rate's.
    let unnamed = list(List::Done).contains(stem)
        && part.is_carried(Field::Label)
        && part.name == whole.name
        && !whole.is_carried(Field::Label);
    let named = !name.is_empty() && (name.contains(stem) || stem.ends_with(name) || unnamed);
    let alike = part.fact.unit == whole.fact.unit && part.fact.kind == whole.fact.kind;
    let facts = [one.fact, part.fact, whole.fact];
    let more = part
        .interval
        .zip(whole.interval)
        .is_some_and(|(part, whole)| part.exceeds(whole));
    if !named || !alike || more || part.fact.kind != Quantity::Count {
        return ledger.skip(&COMPLETION, &[one.fact], "skip.unclear");
    }
    let (Some(stated), Some(done), Some(all)) =
        (Stated::percent(one.fact), part.interval, whole.interval)
    else {
        return ledger.skip(&COMPLETION, &facts, "skip.digits");
    };
    ratio(&facts, &stated, done, all, ledger);
}
