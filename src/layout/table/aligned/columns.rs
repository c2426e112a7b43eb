//! The columns of a body: first those of amounts, then what stands between them.

use super::token::{Look, Token};

/// What a column holds, by the look of its pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Code,
    Label,
    Amount,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// From where to where its pieces stand, in the body and then in the head.
    pub start: usize,
    pub end: usize,
    /// What it holds.
    pub role: Role,
    /// Which half of the table it belongs to: the labels on its left.
    pub half: usize,
    /// Its place among the columns of the body; `None` for one that only the head has.
    pub body: Option<usize>,
}

impl Column {
    /// Twice the middle of the column.
    pub fn middle(&self) -> usize {
        self.start + self.end
    }
}

/// Tokens that stand under each other.
#[derive(Debug, Clone)]
struct Band {
    start: usize,
    end: usize,
}

/// Finds the columns of a body; where there is none, those of the head's last full line.
pub fn find(body: &[Vec<Token>], head: &[Vec<Token>]) -> Vec<Column> {
    if body.is_empty() {
        let widest = head.iter().max_by_key(|line| line.len());
        return numbered(
            widest
                .into_iter()
                .flatten()
                .map(|token| (Role::Label, token.start, token.end))
                .collect(),
        );
    }
    let amounts = bands(body.iter().map(|line| {
        let looks = (0..line.len()).filter(|at| is_amount(line, *at));
        looks.map(|at| &line[at]).collect()
    }));
    let mut found: Vec<_> = amounts
        .iter()
        .map(|band| (Role::Amount, band.start, band.end))
        .collect();
    for zone in 0..=amounts.len() {
        let inside = |line: &[Token], at: usize, role: Role| {
            !is_amount(line, at)
                && role_of(&line[at]) == role
                && zone_of(&amounts, &line[at]) == zone
        };
        for role in [Role::Code, Role::Label] {
            let pieces = body.iter().map(|line| -> Vec<&Token> {
                let inside = (0..line.len()).filter(|at| inside(line, *at, role));
                inside.map(|at| &line[at]).collect()
            });
            let most = pieces.clone().map(|line| line.len()).max().unwrap_or(0);
            let mut bands = bands(pieces);
            // With one such piece a line there is one such column, however the lines are set.
            if most == 1 {
                bands = vec![Band {
                    start: bands.iter().map(|band| band.start).min().unwrap_or(0),
                    end: bands.iter().map(|band| band.end).max().unwrap_or(0),
                }];
            }
            found.extend(bands.iter().map(|band| (role, band.start, band.end)));
        }
    }
    numbered(found)
}

/// Sorts columns from the left, with the halves that they belong to.
fn numbered(mut found: Vec<(Role, usize, usize)>) -> Vec<Column> {
    found.sort_by_key(|(role, start, end)| (start + end, *role == Role::Amount));
    let mut half = 0;
    let mut amounts = false;
    found
        .into_iter()
        .enumerate()
        .map(|(at, (role, start, end))| {
            if role == Role::Amount {
                amounts = true;
            } else if amounts {
                half += 1;
                amounts = false;
            }
            Column {
                start,
                end,
                role,
                half,
                body: Some(at),
            }
        })
        .collect()
}

/// The place among the columns of a piece of a body line.
pub fn place(columns: &[Column], line: &[Token], at: usize) -> Option<usize> {
    let token = &line[at];
    let role = if is_amount(line, at) {
        Role::Amount
    } else {
        role_of(token)
    };
    let amounts: Vec<_> = columns
        .iter()
        .filter(|column| column.role == Role::Amount)
        .map(|column| Band {
            start: column.start,
            end: column.end,
        })
        .collect();
    let zone = (role != Role::Amount).then(|| zone_of(&amounts, token));
    let mut before = 0;
    columns
        .iter()
        .enumerate()
        .filter(|(_, column)| {
            let inside = zone.is_none_or(|zone| zone == before);
            before += usize::from(column.role == Role::Amount);
            column.role == role && inside
        })
        .min_by_key(|(_, column)| distance(column, token))
        .map(|(at, _)| at)
}

fn distance(column: &Column, token: &Token) -> (usize, usize) {
    let apart = token.start.saturating_sub(column.end) + column.start.saturating_sub(token.end);
    (apart, token.middle().abs_diff(column.middle()))
}

fn role_of(token: &Token) -> Role {
    match token.look {
        Look::Digits => Role::Code,
        Look::Amount | Look::Words => Role::Label,
    }
}

/// Whether a piece is an amount: it looks like one, or is digits that stand before no words.
fn is_amount(line: &[Token], at: usize) -> bool {
    match line[at].look {
        Look::Amount => true,
        Look::Words => false,
        Look::Digits => {
            let next = line[at + 1..]
                .iter()
                .find(|token| token.look != Look::Digits);
            let first = at == 0 || line[..at].iter().all(|token| token.look == Look::Digits);
            let code = matches!(line[at].bytes.len(), 3 | 5 | 7);
            let before_words = next.is_some_and(|next| next.look == Look::Words);
            // Digits that begin a line number it, whatever follows.
            !(before_words && (first || code))
                && !(first && (code || line.len() > 1))
                && !(code
                    && next.is_some_and(|next| next.look == Look::Amount)
                    && line[at].start > 0
                    && first)
        }
    }
}

/// How many columns of amounts stand to the left of a token.
fn zone_of(amounts: &[Band], token: &Token) -> usize {
    amounts
        .iter()
        .filter(|band| band.start + band.end < token.middle())
        .count()
}

/// Groups tokens that stand under each other. Two of one line never stand in one band.
fn bands<'a>(lines: impl Iterator<Item = Vec<&'a Token>>) -> Vec<Band> {
    let mut tokens: Vec<&Token> = Vec::new();
    // Places where a band must be cut: between two tokens of a line.
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        for pair in line.windows(2) {
            cuts.push((pair[0].end, pair[1].start));
        }
        tokens.extend(line);
    }
    tokens.sort_by_key(|token| (token.start, token.end));
    let mut bands: Vec<Band> = Vec::new();
    for token in tokens {
        match bands.last_mut() {
            Some(band) if token.start < band.end => band.end = band.end.max(token.end),
            _ => bands.push(Band {
                start: token.start,
                end: token.end,
            }),
        }
    }
    cuts.sort_unstable();
    let mut split = Vec::with_capacity(bands.len());
    for mut band in bands {
        let first = cuts.partition_point(|(end, _)| *end <= band.start);
        for (end, start) in &cuts[first..] {
            if *start >= band.end {
                break;
            }
            if *end > band.start {
                split.push(Band {
                    start: band.start,
                    end: *end,
                });
                band.start = *start;
            }
        }
        split.push(band);
    }
    split
}
