//! What a number measures: the measure and sign of a fit, and of percentages that no frame explains.

use super::super::label;
use super::super::scope::Subject;
use super::super::token::{Is, Token};
use super::Walk;
use super::lead::slice;
use super::naming::PROJECT;
use crate::grammar::quantity::Quantity;
use crate::grammar::scan::Found;
use crate::lexicon::clause::Class;
use crate::lexicon::frames::{Direction, Fit, Role};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::statement::{Class as Says, words};
use crate::record::{Basis, Comparator, Measure, Quantity as Kind, Sign};
use crate::text::Cut;

impl Walk<'_> {
    /// Measure and sign of a fit.
    pub(super) fn said(&self, fit: &Fit, lead: &[Token], one: &Found, behind: &str) -> Reading {
        let quantity = &one.quantity;
        // 减少15批次、121人次: one verb for both.
        let joined = lead.iter().all(|token| token.is_a(Class::Comma));
        if let Some(last) = self.last
            && quantity.kind == Kind::Count
            && last.measure == Measure::Change
            && !last.money
            && joined
            && self.follows(one)
        {
            return Reading {
                sign: last.sign,
                ..Reading::plain(Measure::Change)
            };
        }
        // 压减印刷费3万元、会议费4万元: and for both of its objects.
        if let Some(last) = self.last
            && last.of_object
            && last.measure == Measure::Change
            && quantity.kind == Kind::Money
            && self.lists_name(lead, one)
        {
            return Reading {
                sign: last.sign,
                ..Reading::plain(Measure::Change)
            };
        }
        let has_unit = |part: &str| {
            quantity
                .unit
                .as_deref()
                .is_some_and(|unit| unit.contains(part))
        };
        let mut reading = self.by_frame(fit, one);
        match quantity.kind {
            Kind::Percent if has_unit("百分点") && reading.measure == Measure::Growth => {
                reading.measure = Measure::Change;
            }
            // The bound of a thing's price, where 单价 itself is lost: 50万元以上通用设备.
            Kind::Money
                if quantity.comparator == Some(Comparator::AtLeast)
                    && words(Says::Threshold).begins(behind.trim_start_matches('的')) =>
            {
                // 20万元以上项目: a project has no price.
                let project = behind.trim_start_matches('的').starts_with(PROJECT);
                let measure = if project {
                    Measure::Amount
                } else {
                    Measure::Price
                };
                reading = Reading {
                    role: Role::Bound,
                    ..Reading::plain(measure)
                };
            }
            Kind::Money if has_unit("/") => reading = Reading::plain(Measure::Price),
            _ => {}
        }
        // 实际支出98万元，占预算的98%: what was spent is no part of what was planned. A budget that was adjusted is
        // being carried out, whatever the document plans besides.
        let adjusted = || {
            slice(lead, fit.whole)
                .iter()
                .any(|word| word.is_a(Class::Adjusted))
        };
        if reading.measure == Measure::Share
            && (self.reports_what_was_done() || adjusted())
            && fit.thing.is_none()
            && !self.speaks_of_what_is_left()
            && is_of_plan(slice(lead, fit.whole))
        {
            return Reading::plain(Measure::Completion);
        }
        let bare = quantity.kind == Kind::Percent && reading.role == Role::Level
            || reading.measure == Measure::Rate;
        match bare.then(|| self.bare_percent(lead, one, behind)).flatten() {
            Some(explained) => explained,
            None => reading,
        }
    }

    /// Whether a number is listed with the one before it, with nothing but its name before it: 、会议费4万元.
    fn lists_name(&self, lead: &[Token], one: &Found) -> bool {
        let before = self.number_before(one);
        let between = before.map(|last| self.text.within(last.range.end..one.range.start));
        let [name] = lead else { return false };
        name.is_a(Class::Text)
            && between.and_then(|text| text.strip_prefix('、')) == Some(self.word(name))
    }

    /// What a frame says of a number, without what stands around both.
    fn by_frame(&self, fit: &Fit, one: &Found) -> Reading {
        let quantity = &one.quantity;
        let measure = match (fit.frame.role, quantity.kind) {
            (Role::Said(measure), _) => measure,
            (Role::Bound, _) => Measure::Price,
            (_, Kind::Money) => Measure::Amount,
            (_, Kind::Percent) => Measure::Rate,
            // 师生比1:15
            (_, Kind::Count) if self.text.within(one.range.clone()).contains(':') => Measure::Rate,
            (_, Kind::Count) => Measure::Count,
        };
        let sign = match fit.frame.direction {
            Direction::None => None,
            // 增加-3万元 is less.
            Direction::Said(Sign::Up) if quantity.value.is_sign_negative() => Some(Sign::Down),
            Direction::Said(sign) => Some(sign),
            Direction::OfNumber => Some(own_sign(quantity)),
        };
        Reading {
            role: fit.frame.role,
            sign,
            ..Reading::plain(measure)
        }
    }

    /// Whether what is spoken of was not spent: 结余8万元，占预算的2%.
    fn speaks_of_what_is_left(&self) -> bool {
        let subject = self.subject();
        subject.is_some_and(|subject| list(List::CarriedRow).any_in(&subject.label))
    }

    /// Whether the document reports what was done, not what is planned.
    fn reports_what_was_done(&self) -> bool {
        matches!(
            self.context.kind,
            crate::record::Kind::FinalAccounts | crate::record::Kind::PerformanceReport
        )
    }

    /// What a percentage says that the words before it do not explain: (-25.81%) behind a difference is its
    /// growth, (12.7%) behind a part its share.
    fn bare_percent(&self, lead: &[Token], one: &Found, behind: &str) -> Option<Reading> {
        // 完成年初预算的122%、全年预算的94%.
        let again = matches!(lead, [plan @ .., of] if of.is_a(Class::Of) && is_of_plan(plan));
        let of = matches!(lead, [token] if token.is_a(Class::Of));
        let last = |said: fn(super::Said) -> bool| self.last.is_some_and(said);
        if again && last(|last| last.measure == Measure::Completion)
            || of && last(|last| last.planned)
        {
            return Some(Reading::plain(Measure::Completion));
        }
        if of && last(|last| last.of_whole) {
            return Some(Reading::plain(Measure::Share));
        }
        if list(List::Duly).trim_start(behind).starts_with("完成") {
            return Some(Reading::plain(Measure::Completion));
        }
        let around = self.around.last()?;
        let (outside, outer, last) = (&around.sentence, &around.lead, around.last?);
        let text = self.words(lead);
        if !outer.is_empty() || !text.trim_matches(['-', '+', ' ']).is_empty() {
            return None;
        }
        match last.measure {
            Measure::Change if one.quantity.unit.as_deref() == Some("%") => Some(Reading {
                sign: match own_sign(&one.quantity) {
                    Sign::Down => Some(Sign::Down),
                    _ => last.sign,
                },
                ..Reading::plain(Measure::Growth)
            }),
            Measure::Amount | Measure::Count if outside.whole().is_some() => {
                Some(Reading::plain(Measure::Share))
            }
            _ => None,
        }
    }

    /// Whether a price is what was spent on each: no norm (按人均2500元计发) and no bound, nor what each earned.
    pub(super) fn is_average(
        &self,
        lead: &[Token],
        label: Option<&String>,
        quantity: &Quantity,
    ) -> bool {
        let text = self.words(lead);
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
        let text = self.words(own);
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
