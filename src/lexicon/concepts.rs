//! The codebook: what a number measures, under one id whatever a document calls it.
//!
//! In comes a label and what is known of its place, out comes a [`Match`]: a concept of
//! `data/concepts.tsv` and, for an entry of the budget classification, its code. A label that no name
//! equals is compared word by word; what stays doubtful is `None`. Nothing is known here of documents.
//!
//! **Concept and code.** A concept says what sort of number it is, a code which entry of the
//! classification. The 2,000 functional and economic entries are no concepts of their own: the concept
//! of 社会保险经办机构 is `functional_item`, its code 2080109. So a researcher groups by concept without
//! counting an item twice (its 款 is a `functional_section`, its 类 a `functional_class`), and filters by
//! code. A thing that has a name of its own in the disclosure and in the economic classification
//! (公务接待费, 会议费, 培训费, 因公出国费, 公务用车) keeps its concept everywhere; where the surroundings are those of
//! the economic classification it has the code as well (30217), which tells the line of the
//! 基本支出 table from the total of the 三公 table.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::context::{Marks, is_basis};
use super::label::{self, Label, RULES};
use super::names::{self, Entry, Known, Scheme};
use super::score::Scorer;
use crate::record::Quantity;

/// What a concept is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Money.
    Money,
    /// A number of things.
    Count,
    /// A percentage by nature.
    Percent,
    /// Square metres.
    Area,
    /// Points of an evaluation.
    Score,
}

impl Unit {
    /// The word that the data file has for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Count => "count",
            Self::Percent => "percent",
            Self::Area => "area",
            Self::Score => "score",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Money, Self::Count, Self::Percent, Self::Area, Self::Score]
            .into_iter()
            .find(|unit| unit.name() == name)
    }
}

/// One line of the codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// The id that facts bear.
    pub id: &'static str,
    /// The Chinese name.
    pub name: &'static str,
    /// The English name.
    pub english: &'static str,
    /// What it is measured in.
    pub unit: Unit,
    /// Id of the whole that it is a part of.
    pub parent: Option<&'static str>,
    aliases: &'static str,
}

/// What a label was found to mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// The concept.
    pub concept: &'static Concept,
    /// The classification code, where the label names exactly one.
    pub code: Option<&'static str>,
    /// 1 for a name, less for a likeness.
    pub score: f32,
}

impl Match {
    /// The concept's id, as a fact bears it.
    pub fn id(&self) -> &'static str {
        self.concept.id
    }

    /// Whether a number of this kind can be a number of the concept. A percentage can be the share or
    /// growth of anything; an amount of money cannot be a number of vehicles.
    pub fn fits(&self, kind: Quantity) -> bool {
        match kind {
            Quantity::Percent => true,
            Quantity::Money => self.concept.unit == Unit::Money,
            Quantity::Count => matches!(self.concept.unit, Unit::Count | Unit::Area | Unit::Score),
        }
    }
}

/// All concepts, in the order of the data file.
pub fn all() -> &'static [Concept] {
    &CONCEPTS
}

/// The concept with this id.
pub fn by_id(id: &str) -> Option<&'static Concept> {
    CONCEPTS.iter().find(|concept| concept.id == id)
}

/// What a label means wherever it stands.
pub fn find(label: &str) -> Option<Match> {
    find_in(label, &[])
}

/// What a label means in its place. `context` holds what is known of the place, in any order: the whole
/// of which it is a part, the table's form (`general_basic`), the column path, the heading, the 类 and 款
/// above it with their marks or as code digits, and the number's unit (批次, 人次, 辆, 万元).
pub fn find_in(label: &str, context: &[&str]) -> Option<Match> {
    find_label(&label::label(label), context)
}

