//! The numbers told for one thing, each unlike those before it, found by what they may stand for.

use std::collections::{BTreeMap, HashMap};

use super::book::alike;
use super::register::{Register, Told};
use super::sheet::Scope;
use crate::record::Basis;

/// What two numbers must share to be compared, but for their books, which may be left open.
type Kind<'a> = (Scope, Option<i32>, Option<&'a str>, bool);

/// Numbers of one kind and of the same books: no two of them meet.
#[derive(Debug, Default)]
struct Values<'t, 'a> {
    /// With the place in the order of all.
    in_order: Vec<(usize, &'t Told<'a>)>,
    /// Places in that list by the lower end: since no two meet, the upper ends stand in this order too.
    by_low: BTreeMap<i128, usize>,
}

impl<'t, 'a> Values<'t, 'a> {
    /// The first that meets a number.
    fn meeting(&self, told: &Told) -> Option<(usize, &'t Told<'a>)> {
        let (_, high) = told.interval.ends();
        let below = self.by_low.range(..=high).rev();
        let meeting = below
            .map(|(_, at)| self.in_order[*at])
            .take_while(|(_, one)| one.interval.meets(told.interval));
        meeting.min_by_key(|(order, _)| *order)
    }

    /// Those of passages before a number's own.
    fn before(&self, told: &Told) -> &[(usize, &'t Told<'a>)] {
        let own = |(_, one): &(usize, &Told)| one.passage < told.passage;
        &self.in_order[..self.in_order.partition_point(own)]
    }

    fn push(&mut self, order: usize, told: &'t Told<'a>) {
        self.by_low
            .insert(told.interval.ends().0, self.in_order.len());
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
            kinds: HashMap::new(),
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
        let before = comparable().map(|(_, values)| values.before(told));
        let count: usize = before.clone().map(<[_]>::len).sum();
        let standing = Standing::Other {
            first: before
                .filter_map(|values| values.first().copied())
                .min_by_key(first)
                .map(|(_, one)| one),
            more: count > 1,
        };
        let at = books.iter().position(|(basis, _)| *basis == told.basis);
        let at = at.unwrap_or_else(|| {
            books.push((told.basis, Values::default()));
            books.len() - 1
        });
        books[at].1.push(self.count, told);
        self.count += 1;
        standing
    }
}
