//! What a printed number stands for: the interval of all numbers that print so, in whole billionths.
//!
//! A hundredth of a yuan is ten million of them, so that sums and differences of money are those of
//! whole numbers and no comparison rounds. A number that is too large or too fine has no interval.

use rust_decimal::Decimal;

/// How many billionths one is.
const ONE: i128 = 1_000_000_000;
/// Digits of [`ONE`].
const DIGITS: u32 = 9;
/// The most that is taken for money: 10^18 yuan. Sums of millions of such numbers, and a hundred
/// times their quotient, still fit.
const LARGEST: i128 = ONE * 1_000_000_000_000_000_000;

/// A closed interval of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    low: i128,
    high: i128,
}

impl Interval {
    /// Nothing.
    pub const ZERO: Self = Self { low: 0, high: 0 };
    /// All of a whole, in per cent.
    pub const HUNDRED: Self = Self {
        low: 100 * ONE,
        high: 100 * ONE,
    };

    /// The number itself.
    pub fn exact(value: Decimal) -> Option<Self> {
        let value = billionths(value)?;
        Some(Self {
            low: value,
            high: value,
        })
    }

    /// The numbers that are printed as `value` with `decimals` digits after the point, each then
    /// multiplied by `factor`: 756.8 stands for [756.75, 756.85]. A printed zero is nothing.
    pub fn printed(value: Decimal, decimals: u32, factor: Decimal) -> Option<Self> {
        Self::around(value.checked_mul(factor)?, decimals, factor)
    }

    /// The same, where the number has been multiplied.
    pub fn around(middle: Decimal, decimals: u32, factor: Decimal) -> Option<Self> {
        if middle.is_zero() {
            return Some(Self::ZERO);
        }
        let middle = billionths(middle)?;
        let half = half(decimals, factor)?;
        Some(Self {
            low: middle - half,
            high: middle + half,
        })
    }

    /// The numbers that are printed as the percentage `value`, rounded or cut: 70% stands for
    /// [69.5, 71].
    pub fn rounded_or_cut(value: Decimal, decimals: u32) -> Option<Self> {
        let middle = billionths(value)?;
        let half = half(decimals, Decimal::ONE)?;
        Some(Self {
            low: middle - half,
            high: middle + 2 * half,
        })
    }

    /// Both added, end by end.
    pub fn plus(self, other: Self) -> Self {
        Self {
            low: self.low.saturating_add(other.low),
            high: self.high.saturating_add(other.high),
        }
    }

    /// The other taken away.
    pub fn minus(self, other: Self) -> Self {
        Self {
            low: self.low.saturating_sub(other.high),
            high: self.high.saturating_sub(other.low),
        }
    }

    /// The numbers without their sign.
    pub fn magnitude(self) -> Self {
        if self.low >= 0 {
            self
        } else if self.high <= 0 {
            Self {
                low: self.high.saturating_neg(),
                high: self.low.saturating_neg(),
            }
        } else {
            Self {
                low: 0,
                high: self.high.max(self.low.saturating_neg()),
            }
        }
    }

    /// Each end multiplied by a positive number.
    pub fn times(self, factor: u32) -> Self {
        Self {
            low: self.low.saturating_mul(i128::from(factor)),
            high: self.high.saturating_mul(i128::from(factor)),
        }
    }

    /// Hundred times the quotient of two intervals of which the whole is positive.
    pub fn percent_of(self, whole: Self) -> Option<Self> {
        if whole.low <= 0 {
            return None;
        }
        let percent = |part: i128, whole: i128| Some((part.checked_mul(100 * ONE)?, whole));
        let (least, most) = if self.low >= 0 {
            (whole.high, whole.low)
        } else {
            (whole.low, whole.low)
        };
        let (low, by) = percent(self.low, least)?;
        let (high, other) = percent(self.high, most)?;
        Some(Self {
            low: low.div_euclid(by),
            high: high.div_euclid(other).checked_add(1)?,
        })
    }

    /// A change in per cent of the amount before it, the amount now and the change being given. The
    /// change is in both terms, so that the ends are taken together.
    pub fn growth(now: Self, change: Self, up: bool) -> Option<Self> {
        let (most, least) = if up {
            (now.high - change.low, now.low - change.high)
        } else {
            (
                now.high.saturating_add(change.low),
                now.low.saturating_add(change.high),
            )
        };
        let at = |end: i128| Self {
            low: end,
            high: end,
        };
        if least <= 0 || most <= 0 {
            return None;
        }
        Some(Self {
            low: at(change.low).percent_of(at(most))?.low,
            high: at(change.high).percent_of(at(least))?.high,
        })
    }

    /// Whether the two have a number in common.
    pub fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// The numbers in common of two that meet.
    pub fn shared(self, other: Self) -> Self {
        Self {
            low: self.low.max(other.low),
            high: self.high.min(other.high),
        }
    }

