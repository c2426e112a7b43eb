//! The words of table heads: what stands in a column, whose year and which books it is about.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{key, rows, units};
use crate::record::{Basis, Measure, Sign};

/// What a column holds, as its head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A classification code, or one level of it.
    Code,
    /// The name of what the row is about.
    Label,
    /// The name of an agency.
    Agency,
    /// The number of an agency or of a project.
    AgencyCode,
    /// The number of the row (行次, 序号).
    RowNumber,
    /// Remarks, ways and specifications: words beside the label.
    Note,
    /// Numbers.
    Value,
}

/// How a word is found in a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    End,
    Part,
}

struct Words<T> {
    whole: HashMap<&'static str, T>,
    /// In the order of the file: the first that fits counts.
    within: Vec<(&'static str, How, T)>,
}

impl<T: Copy> Words<T> {
    fn load(list: &str, meaning: impl Fn(&str) -> Option<T>) -> Self {
        let mut words = Self {
            whole: HashMap::new(),
            within: Vec::new(),
        };
        for row in rows(include_str!("data/columns.tsv")) {
            let &[of, value, how, ref names @ ..] = row.as_slice() else {
                continue;
            };
            let Some(meaning) = (of == list).then(|| meaning(value)).flatten() else {
                continue;
            };
            for name in names.iter().flat_map(|names| names.split(' ')) {
                match how {
                    "whole" => {
                        words.whole.insert(name, meaning);
                    }
                    "end" => words.within.push((name, How::End, meaning)),
                    _ => words.within.push((name, How::Part, meaning)),
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
                    How::Part => head.contains(word),
                })
                .map(|(_, _, meaning)| *meaning)
        })
    }
}

static ROLES: LazyLock<Words<Role>> = LazyLock::new(|| {
    Words::load("role", |role| {
        Some(match role {
            "code" => Role::Code,
            "label" => Role::Label,
            "agency" => Role::Agency,
            "agency_code" => Role::AgencyCode,
            "row_number" => Role::RowNumber,
            "note" => Role::Note,
            "value" => Role::Value,
            _ => return None,
        })
    })
});

/// Whether a head is one of the words that are heads by themselves.
pub fn is_head(head: &str) -> bool {
    ROLES.whole.contains_key(head)
}

static YEARS: LazyLock<Words<i32>> =
    LazyLock::new(|| Words::load("year", |year| year.parse().ok()));

static BASES: LazyLock<Words<Option<Basis>>> = LazyLock::new(|| {
    Words::load("basis", |basis| {
        Some(match basis {
            "final" => Some(Basis::Final),
            "budget" => Some(Basis::Budget),
            _ => None,
        })
    })
});

static BUDGET_NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    rows(include_str!("data/columns.tsv"))
        .filter(|row| row[0] == "budget_name")
        .filter_map(|row| row.get(3).copied())
        .flat_map(|names| names.split(' '))
        .collect()
});

static MEASURES: LazyLock<Words<(Measure, Option<Sign>)>> = LazyLock::new(|| {
    Words::load("measure", |measure| {
        Some(match measure {
            "share" => (Measure::Share, None),
            "growth" => (Measure::Growth, None),
            "growth+" => (Measure::Growth, Some(Sign::Up)),
            "growth-" => (Measure::Growth, Some(Sign::Down)),
            "change" => (Measure::Change, None),
            "completion" => (Measure::Completion, None),
            "rate" => (Measure::Rate, None),
            "price" => (Measure::Price, None),
            "count" => (Measure::Count, None),
            _ => return None,
        })
    })
});

static TOTALS: LazyLock<Words<()>> = LazyLock::new(|| Words::load("total", |_| Some(())));

/// A head without the unit in brackets at its end.
fn without_unit(head: &str) -> String {
    let mut head = key(head);
    if units::in_brackets(&head).is_some()
        && let Some((bare, _)) = head.rsplit_once('(')
    {
        head.truncate(bare.len());
    }
    head
}

/// What a column with this head holds.
pub fn role(head: &str) -> Option<Role> {
    ROLES.get(&without_unit(head))
}

/// The year that a head is about, relative to the fiscal year: 上年 is -1.
pub fn year(head: &str) -> Option<i32> {
    YEARS.get(&key(head))
}

/// The books that a head or caption names: 预算数, 决算数.
pub fn basis(head: &str) -> Option<Basis> {
    let mut head = without_unit(head);
    // The names of the four budgets say nothing of plan and execution.
    for name in BUDGET_NAMES.iter() {
        if head.contains(name) {
            head = head.replace(name, "");
        }
    }
    BASES.get(&head).flatten()
}

/// What a head says is measured, where it is no plain amount.
pub fn measure(head: &str) -> Option<(Measure, Option<Sign>)> {
    MEASURES.get(&key(head))
}

/// Whether a label is that of a total (合计, 总计).
pub fn is_total(label: &str) -> bool {
    TOTALS.get(&key(label)).is_some()
}
