//! Wholes against the sums of their parts, in running text.

use rustc_hash::FxHashMap as HashMap;

use super::book::{Book, Said};
use super::interval::Interval;
use super::ledger::{Ledger, Stated, terms};
use super::message::Message;
use super::overlap::doubt;
use super::rule::SUM;
use super::unit;
use crate::lexicon::breakdowns;
use crate::lexicon::label::Level;
use crate::lexicon::lists::{Class as List, list};
use crate::record::{Fact, Measure, Quantity, Severity};

/// How far before a part its whole may stand, and how far behind a whole its known parts.
const REACH: usize = 48;
/// Least parts of a list that may be told in full without being known to be.
const MANY: usize = 4;
/// What such a list lacks is less than one part of so many of its whole.
const NARROW: u32 = 20;

/// The parts of wholes, by the places of these.
type Lists<'b, 'a> = HashMap<usize, Vec<&'b Said<'a>>>;

/// Checks every whole that has parts.
pub fn check(book: &Book, ledger: &mut Ledger) {
    let known = known(book, ledger);
    let mut parts: Lists = HashMap::default();
    let mut wholes = Vec::new();
    for one in &book.said {
        if !one.is_level() || one.of.is_none() || one.is_base || one.apart.reason {
            continue;
        }
        let Some(whole) = whole(book, one) else {
            ledger.skip(&SUM, &[one.fact], "skip.no_whole");
            continue;
        };
        let list = parts.entry(whole.at).or_insert_with(|| {
            wholes.push(whole);
            Vec::new()
        });
        list.push(one);
    }
    for whole in wholes {
        let seen = known.get(&whole.at);
        // All of them were given parts.
        let own = parts.get(&whole.at).map_or(&[][..], Vec::as_slice);
        if seen.is_some_and(|seen| own.iter().all(|part| seen.contains(part))) {
            continue;
        }
        // What is told beyond the parts that reach their whole is part of those.
        let reached = seen.and_then(|seen| total(seen));
        if reached
            .zip(whole.interval)
            .is_some_and(|(reached, own)| reached.meets(own))
        {
            ledger.skip(&SUM, &[whole.fact], "skip.nested");
            continue;
        }
        let levels = levels(book, own);
        let claim = match levels.len() {
            1 if told_in_full(book, whole, &parts) => Claim::LikeItsSibling,
            1 => Claim::ByItself,
            _ => Claim::Nothing,
        };
        for list in levels {
            sum(book, whole, &list, (claim, &parts), ledger);
        }
    }
}

/// What is known of a list of parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Claim {
    /// There are other lists of the same whole.
    Nothing,
    /// It is the only one, and all there is if its parts are known to be all.
    ByItself,
    /// The list beside it, of a part of the same whole, is told in full.
    LikeItsSibling,
}

/// Whether a list that falls short, of many parts, stands beside one that reaches its own whole: staff
/// and public expenditure are told in the same manner.
fn told_in_full(book: &Book, whole: &Said, parts: &Lists) -> bool {
    let sum = |one: &Said| {
        let list = parts.get(&one.at).filter(|list| list.len() >= MANY)?;
        let open = book.is_open_behind(list.last()?);
        Some((total(list)?, one.interval?, open))
    };
    let near = |(sum, all, open): (Interval, Interval, bool)| {
        let gap = all.minus(sum);
        !open && gap.is_positive() && all.exceeds(gap.times(NARROW))
    };
    let full = |(sum, all, open): (Interval, Interval, bool)| !open && sum.meets(all);
    sum(whole).is_some_and(near)
        && book
            .before(whole, REACH)
            .chain(book.after(whole, REACH))
            .filter(|other| whole.of.is_some() && other.of == whole.of)
            .any(|other| sum(other).is_some_and(full))
}

