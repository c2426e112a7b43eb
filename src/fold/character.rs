//! Single characters as folding sees them: what each is read as, and what it does to its neighbours.

use std::sync::LazyLock;

use crate::lexicon::rows::Folding;

/// How a character takes part in folding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Letters and digits: white space between two of them parts them and is kept.
    Word,
    /// A plain `.` or `,`: white space after one is kept before a word (`12, 345` is two numbers).
    Point,
    /// Everything else that is printed: white space beside it says nothing.
    Sign,
    /// White space and control characters.
    Space,
    /// Characters without width: what stands around one belongs together.
    Nothing,
}

/// For every character of the basic plane: what it is read as (0: itself).
pub(super) static FOLDING: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let mut table = vec![0u16; 0x1_0000];
    for row in Folding::all() {
        // Both are characters of the basic plane: a test says so.
        if let (Some(entry), Ok(to)) = (
            table.get_mut(row.printed as usize),
            u16::try_from(u32::from(row.read)),
        ) {
            *entry = to;
        }
    }
    table
});

/// The character that `printed` is read as: `（` as `(`, `２` as `2`, `萬` as `万`, `⻔` as `门`.
pub fn fold_char(printed: char) -> char {
    fold_with(&FOLDING, printed)
}

pub(super) fn fold_with(table: &[u16], printed: char) -> char {
    match table.get(printed as usize) {
        Some(0) | None => printed,
        Some(read) => char::from_u32(u32::from(*read)).unwrap_or(printed),
    }
}

/// Whether a character means something in its font alone. The first of them stands for wide white space in
/// files that were GBK.
pub(super) fn is_private(printed: char) -> bool {
    matches!(printed, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10fffd}') && printed != '\u{e5e5}'
}

/// The class of a character as printed: a full-width comma is a sign, no point.
pub(super) fn class(printed: char) -> Class {
    match printed {
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '０'..='９' | 'ａ'..='ｚ' | 'Ａ'..='Ｚ' => {
            Class::Word
        }
        '.' | ',' => Class::Point,
        ' ' | '\t' | '\u{3000}' => Class::Space,
        '\u{4e00}'..='\u{9fff}' => Class::Sign,
        // What most signs are; the rest say it by what Unicode knows of them.
        '、' | '。' | '，' | '；' | '：' | '（' | '）' | '“' | '”' | '《' | '》' | '%' | '|' => {
            Class::Sign
        }
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}'..='\u{2064}' => Class::Nothing,
        '\u{202a}'..='\u{202e}' | '\u{180e}' | '\u{fe00}'..='\u{fe0f}' => Class::Nothing,
        // Bullets say nothing; □ and ○ are boxes and noughts.
        '●' | '■' | '◆' | '◇' | '▲' | '△' | '▪' | '•' | '★' | '☆' | '►' | '▶' | '➢' | '➤' | '※' => {
            Class::Space
        }
        // What a font has at these places is its own: bullets, mostly.
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10fffd}' => Class::Space,
        _ if printed.is_whitespace() || printed.is_control() => Class::Space,
        _ if printed.is_alphabetic() => Class::Word,
        _ => Class::Sign,
    }
}

/// Class and reading of a character that begins no leaving and doubles nothing, which most are: it is read
/// alone, but for white space before a word.
pub(super) fn inert(table: &[u16], printed: char) -> Option<(Class, char)> {
    match printed {
        '0'..='9' | 'a'..='z' | 'A'..='Z' => Some((Class::Word, fold_with(table, printed))),
        // 第 may begin the mark of a page.
        '\u{4e00}'..='\u{9fff}' if printed != '第' => {
            let read = fold_with(table, printed);
            (read != '费').then_some((Class::Sign, read))
        }
        '|' | '%' | '“' | '”' => Some((Class::Sign, fold_with(table, printed))),
        _ => None,
    }
}

/// How the characters of the basic plane that are read as they are printed, whatever stands beside them, take
/// part in folding; nothing for the others.
pub(super) struct Plain(Vec<Option<Class>>);

pub(super) static PLAIN: LazyLock<Plain> = LazyLock::new(|| {
    let read_alone = |printed| match printed {
        '.' | ',' => Some(Class::Point),
        _ => inert(&FOLDING, printed)
            .filter(|(_, read)| *read == printed)
            .map(|(class, _)| class),
    };
    Plain(('\0'..='\u{9fff}').map(read_alone).collect())
});

impl Plain {
    /// How many bytes at the beginning of a text are read as they are printed, and the class of their last
    /// character. `last` is the class of the character before them, `spaced` whether white space stands between:
    /// before a letter it may have to be kept. A digit that may begin a date is none of them, nor a comma that may
    /// be one too many.
    pub(super) fn run(
        &self,
        text: &str,
        last: Option<Class>,
        spaced: bool,
    ) -> (usize, Option<Class>) {
        let mut last = last;
        for (at, printed) in text.char_indices() {
            let class = self.0.get(printed as usize).copied().flatten();
            let alone = match class {
                None => true,
                Some(Class::Point) => printed == ',' && (at == 0 || last == class),
                Some(Class::Word) => {
                    let dated = matches!(printed, '1' | '2');
                    spaced && at == 0 || dated && !matches!(last, Some(Class::Word | Class::Point))
                }
                Some(_) => false,
            };
            if alone {
                return (at, last);
            }
            last = class;
        }
        (text.len(), last)
    }
}

/// Whether white space between these two is kept.
pub(super) fn parts(last: Option<Class>, next: Class) -> bool {
    next == Class::Word && matches!(last, Some(Class::Word | Class::Point))
}

/// Which of two characters that follow each other is one too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubled {
    No,
    First,
    Second,
}

/// Points that slips double (`，，`, `,。`), and 费费. `behind` is what follows the second.
pub(super) fn doubled(first: char, second: char, behind: &str) -> Doubled {
    match (first, second) {
        (',' | '、' | '。' | ';' | ':', _) if first == second => Doubled::Second,
        ('。' | ';', ',' | '、') => Doubled::Second,
        (',' | '、', '。' | ';') => Doubled::First,
        // 接待费费用 is two words.
        ('费', '费') if !behind.starts_with(['用', '率']) => Doubled::Second,
        _ => Doubled::No,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_of_the_basic_plane() {
        for row in Folding::all() {
            let widest = u32::from(row.printed).max(u32::from(row.read));
            assert!(widest <= 0xffff, "{row:?}");
        }
    }
}
