//! A head cell, as far as its words tell.

use crate::grammar::heading::is_numeral;
use crate::lexicon::{columns, heads};
use crate::record::SmolStr;

/// A head cell, as far as words tell.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub name: SmolStr,
    pub total: bool,
    pub stub: bool,
    pub known: bool,
    /// What it costs that the head names a column.
    pub leaf: u32,
    /// The line that it stands on, where lines are rows.
    pub line: Option<usize>,
}

impl Name {
    pub fn of(text: &str, line: Option<usize>) -> Self {
        let name = heads::name(text);
        let role = columns::role(text);
        let known = heads::is_known(&name) && !is_item(text);
        let leaf = if heads::opens_parts(&name) {
            30
        } else if is_item(text) {
            18
        } else if known {
            0
        } else if role.is_some() || columns::measure(text).is_some() {
            3
        } else {
            8
        };
        let stub = role.is_some_and(|role| role != columns::Role::Value);
        Self {
            total: columns::is_total(&name),
            stub,
            name,
            known,
            leaf,
            line,
        }
    }

    /// Whether the lexicon knows the word as a head.
    pub fn is_known(&self) -> bool {
        self.known
    }

    /// Whether it is the head of codes or labels.
    pub fn is_stub(&self) -> bool {
        self.stub
    }
}

/// Whether a text is numbered like the item of a form: a row's label, rarely a head.
pub(super) fn is_item(text: &str) -> bool {
    text.chars().nth(1) == Some('、') && text.starts_with(is_numeral)
}
