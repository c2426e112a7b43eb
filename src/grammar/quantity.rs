//! Quantities: a numeral with its scale word, approximator and unit. Money, percentages, counts.

use rust_decimal::Decimal;

use super::comparator;
use super::number::{self, Numeral, Scale};
use crate::lexicon::measure_words::{self, Use};
use crate::record::{Comparator, Quantity as Kind};

/// A number with its unit, as read from the place where its numeral begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// Money, percent or count.
    pub kind: Kind,
    /// The number as written; a count is multiplied out.
    pub value: Decimal,
    /// Digits printed after the point.
    pub decimals: u32,
    /// The unit as written; `None` where it is lost.
    pub unit: Option<String>,
    /// The money in yuan; `None` for other money.
    pub yuan: Option<Decimal>,
    /// What an approximator inside or a word behind says.
    pub comparator: Option<Comparator>,
    /// Whether the unit is only a scale word (2.3万), so that the text around must tell money
    /// from count.
    pub bare: bool,
    /// Whether the numeral is Chinese.
    pub han: bool,
    /// Whether the unit is a division of the country.
    pub place: bool,
    /// Bytes read.
    pub length: usize,
}

/// The parts every quantity begins with.
struct Head {
    numeral: Numeral,
    scale: Scale,
    /// The scale word as written.
    word: String,
    about: bool,
}

/// Reads the quantity at the beginning of `input`; `None` where the number there has no unit that
/// makes it a quantity.
///
/// ```
/// use gongkai::grammar::quantity::quantity;
/// let read = quantity("859万余元,其中").unwrap();
/// assert_eq!((read.unit.as_deref(), read.length), (Some("万元"), "859万余元".len()));
/// assert_eq!(quantity("20万余份").unwrap().value.to_string(), "200000");
/// assert!(quantity("2020年").is_none());
/// ```
pub fn quantity(input: &str) -> Option<Quantity> {
    if let Some(percent) = han_percent(input) {
        return Some(percent);
    }
    let (after_numeral, numeral) = number::numeral(input).ok()?;
    let inside = comparator::inside(after_numeral);
    let (after_scale, scale) = number::scale(&after_numeral[inside..]);
    let end = input.len() - after_scale.len();
    let word = input[end - scale.length..end].to_owned();
    let second = comparator::inside(after_scale);
    let head = Head {
        numeral,
        scale,
        word,
        about: inside + second > 0,
    };
    let with_unit = |rest| {
        percent(&head, rest)
            .or_else(|| money(&head, rest))
            .or_else(|| count(&head, rest))
    };
    let (rest, mut quantity) =
        with_unit(&after_scale[second..]).or_else(|| bare(&head, after_scale))?;
    let mut length = input.len() - rest.len();
    if let Some((word, bytes)) = comparator::after(rest) {
        quantity.comparator = quantity.comparator.or(Some(word));
        length += bytes;
    }
    quantity.length = length;
    Some(quantity)
}

impl Head {
    fn quantity(&self, kind: Kind, value: Decimal, unit: Option<String>) -> Quantity {
        Quantity {
            kind,
            value,
            decimals: self.numeral.decimals,
            unit,
            yuan: None,
            comparator: self.about.then_some(Comparator::About),
            bare: false,
            han: self.numeral.han,
            place: false,
            length: 0,
        }
    }

    /// The number multiplied out.
    fn total(&self) -> Option<Decimal> {
        self.numeral.value.checked_mul(self.scale.factor)
    }
}

/// `98.64%`, `3‰`, `1.2个百分点`.
fn percent<'a>(head: &Head, rest: &'a str) -> Option<(&'a str, Quantity)> {
    if head.scale.length > 0 {
        return None;
    }
    let unit = ["%", "‰", "个百分点", "百分点"]
        .into_iter()
        .find(|unit| rest.starts_with(unit))?;
    let quantity = head.quantity(Kind::Percent, head.numeral.value, Some(unit.to_owned()));
    Some((&rest[unit.len()..], quantity))
}

/// `百分之十五`, `百分之98`.
fn han_percent(input: &str) -> Option<Quantity> {
    let rest = input.strip_prefix("百分之")?;
    let (rest, numeral) = number::numeral(rest).ok()?;
    let mut length = input.len() - rest.len();
    let mut word = None;
    if let Some((comparator, bytes)) = comparator::after(rest) {
        word = Some(comparator);
        length += bytes;
    }
    let head = Head {
        numeral,
        scale: number::scale("").1,
        word: String::new(),
        about: false,
    };
    let mut quantity = head.quantity(Kind::Percent, numeral.value, Some("%".to_owned()));
    quantity.comparator = word;
    quantity.length = length;
    Some(quantity)
}

