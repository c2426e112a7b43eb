//! The value of an indicator: `≥98%`, `7个工作日内`, `300元/人、天`, `对全县313个单位…`.
//!
//! A cell has a value if it says exactly one quantity. Dates, ordinals and document numbers are
//! none; a cell that says two quantities has no one value, and a cell that says none is judged in
//! words (`有所提升`).

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use crate::fold::Folded;
use crate::grammar::scan::scan;
use crate::lexicon::numbers::vocabulary;
use crate::lexicon::performance::{Place, comparing, measure_word};
use crate::record::Comparator;

/// A quantity that a cell states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// How the true number stands to it.
    pub comparator: Option<Comparator>,
    /// The number; a count is multiplied out, money and rates are as written.
    pub number: Decimal,
    /// The unit as written, less what was multiplied out.
    pub unit: Option<String>,
}

/// Numbers that say when, or which, not how much.
static NOT_QUANTITIES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // The pattern is a constant, so that it compiles is proven by the tests below.
    Regex::new(concat!(
        r"(?:19|20)[0-9]{2}(?:[-—~至到](?:19|20)?[0-9]{2})?年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}[日号])?(?:[0-9]{1,2}[时点])?",
        r"|(?:19|20)[0-9]{2}[-./](?:0?[1-9]|1[0-2])(?:[-./][0-9]{1,2})?",
        r"|[0-9]{1,2}月(?:[0-9]{1,2}[日号]|份|底|末|初|前|中|至|-)",
        r"|每[月周季年][0-9]{1,2}[日号]",
        r"|[0-9]{1,2}[日号](?:之?前|至|-)",
        r"|第[0-9]+",
        r"|[\[〔(][0-9]{4}[\]〕)]",
        r"|[0-9]+号",
        r"|[A-Za-z]+[0-9]+(?:\.[0-9]+)?",
    ))
    .ok()
});

/// Reads the quantity that a cell states, if it states exactly one.
pub fn parse(cell: &str) -> Option<Value> {
    let folded = Folded::fold(cell);
    let bare = unbracketed(&folded).and_then(|bare| read(&bare));
    bare.filter(|value| value.unit.is_some())
        .or_else(|| read(&folded))
}

/// A number whose unit stands in brackets behind it, without the brackets: `≥12（万人次）`.
fn unbracketed(folded: &str) -> Option<String> {
    let (number, unit) = folded.strip_suffix(')')?.rsplit_once('(')?;
    let number = number.trim_end();
    let short = !unit.is_empty() && unit.chars().count() <= LONGEST_UNIT;
    (short && number.ends_with(|c: char| c.is_ascii_digit())).then(|| format!("{number}{unit}"))
}

/// A unit in brackets has at most so many characters.
const LONGEST_UNIT: usize = 8;

fn read(folded: &str) -> Option<Value> {
    if let Some(value) = whole(folded) {
        return Some(value);
    }
    let masked = masked(folded);
    let mut found: Option<(usize, usize, Value)> = None;
    let mut at = 0;
    while let Some(start) = next_digit(&masked, at) {
        let (number, end) = number(&masked, start)?;
        if found.is_some() {
            return None;
        }
        let (unit, end) = unit(&masked, number, start, end)?;
        found = Some((start, end, unit));
        at = end;
    }
    match found {
        Some((start, end, value)) => Some(compared(&masked, start, end, value)),
        None => chinese(&masked),
    }
}

/// The quantity of a cell that says nothing else.
fn whole(folded: &str) -> Option<Value> {
    let found = scan(vocabulary(), folded, &|_| false);
    let [one] = found.as_slice() else {
        return None;
    };
    let behind = folded[one.range.end..].trim_start_matches(['。', ';', ',']);
    if one.range.start > 0 || !behind.is_empty() || one.unit_assumed {
        return None;
    }
    let quantity = &one.quantity;
    // An indicator's unit is given as printed: 7个工作日.
    let unit = match quantity.unit.as_deref() {
        Some("工作日") if folded.contains("个工作日") => Some("个工作日".to_owned()),
        unit => unit.map(str::to_owned),
    };
    Some(Value {
        comparator: quantity.comparator,
        number: quantity.value,
        unit,
    })
}

