//! Blocks become records.
//!
//! In comes a document's text with its paragraphs and tables, out come the records: header,
//! outline, facts. This room knows what the words mean; it does not judge whether the numbers
//! agree, and it writes nothing. What a rule needs and no record holds (a template phrase left
//! over, a classification name in the text, the year of a comparison) is marked here once, so
//! that the rules read no text.

pub mod amounts;
pub mod belonging;
pub mod books;
pub mod header;
pub mod mark;
pub mod outline;
pub mod parts;
pub mod performance;
pub mod statement;
pub mod table;
