//! Numbers that a table gives in several rows: what is bought by kind, both halves of the basic expenditure.

use rustc_hash::FxHashSet as HashSet;

use super::{Register, Told, is_marked};
use crate::check::book::Book;
use crate::check::identity::{Identity, identity};
use crate::check::interval::Interval;
use crate::check::sheet::{Axis, Column, Entry, Scope, Sheet, is_total, row_key};
use crate::lexicon::lists::{Class as List, list};

impl<'a> Register<'a> {
    /// The rows of a procurement table by what is bought: 货物类…, 服务类….
    pub(super) fn enter_procurement(
        &mut self,
        book: &Book,
        at: usize,
        sheet: &Sheet<'a>,
        holding: &HashSet<usize>,
    ) {
        let kinds = [
            ("货物", "procurement_goods"),
            ("工程", "procurement_works"),
            ("服务", "procurement_services"),
        ];
        let money = |column: &&Column| column.is_money() && column.axis == Axis::Whole;
        let Some(column) = sheet.columns.iter().find(money) else {
            return;
        };
        for (word, concept) in kinds {
            let of_kind = |entry: &&Entry| row_key(entry.fact).starts_with(word);
            let mut rows = column.entries.iter().filter(of_kind).peekable();
            let Some(first) = rows.peek().copied() else {
                continue;
            };
            if identity(first.fact).is_some_and(|(identity, _)| identity.concept == concept) {
                continue;
            }
            let (sum, held) = rows.fold((Interval::ZERO, true), |(sum, held), row| {
                let held = held && holding.contains(&row.fact.id);
                (sum.plus(row.interval), held)
            });
            let identity = Identity {
                concept,
                code: None,
            };
            let one = (first.fact, sum, is_marked(sheet) || held);
            self.enter(book, (identity, Scope::Fiscal), one, at);
        }
    }

    /// 人员经费合计 and 公用经费合计 together are the basic expenditure, where no total of both is printed.
    pub(super) fn enter_basic(
        &mut self,
        book: &Book,
        (at, scope): (usize, Scope),
        sheet: &Sheet<'a>,
        holding: &HashSet<usize>,
    ) {
        let identity = Identity {
            concept: "basic_expenditure",
            code: None,
        };
        let of_sheet = |told: &Told| told.sheet == Some(at);
        let printed = |list: &Vec<Told>| list.iter().any(of_sheet);
        if self.tables.get(&identity).is_some_and(printed) {
            return;
        }
        let entries = || {
            let columns = sheet.columns.iter().filter(|column| column.is_money());
            columns.flat_map(|column| &column.entries)
        };
        let total = |of: &str| {
            let is_sum = |entry: &&Entry| {
                let row = row_key(entry.fact);
                row.strip_prefix(of).is_some_and(is_total)
            };
            let mut totals = entries().filter(is_sum);
            totals.next().filter(|_| totals.next().is_none())
        };
        let totals: Option<Vec<&Entry>> = list(List::BasicPart).words().map(total).collect();
        let totals = totals.unwrap_or_default();
        if let Some(first) = totals.first() {
            let held = totals.iter().all(|one| holding.contains(&one.fact.id));
            let sum = totals
                .iter()
                .fold(Interval::ZERO, |sum, one| sum.plus(one.interval));
            let one = (first.fact, sum, is_marked(sheet) || held);
            self.enter(book, (identity, scope), one, at);
        }
    }
}
