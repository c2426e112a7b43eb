//! Tables that lost their grid: cells one a line without marks, rows with one space between cells,
//! cells before a bar whose empty neighbours are gone.
//!
//! What is left is the order of reading. In come the cells of a stretch of text, out comes the grid that
//! explains them best: a head put together from the groups of heads that the lexicon knows ([`head`]),
//! rows that put labels under heads of labels and amounts under heads of amounts ([`body`]), and for
//! rows with blanks the columns in which they add up ([`sums`]). What may stand in two columns is
//! marked as doubtful. Where such stretches are is told by [`bare`] and [`spaced`].

use std::ops::Range;

use rustc_hash::FxHashSet as HashSet;

use super::{Cell, Grid, Page, together};
use crate::lexicon::classification;
use crate::lexicon::columns::{self, Role};
use crate::lexicon::heads;
use crate::record::{Layout, SmolStr};
use crate::text::{Cut, Text};

mod bare;
mod body;
mod counted;
mod head;
mod indicators;
mod name;
mod side;
mod spaced;
mod sums;
mod template;
#[cfg(test)]
mod tests;
mod token;

pub(super) use bare::find as find_bare;
pub(super) use body::Rows;
pub(super) use spaced::find as find_spaced;

use body::Body;
use head::Forest;
use name::Name;
use sums::Placed;
use template::Template;
use token::token;
pub(super) use token::{Kind, Token};

/// The rows that decide between grids: so many cells are enough.
const SAMPLE: usize = 240;
/// No stretch of cells is longer: each costs a few dozen bytes for every column while they are laid out.
const MOST: usize = 1 << 20;
/// Heads whose first rows cost no more than this above the cheapest are weighed against each other.
const NEAR: u32 = 6;
/// Columns of other names at a price that is no higher by more leave those found in doubt.
const MARGIN: u32 = 4;
/// A first row has no more labels, codes and blanks before its first amount.
const STUB: usize = 6;
/// The same where empty cells are kept.
const WIDEST: usize = 30;

/// The grid that explains a stretch of cells.
pub(super) struct Fit {
    /// The price: how much it takes to explain the cells so.
    pub cost: u32,
    /// How many heads the lexicon knows, of how many.
    pub known: (usize, usize),
    forest: Forest,
    sure: bool,
    numbering: Range<usize>,
    template: Template,
    placed: Placed,
}

/// Finds the grid of a stretch of cells, head first.
pub(super) fn fit(tokens: &[Token], rows: Rows) -> Option<Fit> {
    if tokens.len() > MOST {
        return None;
    }
    let numbering = numbering(tokens);
    let names: Vec<Name> = tokens
        .iter()
        .take(head::LONGEST)
        .map(|token| Name::of(&token.text, (rows == Rows::Lines).then_some(token.line)))
        .collect();
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut least = u32::MAX;
    for count in head_lengths(tokens, &numbering, rows) {
        let Some(names) = names.get(..count) else {
            continue;
        };
        let start = numbering.as_ref().map_or(count, |found| found.range.end);
        for forest in head::forests(names) {
            let most = least.saturating_add(NEAR);
            if forest.cost > most {
                continue;
            }
            for candidate in candidates_of(tokens, start, &numbering, forest, count, rows, most) {
                least = least.min(candidate.cost);
                candidates.push(candidate);
            }
        }
    }
    candidates.retain(|candidate| candidate.cost <= least.saturating_add(NEAR));
    choose(tokens, candidates, &numbering, rows)
}

/// A head and the price of the first rows under it.
struct Candidate {
    cost: u32,
    forest: Forest,
    template: Template,
    head: usize,
    start: usize,
}

