//! Characters that converters lost from a date: `截至20171231日`, `截止2017 12月31日`, `2021全区`.

use crate::lexicon::lists::{Class as List, list};

use super::figure::value;

/// A character that is put back, and the byte of the line that it stands before.
pub(super) type Restored = (usize, char);

/// No date lost more of its characters.
const MOST: usize = 3;

/// What is put back into the date that begins at byte `at` of a line, in the order of the line.
pub(super) fn in_date(line: &str, at: usize) -> [Option<Restored>; MOST] {
    restored(line, at).unwrap_or_default()
}

fn restored(line: &str, at: usize) -> Option<[Option<Restored>; MOST]> {
    let (before, rest) = line.split_at(at);
    if before.ends_with(|c| value(c).is_some()) {
        return None;
    }
    let (year, behind_year) = number(rest, 4)?;
    if !(1990..2050).contains(&year) {
        return None;
    }
    let place = |left: &str| line.len() - left.len();
    if list(List::WholeTier)
        .at_start(behind_year.trim_start())
        .is_some()
    {
        return Some([Some((place(behind_year), '年')), None, None]);
    }
    let (behind_sign, lost_year) = sign(behind_year, '年');
    let (month, behind_month) = up_to_two(behind_sign.trim_start(), 12)?;
    let (behind_sign, lost_month) = sign(behind_month, '月');
    let day = up_to_two(behind_sign.trim_start(), 31);
    let dated = day.is_some_and(|(_, rest)| rest.trim_start().starts_with('日'));
    let since = list(List::Since).ends(before.trim_end());
    let mut found = [None; MOST];
    found[0] = lost_year.then(|| (place(behind_year), '年'));
    match day {
        // 2017 12 31 behind 截至 says what it is; 2017年12月31 is read as it stands.
        Some((_, rest)) if dated || since && lost_year && lost_month => {
            // Both month and day have two digits, where nothing parts them.
            let apart = behind_month.starts_with(char::is_whitespace);
            if lost_month && !apart && (month.1 != 2 || day.is_none_or(|(day, _)| day.1 != 2)) {
                return None;
            }
            found[1] = lost_month.then(|| (place(behind_month), '月'));
            found[2] = (!dated).then(|| (place(rest), '日'));
        }
        _ if lost_month => return None,
        _ => {}
    }
    found.iter().any(Option::is_some).then_some(found)
}

/// What stands behind a sign, and whether the sign is lost.
fn sign(text: &str, sign: char) -> (&str, bool) {
    match text.trim_start().strip_prefix(sign) {
        Some(rest) => (rest, false),
        None => (text, true),
    }
}

/// A number of so many digits.
fn number(text: &str, digits: usize) -> Option<(u32, &str)> {
    let mut chars = text.chars();
    let mut read = 0;
    for _ in 0..digits {
        read = read * 10 + value(chars.next()?)?;
    }
    Some((read, chars.as_str()))
}

/// A number of two digits, or of one with none behind it, and how many it has.
fn up_to_two(text: &str, most: u32) -> Option<((u32, usize), &str)> {
    let two = number(text, 2).map(|(read, rest)| ((read, 2), rest));
    let ((read, digits), rest) =
        two.or_else(|| number(text, 1).map(|(read, rest)| ((read, 1), rest)))?;
    (1..=most).contains(&read).then_some(((read, digits), rest))
}
