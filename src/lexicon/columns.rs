//! The words of table heads: what stands in a column, whose year and which books it is about.

use std::sync::LazyLock;

use rustc_hash::FxHashMap as HashMap;

use super::lists::{self, Class as List};
use super::memo::{Memo, remembered};
use super::rows::{HeadHow as How, HeadMeaning as Meaning, HeadWords};
use super::{key, units};
use crate::index::Index;
use crate::record::{Basis, Measure, Sign};

pub use super::rows::Role;

struct Words<T> {
    whole: HashMap<&'static str, T>,
    /// Each with its place in the file: the first that fits counts.
    within: Index<(usize, T)>,
    at_end: Index<(usize, T)>,
}

impl<T: Copy> Words<T> {
    fn load(wanted: impl Fn(Meaning) -> Option<T>) -> Self {
        let mut whole = HashMap::default();
        let (mut within, mut at_end) = (Vec::new(), Vec::new());
        for (place, row) in HeadWords::all().iter().enumerate() {
            let Some(meaning) = wanted(row.meaning) else {
                continue;
            };
            for name in row.words.words() {
                match row.how {
                    How::Whole => drop(whole.insert(name, meaning)),
                    How::End => at_end.push((name, (place, meaning))),
                    How::Part => within.push((name, (place, meaning))),
                }
            }
        }
        Self {
            whole,
            within: Index::beginning(within.into_iter()),
            at_end: Index::ending(at_end.into_iter()),
        }
    }

    fn get(&self, head: &str) -> Option<T> {
        self.whole.get(head).copied().or_else(|| {
            let within = self.within.all_in(head).map(|(_, entry)| entry);
            let fitting = within.chain(self.at_end.all_at_end(head));
            let first = fitting
                .map(|entry| entry.says)
                .min_by_key(|(place, _)| *place);
            first.map(|(_, meaning)| meaning)
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
            measure: MEASURES
                .get(&words)
                .map(|(measure, sign)| (measure, sign.filter(|_| !names_both_ways(&words)))),
            total: TOTALS.get(&words).is_some(),
        }
    })
}

/// Whether a head says that its amounts may go up as well as down: 增加或减少额.
fn names_both_ways(head: &str) -> bool {
    head.contains('增') && head.contains(['减', '降'])
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

/// The names of the four budgets, which say nothing of plan and execution.
static BUDGET_NAMES: LazyLock<super::words::Words> = LazyLock::new(|| {
    let names = HeadWords::all()
        .iter()
        .filter(|row| row.meaning == Meaning::BudgetName);
    names.flat_map(|row| row.words.words()).collect()
});

fn basis_of(head: &str) -> Option<Basis> {
    if BUDGET_NAMES.any_in(head) {
        BASES.get(&BUDGET_NAMES.left_out_of(head))
    } else {
        BASES.get(head)
    }
}

/// What a head says is measured, where it is no plain amount.
pub fn measure(head: &str) -> Option<(Measure, Option<Sign>)> {
    said(head).measure
}

/// Whether a label is that of a total (合计, 总计).
pub fn is_total(label: &str) -> bool {
    said(label).total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_of_differences_say_which_way() {
        let (change, growth) = (Measure::Change, Measure::Growth);
        for (head, measured) in [
            ("支出减少情况(万元)", Some((change, Some(Sign::Down)))),
            ("比上年增加额", Some((change, Some(Sign::Up)))),
            ("支出减少率", Some((growth, Some(Sign::Down)))),
            ("收入增加率", Some((growth, Some(Sign::Up)))),
            ("比年初预算增减", Some((change, None))),
            ("增减变动（%）", Some((growth, None))),
            ("完成调整预算%", Some((Measure::Completion, None))),
            // What may go both ways says neither.
            ("比上年增减额", Some((change, None))),
            ("增加/减少额", Some((change, None))),
            ("增加（减少）额", Some((change, None))),
            ("增长率/下降率", Some((growth, None))),
            // What goes up is named, but no difference.
            ("增加编制人员经费", None),
            ("减少存量项目支出", None),
        ] {
            assert_eq!(measure(head), measured, "{head}");
        }
    }
}
