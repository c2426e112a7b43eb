//! Words that say how the true number stands to the one written: 不低于, 近, 以上, 左右.

use super::vocabulary::{Class, Vocabulary};
use crate::record::Comparator;
use crate::text::{Cut, heads, is_han, tails};

/// The comparator that ends `text`, with its length in bytes; see [`strip`].
pub fn before(words: &Vocabulary, text: &str) -> Option<(Option<Comparator>, usize)> {
    let (said, head) = strip(words, text)?;
    Some((said, text.len() - head.len()))
}

/// The comparator that ends `text`, and what stands before it; `None` within says that the number
/// is meant as written (`=95%`). `》` closes a book title as often as it stands for ≥: it counts
/// only where no `《` is open.
pub(super) fn strip<'t>(
    words: &Vocabulary,
    text: &'t str,
) -> Option<(Option<Comparator>, &'t str)> {
    let (entry, head) = words.comparing_before(text)?;
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
    let negated =
        turned.and_then(|turned| Some((Some(turned), words.strip_suffix(Class::Negation, head)?)));
    Some(negated.unwrap_or((entry.comparator, head)))
}

/// So many characters stand at most between a comparator and the 的 before its number: 不超过预算的100%.
const APART: usize = 10;

/// What a comparator says of a number that it does not touch: 约占70%, 约占总支出的65.2%, 不低于预算的90%.
pub(super) fn apart(words: &Vocabulary, text: &str) -> Option<Comparator> {
    if let Some(head) = words.strip_suffix(Class::Approximated, text) {
        let (said, _) = strip(words, head)?;
        return said.filter(|said| *said == Comparator::About);
    }
    let name = text.strip_suffix('的')?;
    let (head, said) = heads(name)
        .take(APART)
        .take_while(|(c, _)| is_han(*c) && *c != '的')
        .find_map(|(_, head)| {
            let (word, _) = words.comparing_before(head)?;
            // One character is part of too many words: 近三年的, 超额的.
            let sure = word.word == "约" || word.word.chars().nth(1).is_some();
            let (said, _) = strip(words, head).filter(|_| sure)?;
            Some((head, said?))
        })?;
    // 不足部分的20% is a share of what is lacking.
    (!name.behind(head.len()).starts_with("部分")).then_some(said)
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
    let (front, rest) = inclusion(text);
    let (entry, rest) = words.comparing_after(rest)?;
    if rest.starts_with(|c| entry.not_beside.contains(c)) {
        return None;
    }
    let (behind, end) = inclusion(rest);
    let comparator = match (entry.comparator?, front.or(behind)) {
        (Comparator::AtLeast, Some(false)) => Comparator::Above,
        (Comparator::AtMost, Some(false)) => Comparator::Below,
        (said, _) => said,
    };
    Some(After {
        comparator,
        length: text.len() - rest.len(),
        bracket: rest.len() - end.len(),
    })
}

/// So many bytes a bracket of this kind holds at most: 不含1000万元.
const LONGEST_INCLUSION: usize = 36;

/// `(含)`, `(不含50万元)`: whether the number itself is meant, and what stands behind the bracket.
pub(super) fn inclusion(text: &str) -> (Option<bool>, &str) {
    let none = (None, text);
    let Some(inner) = text.strip_prefix('(') else {
        return none;
    };
    let included = match inner {
        _ if inner.starts_with('含') => true,
        _ if inner.starts_with("不含") => false,
        _ => return none,
    };
    let close = tails(inner)
        .take_while(|(c, tail)| {
            inner.len() - tail.len() < LONGEST_INCLUSION && !matches!(c, '(' | ',' | '。' | ';')
        })
        .find_map(|(_, tail)| tail.strip_prefix(')'));
    close.map_or(none, |rest| (Some(included), rest))
}

/// What stands behind an approximator inside a number (100余, 2000多, 十几), and whether there is one.
pub(super) fn inside<'t>(words: &Vocabulary, text: &'t str) -> (&'t str, bool) {
    let rest = words.behind_approximator(text);
    (rest.unwrap_or(text), rest.is_some())
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
