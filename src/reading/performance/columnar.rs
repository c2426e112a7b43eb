//! Tables in which a project is a row: names, money and goal in columns of their own, and the
//! indicators beside them, either in one set of columns (三级指标 | 指标值, with a row for each) or in
//! several, one for each first-level group.

use super::align::judge;
use super::columns::{Columns, Damage};
use super::head::{Facts, Said, amount, declared_unit};
use super::levels::{Labels, Levels};
use super::rows::{Body, Draft, read};
use super::sheet::Entry;
use crate::lexicon::performance::{Column, Head};

/// A project with its indicators.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub facts: Facts,
    pub drafts: Vec<Draft>,
}

/// A set of indicator columns, under a first-level group or with a column for it.
struct Set {
    columns: Columns,
    level1: Option<String>,
    level2: Option<String>,
}

/// Reads rows under headings that name projects. The first rows may belong to a project that began
/// in the table before.
pub(super) fn projects(
    heading: &[Vec<Entry>],
    rows: &[Vec<Entry>],
    width: usize,
    labels: &Labels,
) -> Vec<Item> {
    let sets = sets(heading, width);
    let heads = heads(heading, width);
    let unit = heading
        .iter()
        .flatten()
        .find_map(|entry| declared_unit(&entry.folded));
    let mut items: Vec<(Item, Vec<&[Entry]>)> = Vec::new();
    let mut agency: Option<Said> = None;
    for row in rows {
        match begins(row, &heads, items.last().map(|(item, _)| item)) {
            Begins::Nothing => match items.last_mut() {
                Some((_, rows)) => rows.push(row),
                // The project began on the page before.
                None => items.push((Item::default(), vec![row])),
            },
            Begins::Sum => {}
            Begins::Agency(said) => agency = Some(said),
            Begins::Project => {
                let mut facts = facts(row, &heads);
                agency = facts.agency.take().or(agency);
                facts.agency = agency.clone();
                facts.unit = unit.clone();
                let item = Item {
                    facts,
                    drafts: Vec::new(),
                };
                items.push((item, vec![row]));
            }
        }
    }
    for (item, own) in &mut items {
        item.drafts = drafts(own, &sets, labels);
    }
    items.into_iter().map(|(item, _)| item).collect()
}

/// The columns of the head, by what their lowest heading names.
fn heads(heading: &[Vec<Entry>], width: usize) -> Vec<Option<Head>> {
    let mut heads = vec![None; width];
    for entry in heading.iter().flatten() {
        if let Some(slot) = heads.get_mut(entry.column) {
            *slot = match entry.sense.column {
                Some(_) => None,
                None => entry.sense.head.or(*slot),
            };
        }
    }
    heads
}

