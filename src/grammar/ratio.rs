//! Ratios that are reported: 二者之比为`9.7:1` (9.7 times as much), 师生比`1:15.2`. Scores (比分2:1) and clock times are none.

use rust_decimal::Decimal;

use super::number;
use super::quantity::{Quantity, is_boundary};
use super::vocabulary::{Class, Vocabulary};
use super::{comparator, percent};
use crate::record::Quantity as Kind;

/// Reads a ratio to one: the value is its other side; the unit says where the one stands before it.
pub(super) fn read(words: &Vocabulary, before: &str, input: &str) -> Option<Quantity> {
    let (rest, first) = number::plain(input)?;
    let (rest, second) = number::plain(rest.strip_prefix(':')?)?;
    let ends = is_boundary(rest) && !rest.starts_with([':', '.', '/'])
        || comparator::after(words, rest).is_some();
    if !ends || !names_a_ratio(words, before) {
        return None;
    }
    let (side, unit) = match (first.value == Decimal::ONE, second.value == Decimal::ONE) {
        (_, true) => (first, "倍"),
        (true, false) => (second, "1:"),
        // 3:7 is no one number.
        (false, false) => return None,
    };
    let mut quantity = percent::lone(words, side.value).quantity(Kind::Count, side.value, None);
    quantity.unit = Some(unit.to_owned());
    quantity.decimals = side.decimals;
    quantity.han = false;
    quantity.length = input.len() - rest.len();
    quantity.compare(words, rest);
    Some(quantity)
}

/// Whether the words before say that a ratio follows.
fn names_a_ratio(words: &Vocabulary, before: &str) -> bool {
    let mut name = before.trim_end_matches(':');
    if let Some((_, head)) = comparator::strip(words, name) {
        name = head;
    }
    while let Some(head) = words.strip_suffix(Class::Copula, name) {
        name = head;
    }
    words.ends(Class::Ratio, name)
}