/// Currencies whose amounts are money, but no yuan.
const FOREIGN: [&str; 8] = [
    "美元", "欧元", "港元", "日元", "英镑", "澳元", "港币", "美金",
];

/// `756.8万元`, `1.65亿元`, `300元/人、天`, `5万美元`, `1亿2000万元`.
fn money<'a>(head: &Head, rest: &'a str) -> Option<(&'a str, Quantity)> {
    if let Some(unit) = FOREIGN.into_iter().find(|unit| rest.starts_with(unit)) {
        let unit_word = format!("{}{unit}", head.word);
        let quantity = head.quantity(Kind::Money, head.numeral.value, Some(unit_word));
        return Some((&rest[unit.len()..], quantity));
    }
    if let Some(both) = compound(head, rest) {
        return Some(both);
    }
    let after = rest
        .strip_prefix('元')
        .or_else(|| rest.strip_prefix('圆'))?;
    // 三元 and 二元 stand in names; Chinese numerals say money only with a power of ten.
    if head.numeral.han && head.scale.length == 0 && head.numeral.value < Decimal::TEN {
        return None;
    }
    let after = after.strip_prefix("人民币").unwrap_or(after);
    let after = ["整", "正"]
        .into_iter()
        .find_map(|word| after.strip_prefix(word))
        .unwrap_or(after);
    let per = per_unit(after);
    let unit = format!("{}元{}", head.word, &after[..per]);
    let mut quantity = head.quantity(Kind::Money, head.numeral.value, Some(unit));
    quantity.yuan = Some(head.total()?);
    Some((&after[per..], quantity))
}

/// `1亿2000万元`: two scale words, so the amount is given in 元.
fn compound<'a>(head: &Head, rest: &'a str) -> Option<(&'a str, Quantity)> {
    if head.scale.length == 0 || !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (after, numeral) = number::digits(rest).ok()?;
    let (after, scale) = number::scale(after);
    let after = after.strip_prefix('元')?;
    let low = numeral.value.checked_mul(scale.factor)?;
    if low >= head.scale.factor {
        return None;
    }
    let value = head.total()?.checked_add(low)?;
    let mut quantity = head.quantity(Kind::Money, value, Some("元".to_owned()));
    quantity.decimals = 0;
    quantity.yuan = Some(value);
    Some((after, quantity))
}

/// The length of `/人`, `/人·天`, `/人、天` behind 元.
fn per_unit(text: &str) -> usize {
    if !text.starts_with('/') {
        return 0;
    }
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let part = at == end;
        if part && matches!(c, '/' | '、' | '·' | '.' | '*' | '每') {
            let next = &text[at + c.len_utf8()..];
            let word = PER
                .iter()
                .find(|word| next.starts_with(**word))
                .map_or(0, |word| word.len());
            if word == 0 {
                break;
            }
            end = at + c.len_utf8() + word;
        } else if part {
            break;
        }
    }
    end
}

/// What money is counted by behind a stroke.
const PER: [&str; 28] = [
    "人次",
    "人天",
    "人年",
    "人月",
    "人",
    "元次",
    "平方米",
    "天",
    "日",
    "月",
    "年",
    "次",
    "场",
    "户",
    "亩",
    "吨",
    "台",
    "辆",
    "套",
    "个",
    "份",
    "件",
    "期",
    "名",
    "家",
    "册",
    "课时",
    "学期",
];

/// `1200余人`, `0台(套)`, `3118平方米`, `四名`.
fn count<'a>(head: &Head, rest: &'a str) -> Option<(&'a str, Quantity)> {
    let (word, kind) = measure_words::at_start(rest)?;
    let rest = &rest[word.len()..];
    if kind == Use::Digits && head.numeral.han {
        return None;
    }
    let bracket = bracketed_unit(rest);
    // 个 only counts the unit behind it: 293个工作日.
    let unit = match word {
        "个工作日" => "工作日".to_owned(),
        _ => format!("{word}{}", &rest[..bracket]),
    };
    let mut quantity = head.quantity(Kind::Count, head.total()?, Some(unit));
    quantity.decimals = count_decimals(head);
    quantity.place = kind == Use::Place;
    Some((&rest[bracket..], quantity))
}

/// Digits after the point of a count once it is multiplied out: 195.31万人 has none.
fn count_decimals(head: &Head) -> u32 {
    let zeros = head.scale.factor.mantissa().checked_ilog10().unwrap_or(0);
    head.numeral.decimals.saturating_sub(zeros)
}

/// The length of a second measure word in brackets: 台(套), 场(次).
fn bracketed_unit(text: &str) -> usize {
    let Some(inner) = text.strip_prefix('(') else {
        return 0;
    };
    match measure_words::at_start(inner) {
        Some((word, _)) if inner[word.len()..].starts_with(')') => word.len() + 2,
        _ => 0,
    }
}

