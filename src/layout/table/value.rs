//! The number in a cell.
//!
//! A cell of a value column is a number and nothing else, but for a unit after it. Strict: what is
//! not wholly a number is none.

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::fold::Folded;
use crate::grammar::number;
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
    // What begins with a Chinese character is no number; 第 may begin the mark of a page.
    if text.starts_with(|c: char| matches!(c, '\u{4e00}'..='\u{9fff}') && c != '第') {
        return Content::Words;
    }
    let folded = Folded::folded(text);
    if folded.chars().all(|c| {
        matches!(
            c,
            '-' | '—' | '–' | '―' | '─' | '－' | '/' | '\\' | '*' | '…'
        )
    }) {
        return Content::Empty;
    }
    match signed(&folded) {
        Some(number) => Content::Number(number),
        None => Content::Words,
    }
}

fn signed(folded: &str) -> Option<CellNumber> {
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
    let tight = without_gaps(text);
    let (rest, numeral) = number::plain(&tight)?;
    let unit = match rest {
        "" => None,
        unit => Some(units::unit(unit)?),
    };
    Some(CellNumber {
        value: numeral.value,
        decimals: numeral.decimals,
        grouped: numeral.grouped,
        unit,
    })
}

/// The text without the gaps that a converter left behind commas and points: `1, 093.44`, `33. 00`.
/// In a cell no other number can follow; `1. 5` may be an item of a list.
fn without_gaps(text: &str) -> Cow<'_, str> {
    if !text.contains(' ') {
        return text.into();
    }
    let commas = text.replace(", ", ",");
    match commas.split_once(". ") {
        Some((whole, cents)) if cents.len() == 2 => format!("{whole}.{cents}").into(),
        _ => commas.into(),
    }
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
            ("1, 093.44", "1093.44", 2),
            ("33. 00", "33.00", 2),
            ("82，225.00", "82225.00", 2),
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
