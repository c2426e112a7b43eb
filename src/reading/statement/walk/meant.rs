//! What each of the numbers that were said in one breath means, once the words around them were read.

use super::super::Meaning;
use super::super::books;
use super::super::scope::{Against, Counted, Subject};
use super::super::several;
use super::super::token::Token;
use super::Walk;
use super::breath::Breath;
use super::lead::turn;
use super::measure::{is_of_plan, own_sign};
use super::number::{counts, is_score};
use super::versus::Source;
use super::whole::Part;
use crate::grammar::quantity::Quantity;
use crate::grammar::scan::Found;
use crate::lexicon::clause::Class;
use crate::lexicon::frames::Role;
use crate::lexicon::lists::{Class as List, list};
use crate::record::{Basis, Comparator, Field, Fields, Measure, Quantity as Kind, Sign};
use crate::text::{Cut, pairs};

/// Numbers said in one breath, with what is known of them all.
pub(super) struct Group<'g> {
    pub(super) breath: Breath<'g>,
    /// What they measure, one label each where the text lists as many, and whether it was said before.
    pub(super) labels: Vec<String>,
    pub(super) carried: bool,
    /// The things spoken of before that these labels are.
    pub(super) subjects: Vec<Subject>,
    /// The words before them without those of a comparison, and the books that these name.
    pub(super) own: &'g [Token],
    pub(super) stated: Option<Basis>,
    /// Their year, and whether the document alone says it.
    pub(super) year: (Option<i32>, bool),
    /// The year of each, where the text lists as many.
    pub(super) years: Vec<i32>,
    /// What they are compared with.
    pub(super) against: Option<(Against, Source)>,
    /// The classification codes that stand with the names.
    pub(super) codes: Vec<String>,
}

impl Group<'_> {
    /// 占财政支出和GDP的比重分别为10%和3%: of what one of the shares is that are all of one thing.
    fn whole_of_each(&self, whole: String, index: usize) -> String {
        let Breath {
            said, lead, found, ..
        } = &self.breath;
        let each = lead.iter().any(|token| token.is_a(Class::Each));
        if said.measure != Measure::Share || self.labels.len() != 1 || found.len() < 2 || !each {
            return whole;
        }
        let mut wholes = several::split(&whole, found.len());
        match wholes.len() == found.len() && index < wholes.len() {
            true => wholes.swap_remove(index),
            false => whole,
        }
    }

    /// What one of the numbers is compared with: of each year the one before.
    fn against_of(&self, index: usize) -> Option<Against> {
        let (against, _) = self.against?;
        let prior = Against::prior(self.year.0) == against;
        match self.years.get(index) {
            Some(year) if prior => Some(Against::prior(Some(*year))),
            _ => Some(against),
        }
    }

    /// The classification code of one of the numbers; `subject` is what was spoken of before.
    fn code(&self, index: usize, subject: Option<&Subject>) -> Option<String> {
        match self.codes.len() {
            // 卫生健康支出(210)、住房保障支出(221)分别为…: to each its own.
            many if many == self.labels.len() => self.codes.get(index).cloned(),
            0 => subject.and_then(|subject| subject.code.clone()),
            _ if self.labels.len() == 1 => self.codes.last().cloned(),
            _ => None,
        }
    }
}

/// What is told of numbers by the way, for their books.
pub(super) struct Aside {
    /// 按每人每年5万元测算: the price that a sum was worked out with.
    worked_with: bool,
    averaged: bool,
    aimed: bool,
}

