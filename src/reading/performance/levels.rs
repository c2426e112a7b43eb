//! The groups of indicators: filled down where cells are merged, inferred where they are lost.

use rustc_hash::FxHashMap as HashMap;

use super::columns::Columns;
use super::rows::Draft;
use super::sheet::Entry;
use crate::lexicon::performance::{Column, Family, Group, group_before, level1_name};
use crate::record::Anomaly;

/// What the first-level groups are called in a document: 产出指标 here, 项目完成指标 there.
#[derive(Debug, Default)]
pub(super) struct Labels(HashMap<Family, String>);

impl Labels {
    /// Notes a group's name, if it is the first of its family.
    pub fn note(&mut self, entry: &Entry) {
        if let Some(family) = entry.sense.level1
            // 成本指标 and 满意度 may as well be second-level groups.
            && entry.sense.level2.is_none()
        {
            self.0.entry(family).or_insert_with(|| plain(entry));
        }
    }

    fn of(&self, family: Family) -> Option<String> {
        self.0
            .get(&family)
            .cloned()
            .or_else(|| level1_name(family).map(str::to_owned))
    }
}

/// A group's name without its points: `产出指标（50分）` is 产出指标.
fn plain(entry: &Entry) -> String {
    let text = entry.text.split(['(', '（']).next().unwrap_or(entry.text);
    let unpointed = text.strip_suffix('分').unwrap_or(text);
    let shorn = unpointed.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let name = if shorn.len() < unpointed.len() {
        shorn
    } else {
        text
    };
    if name.trim().is_empty() {
        entry.text.to_owned()
    } else {
        name.trim().to_owned()
    }
}

/// The groups that hold for a row: those last printed above it.
#[derive(Debug, Clone, Default)]
pub(super) struct Levels {
    level1: Option<(String, Option<Family>)>,
    level2: Option<(String, Option<Group>)>,
}

impl Levels {
    /// Takes note of the groups that a row prints. In a table whose left columns are foreign the
    /// first level says nothing about where a second level ends.
    pub fn meet(
        &mut self,
        level1: Option<&Entry>,
        level2: Option<&Entry>,
        columns: &Columns,
        foreign: bool,
    ) {
        // A form with one level only may call the first the second, and the other way round.
        let is_first = |entry: &Entry| {
            !columns.has(Column::Level1)
                && entry.sense.level1.is_some()
                && entry.sense.level2.is_none()
        };
        let is_second = |entry: &Entry| {
            !columns.has(Column::Level2)
                && entry.sense.level1.is_none()
                && entry.sense.level2.is_some()
        };
        let (level1, level2) = match (level1, level2) {
            (Some(entry), None) if is_second(entry) => (None, Some(entry)),
            (None, Some(entry)) if is_first(entry) => (Some(entry), None),
            levels => levels,
        };
        if let Some(entry) = level1 {
            let name = plain(entry);
            let again = self
                .level1
                .as_ref()
                .is_some_and(|(known, _)| *known == name);
            self.level1 = Some((name, entry.sense.level1));
            if !foreign && !again {
                self.level2 = None;
            }
        }
        if let Some(entry) = level2 {
            self.level2 = Some((plain(entry), entry.sense.level2));
        }
    }

    /// Gives a row its groups, and says whether they contradict each other.
    pub fn apply(&self, draft: &mut Draft, foreign: bool, labels: &Labels) -> Option<Anomaly> {
        draft.level1 = self.level1.as_ref().map(|(name, _)| name.clone());
        draft.level2 = self.level2.as_ref().map(|(name, _)| name.clone());
        let family = self.level1.as_ref().and_then(|(_, family)| *family);
        let group = self.level2.as_ref().and_then(|(_, group)| *group)?;
        draft.group = Some(group);
        match family {
            Some(family) if agree(family, group) => None,
            None if self.level1.is_some() => None,
            None => {
                draft.level1 = labels.of(group.family);
                None
            }
            // The second level stands beside the indicator; the first is foreign.
            Some(_) if foreign => {
                draft.level1 = labels.of(group.family);
                None
            }
            Some(_) => Some(Anomaly::LevelMismatch),
        }
    }

    /// Whether no first level was printed yet.
    pub fn is_open(&self) -> bool {
        self.level1.is_none()
    }
}

/// Gives groups to the rows of a cut table above the first group printed: they are those that come
/// before it in the official order.
pub(super) fn complete(drafts: &mut [Draft], labels: &Labels) {
    let mut grouped = drafts.iter().enumerate();
    let Some((first, group, name)) =
        grouped.find_map(|(at, draft)| Some((at, draft.group?, draft.level2.clone())))
    else {
        return;
    };
    let Some((_, before)) = group_before(group) else {
        return;
    };
    let short = name.is_some_and(|name| !name.ends_with("指标"));
    let before = match before.strip_suffix("指标") {
        Some(stem) if short => stem,
        _ => before,
    };
    for draft in drafts.iter_mut().take(first).filter(|draft| draft.lost) {
        draft.level1 = labels.of(group.family);
        draft.level2 = Some(before.to_owned());
    }
}

/// Whether a second-level group may stand under a first-level one.
fn agree(family: Family, group: Group) -> bool {
    family == group.family
        || family == Family::Process
        // Older forms have 满意度 under 效益, and 成本 may be a group of its own.
        || (family == Family::Benefit && group.family == Family::Satisfaction)
        || (family == Family::Cost && group.family == Family::Output)
}
