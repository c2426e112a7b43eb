//! Numbers whose unit is lost, where the words around them say what they are:
//! `支出决算数为729.3,完成预算`, `其中:货物65、工程650`, `编制9人(空编2)`.

use std::ops::Range;

use rust_decimal::Decimal;

use super::number::{self, Numeral};
use super::quantity::Quantity;
use super::scan::Found;
use super::vocabulary::{Class, Vocabulary};
use crate::record::Quantity as Kind;
use crate::text::{Cut, heads, is_han, split_while};

/// So many bytes before a number are asked for the words of its sentence.
const SENTENCE_REACH: usize = 400;
/// So many bytes stand at most between a whole and the word that its parts follow.
const BEFORE_PARTS: usize = 12;
/// So many at most between a whole and the percentage that stands behind it.
const BEFORE_SHARE: usize = 60;

/// Reads a number without a unit, `length` bytes long, that stands between `before` and the rest.
pub(super) fn read(
    words: &Vocabulary,
    before: &str,
    rest: &str,
    numeral: Numeral,
    length: usize,
    found: &[Found],
) -> Option<Quantity> {
    let behind = rest.behind(length);
    // 0辆0: what stands directly behind a quantity is a slip.
    if found
        .last()
        .is_some_and(|last| last.range.end == before.len())
    {
        return None;
    }
    let coded = behind
        .strip_prefix('(')
        .is_some_and(|inner| words.begins(Class::ItemLevel, inner));
    if coded {
        return None;
    }
    let closed = is_closed(behind);
    let turns = [Class::Change, Class::Growth, Class::NoNoun]
        .into_iter()
        .any(|class| words.begins(class, behind));
    if is_year(&numeral) {
        return None;
    }
    let (name, said) = name_before(words, before);
    // 其中:1、办公费; 经费25万元:1、办公费: the number of an item.
    let opens_list = || {
        let ended = before.strip_suffix(':').map(str::len);
        ended.is_some() && ended == found.last().map(|last| last.range.end)
    };
    let is_item = behind.starts_with('、') && (words.ends(Class::Parts, name) || opens_list());
    if is_item || !closed && !turns {
        return None;
    }
    // A line that ends in a number without a verb is an entry of a table of contents.
    if behind.is_empty() && !said && found.is_empty() {
        return None;
    }
    let money = || plain(Kind::Money, &numeral, length, None);
    if words.ends(Class::Amount, name) {
        return Some(money());
    }
    let sentence = sentence(before);
    let start = before.len() - sentence.len();
    let earlier = found
        .iter()
        .rev()
        .take_while(|one| one.range.start >= start)
        .find(|one| one.quantity.kind == Kind::Money);
    if !said && closed {
        if words.ends(Class::Change, name) && (earlier.is_some() || numeral.decimals > 0) {
            return Some(money());
        }
        if words.ends(Class::Growth, name) && numeral.decimals > 0 {
            return Some(plain(Kind::Percent, &numeral, length, Some("%")));
        }
    }
    // 决算数与上年同为0
    if numeral.value.is_zero() && before.ends_with("同为") && words_in(words, sentence) {
        return Some(money());
    }
    if !closed && !words.ends(Class::Parts, name) {
        return None;
    }
    if let Some(one) = in_bracket(before, name, behind, &numeral, length, found) {
        return Some(one);
    }
    if let Some(one) = one_of_named(words, name, behind, &numeral, length) {
        return Some(one);
    }
    if words.ends(Class::Headcount, name) {
        return Some(plain(Kind::Count, &numeral, length, None));
    }
    part(words, before, name, &numeral, length, found)
}

/// A number behind a name in the unit that its passage has declared before it:
/// …如下(单位:万元):收入总计231.6,支出总计162. A whole number is an amount behind another.
pub(super) fn in_declared(
    words: &Vocabulary,
    passage: &str,
    declared: &Declared,
    (before, behind): (&str, &str),
    numeral: &Numeral,
    length: usize,
    last: Option<&Found>,
) -> Option<Quantity> {
    let unit = declared.unit.clone();
    let listed = last.is_some_and(|last| last.unit_assumed && last.range.start > unit.start);
    let (name, _) = name_before(words, before);
    let named = name.ends_with(is_han) && !words.ends(Class::NotCounting, name);
    let amount = unit.start < before.len() && (numeral.decimals > 0 || listed);
    if !amount || !named || !is_closed(behind) || is_year(numeral) {
        return None;
    }
    let mut one = plain(Kind::Money, numeral, length, Some(passage.within(unit)));
    one.factor = declared.factor;
    one.yuan = Some(numeral.value.checked_mul(declared.factor)?);
    Some(one)
}

