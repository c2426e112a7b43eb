//! What the rows of the panel's files hold.

use serde::Deserialize;

use super::super::word_file::{List, Row};
use super::Word;

decided_by! {
    HeadlineRow: concept;
    Word<PanelClass>: word;
}

/// A concept of the panel: the file explains each field.
#[derive(Debug, Deserialize)]
pub struct HeadlineRow {
    /// Its id.
    pub concept: Box<str>,
    /// The mandated forms in which its amount stands.
    pub forms: List<';'>,
    /// The mandated parts of the text in which it does.
    pub sections: List<';'>,
    /// Further concepts whose amount it is too.
    pub also: List<';'>,
}

/// What a word keeps apart: the file explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "the file explains each class to those who edit it"
)]
pub enum PanelClass {
    Own,
    Consolidated,
    Initial,
    Adjusted,
    Part,
    Total,
    Basic,
    Project,
    Personnel,
    Public,
    Narrow,
    Agency,
    Government,
    Treasury,
}
