//! Rows that sum up others: a 类 its 款, a total what stands above it.

use rust_decimal::Decimal;

use super::{Sums, WAYS, Way};
use crate::layout::table::fitted::body::Template;
use crate::lexicon::classification;
use crate::lexicon::columns::{self, Role};

impl Sums<'_> {
    /// The rows that sum up others: by their codes, and the total of all.
    pub(super) fn families(
        &self,
        template: &Template,
        half: usize,
        rows: &[Vec<Vec<usize>>],
    ) -> Vec<(usize, Vec<usize>)> {
        let of_half = |role: Role| {
            (0..template.roles.len())
                .filter(move |at| template.halves[*at] == half && template.roles[*at] == role)
        };
        let code_columns: Vec<usize> = of_half(Role::Code).collect();
        let label = of_half(Role::Label).next_back();
        let mut levels: Vec<String> = vec![String::new(); code_columns.len()];
        let mut codes: Vec<Option<String>> = Vec::with_capacity(rows.len());
        let mut totals = Vec::new();
        let mut parts = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let text: String = label.map_or_else(String::new, |label| {
                row[label]
                    .iter()
                    .map(|token| self.tokens[*token].text.as_str())
                    .collect()
            });
            if columns::is_total(&text) || text.ends_with("合计") || text.ends_with("总计") {
                totals.push(at);
            } else if !text.starts_with("其中") && row.iter().any(|cell| !cell.is_empty()) {
                parts.push(at);
            }
            let mut last = None;
            for (level, column) in code_columns.iter().enumerate() {
                if let Some(token) = row[*column].first() {
                    self.tokens[*token]
                        .text
                        .as_str()
                        .clone_into(&mut levels[level]);
                    last = Some(level);
                }
            }
            let printed: String = text.chars().take_while(char::is_ascii_digit).collect();
            codes.push(match last {
                Some(last) if classification::is_code(&levels[last]) && levels[last].len() > 3 => {
                    Some(levels[last].clone())
                }
                Some(last) => Some(levels[..=last].concat()),
                None if classification::is_code(&printed) => Some(printed),
                None => None,
            });
        }
        let mut families: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut open: Vec<(String, usize)> = Vec::new();
        let mut tops = Vec::new();
        for (at, code) in codes.iter().enumerate() {
            let Some(code) = code else { continue };
            while open
                .last()
                .is_some_and(|(above, _)| !code.starts_with(above.as_str()) || above == code)
            {
                open.pop();
            }
            match open.last() {
                Some((_, parent)) => match families.iter_mut().rev().find(|(of, _)| of == parent) {
                    Some((_, children)) => children.push(at),
                    None => families.push((*parent, vec![at])),
                },
                None => tops.push(at),
            }
            open.push((code.clone(), at));
        }
        match (totals.as_slice(), tops.is_empty()) {
            ([total], false) => families.push((*total, tops)),
            (_, true) => families.extend(subtotals(&totals, &parts)),
            _ => {}
        }
        families
    }

    /// Narrows the ways of all families until nothing changes; returns those that do not add up.
    pub(super) fn narrow_all<'b>(
        &self,
        families: &'b [(usize, Vec<usize>)],
        measured: &[bool],
        ways: &mut [Vec<Way>],
    ) -> Vec<(&'b usize, &'b [usize])> {
        let mut wrong = Vec::new();
        for _ in 0..3 {
            let before: usize = ways.iter().map(Vec::len).sum();
            wrong.clear();
            for (parent, children) in families {
                self.bound(*parent, children, measured, ways);
                if self.narrow(*parent, children, measured, ways) == Some(false) {
                    wrong.push((parent, children.as_slice()));
                }
            }
            if ways.iter().map(Vec::len).sum::<usize>() == before {
                break;
            }
        }
        wrong
    }

    /// Leaves the ways of parts in which none is larger than its whole in any column: so much holds where
    /// only some of the parts are printed, too.
    fn bound(&self, parent: usize, children: &[usize], measured: &[bool], ways: &mut [Vec<Way>]) {
        let negative = |member: &usize| {
            let printed = ways[*member].first().into_iter().flatten();
            printed
                .into_iter()
                .any(|token| self.amount(*token).is_sign_negative())
        };
        if negative(&parent) || children.iter().any(negative) {
            return;
        }
        let [whole] = ways[parent].as_slice() else {
            return;
        };
        let whole = whole.clone();
        let slack = self.slack(&whole, 1);
        let fits = |way: &Way| {
            (0..measured.len())
                .filter(|slot| !measured[*slot])
                .all(|slot| {
                    let room = self.amount(whole[slot]).saturating_add(slack);
                    self.amount(way[slot]) <= room
                })
        };
        for child in children {
            if ways[*child].len() > 1 && ways[*child].iter().any(fits) {
                ways[*child].retain(fits);
            }
        }
    }

    /// Leaves the ways of a row and of those that it sums up that fit together, and says whether there
    /// are any; `None` where there are too many to look through.
    fn narrow(
        &self,
        parent: usize,
        children: &[usize],
        measured: &[bool],
        ways: &mut [Vec<Way>],
    ) -> Option<bool> {
        let mut members = vec![parent];
        members.extend(children);
        let count = members.iter().try_fold(1usize, |product, member| {
            product
                .checked_mul(ways[*member].len())
                .filter(|count| *count <= WAYS)
        });
        if count? == 0 {
            return None;
        }
        let width = measured.len();
        let mut kept: Vec<Vec<bool>> = members
            .iter()
            .map(|member| vec![false; ways[*member].len()])
            .collect();
        let mut choice = vec![0usize; members.len()];
        let mut found = false;
        'all: loop {
            let way = |member: usize| &ways[members[member]][choice[member]];
            let fits = (0..width).filter(|slot| !measured[*slot]).all(|slot| {
                let parts = (1..members.len()).fold(Decimal::ZERO, |sum, member| {
                    sum.saturating_add(self.amount(way(member)[slot]))
                });
                let rest = self.amount(way(0)[slot]).saturating_sub(parts);
                rest.abs() <= self.slack(way(0), members.len())
            });
            if fits {
                found = true;
                for (kept, choice) in kept.iter_mut().zip(&choice) {
                    kept[*choice] = true;
                }
            }
            for member in 0..members.len() {
                choice[member] += 1;
                if choice[member] < ways[members[member]].len() {
                    continue 'all;
                }
                choice[member] = 0;
            }
            break;
        }
        if found {
            for (member, kept) in members.iter().zip(kept) {
                let mut kept = kept.into_iter();
                ways[*member].retain(|_| kept.next().unwrap_or(true));
            }
        }
        Some(found)
    }
}

/// The rows that each total sums up: all that follow a total at the top, else those since the total
/// before, and that total.
fn subtotals(totals: &[usize], parts: &[usize]) -> Vec<(usize, Vec<usize>)> {
    let (Some(first), Some(part)) = (totals.first(), parts.first()) else {
        return Vec::new();
    };
    if first < part {
        return match totals {
            [only] => vec![(*only, parts.to_vec())],
            _ => Vec::new(),
        };
    }
    let mut families = Vec::new();
    let mut before: Option<usize> = None;
    for total in totals {
        let since = |part: &&usize| *part < total && before.is_none_or(|before| **part > before);
        let members = before
            .into_iter()
            .chain(parts.iter().filter(since).copied());
        families.push((*total, members.collect()));
        before = Some(*total);
    }
    families
}
