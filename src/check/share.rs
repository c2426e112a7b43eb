//! Parts in per cent of their whole: 占 x%.

use super::book::{Book, Said};
use super::identity::{is_total, root};
use super::interval::Interval;
use super::ledger::{Ledger, Stated, raw, subject};
use super::message::Message;
use super::rule::SHARE;
use crate::record::{Fact, Field, Measure, Quantity};

/// How far before a share its part may stand.
const BESIDE: usize = 4;
/// How far before a part its whole may stand.
const ABOVE: usize = 48;
/// How many shares one list has at most.
const LIST: usize = 24;

/// Checks every share.
pub fn check(book: &Book, ledger: &mut Ledger) {
    for list in lists(book) {
        let whole = shared_whole(book, &list);
        let agreed = agree_on_a_whole(&list);
        for one in &list {
            match is_doubled(&list, one) {
                true => ledger.skip(&SHARE, &[one.said.fact], "skip.same_name"),
                false => share(book, one, whole, agreed.then_some(list.as_slice()), ledger),
            }
        }
    }
}

/// A share with the level that it is the share of.
struct Share<'b, 'a> {
    said: &'b Said<'a>,
    part: Option<&'b Said<'a>>,
}

/// The shares of a section that follow each other and are of one whole, as far as they tell.
fn lists<'b, 'a>(book: &'b Book<'a>) -> Vec<Vec<Share<'b, 'a>>> {
    let mut lists: Vec<Vec<Share>> = Vec::new();
    let mut of = None;
    let mut section = None;
    for one in &book.said {
        if !is_share(one) {
            continue;
        }
        let share = Share {
            said: one,
            part: part(book, one),
        };
        let joins = section == Some(one.fact.section_id)
            && (of.is_none() || one.of.is_none() || of == one.of);
        match lists.last_mut().filter(|list| joins && list.len() < LIST) {
            Some(list) => {
                of = of.or(one.of);
                list.push(share);
            }
            None => {
                section = Some(one.fact.section_id);
                of = one.of;
                lists.push(vec![share]);
            }
        }
    }
    lists
}

fn is_share(one: &Said) -> bool {
    one.is(Measure::Share) && one.fact.kind == Quantity::Percent && one.fact.comparator.is_none()
}

fn share(
    book: &Book,
    share: &Share,
    shared: Option<&Said>,
    agreed: Option<&[Share]>,
    ledger: &mut Ledger,
) {
    let one = share.said;
    let fact = one.fact;
    let Some(part) = share.part else {
        return ledger.skip(&SHARE, &[fact], "skip.no_part");
    };
    if ledger.distrusts(part.fact) {
        return ledger.skip(&SHARE, &[fact, part.fact], "skip.wrong_unit");
    }
    // 占…1280.00万元的85%: the whole stands right before it.
    let touching = book.last(one);
    let touching = touching.filter(|before| before.is_base && before.fact.id != part.fact.id);
    let whole = match touching.or(shared) {
        Some(whole) => Ok(whole),
        None => whole(book, one, part),
    };
    match whole {
        Ok(_) if is_of_named(book, one, part) => {
            ledger.skip(&SHARE, &[fact, part.fact], "skip.no_whole");
        }
        Ok(whole) if is_of_next(book, one, part, whole) => {
            ledger.skip(&SHARE, &[fact, part.fact, whole.fact], "skip.unclear");
        }
        Ok(whole)
            if is_of_another(book, one, part, whole)
                || agreed.is_some_and(|list| is_of_untold(list, one, whole)) =>
        {
            let facts = [fact, part.fact, whole.fact];
            ledger.skip(&SHARE, &facts, "skip.many_wholes");
        }
        Ok(whole) => ratio(one, part, whole, ledger),
        Err(why) => ledger.skip(&SHARE, &[fact, part.fact], why),
    }
}

/// Whether a share that does not say of what it is stands behind one that does, and may be of the same: of a whole
/// without an amount, or of one that it is right of. 占收入预算的97%；…，占2%.
fn is_of_named(book: &Book, one: &Said, part: &Said) -> bool {
    let said =
        |other: &&Said| is_share(other) && other.of.is_some() && !other.is_carried(Field::Whole);
    let named = book
        .before(one, BESIDE * 2)
        .find(said)
        .filter(|other| other.passage == one.passage && other.of != one.of);
    let untold = |other: &Said| {
        let mut wholes = other.of.into_iter().flat_map(|name| book.called(name));
        let right = |whole: &Said| holds(one, part, whole);
        wholes.next().is_none_or(right) || wholes.any(right)
    };
    one.is_carried(Field::Whole) && named.is_some_and(untold)
}

