//! What a number measures: the measure and sign of a fit, and of percentages that no frame explains.

use super::super::name;
use super::super::token::Token;
use super::Walk;
use crate::grammar::scan::Found;
use crate::lexicon::clause::Class;
use crate::lexicon::frames::{Direction, Fit, Role};
use crate::lexicon::statement::{at_start, words};
use crate::record::{Measure, Quantity as Kind, Sign};
impl Walk<'_> {
    /// Measure and sign of a fit.
    pub(super) fn said(&self, fit: &Fit, lead: &[Token], one: &Found, behind: &str) -> Reading {
        let quantity = &one.quantity;
        let kind = quantity.kind;
        let level = match kind {
            Kind::Money => Measure::Amount,
            Kind::Percent => Measure::Rate,
            // 师生比1:15
            Kind::Count if self.text[one.range.clone()].contains(':') => Measure::Rate,
            Kind::Count => Measure::Count,
        };
        let sign_of_number = match quantity.value {
            value if value.is_zero() => Sign::Level,
            value if value.is_sign_negative() => Sign::Down,
            _ => Sign::Up,
        };
        let sign = match fit.frame.direction {
            Direction::None => None,
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
        };
        let points = quantity
            .unit
            .as_deref()
            .is_some_and(|unit| unit.contains("百分点"));
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
            };
        }
        // The bound of a thing's price, where 单价 itself is lost: 50万元以上通用设备.
        if kind == Kind::Money
            && quantity.comparator == Some(crate::record::Comparator::AtLeast)
            && at_start(&words().threshold, behind.trim_start_matches('的')).is_some()
        {
            reading = Reading {
                role: Role::Bound,
                measure: Measure::Price,
                sign: None,
            };
        }
        if kind == Kind::Percent && reading.role == Role::Level || reading.measure == Measure::Rate
        {
            self.bare_percent(&mut reading, lead, one, behind, sign_of_number);
        }
        reading
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
        if of(lead) && self.last.is_some_and(|last| last.planned) {
            *reading = Reading::plain(Measure::Completion);
            return;
        }
        if of(lead) && self.last.is_some_and(|last| last.of_whole) {
            *reading = Reading::plain(Measure::Share);
            return;
        }
        if behind
            .trim_start_matches(['按', '时', '足', '额', '全', '面'])
            .starts_with("完成")
        {
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
}

/// What a frame says of a number.
pub(super) struct Reading {
    pub(super) role: Role,
    pub(super) measure: Measure,
    pub(super) sign: Option<Sign>,
}

impl Reading {
    pub(super) fn plain(measure: Measure) -> Self {
        Self {
            role: Role::Said(measure),
            measure,
            sign: None,
        }
    }
}
