//! What a character of a passage may begin: a number, a quotation, a word of letters.

/// A quoted name is at most this long; a quotation mark that finds no partner within it is a slip.
const LONGEST_QUOTE: usize = 40;
/// The title of a document is at most this long.
const LONGEST_TITLE: usize = 80;

/// What may begin at a character.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    Nothing,
    /// A number in digits.
    Digit,
    /// A point, before which a nought was left out.
    Point,
    /// A number in Chinese numerals.
    Han,
    /// A quotation or a title.
    Quote,
    /// A word of letters, digits in it included.
    Letter,
}

/// What may begin at each character of the basic plane.
static STARTS: [Start; 0x1_0000] = {
    let mut table = [Start::Nothing; 0x1_0000];
    let mut at = 0;
    while at < 128 {
        let c = at as u8;
        if c.is_ascii_digit() {
            table[at] = Start::Digit;
        } else if c.is_ascii_alphabetic() {
            table[at] = Start::Letter;
        }
        at += 1;
    }
    table['.' as usize] = Start::Point;
    let numerals = [
        '零', '〇', '一', '壹', '二', '两', '贰', '三', '叁', '四', '肆', '五', '伍', '六', '陆',
        '七', '柒', '八', '捌', '九', '玖', '十', '拾', '百', '佰', '千', '仟', '万', '亿', '半',
        '对', '番',
    ];
    at = 0;
    while at < numerals.len() {
        table[numerals[at] as usize] = Start::Han;
        at += 1;
    }
    let quotes = ['“', '「', '‘', '《'];
    at = 0;
    while at < quotes.len() {
        table[quotes[at] as usize] = Start::Quote;
        at += 1;
    }
    table
};

/// What begins at `at`, and how many bytes its character has.
pub(super) fn start_at(bytes: &[u8], at: usize) -> (Start, usize) {
    let first = bytes[at];
    match first {
        0..=0x7f => (STARTS[usize::from(first)], 1),
        0xe0..=0xef if at + 2 < bytes.len() => {
            let code = usize::from(first & 0x0f) << 12
                | usize::from(bytes[at + 1] & 0x3f) << 6
                | usize::from(bytes[at + 2] & 0x3f);
            (STARTS[code], 3)
        }
        0xf0..=0xff => (Start::Nothing, 4),
        _ => (Start::Nothing, 2),
    }
}

/// Where the quotation or book title that opens at `at` ends; `None` where none ends, or where it
/// is too long to be a name.
pub(super) fn quoted(passage: &str, at: usize) -> Option<usize> {
    let open = passage[at..].chars().next()?;
    let (close, longest) = match open {
        '“' => ('”', LONGEST_QUOTE),
        '「' => ('」', LONGEST_QUOTE),
        '‘' => ('’', LONGEST_QUOTE),
        '《' => ('》', LONGEST_TITLE),
        _ => return None,
    };
    let mut depth = 0usize;
    for (offset, c) in passage[at..].char_indices().take(longest) {
        match c {
            '。' | '\n' | ';' if open != '《' => return None,
            _ if c == open => depth += 1,
            _ if c == close => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + offset + c.len_utf8());
                }
            }
            _ => {}
        }
    }
    None
}
