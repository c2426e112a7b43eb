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
    LONGEST_LEAD, LONGEST_TAIL, group_length, letter, letters, outside, slice, turn, turns_each,
};
use super::measure::{Reading, is_of_plan, own_sign};
use super::versus::Source;
use super::{Said, Walk};
use crate::grammar::quantity::Quantity;
use crate::grammar::scan::Found;
use crate::lexicon::clause::Class;
use crate::lexicon::frames::{self, Fit, Role};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::statement::words;
use crate::record::{Basis, Comparator, Measure, Quantity as Kind, Sign, Versus};
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
        let mut said = self.said(&fit, lead, &found[0], behind);
        // 由5起下降到2起: what stands behind says what became of the thing, not its name.
        let verbal = tail.first().is_some_and(|word| {
            matches!(
                word.is,
                Is::Word(
                    Class::Up
                        | Class::UpVerb
                        | Class::Down
                        | Class::DownVerb
                        | Class::Reach
                        | Class::New
                )
            )
        });
        // 由11.9亿元调整为11.2亿元: both are of this year.
        let adjusted = list(List::Adjusting).at_start(&self.text[end..]).is_some();
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
        self.together = self.spoken_of_together(&name::text(self.text, lead));
        let year = self.time(&fit, lead, said.role, adjusted);
        let against = self.against(
            &fit,
            lead,
            said.measure,
            year.0,
            (&found[0].quantity, adjusted),
        );
        let another = self.against_another(&fit, lead, said.measure);
        let against = match another {
            Some(thing) => {
                fit.thing = thing;
                let (versus, year) = (Versus::Other, None);
                Some((Against { versus, year }, Source::Clause))
            }
            None => against,
        };
        let (labels, carried) = self.labels(&fit, lead, &mut said, found, behind, verbal);
        if said.measure == Measure::Amount
            && carried
            && (said.role == Role::Base || fit.frame.id == "level.reach")
            && self.last.is_some_and(|last| last.measure == Measure::Price)
        {
            said.measure = Measure::Price;
        }
        // 单价50万元以上设备3台，价值64万元 is an amount.
        let per = labels
            .first()
            .is_some_and(|label| is_of_each(label) && attribute_of(label).is_none())
            || fit.frame.id == "base.from" && is_per(lead);
        let per = per && !matches!(said.role, Role::Bound);
        if said.measure == Measure::Amount && per {
            said.measure = Measure::Price;
        }
        let subjects = if carried {
            self.carried(found, &said)
        } else {
            Vec::new()
        };
        let own = outside(lead, fit.versus, fit.whole);
        let own = self.behind_reason(own);
        let stated = books::said(own, &name::text(self.text, own));
        // 按每人每年5万元测算: the price that the sum was worked out with.
        let worked_with = ["测算", "安排"].iter().any(|word| behind.starts_with(word));
        if matches!(said.role, Role::Level | Role::Prior)
            && let Some(against) = against::read(own, self.text, self.newest_year())
            && against.versus.is_of_before()
        {
            // 上年执行数为80万元，增加16万元.
            self.sentence.against = Some(against);
            self.against_level = true;
        }
        let averaged = said.measure == Measure::Price
            && self.is_average(lead, labels.first(), &found[0].quantity);
        let aimed = matches!(
            said.measure,
            Measure::Rate | Measure::Share | Measure::Completion
        ) && list(List::Aim).any_in(&name::text(self.text, own));
        let codes = name::codes(self.text, lead);
        let completes = said.measure != Measure::Completion
            && lead.iter().any(|token| token.is_a(Class::Complete));
        for (index, one) in found.iter().enumerate() {
            let label = labels.get(index).or_else(|| labels.last()).cloned();
            let subject = subjects.get(index).or_else(|| subjects.last());
            let parts = self
                .sentence
                .whole()
                .and_then(|whole| whole.for_kind(one.quantity.kind));
            let counted = subject.is_some_and(|subject| subject.kind == Kind::Count);
            let (whole, whole_carried) = self.whole_of(
                &fit,
                lead,
                said.measure,
                (&one.quantity, counted),
                label.as_deref(),
                carried,
            );
            let stated = match said.role {
                Role::Base => self.base_books(&fit, lead).or(stated),
                // 年中追加占年初预算的20%
                Role::Said(Measure::Share) if is_of_plan(slice(lead, fit.whole)) => {
                    Some(Basis::Budget)
                }
                Role::Level if stated.is_none() && self.is_spent(own, subject) => {
                    Some(Basis::Final)
                }
                _ => stated,
            };
            let basis_of = subject.or(parts.filter(|_| whole.is_some()));
            let (basis, basis_assumed) = match said.role {
                Role::Bound => (Basis::Other, false),
                // 每人不超过550元 is a norm, whatever the books.
                _ if said.measure == Measure::Price
                    && matches!(
                        one.quantity.comparator,
                        Some(Comparator::AtMost | Comparator::AtLeast)
                    ) =>
                {
                    (Basis::Other, false)
                }
                // 二者之比7.7:1 is of the amounts.
                _ if self.together.is_some() && said.measure == Measure::Rate => {
                    (subject.map_or(Basis::Other, |subject| subject.basis), false)
                }
                _ => books::read(
                    self.context,
                    &books::Asked {
                        measure: said.measure,
                        worked_with,
                        of_vehicles: is_vehicle(&one.quantity)
                            && label
                                .as_deref()
                                .is_some_and(|label| list(List::VehicleStock).any_in(label)),
                        of_assets: self
                            .section
                            .heading
                            .concept
                            .is_some_and(|concept| concept.ends_with("assets")),
                        of_agency: self.section.of_agency,
                        averaged,
                        bounded: one.quantity.comparator == Some(Comparator::AtMost),
                        aimed,
                        money: self.sentence.last.money.as_ref(),
                        versus: against.map(|(against, _)| against.versus),
                        kind: one.quantity.kind,
                        label: label.as_deref().unwrap_or(""),
                        stated,
                        subject: basis_of,
                        year: match said.role {
                            // A level is compared with its like: last year's budget in a budget.
                            Role::Base | Role::Prior => self.context.fiscal_year,
                            _ => year.0,
                        },
                    },
                ),
            };
            let mut meaning = Meaning {
                label,
                measure: said.measure,
                sign: self.sign_of(&said, found, index),
                year: year.0,
                basis,
                whole,
                versus: against.map(|(against, _)| against.versus),
                versus_year: against.and_then(|(against, _)| against.year),
                path: Vec::new(),
                code: match codes.len() {
                    // 卫生健康支出(210)、住房保障支出(221)分别为…: to each its own.
                    many if many == labels.len() => codes.get(index).cloned(),
                    0 => subject.and_then(|subject| subject.code.clone()),
                    _ if labels.len() == 1 => codes.last().cloned(),
                    _ => None,
                },
                carried: Vec::new(),
                assumed: Vec::new(),
            };
            meaning.path = self.path_of(meaning.label.as_deref());
            note(
                &mut meaning,
                carried,
                whole_carried,
                year.1,
                basis_assumed,
                against.map(|(_, from)| from),
            );
            self.meanings.push(meaning);
        }
        if said.measure == Measure::Share && fit.whole.is_some() {
            self.shared_out = self.meanings.last().and_then(|last| last.whole.clone());
        }
        self.against_each(lead, said.measure, count);
        self.remember(
            &fit,
            &said,
            found,
            carried,
            stated.is_some(),
            against.map(|(against, _)| against),
            completes,
            lead,
        );
        said.role == Role::Bound
    }

    /// The direction of one number of a list, which may have a verb of its own.
    fn sign_of(&self, said: &Reading, found: &[Found], index: usize) -> Option<Sign> {
        let verbs = found[..=index]
            .windows(2)
            .map(|pair| &self.text[pair[0].range.end..pair[1].range.start]);
        let said = said.sign?;
        // 分别增(减)3万元、-2万元: what is less has a minus.
        if said == Sign::Unfilled
            && found
                .iter()
                .any(|one| one.quantity.value.is_sign_negative())
        {
            return Some(own_sign(&found[index].quantity));
        }
        verbs.rev().find_map(turn).or(Some(said))
    }

    /// Keeps what the next clauses may refer to.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn remember(
        &mut self,
        fit: &Fit,
        said: &Reading,
        found: &[Found],
        carried: bool,
        basis_said: bool,
        against: Option<Against>,
        completes: bool,
        lead: &[Token],
    ) {
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

pub(super) fn note(
    meaning: &mut Meaning,
    label: bool,
    whole: bool,
    year: bool,
    basis: bool,
    against: Option<Source>,
) {
    if label && meaning.label.is_some() {
        meaning.carried.push("label");
    }
    if whole {
        meaning.carried.push("whole");
    }
    if against == Some(Source::Before) {
        meaning.carried.push("versus");
    }
    if year && meaning.year.is_some() {
        meaning.assumed.push("year");
    }
    if basis {
        meaning.assumed.push("basis");
    }
    if against == Some(Source::Nowhere) {
        meaning.assumed.push("versus");
    }
}

/// Whether a number is the whole that a share behind it is of.
pub(super) fn is_whole(fit: &Fit) -> bool {
    fit.frame.role == Role::Level && fit.whole.is_some()
}

/// Whether a name is that of a price: 每亩补助, 单片成本.
fn is_of_each(label: &str) -> bool {
    words().per.any_in(label)
        || list(List::EachOfMany).at_start(label).is_some()
            && list(List::Cost).at_end(label).is_some()
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

/// Whether a number counts vehicles.
fn is_vehicle(quantity: &Quantity) -> bool {
    quantity.kind == Kind::Count && quantity.unit.as_deref() == Some("辆")
}

pub(super) fn is_level(measure: Measure) -> bool {
    matches!(measure, Measure::Amount | Measure::Count)
}
