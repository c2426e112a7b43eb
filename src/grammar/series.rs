//! Numbers that share one unit: `10-20人`, `4125.49、4143.91万元`.

use super::number;
use super::quantity::{self, Quantity};
use crate::record::Quantity as Kind;

/// Signs that part the two ends of a range.
const RANGE_SIGNS: [&str; 7] = ["--", "——", "-", "~", "—", "–", "至"];

/// `10` of `10-20人`: the unit is said once, behind the second number.
pub fn first_of_range(before: &str, rest: &str) -> Option<Quantity> {
    let (after, numeral) = number::digits(rest).ok()?;
    let second = RANGE_SIGNS
        .iter()
        .find_map(|sign| after.strip_prefix(sign))?;
    if !second.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut quantity = quantity::quantity(second)?;
    let (_, upper) = number::digits(second).ok()?;
    // 2019-20人 is no range of persons; neither is a code or a telephone number.
    if upper.value <= numeral.value || before.ends_with('-') {
        return None;
    }
    let scale = quantity.value.checked_div(upper.value)?;
    quantity.value = match quantity.kind {
        Kind::Count => numeral.value.checked_mul(scale)?,
        _ => numeral.value,
    };
    if let Some(yuan) = quantity.yuan {
        quantity.yuan = Some(numeral.value.checked_mul(yuan.checked_div(upper.value)?)?);
    }
    quantity.decimals = numeral.decimals;
    quantity.comparator = None;
    quantity.length = rest.len() - after.len();
    Some(quantity)
}

/// `4125.49` of `各是4125.49、4143.91万元`: the unit is said once, behind the last number.
pub fn one_of_list(before: &str, rest: &str) -> Option<Quantity> {
    let (after, numeral) = number::digits(rest).ok()?;
    let mut last = after;
    for _ in 0..LONGEST_LIST {
        let next = last
            .strip_prefix('、')
            .or_else(|| last.strip_prefix('和'))?;
        let (behind, _) = number::digits(next).ok()?;
        if let Some(mut quantity) = quantity::quantity(next) {
            // 1、2020年 begins a list of sentences; so do bare small numbers.
            let listed = LISTING.iter().any(|word| before.ends_with(word));
            if quantity.kind == Kind::Count || !(listed || numeral.decimals > 0) {
                return None;
            }
            let (_, unit) = number::digits(next).ok()?;
            quantity.yuan = match (quantity.yuan, unit.value.is_zero()) {
                (Some(yuan), false) => {
                    Some(numeral.value.checked_mul(yuan.checked_div(unit.value)?)?)
                }
                _ => None,
            };
            quantity.value = numeral.value;
            quantity.decimals = numeral.decimals;
            quantity.comparator = None;
            quantity.length = rest.len() - after.len();
            return Some(quantity);
        }
        last = behind;
    }
    None
}

/// A list of numbers with one unit is at most this long.
const LONGEST_LIST: usize = 6;
/// Words behind which numbers are listed.
const LISTING: [&str; 8] = [
    "分别为",
    "分别",
    "各是",
    "各为",
    "各减少",
    "各增加",
    "分别下降",
    "分别增长",
];