/// The sets of indicator columns: each has one column of names.
fn sets(heading: &[Vec<Entry>], width: usize) -> Vec<Set> {
    let columns = Columns::of(heading, width);
    let mut starts: Vec<usize> = Vec::new();
    let mut named = true;
    for at in 0..width {
        match columns.role(at) {
            Some(Column::Level1 | Column::Level2 | Column::Level3) if named => {
                starts.push(at);
                named = columns.role(at) == Some(Column::Level3);
            }
            Some(Column::Level3) => named = true,
            _ => {}
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).copied().chain([width]).collect();
    starts
        .into_iter()
        .zip(ends)
        .map(|(start, end)| {
            let over = |level: fn(&Entry) -> bool| {
                heading
                    .iter()
                    .filter_map(|row| row.iter().rev().find(|entry| entry.column <= start))
                    .find(|entry| level(entry))
                    .map(|entry| entry.text.to_owned())
            };
            Set {
                columns: columns.only(start, end),
                level1: over(|entry| entry.sense.level1.is_some()),
                level2: over(|entry| entry.sense.level2.is_some() && entry.sense.level1.is_none()),
            }
        })
        .collect()
}

/// What a row begins.
enum Begins {
    Project,
    Agency(Said),
    Sum,
    Nothing,
}

fn begins(row: &[Entry], heads: &[Option<Head>], last: Option<&Item>) -> Begins {
    let at = |entry: &Entry| heads.get(entry.column).copied().flatten();
    let Some(name) = row.iter().find(|entry| at(entry) == Some(Head::Name)) else {
        return Begins::Nothing;
    };
    if row.first().is_some_and(|entry| entry.sense.closing) {
        return Begins::Sum;
    }
    let known = last
        .and_then(|item| item.facts.name.as_ref())
        .is_some_and(|said| said.text == name.text);
    if known {
        return Begins::Nothing;
    }
    // An agency stands over its projects with the sum of their money, behind its code, and has no
    // goal of its own.
    let only_money = row.iter().all(|entry| {
        matches!(
            at(entry),
            Some(Head::Name | Head::Total | Head::Budget | Head::Initial | Head::Fiscal)
                | Some(Head::Other | Head::Carried | Head::Executed)
        )
    });
    match coded(name) {
        Some(said) if only_money => Begins::Agency(said),
        _ => Begins::Project,
    }
}

/// `101-某某局`: what stands behind a code of three or more digits.
fn coded(name: &Entry) -> Option<Said> {
    let rest = name.text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = name.text.len() - rest.len();
    let text = rest.trim_start_matches(['-', '—', '－', '_', ' ']);
    (digits >= 3 && text.len() < rest.len() && !text.is_empty()).then(|| Said {
        text: text.to_owned(),
        range: name.range.clone(),
    })
}

fn facts(row: &[Entry], heads: &[Option<Head>]) -> Facts {
    let mut facts = Facts::default();
    for entry in row {
        let said = Said {
            text: entry.text.to_owned(),
            range: entry.range.clone(),
        };
        let Some(head) = heads.get(entry.column).copied().flatten() else {
            continue;
        };
        if let Some(range) = &entry.range {
            let whole = facts.range.get_or_insert_with(|| range.clone());
            whole.end = whole.end.max(range.end);
        }
        match head {
            Head::Name => facts.name = Some(said),
            Head::Agency => facts.agency = Some(said),
            Head::Bearer | Head::Department => facts.bearer = Some(said),
            Head::Budget | Head::Total => facts.budget = facts.budget.or_else(|| amount(&said)),
            Head::Initial => facts.initial = amount(&said),
            Head::Executed => facts.executed = amount(&said),
            Head::Fiscal => facts.fiscal_budget = facts.fiscal_budget.or_else(|| amount(&said)),
            Head::Other => facts.other_budget = facts.other_budget.or_else(|| amount(&said)),
            Head::Goal => facts.goal = Some(said),
            Head::Result => facts.result = Some(said),
            Head::Rate | Head::Carried => {}
        }
    }
    facts
}

/// The indicators of a project's rows. One set of columns is read as any table; of several sets
/// each row holds one indicator per set, in its place.
fn drafts(rows: &[&[Entry]], sets: &[Set], labels: &Labels) -> Vec<Draft> {
    if let [set] = sets {
        return listed(rows, set, labels);
    }
    let mut drafts = Vec::new();
    for row in rows {
        for set in sets {
            drafts.extend(placed(row, set));
        }
    }
    drafts
}

fn listed(rows: &[&[Entry]], set: &Set, labels: &Labels) -> Vec<Draft> {
    let start = set.columns.first().unwrap_or(0);
    let rows: Vec<Vec<Entry>> = rows
        .iter()
        .map(|row| {
            let beside = |entry: &&Entry| entry.column >= start;
            row.iter().filter(beside).cloned().collect()
        })
        .collect();
    let (columns, damage): (Columns, Option<Damage>) = judge(&rows, set.columns.clone());
    let body = Body {
        columns,
        damage,
        labels,
        cut: false,
        remains: None,
    };
    let mut drafts = read(&rows, &body, &mut Levels::default());
    for draft in &mut drafts {
        draft.level1 = draft.level1.take().or_else(|| set.level1.clone());
        draft.level2 = draft.level2.take().or_else(|| set.level2.clone());
    }
    drafts
}

fn placed(row: &[Entry], set: &Set) -> Option<Draft> {
    let said = |column| {
        row.iter()
            .find(|entry| set.columns.role(entry.column) == Some(column))
            .map(|entry| Said {
                text: entry.text.to_owned(),
                range: entry.range.clone(),
            })
    };
    let group = |column, known: &Option<String>| {
        let own = said(column).map(|said| said.text);
        own.or_else(|| known.clone())
    };
    let draft = Draft {
        level1: group(Column::Level1, &set.level1),
        level2: group(Column::Level2, &set.level2),
        ..Draft::of(said)
    };
    let placed = draft
        .level3
        .as_ref()
        .is_some_and(|said| said.range.is_some());
    placed.then_some(draft)
}
