//! What the words around a number decide: its sign, money or count, 倍 or percent.

use rust_decimal::Decimal;

use super::quantity::{Quantity, is_boundary};
use super::scan::Found;
use super::series;
use super::vocabulary::{Class, Vocabulary};
use super::{comparator, han};
use crate::record::{Comparator, Quantity as Kind};
use crate::text::{Cut, heads, is_han};

/// So many characters before a number may say what it is.
const CUE_REACH: usize = 16;

/// 每 stands within so many characters before the price of one: 每平方米.
const EACH: usize = 4;

/// So many numbers before one are asked whether its sentence speaks of money.
const SENTENCE: usize = 8;

/// Decides what a number with a bare scale word is: a noun behind it is counted (21.19万贫困劳动力);
/// else the words before it tell money from count. `false` where nothing tells.
pub(super) fn bare(
    words: &Vocabulary,
    before: &str,
    behind: &str,
    quantity: &mut Quantity,
    found: &[Found],
) -> bool {
    if !quantity.bare {
        return true;
    }
    let counted = behind.starts_with(is_han) && !words.begins(Class::NoNoun, behind);
    let near = before.char_indices().rev().take(CUE_REACH);
    let start = near
        .take_while(|(_, c)| !matches!(c, ',' | '。' | ';'))
        .last()
        .map_or(before.len(), |(at, _)| at);
    let cue = heads(before.behind(start)).find_map(|(_, upto)| {
        let money = words.ends(Class::MoneyCue, upto);
        (money || words.ends(Class::CountCue, upto)).then_some(money)
    });
    let after_money = found
        .iter()
        .rev()
        .take_while(|one| {
            !before
                .behind(one.range.end.min(before.len()))
                .contains('。')
        })
        .take(SENTENCE)
        .any(|one| one.quantity.kind == Kind::Money);
    let money = match cue {
        _ if counted => false,
        Some(money) => money,
        None if after_money => true,
        None => return false,
    };
    if !money {
        quantity.kind = Kind::Count;
        quantity.value = quantity.yuan.take().unwrap_or(quantity.value);
        quantity.decimals = quantity.value.normalize().scale();
        quantity.unit = None;
    }
    true
}

/// 50块 and 一角 are money where the words before them speak of money: 单价50块, 每份一角.
pub(super) fn pieces(words: &Vocabulary, before: &str, behind: &str, quantity: &mut Quantity) {
    let name = before.trim_end_matches(['为', '是', '共', ':']);
    let each = name.char_indices().rev().take(EACH).any(|(_, c)| c == '每');
    if matches!(quantity.unit.as_deref(), Some("块" | "角"))
        && quantity.kind == Kind::Count
        && is_boundary(behind)
        && (each || words.ends(Class::MoneyCue, name))
    {
        quantity.kind = Kind::Money;
        quantity.yuan = quantity.value.checked_mul(quantity.factor);
    }
}

/// 1.5倍 is a growth of 150 % where something has grown by it, and else a ratio.
pub(super) fn times(words: &Vocabulary, before: &str, quantity: &mut Quantity) {
    if quantity.unit.as_deref() != Some("倍") {
        return;
    }
    let head = comparator::strip(words, before).map_or(before, |(_, head)| head);
    // 增长2至3倍
    let range = head
        .strip_suffix(['至', '到', '-', '~', '—'])
        .map(|lower| lower.trim_end_matches('倍'));
    let head = range
        .map(|lower| lower.trim_end_matches(in_numeral))
        .filter(|head| range.is_some_and(|lower| head.len() < lower.len()))
        .unwrap_or(head);
    let head = words.strip_suffix(Class::Copula, head).unwrap_or(head);
    let head = head.strip_suffix('了').unwrap_or(head);
    if !words.ends(Class::Growth, head) {
        return;
    }
    let Some(percent) = quantity.value.checked_mul(Decimal::ONE_HUNDRED) else {
        return;
    };
    quantity.kind = Kind::Percent;
    quantity.value = percent.normalize();
    quantity.decimals = quantity.value.scale();
    quantity.unit = Some("%".to_owned());
    quantity.measure = 0..0;
}

fn in_numeral(c: char) -> bool {
    c.is_ascii_digit() || c == '.' || han::is_numeral(c)
}

/// 上百人 are about a hundred, 过百人 more.
pub(super) fn power_alone(before: &str, rest: &str, quantity: &mut Quantity) {
    if !rest.starts_with(|c| han::power(c).is_some_and(|power| power > 10)) {
        return;
    }
    let said = match before.chars().next_back() {
        Some('上') => Comparator::About,
        Some('过') => Comparator::Above,
        _ => return,
    };
    quantity.comparator.get_or_insert(said);
}

/// Takes in a minus sign that no range, date or code put there.
pub(super) fn sign(passage: &str, one: &mut Found, last: Option<&Found>) {
    let before = passage.before(one.range.start);
    let Some(head) = before
        .strip_suffix(['-', '−', '负'])
        .or_else(|| before.strip_suffix("-¥"))
        .or_else(|| before.strip_suffix("负的"))
    else {
        return;
    };
    let worded = before.behind(head.len()).starts_with('负');
    let ends_a_quantity = last.is_some_and(|last| {
        let between = passage.get(last.range.end..one.range.start).unwrap_or("");
        series::behind_range_sign(between) == Some("")
    });
    let after_word =
        head.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '年' | '月' | '-' | '—'));
    // 支出-五万元 may be a dash between words.
    let dash = one.quantity.han && head.ends_with(is_han);
    let verb = head.ends_with(['为', '是', '约', '达']);
    if ends_a_quantity || (after_word || dash && !verb) && !worded {
        return;
    }
    one.range.start = head.len();
    one.quantity.value = -one.quantity.value;
    one.quantity.yuan = one.quantity.yuan.map(|yuan: Decimal| -yuan);
}
