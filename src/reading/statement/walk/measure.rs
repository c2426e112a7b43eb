//! What a number measures: the measure and sign of a fit, and of percentages that no frame explains.

use super::super::label;
use super::super::name;
use super::super::scope::Subject;
use super::super::token::{Is, Token};
use super::Walk;
use super::lead::slice;
use crate::grammar::quantity::Quantity;
use crate::grammar::scan::Found;
use crate::lexicon::clause::Class;
use crate::lexicon::frames::{Direction, Fit, Role};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::statement::{Class as Says, words};
use crate::record::{Basis, Comparator, Measure, Quantity as Kind, Sign};
impl Walk<'_> {
    /// Measure and sign of a fit.
    pub(super) fn said(&self, fit: &Fit, lead: &[Token], one: &Found, behind: &str) -> Reading {
        let quantity = &one.quantity;
        let kind = quantity.kind;
        // 减少15批次、121人次: one verb for both.
        let joined = lead.iter().all(|token| token.is_a(Class::Comma));
        if let Some(last) = self.last
            && kind == Kind::Count
            && last.measure == Measure::Change
            && !last.money
            && joined
            && self.follows(one)
        {
            return Reading {
                role: Role::Said(Measure::Change),
                measure: Measure::Change,
                sign: last.sign,
                spends: false,
            };
        }
        let level = match kind {
            Kind::Money => Measure::Amount,
            Kind::Percent => Measure::Rate,
            // 师生比1:15
            Kind::Count if self.text[one.range.clone()].contains(':') => Measure::Rate,
            Kind::Count => Measure::Count,
        };
        let sign_of_number = own_sign(quantity);
        let sign = match fit.frame.direction {
            Direction::None => None,
            // 增加-3万元 is less.
            Direction::Said(Sign::Up) if quantity.value.is_sign_negative() => Some(Sign::Down),
            Direction::Said(sign) => Some(sign),
            Direction::OfNumber => Some(sign_of_number),
        };
        let mut reading = Reading {
            role: fit.frame.role,
            measure: match fit.frame.role {
                Role::Said(measure) => measure,
                Role::Bound => Measure::Price,
                _ => level,
            },
            sign,
            spends: false,
        };
        let unit = quantity.unit.as_deref().filter(|_| kind == Kind::Percent);
        let points = unit.is_some_and(|unit| unit.contains("百分点"));
        if points && reading.measure == Measure::Growth {
            reading.measure = Measure::Change;
        }
        if kind == Kind::Money
            && quantity
                .unit
                .as_deref()
                .is_some_and(|unit| unit.contains('/'))
        {
            reading = Reading {
                role: Role::Said(Measure::Price),
                measure: Measure::Price,
                sign: None,
                spends: false,
            };
        }
        // The bound of a thing's price, where 单价 itself is lost: 50万元以上通用设备.
        if kind == Kind::Money
            && quantity.comparator == Some(crate::record::Comparator::AtLeast)
            && words(Says::Threshold).begins(behind.trim_start_matches('的'))
        {
            reading = Reading {
                role: Role::Bound,
                measure: Measure::Price,
                sign: None,
                spends: false,
            };
        }
        // 实际支出98万元，占预算的98%: what was spent is no part of what was planned.
        let of_plan = slice(lead, fit.whole);
        if reading.measure == Measure::Share
            && self.reports_what_was_done()
            && fit.thing.is_none()
            && !self.speaks_of_what_is_left()
            && is_of_plan(of_plan)
        {
            return Reading::plain(Measure::Completion);
        }
        if kind == Kind::Percent && reading.role == Role::Level || reading.measure == Measure::Rate
        {
            self.bare_percent(&mut reading, lead, one, behind, sign_of_number);
        }
        reading
    }

    /// Whether what is spoken of was not spent: 结余8万元，占预算的2%.
    fn speaks_of_what_is_left(&self) -> bool {
        let subject = self.sentence.subjects.last();
        subject.is_some_and(|subject| list(List::CarriedRow).any_in(&subject.label))
    }

    /// Whether the document reports what was done, not what is planned.
    fn reports_what_was_done(&self) -> bool {
        matches!(
            self.context.kind,
            crate::record::Kind::FinalAccounts | crate::record::Kind::PerformanceReport
        )
    }

    /// A percentage that the words before it do not explain: (-25.81%) behind a difference is its growth,
    /// (12.7%) behind a part its share.
    pub(super) fn bare_percent(
        &self,
        reading: &mut Reading,
        lead: &[Token],
        one: &Found,
        behind: &str,
        sign_of_number: Sign,
    ) {
        let of = |tokens: &[Token]| matches!(tokens, [token] if token.is_a(Class::Of));
        // 完成年初预算的122%、全年预算的94%.
        let again = matches!(lead, [plan @ .., of] if of.is_a(Class::Of) && is_of_plan(plan));
        let completes = |last: super::Said| last.measure == Measure::Completion;
        if again && self.last.is_some_and(completes) {
            *reading = Reading::plain(Measure::Completion);
            return;
        }
        if of(lead) && self.last.is_some_and(|last| last.planned) {
            *reading = Reading::plain(Measure::Completion);
            return;
        }
        if of(lead) && self.last.is_some_and(|last| last.of_whole) {
            *reading = Reading::plain(Measure::Share);
            return;
        }
        if list(List::Duly).trim_start(behind).starts_with("完成") {
            *reading = Reading::plain(Measure::Completion);
            return;
        }
        let Some((_, outer, Some(last))) = self.around.last() else {
            return;
        };
        let bare = lead.is_empty()
            || name::text(self.text, lead)
                .trim_matches(['-', '+', ' '])
                .is_empty();
        if !bare || !outer.is_empty() {
            return;
        }
        match last.measure {
            Measure::Change => {
                let sign = match sign_of_number {
                    Sign::Down => Some(Sign::Down),
                    _ => last.sign,
                };
                let growth = one.quantity.unit.as_deref() == Some("%");
                if growth {
                    *reading = Reading {
                        role: Role::Said(Measure::Growth),
                        measure: Measure::Growth,
                        sign,
                        spends: false,
                    };
                }
            }
            Measure::Amount | Measure::Count
                if self.around[self.around.len() - 1].0.whole().is_some() =>
            {
                *reading = Reading::plain(Measure::Share);
            }
            _ => {}
        }
    }

    /// Whether a price is what was spent on each: no norm (按人均2500元计发) and no bound, nor what each earned.
    pub(super) fn is_average(
        &self,
        lead: &[Token],
        label: Option<&String>,
        quantity: &Quantity,
    ) -> bool {
        let text = name::text(self.text, lead);
        let earned = |text: &str| list(List::Outcome).any_in(text);
        // 奖励600万元，每户20万元 is planned with the amount; a report tells by the way what each got.
        let of_amount = match self.context.kind {
            crate::record::Kind::Budget => self.sentence.last.money.is_some(),
            _ => list(List::Cost).any_in(&text),
        };
        (list(List::Averaging).any_in(&text) || of_amount)
            && !text.contains(['按', '准'])
            && !earned(&text)
            && !label.is_some_and(|label| earned(label))
            && !matches!(
                quantity.comparator,
                Some(Comparator::AtMost | Comparator::AtLeast)
            )
    }

    /// Whether an amount is only said to be spent, of a thing whose budget was said before: 预算8万元，支出5万元.
    pub(super) fn is_spent(&self, own: &[Token], subject: Option<&Subject>) -> bool {
        let text = name::text(self.text, own);
        self.reports_what_was_done()
            && subject.is_some_and(|subject| subject.basis == Basis::Budget)
            && list(List::SpentAlone).contains(label::without_ends(&text))
    }
}

/// Whether words name what was planned and nothing else.
pub(super) fn is_of_plan(words: &[Token]) -> bool {
    let plans = |word: &Token| word.is_a(Class::Budget) || word.is_a(Class::Adjusted);
    let says_no_more =
        |word: &Token| plans(word) || word.is_a(Class::Same) || matches!(word.is, Is::Year(_));
    words.iter().any(plans) && words.iter().all(says_no_more)
}

/// The direction that a number itself has.
pub(super) fn own_sign(quantity: &Quantity) -> Sign {
    match quantity.value {
        value if value.is_zero() => Sign::Level,
        value if value.is_sign_negative() => Sign::Down,
        _ => Sign::Up,
    }
}

/// What a frame says of a number.
pub(super) struct Reading {
    pub(super) role: Role,
    pub(super) measure: Measure,
    pub(super) sign: Option<Sign>,
    /// Whether the words before it say only that it was spent.
    pub(super) spends: bool,
}

impl Reading {
    pub(super) fn plain(measure: Measure) -> Self {
        Self {
            role: Role::Said(measure),
            measure,
            sign: None,
            spends: false,
        }
    }
}
