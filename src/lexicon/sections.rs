//! The mandated parts of a disclosure, recognised by the words of their titles, from
//! `data/sections.tsv`.
//!
//! A title is cut into the words of that file with jieba, on a dictionary of those words alone:
//! the agency's name and the year fall out of themselves. It names a part if every required word
//! of one of the part's titles is there and no word that the title does not know.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use jieba_rs::Jieba;

use crate::grammar::heading::Style;
use crate::record::Kind;

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
    /// The concept id in a document of this kind.
    pub fn concept(&self, kind: Kind) -> &'static str {
        self.concepts[usize::from(kind == Kind::Budget)]
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

/// One way of saying a part's title.
struct Title {
    part: &'static Part,
    /// Each must be there, in one of its alternatives.
    required: Vec<Vec<&'static str>>,
    optional: Vec<&'static str>,
}

struct Lexicon {
    jieba: Jieba,
    words: HashSet<&'static str>,
    weak: HashSet<&'static str>,
    same: HashMap<&'static str, Vec<&'static str>>,
    titles: Vec<Title>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| load(include_str!("data/sections.tsv")));

fn load(file: &'static str) -> Lexicon {
    let mut lexicon = Lexicon {
        jieba: Jieba::empty(),
        words: HashSet::new(),
        weak: HashSet::new(),
        same: HashMap::new(),
        titles: Vec::new(),
    };
    for line in file.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        match (fields.next(), fields.next()) {
            (Some("!weak"), Some(words)) => lexicon.weak.extend(words.split(' ')),
            (Some("!same"), Some(pair)) => {
                if let Some((word, read)) = pair.split_once('=') {
                    lexicon.words.insert(word);
                    lexicon.same.insert(word, read.split(' ').collect());
                }
            }
            (Some(concept), Some(style)) => {
                let (Some(flags), Some(titles)) = (fields.next(), fields.next()) else {
                    continue;
                };
                let part = part(concept, style, flags);
                lexicon
                    .titles
                    .extend(titles.split('|').map(|words| title(part, words)));
            }
            _ => {}
        }
    }
    for title in &lexicon.titles {
        lexicon
            .words
            .extend(title.required.iter().flatten().chain(&title.optional));
    }
    lexicon.words.extend(&lexicon.weak);
    for word in &lexicon.words {
        // Longer words are the likelier reading where words overlap.
        lexicon.jieba.add_word(word, Some(100 * word.len()), None);
    }
    lexicon
}

fn part(concept: &'static str, style: &str, flags: &str) -> &'static Part {
    let named = |kind: &str| -> &'static str {
        match concept.strip_prefix('*') {
            // The lexicon is loaded once and lives as long as the program.
            Some(rest) => Box::leak(format!("{kind}{rest}").into_boxed_str()),
            None => concept,
        }
    };
    Box::leak(Box::new(Part {
        concepts: [named("final"), named("budget")],
        style: match style {
            "part" => Style::Part,
            "chapter" => Style::Chapter,
            "clause" => Style::Clause,
            "item" => Style::Item,
            _ => Style::SubItem,
        },
        is_list: flags.contains("list"),
        runs_in: flags.contains("runin"),
    }))
}

fn title(part: &'static Part, words: &'static str) -> Title {
    let (mut required, mut optional, mut in_brackets) = (Vec::new(), Vec::new(), false);
    for word in words.split(' ') {
        in_brackets |= word.starts_with('(');
        let bare = word.trim_matches(['(', ')']);
        match in_brackets {
            true => optional.push(bare),
            false => required.push(bare.split('/').collect()),
        }
        in_brackets &= !word.ends_with(')');
    }
    Title {
        part,
        required,
        optional,
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
    title
        .char_indices()
        .take_while(|(_, c)| !matches!(c, ',' | '。' | ';' | ':'))
        .filter(|(_, c)| AGENCY_ENDS.contains(c))
        .map(|(at, c)| at + c.len_utf8())
        .filter(|at| title.len() - at >= SHORTEST_TAIL)
        .filter_map(|at| find_whole(&title[at..]))
        .find(|found| found.foreign <= MOST_FOREIGN)
        .map(|found| Match {
            is_prefixed: true,
            ..found
        })
}

/// What the name of an agency, or the year behind it, ends in.
const AGENCY_ENDS: [char; 16] = [
    '局', '委', '办', '厅', '院', '会', '校', '站', '队', '所', '处', '部', '府', '心', '馆', '年',
];
/// The shortest title behind an agency's name, in bytes.
const SHORTEST_TAIL: usize = 6;
/// A title that is more of other words than this many characters is another title.
const MOST_FOREIGN: usize = 2;

fn find_whole(title: &str) -> Option<Match> {
    let lexicon = &*LEXICON;
    let (words, foreign) = lexicon.words_of(title);
    let best = lexicon
        .titles
        .iter()
        .filter_map(|title| Some((score(lexicon, title, &words)?, title)));
    let mut best: Vec<_> = best.collect();
    best.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let part = match best.as_slice() {
        [] => return None,
        [(first, one), (second, other), ..]
            if first == second && one.part.concepts != other.part.concepts =>
        {
            return None;
        }
        [(_, one), ..] => one.part,
    };
    Some(Match {
        part,
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
    let (words, foreign) = lexicon.words_of(title);
    let fits = |title: &&Title| {
        let known = |word: &&&str| {
            title.required.iter().any(|one| one.contains(*word))
                || title.optional.contains(*word)
                || lexicon.weak.contains(*word)
        };
        let tail = words.len() - words.iter().rev().take_while(known).count();
        title.part.runs_in && score(lexicon, title, &words[tail..]).is_some()
    };
    lexicon.titles.iter().find(fits).map(|title| Match {
        part: title.part,
        foreign,
        is_prefixed: true,
    })
}

impl Lexicon {
    /// The lexicon's words in a title, in order, and how many letters are none of them.
    fn words_of(&self, title: &str) -> (Vec<&'static str>, usize) {
        let mut words: Vec<&'static str> = Vec::new();
        let mut foreign = 0;
        for token in self.jieba.cut(title, false) {
            match self.words.get(token.word) {
                Some(word) => match self.same.get(word) {
                    Some(read) => words.extend(read),
                    None => words.push(word),
                },
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

/// How many required words a title has, if the words of a heading are that title.
fn score(lexicon: &Lexicon, title: &Title, words: &[&str]) -> Option<usize> {
    let required = |word: &&str| title.required.iter().any(|one| one.contains(word));
    let known = words
        .iter()
        .all(|word| required(word) || title.optional.contains(word) || lexicon.weak.contains(word));
    let complete = title
        .required
        .iter()
        .all(|one| one.iter().any(|word| words.contains(word)));
    (known && complete).then_some(title.required.len())
}

#[cfg(test)]
mod tests {
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
        ] {
            assert_eq!(concept(title), Some(expected), "{title}");
        }
        let budget = find("“三公”经费预算").map(|found| found.part.concept(Kind::Budget));
        assert_eq!(budget, Some("budget.three_public"));
    }

    #[test]
    fn what_names_no_part() {
        for title in ["疫情防控扎实推进", "加强队伍建设", "", "巴山县"] {
            assert_eq!(concept(title), None, "{title}");
        }
    }
}
