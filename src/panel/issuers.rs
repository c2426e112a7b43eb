//! Who publishes, and which document is whose.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Summary;
use super::rows::{DocumentRow, number};
use super::succession::agencies;
use super::words;
use crate::fold::Folded;
use crate::lexicon::rows::PanelClass;
use crate::output::{Opened, OutputError, RecordType};
use crate::record::{Kind, Level, UnitKind};

/// Whose accounts a department publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// 本级.
    Own,
    /// 汇总.
    Consolidated,
}

/// What tells an issuer from others. Issuers stand in this order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub region: Option<String>,
    pub name: String,
    pub unit_kind: Option<UnitKind>,
    pub scope: Option<Scope>,
}

/// An issuer.
#[derive(Debug)]
pub struct Issuer {
    pub id: String,
    pub key: Key,
    pub region_name: Option<String>,
    pub level: Option<Level>,
    pub agency_class: Option<String>,
    /// How many documents are its own.
    pub documents: usize,
}

/// A document that counts.
#[derive(Debug, Clone, Copy)]
pub struct Published {
    /// Its issuer, by its place.
    pub issuer: u32,
    /// The issuer that the agency is now, under whatever name it published.
    pub agency: u32,
    pub year: i32,
    pub is_budget: bool,
}

/// The issuers of a dataset and their documents.
pub struct Issuers {
    pub all: Vec<Issuer>,
    /// For each the one that its agency is now.
    agencies: Vec<usize>,
    documents: HashMap<u64, Published>,
    unplaced: u64,
    governments: u64,
    same: u64,
}

/// An issuer while its documents are read.
#[derive(Default)]
struct Found {
    region_name: Option<String>,
    level: Option<Level>,
    agency_class: Option<String>,
    documents: Vec<FoundDocument>,
}

struct FoundDocument {
    doc: u64,
    year: i32,
    is_budget: bool,
}

/// The issuers of a part.
#[derive(Default)]
struct Part {
    found: HashMap<Key, Found>,
    unplaced: u64,
    governments: u64,
    same: u64,
}

impl Issuers {
    /// Reads the documents of a dataset.
    pub fn read(dataset: &Opened) -> Result<Self, OutputError> {
        let parts = dataset.parts().par_iter().map(|part| {
            let mut own = Part::default();
            dataset.rows(*part, RecordType::Document, &mut |row: DocumentRow| {
                own.add(row);
                Ok(())
            })?;
            Ok(own)
        });
        let parts: Vec<Part> = parts.collect::<Result<_, OutputError>>()?;
        let (mut unplaced, mut governments, mut same) = (0, 0, 0);
        let mut by_key: BTreeMap<Key, Found> = BTreeMap::new();
        for part in parts {
            unplaced += part.unplaced;
            governments += part.governments;
            same += part.same;
            for (key, found) in part.found {
                by_key.entry(key).or_default().join(found);
            }
        }
        let (mut all, mut years, mut documents) = (Vec::new(), Vec::new(), HashMap::new());
        for (key, found) in by_key {
            let issuer = u32::try_from(all.len()).unwrap_or(u32::MAX);
            let own = found.documents.iter();
            years.push(own.map(|own| (own.year, own.is_budget)).collect());
            all.push(Issuer {
                id: id(&key),
                region_name: found.region_name,
                level: found.level,
                agency_class: found.agency_class,
                documents: found.documents.len(),
                key,
            });
            for own in found.documents {
                let published = Published {
                    issuer,
                    agency: issuer,
                    year: own.year,
                    is_budget: own.is_budget,
                };
                documents.insert(own.doc, published);
            }
        }
        let agencies = agencies(&all, &years);
        for published in documents.values_mut() {
            let now = agencies.get(published.issuer as usize).copied();
            let now = now.and_then(|now| u32::try_from(now).ok());
            published.agency = now.unwrap_or(published.issuer);
        }
        Ok(Self {
            all,
            agencies,
            documents,
            unplaced,
            governments,
            same,
        })
    }

    /// The document with an id, if it counts.
    pub fn document(&self, doc: u64) -> Option<Published> {
        self.documents.get(&doc).copied()
    }

    /// The issuer of a document that counts.
    pub fn of(&self, doc: u64) -> Option<&Issuer> {
        self.all.get(self.document(doc)?.issuer as usize)
    }

    /// What the agency of an issuer is now.
    pub fn now<'a>(&'a self, issuer: &'a Issuer) -> &'a Issuer {
        let at = self
            .all
            .binary_search_by(|one| one.key.cmp(&issuer.key))
            .ok();
        let now = at.and_then(|at| self.all.get(*self.agencies.get(at)?));
        now.unwrap_or(issuer)
    }

