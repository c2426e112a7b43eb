//! Words that say how the true number stands to the one written: 不低于, 近, 以上, 左右.

use super::vocabulary::Vocabulary;
use crate::record::Comparator;

/// The comparator that ends `text`, with its length in bytes; `None` within says that the number
/// is meant as written (`=95%`). `》` closes a book title as often as it stands for ≥: it counts
/// only where no `《` is open.
pub fn before(words: &Vocabulary, text: &str) -> Option<(Option<Comparator>, usize)> {
    let entry = words.comparing_before(text)?;
    let head = &text[..text.len() - entry.word.len()];
    if head.ends_with(|c| entry.not_beside.contains(c)) {
        return None;
    }
    if entry.word.starts_with('》') {
        let clause = head.rsplit(['。', ';', '\n']).next().unwrap_or(head);
        if clause.matches('《').count() > clause.matches('》').count() {
            return None;
        }
    }
    // 不低于 begins with 不; a bare 低于 after 不得 or 不能 turns as well.
    let turned = match entry.comparator {
        Some(Comparator::Below) => Some(Comparator::AtLeast),
        Some(Comparator::Above) => Some(Comparator::AtMost),
        _ => None,
    };
    let negated = ["不得", "不能", "不应", "不可"]
        .iter()
        .any(|word| head.ends_with(word));
    match turned {
        Some(turned) if negated => Some((Some(turned), entry.word.len() + "不得".len())),
        _ => Some((entry.comparator, entry.word.len())),
    }
}

/// A comparator behind a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// What it says.
    pub comparator: Comparator,
    /// Its length in bytes: (含)以上.
    pub length: usize,
    /// Length of a bracket behind it that says whether the number itself is meant: 以上(含50万元).
    pub bracket: usize,
}

/// The comparator that `text` begins with.
pub fn after(words: &Vocabulary, text: &str) -> Option<After> {
    let (mut included, front) = inclusion(text);
    let entry = words.comparing_after(&text[front..])?;
    let length = front + entry.word.len();
    if text[length..].starts_with(|c| entry.not_beside.contains(c)) {
        return None;
    }
    let (behind, bracket) = inclusion(&text[length..]);
    included = included.or(behind);
    let comparator = match (entry.comparator?, included) {
        (Comparator::AtLeast, Some(false)) => Comparator::Above,
        (Comparator::AtMost, Some(false)) => Comparator::Below,
        (said, _) => said,
    };
    Some(After {
        comparator,
        length,
        bracket,
    })
}

/// So many bytes a bracket of this kind holds at most: 不含1000万元.
const LONGEST_INCLUSION: usize = 36;

/// `(含)`, `(不含50万元)`: whether the number itself is meant, and the length of the bracket.
pub(super) fn inclusion(text: &str) -> (Option<bool>, usize) {
    let Some(inner) = text.strip_prefix('(') else {
        return (None, 0);
    };
    let included = match inner {
        _ if inner.starts_with('含') => true,
        _ if inner.starts_with("不含") => false,
        _ => return (None, 0),
    };
    let close = inner
        .char_indices()
        .take_while(|(at, c)| *at < LONGEST_INCLUSION && !matches!(c, '(' | ',' | '。' | ';'))
        .find(|(_, c)| *c == ')');
    match close {
        Some((at, _)) => (Some(included), '('.len_utf8() + at + ')'.len_utf8()),
        None => (None, 0),
    }
}

/// The length of an approximator inside a number (100余, 2000多, 十几), or 0.
pub fn inside(words: &Vocabulary, text: &str) -> usize {
    words.approximator(text).map_or(0, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::numbers::vocabulary;

    #[test]
    fn before_a_number() {
        for (text, read) in [
            ("满意度不低于", Some((Comparator::AtLeast, 9))),
            ("满意度≥", Some((Comparator::AtLeast, 3))),
            ("指标值》", Some((Comparator::AtLeast, 3))),
            ("按《会计法》", None),
            ("费用不超过", Some((Comparator::AtMost, 9))),
            ("成本不超", Some((Comparator::AtMost, 6))),
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
            let read = read.map(|(comparator, length)| (Some(comparator), length));
            assert_eq!(before(vocabulary(), text), read, "{text}");
        }
    }

    #[test]
    fn after_a_unit() {
        for (text, read) in [
            ("以上,其中", Some((Comparator::AtLeast, 6, 0))),
            ("(含)以上", Some((Comparator::AtLeast, 11, 0))),
            ("以上(含50万元)的", Some((Comparator::AtLeast, 6, 13))),
            ("以上(不含50万元)的", Some((Comparator::Above, 6, 16))),
            ("(不含)以下", Some((Comparator::Below, 14, 0))),
            ("左右", Some((Comparator::About, 6, 0))),
            ("以来", None),
            ("以下简称", None),
            ("(含税)", None),
        ] {
            let read = read.map(|(comparator, length, bracket)| After {
                comparator,
                length,
                bracket,
            });
            assert_eq!(after(vocabulary(), text), read, "{text}");
        }
    }
}
