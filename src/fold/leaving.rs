//! What converters leave in a line that its author did not write: glosses, entities, signs for
//! characters that were lost, the marks of pages.
//!
//! Every function looks at one place of a printed line and says how many of its bytes are such a
//! leaving, and what stands for them.

use super::figure;
use crate::text::{is_han, split_while};

/// A piece of a line that is no text of its author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Leaving {
    /// Its length in bytes.
    pub(super) length: usize,
    /// What it is read as.
    pub(super) read: Read,
}

/// What a leaving is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    /// Nothing: the characters around it belong together.
    Nothing,
    /// White space.
    Space,
    /// Another character.
    As(char),
    /// A number in brackets.
    Number(&'static str),
}

/// The leaving that begins at byte `at` of a line, if one does.
pub(super) fn at(line: &str, at: usize) -> Option<Leaving> {
    let (before, rest) = line.split_at(at);
    let spaced = |length| Leaving {
        length,
        read: Read::Space,
    };
    match rest.chars().next()? {
        '(' | '（' | '[' => gloss(before, rest).map(|length| Leaving {
            length,
            read: Read::Nothing,
        }),
        '?' | '？' | '\u{fffd}' => {
            shifted(before, rest).or_else(|| lost(before, rest).map(spaced))
        }
        '-' | '－' | '—' | '–' | '―' => page_mark(before, rest).map(spaced),
        '第' => page_of_pages(before, rest).map(spaced),
        '。' => shifted(before, rest),
        c if is_shifted(c) => shifted(before, rest),
        '&' => entity(rest),
        _ => None,
    }
}

/// So many characters on each side of a page's mark tell whether it stands in a sentence.
const REACH: usize = 60;

/// The length of the gloss that begins at byte `at`, or 0.
pub(super) fn gloss_at(text: &str, at: usize) -> usize {
    let (before, rest) = text.split_at(at);
    match rest.starts_with(['(', '（', '[']) {
        true => gloss(before, rest).unwrap_or(0),
        false => 0,
    }
}

/// The longest syllable of pinyin: zhuang.
const LONGEST_SYLLABLE: usize = 6;

/// The pinyin that some mirrors put behind a traditional or rare character: 預(yù)算. A syllable
/// without a tone mark (們(men)) is one only behind a traditional character.
fn gloss(before: &str, rest: &str) -> Option<usize> {
    // With a tone it may be set off by white space, or stand there twice.
    let near = before.trim_end();
    let glossed = near
        .chars()
        .next_back()
        .filter(|c| is_han(*c) || matches!(c, ')' | '）'))?;
    let inner = rest.strip_prefix(['(', '（', '['])?;
    let syllable = inner.trim_start();
    let mut toned = false;
    let mut letters = 0;
    let mut capital = false;
    for (at, c) in syllable.char_indices() {
        let (read, left) = syllable.split_at(at);
        match c {
            ')' | '）' | ']' => {
                let close = rest.len() - syllable.len() + at + c.len_utf8();
                let adjacent = near.len() == before.len() && inner.len() == syllable.len();
                let bare = || {
                    let letter = !capital && c != ']' && !read.ends_with(' ');
                    adjacent && letter && is_han(glossed) && super::fold_char(glossed) != glossed
                };
                return (letters > 0 && (toned || bare())).then_some(close);
            }
            // White space only before the bracket, looked at where it begins.
            ' ' if read.ends_with(' ') => continue,
            ' ' if left.trim_start().starts_with([')', '）', ']']) => continue,
            _ if is_tone(c) => {
                toned = true;
                continue;
            }
            _ if c.to_lowercase().next().is_some_and(is_toned) => toned = true,
            // ɑ and ɡ stand for a and g in the fonts of school books.
            'a'..='z' | 'ü' | 'ɑ' | 'ɡ' => {}
            'A'..='Z' if letters == 0 => capital = true,
            _ => return None,
        }
        letters += 1;
        if letters > LONGEST_SYLLABLE {
            return None;
        }
    }
    None
}

