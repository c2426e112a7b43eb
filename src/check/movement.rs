//! Changes from one year to the next: growth against amount and change, change against both years,
//! the word against the number.

use rust_decimal::Decimal;

use super::book::{Book, Said, directed, interval, same_books};
use super::interval::Interval;
use super::ledger::{Ledger, Objection, Stated, named, subject};
use super::rule::Rule;
use crate::record::{Comparator, Fact, Measure, Severity, Sign};

/// 增长 x% against the amounts.
pub const GROWTH: Rule = Rule {
    id: "growth_mismatch",
    severity: Severity::Error,
    chinese: "增减幅度与增减额、本年数或上年数推算的结果不符",
    english: "a growth rate does not follow from the amount, the change or the prior year",
};

/// 增加 x万元 against both years.
pub const CHANGE: Rule = Rule {
    id: "change_mismatch",
    severity: Severity::Error,
    chinese: "增减额与本年数、上年数之差不符",
    english: "a change is not the difference between the two years",
};

/// 增加 beside 下降, or 增加 with a lower number.
pub const DIRECTION: Rule = Rule {
    id: "direction_conflict",
    severity: Severity::Error,
    chinese: "增减方向的用词与数字或与相邻用词矛盾",
    english: "words say up where numbers or the words beside them say down",
};

/// How many facts away the amounts of a change may stand.
const REACH: usize = 12;
/// How many facts away the change of a growth may stand: lists give all changes, then all rates.
const NEAR: usize = 6;

/// The facts that a change or growth is about.
#[derive(Default)]
struct Operands<'a> {
    change: Option<&'a Fact>,
    now: Option<&'a Fact>,
    prior: Option<&'a Fact>,
}

/// Checks every change and growth.
pub fn check(book: &Book, ledger: &mut Ledger) {
    for (at, one) in book.said.iter().enumerate() {
        if directed(one.fact).is_none() {
            continue;
        }
        if one.is(Measure::Growth) {
            let operands = operands(book, at);
            words(one.fact, &operands, ledger);
            growth(one.fact, &operands, ledger);
        } else if one.is(Measure::Change) {
            change(one.fact, &operands(book, at), ledger);
        }
    }
}

/// Finds the amounts of this and the last year, and the change beside a growth.
fn operands<'a>(book: &Book<'a>, at: usize) -> Operands<'a> {
    let one = &book.said[at];
    let change = if one.is(Measure::Growth) {
        let fits = |other: &usize| {
            let other = &book.said[*other];
            other.is(Measure::Change) && other.same(one) && other.fact.comparator.is_none()
        };
        let before = book.before(at, NEAR).find(fits);
        before.or_else(|| book.after(at, 2).find(fits))
    } else {
        None
    };
    let level = |year: Option<i32>, other: &Said| {
        other.is_level()
            && year.is_some()
            && other.fact.year == year
            && other.fact.basis == one.fact.basis
            && !is_baseline(other.fact)
            && change.is_none_or(|change| book.said[change].fact.kind == other.fact.kind)
    };
    let year = one.fact.year;
    let last = year.map(|year| year - 1);
    let find = |year: Option<i32>, near: bool| {
        let fits = |other: &usize| {
            let other = &book.said[*other];
            level(year, other)
                && if near {
                    other.akin(one)
                } else {
                    other.same(one)
                }
        };
        let before = book.before(at, REACH).find(fits);
        before.or_else(|| book.after(at, 4).find(fits))
    };
    let fact = |at: Option<usize>| at.map(|at| book.said[at].fact);
    Operands {
        change: fact(change),
        now: fact(find(year, false).or_else(|| find(year, true))),
        prior: fact(find(last, false)),
    }
}

/// Whether an amount is called what another is compared with (支出比计划910万元): its year says
/// nothing then.
fn is_baseline(fact: &Fact) -> bool {
    let label = fact.label.as_deref().unwrap_or_default();
    label.contains(['比', '较'])
}

