//! The halves of a table of income and expenditure side by side.

use crate::lexicon::heads;
use crate::lexicon::lists::{Class as List, list};

/// What a half of a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Income,
    Expenditure,
}

impl Side {
    /// By the head over it.
    pub fn of_head(head: &str) -> Option<Self> {
        let name = heads::name(head);
        match (name.starts_with('收'), name.starts_with('支')) {
            (true, _) => Some(Self::Income),
            (_, true) => Some(Self::Expenditure),
            _ => None,
        }
    }

    /// By the label of a row in it.
    pub fn of_label(label: &str) -> Option<Self> {
        if list(List::ExpenditureItem).any_in(label) {
            Some(Self::Expenditure)
        } else if list(List::IncomeItem).any_in(label) {
            Some(Self::Income)
        } else {
            None
        }
    }
}
