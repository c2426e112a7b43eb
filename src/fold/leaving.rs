//! What converters leave in a line that its author did not write: glosses, entities, signs for
//! characters that were lost, the marks of pages.
//!
//! Every function looks at one place of a printed line and says how many of its bytes are such a
//! leaving, and what stands for them.

use crate::text::is_han;

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
}

/// The leaving that begins at byte `at` of a line, if one does.
pub(super) fn at(line: &str, at: usize) -> Option<Leaving> {
    let (before, rest) = line.split_at(at);
    match rest.chars().next()? {
        '(' | '（' => gloss(before, rest).map(|length| Leaving {
            length,
            read: Read::Nothing,
        }),
        '?' | '？' | '\u{fffd}' => lost(before, rest).map(|length| Leaving {
            length,
            read: Read::Space,
        }),
        '-' | '－' | '—' | '–' => page_mark(before, rest).map(|length| Leaving {
            length,
            read: Read::Space,
        }),
        '第' => page_of_pages(before, rest).map(|length| Leaving {
            length,
            read: Read::Space,
        }),
        '。' => shifted(before, rest).map(|length| Leaving {
            length,
            read: Read::Space,
        }),
        '&' => entity(rest),
        _ => None,
    }
}

/// So many characters on each side of a page's mark tell whether it stands in a sentence.
const REACH: usize = 60;

/// The length of the gloss that begins at byte `at`, or 0.
pub(super) fn gloss_at(text: &str, at: usize) -> usize {
    let (before, rest) = text.split_at(at);
    match rest.starts_with(['(', '（']) {
        true => gloss(before, rest).unwrap_or(0),
        false => 0,
    }
}

/// The longest syllable of pinyin: zhuang.
const LONGEST_SYLLABLE: usize = 6;

/// The pinyin that some mirrors put behind a traditional or rare character: 預(yù)算. A syllable
/// without a tone mark (們(men)) is one only behind a traditional character.
fn gloss(before: &str, rest: &str) -> Option<usize> {
    let glossed = before.chars().next_back().filter(|c| is_han(*c))?;
    let mut toned = false;
    let mut letters = 0;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            ')' | '）' => {
                let is_gloss = letters > 0 && (toned || super::fold_char(glossed) != glossed);
                return is_gloss.then_some(at + c.len_utf8());
            }
            _ if is_toned(c) => toned = true,
            // ɑ and ɡ stand for a and g in the fonts of school books.
            'a'..='z' | 'ü' | 'ɑ' | 'ɡ' => {}
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
    let at_head = before.chars().all(char::is_whitespace);
    let opens = is_han(next)
        || matches!(next, '(' | '（' | '“' | '《' | '①'..='⑳')
        || shifted(before, behind.trim_start()).is_some();
    // `?98%` of a target is a sign that was lost, not white space.
    let dated = || {
        let digits = behind
            .trim_start()
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        let after = &behind.trim_start()[digits..];
        digits > 0 && after.trim_start().starts_with(['年', '.', '、', '．'])
    };
    let several = rest.chars().nth(1).is_some_and(|c| c == '?') && rest.starts_with('?');
    let in_amount = before.ends_with(|c: char| c.is_ascii_digit()) && is_han(next);
    (at_head && (opens || dated()) || !at_head && (several || in_amount)).then_some(length)
}

/// `。ㄒ唬┲` at the head of a line: what （一） becomes where a byte of GBK was lost before it. Bopomofo
/// stands in no budget.
fn shifted(before: &str, rest: &str) -> Option<usize> {
    let lost = |c: char| c.is_whitespace() || matches!(c, '?' | '？' | '\u{fffd}');
    let mut garbage = rest.char_indices().skip(1);
    let (_, sign) = garbage.next()?;
    if !before.chars().all(lost) || !matches!(sign, 'ㄅ'..='ㄩ' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ') {
        return None;
    }
    let boxed = |c: char| ('\u{2500}'..='\u{257f}').contains(&c);
    let (at, last) = garbage.next()?;
    let (at, last) = garbage
        .next()
        .filter(|(_, c)| boxed(*c))
        .unwrap_or((at, last));
    Some(at + last.len_utf8())
}

/// `— 11 —` between two words of a sentence: the number of a page that ended there.
fn page_mark(before: &str, rest: &str) -> Option<usize> {
    const DASHES: [char; 4] = ['-', '－', '—', '–'];
    if before.ends_with(DASHES) {
        return None;
    }
    let inner = rest.trim_start_matches(DASHES);
    let number = inner.trim_start();
    let behind = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let closing = behind.trim_start();
    let end = closing.trim_start_matches(DASHES);
    let spaced = inner.len() > number.len() && behind.len() > closing.len();
    let is_mark = (1..=3).contains(&(number.len() - behind.len()))
        && end.len() < closing.len()
        && (spaced || rest.starts_with('—') && closing.starts_with('—'));
    // A dash is also an empty cell of a table: a sentence has points, and words on both sides.
    let is_word = |c: char| is_han(c) || matches!(c, '，' | '、' | '（' | '）');
    let between = before.trim_end().chars().next_back().is_some_and(is_word)
        && end.trim_start().chars().next().is_some_and(is_word);
    let is_point = |c: char| matches!(c, '，' | '。' | '；' | ',');
    let in_sentence =
        || before.chars().rev().take(REACH).any(is_point) || end.chars().take(REACH).any(is_point);
    (is_mark && between && in_sentence()).then_some(rest.len() - end.len())
}

/// `第 3 页 共 20 页` on a line with text.
fn page_of_pages(before: &str, rest: &str) -> Option<usize> {
    let number = |text: &str| -> Option<usize> {
        let digits = text.trim_start();
        let behind = digits.trim_start_matches(|c: char| c.is_ascii_digit());
        let page = behind.trim_start().strip_prefix('页')?;
        (digits.len() > behind.len()).then_some(text.len() - page.len())
    };
    let rest_of = &rest['第'.len_utf8()..];
    let first = number(rest_of)?;
    let total = rest_of[first..].trim_start_matches([' ', '\u{a0}', '\u{3000}', ',', '，', '/']);
    let total = total.strip_prefix('共')?;
    let length = rest.len() - total.len() + number(total)?;
    let alone = before.trim().is_empty() && rest[length..].trim().is_empty();
    (!alone).then_some(length)
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