/// A letter with one of the four tones of pinyin.
fn is_toned(c: char) -> bool {
    "āáǎàăēéěèĕīíǐìĭōóǒòŏūúǔùŭǖǘǚǜńňǹḿ".contains(c)
}

/// The accent of a tone that stands behind its letter, and the points of ü.
fn is_tone(c: char) -> bool {
    matches!(
        c,
        '\u{300}' | '\u{301}' | '\u{304}' | '\u{306}' | '\u{308}' | '\u{30c}'
    )
}

/// Question marks that stand for white space which the converter's encoding did not have: at the
/// head of a line, several together, or between a number and its unit.
fn lost(before: &str, rest: &str) -> Option<usize> {
    const SIGNS: [char; 3] = ['?', '？', '\u{fffd}'];
    // A row is looked at where it begins.
    if before.ends_with(SIGNS) {
        return None;
    }
    let behind = rest.trim_start_matches(SIGNS);
    let length = rest.len() - behind.len();
    let next = behind.trim_start().chars().next()?;
    let at_head = before.trim_end().is_empty();
    let opens = is_han(next) || matches!(next, '(' | '（' | '“' | '《' | '①'..='⑳');
    // `?98%` of a target is a sign that was lost, not white space.
    let dated = || {
        let (digits, after) = split_while(behind.trim_start(), |c| c.is_ascii_digit());
        !digits.is_empty() && after.trim_start().starts_with(['年', '.', '、', '．'])
    };
    let several = rest.chars().nth(1).is_some_and(|c| c == '?') && rest.starts_with('?');
    let in_amount = before.ends_with(|c: char| c.is_ascii_digit()) && is_han(next);
    (at_head && (opens || dated()) || !at_head && (several || in_amount)).then_some(length)
}

/// What numbers in brackets become where a byte of GBK was lost before them: （一） is A3A8 D2BB A3A9, and without
/// its first byte A8D2 BBA3 A9…. The bytes of （六） give no character.
const SHIFTED: [(&str, &str); 9] = [
    ("ㄒ唬", "(一)"),
    ("ǘ", "(二)"),
    ("ㄈ", "(三)"),
    ("ㄋ模", "(四)"),
    ("ㄎ澹", "(五)"),
    ("ㄆ撸", "(七)"),
    ("ò耍", "(八)"),
    ("ň牛", "(九)"),
    ("ㄊ", "(十)"),
];

/// Whether what is left of a number in brackets may begin with a character.
fn is_shifted(c: char) -> bool {
    matches!(c, 'ㄅ'..='ㄩ' | 'ǘ' | 'ò' | 'ň')
}

/// `？。ㄒ唬┲` at the head of a line or of a clause: a number in brackets that lost its first byte, and the white
/// space or the stop before it.
fn shifted(before: &str, rest: &str) -> Option<Leaving> {
    let lost = |c: char| matches!(c, '?' | '？' | '\u{fffd}');
    let points = ['。', '；', ';', '：', ':', '，', ',', '、'];
    // A row of signs is looked at where it begins.
    if rest.starts_with(lost) && before.ends_with(lost) {
        return None;
    }
    let signs = rest.trim_start_matches(lost);
    let number = signs.strip_prefix('。').unwrap_or(signs);
    if !number.starts_with(is_shifted) {
        return None;
    }
    let (behind, read) = SHIFTED
        .iter()
        .find_map(|(garbage, read)| Some((number.strip_prefix(garbage)?, read)))?;
    let head = before.trim_end_matches(|c: char| c.is_whitespace() || lost(c));
    // A stop is half of a lost sign too behind another one, or at the head of a line.
    let halved = head.is_empty() || signs.len() < rest.len();
    let stopped = number.len() < signs.len();
    if !head.is_empty() && !head.ends_with(points) || stopped && !halved {
        return None;
    }
    // The byte that is left of its last bracket took one of the next character.
    let boxed = behind.strip_prefix(|c: char| ('\u{2500}'..='\u{257f}').contains(&c));
    let behind = boxed.unwrap_or(behind);
    Some(Leaving {
        length: rest.len() - behind.len(),
        read: Read::Number(read),
    })
}

