//! What a difference or a completion is measured against.

use super::super::against;
use super::super::scope::{Against, Subject};
use super::super::token::Token;
use super::breath::Breath;
use super::{Said, Walk};
use crate::lexicon::clause::Class;
use crate::lexicon::frames::{Fit, Role};
use crate::lexicon::lists::{Class as List, list};
use crate::record::{self, Basis, Measure, Quantity as Kind, Versus};
use crate::text::Cut;

impl Walk<'_> {
    /// What words of a comparison name; `year` is the year spoken of.
    pub(super) fn named_against(&self, words: &[Token], year: Option<i32>) -> Option<Against> {
        let closed = self.context.kind == record::Kind::FinalAccounts;
        against::read(words, self.text, (year, closed))
    }

    /// What a difference or completion is measured against, and where that stands.
    pub(super) fn against(
        &mut self,
        breath: &Breath,
        year: Option<i32>,
    ) -> Option<(Against, Source)> {
        let Fit { frame, versus, .. } = breath.fit;
        match breath.said.measure {
            _ if frame.role == Role::Base && matches!(frame.id, "base" | "base.rate") => {
                // 比上年支出4.14万元: what stands behind the year tells the books.
                let words = versus.map_or(&[][..], |(from, _)| breath.lead.behind(from));
                if let Some(against) = self.named_against(words, year.max(self.year())) {
                    self.compare_with(against);
                }
                None
            }
            // 收入由11.9亿元调整为11.2亿元: what follows is said against the budget as it was.
            _ if frame.role == Role::Base && breath.adjusted => {
                let budget = Against::of(Versus::Budget);
                self.sentence.against.get_or_insert(budget);
                None
            }
            // 减少15批次、121人次: as the number before.
            Measure::Change if frame.role == Role::Level => {
                let against = self.last.and_then(|last| last.against)?;
                Some((against, Source::Before))
            }
            Measure::Change | Measure::Growth => Some(self.difference_against(breath, year)),
            // 个人所得税为上年的97%
            Measure::Rate if frame.id == "rate.is" => {
                let against = self.named_against(breath.versus(), year)?;
                Some((against, Source::Clause))
            }
            Measure::Completion => Some(self.completion_against(breath, year)),
            _ => None,
        }
    }

    /// What the clauses that follow are compared with too.
    pub(super) fn compare_with(&mut self, against: Against) {
        self.sentence.against = Some(against);
        self.section.against = Some(against);
    }

    fn difference_against(&mut self, breath: &Breath, year: Option<i32>) -> (Against, Source) {
        let words = breath.versus();
        if let Some(again) = self.against_again(words) {
            return (again, Source::Before);
        }
        if let Some(against) = self.named_against(words, year) {
            // 快于序时进度 and 比执行数 are said of one thing, 比上年 of all that follow.
            let of_one = against.versus == Versus::Target || against == Against::of(Versus::Other);
            // 快于序时进度3个百分点，下降4%: nor is a growth one from the points of a rate.
            let of_rate = of_one && is_of_points(breath);
            if !of_rate {
                self.sentence.against = Some(against);
            }
            if !of_one {
                self.section.against = Some(against);
            }
            return (against, Source::Clause);
        }
        if let Some(of_plan) = self.against_plan(breath) {
            return of_plan;
        }
        // 比预算增加12万元，主要原因是增加人员1名: those who come are more than the year before.
        let stated = self.sentence.against.or(self.section.against);
        if stated.is_some() && matches!(breath.first().unit.as_deref(), Some("人" | "名")) {
            return (Against::prior(year), Source::Before);
        }
        // 预算收入调减0.7亿元: the plan itself is moved; 调增工资 gives a reason.
        if self.sentence.against.is_none() && self.moves_plan(breath) {
            let of_plan = Against::of(Versus::Budget);
            self.sentence.against = Some(of_plan);
            return (of_plan, Source::Clause);
        }
        match stated {
            Some(against) => (against, Source::Before),
            None => (Against::prior(year), Source::Nowhere),
        }
    }

    /// 比上年预算减少4500元，同比下降12.7%: the growth is that of the difference.
    fn against_again(&self, words: &[Token]) -> Option<Against> {
        let again = !words.is_empty() && words.iter().all(|word| word.is_a(Class::Yoy));
        let differs = |last: Said| matches!(last.measure, Measure::Change | Measure::Growth);
        let of_before = |against: &Against| against.versus.is_of_before();
        let same = again && (!self.against_level || self.previous.is_some_and(differs));
        self.sentence
            .against
            .filter(|against| same && of_before(against))
    }

    /// The plan, where a verb says that more or less was done than planned.
    fn against_plan(&self, breath: &Breath) -> Option<(Against, Source)> {
        let begins = |word: &Token, class| list(class).begins(self.word(word));
        let completion = |last: &Said| last.measure == Measure::Completion;
        let completed = self
            .previous
            .filter(completion)
            .and_then(|last| last.against);
        // 超支, 短收; 占调整预算的98%，短收8万元: as the completion before.
        if breath
            .lead
            .iter()
            .any(|word| begins(word, List::AgainstPlan))
        {
            let versus = match breath.first().kind {
                Kind::Count => Versus::Target,
                _ => Versus::Budget,
            };
            let stated = (Against::of(versus), Source::Clause);
            return Some(completed.map_or(stated, |against| (against, Source::Before)));
        }
        // 预算98万元，中标89万元，节约9万元; 完成预算的95%，节约2万元.
        let spares = |word: &Token| begins(word, List::Spares);
        breath.lead.first().filter(|word| spares(word))?;
        let of_budget = |one: &Subject| one.basis == Basis::Budget && one.basis_said;
        let planned = self.sentence.against.is_none() && self.sentence.listed.iter().any(of_budget);
        let budget = planned.then(|| Against::of(Versus::Budget));
        Some((completed.or(budget)?, Source::Before))
    }

    fn completion_against(&self, breath: &Breath, year: Option<i32>) -> (Against, Source) {
        let words = match breath.versus() {
            [] => breath.whole(),
            words => words,
        };
        if let Some(against) = self.named_against(words, year) {
            return (against, Source::Clause);
        }
        if let Some(against) = self
            .last
            .filter(|last| last.planned)
            .and_then(|last| last.against)
        {
            return (against, Source::Before);
        }
        let text = self.words(breath.lead);
        let spoken_of = self.subject();
        let counted = spoken_of.is_some_and(|subject| subject.kind == Kind::Count);
        let (versus, source) = match () {
            () if list(List::Task).any_in(&text) => (Versus::Target, Source::Clause),
            () if list(List::BudgetRun).any_in(&text) => (Versus::Budget, Source::Clause),
            () if counted || list(List::RateOfCompletion).any_in(&text) => {
                (Versus::Target, Source::Nowhere)
            }
            () => (Versus::Budget, Source::Nowhere),
        };
        (Against::of(versus), source)
    }

    /// Whether a difference is one of the plan itself: 预算收入调减0.7亿元, but not 调增工资.
    fn moves_plan(&self, breath: &Breath) -> bool {
        let begins = |word: &Token| list(List::PlanMoved).begins(self.word(word));
        breath.fit.object.is_none() && breath.lead.iter().any(begins)
    }
}

/// Whether a number counts the points between two rates.
fn is_of_points(breath: &Breath) -> bool {
    let unit = breath.first().unit.as_deref();
    unit.is_some_and(|unit| unit.ends_with("百分点"))
}

/// Where a thing stands that a number does not say itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Clause,
    Before,
    Nowhere,
}
