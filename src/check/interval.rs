//! What a printed number stands for: the interval of all numbers that print so.

use std::fmt;

use rust_decimal::Decimal;

/// A closed interval of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The least number.
    pub low: Decimal,
    /// The greatest number.
    pub high: Decimal,
}

/// Greater numbers are left alone, so that no sum or product of them overflows.
const LARGEST: Decimal = Decimal::from_parts(0, 0, 1 << 8, false, 0);
/// Nobody prints money or percentages finer than this.
const FINEST: u32 = 9;

/// The unit of the last printed digit: 0.01 for two decimals.
pub fn last_digit(decimals: u32) -> Decimal {
    Decimal::new(1, decimals.min(FINEST))
}

impl Interval {
    /// The number itself.
    pub fn exact(value: Decimal) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    /// The numbers that are printed as `value` with `decimals` digits after the point, each then
    /// multiplied by `factor`: 756.8 stands for [756.75, 756.85]. A printed zero is nothing.
    ///
    /// ```
    /// use gongkai::check::Interval;
    /// let read = |text: &str| text.parse().unwrap();
    /// let interval = Interval::printed(read("756.8"), 1, read("10000")).unwrap();
    /// assert_eq!((interval.low, interval.high), (read("7567500"), read("7568500")));
    /// ```
    pub fn printed(value: Decimal, decimals: u32, factor: Decimal) -> Option<Self> {
        if decimals > FINEST || value.abs() > LARGEST || factor.abs() > LARGEST {
            return None;
        }
        if value.is_zero() {
            return Some(Self::exact(value));
        }
        let half = Decimal::new(5, decimals + 1);
        let low = (value - half).checked_mul(factor)?;
        let high = (value + half).checked_mul(factor)?;
        (low.abs() <= LARGEST && high.abs() <= LARGEST).then_some(Self { low, high })
    }

    /// The numbers that are printed as the percentage `value`, rounded or cut: 70% stands for
    /// [69.5, 71].
    pub fn rounded_or_cut(value: Decimal, decimals: u32) -> Option<Self> {
        if decimals > FINEST || value.abs() > LARGEST {
            return None;
        }
        let digit = last_digit(decimals);
        let half = Decimal::new(5, decimals + 1);
        Some(Self {
            low: value - half,
            high: value + digit,
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
        if self.low >= Decimal::ZERO {
            self
        } else if self.high <= Decimal::ZERO {
            Self {
                low: -self.high,
                high: -self.low,
            }
        } else {
            Self {
                low: Decimal::ZERO,
                high: self.high.max(-self.low),
            }
        }
    }

    /// Each end multiplied by a positive number.
    pub fn times(self, factor: Decimal) -> Option<Self> {
        Some(Self {
            low: self.low.checked_mul(factor)?,
            high: self.high.checked_mul(factor)?,
        })
    }

    /// Hundred times the quotient of two intervals of positive numbers.
    pub fn percent_of(self, whole: Self) -> Option<Self> {
        if whole.low <= Decimal::ZERO {
            return None;
        }
        let hundred = Decimal::ONE_HUNDRED;
        Some(Self {
            low: self.low.checked_div(whole.high)?.checked_mul(hundred)?,
            high: self.high.checked_div(whole.low)?.checked_mul(hundred)?,
        })
    }

    /// Whether the two have a number in common.
    pub fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// How far the two are apart; nothing if they meet.
    pub fn gap(self, other: Self) -> Decimal {
        self.low
            .saturating_sub(other.high)
            .max(other.low.saturating_sub(self.high))
            .max(Decimal::ZERO)
    }

    /// The number in the middle.
    pub fn middle(self) -> Decimal {
        self.low.saturating_add(self.high) / Decimal::TWO
    }

    /// Half of the width.
    pub fn radius(self) -> Decimal {
        self.high.saturating_sub(self.low) / Decimal::TWO
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let low = self.low.round_dp(6).normalize();
        let high = self.high.round_dp(6).normalize();
        if low == high {
            write!(out, "{low}")
        } else {
            write!(out, "[{low}, {high}]")
        }
    }
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

    #[test]
    fn a_printed_number_stands_for_all_that_round_to_it() {
        assert_eq!(printed("756.8").to_string(), "[756.75, 756.85]");
        assert_eq!(printed("0").to_string(), "0");
        assert_eq!(printed("-3.2").magnitude().to_string(), "[3.15, 3.25]");
    }

    #[test]
    fn a_percentage_may_be_rounded_or_cut() {
        let seventy = Interval::rounded_or_cut(read("70"), 0).unwrap();
        assert!(seventy.meets(Interval::exact(read("69.55"))));
        assert!(seventy.meets(Interval::exact(read("70.9"))));
        assert!(!seventy.meets(Interval::exact(read("69.4"))));
    }

    #[test]
    fn sums_meet_or_leave_a_gap() {
        let sum = printed("507.2").plus(printed("222.1"));
        assert!(sum.meets(printed("729.3")));
        assert_eq!(sum.gap(printed("729.3")), Decimal::ZERO);
        assert_eq!(sum.gap(printed("730.0")), read("0.55"));
    }

    #[test]
    fn absurd_numbers_are_left_alone() {
        let huge = read("99999999999999999999999");
        assert_eq!(Interval::printed(huge, 0, Decimal::ONE), None);
        assert_eq!(Interval::printed(Decimal::ONE, 20, Decimal::ONE), None);
        assert_eq!(printed("1").percent_of(printed("0")), None);
    }
}