/// The folded text with dates, ordinals and document numbers blanked out, byte for byte.
fn masked(folded: &str) -> String {
    let Some(pattern) = NOT_QUANTITIES.as_ref() else {
        return folded.to_owned();
    };
    let mut masked = String::with_capacity(folded.len());
    let mut last = 0;
    for found in pattern.find_iter(folded) {
        let inner =
            folded[..found.start()].ends_with(|c: char| c.is_ascii_digit() || ".,".contains(c));
        let goes_on = found.as_str().ends_with(|c: char| c.is_ascii_digit())
            && folded[found.end()..]
                .starts_with(|c: char| c.is_ascii_digit() || "%万亿元".contains(c));
        if inner || goes_on {
            continue;
        }
        masked.push_str(&folded[last..found.start()]);
        masked.extend(std::iter::repeat_n('\u{1}', found.len()));
        last = found.end();
    }
    masked.push_str(&folded[last..]);
    masked
}

fn next_digit(masked: &str, from: usize) -> Option<usize> {
    masked[from..]
        .find(|c: char| c.is_ascii_digit())
        .map(|at| from + at)
}

/// The number at `start`, with thousands separators, and where it ends. `None` where digits and
/// points make no number (`1.2.3`).
fn number(masked: &str, start: usize) -> Option<(Decimal, usize)> {
    let bytes = masked.as_bytes();
    let digits = |from: usize| {
        from + bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let mut end = digits(start);
    let mut plain = masked[start..end].to_owned();
    while bytes.get(end) == Some(&b',') && digits(end + 1) == end + 4 && plain.len() <= 12 {
        plain.push_str(&masked[end + 1..end + 4]);
        end += 4;
    }
    if bytes.get(end) == Some(&b'.') && digits(end + 1) > end + 1 {
        let stop = digits(end + 1);
        plain.push_str(&masked[end..stop]);
        end = stop;
    }
    let again = bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    let negative = masked[..start].ends_with('-')
        && masked[..start - 1]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric() && c != '%');
    let number: Decimal = plain.parse().ok()?;
    (!again).then_some((if negative { -number } else { number }, end))
}

/// The unit after a number that ends at `end`: percent, money, or a measure word, with what it is
/// counted by (`元/人、天`). A number that stands alone needs none; any other number without a
/// unit makes the cell's meaning doubtful.
fn unit(masked: &str, number: Decimal, start: usize, end: usize) -> Option<(Value, usize)> {
    let value = |number, unit: &str, comparator| Value {
        comparator,
        number,
        unit: (!unit.is_empty()).then(|| unit.to_owned()),
    };
    let (about, begin) = match comparing(Place::Inside, &masked[end..]) {
        Some((sign, length)) => (sign, end + length),
        None => (None, end),
    };
    let rest = &masked[begin..];
    let scale = ["万亿", "千万", "百万", "亿", "万", "千", "百"]
        .into_iter()
        .find(|scale| rest.starts_with(scale))
        .unwrap_or("");
    let scaled = &rest[scale.len()..];
    let (about, scaled) = match comparing(Place::Inside, scaled) {
        Some((sign, length)) if !scale.is_empty() => (sign, &scaled[length..]),
        _ => (about, scaled),
    };
    let skipped = rest.len() - scaled.len();
    if let Some(sign) = scaled.chars().next().filter(|c| "%‰".contains(*c)) {
        let stop = begin + skipped + sign.len_utf8();
        return scale
            .is_empty()
            .then(|| (value(number, &masked[begin..stop], about), stop));
    }
    if scaled.starts_with('元') {
        let stop = per(masked, begin + skipped + '元'.len_utf8());
        let unit = format!("{scale}{}", &masked[begin + skipped..stop]);
        return Some((value(number, &unit, about), stop));
    }
    if let Some(word) = measure_word(scaled) {
        let stop = per(masked, begin + skipped + word.len());
        let unit = &masked[begin + skipped..stop];
        return Some((
            value(number.checked_mul(multiple(scale)?)?, unit, about),
            stop,
        ));
    }
    if !scale.is_empty() && !scaled.starts_with(|c: char| c.is_alphabetic()) {
        return Some((value(number, scale, about), begin + scale.len()));
    }
    alone(masked, start, end).map(|(unit, stop)| (value(number, &unit, None), stop))
}

