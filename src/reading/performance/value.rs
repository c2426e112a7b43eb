//! The value of an indicator: `≥98%`, `7个工作日内`, `300元/人、天`, `对全县313个单位…`.
//!
//! A cell has a value if it says exactly one quantity. Dates, ordinals and document numbers are
//! none; a cell that says two quantities has no one value, and a cell that says none is judged in
//! words (`有所提升`). Numbers are read as everywhere else; a cell alone may say a number with a
//! measure word that no list has (`≥36`, `3年`).

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use crate::fold::Folded;
use crate::grammar::scan::{Found, scan};
use crate::grammar::{comparator, number, quantity};
use crate::lexicon::numbers::vocabulary;
use crate::lexicon::performance::{Place, comparing};
use crate::record::{Comparator, Quantity};
use crate::text::Cut;

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
    let masked = masked(folded);
    match scan(vocabulary(), &masked, &|_| false).as_slice() {
        [] => alone(&masked).or_else(|| single(&masked)),
        [one] if one.unit_assumed => alone(&masked),
        [one] => {
            let end = one.range.end + one.quantity.bracket;
            let (before, behind) = (masked.before(one.range.start), masked.behind(end));
            // A second number, whatever it counts, leaves it open which the indicator means.
            let other = [before, behind]
                .iter()
                .any(|text| text.contains(|c: char| c.is_ascii_digit()));
            (!other).then(|| value(&masked, one))
        }
        _ => None,
    }
}

/// The value of a quantity, with the comparing words that stand around it in cells alone.
fn value(masked: &str, one: &Found) -> Value {
    let quantity = &one.quantity;
    let around = compared(masked.before(one.range.start), masked.behind(one.range.end));
    // A target's measure word is given as printed: 7个工作日.
    let pieces = one.measure.as_ref().is_some_and(|measure| {
        quantity.kind == Quantity::Count && masked.before(measure.start).ends_with('个')
    });
    let unit = quantity.unit.as_deref().map(|unit| match pieces {
        true => format!("个{unit}"),
        false => unit.to_owned(),
    });
    Value {
        comparator: quantity.comparator.or(around),
        number: quantity.value,
        unit,
    }
}

/// What the words of targets before or behind a quantity say: 控制在5%以内, 达到95%.
fn compared(before: &str, behind: &str) -> Option<Comparator> {
    let said = comparing(Place::Before, before).or_else(|| comparing(Place::After, behind));
    said.and_then(|(sign, _)| sign)
}

/// The folded text with dates, ordinals and document numbers blanked out, byte for byte.
fn masked(folded: &str) -> String {
    let Some(pattern) = NOT_QUANTITIES.as_ref() else {
        return folded.to_owned();
    };
    let mut masked = String::with_capacity(folded.len());
    let mut last = 0;
    for found in pattern.find_iter(folded) {
        let (before, behind) = (folded.before(found.start()), folded.behind(found.end()));
        let inner = before.ends_with(|c: char| c.is_ascii_digit() || ".,".contains(c));
        let goes_on = found.as_str().ends_with(|c: char| c.is_ascii_digit())
            && behind.starts_with(|c: char| c.is_ascii_digit() || "%万亿元".contains(c));
        if inner || goes_on {
            continue;
        }
        masked.push_str(folded.within(last..found.start()));
        masked.extend(std::iter::repeat_n('\u{1}', found.len()));
        last = found.end();
    }
    masked.push_str(folded.behind(last));
    masked
}

/// A number that is all the cell says, but for comparing words around it and a short measure word
/// that no list has.
fn alone(masked: &str) -> Option<Value> {
    let start = masked.find(|c: char| c.is_ascii_digit())?;
    let (behind, numeral) = number::plain(masked.behind(start))?;
    let before = masked.before(start);
    let (before, negative) = match before.strip_suffix('-') {
        Some(before) => (before, true),
        None => (before, false),
    };
    let words = vocabulary();
    let (sign, length) = comparator::before(words, before)
        .or_else(|| comparing(Place::Before, before))
        .unwrap_or((None, 0));
    let after = |text: &str| {
        let general = comparator::after(words, text).map(|after| Some(after.comparator));
        general.or_else(|| comparing(Place::After, text).map(|(sign, _)| sign))
    };
    let mut ends = behind.char_indices().map(|(at, _)| at);
    let (stop, said) = ends
        .find_map(|at| Some((at, after(behind.behind(at))?)))
        .unwrap_or((behind.len(), None));
    let unit = behind.before(stop);
    let short = unit.chars().count() <= LONGEST_UNKNOWN
        && unit
            .chars()
            .all(|c| c.is_alphabetic() && !c.is_ascii_digit());
    let more = behind.behind(stop).contains(|c: char| c.is_ascii_digit());
    (before.len() == length && short && !more).then(|| Value {
        comparator: sign.or(said),
        number: if negative {
            -numeral.value
        } else {
            numeral.value
        },
        unit: (!unit.is_empty()).then(|| unit.to_owned()),
    })
}

/// `一次`: in running text a turn of phrase, in a cell a count.
fn single(masked: &str) -> Option<Value> {
    let quantity = quantity::quantity(vocabulary(), masked)?;
    (quantity.han && quantity.length == masked.len()).then_some(Value {
        comparator: quantity.comparator,
        number: quantity.value,
        unit: quantity.unit,
    })
}

/// A measure word that no list has is at most so many characters long.
const LONGEST_UNKNOWN: usize = 3;

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
