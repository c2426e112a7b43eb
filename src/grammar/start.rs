//! What a character of a passage may begin: a number, a quotation, a word of letters.

/// A quoted name is at most this long; a quotation mark that finds no partner within it is a slip.
const LONGEST_QUOTE: usize = 40;
/// The title of a document is at most this long.
const LONGEST_TITLE: usize = 80;

/// What may begin at a character.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
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
#[expect(
    clippy::indexing_slicing,
    reason = "a place beyond the table does not compile"
)]
static STARTS: [Option<Start>; 0x1_0000] = {
    let mut table = [None; 0x1_0000];
    let mut at = 0;
    while at < 128 {
        let c = at as u8;
        if c.is_ascii_digit() {
            table[at] = Some(Start::Digit);
        } else if c.is_ascii_alphabetic() {
            table[at] = Some(Start::Letter);
        }
        at += 1;
    }
    table['.' as usize] = Some(Start::Point);
    let numerals = [
        '零', '〇', '一', '壹', '二', '两', '贰', '三', '叁', '四', '肆', '五', '伍', '六', '陆',
        '七', '柒', '八', '捌', '九', '玖', '十', '拾', '百', '佰', '千', '仟', '万', '亿', '半',
        '对', '番',
    ];
    at = 0;
    while at < numerals.len() {
        table[numerals[at] as usize] = Some(Start::Han);
        at += 1;
    }
    let quotes = ['“', '「', '‘', '《'];
    at = 0;
    while at < quotes.len() {
        table[quotes[at] as usize] = Some(Start::Quote);
        at += 1;
    }
    table
};

/// The first character of `text` with which something may begin, and where it stands.
pub(super) fn first(text: &str) -> Option<(usize, Start)> {
    text.char_indices().find_map(|(at, c)| {
        let start = STARTS.get(c as usize).copied().flatten()?;
        Some((at, start))
    })
}

/// How many bytes the quotation or book title has with which `text` begins; its opening sign alone where none ends,
/// or where it is too long to be a name.
pub(super) fn quoted(text: &str) -> usize {
    let Some(open) = text.chars().next() else {
        return 0;
    };
    let alone = open.len_utf8();
    let (close, longest) = match open {
        '“' => ('”', LONGEST_QUOTE),
        '「' => ('」', LONGEST_QUOTE),
        '‘' => ('’', LONGEST_QUOTE),
        '《' => ('》', LONGEST_TITLE),
        _ => return alone,
    };
    let mut depth = 0usize;
    for (at, c) in text.char_indices().take(longest) {
        match c {
            '。' | '\n' | ';' if open != '《' => return alone,
            _ if c == open => depth += 1,
            _ if c == close => {
                depth -= 1;
                if depth == 0 {
                    return at + c.len_utf8();
                }
            }
            _ => {}
        }
    }
    alone
}
