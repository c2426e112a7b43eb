//! Chinese numerals: `三十二`, `壹佰`, `十二点五`, `八万五`, `一亿三千万`.

use rust_decimal::Decimal;

use super::number::Numeral;
use crate::text::{Cut, split_while, tails};

/// Reads the Chinese numeral with which `input` begins, with its length in bytes. A trailing 万 or
/// 亿 is a scale word of the unit, unless another of them stands before: `三千|万元`, but
/// `一亿三千万|元`. A row of bare digits (`二〇二〇`) is a year or a code, two in a row (`三四十`) are
/// an estimate: neither is a numeral.
pub fn numeral(input: &str) -> Option<(&str, Numeral)> {
    let (printed, _) = split(input);
    let (whole, fraction) = match printed.split_once('点') {
        Some((whole, fraction)) => (whole, fraction),
        None => (printed, ""),
    };
    if fraction.is_empty() {
        let body = whole.trim_end_matches(['万', '亿']);
        let read = match body {
            "" => whole,
            _ if body.contains(['万', '亿']) => whole,
            _ => body,
        };
        let numeral = Numeral {
            value: Decimal::from(value(read)?),
            decimals: 0,
            han: true,
            grouped: false,
        };
        return Some((input.behind(read.len()), numeral));
    }
    // What follows the decimals is a scale word.
    let (fraction, _) = split_while(fraction, |c| digit(c).is_some());
    if !ends_in_ones(whole) || fraction.chars().count() > LONGEST_FRACTION {
        return None;
    }
    let mut mantissa = i64::try_from(value(whole)?).ok()?;
    let mut decimals = 0;
    for digit in fraction.chars().filter_map(digit) {
        mantissa = mantissa
            .checked_mul(10)?
            .checked_add(i64::try_from(digit).ok()?)?;
        decimals += 1;
    }
    let numeral = Numeral {
        value: Decimal::new(mantissa, decimals),
        decimals,
        han: true,
        grouped: false,
    };
    let length = whole.len() + '点'.len_utf8() + fraction.len();
    Some((input.behind(length), numeral))
}

/// Whether a point may follow: 十万零五十六点三, but neither 一万点五 nor 八万五点五.
fn ends_in_ones(whole: &str) -> bool {
    let mut chars = whole.chars().rev();
    match (chars.next(), chars.next()) {
        (Some('万' | '亿'), _) => false,
        (Some(last), Some(before)) if digit(last).is_some() => {
            matches!(before, '十' | '拾' | '零' | '〇')
        }
        _ => true,
    }
}

/// More digits than this after the point are none of money, percent or count.
const LONGEST_FRACTION: usize = 10;
/// More characters than this are no numeral.
const LONGEST: usize = 48;

/// The Chinese numeral characters that `input` begins with, a 点 between digits included, as far as a numeral
/// may reach, and the rest.
pub fn split(input: &str) -> (&str, &str) {
    let mut end = 0;
    let mut pointed = false;
    for (c, tail) in tails(input).take(LONGEST) {
        let next = || tail.chars().nth(1).and_then(digit);
        let point = c == '点' && end > 0 && !pointed && next().is_some();
        if !point && !is_numeral(c) {
            break;
        }
        pointed |= point;
        end += c.len_utf8();
    }
    input.split_at(end)
}

/// Whether a character may stand in a Chinese numeral.
pub fn is_numeral(c: char) -> bool {
    digit(c).is_some() || power(c).is_some()
}

/// The value of a digit.
pub(super) fn digit(c: char) -> Option<u64> {
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

/// The value of 十, 百, 千, 万, 亿.
pub(super) fn power(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => return None,
    })
}

/// The sum that a numeral is while it is read.
#[derive(Default)]
struct Sum {
    /// What 亿 and 万 have closed.
    total: u64,
    /// What stands since the last of them.
    section: u64,
    /// A digit that waits for its power.
    pending: Option<u64>,
    /// The last power, to be followed by smaller ones only.
    last: Option<u64>,
    /// The last 万 or 亿.
    great: Option<u64>,
    /// Whether a 零 stands before the pending digit.
    filled: bool,
}

