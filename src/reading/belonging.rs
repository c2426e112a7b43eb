//! What the numbers themselves say of whose they are, where the words leave two readings.
//!
//! `经费1100万元，其中：基本支出100万元，项目支出1000万元，同比增加300万元，增长37.5%` may tell of the last part
//! or of the whole; 300 of 800 is 37.5%, of 700 it is not. `编制60人，其中行政20人、事业40人；退休人员15人`: once
//! the parts are all there, what follows is none.

use rust_decimal::Decimal;

use crate::lexicon::{breakdowns, concepts};
use crate::record::{Fact, Field, Measure, Quantity, Sign, SmolStr};
use crate::text::Cut;

/// So many facts before a difference its part and whole may stand.
const REACH: usize = 24;
/// No list of parts is longer.
const MOST_PARTS: usize = 32;

/// Settles whose differences are, which amounts are parts of a difference, and which counts are parts at all.
/// `passages` holds the number of each fact's passage.
pub fn settle(facts: &mut [Box<Fact>], passages: &[usize]) {
    for at in 0..facts.len() {
        if let Some(whole) = of_the_whole(facts, passages, at) {
            name_after(facts, at, whole);
        }
        for part in parts_of_change(facts, passages, at) {
            make_change(facts, at, part);
        }
        for beyond in beyond_the_parts(facts, passages, at) {
            set_free(facts, beyond);
        }
        if let Some(whole) = surer_whole(facts, passages, at)
            && let Some([fact, behind @ ..]) = facts.get_mut(at..)
        {
            let taken = std::mem::replace(&mut fact.whole, whole.clone());
            // What is listed with it has the same whole.
            let listed = behind.iter_mut().zip(passages.iter().skip(at + 1));
            let here = passages.get(at);
            let listed = listed.take_while(|(next, passage)| {
                Some(*passage) == here && is_level(next) && next.whole == taken
            });
            for (next, _) in listed {
                next.whole.clone_from(&whole);
            }
        }
    }
}

fn is_level(fact: &Fact) -> bool {
    matches!(fact.measure, Some(Measure::Amount | Measure::Count)) && fact.comparator.is_none()
}

/// What a fact comes to: yuan, or how many.
fn worth(fact: &Fact) -> Option<Decimal> {
    match fact.kind {
        Quantity::Money => Some(fact.yuan.as_ref()?.0),
        Quantity::Count => Some(fact.value.0),
        Quantity::Percent => None,
    }
}

/// The place of the level before a fact, in its passage, that bears a name and is of its year and books.
fn level_before(facts: &[Box<Fact>], passages: &[usize], at: usize, name: &str) -> Option<usize> {
    let one = facts.get(at)?;
    let before = (at.saturating_sub(REACH)..at).rev();
    let here = before.take_while(|other| passages.get(*other) == passages.get(at));
    let akin = |other: &Fact| is_akin(one, other) && other.label.as_deref() == Some(name);
    let mut here = here;
    here.find(|other| facts.get(*other).is_some_and(|other| akin(other)))
}

/// The whole that a change and the growth behind it are of, where they fit it and not the part before them.
fn of_the_whole(facts: &[Box<Fact>], passages: &[usize], at: usize) -> Option<usize> {
    let (change, growth) = (facts.get(at)?, facts.get(at + 1)?);
    let carried = |fact: &Fact| fact.carried.contains(Field::Label);
    let pair = change.measure == Some(Measure::Change)
        && growth.measure == Some(Measure::Growth)
        && growth.label == change.label
        && growth.sign == change.sign
        && carried(change)
        && carried(growth)
        && passages.get(at) == passages.get(at + 1);
    let name = change.label.as_deref().filter(|_| pair)?;
    let part = level_before(facts, passages, at, name)?;
    let named = facts.get(part)?.whole.as_deref()?;
    let whole = level_before(facts, passages, part, named)?;
    let fits = |level: usize| {
        facts
            .get(level)
            .and_then(|level| is_so(level, change, growth))
    };
    (fits(part) == Some(false) && fits(whole) == Some(true)).then_some(whole)
}

