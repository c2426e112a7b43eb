//! The classification of government expenditure (政府收支分类科目): functional (what for, 201–233) and
//! economic (spent on what, 301–399 and 501–599).
//!
//! A code is three digits (类), five (款) or seven (项); the beginning of a code is its parent.
//! Names change over the years, so that a code has one name or several. Entries not read in any
//! source may complete a label, but say nothing against a document.

use std::sync::LazyLock;

use rustc_hash::FxHashMap as HashMap;

use super::key;
use super::rows::{Code, Level};

/// Which of the two classifications a code belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum System {
    /// 支出功能分类.
    Functional,
    /// 部门预算支出经济分类.
    Economic,
    /// 政府预算支出经济分类.
    GovernmentEconomic,
}

/// A code under one of its names.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// The classification that it belongs to.
    pub system: System,
    /// Three, five or seven digits.
    pub code: &'static str,
    /// The official name.
    pub name: &'static str,
    /// First and last year in which the code bore the name, where known.
    pub years: (Option<i32>, Option<i32>),
    /// Whether code and name were read together in a source, and not only recalled.
    pub seen: bool,
    key: String,
}

impl Entry {
    /// Whether `label` is the name, or the beginning of it.
    pub fn begins_with(&self, label: &str) -> bool {
        let label = key(label);
        !label.is_empty() && self.key.starts_with(&label)
    }

    /// Whether the name may have been in use in `year`.
    pub fn in_use(&self, year: Option<i32>) -> bool {
        let (from, to) = self.years;
        year.is_none_or(|year| {
            from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to)
        })
    }
}

/// All entries, with the ways to find them.
#[derive(Debug, Default)]
pub struct Classification {
    entries: Vec<Entry>,
    by_code: HashMap<&'static str, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    by_parent: HashMap<&'static str, Vec<usize>>,
}

static CLASSIFICATION: LazyLock<Classification> = LazyLock::new(|| {
    let mut all = Classification::default();
    for row in Code::all() {
        all.add(row);
    }
    all
});

/// The classification, read once.
pub fn classification() -> &'static Classification {
    &CLASSIFICATION
}

/// The code that a code stands under; `None` for the outermost (类).
pub fn parent(code: &str) -> Option<&str> {
    match code.len() {
        5 => code.get(..3),
        7 => code.get(..5),
        _ => None,
    }
}

/// The classification and the level that the form of a code tells; whether the code exists is not
/// asked. Economic codes have no 项.
pub fn shape(code: &str) -> Option<(System, Level)> {
    let level = Level::of_code(code)?;
    let system = match code.bytes().next()? {
        b'2' => System::Functional,
        b'3' => System::Economic,
        b'5' => System::GovernmentEconomic,
        _ => return None,
    };
    let fits = code.bytes().all(|byte| byte.is_ascii_digit())
        && (system == System::Functional || level != Level::Item);
    fits.then_some((system, level))
}

/// Whether a string has the form of a code.
pub fn is_code(text: &str) -> bool {
    shape(text).is_some()
}

