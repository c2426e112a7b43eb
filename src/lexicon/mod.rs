//! What words mean.
//!
//! In come folded words, out comes what they stand for: a region, an agency, a budget concept. The
//! knowledge itself is in the files under `data`, which a budget researcher can edit; the code
//! here only finds it in a text. This room knows nothing of lines, tables or records.

pub mod agencies;
pub mod cues;
pub mod regions;
