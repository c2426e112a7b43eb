//! Columns that are reckoned from two others: a change is this year's amount less last year's, a growth
//! rate that change by last year's, a rate of completion what was spent by what was planned.
//!
//! Heads say what a column measures, hardly ever of which two columns. The rows without blanks do: a
//! relation that all of them keep holds for the rows with blanks too.

use rust_decimal::Decimal;

use super::{Placed, Sums, Way, token_in};
use crate::layout::table::fitted::token as token_of;
use crate::lexicon::columns;
use crate::record::Measure;

/// How a column is reckoned from two amounts `of` and `by`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reckoned {
    /// `of` less `by`.
    Change,
    /// What `of` is more than `by`, in per cent of `by`.
    Growth,
    /// `of` in per cent of `by`.
    Ratio,
}

/// A column that is reckoned from two others; all are slots of a half.
pub(super) struct Relation {
    reckoned: Reckoned,
    column: usize,
    of: usize,
    by: usize,
    /// Whether a rate is printed where there is nothing that it could be a rate of.
    of_nothing: bool,
}

impl Sums<'_> {
    /// The relations that all rows without blanks keep; each column that has one speaks for the heads.
    pub(super) fn relations(
        &self,
        columns: &[usize],
        ways: &[Vec<Way>],
        placed: &mut Placed,
    ) -> Vec<Relation> {
        let whole: Vec<&Way> = ways
            .iter()
            .filter_map(|ways| match ways.as_slice() {
                [way] if way.iter().all(Option::is_some) => Some(way),
                _ => None,
            })
            .collect();
        let reckoned: Vec<Vec<Reckoned>> = columns
            .iter()
            .map(|column| self.reckoned(*column))
            .collect();
        let printed = reckoned.iter().enumerate();
        let amounts: Vec<usize> = printed
            .filter(|(_, ways)| ways.is_empty())
            .map(|(slot, _)| slot)
            .collect();
        let mut found: Vec<Relation> = Vec::new();
        for (column, ways_to_reckon) in reckoned.iter().enumerate() {
            let candidates = ways_to_reckon.iter().flat_map(|reckoned| {
                let pairs = amounts.iter().flat_map(|of| {
                    let others = amounts.iter().filter(move |by| *by != of);
                    others.map(move |by| (*of, *by))
                });
                pairs.map(move |(of, by)| (*reckoned, of, by))
            });
            let before = found.len();
            found.extend(candidates.filter_map(|(reckoned, of, by)| {
                let mut relation = Relation {
                    reckoned,
                    column,
                    of,
                    by,
                    of_nothing: true,
                };
                let proven = |way: &&&Way| {
                    [column, of, by]
                        .iter()
                        .all(|slot| !self.amount(token_in(way, *slot)).is_zero())
                        && self.amount(token_in(way, of)) != self.amount(token_in(way, by))
                };
                let kept = whole.iter().all(|way| self.relates(&relation, way));
                if !kept || !whole.iter().any(|way| proven(&way)) {
                    return None;
                }
                relation.of_nothing = reckoned != Reckoned::Change
                    && whole
                        .iter()
                        .any(|way| self.amount(token_in(way, by)).is_zero());
                Some(relation)
            }));
            if found.len() > before {
                placed.right += whole.len();
            }
        }
        found
    }

    /// The ways in which a column may be reckoned, as its heads tell.
    fn reckoned(&self, column: usize) -> Vec<Reckoned> {
        let path = self.forest.path(column);
        let measures = path.iter().rev().filter_map(|head| {
            let text = &token_of(self.tokens, *head).text;
            columns::measure(text)
                .map(|(measure, _)| measure)
                .or_else(|| text.contains(['%', '％']).then_some(Measure::Rate))
        });
        match measures.into_iter().next() {
            Some(Measure::Change) => vec![Reckoned::Change, Reckoned::Growth],
            Some(Measure::Growth) => vec![Reckoned::Growth],
            Some(Measure::Completion) => vec![Reckoned::Ratio],
            Some(Measure::Rate) => vec![Reckoned::Ratio, Reckoned::Growth],
            _ => Vec::new(),
        }
    }

    /// Whether a way keeps a relation: a blank is nothing, a rate of nothing is blank.
    pub(super) fn relates(&self, relation: &Relation, way: &Way) -> bool {
        let of = self.amount(token_in(way, relation.of));
        let by = self.amount(token_in(way, relation.by));
        let printed = token_in(way, relation.column);
        let more = of.saturating_sub(by);
        let (part, whole) = match relation.reckoned {
            Reckoned::Change => {
                let rest = self.amount(printed).saturating_sub(more);
                return rest.abs() <= self.slack(way, 2);
            }
            Reckoned::Growth => (more, by),
            Reckoned::Ratio => (of, by),
        };
        let rate = Decimal::ONE_HUNDRED
            .checked_mul(part)
            .and_then(|part| part.checked_div(whole));
        match (printed, rate) {
            (None, None) => true,
            (None, Some(rate)) => rate.round_dp(2).is_zero(),
            (Some(_), None) => relation.of_nothing,
            (Some(_), Some(rate)) => {
                let slack = self.rate_slack(relation, way, whole);
                rate.saturating_sub(self.amount(printed)).abs() <= slack
            }
        }
    }

    /// What a rate may be off by: a step of its last digit, and what the rounding of its amounts makes of it.
    fn rate_slack(&self, relation: &Relation, way: &Way, whole: Decimal) -> Decimal {
        let step = |slot: usize| Decimal::new(1, self.decimals(token_in(way, slot)).min(20));
        let amounts = step(relation.of)
            .saturating_add(step(relation.by))
            .saturating_mul(Decimal::ONE_HUNDRED)
            .checked_div(whole.abs());
        step(relation.column).saturating_add(amounts.unwrap_or(Decimal::ZERO))
    }
}
