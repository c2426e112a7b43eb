//! Parts in per cent of their whole: 占 x%, and what was carried out of a plan.

use super::book::{Book, Said, interval, may_be_part, same_books};
use super::identity::root;
use super::ledger::{Ledger, Stated};
use super::rule::Rule;
use crate::record::{Basis, Fact, Measure, Quantity, Severity};

/// 占 x% against part and whole.
pub const SHARE: Rule = Rule {
    id: "share_mismatch",
    severity: Severity::Error,
    chinese: "占比与部分、总体推算的结果不符",
    english: "a share is not the part divided by its whole",
};

/// 完成预算 x% against budget and actual.
pub const COMPLETION: Rule = Rule {
    id: "completion_mismatch",
    severity: Severity::Error,
    chinese: "完成率与完成数、预算数（任务数）推算的结果不符",
    english: "a completion rate is not the actual divided by the plan",
};

/// How far before a share its part may stand.
const BESIDE: usize = 4;
/// How many facts before and behind a share the others of its list may stand.
const LIST: usize = 24;
/// How far before a part its whole may stand.
const ABOVE: usize = 48;

/// Checks every share and completion.
pub fn check(book: &Book, ledger: &mut Ledger) {
    for (at, one) in book.said.iter().enumerate() {
        if one.fact.kind != Quantity::Percent || one.fact.comparator.is_some() {
            continue;
        }
        match one.fact.measure {
            Some(Measure::Share) => share(book, at, ledger),
            Some(Measure::Completion) => completion(book, at, ledger),
            Some(Measure::Rate) => rate(book, at, ledger),
            _ => {}
        }
    }
}

fn share(book: &Book, at: usize, ledger: &mut Ledger) {
    let one = &book.said[at];
    let fact = one.fact;
    let Some(part) = part(book, at) else {
        return ledger.skip(&SHARE, &[fact], "没有给出部分的金额");
    };
    if let Some(whole) = shared_whole(book, at) {
        return ratio(&SHARE, fact, book.said[part].fact, whole, ledger);
    }
    if one.of.is_empty() {
        return ledger.skip(&SHARE, &[fact], "没有说明是谁的占比");
    }
    let part = &book.said[part];
    match whole(book, at, &one.of, part) {
        Ok(whole) => ratio(&SHARE, fact, part.fact, whole, ledger),
        Err(why) => ledger.skip(&SHARE, &[fact, part.fact], why),
    }
}

/// The level that a share is the share of, close before it.
fn part(book: &Book, at: usize) -> Option<usize> {
    let one = &book.said[at];
    book.before(at, BESIDE).find(|other| {
        let other = &book.said[*other];
        other.is_level() && other.name == one.name && same_books(other.fact, one.fact)
    })
}

/// The total that the other shares of a list are shares of, where they agree on one. This tells the
/// whole better than the words do, which often leave it out.
fn shared_whole<'a>(book: &Book<'a>, at: usize) -> Option<&'a Fact> {
    let list = list(book, at);
    let own = &book.said[at];
    if list.len() < 3 {
        return None;
    }
    let candidates = book.totals().filter(|total| {
        let one = &book.said[*total];
        one.fact.kind == Quantity::Money && same_books(one.fact, own.fact)
    });
    let mut best: Option<(usize, &Fact)> = None;
    for total in candidates {
        let whole = &book.said[total];
        let agree = list
            .iter()
            .filter(|(share, part)| {
                let (share, part) = (&book.said[*share], &book.said[*part]);
                part.fact.id != whole.fact.id
                    && !part.fact.value.0.is_zero()
                    && may_be_part(part, whole)
                    && holds(share.fact, part.fact, whole.fact)
            })
            .count();
        if best.is_none_or(|(most, _)| agree > most) {
            best = Some((agree, whole.fact));
        }
    }
    let given = list
        .iter()
        .filter(|(_, part)| !book.said[*part].fact.value.0.is_zero())
        .count();
    best.filter(|(agree, _)| *agree >= 2 && *agree * 3 >= given * 2)
        .map(|(_, whole)| whole)
}

/// The shares around one in its section that follow each other without another whole between, each
/// with its part.
fn list(book: &Book, at: usize) -> Vec<(usize, usize)> {
    let own = &book.said[at];
    let around = book
        .before(at, LIST)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .chain(std::iter::once(at))
        .chain(book.after(at, LIST));
    around
        .filter(|other| {
            let other = &book.said[*other];
            let firsts = own.of.is_empty() || other.of.is_empty();
            other.is(Measure::Share) && (firsts || other.of == own.of)
        })
        .filter_map(|share| Some((share, part(book, share)?)))
        .collect()
}

