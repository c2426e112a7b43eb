//! Causes of a difference, which tell what each of them added.

use super::super::Meaning;
use super::Walk;
use super::number::is_level;
use crate::grammar::scan::Found;
use crate::record::{Field, Measure, Quantity as Kind};

impl Walk<'_> {
    /// 总支出比上年增加9万元，一是工资提标，增加5万元: what a cause added is no other change of the whole, and has no name.
    pub(super) fn doubt_second_changes(&mut self) {
        let of_money = |one: &Meaning, found: &Found| {
            one.measure == Measure::Change && found.quantity.kind == Kind::Money
        };
        let mut told: Option<usize> = None;
        for (at, found) in self.found.iter().enumerate() {
            let Some((before, [one, ..])) = self.meanings.split_at_mut_checked(at) else {
                return;
            };
            if is_level(one.measure) && !one.carried.contains(Field::Label) {
                told = None;
            }
            if !of_money(one, found) {
                continue;
            }
            let first = told.and_then(|at| Some((before.get(at)?, self.found.get(at)?)));
            let again = first.is_some_and(|(first, said)| {
                let same = first.label == one.label && first.versus == one.versus;
                same && first.year == one.year
                    && said.quantity.value.abs() != found.quantity.value.abs()
            });
            match again && one.carried.contains(Field::Label) {
                true => one.label = None,
                false => told = Some(at),
            }
        }
    }
}