    /// All documents that count, in no order.
    pub fn documents(&self) -> impl Iterator<Item = Published> {
        self.documents.values().copied()
    }

    /// What it comes to.
    pub fn summary(&self) -> Summary {
        Summary {
            documents: self.documents.len() as u64,
            unplaced: self.unplaced,
            governments: self.governments,
            same: self.same,
            ..Summary::default()
        }
    }
}

impl Part {
    fn add(&mut self, row: DocumentRow) {
        if row.same_as.is_some() {
            self.same += 1;
            return;
        }
        let is_budget = match row.kind {
            Kind::Budget => true,
            Kind::FinalAccounts => false,
            _ => return,
        };
        let class = row.agency_class.as_deref().unwrap_or_default();
        let name = row.issuer.as_deref().unwrap_or_default();
        let title = row.title.as_deref().unwrap_or_default();
        if is_of_government(title, class, name) {
            self.governments += 1;
            return;
        }
        let (Some(name), Some(year), Some(doc)) = (row.issuer, row.fiscal_year, number(&row.doc))
        else {
            self.unplaced += 1;
            return;
        };
        let key = Key {
            region: row.region,
            scope: row.title.as_deref().and_then(scope),
            unit_kind: row.unit_kind,
            name,
        };
        self.found.entry(key).or_default().join(Found {
            region_name: row.region_name,
            level: row.level,
            agency_class: row.agency_class,
            documents: vec![FoundDocument {
                doc,
                year,
                is_budget,
            }],
        });
    }
}

impl Found {
    /// What is known of it by the first document that tells.
    fn join(&mut self, mut other: Self) {
        self.region_name = self.region_name.take().or(other.region_name);
        self.level = self.level.or(other.level);
        self.agency_class = self.agency_class.take().or(other.agency_class);
        self.documents.append(&mut other.documents);
    }
}

/// Whose accounts a title announces.
fn scope(title: &str) -> Option<Scope> {
    let title = Folded::fold(title);
    let says = |class| words::said(&title, class).next().is_some();
    match (says(PanelClass::Own), says(PanelClass::Consolidated)) {
        (true, false) => Some(Scope::Own),
        (false, true) => Some(Scope::Consolidated),
        _ => None,
    }
}

/// Whether a title announces the accounts of a whole government: they are not those of the finance office that
/// publishes them.
fn is_of_government(title: &str, class: &str, name: &str) -> bool {
    let publishes = words::said(class, PanelClass::Treasury).any(|word| word == class)
        || words::said(name, PanelClass::Treasury).any(|word| name.ends_with(word));
    publishes
        && words::said(&Folded::fold(title), PanelClass::Government)
            .next()
            .is_some()
}

/// The id of an issuer, which depends on nothing else.
fn id(key: &Key) -> String {
    let unit_kind = match key.unit_kind {
        Some(UnitKind::Department) => "department",
        Some(UnitKind::Unit) => "unit",
        None => "",
    };
    let scope = match key.scope {
        Some(Scope::Own) => "own",
        Some(Scope::Consolidated) => "consolidated",
        None => "",
    };
    let region = key.region.as_deref().unwrap_or_default();
    let hash = Sha256::digest([region, &key.name, unit_kind, scope].join("\n"));
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_whose_accounts_they_are() {
        for (title, told) in [
            ("甲县水利局(本级)2022年度部门决算", Some(Scope::Own)),
            ("甲县水利局本级2022年度单位决算", Some(Scope::Own)),
            (
                "甲县水利局2022年度部门决算（汇总）",
                Some(Scope::Consolidated),
            ),
            ("甲县本级2022年财政决算", None),
            ("甲县水利局2022年度部门决算", None),
        ] {
            assert_eq!(scope(title), told, "{title}");
        }
    }

    #[test]
    fn the_accounts_of_a_government_are_not_those_of_an_office() {
        for (title, class, name, is_so) in [
            ("甲县2022年财政决算（草案）报告", "财政", "甲县财政局", true),
            ("甲市2022年市级决算草案", "", "甲市人民政府", true),
            ("甲县2024年政府预算公开说明", "财政", "甲县财政局", true),
            (
                "甲县2022年全县“三公”经费决算汇总说明",
                "财政",
                "甲县财政局",
                true,
            ),
            ("甲县财政局2022年度部门决算", "财政", "甲县财政局", false),
            ("甲县财政局2024年预算公开", "财政", "甲县财政局", false),
            ("甲镇2022年度部门决算", "乡镇街道", "甲镇人民政府", false),
            ("全州县财政局本级预算", "财政", "全州县财政局", false),
            ("甲县教育局2024年财政预算公开", "教育", "甲县教育局", false),
        ] {
            assert_eq!(is_of_government(title, class, name), is_so, "{title}");
        }
    }
}
