//! What the checks say: sentences of findings, and what each rule is.

use serde::Deserialize;

use super::super::word_file::Row;

decided_by! {
    Sentence: key;
    RuleRow: id;
}

/// A sentence of a finding in both languages.
#[derive(Debug, Deserialize)]
pub struct Sentence {
    /// What the checks know it by.
    pub key: Box<str>,
    /// In Chinese, with places in braces.
    pub chinese: Box<str>,
    /// In English, with the same places.
    pub english: Box<str>,
}

/// What a rule is; the file explains the columns.
#[derive(Debug, Deserialize)]
#[allow(
    missing_docs,
    reason = "the file explains each column to those who edit it"
)]
pub struct RuleRow {
    pub id: Box<str>,
    pub compares: Box<str>,
    pub compared: Box<str>,
    pub tolerance: Box<str>,
    pub tolerated: Box<str>,
    pub wrong: Box<str>,
    pub sound: Box<str>,
    pub measured: Box<str>,
}
