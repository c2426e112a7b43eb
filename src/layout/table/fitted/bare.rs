//! Tables written one cell a line, without marks.
//!
//! A page that lost its tags leaves its tables so. Short lines that follow each other, a good part of
//! them numbers, may be one; a title or a unit before them makes it likelier, and their first
//! lines must be heads that the lexicon knows. Running text has no lines that are numbers only.

use super::counted::with_row_numbers;
use super::name::Name;
use super::{Fit, Kind, Rows, Token, fit, is_form};
use crate::fold::Folded;
use crate::layout::table::cell_per_line::{self, is_numbered, is_title};
use crate::layout::table::value::{Content, content};
use crate::layout::table::{Cell, Grid, Page, declares, together};
use crate::lexicon::columns::{self, Role};
use crate::lexicon::heads;
use crate::lexicon::lists::Class as List;
use crate::record::Layout;
use crate::text::{Cut, pairs};

/// No cell of a table of accounts is longer.
const LONGEST_CELL: usize = 40;
/// Places at which a table without a title may begin.
const STARTS: usize = 5;
/// Where all cells have a blank line between them, so many stand about two empty cells: there are hardly more in a
/// row, and what stands further off is no part of the table.
const EMPTY_CELLS: usize = 5;
/// A run has so many cells before it goes on over empty ones, and at all.
const FEWEST: usize = 4;

/// What a line is by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Out,
    Blank,
    /// A title or a unit.
    Frame,
    Cell,
    /// A cell that is all in brackets.
    Bracket,
    /// A cell of a number.
    Number,
}

impl Line {
    fn is_cell(self) -> bool {
        matches!(self, Self::Cell | Self::Bracket | Self::Number)
    }
}

pub(in crate::layout::table) fn find(page: &Page) -> Vec<Grid> {
    let lines: Vec<Line> = (0..page.text.line_count())
        .map(|line| classify(page, line))
        .collect();
    let mut grids = Vec::new();
    for run in runs(&lines) {
        for piece in pieces(page, &lines, &run) {
            grids.extend(read_apart(page, piece));
        }
    }
    grids
}

fn classify(page: &Page, line: usize) -> Line {
    if page.is_claimed(line) {
        return Line::Out;
    }
    let printed = page.text.line(line);
    let folded = page.folded.line(line);
    if folded.is_empty() {
        return Line::Blank;
    }
    let signs = page.signs(line);
    if signs.tabs + signs.bars > 0 || folded.chars().nth(LONGEST_CELL).is_some() {
        return Line::Out;
    }
    if is_frame(folded) {
        return Line::Frame;
    }
    let mut words = printed.split_whitespace();
    let several = words.clone().count() > 1;
    let row = several && words.any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let sentence = folded.contains('。') || folded.ends_with([';', ':', ',', '!', '?', '、']);
    // 其中： is a head.
    let opens = || heads::opens_parts(&heads::name(folded));
    if row || sentence && !opens() {
        Line::Out
    } else if matches!(content(folded), Content::Number(_)) {
        Line::Number
    } else if folded.starts_with('(') && folded.ends_with(')') {
        Line::Bracket
    } else {
        Line::Cell
    }
}

/// Whether a line stands between the title of a table and its head, or is the title.
pub(super) fn is_frame(folded: &str) -> bool {
    let short = folded.chars().nth(LONGEST_CELL).is_none() && !folded.contains('。');
    short
        && (declares(folded, List::UnitKey)
            || is_title(folded)
            || folded.starts_with("公开") && folded.ends_with('表'))
        && !heads::is_known(&heads::name(folded))
}

/// Stretches of lines that follow each other, or that all have one blank line between them, or more where cells
/// are empty.
fn runs(lines: &[Line]) -> Vec<Vec<usize>> {
    let is_part = |line: usize| {
        let line = lines.get(line);
        line.is_some_and(|line| line.is_cell() || *line == Line::Frame)
    };
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if !is_part(at) {
            at += 1;
            continue;
        }
        let apart = |line: usize| lines.get(line + 1) == Some(&Line::Blank) && is_part(line + 2);
        let close = is_part(at + 1) || !apart(at);
        let mut run = vec![at];
        let mut amounts = false;
        while let Some(&last) = run.last() {
            let next = match close {
                true => Some(last + 1).filter(|next| is_part(*next)),
                false if apart(last) => Some(last + 2),
                // A head is broken over two lines.
                false if !amounts && is_broken(lines, last) => Some(last + 1),
                // What ends a head may be padded.
                false if run.len() < FEWEST && lines.get(last) != Some(&Line::Bracket) => None,
                false => behind_empty(lines, last),
            };
            let Some(next) = next else { break };
            amounts |= lines.get(next) == Some(&Line::Number);
            run.push(next);
        }
        let last = run.last().copied().unwrap_or(at);
        if run.len() >= FEWEST {
            runs.push(run);
        } else if close && last > at && apart(last) {
            // A title and a unit stand closer than the cells below them.
            at = last;
            continue;
        }
        at = last + 1;
    }
    runs
}

