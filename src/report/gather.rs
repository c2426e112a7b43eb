//! A dataset is read once, part by part, and counted.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::prelude::ToPrimitive;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::outlier::{Largest, Outlier};
use super::series::{self, FactLine, Kept, OfDocument, SERIES, Said};
use crate::output::{Opened, OutputError, RecordType};
use crate::run::key;

/// Of so many outliers each list tells.
const OUTLIERS: usize = 12;
/// So many of the largest amounts of each figure are told.
const AMOUNTS: usize = 3;
/// So many reasons of failures are told apart; no more fit on a page.
const REASONS: usize = 200;

/// What is known of a dataset.
#[derive(Debug)]
pub struct Gathered {
    /// Documents, each disclosure once.
    pub documents: u64,
    /// Documents that say the same as another.
    pub same: u64,
    /// Files without content.
    pub empty: u64,
    /// Documents that were not read whole.
    pub damaged: u64,
    /// The issuers, by a number for their names.
    pub issuers: FxHashSet<u64>,
    /// Numbers.
    pub facts: u64,
    /// Documents by province (0 where it is not known) and year.
    pub by_province: BTreeMap<(u8, Option<i32>), u64>,
    /// Budgets and final accounts (true) by year.
    pub by_kind: BTreeMap<(bool, i32), u64>,
    /// The main figures, as [`SERIES`].
    pub series: Vec<Kept>,
    /// Findings by rule: notes, warnings, errors.
    pub findings: BTreeMap<String, [u64; 3]>,
    /// The largest amounts of each figure.
    pub amounts: BTreeMap<usize, Largest>,
    /// The largest growth that is stated.
    pub growth: Largest,
    /// The findings whose two numbers are furthest apart.
    pub contradictions: Largest,
    /// Failures by step and reason: how many, and one of the paths.
    pub failures: BTreeMap<(String, String), (u64, String)>,
    /// Failures.
    pub failed: u64,
    /// The types of records that the dataset has.
    pub has: BTreeSet<&'static str>,
}

#[derive(Deserialize)]
struct DocumentLine {
    doc: String,
    path: String,
    kind: String,
    fiscal_year: Option<i32>,
    issuer: Option<String>,
    region: Option<String>,
    same_as: Option<String>,
    damage: Option<String>,
}

#[derive(Deserialize)]
struct FindingLine<'a> {
    #[serde(borrow)]
    doc: Cow<'a, str>,
    #[serde(borrow)]
    rule: Cow<'a, str>,
    #[serde(borrow)]
    severity: Cow<'a, str>,
    #[serde(borrow)]
    message: Cow<'a, str>,
    #[serde(borrow)]
    stated: Option<&'a RawValue>,
    #[serde(borrow)]
    computed: Option<&'a RawValue>,
    line: usize,
}

#[derive(Deserialize)]
struct FailureLine {
    path: String,
    stage: String,
    message: String,
}

/// The documents of a part that are counted, by their ids.
type Documents = FxHashMap<String, DocumentLine>;

/// Reads a dataset.
///
/// # Errors
/// If it cannot be read.
pub fn gather(dataset: &Opened) -> Result<Gathered, OutputError> {
    let kinds = RecordType::ALL.into_iter();
    let mut gathered = Gathered {
        documents: 0,
        same: 0,
        empty: 0,
        damaged: 0,
        issuers: FxHashSet::default(),
        facts: 0,
        by_province: BTreeMap::new(),
        by_kind: BTreeMap::new(),
        series: vec![Kept::default(); SERIES.len()],
        findings: BTreeMap::new(),
        amounts: BTreeMap::new(),
        growth: Largest::new(OUTLIERS),
        contradictions: Largest::new(OUTLIERS),
        failures: BTreeMap::new(),
        failed: 0,
        has: kinds
            .filter(|kind| dataset.has(*kind))
            .map(RecordType::name)
            .collect(),
    };
    for part in dataset.parts() {
        gathered.part(dataset, *part)?;
    }
    Ok(gathered)
}

impl Gathered {
    fn part(&mut self, dataset: &Opened, part: u32) -> Result<(), OutputError> {
        let mut documents = Documents::default();
        dataset.rows(part, RecordType::Document, &mut |document| {
            self.document(document, &mut documents);
            Ok(())
        })?;
        if dataset.has(RecordType::Fact) {
            self.facts(dataset, part, &documents)?;
        }
        if dataset.has(RecordType::Finding) {
            dataset.each(part, RecordType::Finding, &mut |line| {
                self.finding(&dataset.row(line)?, &documents);
                Ok(())
            })?;
        }
        if dataset.has(RecordType::Error) {
            dataset.rows(part, RecordType::Error, &mut |failure| {
                self.failure(failure);
                Ok(())
            })?;
        }
        Ok(())
    }

