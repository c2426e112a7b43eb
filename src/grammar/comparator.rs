//! Words that say how the true number stands to the one written: 不低于, 近, 以上, 左右.

use crate::lexicon::rows::{ComparatorWord, Side};
use crate::record::Comparator;

/// The words that stand on one side of a number, in the order of the file.
fn beside(side: Side) -> impl Iterator<Item = &'static ComparatorWord> {
    ComparatorWord::all()
        .iter()
        .filter(move |entry| entry.side == side)
}

/// The comparator that ends `text`, with its length in bytes. `》` closes a book title as often as
/// it stands for ≥: it counts only where no `《` is open.
pub fn before(text: &str) -> Option<(Comparator, usize)> {
    let ComparatorWord {
        word,
        comparator,
        not_beside,
        ..
    } = beside(Side::Before).find(|entry| text.ends_with(&*entry.word))?;
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
    beside(Side::After)
        .find(|entry| text.starts_with(&*entry.word))
        .filter(|entry| !text[entry.word.len()..].starts_with(|c| entry.not_beside.contains(c)))
        .map(|entry| (entry.comparator, entry.word.len()))
}

/// The length of an approximator inside a number (100余, 2000多, 十几), or 0.
pub fn inside(text: &str) -> usize {
    beside(Side::Inside)
        .find(|entry| text.starts_with(&*entry.word))
        .map_or(0, |entry| entry.word.len())
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
