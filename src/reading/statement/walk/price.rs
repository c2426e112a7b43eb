//! What a price is of whose words say but of how many each it is.

use super::super::label;
use super::super::scope::Subject;
use super::Walk;
use super::breath::Breath;
use super::lead::slice;
use crate::lexicon::lists::{Class as List, list};
use crate::record::Quantity as Kind;

impl Walk<'_> {
    /// 公务接待费4000元，国内接待8批、52人，人均77元 is the price of what was paid for, and no price of those who were
    /// counted. And whether it was spoken of before.
    pub(super) fn price_of_each(&self, breath: &Breath) -> Option<(String, bool)> {
        let text = self.words(breath.lead);
        let each =
            label::each_alone(&text).filter(|each| breath.is_price() && each.contains('均'))?;
        let paid = self.paid_for().map(|paid| (paid.label.clone(), true));
        let counted = self.subject().is_some_and(|last| last.kind == Kind::Count);
        paid.or_else(|| counted.then(|| (each.to_owned(), false)))
    }

    /// The money that was last spoken of: in this part of the sentence, or all that the sentence before spoke of.
    fn paid_for(&self) -> Option<&Subject> {
        let part = self.sentence.money_part;
        match &self.sentence.last.money {
            // 社保支出9万元，其中退休8人，人均1万元: not all of it is paid to them.
            Some(last) => {
                let whole = self.sentence.whole().and_then(|whole| whole.money.as_ref());
                let of_all = whole.is_none_or(|whole| whole.label != last.label);
                Some(last).filter(|_| of_all && part == self.sentence.part)
            }
            None => {
                let last = self.before_last.money.as_ref().map(|last| &last.label);
                let before = self.before.as_ref();
                before.filter(|before| last == Some(&before.label))
            }
        }
    }

    /// Whether the words before a price say but of how many each it is: 人均; 每人每年 where an amount was spoken of.
    pub(super) fn is_price_of_each(&self, breath: &Breath) -> bool {
        let money = || self.subject().is_some_and(|last| last.kind == Kind::Money);
        let text = self.words(breath.lead);
        breath.is_price()
            && label::each_alone(&text).is_some_and(|each| each.contains('均') || money())
    }

    /// 人均74元, 每公里6500元: whether a price is of what was spoken of.
    pub(super) fn is_price_of_what_was_said(&self, breath: &Breath) -> bool {
        if !breath.is_price() || !breath.thing().is_empty() {
            return false;
        }
        let counted_by = self.words(slice(breath.lead, breath.fit.behind_thing));
        let lead = self.words(breath.lead);
        !label::is_average(&lead)
            && !list(List::Cost).any_in(&lead)
            && (counted_by.chars().count() < 3 || lead.starts_with("平均每"))
    }
}
