//! Numerals: `756.8`, `1,096,625`, `三十二`, `壹佰`, and the scale words 千 万 亿 after them.

use nom::{
    Parser,
    branch::alt,
    bytes::complete::{take_while_m_n, take_while1},
    character::complete::{char, digit1},
    combinator::{opt, recognize},
    multi::many1_count,
    sequence::{preceded, terminated},
};
use rust_decimal::Decimal;

use super::Parsed;

/// A number as written, without scale word or unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// Its value.
    pub value: Decimal,
    /// Digits printed after the point.
    pub decimals: u32,
    /// Whether it is written in Chinese numerals.
    pub han: bool,
}

/// Reads a number in digits or in Chinese numerals.
///
/// ```
/// use gongkai::grammar::number::numeral;
/// let (rest, read) = numeral("1,096,625.50万元").unwrap();
/// assert_eq!((read.value.to_string().as_str(), rest), ("1096625.50", "万元"));
/// let (rest, read) = numeral("三十二人").unwrap();
/// assert_eq!((read.value.to_string().as_str(), rest), ("32", "人"));
/// ```
pub fn numeral(input: &str) -> Parsed<'_, Numeral> {
    alt((digits, han)).parse(input)
}

/// `756.8`, `0.00`, `9,746.50`. A separator counts only before a group of three.
pub fn digits(input: &str) -> Parsed<'_, Numeral> {
    let group = preceded(
        char(','),
        terminated(exactly_three_digits, nom::combinator::not(digit)),
    );
    let whole = alt((
        recognize((take_while_m_n(1, 3, is_digit), many1_count(group))),
        recognize(digit1),
    ));
    let (rest, printed) = recognize((whole, opt((char('.'), digit1)))).parse(input)?;
    // `2020.12.31` and `V1.2.3` are no numbers.
    if rest.starts_with('.') && rest[1..].starts_with(is_digit) {
        return Err(nom::Err::Error(()));
    }
    // More digits than a decimal holds (28) are no amount of anything.
    let plain = if printed.contains(',') {
        printed.replace(',', "")
    } else {
        printed.to_owned()
    };
    let value: Decimal = plain.parse().map_err(|_| nom::Err::Error(()))?;
    Ok((
        rest,
        Numeral {
            value,
            decimals: value.scale(),
            han: false,
        },
    ))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn digit(input: &str) -> Parsed<'_, char> {
    nom::character::complete::satisfy(is_digit).parse(input)
}

fn exactly_three_digits(input: &str) -> Parsed<'_, &str> {
    take_while_m_n(3, 3, is_digit).parse(input)
}

/// Chinese numerals below a trailing 万 or 亿, which is a scale word of the unit: `三十二`,
/// `壹佰`, `一千零五`, `十`. A row of bare digits (`二〇二〇`) is a year, not a quantity.
pub fn han(input: &str) -> Parsed<'_, Numeral> {
    let (rest, printed) = take_while1(is_han_numeral).parse(input)?;
    // 万 and 亿 at the end belong to the unit, unless nothing or another of them stands before.
    let body = printed.trim_end_matches(['万', '亿']);
    let (rest, printed) = match body {
        "" => (rest, printed),
        _ if body.contains(['万', '亿']) => (rest, printed),
        _ => (&input[body.len()..], body),
    };
    let value = han_value(printed).ok_or(nom::Err::Error(()))?;
    Ok((
        rest,
        Numeral {
            value: Decimal::from(value),
            decimals: 0,
            han: true,
        },
    ))
}

/// Whether a character may stand in a Chinese numeral.
pub fn is_han_numeral(c: char) -> bool {
    han_digit(c).is_some() || han_power(c).is_some()
}

