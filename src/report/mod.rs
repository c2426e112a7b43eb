//! A page on a dataset: what it holds, how far the numbers can be trusted, and where to look.
//!
//! In comes a dataset, out goes one page that fetches nothing. The records are read once, part by part ([`gather`]), and
//! what is kept of them grows with the provinces, years and rules, not with the documents; then the page is
//! written ([`page`]), with charts of our own ([`chart`]).

mod by_year;
mod chart;
mod gather;
mod outlier;
mod page;
mod rows;
mod series;
mod words;

use std::collections::BTreeMap;

pub use gather::{Gathered, gather};
pub use page::page;

/// Where the evidence of documents is shown: paths of pages beside the report, by the documents' ids.
pub type Evidence = BTreeMap<String, String>;
