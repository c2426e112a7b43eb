//! Changes from one year to the next, or from the plan to the accounts: growth against amount and
//! change, change against both amounts, the word against the number.
//!
//! Which amounts a change is about is seldom certain, so that a check is passed where any reading of
//! the amounts beside it holds, and objects only where one reading is clear and none holds.

use super::book::{Book, Said, directed};
use super::interval::Interval;
use super::ledger::{Ledger, Objection, Stated, factor, raw, subject};
use super::message::Message;
use super::operands::{Operands, REACH, operands};
use super::rule::{CHANGE, DIRECTION, GROWTH, Rule};
use crate::record::{Comparator, Fact, Field, Measure, Quantity, Severity, Sign, Versus};

/// Checks every change and growth.
pub fn check(book: &Book, ledger: &mut Ledger) {
    for one in &book.said {
        if directed(one.fact).is_none() {
            continue;
        }
        // 剔除新划入的单位后增加8%: of what is left, of which nothing is told.
        if one.apart.basis {
            ledger.skip(rule_of(one), &[one.fact], "skip.condition");
            continue;
        }
        if is_of_unread(book, one) {
            ledger.skip(rule_of(one), &[one.fact], "skip.unclear");
            continue;
        }
        if one.is(Measure::Growth) {
            let operands = operands(book, one);
            words(one, &operands, ledger);
            growth(one, &operands, ledger);
        } else if one.is(Measure::Change) {
            change(book, one, &operands(book, one), ledger);
        }
    }
}

/// …；会议费未发生，较预算节省1万元: whether the item that a semicolon divides from those before has no number that
/// bears a name.
fn is_of_unread(book: &Book, one: &Said) -> bool {
    let mut before = book.before(one, REACH);
    let last = before.find(|other| other.part != one.part || !other.is_carried(Field::Label));
    one.is_carried(Field::Label)
        && last.is_some_and(|last| last.part != one.part && last.sentence == one.sentence)
}

/// The direction of a growth against that of the change beside it.
fn words(growth: &Said, operands: &Operands, ledger: &mut Ledger) {
    let Some(change) = operands.change else {
        return;
    };
    let (Some(up), Some(down)) = (directed(growth.fact), directed(change.fact)) else {
        return;
    };
    let facts = [growth.fact, change.fact];
    // A sign may be printed with the number, as the change of a fall: 减少-5万元 says it twice.
    let minus = |fact: &Fact| fact.value.0.is_sign_negative() && !fact.value.0.is_zero();
    if up == down || minus(growth.fact) != minus(change.fact) {
        return ledger.pass(&DIRECTION, &facts);
    }
    if change.fact.value.0.is_zero() || growth.fact.value.0.is_zero() {
        return ledger.skip(&DIRECTION, &facts, "skip.nothing");
    }
    // 时限缩减293个工作日，提速72%: of what is counted the rate may be that of another thing.
    if change.fact.kind != Quantity::Money {
        return ledger.skip(&DIRECTION, &facts, "skip.unclear");
    }
    let message = Message::new("direction.words")
        .with("thing", subject(growth.fact))
        .word("first", word(down))
        .with("change", raw(change.fact))
        .word("second", word(up))
        .with("growth", raw(growth.fact));
    ledger.fail(
        &DIRECTION,
        &facts,
        Objection::plain(DIRECTION.severity, message),
    );
}

fn word(sign: Sign) -> &'static str {
    match sign {
        Sign::Up => "word.up",
        Sign::Down => "word.down",
        Sign::Level | Sign::Unfilled => "word.level",
    }
}

fn rule_of(one: &Said) -> &'static Rule {
    match one.is(Measure::Growth) {
        true => &GROWTH,
        false => &CHANGE,
    }
}

/// The numbers from which a growth is computed.
struct Way<'b, 'a> {
    /// The first two numbers of the sum.
    facts: [&'b Said<'a>; 2],
    sum: Sum,
    computed: Interval,
}

/// How a growth is computed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sum {
    /// (now − base) ÷ base.
    Levels,
    /// change ÷ (now ∓ change).
    Step { up: bool },
    /// change ÷ base.
    Quotient,
}

