//! Parts that add up: what the numbers of a list say of its whole.
//!
//! `2023年收入预算120万元。1.财政拨款收入100万元；2.其他收入20万元` nowhere says that the items are parts of
//! the total; their sum does. Amounts that stand in a row, or begin passages in a row, and add up to one said
//! before them are its parts, whatever the words between announce.

mod smaller;

use rust_decimal::Decimal;
use rustc_hash::FxHashSet as HashSet;

use crate::lexicon::sides::{EXPENDITURE, INCOME};
use crate::lexicon::{breakdowns, concepts};
use crate::record::{Basis, Fact, Field, Measure, Quantity};
use crate::text::Cut;

/// A list of parts is no longer.
const MOST_PARTS: usize = 32;
/// A total is told in no more breakdowns.
const MOST_LISTS: usize = 4;
/// So many amounts behind a total are looked at.
const REACH: usize = 64;
/// So many amounts may be told beside a total before its parts: 基本支出…，项目支出…。其中，工资福利支出….
const MOST_BESIDE: usize = 2;
/// So many passages may stand between two items of a list.
const GAP: usize = 4;
/// A total of fewer significant digits may be met by chance.
const LEAST_DIGITS: usize = 3;
/// Counts are small and meet by chance: a total below this one says nothing.
const LEAST_COUNT: i64 = 20;
/// Parts that were rounded may miss a total that is at least so many times its last digit.
const FINE: i64 = 10_000;

/// Gives the levels of running text that add up to one before them their whole, and their shares with them.
/// `passages` holds the number of each fact's passage.
pub fn find(facts: &mut [Box<Fact>], passages: &[usize]) {
    let levels = levels(facts, passages);
    let mut told = Told { facts, levels };
    told.refuse_wholes();
    for (total, parts) in told.lists() {
        let Some(whole) = told.fact(told.level(total)).label.clone() else {
            continue;
        };
        let unnamed: Vec<usize> = parts
            .iter()
            .filter(|part| !told.has_whole(**part, &parts) || told.goes_on(**part, total, &parts))
            .map(|part| told.level(*part).fact)
            .collect();
        for part in unnamed {
            told.give(part, &whole);
        }
    }
}

/// What levels that are added up share: money or counts, the year and the books.
type Books = (Quantity, Option<i32>, Option<Basis>);

/// A level that can be a total or a part.
#[derive(Debug)]
struct Level {
    fact: usize,
    passage: usize,
    /// What levels that are added up share.
    books: Books,
    value: Decimal,
    /// What its last printed digit is worth.
    step: Decimal,
    /// Whether it can be a total: it has so many digits that a sum does not meet it by chance, and more than one
    /// character of a name.
    is_telling: bool,
    /// Whether the words give it a whole.
    is_part: bool,
    /// Whether its name speaks of expenditure and of revenue.
    sides: [bool; 2],
}

fn levels(facts: &[Box<Fact>], passages: &[usize]) -> Vec<Level> {
    let level = |(at, (fact, passage)): (usize, (&Fact, &usize))| {
        let said = matches!(fact.measure, Some(Measure::Amount | Measure::Count))
            && fact.comparator.is_none()
            && fact.label.is_some();
        let value = match fact.kind {
            Quantity::Money => fact.yuan?.0,
            Quantity::Count => fact.value.0,
            Quantity::Percent => return None,
        };
        let printed = Decimal::new(1, fact.decimals);
        let step = match fact.value.0.is_zero() {
            true => printed,
            false => value.checked_div(fact.value.0)?.checked_mul(printed)?,
        };
        let name = fact.label.as_deref().unwrap_or_default();
        (said && !value.is_sign_negative()).then(|| Level {
            fact: at,
            passage: *passage,
            books: (fact.kind, fact.year, fact.basis),
            value,
            step,
            is_telling: name.chars().nth(1).is_some() && is_telling(fact, value),
            is_part: fact.whole.is_some(),
            sides: [EXPENDITURE, INCOME].map(|side| name.contains(side)),
        })
    };
    let facts = facts.iter().map(|fact| &**fact);
    facts.zip(passages).enumerate().filter_map(level).collect()
}

/// Whether a total has so many digits that a sum does not meet it by chance.
fn is_telling(fact: &Fact, value: Decimal) -> bool {
    if fact.kind == Quantity::Count {
        return value >= Decimal::from(LEAST_COUNT);
    }
    let digits = fact.value.0.normalize().mantissa().unsigned_abs();
    digits
        .checked_ilog10()
        .map_or(0, |digits| digits as usize + 1)
        >= LEAST_DIGITS
}