/// Checks the wholes whose parts are known by what they are (“三公”经费, 基本支出), whatever the words
/// between say. Gives the wholes that were checked.
fn known<'b, 'a>(book: &'b Book<'a>, ledger: &mut Ledger) -> Lists<'b, 'a> {
    let mut checked = HashMap::default();
    for whole in &book.said {
        let Some(concept) = whole
            .fact
            .concept
            .filter(|_| whole.is_level() && !whole.is_base)
        else {
            continue;
        };
        for breakdown in breakdowns::of(concept) {
            let Some(parts) = parts_behind(book, whole, breakdown) else {
                continue;
            };
            all_of(book, whole, &parts, ledger);
            checked.insert(whole.at, parts);
            break;
        }
    }
    checked
}

/// The parts of a breakdown behind a whole in its passage, one of each, if the required ones are all
/// there and none is there twice.
fn parts_behind<'b, 'a>(
    book: &'b Book<'a>,
    whole: &Said,
    breakdown: &breakdowns::Breakdown,
) -> Option<Vec<&'b Said<'a>>> {
    let mut parts: Vec<&Said> = Vec::new();
    let mut last = whole.passage;
    for one in book.after(whole, REACH) {
        // The parts may be listed in paragraphs of their own, but stand together.
        if one.passage > last + 1 {
            break;
        }
        if !one.is_level() || one.is_base || one.fact.kind != whole.fact.kind {
            continue;
        }
        let Some(concept) = one.fact.concept else {
            continue;
        };
        if concept == &*breakdown.whole {
            break;
        }
        let mut known = breakdown.required.words().chain(breakdown.other.words());
        let is_part = known.any(|part| part == concept);
        if !is_part || !one.same_books(whole) {
            continue;
        }
        // 市本级收入…，其中：税收收入…: the parts of what was told behind the whole, and is no part of it, are not its own.
        let another = one.of.is_some() && one.of != whole.name;
        let apart = |own: &Said| own.at > whole.at && own.of != whole.name;
        if another && self::whole(book, one).is_some_and(apart) {
            break;
        }
        let mut told = parts.iter();
        if told.any(|part| part.fact.concept == Some(concept)) {
            if complete(&parts, breakdown) {
                break;
            }
            return None;
        }
        parts.push(one);
        last = one.passage;
    }
    complete(&parts, breakdown).then_some(parts)
}

fn complete(parts: &[&Said], breakdown: &breakdowns::Breakdown) -> bool {
    let given = |id: &str| parts.iter().any(|part| part.fact.concept == Some(id));
    breakdown.required.words().all(given)
}

/// Compares a whole with all its parts.
fn all_of(book: &Book, whole: &Said, parts: &[&Said], ledger: &mut Ledger) {
    let facts: Vec<&Fact> = std::iter::once(whole.fact)
        .chain(parts.iter().map(|part| part.fact))
        .collect();
    if facts.iter().any(|fact| ledger.distrusts(fact)) {
        return ledger.skip(&SUM, &facts, "skip.wrong_unit");
    }
    let Some((all, total)) = whole.interval.zip(total(parts)) else {
        return ledger.skip(&SUM, &facts, "skip.unit");
    };
    let more = || elsewhere(book, whole, parts, all, total) || listed_beside(book, whole, all);
    if !total.meets(all) && more() {
        return ledger.skip(&SUM, &facts, "skip.not_all");
    }
    report(book, whole, parts, total, SUM.severity, ledger);
}

fn total(parts: &[&Said]) -> Option<Interval> {
    parts
        .iter()
        .try_fold(Interval::ZERO, |sum, part| Some(sum.plus(part.interval?)))
}

/// The nearest fact before a part that bears the name of its whole.
fn whole<'b, 'a>(book: &'b Book<'a>, one: &Said) -> Option<&'b Said<'a>> {
    book.before(one, REACH).find(|other| {
        other.is_level()
            && !other.is_base
            && other.name == one.of
            && other.fact.kind == one.fact.kind
            && other.same_books(one)
            && book.may_be_part(one, other)
            && (one.fact.kind == Quantity::Money || other.fact.unit == one.fact.unit)
    })
}