/// Whether a cell of words goes on with the next line, and a blank line behind that parts it from another.
fn is_broken(lines: &[Line], line: usize) -> bool {
    let words = |line: usize| matches!(lines.get(line), Some(Line::Cell | Line::Bracket));
    let next = lines.get(line + 3).is_some_and(|line| line.is_cell());
    words(line) && words(line + 1) && lines.get(line + 2) == Some(&Line::Blank) && next
}

/// The cell that stands behind empty ones, with a blank line before each of them and before it.
fn behind_empty(lines: &[Line], last: usize) -> Option<usize> {
    let blanks = lines.iter().skip(last + 1);
    let blanks = blanks
        .take(EMPTY_CELLS + 1)
        .take_while(|line| **line == Line::Blank)
        .count();
    let next = last + 1 + blanks;
    let own = lines.get(next).is_some_and(|line| line.is_cell());
    (own && (2..=EMPTY_CELLS).contains(&blanks)).then_some(next)
}

/// The cells of what may be one table, and whether a title or a unit stands before them.
struct Piece {
    tokens: Vec<Token>,
    framed: bool,
}

/// Parts a run at titles and units.
fn pieces(page: &Page, lines: &[Line], run: &[usize]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut piece = Piece {
        tokens: Vec::new(),
        framed: false,
    };
    // Where a blank line parts cells, two lines without one are of one cell.
    let close = pairs(run).all(|(one, next)| one + 1 == *next);
    for line in run {
        if lines.get(*line) == Some(&Line::Frame) {
            if !piece.tokens.is_empty() {
                pieces.push(std::mem::replace(
                    &mut piece,
                    Piece {
                        tokens: Vec::new(),
                        framed: false,
                    },
                ));
            }
            piece.framed = true;
            continue;
        }
        let broken = piece.tokens.last_mut();
        if let Some(last) = broken.filter(|last| !close && last.line + 1 == *line) {
            let end = page.text.line_range(*line).end;
            *last = Token {
                apart: last.apart,
                ..Token::of(page.text, last.range.start..end, *line)
            };
            continue;
        }
        let mut token = Token::of(page.text, page.text.line_range(*line), *line);
        token.apart = piece
            .tokens
            .last()
            .is_some_and(|last| *line > last.line + 2);
        piece.tokens.push(token);
    }
    pieces.push(piece);
    if let Some(first) = pieces.first_mut() {
        let above = run.first().and_then(|line| line.checked_sub(1));
        let framed = above.is_some_and(|line| {
            (line.saturating_sub(1)..=line)
                .any(|line| !page.is_claimed(line) && is_frame(page.folded.line(line)))
        });
        first.framed = first.framed || framed;
    }
    pieces
}

/// Puts the halves of heads together that stand on a line each: 基本, 支出.
fn whole_heads(tokens: Vec<Token>) -> Vec<Token> {
    let mut whole: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut body = false;
    for token in tokens {
        body |= token.is_number();
        let known = |text: &str| Name::of(text, None).is_known();
        match whole
            .last_mut()
            .filter(|_| !body && token.kind == Kind::Word)
        {
            Some(last)
                if last.kind == Kind::Word
                    && !(known(&last.text) && known(&token.text))
                    && heads::is_printed(&heads::name(&format!("{}{}", last.text, token.text))) =>
            {
                last.text = together([&last.text, &token.text]);
                last.range.end = token.range.end;
            }
            _ => whole.push(token),
        }
    }
    whole
}

/// The grid of a piece, else those of its parts between the cells that may be empty: what stands behind them may be
/// no part of the table.
fn read_apart(page: &Page, piece: Piece) -> Vec<Grid> {
    let Some(behind) = piece.tokens.iter().position(|token| token.apart) else {
        return read(page, &piece).into_iter().collect();
    };
    if let Some(grid) = read(page, &piece) {
        return vec![grid];
    }
    let (before, _) = piece.tokens.split_at(behind);
    let parts = piece
        .tokens
        .behind(behind)
        .chunk_by(|_, token| !token.apart);
    let part = |(at, tokens): (usize, &[Token])| Piece {
        tokens: tokens.to_vec(),
        framed: piece.framed && at == 0,
    };
    let parts = std::iter::once(before).chain(parts).enumerate().map(part);
    parts.filter_map(|part| read(page, &part)).collect()
}