impl Walk<'_> {
    /// What the words around numbers tell by the way.
    pub(super) fn aside_of(&self, group: &Group) -> Aside {
        let Breath {
            said, behind, lead, ..
        } = &group.breath;
        let to_be_reached = matches!(
            said.measure,
            Measure::Rate | Measure::Share | Measure::Completion
        );
        Aside {
            worked_with: list(List::WorkedWith).begins(behind),
            averaged: said.measure == Measure::Price
                && self.is_average(lead, group.labels.first(), group.breath.first()),
            aimed: to_be_reached && list(List::Aim).any_in(&self.words(group.own)),
        }
    }

    /// What one of the numbers means.
    pub(super) fn meaning(
        &self,
        group: &Group,
        aside: &Aside,
        (index, found): (usize, &Found),
    ) -> Meaning {
        let breath = &group.breath;
        let said = &breath.said;
        let one = &found.quantity;
        let label = group
            .labels
            .get(index)
            .or_else(|| group.labels.last())
            .cloned();
        let subject = group.subjects.get(index).or_else(|| group.subjects.last());
        let parts = self
            .sentence
            .whole()
            .and_then(|whole| whole.for_kind(one.kind));
        let counted = subject.is_some_and(|subject| subject.kind == Kind::Count);
        let part = Part {
            label: label.as_deref(),
            carried: group.carried,
            measure: said.measure,
            kind: one.kind,
            counted,
            score: is_score(one),
            counts: Counted::of(one),
        };
        let (whole, whole_carried) = self.whole_of(&part, breath.whole());
        let whole = whole.map(|whole| group.whole_of_each(whole, index));
        let tiered = || self.whole_of_tier(label.as_deref(), one.kind);
        let parts = parts.filter(|_| whole.is_some()).or_else(tiered);
        let basis_of = subject.or(parts);
        let (basis, basis_assumed) =
            self.books_of(group, aside, one, label.as_deref(), (subject, basis_of));
        let against = group.against_of(index);
        let source = group.against.map(|(_, from)| from);
        let carried = [
            (group.carried && label.is_some(), Field::Label),
            (whole_carried, Field::Whole),
            (source == Some(Source::Before), Field::Versus),
        ];
        let (year, year_assumed) = match group.years.get(index) {
            Some(year) => (Some(*year), false),
            None => group.year,
        };
        let assumed = [
            (year_assumed && year.is_some(), Field::Year),
            (basis_assumed, Field::Basis),
            (source == Some(Source::Nowhere), Field::Versus),
        ];
        Meaning {
            path: self.path_of(label.as_deref()),
            label,
            measure: said.measure,
            sign: self.sign_of(breath, (index, one)),
            year,
            basis,
            whole,
            versus: against.map(|against| against.versus),
            versus_year: against.and_then(|against| against.year),
            code: group.code(index, subject),
            carried: noted(carried),
            assumed: noted(assumed),
        }
    }

    /// The books of one of the numbers, and whether the document's kind had to say it. `subject` is what was spoken
    /// of before, `basis_of` this or the whole.
    fn books_of(
        &self,
        group: &Group,
        aside: &Aside,
        one: &Quantity,
        label: Option<&str>,
        (subject, basis_of): (Option<&Subject>, Option<&Subject>),
    ) -> (Basis, bool) {
        let Group { breath, stated, .. } = group;
        let said = &breath.said;
        let bounded = matches!(
            one.comparator,
            Some(Comparator::AtMost | Comparator::AtLeast)
        );
        match said.role {
            Role::Bound => return (Basis::Other, false),
            // 每人不超过550元 is a norm, whatever the books.
            _ if said.measure == Measure::Price && bounded => return (Basis::Other, false),
            // 二者之比7.7:1 is of the amounts.
            _ if self.together.is_some() && said.measure == Measure::Rate => {
                return (subject.map_or(Basis::Other, |subject| subject.basis), false);
            }
            _ => {}
        }
        // 接待标准由60元调整为100元: what moves a norm moves no plan.
        let price = said.measure == Measure::Price;
        let norm =
            price && (breath.adjusted || list(List::Adjusting).any_in(&self.words(group.own)));
        let stated = match said.role {
            _ if norm => None,
            // 收入由11.9亿元调整为11.2亿元: the plan as it was.
            Role::Base if breath.adjusted => Some(Basis::Budget),
            Role::Base => books::said(breath.versus(), "").or(*stated),
            // 年中追加占年初预算的20%
            Role::Said(Measure::Share) if is_of_plan(breath.whole()) => Some(Basis::Budget),
            Role::Level if stated.is_none() && self.is_spent(group.own, subject) => {
                Some(Basis::Final)
            }
            Role::Level if one.kind == Kind::Money => {
                let in_clause = || self.last.filter(|last| !last.money)?.stated;
                stated.or_else(in_clause).or(self.sentence.books)
            }
            _ => *stated,
        };
        let of_vehicles =
            counts(one, "辆") && label.is_some_and(|label| list(List::VehicleStock).any_in(label));
        let concept = self.section.heading.concept;
        let asked = books::Asked {
            context: self.context,
            measure: said.measure,
            worked_with: aside.worked_with,
            of_vehicles,
            of_assets: concept.is_some_and(|concept| concept.ends_with("assets")),
            of_agency: self.section.of_agency,
            averaged: aside.averaged,
            bounded: one.comparator == Some(Comparator::AtMost),
            aimed: aside.aimed,
            money: self.sentence.last.money.as_ref(),
            versus: group.against.map(|(against, _)| against.versus),
            kind: one.kind,
            label: label.unwrap_or(""),
            stated,
            subject: basis_of,
            year: match said.role {
                // A level is compared with its like: last year's budget in a budget.
                Role::Base | Role::Prior => self.context.fiscal_year,
                _ => group.year.0,
            },
        };
        asked.read()
    }

    /// The direction of one number of a list, which may have a verb of its own.
    fn sign_of(&self, breath: &Breath, (index, one): (usize, &Quantity)) -> Option<Sign> {
        let Breath { said, found, .. } = breath;
        let verbs = pairs(found)
            .take(index)
            .map(|(one, next)| self.text.within(one.range.end..next.range.start));
        let said = said.sign?;
        // 分别增(减)3万元、-2万元: what is less has a minus.
        if said == Sign::Unfilled
            && found
                .iter()
                .any(|one| one.quantity.value.is_sign_negative())
        {
            return Some(own_sign(one));
        }
        // 分别增长2%、-0.3%
        if said == Sign::Up && one.value.is_sign_negative() {
            return Some(Sign::Down);
        }
        verbs.rev().find_map(turn).or(Some(said))
    }
}

/// The fields of which something holds.
fn noted(fields: [(bool, Field); 3]) -> Fields {
    let noted = fields.into_iter().filter(|(holds, _)| *holds);
    noted.map(|(_, field)| field).collect()
}
