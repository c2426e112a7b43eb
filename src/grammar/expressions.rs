//! The table of expressions: every way in which numbers are written, and what is read.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::scan::{Found, scan};
use crate::fold::Folded;
use crate::lexicon::numbers::vocabulary;
use crate::record::{Comparator, Quantity as Kind};

/// What an expression says, as the table writes it.
fn read(expression: &str) -> Vec<String> {
    let folded = Folded::fold(expression);
    // A full-width comma is one character of the source, as it is of the folded text.
    let printed: Vec<char> = expression.chars().filter(|c| *c != ' ').collect();
    let wide = |at: usize| {
        let place = folded[..at].chars().filter(|c| *c != ' ').count();
        place > 0 && printed[place] == '，' && printed[place - 1].is_ascii_digit()
    };
    scan(vocabulary(), &folded, &wide)
        .iter()
        .map(shown)
        .collect()
}

impl Comparator {
    /// As the tables of tests write it.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::Above => ">",
            Self::AtMost => "<=",
            Self::Below => "<",
            Self::About => "~",
        }
    }
}

fn shown(one: &Found) -> String {
    let quantity = &one.quantity;
    let kind = match quantity.kind {
        Kind::Money => "money",
        Kind::Percent => "percent",
        Kind::Count => "count",
    };
    let comparator = quantity.comparator.map_or("", Comparator::sign);
    let unit = quantity.unit.as_deref().unwrap_or("");
    let yuan = quantity
        .yuan
        .map_or(String::new(), |yuan| yuan.normalize().to_string());
    format!("{kind}\t{}\t{unit}\t{yuan}\t{comparator}", quantity.value)
}

/// Two ways of writing the same number in the table and in the answer.
fn same(expected: &str, read: &str) -> bool {
    let normal = |row: &str| -> Vec<String> {
        row.split('\t')
            .map(|field| match field.parse::<Decimal>() {
                Ok(number) => number.normalize().to_string(),
                Err(_) => field.to_owned(),
            })
            .collect()
    };
    normal(expected) == normal(read)
}

#[test]
fn every_expression_of_the_table_is_read_as_it_says() {
    let mut expected: Vec<(&str, Vec<&str>)> = Vec::new();
    let rows = include_str!("expressions.tsv").lines();
    for row in rows.filter(|row| !row.starts_with('#')).skip(1) {
        let (expression, says) = row.split_once('\t').expect("a row has fields");
        match expected.last_mut() {
            Some((last, says_so_far)) if *last == expression => says_so_far.push(says),
            _ => expected.push((expression, vec![says])),
        }
    }
    assert!(expected.len() >= 600, "{} expressions", expected.len());
    let mut wrong = Vec::new();
    for (expression, says) in expected {
        let says: Vec<&str> = says
            .into_iter()
            .filter(|row| !row.starts_with("none"))
            .collect();
        let read = read(expression);
        let right = says.len() == read.len() && says.iter().zip(&read).all(|(a, b)| same(a, b));
        if !right {
            wrong.push(format!("{expression}: want {says:?}, read {read:?}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A whole number below a hundred million in Chinese numerals.
fn in_han(number: u32, digits: [char; 10], powers: [char; 4]) -> String {
    let below_ten_thousand = |number: u32| {
        let mut written = String::new();
        let mut gap = false;
        for (place, power) in [
            (1000, powers[0]),
            (100, powers[1]),
            (10, powers[2]),
            (1, ' '),
        ] {
            let digit = number / place % 10;
            if digit == 0 {
                gap |= !written.is_empty();
                continue;
            }
            if std::mem::take(&mut gap) {
                written.push(digits[0]);
            }
            written.push(digits[digit as usize]);
            if power != ' ' {
                written.push(power);
            }
        }
        written
    };
    let (high, low) = (number / 10_000, number % 10_000);
    match (high, low) {
        (0, 0) => digits[0].to_string(),
        (0, low) => below_ten_thousand(low),
        (high, 0) => format!("{}{}", below_ten_thousand(high), powers[3]),
        (high, low) => {
            let zero = if low < 1000 {
                digits[0].to_string()
            } else {
                String::new()
            };
            format!(
                "{}{}{zero}{}",
                below_ten_thousand(high),
                powers[3],
                below_ten_thousand(low)
            )
        }
    }
}

const PLAIN: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const FORMAL: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];

fn grouped(number: u64, comma: char) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(comma);
        }
        written.push(digit);
    }
    written
}

fn wide(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '0'..='9' => char::from_u32(u32::from(c) - 0x30 + 0xff10).unwrap_or(c),
            '.' => '．',
            ',' => '，',
            '%' => '％',
            _ => c,
        })
        .collect()
}