fn read(page: &Page, piece: &Piece) -> Option<Grid> {
    if is_form(page, &piece.tokens) {
        let cells = piece.tokens.iter();
        return cell_per_line::form(page, cells.map(|cell| (cell.range.clone(), cell.line)));
    }
    if is_chart(page, piece) {
        return None;
    }
    let printed = |token: &Token| token.is_number() || token.kind == Kind::Dash;
    if let Some(grid) = roster(page, piece) {
        return Some(grid);
    }
    let piece = &Piece {
        tokens: with_row_numbers(whole_heads(piece.tokens.clone())),
        framed: piece.framed,
    };
    let mut end = piece.tokens.iter().rposition(printed)? + 1;
    // The number of the page may stand behind the last row.
    for _ in 0..2 {
        let starts = starts(piece, end);
        // The head begins behind the title; where it does not, or without one, the cheapest way counts.
        let first = starts.iter().filter(|start| piece.framed && **start == 0);
        let first = first
            .filter_map(|start| explained(piece, *start, end))
            .next();
        let best = first.or_else(|| {
            let all = starts
                .iter()
                .filter_map(|start| explained(piece, *start, end));
            all.min_by_key(|(start, fit)| (fit.cost, *start))
        });
        if let Some((start, fit)) = best {
            return fit.grid(
                page.text,
                piece.tokens.within(start..end),
                Layout::CellPerLine,
            );
        }
        let (last, before) = piece.tokens.before(end).split_last()?;
        last.bare()?;
        end = before.iter().rposition(printed)? + 1;
    }
    None
}

/// The grid of the cells from a place on, if it is good enough.
fn explained(piece: &Piece, start: usize, end: usize) -> Option<(usize, Fit)> {
    let tokens = piece.tokens.within(start..end);
    let fit = fit(tokens, Rows::Anywhere)?;
    is_table(&fit, tokens, piece.framed).then_some((start, fit))
}

/// Where the table may begin: behind its title, else at a head that the lexicon knows.
fn starts(piece: &Piece, end: usize) -> Vec<usize> {
    let tokens = piece.tokens.before(end);
    let Some(first) = tokens.iter().position(Token::is_number) else {
        return Vec::new();
    };
    let head = |token: &Token| Name::of(&token.text, None);
    let is_known = |token: &Token| head(token).is_known();
    let words = tokens.iter().enumerate().take(first).rev();
    let mut starts: Vec<usize> = words
        .map(|(at, token)| (at, head(token)))
        .filter(|(at, name)| {
            let above = || tokens.before(*at).last().is_some_and(is_known);
            name.is_known() && (name.is_stub() || !above())
        })
        // Before amounts stands a head of labels, even if its word is not known.
        .flat_map(|(at, name)| {
            let labels = at.checked_sub(1).filter(|_| !name.is_stub());
            std::iter::once(at).chain(labels)
        })
        .take(STARTS)
        .collect();
    if piece.framed && !starts.contains(&0) {
        starts.push(0);
    }
    starts
}

/// Whether a grid is good enough to be a table in the midst of text.
fn is_table(fit: &Fit, tokens: &[Token], framed: bool) -> bool {
    let numbers = tokens.iter().filter(|token| token.is_number()).count();
    let (known, heads) = fit.known;
    if framed {
        return known >= 1 && known * 2 >= heads || fit.is_numbered();
    }
    known >= 2 && known * 3 >= heads * 2 && numbers >= 2 && (fit.has_stub() || fit.rows() > 1)
}

/// Whether the cells are the legend of a figure: 图 stands above them.
fn is_chart(page: &Page, piece: &Piece) -> bool {
    let Some(first) = piece.tokens.first() else {
        return true;
    };
    let above = (0..first.line)
        .rev()
        .map(|line| page.folded.line(line))
        .find(|line| !line.is_empty());
    let is_figure = |line: &str| {
        let bare = line.trim_matches(|c: char| "()[]".contains(c) || c.is_ascii_digit());
        bare.ends_with('图') || bare.starts_with('图') && line.chars().count() < LONGEST_CELL
    };
    above.is_some_and(is_figure) || is_figure(&Folded::fold(&first.text))
}

/// A table of words: heads that are all known, and rows that each have as many cells.
fn roster(page: &Page, piece: &Piece) -> Option<Grid> {
    let names: Vec<Name> = piece
        .tokens
        .iter()
        .map(|token| Name::of(&token.text, None))
        .collect();
    let first = names
        .iter()
        .position(|name| name.is_known() && name.is_stub())?;
    let width = names
        .iter()
        .skip(first)
        .take_while(|name| name.is_known())
        .count();
    let counted = columns::role(&piece.tokens.get(first)?.text) == Some(Role::RowNumber);
    if width < 3 || !(piece.framed || counted || width > 3) {
        return None;
    }
    let last = piece
        .tokens
        .iter()
        .skip(first + width)
        .position(|token| is_numbered(&token.text))
        .map_or(piece.tokens.len(), |at| first + width + at);
    let tokens = piece.tokens.within(first..last);
    let body = tokens.behind(width);
    let whole = !body.is_empty() && body.len().is_multiple_of(width);
    let words = body.iter().enumerate().all(|(at, token)| {
        let number = counted && at % width == 0;
        token.is_number() == number
    });
    if !whole || !words {
        return None;
    }
    let rows = tokens
        .chunks(width)
        .map(|row| {
            let cell = |token: &Token| Cell::of(page.text, token.range.clone());
            row.iter().map(cell).collect()
        })
        .collect();
    let lines = tokens.first()?.line..tokens.last()?.line + 1;
    let mut grid = Grid::new(Layout::CellPerLine, lines, rows);
    grid.head = Some(1);
    Some(grid)
}