/// `2.3万`: a scale word stands for the unit.
fn bare<'a>(head: &Head, rest: &'a str) -> Option<(&'a str, Quantity)> {
    if head.scale.length == 0 || head.numeral.han {
        return None;
    }
    let mut quantity = head.quantity(Kind::Money, head.numeral.value, Some(head.word.clone()));
    quantity.yuan = Some(head.total()?);
    quantity.bare = true;
    Some((rest, quantity))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_way_of_saying() {
        for (input, kind, value, unit, yuan, raw) in [
            (
                "756.8万元,比",
                Kind::Money,
                "756.8",
                "万元",
                "7568000",
                "756.8万元",
            ),
            (
                "2476260.58元。",
                Kind::Money,
                "2476260.58",
                "元",
                "2476260.58",
                "2476260.58元",
            ),
            (
                "1,096,625万元",
                Kind::Money,
                "1096625",
                "万元",
                "10966250000",
                "1,096,625万元",
            ),
            (
                "1.2亿元",
                Kind::Money,
                "1.2",
                "亿元",
                "120000000",
                "1.2亿元",
            ),
            ("3千元", Kind::Money, "3", "千元", "3000", "3千元"),
            ("5百万元", Kind::Money, "5", "百万元", "5000000", "5百万元"),
            (
                "2.5万亿元",
                Kind::Money,
                "2.5",
                "万亿元",
                "2500000000000",
                "2.5万亿元",
            ),
            (
                "壹佰万元整",
                Kind::Money,
                "100",
                "万元",
                "1000000",
                "壹佰万元整",
            ),
            (
                "三千万元",
                Kind::Money,
                "3000",
                "万元",
                "30000000",
                "三千万元",
            ),
            (
                "1亿2000万元",
                Kind::Money,
                "120000000",
                "元",
                "120000000",
                "1亿2000万元",
            ),
            (
                "859万余元",
                Kind::Money,
                "859",
                "万元",
                "8590000",
                "859万余元",
            ),
            (
                "50万元以上通用设备",
                Kind::Money,
                "50",
                "万元",
                "500000",
                "50万元以上",
            ),
            (
                "300元/人、天,",
                Kind::Money,
                "300",
                "元/人、天",
                "300",
                "300元/人、天",
            ),
            ("2.3万,执行", Kind::Money, "2.3", "万", "23000", "2.3万"),
            ("98.64%;", Kind::Percent, "98.64", "%", "", "98.64%"),
            ("100%以上,", Kind::Percent, "100", "%", "", "100%以上"),
            (
                "1.2个百分点",
                Kind::Percent,
                "1.2",
                "个百分点",
                "",
                "1.2个百分点",
            ),
            ("百分之十五,", Kind::Percent, "15", "%", "", "百分之十五"),
            ("107万名", Kind::Count, "1070000", "名", "", "107万名"),
            ("195.31万人", Kind::Count, "1953100", "人", "", "195.31万人"),
            ("100余场次", Kind::Count, "100", "场次", "", "100余场次"),
            ("20万余份", Kind::Count, "200000", "份", "", "20万余份"),
            ("0台(套),", Kind::Count, "0", "台(套)", "", "0台(套)"),
            (
                "293个工作日",
                Kind::Count,
                "293",
                "工作日",
                "",
                "293个工作日",
            ),
            ("十一个社保", Kind::Count, "11", "个", "", "十一个"),
            (
                "3118平方米",
                Kind::Count,
                "3118",
                "平方米",
                "",
                "3118平方米",
            ),
        ] {
            let read = quantity(input).unwrap_or_else(|| panic!("{input} is no quantity"));
            assert_eq!(read.kind, kind, "{input}");
            assert_eq!(read.value.normalize().to_string(), value, "{input}");
            assert_eq!(read.unit.as_deref(), Some(unit), "{input}");
            let got = read
                .yuan
                .map_or(String::new(), |yuan| yuan.normalize().to_string());
            assert_eq!(got, yuan, "{input}");
            assert_eq!(&input[..read.length], raw, "{input}");
        }
    }

    #[test]
    fn what_is_no_quantity() {
        for input in [
            "2020年",
            "12月31日",
            "3",
            "12345热线",
            "2.0系统",
            "三元区",
            "205(类)",
            "号",
            "5G网络",
        ] {
            assert_eq!(quantity(input), None, "{input}");
        }
    }

    #[test]
    fn approximators_are_kept_as_comparators() {
        for input in ["100余家", "2000多次", "859万余元", "20万余份", "30万元左右"] {
            assert_eq!(
                quantity(input).unwrap().comparator,
                Some(Comparator::About),
                "{input}"
            );
        }
    }
}
