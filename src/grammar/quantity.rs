//! Quantities: a numeral with its scale word, approximator and unit. Money, percentages, counts.

mod compound;

use std::ops::Range;

use rust_decimal::Decimal;

use self::compound::{goes_on, mixed, mixed_length, sum};
use super::number::{self, Digits, Numeral, Setting};
use super::vocabulary::{Class, Currency, Vocabulary};
use super::{comparator, count, han, money, percent};
use crate::record::{Comparator, Quantity as Kind};
use crate::text::Cut;

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
    /// What the scale word multiplies by: 10,000 for 万元.
    pub factor: Decimal,
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
    /// Bytes behind them that say no number of their own: 50万元以上(含50万元).
    pub bracket: usize,
    /// Where a measure word stands within them.
    pub measure: Range<usize>,
}

/// The parts every quantity begins with.
pub(super) struct Head<'a> {
    pub words: &'a Vocabulary,
    pub numeral: Numeral,
    /// What the scale word multiplies by.
    pub factor: Decimal,
    /// The scale word as written.
    pub word: &'a str,
    /// Whether an approximator stands inside.
    pub about: bool,
    /// Whether 个 stands before the scale word: 3.5个亿.
    pub pieces: bool,
    /// The currency that stands before.
    pub currency: Option<Currency>,
}

/// What a place where a number begins holds.
pub(super) enum Reading {
    /// A quantity.
    Quantity(Quantity),
    /// A number of no kind or of doubtful meaning, in so many bytes.
    Nothing(usize),
}

/// Reads the quantity at the beginning of `input`; `None` where the number there has no unit that
/// makes it a quantity.
pub fn quantity(words: &Vocabulary, input: &str) -> Option<Quantity> {
    let setting = Setting::new(words, "", &|_| false);
    match read(input, &setting, None) {
        Reading::Quantity(quantity) => Some(quantity),
        Reading::Nothing(_) => None,
    }
}

/// Reads the number at the beginning of `input`, behind a currency if one stands there.
pub(super) fn read(input: &str, setting: &Setting<'_>, currency: Option<Currency>) -> Reading {
    read_on(input, number::digits(input, setting), setting, currency)
}

/// The same for a number whose digits have been read.
pub(super) fn read_on(
    input: &str,
    digits: Option<Digits>,
    setting: &Setting<'_>,
    currency: Option<Currency>,
) -> Reading {
    let (rest, numeral) = match digits {
        Some(Digits::Number(numeral, length)) => (input.behind(length), numeral),
        Some(Digits::Doubt(length)) => return Reading::Nothing(length),
        None => match han::numeral(input) {
            Some(read) => read,
            None => return unread_han(setting.words, input),
        },
    };
    let skipped = match numeral.han {
        true => han::split(input).0.len(),
        false => input.len() - rest.len(),
    };
    let words = setting.words;
    let Some(read) = Head::new(words, numeral, rest, currency) else {
        return Reading::Nothing(mixed_length(input).max(skipped));
    };
    let (head, rest) = read;
    let Some((behind, mut quantity)) = head.with_unit(input, rest) else {
        return Reading::Nothing(skipped);
    };
    quantity.length = input.len() - behind.len();
    quantity.compare(words, behind);
    Reading::Quantity(quantity)
}

impl Quantity {
    /// Takes in the comparator that stands behind it.
    pub(super) fn compare(&mut self, words: &Vocabulary, behind: &str) {
        let Some(after) = comparator::after(words, behind) else {
            return;
        };
        // 100余家以上 is at least, whichever word says it first.
        self.comparator = match (self.comparator, after.comparator) {
            (Some(said), Comparator::About) => Some(said),
            (_, said) => Some(said),
        };
        self.length += after.length;
        self.bracket = after.bracket;
    }
}

/// Chinese digits in a row are no numeral, but 八五折 is a discount.
fn unread_han(words: &Vocabulary, input: &str) -> Reading {
    match percent::two_digit_discount(words, input) {
        Some((rest, mut quantity)) => {
            quantity.length = input.len() - rest.len();
            Reading::Quantity(quantity)
        }
        None => {
            let first = input.chars().next().map_or(1, char::len_utf8);
            Reading::Nothing(han::split(input).0.len().max(first))
        }
    }
}

