//! Money: `756.8万元`, `300元/人·天`, `123元1角1分`, `¥1,200.50`, `港币2960元`, `2.3万`.

use rust_decimal::Decimal;

use super::quantity::{Head, Quantity, is_boundary};
use super::vocabulary::{Currency, Vocabulary};
use super::{count, han, number, series};
use crate::record::Quantity as Kind;
use crate::text::{is_han, split_while};

/// Reads the money of a number that has its unit behind it.
pub(super) fn read<'a>(head: &Head<'a>, rest: &'a str) -> Option<(&'a str, Quantity)> {
    yuan(head, rest)
        .or_else(|| named(head, rest))
        .or_else(|| small_money(head, rest))
}

/// Money that is told from no unit of its own: `¥300`, `人民币12万`, `2.3万`, `3.5个亿`.
pub(super) fn without_unit<'a>(head: &Head<'a>, rest: &'a str) -> Option<(&'a str, Quantity)> {
    if let Some(currency) = head.currency {
        let sign = !currency.word.starts_with(is_han);
        let goes_on = match sign {
            // ¥1 000 may be anything.
            true => rest
                .strip_prefix(' ')
                .unwrap_or(rest)
                .starts_with(|c: char| c.is_ascii_alphanumeric()),
            false => !is_boundary(rest),
        };
        if goes_on || head.about && head.word.is_empty() {
            return None;
        }
        let foreign = format!("{}{}", currency.word, head.word);
        return Some((rest, in_currency(head, &currency, foreign)?));
    }
    // 八万五: the scale stands inside the numeral.
    let great = head.numeral.han && head.total()? >= Decimal::from(10_000) && is_boundary(rest);
    if !great && (head.word.is_empty() || head.numeral.han) {
        return None;
    }
    let unit = (!head.word.is_empty()).then(|| head.word.to_owned());
    let mut quantity = head.quantity(Kind::Money, head.numeral.value, unit);
    quantity.yuan = Some(head.total()?);
    // 3.5个亿 is said of money only.
    quantity.bare = !(head.pieces && is_boundary(rest));
    Some((rest, quantity))
}

/// `元`, with 角 and 分, a currency, 整 or what it is counted by behind it.
fn yuan<'a>(head: &Head<'a>, rest: &'a str) -> Option<(&'a str, Quantity)> {
    let after = rest.strip_prefix(['元', '圆'])?;
    if let Some((after, value)) = with_small_coins(head, after) {
        let mut quantity = head.quantity(Kind::Money, value, Some("元".to_owned()));
        quantity.decimals = value.scale();
        quantity.yuan = Some(value);
        quantity.factor = Decimal::ONE;
        return abroad(head, after, quantity, "元".to_owned());
    }
    // 1元5 may be anything.
    if head.word.is_empty() && last_digit(after).is_some() {
        return None;
    }
    let after = after.strip_prefix('钱').unwrap_or(after);
    // 三元 and 二元 stand in names; a small Chinese numeral says money only where the word ends.
    let small = head.numeral.han && head.word.is_empty() && head.numeral.value <= Decimal::TEN;
    let ends = is_boundary(after)
        || after.starts_with(['整', '正', '以', '左', '每'])
        || series::behind_range_sign(after).is_some_and(|upper| han::numeral(upper).is_some());
    if small && !ends {
        return None;
    }
    let mut quantity = head.quantity(Kind::Money, head.numeral.value, None);
    quantity.yuan = Some(head.total()?);
    if let Some((currency, behind)) = head.words.currency_after(after) {
        if !currency.is_yuan {
            quantity.yuan = None;
            quantity.unit = Some([head.word, "元", currency.word].concat());
            return Some((behind, quantity));
        }
        return per(head, behind, quantity);
    }
    per(head, after, quantity)
}

/// Finishes money in 元 with what it is counted by.
fn per<'a>(head: &Head<'a>, after: &'a str, quantity: Quantity) -> Option<(&'a str, Quantity)> {
    let after = after.strip_prefix(['整', '正']).unwrap_or(after);
    let (counted_by, behind) = after.split_at(per_unit(head.words, after));
    let unit = [head.word, "元", counted_by].concat();
    abroad(head, behind, quantity, unit)
}

/// The money of another country where its name stands before the number: 港币2960元.
fn abroad<'a>(
    head: &Head<'a>,
    rest: &'a str,
    mut quantity: Quantity,
    unit: String,
) -> Option<(&'a str, Quantity)> {
    quantity.unit = Some(unit);
    if let Some(currency) = head.currency.filter(|currency| !currency.is_yuan) {
        quantity.yuan = None;
        quantity.unit = quantity.unit.map(|unit| [currency.word, &unit].concat());
    }
    Some((rest, quantity))
}

