//! Clauses without a number that name what the next ones speak of.

use super::super::label;
use super::super::name;
use super::super::scope::Whole;
use super::super::token::Token;
use super::Walk;
use super::naming::is_of_books;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::sides;
use crate::lexicon::statement::{Class as Says, words};
use crate::text::Cut;

impl Walk<'_> {
    /// 对灌区维修项目开展绩效评价，预算安排5万元…: what was looked at is spoken of.
    pub(super) fn takes_examined(&mut self, text: &str) -> bool {
        let label = examined(text)
            .and_then(|thing| label::clean_name(thing, self.context.issuer))
            .filter(|label| words(Says::Topic).ends(label));
        let Some(label) = label else { return false };
        let subject = self.topic(label);
        self.speak_of(subject);
        true
    }

    /// 税收收入受减税政策影响，比预算减少5万元; 加大医疗投入，支出5万元: what is said to be affected or raised is spoken of.
    pub(super) fn takes_subject(&mut self, text: &str) -> bool {
        let name = |thing: &str| self.name_in(thing);
        let label = affected(text).and_then(name);
        let label = label.filter(|label| label::is_money_name(label));
        let label = label.or_else(|| raised(text).map(str::to_owned));
        let Some(label) = label else { return false };
        let subject = self.topic(label);
        self.speak_of(subject);
        true
    }

    /// 项目名称：环卫一体化服务。
    pub(super) fn takes_field(&mut self, text: &str, sign: char) -> bool {
        if sign == ':' && list(List::FieldName).contains(label::without_number(text)) {
            self.names = true;
            return true;
        }
        if std::mem::take(&mut self.names)
            && let Some(label) = label::clean_name(text, self.context.issuer)
        {
            let subject = self.topic(label);
            self.item = Some(subject.clone());
            self.speak_of(subject);
            return true;
        }
        false
    }

    /// Takes what a clause names at the beginning of a sentence, or before a colon.
    pub(super) fn takes_topic(&mut self, lead: &[Token], text: &str, sign: char) -> bool {
        if sign != ':' && (self.sentence.named || self.clauses > 0) {
            return false;
        }
        // 该科目主要反映公共服务的支出: what a thing is for is not spoken of.
        let describes = list(List::Describes).any_in(text);
        if words(Says::Reason).any_in(text) || words(Says::ReasonEnd).any_in(text) || describes {
            return false;
        }
        let (thing, _) = self.comparison(lead);
        let words_of = self.words(thing);
        let named = label::clean_name(&words_of, self.context.issuer);
        // 2、支出：8万元 under a heading of its own.
        let side = || {
            let bare = label::without_number(&words_of);
            let item = sign == ':' && self.at_start && bare.len() < words_of.len();
            (item && sides::is_one(bare)).then(|| bare.to_owned())
        };
        let named = named.or_else(side);
        let named = named.filter(|label| {
            !list(List::Unsaid).any_in(label)
                && !is_unit(label)
                && crate::reading::statement::clause::is_name(label)
                && (sign == ':' && !label::is_agency(label) || name::is_topic(label))
        });
        // 年初预算：水利支出5万元: the books are those of what follows, but no whole of it.
        let Some(label) = named.filter(|label| sides::is_one(label) || !is_of_books(label)) else {
            return false;
        };
        let subject = self.topic(label);
        // 3.公务接待费：国内接待费1.12万元.
        let of_both = list(List::BothSides).any_in(&subject.label);
        if sign == ':' && self.at_start && !of_both && label::is_money_name(&subject.label) {
            self.open(Whole::of(subject.clone()));
            self.sentence.is_list = false;
        }
        self.speak_of(subject);
        true
    }
}

/// 单位:万元 on a line of its own names nothing.
fn is_unit(label: &str) -> bool {
    label.ends_with('元') && label.chars().count() <= 3
}

/// What a clause says was looked at: 对灌区维修项目开展绩效评价.
fn examined(text: &str) -> Option<&str> {
    // 我局对…开展自评
    let rest = list(List::OwnAgency).strip_prefix(text).unwrap_or(text);
    let rest = rest.strip_prefix('对')?;
    let (at, _) = list(List::Examined).found_in(rest).last()?;
    Some(rest.before(at))
}

/// What a clause says was affected: 税收收入|受减税政策影响.
fn affected(text: &str) -> Option<&str> {
    let cause = list(List::Influence).strip_suffix(text)?;
    let (thing, cause) = cause.split_once('受')?;
    (!cause.is_empty()).then_some(thing)
}

/// What a clause says more is spent on: 加大|医疗卫生投入.
fn raised(text: &str) -> Option<&str> {
    let thing = list(List::SpendsMore).strip_prefix(text)?;
    list(List::Input).ends(thing).then_some(thing)
}
