//! Labels and codes of rows that print but one of the two, or a piece of it: the classification tells the other.

use super::Row;
use crate::grammar::heading;
use crate::lexicon::classification::{self, Entry, System, classification};
use crate::lexicon::columns;
use crate::record::SmolStr;

/// What the rows of a table may be about.
#[derive(Debug, Clone, Copy, Default)]
pub struct Subject {
    /// The year whose names count.
    pub year: Option<i32>,
    /// The classification that its labels name; `None` where they name none, or either.
    pub system: Option<System>,
    /// Whether labels without a code may be read as entries of the classification.
    pub infer: bool,
}

/// Completes a label that is missing or cut short, from its code.
pub(super) fn complete_label(row: &mut Row, year: Option<i32>) {
    let Some(code) = row.code.as_deref() else {
        return;
    };
    let Some(label) = row.label.as_deref() else {
        row.label = classification()
            .name(code, year)
            .map(|entry| SmolStr::new(entry.name));
        row.label_assumed = row.label.is_some();
        return;
    };
    if classification::names_code(label, code) {
        return;
    }
    let mut whole: Vec<&Entry> = classification()
        .of_code(code)
        .filter(|entry| entry.begins_with(label))
        .collect();
    if whole.len() > 1 {
        whole.retain(|entry| entry.in_use(year));
    }
    if let [entry] = whole.as_slice() {
        row.label = Some(entry.name.into());
        row.label_assumed = true;
    }
}

/// Gives a label its code, if it names exactly one.
pub(super) fn infer_code(row: &mut Row, subject: Subject) {
    let Some(label) = row.label.as_deref().filter(|_| subject.infer) else {
        return;
    };
    if let Some(entry) = classification().only(unnumbered(label), subject.system) {
        row.code = Some(entry.code.into());
        row.code_assumed = true;
    }
}

/// A label without the number of its item: `八、社会保障和就业支出`.
pub fn unnumbered(label: &str) -> &str {
    let rest = label.trim_start_matches(|c: char| {
        c.is_ascii_digit() || heading::is_numeral(c) || "（）()".contains(c)
    });
    match rest.strip_prefix(['、', '.', '．']) {
        Some(bare) => bare,
        None if rest.len() < label.len() && label.starts_with(['（', '(']) => rest,
        None => label,
    }
}

/// Where in the classification the rows have got to, when their codes are lost or cut: the 类 and 款
/// of the rows above tell which entries a label may be.
#[derive(Default)]
pub(super) struct Path {
    class: Option<&'static str>,
    section: Option<&'static str>,
}

impl Path {
    /// Gives a row the code and the name of its entry, and notes where that stands.
    pub(super) fn place(&mut self, row: &mut Row, subject: Subject) {
        let Some(label) = row
            .label
            .as_deref()
            .filter(|label| !columns::is_total(label))
        else {
            return;
        };
        let Some(entry) = (match row.code.as_deref() {
            Some(part) => self.at(part, label),
            None => self.below(label, subject.year),
        }) else {
            return;
        };
        match entry.code.len() {
            3 => (self.class, self.section) = (Some(entry.code), None),
            5 => self.section = Some(entry.code),
            _ => {}
        }
        row.code = Some(entry.code.into());
        row.code_assumed = true;
        if !classification::names_code(label, entry.code) {
            row.label = Some(entry.name.into());
            row.label_assumed = true;
        }
    }

    /// The entry whose code ends with the part printed and whose name begins with the label.
    fn at(&self, part: &str, label: &str) -> Option<&'static Entry> {
        [self.section, self.class]
            .into_iter()
            .flatten()
            .flat_map(|parent| classification().of_code(&format!("{parent}{part}")))
            .find(|entry| entry.begins_with(label))
    }

    /// The entry that the label names or begins, within the 类 reached or beside it.
    fn below(&self, label: &str, year: Option<i32>) -> Option<&'static Entry> {
        let mut found = [self.class, Some("")]
            .into_iter()
            .flatten()
            .filter_map(|parent| classification().completing(label, parent, year));
        match (found.next(), found.next()) {
            (Some(entry), None) => Some(entry),
            _ => None,
        }
    }
}
