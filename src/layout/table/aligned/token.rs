//! The pieces of a line that stand apart, and where.

use std::ops::Range;

use rustc_hash::FxHashMap as HashMap;
use unicode_width::UnicodeWidthChar;

use crate::lexicon::heads;
use crate::lexicon::lists::{Class as List, list};
use crate::text::{Cut, is_han, pairs};

/// How the tool that wrote the text counted columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Every character is one column wide, as `pdftotext -layout` has it.
    Characters,
    /// A Chinese character is two columns wide, as on a terminal.
    Width,
}

impl Measure {
    /// How many columns a character of a piece takes up.
    fn width(self, c: char) -> usize {
        match self {
            Self::Characters => 1,
            Self::Width => c.width().unwrap_or(0),
        }
    }
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

    fn is_words(&self) -> bool {
        self.look == Look::Words
    }

    /// It as printed.
    pub fn text<'s>(&self, source: &'s str) -> &'s str {
        source.within(self.bytes.clone())
    }

    /// How many columns it takes up.
    pub fn width(&self) -> usize {
        self.end - self.start
    }
}

/// The pieces of a line that have two blank columns between them. Long labels leave less room, and
/// pieces that look different stand apart after a single blank: an amount beside words, a code
/// before its name.
pub fn tokens(source: &str, line: usize, bytes: Range<usize>, measure: Measure) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut words = words(source, line, bytes, measure).into_iter().peekable();
    while let Some((word, blank)) = words.next() {
        let ends = words.peek().is_none_or(|(_, blank)| *blank > 1);
        let codes_before = tokens.len() > 1
            && matches!(tokens.get(tokens.len() - 2), Some(before) if before.look == Look::Digits);
        match tokens.last_mut() {
            Some(last) if blank < 2 && !stand_apart(source, last, &word, ends, codes_before) => {
                last.bytes.end = word.bytes.end;
                last.end = word.end;
                last.look = look(last.text(source));
            }
            _ => tokens.push(word),
        }
    }
    let mut split = Vec::with_capacity(tokens.len());
    for token in stretched(source, tokens) {
        let after_code = split
            .last()
            .is_some_and(|before: &Token| before.look == Look::Digits);
        split_code(source, token, after_code, &mut split);
    }
    split
}

/// The words of a line, each with how many columns are blank before it.
fn words(source: &str, line: usize, bytes: Range<usize>, measure: Measure) -> Vec<(Token, usize)> {
    let mut words: Vec<(Token, usize)> = Vec::new();
    let mut column = 0;
    let mut blank = 2;
    for (at, c) in source.within(bytes.clone()).char_indices() {
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
                match words.last_mut() {
                    Some((last, _)) if blank == 0 => {
                        last.bytes.end = at + c.len_utf8();
                        last.end = column + width;
                    }
                    _ => words.push((
                        Token {
                            bytes: at..at + c.len_utf8(),
                            line,
                            start: column,
                            end: column + width,
                            look: Look::Words,
                        },
                        blank,
                    )),
                }
                blank = 0;
            }
        }
        column += width;
    }
    for (word, _) in &mut words {
        word.look = look(word.text(source));
    }
    words
}

/// Whether two pieces with a blank between them stand in columns of their own; `ends`: whether a
/// longer blank follows.
fn stand_apart(source: &str, last: &Token, next: &Token, ends: bool, codes_before: bool) -> bool {
    let text = |token: &Token| token.text(source);
    match (last.look, next.look) {
        (_, Look::Amount) => is_exact(text(next)) || (ends && text(next).contains('.')),
        (Look::Amount, Look::Words) => is_exact(text(last)) && !begins_unit(text(next)),
        (Look::Digits, Look::Words) => is_code(text(last), codes_before) && begins_name(text(next)),
        _ => false,
    }
}

/// Whether a number is an amount and no number of an item: it has thousands or hundredths.
fn is_exact(number: &str) -> bool {
    let grouped = number
        .rsplit_once(',')
        .is_some_and(|(_, last)| last.split('.').next().is_some_and(|group| group.len() == 3));
    let fraction = number
        .rsplit_once('.')
        .map_or(0, |(_, fraction)| fraction.len());
    grouped || fraction >= 2
}

/// Whether words may name what stands before them, and are not its unit.
fn begins_name(words: &str) -> bool {
    let first = words.chars().next();
    first.is_some_and(|c| c == '（' || is_han(c)) && !begins_unit(words)
}

fn begins_unit(words: &str) -> bool {
    // 年终结转 is the item beside 上年结转, and no year of an amount.
    let item = words.starts_with("年终") || words.starts_with("年末") || words.starts_with("年初");
    !item
        && words.starts_with([
            '万', '亿', '元', '年', '月', '日', '个', '人', '号', '%', '％',
        ])
}