/// Whether one of several shares that follow each other (依次占78%、17%、5%) is right of another amount of its passage:
/// which belongs to which was not read.
fn is_of_next(book: &Book, one: &Said, part: &Said, whole: &Said) -> bool {
    let mut beside = [book.last(one), book.next(one)].into_iter().flatten();
    let listed = beside.any(|other| is_share(other) && other.sentence == one.sentence);
    let other = || {
        book.before(one, ABOVE)
            .take_while(|other| other.passage == one.passage)
            .filter(|other| other.fact.id != part.fact.id && other.fact.id != whole.fact.id)
            .any(|other| other.is_level() && holds(one, other, whole))
    };
    listed && one.is_carried(Field::Label) && !holds(one, part, whole) && other()
}

/// Whether a list has another share of the very part, in the same whole: the names of one of them were not read.
fn is_doubled(list: &[Share], share: &Share) -> bool {
    let one = share.said;
    let is_other = |other: &Share| {
        let said = other.said;
        other.part == share.part && said.of == one.of && said.fact.value != one.fact.value
    };
    share.part.is_some() && list.iter().any(is_other)
}

/// Whether a share whose whole is not said beside it is right of another amount of its passage or of a total, and not
/// of the one that was carried to it.
fn is_of_another(book: &Book, one: &Said, part: &Said, whole: &Said) -> bool {
    let other = || {
        book.before(one, ABOVE)
            .filter(|other| other.fact.id != whole.fact.id && other.fact.id != part.fact.id)
            .filter(|other| {
                other.passage == one.passage || other.fact.concept.is_some_and(is_total)
            })
            .any(|other| other.is_level() && holds(one, part, other))
    };
    one.is_carried(Field::Whole) && !holds(one, part, whole) && other()
}

/// Whether the shares of a list are of a whole by another name, which they agree on and of which this one is not:
/// 占本年财政拨款支出6% under 一般公共预算财政拨款支出.
fn is_of_untold(list: &[Share], share: &Said, whole: &Said) -> bool {
    let right = |one: &Share| one.part.is_some_and(|part| holds(one.said, part, whole));
    share.of.is_some() && share.of != whole.name && !list.iter().any(right)
}

/// Whether there is a whole of which all shares of a list of three or more are right.
fn agree_on_a_whole(list: &[Share]) -> bool {
    let whole = |share: &Share| {
        let stated = Stated::percent(share.said.fact)?;
        let part = share.part?.interval;
        part.filter(|part| !part.is_zero())?
            .percent_of(stated.allowed)
    };
    let mut wholes = list.iter().filter_map(whole);
    let Some(first) = wholes.next() else {
        return false;
    };
    let shared = wholes.try_fold((1, first), |(count, shared), whole| {
        let meet = shared.meets(whole).then(|| shared.shared(whole));
        meet.map(|shared| (count + 1, shared))
    });
    shared.is_some_and(|(count, _)| count >= 3)
}

/// The level that a share is the share of, close before it. Where the share does not say of what it is, a clause
/// without a number right before it may be about something else: 工程支出5万元，均授予小微企业，占100%.
fn part<'b, 'a>(book: &'b Book<'a>, one: &Said) -> Option<&'b Said<'a>> {
    let last = book.last(one);
    if one.is_carried(Field::Label) && last.is_some_and(|last| one.clause > last.clause + 1) {
        return None;
    }
    book.before(one, BESIDE).find(|other| {
        let named = one.name.is_some() && other.name == one.name;
        other.is_level() && !other.is_base && named && other.same_books(one)
    })
}