/// The only quantity of an expression: its value and its yuan.
fn one(expression: &str) -> Option<(Decimal, Option<Decimal>)> {
    let folded = Folded::fold(expression);
    let found = scan(vocabulary(), &folded, &|_| false);
    match found.as_slice() {
        [one] => Some((one.quantity.value, one.quantity.yuan)),
        _ => None,
    }
}

proptest! {
    #[test]
    fn a_sum_in_digits_reads_back_in_every_style(whole in 0u64..1_000_000_000, cents in 0u32..100) {
        let plain = format!("{whole}.{cents:02}");
        let value: Decimal = plain.parse().unwrap();
        let parted = format!("{}.{cents:02}", grouped(whole, ','));
        for (unit, factor) in [("元", 1u64), ("万元", 10_000), ("亿元", 100_000_000)] {
            let yuan = value * Decimal::from(factor);
            for digits in [&plain, &parted, &wide(&plain), &wide(&parted)] {
                for written in [
                    format!("支出{digits}{unit}。"),
                    format!("支出{digits} {unit}。"),
                    format!("支出人民币{digits}{unit}整。"),
                ] {
                    prop_assert_eq!(one(&written), Some((value, Some(yuan))), "{}", written);
                }
                let negative = format!("增长-{digits}{unit}。");
                prop_assert_eq!(one(&negative), Some((-value, Some(-yuan))), "{}", negative);
            }
        }
    }

    #[test]
    fn a_number_in_chinese_numerals_reads_back(number in 10u32..100_000_000) {
        let value = Decimal::from(number);
        for written in [
            in_han(number, PLAIN, ['千', '百', '十', '万']),
            in_han(number, FORMAL, ['仟', '佰', '拾', '万']),
        ] {
            let sum = format!("共计{written}元。");
            prop_assert_eq!(one(&sum).and_then(|read| read.1), Some(value), "{}", sum);
            let percent = format!("达到百分之{}。", in_han(number % 10_000, PLAIN, ['千', '百', '十', '万']));
            prop_assert_eq!(one(&percent).map(|read| read.0), Some(Decimal::from(number % 10_000)), "{}", percent);
        }
    }

    #[test]
    fn decimals_in_chinese_numerals_read_back(whole in 0u32..10_000, places in "[0-9]{1,4}") {
        let value: Decimal = format!("{whole}.{places}").parse().unwrap();
        let digits = |set: [char; 10]| -> String {
            places.bytes().map(|digit| set[usize::from(digit - b'0')]).collect()
        };
        let plain = format!("{}点{}", in_han(whole, PLAIN, ['千', '百', '十', '万']), digits(PLAIN));
        let formal = format!("{}点{}", in_han(whole, FORMAL, ['仟', '佰', '拾', '万']), digits(FORMAL));
        for numeral in [plain, formal] {
            for (unit, factor) in [("元", 1u64), ("万元", 10_000), ("亿元", 100_000_000)] {
                let yuan = value * Decimal::from(factor);
                let sum = format!("共计{numeral}{unit}。");
                prop_assert_eq!(one(&sum), Some((value, Some(yuan))), "{}", sum);
                let negative = format!("结余为负{numeral}{unit}。");
                prop_assert_eq!(one(&negative), Some((-value, Some(-yuan))), "{}", negative);
            }
            let percent = format!("增长百分之{numeral}。");
            prop_assert_eq!(one(&percent).map(|read| read.0), Some(value), "{}", percent);
        }
    }

    #[test]
    fn scale_words_inside_a_number_read_back(high in 1u64..1_000, low in 1_000u64..10_000) {
        let (yi, wan) = (high * 100_000_000 + low * 10_000, high * 10_000 + low);
        for (written, yuan) in [
            (format!("共计{high}亿{low}万元。"), yi),
            (format!("共计{high}万{low}元。"), wan),
            (format!("共计{high}万零{}元。", low / 10), high * 10_000 + low / 10),
            (format!("共计{}千{}百元。", low / 1_000, low / 100 % 10 + 1), low / 1_000 * 1_000 + (low / 100 % 10 + 1) * 100),
        ] {
            prop_assume!(low / 100 % 10 < 9);
            prop_assert_eq!(one(&written).and_then(|read| read.1), Some(Decimal::from(yuan)), "{}", written);
        }
        let count = format!("惠及{high}万{low}人。");
        prop_assert_eq!(one(&count).map(|read| read.0), Some(Decimal::from(wan)), "{}", count);
    }

    #[test]
    fn a_sum_with_white_space_in_it_reads_back(whole in 100u64..100_000_000, cents in 0u32..100) {
        let printed = format!("{whole}.{cents:02}");
        let value: Decimal = printed.parse().unwrap();
        let spelt = printed.chars().map(|c| format!("{c} ")).collect::<String>();
        let cut = format!("{} {}", &printed[..printed.len() - 1], &printed[printed.len() - 1..]);
        let parted = format!("{}.{cents:02}", grouped(whole, ' '));
        for digits in [spelt, cut, parted] {
            let written = format!("支出{digits}万元。");
            prop_assert_eq!(one(&written).map(|read| read.0), Some(value), "{}", written);
        }
    }

    #[test]
    fn a_comparator_reads_back(number in 2u32..1_900) {
        let value = Decimal::from(number);
        for (written, said) in [
            (format!("不低于{number}%"), Comparator::AtLeast),
            (format!("≥{number}%"), Comparator::AtLeast),
            (format!("{number}万元以上（含{number}万元）"), Comparator::AtLeast),
            (format!("超过{number}人"), Comparator::Above),
            (format!("{number}万元（不含）以上"), Comparator::Above),
            (format!("不超过{number}万元"), Comparator::AtMost),
            (format!("{number}人以内"), Comparator::AtMost),
            (format!("不足{number}万元"), Comparator::Below),
            (format!("近{number}万元"), Comparator::About),
            (format!("{number}余人"), Comparator::About),
            (format!("{number}万元左右"), Comparator::About),
        ] {
            let folded = Folded::fold(&format!("合计{written}。"));
            let found = scan(vocabulary(), &folded, &|_| false);
            prop_assert_eq!(found.len(), 1, "{}", written);
            prop_assert_eq!(found[0].quantity.value, value, "{}", written);
            prop_assert_eq!(found[0].quantity.comparator, Some(said), "{}", written);
        }
    }

    #[test]
    fn a_list_with_one_unit_reads_back(numbers in proptest::collection::vec(1i64..1_000_000, 2..6)) {
        let values: Vec<Decimal> = numbers.iter().map(|number| Decimal::new(*number, 2)).collect();
        let printed: Vec<String> = values.iter().map(Decimal::to_string).collect();
        for (unit, joint) in [("万元", "、"), ("%", "、"), ("万元", ","), ("元", "和")] {
            let written = format!("分别为{}{unit}。", printed.join(joint));
            let read: Vec<Decimal> = scan(vocabulary(), &Folded::fold(&written), &|_| false)
                .iter()
                .map(|one| one.quantity.value)
                .collect();
            prop_assert_eq!(&read, &values, "{}", written);
        }
    }

    #[test]
    fn coins_read_back(yuan in 10u32..100_000, jiao in 1u32..10, fen in 1u32..10) {
        let value = Decimal::new(i64::from(yuan) * 100 + i64::from(jiao) * 10 + i64::from(fen), 2);
        let han = in_han(yuan, PLAIN, ['千', '百', '十', '万']);
        for written in [
            format!("单价{yuan}元{jiao}角{fen}分。"),
            format!("单价{han}元{}角{}分。", PLAIN[jiao as usize], PLAIN[fen as usize]),
        ] {
            prop_assert_eq!(one(&written), Some((value, Some(value))), "{}", written);
        }
    }

    #[test]
    fn a_percentage_reads_back_in_every_style(tenths in 0i64..10_000) {
        let value = Decimal::new(tenths, 1);
        for written in [
            format!("增长{value}%。"),
            format!("增长{value} ％。"),
            format!("增长百分之{value}。"),
            format!("增长{}。", wide(&format!("{value}%"))),
        ] {
            prop_assert_eq!(one(&written).map(|read| read.0), Some(value), "{}", written);
        }
    }

    #[test]
    fn a_range_reads_back(low in 1u32..10_000, more in 1u32..10_000) {
        let high = low + more;
        prop_assume!(!(1900..2100).contains(&low));
        for sign in ["-", "~", "～", "至", "—", "--"] {
            let written = format!("每次{low}{sign}{high}万元。");
            let read: Vec<Decimal> = scan(vocabulary(), &Folded::fold(&written), &|_| false)
                .iter()
                .map(|one| one.quantity.value)
                .collect();
            prop_assert_eq!(read, vec![Decimal::from(low), Decimal::from(high)], "{}", written);
        }
    }
}
