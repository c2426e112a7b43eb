//! The codebook: what a number measures, under one id whatever a document calls it.
//!
//! In comes a label and what is known of its place, out comes a [`Match`]: a concept of
//! `data/concepts.tsv` and, for an entry of the budget classification, its code. A label that no name
//! equals is compared by its characters; what stays doubtful is `None`. Nothing is known here of documents.
//!
//! **Concept and code.** A concept says what sort of number it is, a code which entry of the
//! classification. The 2,000 functional and economic entries are no concepts of their own: the concept
//! of 社会保险经办机构 is `functional_item`, its code 2080109. So a researcher groups by concept without
//! counting an item twice (its 款 is a `functional_section`, its 类 a `functional_class`), and filters by
//! code. A thing that has a name of its own in the disclosure and in the economic classification
//! (公务接待费, 会议费, 培训费, 因公出国费, 公务用车) keeps its concept everywhere; where the surroundings are those of
//! the economic classification it has the code as well (30217), which tells the line of the
//! 基本支出 table from the total of the 三公 table.

use std::cmp::Ordering;
use std::sync::LazyLock;

use rustc_hash::FxHashMap as HashMap;

use super::alike::Likeness;
use super::classification::System;
use super::context::{self, Marks};
use super::label::{self, Label, RULES};
use super::memo::{Memo, remembered};
use super::names::{self, Entry, Known};
use super::periods;
use super::rows::{ConceptRow, Flag};
use super::sides::{EXPENDITURE, INCOME};
use super::word_file::List;
use crate::record::Quantity;

pub use super::rows::ConceptUnit as Unit;

/// One line of the codebook.
#[derive(Debug, PartialEq, Eq)]
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
    aliases: &'static List<';'>,
}

impl Concept {
    /// Whether it is the whole with this id, or a part of it at any remove.
    fn is_part_of(&self, whole: &str) -> bool {
        let mut above = Some(self);
        while let Some(concept) = above {
            if concept.id == whole {
                return true;
            }
            above = concept.parent.and_then(by_id);
        }
        false
    }
}

/// What a label was found to mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// The concept.
    pub concept: &'static Concept,
    /// The classification code, where the label names exactly one.
    pub code: Option<&'static str>,
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
    BY_ID.get(id).copied()
}

/// What a label means wherever it stands.
pub fn find(label: &str) -> Option<Match> {
    find_in(label, &[])
}

/// What a label means in its place. `context` holds what is known of the place, in any order: the whole
/// of which it is a part, the table's form (`general_basic`), the column path, the heading, the 类 and 款
/// above it with their marks or as code digits, and the number's unit (批次, 人次, 辆, 万元).
pub fn find_in(label: &str, context: &[&str]) -> Option<Match> {
    let question = [label].into_iter().chain(context.iter().copied());
    remembered(&FOUND, question, || find_fresh(label, context))
}

thread_local! {
    /// Labels in their places.
    static FOUND: Memo<Option<Match>> = Memo::default();
    /// Cells of the mandated forms.
    static CELLS: Memo<Option<Match>> = Memo::default();
}

fn find_fresh(label: &str, context: &[&str]) -> Option<Match> {
    let under = code_above(context);
    find_label(&label::label(label), Marks::around(context), under)
}

/// What a table's cell means: its row, unless the row names no thing (合计, an agency) and the column
/// does (公务接待费). `code` is the row's printed code.
pub fn find_cell(form: &str, row: &str, code: Option<&str>, column: &str) -> Option<Match> {
    let question = [form, row, code.unwrap_or(""), column];
    remembered(&CELLS, question, || {
        find_cell_fresh(form, row, code, column)
    })
}

fn find_cell_fresh(form: &str, row: &str, code: Option<&str>, column: &str) -> Option<Match> {
    let book = &*BOOK;
    let row = label::label(row);
    let around = Marks::around(&[form, column]);
    // Entries of the functional classification are rows: 基本支出 above a column says nothing of them.
    let marks = if Marks::around(&[form]).hold(book.functional) {
        around.without(book.economic)
    } else {
        around
    };
    if let Some((digits, entry)) = code.and_then(|code| Some((code, names::coded(code)?))) {
        if rows_are_things(form) && names::printed(digits, &row.key).is_none() {
            // A project that an item pays for is not the item.
            return None;
        }
        let name = book.concept(&row.key, marks);
        let named = name.filter(|_| entry.system != System::Functional);
        return named.map_or_else(
            || book.entry(entry),
            |concept| Some(book.matched(concept, entry.code)),
        );
    }
    let mut parts = column.rsplit('/').map(label::label);
    let part = parts.find(|part| !RULES.is_hollow(&part.key));
    if RULES.is_hollow(&row.key) || periods::is_of_change(&row.key) {
        // 总计 under 一般公共预算: a total that has a name of its own only in this column.
        let path = column.rsplit_once('/').map_or("", |(path, _)| path);
        let own = book.sense(&row.key, marks);
        if own.is_some_and(|own| part.is_some() && !Marks::around(&[form, path]).hold(own.marks)) {
            return find_label(&row, marks, "");
        }
        return match part {
            Some(part) => find_column(form, &part, around),
            None if row.key.is_empty() => {
                let leaf = column.rsplit('/').next().unwrap_or(column);
                find_label(&label::label(leaf), marks, "")
            }
            None => find_label(&row, marks, ""),
        };
    }
    let Some(found) = find_label(&row, marks, "") else {
        let stands_for_total = RULES.is_agency(&row.key) && !rows_are_things(form);
        return part
            .filter(|_| stands_for_total)
            .and_then(|part| find_column(form, &part, around));
    };
    // 实有人数 under 在职: the column says which part of the row's whole.
    let narrower = part
        .filter(|_| found.code.is_none())
        .and_then(|part| find_column(form, &part, around.with(Marks::around(&[&row.key]))))
        .filter(|narrower| narrower.concept.is_part_of(found.concept.id));
    Some(narrower.unwrap_or(found))
}

