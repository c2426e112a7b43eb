//! `gongkai` (公开, disclosure) turns Chinese government budget and final-account disclosures
//! (部门预算/决算公开) into a dataset: one record for every section, table, number and
//! inconsistency, each with the place in the text it was read from.
//!
//! Data walks one way through the rooms of the crate: [`source`] (bytes become text), [`layout`]
//! (lines become blocks), [`reading`] (blocks become records), [`check`] (records become findings),
//! [`output`] (records become files).
//! [`grammar`] and [`lexicon`] serve layout and reading: how numbers and headings are written, and
//! what words mean.
//!
//! ```
//! use gongkai::{extract, source::Source};
//! let text = "一、收入决算情况说明\n2020年本年收入合计756.8万元。\n";
//! let source = Source::from_bytes("a.txt".to_owned(), text.into()).unwrap();
//! let extraction = extract(&source);
//! assert_eq!(extraction.facts[0].raw, "756.8万元");
//! assert_eq!(extraction.facts[0].span, gongkai::record::Span(22, 29));
//! ```

pub mod check;
pub mod fold;
pub mod grammar;
pub mod layout;
pub mod lexicon;
pub mod output;
pub mod reading;
pub mod record;
pub mod run;
pub mod source;
pub mod text;
pub mod view;

mod extraction;

pub use extraction::{Extraction, extract, extract_watched};
