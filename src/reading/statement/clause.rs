//! Clauses: the signs that part them, and whether one is but a name.

use crate::lexicon::heads::AMONG;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::statement::{Class as Says, words};
use crate::text::Cut;

/// Whether a sign parts clauses.
pub fn is_sign(c: char) -> bool {
    matches!(
        c,
        ',' | '。' | ';' | ':' | '(' | ')' | '!' | '?' | '…' | '[' | ']' | '【' | '】'
    )
}

/// A bracket inside a name holds at most so many characters.
const LONGEST_IN_NAME: usize = 8;
/// So much is looked through for the end of a bracket that begins with 含 or 不含.
const LONGEST_INCLUDED: usize = 24;

/// Whether a clause is a name rather than a sentence.
pub fn is_name(text: &str) -> bool {
    let length = text.chars().count();
    let reason = words(Says::Reason).any_in(text);
    let sentence = list(List::SentenceStart).begins(text);
    (2..=40).contains(&length) && !reason && !sentence
}

/// Whether a bracket belongs to a name: （类）, （境）, （护）, （含…）.
pub fn is_name_bracket(text: &str, at: usize, sign: char) -> bool {
    match sign {
        '(' => {
            let behind = text.behind(at + 1);
            inside(behind.chars(), ')')
                .is_some_and(|(length, first)| belongs(length, first, behind.starts_with(AMONG)))
        }
        ')' => {
            let before = text.before(at);
            let Some((length, _)) = inside(before.chars().rev(), '(') else {
                return false;
            };
            let start = before.rfind('(').map_or(at, |open| open + 1);
            let inner = text.behind(start);
            belongs(length, inner.chars().next(), inner.starts_with(AMONG))
        }
        _ => false,
    }
}

/// How many characters stand before `end`, and the first of them; `None` where it is too far away.
fn inside(chars: impl Iterator<Item = char>, end: char) -> Option<(usize, Option<char>)> {
    let mut first = None;
    for (length, c) in chars.take(LONGEST_INCLUDED).enumerate() {
        if c == end {
            return Some((length, first));
        }
        first = first.or(Some(c));
    }
    None
}

fn belongs(length: usize, first: Option<char>, is_list: bool) -> bool {
    !is_list && (length <= LONGEST_IN_NAME || matches!(first, Some('含' | '不')))
}
