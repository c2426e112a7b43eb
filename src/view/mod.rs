//! What a person looks at.
//!
//! In come records and the text they were read from, out comes something to read. Nothing is decided
//! here.

pub mod findings;
