//! What words mean.
//!
//! In comes a word as folded, out comes its sense. The words stand in data files that a budget
//! researcher can edit; this room reads them and answers questions about them. It knows no
//! document.

pub mod performance;
