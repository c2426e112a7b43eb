//! Numbers in digits: `756.8`, `1,096,625.50`, `82，225.00`, `33. 00`, and the scale words after
//! them.
//!
//! A comma may stand inside a number or between two, a point may end a sentence or begin a decimal.
//! Where that cannot be told, the number is a [`Digits::Doubt`]: better none than a wrong one.

use rust_decimal::Decimal;

use super::vocabulary::{Class, Vocabulary};
use crate::text::{Cut, is_han};

/// A number as written, without scale word or unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// Its value.
    pub value: Decimal,
    /// Digits printed after the point.
    pub decimals: u32,
    /// Whether it is written in Chinese numerals.
    pub han: bool,
    /// Whether thousands are parted.
    pub grouped: bool,
}

/// What digits say, and how many bytes say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// A number.
    Number(Numeral, usize),
    /// A code, a date, a version, or digits whose commas can be read in two ways.
    Doubt(usize),
}

/// What stands around digits, as far as it decides how they are read.
pub(super) struct Setting<'a> {
    /// The words of numbers.
    pub words: &'a Vocabulary,
    /// What stands before the digits.
    pub before: &'a str,
    /// Whether the `,` at an offset from the digits is a full-width one among plain digits.
    pub wide_comma: &'a dyn Fn(usize) -> bool,
    /// Whether they are one of several numbers: 分别为.
    pub listed: bool,
    /// Whether another of them has been read.
    pub proven: bool,
}

impl<'a> Setting<'a> {
    /// The setting of digits behind `before`.
    pub(super) fn new(
        words: &'a Vocabulary,
        before: &'a str,
        wide_comma: &'a dyn Fn(usize) -> bool,
    ) -> Self {
        Self {
            words,
            before,
            wide_comma,
            listed: words.ends(Class::Listing, before),
            proven: false,
        }
    }
}

/// More digits than this before the point are a code.
const LONGEST_WHOLE: usize = 15;
/// More digits than this after the point are none of money, percent or count.
const LONGEST_FRACTION: usize = 10;
/// A list of numbers ends within so many bytes.
const LIST_REACH: usize = 120;

/// Reads the digits with which `input` begins; `None` where it begins with none.
pub(super) fn digits(input: &str, setting: &Setting<'_>) -> Option<Digits> {
    let bytes = input.as_bytes();
    let whole = digits_from(bytes, 0);
    if whole == 0 && !(input.starts_with('.') && bytes.get(1).is_some_and(u8::is_ascii_digit)) {
        return None;
    }
    let doubt = Some(Digits::Doubt(run_of_digits(bytes)));
    let Some(groups) = groups(input, whole, setting) else {
        return doubt;
    };
    let mut end = groups.end;
    let mut decimals = 0;
    if let Some((from, to)) = fraction(bytes, end, whole == 0 || inside_a_clause(setting.before)) {
        decimals = to - from;
        end = to;
        if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            return doubt;
        }
        // 1.234,56 is how others write thousands.
        let parted = bytes.get(end) == Some(&b',') && !(setting.wide_comma)(end);
        if decimals == 3 && parted && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            return doubt;
        }
    }
    // `729，100%`: a percentage has no thousands, but a clause may begin with one.
    if groups.wide && !groups.plain && decimals == 0 && input.behind(end).starts_with(['%', '‰'])
    {
        end = whole;
    }
    let grouped = end > whole && groups.end > whole;
    let printed_whole = if grouped { groups.end } else { whole };
    let count = printed_digits(input.before(printed_whole)).count();
    let coded = whole > 1 && input.starts_with('0');
    if coded || count > LONGEST_WHOLE || decimals > LONGEST_FRACTION {
        return doubt;
    }
    let value = value(input.before(end), decimals)?;
    let numeral = Numeral {
        value,
        decimals: value.scale(),
        han: false,
        grouped,
    };
    Some(Digits::Number(numeral, end))
}

