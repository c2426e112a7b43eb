//! Numbers that are said in one breath.

use super::super::token::Token;
use super::lead::slice;
use super::measure::Reading;
use crate::grammar::quantity::Quantity;
use crate::grammar::scan::Found;
use crate::lexicon::clause::Class;
use crate::lexicon::frames::{Fit, Role};
use crate::record::Measure;

/// Numbers said in one breath, and the words around them as their frame reads them.
pub(super) struct Breath<'b> {
    pub(super) fit: Fit,
    /// The words before them.
    pub(super) lead: &'b [Token],
    pub(super) said: Reading,
    pub(super) found: &'b [Found],
    /// The text behind a single one, and again where it may name the thing.
    pub(super) behind: &'b str,
    pub(super) name_behind: &'b str,
    /// Whether they are what a plan was adjusted from: 由11.9亿元调整为11.2亿元.
    pub(super) adjusted: bool,
}

impl<'b> Breath<'b> {
    /// The first number.
    #[expect(clippy::indexing_slicing, reason = "a breath has a number")]
    pub(super) fn first(&self) -> &'b Quantity {
        &self.found[0].quantity
    }

    /// Whether it is the only one.
    pub(super) fn is_single(&self) -> bool {
        self.found.len() == 1
    }

    /// Whether the frame says that they are prices.
    pub(super) fn is_price(&self) -> bool {
        self.said.role == Role::Said(Measure::Price)
    }

    /// Whether they are the bound of a price that no word names: 50万元以上的设备.
    pub(super) fn is_bare_bound(&self) -> bool {
        self.said.role == Role::Bound && !self.lead.iter().any(|word| word.is_a(Class::Bound))
    }

    /// Whether they are rates of completion that are named so: 预算执行率96%.
    pub(super) fn is_completion_rate(&self) -> bool {
        self.fit.frame.id == "completion.rate"
    }

    /// The words that name the thing measured.
    pub(super) fn thing(&self) -> &'b [Token] {
        slice(self.lead, self.fit.thing)
    }

    /// What is compared with, or what was to be done.
    pub(super) fn versus(&self) -> &'b [Token] {
        slice(self.lead, self.fit.versus)
    }

    /// The whole of a share.
    pub(super) fn whole(&self) -> &'b [Token] {
        slice(self.lead, self.fit.whole)
    }

    /// Whether the number is the whole that a share behind it is of.
    pub(super) fn is_whole(&self) -> bool {
        self.fit.frame.role == Role::Level && self.fit.whole.is_some()
    }
}
