//! The columns of a body: first those of amounts, then what stands between them.

use super::token::{Look, Token};
use crate::text::pairs;

/// What a column holds, by the look of its pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Code,
    Label,
    Amount,
}

impl Role {
    /// Whether it is a column of amounts.
    pub fn is_amount(self) -> bool {
        self == Self::Amount
    }
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
pub struct Band {
    start: usize,
    end: usize,
}

/// So many heads of labels beside each other part the labels below them, though each line has one.
const NESTED: usize = 3;

/// Where a head stands that has no other below it, and whether it may be of amounts.
#[derive(Debug, Clone, Copy)]
pub struct Leaf {
    /// Twice its middle.
    pub middle: usize,
    /// Whether its words are not those of codes and labels.
    pub of_amounts: bool,
}

/// Finds the columns of a body; where there is none, those of the head's last full line. `leaves` are the
/// lowest heads.
pub fn find(body: &[Vec<Token>], head: &[Vec<Token>], leaves: &[Leaf]) -> Vec<Column> {
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
    let amounts = body.iter().map(|line| -> Vec<&Token> {
        let amounts = line.iter().filter(|token| token.look == Look::Amount);
        amounts.collect()
    });
    let single = amounts.clone().all(|line| line.len() < 2);
    let headed = leaves.iter().filter(|leaf| leaf.of_amounts).count();
    let full = full_bands(&amounts.clone().collect::<Vec<_>>(), headed);
    let mut amounts = full.unwrap_or_else(|| bands(amounts));
    // So it is with amounts, where no more than one head is theirs.
    if single && !leaves.is_empty() && headed < 2 {
        amounts = whole(&amounts);
    }
    let mut found: Vec<_> = amounts
        .iter()
        .map(|band| (Role::Amount, band.start, band.end))
        .collect();
    for zone in 0..=amounts.len() {
        for role in [Role::Code, Role::Label] {
            let inside =
                |token: &&Token| role_of(token) == role && zone_of(&amounts, token) == zone;
            let pieces = body
                .iter()
                .map(|line| -> Vec<&Token> { line.iter().filter(inside).collect() });
            let most = pieces.clone().map(|line| line.len()).max().unwrap_or(0);
            let mut bands = bands(pieces);
            // With one such piece a line there is one such column, however the lines are set.
            if most == 1 {
                let over = |leaf: &&Leaf| zone_at(&amounts, leaf.middle) == zone;
                let heads: Vec<&Leaf> = leaves.iter().filter(over).collect();
                let parted = below(&heads, &bands);
                bands = match role == Role::Label && parted.len() >= NESTED {
                    true => parted,
                    false => whole(&bands),
                };
            }
            found.extend(bands.iter().map(|band| (role, band.start, band.end)));
        }
    }
    numbered(found)
}

/// The bands of the lines that have an amount for every head, where most others stand clearly in them: a line that is
/// set otherwise makes no columns of its own.
fn full_bands(lines: &[Vec<&Token>], heads: usize) -> Option<Vec<Band>> {
    let full = bands(lines.iter().filter(|line| line.len() == heads).cloned());
    if heads < 2 || full.len() != heads {
        return None;
    }
    let mut clear = 0;
    let mut all = 0;
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let near: Vec<Near> = line.iter().filter_map(|token| near(&full, token)).collect();
        if !near.is_sorted_by(|one, next| one.band < next.band) {
            return None;
        }
        clear += usize::from(near.iter().all(|near| near.clearly));
        all += 1;
    }
    (clear * 2 >= all).then_some(full)
}

/// The band that a piece stands nearest to.
#[derive(Debug, Clone, Copy)]
struct Near {
    band: usize,
    /// Whether the next is twice as far.
    clearly: bool,
}

fn near(bands: &[Band], token: &Token) -> Option<Near> {
    let apart =
        |band: &Band| token.start.saturating_sub(band.end) + band.start.saturating_sub(token.end);
    let behind = bands.partition_point(|band| band.start + band.end < token.middle());
    let beside = bands.iter().enumerate().take(behind + 2);
    let beside = beside.skip(behind.saturating_sub(2));
    let mut gaps: Vec<(usize, usize)> = beside.map(|(at, band)| (apart(band), at)).collect();
    gaps.sort_unstable();
    let (gap, band) = *gaps.first()?;
    Some(Near {
        band,
        clearly: gaps.get(1).is_none_or(|(next, _)| 2 * gap < *next),
    })
}

