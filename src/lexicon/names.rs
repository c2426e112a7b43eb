//! Names of the budget classification and the codes they lead to.
//!
//! In comes a name made alike (see [`super::label`]), out comes the level it stands on and, if only
//! one entry can be meant, that entry's code. 行政运行 is the name of ninety items: it is an item, but
//! its code is known only under its 款. The entries are in `data/functional.csv` and
//! `data/economic.csv`, what else they are called in `data/name_aliases.tsv`.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::LazyLock;

use rustc_hash::FxHashMap as HashMap;

use super::classification::{System, shape};
use super::label::key_of;
use super::rows::{Code, CodeName, CodeNameKind, Level};
use super::sides::EXPENDITURE;

/// A level of a classification, and the entry's code where only one can be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The classification.
    pub system: System,
    /// The level.
    pub level: Level,
    /// The code.
    pub code: Option<&'static str>,
    /// Whether the code bears the name today.
    current: bool,
}

impl Entry {
    fn of_code(code: &'static str) -> Option<Self> {
        let (system, level) = shape(code)?;
        Some(Self {
            system,
            level,
            code: Some(code),
            current: true,
        })
    }
}

/// What is known besides the name.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// The mark behind the name.
    pub level: Option<Level>,
    /// The classification that the surroundings speak of.
    pub system: Option<System>,
    /// Digits that the code begins with: those of the 类 or 款 above it.
    pub under: &'a str,
}

impl Known<'_> {
    fn allows(&self, entry: &Entry) -> bool {
        let system = match self.system {
            Some(system) => entry.system == system,
            // The form of governments is rare and says so; a mark is put on functional names.
            None if self.level.is_some() => entry.system == System::Functional,
            None => entry.system != System::GovernmentEconomic,
        };
        system
            && self.level.is_none_or(|level| entry.level == level)
            && entry
                .code
                .is_some_and(|code| code.starts_with(self.under) && code.len() > self.under.len())
    }
}

struct Names {
    /// In order, so that the names that begin alike stand together.
    entries: BTreeMap<String, Vec<Entry>>,
    /// Names that are everyday words too.
    everyday: Vec<String>,
    /// Codes whose names all are.
    marked: Vec<&'static str>,
    /// The entry that a name of several means where nothing else is said.
    plain: HashMap<String, Entry>,
}

/// A functional name shorter than this is also an everyday word (体育, 水利, 教育): four characters.
const SHORT: usize = 4 * '类'.len_utf8();

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names {
        entries: BTreeMap::new(),
        everyday: Vec::new(),
        marked: Vec::new(),
        plain: HashMap::default(),
    };
    for row in Code::all() {
        names.add(&row.name, &row.code, row.year_to.is_none());
    }
    for row in CodeName::all() {
        match row.kind {
            CodeNameKind::Alias => names.add(&row.name, &row.code, true),
            CodeNameKind::Plain => names
                .plain
                .extend(Entry::of_code(&row.code).map(|entry| (key_of(&row.name), entry))),
            CodeNameKind::Marked => names.marked.push(&row.code),
            CodeNameKind::Context => names.everyday.push(key_of(&row.name)),
        }
    }
    names
});

impl Names {
    fn add(&mut self, name: &str, code: &'static str, current: bool) {
        let Some(entry) = Entry::of_code(code) else {
            return;
        };
        let entry = Entry { current, ..entry };
        let key = key_of(name);
        // 教育（类） and 教育支出（类） are one; 其他 alone is nothing.
        if let Some(short) = key.strip_suffix(EXPENDITURE)
            && !matches!(short, "" | "其他")
        {
            self.insert(short.to_owned(), entry);
        }
        self.insert(key, entry);
    }

    fn insert(&mut self, key: String, entry: Entry) {
        let entries = self.entries.entry(key).or_default();
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
}

/// The entry that a key names, as far as what is known allows; `None` where it may as well be another
/// thing.
pub fn entry(key: &str, known: Known<'_>) -> Option<Entry> {
    let names = &*NAMES;
    let short = key.strip_suffix(EXPENDITURE);
    let entries = names
        .entries
        .get(key)
        .or_else(|| names.entries.get(short?))?;
    let told = known.level.is_some() || known.system.is_some() || !known.under.is_empty();
    if !told
        && names
            .everyday
            .iter()
            .any(|name| name == key || Some(name.as_str()) == short)
    {
        return None;
    }
    if known.system != Some(System::Functional)
        && let Some(plain) = names.plain.get(key).filter(|plain| known.allows(plain))
    {
        return Some(*plain);
    }
    let mut found: Option<Entry> = None;
    let everyday = |entry: &&Entry| {
        !told
            && entry.system == System::Functional
            && (key.len() < SHORT
                || names
                    .marked
                    .iter()
                    .any(|code| entry.code.is_some_and(|entry| entry.starts_with(code))))
    };
    let allowed = || entries.iter().filter(|entry| known.allows(entry));
    // A name that another code bore once is the name of the code that bears it today.
    let today = allowed().any(|entry| entry.current);
    for entry in allowed().filter(|entry| entry.current || !today) {
        if everyday(&entry) {
            return None;
        }
        match &mut found {
            None => found = Some(*entry),
            Some(one) if one.system == entry.system && one.level == entry.level => one.code = None,
            Some(_) => return None,
        }
    }
    found
}

/// Whether a key is the name of any entry at all.
pub fn is_name(key: &str) -> bool {
    NAMES.entries.contains_key(key)
}

/// The entry that a printed code means; of a code that is in no list only the level is known.
pub fn coded(code: &str) -> Option<Entry> {
    let (system, level) = shape(code)?;
    let known = CODES.binary_search(&code).ok();
    let known = known.and_then(|at| CODES.get(at).copied());
    Some(Entry {
        system,
        level,
        code: known,
        current: true,
    })
}

/// Every code of the lists, sorted.
static CODES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let entries = NAMES.entries.values().flatten();
    let mut codes: Vec<_> = entries.filter_map(|entry| entry.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
});