/// The direction of a growth against that of the change beside it.
fn words(growth: &Fact, operands: &Operands, ledger: &mut Ledger) {
    let Some(change) = operands.change else {
        return;
    };
    let (Some(up), Some(down)) = (directed(growth), directed(change)) else {
        return;
    };
    let claim = format!("{}与{}同向", named(change), named(growth));
    if up == down {
        ledger.pass(&DIRECTION, &[growth, change], claim);
        return;
    }
    let message = format!(
        "{}：前写{} {}，后写{} {}，方向相反",
        subject(growth),
        word(down),
        change.raw,
        word(up),
        growth.raw,
    );
    let objection = Objection::plain(DIRECTION.severity, message);
    ledger.fail(&DIRECTION, &[growth, change], objection);
}

fn word(sign: Sign) -> &'static str {
    match sign {
        Sign::Up => "增加",
        Sign::Down => "减少",
        Sign::Level => "持平",
        Sign::Unfilled => "增加/减少",
    }
}

/// The numbers from which a growth is computed, and how that is said.
struct Way<'a> {
    claim: String,
    facts: Vec<&'a Fact>,
    computed: Interval,
}

fn growth(fact: &Fact, operands: &Operands, ledger: &mut Ledger) {
    if matches!(
        fact.comparator,
        Some(Comparator::About | Comparator::AtMost | Comparator::Below)
    ) {
        return ledger.skip(&GROWTH, &[fact], "增减幅度只是约数");
    }
    if let (Some(now), Some(change)) = (operands.now, operands.change)
        && from_nothing(fact, now, change)
        && operands.prior.is_none()
    {
        let message = format!(
            "{}：{}全部为本年增加，上年为零，增长率无意义，原文写增长{}",
            subject(fact),
            named(now),
            fact.raw,
        );
        let objection = Objection {
            stated: Some(fact.value.0),
            ..Objection::plain(Severity::Warning, message)
        };
        return ledger.fail(&GROWTH, &[fact, change, now], objection);
    }
    let ways = ways(fact, operands);
    let Some(first) = ways.first() else {
        return ledger.skip(&GROWTH, &[fact], "缺少可比的本年数、上年数或增减额");
    };
    let Some(stated) = Stated::percent(fact) else {
        return ledger.skip(&GROWTH, &[fact], "数字过大或过细");
    };
    let at_least = matches!(
        fact.comparator,
        Some(Comparator::AtLeast | Comparator::Above)
    );
    let holds = |way: &&Way| {
        stated.allowed.meets(way.computed) || at_least && way.computed.high >= stated.value
    };
    if let Some(way) = ways.iter().find(holds) {
        let claim = format!("{}：{} = {}%", named(fact), way.claim, way.computed);
        return ledger.pass(&GROWTH, &way.facts, claim);
    }
    ledger.compare(&GROWTH, &first.facts, stated, first.computed, &first.claim);
}

/// Whether the whole amount is said to be new, and to have grown by a rate.
fn from_nothing(growth: &Fact, now: &Fact, change: &Fact) -> bool {
    growth.sign == Some(Sign::Up)
        && change.sign == Some(Sign::Up)
        && growth.comparator.is_none()
        && now.yuan.is_some()
        && now.yuan == change.yuan
        && !now.value.0.is_zero()
}