/// Whether digits may be a code of a classification, or of its next level.
fn is_code(digits: &str, codes_before: bool) -> bool {
    match digits.len() {
        3 | 5 | 7 => digits.starts_with(['2', '3', '5']),
        2 => codes_before,
        _ => false,
    }
}

/// Parts a code from the name that is printed right behind it: `01行政运行`, `2010601行政运行`.
fn split_code(source: &str, token: Token, after_code: bool, into: &mut Vec<Token>) {
    let text = token.text(source);
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (code, name) = text.split_at(digits);
    let is_code = match digits {
        2 => after_code,
        5 | 7 => is_code(code, after_code),
        _ => false,
    };
    if !is_code || !begins_name(name) {
        into.push(token);
        return;
    }
    let cut = token.bytes.start + digits;
    into.push(Token {
        bytes: token.bytes.start..cut,
        end: token.start + digits,
        look: Look::Digits,
        ..token
    });
    into.push(Token {
        bytes: cut..token.bytes.end,
        start: token.start + digits,
        look: Look::Words,
        ..token
    });
}

/// Parts words with a single blank between them where the second begins a column: where pieces of
/// several other lines begin, or where it stands as a piece of its own in several.
pub fn split_at_columns(source: &str, lines: &mut [Vec<Token>], measure: Measure) {
    let mut alone: HashMap<&str, usize> = HashMap::default();
    for token in lines.iter().flat_map(|line| line.iter().skip(1)) {
        *alone.entry(token.text(source)).or_default() += 1;
    }
    let stands_alone = |piece: &Token| {
        let text = piece.text(source);
        text.chars().count() > 3 && alone.get(text).is_some_and(|count| *count > 1)
    };
    let mut begun: HashMap<usize, usize> = HashMap::default();
    for token in lines.iter().flat_map(|line| line.iter().skip(1)) {
        *begun.entry(token.start).or_default() += 1;
    }
    let begins = |start: usize| begun.get(&start).is_some_and(|count| *count > 1);
    for line in lines {
        if line.iter().all(|token| !token.text(source).contains(' ')) {
            continue;
        }
        let mut split: Vec<Token> = Vec::with_capacity(line.len() + 1);
        for token in line.drain(..) {
            let pieces = words(source, token.line, token.bytes.clone(), measure);
            let from = split.len();
            for (piece, _) in pieces {
                let at = token.start + piece.start;
                let long = piece.bytes.len() > 3;
                match split.get_mut(from..).and_then(<[_]>::last_mut) {
                    Some(last)
                        if !(last.is_words() && (long && begins(at) || stands_alone(&piece))) =>
                    {
                        last.bytes.end = piece.bytes.end;
                        last.end = token.start + piece.end;
                    }
                    _ => split.push(Token {
                        start: at,
                        end: token.start + piece.end,
                        ..piece
                    }),
                }
            }
            if split.len() == from + 1 {
                split.truncate(from);
                split.push(token);
                continue;
            }
            for piece in split.iter_mut().skip(from) {
                piece.look = look(piece.text(source));
            }
        }
        *line = split;
    }
}

/// Parts a piece of a head that two cells have run into, with one piece of each below it: where both
/// halves make known heads with what is below.
pub fn split_heads(
    source: &str,
    lines: &mut [Vec<Token>],
    measure: Measure,
    is_head: impl Fn(&str) -> bool,
) {
    for at in 1..lines.len() {
        let (above, below) = lines.split_at_mut(at);
        let Some(line) = above.last_mut() else {
            return;
        };
        let parted = line.drain(..).flat_map(|token| {
            let meets = |other: &&Token| other.start < token.end && token.start < other.end;
            // Heads of one line may stand between the halves.
            let mut under = below.iter().flatten().filter(meets);
            let whole = is_head(token.text(source));
            let halves = match (under.next(), under.next(), under.next()) {
                (Some(left), Some(right), None) if !whole => {
                    let [left, right] = [left, right].map(|end| end.text(source));
                    halves(source, &token, measure, |first, second| {
                        is_head(&format!("{first}{left}")) && is_head(&format!("{second}{right}"))
                    })
                }
                _ => None,
            };
            halves.map_or_else(|| vec![token], Vec::from)
        });
        *line = parted.collect();
    }
}

