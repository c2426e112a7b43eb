//! Percentages: `98.64%`, `3‰`, `1.2个百分点`, `百分之九十五点五`, `两成五`, `三分之一`, `八折`.

use rust_decimal::Decimal;

use super::quantity::{Head, Quantity, is_boundary};
use super::vocabulary::{Class, Vocabulary};
use super::{comparator, han, number};
use crate::record::{Comparator, Quantity as Kind};

/// Signs and words of percentages as they are written.
const SIGNS: [&str; 5] = ["%", "‰", "‱", "个百分点", "百分点"];

/// Reads the percentage of a number.
pub(super) fn read<'a>(head: &Head<'a>, rest: &'a str) -> Option<(&'a str, Quantity)> {
    if let Some(parts) = rest.strip_prefix("分之") {
        return fraction(head, parts);
    }
    let may_be = rest.starts_with(['%', '‰', '‱', '个', '百']);
    let mut signs = SIGNS.into_iter().filter(|_| may_be);
    let said = signs.find_map(|unit| Some((unit, rest.strip_prefix(unit)?)));
    // 2万% is a slip; 2万个百分点 is said.
    let said = said.filter(|(unit, _)| head.word.is_empty() || unit.ends_with('点'));
    if let Some((unit, behind)) = said {
        let mut quantity = head.quantity(Kind::Percent, head.total()?, Some(unit.to_owned()));
        quantity.factor = Decimal::ONE;
        return Some((behind, quantity));
    }
    head.word.is_empty().then(|| tenths(head, rest))?
}

/// `百分之十五`, `千分之3`, `三分之一`: the numeral before is the whole.
fn fraction<'a>(head: &Head<'a>, rest: &'a str) -> Option<(&'a str, Quantity)> {
    let whole = head.total()?;
    let (negative, rest) = match rest.strip_prefix(['负', '-']) {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let (behind, part) = number::plain(rest).or_else(|| han::numeral(rest))?;
    // 百分之10K
    let (behind, thousands) =
        number::thousands(behind, is_boundary).unwrap_or((behind, Decimal::ONE));
    // 百分之三十万 is no percentage, 百分之10Kg, 百分之1 2 and 百分之十二.五 are anything.
    let goes_on = behind.strip_prefix([' ', '.']).unwrap_or(behind);
    if !number::scale(behind).1.word.is_empty()
        || behind.starts_with(|c: char| c.is_ascii_alphabetic())
        || goes_on.starts_with(|c: char| c.is_ascii_digit())
        || behind.starts_with('.') && goes_on.starts_with(|c| han::digit(c).is_some())
    {
        return None;
    }
    let (behind, about) = comparator::inside(head.words, behind);
    let value = part.value.checked_mul(thousands)?;
    let value = if negative { -value } else { value };
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
    if about {
        quantity.comparator = Some(Comparator::About);
    }
    Some((behind, quantity))
}

/// `三成`, `两成五`, `七成半`, `8折`: tenths.
fn tenths<'a>(head: &Head<'a>, rest: &'a str) -> Option<(&'a str, Quantity)> {
    if head.numeral.grouped || head.about {
        return None;
    }
    let value = head.numeral.value;
    if let Some(behind) = rest.strip_prefix('折') {
        // 75折 is 7.5折.
        let hundredths =
            value > Decimal::TEN && value.scale() == 0 && value % Decimal::TEN > Decimal::ZERO;
        let tenths = if hundredths {
            value / Decimal::TEN
        } else {
            value
        };
        return discount(head, tenths, behind);
    }
    if value > Decimal::TEN {
        return None;
    }
    let behind = rest.strip_prefix('成')?;
    let mut chars = behind.chars();
    let more = match chars.next() {
        Some('半') => Some(Decimal::new(5, 1)),
        Some(c) => han::digit(c)
            .or_else(|| c.to_digit(10).map(u64::from))
            .map(|digit| Decimal::new(i64::try_from(digit).unwrap_or(0), 1)),
        None => None,
    };
    let behind = more.map_or(behind, |_| chars.as_str());
    // 三成 stands alone; in 三成立 and 五成员 it is no share.
    let goes_on = behind.starts_with(['以', '左', '的', '多', '余', '和', '至', '到'])
        || comparator::after(head.words, behind).is_some();
    if !(is_boundary(behind) || goes_on) {
        return None;
    }
    let (behind, about) = comparator::inside(head.words, behind);
    let tenths = value.checked_add(more.unwrap_or_default())?;
    let value = tenths.checked_mul(Decimal::TEN)?.normalize();
    let mut quantity = head.quantity(Kind::Percent, value, Some("%".to_owned()));
    quantity.decimals = value.scale();
    if about {
        quantity.comparator = Some(Comparator::About);
    }
    Some((behind, quantity))
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
    // 七八折 is an estimate.
    if ones == tens + 1 {
        return None;
    }
    let head = lone(
        words,
        Decimal::new(i64::try_from(tens * 10 + ones).ok()?, 1),
    );
    discount(&head, head.numeral.value, behind)
}

