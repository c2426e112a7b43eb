//! Counts: `1200余人`, `1.2万人次`, `0台(套)`, `3118平方米`, `四名`.

use rust_decimal::Decimal;

use super::quantity::{Head, Quantity, is_boundary};
use super::vocabulary::{Class, Use, Vocabulary};
use super::{comparator, han, lost, number, percent};
use crate::record::{Comparator, Quantity as Kind};
use crate::text::Cut;

/// Reads the count of a number; `input` is what the number begins.
pub(super) fn read<'a>(head: &Head<'a>, input: &str, rest: &'a str) -> Option<(&'a str, Quantity)> {
    let (measure, after) = head.words.measure(rest)?;
    if measure.kind == Use::Digits && head.numeral.han {
        return None;
    }
    // 12130534MB1A is a code.
    let goes_on = |c: char| c.is_ascii_alphanumeric();
    if measure.word.ends_with(goes_on) && after.starts_with(goes_on) {
        return None;
    }
    let from = measure.unit.start;
    let behind = behind_second_unit(head.words, rest.behind(measure.unit.end));
    let length = rest.len() - behind.len();
    let unit = rest.within(from..length).to_owned();
    let mut quantity = head.quantity(Kind::Count, head.total()?, Some(unit));
    quantity.decimals = decimals(head);
    quantity.place = measure.kind == Use::Place;
    let start = input.len() - rest.len();
    quantity.measure = start + from..start + length;
    // 三倍多
    let (behind, about) = match measure.word {
        "倍" => comparator::inside(head.words, behind),
        _ => (behind, false),
    };
    if about {
        quantity.comparator = Some(Comparator::About);
    }
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
    if !short || !words.ends(Class::Term, name) {
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

/// What stands behind further measure words: 台(套), 场(次), 台(件、套), 台/套, 人·天.
fn behind_second_unit<'a>(words: &Vocabulary, text: &'a str) -> &'a str {
    let rest = match text.strip_prefix('(') {
        Some(inner) => behind_row_of_words(words, inner).and_then(|rest| rest.strip_prefix(')')),
        None => text
            .strip_prefix(['/', '·'])
            .and_then(|next| words.behind_per(next)),
    };
    rest.unwrap_or(text)
}

/// What stands behind a row of measure words: 件、套, 人·天.
pub(super) fn behind_row_of_words<'a>(words: &Vocabulary, text: &'a str) -> Option<&'a str> {
    let next = |rest: &'a str| words.behind_per(rest.strip_prefix(['、', '/', '·'])?);
    std::iter::successors(words.behind_per(text), |rest| next(rest)).last()
}