/// `— 11 —` between two words of a sentence: the number of a page that ended there.
fn page_mark(before: &str, rest: &str) -> Option<usize> {
    const DASHES: [char; 5] = ['-', '－', '—', '–', '―'];
    if before.ends_with(DASHES) {
        return None;
    }
    let inner = rest.trim_start_matches(DASHES);
    let number = inner.trim_start();
    let behind = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let closing = behind.trim_start();
    let end = closing.trim_start_matches(DASHES);
    let spaced = inner.len() > number.len() && behind.len() > closing.len();
    let long = rest.starts_with(['—', '―']) && closing.starts_with(['—', '―']);
    let is_mark = (1..=3).contains(&(number.len() - behind.len())) && end.len() < closing.len();
    if !is_mark {
        return None;
    }
    let (head, tail) = (before.trim_end(), end.trim_start());
    // A dash is also an empty cell of a table: a sentence has points, and goes on on both sides.
    let is_word = |c: char| is_han(c) || matches!(c, '，' | '、' | '（' | '）');
    let ended = head.chars().next_back();
    let begun = tail.chars().next();
    let after_word = ended.is_some_and(is_word);
    let after_number = ended.is_some_and(figure::is_digit);
    let before_word = begun.is_some_and(is_word);
    let (digits, unit) = split_while(tail, |c| figure::is_digit(c) || matches!(c, '.' | ','));
    let before_amount = !digits.is_empty() && figure::is_amount(unit);
    let cuts = match (ended, begun) {
        (None, None) => false,
        (None, Some(_)) => long && before_word || figure::is_amount(tail),
        (Some(_), None) => (spaced || long) && (after_word || after_number),
        (Some(_), Some(_)) => {
            (spaced || long)
                && (after_word && (before_word || before_amount)
                    || after_number && figure::is_amount(tail))
        }
    };
    let is_point = |c: char| matches!(c, '，' | '。' | '；' | ',');
    let in_sentence =
        || before.chars().rev().take(REACH).any(is_point) || end.chars().take(REACH).any(is_point);
    (cuts && in_sentence()).then_some(rest.len() - end.len())
}

/// `第 3 页 共 20 页` on a line with text.
fn page_of_pages(before: &str, rest: &str) -> Option<usize> {
    fn behind_page(text: &str) -> Option<&str> {
        let (digits, behind) = split_while(text.trim_start(), |c| c.is_ascii_digit());
        let page = behind.trim_start().strip_prefix('页');
        page.filter(|_| !digits.is_empty())
    }
    let first = behind_page(rest.strip_prefix('第')?)?;
    let total = first.trim_start_matches([' ', '\u{a0}', '\u{3000}', ',', '，', '/']);
    let behind = behind_page(total.strip_prefix('共')?)?;
    let alone = before.trim_end().is_empty() && behind.trim_start().is_empty();
    (!alone).then_some(rest.len() - behind.len())
}

/// Entities of HTML that a converter left in its text.
const ENTITIES: [(&str, Read); 14] = [
    ("&nbsp;", Read::Space),
    ("&nbsp", Read::Space),
    ("&ensp;", Read::Space),
    ("&emsp;", Read::Space),
    ("&thinsp;", Read::Space),
    ("&ldquo;", Read::As('“')),
    ("&rdquo;", Read::As('”')),
    ("&quot;", Read::As('"')),
    ("&middot;", Read::As('·')),
    ("&hellip;", Read::As('…')),
    ("&mdash;", Read::As('—')),
    ("&ge;", Read::As('≥')),
    ("&le;", Read::As('≤')),
    ("&amp;", Read::As('&')),
];

fn entity(rest: &str) -> Option<Leaving> {
    let (name, read) = ENTITIES.iter().find(|(name, _)| rest.starts_with(name))?;
    Some(Leaving {
        length: name.len(),
        read: *read,
    })
}
