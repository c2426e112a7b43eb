//! Labels made alike: what documents call one thing in many ways becomes one key.
//!
//! In comes a label as a document prints it, out comes a [`Label`]: its key, with what stood beside
//! the name (a classification code, a level mark, the path above it) taken apart. The words it knows
//! are in `data/label_rules.tsv`. Nothing is looked up here.

use std::rc::Rc;
use std::sync::LazyLock;

use super::agencies;
use super::lists::{Class as List, list};
use super::memo::{Memo, remembered};
use super::rows::{LabelRule, LabelRuleKind as Kind};
use super::sides::EXPENDITURE;
use super::words::Words;
use crate::fold::Folded;
use crate::grammar::heading::is_numeral;
use crate::text::{Cut, heads, rsplit_while, split_while};

pub use super::rows::Level;

/// A label taken apart.
#[derive(Debug, Default)]
pub struct Label {
    /// The name itself, made alike.
    pub key: String,
    /// The mark that stands behind the name, as in 教育支出（类）.
    pub level: Option<Level>,
    /// The digits that stand before or behind the name, as in 208社会保障和就业支出.
    pub digits: String,
    /// The marked names that stand before the name: 类 and 款 of an 项.
    pub path: Vec<(String, Level)>,
}

/// The words of `label_rules.tsv`.
pub(super) struct Rules {
    brackets: Words,
    readings: Vec<(&'static str, &'static str)>,
    /// The words of those.
    read: Words,
    sets: Vec<(&'static str, Vec<&'static str>)>,
    tails: Words,
    heads: Words,
    places: Words,
    agencies: Words,
    /// What a column may say without naming a thing, as keys.
    hollow: Words,
    pub light: Words,
}

/// The rules, read once.
pub(super) static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let of = |kind| {
        LabelRule::all()
            .iter()
            .filter(move |rule| rule.kind == kind)
    };
    let words = |kind| of(kind).map(|rule| &*rule.word).collect();
    let set = |rule: &'static LabelRule| (&*rule.word, rule.into.split(';').collect());
    Rules {
        brackets: words(Kind::Bracket),
        read: words(Kind::Read),
        readings: of(Kind::Read)
            .map(|rule| (&*rule.word, &*rule.into))
            .collect(),
        sets: of(Kind::Set).map(set).collect(),
        tails: words(Kind::Tail),
        heads: words(Kind::Head),
        places: words(Kind::Place),
        agencies: words(Kind::Agency),
        hollow: words(Kind::Hollow),
        light: words(Kind::Light),
    }
});

impl Rules {
    /// The names that `<set>name` or `{set}name` stands for; any other name stands for itself.
    pub fn expand(&self, name: &str) -> Vec<String> {
        for (open, close) in [('<', '>'), ('{', '}')] {
            let Some((before, rest)) = name.split_once(open) else {
                continue;
            };
            let Some((set, after)) = rest.split_once(close) else {
                continue;
            };
            let words = self.sets.iter().find(|(name, _)| *name == set);
            let mut names: Vec<String> = words
                .map_or(&[][..], |(_, words)| words)
                .iter()
                .map(|word| format!("{before}{word}{after}"))
                .collect();
            if open == '{' {
                names.push(format!("{before}{after}"));
            }
            return names;
        }
        vec![name.to_owned()]
    }

    /// The key without an ending of the `tail` list.
    pub fn without_tail<'a>(&self, key: &'a str) -> Option<&'a str> {
        self.tails.strip_suffix(key).filter(|rest| !rest.is_empty())
    }

    /// The key without an opening of the `head` list, or the level of government before it.
    pub fn without_head<'a>(&self, key: &'a str) -> Option<&'a str> {
        let tier = || list(List::Tier).strip_prefix(key);
        let rest = self.heads.strip_prefix(key).or_else(tier);
        rest.filter(|rest| !rest.is_empty())
    }

    /// Whether words say but of which books and how counted something is.
    pub fn says_no_more(&self, words: &str) -> bool {
        let heavy = self.light.left_out_of(words);
        let mut rest = heavy.as_str();
        while let Some(behind) = self.tails.strip_prefix(rest) {
            rest = behind;
        }
        rest.is_empty()
    }

    /// Whether a key names no thing but a kind of books or a total: 预算数, 小计.
    pub fn is_hollow(&self, key: &str) -> bool {
        key.is_empty() || self.hollow.contains(key) || self.tails.contains(key)
    }

    /// Whether a key is the name of an agency: a place, and a word that agencies end in.
    pub fn is_agency(&self, key: &str) -> bool {
        agencies::last_word(key)
            .or_else(|| self.agencies.at_end(key))
            .is_some_and(|word| self.place_end(key) < key.len() - word.len())
    }

    /// Where the first place name of a key may end; its length where there is none.
    fn place_end(&self, key: &str) -> usize {
        let places = self.places.found_in(key);
        let ends = places.map(|(at, place)| at + place.len());
        ends.min().unwrap_or(key.len())
    }

    /// What may be left of the key after the name of an agency (长沙市财政局总收入), longest
    /// agency first. An agency is a place, and later a word that agencies end in.
    pub fn after_agency<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        let from = self.place_end(key);
        heads(key)
            .map(|(_, agency)| agency)
            .take_while(move |agency| agency.len() > from)
            .filter(|agency| self.is_agency(agency))
            .map(|agency| key.behind(agency.len()))
            .filter(|rest| !rest.is_empty())
    }
}

