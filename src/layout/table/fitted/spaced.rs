//! Tables whose cells have one space between them, or always as many, a row a line.
//!
//! Single spaces stand inside cells too (`合 计`), and empty cells leave nothing. Lines that end in numbers
//! are rows if lines of heads that the lexicon knows stand above them.

use std::ops::Range;

use super::bare::is_frame;
use super::name::{Name, is_item};
use super::{Kind, Rows, Token, fit, indicators, is_form};
use crate::layout::table::form::{Column, are_of_rows};
use crate::layout::table::{Cell, Grid, Page, together};
use crate::lexicon::columns;
use crate::lexicon::lists::{Class as List, list};
use crate::record::Layout;
use crate::text::{Cut, pairs};

/// A head has no more lines.
const HEAD_LINES: usize = 6;
/// A word of a head has no more pieces.
const PIECES: usize = 6;
/// A row has no longer text.
const LONGEST_LINE: usize = 240;

pub(in crate::layout::table) fn find(page: &Page) -> Vec<Grid> {
    let lines: Vec<Option<Row>> = (0..page.text.line_count())
        .map(|line| row(page, line))
        .collect();
    let rows = close(lines);
    let mut grids: Vec<Grid> = Vec::new();
    let mut at = 0;
    let mut free = 0;
    while let Some(row) = rows.get(at) {
        // Of two that end together the last: rows with all their cells need no words.
        let longest = [indicators::read(page, at, free), worded(page, &rows, at)];
        let longest = longest.into_iter().flatten();
        if let Some(grid) = longest.max_by_key(|grid| grid.lines.end) {
            at = grid.lines.end;
            free = at;
            grids.push(grid);
            continue;
        }
        if !row.as_deref().is_some_and(is_row) {
            at += 1;
            continue;
        }
        let end = end(&rows, at);
        if let Some(grid) = read(page, &rows, free, at..end) {
            grids.push(grid);
        }
        free = end;
        at = end;
    }
    grids
}

/// The cells of a line, and how many spaces stand between them.
struct Row {
    cells: Vec<Token>,
    gap: usize,
}

/// The cells of the lines that are rows for themselves: a space between them, or as many in all lines about
/// them though nothing stands under anything.
fn close(mut lines: Vec<Option<Row>>) -> Vec<Option<Vec<Token>>> {
    // A line of one cell has no gap of its own.
    for at in 1..lines.len() {
        let (before, line) = lines.split_at_mut(at);
        if let (Some(Some(before)), Some(Some(row))) = (before.last(), line.first_mut())
            && row.cells.len() == 1
        {
            row.gap = before.gap;
        }
    }
    let gap = |line: &Option<Row>| line.as_ref().map_or(1, |row| row.gap);
    let same = |one: &Option<Row>, other: &Option<Row>| gap(one) == gap(other);
    let rows = lines.chunk_by(same).flat_map(|run| {
        let cells: Vec<&[Token]> = run.iter().flatten().map(|row| &row.cells[..]).collect();
        let rows = run.first().is_none_or(|line| gap(line) == 1) || !is_aligned(&cells);
        let cells = |row: &Option<Row>| row.as_ref().filter(|_| rows).map(|row| row.cells.clone());
        run.iter().map(cells).collect::<Vec<_>>()
    });
    rows.collect()
}

/// Whether cells of lines that have as many stand under each other: the second of most begins or ends where
/// that of the line before does.
fn is_aligned(rows: &[&[Token]]) -> bool {
    let place = |row: &[Token], at: usize| -> Option<(usize, usize)> {
        let start = row.first()?.range.start;
        let cell = row.get(at)?;
        Some((cell.range.start - start, cell.range.end - start))
    };
    let (mut under, mut all) = (0, 0);
    for (one, other) in pairs(rows).filter(|(one, other)| one.len() == other.len()) {
        if let (Some(one), Some(other)) = (place(one, 1), place(other, 1)) {
            all += 1;
            under += usize::from(one.0 == other.0 || one.1 == other.1);
        }
    }
    all == 0 || under * 2 > all
}