/// The total that the shares of a list agree on. This tells the whole better than the words do, which
/// often leave it out.
fn shared_whole<'b, 'a>(book: &'b Book<'a>, list: &[Share]) -> Option<&'b Said<'a>> {
    let given: Vec<(&Said, &Said)> = list
        .iter()
        .filter_map(|share| Some((share.said, share.part?)))
        .filter(|(_, part)| !part.fact.value.0.is_zero())
        .collect();
    let own = given.first()?.0;
    if list.len() < 3 {
        return None;
    }
    let agree = |whole: &Said| {
        let holds = |(share, part): &&(&Said, &Said)| {
            part.fact.id != whole.fact.id
                && holds(share, part, whole)
                && book.may_be_part(part, whole)
        };
        given.iter().filter(holds).count()
    };
    let candidates = book
        .totals()
        .filter(|total| total.fact.kind == Quantity::Money && total.same_books(own));
    let mut best: Option<((usize, bool), &Said)> = None;
    for total in candidates {
        // Of two totals of one amount the one that the words name.
        let named = own.of.is_some() && total.name == own.of;
        let agree = (agree(total), named);
        if best.is_none_or(|(most, _)| agree > most) {
            best = Some((agree, total));
        }
    }
    best.filter(|((agree, _), _)| *agree >= 2 && *agree * 3 >= given.len() * 2)
        .map(|(_, whole)| whole)
}

/// Whether a percentage is the quotient of two levels.
fn holds(share: &Said, part: &Said, whole: &Said) -> bool {
    let quotient = || part.interval?.percent_of(whole.interval?);
    match (Stated::percent(share.fact), quotient()) {
        (Some(stated), Some(quotient)) => stated.allowed.meets(quotient),
        _ => false,
    }
}

/// The whole of a part: the nearest one before it in its section, else the only one of the text.
fn whole<'b, 'a>(
    book: &'b Book<'a>,
    one: &Said,
    part: &Said,
) -> Result<&'b Said<'a>, &'static str> {
    let Some(name) = one.of else {
        return Err("skip.no_whole");
    };
    // 本年收入合计900万元，其中：其他收入5万元，占本年收入0.6%: the whole of the part, called by some of its words.
    let own = part
        .of
        .filter(|own| book.words(Some(*own)).contains(book.words(Some(name))));
    let fits = |other: &&Said| {
        other.is_level()
            && (other.name == Some(name) || own.is_some() && other.name == own)
            && other.fact.kind == part.fact.kind
            && other.fact.id != part.fact.id
            && other.same_books(part)
            && book.may_be_part(part, other)
    };
    if let Some(near) = book.before(one, ABOVE).find(fits) {
        return Ok(near);
    }
    let mut all = book
        .called(name)
        .filter(|other| fits(other) && one_side(part.fact, other.fact));
    let first = all.next().ok_or("skip.no_whole")?;
    if all.any(|other| other.fact.yuan != first.fact.yuan || other.fact.value != first.fact.value) {
        return Err("skip.many_wholes");
    }
    Ok(first)
}

/// Whether two amounts are both of income or both of expenditure, as far as they tell.
fn one_side(part: &Fact, whole: &Fact) -> bool {
    let side = |fact: &Fact| {
        fact.concept
            .map(root)
            .filter(|root| root.starts_with("total_"))
    };
    match (side(part), side(whole)) {
        (Some(part), Some(whole)) => part == whole,
        (None, whole) => part.concept.is_some() || whole != Some("total_income"),
        _ => true,
    }
}

/// Compares a share with the quotient of two levels.
fn ratio(share: &Said, part: &Said, whole: &Said, ledger: &mut Ledger) {
    let facts = [share.fact, part.fact, whole.fact];
    let (Some(one), Some(all)) = (part.interval, whole.interval) else {
        return ledger.skip(&SHARE, &facts, "skip.unit");
    };
    let Some(computed) = one.percent_of(all) else {
        return ledger.skip(&SHARE, &facts, "skip.nothing");
    };
    let Some(stated) = Stated::percent(share.fact) else {
        return ledger.skip(&SHARE, &facts, "skip.digits");
    };
    if computed.exceeds(Interval::HUNDRED) && !stated.allowed.exceeds(Interval::HUNDRED) {
        return ledger.skip(&SHARE, &facts, "skip.part_larger");
    }
    ledger.compare(&SHARE, &facts, &stated, computed, || {
        Message::new("share.quotient")
            .with("whole_name", subject(whole.fact))
            .with("part", raw(part.fact))
            .with("whole", raw(whole.fact))
    });
}
