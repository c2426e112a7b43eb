//! The indicators of one project, from the rows under the headings.

use super::align::{Aligned, align, are_scored};
use super::columns::{Columns, Damage};
use super::head::Said;
use super::levels::{self, Labels, Levels};
use super::sheet::{Entry, Look, is_heading};
use super::slots::Slots;
use crate::lexicon::performance::{Column, Group};
use crate::record::Anomaly;

/// An indicator before it becomes a record.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Draft {
    pub level1: Option<String>,
    pub level2: Option<String>,
    pub level3: Option<Said>,
    pub sign: Option<Said>,
    pub target: Option<Said>,
    pub unit: Option<Said>,
    pub actual: Option<Said>,
    pub weight: Option<Said>,
    pub score: Option<Said>,
    pub anomaly: Option<Anomaly>,
    /// The second-level group, where its name is known.
    pub group: Option<Group>,
    /// Whether the table is cut off above and no group was printed since.
    pub lost: bool,
}

impl Draft {
    /// What the columns of a row say of its indicator.
    pub(super) fn of(said: impl Fn(Column) -> Option<Said>) -> Self {
        Self {
            level3: said(Column::Level3),
            sign: said(Column::Sign),
            target: said(Column::Target),
            unit: said(Column::Unit),
            actual: said(Column::Actual),
            weight: said(Column::Weight),
            score: said(Column::Score),
            ..Self::default()
        }
    }
}

/// What is known of a body before its rows are read.
pub(super) struct Body<'b> {
    pub columns: Columns,
    pub damage: Option<Damage>,
    /// What the families of groups are called in this document.
    pub labels: &'b Labels,
    /// The headings are lost although a head is there: the table is cut.
    pub cut: bool,
    /// What the cut left of the row before the first.
    pub remains: Option<Draft>,
}

/// Reads the rows of a body. `levels` goes on where the table before was broken off.
pub(super) fn read(rows: &[Vec<Entry>], body: &Body, levels: &mut Levels) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = body.remains.iter().cloned().collect();
    let foreign = matches!(body.damage, Some(Damage::Inserted(_) | Damage::Lost(_)));
    let mut columns = body.columns.clone();
    let scored = are_scored(rows, &columns);
    for row in rows {
        if is_heading(row) {
            if body.damage.is_none() {
                columns = Columns::of(std::slice::from_ref(row), columns.width());
            }
            continue;
        }
        if is_closing(row) || completes(row, &columns, drafts.last_mut()) {
            continue;
        }
        let aligned = align(row, &Slots::of_rows(&columns, scored));
        let mut draft = draft(row, &aligned);
        levels.meet(
            aligned.get(row, Column::Level1),
            aligned.get(row, Column::Level2),
            &columns,
            foreign,
        );
        if !says_something(&draft, &aligned, row) {
            continue;
        }
        let mismatch = levels.apply(&mut draft, foreign, body.labels);
        draft.lost = body.cut && levels.is_open();
        draft.anomaly = if draft.lost {
            Some(Anomaly::TruncatedTable)
        } else if foreign || aligned.moved {
            Some(Anomaly::Shifted)
        } else {
            mismatch
        };
        drafts.push(draft);
    }
    if columns.has(Column::Actual) && !foreign {
        note_missing_actual(&mut drafts);
    }
    levels::complete(&mut drafts, body.labels);
    drafts
}

/// A row of sums or remarks.
fn is_closing(row: &[Entry]) -> bool {
    row.first().is_none_or(|entry| entry.sense.closing)
}

fn draft(row: &[Entry], aligned: &Aligned) -> Draft {
    let said = |column| {
        aligned.get(row, column).map(|entry| Said {
            text: entry.text.to_owned(),
            range: entry.range.clone(),
        })
    };
    Draft::of(said)
}

/// An indicator has a name, and a group or a value beside it.
fn says_something(draft: &Draft, aligned: &Aligned, row: &[Entry]) -> bool {
    let grouped = [Column::Level1, Column::Level2]
        .into_iter()
        .any(|column| aligned.get(row, column).is_some_and(Entry::is_level));
    draft
        .level3
        .as_ref()
        .is_some_and(|name| name.range.is_some())
        && (grouped || draft.target.is_some() || draft.actual.is_some() || draft.weight.is_some())
}

/// A row of nothing but values completes the indicator before it, if that one has none.
fn completes(row: &[Entry], columns: &Columns, last: Option<&mut Draft>) -> bool {
    let Some(last) = last.filter(|last| last.target.is_none() && last.actual.is_none()) else {
        return false;
    };
    let is_value = |entry: &Entry| {
        matches!(
            entry.look(),
            Look::Value | Look::Number | Look::Date | Look::Quality
        ) && !entry.is_level()
    };
    if row.is_empty() || row.len() > 2 || !row.iter().all(is_value) {
        return false;
    }
    let said = |entry: &Entry| Said {
        text: entry.text.to_owned(),
        range: entry.range.clone(),
    };
    last.target = row.first().map(said);
    last.actual = row.get(1).filter(|_| columns.has(Column::Actual)).map(said);
    last.anomaly = Some(Anomaly::Shifted);
    true
}

/// An actual value is missing where there is a target, and an actual value in the column's place.
fn note_missing_actual(drafts: &mut [Draft]) {
    for draft in drafts {
        if draft.anomaly.is_none() && draft.target.is_some() && draft.actual.is_none() {
            draft.anomaly = Some(Anomaly::MissingActual);
        }
    }
}
