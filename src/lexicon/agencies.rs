//! Names of agencies in running text.
//!
//! A name is: a prefix (中共), a place, words, an ending (局, 委员会, …), and perhaps more words and a
//! further ending (人民政府|办公室). No list holds all agencies; the endings and the words that are
//! never inside a name, `data/agencies.tsv`, are few. Names without a place are found only where
//! something stands before and after that cuts them out.

use std::ops::Range;
use std::sync::LazyLock;

use super::lists::{Class as List, list};
use super::regions::{Place, regions};
use super::rows::{AgencyClass, Word};
use super::words::{self, Words, by_class};
use crate::index::Index;
use crate::text::Cut;

/// A name of an agency in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agency {
    /// Where the name stands.
    pub range: Range<usize>,
    /// The place that the name begins with, after a prefix.
    pub place: Option<Place>,
}

/// No name that we have seen is longer, in characters.
const LONGEST: usize = 40;
/// Nor are there more characters between one ending and the next.
const LONGEST_STEP: usize = 16;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Ending,
    Weak,
    Plain,
}

struct Lexicon {
    ends: Index<Role>,
    /// The words that no name holds, and whether a name may begin behind one.
    stops: Index<bool>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let rows = || Word::<AgencyClass>::all().iter();
    let role = |class| match class {
        AgencyClass::Ending => Some(Role::Ending),
        AgencyClass::Weak => Some(Role::Weak),
        AgencyClass::Plain => Some(Role::Plain),
        _ => None,
    };
    let cuts = |class| match class {
        AgencyClass::Stop => Some(false),
        AgencyClass::Cut => Some(true),
        _ => None,
    };
    Lexicon {
        ends: Index::beginning(rows().filter_map(|row| Some((&*row.word, role(row.class)?)))),
        stops: Index::beginning(rows().filter_map(|row| Some((&*row.word, cuts(row.class)?)))),
    }
});

static WORDS: LazyLock<Vec<Words>> =
    LazyLock::new(|| by_class(Word::<AgencyClass>::all(), |class| class as usize));

/// The words of a class.
fn of_class(class: AgencyClass) -> &'static Words {
    words::of_class(&WORDS, class as usize)
}

/// The word in which a name ends that may be an agency's: nothing follows it, and no more is asked.
pub fn last_word(name: &str) -> Option<&'static str> {
    let alone = of_class(AgencyClass::LastAlone).at_end(name);
    alone.or_else(|| of_class(AgencyClass::Last).at_end(name))
}

/// Where the name of an agency may end that a folded title begins with.
pub fn ends_in(title: &str) -> impl Iterator<Item = usize> {
    let found = of_class(AgencyClass::Last).found_in(title);
    found.map(|(at, word)| at + word.len())
}

/// The agencies named in folded text, in order; names do not overlap.
pub fn find(text: &str) -> Vec<Agency> {
    let lexicon = &*LEXICON;
    let mut found: Vec<Agency> = Vec::new();
    for (at, entry) in lexicon.ends.longest_in(text) {
        let end = at..at + entry.word.len();
        let rest = text.behind(end.end);
        let goes_on = || of_class(AgencyClass::AfterNot).begins(rest);
        let closed =
            || !rest.starts_with(is_name_char) || of_class(AgencyClass::Closer).begins(rest);
        let ends_here = match entry.says {
            Role::Plain => false,
            Role::Ending => !goes_on(),
            Role::Weak => !goes_on() && closed(),
        };
        if !ends_here {
            continue;
        }
        let run = run_before(text, end.start);
        let before = found.last().map_or(0, |last| last.range.end);
        if before > run.start
            && let Some(last) = found.last_mut()
            && continues(text.within(before..end.start), entry.word)
        {
            last.range.end = end.end;
            continue;
        }
        let cut = before > run.start;
        let words = run.start.max(before)..end.start;
        if let Some((start, place)) = name_start(text, words, cut)
            // 2022年政府预决算: what is left of a date begins no name.
            && !list(List::DateUnit).begins(text.behind(start))
        {
            // 国家税务总局|临夏县税务局: what was taken for a name is the prefix of this one.
            let prefix = found.pop_if(|last| {
                last.range.end == start
                    && of_class(AgencyClass::Prefix).contains(text.within(last.range.clone()))
            });
            found.push(Agency {
                range: prefix.map_or(start, |prefix| prefix.range.start)..end.end,
                place,
            });
        }
    }
    found
}

/// Whether these words between two endings make one name of them.
fn continues(step: &str, ending: &str) -> bool {
    let lexicon = &*LEXICON;
    // 生态环境局|会同|分局: the name of a place holds what is a word of its own elsewhere.
    let is_place = || {
        list(List::CountyEnd).words().any(|level| {
            let name = format!("{step}{level}");
            let place = regions().at_start(&name);
            place.is_some_and(|place| place.range.len() == name.len())
        })
    };
    ending.starts_with('分') && is_place()
        || step.chars().nth(LONGEST_STEP).is_none()
        && !of_class(AgencyClass::Joint).begins(step)
        && !lexicon.stops.any_in(step)
        // A place begins another name, but for that of a representation or a branch there.
        && (step.starts_with('驻') || ending.starts_with('分') || regions().first_in(step).is_none())
}

