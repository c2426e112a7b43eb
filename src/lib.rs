//! `gongkai` (公开, disclosure) turns Chinese government budget and final-account disclosures
//! (部门预算/决算公开) into a dataset: one record for every section, table, number and
//! inconsistency, each with the place in the text it was read from.

pub mod fold;
pub mod layout;
pub mod lexicon;
pub mod reading;
pub mod record;
pub mod source;
pub mod text;
