//! The thing counted, where its name stands behind the number.

use super::super::books;
use super::super::label;
use super::Walk;
use super::behind::thing_behind;
use super::breath::Breath;
use crate::lexicon::concepts;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::statement::{Class as Says, words};
use crate::record::{Measure, Quantity as Kind};
use crate::text::Cut;

impl Walk<'_> {
    /// The thing counted that stands behind its number: 3个科室, 减少1辆公务用车. But in 轿车0客车2 a number whose unit
    /// is left out is named before it.
    pub(super) fn counted_behind(&mut self, before: &str, breath: &Breath) -> Option<String> {
        let Breath { said, found, .. } = breath;
        let [one] = found else {
            return None;
        };
        let moved = said.measure == Measure::Change
            && breath.first().kind == Kind::Count
            && breath.thing().is_empty();
        if !(said.measure == Measure::Count || moved) || one.unit_assumed {
            return None;
        }
        let thing = thing_behind(breath.name_behind)?;
        if let Some(at) = breath.name_behind.find(thing) {
            let end = one.range.end + at + thing.len();
            // 购置0辆公务接待费4万元: a sign was lost; the name is that of the amount behind it.
            let of_money = || concepts::find(thing).is_some_and(|found| found.fits(Kind::Money));
            match self.kind_at(end) {
                Some(Kind::Money) if of_money() => return None,
                Some(Kind::Count) if self.is_named(before) && self.names_go_before(end) => {
                    return None;
                }
                _ => {}
            }
            self.behind_end = end;
        }
        // 因公出国(境)共计0个团组.
        let of_accounts = self
            .name_in(before)
            .filter(|before| books::is_of_accounts(before));
        // 内设9个机构: the word alone names nothing.
        let kind = || {
            list(List::BeforeOffices)
                .at_end(before)
                .filter(|_| thing == "机构")
        };
        let before = of_accounts.or_else(|| kind().map(str::to_owned));
        Some(format!("{}{thing}", before.unwrap_or_default()))
    }

    /// What the number is that begins at a place.
    fn kind_at(&self, at: usize) -> Option<Kind> {
        let next = self.found.partition_point(|one| one.range.start < at);
        let next = self.found.get(next).filter(|one| one.range.start == at);
        next.map(|one| one.quantity.kind)
    }

    /// 内设科室5个下属单位3个: whether a count is named before it, so that what stands behind is of the next one.
    fn is_named(&self, before: &str) -> bool {
        let Some(name) = self.name_in(before) else {
            return false;
        };
        let known = concepts::find(&name).is_some_and(|found| found.fits(Kind::Count));
        known
            || list(List::CountEnd).ends(&name)
            || words(Says::Noun).ends(&name) && !words(Says::Activity).ends(&name)
    }

    /// 7个乡镇58个村庄, 小学7所中学5所: whether numbers and names in a row from a place on end in a number, so that each
    /// name stands before its own.
    fn names_go_before(&self, at: usize) -> bool {
        let next = self.found.partition_point(|one| one.range.start < at);
        let row = self.found.behind(next).iter().take(LONGEST_ROW);
        let mut ends = row.map(|one| one.range.end).peekable();
        while let Some(end) = ends.next() {
            let behind = self.text.behind(end);
            if behind.is_empty() || behind.starts_with(label::is_sign) {
                return true;
            }
            let next = ends.peek().map_or(behind.len(), |next| next - end);
            if behind.before(next).contains(label::is_sign) {
                return false;
            }
        }
        false
    }
}

/// Numbers and names in a row are no more.
const LONGEST_ROW: usize = 16;
