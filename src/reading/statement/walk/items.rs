//! Items of numbered lists, and the items of a list of its own that stand under one.

use super::super::Meaning;
use super::super::scope::{Subject, Whole};
use super::{DEEPEST, Walk};
use crate::record::Measure;

impl Walk<'_> {
    /// Keeps what a numbered passage tells the amount of, for the items of a list of its own that may follow.
    pub(super) fn leave_item(&mut self, main: Option<&Subject>) {
        let Some(style) = self.section.style.filter(|_| self.numbered) else {
            return;
        };
        let told = || {
            let amount = |one: &&Meaning| one.measure == Measure::Amount;
            self.meanings.iter().filter(amount)
        };
        let main = self.item.as_ref().or(main);
        let main = main.filter(|main| told().any(|one| one.label.as_ref() == Some(&main.label)));
        // （一）资助类别（助学 5万元）
        let only = || told().next().filter(|_| told().count() == 1);
        let in_bracket = || Some(Subject::amount(only()?.label.clone()?, only()?.basis));
        let Some(mut item) = main.cloned().or_else(in_bracket) else {
            return;
        };
        // 收入预算总计…，包括：1.本年收入…: the books of a list are those of its items.
        let around = self.section.open.last();
        let around = around.and_then(|open| open.whole.money.as_ref());
        item.basis_said |= around.is_some_and(|one| one.basis_said && one.basis == item.basis);
        self.section.items.truncate(DEEPEST - 1);
        self.section.items.push((style, item));
    }

    /// （一）中央资金5万元。1.助学3万元: the item of a list under which the items of a list of its own stand.
    pub(super) fn item_above(&self) -> Option<Whole> {
        let own = self.section.style.filter(|_| self.numbered)?;
        let items = self.section.items.iter();
        let above = items.rev().find(|(style, _)| *style < own);
        above.map(|(_, item)| Whole::of(item.clone()))
    }
}
