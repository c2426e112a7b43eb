//! Words that tell what a number of running text says of its subject, from `data/clause_words.tsv`.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

/// What a word of a clause does. The letter stands for the class in the patterns of the frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// 增长, 增幅: a difference upwards.
    Up = b'U',
    /// 增加, 追加: the same, with the thing behind it or not.
    UpVerb = b'G',
    /// 下降, 降幅.
    Down = b'D',
    /// 减少, 压减.
    DownVerb = b'H',
    /// 新增.
    New = b'N',
    /// 增加/减少, 增加(减少): the template was left unfilled.
    Either = b'P',
    /// 增减率: the direction is that of the number.
    Vary = b'V',
    /// 增加到, 降至.
    Reach = b'L',
    /// 为, 共.
    Link = b'l',
    /// 分别, 各.
    Each = b'e',
    /// 占.
    Share = b'S',
    /// 占比, 比重.
    Ratio = b's',
    /// 完成.
    Complete = b'C',
    /// 执行率.
    Rate = b'r',
    /// 的.
    Of = b'o',
    /// 其中.
    Whole = b'q',
    /// 人均.
    Per = b'p',
    /// 单价.
    Bound = b'B',
    /// 上年.
    Prior = b'y',
    /// 同期.
    Same = b'x',
    /// 年初预算.
    Budget = b'b',
    /// 调整预算.
    Adjusted = b'j',
    /// 决算.
    Final = b'f',
    /// 目标.
    Target = b'g',
    /// 比, 较.
    Than = b'w',
    /// 相比.
    ThanEnd = b'z',
    /// 同比.
    YearOnYear = b'm',
    /// 持平.
    Equal = b'E',
    /// Any other text.
    Text = b'T',
    /// 2023年.
    Year = b'Y',
    /// 12月31日.
    Date = b'd',
    /// 、.
    Comma = b'k',
    /// A printed classification code.
    Code = b'K',
    /// A number.
    Number = b'n',
}

/// The classes that the word file knows, by their names in it and in the patterns of the frames.
const NAMED: [(&str, Class); 31] = [
    ("up", Class::Up),
    ("up_verb", Class::UpVerb),
    ("down", Class::Down),
    ("down_verb", Class::DownVerb),
    ("new", Class::New),
    ("either", Class::Either),
    ("vary", Class::Vary),
    ("reach", Class::Reach),
    ("link", Class::Link),
    ("each", Class::Each),
    ("share", Class::Share),
    ("ratio", Class::Ratio),
    ("complete", Class::Complete),
    ("rate", Class::Rate),
    ("of", Class::Of),
    ("whole", Class::Whole),
    ("per", Class::Per),
    ("bound", Class::Bound),
    ("prior", Class::Prior),
    ("same", Class::Same),
    ("budget", Class::Budget),
    ("adjusted", Class::Adjusted),
    ("final", Class::Final),
    ("target", Class::Target),
    ("than", Class::Than),
    ("than_end", Class::ThanEnd),
    ("yoy", Class::YearOnYear),
    ("equal", Class::Equal),
    ("text", Class::Text),
    ("year", Class::Year),
    ("date", Class::Date),
];

impl Class {
    /// The class of a name of the word file.
    pub fn named(name: &str) -> Option<Self> {
        NAMED
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, class)| *class)
    }

    /// The letter of the class in patterns.
    pub fn letter(self) -> u8 {
        self as u8
    }
}

struct Words {
    automaton: AhoCorasick,
    classes: Vec<Class>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut classes = Vec::new();
    let mut words = Vec::new();
    for row in super::rows(include_str!("data/clause_words.tsv")).skip(1) {
        let [class, word] = row.as_slice() else {
            panic!("clause_words.tsv: two columns are needed: {row:?}");
        };
        let Some(class) = Class::named(class) else {
            panic!("clause_words.tsv: no class {class}");
        };
        classes.push(class);
        words.push(*word);
    }
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build(words)
        .unwrap_or_else(|error| panic!("clause_words.tsv: {error}"));
    Words { automaton, classes }
});

/// The words in a folded text, in order; where several begin at a place the longest counts.
pub fn words(text: &str) -> impl Iterator<Item = (std::ops::Range<usize>, Class)> + '_ {
    let words = &*WORDS;
    words
        .automaton
        .find_iter(text)
        .map(|found| (found.range(), words.classes[found.pattern().as_usize()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_its_own_letter() {
        let mut letters: Vec<u8> = NAMED.iter().map(|(_, class)| class.letter()).collect();
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), NAMED.len());
    }

    #[test]
    fn the_longest_word_counts() {
        let read: Vec<Class> = words("较上年结转增加到").map(|(_, class)| class).collect();
        assert_eq!(read, [Class::Than, Class::Text, Class::Reach]);
    }
}