/// What a table's cell means: its row, unless the row names no thing (合计, an agency) and the column
/// does (公务接待费).
pub fn find_cell(form: &str, row: &str, column: &str) -> Option<Match> {
    let (path, leaf) = column.rsplit_once('/').map_or(("", column), |(path, leaf)| (path, leaf));
    let row_label = label::label(row);
    let is_total = is_basis(&row_label.key) || matches!(row_label.key.as_str(), "总计");
    let of_column = || {
        let mut rest = path;
        let mut part = leaf;
        // 公务接待费/本年预算数: the last part that is no year or kind of books.
        while is_basis(&label::label(part).key) && !matches!(part, "合计" | "小计") && !rest.is_empty() {
            (rest, part) = rest.rsplit_once('/').map_or(("", rest), |(rest, part)| (rest, part));
        }
        find_in(part, &[form, rest])
    };
    if is_total {
        return of_column().or_else(|| find_label(&row_label, &[form, column]));
    }
    find_label(&row_label, &[form, column])
}

fn find_label(label: &Label, context: &[&str]) -> Option<Match> {
    if label.key.is_empty() {
        return None;
    }
    let book = &*BOOK;
    let marks = Marks::around(context);
    let known = known(label, context, marks);
    if !label.digits.is_empty()
        && let Some(entry) = names::printed(&label.digits, &label.key)
    {
        return book.entry(entry, 1.0);
    }
    if known.level.is_some() || !known.under.is_empty() {
        return names::entry(&label.key, known).and_then(|entry| book.entry(entry, 1.0));
    }
    if known.scheme == Some(Scheme::Functional)
        && let Some(entry) = names::entry(&label.key, known)
    {
        return book.entry(entry, 1.0);
    }
    let key = label.key.as_str();
    let exact = book
        .whole(key, marks, known)
        .or_else(|| book.whole(RULES.without_tail(key)?, marks, known))
        .or_else(|| {
            let rest = RULES.without_head(key)?;
            book.whole(rest, marks, known)
                .or_else(|| book.whole(RULES.without_tail(rest)?, marks, known))
        });
    if exact.is_some() {
        return exact;
    }
    let after_agency = RULES.after_agency(key).find_map(|rest| {
        book.concept(rest, Marks::default())
            .or_else(|| book.concept(RULES.without_tail(rest)?, Marks::default()))
    });
    if let Some(concept) = after_agency {
        return Some(book.matched(concept, None, 0.98));
    }
    let (concept, score) = book.scorer.best(key)?;
    let name = CONCEPTS[usize::from(concept)].name;
    let contrary = (key.contains("支出") && name.contains("收入"))
        || (key.contains("收入") && !name.contains("收入"))
        || (key.contains("支出") && CONCEPTS[usize::from(concept)].unit != Unit::Money);
    (!contrary).then(|| book.matched(concept, None, score))
}

/// What is known of a classification name from its own mark and from its surroundings.
fn known<'a>(label: &Label, context: &[&'a str], marks: Marks) -> Known<'a> {
    let book = &*BOOK;
    let scheme = if marks.hold(book.government_economic) {
        Some(Scheme::GovernmentEconomic)
    } else if marks.hold(book.functional) != marks.hold(book.economic) {
        let functional = marks.hold(book.functional);
        Some(if functional { Scheme::Functional } else { Scheme::Economic })
    } else {
        None
    };
    let mut under = names::path_code(&label.path);
    for words in context {
        let digits = words.bytes().all(|byte| byte.is_ascii_digit());
        if digits && matches!(words.len(), 3 | 5) && words.len() > under.len() {
            under = words;
        } else if words.contains(['类', '款']) {
            let above = label::label(words);
            let mut path = above.path;
            path.extend(above.level.map(|level| (above.key, level)));
            let code = names::path_code(&path);
            if code.len() > under.len() {
                under = code;
            }
        }
    }
    Known {
        level: label.level,
        scheme: if label.level.is_some() { None } else { scheme },
        under,
    }
}

/// A concept that a key stands for where the marks are given.
struct Sense {
    marks: Marks,
    concept: u16,
}

struct Book {
    senses: HashMap<String, Vec<Sense>>,
    scorer: Scorer,
    /// For every scheme and level its concept.
    levels: [[u16; 3]; 3],
    functional: Marks,
    economic: Marks,
    government_economic: Marks,
}

