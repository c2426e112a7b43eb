//! Which books a number belongs to.

use super::Context;
use super::scope::Subject;
use super::token::{Is, Token};
use crate::lexicon::clause::Class;
use crate::lexicon::concepts;
use crate::lexicon::label::MARKS;
use crate::lexicon::statement::{Class as Says, words};
use crate::record::{Basis, Kind, Measure, Quantity, Versus};
use crate::text::Cut;

/// The books that the words before a number name; the nearest ones count. `text` is the words' own.
pub fn said(tokens: &[Token], text: &str) -> Option<Basis> {
    // 对下转移支付 is a name.
    let spent = |(at, _): (usize, _)| !text.before(at).ends_with("转移");
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
        Kind::Budget if year < context.fiscal_year => Basis::Final,
        // Its own year is over.
        Kind::ExecutionReport if year <= context.fiscal_year => Basis::Final,
        Kind::Budget | Kind::ExecutionReport => Basis::Budget,
        _ => Basis::Other,
    }
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
        || concepts::find(label).is_some_and(|found| found.fits(Quantity::Money))
}

/// What is known of a number when its books are asked for.
pub struct Asked<'a> {
    /// The document.
    pub context: Context<'a>,
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
type Books = (Basis, bool);

/// What stands in no books.
const OUTSIDE: Books = (Basis::Other, false);

impl Asked<'_> {
    /// The books of the number, and whether the document's kind had to say it.
    pub fn read(&self) -> Books {
        match self.measure {
            Measure::Price => self.of_price(),
            Measure::Count => self.of_count(),
            Measure::Amount => self.of_amount(),
            _ if self.aimed && !self.is_difference() => OUTSIDE,
            // What is to be reached of a budget that is only planned.
            Measure::Completion if self.is_planned() => OUTSIDE,
            Measure::Rate => self.of_rate(),
            // 计划总投资80万元，其中：中央资金60万元，占75%: a share of what is planned.
            Measure::Share => match self.subject {
                Some(whole) if whole.kind == Quantity::Money && whole.basis != Basis::Other => {
                    (whole.basis, !whole.basis_said)
                }
                _ => self.of_difference(),
            },
            Measure::Completion | Measure::Change | Measure::Growth => self.of_difference(),
        }
    }

    fn is_difference(&self) -> bool {
        matches!(self.measure, Measure::Change | Measure::Growth)
    }

    /// The books that the document reports for the number's year.
    fn of_document(&self) -> Books {
        (of_document(self.context, self.year), true)
    }

    /// Whether the document has but the budget of the number's year.
    fn is_planned(&self) -> bool {
        let (books, _) = self.of_document();
        matches!(self.context.kind, Kind::Budget | Kind::ExecutionReport) && books == Basis::Budget
    }

    /// Whether the number is of money that stands in no books.
    fn is_outside(&self) -> bool {
        words(Says::Outside).ends(self.label)
    }

    /// Whether the number is a rate of money.
    fn is_fund_rate(&self) -> bool {
        words(Says::FundRate).ends(self.label)
    }

    fn of_price(&self) -> Books {
        let known = || is_of_accounts(self.label) || concepts::find(self.label).is_some();
        match self.money.filter(|money| money.basis != Basis::Other) {
            _ if self.worked_with => self.of_document(),
            _ if self.bounded => OUTSIDE,
            _ if known() => self.of_stated(),
            _ if !self.averaged => OUTSIDE,
            // 运行维护费5.8万元，平均每台2.9万元: what each got of the amount said before.
            Some(money) => (money.basis, true),
            None => self.of_document(),
        }
    }

    fn of_rate(&self) -> Books {
        // What a budget says of its own year is to be reached.
        let aimed = self.kind == Quantity::Percent && self.is_planned();
        match !aimed && (self.versus.is_some() || self.is_fund_rate()) {
            true => self.of_document(),
            false => OUTSIDE,
        }
    }

    fn of_count(&self) -> Books {
        let of_accounts = self.of_vehicles || is_of_accounts(self.label);
        let before = self.year < self.context.fiscal_year;
        match (self.stated, self.subject) {
            // 公务用车3辆（洒水车2台）: a part is in the books of its whole.
            (None, Some(whole))
                if !of_accounts
                    && whole.kind == Quantity::Count
                    && is_of_accounts(&whole.label) =>
            {
                (whole.basis, true)
            }
            (None, _) if self.of_agency && self.context.kind != Kind::PerformanceReport => OUTSIDE,
            _ if !of_accounts && !self.of_assets || self.is_outside() => OUTSIDE,
            (Some(basis), _) => (basis, false),
            // A budget tells of what is held, not of what is planned.
            (None, subject)
                if self.context.kind == Kind::Budget
                    && is_held(self.label)
                    && !subject.is_some_and(|subject| subject.basis == Basis::Budget) =>
            {
                match self.of_assets || before {
                    true => (Basis::Final, true),
                    false => (Basis::Other, true),
                }
            }
            _ if self.of_assets && before => (Basis::Final, true),
            _ => self.of_document(),
        }
    }

    fn of_amount(&self) -> Books {
        let outside =
            |whole: &&Subject| whole.label != self.label && words(Says::Outside).ends(&whole.label);
        match self.subject.filter(outside) {
            _ if self.is_outside() => OUTSIDE,
            // 政府债务限额76亿元，其中：一般债务31亿元: a part of what stands in no books.
            Some(_) => (Basis::Other, true),
            None => self.of_stated(),
        }
    }

    /// The books that are named, here or where the number's thing was spoken of.
    fn of_stated(&self) -> Books {
        let named = |one: &&Subject| one.basis_said && one.basis != Basis::Other;
        let before = || Some(self.subject.filter(named)?.basis);
        match self.stated.or_else(before) {
            Some(basis) => (basis, false),
            None => self.of_document(),
        }
    }

    /// The books of what is said of a thing spoken of before.
    fn of_difference(&self) -> Books {
        let of_accounts = || is_of_accounts(self.label);
        let to_target = self.versus == Some(Versus::Target);
        match (self.subject, self.kind) {
            // A difference in what stands outside the accounts does so too.
            (Some(subject), _) if subject.basis == Basis::Other => (
                Basis::Other,
                is_money(&subject.label) && self.of_document().0 == Basis::Other,
            ),
            // 支出…，快于序时进度2.8个百分点 is said of money.
            (subject, _)
                if to_target
                    && !subject.is_some_and(|subject| subject.kind == Quantity::Money)
                    && !self.is_fund_rate() =>
            {
                OUTSIDE
            }
            // 决算为预算的1.5倍
            (_, Quantity::Count) if self.measure == Measure::Completion && !to_target => {
                self.of_document()
            }
            (_, Quantity::Count) if !of_accounts() => OUTSIDE,
            // Growth of what is no money: 业务办理时速提高60%.
            (None, Quantity::Percent)
                if self.is_difference()
                    && !is_money(self.label)
                    && !of_accounts()
                    && !self.is_fund_rate() =>
            {
                OUTSIDE
            }
            _ => self.of_document(),
        }
    }
}
