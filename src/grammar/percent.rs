//! Percentages: `98.64%`, `3‰`, `1.2个百分点`, `百分之九十五点五`, `两成五`, `三分之一`, `八折`.

use rust_decimal::Decimal;

use super::quantity::{Head, Quantity, is_boundary};
use super::vocabulary::Vocabulary;
use super::{comparator, han, number};
use crate::record::{Comparator, Quantity as Kind};

/// Signs and words of percentages as they are written.
const SIGNS: [&str; 5] = ["%", "‰", "‱", "个百分点", "百分点"];

/// Reads the percentage of a number.
pub(super) fn read<'a>(head: &Head<'a>, rest: &'a str) -> Option<(&'a str, Quantity)> {
    if let Some(parts) = rest.strip_prefix("分之") {
        return fraction(head, parts);
    }
    if !head.word.is_empty() {
        return None;
    }
    if let Some(unit) = SIGNS.into_iter().find(|unit| rest.starts_with(unit)) {
        let quantity = head.quantity(Kind::Percent, head.numeral.value, Some(unit.to_owned()));
        return Some((&rest[unit.len()..], quantity));
    }
    tenths(head, rest)
}

/// `百分之十五`, `千分之3`, `三分之一`: the numeral before is the whole.
fn fraction<'a>(head: &Head<'a>, rest: &'a str) -> Option<(&'a str, Quantity)> {
    let whole = head.total()?;
    let (negative, rest) = match rest.strip_prefix(['负', '-']) {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let (behind, part) = number::plain(rest).or_else(|| han::numeral(rest))?;
    // 三分之一亩 is the part of another unit; 百分之三十万 is no percentage.
    if number::scale(behind).1.length > 0 {
        return None;
    }
    let about = comparator::inside(head.words, behind);
    let value = if negative { -part.value } else { part.value };
    let signs = [(100u32, "%"), (1_000, "‰"), (10_000, "‱")];
    let sign = signs.iter().find(|(n, _)| whole == Decimal::from(*n));
    let mut quantity = match sign {
        Some((_, unit)) => head.quantity(Kind::Percent, value, Some((*unit).to_owned())),
        None => {
            let counts = whole.scale() == 0 && whole > Decimal::ONE && whole < Decimal::ONE_HUNDRED;
            let exact = value
                .checked_mul(Decimal::ONE_HUNDRED)?
                .checked_div(whole)
                .filter(|_| counts)?;
            let shown = exact.round_dp(2);
            let mut quantity = head.quantity(Kind::Percent, shown, Some("%".to_owned()));
            quantity.comparator = (shown != exact).then_some(Comparator::About);
            quantity
        }
    };
    quantity.decimals = match sign {
        Some(_) => part.decimals,
        None => quantity.value.normalize().scale(),
    };
    quantity.han = true;
    if about > 0 {
        quantity.comparator = Some(Comparator::About);
    }
    Some((&behind[about..], quantity))
}

/// `三成`, `两成五`, `七成半`, `8折`: tenths.
fn tenths<'a>(head: &Head<'a>, rest: &'a str) -> Option<(&'a str, Quantity)> {
    if head.numeral.value > Decimal::TEN || head.numeral.grouped || head.about {
        return None;
    }
    if let Some(behind) = rest.strip_prefix('折') {
        return discount(head, head.numeral.value, behind);
    }
    let behind = rest.strip_prefix('成')?;
    let first = behind.chars().next();
    let more = match first {
        Some('半') => Some(Decimal::new(5, 1)),
        Some(c) => han::digit(c)
            .or_else(|| c.to_digit(10).map(u64::from))
            .map(|digit| Decimal::new(i64::try_from(digit).unwrap_or(0), 1)),
        None => None,
    };
    let behind = match (more, first) {
        (Some(_), Some(c)) => &behind[c.len_utf8()..],
        _ => behind,
    };
    // 三成 stands alone; in 三成立 and 五成员 it is no share.
    let goes_on = behind.starts_with(['以', '左', '的', '多', '余', '和', '至', '到'])
        || comparator::after(head.words, behind).is_some();
    if !(is_boundary(behind) || goes_on) {
        return None;
    }
    let about = comparator::inside(head.words, behind);
    let tenths = head.numeral.value.checked_add(more.unwrap_or_default())?;
    let value = tenths.checked_mul(Decimal::TEN)?.normalize();
    let mut quantity = head.quantity(Kind::Percent, value, Some("%".to_owned()));
    quantity.decimals = value.scale();
    if about > 0 {
        quantity.comparator = Some(Comparator::About);
    }
    Some((&behind[about..], quantity))
}

fn discount<'a>(head: &Head<'a>, tenths: Decimal, behind: &'a str) -> Option<(&'a str, Quantity)> {
    // 三折页, 折合, 折旧
    let other = behind.starts_with(['页', '合', '旧', '算', '叠', '射', '断', '返', '线', '价']);
    if other || tenths >= Decimal::TEN {
        return None;
    }
    let value = tenths.checked_mul(Decimal::TEN)?.normalize();
    let mut quantity = head.quantity(Kind::Percent, value, Some("%".to_owned()));
    quantity.decimals = value.scale();
    Some((behind, quantity))
}

/// `八五折`: 85 %.
pub(super) fn two_digit_discount<'a>(
    words: &'a Vocabulary,
    input: &'a str,
) -> Option<(&'a str, Quantity)> {
    let mut chars = input.chars();
    let tens = han::digit(chars.next()?)?;
    let ones = han::digit(chars.next()?)?;
    let behind = chars.as_str().strip_prefix('折')?;
    let head = lone(
        words,
        Decimal::new(i64::try_from(tens * 10 + ones).ok()?, 1),
    );
    discount(&head, head.numeral.value, behind)
}

/// `半成`: 5 %; no 半成品.
pub(super) fn half_a_tenth(words: &Vocabulary, input: &str) -> Option<Quantity> {
    let behind = input.strip_prefix("半成")?;
    let head = lone(words, Decimal::new(5, 1));
    let (_, mut quantity) = tenths(&head, &input["半".len()..]).filter(|_| is_boundary(behind))?;
    quantity.length = "半成".len();
    Some(quantity)
}

/// A Chinese number that is not said as a numeral.
fn lone(words: &Vocabulary, value: Decimal) -> Head<'_> {
    Head {
        words,
        numeral: number::Numeral {
            value,
            decimals: value.scale(),
            han: true,
            grouped: false,
        },
        factor: Decimal::ONE,
        word: "",
        about: false,
        pieces: false,
        currency: None,
    }
}