fn multiple(scale: &str) -> Option<Decimal> {
    Some(Decimal::from(match scale {
        "" => 1u64,
        "百" => 100,
        "千" => 1_000,
        "万" => 10_000,
        "百万" => 1_000_000,
        "千万" => 10_000_000,
        "亿" => 100_000_000,
        "万亿" => 1_000_000_000_000,
        _ => return None,
    }))
}

/// The end of `/人、天` after a unit that ends at `end`.
fn per(masked: &str, mut end: usize) -> usize {
    while let Some(sign) = masked[end..]
        .chars()
        .next()
        .filter(|c| *c == '/' || (*c == '、' && masked[..end].contains('/')))
    {
        let begin = end + sign.len_utf8();
        match measure_word(&masked[begin..]) {
            Some(word) => end = begin + word.len(),
            None => break,
        }
    }
    end
}

/// A number that is all the cell says, but for a comparing word before it and a short unknown
/// measure word after it.
fn alone(masked: &str, start: usize, end: usize) -> Option<(String, usize)> {
    let before = masked[..start].trim_end_matches('-');
    let before = match comparing(Place::Before, before) {
        Some((_, length)) => &before[..before.len() - length],
        None => before,
    };
    let after = &masked[end..];
    let stop = (0..=after.len())
        .find(|at| after.is_char_boundary(*at) && comparing(Place::After, &after[*at..]).is_some())
        .unwrap_or(after.len());
    let unit = &after[..stop];
    let short = unit.chars().count() <= 3
        && unit
            .chars()
            .all(|c| c.is_alphabetic() && !c.is_ascii_digit());
    (before.is_empty() && short).then(|| (unit.to_owned(), end + stop))
}

/// Adds the comparing words around the quantity in `start..end`.
fn compared(masked: &str, start: usize, end: usize, mut value: Value) -> Value {
    let before = &masked[..start];
    let before = before.strip_suffix('-').unwrap_or(before);
    let sign = comparing(Place::Before, before)
        .and_then(|(sign, _)| sign)
        .or_else(|| comparing(Place::After, &masked[end..]).and_then(|(sign, _)| sign));
    value.comparator = sign.or(value.comparator);
    value
}

/// `两个主账户`: a Chinese numeral with which the cell begins, before a measure word. A lone 一 is
/// a numeral only if the cell says nothing else (`一次`, but not `一次性`).
fn chinese(masked: &str) -> Option<Value> {
    let (_, skip) = leading_comparator(masked);
    let digits: String = masked[skip..]
        .chars()
        .take_while(|c| "一二两三四五六七八九十百".contains(*c))
        .collect();
    let number = numeral(&digits)?;
    let end = skip + digits.len();
    let word = measure_word(&masked[end..])?;
    let stop = per(masked, end + word.len());
    let whole = comparing(Place::After, &masked[stop..]).map_or(stop, |(_, length)| stop + length)
        == masked.len();
    if digits == "一" && !whole {
        return None;
    }
    let value = Value {
        comparator: None,
        number: Decimal::from(number),
        unit: Some(masked[end..stop].to_owned()),
    };
    Some(compared(masked, skip, stop, value))
}

/// The comparing word with which a cell begins.
fn leading_comparator(masked: &str) -> (Option<Comparator>, usize) {
    let first = masked
        .char_indices()
        .take(8)
        .map(|(at, c)| at + c.len_utf8())
        .filter_map(|end| comparing(Place::Before, &masked[..end]).map(|found| (found, end)))
        .filter(|((_, length), end)| length == end)
        .max_by_key(|(_, end)| *end);
    match first {
        Some(((sign, _), end)) => (sign, end),
        None => (None, 0),
    }
}

