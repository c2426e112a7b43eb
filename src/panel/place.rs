//! Where the facts of a part of a dataset stand.

use std::collections::{HashMap, HashSet};

use super::rows::{FactRow, FindingRow, SectionRow, TableRow, number};
use crate::output::{Opened, OutputError, RecordType};
use crate::record::{Form, Severity};

/// The forms, mandated parts and doubtful facts of a part.
#[derive(Default)]
pub struct Places {
    forms: HashMap<(u64, u64), Form>,
    sections: HashMap<(u64, u64), Section>,
    /// The mandated parts by the numbers that sections bear.
    parts: Vec<Box<str>>,
    found: HashSet<(u64, u64)>,
}

struct Section {
    parent: Option<u64>,
    part: Option<u32>,
}

impl Places {
    /// Reads what a part of a dataset says of places.
    pub fn read(dataset: &Opened, part: u32) -> Result<Self, OutputError> {
        let mut own = Self::default();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        dataset.each(part, RecordType::Table, &mut |line| {
            let row: TableRow = dataset.row(line)?;
            if let Some(doc) = number(row.doc) {
                own.forms.insert((doc, row.id), row.form);
            }
            Ok(())
        })?;
        dataset.each(part, RecordType::Section, &mut |line| {
            let row: SectionRow = dataset.row(line)?;
            let part = row.concept.map(|concept| match numbers.get(&*concept) {
                Some(number) => *number,
                None => {
                    let number = u32::try_from(own.parts.len()).unwrap_or(u32::MAX);
                    own.parts.push((&*concept).into());
                    numbers.insert(concept.into_owned(), number);
                    number
                }
            });
            if let Some(doc) = number(row.doc) {
                let parent = row.parent_id;
                own.sections.insert((doc, row.id), Section { parent, part });
            }
            Ok(())
        })?;
        dataset.each(part, RecordType::Finding, &mut |line| {
            let row: FindingRow = dataset.row(line)?;
            let (Some(doc), true) = (number(row.doc), row.severity != Severity::Note) else {
                return Ok(());
            };
            own.found.extend(row.facts.iter().map(|fact| (doc, *fact)));
            Ok(())
        })?;
        Ok(own)
    }

    /// The form of a fact's table.
    pub fn form(&self, doc: u64, fact: &FactRow) -> Option<Form> {
        self.forms.get(&(doc, fact.table_id?)).copied()
    }

    /// The mandated part that a fact stands in: the nearest around it.
    pub fn section(&self, doc: u64, fact: &FactRow) -> Option<&str> {
        let mut at = fact.section_id;
        while let Some(section) = at.and_then(|id| self.sections.get(&(doc, id))) {
            if let Some(part) = section.part {
                return self.parts.get(part as usize).map(|part| &**part);
            }
            // A section stands behind the one that it is in, so this comes to an end.
            at = section.parent.filter(|parent| Some(*parent) < at);
        }
        None
    }

    /// Whether a check failed in which the fact had a part.
    pub fn is_found(&self, doc: u64, fact: &FactRow) -> bool {
        self.found.contains(&(doc, fact.id))
    }
}