fn growth(one: &Said, operands: &Operands, ledger: &mut Ledger) {
    let fact = one.fact;
    if matches!(
        fact.comparator,
        Some(Comparator::About | Comparator::AtMost | Comparator::Below)
    ) {
        return ledger.skip(&GROWTH, &[fact], "skip.about");
    }
    let Some(stated) = Stated::percent(fact).map(|stated| Stated {
        allowed: stated.allowed.magnitude(),
        ..stated
    }) else {
        return ledger.skip(&GROWTH, &[fact], "skip.digits");
    };
    let falls = directed(fact) == Some(Sign::Down);
    if falls
        && stated.allowed.exceeds(Interval::HUNDRED)
        && fact.value.0 > rust_decimal::Decimal::ONE_HUNDRED
    {
        let message = Message::new("growth.below_nothing")
            .with("thing", subject(fact))
            .with("raw", raw(fact));
        let objection = Objection::plain(GROWTH.severity, message);
        return ledger.fail(&GROWTH, &[fact], objection);
    }
    if from_nothing(one, operands) {
        return grown_from_nothing(fact, operands, ledger);
    }
    let ways = ways(one, operands);
    if ways.is_empty() {
        return ledger.skip(&GROWTH, &[fact], "skip.no_amounts");
    }
    let at_least = matches!(
        fact.comparator,
        Some(Comparator::AtLeast | Comparator::Above)
    );
    let holds = |way: &&Way| {
        stated.allowed.meets(way.computed) || at_least && !stated.allowed.exceeds(way.computed)
    };
    if let Some(way) = ways.iter().find(holds) {
        return ledger.pass(&GROWTH, &facts(one, way));
    }
    let Some(clear) = ways.iter().find(|way| is_clear(way, operands)) else {
        return ledger.skip(&GROWTH, &[fact], "skip.unclear");
    };
    let all = facts(one, clear);
    if all.iter().any(|fact| ledger.distrusts(fact)) {
        return ledger.skip(&GROWTH, &all, "skip.wrong_unit");
    }
    let wrong = of_now(one, clear, operands).is_some_and(|wrong| wrong.meets(stated.allowed));
    ledger.compare(&GROWTH, &all, &stated, clear.computed, || {
        telling(clear, wrong)
    });
}

/// The growth that comes of taking the amount of now for what it is measured from.
fn of_now(one: &Said, way: &Way, operands: &Operands) -> Option<Interval> {
    let now = operands.now?.interval?;
    let [first, second] = way.facts;
    let first = first.interval?;
    match way.sum {
        Sum::Levels => first.minus(second.interval?).magnitude().percent_of(now),
        Sum::Step { .. } => first.magnitude().percent_of(now),
        Sum::Quotient => None,
    }
    .filter(|_| one.fact.comparator.is_none())
}

fn facts<'a>(one: &Said<'a>, way: &Way<'_, 'a>) -> Vec<&'a Fact> {
    let others = way.facts.iter().map(|said| said.fact);
    std::iter::once(one.fact).chain(others).collect()
}

/// Whether a way takes the amounts that are clearly meant.
fn is_clear(way: &Way, operands: &Operands) -> bool {
    let is = |said: &Said, meant: Option<&Said>| {
        meant.is_some_and(|meant| meant.fact.id == said.fact.id)
    };
    let [first, second] = way.facts;
    match way.sum {
        Sum::Levels => is(first, operands.now) && is(second, operands.base),
        Sum::Step { .. } => is(second, operands.now),
        Sum::Quotient => is(second, operands.base),
    }
}

fn telling(way: &Way, of_now: bool) -> Message {
    let [one, other] = way.facts.map(|said| raw(said.fact));
    let sum = match way.sum {
        Sum::Levels => format!("({one} − {other}) ÷ {other}"),
        Sum::Step { up } => format!("{one} ÷ ({other} {} {one})", if up { '−' } else { '+' }),
        Sum::Quotient => format!("{one} ÷ {other}"),
    };
    let key = if of_now {
        "growth.of_now"
    } else {
        "growth.rate"
    };
    Message::new(key).with("sum", sum)
}