/// The value of digits with so many of them behind the point; commas and the point itself say nothing.
fn value(printed: &str, decimals: usize) -> Option<Decimal> {
    let mantissa = printed_digits(printed).try_fold(0i128, |sum, digit| {
        sum.checked_mul(10)?.checked_add(i128::from(digit - b'0'))
    })?;
    Decimal::try_from_i128_with_scale(mantissa, u32::try_from(decimals).ok()?).ok()
}

fn printed_digits(printed: &str) -> impl Iterator<Item = u8> {
    printed.bytes().filter(u8::is_ascii_digit)
}

/// The digits with which `input` begins, where nothing around them matters; `None` where they are
/// no plain number.
pub fn plain(input: &str) -> Option<(&str, Numeral)> {
    let bytes = input.as_bytes();
    let whole = digits_from(bytes, 0);
    let mut end = whole;
    let mut grouped = false;
    while bytes.get(end) == Some(&b',') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        if whole > 3 || digits_from(bytes, end + 1) != end + 4 {
            return None;
        }
        grouped = true;
        end += 4;
    }
    let mut decimals = 0;
    if let Some((from, to)) = fraction(bytes, end, false) {
        (decimals, end) = (to - from, to);
    }
    let dotted =
        bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    if whole == 0 || dotted || whole > LONGEST_WHOLE {
        return None;
    }
    let value = value(input.before(end), decimals)?;
    let numeral = Numeral {
        value,
        decimals: value.scale(),
        han: false,
        grouped,
    };
    Some((input.behind(end), numeral))
}

/// How far the thousands reach, and with what commas.
struct Groups {
    end: usize,
    plain: bool,
    wide: bool,
}

/// The groups of three behind the first digits; `None` where commas can be read in two ways.
fn groups(input: &str, whole: usize, setting: &Setting<'_>) -> Option<Groups> {
    let bytes = input.as_bytes();
    let mut read = Groups {
        end: whole,
        plain: false,
        wide: false,
    };
    let none = Groups {
        end: whole,
        plain: false,
        wide: false,
    };
    while bytes.get(read.end) == Some(&b',') {
        let spaced = bytes.get(read.end + 1) == Some(&b' ');
        let from = read.end + 1 + usize::from(spaced);
        let to = digits_from(bytes, from);
        if to == from {
            break;
        }
        let wide = (setting.wide_comma)(read.end);
        let group = to - from == 3 && (1..=3).contains(&whole) && !input.starts_with('0');
        if !group {
            // `100，200，30万元` is a list; `1,2345` is anything.
            return match (wide || spaced, read.plain) {
                (true, true) => Some(read),
                (true, false) => Some(none),
                (false, _) => None,
            };
        }
        if spaced && read.plain {
            break;
        }
        (read.plain, read.wide) = (read.plain || !(wide || spaced), read.wide || wide);
        read.end = to;
    }
    let listed = read.end > whole && setting.listed;
    match (listed, read.plain) {
        (false, _) => Some(read),
        (true, false) => Some(none),
        // 分别为100,200万元 would be one number; with another behind it, it is the first, and 各增加1,320.44万元 has
        // but one with decimals.
        (true, true) => {
            let rest = input.behind(read.end);
            (setting.proven || is_decimal(rest) || goes_on(rest)).then_some(read)
        }
    }
}

