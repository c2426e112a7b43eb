//! Blocks become records.
//!
//! In comes a document's text with its paragraphs and tables, out come the records: header,
//! outline, facts. This room knows what the words mean; it does not judge whether the numbers
//! agree, and it writes nothing.

pub mod amounts;
pub mod header;
pub mod outline;
pub mod performance;
pub mod statement;
pub mod table;