/// Whether the whole amount is said to be new, and to have grown by a rate.
fn from_nothing(growth: &Said, operands: &Operands) -> bool {
    let (Some(now), Some(change)) = (operands.now, operands.change) else {
        return false;
    };
    let up = |fact: &Fact| fact.sign == Some(Sign::Up);
    let whole = now.fact.yuan.is_some() && now.fact.yuan == change.fact.yuan;
    let nothing = operands.base.is_none_or(|base| base.fact.value.0.is_zero());
    up(growth.fact)
        && up(change.fact)
        && growth.fact.comparator.is_none()
        && whole
        && nothing
        && !now.fact.value.0.is_zero()
}

fn grown_from_nothing(fact: &Fact, operands: &Operands, ledger: &mut Ledger) {
    let (Some(now), Some(change)) = (operands.now, operands.change) else {
        return;
    };
    let before = fact.versus.is_none_or(Versus::is_of_before);
    let key = match before {
        true => "growth.from_nothing",
        false => "growth.from_no_plan",
    };
    let message = Message::new(key)
        .with("thing", subject(fact))
        .with("now", raw(now.fact))
        .with("raw", raw(fact));
    let objection = Objection {
        stated: Some(fact.value.0),
        ..Objection::plain(Severity::Note, message)
    };
    ledger.fail(&GROWTH, &[fact, change.fact, now.fact], objection);
}

/// All ways to compute a growth from what is given, the most direct first.
fn ways<'b, 'a>(one: &Said<'a>, operands: &Operands<'b, 'a>) -> Vec<Way<'b, 'a>> {
    let mut ways = Vec::new();
    let mut add = |facts: [&'b Said<'a>; 2], sum: Sum, computed: Option<Interval>| {
        if let Some(computed) = computed {
            ways.push(Way {
                facts,
                sum,
                computed,
            });
        }
    };
    let clear = operands.now.zip(operands.base);
    let others = operands.levels.iter().enumerate().flat_map(|(at, one)| {
        let rest = operands.levels.iter().skip(at + 1);
        rest.flat_map(move |other| [(*one, *other), (*other, *one)])
    });
    let pairs = clear.into_iter().chain(others);
    for (now, base) in pairs.filter(|(now, base)| now.is_counted_like(base)) {
        if let (Some(now_is), Some(base_is)) = (now.interval, base.interval) {
            // 10万元降至8万元 is a fall of 20%, and no rise of 25% read backwards.
            let backwards = match directed(one.fact) {
                Some(Sign::Down) => now_is.exceeds(base_is),
                _ => base_is.exceeds(now_is),
            };
            let computed = now_is.minus(base_is).magnitude().percent_of(base_is);
            add([now, base], Sum::Levels, computed.filter(|_| !backwards));
        }
    }
    let Some(change) = operands.change else {
        return ways;
    };
    let levels = || {
        let levels = operands
            .now
            .into_iter()
            .chain(operands.levels.iter().copied());
        levels.filter(|level| level.is_counted_like(change))
    };
    let Some(step) = change.interval.map(Interval::magnitude) else {
        return ways;
    };
    let first = directed(change.fact) != Some(Sign::Down);
    let second = directed(one.fact) != Some(Sign::Down);
    for level in levels() {
        let Some(now) = level.interval else { continue };
        for up in [first, second] {
            add(
                [change, level],
                Sum::Step { up },
                Interval::growth(now, step, up),
            );
        }
        let own = operands.now.is_some_and(|now| now.fact.id == level.fact.id);
        if !own {
            add([change, level], Sum::Quotient, step.percent_of(now));
            // 增收1360元，比上年的1150元提高: the amount itself is called a rise.
            let rise = step.minus(now).magnitude().percent_of(now);
            add([change, level], Sum::Levels, rise);
        }
    }
    ways
}

/// Whether a change whose name was carried to it follows from one of its amounts and one of another
/// name in its passage: it is of that.
fn is_of_another(book: &Book, one: &Said, own: [&Said; 2], step: Interval) -> bool {
    let fits = |other: &Said| {
        let amount = other.interval.filter(|_| other.is_level())?;
        let differs = |own: &&Said| {
            own.interval
                .is_some_and(|own| own.minus(amount).magnitude().meets(step))
        };
        let new = own.iter().all(|own| own.fact.id != other.fact.id);
        Some(new && other.fact.kind == one.fact.kind && own.iter().any(differs))
    };
    one.is_carried(Field::Label)
        && book
            .before(one, REACH)
            .take_while(|other| other.passage == one.passage)
            .any(|other| fits(other) == Some(true))
}

