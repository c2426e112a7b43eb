//! Counts: `1200余人`, `1.2万人次`, `0台(套)`, `3118平方米`, `四名`.

use rust_decimal::Decimal;

use super::quantity::{Head, Quantity, is_boundary};
use super::vocabulary::{Class, Use, Vocabulary};
use super::{comparator, han, lost, number, percent};
use crate::record::{Comparator, Quantity as Kind};

/// Reads the count of a number; `input` is what the number begins.
pub(super) fn read<'a>(head: &Head<'a>, input: &str, rest: &'a str) -> Option<(&'a str, Quantity)> {
    let measure = head.words.measure(rest)?;
    if measure.kind == Use::Digits && head.numeral.han {
        return None;
    }
    // 12130534MB1A is a code.
    let goes_on = |c: char| c.is_ascii_alphanumeric();
    if measure.word.ends_with(goes_on) && rest[measure.word.len()..].starts_with(goes_on) {
        return None;
    }
    let (from, end) = (measure.unit.start, measure.unit.end);
    let length = end + second_unit(head.words, &rest[end..]);
    let unit = rest[from..length].to_owned();
    let mut quantity = head.quantity(Kind::Count, head.total()?, Some(unit));
    quantity.decimals = decimals(head);
    quantity.place = measure.kind == Use::Place;
    let start = input.len() - rest.len();
    quantity.measure = start + from..start + length;
    // 三倍多
    let more = match measure.word {
        "倍" => comparator::inside(head.words, &rest[length..]),
        _ => 0,
    };
    if more > 0 {
        quantity.comparator = Some(Comparator::About);
    }
    let behind = &rest[length + more..];
    // 一倍半
    if measure.word == "倍"
        && let Some(behind) = behind.strip_prefix('半').filter(|rest| is_boundary(rest))
    {
        quantity.value = quantity.value.checked_add(Decimal::new(5, 1))?;
        quantity.decimals = quantity.value.scale();
        return Some((behind, quantity));
    }
    Some((behind, quantity))
}

/// `10年` behind 期限: a length of time. Other years are dates.
pub(super) fn years(words: &Vocabulary, before: &str, input: &str) -> Option<Quantity> {
    let numerals = |c: char| c.is_ascii_digit() || han::is_numeral(c);
    let behind = input.trim_start_matches(numerals).strip_prefix('年')?;
    let (rest, numeral) = number::plain(input).or_else(|| han::numeral(input))?;
    if !rest.starts_with('年') {
        return None;
    }
    let (name, _) = lost::name_before(words, before);
    let short = numeral.value < Decimal::ONE_HUNDRED;
    if !short || words.ends(Class::Term, name).is_none() {
        return None;
    }
    let mut quantity = percent::lone(words, numeral.value).quantity(
        Kind::Count,
        numeral.value,
        Some("年".to_owned()),
    );
    quantity.han = numeral.han;
    quantity.length = input.len() - behind.len();
    quantity.measure = input.len() - rest.len()..quantity.length;
    quantity.compare(words, behind);
    Some(quantity)
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

/// The length of a row of measure words: 件、套, 人·天.
pub(super) fn row_of_words(words: &Vocabulary, text: &str) -> usize {
    let mut end = 0;
    while let Some(word) = words.per(&text[end..]) {
        end += word.len();
        match text[end..]
            .chars()
            .next()
            .filter(|c| matches!(c, '、' | '/' | '·'))
        {
            Some(sign) if words.per(&text[end + sign.len_utf8()..]).is_some() => {
                end += sign.len_utf8();
            }
            _ => break,
        }
    }
    end
}