/// What a column of a form is about.
fn find_column(form: &str, part: &Label, around: Marks) -> Option<Match> {
    let book = &*BOOK;
    let marks = around.without(book.functional);
    let roots = || {
        context::contents(form)
            .into_iter()
            .flat_map(|row| row.only.words())
    };
    if roots().next().is_none() {
        return find_label(part, marks.with(book.economic), "");
    }
    let found = find_label(part, marks, "")?;
    let inside = roots().any(|root| found.concept.is_part_of(root));
    inside.then_some(found)
}

/// Whether the rows of a table of this form are things of their own.
fn rows_are_things(form: &str) -> bool {
    context::contents(form).is_some_and(|row| row.things == Flag::Yes)
}

fn find_label(label: &Label, marks: Marks, under: &str) -> Option<Match> {
    if label.key.is_empty() {
        return None;
    }
    let book = &*BOOK;
    let known = known(label, marks, under);
    if !label.digits.is_empty()
        && let Some(entry) = names::printed(&label.digits, &label.key)
    {
        return book.entry(entry);
    }
    if known.level.is_some() || !known.under.is_empty() || known.system == Some(System::Functional)
    {
        let entry = names::entry(&label.key, known).and_then(|entry| book.entry(entry));
        if entry.is_some() || known.level.is_some() {
            return entry;
        }
    }
    let key = label.key.as_str();
    let tailless = RULES.without_tail(key);
    let exact = book
        .whole(key, marks, known)
        .or_else(|| book.whole(tailless?, marks, known))
        .or_else(|| {
            let rest = RULES.without_head(key)?;
            book.whole(rest, marks, known)
                .or_else(|| book.whole(RULES.without_tail(rest)?, marks, known))
        });
    // A name that means a thing elsewhere is not compared with others: 一般公共预算 is doubtful.
    if exact.is_some() || book.senses.contains_key(key) || names::is_name(key) {
        return exact;
    }
    if tailless.is_some_and(|key| book.senses.contains_key(key) || names::is_name(key)) {
        return None;
    }
    let after_agency = RULES.after_agency(key).find_map(|rest| {
        book.concept(rest, Marks::default())
            .or_else(|| book.concept(RULES.without_tail(rest)?, Marks::default()))
    });
    if let Some(concept) = after_agency {
        return Some(book.matched(concept, None));
    }
    // 县本级“三公”经费支出汇总数
    let own = label::own_name(key).filter(|(_, behind)| RULES.says_no_more(behind));
    if let Some((name, _)) = own {
        return book.whole(name, marks, known);
    }
    let concept = LIKENESS.find(key)?;
    let found = numbered(concept);
    let contrary =
        key.contains(EXPENDITURE) && (found.name.contains(INCOME) || found.unit != Unit::Money);
    (!contrary).then(|| book.matched(concept, None))
}

/// What is known of a classification name from its own mark and from its surroundings.
fn known<'a>(label: &Label, marks: Marks, under: &'a str) -> Known<'a> {
    let book = &*BOOK;
    let system = if label.level.is_some() {
        None
    } else if marks.hold(book.government_economic) {
        Some(System::GovernmentEconomic)
    } else {
        match (marks.hold(book.functional), marks.hold(book.economic)) {
            (true, false) => Some(System::Functional),
            (false, true) => Some(System::Economic),
            _ => None,
        }
    };
    let path = names::path_code(&label.path);
    Known {
        level: label.level,
        system,
        under: if path.len() > under.len() {
            path
        } else {
            under
        },
    }
}

/// The longest code that the surroundings give for the 类 and 款 above a label, as digits or by name.
fn code_above<'a>(context: &[&'a str]) -> &'a str {
    let mut under = "";
    for words in context {
        let digits = words.bytes().all(|byte| byte.is_ascii_digit());
        if digits && matches!(words.len(), 3 | 5) && words.len() > under.len() {
            under = words;
        } else if words.contains(['类', '款']) {
            let above = label::label(words);
            let mut path = above.path.clone();
            path.extend(above.level.map(|level| (above.key.clone(), level)));
            let code = names::path_code(&path);
            if code.len() > under.len() {
                under = code;
            }
        }
    }
    under
}