impl<'a> Head<'a> {
    /// The numeral with what stands between it and its unit, and the rest; `None` where several
    /// scale words make no one number.
    fn new(
        words: &'a Vocabulary,
        numeral: Numeral,
        rest: &'a str,
        currency: Option<Currency>,
    ) -> Option<(Self, &'a str)> {
        let (after, inside) = comparator::inside(words, rest);
        let scaled = after
            .strip_prefix('个')
            .filter(|rest| rest.starts_with('亿'));
        let pieces = scaled.is_some();
        let after = scaled.unwrap_or(after);
        let (behind, scale) = match number::scale(after) {
            // 300千瓦时 counts 千瓦时.
            (_, scale) if !scale.word.is_empty() && words.measure(after).is_some() => {
                (after, number::scale("").1)
            }
            read => read,
        };
        let mut head = Self {
            words,
            numeral,
            factor: scale.factor,
            word: scale.word,
            about: inside,
            pieces,
            currency,
        };
        let mut behind = behind;
        let sum = match head.about {
            true => None,
            false if goes_on(&head, behind) => Some(sum(head.numeral.value, head.word, behind)?),
            false => mixed(&head, behind)?,
        };
        if let Some((rest, total)) = sum {
            head.numeral = Numeral {
                value: total,
                decimals: total.normalize().scale(),
                ..head.numeral
            };
            (head.factor, head.word) = (Decimal::ONE, "");
            behind = rest;
        }
        if !scale.word.is_empty() {
            let (rest, second) = comparator::inside(words, behind);
            head.about |= second;
            behind = rest;
        }
        Some((head, behind))
    }

    fn with_unit(&self, input: &str, rest: &'a str) -> Option<(&'a str, Quantity)> {
        let said = percent::read(self, rest).or_else(|| money::read(self, rest));
        // Behind a currency nothing is counted: ¥300本次 are 300 yuan.
        let counted = || match self.currency {
            Some(_) => None,
            None => count::read(self, input, rest),
        };
        said.or_else(counted)
            .or_else(|| self.unit_in_brackets(input, rest))
            .or_else(|| money::without_unit(self, rest))
    }

    /// `13459.00(平方米)`, `100.00(%)`, `2(台、套)`.
    fn unit_in_brackets(&self, input: &str, rest: &'a str) -> Option<(&'a str, Quantity)> {
        let inner = rest.strip_prefix('(')?;
        // 205(类) is a code.
        if self.words.begins(Class::ItemLevel, inner) {
            return None;
        }
        if !self.word.is_empty() {
            return None;
        }
        let inner = inner.strip_prefix("单位:").unwrap_or(inner);
        let (head, inner) = Head::new(self.words, self.numeral, inner, self.currency)?;
        let (mut behind, mut quantity) = percent::read(&head, inner)
            .or_else(|| money::read(&head, inner))
            .or_else(|| count::read(&head, input, inner))?;
        if quantity.kind == Kind::Count
            && let Some(more) = behind.strip_prefix('、')
        {
            behind = count::behind_row_of_words(self.words, more)?;
            quantity.measure.end = input.len() - behind.len();
            quantity.unit = Some(input.within(quantity.measure.clone()).to_owned());
        }
        Some((behind.strip_prefix(')')?, quantity))
    }

    /// A quantity of this number.
    pub(super) fn quantity(&self, kind: Kind, value: Decimal, unit: Option<String>) -> Quantity {
        Quantity {
            kind,
            value,
            decimals: self.numeral.decimals,
            unit,
            yuan: None,
            factor: self.factor,
            comparator: self.about.then_some(Comparator::About),
            bare: false,
            han: self.numeral.han,
            place: false,
            length: 0,
            bracket: 0,
            measure: 0..0,
        }
    }

    /// The number multiplied out.
    pub(super) fn total(&self) -> Option<Decimal> {
        self.numeral.value.checked_mul(self.factor)
    }
}

/// Whether no word goes on at the beginning of `rest`.
pub(super) fn is_boundary(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::numbers::vocabulary;

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
            ("2(台、套),", Kind::Count, "2", "台、套", "", "2(台、套)"),
            (
                "0(台、件、套)。",
                Kind::Count,
                "0",
                "台、件、套",
                "",
                "0(台、件、套)",
            ),
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
            let read =
                quantity(vocabulary(), input).unwrap_or_else(|| panic!("{input} is no quantity"));
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
            assert_eq!(quantity(vocabulary(), input), None, "{input}");
        }
    }

    #[test]
    fn approximators_are_kept_as_comparators() {
        for input in ["100余家", "2000多次", "859万余元", "20万余份", "30万元左右"] {
            assert_eq!(
                quantity(vocabulary(), input).unwrap().comparator,
                Some(Comparator::About),
                "{input}"
            );
        }
    }
}
