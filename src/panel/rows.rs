//! What is read of the records of a dataset: of each the fields that are asked for, as they stand in its line.

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::fold::Folded;
use crate::record::{
    Basis, Comparator, Form, Kind, Level, Measure, Origin, Quantity, Severity, Sign, UnitKind,
    Versus,
};

/// A document.
#[derive(Debug, Deserialize)]
pub struct DocumentRow {
    pub doc: String,
    pub kind: Kind,
    pub fiscal_year: Option<i32>,
    pub issuer: Option<String>,
    pub level: Option<Level>,
    pub agency_class: Option<String>,
    pub unit_kind: Option<UnitKind>,
    pub region: Option<String>,
    pub region_name: Option<String>,
    pub title: Option<String>,
    pub same_as: Option<String>,
    pub damage: Option<String>,
    pub n_facts: u64,
}

/// A section.
#[derive(Debug, Deserialize)]
pub struct SectionRow<'a> {
    pub doc: &'a str,
    pub id: u64,
    pub parent_id: Option<u64>,
    pub concept: Option<Cow<'a, str>>,
}

/// A table.
#[derive(Debug, Deserialize)]
pub struct TableRow<'a> {
    pub doc: &'a str,
    pub id: u64,
    pub form: Form,
}

/// A finding.
#[derive(Debug, Deserialize)]
pub struct FindingRow<'a> {
    pub doc: &'a str,
    pub severity: Severity,
    pub facts: Vec<u64>,
}

/// A fact.
#[derive(Debug, Deserialize)]
pub struct FactRow<'a> {
    pub doc: &'a str,
    pub id: u64,
    pub origin: Origin,
    pub section_id: Option<u64>,
    pub table_id: Option<u64>,
    /// As it stands in the line, in quotes.
    #[serde(borrow)]
    pub row_label: Option<&'a RawValue>,
    /// As it stands in the line, in quotes.
    #[serde(borrow)]
    pub column_label: Option<&'a RawValue>,
    pub code: Option<&'a str>,
    pub kind: Quantity,
    #[serde(borrow)]
    pub value: &'a RawValue,
    pub decimals: u32,
    #[serde(borrow)]
    pub yuan: Option<&'a RawValue>,
    pub comparator: Option<Comparator>,
    /// As it stands in the line, in quotes.
    #[serde(borrow)]
    pub label: Option<&'a RawValue>,
    pub concept: Option<&'a str>,
    pub measure: Option<Measure>,
    pub sign: Option<Sign>,
    pub year: Option<i32>,
    pub basis: Option<Basis>,
    pub versus: Option<Versus>,
    pub versus_year: Option<i32>,
    #[serde(borrow)]
    pub assumed: Vec<&'a str>,
    pub line: u64,
    pub page: Option<u64>,
    pub span: (u64, u64),
}

impl FactRow<'_> {
    /// What stands over it, folded.
    pub fn column(&self) -> String {
        text(self.column_label)
    }

    /// Whether its row or column is of another year than it was taken to be.
    pub fn is_of_another_year(&self) -> bool {
        let labels = [self.row_label, self.column_label];
        let years = labels
            .into_iter()
            .flatten()
            .flat_map(|label| years(label.get()));
        let mut years = years.peekable();
        years.peek().is_some() && years.all(|year| Some(year) != self.year)
    }

    /// The money in yuan, and how many yuan one of its unit is.
    pub fn money(&self) -> Option<(Decimal, Decimal)> {
        let yuan: Decimal = self.yuan?.get().parse().ok()?;
        let value: Decimal = self.value.get().parse().ok()?;
        let factor = yuan.checked_div(value).unwrap_or(Decimal::ONE);
        Some((yuan, factor.normalize()))
    }
}

/// A text that stands in a line in quotes, folded.
pub fn text(quoted: Option<&RawValue>) -> String {
    let text = quoted.and_then(|quoted| serde_json::from_str::<String>(quoted.get()).ok());
    text.map_or(String::new(), |text| Folded::fold(&text))
}

/// The years that a label names: 2021年.
fn years(label: &str) -> impl Iterator<Item = i32> {
    let ends = label.match_indices('年').map(|(at, _)| at);
    ends.filter_map(|at| {
        let digits = label.get(at.checked_sub(4)?..at)?;
        digits
            .parse()
            .ok()
            .filter(|year| (1990..2100).contains(year))
    })
}

/// A document's id as a number.
pub fn number(doc: &str) -> Option<u64> {
    u64::from_str_radix(doc, 16).ok()
}

/// A document's id, of the number that it is.
pub fn doc(number: u64) -> String {
    format!("{number:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_years() {
        for (label, named) in [
            ("2021年", &[2021][..]),
            ("2020年决算数/2021年预算数", &[2020, 2021]),
            ("年末", &[]),
            ("第1234年", &[]),
            ("一年", &[]),
        ] {
            assert!(years(label).eq(named.iter().copied()), "{label}");
        }
    }
}