    /// Whether every number is greater than every one of the other.
    pub fn exceeds(self, other: Self) -> bool {
        self.low > other.high
    }

    /// Whether it is nothing and nothing else.
    pub fn is_zero(self) -> bool {
        self == Self::ZERO
    }

    /// Whether every number is greater than nothing.
    pub fn is_positive(self) -> bool {
        self.low > 0
    }

    /// How far the two are apart; nothing if they meet.
    pub fn gap(self, other: Self) -> Self {
        let gap = self.low.saturating_sub(other.high);
        let gap = gap.max(other.low.saturating_sub(self.high)).max(0);
        Self {
            low: gap,
            high: gap,
        }
    }

    /// Both ends, in billionths: to put intervals in order.
    pub fn ends(self) -> (i128, i128) {
        (self.low, self.high)
    }

    /// The number in the middle, in units of `factor`.
    pub fn middle(self, factor: Decimal) -> Decimal {
        in_units(self.low.saturating_add(self.high) / 2, factor)
    }

    /// Half of the width, in units of `factor`.
    pub fn radius(self, factor: Decimal) -> Decimal {
        in_units(self.high.saturating_sub(self.low) / 2, factor)
    }
}

/// The unit of the last printed digit: 0.01 for two decimals.
pub fn last_digit(decimals: u32) -> Decimal {
    Decimal::new(1, decimals.min(DIGITS))
}

/// Half of the last printed digit.
fn half(decimals: u32, factor: Decimal) -> Option<i128> {
    if decimals > 20 {
        return None;
    }
    billionths(Decimal::new(5, decimals + 1).checked_mul(factor)?)
}

fn billionths(value: Decimal) -> Option<i128> {
    let (mantissa, scale) = (value.mantissa(), value.scale());
    let scaled = match DIGITS.checked_sub(scale) {
        Some(missing) => mantissa.checked_mul(10i128.checked_pow(missing)?)?,
        None => mantissa / 10i128.checked_pow(scale - DIGITS)?,
    };
    (scaled.abs() <= LARGEST).then_some(scaled)
}

fn in_units(value: i128, factor: Decimal) -> Decimal {
    // A number of these digits always fits a decimal; what was added up to more than that is cut.
    let most = LARGEST * 10;
    Decimal::try_from_i128_with_scale(value.clamp(-most, most), DIGITS)
        .ok()
        .and_then(|value| value.checked_div(factor))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn printed(text: &str) -> Interval {
        let decimals = text.split_once('.').map_or(0, |(_, digits)| digits.len());
        Interval::printed(read(text), decimals as u32, Decimal::ONE).unwrap()
    }

    fn between(low: &str, high: &str) -> Interval {
        Interval {
            low: billionths(read(low)).unwrap(),
            high: billionths(read(high)).unwrap(),
        }
    }

    #[test]
    fn a_printed_number_stands_for_all_that_round_to_it() {
        assert_eq!(printed("756.8"), between("756.75", "756.85"));
        assert_eq!(printed("0"), Interval::ZERO);
        assert_eq!(printed("-3.2").magnitude(), between("3.15", "3.25"));
        let million = Interval::printed(read("756.8"), 1, read("10000")).unwrap();
        assert_eq!(million, between("7567500", "7568500"));
    }

    #[test]
    fn a_percentage_may_be_rounded_or_cut() {
        let seventy = Interval::rounded_or_cut(read("70"), 0).unwrap();
        let is = |text: &str| seventy.meets(Interval::exact(read(text)).unwrap());
        assert!(is("69.55") && is("70.9") && !is("69.4"));
    }

    #[test]
    fn sums_meet_or_leave_a_gap() {
        let sum = printed("507.2").plus(printed("222.1"));
        assert!(sum.meets(printed("729.3")));
        assert!(sum.gap(printed("729.3")).is_zero());
        assert_eq!(sum.gap(printed("730.0")).middle(Decimal::ONE), read("0.55"));
    }

    #[test]
    fn a_growth_is_that_of_the_amount_before() {
        let growth = Interval::growth(printed("120.0"), printed("20.0"), true).unwrap();
        assert!(growth.meets(Interval::exact(read("20")).unwrap()));
        assert_eq!(growth.middle(Decimal::ONE).round_dp(1), read("20.0"));
        assert_eq!(Interval::growth(printed("20"), printed("20"), true), None);
    }

    #[test]
    fn absurd_numbers_are_left_alone() {
        let huge = read("99999999999999999999999");
        assert_eq!(Interval::printed(huge, 0, Decimal::ONE), None);
        assert_eq!(Interval::printed(Decimal::ONE, 25, Decimal::ONE), None);
        assert_eq!(printed("1").percent_of(printed("0")), None);
        let large = Interval::printed(read("999999999999999"), 2, Decimal::ONE).unwrap();
        let sum = (0..10_000).fold(large, |sum, _| sum.plus(large));
        assert!(sum.percent_of(large).is_some() || sum.exceeds(large));
    }
}
