//! The words of table heads and how they stand over each other.
//!
//! A head of several rows is a tree: 公务用车购置及运行费 over 小计, 公务用车购置费, 公务用车运行费. The mandated
//! forms of all provinces put their trees together from few groups; the data file names them.

use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::lists::{Class as List, list};
use super::memo::{Memo, remembered};
use super::rows::HeadTree;
use super::{columns, units, years};
use crate::grammar::heading::is_numeral;
use crate::record::SmolStr;

#[derive(Default)]
struct Book {
    under: HashMap<&'static str, HashSet<&'static str>>,
    words: HashSet<&'static str>,
    rare: HashSet<&'static str>,
    /// Those of them that hardly anybody fills.
    hardly: HashSet<&'static str>,
    /// Those that name no column and stand over any known heads.
    opening: HashSet<&'static str>,
    /// All that are known, in order.
    sorted: BTreeSet<&'static str>,
}

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let mut book = Book::default();
    for row in HeadTree::all() {
        if row.children.words().eq(["*"]) {
            book.words.extend(row.parents.words());
            book.opening.extend(row.parents.words());
            continue;
        }
        book.words.extend(row.children.words());
        for parent in row.parents.words() {
            match parent {
                "?" => book.rare.extend(row.children.words()),
                "??" => book.hardly.extend(row.children.words()),
                "-" => {}
                _ => {
                    book.words.insert(parent);
                    book.under
                        .entry(parent)
                        .or_default()
                        .extend(row.children.words());
                }
            }
        }
    }
    book.sorted = book.words.iter().copied().collect();
    book.sorted.extend(columns::whole_words());
    book
});

/// What begins the parts of what stands before it.
pub const AMONG: &str = "其中";
/// What the heads or rows beside it add up to.
pub const SUBTOTAL: &str = "小计";

/// The name of a head that is a year and nothing else.
const YEAR: &str = "本年";

thread_local! {
    static NAMES: Memo<SmolStr> = Memo::default();
}

/// What a head is looked up by: without its year, 其中, its number and the unit in brackets.
pub fn name(head: &str) -> SmolStr {
    remembered(&NAMES, [head], || fresh(head).into())
}

fn fresh(head: &str) -> String {
    let mut name = columns::head_key(head);
    if units::in_brackets(&name).is_some()
        && let Some((bare, _)) = name.rsplit_once('(')
    {
        name.truncate(bare.len());
    }
    // 执行数(B), 执行率(B/A): the letter of a formula.
    if let Some((bare, letters)) = name.split_once('(')
        && !bare.is_empty()
        && letters.starts_with(|c: char| c.is_ascii_uppercase())
    {
        name.truncate(bare.len());
    }
    let part = name
        .strip_prefix(AMONG)
        .map(|rest| rest.trim_start_matches(':'));
    if let Some(rest) = part.filter(|rest| !rest.is_empty()) {
        name = rest.to_owned();
    }
    let numeral = |c: char| c.is_ascii_digit() || is_numeral(c);
    let bare = name
        .trim_start_matches(['(', ')'])
        .trim_start_matches(numeral);
    if bare.len() < name.len()
        && let Some(rest) = bare.strip_prefix(['、', '.', ')'])
        && !rest.is_empty()
    {
        name = rest.to_owned();
    }
    if compares(&name) {
        return "增减".to_owned();
    }
    if let Some(rest) = years::behind(&name) {
        let rest = rest.strip_prefix('度').unwrap_or(rest);
        name = match rest {
            // A year over the columns that are of it.
            "" => YEAR.to_owned(),
            _ => rest.to_owned(),
        };
    }
    name
}

/// Whether a head compares two columns: 2024年预算数比2023年执行数, 比上年增减.
fn compares(head: &str) -> bool {
    head.split_once(['比', '较'])
        .is_some_and(|(first, second)| {
            let of_year = |part: &str| part.contains(['年', '数']);
            of_year(second)
                && (first.is_empty() || of_year(first))
                && !second.starts_with(['例', '重'])
        })
}

/// A head without what only says that it is this year's, or which budget's.
fn reduced(name: &str) -> &str {
    let mut bare = name;
    for words in [List::HeadOfYear, List::HeadOfBudget, List::HeadOfFunds] {
        let rest = list(words).strip_prefix(bare);
        bare = rest.filter(|rest| rest.chars().count() > 1).unwrap_or(bare);
    }
    bare
}