/// A Chinese numeral below a thousand.
fn numeral(digits: &str) -> Option<u32> {
    let mut total = 0u32;
    let mut last: Option<u32> = None;
    for c in digits.chars() {
        match c {
            '十' => total += 10 * last.take().unwrap_or(1),
            '百' => total += 100 * last.take()?,
            _ if last.is_some() => return None,
            _ => {
                let at = "一二三四五六七八九".chars().position(|d| d == c);
                last = Some(at.map_or(2, |at| at as u32 + 1));
            }
        }
    }
    let number = total + last.unwrap_or(0);
    (number > 0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(cell: &str) -> Option<String> {
        parse(cell).map(|value| {
            let sign = value.comparator.map_or("", Comparator::sign);
            let unit = value.unit.unwrap_or_default();
            format!("{sign}{} {unit}", value.number.normalize())
        })
    }

    #[test]
    fn reads_one_quantity() {
        for (cell, value) in [
            ("≥98%", ">=98 %"),
            ("≥13459.00(平方米)", ">=13459 平方米"),
            ("=100.00(%)", "100 %"),
            ("百分之九十五点五", "95.5 %"),
            ("八成以上", ">=80 %"),
            ("十二点五万元", "12.5 万元"),
            ("》90%", ">=90 %"),
            ("＞90％", ">90 %"),
            ("120人", "120 人"),
            ("≥12（万人次）", ">=120000 人次"),
            ("100（%）", "100 %"),
            ("≤9.5(万元)", "<=9.5 万元"),
            ("46.3万人", "463000 人"),
            ("≥107 万 名", ">=1070000 名"),
            ("4.11万元", "4.11 万元"),
            ("14亿元", "14 亿元"),
            ("300元/人、天", "300 元/人、天"),
            ("5万元/月", "5 万元/月"),
            ("20元/人/个", "20 元/人/个"),
            ("7个工作日内", "<=7 个工作日"),
            ("不低于95%", ">=95 %"),
            ("大于等于98%", ">=98 %"),
            ("大于30件", ">30 件"),
            ("≥95%以上", ">=95 %"),
            ("应收尽收,98%以上", ">=98 %"),
            ("按期率达98%以上。", ">=98 %"),
            ("约14万元/月", "~14 万元/月"),
            ("100余场次", "~100 场次"),
            ("对全市52个单位开展检查", "52 个"),
            ("100%完成", "100 %"),
            ("1个，负责收款", "1 个"),
            ("两个账户，用于结算", "2 个"),
            ("≥三次", ">=3 次"),
            ("一次", "1 次"),
            ("≥36", ">=36 "),
            ("36", "36 "),
            ("1,200.50元", "1200.5 元"),
            ("2020年12月底前完成3次", "3 次"),
            ("3年", "3 年"),
            ("≤2小时", "<=2 小时"),
            ("15日内办结", "<=15 日"),
            ("12个月", "12 个月"),
            ("控制在5%以内", "<=5 %"),
            ("=100%", "100 %"),
            ("6万", "6 万"),
            ("2剂次", "2 剂次"),
            ("-5%", "-5 %"),
            ("2021.6万元", "2021.6 万元"),
            ("251900.00元", "251900 元"),
        ] {
            assert_eq!(shown(cell).as_deref(), Some(value), "{cell}");
        }
    }

    #[test]
    fn dates_words_and_two_quantities_have_no_value() {
        for cell in [
            "2020年12月31日前",
            "2020 年 12 月 31 日前",
            "2020年底",
            "2021年整年",
            "2021.12.31",
            "2020-12-31",
            "12月底",
            "每月20日前",
            "有所提升",
            "进一步提高",
            "一次性完成",
            "一定程度改善",
            "第3季度",
            "90%-95%",
            "账户1个，子账号超过400个",
            "1900元/月*12个月",
            "7人工资20000/月/人",
            "25人,另有7人",
            "————",
            "",
            "政发〔2018〕54号",
            "1.2.3",
            "2021.6",
        ] {
            assert_eq!(shown(cell), None, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn no_cell_panics(cell in "[0-9.,%≥》<=~约超过以上内万亿元人个/、年月日第一二十两 a-z〔〕-]{0,24}") {
            let _ = parse(&cell);
        }

        #[test]
        fn no_text_panics(cell in "(?s).{0,60}") {
            let _ = parse(&cell);
        }

        #[test]
        fn a_written_value_is_read_back(whole in 0u32..1_000_000, cents in 0u32..100) {
            let written = format!("{whole}.{cents:02}");
            let value = parse(&format!("≥{written}万元"));
            prop_assert_eq!(value, Some(Value {
                comparator: Some(Comparator::AtLeast),
                number: written.parse().unwrap(),
                unit: Some("万元".to_owned()),
            }));
        }
    }
}
