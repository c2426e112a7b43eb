//! The year of a number.

use super::super::name;
use super::super::token::{Is, Token};
use super::Walk;
use super::breath::Breath;
use super::lead::{outside, slice};
use crate::lexicon::clause::Class;
use crate::lexicon::frames::Role;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::years;
use crate::record::{Kind, Measure};
use crate::text::pairs;

impl Walk<'_> {
    /// The year spoken of.
    pub(super) fn year(&self) -> Option<i32> {
        self.sentence
            .year
            .or(self.stated_year)
            .or(self.section.year)
            .or_else(|| self.document_year())
    }

    /// Takes the year that the words before a number or a sign state. That with which a passage begins holds for
    /// those that follow, unless it is an item of a list.
    pub(super) fn state_year(&mut self, year: i32) {
        self.sentence.year = Some(year);
        self.newest = self.newest.max(Some(year));
        if self.clauses == 0 && self.meanings.is_empty() && self.around.is_empty() {
            match self.numbered {
                true => self.stated_year = Some(year),
                false => self.section.year = Some(year),
            }
        }
    }

    /// A budget's report on work done is about the year before.
    pub(super) fn document_year(&self) -> Option<i32> {
        if let Some(year) = self.section.heading_year {
            return Some(year);
        }
        self.context
            .fiscal_year
            .map(|year| year - i32::from(self.looks_back()))
    }

    /// Whether the section of a budget reports on the work of the year before.
    fn looks_back(&self) -> bool {
        self.section.heading_year.is_none()
            && self.context.kind == Kind::Budget
            && self.section.heading.reports_on_work
    }

    /// The year spoken of, or the latest that the sentence names.
    pub(super) fn newest_year(&self) -> Option<i32> {
        self.year().max(self.newest)
    }

    /// The year of a number, and whether the document alone says it.
    pub(super) fn time(&mut self, breath: &Breath) -> (Option<i32>, bool) {
        let Breath { fit, lead, .. } = breath;
        let role = breath.said.role;
        let year = self.year();
        // 决算数与上年同为0 is said of this year.
        let alike =
            matches!(role, Role::Base | Role::Prior) && list(List::Alike).ends(&self.words(lead));
        if role == Role::Base && !alike {
            return self.base_time(breath);
        }
        let own = outside(lead, fit.versus, fit.whole);
        if let Some(stated) = name::year(own) {
            self.state_year(stated);
            self.newest = self.newest.max(Some(stated));
            return (Some(stated), false);
        }
        // 2018年预算…，2017年预算…，对比减少…: a difference is of the later year.
        if matches!(role, Role::Said(Measure::Change | Measure::Growth)) && self.newest > year {
            return (self.newest, false);
        }
        let level = matches!(role, Role::Level | Role::Prior | Role::Bound);
        if level && !alike && self.is_of_year_before(own) {
            return (self.take_year_before(own), false);
        }
        let text = self.words(own);
        let budget = self.context.kind == Kind::Budget && self.section.heading_year.is_none();
        if budget && list(List::ThisYear).begins(&text) {
            self.sentence.year = self.context.fiscal_year;
            return (self.sentence.year, false);
        }
        if list(List::OwnYear).begins(&text) {
            self.sentence.year = self.document_year();
            return (self.sentence.year, false);
        }
        (year, self.assumed_year())
    }

    /// 2019年、2020年、2021年分别为…, 2019-2021年，收入分别为…: the year of each number.
    pub(super) fn years_of_each(&self, breath: &Breath) -> Vec<i32> {
        let count = breath.found.len();
        let each = breath.lead.iter().any(|token| token.is_a(Class::Each));
        if count < 2 || !each || breath.said.role == Role::Base {
            return Vec::new();
        }
        let own = self.years_named(breath.lead);
        let before = || self.sentence.years.clone();
        let years = if own.is_empty() { before() } else { own };
        if years.len() == count {
            years
        } else {
            Vec::new()
        }
    }

    /// The years that words name, where they are several and nothing is compared with them.
    pub(super) fn years_named(&self, words: &[Token]) -> Vec<i32> {
        let year = |token: &Token| match token.is {
            Is::Year(year) => Some(year),
            _ => None,
        };
        let compares = |token: &Token| self.is_than(token) || token.is_a(Class::ThanEnd);
        if words.iter().any(compares) {
            return Vec::new();
        }
        let named: Vec<i32> = words.iter().filter_map(year).collect();
        match named.as_slice() {
            [] => years::span(&self.words(words)).map_or_else(Vec::new, Iterator::collect),
            [_] => Vec::new(),
            _ => named,
        }
    }

    /// The year of the level that a difference or a completion is measured from.
    fn base_time(&self, breath: &Breath) -> (Option<i32>, bool) {
        let Breath { fit, lead, .. } = breath;
        let (year, words) = (self.year(), breath.versus());
        let behind = || name::year(slice(lead, fit.behind_thing));
        if let Some(named) = name::year(words).or_else(behind) {
            return (Some(named), false);
        }
        // 由年初的14.2%降至3.6%: both are of this year.
        let from = fit.frame.id == "base.from"
            && !breath.adjusted
            && !list(List::YearStart).any_in(&self.words(lead));
        match from || is_prior(words) {
            true => (year.map(|year| year - 1), false),
            false => (year, self.assumed_year()),
        }
    }

    /// Whether words name a level of the year before.
    fn is_of_year_before(&self, own: &[Token]) -> bool {
        // 上年财政拨款结转, 调入资金和上年结转: what was left of the year before for this one is compared with nothing.
        let carried_over = list(List::CarriedRow).any_in(&name::text(self.text, own));
        let compares = |token: &Token| {
            let joins = list(List::Joining).contains(self.word(token));
            token.is_a(Class::Than) && !(carried_over && joins)
        };
        // 比上年结余31万元减少: the name of what is compared with says the year.
        let compared = pairs(own)
            .any(|(than, what)| compares(than) && list(List::PriorYear).begins(self.word(what)));
        compared || is_prior(own) && (!carried_over || own.iter().any(compares))
    }

    /// The year before, which a name with a date in it sets for what follows: 上年末固定资产…，其中：房屋….
    fn take_year_before(&mut self, own: &[Token]) -> Option<i32> {
        // That before the document's, in a report on the work of that year too.
        let year = match self.looks_back() && self.assumed_year() {
            true => self.document_year(),
            false => self.year().map(|year| year - 1),
        };
        let dated = |token: &Token| self.word(token).ends_with(['末', '底']);
        if own.iter().any(|token| token.is_a(Class::Text)) && own.iter().any(dated) {
            self.sentence.year = year;
        }
        year
    }

    pub(super) fn assumed_year(&self) -> bool {
        self.sentence.year.is_none()
            && self.stated_year.is_none()
            && self.section.year.is_none()
            && self.section.heading_year.is_none()
    }
}

fn is_prior(words: &[Token]) -> bool {
    words.iter().any(|token| token.is_a(Class::Prior))
}
