//! Findings that are known already, so that only new ones are told.
//!
//! A finding is known by its document, rule and place. Of a document that has changed since, known by its path or by its
//! issuer and year, it is known by its rule and words without the line numbers: as many of them as the baseline has.

use std::collections::{HashMap, HashSet};
use std::fmt::Display;
use std::fs;
use std::path::Path;

use crate::record::{Finding, Header};
use serde::Deserialize;

/// What of a finding tells it from others, and its document from others.
#[derive(Deserialize)]
struct Known {
    doc: String,
    rule: String,
    message: String,
    span: (usize, usize),
    path: Option<String>,
    issuer: Option<String>,
    fiscal_year: Option<i32>,
}

/// What tells a document that has changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Same {
    Path(String),
    Issuer(String, i32),
}

impl Same {
    fn of(path: &str, issuer: Option<&str>, year: Option<i32>) -> Vec<Self> {
        let issuer = issuer.zip(year);
        let issuer = issuer.map(|(issuer, year)| Self::Issuer(issuer.to_owned(), year));
        std::iter::once(Self::Path(path.to_owned()))
            .chain(issuer)
            .collect()
    }
}

/// The findings of an earlier run.
#[derive(Debug, Default)]
pub struct Baseline {
    documents: HashSet<String>,
    same: HashMap<Same, String>,
    places: HashSet<(String, String, usize)>,
    words: HashMap<(String, String, String), usize>,
}

impl Baseline {
    /// Reads the records of `check --format jsonl`; records of other types are passed over.
    ///
    /// # Errors
    /// If the file cannot be read or holds no records: what is wrong, and where.
    pub fn read(path: &Path) -> Result<Self, String> {
        let at = |error: &dyn Display| format!("baseline {}: {error}", path.display());
        let text = fs::read_to_string(path).map_err(|error| at(&error))?;
        Self::parse(&text).map_err(|error| at(&error))
    }

    /// Reads the records in a text, as [`Baseline::read`] does.
    ///
    /// # Errors
    /// If a finding is none: what is wrong, and where.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut baseline = Self::default();
        for (line, record) in text.lines().enumerate() {
            if record.contains("\"type\":\"finding\"") {
                let known = serde_json::from_str(record)
                    .map_err(|error| format!("line {}: {error}", line + 1))?;
                baseline.add(known);
            }
        }
        Ok(baseline)
    }

    fn add(&mut self, known: Known) {
        let path = known.path.as_deref().unwrap_or_default();
        for same in Same::of(path, known.issuer.as_deref(), known.fiscal_year) {
            self.same.insert(same, known.doc.clone());
        }
        let words = without_lines(&known.message);
        let words = (known.doc.clone(), known.rule.clone(), words);
        *self.words.entry(words).or_default() += 1;
        self.places
            .insert((known.doc.clone(), known.rule, known.span.0));
        self.documents.insert(known.doc);
    }

    /// Whether the finding of a document was not made before.
    pub fn is_new(&mut self, document: &Header, finding: &Finding) -> bool {
        if self.documents.contains(&finding.doc) {
            let place = (finding.doc.clone(), finding.rule.to_owned(), finding.span.0);
            return !self.places.contains(&place);
        }
        let same = Same::of(
            &document.path,
            document.issuer.as_deref(),
            document.fiscal_year,
        );
        let Some(before) = same.iter().find_map(|same| self.same.get(same)) else {
            return true;
        };
        let words = (
            before.clone(),
            finding.rule.to_owned(),
            without_lines(&finding.message),
        );
        match self.words.get_mut(&words).filter(|count| **count > 0) {
            Some(count) => {
                *count -= 1;
                false
            }
            None => true,
        }
    }
}

/// A message without the numbers of lines, which change with every line that is put in.
fn without_lines(message: &str) -> String {
    let mut words = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(at) = ["第", "line "]
        .iter()
        .filter_map(|mark| Some(rest.find(mark)? + mark.len()))
        .min()
    {
        let (mark, behind) = rest.split_at(at);
        words.push_str(mark);
        rest = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    }
    words.push_str(rest);
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Severity, Span};

    fn finding(doc: &str, message: &str, start: usize) -> Finding {
        Finding {
            doc: doc.to_owned(),
            id: 0,
            rule: "unit_error",
            severity: Severity::Note,
            message: message.to_owned(),
            facts: Vec::new(),
            stated: None,
            computed: None,
            tolerance: None,
            line: 1,
            span: Span(start, start + 1),
        }
    }

    fn header(path: &str) -> Header {
        let text = "桐溪县林业局2022年度部门决算\n";
        let read =
            crate::Document::read(path, text.as_bytes().to_vec(), &crate::Options::default());
        let mut header = read.unwrap().header().clone();
        header.issuer = None;
        header
    }

    #[test]
    fn what_was_found_before_is_known() {
        let mut baseline = Baseline::parse(concat!(
            r#"{"type":"finding","doc":"a","rule":"unit_error","message":"此处为5万元，第7行为6万元。","#,
            r#""span":[3,4],"path":"a.txt","issuer":null,"fiscal_year":2022}"#,
        ))
        .unwrap();
        let (own, other) = (header("a.txt"), header("b.txt"));
        let same = "此处为5万元，第7行为6万元。";
        assert!(!baseline.is_new(&own, &finding("a", same, 3)));
        assert!(baseline.is_new(&own, &finding("a", same, 9)));
        // Another document has the same amounts.
        assert!(baseline.is_new(&other, &finding("b", same, 3)));
        // The document has changed: one finding of these words is known, a second is new.
        assert!(!baseline.is_new(&own, &finding("c", "此处为5万元，第9行为6万元。", 20)));
        assert!(baseline.is_new(&own, &finding("c", "此处为5万元，第9行为6万元。", 30)));
    }
}
