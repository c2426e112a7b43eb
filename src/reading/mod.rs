//! Blocks become records.
//!
//! In come a document's text and its blocks, out come the records that say what it reports. This
//! room knows no files and no output format, and it does not judge what it reads.

pub mod header;