/// All ways to compute a growth from what is given, the most direct first.
fn ways<'a>(fact: &'a Fact, operands: &Operands<'a>) -> Vec<Way<'a>> {
    let mut ways = Vec::new();
    let mut add = |claim: String, facts: Vec<&'a Fact>, computed: Option<Interval>| {
        if let Some(computed) = computed {
            ways.push(Way {
                claim,
                facts: std::iter::once(fact).chain(facts).collect(),
                computed,
            });
        }
    };
    if let (Some(now), Some(prior)) = (operands.now, operands.prior)
        && let (Some(one), Some(other)) = (interval(now), interval(prior))
    {
        let claim = format!("({} − {}) ÷ {}", now.raw, prior.raw, prior.raw);
        let computed = one.minus(other).magnitude().percent_of(other);
        add(claim, vec![now, prior], computed);
    }
    if let (Some(now), Some(change)) = (operands.now, operands.change)
        && let (Some(one), Some(step)) = (interval(now), interval(change))
    {
        let signs = [directed(change), directed(fact)];
        let first = signs[0] != Some(Sign::Down);
        let second = signs[1] != Some(Sign::Down);
        add(
            stepwise(now, change, first),
            vec![change, now],
            on_prior(one, step.magnitude(), first),
        );
        if first != second {
            add(
                stepwise(now, change, second),
                vec![change, now],
                on_prior(one, step.magnitude(), second),
            );
        }
    }
    if let (Some(change), Some(prior)) = (operands.change, operands.prior)
        && let (Some(step), Some(other)) = (interval(change), interval(prior))
    {
        let claim = format!("{} ÷ {}", change.raw, prior.raw);
        add(
            claim,
            vec![change, prior],
            step.magnitude().percent_of(other),
        );
    }
    ways
}

fn stepwise(now: &Fact, change: &Fact, up: bool) -> String {
    let sign = if up { '−' } else { '+' };
    format!("{} ÷ ({} {sign} {})", change.raw, now.raw, change.raw)
}

/// A change in per cent of the amount before it. The change is in both terms, so that the ends are
/// taken together.
fn on_prior(now: Interval, step: Interval, up: bool) -> Option<Interval> {
    let (most, least) = if up {
        (now.high - step.low, now.low - step.high)
    } else {
        (now.high + step.low, now.low + step.high)
    };
    if least <= Decimal::ZERO || most <= Decimal::ZERO {
        return None;
    }
    Some(Interval {
        low: step
            .low
            .checked_div(most)?
            .checked_mul(Decimal::ONE_HUNDRED)?,
        high: step
            .high
            .checked_div(least)?
            .checked_mul(Decimal::ONE_HUNDRED)?,
    })
}

/// A change against both years.
fn change(fact: &Fact, operands: &Operands, ledger: &mut Ledger) {
    let (Some(now), Some(prior)) = (operands.now, operands.prior) else {
        return ledger.skip(&CHANGE, &[fact], "没有同时给出本年数和上年数");
    };
    let intervals = (interval(now), interval(prior), interval(fact));
    let (Some(one), Some(other), Some(step)) = intervals else {
        return ledger.skip(&CHANGE, &[fact], "数字的单位不明");
    };
    if now.kind != fact.kind || prior.kind != fact.kind || !same_books(now, fact) {
        return ledger.skip(&CHANGE, &[fact], "本年数、上年数与增减额不是同一口径");
    }
    let facts = [fact, now, prior];
    let difference = one.minus(other);
    let down = directed(fact) == Some(Sign::Down);
    let signed = if down { other.minus(one) } else { difference };
    let claim = format!("{} − {}", now.raw, prior.raw);
    let magnitude = step.magnitude();
    if !signed.meets(magnitude) && difference.magnitude().meets(magnitude) {
        let message = format!(
            "{}：原文写{} {}，但{claim}的方向相反",
            subject(fact),
            word(if down { Sign::Down } else { Sign::Up }),
            fact.raw,
        );
        let objection = Objection::plain(DIRECTION.severity, message);
        return ledger.fail(&DIRECTION, &facts, objection);
    }
    let Some(scale) = super::book::factor(fact) else {
        return ledger.skip(&CHANGE, &[fact], "数字的单位不明");
    };
    let computed = difference.magnitude();
    let computed = Interval {
        low: computed.low / scale,
        high: computed.high / scale,
    };
    if let Some(mut stated) = Stated::number(fact) {
        stated.allowed = stated.allowed.magnitude();
        ledger.compare(&CHANGE, &facts, stated, computed, &claim);
    }
}