/// Percentages without a numeral of their own: `半成` (5 %; no 半成品), `半个百分点`, `百分百`, 打`对折`,
/// `一半`, 翻了`两番`.
pub(super) fn worded(words: &Vocabulary, before: &str, input: &str) -> Option<Quantity> {
    let (behind, value, unit) = half(words, before, input)
        .or_else(|| doublings(before, input))
        .or_else(|| {
            [("半成", 5), ("百分百", 100), ("对折", 50)]
                .into_iter()
                .find_map(|(word, value)| Some((word, value, input.strip_prefix(word)?)))
                .filter(|(.., rest)| is_boundary(rest))
                .filter(|(word, ..)| *word != "对折" || before.ends_with('打'))
                .map(|(_, value, rest)| (rest, Decimal::from(value), "%"))
        })?;
    let mut quantity = lone(words, value).quantity(Kind::Percent, value, Some(unit.to_owned()));
    quantity.decimals = value.scale();
    quantity.length = input.len() - behind.len();
    quantity.compare(words, behind);
    Some(quantity)
}

/// What stands behind a percentage, its value and its unit.
type Worded<'a> = (&'a str, Decimal, &'static str);

/// `一半`, `半数`, `半个百分点`.
fn half<'a>(words: &Vocabulary, before: &str, input: &'a str) -> Option<Worded<'a>> {
    if let Some(behind) = input.strip_prefix("半个百分点") {
        return Some((behind, Decimal::new(5, 1), "个百分点"));
    }
    let behind = words.strip_prefix(Class::Half, input)?;
    let ends = is_boundary(behind)
        || behind.starts_with(['的', '由', '是', '为'])
        || comparator::after(words, behind).is_some();
    // 另一半, 前一半 are parts, 过半数 is more; 超过半数 says so itself.
    let part = before.ends_with([
        '另', '前', '后', '上', '下', '每', '过', '大', '多', '这', '那',
    ]) && comparator::before(words, before).is_none();
    (ends && !part).then_some((behind, Decimal::from(50), "%"))
}

/// `两番` behind 翻: four times as much, a growth of 300 %; `番` alone: twice as much.
fn doublings<'a>(before: &str, input: &'a str) -> Option<Worded<'a>> {
    if !before.strip_suffix('了').unwrap_or(before).ends_with('翻') {
        return None;
    }
    // 翻番目标 is a name.
    if let Some(behind) = input.strip_prefix('番') {
        let growth = Decimal::ONE_HUNDRED;
        return is_boundary(behind).then_some((behind, growth, "%"));
    }
    let (rest, times) = number::plain(input).or_else(|| han::numeral(input))?;
    let behind = rest.strip_prefix('番')?;
    let times = u32::try_from(times.value.normalize().mantissa())
        .ok()
        .filter(|count| Decimal::from(*count) == times.value && (1..=9).contains(count))?;
    let growth = Decimal::from((2u32.pow(times) - 1) * 100);
    Some((behind, growth, "%"))
}

/// A Chinese number that is not said as a numeral.
pub(super) fn lone(words: &Vocabulary, value: Decimal) -> Head<'_> {
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
