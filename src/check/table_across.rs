//! The rows of a table against themselves: a total with the columns beside it that make it up.

use super::sheet::{Axis, Column, Entry, InColumn, is_total};
use super::sum::{Sum, Trust, add};
use crate::lexicon::breakdowns;
use crate::lexicon::lists::{Class as List, list};

/// The totals of a row against the columns beside them.
pub fn across<'a>(mut row: Vec<InColumn<'_, 'a>>, sums: &mut Vec<Sum<'a>>) {
    row.retain(|(column, _)| column.is_money());
    for (column, total) in &row {
        let Some((last, group)) = column.path.split_last() else {
            continue;
        };
        if !(is_total(last) || group.is_empty() && is_whole_of_row(last)) {
            continue;
        }
        let members = members(&row, group, column);
        let heads: Vec<&str> = members.iter().map(|(head, _)| *head).collect();
        if members.len() < 2 || !breakdowns::are_columns_of_one_whole(&heads) {
            continue;
        }
        // “三公”经费 has three items: one whose column was not read is missing.
        let three = heads.iter().any(|head| head.contains("公务接待"));
        if three && heads.len() < 3 {
            continue;
        }
        let given: Option<Vec<Entry>> = members.iter().map(|(_, own)| own.given).collect();
        let inner: Vec<Entry> = members
            .iter()
            .flat_map(|(_, own)| own.parts.iter().copied())
            .collect();
        let holds = add(&inner).meets(total.interval);
        let parts = match given {
            Some(given) if !holds => given,
            None if !holds => continue,
            _ => inner,
        };
        sums.push(Sum {
            name: column.name.clone(),
            column: None,
            total: **total,
            parts: parts.into(),
            trust: Trust::Nature,
            whole: false,
        });
    }
}

/// Whether a head names the whole of which 基本支出 and 项目支出 beside it are parts.
fn is_whole_of_row(head: &str) -> bool {
    list(List::WholeOfRow).contains(head)
}

/// What stands under one head: its own number or subtotal, and its innermost numbers.
#[derive(Default)]
struct Member<'a> {
    given: Option<Entry<'a>>,
    parts: Vec<Entry<'a>>,
}

/// The heads beside a total, each with its numbers.
fn members<'a, 'p>(
    row: &[InColumn<'p, 'a>],
    group: &[String],
    total: &Column,
) -> Vec<(&'p str, Member<'a>)> {
    let mut members: Vec<(&str, Member)> = Vec::new();
    for (column, entry) in row {
        let Some(rest) = column.path.strip_prefix(group) else {
            continue;
        };
        let Some(head) = rest.first().filter(|head| !is_total(head)) else {
            continue;
        };
        let beyond = column.side != total.side;
        if column.path == total.path || column.axis == Axis::Moves || beyond {
            continue;
        }
        if !members.iter().any(|(known, _)| known == head) {
            members.push((head, Member::default()));
        }
        let Some((_, member)) = members.iter_mut().find(|(known, _)| known == head) else {
            continue;
        };
        match rest {
            [_] => {
                member.given = Some(**entry);
                if member.parts.is_empty() {
                    member.parts.push(**entry);
                }
            }
            [_, sub] if is_total(sub) => member.given = Some(**entry),
            _ => member.parts.push(**entry),
        }
    }
    members
}