/// Parts a piece of a head that several cells have run into, where each part is a known head and nothing
/// stands below. One word may be of two (财政拨款项目支出): then it stands over one column only; `amounts`
/// are twice the middles of those of amounts.
pub fn split_known(source: &str, lines: &mut [Vec<Token>], measure: Measure, amounts: &[usize]) {
    for at in 0..lines.len() {
        let (above, below) = lines.split_at_mut(at + 1);
        let Some(line) = above.last_mut() else {
            return;
        };
        let parted = line.drain(..).flat_map(|token| {
            let meets = |other: &Token| other.start < token.end && token.start < other.end;
            let free = !below.iter().flatten().any(meets);
            let words = free.then(|| known_words(token.text(source)));
            match words.flatten() {
                Some(cuts) => {
                    let pieces = cut_at(source, &token, measure, &cuts);
                    let inside =
                        |middle: &&usize| (2 * token.start..=2 * token.end).contains(*middle);
                    let columns = amounts.iter().filter(inside).count();
                    let name = |token: &Token| heads::name(token.text(source));
                    let nested = pairs(&pieces)
                        .any(|(one, next)| heads::stands_under(&name(next), &name(one)));
                    match nested && columns < pieces.len() {
                        true => vec![token],
                        false => pieces,
                    }
                }
                None => vec![token],
            }
        });
        *line = parted.collect();
    }
}

/// No head has more characters in which others are looked for.
const LONGEST_HEAD: usize = 48;

/// Where a text that is no known head is cut into the fewest that are; `None` where there is no way.
fn known_words(text: &str) -> Option<Vec<usize>> {
    let printed = |word: &str| {
        let word = word.trim();
        word.chars().nth(1).is_some() && heads::is_printed(&heads::name(word))
    };
    if heads::is_known(&heads::name(text)) || text.chars().nth(LONGEST_HEAD).is_some() {
        return None;
    }
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    // For each end the fewest words up to there, and where the last of them begins.
    let mut best: Vec<(usize, Option<(usize, usize)>)> = vec![(0, Some((0, 0)))];
    for end in ends.skip(1) {
        let words = best.iter().enumerate().filter_map(|(at, (start, before))| {
            let (before, _) = (*before)?;
            printed(text.within(*start..end)).then_some((before + 1, at))
        });
        let fewest = words.min();
        best.push((end, fewest));
    }
    let mut cuts = Vec::new();
    while best.len() > 1 {
        let (_, last) = best.pop()?;
        best.truncate(last?.1 + 1);
        cuts.push(best.last()?.0);
    }
    cuts.reverse();
    (cuts.len() > 1).then_some(cuts)
}

/// The pieces of a token that begin at some bytes of it.
fn cut_at(source: &str, token: &Token, measure: Measure, cuts: &[usize]) -> Vec<Token> {
    let text = token.text(source);
    let place = |at: usize| {
        token.start
            + text
                .before(at)
                .chars()
                .map(|c| measure.width(c))
                .sum::<usize>()
    };
    let ends = cuts.iter().skip(1).copied().chain([text.len()]);
    let piece = |(start, end): (usize, usize)| {
        let end = start + text.within(start..end).trim_end().len();
        Token {
            bytes: token.bytes.start + start..token.bytes.start + end,
            start: place(start),
            end: place(end),
            ..token.clone()
        }
    };
    cuts.iter().copied().zip(ends).map(piece).collect()
}

/// The halves of a piece that fit, cut between two of its characters.
fn halves(
    source: &str,
    token: &Token,
    measure: Measure,
    fit: impl Fn(&str, &str) -> bool,
) -> Option<[Token; 2]> {
    let text = token.text(source);
    let (cut, _) = text
        .char_indices()
        .skip(1)
        .find(|(at, _)| fit(text.before(*at).trim_end(), text.behind(*at)))?;
    <[Token; 2]>::try_from(cut_at(source, token, measure, &[0, cut])).ok()
}

/// Puts single characters that a word was stretched into together again. The levels of a code
/// (类 款 项) are words of one character.
fn stretched(source: &str, tokens: Vec<Token>) -> Vec<Token> {
    let character = |token: &Token| {
        let mut chars = token.text(source).chars();
        let first = chars.next()?;
        (chars.next().is_none() && is_han(first)).then_some(first)
    };
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut last: Option<char> = None;
    for token in tokens {
        let next = character(&token);
        if let (Some(first), Some(second), Some(before)) = (last, next, joined.last_mut()) {
            let level = |c| matches!(c, '类' | '款' | '项' | '节');
            let near = token.start - before.end <= 4;
            let word = [first, second].iter().collect::<String>();
            if (near && !(level(first) && level(second))) || list(List::Stretched).contains(&word) {
                before.bytes.end = token.bytes.end;
                before.end = token.end;
                before.look = Look::Words;
                last = next;
                continue;
            }
        }
        last = next;
        joined.push(token);
    }
    joined
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
