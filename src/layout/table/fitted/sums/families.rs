//! Rows that sum up others: a 类 its 款, a total what stands above it.

use rust_decimal::Decimal;

use super::{Place, Sums, WAYS, Way, cell, token_in};
use crate::layout::table::fitted::template::Template;
use crate::layout::table::fitted::token as token_of;
use crate::lexicon::columns::Role;
use crate::lexicon::heads::AMONG;
use crate::lexicon::{classification, heads};
use crate::text::Cut;

impl Sums<'_> {
    /// The rows that sum up others: by their codes, and the total of all.
    pub(super) fn families(
        &self,
        template: &Template,
        half: usize,
        rows: &[Vec<Place>],
    ) -> Vec<(usize, Vec<usize>)> {
        let code_columns: Vec<usize> = template.columns(half, Role::Code).collect();
        let label = template.columns(half, Role::Label).next_back();
        let text_of = |at: &usize| token_of(self.tokens, *at).text.as_str();
        let mut levels: Vec<String> = vec![String::new(); code_columns.len()];
        let mut codes: Vec<Option<String>> = Vec::with_capacity(rows.len());
        let mut totals = Vec::new();
        let mut parts = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let text: String = label.map_or_else(String::new, |label| {
                cell(row, label).iter().map(text_of).collect()
            });
            if heads::is_sum(&text) {
                totals.push(at);
            } else if !text.starts_with(AMONG) && row.iter().any(|place| !place.tokens.is_empty()) {
                parts.push(at);
            }
            let mut last = None;
            for (level, (column, kept)) in code_columns.iter().zip(&mut levels).enumerate() {
                if let Some(token) = cell(row, *column).first() {
                    text_of(token).clone_into(kept);
                    last = Some(level);
                }
            }
            let printed: String = text.chars().take_while(char::is_ascii_digit).collect();
            codes.push(match last.map(|last| levels.before(last + 1)) {
                Some([.., last]) if classification::is_code(last) && last.len() > 3 => {
                    Some(last.clone())
                }
                Some(levels) => Some(levels.concat()),
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
            let way = ways.get(*member).and_then(|ways| ways.first());
            way.into_iter()
                .flatten()
                .any(|token| self.amount(*token).is_sign_negative())
        };
        if negative(&parent) || children.iter().any(negative) {
            return;
        }
        let Some([whole]) = ways.get(parent).map(Vec::as_slice) else {
            return;
        };
        let whole = whole.clone();
        let slack = self.slack(&whole, 1);
        let fits = |way: &Way| {
            amounts(measured).all(|slot| {
                let room = self.amount(token_in(&whole, slot)).saturating_add(slack);
                self.amount(token_in(way, slot)) <= room
            })
        };
        for child in children {
            if let Some(ways) = ways.get_mut(*child)
                && ways.len() > 1
                && ways.iter().any(fits)
            {
                ways.retain(fits);
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
        let rows = || std::iter::once(&parent).chain(children);
        let mut members: Vec<Member> = rows()
            .filter_map(|row| ways.get(*row))
            .map(|ways| Member::of(ways))
            .collect();
        let count = members.iter().try_fold(1usize, |product, member| {
            product
                .checked_mul(member.ways.len())
                .filter(|count| *count <= WAYS)
        });
        if count? == 0 {
            return None;
        }
        let mut found = false;
        while let [whole, parts @ ..] = members.as_slice() {
            let whole = whole.way();
            let fits = amounts(measured).all(|slot| {
                let parts = parts.iter().fold(Decimal::ZERO, |sum, part| {
                    sum.saturating_add(self.amount(token_in(part.way(), slot)))
                });
                let rest = self.amount(token_in(whole, slot)).saturating_sub(parts);
                rest.abs() <= self.slack(whole, members.len())
            });
            if fits {
                found = true;
                members.iter_mut().for_each(Member::keep);
            }
            if !members.iter_mut().any(Member::goes_on) {
                break;
            }
        }
        if found {
            let kept: Vec<Vec<bool>> = members.into_iter().map(|member| member.kept).collect();
            for (row, kept) in rows().zip(kept) {
                let mut kept = kept.into_iter();
                if let Some(ways) = ways.get_mut(*row) {
                    ways.retain(|_| kept.next().unwrap_or(true));
                }
            }
        }
        Some(found)
    }
}

/// The slots of amounts that add up.
fn amounts(measured: &[bool]) -> impl Iterator<Item = usize> {
    let slots = measured.iter().enumerate();
    slots
        .filter(|(_, measured)| !**measured)
        .map(|(slot, _)| slot)
}

/// A row of a family with the one of its ways that is looked at, and those that fit.
struct Member<'w> {
    ways: &'w [Way],
    choice: usize,
    kept: Vec<bool>,
}

#[expect(clippy::indexing_slicing, reason = "the choice is one of the ways")]
impl<'w> Member<'w> {
    fn of(ways: &'w [Way]) -> Self {
        Self {
            ways,
            choice: 0,
            kept: vec![false; ways.len()],
        }
    }

    fn way(&self) -> &'w Way {
        &self.ways[self.choice]
    }

    fn keep(&mut self) {
        self.kept[self.choice] = true;
    }

    /// Goes on to the next way; behind the last to the first, and says no.
    fn goes_on(&mut self) -> bool {
        self.choice = (self.choice + 1) % self.ways.len();
        self.choice > 0
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
