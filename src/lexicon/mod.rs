<<<<<<< HEAD
<<<<<<< HEAD
<<<<<<< HEAD
=======
>>>>>>> concepts
//! What words mean: measure words, mandated titles, concepts, classification codes, regions.
//!
//! The knowledge itself is in data files under `data/`, one line a fact, for a budget researcher to
//! edit; the modules here load them once and look things up.

<<<<<<< HEAD
pub mod agencies;
pub mod cues;
pub mod regions;
pub mod sections;
pub mod set_phrases;
pub mod units;
=======
//! What words mean: classification codes, forms, the words of table heads, units.
//!
//! The knowledge is in files under `data/`, for a budget researcher to edit; the code here only
//! looks things up. All look-ups are by [`key`], so that form does not matter.

pub mod classification;
pub mod columns;
pub mod forms;
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
>>>>>>> tables
=======
//! What words mean.
//!
//! In comes a word as folded, out comes its sense. The words stand in data files that a budget
//! researcher can edit; this room reads them and answers questions about them. It knows no
//! document.

pub mod performance;
>>>>>>> perf
=======
pub mod concepts;
mod context;
pub mod label;
pub mod names;
mod score;
>>>>>>> concepts
