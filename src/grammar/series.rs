//! Numbers that share one unit: `10-20人`, `1万(含)-5万元`, `4125.49、4143.91万元`.

use rust_decimal::Decimal;

use super::number::{self, Digits, Numeral, Setting};
use super::quantity::{self, Quantity, Reading, is_boundary};
use super::scan::Found;
use super::vocabulary::{Class, Vocabulary};
use super::{comparator, han, lost, refuse};
use crate::record::Quantity as Kind;
use crate::text::Cut;

/// Signs and words that part the two ends of a range.
const RANGE_SIGNS: [&str; 9] = ["--", "——", "-", "~", "—", "–", "−", "至", "到"];

/// The rest behind a range sign with which `text` begins, and behind a bracket before it: (含)-.
pub(super) fn behind_range_sign(text: &str) -> Option<&str> {
    if !text.starts_with(['-', '—', '~', '–', '−', '至', '到', '(']) {
        return None;
    }
    let (_, text) = comparator::inclusion(text);
    RANGE_SIGNS.iter().find_map(|sign| text.strip_prefix(sign))
}

fn in_digits(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',')
}

fn numeral(text: &str) -> Option<(&str, Numeral)> {
    number::plain(text).or_else(|| han::numeral(text))
}

/// `10` of `10-20人`: the unit is said once, behind the second number.
pub(super) fn first_of_range(words: &Vocabulary, before: &str, rest: &str) -> Option<Quantity> {
    // Few numbers are: most are told by what stands behind their digits, before they are read.
    let behind = behind_digits(rest);
    if number::begins_with_scale(behind) {
        behind_range_sign(number::scale(behind).0)?;
    } else {
        behind_range_sign(behind)?;
    }
    let (after, lower) = numeral(rest)?;
    let (after, scale) = number::scale(after);
    let read = rest.len() - after.len();
    let second = behind_range_sign(after)?;
    let code = rest
        .strip_prefix('0')
        .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
    if before.ends_with('-') || code {
        return None;
    }
    let mut quantity = upper_end(words, before, second)?;
    let shared = match numeral(second) {
        // 三到五成: both are tenths.
        Some((unit, _)) if unit.starts_with(['成', '折']) => Some(Decimal::TEN),
        // 三到五百: both are hundreds.
        Some((unit, upper)) if lower.han && upper.han => {
            shared_power(rest.before(read), second.before(second.len() - unit.len()))
        }
        _ => None,
    };
    let lower = match shared {
        Some(power) => Numeral {
            value: lower.value.checked_mul(power)?.normalize(),
            ..lower
        },
        None => lower,
    };
    let mut own = !scale.word.is_empty();
    let mut factor = if own { scale.factor } else { quantity.factor };
    let upper = match quantity.kind {
        Kind::Count => quantity.value,
        _ => quantity.value.checked_mul(quantity.factor)?,
    };
    let mut total = lower.value.checked_mul(factor)?;
    // 800至1千元: the scale is that of the second number alone.
    let far = upper.checked_mul(Decimal::ONE_HUNDRED)? <= total;
    // 5000-1.2亿元 may be 5,000万元 as well.
    let near = factor <= Decimal::from(10_000) && !lost::is_year(&lower);
    if far && !own && near {
        (own, factor, total) = (true, Decimal::ONE, lower.value);
    }
    // 2019-20人 is no range of persons; neither is a code or a telephone number.
    if upper <= total || quantity.bare {
        return None;
    }
    quantity.value = match quantity.kind {
        Kind::Count => total,
        _ => lower.value,
    };
    if own && quantity.kind != Kind::Count {
        let (_, counted_by) = quantity.unit.as_deref()?.split_once('元')?;
        quantity.unit = Some(format!("{}元{counted_by}", scale.word));
    }
    quantity.yuan = quantity.yuan.map(|_| total);
    quantity.factor = factor;
    quantity.decimals = lower.decimals;
    quantity.han = lower.han;
    quantity.comparator = None;
    quantity.bracket = 0;
    quantity.measure = 0..0;
    quantity.length = read;
    Some(quantity)
}