thread_local! {
    /// Labels come again in every document, and in every room.
    static LABELS: Memo<Rc<Label>> = Memo::default();
}

/// Takes a label apart.
pub fn label(printed: &str) -> Rc<Label> {
    remembered(&LABELS, [printed], || Rc::new(apart(printed)))
}

fn apart(printed: &str) -> Label {
    let folded = Folded::folded(printed);
    let mut rest = without_number(without_date(folded.trim()));
    let mut parsed = Label::default();
    // A code before the name is code, whatever its length; whether it is one the names tell.
    let (digits, behind) = split_while(rest, |c| c.is_ascii_digit());
    let named = behind.starts_with(|c| !"年月日万亿元个.,%".contains(c));
    if matches!(digits.len(), 3 | 5 | 7) && named {
        parsed.digits.push_str(digits);
        rest = behind;
    }
    let mut pieces = Vec::new();
    while let Some((piece, level, after)) = next_mark(rest) {
        pieces.push((piece, Some(level)));
        rest = after;
    }
    let mut last = rest;
    if let Some((piece, level)) = pieces.last().copied()
        && (last.is_empty() || is_filler(last))
    {
        // 一般公共服务（类）支出: the mark stands inside the name.
        parsed.level = level;
        pieces.pop();
        last = piece;
    }
    if parsed.digits.is_empty() {
        let (name, digits) = rsplit_while(last, |c| c.is_ascii_digit());
        if matches!(digits.len(), 3 | 5 | 7) && !name.is_empty() {
            parsed.digits.push_str(digits);
            last = name;
        }
    }
    parsed.path = pieces
        .into_iter()
        .filter_map(|(piece, level)| Some((key(piece), level?)))
        .collect();
    parsed.key = key(last);
    parsed
}

/// 县本级部门使用财政拨款安排的“三公”经费支出: a name that is told from others whatever stands beside it, where nothing
/// stands before it but whose it is and where its money comes from. The name, and what stands behind it.
pub fn own_name(label: &str) -> Option<(&str, &str)> {
    let (at, name) = list(List::OwnName).found_in(label).last()?;
    let before = list(List::SourceWord).left_out_of(label.before(at));
    let place =
        before.is_empty() || RULES.places.ends(&before) && before.chars().count() <= LONGEST_PLACES;
    place.then(|| label.behind(at).split_at(name.len()))
}

/// The places that a name tells whose it is by have at most so many characters.
const LONGEST_PLACES: usize = 8;

/// The key of a name from a data file, where nothing stands beside it.
pub(super) fn key_of(name: &str) -> String {
    key(&Folded::fold(name))
}

/// The key of a folded name.
fn key(name: &str) -> String {
    let rules = &*RULES;
    let mut key = String::with_capacity(name.len());
    let mut chars = name.chars();
    while let Some(c) = chars.next() {
        if c == '('
            && let Some((inner, behind)) = chars.as_str().split_once(')')
            && rules.brackets.contains(inner)
        {
            chars = behind.chars();
            continue;
        }
        if !is_noise(c) {
            key.push(c);
        }
    }
    let without_year = without_years(&key);
    if without_year.len() < key.len() {
        key = without_year;
    }
    if !rules.read.any_in(&key) {
        return key;
    }
    for (word, into) in &rules.readings {
        if key.contains(word) {
            key = key.replace(word, into);
        }
    }
    key
}

/// Characters that part or join words of a name and never tell two names apart.
fn is_noise(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '(' | ')'
                | '['
                | ']'
                | '【'
                | '】'
                | '〔'
                | '〕'
                | '"'
                | '\''
                | '“'
                | '”'
                | '‘'
                | '’'
                | '《'
                | '》'
                | '<'
                | '>'
                | '的'
                | '和'
                | '及'
                | '与'
                | '、'
                | ','
                | '，'
                | ':'
                | ';'
                | '*'
                | '#'
                | '|'
                | '。'
                | '·'
                | '「'
                | '」'
                | '_'
        )
}

/// Whether what stands behind a level mark adds nothing: 一般公共服务（类）支出.
fn is_filler(rest: &str) -> bool {
    let rest = rest.strip_prefix(EXPENDITURE).unwrap_or(rest);
    rest.is_empty() || RULES.tails.contains(rest)
}

