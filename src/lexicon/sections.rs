//! The mandated parts of a disclosure, recognised by the words of their titles, from
//! `data/sections.tsv`.
//!
//! A title is cut into the words of that file with jieba, on a dictionary of those words alone:
//! the agency's name and the year fall out of themselves. It names a part if every required word
//! of one of the part's titles is there and no word that the title does not know.

use std::rc::Rc;
use std::sync::LazyLock;

use jieba_rs::Jieba;
use rustc_hash::FxHashMap as HashMap;

use super::agencies;
use super::memo::{Memo, remembered};
use super::rows::{PartFlag, Section, SectionStyle, SectionWord, SectionWordKind};
use crate::grammar::heading::Style;
use crate::record::Kind;
use crate::text::Cut;

/// A mandated part.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    /// Its concept in final accounts, budgets, and other documents.
    concepts: [&'static str; 2],
    /// The style in which it is numbered where nothing is damaged.
    pub style: Style,
    /// Numbered lines under it are items of a list, no headings.
    pub is_list: bool,
    /// Its title may open a paragraph without a number.
    pub runs_in: bool,
}

impl Part {
    /// Whether the part is one of another by what it is (三公经费 and 公务接待费), or may be one of the rest.
    pub fn lies_in(&self, other: &Part) -> bool {
        let [own, _] = self.concepts;
        let [outer, _] = other.concepts;
        let rest = own
            .strip_prefix(outer)
            .is_some_and(|rest| rest.starts_with('.'));
        // 总体情况 and the like are said of any part.
        let of_any = own.starts_with("final.general_public.");
        rest || of_any
            || outer.ends_with(".other")
            || own.starts_with("report.")
            || outer.starts_with("report.")
    }

    /// The concept id in a document of this kind.
    pub fn concept(&self, kind: Kind) -> &'static str {
        let [accounts, budget] = self.concepts;
        if kind == Kind::Budget {
            budget
        } else {
            accounts
        }
    }
}

/// A title that was recognised.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    /// The part it names.
    pub part: &'static Part,
    /// Characters of the title that are no word of the lexicon.
    foreign: usize,
    /// Whether a name stands before the words of the title.
    pub is_prefixed: bool,
}

/// A set of words of the lexicon, one bit each.
type Set = u128;

/// One way of saying a part's title.
struct Title {
    part: &'static Part,
    /// One word of each set must be there.
    required: Vec<Set>,
    /// No word but these may be there.
    allowed: Set,
}

thread_local! {
    /// Titles come again in every document.
    static WORDS_OF: Memo<Rc<(Vec<Set>, usize)>> = Memo::default();
}

struct Lexicon {
    jieba: Jieba,
    /// The words a word of the lexicon is read as: itself, or others that mean the same.
    words: HashMap<&'static str, Set>,
    titles: Vec<Title>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(load);

fn load() -> Lexicon {
    let mut numbers: HashMap<&'static str, u32> = HashMap::default();
    let mut bit = |word: &'static str| -> Set {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        // The titles have fewer words than a set has bits: a test counts them.
        1u128
            .checked_shl(*numbers.entry(word).or_insert(next))
            .unwrap_or(0)
    };
    let mut lexicon = Lexicon {
        jieba: Jieba::empty(),
        words: HashMap::default(),
        titles: Vec::new(),
    };
    for row in SectionWord::all() {
        if row.kind == SectionWordKind::Same {
            let read = row.read.words().map(&mut bit);
            lexicon
                .words
                .insert(&row.word, read.fold(0, |set, word| set | word));
        }
    }
    for row in Section::all() {
        let part = part(row);
        let titles = row.titles.words();
        lexicon
            .titles
            .extend(titles.map(|words| title(part, words, &mut bit)));
    }
    for (word, number) in numbers {
        lexicon
            .words
            .entry(word)
            .or_insert(1u128.checked_shl(number).unwrap_or(0));
    }
    // A weak word that stands in no title needs no bit: it is known and says nothing.
    let weak = SectionWord::all()
        .iter()
        .filter(|row| row.kind == SectionWordKind::Weak)
        .fold(0, |set, row| {
            set | *lexicon.words.entry(&row.word).or_insert(0)
        });
    for title in &mut lexicon.titles {
        title.allowed |= weak;
    }
    for word in lexicon.words.keys() {
        // Longer words are the likelier reading where words overlap.
        lexicon.jieba.add_word(word, Some(100 * word.len()), None);
    }
    lexicon
}

