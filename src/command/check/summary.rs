//! What came of all documents: by rule, agency and region.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use crate::check::{Language, Message, phrase};
use crate::record::{Finding, Header, Severity};
use crate::view::findings::page::{COUNTED, Counts, Table};

/// How many agencies and regions are listed.
const LISTED: usize = 10;

/// The counts of a run.
#[derive(Debug, Default)]
pub struct Summary {
    /// Documents that could not be read.
    pub unread: usize,
    documents: usize,
    counts: Counts,
    checks: [usize; 3],
    rules: BTreeMap<&'static str, Counts>,
    agencies: BTreeMap<String, Counts>,
    regions: BTreeMap<String, Counts>,
}

impl Summary {
    /// Counts a document and its checks.
    pub fn count(&mut self, document: &Header) {
        self.documents += 1;
        self.checks[0] += document.checks_passed;
        self.checks[1] += document.checks_failed;
        self.checks[2] += document.checks_skipped;
    }

    /// Counts a finding of a document.
    pub fn found(&mut self, document: &Header, finding: &Finding) {
        let count = |[notes, warnings, errors]: &mut Counts| {
            *match finding.severity {
                Severity::Note => notes,
                Severity::Warning => warnings,
                Severity::Error => errors,
            } += 1;
        };
        count(&mut self.counts);
        count(self.rules.entry(finding.rule).or_default());
        let add = |counts: &mut BTreeMap<String, Counts>, name: &Option<String>| {
            let name = name.clone().unwrap_or_else(|| "?".to_owned());
            count(counts.entry(name).or_default());
        };
        add(&mut self.agencies, &document.issuer);
        add(&mut self.regions, &document.region_name);
    }
}

impl Summary {
    /// What was found by rule, agency and region, the gravest first.
    pub fn tables(&self) -> [Table; 3] {
        let rules = self
            .rules
            .iter()
            .map(|(name, counts)| ((*name).to_owned(), *counts));
        let of = |counts: &BTreeMap<String, Counts>| -> Vec<(String, Counts)> {
            counts
                .iter()
                .map(|(name, counts)| (name.clone(), *counts))
                .collect()
        };
        [
            ("by.rule", rules.collect()),
            ("by.agency", of(&self.agencies)),
            ("by.region", of(&self.regions)),
        ]
        .map(|(by, mut rows)| {
            rows.sort_by_key(|(name, [notes, warnings, errors])| {
                (Reverse([*errors, *warnings, *notes]), name.clone())
            });
            Table { by, rows }
        })
    }
}

impl Summary {
    /// What came of all, in a language.
    pub fn say(&self, language: Language) -> String {
        let mut said = String::new();
        if self.documents > 1 {
            for table in self.tables() {
                list(&mut said, &table, language);
            }
        }
        let ([notes, warnings, errors], [passed, failed, skipped]) = (self.counts, self.checks);
        let all = Message::new("summary.all")
            .with("documents", self.documents)
            .with("errors", errors)
            .with("warnings", warnings)
            .with("notes", notes)
            .with("passed", passed)
            .with("failed", failed)
            .with("skipped", skipped);
        said + &all.say(language)
    }
}

/// Columns before the names.
const COUNTS: usize = 26;

/// The names with the most errors, then warnings, then notes.
fn list(said: &mut String, table: &Table, language: Language) {
    if table.rows.is_empty() {
        return;
    }
    for (key, width) in COUNTED.into_iter().zip([8, 9, 7]) {
        let head = phrase(key, language);
        let blank = blanks(width, head);
        said.extend([" ".repeat(blank).as_str(), head]);
    }
    said.extend(["  ", phrase(table.by, language), "\n"]);
    for (name, [notes, warnings, errors]) in table.rows.iter().take(LISTED) {
        said.push_str(&format!("{errors:>8} {warnings:>8} {notes:>6}  {name}\n"));
    }
    if table.rows.len() > LISTED {
        let more = Message::new("summary.more").with("more", table.rows.len() - LISTED);
        said.extend([" ".repeat(COUNTS).as_str(), &more.say(language), "\n"]);
    }
}

/// How many blanks put a word at the right of a column.
fn blanks(column: usize, word: &str) -> usize {
    column.saturating_sub(word.width())
}
