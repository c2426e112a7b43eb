//! What is published, and what is not: documents by region, year, kind and class of agency, the years that are missing
//! in the series of an issuer, and why files could not be read.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::issuers::Issuers;
use super::rows::DocumentRow;
use super::whose::Who;
use crate::output::{Opened, OutputError, RecordType, TableType, Tables};
use crate::record::{Kind, Level, Stage, UnitKind};
use crate::run::key;

/// Documents by region, year, kind and class of agency.
pub const COVERAGE: TableType = TableType::new("coverage", "coverage", &[]);
/// Years that are missing in a series.
pub const GAPS: TableType = TableType::new("gap", "gaps", &["issuer_id", "kind", "year"]);
/// Why files could not be read.
pub const FAILURES: TableType = TableType::new("failure", "failures", &["stage", "reason"]);

/// What came of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Covered {
    /// Documents.
    pub documents: u64,
    /// Regions with a document.
    pub regions: u64,
    /// Years that are missing in the series of issuers.
    pub gaps: u64,
    /// Files that could not be read.
    pub failures: u64,
}

/// Which documents are counted together. Rows stand in this order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    region: Option<String>,
    year: Option<i32>,
    kind: &'static str,
    agency_class: Option<String>,
}

/// What is counted of them.
#[derive(Debug, Default)]
struct Count {
    kind: Option<Kind>,
    region_name: Option<String>,
    level: Option<Level>,
    documents: u64,
    same: u64,
    damaged: u64,
    without_facts: u64,
    facts: u64,
    /// A number for the name of each document's issuer, and whether that is a department or a unit.
    issuers: Vec<(Option<UnitKind>, u64)>,
}

#[derive(Serialize)]
struct CoverageRow<'a> {
    r#type: &'static str,
    region: Option<&'a str>,
    region_name: Option<&'a str>,
    level: Option<Level>,
    year: Option<i32>,
    kind: Option<Kind>,
    agency_class: Option<&'a str>,
    n_documents: u64,
    n_issuers: usize,
    n_departments: usize,
    n_units: usize,
    n_same: u64,
    n_damaged: u64,
    n_without_facts: u64,
    n_facts: u64,
}

#[derive(Serialize)]
struct GapRow<'a> {
    r#type: &'static str,
    #[serde(flatten)]
    who: Who<'a>,
    kind: Kind,
    year: i32,
    first_year: i32,
    last_year: i32,
}

/// A file that could not be read.
#[derive(Debug, Deserialize)]
struct ErrorRow {
    path: String,
    stage: Stage,
    message: String,
}

#[derive(Serialize)]
struct FailureRow<'a> {
    r#type: &'static str,
    stage: Stage,
    reason: &'a str,
    n_files: u64,
    path: &'a str,
}

/// Makes the tables of a dataset.
pub fn write(dataset: &Opened, tables: &Tables) -> Result<Covered, OutputError> {
    let mut covered = Covered::default();
    let cells = cells(dataset)?;
    let mut part = tables.part(COVERAGE, 1)?;
    let mut region = None;
    for (cell, mut count) in cells {
        count.issuers.sort_unstable();
        count.issuers.dedup();
        let of = |kind| {
            let own = count.issuers.iter().filter(|(own, _)| *own == Some(kind));
            own.count()
        };
        covered.documents += count.documents;
        part.write(&CoverageRow {
            r#type: COVERAGE.name(),
            region: cell.region.as_deref(),
            region_name: count.region_name.as_deref(),
            level: count.level,
            year: cell.year,
            kind: count.kind,
            agency_class: cell.agency_class.as_deref(),
            n_documents: count.documents,
            n_issuers: count.issuers.len(),
            n_departments: of(UnitKind::Department),
            n_units: of(UnitKind::Unit),
            n_same: count.same,
            n_damaged: count.damaged,
            n_without_facts: count.without_facts,
            n_facts: count.facts,
        })?;
        // Those of a region stand together.
        covered.regions += u64::from(cell.region.is_some() && cell.region != region);
        region = cell.region;
    }
    part.finish()?;
    covered.gaps = gaps(&Issuers::read(dataset)?, tables)?;
    covered.failures = failures(dataset, tables)?;
    Ok(covered)
}