/// A part of the whole before it has the unit of the whole.
fn part(
    words: &Vocabulary,
    before: &str,
    name: &str,
    numeral: &Numeral,
    length: usize,
    found: &[Found],
) -> Option<Quantity> {
    if !name.ends_with(is_han) || words.ends(Class::NotCounting, name) {
        return None;
    }
    let (whole, siblings) = whole(words, before, found)?;
    if siblings.iter().any(|one| one.quantity.kind != whole.kind) {
        return None;
    }
    match whole.kind {
        Kind::Money => money_of(whole, numeral, length),
        Kind::Count if whole.factor == Decimal::ONE => {
            Some(plain(Kind::Count, numeral, length, whole.unit.as_deref()))
        }
        _ => None,
    }
}

/// A part of an amount, in the unit of the whole.
fn money_of(whole: &Quantity, numeral: &Numeral, length: usize) -> Option<Quantity> {
    let mut one = plain(Kind::Money, numeral, length, None);
    if whole.yuan.is_some() {
        one.factor = whole.factor;
        one.yuan = Some(numeral.value.checked_mul(whole.factor)?);
    }
    Some(one)
}

/// `83.50万元(苗木61.20、围栏22.30)`: the numbers of a bracket are parts of the amount before it if they sum up
/// to it.
fn in_bracket(
    before: &str,
    name: &str,
    behind: &str,
    numeral: &Numeral,
    length: usize,
    found: &[Found],
) -> Option<Quantity> {
    let sentence = sentence(before);
    let (head, inner) = sentence.rsplit_once('(')?;
    let open = before.len() - sentence.len() + head.len();
    let (outside, inside) = found.split_at(found.partition_point(|one| one.range.end <= open));
    let whole = outside.last()?;
    let amount = whole.quantity.kind == Kind::Money && !whole.unit_assumed;
    if !amount || whole.range.end != open || inner.contains(')') || !name.ends_with(is_han) {
        return None;
    }
    let mut sum = numeral.value;
    for one in inside {
        let part = one.quantity.kind == Kind::Money && one.quantity.unit.is_none();
        sum = sum.checked_add(one.quantity.value).filter(|_| part)?;
    }
    let mut rest = behind;
    for _ in 0..MOST_NAMED {
        let Some(next) = rest.strip_prefix(['、', ',', ';']) else {
            break;
        };
        let (name, number) = split_while(next, is_han);
        let (after, more) = number::plain(number).filter(|_| !name.is_empty())?;
        sum = sum.checked_add(more.value)?;
        rest = after;
    }
    let proven = rest.starts_with(')') && sum == whole.quantity.value;
    proven.then(|| money_of(&whole.quantity, numeral, length))?
}

/// So many names with numbers share at most the unit behind the last of them.
const MOST_NAMED: usize = 16;
/// The length in bytes of the names of such a list.
const NAMED: std::ops::RangeInclusive<usize> = "帐篷".len()..=16 * "篷".len();

/// `帐篷162、棉衣被148、发电照明128万元`: the unit of a list of names stands behind its last number.
fn one_of_named(
    words: &Vocabulary,
    name: &str,
    behind: &str,
    numeral: &Numeral,
    length: usize,
) -> Option<Quantity> {
    let own = name.chars().rev().take_while(|c| is_han(*c)).count() * "篷".len();
    if own < *NAMED.start() || words.ends(Class::NotCounting, name) {
        return None;
    }
    let mut rest = behind;
    for _ in 0..MOST_NAMED {
        // 应急打捞12(单位均为万元)
        if declares(words, rest) {
            return Some(plain(Kind::Money, numeral, length, None));
        }
        rest = rest.strip_prefix('、')?;
        let (name, here) = split_while(rest, is_han);
        let (next, _) = number::plain(here).filter(|_| NAMED.contains(&name.len()))?;
        if next.starts_with('、') || declares(words, next) {
            rest = next;
            continue;
        }
        let last = super::quantity::quantity(words, here)?;
        if last.bare || last.kind == Kind::Percent || last.comparator.is_some() {
            return None;
        }
        let unit = last.unit.as_deref().filter(|_| last.kind == Kind::Count);
        let mut one = plain(last.kind, numeral, length, unit);
        let total = numeral.value.checked_mul(last.factor)?;
        match last.kind {
            Kind::Count => one.value = total,
            _ => {
                one.factor = last.factor;
                one.yuan = last.yuan.map(|_| total);
            }
        }
        return Some(one);
    }
    None
}

/// Whether a bracket with a unit begins a text.
fn declares(words: &Vocabulary, text: &str) -> bool {
    let inner = text.strip_prefix('(');
    inner.is_some_and(|inner| words.begins(Class::Declaring, inner))
}

fn is_closed(behind: &str) -> bool {
    behind.is_empty() || behind.starts_with([',', ';', '。', '、', ')', '('])
}

