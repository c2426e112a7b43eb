//! What a difference or a completion is measured against.

use super::super::against;
use super::super::books;
use super::super::name;
use super::super::scope::{Against, Subject};
use super::super::token::Token;
use super::lead::slice;
use super::{Said, Walk};
use crate::grammar::quantity::Quantity;
use crate::lexicon::clause::Class;
use crate::lexicon::frames::{Fit, Role};
use crate::lexicon::lists::{Class as List, list};
use crate::record::{Basis, Measure, Quantity as Kind, Versus};
impl Walk<'_> {
    /// What a difference or completion is measured against, and where that stands.
    pub(super) fn against(
        &mut self,
        fit: &Fit,
        lead: &[Token],
        measure: Measure,
        year: Option<i32>,
        (quantity, adjusted): (&Quantity, bool),
    ) -> Option<(Against, Source)> {
        let words = slice(lead, fit.versus);
        let unit = quantity.unit.as_deref();
        match measure {
            _ if fit.frame.role == Role::Base && matches!(fit.frame.id, "base" | "base.rate") => {
                // 比上年支出4.14万元: what stands behind the year tells the books.
                let words = fit.versus.map_or(words, |(from, _)| &lead[from..]);
                if let Some(against) = against::read(words, self.text, year.max(self.year())) {
                    self.sentence.against = Some(against);
                    self.section.against = Some(against);
                }
                None
            }
            // 收入由11.9亿元调整为11.2亿元: what follows is said against the budget as it was.
            _ if fit.frame.role == Role::Base && adjusted => {
                self.sentence.against.get_or_insert(Against {
                    versus: Versus::Budget,
                    year: None,
                });
                None
            }
            Measure::Change if fit.frame.role == Role::Level => {
                // 减少15批次、121人次: as the number before.
                let against = self.last.and_then(|last| last.against);
                against.map(|against| (against, Source::Before))
            }
            Measure::Change | Measure::Growth => {
                // 比上年预算减少4500元，同比下降12.7%: the growth is that of the difference.
                let same = !words.is_empty()
                    && words.iter().all(|word| word.is_a(Class::Yoy))
                    && (!self.against_level
                        || self.previous.is_some_and(|last| {
                            matches!(last.measure, Measure::Change | Measure::Growth)
                        }));
                if same
                    && let Some(against) = self
                        .sentence
                        .against
                        .filter(|against| against.versus.is_of_before())
                {
                    return Some((against, Source::Before));
                }
                let said = against::read(words, self.text, year);
                if let Some(against) = said {
                    self.sentence.against = Some(against);
                    // 快于序时进度 is said of one thing, 比上年 of all that follow.
                    if against.versus != Versus::Target {
                        self.section.against = Some(against);
                    }
                    return Some((against, Source::Clause));
                }
                let of_plan = Against {
                    versus: Versus::Budget,
                    year: None,
                };
                let begins = |word: &Token, class| {
                    list(class)
                        .at_start(&self.text[word.range.clone()])
                        .is_some()
                };
                // 超支, 短收: more or less than was planned.
                if lead.iter().any(|word| begins(word, List::AgainstPlan)) {
                    // 占调整预算的98%，短收8万元: as the completion before.
                    if let Some(Said {
                        measure: Measure::Completion,
                        against: Some(against),
                        ..
                    }) = self.previous
                    {
                        return Some((against, Source::Before));
                    }
                    let versus = match quantity.kind {
                        Kind::Count => Versus::Target,
                        _ => Versus::Budget,
                    };
                    return Some((Against { versus, ..of_plan }, Source::Clause));
                }
                // 预算98万元，中标89万元，节约9万元; 完成预算的95%，节约2万元: less than was planned.
                let of_budget = |one: &Subject| one.basis == Basis::Budget && one.basis_said;
                if lead.first().is_some_and(|word| begins(word, List::Spares)) {
                    match self.previous {
                        Some(Said {
                            measure: Measure::Completion,
                            against: Some(against),
                            ..
                        }) => return Some((against, Source::Before)),
                        _ if self.sentence.against.is_none()
                            && self.sentence.listed.iter().any(of_budget) =>
                        {
                            return Some((of_plan, Source::Before));
                        }
                        _ => {}
                    }
                }
                // 比预算增加12万元，主要原因是增加人员1名: those who come are more than the year before.
                if matches!(unit, Some("人" | "名"))
                    && self.sentence.against.or(self.section.against).is_some()
                {
                    let prior = Against {
                        versus: Versus::PriorYear,
                        year: year.map(|year| year - 1),
                    };
                    return Some((prior, Source::Before));
                }
                if let Some(against) = self.sentence.against {
                    return Some((against, Source::Before));
                }
                // 预算收入调减0.7亿元: the plan itself is moved; 调增工资 gives a reason.
                if self.moves_plan(fit, lead) {
                    self.sentence.against = Some(of_plan);
                    return Some((of_plan, Source::Clause));
                }
                if let Some(against) = self.section.against {
                    return Some((against, Source::Before));
                }
                let prior = Against {
                    versus: Versus::PriorYear,
                    year: year.map(|year| year - 1),
                };
                Some((prior, Source::Nowhere))
            }
            // 个人所得税为上年的97%
            Measure::Rate if fit.frame.id == "rate.is" => {
                against::read(words, self.text, year).map(|against| (against, Source::Clause))
            }
            Measure::Completion => {
                let words = match words {
                    [] => slice(lead, fit.whole),
                    words => words,
                };
                if let Some(against) = against::read(words, self.text, year) {
                    return Some((against, Source::Clause));
                }
                if let Some(Said {
                    planned: true,
                    against: Some(against),
                    ..
                }) = self.last
                {
                    return Some((against, Source::Before));
                }
                let text = name::text(self.text, lead);
                let target = list(List::Task).any_in(&text);
                let budget = list(List::BudgetRun).any_in(&text);
                let counted = self
                    .sentence
                    .subjects
                    .last()
                    .is_some_and(|subject| subject.kind == Kind::Count);
                let versus = match () {
                    () if target => Versus::Target,
                    () if budget => Versus::Budget,
                    () if counted || !lead.is_empty() && text.contains("完成率") => {
                        Versus::Target
                    }
                    () => Versus::Budget,
                };
                Some((
                    Against { versus, year: None },
                    if target || budget {
                        Source::Clause
                    } else {
                        Source::Nowhere
                    },
                ))
            }
            _ => None,
        }
    }

    /// Whether a difference is one of the plan itself: 预算收入调减0.7亿元, but not 调增工资.
    pub(super) fn moves_plan(&self, fit: &Fit, lead: &[Token]) -> bool {
        let begins = |word: &Token| list(List::PlanMoved).begins(&self.text[word.range.clone()]);
        fit.object.is_none() && lead.iter().any(begins)
    }

    pub(super) fn base_books(&self, fit: &Fit, lead: &[Token]) -> Option<Basis> {
        let words = slice(lead, fit.versus);
        books::said(words, "")
    }
}

/// Where a thing stands that a number does not say itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Clause,
    Before,
    Nowhere,
}
