//! Numbers that are no quantities: codes, dates, versions, ordinals, scores, web addresses,
//! counters of pages, turns of phrase.

use super::quantity::{Quantity, is_boundary};
use super::vocabulary::{Class, Currency, Vocabulary};
use super::{comparator, han};
use crate::record::Quantity as Kind;
use crate::text::{Cut, is_han, split_while};

/// How many bytes at the beginning of `rest` are no number by what stands before them or by the
/// phrase they are part of; `None` where they may be one.
pub(super) fn no_number(words: &Vocabulary, before: &str, rest: &str) -> Option<usize> {
    let digits = rest.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let refused = match digits {
        true => is_inside_token(words, before),
        false => is_estimate(before, rest),
    };
    let counted = words.ends(Class::PageCounter, before.trim_end_matches(':'));
    if refused || counted || before.ends_with('第') {
        return Some(length(rest));
    }
    if digits {
        return None;
    }
    let behind = words.strip_prefix(Class::SetPhrase, rest)?;
    // The phrase may hold a number that its first numeral is no part of.
    Some(length(rest).min(rest.len() - behind.len()))
}

/// How many bytes of digits or numerals `rest` begins with.
pub(super) fn length(rest: &str) -> usize {
    if !rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        let first = rest.chars().next().map_or(1, char::len_utf8);
        return han::split(rest).0.len().max(first);
    }
    let bytes = rest.as_bytes();
    let mut end = 1;
    while let Some(byte) = bytes.get(end) {
        let goes_on = byte.is_ascii_digit()
            || matches!(byte, b'.' | b',') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !goes_on {
            break;
        }
        end += 1;
    }
    end
}

/// Whether what stands before says that digits are part of a word, a time, a score or a code:
/// `〔2018`, `3/12`, `2:1`, `6·18`, `1+3`, `%81`, `12 34`.
fn is_inside_token(words: &Vocabulary, before: &str) -> bool {
    let mut chars = before.chars().rev();
    let Some(last) = chars.next() else {
        return false;
    };
    let digit_before = chars.next().is_some_and(|c| c.is_ascii_digit());
    match last {
        '.' | '_' | '/' | '〔' | '﹝' | '%' | '#' | '№' | '±' => true,
        // 12. 345: neither a point nor the end of a sentence.
        ' ' => before
            .strip_suffix(". ")
            .map_or(digit_before, digit_ends_word),
        '-' if before.ends_with("号-") => true,
        ':' | '·' | '+' | '×' => digit_before,
        _ if last.is_ascii_alphanumeric() => currency_before(words, before).is_none(),
        _ => false,
    }
}

