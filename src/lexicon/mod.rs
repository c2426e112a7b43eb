//! What words mean: measure words, mandated titles, concepts, classification codes, regions.
//!
//! The knowledge itself is in data files under `data/`, one line a fact, for a budget researcher to
//! edit; the modules here load them once and look things up.

pub mod agencies;
pub mod breakdowns;
pub mod classification;
pub mod columns;
pub mod concepts;
mod context;
pub mod cues;
pub mod forms;
pub mod label;
pub mod measure_words;
mod memo;
pub mod names;
pub mod performance;
pub mod regions;
mod score;
pub mod sections;
pub mod set_phrases;
pub mod statement;
pub mod units;

use crate::fold::Folded;

/// What a piece of text is looked up by: folded, without spaces, quotation marks, mark-up and a
/// closing colon.
pub fn key(text: &str) -> String {
    let mut key = Folded::fold(text);
    key.retain(|c| {
        !matches!(
            c,
            ' ' | '"' | '\'' | '“' | '”' | '‘' | '’' | '*' | '《' | '》'
        )
    });
    key.truncate(key.trim_end_matches(':').len());
    key
}

/// The rows of a data file: tab-separated fields; lines that begin with `#` are comments.
pub(crate) fn rows(data: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    data.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}