/// The facts of running text with the levels among them.
struct Told<'f> {
    facts: &'f mut [Box<Fact>],
    levels: Vec<Level>,
}

impl Told<'_> {
    #[expect(clippy::indexing_slicing, reason = "a level has its number here")]
    fn level(&self, at: usize) -> &Level {
        &self.levels[at]
    }

    #[expect(clippy::indexing_slicing, reason = "levels are read from the facts")]
    fn fact(&self, level: &Level) -> &Fact {
        &self.facts[level.fact]
    }

    /// The totals with their parts.
    fn lists(&self) -> Vec<(usize, Vec<usize>)> {
        // From behind, so that the parts of a part are found before those of its whole.
        let mut free: Vec<usize> = Vec::with_capacity(self.levels.len());
        let mut lists = self.summed_up();
        let told: HashSet<usize> = lists.iter().flat_map(|(_, parts)| parts).copied().collect();
        for (at, total) in self.levels.iter().enumerate().rev() {
            // One total may be told in several breakdowns.
            for _ in 0..if total.is_telling { MOST_LISTS } else { 0 } {
                let behind = || free.iter().rev().take(REACH).copied();
                let row = |beside| self.in_a_row(total, beside, behind());
                let Some(parts) = (0..=MOST_BESIDE)
                    .find_map(row)
                    .or_else(|| self.items(total, behind()))
                else {
                    break;
                };
                let near = free.split_off(free.len().saturating_sub(REACH));
                free.extend(near.into_iter().filter(|one| !parts.contains(one)));
                lists.push((at, parts));
            }
            if !told.contains(&at) {
                free.push(at);
            }
        }
        lists
    }

    /// The totals that stand behind their parts: 人员经费90万元、公用经费18万元，合起来基本支出108万元.
    fn summed_up(&self) -> Vec<(usize, Vec<usize>)> {
        let mut lists: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut from = 0;
        for (at, total) in self.levels.iter().enumerate() {
            // Counts before a count add up by chance.
            if !total.is_telling || self.fact(total).kind != Quantity::Money {
                continue;
            }
            let before = (from..at).rev().take(MOST_PARTS);
            let before = before.take_while(|one| {
                let one = self.level(*one);
                one.passage == total.passage && self.akin(total, one)
            });
            // 收入9万元(其中税收4万元)，加上结余3万元，总计12万元: the parts of a part are not added up with it.
            let outer = before.clone().filter(|one| !self.level(*one).is_part);
            if let Some(mut parts) = self.sum(total, outer).or_else(|| self.sum(total, before)) {
                parts.reverse();
                from = at;
                lists.push((at, parts));
            }
        }
        lists
    }

    /// Whether the words give a part a whole that can be one: the parts of the list that have it are no more than
    /// it.
    fn has_whole(&self, part: usize, parts: &[usize]) -> bool {
        let whole_of = |level: &Level| self.fact(level).whole.as_deref();
        let own = self.level(part);
        let Some(named) = whole_of(own) else {
            return false;
        };
        let before = self.levels.before(part).iter().rev().take(REACH);
        let said = before
            .filter(|level| self.fact(level).label.as_deref() == Some(named))
            .find(|level| self.akin(level, own));
        let Some(said) = said else {
            return concepts::find(named).is_some();
        };
        let sum: Option<Decimal> = parts
            .iter()
            .map(|one| self.level(*one))
            .filter(|level| whole_of(level) == Some(named))
            .try_fold(Decimal::ZERO, |sum, level| sum.checked_add(level.value));
        sum.is_some_and(|sum| sum <= said.value)
    }

    /// 其中：税收收入360万元，主要是：增值税240万元；契税120万元；非税收入…: whether a part, for all that the sign before it
    /// says, is one of the list before that sign: it makes up its whole.
    fn goes_on(&self, part: usize, total: usize, parts: &[usize]) -> bool {
        let fact = |at: usize| self.fact(self.level(at));
        let (own, all) = (fact(part), fact(total));
        let first = parts.first().map(|first| fact(*first));
        let opened = first.is_some_and(|first| first.whole == all.label);
        let beside = own.whole.is_some() && own.whole == all.whole;
        let siblings = own
            .concept
            .zip(all.concept)
            .is_some_and(|(own, all)| own == all || breakdowns::are_parts_of_one(own, all));
        // Few vehicles add up by chance.
        let money = own.kind == Quantity::Money;
        money
            && opened
            && beside
            && !siblings
            && self.level(part).passage == self.level(total).passage
    }

    /// The levels behind a total that add up to it: right behind it, or behind so many that are told beside it.
    fn in_a_row(
        &self,
        total: &Level,
        beside: usize,
        behind: impl Iterator<Item = usize>,
    ) -> Option<Vec<usize>> {
        let akin = behind.filter(|one| self.akin(total, self.level(*one)));
        let parts = self.sum(total, akin.skip(beside))?;
        let near = parts
            .iter()
            .all(|one| self.level(*one).passage == total.passage);
        (beside == 0 || near && parts.len() > 2).then_some(parts)
    }

    /// The first levels of the passages behind a total, where they add up to it.
    fn items(&self, total: &Level, behind: impl Iterator<Item = usize>) -> Option<Vec<usize>> {
        if self.fact(total).kind != Quantity::Money {
            return None;
        }
        let mut passage = total.passage;
        let first = behind.filter(|one| {
            let one = self.level(*one);
            let new = one.passage != passage && self.akin(total, one);
            if new {
                passage = one.passage;
            }
            new
        });
        self.sum(total, first)
    }

    /// Whether two levels are of one kind, one year and the same books.
    fn akin(&self, total: &Level, other: &Level) -> bool {
        let of_one_count =
            || total.passage == other.passage && self.fact(total).unit == self.fact(other).unit;
        total.books == other.books && (total.books.0 != Quantity::Count || of_one_count())
    }

    /// As many of the levels as add up to a total.
    fn sum(&self, total: &Level, behind: impl Iterator<Item = usize>) -> Option<Vec<usize>> {
        let mut parts: Vec<usize> = Vec::new();
        let mut said = Decimal::ZERO;
        let mut nonzero = 0;
        let mut passage = total.passage;
        for at in behind {
            let part = self.level(at);
            if part.passage > passage + GAP || parts.len() == MOST_PARTS {
                break;
            }
            if !self.can_be_part(total, part, &parts) {
                break;
            }
            passage = part.passage;
            said = said.checked_add(part.value)?;
            parts.push(at);
            nonzero += usize::from(!part.value.is_zero());
            if nonzero > 1 && self.reaches(total, &parts, said) {
                return Some(parts);
            }
            if said > total.value.checked_add(total.step)? {
                break;
            }
        }
        None
    }

    /// Whether a level can be a part: it has a name of its own, and stands on the same side of the accounts.
    fn can_be_part(&self, total: &Level, part: &Level, parts: &[usize]) -> bool {
        let name = |level: &Level| self.fact(level).label.as_deref().unwrap_or("");
        let ([spent, earned], [spends, earns]) = (part.sides, total.sides);
        let clash = spent && earns && !spends || earned && spends && !earns;
        let own = name(part);
        own != name(total) && !clash && !parts.iter().any(|one| name(self.level(*one)) == own)
    }

    /// Whether a sum is the total, but for what rounding its parts takes.
    fn reaches(&self, total: &Level, parts: &[usize], said: Decimal) -> bool {
        let Some(gap) = said.checked_sub(total.value).map(|gap| gap.abs()) else {
            return false;
        };
        if gap.is_zero() {
            return true;
        }
        let step = parts
            .iter()
            .map(|part| self.level(*part).step)
            .fold(total.step, Decimal::max);
        let fine = step
            .checked_mul(Decimal::from(FINE))
            .is_some_and(|least| least <= total.value);
        fine && gap <= step && parts.len() > 2
    }

    /// Gives a part its whole, and the share that is told of it right behind.
    fn give(&mut self, part: usize, whole: &str) {
        let Some([part, behind @ ..]) = self.facts.get_mut(part..) else {
            return;
        };
        set(part, whole);
        let Some(next) = behind.first_mut() else {
            return;
        };
        let unsaid = next.whole.is_none() || next.carried.contains(Field::Whole);
        if next.measure == Some(Measure::Share) && next.label == part.label && unsaid {
            set(next, whole);
        }
    }
}