/// Whether a percentage is the quotient of two levels.
fn holds(share: &Fact, part: &Fact, whole: &Fact) -> bool {
    let quotient = || interval(part)?.percent_of(interval(whole)?);
    match (Stated::percent(share), quotient()) {
        (Some(stated), Some(quotient)) => stated.allowed.meets(quotient),
        _ => false,
    }
}

/// The whole of a part: the nearest one before it in its section, else the only one of the text.
fn whole<'a>(
    book: &Book<'a>,
    at: usize,
    name: &str,
    part: &Said,
) -> Result<&'a Fact, &'static str> {
    let fits = |other: &Said| {
        other.is_level()
            && other.name == name
            && other.fact.kind == part.fact.kind
            && other.fact.id != part.fact.id
            && same_books(other.fact, part.fact)
            && may_be_part(part, other)
    };
    if let Some(near) = book
        .before(at, ABOVE)
        .find(|other| fits(&book.said[*other]))
    {
        return Ok(book.said[near].fact);
    }
    let mut all = book
        .called(name)
        .iter()
        .map(|other| &book.said[*other])
        .filter(|other| fits(other) && one_side(part.fact, other.fact))
        .map(|other| other.fact);
    let first = all.next().ok_or("没有给出总体的数额")?;
    if all.any(|other| other.yuan != first.yuan || other.value != first.value) {
        return Err("总体在文中有几个不同的数额");
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

/// Compares a percentage with the quotient of two levels.
fn ratio(rule: &'static Rule, fact: &Fact, part: &Fact, whole: &Fact, ledger: &mut Ledger) {
    let facts = [fact, part, whole];
    let (Some(one), Some(all)) = (interval(part), interval(whole)) else {
        return ledger.skip(rule, &facts, "数额的单位不明");
    };
    let Some(computed) = one.percent_of(all) else {
        return ledger.skip(rule, &facts, "总体为零");
    };
    let Some(stated) = Stated::percent(fact) else {
        return ledger.skip(rule, &facts, "数字过大或过细");
    };
    let hundred = rust_decimal::Decimal::ONE_HUNDRED;
    if rule.id == SHARE.id && computed.low > hundred && stated.value <= hundred {
        return ledger.skip(rule, &facts, "部分大于总体，不能确定是谁的占比");
    }
    let claim = format!("{} ÷ {}", part.raw, whole.raw);
    ledger.compare(rule, &facts, stated, computed, &claim);
}

/// 完成预算 x%: the actual and the budget of the same thing, close by.
fn completion(book: &Book, at: usize, ledger: &mut Ledger) {
    let one = &book.said[at];
    let find = |basis: Basis| {
        book.before(at, BESIDE).find(|other| {
            let other = &book.said[*other];
            other.is_level()
                && other.name == one.name
                && other.fact.basis == Some(basis)
                && other.fact.year == one.fact.year
        })
    };
    let (Some(actual), Some(plan)) = (find(Basis::Final), find(Basis::Budget)) else {
        return ledger.skip(&COMPLETION, &[one.fact], "没有同时给出预算数和完成数");
    };
    let (actual, plan) = (book.said[actual].fact, book.said[plan].fact);
    ratio(&COMPLETION, one.fact, actual, plan, ledger);
}

/// 发现问题5处，整改5处，整改率80%: a rate that is called after the second of two counts, of the first.
fn rate(book: &Book, at: usize, ledger: &mut Ledger) {
    let one = &book.said[at];
    let Some(stem) = one.name.strip_suffix('率').filter(|stem| !stem.is_empty()) else {
        return;
    };
    let mut levels = book
        .before(at, 2)
        .filter(|other| book.said[*other].is_level());
    let (Some(part), Some(whole)) = (levels.next(), levels.next()) else {
        return;
    };
    let (part, whole) = (&book.said[part], &book.said[whole]);
    let named = |said: &Said| said.name.contains(stem) || stem.ends_with(said.name.as_str());
    let alike = part.fact.unit == whole.fact.unit && part.fact.kind == whole.fact.kind;
    if !named(part) || part.name.is_empty() || !alike || part.fact.kind != Quantity::Count {
        return ledger.skip(&COMPLETION, &[one.fact], "不能确定比率的分子和分母");
    }
    ratio(&COMPLETION, one.fact, part.fact, whole.fact, ledger);
}
