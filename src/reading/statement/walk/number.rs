//! Numbers: the words before one are laid against the frames, and what the fit asks for is looked for around.

use super::super::Meaning;
use super::super::against;
use super::super::books;
use super::super::date;
use super::super::label;
use super::super::name;
use super::super::scope::{Against, Subject};
use super::super::token::{Is, Token};
use super::behind::attribute_of;
use super::lead::{
    LONGEST_LEAD, LONGEST_TAIL, group_length, letter, letters, outside, slice, turns_each,
};
use super::meant::Group;
use super::measure::Reading;
use super::versus::Source;
use super::{Said, Walk};
use crate::grammar::quantity::Quantity;
use crate::grammar::scan::Found;
use crate::lexicon::clause::Class;
use crate::lexicon::frames::{self, Fit, Role};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::statement::{Class as Says, words};
use crate::record::{Basis, Measure, Quantity as Kind, Versus};
impl Walk<'_> {
    /// Reads the number at a token and those listed with it; returns where to go on.
    pub(super) fn numbers(&mut self, at: usize, first: usize) -> usize {
        let count = group_length(self.text, &self.found[first..], turns_each(&self.lead));
        let next = self.tokens[at..]
            .iter()
            .position(|token| matches!(token.is, Is::Number(index) if index + 1 == first + count))
            .map_or(at + 1, |offset| at + offset + 1);
        let behind = self.tokens[next..].iter().take(LONGEST_TAIL);
        let words = behind.take_while(|token| matches!(token.is, Is::Word(_) | Is::Year(_)));
        let tail = &self.tokens[next..next + words.count()];
        let mut lead = std::mem::take(&mut self.lead);
        let bound = self.group(&lead, first, count, tail);
        if bound {
            // 单价50万元以上通用设备: the bound is part of the name that follows.
            lead.push(Token {
                is: Is::Word(Class::Text),
                range: self.found[first].range.clone(),
            });
        } else {
            // Its memory serves the next words.
            lead.clear();
        }
        self.lead = lead;
        self.at_start = false;
        next
    }

    /// Reads numbers that are said in one breath; whether they are a bound inside a name.
    pub(super) fn group(
        &mut self,
        lead: &[Token],
        first: usize,
        count: usize,
        tail: &[Token],
    ) -> bool {
        let found = &self.found[first..first + count];
        let end = found[count - 1].range.end;
        let lead = self.open_in_lead(lead);
        let lead = self.behind_name(lead);
        let among = self.among(lead).or_else(|| self.saved(lead));
        let lead = among.as_deref().unwrap_or(lead);
        let lead = &lead[lead.len().saturating_sub(LONGEST_LEAD)..];
        let behind = if count == 1 { &self.text[end..] } else { "" };
        let Some(mut fit) = frames::best(letter(&found[0]), &letters(lead, tail)) else {
            return false;
        };
        self.behind_end = 0;
        self.was_behind = std::mem::take(&mut self.named_behind);
        let mut said = self.read_by(&fit, lead, &found[0], behind);
        // 由11.9亿元调整为11.2亿元: both are of this year.
        let adjusted = list(List::Adjusting).begins(&self.text[end..]);
        self.together = self.spoken_of_together(&name::text(self.text, lead));
        let year = self.time(&fit, lead, said.role, adjusted);
        let against = self.compared(&mut fit, lead, &said, year.0, (&found[0], adjusted));
        // 由5起下降到2起: what stands behind says what became of the thing, not its name.
        let named = if tail.first().is_some_and(is_turn) {
            ""
        } else {
            behind
        };
        let (labels, carried) = self.labels(&fit, lead, &mut said, found, named);
        if said.measure == Measure::Amount && self.is_price(&fit, lead, &said, &labels, carried) {
            said.measure = Measure::Price;
        }
        let subjects = match carried {
            true => self.carried(found, &said),
            false => Vec::new(),
        };
        let own = self.behind_reason(outside(lead, fit.versus, fit.whole));
        self.take_level_before(&said, own);
        let group = Group {
            stated: books::said(own, &name::text(self.text, own)),
            codes: name::codes(self.text, lead),
            fit,
            lead,
            said,
            found,
            behind,
            labels,
            carried,
            subjects,
            own,
            year,
            against,
        };
        let aside = self.aside_of(&group);
        for index in 0..count {
            let meaning = self.meaning(&group, &aside, index);
            self.meanings.push(meaning);
        }
        if group.said.measure == Measure::Share && group.fit.whole.is_some() {
            self.shared_out = self.meanings.last().and_then(|last| last.whole.clone());
        }
        self.against_each(lead, group.said.measure, count);
        self.remember(&group);
        group.said.role == Role::Bound
    }

    /// How a number is said, by its frame and by what was spoken of before.
    fn read_by(&self, fit: &Fit, lead: &[Token], one: &Found, behind: &str) -> Reading {
        let mut said = self.said(fit, lead, one, behind);
        said.spends = list(List::SpentAlone).contains(label::without_ends(date::without_time(
            &name::text(self.text, lead),
        )));
        // 预算3.5万元，仅支出36%.
        let of_budget = self.sentence.subjects.last().is_some_and(|last| {
            last.kind == Kind::Money && last.basis == Basis::Budget && last.basis_said
        });
        if said.spends && of_budget && said.measure == Measure::Rate {
            said.measure = Measure::Completion;
            said.role = Role::Said(Measure::Completion);
        }
        said
    }

    /// What numbers are compared with: another thing that the lead names, a year or books.
    fn compared(
        &mut self,
        fit: &mut Fit,
        lead: &[Token],
        said: &Reading,
        year: Option<i32>,
        (one, adjusted): (&Found, bool),
    ) -> Option<(Against, Source)> {
        let against = self.against(fit, lead, said.measure, year, (&one.quantity, adjusted));
        let Some(thing) = self.against_another(fit, lead, said.measure) else {
            return against;
        };
        fit.thing = thing;
        let (versus, year) = (Versus::Other, None);
        Some((Against { versus, year }, Source::Clause))
    }

    /// Whether an amount is the price of one of many.
    fn is_price(
        &self,
        fit: &Fit,
        lead: &[Token],
        said: &Reading,
        labels: &[String],
        carried: bool,
    ) -> bool {
        let goes_on = carried
            && (said.role == Role::Base || fit.frame.id == "level.reach")
            && self.last.is_some_and(|last| last.measure == Measure::Price);
        // 单价50万元以上设备3台，价值64万元 is an amount.
        let per = labels
            .first()
            .is_some_and(|label| is_of_each(label) && attribute_of(label).is_none())
            || fit.frame.id == "base.from" && is_per(lead);
        goes_on || per && said.role != Role::Bound
    }

    /// 上年执行数为80万元，增加16万元: the level of the year before is what comes is compared with.
    fn take_level_before(&mut self, said: &Reading, own: &[Token]) {
        if matches!(said.role, Role::Level | Role::Prior)
            && let Some(against) = against::read(own, self.text, self.newest_year())
            && against.versus.is_of_before()
        {
            self.sentence.against = Some(against);
            self.against_level = true;
        }
    }

    /// Keeps what the next clauses may refer to.
    fn remember(&mut self, group: &Group) {
        let Group {
            fit,
            said,
            found,
            lead,
            carried,
            ..
        } = group;
        let (found, lead, carried) = (*found, *lead, *carried);
        let basis_said = group.stated.is_some();
        let against = group.against.map(|(against, _)| against);
        let completes = said.measure != Measure::Completion
            && lead.iter().any(|token| token.is_a(Class::Complete));
        let of_plan = fit.frame.id.starts_with("base.plan");
        let planned = of_plan || fit.frame.id == "base.share" || completes;
        let now = Said {
            measure: said.measure,
            sign: said.sign,
            against: match planned {
                true => against::read(slice(lead, fit.versus), self.text, None).or(Some(Against {
                    versus: if of_plan {
                        Versus::Budget
                    } else {
                        Versus::Target
                    },
                    year: None,
                })),
                false => against,
            },
            planned,
            of_whole: is_whole(fit),
            money: found[0].quantity.kind == Kind::Money,
        };
        self.last = Some(now);
        self.previous = self.last;
        if now.of_whole {
            self.share_of = self.meanings.last().and_then(|one| one.label.clone());
            let thing = name::text(self.text, slice(lead, fit.thing));
            if let Some(label) = name::clean(&thing, self.context.issuer) {
                let kind = found[0].quantity.kind;
                let subject = self.topic(label);
                self.sentence.subjects = vec![Subject { kind, ..subject }];
            }
            return;
        }
        if matches!(said.role, Role::Bound | Role::Prior) || said.role == Role::Base && carried {
            return;
        }
        let level = is_level(said.measure) || (said.measure == Measure::Rate && !carried);
        let average = |meaning: &Meaning| meaning.label.as_deref().is_some_and(label::is_average);
        let named_price = said.measure == Measure::Price
            && said.role != Role::Bound
            && !carried
            && (said.role == Role::Base || self.meanings.last().is_some_and(average));
        let difference = !carried
            && fit.object.is_none()
            && matches!(
                said.measure,
                Measure::Change | Measure::Growth | Measure::Completion | Measure::Share
            );
        if !level && !difference && !named_price {
            return;
        }
        let kind = found[found.len() - 1].quantity.kind;
        let from = self.meanings.len() - found.len();
        let subjects: Vec<Subject> = self.meanings[from..]
            .iter()
            .filter_map(|meaning| {
                Some(Subject {
                    label: meaning.label.clone()?,
                    kind,
                    basis: meaning.basis,
                    basis_said,
                    score: is_score(&found[found.len() - 1].quantity),
                    code: meaning.code.clone(),
                })
            })
            .collect();
        if subjects.is_empty() {
            return;
        }
        if level {
            if let ([one], Kind::Count) = (found, kind) {
                self.sentence.counted = self.counted(lead, one);
            }
            for subject in &subjects {
                self.sentence.last.take(subject.clone());
            }
            self.sentence.list(&subjects);
            for subject in subjects
                .iter()
                .filter(|subject| subject.kind == Kind::Money && !carried)
            {
                if let Some(concept) = self.concept(&subject.label) {
                    self.section.said.retain(|(known, _)| *known != concept.id);
                    self.section.said.push((concept.id, subject.label.clone()));
                }
            }
            if self.around.is_empty() {
                let main = self
                    .sentence
                    .main
                    .get_or_insert_with(|| subjects[0].clone());
                // 年初预算为8万元，支出决算为7万元。其中：…: the parts are those of the document's books.
                let own = books::of_document(self.context, self.context.fiscal_year);
                // 支出预算8万元，实际支出7万元 is of one thing.
                let bare = |one: &Subject| list(List::BooksWord).left_out_of(&one.label);
                let other_books = main.basis != own;
                let of_one = |one: &Subject| {
                    one.label == main.label || other_books && bare(one) == bare(main)
                };
                if let Some(again) = subjects.iter().find(|one| one.basis == own && of_one(one)) {
                    *main = again.clone();
                }
            }
        }
        self.sentence.subjects = subjects;
        self.sentence.named = true;
    }
}

