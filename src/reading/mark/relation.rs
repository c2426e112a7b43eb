//! The words for one amount against another: `决算数大于预算数`, `与上年持平`.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::fold::Folded;
use crate::lexicon::lists::{Class as List, list};
use crate::mark::{Base, Relation};
use crate::text::{Cut, Text};

// Groups: more, less, same (than the budget); the budget before 持平 and 持平; the year before 持平 and 持平.
static RELATION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:决算|执行|支出)数?(?:(?P<more>大于|高于|超过|超出|多于)|(?P<less>小于|低于|少于)|(?P<same>等于))",
        r"(?:年初|全年|当年|本年|调整)?预算数?",
        r"|(?:决算|执行|支出)?数?[与同和](?:年初|全年|当年|本年|调整)?预算数?(?P<budget>基本|大致)?(?:持平|一致|相等)",
        r"|[与同和比较](?:上年|去年|上一年|[0-9]{4}年)度?[^0-9,;。]{0,12}[0-9][0-9,.]*(?:万元|亿元|元)(?P<at>(?:相比|比较|相比较)?,?(?P<told>基本|大致)?(?:持平|相同|一致))",
        r"|两年(?:支出|决算|预算)?数?(?P<both>基本|大致|均)?持平",
        r"|[与同和比较](?:上年|去年|上一年|[0-9]{4}年)度?(?:年初)?(?:预算|决算|执行|支出|实际)?数?(?:相比|比较|相比较)?,?(?P<year>基本|大致)?(?:持平|相同|一致|无变化|没有变化|无增减)",
    ))
    .ok()
});

/// Reads the relations of all passages.
pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Relation> {
    let Some(pattern) = RELATION.as_ref() else {
        return Vec::new();
    };
    let mut relations = Vec::new();
    for passage in passages {
        let words = joined.within(passage.clone());
        for found in super::found(pattern, words) {
            let Some(whole) = found.get(0) else { continue };
            // A choice left open (大于/小于) says nothing, nor does 基本持平.
            let open = words.behind(whole.end()).starts_with(['/', '(']);
            let Some((ordering, base)) = meaning(&found).filter(|_| !open) else {
                continue;
            };
            // Behind an amount of last year only the words for the two are the relation.
            let words = found.name("at").unwrap_or(whole);
            let range = passage.start + words.start()..passage.start + words.end();
            let source = joined.source_range(text, range);
            relations.push(Relation {
                ordering,
                base,
                line: text.line_number(source.start),
                span: text.span(source),
            });
        }
    }
    relations
}

fn meaning(found: &Captures) -> Option<(Ordering, Base)> {
    let words = [
        ("more", Ordering::Greater),
        ("less", Ordering::Less),
        ("same", Ordering::Equal),
    ];
    let told = words.iter().find(|(group, _)| found.name(group).is_some());
    if let Some((_, ordering)) = told {
        return Some((*ordering, Base::Budget));
    }
    let mut abouts = ["budget", "year", "told", "both"].iter();
    let about = abouts.any(|group| found.name(group).is_some());
    let whole = found.get(0)?.as_str();
    // What stands before 预算 is a year, or nothing: 与2019年预算持平 is about the year before.
    let year = list(List::PriorYear).any_in(whole)
        || whole.starts_with("两年")
        || whole.contains(|c: char| c.is_ascii_digit());
    let base = if year { Base::PriorYear } else { Base::Budget };
    (!about).then_some((Ordering::Equal, base))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_more_less_or_the_same() {
        use Base::{Budget, PriorYear};
        use Ordering::{Equal, Greater, Less};
        for (words, meant) in [
            ("决算数小于预算数的主要原因是节约。", Some((Less, Budget))),
            ("决算数大于年初预算数", Some((Greater, Budget))),
            ("支出决算高于年初预算", Some((Greater, Budget))),
            ("决算数与预算数持平。", Some((Equal, Budget))),
            ("决算数等于预算数", Some((Equal, Budget))),
            ("与上年持平", Some((Equal, PriorYear))),
            ("与2019年度相比无变化", Some((Equal, PriorYear))),
            ("较上年预算数持平", Some((Equal, PriorYear))),
            ("与上年的8.00万元持平", Some((Equal, PriorYear))),
            ("两年持平", Some((Equal, PriorYear))),
            ("与上年8.00万元基本持平", None),
            ("决算数大于/小于预算数。", None),
            ("决算数与预算数基本持平。", None),
            ("与上年基本持平", None),
            ("比上年增加5万元", None),
        ] {
            let text = Text::new(words.to_owned());
            let folded = Folded::new(&text);
            let whole = 0..folded.as_str().len();
            let found = read(&text, &folded, &[whole]);
            let told: Vec<_> = found.iter().map(|one| (one.ordering, one.base)).collect();
            assert_eq!(told, Vec::from_iter(meant), "{words}");
        }
    }
}
