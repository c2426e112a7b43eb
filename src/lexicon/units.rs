//! Units: what they count and how much money one is.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::rows::UnitRow;
use crate::record::Quantity;

/// A unit as it is written.
#[derive(Debug, PartialEq, Eq)]
pub struct Unit {
    /// The word or sign.
    pub name: &'static str,
    /// What is counted by it.
    pub kind: Quantity,
    /// For money: how many yuan it is, `None` where it is another country's money or not known.
    pub yuan: Option<Decimal>,
}

/// The units, the longest first.
static UNITS: LazyLock<Vec<Unit>> = LazyLock::new(|| {
    let mut units: Vec<_> = UnitRow::all()
        .iter()
        .map(|row| Unit {
            name: &row.name,
            kind: row.kind,
            yuan: row.yuan.map(Decimal::from),
        })
        .collect();
    units.sort_by_key(|unit| std::cmp::Reverse(unit.name.len()));
    units
});

/// The unit with a name, which is folded.
pub fn unit(name: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.name == name)
}

/// The unit that a folded text begins with.
pub fn leading(text: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| text.starts_with(unit.name))
}

/// The unit that a folded label gives in brackets at its end: `预算数(万元)`, `国内接待批次(个)`.
pub fn in_brackets(label: &str) -> Option<&'static Unit> {
    let inner = label.trim_end_matches(':').strip_suffix(')')?;
    let (_, inner) = inner.rsplit_once('(')?;
    let inner = inner.strip_prefix("金额").unwrap_or(inner);
    let named = inner.strip_prefix("单位");
    unit(named.map_or(inner, |rest| rest.strip_prefix(':').unwrap_or(rest)))
}