    fn document(&mut self, document: DocumentLine, documents: &mut Documents) {
        if document.same_as.is_some() {
            self.same += 1;
            return;
        }
        if document.kind == "none" {
            self.empty += 1;
            return;
        }
        self.documents += 1;
        self.damaged += u64::from(document.damage.is_some());
        if let Some(issuer) = &document.issuer {
            self.issuers.insert(key(issuer));
        }
        let code = document.region.as_deref().and_then(|code| code.get(..2));
        let province = code.and_then(|code| code.parse().ok()).unwrap_or(0);
        let year = document.fiscal_year;
        *self.by_province.entry((province, year)).or_default() += 1;
        if let Some(year) = year
            && let Some((_, is_final)) = books(&document.kind)
        {
            *self.by_kind.entry((is_final, year)).or_default() += 1;
        }
        documents.insert(document.doc.clone(), document);
    }

    /// The facts of a document follow each other.
    fn facts(
        &mut self,
        dataset: &Opened,
        part: u32,
        documents: &Documents,
    ) -> Result<(), OutputError> {
        let mut now: Option<(&DocumentLine, OfDocument)> = None;
        dataset.each(part, RecordType::Fact, &mut |line| {
            let fact: FactLine<'_> = dataset.row(line)?;
            if now
                .as_ref()
                .is_none_or(|(document, _)| document.doc != fact.doc)
            {
                self.end_document(now.take());
                let document = documents.get(&*fact.doc);
                now = document.map(|document| (document, OfDocument::default()));
            }
            if let Some((document, said)) = &mut now {
                self.facts += 1;
                self.fact(&fact, document, said);
            }
            Ok(())
        })?;
        self.end_document(now);
        Ok(())
    }

    fn fact(&mut self, fact: &FactLine<'_>, document: &DocumentLine, of: &mut OfDocument) {
        let Some((year, (basis, _))) = document.fiscal_year.zip(books(&document.kind)) else {
            return;
        };
        let outlier = |size| {
            let label = fact.label.as_deref().unwrap_or("");
            document.outlier(size, fact.line, label.to_owned(), fact.raw.to_string())
        };
        match of.add(fact, year, basis) {
            Some((series, Said::Amount(yuan))) => {
                let size = yuan.to_f64().unwrap_or(0.0);
                let largest = self.amounts.entry(series);
                let largest = largest.or_insert_with(|| Largest::new(AMOUNTS));
                largest.add(&document.doc, size, || outlier(size));
            }
            Some((_, Said::Growth(percent))) => {
                self.growth
                    .add(&document.doc, percent.abs(), || outlier(percent.abs()));
            }
            None => {}
        }
    }

    fn end_document(&mut self, ended: Option<(&DocumentLine, OfDocument)>) {
        let Some((document, said)) = ended else {
            return;
        };
        if let Some((year, (_, is_final))) = document.fiscal_year.zip(books(&document.kind)) {
            series::keep(&mut self.series, &said, is_final, year);
        }
    }

    fn finding(&mut self, finding: &FindingLine<'_>, documents: &Documents) {
        let Some(document) = documents.get(&*finding.doc) else {
            return;
        };
        let counts = match self.findings.get_mut(&*finding.rule) {
            Some(counts) => counts,
            None => self.findings.entry(finding.rule.to_string()).or_default(),
        };
        match &*finding.severity {
            "error" => counts[2] += 1,
            "warning" => counts[1] += 1,
            _ => counts[0] += 1,
        }
        let numbers = finding
            .stated
            .zip(finding.computed)
            .filter(|_| finding.severity == "error");
        let Some((stated, computed)) = numbers else {
            return;
        };
        let ratio = |stated: f64, computed: f64| (stated / computed).abs().ln().abs();
        let parsed = stated.get().parse().ok().zip(computed.get().parse().ok());
        let size = parsed.map_or(f64::NAN, |(stated, computed)| ratio(stated, computed));
        self.contradictions.add(&document.doc, size, || {
            let value = format!("{}\u{0}{}", stated.get(), computed.get());
            document.outlier(size, finding.line, finding.message.to_string(), value)
        });
    }

    fn failure(&mut self, failure: FailureLine) {
        self.failed += 1;
        // Reasons that differ in a number are one.
        let mut reason = String::with_capacity(failure.message.len());
        for c in failure.message.chars() {
            match c.is_ascii_digit() {
                true if reason.ends_with('N') => {}
                true => reason.push('N'),
                false => reason.push(c),
            }
        }
        let is_full = self.failures.len() >= REASONS;
        let mut reason = (failure.stage, reason);
        if is_full && !self.failures.contains_key(&reason) {
            reason.1 = "…".to_owned();
        }
        let told = self.failures.entry(reason).or_insert((0, failure.path));
        told.0 += 1;
    }
}

/// The basis of a document's own amounts, and whether it gives final accounts.
fn books(kind: &str) -> Option<(&'static str, bool)> {
    match kind {
        "final_accounts" => Some(("final", true)),
        "budget" => Some(("budget", false)),
        _ => None,
    }
}

impl DocumentLine {
    fn outlier(&self, size: f64, line: usize, what: String, value: String) -> Outlier {
        Outlier {
            size,
            doc: self.doc.clone(),
            path: self.path.clone(),
            issuer: self.issuer.clone(),
            year: self.fiscal_year,
            line,
            what,
            value,
        }
    }
}
