//! The words before a number, as frames see them.

use super::super::token::{Is, Token};
use crate::grammar::scan::Found;
use crate::lexicon::clause::{Class, words};
use crate::lexicon::frames::Slot;
use crate::lexicon::lists::{Class as List, list};
use crate::record::{Quantity as Kind, Sign};
use crate::text::{Cut, pairs};

/// A clause is laid against the frames with at most so many words before its number, and behind.
pub(super) const LONGEST_LEAD: usize = 48;
pub(super) const LONGEST_TAIL: usize = 4;

/// The tokens of a slot.
pub(super) fn slice(lead: &[Token], slot: Slot) -> &[Token] {
    slot.and_then(|(from, to)| lead.get(from..to.min(lead.len())))
        .unwrap_or(&[])
}

/// The words before those of a comparison or a whole.
pub(super) fn outside(lead: &[Token], versus: Slot, whole: Slot) -> &[Token] {
    let from = [versus, whole]
        .iter()
        .flatten()
        .map(|(from, _)| *from)
        .min();
    match from {
        // 与2019年相比 at the beginning.
        Some(0) => {
            let end = versus.or(whole).map_or(0, |(_, to)| to);
            lead.behind(end.min(lead.len()))
        }
        Some(from) => lead.before(from.min(lead.len())),
        None => lead,
    }
}

/// The kind letter of a number; a capital for one with a minus.
pub(super) fn letter(found: &Found) -> u8 {
    let letter = match found.quantity.kind {
        Kind::Money => b'm',
        Kind::Percent => b'p',
        Kind::Count => b'c',
    };
    if found.quantity.value.is_sign_negative() {
        letter.to_ascii_uppercase()
    } else {
        letter
    }
}

/// The letters of the words before a number, `#`, and those of the words behind it.
pub(super) fn letters(lead: &[Token], tail: &[Token]) -> String {
    let mut letters = String::with_capacity(lead.len() + tail.len() + 1);
    letters.extend(lead.iter().map(|token| char::from(token.letter())));
    letters.push('#');
    letters.extend(tail.iter().map(|token| char::from(token.letter())));
    letters
}

/// Whether each number of a list may have a verb of its own: 分别减少2万元、增加3万元.
pub(super) fn turns_each(lead: &[Token]) -> bool {
    let each = lead.iter().any(|token| token.is_a(Class::Each));
    each && lead.last().is_some_and(|token| match token.is {
        Is::Word(class) => direction(class).is_some(),
        _ => false,
    })
}

/// The direction that a verb says which alone stands between two numbers of a list: `、增加`, `和上升`.
pub(super) fn turn(between: &str) -> Option<Sign> {
    let verb = list(List::JoinsNumbers).trim_start(between);
    let (range, class) = words(verb).next()?;
    (range == (0..verb.len()))
        .then(|| direction(class))
        .flatten()
}

fn direction(class: Class) -> Option<Sign> {
    match class {
        Class::Up | Class::UpVerb => Some(Sign::Up),
        Class::Down | Class::DownVerb => Some(Sign::Down),
        _ => None,
    }
}

/// How many quantities from the first on are listed with nothing but 、 or 和 between them, and perhaps a verb.
pub(super) fn group_length(text: &str, found: &[Found], turns: bool) -> usize {
    let same = |a: &Found, b: &Found| {
        a.quantity.kind == b.quantity.kind
            && (a.quantity.kind != Kind::Count || turns || a.quantity.unit == b.quantity.unit)
    };
    let listed = pairs(found).take_while(|(one, next)| {
        let between = text.within(one.range.end..next.range.start);
        let joined = list(List::JoinsNumbers).contains(between);
        (joined || turns && turn(between).is_some()) && same(one, next)
    });
    listed.count() + 1
}
