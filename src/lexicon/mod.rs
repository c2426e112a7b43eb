//! What words mean: measure words, mandated titles, concepts, classification codes, regions.
//!
//! The knowledge itself is in data files under `data/`, one line a fact, for a budget researcher to
//! edit; the modules here load them once and look things up.

pub mod agencies;
pub mod cues;
pub mod regions;
pub mod sections;
pub mod set_phrases;
pub mod units;