/// The value of a Chinese numeral; `None` where it is none: `二〇二〇`, `三四`, `百千`.
fn value(printed: &str) -> Option<u64> {
    // 一兆零三百 is more than 零三百.
    if printed.starts_with(['零', '〇']) && printed.chars().nth(1).is_some() {
        return None;
    }
    let mut sum = Sum::default();
    for c in printed.chars() {
        match (digit(c), power(c)) {
            (Some(0), _) => sum.fill()?,
            (Some(digit), _) => {
                if sum.pending.replace(digit).is_some() {
                    return None;
                }
            }
            (None, Some(power)) if power < 10_000 => sum.small(power)?,
            (None, Some(power)) => sum.great(power)?,
            (None, None) => return None,
        }
    }
    sum.close()
}

impl Sum {
    fn is_new(&self) -> bool {
        self.total == 0 && self.section == 0 && self.last.is_none()
    }

    /// 零 fills a place: 一千零五; alone it is nought.
    fn fill(&mut self) -> Option<()> {
        if self.pending.is_some() || self.filled {
            return None;
        }
        self.filled = true;
        Some(())
    }

    fn small(&mut self, power: u64) -> Option<()> {
        let in_order = self.last.is_none_or(|last| last >= 10_000 || power < last);
        // 十 without a digit is ten; 百 and 千 without one only begin: 百余家.
        let digit = match self.pending.take() {
            Some(digit) => digit,
            None if power == 10 || self.is_new() => 1,
            None => return None,
        };
        if !in_order {
            return None;
        }
        self.section += digit * power;
        self.last = Some(power);
        self.filled = false;
        Some(())
    }

    fn great(&mut self, power: u64) -> Option<()> {
        let said = self.section + self.pending.take().unwrap_or(0);
        match self.great {
            // 万亿
            Some(great) if power > great => {
                self.total = self.total.checked_add(said)?.checked_mul(power)?;
            }
            Some(great) if power == great => return None,
            _ => {
                let said = if said == 0 && self.is_new() { 1 } else { said };
                if said == 0 {
                    return None;
                }
                self.total = self.total.checked_add(said.checked_mul(power)?)?;
            }
        }
        (self.section, self.filled) = (0, false);
        (self.last, self.great) = (Some(power), Some(power));
        Some(())
    }

    fn close(self) -> Option<u64> {
        let Some(digit) = self.pending else {
            // 零 alone is nought; nothing is no numeral.
            let said = !self.is_new() || self.filled;
            return said.then_some(self.total + self.section);
        };
        let unit = match self.last {
            // 八万五 is 85,000; 八万零五 is 80,005; 二十五 is 25.
            Some(last) if !self.filled && last > 10 => last / 10,
            _ => 1,
        };
        (self.total + self.section).checked_add(digit * unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_chinese_numerals() {
        for (input, value, rest) in [
            ("三十二人", "32", "人"),
            ("十一个", "11", "个"),
            ("一百零五名", "105", "名"),
            ("一百一十五名", "115", "名"),
            ("两千三百户", "2300", "户"),
            ("壹佰万元", "100", "万元"),
            ("三千万元", "3000", "万元"),
            ("一亿二千万元", "120000000", "元"),
            ("一亿三", "130000000", ""),
            ("一亿零五百元", "100000500", "元"),
            ("二十万亿元", "20", "万亿元"),
            ("壹拾贰万叁仟肆佰元整", "123400", "元整"),
            ("八万五", "85000", ""),
            ("三百五", "350", ""),
            ("三千二百五", "3250", ""),
            ("八万零五", "80005", ""),
            ("十二点五万元", "12.5", "万元"),
            ("零点零五", "0.05", ""),
            ("拾万零五十六点叁叁", "100056.33", ""),
            ("二百点五", "200.5", ""),
            ("二点五亿元", "2.5", "亿元"),
            ("九十五点五", "95.5", ""),
            ("三点建议", "3", "点建议"),
            ("零", "0", ""),
            ("万余条", "10000", "余条"),
            ("百余家", "100", "余家"),
        ] {
            let (left, read) = numeral(input).unwrap_or_else(|| panic!("{input} is a numeral"));
            assert_eq!(
                (read.value.to_string().as_str(), left),
                (value, rest),
                "{input}"
            );
        }
    }

    #[test]
    fn what_is_no_numeral() {
        for input in [
            "二〇二〇年",
            "元",
            "",
            "三四",
            "三四十",
            "百千",
            "一百二百",
            "零零",
            "零三百",
            "一万点五",
            "八万五点五",
            "万万",
        ] {
            assert_eq!(numeral(input), None, "{input}");
        }
    }
}
