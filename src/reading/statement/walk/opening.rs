//! The words before a number that are none of its own: a name behind the number before, a whole that opens.

use super::super::label;
use super::super::name;
use super::super::scope::{Subject, Whole};
use super::super::token::{Is, Token};
use super::Walk;
use super::number::is_level;
use crate::lexicon::clause::Class;
use crate::lexicon::lists::{Class as List, list};
use crate::text::Cut;

impl Walk<'_> {
    /// 签约12家企业、签约额1.36亿元: the words behind the name that belongs to the number before.
    pub(super) fn behind_name<'t>(&self, lead: &'t [Token]) -> &'t [Token] {
        let comma = lead.iter().position(|token| token.is_a(Class::Comma));
        match comma.map(|at| lead.split_at(at)) {
            Some(([.., last], [_, behind @ ..])) if last.range.end == self.behind_end => behind,
            _ => lead,
        }
    }

    /// The words behind 原因是: the books that stand before it are not those of the reason.
    pub(super) fn behind_reason<'t>(&self, words: &'t [Token]) -> &'t [Token] {
        let reason = |token: &Token| {
            let text = self.word(token);
            list(List::ReasonHeld).any_in(text) || list(List::ReasonEnd).ends(text)
        };
        words
            .iter()
            .rposition(reason)
            .map_or(words, |at| words.behind(at))
    }

    /// 其中人员经费, 基本支出中工资福利支出: the whole that a lead opens. Returns what stands behind.
    pub(super) fn open_in_lead<'t>(&mut self, lead: &'t [Token]) -> &'t [Token] {
        let text = self.words(lead);
        self.enumerate(&text);
        let mut lead = self.behind_purpose(lead);
        let opener = lead.iter().rposition(|token| token.is_a(Class::Whole));
        let opened = opener.map(|at| lead.split_at(at));
        // 主要是 gives the parts of a level, but the reason of a difference.
        let reason = |opener| {
            list(List::PartsOrReason).contains(self.word(opener))
                && self
                    .meanings
                    .last()
                    .is_some_and(|last| !is_level(last.measure))
        };
        if let Some((before, [opener, behind @ ..])) = opened
            && !reason(opener)
        {
            // 2019年执行数含…: the year is that of the parts.
            let (own, _) = self.comparison(before);
            self.sentence.year = name::year(own).or(self.sentence.year);
            let before = self.words(before);
            let named = self.topic_in(&before);
            match named.filter(|_| self.last.is_none() && !self.sentence.named) {
                Some(label) => {
                    let subject = self.topic(label);
                    self.open(Whole::of(subject));
                }
                None => match self.both_sides(&before) {
                    Some(total) => self.open(Whole::of(total)),
                    None => self.open_last(false),
                },
            }
            lead = behind;
        }
        let commas = lead.iter().take_while(|word| word.is_a(Class::Comma));
        lead.behind(commas.count())
    }

    /// 用于保障机构正常运转的日常支出5万元: at the beginning of a sentence, what a thing is for opens nothing and is no
    /// part of its name.
    fn behind_purpose<'t>(&self, lead: &'t [Token]) -> &'t [Token] {
        let mut words = lead.iter().filter(|word| !matches!(word.is, Is::Year(_)));
        let for_it = |first| list(List::Purpose).contains(self.word(first));
        if self.sentence.named || self.last.is_some() || !words.next().is_some_and(for_it) {
            return lead;
        }
        let of = lead.iter().rposition(|word| word.is_a(Class::Of));
        of.map(|at| lead.behind(at + 1))
            .filter(|words| label::is_money_name(&self.words(words)))
            .unwrap_or(lead)
    }

    /// 财政拨款收支总预算120万元。收入包括：…；支出包括：…: the total of both sides, where words name one of them.
    pub(super) fn both_sides(&self, words: &str) -> Option<Subject> {
        if !list(List::Side).contains(label::without_ends(words)) {
            return None;
        }
        let spoken_of = self.sentence.main.as_ref().or(self.before.as_ref())?;
        list(List::BothSides)
            .any_in(&spoken_of.label)
            .then(|| spoken_of.clone())
    }

    /// 基本支出中工资福利支出: what stands before 中 is the whole of what stands behind. The words behind.
    pub(super) fn among(&mut self, lead: &[Token]) -> Option<Vec<Token>> {
        let (at, token, split, behind) = lead.iter().enumerate().find_map(|(at, token)| {
            let text = self.word(token);
            // 公里 and 乡里 hold 里 too.
            let within = || {
                let mut words = list(List::Within).found_in(text);
                words.find(|(_, word)| word.chars().count() > 1)
            };
            let found = text.find('中').map(|at| (at, "中")).or_else(within);
            let (split, word) = found.filter(|_| token.is_a(Class::Text))?;
            let before = self.words(lead.before(at)) + text.before(split);
            let split = token.range.start + split;
            label::is_money_name(&before).then_some((at, token, split, split + word.len()))
        })?;
        let end = token.range.end;
        if list(List::MiddleWord).begins(self.text.within(split..end)) {
            return None;
        }
        let mut words: Vec<Token> = Vec::with_capacity(lead.len() - at);
        if behind < end {
            words.push(Token {
                is: Is::Word(Class::Text),
                range: behind..end,
            });
        }
        words.extend_from_slice(lead.behind(at + 1));
        let before = self.words(lead.before(at)) + self.text.within(token.range.start..split);
        let before = before.strip_prefix('在').unwrap_or(&before);
        let label = self.name_in(before).filter(|_| !words.is_empty())?;
        self.remember_among(&label);
        let whole = Whole::of(self.topic(label));
        self.open(whole);
        Some(words)
    }
}