/// The second end of a range, whose money may be named before the first: ¥300-500.
fn upper_end(words: &Vocabulary, before: &str, second: &str) -> Option<Quantity> {
    quantity::quantity(words, second).or_else(|| {
        let (currency, _) = refuse::currency_before(words, before)?;
        let setting = Setting::new(words, "", &|_| false);
        match quantity::read(second, &setting, Some(currency)) {
            Reading::Quantity(quantity) => Some(quantity),
            Reading::Nothing(_) => None,
        }
    })
}

/// The 百 or 千 that the digit of the first end shares with the second: 三到五百, but neither 五到三百 nor
/// 三到五十.
fn shared_power(lower: &str, upper: &str) -> Option<Decimal> {
    let (low, mut none) = digit_first(lower)?;
    let (high, mut powers) = digit_first(upper)?;
    let power = powers.next().and_then(han::power)?;
    let shares = none.next().is_none() && powers.next().is_none();
    (shares && low < high && (100..10_000).contains(&power)).then(|| Decimal::from(power))
}

/// The digit with which a Chinese numeral begins, and the rest.
fn digit_first(text: &str) -> Option<(u64, std::str::Chars<'_>)> {
    let mut chars = text.chars();
    let digit = chars.next().and_then(han::digit)?;
    Some((digit, chars))
}

/// `1.20` of `由上年的1.20增至3.20万元`: the unit is said once, behind the second end of the change.
pub(super) fn first_of_change(words: &Vocabulary, before: &str, rest: &str) -> Option<Quantity> {
    let behind = behind_digits(rest);
    let second = words.strip_prefix(Class::Turn, behind)?;
    let (after, lower) = number::plain(rest)?;
    let from = before
        .chars()
        .rev()
        .take(CHANGE_REACH)
        .take_while(|c| !matches!(c, ',' | '。' | ';'))
        .any(|c| matches!(c, '从' | '由'));
    if !from || after.len() != behind.len() || lost::is_year(&lower) {
        return None;
    }
    let mut quantity = quantity::quantity(words, second)?;
    if quantity.bare || quantity.han {
        return None;
    }
    let total = lower.value.checked_mul(quantity.factor)?;
    quantity.value = match quantity.kind {
        Kind::Count => total,
        _ => lower.value,
    };
    quantity.yuan = quantity.yuan.map(|_| total);
    quantity.decimals = lower.decimals;
    quantity.comparator = None;
    quantity.bracket = 0;
    quantity.measure = 0..0;
    quantity.length = rest.len() - after.len();
    Some(quantity)
}

/// What stands behind the digits or the numeral that `rest` begins with.
fn behind_digits(rest: &str) -> &str {
    match rest.starts_with(|c: char| c.is_ascii_digit()) {
        true => rest.trim_start_matches(in_digits),
        false => match han::numeral(rest) {
            Some((behind, _)) => behind,
            None => "",
        },
    }
}

/// `二十` of `百分之十至二十`, `500` of `¥300-500`: the whole or the money is said once, before the first number.
pub(super) fn second_of_range(
    words: &Vocabulary,
    passage: &str,
    first: &Found,
    at: usize,
) -> Option<Quantity> {
    let named = passage.before(first.range.end).trim_end_matches(in_digits);
    let whole = passage.within(first.range.clone()).contains("分之")
        || refuse::currency_before(words, named).is_some();
    if !whole || behind_range_sign(passage.get(first.range.end..at)?) != Some("") {
        return None;
    }
    let rest = passage.behind(at);
    let (behind, upper) = numeral(rest)?;
    let alone = is_boundary(behind) || comparator::after(words, behind).is_some();
    if !alone || upper.value <= first.quantity.value {
        return None;
    }
    let mut quantity = Quantity {
        value: upper.value,
        decimals: upper.decimals,
        comparator: None,
        bracket: 0,
        measure: 0..0,
        length: rest.len() - behind.len(),
        yuan: first
            .quantity
            .yuan
            .and(upper.value.checked_mul(first.quantity.factor)),
        ..first.quantity.clone()
    };
    quantity.compare(words, behind);
    Some(quantity)
}

