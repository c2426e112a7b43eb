//! What a difference or a completion is measured against.

use super::super::against;
use super::super::books;
use super::super::name;
use super::super::scope::Against;
use super::super::token::Token;
use super::lead::slice;
use super::{Said, Walk};
use crate::lexicon::clause::Class;
use crate::lexicon::frames::{Fit, Role};
use crate::record::{Basis, Measure, Quantity as Kind, Versus};
impl Walk<'_> {
    /// What a difference or completion is measured against, and where that stands.
    pub(super) fn against(
        &mut self,
        fit: &Fit,
        lead: &[Token],
        measure: Measure,
        year: Option<i32>,
    ) -> Option<(Against, Source)> {
        let words = slice(lead, fit.versus);
        match measure {
            _ if fit.frame.role == Role::Base && fit.frame.id == "base" => {
                // 比上年支出4.14万元: what stands behind the year tells the books.
                let words = fit.versus.map_or(words, |(from, _)| &lead[from..]);
                if let Some(against) = against::read(words, self.text, year.max(self.year())) {
                    self.sentence.against = Some(against);
                    self.section.against = Some(against);
                }
                None
            }
            Measure::Change | Measure::Growth => {
                // 比上年预算减少4500元，同比下降12.7%: the growth is that of the difference.
                let same = !words.is_empty() && words.iter().all(|word| word.is_a(Class::Yoy));
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
                    self.section.against = Some(against);
                    return Some((against, Source::Clause));
                }
                // 超支, 短收: more or less than was planned.
                let planned = |word: &Token| {
                    let text = &self.text[word.range.clone()];
                    ["超支", "超收", "短收"]
                        .iter()
                        .any(|one| text.starts_with(one))
                };
                if lead.iter().any(planned) {
                    let versus = Versus::Budget;
                    return Some((Against { versus, year: None }, Source::Clause));
                }
                if let Some(against) = self.sentence.against {
                    return Some((against, Source::Before));
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
            Measure::Completion => {
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
                let target = ["任务", "目标", "计划"]
                    .iter()
                    .any(|word| text.contains(word));
                let budget =
                    text.contains("预算") || text.contains("执行") || text.contains("支出");
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