impl Classification {
    fn add(&mut self, row: &'static Code) {
        // A row whose code has no such form is in no file: a test says so.
        let Some((system, _)) = shape(&row.code) else {
            return;
        };
        let at = self.entries.len();
        self.entries.push(Entry {
            system,
            code: &row.code,
            name: &row.name,
            years: (row.year_from, row.year_to),
            seen: row.note.starts_with("seen"),
            key: key(&row.name),
        });
        self.by_code.entry(&row.code).or_default().push(at);
        self.by_name.entry(key(&row.name)).or_default().push(at);
        self.by_parent
            .entry(parent(&row.code).unwrap_or_default())
            .or_default()
            .push(at);
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "entries are added with their places"
    )]
    fn pick<'a>(
        &'a self,
        found: Option<&'a Vec<usize>>,
    ) -> impl Iterator<Item = &'a Entry> + use<'a> {
        found.into_iter().flatten().map(|at| &self.entries[*at])
    }

    /// The names that a code has or had.
    pub fn of_code<'a>(&'a self, code: &str) -> impl Iterator<Item = &'a Entry> + use<'a> {
        self.pick(self.by_code.get(code))
    }

    /// The codes that bear or bore a name.
    pub fn of_name<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Entry> + use<'a> {
        self.pick(self.by_name.get(&key(name)))
    }

    /// The entries directly under a code; under `""` the outermost of both classifications.
    pub fn under<'a>(&'a self, parent: &str) -> impl Iterator<Item = &'a Entry> + use<'a> {
        self.pick(self.by_parent.get(parent))
    }

    /// The name of a code in a year: the one in use, the last of several.
    pub fn name(&self, code: &str, year: Option<i32>) -> Option<&Entry> {
        self.of_code(code)
            .filter(|entry| entry.in_use(year))
            .last()
            .or_else(|| self.of_code(code).last())
    }

    /// The entry under `parent` whose name is `label` or, `label` being cut short, begins with it:
    /// if there is exactly one code for it.
    pub fn completing(&self, label: &str, parent: &str, year: Option<i32>) -> Option<&Entry> {
        let label = key(label);
        let whole = self.under(parent).filter(|entry| entry.key == label);
        only_code(whole, year).or_else(|| {
            let begun = self
                .under(parent)
                .filter(|entry| entry.key.starts_with(&label));
            only_code(begun, year)
        })
    }

    /// The one code of a classification that bears a name, or bore it where none does today.
    pub fn only(&self, name: &str, system: Option<System>) -> Option<&Entry> {
        let named = || {
            self.of_name(name)
                .filter(move |entry| system.is_none_or(|system| entry.system == system))
        };
        let is_current = |entry: &&Entry| entry.years.1.is_none();
        let today = named().any(|entry| is_current(&entry));
        only_code(named().filter(|entry| !today || is_current(entry)), None)
    }
}

/// The entry if all have one code: of its names the one in use in `year`.
fn only_code<'a>(entries: impl Iterator<Item = &'a Entry>, year: Option<i32>) -> Option<&'a Entry> {
    let mut found: Option<&Entry> = None;
    for entry in entries {
        match found {
            Some(last) if last.code != entry.code => return None,
            Some(last) if last.in_use(year) && !entry.in_use(year) => {}
            _ => found = Some(entry),
        }
    }
    found
}

/// Whether a label is a name of the code, in any year and but for white space and brackets.
pub fn names_code(label: &str, code: &str) -> bool {
    let named = |label: &str| CLASSIFICATION.of_code(code).any(|entry| entry.key == label);
    // Most names are printed as the lists have them, and most digits are no code.
    named(label) || CLASSIFICATION.of_code(code).next().is_some() && named(&key(label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_the_form_of_its_level_and_a_parent() {
        for row in Code::all() {
            let level = shape(&row.code).map(|(_, level)| level);
            assert_eq!(level, Some(row.level), "{}", row.code);
            let known = parent(&row.code)
                .is_none_or(|above| classification().of_code(above).next().is_some());
            assert!(known, "{} has no parent", row.code);
        }
    }

    #[test]
    fn a_code_has_a_name_in_a_year() {
        let name = |year| classification().name("20805", year).map(|entry| entry.name);
        assert_eq!(name(Some(2018)), Some("行政事业单位离退休"));
        assert_eq!(name(Some(2021)), Some("行政事业单位养老支出"));
        let name = |year| classification().name("30311", year).map(|entry| entry.name);
        assert_eq!(name(Some(2017)), Some("住房公积金"));
        assert_eq!(name(Some(2021)), Some("代缴社会保险费"));
        assert_eq!(classification().name("9999999", None), None);
        assert!(names_code("行政事业单位离退休", "20805"));
        assert!(!names_code("抚恤", "20805"));
    }

    #[test]
    fn a_cut_label_is_completed_within_its_parent() {
        for (label, parent, code) in [
            ("社会保障和就业支", "", Some("208")),
            ("人力资源和社会", "208", Some("20801")),
            ("抚恤", "208", Some("20808")),
            ("行政单位", "21011", Some("2101101")),
            ("其他", "208", None),
            ("没有这样的科目", "208", None),
        ] {
            let found = classification().completing(label, parent, Some(2021));
            assert_eq!(found.map(|entry| entry.code), code, "{label}");
        }
    }

    #[test]
    fn a_name_may_have_one_code_or_many() {
        let code = |name, system| classification().only(name, system).map(|entry| entry.code);
        assert_eq!(code("教育支出", None), Some("205"));
        assert_eq!(code("行政运行", None), None);
        assert_eq!(code("住房公积金", None), None);
        assert_eq!(code("住房公积金", Some(System::Economic)), Some("30113"));
        assert_eq!(code("提租补贴", Some(System::Economic)), Some("30312"));
    }
}
