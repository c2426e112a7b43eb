//! Numbers: the words before one are laid against the frames, and what the fit asks for is looked for around.

use super::super::Meaning;
use super::super::books;
use super::super::date;
use super::super::label;
use super::super::name;
use super::super::scope::{Against, Counted, Subject};
use super::super::token::{Is, Token};
use super::behind::attribute_of;
use super::breath::Breath;
use super::lead::{LONGEST_LEAD, LONGEST_TAIL, group_length, letter, letters, outside, turns_each};
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
use crate::text::Cut;

impl Walk<'_> {
    /// Reads the number at a token and those listed with it; returns where to go on.
    pub(super) fn numbers(&mut self, at: usize, first: usize) -> usize {
        let count = group_length(self.text, self.found.behind(first), turns_each(&self.lead));
        let next = self
            .tokens
            .behind(at)
            .iter()
            .position(|token| matches!(token.is, Is::Number(index) if index + 1 == first + count))
            .map_or(at + 1, |offset| at + offset + 1);
        let behind = self.tokens.behind(next).iter().take(LONGEST_TAIL);
        let words = behind.take_while(|token| matches!(token.is, Is::Word(_) | Is::Year(_)));
        let tail = self.tokens.within(next..next + words.count());
        let mut lead = std::mem::take(&mut self.lead);
        let bound = self.group(&lead, first, count, tail);
        if bound && let Some(found) = self.found.get(first) {
            // 单价50万元以上通用设备: the bound is part of the name that follows.
            lead.push(Token {
                is: Is::Word(Class::Text),
                range: found.range.clone(),
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
        let found = self.found.within(first..first + count);
        let (Some(one), Some(last)) = (found.first(), found.last()) else {
            return false;
        };
        let end = last.range.end;
        let lead = self.open_in_lead(lead);
        let lead = self.behind_name(lead);
        let among = self.among(lead).or_else(|| self.saved(lead));
        let lead = among.as_deref().unwrap_or(lead);
        let lead = lead.behind(lead.len().saturating_sub(LONGEST_LEAD));
        let behind = if count == 1 {
            self.text.behind(end)
        } else {
            ""
        };
        let Some(fit) = frames::best(letter(one), &letters(lead, tail)) else {
            return false;
        };
        self.behind_end = 0;
        self.was_behind = std::mem::take(&mut self.named_behind);
        // 由5起下降到2起: what stands behind says what became of the thing, not its name.
        let turns = tail.first().is_some_and(is_turn);
        let breath = Breath {
            said: self.read_by(&fit, lead, one, behind),
            fit,
            lead,
            found,
            behind,
            name_behind: if turns { "" } else { behind },
            adjusted: list(List::Adjusting).begins(self.text.behind(end)),
        };
        let group = self.understood(breath);
        let aside = self.aside_of(&group);
        for one in found.iter().enumerate() {
            let meaning = self.meaning(&group, &aside, one);
            self.meanings.push(meaning);
        }
        let Breath { said, fit, .. } = &group.breath;
        if said.measure == Measure::Share && fit.whole.is_some() {
            self.shared_out = self.meanings.last().and_then(|last| last.whole.clone());
        }
        self.tell_difference(&group.breath);
        self.against_each(&group.breath);
        self.remember(&group);
        said.role == Role::Bound
    }

    /// What is known of all numbers of a breath.
    fn understood<'g>(&mut self, mut breath: Breath<'g>) -> Group<'g> {
        let (lead, fit) = (breath.lead, breath.fit);
        self.together = self.spoken_of_together(&self.words(lead));
        let year = self.time(&breath);
        let years = self.years_of_each(&breath);
        let against = self.compared(&mut breath, year.0);
        let (labels, carried) = self.labels(&breath);
        if breath.said.measure == Measure::Amount && self.is_price(&breath, &labels, carried) {
            breath.said.measure = Measure::Price;
        }
        let subjects = match carried {
            true => self.carried(breath.found, &breath.said),
            false => Vec::new(),
        };
        let own = self.behind_reason(outside(lead, fit.versus, fit.whole));
        self.take_level_before(&breath.said, own);
        Group {
            stated: books::said(own, &self.words(own)),
            codes: name::codes(self.text, lead),
            breath,
            labels,
            carried,
            subjects,
            own,
            year,
            years,
            against,
        }
    }

    /// How a number is said, by its frame and by what was spoken of before.
    fn read_by(&self, fit: &Fit, lead: &[Token], one: &Found, behind: &str) -> Reading {
        let mut said = self.said(fit, lead, one, behind);
        said.spends = list(List::SpentAlone)
            .contains(label::without_ends(date::without_time(&self.words(lead))));
        // 预算3.5万元，仅支出36%.
        let of_budget = self.subject().is_some_and(|last| {
            last.kind == Kind::Money && last.basis == Basis::Budget && last.basis_said
        });
        if said.spends && of_budget && said.measure == Measure::Rate {
            said.measure = Measure::Completion;
            said.role = Role::Said(Measure::Completion);
        }
        said
    }

    /// What numbers are compared with: another thing that the lead names, a year or books.
    fn compared(&mut self, breath: &mut Breath, year: Option<i32>) -> Option<(Against, Source)> {
        let against = self.against(breath, year);
        let Some(thing) = self.against_another(breath) else {
            return against;
        };
        breath.fit.thing = thing;
        Some((Against::of(Versus::Other), Source::Clause))
    }

    /// Whether an amount is the price of one of many.
    fn is_price(&self, breath: &Breath, labels: &[String], carried: bool) -> bool {
        let Breath { fit, said, .. } = breath;
        let goes_on = carried
            && (said.role == Role::Base || fit.frame.id == "level.reach")
            && self.last.is_some_and(|last| last.measure == Measure::Price);
        // 单价50万元以上设备3台，价值64万元 is an amount.
        let per = labels
            .first()
            .is_some_and(|label| is_of_each(label) && attribute_of(label).is_none())
            || fit.frame.id == "base.from" && is_per(breath.lead);
        goes_on || per && said.role != Role::Bound
    }

    /// 上年执行数为80万元，增加16万元: the level of the year before is what comes is compared with.
    fn take_level_before(&mut self, said: &Reading, own: &[Token]) {
        if matches!(said.role, Role::Level | Role::Prior)
            && let Some(against) = self.named_against(own, self.newest_year())
            && against.versus.is_of_before()
        {
            self.sentence.against = Some(against);
            self.against_level = true;
        }
    }

    /// Keeps what the next clauses may refer to.
    fn remember(&mut self, group: &Group) {
        let Group {
            breath, carried, ..
        } = group;
        let Breath { said, found, .. } = breath;
        self.last = Some(self.said_by(group));
        self.previous = self.last;
        self.told = self.meanings.len();
        // 年初预算为：收入9万元，实际收入8万元: other books end those of the sentence.
        if group.stated.is_some() && group.stated != self.sentence.books {
            self.sentence.books = None;
        }
        if breath.is_whole() {
            self.share_of = self.meanings.last().and_then(|one| one.label.clone());
            let thing = self.words(breath.thing());
            if let Some(label) = self.name_in(&thing) {
                let kind = breath.first().kind;
                let subject = self.topic(label);
                self.sentence.subjects = vec![Subject { kind, ..subject }];
            }
            return;
        }
        if matches!(said.role, Role::Bound | Role::Prior) || said.role == Role::Base && *carried {
            return;
        }
        let level = is_level(said.measure) || (said.measure == Measure::Rate && !carried);
        if !level && !self.names_what_follows(group) {
            return;
        }
        let from = self.meanings.len() - found.len();
        let Some(last) = found.last().map(|one| &one.quantity) else {
            return;
        };
        let subjects: Vec<Subject> = self
            .meanings
            .behind(from)
            .iter()
            .filter_map(|meaning| {
                Some(Subject {
                    label: meaning.label.clone()?,
                    kind: last.kind,
                    basis: meaning.basis,
                    basis_said: group.stated.is_some(),
                    score: is_score(last),
                    counts: Counted::of(last),
                    code: meaning.code.clone(),
                })
            })
            .collect();
        if subjects.is_empty() {
            return;
        }
        if level {
            if let ([one], Kind::Count) = (*found, last.kind) {
                self.sentence.counted = self.counted(breath.lead, one);
            }
            self.list_levels(&subjects, *carried);
        }
        self.sentence.subjects = subjects;
        self.sentence.named = true;
    }

    /// What numbers said, for what follows them directly.
    fn said_by(&self, group: &Group) -> Said {
        let breath = &group.breath;
        let said = &breath.said;
        let completes = said.measure != Measure::Completion
            && breath.lead.iter().any(|token| token.is_a(Class::Complete));
        let of_plan = breath.fit.frame.id.starts_with("base.plan");
        let planned = of_plan || breath.fit.frame.id == "base.share" || completes;
        let plan = if of_plan {
            Versus::Budget
        } else {
            Versus::Target
        };
        Said {
            measure: said.measure,
            sign: said.sign,
            against: match planned {
                true => self
                    .named_against(breath.versus(), None)
                    .or(Some(Against::of(plan))),
                false => group.against.map(|(against, _)| against),
            },
            planned,
            of_whole: breath.is_whole(),
            money: breath.first().kind == Kind::Money,
            of_object: breath.fit.object.is_some(),
            counted_behind: self.behind_end > 0,
            stated: group.stated.or(self.last.and_then(|last| last.stated)),
        }
    }

    /// Whether what follows may be said of what a difference or a price names.
    fn names_what_follows(&self, group: &Group) -> bool {
        let Breath { said, fit, .. } = &group.breath;
        let average = |meaning: &Meaning| meaning.label.as_deref().is_some_and(label::is_average);
        let named = match said.measure {
            Measure::Price => said.role == Role::Base || self.meanings.last().is_some_and(average),
            Measure::Change | Measure::Growth | Measure::Completion | Measure::Share => {
                fit.object.is_none()
            }
            _ => false,
        };
        named && !group.carried
    }

    /// Lists levels that were said.
    fn list_levels(&mut self, subjects: &[Subject], carried: bool) {
        for subject in subjects {
            if subject.kind == Kind::Money {
                self.sentence.money_part = self.sentence.part;
            }
            self.sentence.last.take(subject.clone());
        }
        self.sentence.list(subjects);
        let amounts = subjects.iter().filter(|one| one.kind == Kind::Money);
        for amount in amounts.filter(|_| !carried) {
            if let Some(concept) = self.concept(&amount.label) {
                self.section.said.retain(|(known, _)| *known != concept.id);
                self.section.said.push((concept.id, amount.label.clone()));
            }
        }
        if !self.around.is_empty() {
            return;
        }
        let Some(first) = subjects.first() else {
            return;
        };
        let main = self.sentence.main.as_ref().unwrap_or(first);
        // 年初预算为8万元，支出决算为7万元。其中：…: the parts are those of the document's books.
        let own = books::of_document(self.context, self.context.fiscal_year);
        // 支出预算8万元，实际支出7万元 is of one thing.
        let bare = |one: &Subject| list(List::BooksWord).left_out_of(&one.label);
        let other_books = main.basis != own;
        let concept = |one: &Subject| self.concept(&one.label).map(|concept| concept.id);
        let money = main.kind == Kind::Money;
        let known = |one: &Subject| concept(one).is_some() && concept(one) == concept(main);
        let alike = |one: &Subject| bare(one) == bare(main) || money && known(one);
        let of_one = |one: &Subject| one.label == main.label || other_books && alike(one);
        let again = subjects.iter().find(|one| one.basis == own && of_one(one));
        let main = again.unwrap_or(main).clone();
        self.sentence.main = Some(main);
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
    counts(quantity, "分")
}

/// Whether a number counts things by this unit.
pub(super) fn counts(quantity: &Quantity, unit: &str) -> bool {
    quantity.kind == Kind::Count && quantity.unit.as_deref() == Some(unit)
}

pub(super) fn is_level(measure: Measure) -> bool {
    matches!(measure, Measure::Amount | Measure::Count)
}