fn part(row: &'static Section) -> &'static Part {
    let named = |kind: &str| -> &'static str {
        match row.concept.strip_prefix('*') {
            // The lexicon is loaded once and lives as long as the program.
            Some(rest) => Box::leak(format!("{kind}{rest}").into_boxed_str()),
            None => &row.concept,
        }
    };
    Box::leak(Box::new(Part {
        concepts: [named("final"), named("budget")],
        style: match row.style {
            SectionStyle::Part => Style::Part,
            SectionStyle::Chapter => Style::Chapter,
            SectionStyle::Clause => Style::Clause,
            SectionStyle::Item => Style::Item,
            SectionStyle::SubItem => Style::SubItem,
        },
        is_list: row.flags == PartFlag::List,
        runs_in: row.flags == PartFlag::RunIn,
    }))
}

fn title(
    part: &'static Part,
    words: &'static str,
    bit: &mut impl FnMut(&'static str) -> Set,
) -> Title {
    let (mut required, mut allowed, mut in_brackets) = (Vec::new(), 0, false);
    for word in words.split(' ') {
        in_brackets |= word.starts_with('(');
        let bare = word.trim_matches(['(', ')']);
        let set = bare
            .split('/')
            .map(&mut *bit)
            .fold(0, |set, word| set | word);
        allowed |= set;
        if !in_brackets {
            required.push(set);
        }
        in_brackets &= !word.ends_with(')');
    }
    Title {
        part,
        required,
        allowed,
    }
}

/// The longest title, in bytes, that is looked at: longer ones are sentences.
const LONGEST: usize = 240;

/// The part that a folded title names; `None` where it names none, or more than one.
pub fn find(title: &str) -> Option<Match> {
    if title.len() > LONGEST {
        return None;
    }
    let whole = find_whole(title);
    if whole.is_some_and(|found| found.foreign <= MOST_FOREIGN) {
        return whole;
    }
    // An agency's name may hold words of the lexicon: 社会保险管理局.
    let head = title.split([',', '。', ';', ':']).next().unwrap_or(title);
    let mut ends: Vec<usize> = agencies::ends_in(head).collect();
    // 某局2021年收入情况: the year behind the name.
    ends.extend(head.match_indices('年').map(|(at, year)| at + year.len()));
    ends.sort_unstable();
    ends.into_iter()
        .filter(|at| title.len() - at >= SHORTEST_TAIL)
        .filter_map(|at| find_whole(title.behind(at)))
        .find(|found| found.foreign <= MOST_FOREIGN)
        .map(|found| Match {
            is_prefixed: true,
            ..found
        })
}

/// The shortest title behind an agency's name, in bytes.
const SHORTEST_TAIL: usize = 6;
/// A title that is more of other words than this many characters is another title.
const MOST_FOREIGN: usize = 2;

fn find_whole(title: &str) -> Option<Match> {
    let lexicon = &*LEXICON;
    let told = lexicon.words_of(title);
    let (words, foreign) = (&told.0, told.1);
    let set = words.iter().fold(0, |set, word| set | word);
    let mut best: Option<(usize, &Title)> = None;
    let mut tied = false;
    for title in lexicon.titles.iter().filter(|title| title.fits(set)) {
        let score = title.required.len();
        match best {
            Some((most, one)) if score == most => tied |= one.part.concepts != title.part.concepts,
            Some((most, _)) if score < most => {}
            _ => (best, tied) = (Some((score, title)), false),
        }
    }
    let (_, title) = best.filter(|_| !tied)?;
    Some(Match {
        part: title.part,
        foreign,
        is_prefixed: false,
    })
}

/// The part that a folded title ends as, where the part's title may open a paragraph: the words
/// before it are a name (`某项目绩效目标完成情况综述`).
pub fn find_run_in(title: &str) -> Option<Match> {
    if title.len() > LONGEST {
        return None;
    }
    let lexicon = &*LEXICON;
    let told = lexicon.words_of(title);
    let (words, foreign) = (&told.0, told.1);
    let fits = |title: &&Title| {
        let tail = words
            .iter()
            .rev()
            .take_while(|word| *word & !title.allowed == 0);
        title.part.runs_in && title.fits(tail.fold(0, |set, word| set | word))
    };
    lexicon.titles.iter().find(fits).map(|title| Match {
        part: title.part,
        foreign,
        is_prefixed: true,
    })
}

impl Title {
    /// Whether a heading with these words is this title.
    fn fits(&self, words: Set) -> bool {
        words & !self.allowed == 0 && self.required.iter().all(|set| set & words != 0)
    }
}

impl Lexicon {
    /// The lexicon's words in a title, in order, and how many letters are none of them.
    fn words_of(&self, title: &str) -> Rc<(Vec<Set>, usize)> {
        remembered(&WORDS_OF, [title], || Rc::new(self.words_of_new(title)))
    }

    fn words_of_new(&self, title: &str) -> (Vec<Set>, usize) {
        let mut words = Vec::new();
        let mut foreign = 0;
        for token in self.jieba.cut(title, false) {
            match self.words.get(token.word) {
                Some(set) => words.push(*set),
                None => foreign += token.word.chars().filter(|c| is_letter(*c)).count(),
            }
        }
        (words, foreign)
    }
}

/// A letter that weighs against a match: digits are years, signs are nothing.
fn is_letter(c: char) -> bool {
    c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::fold::Folded;

    fn concept(title: &str) -> Option<&'static str> {
        find(&Folded::fold(title)).map(|found| found.part.concept(Kind::FinalAccounts))
    }

    #[test]
    fn titles_of_many_provinces() {
        for (title, expected) in [
            ("收入支出决算总体情况说明", "final.income_expenditure"),
            ("2022年度收支决算总体情况", "final.income_expenditure"),
            (
                "关于某县水利局2020年收支预算情况的总体说明",
                "final.income_expenditure",
            ),
            ("收入决算情况说明", "final.income"),
            ("本年支出决算情况", "final.expenditure"),
            (
                "财政拨款收入支出决算总体情况说明",
                "final.fiscal_appropriation",
            ),
            (
                "一般公共预算财政拨款支出决算情况说明",
                "final.general_public",
            ),
            (
                "一般公共预算财政拨款支出决算总体情况",
                "final.general_public.total",
            ),
            (
                "一般公共预算当年拨款规模变化情况",
                "final.general_public.total",
            ),
            (
                "一般公共预算财政拨款支出决算结构情况",
                "final.general_public.structure",
            ),
            ("一般公共预算财政拨款基本支出决算情况说明", "final.basic"),
            ("“三公”经费财政拨款支出决算情况说明", "final.three_public"),
            ("一般公共预算“三公”经费支出情况", "final.three_public"),
            (
                "政府性基金预算财政拨款支出决算情况",
                "final.government_fund",
            ),
            ("国有资本经营预算支出决算情况说明", "final.state_capital"),
            ("其他重要事项的情况说明", "final.other"),
            ("机关运行经费支出情况", "final.operating"),
            ("政府采购情况", "final.procurement"),
            ("国有资产占用使用情况", "final.assets"),
            ("预算绩效管理情况", "final.performance"),
            ("名词解释", "glossary"),
            ("专业名词解释", "glossary"),
            ("主要职能", "overview.functions"),
            ("部门职责", "overview.functions"),
            ("机构设置及人员情况", "overview.structure"),
            ("部门决算单位构成", "overview.structure"),
            ("某项目绩效目标完成情况综述", "final.performance.summary"),
            ("关于2025年收支总表的说明", "final.income_expenditure"),
            ("收支预算总表", "final.income_expenditure"),
            ("部门国有资产占有使用及资产购置情况说明", "final.assets"),
            ("国有资产占用情况", "final.assets"),
            ("部门（单位）整体支出使用及管理情况", "report.use"),
            ("部门整体支出绩效情况", "report.effects"),
            ("改进措施和有关建议", "report.suggestions"),
            ("下一步改进措施", "report.suggestions"),
            ("存在的问题和改进措施", "report.problems"),
            ("主要经验及做法、存在的问题及原因分析", "report.experience"),
            (
                "绩效自评结果拟应用和公开情况",
                "report.application_of_results",
            ),
            ("其他需要说明的问题", "final.other"),
        ] {
            assert_eq!(concept(title), Some(expected), "{title}");
        }
        let budget = find("“三公”经费预算").map(|found| found.part.concept(Kind::Budget));
        assert_eq!(budget, Some("budget.three_public"));
    }

    #[test]
    fn every_word_of_a_title_has_a_bit() {
        let bits = LEXICON
            .titles
            .iter()
            .fold(0, |set, title| set | title.allowed);
        // Words that are read as another have its bit.
        let words: HashSet<Set> = LEXICON
            .words
            .values()
            .filter(|set| set.count_ones() == 1)
            .copied()
            .collect();
        assert_eq!(bits.count_ones() as usize, words.len());
        assert!(
            LEXICON
                .titles
                .iter()
                .all(|title| title.required.iter().all(|set| *set != 0))
        );
    }

    #[test]
    fn what_names_no_part() {
        for title in ["疫情防控扎实推进", "加强队伍建设", "", "巴山县"] {
            assert_eq!(concept(title), None, "{title}");
        }
    }
}
