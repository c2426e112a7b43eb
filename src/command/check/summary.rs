//! What came of all documents: by rule, agency and region.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

use crate::record::{Finding, Header, Severity};
use crate::view::findings::page::{Counts, Table};

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
        let at = finding.severity as usize;
        self.counts[at] += 1;
        self.rules.entry(finding.rule).or_default()[at] += 1;
        let add = |counts: &mut BTreeMap<String, Counts>, name: &Option<String>| {
            let name = name.clone().unwrap_or_else(|| "?".to_owned());
            counts.entry(name).or_default()[at] += 1;
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
            ("rule", rules.collect()),
            ("agency", of(&self.agencies)),
            ("region", of(&self.regions)),
        ]
        .map(|(by, mut rows)| {
            let grave = [Severity::Error, Severity::Warning, Severity::Note];
            rows.sort_by_key(|(name, counts)| {
                (
                    Reverse(grave.map(|severity| counts[severity as usize])),
                    name.clone(),
                )
            });
            Table { by, rows }
        })
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.documents > 1 {
            for table in self.tables() {
                list(out, &table)?;
            }
        }
        let ([notes, warnings, errors], [passed, failed, skipped]) = (self.counts, self.checks);
        write!(
            out,
            "{} documents: {errors} errors, {warnings} warnings, {notes} notes; {passed} checks passed, {failed} failed, {skipped} skipped",
            self.documents
        )
    }
}

/// The names with the most errors, then warnings, then notes.
fn list(out: &mut fmt::Formatter<'_>, table: &Table) -> fmt::Result {
    if table.rows.is_empty() {
        return Ok(());
    }
    writeln!(out, "  errors warnings  notes  by {}", table.by)?;
    for (name, counts) in table.rows.iter().take(LISTED) {
        let [notes, warnings, errors] = *counts;
        writeln!(out, "{errors:>8} {warnings:>8} {notes:>6}  {name}")?;
    }
    if let Some(more) = table
        .rows
        .len()
        .checked_sub(LISTED)
        .filter(|more| *more > 0)
    {
        writeln!(out, "{:>26}and {more} more", "")?;
    }
    Ok(())
}
