//! Blocks become records.
//!
//! In come the grids and paragraphs that the layout room found, out come records. What a word
//! means it asks the lexicon; how a number is written it asks the grammars. Nothing is checked
//! here: a source that contradicts itself is read as it stands.

pub mod performance;
