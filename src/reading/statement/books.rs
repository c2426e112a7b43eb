//! Which books a number belongs to.

use super::Context;
use super::scope::Subject;
use super::token::{Is, Token};
use crate::lexicon::clause::Class;
use crate::lexicon::label::MARKS;
use crate::lexicon::statement::{Class as Says, words};
use crate::record::{Basis, Kind, Measure, Quantity, Versus};

/// The books that the words before a number name; the nearest ones count. `text` is the words' own.
pub fn said(tokens: &[Token], text: &str) -> Option<Basis> {
    // 对下转移支付 is a name.
    let spent = |(at, _): (usize, _)| !text[..at].ends_with("转移");
    if words(Says::Spent).found_in(text).any(spent) {
        return Some(Basis::Final);
    }
    let by_class = tokens.iter().rev().find_map(|token| match token.is {
        Is::Word(Class::Complete) => Some(Basis::Final),
        _ => of_token(token),
    });
    by_class.or_else(|| {
        let text = text.trim_end_matches(['为', '约', '共', '计', '了']);
        let planned = words(Says::Proposed).any_in(text) || words(Says::Planned).ends(text);
        planned.then_some(Basis::Budget)
    })
}

/// The books that a word names.
pub fn of_token(token: &Token) -> Option<Basis> {
    match token.is {
        Is::Word(Class::Budget | Class::Adjusted) => Some(Basis::Budget),
        Is::Word(Class::Final) => Some(Basis::Final),
        _ => None,
    }
}

/// The books that the document reports for a year: those of a later one than its own are planned.
pub fn of_document(context: Context, year: Option<i32>) -> Basis {
    let later = context.fiscal_year.is_some() && year > context.fiscal_year;
    match context.kind {
        Kind::FinalAccounts | Kind::PerformanceReport if later => Basis::Budget,
        Kind::FinalAccounts | Kind::PerformanceReport => Basis::Final,
        Kind::Budget | Kind::ExecutionReport if year < context.fiscal_year => Basis::Final,
        Kind::Budget | Kind::ExecutionReport => Basis::Budget,
        _ => Basis::Other,
    }
}

/// Whether a document speaks of a year of which it has but the budget.
fn plans(context: Context, books: Basis) -> bool {
    matches!(context.kind, Kind::Budget | Kind::ExecutionReport) && books == Basis::Budget
}

/// Whether counts of this name belong to the accounts.
pub fn is_of_accounts(label: &str) -> bool {
    words(Says::Accounts).any_in(label)
}

/// Whether a count is one of things held.
fn is_held(label: &str) -> bool {
    words(Says::Held).any_in(label) && !label.contains("购")
}

/// Whether a name is one of money.
fn is_money(label: &str) -> bool {
    let label = MARKS
        .iter()
        .fold(label, |name, mark| name.trim_end_matches(mark));
    label.ends_with(')')
        || words(Says::Money).ends(label)
        || crate::lexicon::concepts::find(label).is_some_and(|found| found.fits(Quantity::Money))
}

/// What is known of a number when its books are asked for.
pub struct Asked<'a> {
    /// How it is said.
    pub measure: Measure,
    /// Against what.
    pub versus: Option<Versus>,
    /// Money, percent or count.
    pub kind: Quantity,
    /// What is measured.
    pub label: &'a str,
    /// The books that its own words name.
    pub stated: Option<Basis>,
    /// Whether it is a price that an amount of the books was worked out with.
    pub worked_with: bool,
    /// Whether it counts vehicles that were bought or are held: 购置0辆.
    pub of_vehicles: bool,
    /// Whether its section is about what is held.
    pub of_assets: bool,
    /// Whether its section says who the agency is: what it has is told by the way.
    pub of_agency: bool,
    /// Whether it is an average of what was spent: 人均74元.
    pub averaged: bool,
    /// Whether it is the most that may be spent: 每人每餐60元以内.
    pub bounded: bool,
    /// Whether the words before it say what is to be reached: 力争….
    pub aimed: bool,
    /// The amount said before in the sentence.
    pub money: Option<&'a Subject>,
    /// What it was carried over from, or is a part of.
    pub subject: Option<&'a Subject>,
    /// Its year.
    pub year: Option<i32>,
}

