//! The words of performance tables: levels, column headings, head cells, comparing words.
//!
//! Data: `data/performance.tsv`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::heads::AMONG;
use super::rows::{PerformanceSense as Said, PerformanceWords};
use crate::fold::Folded;
use crate::grammar::heading::is_numeral;
use crate::record::Comparator;

pub use super::rows::{Column, Family, Head, Side as Place};

/// A second-level group: its family, and its place in the official order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Group {
    /// The family it belongs to.
    pub family: Family,
    /// Its place among all groups in the official order.
    pub place: usize,
}

/// Everything a cell's text may be in a performance table. A word may be several: `成本指标` is a
/// first level in one form and a second in another.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sense {
    /// A first-level group.
    pub level1: Option<Family>,
    /// A second-level group.
    pub level2: Option<Group>,
    /// A column's heading.
    pub column: Option<Column>,
    /// A head cell.
    pub head: Option<Head>,
    /// A label beside or above a part of the table.
    pub label: bool,
    /// The beginning of a row that is no indicator.
    pub closing: bool,
}

impl Sense {
    /// Whether the text is a word of the form, not content.
    pub fn is_word(&self) -> bool {
        self.level1.is_some()
            || self.level2.is_some()
            || self.column.is_some()
            || self.head.is_some()
            || self.label
    }
}

#[derive(Default)]
struct Words {
    level1: HashMap<String, Family>,
    level2: HashMap<String, Group>,
    column: HashMap<String, Column>,
    head: HashMap<String, Head>,
    label: HashSet<String>,
    closing: HashSet<String>,
    quality: HashSet<String>,
    plain: HashMap<Family, String>,
    groups: Vec<(Family, String)>,
    compare: Vec<(Place, Option<Comparator>, String)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for row in PerformanceWords::all() {
        words.add(row);
    }
    // The longest word is asked first: `达到` before `达`.
    words
        .compare
        .sort_by_key(|(_, _, word)| std::cmp::Reverse(word.len()));
    words
});

static SUMMARIES: LazyLock<super::words::Words> = LazyLock::new(|| {
    let rows = PerformanceWords::all().iter();
    let summaries = rows.filter(|row| matches!(row.sense, Said::Summary));
    summaries.flat_map(|row| row.words.words()).collect()
});

impl Words {
    fn add(&mut self, row: &'static PerformanceWords) {
        let place = self.groups.len();
        for (index, word) in row.words.words().map(Folded::fold).enumerate() {
            match row.sense {
                Said::Level1(family) => {
                    self.plain.entry(family).or_insert_with(|| word.clone());
                    self.level1.insert(word, family);
                }
                Said::Level2(family) => {
                    if index == 0 {
                        self.groups.push((family, word.clone()));
                    }
                    self.level2.insert(word, Group { family, place });
                }
                Said::Column(column) => drop(self.column.insert(word, column)),
                Said::Head(head) => drop(self.head.insert(word, head)),
                Said::Label => drop(self.label.insert(word)),
                Said::Closing => drop(self.closing.insert(word)),
                Said::Quality => drop(self.quality.insert(word)),
                Said::Compare(side, sign) => self.compare.push((side, sign, word)),
                // Found in lines: see `SUMMARIES`.
                Said::Summary => {}
            }
        }
    }
}

/// What the folded text of a cell may be.
pub fn sense(cell: &str) -> Sense {
    // No word of the form is longer; a cell of running text is not looked up.
    if cell.len() > 120 {
        return Sense::default();
    }
    let words = &*WORDS;
    let bare = bare(cell);
    let key = head_key(&bare);
    let whole = cell.trim_end_matches(':');
    let level = level_key(&bare);
    // 产出指标(40)分: the marks stand in the bracket, their unit behind it.
    let level = match level.strip_suffix('分') {
        Some(unmarked) if cell.ends_with(")分") => unmarked,
        _ => level,
    };
    Sense {
        level1: words.level1.get(level).copied(),
        level2: words.level2.get(level).copied(),
        column: words.column.get(&bare).copied(),
        head: words
            .head
            .get(whole)
            .or_else(|| words.head.get(key))
            .copied(),
        label: words.label.contains(key),
        closing: opening(cell).is_some_and(|word| words.closing.contains(word)),
    }
}

/// The word with which a cell begins: up to a colon or a bracket.
fn opening(cell: &str) -> Option<&str> {
    cell.split([':', '(', ',']).next()
}

