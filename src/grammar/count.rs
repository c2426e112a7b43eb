//! Counts: `1200余人`, `1.2万人次`, `0台(套)`, `3118平方米`, `四名`.

use super::comparator;
use super::quantity::{Head, Quantity};
use super::vocabulary::{Use, Vocabulary};
use crate::record::{Comparator, Quantity as Kind};

/// Reads the count of a number; `input` is what the number begins.
pub(super) fn read<'a>(head: &Head<'a>, input: &str, rest: &'a str) -> Option<(&'a str, Quantity)> {
    let measure = head.words.measure(rest)?;
    if measure.kind == Use::Digits && head.numeral.han {
        return None;
    }
    // 个 only counts the unit behind it: 293个工作日, 12个批次.
    let unread = match measure.word {
        "个工作日" | "个批次" => "个".len(),
        _ => 0,
    };
    let length = measure.word.len() + second_unit(head.words, &rest[measure.word.len()..]);
    let unit = rest[unread..length].to_owned();
    let mut quantity = head.quantity(Kind::Count, head.total()?, Some(unit));
    quantity.decimals = decimals(head);
    quantity.place = measure.kind == Use::Place;
    let start = input.len() - rest.len();
    quantity.measure = start + unread..start + length;
    // 三倍多
    let more = match measure.word {
        "倍" => comparator::inside(head.words, &rest[length..]),
        _ => 0,
    };
    if more > 0 {
        quantity.comparator = Some(Comparator::About);
    }
    Some((&rest[length + more..], quantity))
}

/// Digits after the point of a count once it is multiplied out: 195.31万人 has none.
fn decimals(head: &Head<'_>) -> u32 {
    let zeros = head.factor.mantissa().checked_ilog10().unwrap_or(0);
    head.numeral.decimals.saturating_sub(zeros)
}

/// The length of further measure words: 台(套), 场(次), 台(件、套), 台/套, 人·天.
fn second_unit(words: &Vocabulary, text: &str) -> usize {
    if let Some(inner) = text.strip_prefix('(') {
        let length = row_of_words(words, inner);
        return match inner[length..].starts_with(')') {
            true if length > 0 => length + 2,
            _ => 0,
        };
    }
    let Some(sign) = text.chars().next().filter(|c| matches!(c, '/' | '·')) else {
        return 0;
    };
    match words.per(&text[sign.len_utf8()..]) {
        Some(word) => sign.len_utf8() + word.len(),
        None => 0,
    }
}

fn row_of_words(words: &Vocabulary, text: &str) -> usize {
    let mut end = 0;
    while let Some(word) = words.per(&text[end..]) {
        end += word.len();
        match text[end..]
            .chars()
            .next()
            .filter(|c| matches!(c, '、' | '/'))
        {
            Some(sign) if words.per(&text[end + sign.len_utf8()..]).is_some() => {
                end += sign.len_utf8();
            }
            _ => break,
        }
    }
    end
}
