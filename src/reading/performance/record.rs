//! What was read of the tables becomes records, with their places.

use std::ops::Range;

use rust_decimal::Decimal;
use rustc_hash::FxHashSet as HashSet;

use super::head::{Amount, Facts, Said, scale};
use super::name::{choose, summaries};
use super::rows::Draft;
use super::value::{self, Value};
use super::{Context, Source};
use crate::fold::Folded;
use crate::layout::table::Grid;
use crate::record::{Form, Indicator, Layout, Number, Project};

/// Gathers the records of a document's performance tables.
pub(super) struct Writer<'a> {
    context: &'a Context<'a>,
    projects: Vec<Project>,
    indicators: Vec<Indicator>,
    /// The project that the next indicators belong to.
    current: Option<usize>,
    begun: HashSet<usize>,
    named: HashSet<usize>,
}

impl<'a> Writer<'a> {
    pub fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            projects: Vec::new(),
            indicators: Vec::new(),
            current: None,
            begun: HashSet::default(),
            named: HashSet::default(),
        }
    }

    /// Whether the text has lost where the rows of a grid end: cells that each stand on a line of
    /// their own before a bar.
    pub fn is_flow(&self, grid: &Grid) -> bool {
        let text = self.context.text;
        grid.layout == Layout::CellPerLine && text.line(grid.lines.start).trim_end().ends_with('|')
    }

    /// The next indicators belong to no project.
    pub fn no_project(&mut self) {
        self.current = None;
    }

    /// Writes the head of a project.
    pub fn project(&mut self, table: &Source, facts: &Facts) {
        let Some(range) = facts.range.clone() else {
            return;
        };
        let text = self.context.text;
        let span = text.span(range.clone());
        if !self.begun.insert(span.0) {
            return;
        }
        let at = facts
            .name
            .as_ref()
            .and_then(|said| said.range.clone())
            .or_else(|| facts.asked.clone())
            .map_or(range.start, |named| named.start);
        let unit = unit(facts, table);
        let number = |amount: &Option<Amount>| {
            let amount = amount.as_ref()?;
            converted(amount, unit.as_deref()).map(Number)
        };
        let said = |said: &Option<Said>| said.as_ref().map(|said| said.text.clone());
        self.current = Some(span.0);
        self.projects.push(Project {
            doc: self.context.doc.to_owned(),
            id: span.0,
            section_id: (self.context.section_at)(range.start),
            table_id: Some(table.id),
            name: said(&facts.name),
            agency: said(&facts.agency).or_else(|| said(&facts.bearer)),
            budget: number(&facts.budget).or_else(|| number(&facts.initial)),
            executed: number(&facts.executed),
            fiscal_budget: number(&facts.fiscal_budget),
            fiscal_executed: number(&facts.fiscal_executed),
            other_budget: number(&facts.other_budget),
            other_executed: number(&facts.other_executed),
            unit,
            goal: said(&facts.goal),
            result: said(&facts.result),
            line: text.line_number(at),
            span,
        });
    }

    /// Writes the indicators of the project written last.
    pub fn indicators(&mut self, table: &Source, drafts: &[Draft]) {
        for draft in drafts {
            let record = self.indicator(table, draft);
            self.indicators.extend(record);
        }
    }

    fn indicator(&mut self, table: &Source, draft: &Draft) -> Option<Indicator> {
        let text = self.context.text;
        let range = place(draft)?;
        let span = text.span(range.clone());
        if !self.named.insert(span.0) {
            return None;
        }
        let name_unit = draft.level3.as_ref().and_then(|said| bracketed(&said.text));
        let unit = draft
            .unit
            .as_ref()
            .map(|said| said.text.clone())
            .or(name_unit);
        let target_raw = composed(draft);
        let target = draft
            .target
            .as_ref()
            .and_then(|_| quantity(target_raw.as_deref()?, unit.as_deref()));
        let actual = draft
            .actual
            .as_ref()
            .and_then(|said| quantity(&said.text, unit.as_deref()));
        let said = |said: &Option<Said>| said.as_ref().map(|said| said.text.clone());
        let points = |said: &Option<Said>| {
            let said = said.as_ref()?;
            value::parse(&said.text).map(|value| Number(value.number))
        };
        let overall = table.form == Form::OverallPerformance;
        Some(Indicator {
            doc: self.context.doc.to_owned(),
            id: span.0,
            project_id: self.current.filter(|_| !overall),
            section_id: (self.context.section_at)(range.start),
            table_id: Some(table.id),
            level1: draft.level1.clone(),
            level2: draft.level2.clone(),
            level3: said(&draft.level3),
            target_comparator: target.as_ref().and_then(|value| value.comparator),
            target_value: target.as_ref().map(|value| Number(value.number)),
            target_unit: target.and_then(|value| value.unit),
            target_raw,
            actual_raw: said(&draft.actual),
            actual_comparator: actual.as_ref().and_then(|value| value.comparator),
            actual_value: actual.as_ref().map(|value| Number(value.number)),
            actual_unit: actual.and_then(|value| value.unit),
            weight: points(&draft.weight),
            score: points(&draft.score),
            anomaly: draft.anomaly,
            line: text.line_number(range.start),
            span,
        })
    }

    /// A project without a unit has that of the others, or that of the document's other tables.
    fn share_unit(&mut self) {
        let unit = common(self.projects.iter().map(|project| project.unit.as_ref()))
            .or_else(|| self.context.usual_unit.map(str::to_owned));
        for project in &mut self.projects {
            if project.unit.is_none() && (project.budget.is_some() || project.executed.is_some()) {
                project.unit = unit.clone();
            }
        }
    }

    /// The records; a project whose table lost its name is named by the text.
    pub fn finish(mut self) -> (Vec<Project>, Vec<Indicator>) {
        self.share_unit();
        if self.projects.iter().any(|project| project.name.is_none()) {
            let summaries = summaries(self.context.folded);
            let taken: Vec<String> = self
                .projects
                .iter()
                .filter_map(|project| project.name.as_deref())
                .map(Folded::fold)
                .collect();
            for project in &mut self.projects {
                if project.name.is_none() {
                    let yuan = project.unit.as_deref().and_then(scale);
                    let budget = project
                        .budget
                        .zip(yuan)
                        .and_then(|(Number(sum), yuan)| sum.checked_mul(yuan));
                    project.name = choose(&summaries, &taken, budget).map(str::to_owned);
                }
            }
        }
        (self.projects, self.indicators)
    }
}