fn set(fact: &mut Fact, whole: &str) {
    if fact.whole.as_deref() == Some(whole) {
        return;
    }
    fact.whole = Some(whole.into());
    fact.carried.remove(Field::Whole);
    fact.assumed.remove(Field::Whole);
    fact.assumed.push(Field::Whole);
}

#[cfg(test)]
mod tests {
    use crate::extraction::extract;
    use crate::record::{Fact, SmolStr};
    use crate::source::Source;

    /// `label whole` of every level and share of a document.
    fn wholes(text: &str) -> Vec<String> {
        let source = Source::from_bytes("a.txt".to_owned(), text.into()).unwrap();
        let facts = extract(&source).facts;
        let show = |fact: Box<Fact>| {
            let part = |words: &Option<SmolStr>| words.clone().unwrap_or_default();
            format!("{} {}", part(&fact.label), part(&fact.whole))
        };
        facts.into_iter().map(show).collect()
    }

    #[test]
    fn items_that_add_up_are_parts_of_the_total_before_them() {
        let read = wholes(
            "2021年收入预算320.55万元，比上年预算下降2.4%。\n1.财政拨款收入300.55万元；\n\
             2.其他资金收入0万元；\n3.上年结转资金20万元，占6.24%。",
        );
        let parts = [
            "财政拨款收入",
            "其他资金收入",
            "上年结转资金",
            "上年结转资金",
        ];
        assert_eq!(read[2..], parts.map(|part| format!("{part} 收入预算")));
    }