/// Whether a level changed by so much has grown by so many percent.
fn is_so(level: &Fact, change: &Fact, growth: &Fact) -> Option<bool> {
    let step = Decimal::new(1, growth.decimals);
    let by = match change.sign? {
        Sign::Up => worth(change)?.abs(),
        Sign::Down => -worth(change)?.abs(),
        _ => return None,
    };
    let base = worth(level)?.checked_sub(by)?;
    let grown = by.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(base)?;
    let gap = grown.abs().checked_sub(growth.value.0.abs())?.abs();
    Some(gap <= step)
}

/// Names a change and its growth after another level.
fn name_after(facts: &mut [Box<Fact>], at: usize, level: usize) {
    let Some(level) = facts.get(level) else {
        return;
    };
    let (label, concept, code) = (level.label.clone(), level.concept, level.code.clone());
    for fact in facts.iter_mut().skip(at).take(2) {
        fact.label.clone_from(&label);
        fact.concept = concept;
        fact.code.clone_from(&code);
        fact.whole = None;
    }
}

/// 增加6000万元（其中：旗本级5800万元，开发区200万元）: the amounts right behind a change that are told as parts of its
/// thing and add up to the change.
fn parts_of_change(facts: &[Box<Fact>], passages: &[usize], at: usize) -> Vec<usize> {
    let Some(change) = facts.get(at).filter(|one| {
        one.measure == Some(Measure::Change) && one.kind == Quantity::Money && one.label.is_some()
    }) else {
        return Vec::new();
    };
    let behind = facts.iter().enumerate().skip(at + 1).take(MOST_PARTS);
    let parts = behind.take_while(|(other, part)| {
        let beside = passages.get(*other) == passages.get(at);
        beside && is_level(part) && part.whole == change.label && part.kind == change.kind
    });
    let parts: Vec<(usize, &Fact)> = parts.map(|(other, part)| (other, &**part)).collect();
    match parts.len() > 1 && sum(parts.iter().map(|(_, part)| *part)) == worth(change) {
        true => parts.into_iter().map(|(other, _)| other).collect(),
        false => Vec::new(),
    }
}

fn sum<'f>(mut facts: impl Iterator<Item = &'f Fact>) -> Option<Decimal> {
    facts.try_fold(Decimal::ZERO, |sum, one| sum.checked_add(worth(one)?))
}

/// Makes an amount a part of a change.
fn make_change(facts: &mut [Box<Fact>], change: usize, part: usize) {
    let Some(change) = facts.get(change) else {
        return;
    };
    let (sign, versus, year) = (change.sign, change.versus, change.versus_year);
    let (basis, of) = (change.basis, change.year);
    if let Some(part) = facts.get_mut(part) {
        part.measure = Some(Measure::Change);
        (part.sign, part.versus, part.versus_year) = (sign, versus, year);
        (part.basis, part.year) = (basis, of);
        part.carried.push(Field::Versus);
    }
}

/// The counts behind a whole that are told as parts of it, though those before them are already all: they are parts
/// only where they make up the whole once more.
fn beyond_the_parts(facts: &[Box<Fact>], passages: &[usize], at: usize) -> Vec<usize> {
    let Some(whole) = facts.get(at).filter(|whole| {
        whole.kind == Quantity::Count && is_level(whole) && whole.value.0 >= Decimal::from(LEAST)
    }) else {
        return Vec::new();
    };
    let is_part = |part: &Fact| {
        is_level(part)
            && part.whole == whole.label
            && part.label != whole.label
            && part.unit == whole.unit
            && part.carried.contains(Field::Whole)
    };
    let behind = facts.iter().enumerate().skip(at + 1).take(MOST_PARTS);
    let behind = behind.take_while(|(other, one)| {
        passages.get(*other) == passages.get(at) && !(is_level(one) && one.label == whole.label)
    });
    let parts: Vec<(usize, Decimal)> = behind
        .filter(|(_, part)| is_part(part))
        .filter_map(|(other, part)| Some((other, worth(part)?)))
        .collect();
    let reaches = |parts: &[(usize, Decimal)]| {
        let mut said = Decimal::ZERO;
        let end = parts.iter().position(|(_, part)| {
            said = said.saturating_add(*part);
            said >= whole.value.0
        });
        end.filter(|_| said == whole.value.0)
    };
    let Some(end) = reaches(&parts) else {
        return Vec::new();
    };
    let rest = parts.behind(end + 1);
    if reaches(rest).is_some_and(|end| end > 0) {
        return Vec::new();
    }
    let rest = rest.iter().filter(|(_, part)| !part.is_zero());
    rest.map(|(other, _)| *other).collect()
}