/// The cells of a line that may be part of such a table.
fn row(page: &Page, line: usize) -> Option<Row> {
    let pieces = pieces(page, line)?;
    let gaps = || pairs(&pieces).map(|(one, next)| next.start - one.end);
    let gap = gaps().max().unwrap_or(1);
    // Gaps of several widths keep columns, which is another layout's way.
    if gaps().any(|other| other > 1 && other != gap) {
        return None;
    }
    let mut cells: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        match cells.last_mut() {
            Some(cell) if piece.start - cell.end < gap => cell.end = piece.end,
            _ => cells.push(piece),
        }
    }
    let cells = cells
        .into_iter()
        .map(|cell| Token::of(page.text, cell, line));
    let cells = cells.collect();
    Some(Row { cells, gap })
}

/// The pieces of a line of heads, however far they stand apart.
pub(super) fn head_row(page: &Page, line: usize) -> Option<Vec<Token>> {
    let pieces = pieces(page, line)?.into_iter();
    Some(
        pieces
            .map(|piece| Token::of(page.text, piece, line))
            .collect(),
    )
}

/// Where the words of a line stand that may be part of a table, in bytes.
fn pieces(page: &Page, line: usize) -> Option<Vec<Range<usize>>> {
    let printed = page.text.line(line).trim_end();
    let signs = page.signs(line);
    if page.is_claimed(line)
        || signs.tabs + signs.bars > 0
        || signs.gaps > 0 && printed.contains('\u{c}')
        || printed.contains('。')
        || printed.contains('；')
    {
        return None;
    }
    let folded = page.folded.line(line);
    if folded.is_empty() || is_frame(folded) || printed.chars().count() > LONGEST_LINE {
        return None;
    }
    let start = page.text.line_range(line).start;
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for (at, c) in printed.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let end = start + at + c.len_utf8();
        match pieces.last_mut() {
            Some(piece) if piece.end == start + at => piece.end = end,
            _ => pieces.push(start + at..end),
        }
    }
    Some(drawn_together(page, pieces))
}

/// Words that are stretched over their cell (`合    计`) are one piece.
fn drawn_together(page: &Page, pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let letter = |piece: &Range<usize>| piece.len() == '合'.len_utf8();
    let mut drawn: Vec<Range<usize>> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let Some(last) = drawn
            .last_mut()
            .filter(|last| letter(last) && letter(&piece))
        {
            let printed = page.text.as_str().within(last.start..piece.end);
            let word: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
            if list(List::Stretched).contains(&word) {
                last.end = piece.end;
                continue;
            }
        }
        drawn.push(piece);
    }
    drawn
}

fn is_amount(token: &Token) -> bool {
    token.is_number() || token.kind == Kind::Dash
}

/// Whether a line is a row: it ends in a number, and has more than that; in a remark behind several
/// numbers; or in a numbered item, whose amount is blank, behind one with its amount.
fn is_row(tokens: &[Token]) -> bool {
    let remark = |tokens: &[Token]| {
        let [first, .., second, third, _] = tokens else {
            return false;
        };
        !is_amount(first) && is_amount(second) && is_amount(third)
    };
    let item = |tokens: &[Token]| {
        let [first, .., number, last] = tokens else {
            return false;
        };
        is_item(&first.text) && number.is_number() && is_item(&last.text)
    };
    let ends = tokens.last().is_some_and(is_amount);
    let row = ends || remark(tokens) || item(tokens);
    tokens.len() > 1 && tokens.iter().any(Token::is_number) && row
}

/// The line after the last row of a body: lines without a number belong to it if a row follows.
fn end(rows: &[Option<Vec<Token>>], start: usize) -> usize {
    let mut end = start + 1;
    for (at, row) in rows.iter().enumerate().skip(start + 1) {
        match row.as_deref() {
            Some(row) if is_row(row) => end = at + 1,
            Some(row) if at - end < 2 && !is_head(row) => {}
            _ => break,
        }
    }
    end
}

/// Whether a line holds heads only, two or more of them known.
fn is_head(row: &[Token]) -> bool {
    let words = row.iter().all(|token| token.kind == Kind::Word);
    words && heads(row).iter().filter(|head| is_known(head)).count() >= 2
}

fn is_known(token: &Token) -> bool {
    Name::of(&token.text, None).is_known()
}