    #[test]
    fn amounts_in_a_row_that_add_up_are_parts() {
        let read = wholes(
            "2021年支出合计452.5万元。基本支出280.5万元，项目支出172万元。工资福利支出200.5万元、\
             商品和服务支出80万元。",
        );
        assert_eq!(read[1..3], ["基本支出 支出合计", "项目支出 支出合计"]);
    }

    #[test]
    fn a_total_behind_its_parts_leaves_out_the_parts_of_these() {
        let read = wholes(
            "2021年本级财力24.92亿元（含省拨专款5.45亿元），加上上年结转0.69亿元、调入资金0.43亿元，收入总量为26.04亿元。",
        );
        assert_eq!(
            read,
            [
                "本级财力 收入总量",
                "省拨专款 本级财力",
                "上年结转 收入总量",
                "调入资金 收入总量",
                "收入总量 "
            ]
        );
        let read = wholes(
            "2021年本级财力24.92亿元（含省拨专款5.45亿元），加上上年结转0.69亿元、调入资金0.43亿元，收入总量为26.14亿元。",
        );
        assert_eq!(read[2], "上年结转 ");
    }

    #[test]
    fn a_list_goes_on_behind_a_semicolon_until_it_is_full() {
        let read = wholes(
            "2021年全县收入586万元，其中：税收收入396万元，主要是：增值税201万元；契税152万元；\
             其他税收43万元；非税收入190万元。",
        );
        let taxes = ["增值税 税收收入", "契税 税收收入", "其他税收 税收收入"];
        assert_eq!(read[2..5], taxes);
        assert!(!read[5].ends_with(" 税收收入"), "{read:?}");
        // What does not make up the list inside is of the one around it.
        let read = wholes(
            "2021年支出586万元，其中：教育支出396万元，主要是普通教育201万元；水利支出152万元；\
             其他支出38万元。",
        );
        assert_eq!(read[3], "水利支出 支出");
        // Nor are those that are known to stand beside it.
        let read = wholes(
            "2021年支出合计586万元，其中：人员经费201万元，主要是基本工资150万元；公用经费51万元；\
             其他支出334万元。",
        );
        assert_eq!(read[3], "公用经费 支出合计");
    }

    #[test]
    fn parts_of_a_part_are_found_first() {
        let read = wholes(
            "2021年支出合计452.5万元。\n（1）基本支出280.5万元：工资福利支出200.5万元；公用经费80万元。\n\
             （2）项目支出172万元，涉及养护项目122万元、检测项目50万元。",
        );
        assert_eq!(read[1], "基本支出 支出合计");
        assert_eq!(read[2], "工资福利支出 基本支出");
        assert_eq!(read[4], "项目支出 支出合计");
        assert!(read[5].ends_with(" 项目支出"), "{read:?}");
    }

    #[test]
    fn what_does_not_add_up_or_only_by_chance_is_left_alone() {
        for text in [
            // Small round numbers meet by chance.
            "2021年购置费5万元。检测费3万元，维修费2万元。",
            "2021年收入合计452.5万元。养护支出280.5万元，检测支出172万元。",
            "2021年投资总额452.5万元。管网改造280.5万元，泵站改造171万元。",
            "2021年投资总额452.5万元。上年管网改造280.5万元，泵站改造172万元。",
        ] {
            let read = wholes(text);
            assert!(read.iter().all(|one| one.ends_with(' ')), "{text} {read:?}");
        }
    }

    #[test]
    fn a_whole_that_is_said_stays_where_it_can_be_one() {
        let read = wholes(
            "2021年车辆34辆：执法执勤用车21辆（囚车8辆），特种专业技术用车7辆，其他用车6辆。",
        );
        assert_eq!(read[3..], ["特种专业技术用车 车辆", "其他用车 车辆"]);
    }
}