/// `5万美元`, `300人民币`, `100RMB`.
fn named<'a>(head: &Head<'a>, rest: &'a str) -> Option<(&'a str, Quantity)> {
    let tight = rest.strip_prefix(' ').unwrap_or(rest);
    let (currency, after) = head.words.currency_after(tight)?;
    // A sign or a code stands alone: 5CNY is money, 5CNYX is not.
    if currency.word.is_ascii() && after.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let foreign = format!("{}{}", head.word, currency.word);
    let mut quantity = in_currency(head, currency, foreign)?;
    if !currency.is_yuan
        && head.word.is_empty()
        && let Some((rest, cents)) = cents(currency.word, after)
    {
        quantity.value = quantity.value.checked_add(cents)?;
        quantity.decimals = quantity.value.scale();
        return Some((rest, quantity));
    }
    Some((after, quantity))
}

/// Money of a currency, with its unit if that is not the yuan.
fn in_currency(head: &Head, currency: &Currency, foreign: String) -> Option<Quantity> {
    let unit = match currency.is_yuan {
        true => format!("{}元", head.word),
        false => foreign,
    };
    let mut quantity = head.quantity(Kind::Money, head.numeral.value, Some(unit));
    quantity.yuan = match currency.is_yuan {
        true => Some(head.total()?),
        false => None,
    };
    Some(quantity)
}

/// `三美分` behind 两美元: hundredths of the same currency.
fn cents<'a>(currency: &str, behind: &'a str) -> Option<(&'a str, Decimal)> {
    let country = currency.trim_end_matches(['元', '金', '币', '圆']);
    let digits = behind.strip_prefix(['又', '零']).unwrap_or(behind);
    let (rest, count) = number::plain(digits).or_else(|| han::numeral(digits))?;
    let rest = rest.strip_prefix(country)?.strip_prefix('分')?;
    let whole = count.value.scale() == 0 && count.value < Decimal::ONE_HUNDRED;
    let cents = Decimal::new(i64::try_from(count.value.mantissa()).ok()?, 2);
    (whole && country.len() < currency.len() && !country.is_empty()).then_some((rest, cents))
}

/// What the coins of a yuan are called, in hundredths.
const COINS: [(&str, i64); 4] = [("角", 10), ("毛", 10), ("分钱", 1), ("分", 1)];

/// The 角 and 分 behind 元: the whole in yuan.
fn with_small_coins<'a>(head: &Head<'a>, rest: &'a str) -> Option<(&'a str, Decimal)> {
    let (mut rest, mut value, mut last) = (rest, head.total()?, 100);
    while let Some((behind, hundredths, worth)) = coins(rest, last) {
        value = value.checked_add(Decimal::new(hundredths, 2))?;
        (rest, last) = (behind, worth);
    }
    if last == 10
        && let Some((behind, cents)) = last_digit(rest)
    {
        // 五元五角五
        value = value.checked_add(Decimal::new(cents, 2))?;
        (rest, last) = (behind, 1);
    }
    (last < 100).then(|| {
        let places = if last == 10 { 1 } else { 2 };
        let mut value = value;
        value.rescale(value.normalize().scale().max(places));
        (rest.strip_prefix('钱').unwrap_or(rest), value)
    })
}

/// `5角`, `零七分`: the rest, the hundredths, and what one of the coin is worth.
fn coins(rest: &str, last: i64) -> Option<(&str, i64, i64)> {
    let digits = rest.strip_prefix(['零', '又']).unwrap_or(rest);
    let mut chars = digits.chars();
    let first = chars.next()?;
    let digit = first
        .to_digit(10)
        .map(u64::from)
        .or_else(|| han::digit(first))?;
    let behind = chars.as_str();
    let (rest, _, worth) = coin(behind).filter(|(.., worth)| *worth < last)?;
    let hundredths = i64::try_from(digit).ok()?.checked_mul(worth)?;
    Some((rest, hundredths, worth))
}

/// What stands behind the coin that `text` begins with, its name and what it is worth.
fn coin(text: &str) -> Option<(&str, &'static str, i64)> {
    COINS
        .into_iter()
        .find_map(|(word, worth)| Some((text.strip_prefix(word)?, word, worth)))
}