/// Fewer are reached by chance.
const LEAST: i64 = 10;

/// Takes the whole from what is no part, and from the share told of it.
fn set_free(facts: &mut [Box<Fact>], at: usize) {
    if let Some(fact) = facts.get_mut(at) {
        fact.whole = None;
        fact.carried.remove(Field::Whole);
    }
}

/// The whole of an amount, where another is surer than the one that was taken from before: of 货物类采购16000元，
/// 占政府采购预算61.54% the share names it, and what is nothing has no parts but is itself one of the outer whole.
fn surer_whole(facts: &[Box<Fact>], passages: &[usize], at: usize) -> Option<Option<SmolStr>> {
    let one = facts
        .get(at)
        .filter(|one| is_level(one) && one.carried.contains(Field::Whole))?;
    let taken = one.whole.as_deref()?;
    let named = facts.get(at + 1).filter(|share| {
        share.measure == Some(Measure::Share)
            && share.label == one.label
            && !share.carried.contains(Field::Whole)
    });
    let named = named.and_then(|share| share.whole.as_deref());
    let other = |named: &&str| *named != taken && one.label.as_deref() != Some(*named);
    let before = said_before(facts, at, taken);
    let less = before.is_some_and(|level| worth(level) < worth(one) && !level.value.0.is_zero());
    if let Some(named) = named.filter(other).filter(|_| less) {
        return Some(Some(named.into()));
    }
    if one.kind != Quantity::Money {
        return None;
    }
    if let Some(named) = named.filter(other)
        && let Some(level) = said_before(facts, at, named)
        && worth(level) >= worth(one)
        && is_known(one.concept, level.concept)
        && !may_be_known(facts, passages, at, taken)
    {
        return Some(Some(named.into()));
    }
    let nothing = said_before(facts, at, taken).filter(|level| level.value.0.is_zero())?;
    // 年初预算0万元，年中追加4万元: nothing in some books only.
    let told = facts.before(at).iter().rev().take(REACH);
    let mut told = told.filter(|other| is_level(other) && other.label.as_deref() == Some(taken));
    let no_part = !one.value.0.is_zero() && !is_known(one.concept, nothing.concept);
    let always = told.all(|other| other.value.0.is_zero());
    (always && no_part && !taken.ends_with(')')).then(|| nothing.whole.clone())
}

/// Whether a whole taken from before may be right for all that is known: it stands in the same passage under a name that
/// the codebook does not know, or knows as a whole of the part.
fn may_be_known(facts: &[Box<Fact>], passages: &[usize], at: usize, taken: &str) -> bool {
    let concept = concepts::find(taken).map(|found| found.concept.id);
    let part = facts.get(at).and_then(|one| one.concept);
    let here = level_before(facts, passages, at, taken).is_some();
    is_known(part, concept) || here && concept.is_none()
}

/// Whether the codebook knows one thing as the whole of another.
fn is_known(part: Option<&str>, whole: Option<&str>) -> bool {
    let (Some(part), Some(whole)) = (part, whole) else {
        return false;
    };
    let above = |id: &str| concepts::by_id(id).and_then(|concept| concept.parent);
    std::iter::successors(above(part), |id| above(id)).any(|id| id == whole)
        || breakdowns::wholes_of(part).any(|id| id == whole)
}