/// Where a name begins whose words before the ending stand in `run`. `cut` says that the run
/// begins right after another name.
fn name_start(text: &str, run: Range<usize>, cut: bool) -> Option<(usize, Option<Place>)> {
    let lexicon = &*LEXICON;
    let words = text.within(run.clone());
    let places = regions().find_all(words);
    // Only what follows the last word that no name holds can be part of it; 无为市 is no 为.
    let in_place = |at: usize| places.iter().any(|place| place.range.contains(&at));
    let stops = lexicon.stops.longest_in(words);
    let stop = stops.filter(|(at, _)| !in_place(*at)).last();
    let from = stop.map_or(0, |(at, stop)| at + stop.word.len());
    let mut first: Option<Place> = None;
    for place in places {
        // A second place in full begins a name of its own, if it does not lie in the first; a
        // short one may be part of it (驻北京办事处).
        let is_own = |first: &Place| place.in_full && !regions().is_within(&place, first);
        if place.range.start >= from && first.as_ref().is_none_or(is_own) {
            first = Some(place);
        }
    }
    if let Some(place) = first {
        let start = with_prefix(text, run.start + from, run.start + place.range.start);
        return Some((start, Some(place.moved(run.start))));
    }
    // Without a place, the name must be cut out on the left, and be more than an ending.
    let is_cut = match stop {
        Some((_, stop)) => stop.says,
        None => !cut && !text.before(run.start).ends_with(')'),
    };
    let is_whole = words.chars().count() < LONGEST;
    (is_cut && is_whole && from < words.len()).then_some((run.start + from, None))
}

/// The start moved before a prefix that stands directly before it, but not before `from`.
fn with_prefix(text: &str, from: usize, start: usize) -> usize {
    let mut start = start;
    loop {
        let before = text.within(from..start);
        // 政协|第九届|会同县委员会.
        let term = before
            .strip_suffix('届')
            .and_then(|head| head.rsplit_once('第'));
        let ended = term.map_or(before, |(head, _)| head);
        match of_class(AgencyClass::Prefix).strip_suffix(ended) {
            Some(outside) => start = from + outside.len(),
            None => return start,
        }
    }
}

/// The characters directly before `end` that a name may hold, at most [`LONGEST`].
fn run_before(text: &str, end: usize) -> Range<usize> {
    let run = text.before(end).chars().rev().take(LONGEST);
    let length: usize = run
        .take_while(|c| is_name_char(*c))
        .map(char::len_utf8)
        .sum();
    end - length..end
}

/// Whether a character may stand inside a name.
fn is_name_char(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        let found = find(text);
        found.iter().map(|name| &text[name.range.clone()]).collect()
    }

    #[test]
    fn finds_names_and_no_more() {
        for (text, expected) in [
            (
                "2022年,长沙市岳麓区教育局机关运行经费12万元",
                &["长沙市岳麓区教育局"][..],
            ),
            (
                "纳入兰考县水利局2019年度部门决算编制范围的单位",
                &["兰考县水利局"],
            ),
            ("中共来宾市委组织部2023年部门预算", &["中共来宾市委组织部"]),
            ("中共鹤庆县委宣传部部门决算", &["中共鹤庆县委宣传部"]),
            ("政协祁东县委员会办公室(本级)", &["政协祁东县委员会办公室"]),
            (
                "赤水市人民代表大会常务委员会办公室负责",
                &["赤水市人民代表大会常务委员会办公室"],
            ),
            ("国家税务总局临夏县税务局", &["国家税务总局临夏县税务局"]),
            (
                "沂水县社会保险中心属沂水县人力资源和社会保障局下属事业单位",
                &["沂水县社会保险中心", "沂水县人力资源和社会保障局"],
            ),
            (
                "定边县财政局和定边县审计局",
                &["定边县财政局", "定边县审计局"],
            ),
            (
                "南通市第三人民医院2021年度单位决算",
                &["南通市第三人民医院"],
            ),
            ("昌吉州政府驻北京办事处", &["昌吉州政府驻北京办事处"]),
            (
                "中国人民政治协商会议安乡县委员会办公室2019年度部门决算",
                &["中国人民政治协商会议安乡县委员会办公室"],
            ),
            (
                "政协第九届会同县委员会办公室2019年度部门决算",
                &["政协第九届会同县委员会办公室"],
            ),
            (
                "怀化市生态环境局会同分局2019年度部门决算",
                &["怀化市生态环境局会同分局"],
            ),
            (
                "佛山市南海区大沥镇人民政府",
                &["佛山市南海区大沥镇人民政府"],
            ),
            ("无为市让胡路区将乐县统计局", &["将乐县统计局"]),
            ("无为市统计局", &["无为市统计局"]),
            ("大庆市让胡路区民政局", &["大庆市让胡路区民政局"]),
            ("沈阳市公安局浑南区分局", &["沈阳市公安局浑南区分局"]),
            ("武汉市公安局交通管理局", &["武汉市公安局交通管理局"]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn leaves_what_is_no_name() {
        for text in [
            "持续优化营商环境,服务全市中心工作",
            "兰考县各部门预算由本级人民代表大会",
            "我省干部队伍建设",
            "长沙市以经济建设为中心",
            "局长办公会",
            "沂水县委中心工作",
        ] {
            assert!(names(text).is_empty(), "{text}: {:?}", names(text));
        }
    }
}