fn candidates_of(
    tokens: &[Token],
    start: usize,
    numbering: &Option<Numbering>,
    forest: Forest,
    head: usize,
    rows: Rows,
    most: u32,
) -> Vec<Candidate> {
    let body = tokens.within(start..tokens.len().min(start + SAMPLE));
    let leaves: Vec<&str> = forest
        .leaves
        .iter()
        .map(|leaf| token(tokens, *leaf).text.as_str())
        .collect();
    let uppermost: Vec<&str> = (0..leaves.len())
        .filter_map(|column| forest.path(column).first().copied())
        .map(|head| token(tokens, head).text.as_str())
        .collect();
    let mut found = Vec::new();
    for template in Template::of(&leaves, &uppermost) {
        let values = template
            .roles
            .iter()
            .filter(|role| **role == Role::Value)
            .count();
        if values == 0 {
            continue;
        }
        let most = most.saturating_sub(forest.cost + template.cost());
        let Some(read) = body::fit(body, &template, rows, most) else {
            continue;
        };
        let counted = numbering
            .as_ref()
            .is_none_or(|found| found.count == values || found.count == template.roles.len());
        let numbered = if counted { 0 } else { 30 };
        found.push(Candidate {
            cost: read.cost
                + forest.cost
                + template.cost()
                + template.unfilled(&read.rows)
                + heads_left(body, &template)
                + head::torn_off(tokens.before(head), body)
                + numbered,
            forest: forest.clone(),
            template,
            head,
            start,
        });
    }
    found
}

/// The price of heads left over before the first label with an amount: words that the lexicon knows,
/// and any words before a total, which is the first row where there is one. The first number may be the code
/// before the first label.
fn heads_left(body: &[Token], template: &Template) -> u32 {
    let first = body.iter().position(Token::is_number).unwrap_or(0);
    let words = body.iter().take(first).rev();
    let mut words = words.filter(|token| token.kind == Kind::Word);
    let code = template.roles.contains(&Role::Code)
        && body
            .get(first + 1)
            .is_some_and(|next| next.kind == Kind::Word);
    let label = if code { None } else { words.next() };
    let total = label.is_some_and(|label| columns::is_total(&heads::name(&label.text)));
    words
        .map(|word| match Name::of(&word.text, None).is_known() {
            true if total => 40,
            true => 25,
            false if total => 10,
            false => 0,
        })
        .sum()
}

/// The cheapest candidate, what adds up counted in its favour. Where another says something else of the
/// columns at about the same price, the columns are in doubt.
fn choose(
    tokens: &[Token],
    candidates: Vec<Candidate>,
    numbering: &Option<Numbering>,
    rows: Rows,
) -> Option<Fit> {
    let mut fits: Vec<Fit> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let body = tokens.behind(candidate.start);
            let Body { cost, rows: laid } = body::fit(body, &candidate.template, rows, u32::MAX)?;
            if !is_plausible(cost, laid.len(), body.len())
                || takes_codes(body, &laid, &candidate.template)
            {
                return None;
            }
            // Columns that nothing stands in: some other head is not that of a column.
            let filled = candidate.template.never_filled(&laid).0 == 0;
            let shift = |token: usize| token + candidate.start;
            let laid = laid
                .into_iter()
                .map(|row| {
                    let cell = |cell: Vec<usize>| cell.into_iter().map(shift).collect();
                    row.into_iter().map(cell).collect()
                })
                .collect();
            let texts: Vec<&str> = tokens
                .iter()
                .take(candidate.head)
                .map(|token| token.text.as_str())
                .collect();
            let placed = sums::place(tokens, &texts, &candidate.forest, &candidate.template, laid);
            let right = u32::try_from(placed.right.min(8)).unwrap_or(0);
            let wrong = u32::try_from(placed.wrong.min(8)).unwrap_or(0);
            let known = texts
                .iter()
                .filter(|text| Name::of(text, None).is_known())
                .count();
            Some(Fit {
                cost: (candidate.cost + 40 + 3 * wrong).saturating_sub(3 * right),
                known: (known, candidate.head),
                sure: candidate.forest.sure && !placed.torn && (filled || rows == Rows::Whole),
                forest: candidate.forest,
                numbering: numbering
                    .as_ref()
                    .map_or(0..0, |numbering| numbering.range.clone()),
                template: candidate.template,
                placed,
            })
        })
        .collect();
    fits.sort_by_key(|fit| fit.cost);
    let paths = |fit: &Fit| -> Vec<Vec<usize>> {
        (0..fit.forest.leaves.len())
            .map(|column| fit.forest.path(column))
            .collect()
    };
    let (first, others) = fits.split_first()?;
    let own = paths(first);
    let rivals = others
        .iter()
        .any(|fit| fit.cost <= first.cost + MARGIN && paths(fit) != own);
    let mut best = fits.swap_remove(0);
    best.sure = best.sure && !rivals;
    Some(best)
}