/// The level told before a fact under a name, of its year and books.
fn said_before<'f>(facts: &'f [Box<Fact>], at: usize, name: &str) -> Option<&'f Fact> {
    let one = facts.get(at)?;
    let before = facts.before(at).iter().rev().take(REACH);
    let mut before = before.map(|other| &**other);
    before.find(|other| is_akin(one, other) && other.label.as_deref() == Some(name))
}

/// Whether another fact is a level of the kind, year and books of one.
fn is_akin(one: &Fact, other: &Fact) -> bool {
    is_level(other) && other.kind == one.kind && (other.year, other.basis) == (one.year, one.basis)
}

#[cfg(test)]
mod tests {
    use crate::extraction::extract;
    use crate::record::{Fact, SmolStr};
    use crate::source::Source;

    /// `label whole measure` of every fact of running text.
    fn read(text: &str) -> Vec<String> {
        let source = Source::from_bytes("a.txt".to_owned(), text.into()).unwrap();
        let show = |fact: Box<Fact>| {
            let words = |words: &Option<SmolStr>| words.clone().unwrap_or_default();
            let measure = fact
                .measure
                .map(|one| format!("{one:?}"))
                .unwrap_or_default();
            format!("{} {} {measure}", words(&fact.label), words(&fact.whole))
        };
        extract(&source).facts.into_iter().map(show).collect()
    }

    #[test]
    fn a_difference_that_fits_only_the_whole_is_of_the_whole() {
        let told = "2022年业务经费预算安排1100万元，其中：基本支出预算100万元，项目支出预算1000万元，同比增加";
        let of_whole = read(&format!("{told}300万元，增长37.5%。"));
        assert_eq!(of_whole[3..], ["业务经费  Change", "业务经费  Growth"]);
        for part in ["300万元，增长42.86%。", "300万元，增长12%。"] {
            let of_part = read(&format!("{told}{part}"));
            assert!(of_part[3].starts_with("项目支出"), "{of_part:?}");
        }
    }

    #[test]
    fn parts_that_add_up_to_a_change_are_changes() {
        let told = read(
            "2022年全县收入2.9亿元，比上年增加6000万元（其中：县本级5800万元，新区200万元）。",
        );
        assert!(
            told[2].ends_with("Change") && told[3].ends_with("Change"),
            "{told:?}"
        );
        let told = read(
            "2022年全县收入2.9亿元，比上年增加6000万元（其中：县本级2.8亿元，新区1000万元）。",
        );
        assert!(told[2].ends_with("Amount"), "{told:?}");
    }

    #[test]
    fn what_is_nothing_has_no_parts_and_a_share_names_the_whole() {
        let told = read(
            "政府采购预算17500元，其中：集中采购17500元，占政府采购预算的100%。分散采购0元，占政府采购预算的0%。\n\
             按资金类型划分，一般公共预算拨款17500元。\n\
             按项目类型划分，其中：货物类10500元，占政府采购预算60%；服务类7000元，占政府采购预算40%。",
        );
        let levels = told.iter().filter(|one| one.ends_with("Amount")).skip(1);
        let wrong: Vec<&String> = levels
            .filter(|one| !one.contains(" 政府采购预算 "))
            .collect();
        assert!(wrong.is_empty(), "{told:?}");
    }

    #[test]
    fn what_follows_all_parts_is_none() {
        let told = read(
            "编制人数60人，其中行政编制20人、全部补助事业编制40人；实有人数58人；退休人员15人。",
        );
        let whole = |at: usize| told[at].split(' ').nth(1).unwrap();
        assert_eq!(
            [whole(1), whole(2), whole(3), whole(4)],
            ["编制人数", "编制人数", "", ""]
        );
        let told = read("车辆28辆，其中轿车20辆、越野车8辆；停放车位28个；实有车辆28辆。");
        assert!(!told[4].contains(" 车辆 "), "{told:?}");
        // Told once more, by another mark.
        let told = read("车辆28辆，其中轿车20辆、越野车8辆、应急用车22辆、其他用车6辆。");
        assert!(told[3].contains(" 车辆 "), "{told:?}");
    }
}
