//! Lines become blocks.
//!
//! In comes a text and its folded view, out come the blocks it is made of: tables and paragraphs.
//! This room knows what a line looks like, not what it means: no record is made here.

pub mod table;
