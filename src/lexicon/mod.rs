//! What words mean: classification codes, forms, the words of table heads, units.
//!
//! The knowledge is in files under `data/`, for a budget researcher to edit; the code here only
//! looks things up. All look-ups are by [`key`], so that form does not matter.

pub mod classification;
pub mod columns;
pub mod forms;
pub mod performance;
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
fn rows(data: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    data.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}