/// A concept that a key stands for where the marks are given.
struct Sense {
    marks: Marks,
    concept: u16,
}

struct Book {
    senses: HashMap<String, Vec<Sense>>,
    /// For every system and level its concept.
    levels: [[u16; 3]; 3],
    functional: Marks,
    economic: Marks,
    government_economic: Marks,
}

static CONCEPTS: LazyLock<Vec<Concept>> = LazyLock::new(|| {
    let rows = ConceptRow::all().iter();
    rows.map(|row| Concept {
        id: &row.id,
        name: &row.name,
        english: &row.english,
        unit: row.unit,
        parent: (!row.parent.is_empty()).then_some(&*row.parent),
        aliases: &row.aliases,
    })
    .collect()
});

/// The concept of a number.
#[expect(
    clippy::indexing_slicing,
    reason = "concepts have their numbers from this list"
)]
fn numbered(concept: u16) -> &'static Concept {
    &CONCEPTS[usize::from(concept)]
}

static BY_ID: LazyLock<HashMap<&'static str, &'static Concept>> = LazyLock::new(|| {
    let concepts = CONCEPTS.iter();
    concepts.map(|concept| (concept.id, concept)).collect()
});

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let mut senses: HashMap<String, Vec<Sense>> = HashMap::default();
    for (index, concept) in CONCEPTS.iter().enumerate() {
        let index = u16::try_from(index).unwrap_or(u16::MAX);
        let aliases = || {
            let written = concept.aliases.words();
            written.map(|alias| alias.split_once('@').unwrap_or((alias, "")))
        };
        let bare = !aliases().any(|(name, marks)| name == concept.name && !marks.is_empty());
        let own = bare.then_some((concept.name, ""));
        for (name, written) in own.into_iter().chain(aliases()) {
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
                    senses.push(Sense {
                        marks,
                        concept: index,
                    });
                }
            }
        }
    }
    senses.remove("");
    let level = |id: &str| {
        let index = CONCEPTS.iter().position(|concept| concept.id == id);
        u16::try_from(index.unwrap_or_default()).unwrap_or_default()
    };
    let mark = |name: &str| Marks::parse(name).unwrap_or_default();
    Book {
        levels: [
            ["functional_class", "functional_section", "functional_item"].map(level),
            ["economic_class", "economic_section", "economic_section"].map(level),
            [
                "gov_economic_class",
                "gov_economic_section",
                "gov_economic_section",
            ]
            .map(level),
        ],
        functional: mark("functional"),
        economic: mark("economic"),
        government_economic: mark("gov_economic"),
        senses,
    }
});

/// The names that stand for a concept anywhere, by their characters.
static LIKENESS: LazyLock<Likeness> = LazyLock::new(|| Likeness::new(plain()));

/// The keys that stand for a concept anywhere.
fn plain() -> impl Iterator<Item = (&'static str, u16)> {
    let senses = BOOK.senses.iter();
    senses.flat_map(|(key, senses)| {
        let plain = senses
            .iter()
            .filter(|sense| sense.marks == Marks::default());
        plain.map(|sense| (key.as_str(), sense.concept))
    })
}

impl Book {
    fn matched(&self, concept: u16, code: Option<&'static str>) -> Match {
        Match {
            concept: numbered(concept),
            code,
        }
    }

    fn entry(&self, entry: Entry) -> Option<Match> {
        let levels = self.levels.get(entry.system as usize)?;
        let concept = *levels.get(entry.level as usize)?;
        Some(self.matched(concept, entry.code))
    }

    /// A key that is a concept's name, or else an entry's.
    fn whole(&self, key: &str, marks: Marks, known: Known<'_>) -> Option<Match> {
        let entry = names::entry(key, known);
        if let Some(concept) = self.concept(key, marks) {
            let economic = matches!(
                known.system,
                Some(System::Economic | System::GovernmentEconomic)
            );
            let code = entry.filter(|_| economic).and_then(|entry| entry.code);
            return Some(self.matched(concept, code));
        }
        entry.and_then(|entry| self.entry(entry))
    }

    fn concept(&self, key: &str, marks: Marks) -> Option<u16> {
        self.sense(key, marks).map(|sense| sense.concept)
    }

    /// What a key stands for: of the senses whose marks are given, the one with most.
    fn sense(&self, key: &str, marks: Marks) -> Option<&Sense> {
        let mut best: Option<&Sense> = None;
        let mut tied = false;
        let senses = self.senses.get(key)?.iter();
        for sense in senses.filter(|sense| marks.hold(sense.marks)) {
            let more = best.map_or(Ordering::Greater, |one| {
                sense.marks.count().cmp(&one.marks.count())
            });
            match more {
                Ordering::Less => {}
                Ordering::Equal => {
                    tied |= best.is_some_and(|one| one.concept != sense.concept);
                }
                Ordering::Greater => {
                    best = Some(sense);
                    tied = false;
                }
            }
        }
        best.filter(|_| !tied)
    }
}

#[cfg(test)]
mod tests;
