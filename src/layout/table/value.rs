//! The number in a cell.
//!
//! A cell of a value column is a number and nothing else, but for a unit after it. Strict: what is
//! not wholly a number is none.

use rust_decimal::Decimal;

use crate::fold::Folded;
use crate::lexicon::units::{self, Unit};

/// A number as a cell prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellNumber {
    /// The number, its sign applied, its unit not.
    pub value: Decimal,
    /// Digits after the point.
    pub decimals: u32,
    /// Whether thousands are parted.
    pub grouped: bool,
    /// The unit printed after it.
    pub unit: Option<&'static Unit>,
}

impl CellNumber {
    /// Whether it may as well be a code, a row number or a year: digits only.
    pub fn is_bare(&self) -> bool {
        self.decimals == 0 && !self.grouped && self.unit.is_none() && !self.value.is_sign_negative()
    }

    /// Whether it may be a year.
    pub fn is_year(&self) -> bool {
        self.is_bare() && self.value >= Decimal::from(1990) && self.value <= Decimal::from(2060)
    }
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// Nothing, or a dash.
    Empty,
    /// A number.
    Number(CellNumber),
    /// Words.
    Words,
}

/// What a cell with this text holds.
pub fn content(text: &str) -> Content {
    let folded = Folded::fold(text);
    if folded.chars().all(|c| {
        matches!(
            c,
            '-' | '—' | '–' | '―' | '─' | '－' | '/' | '\\' | '*' | '…'
        )
    }) {
        return Content::Empty;
    }
    match number(&folded) {
        Some(number) => Content::Number(number),
        None => Content::Words,
    }
}

fn number(folded: &str) -> Option<CellNumber> {
    let folded = folded.strip_prefix(['¥', '￥']).unwrap_or(folded);
    // Bookkeepers put a negative amount in brackets; `(1)` is the number of a list item.
    if let Some(inner) = folded
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        let number = unsigned(inner)?;
        let amount = number.decimals > 0 || number.grouped;
        return amount.then_some(CellNumber {
            value: -number.value,
            ..number
        });
    }
    match folded.strip_prefix(['-', '−', '–', '－']) {
        Some(rest) => unsigned(rest).map(|number| CellNumber {
            value: -number.value,
            ..number
        }),
        None => unsigned(folded.strip_prefix('+').unwrap_or(folded)),
    }
}

fn unsigned(text: &str) -> Option<CellNumber> {
    let end = text
        .find(|c: char| !matches!(c, '0'..='9' | '.' | ','))
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let unit = match unit {
        "" => None,
        unit => Some(units::unit(unit)?),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let dangling = digits.ends_with('.') || fraction.contains(['.', ',']);
    let grouped = whole.contains(',');
    if dangling
        || !(if grouped {
            are_groups(whole)
        } else {
            !whole.is_empty()
        })
    {
        return None;
    }
    let plain: String = digits.chars().filter(|c| *c != ',').collect();
    Some(CellNumber {
        value: Decimal::from_str_exact(&plain).ok()?,
        decimals: u32::try_from(fraction.len()).ok()?,
        grouped,
        unit,
    })
}

/// Whether commas part the digits into thousands: `1,234,567`.
fn are_groups(whole: &str) -> bool {
    let mut groups = whole.split(',');
    groups
        .next()
        .is_some_and(|first| (1..=3).contains(&first.len()))
        && groups.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_hold_numbers_or_words_or_nothing() {
        for (text, value, decimals) in [
            ("3,162,923.00", "3162923.00", 2),
            ("0", "0", 0),
            ("0.00", "0.00", 2),
            ("－1，234.5", "-1234.5", 1),
            ("-0.10", "-0.10", 2),
            ("(1,200.00)", "-1200.00", 2),
            ("４０万", "40", 0),
            ("12.5%", "12.5", 1),
            ("3辆", "3", 0),
            ("121", "121", 0),
        ] {
            let Content::Number(number) = content(text) else {
                panic!("{text} is a number");
            };
            assert_eq!(
                (number.value.to_string().as_str(), number.decimals),
                (value, decimals)
            );
        }
        for text in ["", "-", "—", "——", "／"] {
            assert_eq!(content(text), Content::Empty, "{text}");
        }
        for text in [
            "(1)", "1.", "1,23", "12,3456", "一、", "1.2.3", "208 01", "2021年", "≥98%", "合计",
            ".5",
        ] {
            assert_eq!(content(text), Content::Words, "{text}");
        }
    }
}