static CONCEPTS: LazyLock<Vec<Concept>> = LazyLock::new(|| {
    let mut concepts = Vec::new();
    for line in include_str!("data/concepts.tsv").lines() {
        let mut fields = line.split('\t');
        if let (Some(id), Some(name), Some(english), Some(unit)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
            && let Some(unit) = Unit::parse(unit)
        {
            concepts.push(Concept {
                id,
                name,
                english,
                unit,
                parent: fields.next().filter(|parent| !parent.is_empty()),
                aliases: fields.next().unwrap_or(""),
            });
        }
    }
    concepts
});

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let mut senses: HashMap<String, Vec<Sense>> = HashMap::new();
    for (index, concept) in CONCEPTS.iter().enumerate() {
        let index = u16::try_from(index).unwrap_or(u16::MAX);
        for alias in std::iter::once(concept.name).chain(concept.aliases.split(';')) {
            let (name, written) = alias.split_once('@').unwrap_or((alias, ""));
            let marks = if written.is_empty() {
                Some(Marks::default())
            } else {
                Marks::parse(written)
            };
            // Marks that no context gives can never be met: a test finds them.
            let Some(marks) = marks else { continue };
            for name in RULES.expand(name) {
                let key = label::key_of(&name);
                let senses = senses.entry(key).or_default();
                let same = |sense: &Sense| sense.concept == index && sense.marks == marks;
                if !senses.iter().any(same) {
                    senses.push(Sense { marks, concept: index });
                }
            }
        }
    }
    senses.remove("");
    let mut plain: Vec<(&str, u16)> = senses
        .iter()
        .flat_map(|(key, senses)| senses.iter().map(move |sense| (key.as_str(), sense)))
        .filter(|(_, sense)| sense.marks == Marks::default())
        .map(|(key, sense)| (key, sense.concept))
        .collect();
    plain.sort_unstable();
    let scorer = Scorer::new(plain.into_iter());
    let level = |id: &str| {
        let index = CONCEPTS.iter().position(|concept| concept.id == id);
        u16::try_from(index.unwrap_or_default()).unwrap_or_default()
    };
    let mark = |name: &str| Marks::parse(name).unwrap_or_default();
    Book {
        levels: [
            ["functional_class", "functional_section", "functional_item"].map(level),
            ["economic_class", "economic_section", "economic_section"].map(level),
            ["gov_economic_class", "gov_economic_section", "gov_economic_section"].map(level),
        ],
        functional: mark("functional"),
        economic: mark("economic"),
        government_economic: mark("gov_economic"),
        senses,
        scorer,
    }
});

impl Book {
    fn matched(&self, concept: u16, code: Option<&'static str>, score: f32) -> Match {
        Match {
            concept: &CONCEPTS[usize::from(concept)],
            code,
            score,
        }
    }

    fn entry(&self, entry: Entry, score: f32) -> Option<Match> {
        let levels = self.levels.get(entry.scheme as usize)?;
        let concept = *levels.get(entry.level as usize)?;
        Some(self.matched(concept, entry.code, score))
    }

    /// A key that is a concept's name, or else an entry's.
    fn whole(&self, key: &str, marks: Marks, known: Known<'_>) -> Option<Match> {
        let entry = names::entry(key, known);
        if let Some(concept) = self.concept(key, marks) {
            let economic = matches!(known.scheme, Some(Scheme::Economic | Scheme::GovernmentEconomic));
            let code = entry.filter(|_| economic).and_then(|entry| entry.code);
            return Some(self.matched(concept, code, 1.0));
        }
        entry.and_then(|entry| self.entry(entry, 1.0))
    }

    /// The concept that a key stands for: of the senses whose marks are given, the one with most.
    fn concept(&self, key: &str, marks: Marks) -> Option<u16> {
        let mut best: Option<&Sense> = None;
        let mut tied = false;
        for sense in self.senses.get(key)?.iter().filter(|sense| marks.hold(sense.marks)) {
            match best {
                Some(one) if sense.marks.count() < one.marks.count() => {}
                Some(one) if sense.marks.count() == one.marks.count() => {
                    tied |= sense.concept != one.concept;
                }
                _ => {
                    best = Some(sense);
                    tied = false;
                }
            }
        }
        best.filter(|_| !tied).map(|sense| sense.concept)
    }
}

#[cfg(test)]
#[path = "concepts_tests.rs"]
mod tests;