fn read(page: &Page, rows: &[Option<Vec<Token>>], free: usize, body: Range<usize>) -> Option<Grid> {
    let mut first = body.start;
    let mut tokens: Vec<Token> = Vec::new();
    for line in (free.max(body.start.saturating_sub(HEAD_LINES))..body.start).rev() {
        // A line of heads may have wider gaps than the rows.
        let Some(row) = head_row(page, line) else {
            break;
        };
        let head = heads(&row);
        let known = head.iter().filter(|head| is_known(head)).count();
        if known * 2 < head.len() || known == 0 {
            break;
        }
        first = line;
        tokens.splice(0..0, head);
    }
    let head = tokens.len();
    if head < 2 || first == body.start {
        return None;
    }
    let rows = rows.within(body);
    tokens.extend(rows.iter().flatten().flatten().cloned());
    if is_form(page, &tokens) {
        return None;
    }
    let fit = fit(&tokens, Rows::Lines)?;
    let (known, heads) = fit.known;
    if known < 2 || known * 2 < heads {
        return None;
    }
    fit.grid(page.text, &tokens, Layout::Aligned)
}

/// The heads of a line, pieces put together to words that the lexicon knows.
fn heads(row: &[Token]) -> Vec<Token> {
    // For each end the least price of the pieces before it, and where the last word begins.
    let mut best: Vec<(u32, usize)> = vec![(0, 0)];
    for end in 1..=row.len() {
        let words = best.iter().enumerate().skip(end.saturating_sub(PIECES));
        let words =
            words.map(|(start, (before, _))| (before + price(row.within(start..end)), start));
        let least = words.min().unwrap_or((u32::MAX / 2, end - 1));
        best.push(least);
    }
    let mut heads = Vec::new();
    let mut end = row.len();
    while end > 0
        && let Some((_, start)) = best.get(end)
    {
        heads.extend(one_word(row.within(*start..end)));
        end = *start;
    }
    heads.reverse();
    heads
}

fn price(pieces: &[Token]) -> u32 {
    let Some(word) = one_word(pieces) else {
        return 0;
    };
    let name = Name::of(&word.text, None);
    if name.is_known() {
        2 * u32::try_from(pieces.len()).unwrap_or(1) - 1
    } else if let [only] = pieces {
        if only.text.chars().count() == 1 {
            16
        } else {
            8
        }
    } else if columns::role(&word.text).is_some() {
        6 + 3 * u32::try_from(pieces.len()).unwrap_or(1)
    } else {
        20
    }
}

fn one_word(pieces: &[Token]) -> Option<Token> {
    let mut word = pieces.first()?.clone();
    if let [_, .., last] = pieces {
        word.text = together(pieces.iter().map(|piece| &piece.text));
        word.range.end = last.range.end;
        word.kind = Kind::Word;
    }
    Some(word)
}

/// A table of words, a form mostly: under a line of its headings every line has as many
/// cells.
fn worded(page: &Page, rows: &[Option<Vec<Token>>], at: usize) -> Option<Grid> {
    let headings = rows.get(at)?.as_deref()?;
    if headings.len() < 3 || headings.iter().any(is_amount) {
        return None;
    }
    let columns: Vec<Column> = headings
        .iter()
        .filter_map(|token| page.printed(&token.text).column)
        .collect();
    let form = columns.len() == headings.len() && are_of_rows(&columns);
    let names: Vec<Name> = headings
        .iter()
        .map(|head| Name::of(&head.text, None))
        .collect();
    let roster = names.first().is_some_and(Name::is_stub)
        && names.iter().all(Name::is_known)
        && !rows.get(at + 1)?.as_deref().is_some_and(is_row);
    if !form && !roster {
        return None;
    }
    let named = |token: &Token| Name::of(&token.text, None).is_known();
    let body = rows
        .iter()
        .skip(at + 1)
        .take_while(|row| {
            row.as_deref()
                .is_some_and(|row| row.len() == headings.len() && !row.iter().all(named))
        })
        .count();
    if body == 0 {
        return None;
    }
    let cells = rows
        .iter()
        .skip(at)
        .take(body + 1)
        .flatten()
        .map(|row| {
            let cell = |token: &Token| Cell::of(page.text, token.range.clone());
            row.iter().map(cell).collect()
        })
        .collect();
    Some(Grid::new(Layout::Aligned, at..at + body + 1, cells))
}
