//! Words that name a thing only beside what was said before: a level of government, who collects, a purchase.

use super::super::date;
use super::super::label;
use super::super::scope::Subject;
use super::Walk;
use super::breath::Breath;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::sides;
use crate::lexicon::statement::{Class as Says, words};
use crate::record::{Measure, Quantity as Kind};

/// What an agency calls itself before the name of its part is no longer, in characters.
const LONGEST_AGENCY: usize = 6;

impl Walk<'_> {
    /// 车辆保有量3辆，计划购置0辆: what is bought is none of what is held.
    pub(super) fn bought(&self, text: &str, breath: &Breath) -> Option<String> {
        let held = |one: &Subject| list(List::Held).any_in(&one.label);
        let bare = list(List::LinkEnd).trim_end(label::without_number(text));
        let stock = list(List::VehicleStock).ends(bare);
        (stock && breath.first().kind == Kind::Count && self.subject().is_some_and(held))
            .then(|| bare.to_owned())
    }

    /// 其中:本级3万元; 总社本级3万元; 税务局完成3万元: a level of government, of a whole that stands open, or one who collects of what is
    /// collected, alone before its part.
    pub(super) fn part_alone(&self, text: &str) -> Option<String> {
        let mut bare = label::without_number(text).trim_end_matches(['为', '约', '共']);
        // 二是本级支出增加3万元
        while !list(List::Tier).begins(bare)
            && !is_of_agency(bare)
            && let Some(rest) = words(Says::Head).strip_prefix(bare)
        {
            bare = rest;
        }
        let whole = self.sentence.whole().and_then(|whole| whole.money.as_ref());
        let of_agency = is_of_agency(bare).then_some("");
        let of_tier = list(List::Tier).strip_prefix(bare).or(of_agency);
        // 政府采购支出9万元。本级3万元; 水库3座，省级2座: not what was spoken of.
        let of_other = |of: &str| of.is_empty() && (whole.is_some() || self.subject().is_some());
        if of_tier.is_some_and(|of| sides::is_one(of) || of_other(of)) {
            return Some(bare.to_owned());
        }
        let collected = |one: &Subject| one.label.contains(['收', '税']);
        let spoken = self.subject().or(whole).or(self.sentence.main.as_ref());
        let by = label::without_ends(bare);
        let of_whom = spoken.is_some_and(collected) || whole.is_some_and(collected);
        (of_whom && list(List::Collector).contains(by)).then(|| by.to_owned())
    }

    /// 资金到位情况：年初预算资金12万元，实际支出9万元: under the name of a chapter the words of the books are the name.
    pub(super) fn fund_under_heading(&self, breath: &Breath, carried: &[String]) -> Option<String> {
        let chapter = |label: &String| {
            let thing = list(List::ChapterEnd).strip_suffix(label);
            let names_money =
                |thing| label::is_money_name(thing) && !list(List::BothSides).ends(thing);
            thing.is_some_and(|thing| !names_money(thing))
        };
        let amount = breath.said.measure == Measure::Amount && breath.is_single();
        if !amount || carried.is_empty() || !carried.iter().all(chapter) {
            return None;
        }
        let text = self.words(breath.lead);
        let text = date::without_time(label::without_number(&text));
        let text = list(List::ThisThing).strip_prefix(text).unwrap_or(text);
        let own = label::without_ends(text);
        (own.chars().count() >= 2).then(|| own.to_owned())
    }
}

/// 总社本级, 局机关: whether words name the part of an agency that is neither its units nor all of it.
fn is_of_agency(words: &str) -> bool {
    let part = list(List::Itself).strip_suffix(words);
    part.is_some_and(|agency| {
        (1..=LONGEST_AGENCY).contains(&agency.chars().count())
            && !list(List::WholeAgency).begins(agency)
    })
}
