//! The numbers told for one thing, each unlike those before it, found by what they may stand for.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap as HashMap;

use super::book::alike;
use super::register::{Register, Told};
use super::sheet::Scope;
use crate::record::Basis;

/// What two numbers must share to be compared, but for their books, which may be left open.
type Kind<'a> = (Scope, Option<i32>, Option<&'a str>, bool);

/// Numbers of one kind and of the same books: no two of them meet.
#[derive(Debug, Default)]
struct Values<'t, 'a> {
    /// In order, each with its place among all.
    in_order: Vec<(usize, &'t Told<'a>)>,
    /// By the lower end: since no two meet, the upper ends stand in this order too.
    by_low: BTreeMap<i128, (usize, &'t Told<'a>)>,
}

impl<'t, 'a> Values<'t, 'a> {
    /// The first that meets a number.
    fn meeting(&self, told: &Told) -> Option<(usize, &'t Told<'a>)> {
        let (_, high) = told.interval.ends();
        let below = self.by_low.range(..=high).rev();
        let meeting = below
            .map(|(_, one)| *one)
            .take_while(|(_, one)| one.interval.meets(told.interval));
        meeting.min_by_key(|(order, _)| *order)
    }

    /// The first of passages before a number's own, and how many there are.
    fn before(&self, told: &Told) -> Option<((usize, &'t Told<'a>), usize)> {
        let before = |(_, one): &(usize, &Told)| one.passage < told.passage;
        let first = self.in_order.first().filter(|one| before(one))?;
        Some((*first, self.in_order.partition_point(before)))
    }

    fn push(&mut self, order: usize, told: &'t Told<'a>) {
        self.by_low.insert(told.interval.ends().0, (order, told));
        self.in_order.push((order, told));
    }
}

/// The numbers of one identity that are unlike those before them.
pub struct Unlike<'t, 'a> {
    register: &'t Register<'a>,
    kinds: HashMap<Kind<'a>, Vec<(Option<Basis>, Values<'t, 'a>)>>,
    count: usize,
}

/// How a number stands to those before it of its kind and books.
pub enum Standing<'t, 'a> {
    /// It is the number told before.
    Same(&'t Told<'a>),
    /// None of those in passages before its own is it.
    Other {
        /// The first of them.
        first: Option<&'t Told<'a>>,
        /// Whether there are more.
        more: bool,
    },
}

impl<'t, 'a> Unlike<'t, 'a> {
    /// None yet.
    pub fn new(register: &'t Register<'a>) -> Self {
        Self {
            register,
            kinds: HashMap::default(),
            count: 0,
        }
    }

    /// Compares the next number, of the same passage as the last or of a later one, with those before it, and
    /// keeps it if it is none of them.
    pub fn take(&mut self, told: &'t Told<'a>) -> Standing<'t, 'a> {
        let scope = self.register.wide_scope(told.scope);
        let kind = (scope, told.year, told.period, told.books_said);
        let books = self.kinds.entry(kind).or_default();
        let same = |basis: &Option<Basis>| alike(*basis, told.basis);
        let comparable = || books.iter().filter(|(basis, _)| same(basis));
        let first = |one: &(usize, &Told)| one.0;
        let met = comparable().filter_map(|(_, values)| values.meeting(told));
        if let Some((_, one)) = met.min_by_key(first) {
            return Standing::Same(one);
        }
        let before = comparable().filter_map(|(_, values)| values.before(told));
        let standing = Standing::Other {
            more: before.clone().map(|(_, count)| count).sum::<usize>() > 1,
            first: before
                .map(|(one, _)| one)
                .min_by_key(first)
                .map(|(_, one)| one),
        };
        match books.iter_mut().find(|(basis, _)| *basis == told.basis) {
            Some((_, values)) => values.push(self.count, told),
            None => {
                let mut values = Values::default();
                values.push(self.count, told);
                books.push((told.basis, values));
            }
        }
        self.count += 1;
        standing
    }
}