/// The number whose parts are listed where `before` ends, and the parts read so far.
fn whole<'a>(
    words: &Vocabulary,
    before: &str,
    found: &'a [Found],
) -> Option<(&'a Quantity, &'a [Found])> {
    let last = found.last()?;
    let behind_last = before.get(last.range.end..)?;
    if behind_last.starts_with('(') && !behind_last.contains(')') {
        let counted = last.quantity.kind == Kind::Count && !last.unit_assumed;
        return counted.then_some((&last.quantity, &[]));
    }
    // Where the sentence goes over to parts: 其中.
    let sentence = sentence(before);
    let parts = sentence
        .char_indices()
        .rev()
        .map(|(at, _)| sentence.behind(at))
        .find(|tail| words.begins(Class::Parts, tail))?;
    let end = before.len() - parts.len();
    let (wholes, siblings) = found.split_at(found.partition_point(|one| one.range.end <= end));
    let last = wholes.last()?;
    // 支出2220万元，占65.24%，包括：…: the parts are those of the amount.
    let whole = match last.quantity.kind {
        Kind::Percent if !parts.contains('(') => wholes.iter().rev().nth(1).filter(|whole| {
            // Two that share a sign have nothing between them.
            let between = before.get(whole.range.end..last.range.start);
            between.is_some_and(|text| text.len() <= BEFORE_SHARE && !text.contains('。'))
        })?,
        _ => last,
    };
    (end - last.range.end <= BEFORE_PARTS).then_some((&whole.quantity, siblings))
}

/// A unit of money that a passage declares: `(单位:万元,下同)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// Where it stands.
    pub unit: Range<usize>,
    /// How many yuan one of it is.
    pub factor: Decimal,
    /// Whether it holds for what follows too.
    pub below: bool,
}

/// The unit of money that a passage declares for its numbers.
pub fn declared(words: &Vocabulary, passage: &str) -> Option<Declared> {
    let (at, unit) = passage.match_indices("单位").find_map(|(at, _)| {
        let unit = words.strip_prefix(Class::Declaring, passage.behind(at))?;
        Some((at, unit))
    })?;
    let (rest, scale) = number::scale(unit);
    let rest = rest.strip_prefix('元')?;
    // A line that says nothing else is said of the lines below it.
    let alone = rest.trim_start_matches([')', '。']).is_empty() && at <= "金额单位".len();
    Some(Declared {
        unit: passage.len() - unit.len()..passage.len() - rest.len(),
        factor: scale.factor,
        below: alone
            || rest
                .strip_prefix([',', ';'])
                .is_some_and(|next| next.starts_with("下同")),
    })
}

fn plain(kind: Kind, numeral: &Numeral, length: usize, unit: Option<&str>) -> Quantity {
    Quantity {
        kind,
        value: numeral.value,
        decimals: numeral.decimals,
        unit: unit.map(str::to_owned),
        yuan: None,
        factor: Decimal::ONE,
        comparator: None,
        bare: false,
        han: numeral.han,
        place: false,
        length,
        bracket: 0,
        measure: 0..0,
    }
}

/// What stands before a number without colon and verb, and whether there was one of them.
pub(super) fn name_before<'a>(words: &Vocabulary, before: &'a str) -> (&'a str, bool) {
    let mut name = before.trim_end_matches(':');
    while let Some(head) = words.strip_suffix(Class::Copula, name) {
        // 计 is the end of 合计.
        let amount = words.strip_suffix(Class::Amount, name);
        if amount.is_some_and(|longer| longer.len() < head.len()) {
            break;
        }
        name = head;
    }
    (name, name.len() < before.len())
}

/// The sentence that `before` ends in.
fn sentence(before: &str) -> &str {
    let start = before
        .char_indices()
        .rev()
        .take_while(|(at, c)| before.len() - at < SENTENCE_REACH && !matches!(c, '。' | '\n'))
        .last()
        .map_or(before.len(), |(at, _)| at);
    before.behind(start)
}

/// Whether a name of money stands in the sentence.
fn words_in(words: &Vocabulary, sentence: &str) -> bool {
    heads(sentence).any(|(_, head)| words.ends(Class::Amount, head))
}

/// Whether the number may as well be a year.
pub(super) fn is_year(numeral: &Numeral) -> bool {
    let years = Decimal::from(1900)..=Decimal::from(2100);
    numeral.decimals == 0 && !numeral.grouped && years.contains(&numeral.value)
}

#[cfg(test)]
mod tests {
    use crate::grammar::scan::scan;
    use crate::lexicon::numbers::vocabulary;

    #[test]
    fn what_shares_its_sign_with_another_is_no_whole() {
        let passage = "31日元1%,其中:货物65。";
        let found = scan(vocabulary(), passage, &|_| false);
        let read: Vec<&str> = found.into_iter().map(|one| &passage[one.range]).collect();
        assert_eq!(read, ["31日元"]);
    }
}
