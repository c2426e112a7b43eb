//! What words mean: measure words, mandated titles, concepts, classification codes, regions.
//!
//! The knowledge itself is in word files under `data/`, one line a fact, for a budget researcher to
//! edit; the modules here look things up in them.
//!
//! **To add a word**, add a row. **To add a file**, put it under `data/`: tab-separated, remarks with
//! `#`, then the names of the columns, then the rows. Describe a row as a struct in `rows.rs` (columns
//! in order; a closed set of words is an enum, several words in a field a `List`), say in `subjects` what
//! no two rows may both decide, and name the file under `files!`; `MyRow::all()` are the rows. An
//! unknown class, a missing column, a word said twice is an error of the build, with file and line.

pub mod agencies;
pub mod agency_classes;
mod alike;
pub mod books;
pub mod breakdowns;
pub mod classification;
pub mod clause;
pub mod columns;
pub mod concepts;
mod context;
pub mod cues;
pub mod forms;
pub mod frames;
pub mod heads;
pub mod label;
pub mod lists;
pub(crate) mod memo;
pub mod names;
pub mod no_parts;
pub mod numbers;
pub mod patterns;
pub mod performance;
pub mod periods;
pub mod regions;
#[allow(dead_code, reason = "some columns are for people: why, and where from")]
pub(crate) mod rows;
pub mod sections;
pub mod sides;
pub mod statement;
pub mod units;
#[allow(
    dead_code,
    reason = "the build script checks with it what is loaded here"
)]
pub(crate) mod word_file;
pub(crate) mod words;
pub mod years;

use std::borrow::Cow;

use crate::fold::Folded;

/// What a piece of text is looked up by: folded, without spaces, quotation marks, mark-up and a
/// closing colon.
pub fn key(text: &str) -> String {
    crate::allowance::tick();
    let mut key = match Folded::folded(text) {
        // It has none of these signs.
        Cow::Borrowed(plain) => return plain.to_owned(),
        Cow::Owned(folded) => folded,
    };
    key.retain(|c| {
        !matches!(
            c,
            ' ' | '"' | '\'' | '“' | '”' | '‘' | '’' | '*' | '《' | '》'
        )
    });
    key.truncate(key.trim_end_matches(':').len());
    key
}
