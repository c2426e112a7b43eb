//! The words of table heads: what stands in a column, whose year and which books it is about.

use std::sync::LazyLock;

use rustc_hash::FxHashMap as HashMap;

use super::lists::{self, Class as List};
use super::memo::{Memo, remembered};
use super::rows::{HeadHow as How, HeadMeaning as Meaning, HeadWords};
use super::{key, units};
use crate::record::{Basis, Measure, Sign};

pub use super::rows::Role;

struct Words<T> {
    whole: HashMap<&'static str, T>,
    /// In the order of the file: the first that fits counts.
    within: Vec<(&'static str, How, T)>,
}

impl<T: Copy> Words<T> {
    fn load(wanted: impl Fn(Meaning) -> Option<T>) -> Self {
        let mut words = Self {
            whole: HashMap::default(),
            within: Vec::new(),
        };
        for row in HeadWords::all() {
            let Some(meaning) = wanted(row.meaning) else {
                continue;
            };
            for name in row.words.words() {
                match row.how {
                    How::Whole => drop(words.whole.insert(name, meaning)),
                    how => words.within.push((name, how, meaning)),
                }
            }
        }
        words
    }

    fn get(&self, head: &str) -> Option<T> {
        self.whole.get(head).copied().or_else(|| {
            self.within
                .iter()
                .find(|(word, how, _)| match how {
                    How::End => head.ends_with(word),
                    _ => head.contains(word),
                })
                .map(|(_, _, meaning)| *meaning)
        })
    }
}

/// The words of one list of the file, with what they say.
macro_rules! list {
    ($name:ident: $kind:ty, $meaning:pat => $said:expr) => {
        static $name: LazyLock<Words<$kind>> = LazyLock::new(|| {
            Words::load(|meaning| match meaning {
                $meaning => Some($said),
                _ => None,
            })
        });
    };
}

list!(ROLES: Role, Meaning::Role(role) => role);
list!(YEARS: i32, Meaning::Year(year) => year);
list!(BASES: Basis, Meaning::Basis(basis) => basis);
list!(MEASURES: (Measure, Option<Sign>), Meaning::Measure(measure, sign) => (measure, sign));
list!(TOTALS: (), Meaning::Total => ());

/// The key of a head in which 增减 has one spelling.
pub(super) fn head_key(head: &str) -> String {
    let mut words = key(head);
    if !words.contains('增') {
        return words;
    }
    for either in lists::list(List::EitherWay).words() {
        if words.contains(either) {
            words = words.replace(either, "增减");
        }
    }
    words
}

/// The key of a head without the unit in brackets at its end.
fn without_unit(head: &str) -> &str {
    match head.rsplit_once('(') {
        Some((bare, _)) if units::in_brackets(head).is_some() => bare,
        _ => head,
    }
}

/// All that the words of a head say.
#[derive(Debug, Clone, Copy)]
struct Said {
    role: Option<Role>,
    year: Option<i32>,
    basis: Option<Basis>,
    measure: Option<(Measure, Option<Sign>)>,
    total: bool,
}

thread_local! {
    /// Heads and labels come again in every document.
    static SAID: Memo<Said> = Memo::default();
}

fn said(head: &str) -> Said {
    remembered(&SAID, [head], || {
        let words = head_key(head);
        let bare = without_unit(&words);
        Said {
            role: ROLES.get(bare),
            year: YEARS.get(&words),
            basis: basis_of(bare),
            measure: MEASURES.get(&words),
            total: TOTALS.get(&words).is_some(),
        }
    })
}

/// What a column with this head holds.
pub fn role(head: &str) -> Option<Role> {
    said(head).role
}

/// Whether a head is a word of the list as a whole: 科目编码, 合计, 预算数.
pub fn is_whole_word(head: &str) -> bool {
    ROLES.whole.contains_key(head)
}

/// The heads that are words of the list as a whole.
pub fn whole_words() -> impl Iterator<Item = &'static str> {
    ROLES.whole.keys().copied()
}

/// The year that a head is about, relative to the fiscal year: 上年 is -1.
pub fn year(head: &str) -> Option<i32> {
    said(head).year
}

/// The books that a head or caption names: 预算数, 决算数.
pub fn basis(head: &str) -> Option<Basis> {
    said(head).basis
}

fn basis_of(head: &str) -> Option<Basis> {
    let mut head = head.to_owned();
    // The names of the four budgets say nothing of plan and execution.
    let names = HeadWords::all()
        .iter()
        .filter(|row| row.meaning == Meaning::BudgetName);
    for name in names.flat_map(|row| row.words.words()) {
        if head.contains(name) {
            head = head.replace(name, "");
        }
    }
    BASES.get(&head)
}

/// What a head says is measured, where it is no plain amount.
pub fn measure(head: &str) -> Option<(Measure, Option<Sign>)> {
    said(head).measure
}

/// Whether a label is that of a total (合计, 总计).
pub fn is_total(label: &str) -> bool {
    said(label).total
}