/// Whether most agencies leave a column with this name empty.
pub fn is_rare(name: &str) -> bool {
    BOOK.rare.contains(name)
}

/// Whether hardly anybody fills a column with this name: an amount that may stand there or in another column is
/// supposed to stand in the other.
pub fn is_hardly_filled(name: &str) -> bool {
    BOOK.hardly.contains(name)
}

/// Whether a name is that of a head as a whole.
pub fn is_known(name: &str) -> bool {
    is_printed(name) || BOOK.under.contains_key(reduced(name))
}

/// Whether a name stands among the heads as it is.
pub fn is_printed(name: &str) -> bool {
    BOOK.words.contains(name) || columns::is_whole_word(name)
}

/// Whether a name is the beginning of a known head: 公务用车购.
pub fn begins_known(name: &str) -> bool {
    let next = (Bound::Excluded(name), Bound::Unbounded);
    let first = BOOK.sorted.range::<str, _>(next).next();
    first.is_some_and(|head| head.starts_with(name))
}

/// Whether a name opens parts of what stands before it and names no column: 其中.
pub fn opens_parts(name: &str) -> bool {
    BOOK.opening.contains(name)
}

/// Whether a name is that of what those beside it add up to: 合计, 本年收入合计.
pub fn is_sum(name: &str) -> bool {
    columns::is_total(name) || list(List::SumEnd).ends(name)
}

/// Whether the head `child` may stand under the head `parent`, both being names. No head of the plan
/// stands over one of the accounts, nor the other way.
pub fn stands_under(child: &str, parent: &str) -> bool {
    let named = opens_parts(parent) && is_known(child)
        || [parent, reduced(parent)].iter().any(|parent| {
            BOOK.under
                .get(parent)
                .is_some_and(|children| children.contains(child))
        });
    // Nor is one fund under another.
    let funds = || {
        let fund = |name: &str| list(List::FundName).at_start(name);
        matches!((fund(child), fund(parent)), (Some(child), Some(parent)) if child != parent)
    };
    let differ = || {
        let books = (columns::basis(child), columns::basis(parent));
        matches!(books, (Some(child), Some(parent)) if child != parent)
    };
    named && !differ() && !funds()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_known_without_year_number_and_unit() {
        for (head, expected) in [
            ("2018年预算", "预算"),
            ("2023年度决算数（万元）", "决算数"),
            ("其中：基本支出", "基本支出"),
            ("（二）公务接待费", "公务接待费"),
            ("3.公务接待费", "公务接待费"),
            ("2021年", "本年"),
            ("2021年度", "本年"),
            ("“三公”经费", "三公经费"),
            ("项　目", "项目"),
            ("2024年预算数比2023年执行数", "增减"),
            ("占比", "占比"),
            ("较上年增减", "增减"),
            ("增（减）额（万元）", "增减额"),
            ("执行率（C/B，%）", "执行率"),
            ("调整后预算数（B）", "调整后预算数"),
            ("比上年增、减情况", "增减"),
            ("其中：", "其中"),
        ] {
            assert_eq!(name(head), expected, "{head}");
        }
    }

    #[test]
    fn groups_of_heads() {
        for (child, parent, stands) in [
            ("小计", "公务用车购置及运行费", true),
            ("功能分类科目编码", "项目", true),
            ("类", "功能分类科目编码", true),
            ("基本支出", "本年支出", true),
            ("基本支出", "本年政府性基金预算支出", true),
            ("公务接待费", "本年支出", false),
            ("科目名称", "合计", false),
            ("决算数", "预算数", false),
            ("决算数", "支出", true),
            ("财政拨款收入", "其中", true),
            ("某某站", "其中", false),
            ("车辆", "固定资产", true),
            ("车辆", "资产总额", false),
            ("决算数", "本年", true),
            ("增减额", "增减", true),
        ] {
            assert_eq!(stands_under(child, parent), stands, "{child} {parent}");
        }
        assert!(begins_known("公务用车购") && !begins_known("公务用车购置及运行站"));
        assert!(is_known("上级补助收入") && is_known("科目名称"));
        assert!(!is_known("教育支出") && !is_known("某某站"));
    }
}