/// The unit that all have that have one.
fn common<'u>(units: impl Iterator<Item = Option<&'u String>>) -> Option<String> {
    let mut units = units.flatten();
    let first = units.next()?;
    units.all(|unit| unit == first).then(|| first.clone())
}

/// The unit of a project's money: declared in its head, over the table, or in the cells.
fn unit(facts: &Facts, table: &Source) -> Option<String> {
    let declared = facts.unit.clone().or_else(|| table.unit.map(str::to_owned));
    declared.or_else(|| {
        let amount = facts.budget.as_ref().or(facts.executed.as_ref())?;
        let unit = amount.unit.clone()?;
        // `40万` is short for 40万元.
        Some(if unit.ends_with('元') {
            unit
        } else {
            format!("{unit}元")
        })
    })
}

/// An amount in the project's unit, if it has so many digits.
fn converted(amount: &Amount, unit: Option<&str>) -> Option<Decimal> {
    let own = amount.unit.as_deref().and_then(scale);
    match (own, unit.and_then(scale)) {
        (Some(own), Some(unit)) if own != unit => amount.number.checked_mul(own)?.checked_div(unit),
        _ => Some(amount.number),
    }
}

/// From where the indicator's name begins (its value, if the name is lost) to its last cell.
fn place(draft: &Draft) -> Option<Range<usize>> {
    let cells = [
        &draft.level3,
        &draft.sign,
        &draft.target,
        &draft.unit,
        &draft.actual,
        &draft.weight,
        &draft.score,
    ];
    let mut ranges = cells
        .into_iter()
        .flatten()
        .filter_map(|said| said.range.clone());
    let first = ranges.next()?;
    let end = ranges
        .map(|range| range.end)
        .fold(first.end, |end, next| end.max(next));
    Some(first.start..end)
}

/// The target as written, with the comparator and the unit that have columns of their own.
fn composed(draft: &Draft) -> Option<String> {
    let target = draft.target.as_ref()?;
    let sign = draft
        .sign
        .as_ref()
        .map(|said| said.text.as_str())
        .filter(|sign| !sign.chars().any(char::is_alphabetic))
        .filter(|sign| !target.text.starts_with(*sign))
        .unwrap_or("");
    let unit = draft
        .unit
        .as_ref()
        .map(|said| said.text.as_str())
        .filter(|unit| {
            !target.text.ends_with(*unit) && unit.chars().any(char::is_alphanumeric) || *unit == "%"
        })
        .filter(|unit| !target.text.ends_with(*unit))
        .filter(|_| target.text.ends_with(|c: char| c.is_ascii_digit()))
        .unwrap_or("");
    Some(format!("{sign}{}{unit}", target.text))
}

/// The quantity in a cell; a bare number takes the unit that stands in the name or beside it.
fn quantity(cell: &str, unit: Option<&str>) -> Option<Value> {
    let value = value::parse(cell)?;
    if value.unit.is_none()
        && let Some(unit) = unit
        && let Some(whole) = value::parse(&format!("{cell}{unit}"))
        && whole.unit.is_some()
    {
        return Some(Value {
            comparator: value.comparator,
            ..whole
        });
    }
    Some(value)
}

/// The unit in brackets at the end of a name: `参保人数（人）`.
fn bracketed(name: &str) -> Option<String> {
    let folded = Folded::fold(name);
    let inner = folded.strip_suffix(')')?;
    let (_, unit) = inner.rsplit_once('(')?;
    let short = (1..=6).contains(&unit.chars().count());
    short.then(|| unit.to_owned())
}