/// A change against both amounts.
fn change(book: &Book, one: &Said, operands: &Operands, ledger: &mut Ledger) {
    let fact = one.fact;
    let (Some(step), Some(scale)) = (one.interval.map(Interval::magnitude), factor(fact)) else {
        return ledger.skip(&CHANGE, &[fact], "skip.unit");
    };
    if fact.comparator.is_some() || ledger.distrusts(fact) {
        return ledger.skip(&CHANGE, &[fact], "skip.about");
    }
    let down = directed(fact) == Some(Sign::Down);
    if more_than_there_is(one, step, down, operands, ledger) {
        return;
    }
    let (Some(now), Some(base)) = (operands.now, operands.base) else {
        return ledger.skip(&CHANGE, &[fact], "skip.no_amounts");
    };
    let facts = [fact, now.fact, base.fact];
    if facts.iter().any(|fact| ledger.distrusts(fact)) {
        return ledger.skip(&CHANGE, &facts, "skip.wrong_unit");
    }
    let difference = |one: &Said, other: &Said| Some(one.interval?.minus(other.interval?));
    let Some(clear) = difference(now, base) else {
        return ledger.skip(&CHANGE, &facts, "skip.unit");
    };
    let signed = if down {
        Interval::ZERO.minus(clear)
    } else {
        clear
    };
    if signed.meets(step) {
        return ledger.pass(&CHANGE, &facts);
    }
    // Against the budget, or of amounts whose years were not read.
    let otherwise = operands.levels.iter().enumerate().any(|(at, one)| {
        let mut rest = operands.levels.iter().skip(at + 1);
        rest.any(|other| {
            let clear = |said: &Said| said.fact.id == now.fact.id || said.fact.id == base.fact.id;
            !(clear(one) && clear(other))
                && difference(one, other).is_some_and(|found| found.magnitude().meets(step))
        })
    });
    if otherwise || is_of_another(book, one, [now, base], step) {
        return ledger.skip(&CHANGE, &facts, "skip.unclear");
    }
    if clear.magnitude().meets(step) {
        let message = Message::new("change.direction")
            .with("thing", subject(fact))
            .word("word", word(if down { Sign::Down } else { Sign::Up }))
            .with("raw", raw(fact))
            .with("now", raw(now.fact))
            .with("base", raw(base.fact));
        let objection = Objection::plain(DIRECTION.severity, message);
        return ledger.fail(&DIRECTION, &facts, objection);
    }
    let stated = Stated {
        value: fact.value.0,
        allowed: step,
        factor: scale,
        decimals: fact.decimals,
    };
    ledger.compare(&CHANGE, &facts, &stated, clear.magnitude(), || {
        Message::new("change.difference")
            .with("now", raw(now.fact))
            .with("base", raw(base.fact))
    });
}

/// A rise by more than there is now, or a fall by more than there was.
fn more_than_there_is(
    one: &Said,
    step: Interval,
    down: bool,
    operands: &Operands,
    ledger: &mut Ledger,
) -> bool {
    let level = if down { operands.base } else { operands.now };
    let Some(level) = level.filter(|level| one.same(level) && level.sentence == one.sentence)
    else {
        return false;
    };
    let Some(amount) = level
        .interval
        .filter(|amount| amount.magnitude() == *amount)
    else {
        return false;
    };
    if !step.exceeds(amount) || !alone(level, operands) {
        return false;
    }
    let key = match (down, amount.is_zero()) {
        (true, _) => "change.below_nothing",
        (false, true) => "change.of_nothing",
        (false, false) => "change.more_than_now",
    };
    let message = Message::new(key)
        .with("thing", subject(one.fact))
        .with("raw", raw(one.fact))
        .with("level", raw(level.fact));
    let objection = Objection {
        stated: Some(one.fact.value.0),
        ..Objection::plain(DIRECTION.severity, message)
    };
    ledger.fail(&DIRECTION, &[one.fact, level.fact], objection);
    true
}

/// Whether no other amount stands beside that might be meant.
fn alone(level: &Said, operands: &Operands) -> bool {
    let rivals = operands.levels.iter().filter(|other| {
        other.fact.id != level.fact.id
            && other.year == level.year
            && other.sentence == level.sentence
    });
    rivals.count() == 0
}