/// `两块五`, `3块钱`, `五毛`, `5角`, `8分钱`: money as it is spoken. 3块 alone may be anything.
fn small_money<'a>(head: &Head<'a>, rest: &'a str) -> Option<(&'a str, Quantity)> {
    if let Some(after) = rest.strip_prefix('块') {
        return pieces(head, after);
    }
    if !head.word.is_empty() || head.about {
        return None;
    }
    let (after, word, worth) = coin(rest)?;
    // 两毛五分, 两毛五
    let cents = coins(after, worth).map(|(rest, cents, _)| (rest, cents));
    let cents = cents.or_else(|| last_digit(after).filter(|_| worth == 10));
    if let Some((rest, cents)) = cents {
        let first = head.numeral.value.checked_mul(Decimal::new(worth, 2))?;
        return spoken(head, rest, first.checked_add(Decimal::new(cents, 2))?);
    }
    let said = after.strip_prefix(['钱', '整', '正']);
    // 95分 are points, 三角 a shape, 三毛 a name.
    let money = match word {
        "分" => false,
        "分钱" => true,
        _ => said.is_some() || is_boundary(after),
    };
    if !money {
        return None;
    }
    let unit = word.trim_end_matches('钱').to_owned();
    let mut quantity = head.quantity(Kind::Money, head.numeral.value, Some(unit));
    quantity.factor = Decimal::new(worth, 2);
    // 一角 is told by the words before it.
    if word == "角" && head.numeral.han && said.is_none() {
        quantity.kind = Kind::Count;
        return Some((after, quantity));
    }
    quantity.yuan = Some(head.numeral.value.checked_mul(quantity.factor)?);
    Some((said.unwrap_or(after), quantity))
}

/// A digit that stands for a coin whose name is left out: 两块五, 两毛五.
fn last_digit(text: &str) -> Option<(&str, i64)> {
    let mut chars = text.chars();
    let c = chars.next()?;
    let digit = c.to_digit(10).map(u64::from).or_else(|| han::digit(c))?;
    let rest = chars.as_str();
    let said = digit > 0 && is_boundary(rest);
    Some((rest, i64::try_from(digit).ok()?)).filter(|_| said)
}

/// What follows 块.
fn pieces<'a>(head: &Head<'a>, after: &'a str) -> Option<(&'a str, Quantity)> {
    if let Some((rest, value)) = with_small_coins(head, after) {
        return spoken(head, rest, value);
    }
    if let Some((rest, digit)) = last_digit(after) {
        return spoken(
            head,
            rest,
            head.total()?.checked_add(Decimal::new(digit, 1))?,
        );
    }
    let rest = after.strip_prefix('钱');
    let rest = rest.or_else(|| (!head.word.is_empty() && is_boundary(after)).then_some(after));
    let rest = rest.or_else(|| {
        let (currency, rest) = head.words.currency_after(after)?;
        currency.is_yuan.then_some(rest)
    })?;
    let mut quantity = head.quantity(
        Kind::Money,
        head.numeral.value,
        Some(format!("{}块", head.word)),
    );
    quantity.yuan = Some(head.total()?);
    Some((rest, quantity))
}

fn spoken<'a>(head: &Head<'a>, rest: &'a str, value: Decimal) -> Option<(&'a str, Quantity)> {
    let mut quantity = head.quantity(Kind::Money, value, Some("元".to_owned()));
    quantity.decimals = value.scale();
    quantity.yuan = Some(value);
    quantity.factor = Decimal::ONE;
    Some((rest, quantity))
}

/// The length of `/人`, `/人·天`, `/人、天`, `每人每天` behind 元.
fn per_unit(words: &Vocabulary, text: &str) -> usize {
    // 元/(人·天)
    let behind = match text.strip_prefix("/(") {
        Some(inner) => count::behind_row_of_words(words, inner)
            .and_then(|rest| rest.strip_prefix(')'))
            .unwrap_or(text),
        None => behind_counted_by(words, text),
    };
    text.len() - behind.len()
}

/// The same without a bracket around it.
fn behind_counted_by<'a>(words: &Vocabulary, text: &'a str) -> &'a str {
    let mut behind = text;
    loop {
        let mut chars = behind.chars();
        let sign = chars.next();
        let parts = match sign {
            Some('/' | '每') => true,
            Some('、' | '·' | '.' | '*' | '-') => behind.len() < text.len(),
            _ => false,
        };
        if !parts {
            return behind;
        }
        let counted = chars.as_str();
        let counted = counted.strip_prefix('每').unwrap_or(counted);
        let rest = words.behind_per(counted);
        let unknown = || behind_unknown_word(counted).filter(|_| sign == Some('/'));
        match rest.or_else(unknown) {
            Some(rest) => behind = rest,
            None => return behind,
        }
    }
}

/// What stands behind a short word that ends where its clause does: 元/课题.
fn behind_unknown_word(text: &str) -> Option<&str> {
    let (word, rest) = split_while(text, is_han);
    (1..=3).contains(&word.chars().count()).then_some(rest)
}