/// What stands behind names of the functional classification: the marks of its three levels.
pub const MARKS: [&str; 3] = ["(类)", "(款)", "(项)"];

/// The next name that a level mark follows, and what comes after the mark.
fn next_mark(rest: &str) -> Option<(&str, Level, &str)> {
    let levels = [Level::Class, Level::Section, Level::Item];
    MARKS
        .into_iter()
        .zip(levels)
        .filter_map(|(mark, level)| {
            let (name, behind) = rest.split_once(mark)?;
            Some((name, level, behind))
        })
        .min_by_key(|(name, ..)| name.len())
}

/// Without the numbering before a name: 二十、 （一） 1. ① 其中：, one after another.
fn without_number(mut rest: &str) -> &str {
    loop {
        let before = rest.len();
        rest = rest.trim_start_matches(['*', '#', '-', '·', ' ']);
        if let Some(after) = list(List::PartMark).strip_prefix(rest) {
            rest = after.trim_start_matches([':', ',']);
        }
        let inner = rest.strip_prefix('(').unwrap_or(rest);
        let (number, behind) = split_while(inner, |c| c.is_ascii_digit() || is_numeral(c));
        if !number.is_empty()
            && let Some(name) = behind.strip_prefix([')', '、', '.', ':'])
            && behind.starts_with(')') == (inner.len() < rest.len())
            && !name.starts_with(|c: char| c.is_ascii_digit())
        {
            rest = name;
        }
        rest = rest.trim_start_matches(|c: char| ('①'..='⑳').contains(&c));
        if rest.len() == before {
            return rest;
        }
    }
}

/// Without the date a label may begin with: 截至2020年12月31日，.
fn without_date(rest: &str) -> &str {
    let Some(after) = list(List::Since).strip_prefix(rest) else {
        return rest;
    };
    after.trim_start_matches(|c: char| c.is_ascii_digit() || "年月日底末,".contains(c))
}

/// Without years: 2020年, 2020年度; of 2020年末 the 年末 stays, because it tells what is meant.
fn without_years(key: &str) -> String {
    let mut kept = String::with_capacity(key.len());
    let mut rest = key;
    while let Some((before, after)) = rest.split_once('年') {
        let (name, digits) = rsplit_while(before, |c| c.is_ascii_digit());
        let is_year = digits.len() == 4;
        kept.push_str(if is_year { name } else { before });
        if !is_year || after.starts_with(['末', '初', '底']) {
            kept.push('年');
        }
        rest = match after.strip_prefix('度') {
            Some(behind) if is_year => behind,
            _ => after,
        };
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn makes_alike_what_means_alike() {
        for (one, other) in [
            ("公务用车购置及运行维护费支出", "公务用车购置和运行费"),
            ("因公出国（境）费用", "因公出国(境)经费支出"),
            ("“三公”经费", "三公经费"),
            ("2020年末结转和结余", "年末结转结余"),
            ("二十、住房保障支出", "住房保障支出"),
            ("其中：（1）公务用车运行维护费", "公务用车运行维护费"),
            ("一、一般公共预算財政撥款收入", "一般公共预算财政拨款收入"),
            ("截至2020年12月31日，车辆", "车辆"),
            (
                "单位价值50万元（含）以上的通用设备",
                "单价50万元以上通用设备",
            ),
            ("参照公务员法管理的事业单位", "参公管理事业单位"),
            ("结 余 分 配", "结余分配"),
        ] {
            assert_eq!(label(one).key, label(other).key, "{one} {other}");
        }
    }

    #[test]
    fn takes_marks_codes_and_paths_apart() {
        let item = label("社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）");
        assert_eq!(item.key, "行政单位离退休");
        assert_eq!(item.level, Some(Level::Item));
        assert_eq!(item.path[0], ("社会保障就业支出".to_owned(), Level::Class));
        assert_eq!(item.path[1].1, Level::Section);
        let class = label("一般公共服务（类）支出");
        assert_eq!(
            (class.key.as_str(), class.level),
            ("一般公共服务", Some(Level::Class))
        );
        let class = label("教育205（类）");
        assert_eq!((class.key.as_str(), class.digits.as_str()), ("教育", "205"));
        assert_eq!(label("208 社会保障和就业支出").digits, "208");
        assert_eq!(label("50万元以上设备").key, "50万元以上设备");
    }

    #[test]
    fn finds_what_follows_an_agency() {
        let rests: Vec<_> = RULES.after_agency("长沙市财政局总收入").collect();
        assert!(rests.contains(&"总收入"), "{rests:?}");
        assert_eq!(RULES.after_agency("下属单位总收入").count(), 0);
    }

    proptest! {
        #[test]
        fn never_panics(printed in "\\PC{0,40}", odd in "[（）类款项年0-9一二、.①其中:的支出(]{0,24}") {
            label(&printed);
            label(&odd);
            RULES.after_agency(&odd).count();
        }
    }
}