/// Counts the documents.
fn cells(dataset: &Opened) -> Result<BTreeMap<Cell, Count>, OutputError> {
    let parts = dataset.parts().par_iter().map(|part| {
        let mut cells: BTreeMap<Cell, Count> = BTreeMap::new();
        dataset.rows(*part, RecordType::Document, &mut |row: DocumentRow| {
            let cell = Cell {
                region: row.region.clone(),
                year: row.fiscal_year,
                kind: kind_name(row.kind),
                agency_class: row.agency_class.clone(),
            };
            cells.entry(cell).or_default().add(row);
            Ok(())
        })?;
        Ok(cells)
    });
    parts.try_reduce(BTreeMap::new, |mut all, own| {
        for (cell, count) in own {
            all.entry(cell).or_default().join(count);
        }
        Ok(all)
    })
}

/// By what kinds are put in order.
fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::FinalAccounts => "final_accounts",
        Kind::Budget => "budget",
        Kind::PerformanceReport => "performance_report",
        Kind::ExecutionReport => "execution_report",
        Kind::Other => "other",
        Kind::None => "none",
    }
}

impl Count {
    fn add(&mut self, row: DocumentRow) {
        self.kind = Some(row.kind);
        self.region_name = self.region_name.take().or(row.region_name);
        self.level = self.level.or(row.level);
        self.documents += 1;
        self.same += u64::from(row.same_as.is_some());
        self.damaged += u64::from(row.damage.is_some());
        self.without_facts += u64::from(row.n_facts == 0);
        self.facts += row.n_facts;
        let issuer = row.issuer.map(|issuer| (row.unit_kind, key(&issuer)));
        self.issuers.extend(issuer);
    }

    fn join(&mut self, mut other: Self) {
        self.kind = self.kind.or(other.kind);
        self.region_name = self.region_name.take().or(other.region_name);
        self.level = self.level.or(other.level);
        self.documents += other.documents;
        self.same += other.same;
        self.damaged += other.damaged;
        self.without_facts += other.without_facts;
        self.facts += other.facts;
        self.issuers.append(&mut other.issuers);
    }
}

/// Writes the years between the first and the last of a series of which there is no document.
fn gaps(issuers: &Issuers, tables: &Tables) -> Result<u64, OutputError> {
    let mut series: BTreeMap<(u32, bool), BTreeSet<i32>> = BTreeMap::new();
    for published in issuers.documents() {
        let key = (published.agency, published.is_budget);
        series.entry(key).or_default().insert(published.year);
    }
    let mut part = tables.part(GAPS, 1)?;
    let mut count = 0;
    for ((issuer, is_budget), years) in series {
        let (Some(issuer), Some(first), Some(last)) = (
            issuers.all.get(issuer as usize),
            years.first().copied(),
            years.last().copied(),
        ) else {
            continue;
        };
        for year in (first..last).filter(|year| !years.contains(year)) {
            count += 1;
            part.write(&GapRow {
                r#type: GAPS.name(),
                who: Who::of(issuers, issuer),
                kind: if is_budget {
                    Kind::Budget
                } else {
                    Kind::FinalAccounts
                },
                year,
                first_year: first,
                last_year: last,
            })?;
        }
    }
    part.finish()?;
    Ok(count)
}

/// Writes why files could not be read, what was said of many of them once.
fn failures(dataset: &Opened, tables: &Tables) -> Result<u64, OutputError> {
    let mut reasons: BTreeMap<(String, String), (Stage, u64, String)> = BTreeMap::new();
    let mut count = 0;
    for part in dataset.parts() {
        dataset.rows(*part, RecordType::Error, &mut |row: ErrorRow| {
            count += 1;
            let key = (format!("{:?}", row.stage), reason(&row.message));
            let of = reasons.entry(key).or_insert((row.stage, 0, row.path));
            of.1 += 1;
            Ok(())
        })?;
    }
    let mut part = tables.part(FAILURES, 1)?;
    for ((_, reason), (stage, n_files, path)) in &reasons {
        part.write(&FailureRow {
            r#type: FAILURES.name(),
            stage: *stage,
            reason,
            n_files: *n_files,
            path,
        })?;
    }
    part.finish()?;
    Ok(count)
}

/// A message without the numbers in which it differs from file to file.
fn reason(message: &str) -> String {
    let mut reason = String::with_capacity(message.len());
    for c in message.chars() {
        match c.is_ascii_digit() {
            true if reason.ends_with('#') => {}
            true => reason.push('#'),
            false => reason.push(c),
        }
    }
    reason
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_that_differ_in_numbers_are_one_reason() {
        assert_eq!(reason("line 17: 3,000 bytes"), "line #: #,# bytes");
        assert_eq!(reason("empty"), "empty");
    }
}