/// Whether a word says what becomes of a thing.
fn is_turn(word: &Token) -> bool {
    matches!(
        word.is,
        Is::Word(
            Class::Up | Class::UpVerb | Class::Down | Class::DownVerb | Class::Reach | Class::New
        )
    )
}

/// Whether a number is the whole that a share behind it is of.
pub(super) fn is_whole(fit: &Fit) -> bool {
    fit.frame.role == Role::Level && fit.whole.is_some()
}

/// Whether a name is that of a price: 每亩补助, 单片成本.
fn is_of_each(label: &str) -> bool {
    words(Says::Per).any_in(label)
        || list(List::EachOfMany).begins(label) && list(List::Cost).ends(label)
}

/// Whether the level that a difference led from is of each: 由每人93元调到102元.
fn is_per(lead: &[Token]) -> bool {
    let behind = lead
        .iter()
        .rev()
        .take_while(|token| !token.is_a(Class::From));
    behind.into_iter().any(|token| token.is_a(Class::Per))
}

/// Whether a number counts points of a score.
pub(super) fn is_score(quantity: &Quantity) -> bool {
    quantity.kind == Kind::Count && quantity.unit.as_deref() == Some("分")
}

pub(super) fn is_level(measure: Measure) -> bool {
    matches!(measure, Measure::Amount | Measure::Count)
}