/// Parts of one level of the classification: a 款 is not added to its own 类.
fn levels<'b, 'a>(book: &Book, parts: &[&'b Said<'a>]) -> Vec<Vec<&'b Said<'a>>> {
    // Only where all are of the classification do their levels tell; salaries have codes of many.
    if parts
        .iter()
        .any(|part| book.level(part).is_none() || !is_functional(part))
    {
        return vec![parts.to_vec()];
    }
    let mut levels: Vec<(Option<Level>, Vec<&Said>)> = Vec::new();
    for part in parts {
        let level = book.level(part);
        match levels.iter_mut().find(|(known, _)| *known == level) {
            Some((_, list)) => list.push(part),
            None => levels.push((level, vec![part])),
        }
    }
    levels.into_iter().map(|(_, list)| list).collect()
}

fn is_functional(said: &Said) -> bool {
    let concept = said.fact.concept.unwrap_or("functional");
    concept.starts_with("functional")
}

/// Adds up the parts of a whole. Where they reach it, what follows is another breakdown of it.
fn sum(
    book: &Book,
    whole: &Said,
    parts: &[&Said],
    (claim, lists): (Claim, &Lists),
    ledger: &mut Ledger,
) {
    let fact = whole.fact;
    let Some(all) = whole.interval else {
        return ledger.skip(&SUM, &[fact], "skip.unit");
    };
    // 投入10分得9分: of marks the parts may be those that could be had.
    let unit = fact.unit.as_deref();
    if unit.is_some_and(|unit| list(List::MarkUnit).contains(unit)) {
        return ledger.skip(&SUM, &[fact], "skip.not_all");
    }
    if all.is_zero() {
        return ledger.skip(&SUM, &[fact], "skip.nothing");
    }
    let mut group: Vec<&Said> = Vec::new();
    let mut seen: HashMap<_, &Said> = HashMap::default();
    let mut total = Interval::ZERO;
    let mut reached = false;
    for one in parts {
        if let Some(again) = seen.get(&one.name) {
            if again.fact.yuan == one.fact.yuan {
                continue;
            }
            return ledger.skip(&SUM, &[fact, one.fact], "skip.same_name");
        }
        if ledger.distrusts(one.fact) {
            return ledger.skip(&SUM, &[fact, one.fact], "skip.wrong_unit");
        }
        let Some(part) = one.interval else {
            return ledger.skip(&SUM, &[fact, one.fact], "skip.unit");
        };
        if !group.is_empty() && total.meets(all) && part.is_positive() {
            report(book, whole, &group, total, SUM.severity, ledger);
            group.clear();
            seen.clear();
            total = Interval::ZERO;
            reached = true;
        }
        seen.insert(one.name, one);
        group.push(one);
        total = total.plus(part);
    }
    // Parts that reached their whole were all of them: what follows need not be parts of it.
    if reached && !total.meets(all) {
        return ledger.skip(&SUM, &[fact], "skip.not_all");
    }
    if let Some(slip) = unit::odd_one(whole, &group, all, total).filter(|_| !reached) {
        return slip.accuse(whole, &group, ledger);
    }
    if total.exceeds(all)
        && let Some(why) = doubt(book, whole, &group, all, total)
    {
        return ledger.skip(&SUM, &[fact], why);
    }
    if total.exceeds(all) && is_nested(&group, lists) {
        return ledger.skip(&SUM, &[fact], "skip.nested");
    }
    let known = claim != Claim::Nothing && is_complete(book, whole, &group);
    let claims_all =
        (known || claim == Claim::LikeItsSibling) && !elsewhere(book, whole, &group, all, total);
    if all.exceeds(total) && !claims_all {
        return ledger.skip(&SUM, &[fact], "skip.not_all");
    }
    let severity = match all.exceeds(total) && !known {
        true => Severity::Warning,
        false => SUM.severity,
    };
    report(book, whole, &group, total, severity, ledger);
}

