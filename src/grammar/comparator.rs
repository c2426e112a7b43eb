//! Words that say how the true number stands to the one written: 不低于, 近, 以上, 左右.

use super::vocabulary::{Class, Vocabulary};
use crate::record::Comparator;
use crate::text::is_han;

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
    // 不低于 begins with 不; a bare 低于 after 不得 or 未 turns as well.
    let turned = match entry.comparator {
        Some(Comparator::Below) => Some(Comparator::AtLeast),
        Some(Comparator::Above) => Some(Comparator::AtMost),
        _ => None,
    };
    let length = entry.word.len();
    let negated = turned.and_then(|turned| {
        let negation = words.ends(Class::Negation, head)?;
        Some((Some(turned), length + negation.len()))
    });
    Some(negated.unwrap_or((entry.comparator, length)))
}

/// So many characters stand at most between a comparator and the 的 before its number: 不超过预算的100%.
const APART: usize = 10;

/// What a comparator says of a number that it does not touch: 约占70%, 约占总支出的65.2%, 不低于预算的90%.
pub(super) fn apart(words: &Vocabulary, text: &str) -> Option<Comparator> {
    if let Some(verb) = words.ends(Class::Approximated, text) {
        let (said, _) = before(words, &text[..text.len() - verb.len()])?;
        return said.filter(|said| *said == Comparator::About);
    }
    let name = text.strip_suffix('的')?;
    let mut reach = name.char_indices().rev().take(APART);
    let (at, said) = reach
        .by_ref()
        .take_while(|(_, c)| is_han(*c) && *c != '的')
        .find_map(|(at, c)| {
            let word = words.comparing_before(&name[..at + c.len_utf8()])?;
            // One character is part of too many words: 近三年的, 超额的.
            let sure = word.word == "约" || word.word.chars().nth(1).is_some();
            let (said, _) = before(words, &name[..at + c.len_utf8()]).filter(|_| sure)?;
            Some((at + c.len_utf8(), said?))
        })?;
    // 不足部分的20% is a share of what is lacking.
    (!name[at..].starts_with("部分")).then_some(said)
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