/// A list of numbers whose unit stands behind the last.
pub(super) struct List {
    /// Where its last number begins, in bytes from its beginning.
    pub last_at: usize,
    /// The last quantity.
    pub last: Quantity,
}

/// The list that begins with the number at the beginning of `rest`: `4125.49、4143.91万元`.
pub(super) fn list(setting: &Setting<'_>, rest: &str, first: Numeral, end: usize) -> Option<List> {
    let mut at = end;
    for _ in 0..LONGEST_LIST {
        let sign = rest.behind(at).chars().next()?;
        let parts = matches!(sign, '、' | '和' | '与' | '及') || sign == ',' && setting.listed;
        if !parts {
            return None;
        }
        at += sign.len_utf8();
        let (_, end) = element(setting, rest, at)?;
        let shifted = |offset: usize| (setting.wide_comma)(at + offset);
        let here = Setting {
            wide_comma: &shifted,
            proven: true,
            ..*setting
        };
        if let Reading::Quantity(last) = quantity::read(rest.behind(at), &here, None) {
            // 1、2020年 begins a list of sentences; so do bare small numbers.
            let certain = setting.listed || first.decimals > 0 && last.kind != Kind::Count;
            let last_at = at;
            return (certain && !last.bare).then_some(List { last_at, last });
        }
        at = end;
    }
    None
}

/// The number at `at` of a list, and where it ends.
fn element(setting: &Setting<'_>, rest: &str, at: usize) -> Option<(Numeral, usize)> {
    let shifted = |offset: usize| (setting.wide_comma)(at + offset);
    let here = Setting {
        wide_comma: &shifted,
        proven: setting.proven || at > 0,
        ..*setting
    };
    match number::digits(rest.behind(at), &here)? {
        Digits::Number(numeral, length) => Some((numeral, at + length)),
        Digits::Doubt(_) => None,
    }
}

/// A number of such a list, at the beginning of `rest`.
pub(super) fn one_of_list(list: &Quantity, setting: &Setting<'_>, rest: &str) -> Option<Quantity> {
    let (numeral, length) = element(setting, rest, 0)?;
    let mut quantity = list.clone();
    let total = numeral.value.checked_mul(list.factor)?;
    // 800、1千元: the scale may be that of the last number alone.
    let upper = match list.kind {
        Kind::Count => list.value,
        _ => list.value.checked_mul(list.factor)?,
    };
    let small = list.factor > Decimal::ONE && list.factor < Decimal::from(10_000);
    if small && upper.checked_mul(Decimal::ONE_HUNDRED)? <= total {
        return None;
    }
    quantity.value = match list.kind {
        Kind::Count => total,
        _ => numeral.value,
    };
    quantity.yuan = list.yuan.map(|_| total);
    quantity.decimals = match list.kind {
        Kind::Count => total.normalize().scale(),
        _ => numeral.decimals,
    };
    quantity.comparator = None;
    quantity.bracket = 0;
    quantity.measure = 0..0;
    quantity.length = length;
    Some(quantity)
}

/// Whether the two are the ends of a range by what stands between them.
pub(super) fn are_range(lower: &Quantity, between: &str, upper: &Quantity, before: &str) -> bool {
    let Some("") = behind_range_sign(between) else {
        return false;
    };
    // 由62%到70% is a change.
    let change = between.ends_with(['至', '到'])
        && before
            .chars()
            .rev()
            .take(CHANGE_REACH)
            .any(|c| matches!(c, '从' | '由'));
    let size = |quantity: &Quantity| match quantity.kind {
        Kind::Count => Some(quantity.value),
        _ => quantity.value.checked_mul(quantity.factor),
    };
    let rising = match (size(lower), size(upper)) {
        (Some(lower), Some(upper)) => lower < upper && lower >= Decimal::ZERO,
        _ => false,
    };
    !change && rising && lower.kind == upper.kind && lower.unit.is_some() && upper.unit.is_some()
}

/// A list of numbers with one unit is at most this long.
const LONGEST_LIST: usize = 24;
/// So many characters before a number may say that it is where a change begins.
const CHANGE_REACH: usize = 12;
