//! The pieces of a line that stand apart, and where.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// How the tool that wrote the text counted columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Every character is one column wide, as `pdftotext -layout` has it.
    Characters,
    /// A Chinese character is two columns wide, as on a terminal.
    Width,
}

/// What a piece looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Digits only.
    Digits,
    /// A number with a fraction, thousands or a sign; a dash.
    Amount,
    /// Anything else.
    Words,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the text.
    pub bytes: Range<usize>,
    /// The line that it stands on.
    pub line: usize,
    /// Its columns.
    pub start: usize,
    /// The column after it.
    pub end: usize,
    /// What it looks like.
    pub look: Look,
}

impl Token {
    /// Twice the middle of the token.
    pub fn middle(&self) -> usize {
        self.start + self.end
    }

    /// How many columns it takes up.
    pub fn width(&self) -> usize {
        self.end - self.start
    }
}

/// The pieces of a line that have two blank columns between them. A number after a single blank
/// stands apart too, if it ends the piece: long labels leave no more room.
pub fn tokens(source: &str, line: usize, bytes: Range<usize>, measure: Measure) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut column = 0;
    let mut blank = 2;
    for (at, c) in source[bytes.clone()].char_indices() {
        let at = bytes.start + at;
        let width = match measure {
            Measure::Characters => usize::from(c != '\u{c}'),
            Measure::Width => c.width().unwrap_or(0),
        };
        match c {
            ' ' | '\u{a0}' => blank += 1,
            '\u{3000}' | '\t' => blank += 2,
            _ if c.is_whitespace() || c.is_control() || width == 0 => {}
            _ => {
                match tokens.last_mut() {
                    Some(last) if blank < 2 => {
                        last.bytes.end = at + c.len_utf8();
                        last.end = column + width;
                    }
                    _ => tokens.push(Token {
                        bytes: at..at + c.len_utf8(),
                        line,
                        start: column,
                        end: column + width,
                        look: Look::Words,
                    }),
                }
                blank = 0;
            }
        }
        column += width;
    }
    let mut split = Vec::with_capacity(tokens.len());
    for token in stretched(source, tokens) {
        split_amounts(source, token, &mut split);
    }
    split
}

/// Short words that are stretched over their cell: `收      入`.
const STRETCHED: &[&str] = &[
    "收入", "支出", "项目", "合计", "总计", "小计", "金额", "备注", "单位", "名称", "编码",
];

/// Puts single characters that a word was stretched into together again. The levels of a code
/// (类 款 项) are words of one character.
fn stretched(source: &str, tokens: Vec<Token>) -> Vec<Token> {
    let character = |token: &Token| {
        let mut chars = source[token.bytes.clone()].chars();
        let first = chars.next()?;
        (chars.next().is_none() && ('\u{4e00}'..='\u{9fff}').contains(&first)).then_some(first)
    };
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut last: Option<char> = None;
    for token in tokens {
        let next = character(&token);
        if let (Some(first), Some(second), Some(before)) = (last, next, joined.last_mut()) {
            let level = |c| matches!(c, '类' | '款' | '项' | '节');
            let near = token.start - before.end <= 4;
            let word = [first, second].iter().collect::<String>();
            if (near && !(level(first) && level(second))) || STRETCHED.contains(&word.as_str()) {
                before.bytes.end = token.bytes.end;
                before.end = token.end;
                last = next;
                continue;
            }
        }
        last = next;
        joined.push(token);
    }
    joined
}

/// Parts the amounts at the end of a token from what stands before them.
fn split_amounts(source: &str, mut token: Token, into: &mut Vec<Token>) {
    let mut behind = Vec::new();
    while let Some((before, last)) = source[token.bytes.clone()].rsplit_once(' ') {
        if look(last) != Look::Amount || !last.contains('.') {
            break;
        }
        let length = last.len();
        let before = before.trim_end();
        let cut = token.bytes.start + before.len();
        // Amounts and blanks are a column a byte.
        let blanks = token.bytes.len() - before.len() - length;
        behind.push(Token {
            bytes: token.bytes.end - length..token.bytes.end,
            line: token.line,
            start: token.end - length,
            end: token.end,
            look: Look::Amount,
        });
        token.end -= length + blanks;
        token.bytes.end = cut;
    }
    token.look = look(&source[token.bytes.clone()]);
    into.push(token);
    into.extend(behind.into_iter().rev());
}

fn look(text: &str) -> Look {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        // A lone zero is an amount: no code is zero.
        return if text == "0" {
            Look::Amount
        } else {
            Look::Digits
        };
    }
    let body = text
        .trim_start_matches(['-', '－', '−', '¥', '￥', '('])
        .trim_end_matches(['%', '％', ')']);
    let number = body.starts_with(|c: char| c.is_ascii_digit())
        && body
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    let dash = !text.is_empty() && text.chars().all(|c| matches!(c, '-' | '—' | '－' | '–'));
    if number || dash {
        Look::Amount
    } else {
        Look::Words
    }
}