/// Whether a body is cheap enough to be one.
fn is_plausible(cost: u32, rows: usize, tokens: usize) -> bool {
    let cost = usize::try_from(cost).unwrap_or(usize::MAX);
    cost <= 18 * rows + tokens / 2 + 10
}

/// Whether codes would stand among amounts with fractions.
fn takes_codes(body: &[Token], rows: &[Vec<Vec<usize>>], template: &Template) -> bool {
    let coded = template.roles.contains(&Role::Code);
    let amounts = || {
        let cells = rows.iter().flat_map(|row| row.iter().zip(&template.roles));
        cells
            .filter(|(_, role)| **role == Role::Value)
            .flat_map(|(cell, _)| cell.iter().copied())
    };
    let code = |at: &usize| {
        let number = token(body, *at);
        let digits = &number.text;
        let named = body
            .get(at + 1)
            .is_some_and(|next| classification::names_code(&next.text, digits));
        number.bare().is_some() && classification::is_code(digits) && (coded || named)
    };
    let codes = amounts().filter(code).count();
    let fractions = amounts().filter(|at| token(body, *at).text.contains('.'));
    codes > 0 && fractions.count() > codes
}

/// Whether the cells are those of a form, which its words part.
fn is_form(page: &Page, tokens: &[Token]) -> bool {
    let words = tokens.iter().filter(|token| token.kind == Kind::Word);
    page.is_form(words.map(|token| token.text.as_str()))
}

/// A row that only numbers the columns.
struct Numbering {
    range: Range<usize>,
    count: usize,
}

/// Finds the row that numbers the columns before the first other number.
fn numbering(tokens: &[Token]) -> Option<Numbering> {
    let word = |token: &Token| {
        columns::role(&token.text) == Some(Role::RowNumber)
            || matches!(token.text.as_str(), "甲" | "乙" | "丙" | "丁")
            || token.text.contains(['=', '＝', '+'])
                && token.text.starts_with(|c: char| c.is_ascii_digit())
    };
    let first = tokens.iter().position(Token::is_number)?;
    if token(tokens, first).bare() != Some(1) {
        return None;
    }
    let above = tokens.before(first);
    let named = above.last().is_some_and(word);
    let words = above.iter().rev();
    let words = words.take_while(|token| word(token) || token.kind == Kind::Empty);
    let start = first - words.count();
    let (mut end, mut count) = (first, 0);
    while let Some(token) = tokens.get(end) {
        match token.bare() {
            Some(number) if usize::try_from(number) == Ok(count + 1) => count += 1,
            Some(_) => break,
            None if token.text.contains(['=', '＝']) && word(token) => count += 1,
            None if word(token) => {}
            None => break,
        }
        end += 1;
    }
    (count >= 3 || named && count >= 1).then_some(Numbering {
        range: start..end,
        count,
    })
}

