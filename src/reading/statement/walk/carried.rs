//! What numbers are said of whose clause names nothing: the subject before, what was listed, the heading.

use super::super::label;
use super::super::scope::Subject;
use super::super::several;
use super::Walk;
use super::breath::Breath;
use super::measure::Reading;
use super::number::is_level;
use crate::grammar::scan::Found;
use crate::lexicon::clause::Class;
use crate::lexicon::concepts;
use crate::lexicon::frames::Role;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::sides::{EXPENDITURE, INCOME};
use crate::record::{Basis, Measure, Quantity as Kind};
use crate::text::Cut;

/// One number is said of no more things than this.
const MOST_JOINED: usize = 16;

impl Walk<'_> {
    /// What numbers whose clause names nothing are said of.
    pub(super) fn carried(&self, found: &[Found], said: &Reading) -> Vec<Subject> {
        let Some(first) = found.first() else {
            return Vec::new();
        };
        let subjects = &self.sentence.subjects;
        let count = found.len();
        if let Some(together) = &self.together
            && (count == 1 || count == together.len())
        {
            // 二者之比7.7:1: of the first to the second.
            let ratio = self.text.within(first.range.clone()).contains(':');
            let said = if ratio { 1 } else { together.len() };
            return together.before(said).to_vec();
        }
        if count > 1 && subjects.len() != count {
            let listed = &self.sentence.listed;
            if let Some(priced) = self.priced(count) {
                return priced;
            }
            // 良种繁育、冷链仓储两个项目，预算依次为…
            if self.sentence.counted.len() == count {
                return self.sentence.counted.clone();
            }
            // 农林水支出…、城乡社区支出…，依次占…: the last ones that were listed.
            if let Some(from) = listed.len().checked_sub(count) {
                return listed.behind(from).to_vec();
            }
        }
        if let Some(changed) = self.changed(found, said) {
            return changed;
        }
        if let Some(money) = self.money_before(first, said) {
            let item = self.subject().and_then(|last| beside(last, money));
            return vec![item.unwrap_or_else(|| money.clone())];
        }
        // 维修项目自评得分95分，预算数84万元 is of the project, 得分95分，预算数84万元 of what the section is about.
        let scored = subjects.last().filter(|last| {
            first.quantity.kind == Kind::Money && last.score && !last.label.ends_with('目')
        });
        let project = scored
            .and_then(|scored| list(List::ScoreName).strip_suffix(&scored.label))
            .filter(|project| project.ends_with(['目', '”']));
        if let Some(project) = project {
            return vec![self.topic(project.to_owned())];
        }
        if !subjects.is_empty() && scored.is_none() {
            return subjects.clone();
        }
        let main = self.section.main.clone();
        let heading = self.section.heading.label(self.context.issuer);
        let heading = heading.map(|label| self.topic(label));
        let from_before = match said.role {
            Role::Level => heading.or(main),
            _ => main.or(heading),
        };
        from_before.into_iter().collect()
    }

    /// 收入总计8万元，支出总计8万元，与上年相比，各增加1万元: what is said of each is of both sides.
    pub(super) fn take_both_sides(&mut self, breath: &Breath) {
        let each = breath.lead.iter().any(|word| word.is_a(Class::Each));
        let sentence = &mut self.sentence;
        let [.., income, expenditure] = sentence.listed.as_slice() else {
            return;
        };
        let both = label::is_total(&expenditure.label)
            && income.label.contains(INCOME)
            && income.label.replace(INCOME, EXPENDITURE) == expenditure.label;
        if each && both && breath.is_single() && !is_level(breath.said.measure) {
            sentence.subjects = vec![income.clone(), expenditure.clone()];
        }
    }

    /// 主要用于29个乡镇，较上年减少0.13万元: what was counted by the way is no money. The amount listed before.
    fn money_before(&self, first: &Found, said: &Reading) -> Option<&Subject> {
        let last = self.subject()?;
        let money = first.quantity.kind == Kind::Money;
        let difference = !is_level(said.measure);
        let by_the_way = match last.kind {
            Kind::Count => {
                last.basis == Basis::Other && !last.label.ends_with("项目")
                    || money && (difference || said.spends || said.role == Role::Base)
            }
            Kind::Percent => money,
            Kind::Money => false,
        };
        let of_money = money || difference && self.previous.is_some_and(|last| last.money);
        let in_bracket = self.around.last().and_then(|around| around.last);
        if !by_the_way
            || !of_money
            || in_bracket.is_some_and(|last| !last.money)
            || self.follows(first)
        {
            return None;
        }
        let mut listed = self.sentence.listed.iter();
        listed.rfind(|one| one.kind == Kind::Money)
    }

    /// 接待25批次，比上年减少8000元，下降4%: growths right behind as many changes are of the same things.
    fn changed(&self, found: &[Found], said: &Reading) -> Option<Vec<Subject>> {
        let after_change = self
            .previous
            .is_some_and(|last| last.money && last.measure == Measure::Change);
        let shares = found.iter().all(|one| one.quantity.kind == Kind::Percent);
        if !after_change || !shares || said.measure != Measure::Growth {
            return None;
        }
        let told = self.meanings.before(self.told);
        let from = told.len().checked_sub(found.len())?;
        let changes = told.behind(from).iter().map(|one| {
            let label = one.label.clone().filter(|_| one.measure == Measure::Change);
            Some(Subject::amount(label?, one.basis))
        });
        changes.collect()
    }

    /// Labels for numbers whose clause gives none.
    pub(super) fn carried_labels(&self, found: &[Found], said: &Reading) -> Vec<String> {
        let subjects = self.carried(found, said);
        let count = found.len();
        match subjects.as_slice() {
            [] => Vec::new(),
            subjects if subjects.len() == count => subjects
                .iter()
                .map(|subject| subject.label.clone())
                .collect(),
            [first, .., last] if count == 1 && first.label == last.label => {
                vec![last.label.clone()]
            }
            // 收入、支出总计…，各增加65.2万元: one number is said of both.
            [first, .., last]
                if first.kind == last.kind && count == 1 && subjects.len() <= MOST_JOINED =>
            {
                let labels: Vec<&str> = subjects
                    .iter()
                    .map(|subject| subject.label.as_str())
                    .collect();
                vec![labels.join("、")]
            }
            [.., last] => match several::split(&last.label, count) {
                // 收入总计、支出总计各增加8万元，分别增长2%、3%.
                parts if parts.len() == count => parts,
                _ => vec![last.label.clone()],
            },
        }
    }
}

/// 外事接待费0万元，国内公务接待5批次，共计支出3万元: what was counted, where the amount before is of a thing beside it.
fn beside(counted: &Subject, amount: &Subject) -> Option<Subject> {
    let money = |one: &Subject| concepts::find(&one.label).filter(|found| found.fits(Kind::Money));
    let (own, other) = (money(counted)?.concept, money(amount)?.concept);
    let beside = own.id != other.id && own.parent.is_some() && own.parent == other.parent;
    beside.then(|| Subject {
        label: counted.label.clone(),
        ..amount.clone()
    })
}