/// Whether an amount stands between two of the columns of amounts and in neither.
pub fn is_stray(amounts: &[Band], token: &Token) -> bool {
    near(amounts, token).is_some_and(|near| !near.clearly)
}

/// Where the columns of amounts stand.
pub fn amounts(columns: &[Column]) -> Vec<Band> {
    let amounts = columns.iter().filter(|column| column.role == Role::Amount);
    let band = |column: &Column| Band {
        start: column.start,
        end: column.end,
    };
    amounts.map(band).collect()
}

/// What bands take up together, by the head that each is nearest to.
fn below(heads: &[&Leaf], bands: &[Band]) -> Vec<Band> {
    let nearest = |band: &Band| {
        let middle = band.start + band.end;
        let heads = heads.iter().enumerate();
        let nearest = heads.min_by_key(|(_, head)| head.middle.abs_diff(middle));
        nearest.map(|(at, _)| at)
    };
    let groups = bands.chunk_by(|one, other| nearest(one) == nearest(other));
    groups.flat_map(whole).collect()
}

/// What bands take up together, as one.
fn whole(bands: &[Band]) -> Vec<Band> {
    let start = bands.iter().map(|band| band.start).min();
    let end = bands.iter().map(|band| band.end).max();
    let both = start.zip(end);
    both.map(|(start, end)| Band { start, end })
        .into_iter()
        .collect()
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

/// The place of a piece of the body among the columns.
pub fn place(columns: &[Column], token: &Token) -> Option<usize> {
    let role = role_of(token);
    let amounts = amounts(columns);
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
        Look::Amount => Role::Amount,
        Look::Words => Role::Label,
    }
}

/// Tells codes from amounts among the pieces that are digits only, by what stands beside most of
/// those under each other: a code stands before words, a row number or an amount behind them.
pub fn tell_codes(body: &mut [Vec<Token>]) {
    let digits = bands(body.iter().map(|line| {
        let digits = line.iter().filter(|token| token.look == Look::Digits);
        digits.collect()
    }));
    let band_of = |token: &Token| {
        digits
            .partition_point(|band| band.end <= token.start)
            .min(digits.len().saturating_sub(1))
    };
    let mut votes = vec![(0usize, 0usize); digits.len()];
    for line in body.iter() {
        for (at, token) in line.iter().enumerate() {
            if token.look == Look::Digits
                && let Some((codes, amounts)) = votes.get_mut(band_of(token))
            {
                match stands_as_code(line, at) {
                    Some(true) => *codes += 1,
                    Some(false) => *amounts += 1,
                    None => {}
                }
            }
        }
    }
    for token in body.iter_mut().flatten() {
        if token.look == Look::Digits
            && let Some((codes, amounts)) = votes.get(band_of(token))
            && amounts > codes
        {
            token.look = Look::Amount;
        }
    }
}

/// Whether digits are a code, by their neighbours; `None` where those do not tell.
fn stands_as_code(line: &[Token], at: usize) -> Option<bool> {
    let (before, behind) = line.split_at(at);
    let (own, behind) = behind.split_first()?;
    let next = behind.iter().find(|token| token.look != Look::Digits);
    let begins = before.iter().all(|token| token.look == Look::Digits);
    let long = matches!(own.bytes.len(), 3 | 5 | 7);
    match next.map(|next| next.look) {
        Some(Look::Words) => Some(begins || long),
        // The label may be wrapped around the line.
        _ if begins => None,
        _ => Some(false),
    }
}

/// How many columns of amounts stand to the left of a token.
fn zone_of(amounts: &[Band], token: &Token) -> usize {
    zone_at(amounts, token.middle())
}

fn zone_at(amounts: &[Band], middle: usize) -> usize {
    amounts
        .iter()
        .filter(|band| band.start + band.end < middle)
        .count()
}

/// Groups tokens that stand under each other. Two of one line never stand in one band.
fn bands<'a>(lines: impl Iterator<Item = Vec<&'a Token>>) -> Vec<Band> {
    let mut tokens: Vec<&Token> = Vec::new();
    // Places where a band must be cut: between two tokens of a line.
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        cuts.extend(pairs(&line).map(|(one, next)| (one.end, next.start)));
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
        for (end, start) in cuts.iter().skip(first) {
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