/// How many cells the head may have: what stands before the first row, whose label and codes stand
/// before its first amount.
fn head_lengths(tokens: &[Token], numbering: &Option<Numbering>, rows: Rows) -> Vec<usize> {
    if let Some(numbering) = numbering {
        return vec![numbering.range.start];
    }
    let Some(first) = tokens.iter().position(Token::is_number) else {
        return Vec::new();
    };
    if rows == Rows::Lines {
        let begins = |at: usize| {
            let line = token(tokens, at).line;
            tokens.iter().position(|token| token.line == line)
        };
        let begun = begins(first);
        // A label alone may stand above the first row with amounts.
        let above = begun.and_then(|at| begins(at.checked_sub(1)?));
        let alone = above.filter(|at| begun == Some(at + 1));
        return begun
            .into_iter()
            .chain(alone)
            .filter(|at| *at > 0)
            .collect();
    }
    // Codes are numbers too: the first amount stands behind a label.
    let behind = |from: usize, is: fn(&Token) -> bool| {
        let found = tokens.iter().skip(from).position(is);
        found.map(|at| from + at)
    };
    let label = behind(first, |token| token.kind == Kind::Word);
    let label = label.filter(|label| label - first <= 3);
    let amount = label.and_then(|label| behind(label, Token::is_number));
    let reach = if rows == Rows::Whole { WIDEST } else { STUB };
    let last = amount.unwrap_or(first).max(first);
    let from = first.saturating_sub(reach).max(1);
    (from..=first.min(last)).rev().collect()
}

impl Fit {
    /// How many rows the body has.
    pub fn rows(&self) -> usize {
        self.placed.rows.len()
    }

    /// Whether the first column is headed by a word for labels or codes.
    pub fn has_stub(&self) -> bool {
        matches!(
            self.template.roles.first(),
            Some(Role::Label | Role::Code | Role::Agency | Role::RowNumber)
        )
    }

    /// Makes the grid.
    pub fn grid(&self, text: &Text, tokens: &[Token], layout: Layout) -> Option<Grid> {
        let width = self.forest.leaves.len();
        let paths: Vec<Vec<usize>> = (0..width).map(|column| self.forest.path(column)).collect();
        let depth = paths.iter().map(Vec::len).max()?;
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut printed = HashSet::default();
        for level in 0..depth {
            let row = paths.iter().filter_map(|path| {
                let head = *path.get(level).or(path.last())?;
                let copy = !printed.insert(head);
                let head = token(tokens, head);
                Some(Cell {
                    text: head.text.clone(),
                    range: (!copy).then(|| head.range.clone()),
                    merged: copy,
                    ..Cell::default()
                })
            });
            rows.push(row.collect());
        }
        let head = rows.len();
        for row in &self.placed.rows {
            let cells = row.iter().zip(&self.template.roles).map(|(cell, role)| {
                let value = *role == Role::Value;
                Cell {
                    doubtful: value && (!self.sure || cell.doubtful),
                    supposed: value && cell.supposed,
                    ..joined(text, tokens, &cell.tokens)
                }
            });
            rows.push(cells.collect());
        }
        let first = text.line_index(tokens.first()?.range.start);
        let last = tokens.last()?.range.end;
        let lines =
            first..text.line_index(last.saturating_sub(1).max(tokens.last()?.range.start)) + 1;
        let mut grid = Grid::new(layout, lines, rows);
        grid.head = Some(head);
        Some(grid)
    }

    /// Whether there is a numbering of columns between head and body.
    pub fn is_numbered(&self) -> bool {
        !self.numbering.is_empty()
    }
}

/// A cell of one token or several.
fn joined(text: &Text, tokens: &[Token], cell: &[usize]) -> Cell {
    let mut ranges = cell
        .iter()
        .map(|at| token(tokens, *at).range.clone())
        .filter(|range| !range.is_empty());
    let (Some(first), rest) = (ranges.next(), ranges.collect::<Vec<_>>()) else {
        return Cell::default();
    };
    let pieces = std::iter::once(&first).chain(&rest);
    let words: Vec<SmolStr> = pieces
        .map(|range| Cell::of(text, range.clone()).text)
        .collect();
    Cell {
        text: together(&words),
        range: Some(first),
        rest,
        ..Cell::default()
    }
}