/// Whether one of some parts has parts of its own and is made up by them and the parts that follow it:
/// 在编130人：行政42人；事业88人。
fn is_nested(group: &[&Said], lists: &Lists) -> bool {
    group.iter().enumerate().any(|(nth, one)| {
        let inner = lists.get(&one.at).and_then(|inner| total(inner));
        let Some((own, mut sum)) = one.interval.zip(inner) else {
            return false;
        };
        group.iter().skip(nth + 1).any(|next| {
            sum = next.interval.map_or(sum, |next| sum.plus(next));
            sum.meets(own)
        })
    })
}

fn report(
    book: &Book,
    whole: &Said,
    parts: &[&Said],
    total: Interval,
    severity: Severity,
    ledger: &mut Ledger,
) {
    let fact = whole.fact;
    let facts: Vec<&Fact> = std::iter::once(fact)
        .chain(parts.iter().map(|part| part.fact))
        .collect();
    let Some(stated) = whole
        .interval
        .and_then(|interval| Stated::number(fact, interval))
    else {
        return ledger.skip(&SUM, &facts, "skip.digits");
    };
    if let Some(slip) = unit::slip(whole, parts, stated.allowed, total) {
        return slip.accuse(whole, parts, ledger);
    }
    // Plan and accounts in one passage: the parts are those of the other.
    if !total.meets(stated.allowed) && book.is_told_beside(whole, parts, total) {
        return ledger.skip(&SUM, &facts, "skip.other_books");
    }
    ledger.compare_as((&SUM, severity), &facts, &stated, total, || {
        let key = match total.exceeds(stated.allowed) {
            true => "sum.too_much",
            false => "sum.too_little",
        };
        Message::new(key).with("sum", terms(facts.iter().skip(1).copied()))
    });
}

/// Whether what is missing stands beside the parts as an amount of its own.
fn elsewhere(book: &Book, whole: &Said, parts: &[&Said], all: Interval, total: Interval) -> bool {
    let missing = all.minus(total);
    book.after(whole, REACH)
        .filter(|other| !parts.contains(other))
        .filter(|other| other.is_level() && !other.fact.value.0.is_zero())
        .filter_map(|other| other.interval)
        .any(|other| other.is_positive() && other.meets(missing))
}

/// Whether all that is listed as a part of the whole in its sentence makes it up: the known parts and others.
fn listed_beside(book: &Book, whole: &Said, all: Interval) -> bool {
    let parts: Vec<&Said> = book
        .after(whole, REACH)
        .take_while(|other| other.sentence == whole.sentence)
        .filter(|other| other.is_level() && other.of.is_some() && other.of == whole.name)
        .collect();
    total(&parts).is_some_and(|sum| sum.meets(all))
}

/// Whether parts are known to be all: a known breakdown, or shares that make up the whole.
pub(super) fn is_complete(book: &Book, whole: &Said, parts: &[&Said]) -> bool {
    let concepts: Option<Vec<&str>> = parts.iter().map(|part| part.fact.concept).collect();
    if let (Some(concept), Some(concepts)) = (whole.fact.concept, concepts)
        && breakdowns::is_complete(concept, &concepts)
    {
        return true;
    }
    let share = |part: &&Said| {
        book.after(part, 2)
            .find(|other| other.is(Measure::Share) && other.name == part.name)
            .and_then(|other| Interval::rounded_or_cut(other.fact.value.0, other.fact.decimals))
    };
    let shares: Option<Vec<Interval>> = parts.iter().map(share).collect();
    shares.is_some_and(|shares| {
        let sum = shares.into_iter().fold(Interval::ZERO, Interval::plus);
        parts.len() > 1 && sum.meets(Interval::HUNDRED)
    })
}