/// A cell without brackets and what stands in them, without white space and a closing colon.
fn bare(cell: &str) -> String {
    let mut bare = String::with_capacity(cell.len());
    let mut depth = 0usize;
    for c in cell.chars() {
        match c {
            '(' | '[' | '〔' => depth += 1,
            ')' | ']' | '〕' => depth = depth.saturating_sub(1),
            ' ' => {}
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    bare.truncate(bare.trim_end_matches([':', '*']).len());
    bare
}

/// `产出指标50分` names 产出指标; `(一)` and `1.` before a word are dropped.
fn level_key(bare: &str) -> &str {
    let unnumbered = bare
        .trim_start_matches(|c: char| c.is_ascii_digit() || is_numeral(c))
        .trim_start_matches(['.', '、']);
    let named = if unnumbered.len() < bare.len() && bare.contains(['.', '、']) {
        unnumbered
    } else {
        bare
    };
    let unpointed = named.strip_suffix('分').unwrap_or(named);
    let shorn = unpointed.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '%');
    if shorn.len() < unpointed.len() {
        shorn
    } else {
        named
    }
}

/// `其中-财政拨款` names 财政拨款.
fn head_key(bare: &str) -> &str {
    bare.strip_prefix(AMONG)
        .unwrap_or(bare)
        .trim_start_matches([':', '-', '、', ',', '—', '*'])
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start_matches(['.', '、'])
}

/// The plain name of a first-level group.
pub fn level1_name(family: Family) -> Option<&'static str> {
    WORDS.plain.get(&family).map(String::as_str)
}

/// The plain name of the group that comes before `group` in the official order, within its family.
pub fn group_before(group: Group) -> Option<(Group, &'static str)> {
    let place = group.place.checked_sub(1)?;
    let (family, name) = WORDS.groups.get(place)?;
    (*family == group.family).then_some((
        Group {
            family: *family,
            place,
        },
        name.as_str(),
    ))
}

/// Whether the first of the heads along the money stands over the names of its rows: 年度预算数 | 年初预算 | 调整后预算数.
pub fn heads_rows(heads: &[Option<Head>]) -> bool {
    let budget = Some(Head::Budget);
    matches!(heads, [first, Some(Head::Initial), rest @ ..] if *first == budget && rest.contains(&budget))
}

/// Whether a folded cell is a phrase that says how well something turned out.
pub fn is_quality(cell: &str) -> bool {
    WORDS.quality.contains(cell.trim_end_matches('。'))
}

/// Where the phrase that follows a project's name stands in a folded line, if the line sums up how
/// a project performed.
pub fn summary(line: &str) -> Option<usize> {
    SUMMARIES.found_in(line).next().map(|(at, _)| at)
}

/// The longest comparing word that ends (before a number) or begins (after it) `folded`: what it
/// says and its length in bytes.
pub fn comparing(place: Place, folded: &str) -> Option<(Option<Comparator>, usize)> {
    WORDS
        .compare
        .iter()
        .filter(|(stands, _, _)| *stands == place)
        .find(|(_, _, word)| match place {
            Place::Before => folded.ends_with(word.as_str()),
            Place::After | Place::Inside => folded.starts_with(word.as_str()),
        })
        .map(|(_, sign, word)| (*sign, word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_by_what_they_say_not_by_how_they_are_dressed() {
        for (cell, family) in [
            ("产出指标", Some(Family::Output)),
            ("产出指标(50分)", Some(Family::Output)),
            ("产出指标50分", Some(Family::Output)),
            ("产出指标(40-50)分", Some(Family::Output)),
            ("满意度指标(10)", Some(Family::Satisfaction)),
            ("1.效益指标", Some(Family::Benefit)),
            ("走访人数", None),
        ] {
            assert_eq!(sense(cell).level1, family, "{cell}");
        }
        for (cell, head) in [
            ("其中-财政拨款:", Some(Head::Fiscal)),
            ("其中:财政拨款", Some(Head::Fiscal)),
            ("年度资金总额:", Some(Head::Total)),
            ("全年预算数(A)", Some(Head::Budget)),
            ("项目单位(项目名称)", Some(Head::Name)),
            ("项目单位", Some(Head::Bearer)),
        ] {
            assert_eq!(sense(cell).head, head, "{cell}");
        }
        assert_eq!(
            sense("预期指标值(包含数字及文字描述)").column,
            Some(Column::Target)
        );
    }
}