fn han_digit(c: char) -> Option<u64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn han_power(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// The value of a Chinese numeral; `None` where it is none: `二〇二〇`, `三四`, `百千`.
fn han_value(printed: &str) -> Option<u64> {
    let (mut total, mut section, mut pending) = (0u64, 0u64, None);
    let (mut last_power, mut last_scale) = (u64::MAX, u64::MAX);
    for c in printed.chars() {
        if let Some(digit) = han_digit(c) {
            match pending {
                // 零 only fills a place: 一千零五.
                None | Some(0) => pending = Some(digit),
                Some(_) => return None,
            }
            continue;
        }
        let power = han_power(c)?;
        if power >= 10_000 {
            section += pending.take().unwrap_or(0);
            let counted = if section == 0 && total == 0 {
                1
            } else {
                section
            };
            total = if power < last_scale {
                total.checked_add(counted.checked_mul(power)?)?
            } else {
                (total + counted).checked_mul(power)?
            };
            (section, last_power, last_scale) = (0, u64::MAX, power);
        } else {
            if power >= last_power {
                return None;
            }
            // 十 without a digit is ten; 百 without one is only said as 上百, 近百.
            section += pending.take().unwrap_or(1) * power;
            last_power = power;
        }
    }
    Some(total + section + pending.unwrap_or(0))
}

/// A scale word: what the number before it is multiplied by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// The factor, a power of ten.
    pub factor: Decimal,
    /// Length of the word in bytes; 0 where there is none.
    pub length: usize,
}

/// Reads 十 百 千 万 亿 and their compounds (百万, 千万, 万亿) after digits; always succeeds.
pub fn scale(input: &str) -> (&str, Scale) {
    let mut factor = Decimal::ONE;
    let mut length = 0;
    for c in input.chars() {
        match (c, han_power(c)) {
            ('百' | '千' | '万' | '亿' | '佰' | '仟', Some(power)) => {
                // A power follows a smaller one only as 百万, 千亿, 万亿.
                if length > 0 && power < 10_000 {
                    break;
                }
                match factor.checked_mul(Decimal::from(power)) {
                    Some(product) if product <= Decimal::from(1_000_000_000_000u64) => {
                        factor = product
                    }
                    _ => break,
                }
                length += c.len_utf8();
            }
            _ => break,
        }
    }
    (&input[length..], Scale { factor, length })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(input: &str) -> Option<(String, &str)> {
        numeral(input)
            .ok()
            .map(|(rest, numeral)| (numeral.value.to_string(), rest))
    }

    #[test]
    fn reads_digits() {
        for (input, value, rest) in [
            ("756.8万元", "756.8", "万元"),
            ("9,746.50元", "9746.50", "元"),
            ("1,096,625万元", "1096625", "万元"),
            ("12,34人", "12", ",34人"),
            ("1,2345", "1", ",2345"),
            ("0.00", "0.00", ""),
            ("100.", "100", "."),
            ("3、4", "3", "、4"),
        ] {
            assert_eq!(read(input), Some((value.to_owned(), rest)), "{input}");
        }
    }

    #[test]
    fn reads_chinese_numerals() {
        for (input, value, rest) in [
            ("三十二人", "32", "人"),
            ("十一个", "11", "个"),
            ("一百零五名", "105", "名"),
            ("两千三百户", "2300", "户"),
            ("壹佰万元", "100", "万元"),
            ("三千万元", "3000", "万元"),
            ("一亿二千万元", "120000000", "元"),
            ("二十万亿元", "20", "万亿元"),
            ("万余条", "10000", "余条"),
            ("百余家", "100", "余家"),
        ] {
            assert_eq!(read(input), Some((value.to_owned(), rest)), "{input}");
        }
    }

    #[test]
    fn what_is_no_numeral() {
        for input in ["二〇二〇年", "2020.12.31", "元", "", "三四", "百千"] {
            assert_eq!(read(input), None, "{input}");
        }
    }

    #[test]
    fn reads_scales() {
        for (input, factor, rest) in [
            ("万元", 10_000u64, "元"),
            ("百万元", 1_000_000, "元"),
            ("千元", 1_000, "元"),
            ("亿元", 100_000_000, "元"),
            ("万亿元", 1_000_000_000_000, "元"),
            ("万余元", 10_000, "余元"),
            ("人", 1, "人"),
            ("亿亿", 100_000_000, "亿"),
        ] {
            let (left, scale) = scale(input);
            assert_eq!(
                (scale.factor, left),
                (Decimal::from(factor), rest),
                "{input}"
            );
        }
    }
}
