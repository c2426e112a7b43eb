//! What a person looks at: one document's records beside the text they were read from.
//!
//! In come records and the text they were read from, out comes a page or lines for a terminal. Nothing
//! is decided here: what is said of a fact stands in the fact, or in the text just before it.

pub mod figures;
pub mod findings;
pub mod html;
pub mod marked;
pub mod sentence;
pub mod terminal;
pub mod tree;
pub mod words;
