//! Words that say how the true number stands to the one written: 不低于, 近, 以上, 左右.

use std::sync::LazyLock;

use crate::record::Comparator;

/// A line of `comparators.tsv`.
struct Word {
    word: &'static str,
    comparator: Comparator,
    /// Characters that, on the far side of the word, make another word of it.
    not_beside: &'static str,
}

/// The words, by the side of the number on which they stand.
#[derive(Default)]
struct Words {
    before: Vec<Word>,
    inside: Vec<&'static str>,
    after: Vec<Word>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for line in include_str!("../lexicon/data/comparators.tsv").lines() {
        let mut fields = line.split('\t');
        let (Some(side), Some(word), Some(sign)) = (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let comparator = match sign {
            ">=" => Comparator::AtLeast,
            ">" => Comparator::Above,
            "<=" => Comparator::AtMost,
            "<" => Comparator::Below,
            _ => Comparator::About,
        };
        let not_beside = fields.next().unwrap_or("");
        match side {
            "before" => words.before.push(Word {
                word,
                comparator,
                not_beside,
            }),
            "inside" => words.inside.push(word),
            _ => words.after.push(Word {
                word,
                comparator,
                not_beside,
            }),
        }
    }
    words
});

/// The comparator that ends `text`, with its length in bytes. `》` closes a book title as often as
/// it stands for ≥: it counts only where no `《` is open.
pub fn before(text: &str) -> Option<(Comparator, usize)> {
    let Word {
        word,
        comparator,
        not_beside,
    } = WORDS
        .before
        .iter()
        .find(|entry| text.ends_with(entry.word))?;
    let head = &text[..text.len() - word.len()];
    if head.ends_with(|c| not_beside.contains(c)) {
        return None;
    }
    if word.starts_with('》') {
        let clause = head.rsplit(['。', ';', '\n']).next().unwrap_or(head);
        if clause.matches('《').count() > clause.matches('》').count() {
            return None;
        }
    }
    // 不低于 begins with 不; a bare 低于 after 不得 or 不能 turns as well.
    if matches!(comparator, Comparator::Below | Comparator::Above)
        && (head.ends_with("不得") || head.ends_with("不能") || head.ends_with("不应"))
    {
        let turned = match comparator {
            Comparator::Below => Comparator::AtLeast,
            _ => Comparator::AtMost,
        };
        return Some((turned, word.len() + "不得".len()));
    }
    Some((*comparator, word.len()))
}

/// The comparator that `text` begins with, with its length in bytes.
pub fn after(text: &str) -> Option<(Comparator, usize)> {
    WORDS
        .after
        .iter()
        .find(|entry| text.starts_with(entry.word))
        .filter(|entry| !text[entry.word.len()..].starts_with(|c| entry.not_beside.contains(c)))
        .map(|entry| (entry.comparator, entry.word.len()))
}

/// The length of an approximator inside a number (100余, 2000多, 十几), or 0.
pub fn inside(text: &str) -> usize {
    WORDS
        .inside
        .iter()
        .find(|word| text.starts_with(**word))
        .map_or(0, |word| word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn before_a_number() {
        for (text, read) in [
            ("满意度不低于", Some((Comparator::AtLeast, 9))),
            ("满意度≥", Some((Comparator::AtLeast, 3))),
            ("指标值》", Some((Comparator::AtLeast, 3))),
            ("按《会计法》", None),
            ("费用不超过", Some((Comparator::AtMost, 9))),
            ("持卡率未达到", Some((Comparator::Below, 9))),
            ("不得超过", Some((Comparator::AtMost, 12))),
            ("不得低于", Some((Comparator::AtLeast, 12))),
            ("审查率超", Some((Comparator::Above, 3))),
            ("养老金近", Some((Comparator::About, 3))),
            ("比上年节约", None),
            ("附近", None),
            ("达到", None),
            ("", None),
        ] {
            assert_eq!(before(text), read, "{text}");
        }
    }

    #[test]
    fn after_a_unit() {
        assert_eq!(after("以上,其中"), Some((Comparator::AtLeast, 6)));
        assert_eq!(after("左右"), Some((Comparator::About, 6)));
        assert_eq!(after("以来"), None);
        assert_eq!(after("以下简称"), None);
    }
}
