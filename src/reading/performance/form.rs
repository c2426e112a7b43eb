//! Whether a grid is a performance table, and which.

use super::parts::{Part, parts};
use super::sheet::{Sheet, is_heading, names};
use crate::fold::Folded;
use crate::layout::table::Grid;
use crate::lexicon::performance::{Column, Head, Titled, titled_form};
use crate::record::Form;

/// The performance form that a grid is, by its words and its caption; `None` for any other table.
pub fn form_of(grid: &Grid, caption: Option<&str>) -> Option<Form> {
    let sheet = Sheet::new(grid);
    let title = sheet
        .rows
        .iter()
        .take(3)
        .filter(|row| row.len() == 1)
        .find_map(|row| titled_form(&row[0].folded));
    let titled = caption
        .and_then(|caption| titled_form(&Folded::fold(caption)))
        .or(title);
    if !is_performance(&sheet, titled.is_some()) {
        return None;
    }
    let rows = || sheet.rows.iter();
    let has = |head| rows().any(|row| names(row, head));
    let told = rows()
        .filter(|row| is_heading(row))
        .flatten()
        .any(|entry| matches!(entry.sense.column, Some(Column::Actual | Column::Score)));
    Some(match titled {
        Some(Titled::Overall) => Form::OverallPerformance,
        _ if has(Head::Department) && !has(Head::Name) => Form::OverallPerformance,
        Some(Titled::Result) => Form::PerformanceResult,
        _ if told || has(Head::Executed) => Form::PerformanceResult,
        _ => Form::PerformanceTarget,
    })
}

/// A performance table has the headings of indicators over indicators, or rows that begin with
/// their groups; a table whose caption says so needs less.
fn is_performance(sheet: &Sheet, titled: bool) -> bool {
    let mut groups: Vec<&str> = sheet
        .rows
        .iter()
        .filter(|row| row.len() > 1)
        .flatten()
        .filter(|entry| entry.is_level())
        .map(|entry| entry.folded.as_str())
        .collect();
    groups.sort_unstable();
    groups.dedup();
    let heading = sheet.rows.iter().any(|row| is_heading(row));
    let named = sheet.rows.iter().any(|row| names(row, Head::Name));
    let has_body = parts(sheet).iter().any(|part: &Part| !part.body.is_empty());
    (heading && has_body) || groups.len() >= 3 || (titled && (named || heading))
}
