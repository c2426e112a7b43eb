//! Numbers that go on behind a scale word: 1亿2000万, 2亿3千5百万, 3万五千, 5万零30.

use rust_decimal::Decimal;

use super::{Head, han, is_boundary, number};

/// Whether digits go on behind a scale word: 1亿2000万元, 3万5千4百元, 5万零30元.
pub(super) fn goes_on(head: &Head<'_>, behind: &str) -> bool {
    let digits = behind.strip_prefix('零').unwrap_or(behind);
    !head.word.is_empty() && digits.starts_with(|c: char| c.is_ascii_digit())
}

/// A number in digits that goes on in Chinese numerals behind its scale word: 3万五千元. `None` where the two
/// make no one number (3万五元), nothing where no number follows (3万一般公共预算).
pub(super) fn mixed<'a>(head: &Head<'_>, behind: &'a str) -> Option<Option<(&'a str, Decimal)>> {
    if head.word.is_empty() || head.numeral.han {
        return Some(None);
    }
    let digits = behind.strip_prefix('零').unwrap_or(behind);
    let Some((rest, more)) = han::numeral(digits) else {
        return Some(None);
    };
    if rest.starts_with(['万', '亿']) {
        return None;
    }
    if !rest.starts_with(['元', '圆', '块']) && head.words.measure(rest).is_none() {
        return Some(None);
    }
    let lone = more.value < Decimal::TEN && digits.len() == behind.len();
    if lone || more.value >= head.factor {
        return None;
    }
    let total = head.numeral.value.checked_mul(head.factor)?;
    Some(Some((rest, total.checked_add(more.value)?)))
}

/// How many bytes digits and scale words take at the beginning of `input`.
pub(super) fn mixed_length(input: &str) -> usize {
    input
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',') || han::is_numeral(c)))
        .unwrap_or(input.len())
}

/// The number that begins with `value` and a scale word, and goes on with the digits in `behind`:
/// small powers add up until a great one multiplies them, as in 2亿3千5百万. `None` where that is
/// no one number.
pub(super) fn sum<'a>(value: Decimal, word: &str, behind: &'a str) -> Option<(&'a str, Decimal)> {
    let mut total = Decimal::ZERO;
    let mut section = Decimal::ZERO;
    // What the next power of its size must stay below.
    let (mut great, mut small) = (u64::MAX, 10_000);
    let (mut number, mut rest) = (value, behind);
    let mut powers = word;
    loop {
        for power in powers.chars().filter_map(han::power) {
            if power < 10_000 {
                if power >= small {
                    return None;
                }
                section = section.checked_add(number.checked_mul(Decimal::from(power))?)?;
                small = power;
            } else {
                if power >= great {
                    return None;
                }
                section = section.checked_add(number)?;
                total = total.checked_add(section.checked_mul(Decimal::from(power))?)?;
                (section, small, great) = (Decimal::ZERO, 10_000, power);
            }
            number = Decimal::ZERO;
        }
        let filled = rest.strip_prefix('零');
        let digits = filled.unwrap_or(rest);
        if !digits.starts_with(|c: char| c.is_ascii_digit()) {
            return Some((rest, total.checked_add(section)?));
        }
        let (after, numeral) = number::plain(digits)?;
        let printed = digits.len() - after.len();
        let (after, scale) = number::scale(after);
        (number, rest) = (numeral.value, after);
        powers = scale.word;
        if !powers.is_empty() {
            continue;
        }
        let last = if small < 10_000 { small } else { great };
        let below = Decimal::from(last);
        let places = usize::try_from(last.checked_ilog10()?).ok()?;
        let ones = match filled {
            // 5万零30, 1万5000.
            Some(_) => number,
            None if printed == places || numeral.decimals > 0 => number,
            // 3万5 is 35,000, but 3万5元 may be anything.
            None if printed == 1 && is_boundary(after) => {
                number.checked_mul(below.checked_div(Decimal::TEN)?)?
            }
            None => return None,
        };
        if ones >= below {
            return None;
        }
        return Some((after, total.checked_add(section)?.checked_add(ones)?));
    }
}
