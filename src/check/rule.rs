//! What a rule is.

use crate::record::Severity;

/// An identity that the numbers of a document should satisfy, or a slip that they should be free of.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// The id that findings bear.
    pub id: &'static str,
    /// How grave a finding is at most.
    pub severity: Severity,
    /// What is wrong, in Chinese.
    pub chinese: &'static str,
    /// What is wrong, in English.
    pub english: &'static str,
}
