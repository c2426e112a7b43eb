//! Numbers as a sheet shows them.
//!
//! A sheet stores 0.25 and shows 25%, stores 0 and shows a dash. What is shown is what was
//! disclosed. The formats that amounts, shares and codes have are carried out; any other leaves
//! the number as it is stored.

use rust_decimal::{Decimal, RoundingStrategy};

/// How a number is shown: by one, two or three sections for plus, minus and zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Format {
    sections: Vec<Section>,
}

/// How a number of one sign is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Section {
    before: String,
    /// `None`: no number is shown, only what is before.
    digits: Option<Digits>,
    after: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Digits {
    /// Digits before the point that are always shown.
    whole: usize,
    /// Digits after the point that are always shown.
    least: usize,
    /// Digits after the point that are shown if they are not 0.
    most: usize,
    grouped: bool,
    percent: bool,
}

impl Format {
    /// Reads a format code; `None` where it is `General`, or does what no amount needs.
    pub(super) fn parse(code: &str) -> Option<Self> {
        let sections: Option<Vec<Section>> = split(code).iter().map(|part| section(part)).collect();
        Some(Self {
            sections: sections?,
        })
    }

    fn section(&self, number: Decimal) -> Option<&Section> {
        let at = match (self.sections.len(), number) {
            (3.., number) if number.is_zero() => 2,
            (2.., number) if number.is_sign_negative() => 1,
            _ => 0,
        };
        self.sections.get(at)
    }
}

/// Shows a number.
pub(super) fn number(number: f64, format: Option<&Format>) -> String {
    // A sheet knows 15 digits; what is behind them is the binary fraction's noise.
    let Ok(exact) = Decimal::from_scientific(&format!("{number:.14e}")) else {
        return number.to_string();
    };
    let exact = exact.normalize();
    match format.and_then(|format| format.section(exact)) {
        None => exact.to_string(),
        Some(section) => show(section, exact),
    }
}

fn show(section: &Section, number: Decimal) -> String {
    let Some(digits) = section.digits else {
        return section.before.clone();
    };
    let scaled = if digits.percent {
        number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(number)
    } else {
        number
    };
    let places = u32::try_from(digits.most).unwrap_or(28).min(28);
    let rounded = scaled
        .round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
        .normalize();
    let printed = rounded.abs().to_string();
    let (whole, fraction) = printed.split_once('.').unwrap_or((&printed, ""));
    let whole = if whole == "0" && digits.whole == 0 && !fraction.is_empty() {
        String::new()
    } else {
        format!("{whole:0>width$}", width = digits.whole)
    };
    let whole = if digits.grouped { group(&whole) } else { whole };
    let fraction = format!("{fraction:0<width$}", width = digits.least);
    // A minus that the format shows as red or in brackets is shown as one.
    let minus = rounded.is_sign_negative() && !rounded.is_zero();
    format!(
        "{}{}{whole}{}{fraction}{}{}",
        section.before,
        if minus { "-" } else { "" },
        if fraction.is_empty() { "" } else { "." },
        if digits.percent { "%" } else { "" },
        section.after,
    )
}

fn group(whole: &str) -> String {
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The sections of a format code; a semicolon in quotes parts none.
fn split(code: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in code.chars() {
        match c {
            ';' if !quoted && !escaped => {
                parts.push(String::new());
                continue;
            }
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = !escaped && !quoted && matches!(c, '\\' | '_' | '*');
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts.truncate(3);
    parts
}

/// Reads a section; `None` where it does what no amount needs.
fn section(part: &str) -> Option<Section> {
    let mut section = Section::default();
    let mut pattern = String::new();
    let mut chars = part.chars();
    while let Some(c) = chars.next() {
        let literal = match c {
            '"' => chars.by_ref().take_while(|c| *c != '"').collect(),
            '\\' => match chars.next() {
                None | Some('-' | '(' | ')') => continue,
                Some(c) => c.to_string(),
            },
            // White space as wide as the next character; the next character over and over.
            '_' | '*' => {
                chars.next();
                continue;
            }
            // A colour, a condition, a currency: `[$￥-804]`.
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if inner.starts_with(['<', '>', '=']) {
                    return None;
                }
                let currency = inner.strip_prefix('$').unwrap_or("");
                currency.split('-').next().unwrap_or("").to_owned()
            }
            '0' | '#' | '?' | '.' | ',' | '%' => {
                if !section.after.trim().is_empty() {
                    return None;
                }
                pattern.push(c);
                continue;
            }
            // The minus is shown from the number's sign.
            '-' | '(' | ')' | '+' | ' ' => continue,
            '¥' | '￥' | '$' | ':' => c.to_string(),
            _ => return None,
        };
        if pattern.is_empty() {
            section.before.push_str(&literal);
        } else {
            section.after.push_str(&literal);
        }
    }
    if part.trim() == "-" {
        section.before.push('-');
    }
    let placed =
        pattern.contains(['0', '#']) || (pattern.contains('?') && section.before.trim().is_empty());
    if !placed {
        // `"-"??`: only what is quoted is shown.
        return Some(section);
    }
    section.digits = Some(digits(&pattern)?);
    Some(section)
}

fn digits(pattern: &str) -> Option<Digits> {
    let (pattern, percent) = match pattern.strip_suffix('%') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let (whole, fraction) = pattern.split_once('.').unwrap_or((pattern, ""));
    // A comma at the end divides by a thousand: such a sheet is left as it is stored.
    if pattern.ends_with(',')
        || whole.ends_with(',')
        || fraction.contains(['%', ',', '.'])
        || whole.contains('%')
    {
        return None;
    }
    Some(Digits {
        whole: whole.matches('0').count(),
        least: fraction.matches('0').count(),
        most: fraction.len(),
        grouped: whole.contains(','),
        percent,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_a_sheet_shows_them() {
        const ACCOUNTING: &str = "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ";
        for (code, value, printed) in [
            ("General", 105.579_999_999_999_98, "105.58"),
            ("General", 2_080_501.0, "2080501"),
            ("0.00", 756.8, "756.80"),
            ("0.00_ ", -3.456, "-3.46"),
            ("#,##0.00", 1_096_625.5, "1,096,625.50"),
            ("0.00%", 0.2567, "25.67%"),
            ("0%", 1.0, "100%"),
            ("#.##", 0.5, ".5"),
            ("0.00_);[Red]\\(0.00\\)", -12.0, "-12.00"),
            (ACCOUNTING, 0.0, "-"),
            (ACCOUNTING, -1234.5, "-1,234.50"),
            (ACCOUNTING, 1234.5, "1,234.50"),
            ("0.00;-0.00;;@", 0.0, ""),
            ("#,##0.00\"万元\"", 3.0, "3.00万元"),
            ("0000", 7.0, "0007"),
            ("0.00,", 12_345.0, "12345"),
            ("yyyy\"年\"m\"月\"", 3.0, "3"),
            ("@", 3.5, "3.5"),
        ] {
            assert_eq!(
                number(value, Format::parse(code).as_ref()),
                printed,
                "{code}"
            );
        }
        assert_eq!(number(f64::NAN, None), "NaN");
        assert_eq!(number(1e300, None), format!("{}", 1e300));
    }
}
