//! The tables, and the numbers in them.

use std::collections::HashMap;

use gongkai::record::{Fact, Origin, Record, SmolStr, Table};

use super::alike::{near, same, squash};
use super::tally::Layer;
use super::word;
use crate::marked::{self, Labels};

/// The forms whose rows are indicators, not facts.
const PERFORMANCE: [&str; 3] = [
    "performance_target",
    "performance_result",
    "overall_performance",
];

pub fn tables(labels: &Labels, records: &[Record], layer: &mut Layer) {
    let got: Vec<_> = records
        .iter()
        .filter_map(|record| match record {
            Record::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    let mut used = vec![false; got.len()];
    for want in &labels.tables {
        let caption = want.caption.as_deref().unwrap_or("-");
        let fits = |at: &usize| !used[*at] && overlap(want, got[*at]);
        let Some(at) = (0..got.len()).find(fits) else {
            layer.missed(format!("{}-{} {caption}", want.line, want.end_line));
            continue;
        };
        used[at] = true;
        layer.found();
        let one = got[at];
        let place = format!("{} {caption}", want.line);
        let form = word(one.form);
        layer.field("form", form == want.form, || {
            format!("{place}: want {} got {form}", want.form)
        });
        layer.field(
            "unit",
            same(one.unit.as_deref(), want.unit.as_deref()),
            || format!("{place}: want {:?} got {:?}", want.unit, one.unit),
        );
        let own = one.caption.as_deref().unwrap_or_default();
        let right = near(own, want.caption.as_deref().unwrap_or_default());
        layer.field("caption", right, || format!("{place}: got {own}"));
    }
    for (one, _) in got.iter().zip(used).filter(|(_, used)| !used) {
        let caption = one.caption.as_deref().unwrap_or("-");
        layer.extra(format!("{}-{} {caption}", one.line, one.end_line));
    }
}

/// Half of the lines that either has are lines of both.
fn overlap(want: &marked::Table, got: &Table) -> bool {
    let end = want.end_line.min(got.end_line) + 1;
    let common = end.saturating_sub(want.line.max(got.line));
    let either = want.end_line.max(got.end_line) + 1 - want.line.min(got.line);
    common * 2 >= either
}

pub fn cells(labels: &Labels, records: &[Record], layer: &mut Layer) {
    let mut by_line: HashMap<usize, Vec<(&Fact, bool)>> = HashMap::new();
    for record in records {
        if let Record::Fact(fact) = record
            && fact.origin == Origin::Table
        {
            by_line.entry(fact.line).or_default().push((fact, false));
        }
    }
    for want in &labels.cells {
        let place = format!(
            "{} {} | {} = {}",
            want.line,
            want.row,
            want.column.join("/"),
            want.raw
        );
        let here = by_line.entry(want.line).or_default().iter_mut();
        let free = here.filter(|(fact, used)| !used && fact.value.0 == want.value);
        // Of several with the same value the first of those that agree most.
        let best = free.rev().max_by_key(|(fact, _)| {
            let right = agree(want, fact);
            2 * u8::from(right.row) + 2 * u8::from(right.column) + u8::from(right.code)
        });
        let Some((fact, used)) = best else {
            layer.missed(place);
            continue;
        };
        *used = true;
        layer.found();
        let right = agree(want, fact);
        let got = |own: &Option<SmolStr>| format!("{place}: got {own:?}");
        layer.field("row", right.row, || got(&fact.row_label));
        layer.field("column", right.column, || got(&fact.column_label));
        if want.code.is_some() {
            layer.field("code", right.code, || got(&fact.code));
        }
        layer.field("all", right.row && right.column && right.code, || {
            place.clone()
        });
    }
    let performance = |line: usize| {
        let mut tables = labels.tables.iter();
        tables.any(|table| {
            PERFORMANCE.contains(&table.form.as_str())
                && (table.line..=table.end_line).contains(&line)
        })
    };
    let mut extra: Vec<&Fact> = by_line
        .values()
        .flatten()
        .filter(|(fact, used)| !used && !performance(fact.line))
        .map(|(fact, _)| *fact)
        .collect();
    extra.sort_by_key(|fact| fact.id);
    for fact in extra {
        layer.extra(format!(
            "{} {:?} | {:?} = {}",
            fact.line, fact.row_label, fact.column_label, fact.raw
        ));
    }
}

/// What of a cell is right.
struct Agreement {
    row: bool,
    column: bool,
    code: bool,
}

fn agree(want: &marked::Cell, got: &Fact) -> Agreement {
    let own = got.column_label.as_deref().unwrap_or_default();
    Agreement {
        row: near(&want.row, got.row_label.as_deref().unwrap_or_default()),
        column: same_path(&want.column, own),
        code: want.code.is_none() || want.code.as_deref() == got.code.as_deref(),
    }
}

/// The same heads, or the same lowest head and no other heads than the longer path has.
fn same_path(want: &[String], got: &str) -> bool {
    let want: Vec<String> = want.iter().map(|head| squash(head)).collect();
    let got: Vec<String> = got
        .split('/')
        .map(squash)
        .filter(|head| !head.is_empty())
        .collect();
    let within = |one: &[String], other: &[String]| one.iter().all(|head| other.contains(head));
    want.concat() == got.concat()
        || (want.last().is_some()
            && want.last() == got.last()
            && (within(&want, &got) || within(&got, &want)))
}