/// The books of a number, and whether the document's kind had to say it.
pub fn read(context: Context, asked: &Asked) -> (Basis, bool) {
    let Asked {
        measure,
        versus,
        kind,
        worked_with,
        of_vehicles,
        of_assets,
        of_agency,
        averaged,
        bounded,
        aimed,
        money,
        label,
        stated,
        subject,
        year,
    } = *asked;
    let document = of_document(context, year);
    let outside = subject.is_some_and(|subject| subject.basis == Basis::Other);
    match (measure, kind) {
        (Measure::Price, _) if worked_with => (document, true),
        (Measure::Price, _) if bounded => (Basis::Other, false),
        // 运行维护费5.8万元，平均每台2.9万元: what each got of the amount said before.
        (Measure::Price, _)
            if !is_of_accounts(label) && crate::lexicon::concepts::find(label).is_none() =>
        {
            match money.filter(|money| money.basis != Basis::Other) {
                _ if !averaged => (Basis::Other, false),
                Some(money) => (money.basis, true),
                None => (document, true),
            }
        }
        (Measure::Rate | Measure::Share | Measure::Completion, _) if aimed => (Basis::Other, false),
        // What is to be reached of a budget that is only planned.
        (Measure::Completion, _) if plans(context, document) => (Basis::Other, false),
        // What a budget says of its own year is to be reached.
        (Measure::Rate, Quantity::Percent) if plans(context, document) => (Basis::Other, false),
        (Measure::Rate, _) => match versus.is_some() || words(Says::FundRate).ends(label) {
            true => (document, true),
            false => (Basis::Other, false),
        },
        (Measure::Count, _) => {
            let of_accounts = of_vehicles || is_of_accounts(label);
            let before = year < context.fiscal_year;
            let planned = subject.is_some_and(|subject| subject.basis == Basis::Budget);
            match stated {
                // 公务用车3辆（洒水车2台）: a part is in the books of its whole.
                None if !of_accounts
                    && subject.is_some_and(|subject| {
                        subject.kind == Quantity::Count && is_of_accounts(&subject.label)
                    }) =>
                {
                    (subject.map_or(document, |subject| subject.basis), true)
                }
                None if of_agency && context.kind != Kind::PerformanceReport => {
                    (Basis::Other, false)
                }
                _ if !of_accounts && !of_assets || words(Says::Outside).ends(label) => {
                    (Basis::Other, false)
                }
                Some(basis) => (basis, false),
                // A budget tells of what is held, not of what is planned.
                None if context.kind == Kind::Budget && is_held(label) && !planned => {
                    let held = of_assets || before;
                    (if held { Basis::Final } else { Basis::Other }, true)
                }
                None if of_assets && before => (Basis::Final, true),
                None => (document, true),
            }
        }
        (Measure::Amount, _) if words(Says::Outside).ends(label) => (Basis::Other, false),
        // 政府债务限额76亿元，其中：一般债务31亿元: a part of what stands in no books.
        (Measure::Amount, _)
            if subject.is_some_and(|whole| {
                whole.label != label && words(Says::Outside).ends(&whole.label)
            }) =>
        {
            (Basis::Other, true)
        }
        (Measure::Amount | Measure::Price, _) => match (stated, subject) {
            (Some(basis), _) => (basis, false),
            (None, Some(subject)) if subject.basis_said && subject.basis != Basis::Other => {
                (subject.basis, false)
            }
            _ => (document, true),
        },
        // 计划总投资80万元，其中：中央资金60万元，占75%: a share of what is planned.
        (Measure::Share, _)
            if subject.is_some_and(|subject| {
                subject.kind == Quantity::Money && subject.basis != Basis::Other
            }) =>
        {
            (
                subject.map_or(document, |subject| subject.basis),
                subject.is_none_or(|subject| !subject.basis_said),
            )
        }
        // A difference in what stands outside the accounts does so too.
        _ if outside => (Basis::Other, false),
        // 支出…，快于序时进度2.8个百分点 is said of money.
        _ if versus == Some(Versus::Target)
            && !subject.is_some_and(|subject| subject.kind == Quantity::Money)
            && !words(Says::FundRate).ends(label) =>
        {
            (Basis::Other, false)
        }
        // 决算为预算的1.5倍
        (Measure::Completion, Quantity::Count) if versus != Some(Versus::Target) => {
            (document, true)
        }
        (_, Quantity::Count) if !is_of_accounts(label) => (Basis::Other, false),
        // Growth of what is no money: 业务办理时速提高60%.
        (Measure::Growth | Measure::Change, Quantity::Percent)
            if subject.is_none()
                && !is_money(label)
                && !is_of_accounts(label)
                && !words(Says::FundRate).ends(label) =>
        {
            (Basis::Other, false)
        }
        _ => (document, true),
    }
}