/// The entry that digits printed with a name mean, if the name is one of that code's names, whole or
/// cut short by its column (社会保障和就业支).
pub fn printed(digits: &str, name: &str) -> Option<Entry> {
    let names = &*NAMES;
    let same = |entries: &Vec<Entry>| {
        entries
            .iter()
            .copied()
            .find(|entry| entry.code == Some(digits))
    };
    if let Some(entry) = names.entries.get(name).and_then(same) {
        return Some(entry);
    }
    if name.chars().count() < 3 {
        return None;
    }
    let from = (Bound::Included(name), Bound::Unbounded);
    let longer = names.entries.range::<str, _>(from);
    longer
        .take_while(|(whole, _)| whole.starts_with(name))
        .find_map(|(_, entries)| same(entries))
}

/// The code of a marked path (类, 款), one name under the other; empty where it is not known.
pub fn path_code(path: &[(String, Level)]) -> &'static str {
    let mut under = "";
    for (name, level) in path {
        let known = Known {
            level: Some(*level),
            system: Some(System::Functional),
            under,
        };
        if let Some(code) = entry(name, known).and_then(|entry| entry.code) {
            under = code;
        }
    }
    under
}

#[cfg(test)]
mod tests {
    use super::super::label::label;
    use super::*;

    fn code(name: &str, known: Known<'_>) -> Option<&'static str> {
        entry(&label(name).key, known).and_then(|entry| entry.code)
    }

    fn item() -> Known<'static> {
        Known {
            level: Some(Level::Item),
            ..Known::default()
        }
    }

    #[test]
    fn one_entry_has_its_code() {
        for (name, expected) in [
            ("社会保险经办机构", "2080109"),
            ("社会保险经办机构支出", "2080109"),
            ("机关事业单位基本养老保险缴费支出", "2080505"),
            ("社会保障和就业", "208"),
            ("卫生健康支出", "210"),
            ("基本工资", "30101"),
            ("维修(护)费", "30213"),
            ("维修费", "30213"),
            ("商品和服务支出", "302"),
            ("公务员医疗补助缴费", "30111"),
            ("对企事业单位的补贴", "304"),
        ] {
            assert_eq!(code(name, Known::default()), Some(expected), "{name}");
        }
    }

    #[test]
    fn several_entries_have_none_but_under_their_parent() {
        assert_eq!(code("行政运行", item()), None);
        assert_eq!(entry("行政运行", item()).unwrap().level, Level::Item);
        let known = Known {
            under: "20801",
            ..item()
        };
        assert_eq!(code("行政运行", known), Some("2080101"));
        assert_eq!(entry("住房公积金", Known::default()), None);
        assert_eq!(code("住房公积金", item()), Some("2210201"));
        let economic = Known {
            system: Some(System::Economic),
            ..Known::default()
        };
        assert_eq!(code("住房公积金", economic), Some("30113"));
    }

    #[test]
    fn everyday_words_are_not_entries() {
        for name in ["教育", "水利", "体育", "培训支出", "其他支出", "信息化建设"]
        {
            assert_eq!(entry(&label(name).key, Known::default()), None, "{name}");
        }
        assert_eq!(code("培训支出", item()), Some("2050803"));
    }

    #[test]
    fn printed_codes_need_their_name() {
        let class = label("208社会保障和就业支出");
        assert_eq!(
            printed(&class.digits, &class.key).unwrap().code,
            Some("208")
        );
        assert!(printed("208", "教育支出").is_none());
        assert_eq!(printed("208", "社会保障就业支").unwrap().code, Some("208"));
    }

    #[test]
    fn aliases_name_codes_that_exist() {
        for row in CodeName::all() {
            let known = Code::all().iter().any(|code| code.code == row.code);
            assert!(known || row.kind == CodeNameKind::Context, "{}", row.name);
        }
    }
}