pub(super) fn is_decimal(rest: &str) -> bool {
    rest.strip_prefix('.')
        .is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether another number follows in the list.
fn goes_on(rest: &str) -> bool {
    let reach = rest
        .char_indices()
        .take_while(|(at, c)| *at < LIST_REACH && !matches!(c, '。' | ';' | '\n'));
    let mut parted = false;
    for (_, c) in reach {
        match c {
            '、' | '和' | '与' | '及' | ',' => parted = true,
            _ if parted && c.is_ascii_digit() => return true,
            _ => parted = false,
        }
    }
    false
}

/// The digits behind the point at `end`. A space after the point is one that a converter put
/// there, if the number stands inside a clause: `3. 15人` may as well be the third item.
fn fraction(bytes: &[u8], end: usize, inside: bool) -> Option<(usize, usize)> {
    if bytes.get(end) != Some(&b'.') {
        return None;
    }
    let spaced = inside && end > 0 && bytes.get(end + 1) == Some(&b' ');
    let from = end + 1 + usize::from(spaced);
    let to = digits_from(bytes, from);
    (to > from && !(spaced && to - from > 2)).then_some((from, to))
}

/// Whether what stands before a number is neither the beginning of a passage nor a sign that
/// parts sentences and items.
fn inside_a_clause(before: &str) -> bool {
    before
        .chars()
        .next_back()
        .is_some_and(|c| is_han(c) || matches!(c, '-' | '¥' | ':'))
}

fn digits_from(bytes: &[u8], from: usize) -> usize {
    let count = bytes.get(from..).map_or(0, |rest| {
        rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    });
    from + count
}

/// How many bytes digits, points and commas between digits take at the beginning.
fn run_of_digits(bytes: &[u8]) -> usize {
    let mut end = 0;
    loop {
        end = digits_from(bytes, end);
        let goes_on = matches!(bytes.get(end), Some(b'.' | b','))
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !goes_on {
            return end;
        }
        end += 1;
    }
}

/// A scale word: what the number before it is multiplied by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale<'a> {
    /// The factor, a power of ten.
    pub factor: Decimal,
    /// The word; empty where there is none.
    pub word: &'a str,
}

/// Reads 百 千 万 亿 and their compounds (百万, 千万, 万亿) after digits; always succeeds.
pub fn scale(input: &str) -> (&str, Scale<'_>) {
    let (rest, factor) = match begins_with_scale(input) {
        true => powers(input),
        false => {
            let unit = |rest: &str| rest.starts_with("个百分点") || rest.starts_with(['元', '圆']);
            thousands(input, unit).unwrap_or((input, Decimal::ONE))
        }
    };
    let word = input.before(input.len() - rest.len());
    (rest, Scale { factor, word })
}

/// What stands behind 百万 and the like, and what they multiply by.
fn powers(input: &str) -> (&str, Decimal) {
    let mut power = 0u32;
    let mut rest = input;
    let mut chars = input.chars();
    while let Some(c) = chars.next() {
        let next = chars.as_str();
        let more = match c {
            // A small power stands only before a great one: 百万, 千亿.
            '十' | '拾' if power == 0 && starts_great(next) => 1,
            // 3百分点 is three of them.
            '百' | '佰' if power == 0 && !next.starts_with('分') => 2,
            '千' | '仟' if power == 0 => 3,
            '万' => 4,
            '亿' => 8,
            _ => break,
        };
        if power + more > 12 {
            break;
        }
        power += more;
        rest = next;
    }
    (rest, Decimal::from(10u64.pow(power)))
}

/// `k` and `M` behind digits, a space before them or not: the rest and what they multiply by; `ends` tells whether
/// the number may end with them.
pub(super) fn thousands(text: &str, ends: fn(&str) -> bool) -> Option<(&str, Decimal)> {
    let tight = text.strip_prefix(' ').unwrap_or(text);
    let (rest, power) = match tight.strip_prefix(['k', 'K']) {
        Some(rest) => (rest, 1_000u32),
        None => (tight.strip_prefix('M')?, 1_000_000),
    };
    ends(rest).then_some((rest, Decimal::from(power)))
}

/// Whether a text may begin with a scale word.
pub(super) fn begins_with_scale(text: &str) -> bool {
    text.starts_with(['万', '亿', '十', '拾', '百', '佰', '千', '仟'])
}

fn starts_great(text: &str) -> bool {
    text.starts_with(['万', '亿'])
}