/// Whether digits end `head`, behind a word or behind more digits and a space.
fn digit_ends_word(head: &str) -> bool {
    let outer = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let gap = outer.strip_suffix(' ').unwrap_or("");
    outer.len() < head.len()
        && (outer.ends_with(is_han) || gap.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a Chinese numeral is part of an estimate that names no number: 几十, 数百.
fn is_estimate(before: &str, rest: &str) -> bool {
    let behind = rest.trim_start_matches(|c| han::power(c).is_some());
    let pure = behind.len() < rest.len() && !behind.starts_with(|c| han::digit(c).is_some());
    // 人数十二人 is twelve of a 人数; 数十人 is an estimate.
    before.ends_with('几') || pure && before.ends_with(['数', '成', '好'])
}

/// The currency that ends `before`, and its length with a space behind it.
pub(super) fn currency_before(words: &Vocabulary, before: &str) -> Option<(Currency, usize)> {
    let tight = before.strip_suffix(' ').unwrap_or(before);
    let tight = tight.strip_suffix(':').unwrap_or(tight);
    let (currency, head) = words.currency_before(tight)?;
    let whole = !currency.word.starts_with(|c: char| c.is_ascii_alphabetic())
        || !head.ends_with(|c: char| c.is_ascii_alphanumeric());
    whole.then_some((*currency, before.len() - head.len()))
}

/// Where the word of letters that begins at `at` ends, with the digits, signs and points that hang
/// on it: `V2.0`, `PM2.5`, `A4`, a web address. A currency is no such word: `RMB300`.
pub(super) fn word_end(words: &Vocabulary, passage: &str, at: usize) -> usize {
    let bytes = passage.as_bytes();
    let word = passage.behind(at);
    let (_, behind) = split_while(word, |c| c.is_ascii_alphabetic());
    let letters = word.len() - behind.len();
    let end = at + letters;
    if currency_before(words, passage.before(end)).is_some_and(|(_, length)| length >= letters) {
        return end;
    }
    let address = ["http", "www", "ftp"]
        .iter()
        .any(|start| word.starts_with(start));
    let mut end = end;
    while let Some(byte) = bytes.get(end) {
        let next = bytes.get(end + 1);
        let hangs = match byte {
            b'_' => true,
            b'.' | b'-' | b'%' => next.is_some_and(u8::is_ascii_alphanumeric),
            _ => byte.is_ascii_alphanumeric() || address && byte.is_ascii_graphic(),
        };
        if !hangs {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a number with a unit is still no quantity.
pub(super) fn no_quantity(
    words: &Vocabulary,
    before: &str,
    rest: &str,
    quantity: &Quantity,
) -> bool {
    let behind = rest.behind(quantity.length);
    if quantity.han && quantity.kind == Kind::Count && !counts(words, before, rest, quantity) {
        return true;
    }
    if quantity.han && (is_unsaid(words, before, rest) || quantity.bare && is_power(rest)) {
        return true;
    }
    let unit = quantity.unit.as_deref().unwrap_or("");
    // 9时30分 is a time, 第4条16款 a clause; 3个半月 is more than three.
    let time = match unit {
        "分" => before.ends_with(['时', '点', ':']),
        "秒" => before.ends_with(['分', '钟']),
        "日" => before.ends_with('月'),
        // 2018部门预算: a year that lost its 年.
        "部门" => words.begins(Class::BooksBehind, behind),
        // 30条规定 is the name of a rule; but of 出台30条规定 they are counted.
        "条" | "项" if words.begins(Class::RuleNoun, behind) => {
            !words.ends(Class::RuleMade, before) && !words.begins(Class::RuleWord, behind)
        }
        "款" | "项" => ends_an_article(before),
        _ => false,
    };
    let more = unit == "个" && behind.starts_with('半');
    // The decimals behind a lone point belong to a sum of money, not to a sentence before.
    let lone_point = rest.starts_with('.') && quantity.kind == Kind::Count;
    // 50块展板 are boards, but 50块 may be money; 一角 is a corner too.
    let pieces = matches!(unit, "块" | "角") && quantity.kind == Kind::Count && is_boundary(behind);
    // 增值税(50%部分): a share that is part of a name.
    let share =
        quantity.kind == Kind::Percent && before.ends_with('(') && behind.starts_with("部分)");
    time || more || lone_point || pieces || share
}

/// Whether the number of an article or a clause stands before: 第四条.
fn ends_an_article(before: &str) -> bool {
    let article = before.strip_suffix(['条', '款']);
    let numeral = |c: char| c.is_ascii_digit() || han::is_numeral(c);
    article.is_some_and(|head| head.trim_end_matches(numeral).ends_with('第'))
}

/// Whether a numeral begins with a power rather than a digit: 成千上万.
fn is_power(rest: &str) -> bool {
    rest.starts_with(['百', '千', '万', '亿', '佰', '仟'])
}

/// Whether 百, 千, 万 stand alone and no comparator touches them: 单位:万元, but not 近万条.
fn is_unsaid(words: &Vocabulary, before: &str, rest: &str) -> bool {
    is_power(rest)
        && !rest
            .trim_start_matches(|c| han::power(c).is_some())
            .starts_with("分之")
        && comparator::before(words, before).is_none()
        && !before.ends_with(['上', '过', '成'])
}

/// Whether a count in Chinese numerals counts something, rather than being a turn of phrase.
fn counts(words: &Vocabulary, before: &str, rest: &str, quantity: &Quantity) -> bool {
    let (numeral, behind) = han::split(rest);
    // 一 and 二 count nothing: 一批, 二次. But 购买设备一台 does.
    if numeral == "一" && words.begins(Class::Single, behind) {
        return !words.ends(Class::Alike, before);
    }
    if matches!(numeral, "一" | "二" | "零" | "〇" | "贰") {
        return false;
    }
    if quantity.place {
        return words.ends(Class::BeforePlaces, before);
    }
    let noun = rest.behind(quantity.length);
    // 人大三次会议 is the third.
    if before.ends_with(['大', '届']) && noun.starts_with("会议") {
        return false;
    }
    // 上百人 counts, 上三名 does not.
    let power = numeral.starts_with(|c| han::power(c).is_some_and(|power| power > 10));
    (power || !words.ends(Class::NotCounting, before)) && !words.begins(Class::VagueNoun, noun)
}
