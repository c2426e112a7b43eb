//! Blocks become records.
//!
//! In come the blocks that the layout room found, with the text they stand in; out come records.
//! This room knows what words mean, through the lexicon; it checks nothing: a number that cannot
//! be true is read like any other.

pub mod performance;
pub mod table;
