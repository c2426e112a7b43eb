//! Numbers told in pairs: each of two differences against a level of its own, and one number for two things.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::super::Meaning;
use super::super::scope::{Against, Subject};
use super::super::several;
use super::super::token::Token;
use super::Walk;
use super::breath::Breath;
use super::measure::Reading;
use super::number::is_level;
use crate::grammar::scan::Found;
use crate::lexicon::clause::Class;
use crate::lexicon::frames::Slot;
use crate::lexicon::lists::{Class as List, list};
use crate::record::{Basis, Measure, Sign, Versus};
use crate::text::Cut;

/// Things that 三项 stands for are looked for among so many numbers read before.
const MOST_TOLD: usize = 12;

impl Walk<'_> {
    /// 支出3.1万元，年初预算为4.3万元，差值为1.2万元: where the two amounts before differ by so much, they tell the direction
    /// and what it is against.
    pub(super) fn tell_difference(&mut self, breath: &Breath) {
        if breath.said.measure != Measure::Change {
            return;
        }
        let differs = || list(List::Difference).any_in(&self.words(breath.lead));
        let start = breath.found.first().map_or(0, |own| own.range.start);
        let here = self.found.partition_point(|one| one.range.start < start);
        // Every number has its meaning.
        let paired = breath.is_single() && here + 1 == self.meanings.len();
        if !paired || !differs() {
            return;
        }
        let Some([one, other, own]) = self.found.get(here.saturating_sub(2)..=here) else {
            return;
        };
        let worth = |one: &Found| one.quantity.yuan;
        let gap = worth(one)
            .zip(worth(other))
            .and_then(|(one, other)| one.checked_sub(other));
        let Some(gap) = gap.filter(|gap| Some(gap.abs()) == worth(own)) else {
            return;
        };
        if let [.., one, other, own] = self.meanings.as_mut_slice()
            && one.label == other.label
            && other.label == own.label
            && [&*one, &*other]
                .iter()
                .all(|one| one.measure == Measure::Amount)
        {
            own.sign = Some(match gap.cmp(&Decimal::ZERO) {
                Ordering::Less => Sign::Down,
                Ordering::Equal => Sign::Level,
                Ordering::Greater => Sign::Up,
            });
            if one.basis == Basis::Final && other.basis == Basis::Budget {
                own.basis = Basis::Final;
                own.versus = Some(Versus::Budget);
                own.versus_year = None;
            }
        }
    }

    /// 比编制少3人, 比基本支出低8个百分点: a difference from another thing, that has its name before 比. What stands
    /// before, where words that tell no time and no books stand behind.
    pub(super) fn against_another(&self, breath: &Breath) -> Option<Slot> {
        let Breath {
            fit, lead, said, ..
        } = breath;
        let (from, to) = fit.thing?;
        if !matches!(said.measure, Measure::Change | Measure::Growth)
            || fit.versus.is_some()
            || fit.object.is_some()
        {
            return None;
        }
        let than = from
            + lead
                .within(from..to)
                .iter()
                .rposition(|token| self.is_than(token))?;
        let behind = lead.within(than + 1..to);
        let named = !behind.is_empty()
            && behind
                .iter()
                .all(|token| token.is_a(Class::Text) || token.is_a(Class::Of));
        let time = self.words(behind);
        (named && !list(List::EarlierTime).begins(&time))
            .then_some((than > from).then_some((from, than)))
    }

    /// Whether a word begins a comparison: 比, 较, 相比.
    pub(super) fn is_than(&self, word: &Token) -> bool {
        word.is_a(Class::Than) && self.word(word).starts_with(['比', '较', '相'])
    }

    /// Gives each of two differences what it is against: 较年初预算和上年决算分别减少1万元和2万元, or the two
    /// levels said before them: 年初预算8万元，上年支出9万元，分别减少1万元和2万元.
    pub(super) fn against_each(&mut self, breath: &Breath) {
        let differs = matches!(breath.said.measure, Measure::Change | Measure::Growth);
        if breath.found.len() != 2 || !differs {
            return;
        }
        let year = self.year();
        // 分别高于年度目标和全省平均2个、3个百分点: 比 stands before no direction.
        let behind_direction = || self.both_of(breath.versus(), year);
        let Some(pair) = behind_direction().or_else(|| self.two_named(breath.lead, year)) else {
            return;
        };
        let from = self.meanings.len().saturating_sub(2);
        for (meaning, against) in self.meanings.iter_mut().skip(from).zip(pair) {
            meaning.versus = Some(against.versus);
            meaning.versus_year = against.year;
        }
    }

    /// Two comparisons of one clause, parted by 、 or 和.
    fn two_named(&self, lead: &[Token], year: Option<i32>) -> Option<[Against; 2]> {
        let than = lead.iter().position(|token| token.is_a(Class::Than))?;
        self.both_of(lead.behind(than + 1), year)
    }

    /// The two things that words compare with, parted by 、 or 和.
    fn both_of(&self, words: &[Token], year: Option<i32>) -> Option<[Against; 2]> {
        let parts = |token: &Token| token.is_a(Class::Comma) || token.is_a(Class::Than);
        let mut named = words
            .split(parts)
            .filter_map(|words| self.named_against(words, year));
        let (one, other) = (named.next()?, named.next()?);
        (named.next().is_none() && one.versus != other.versus).then_some([one, other])
    }

    /// The things that 二者, 三项 stand for: the last that were listed; 前者 and 后者 for one of two.
    pub(super) fn spoken_of_together(&self, text: &str) -> Option<Vec<Subject>> {
        if let [.., first, second] = self.sentence.listed.as_slice() {
            let one = [(List::Former, first), (List::Latter, second)];
            let one = one.into_iter().find(|(class, _)| list(*class).begins(text));
            if let Some((_, one)) = one {
                return Some(vec![one.clone()]);
            }
        }
        let count = several::NUMERALS
            .into_iter()
            .find_map(|(class, count)| list(class).at_start(text).map(|_| count))?;
        let told = self
            .meanings
            .iter()
            .rev()
            .filter(|one| is_level(one.measure));
        let before = told.filter_map(|one| {
            let label = one.label.clone()?;
            let (basis, basis_said) = (one.basis, true);
            Some(Subject {
                basis,
                basis_said,
                ..self.topic(label)
            })
        });
        let mut last: Vec<Subject> = Vec::with_capacity(count);
        for one in self
            .sentence
            .listed
            .iter()
            .rev()
            .cloned()
            .chain(before.take(MOST_TOLD))
        {
            if last.len() < count && last.iter().all(|other| other.label != one.label) {
                last.push(one);
            }
        }
        last.reverse();
        (last.len() == count).then_some(last)
    }

    /// The things that are counted, where each has its name before the number: A、B、C三个项目.
    pub(super) fn counted(&self, lead: &[Token], count: &Found) -> Vec<Subject> {
        let many = usize::try_from(count.quantity.value).unwrap_or(0);
        if !(2..=MOST_TOLD).contains(&many) {
            return Vec::new();
        }
        let text = self.words(lead);
        let names = several::split(&text, many).into_iter();
        let named = names.filter_map(|name| self.name_in(&name));
        let named: Vec<Subject> = named.map(|name| self.topic(name)).collect();
        match named.len() == many {
            true => named,
            false => Vec::new(),
        }
    }

    /// The prices read last, if they are so many: 每人次收费168元，每床日收费612元，分别下降2%和3%.
    pub(super) fn priced(&self, count: usize) -> Option<Vec<Subject>> {
        let told = self
            .meanings
            .behind(self.meanings.len().checked_sub(count)?);
        let price = |one: &Meaning| {
            let named = one.measure == Measure::Price && one.carried.is_empty();
            let label = one.label.clone().filter(|_| named)?;
            Some(Subject {
                basis: one.basis,
                ..self.topic(label)
            })
        };
        told.iter().map(price).collect()
    }

    /// Whether a number is said of the one right before it: 车辆2台、31.6万元, 车辆2台31.6万元.
    pub(super) fn follows(&self, one: &Found) -> bool {
        let before = self.text.before(one.range.start);
        let end = before.strip_suffix('、').unwrap_or(before).len();
        let at = self.found.partition_point(|other| other.range.end < end);
        self.found.get(at).is_some_and(|last| last.range.end == end)
    }

    /// 政府债务限额20亿元，余额19亿元: the balance of the thing whose limit was told, and the other way round.
    pub(super) fn counterpart(&self, label: String) -> String {
        let ends = list(List::DebtSide);
        if !ends.contains(label.as_str()) {
            return label;
        }
        let listed = || self.sentence.listed.iter().rev();
        let same = listed().find(|one| one.label.ends_with(&label));
        let other = |one: &Subject| {
            let thing = ends.strip_suffix(&one.label)?;
            Some(format!("{thing}{label}"))
        };
        match same {
            Some(same) => same.label.clone(),
            None => listed().find_map(other).unwrap_or(label),
        }
    }

    /// 扣分在预算执行(扣1分)、产出(扣2分): what stands right before the bracket that the number is in.
    pub(super) fn named_before_bracket(&self, said: &Reading) -> Option<String> {
        let around = self.around.last()?;
        // 高于州市平均增幅(9%): the rate is that of the others.
        if said.measure == Measure::Rate
            && let [.., before, peers] = around.lead.as_slice()
            && peers.is_a(Class::Peers)
        {
            let named = if before.is_a(Class::Text) {
                self.word(before)
            } else {
                ""
            };
            return Some(format!("{named}{}", self.word(peers)));
        }
        if !is_level(said.measure) {
            return None;
        }
        let text = self.words(&around.lead);
        let named = text
            .rsplit(['、', ','])
            .next()
            .filter(|named| !named.is_empty())?;
        self.name_in(named)
    }
}
