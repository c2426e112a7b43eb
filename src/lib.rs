//! `gongkai` (公开, disclosure) turns Chinese government budget and final-account disclosures
//! (部门预算/决算公开) into a dataset: one record for every section, table, number and
//! inconsistency, each with the place in the text it was read from.
//!
//! [`Document::read`] reads one document from its bytes, [`Document::records`] gives its [`record`]s:
//!
//! ```
//! use gongkai::record::Record;
//! use gongkai::{Document, Options};
//!
//! let bytes = "2020年度部门决算\n一、收入决算情况说明\n本年收入合计756.8万元。\n";
//! let document = Document::read("a.txt", bytes, &Options::default())?;
//! let facts: Vec<_> = document
//!     .records()
//!     .filter_map(|record| match record {
//!         Record::Fact(fact) => Some(fact),
//!         _ => None,
//!     })
//!     .collect();
//! assert_eq!(facts[0].raw, "756.8万元");
//! assert_eq!(facts[0].yuan.map(|yuan| yuan.to_string()).as_deref(), Some("7568000"));
//! # Ok::<(), gongkai::Error>(())
//! ```
//!
//! Units: spans and ids count Unicode code points of [`Document::text`], lines count from 1; money is given
//! as printed (`value`, `unit`) and in yuan; all numbers are exact decimals.
//!
//! The program `gongkai` is behind the feature `cli`, on by default; with `default-features = false` the
//! library comes without it.

// What is read may be anything: tests alone may take for granted that something is there.
#![cfg_attr(
    not(test),
    warn(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used)
)]
// Without the program nobody calls what serves it alone.
#![cfg_attr(not(feature = "cli"), allow(dead_code, unused_imports))]

// Data walks one way through these rooms: source (bytes become text), layout (lines become blocks), reading
// (blocks become records), check (records become findings), output (records become files), panel (what was written
// becomes tables for statistics); grammar and lexicon serve layout and reading.
mod allowance;
#[cfg(feature = "arrow")]
pub mod arrow;
mod check;
#[cfg(feature = "cli")]
mod command;
#[cfg(feature = "crawl")]
mod container;
mod document;
mod extraction;
mod fold;
mod grammar;
mod guard;
mod index;
mod layout;
mod lexicon;
mod mark;
#[cfg(feature = "crawl")]
mod output;
#[cfg(feature = "crawl")]
mod panel;
mod reading;
pub mod record;
#[cfg(feature = "cli")]
mod report;
#[cfg(feature = "crawl")]
mod run;
mod source;
#[cfg(feature = "stages")]
#[doc(hidden)]
pub mod stages;
#[cfg(feature = "crawl")]
mod terms;
mod text;
#[cfg(feature = "cli")]
mod view;

#[cfg(feature = "crawl")]
pub use check::Language;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub use command::main;
pub use document::{Document, Error, Options};
pub use source::{LimitError, Limits, SourceError};
