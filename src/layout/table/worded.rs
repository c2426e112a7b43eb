//! Tables of words whose columns are kept by spaces: forms in the text of a PDF.
//!
//! They have few numbers to find columns by, but a line of headings that is known by its words
//! (一级指标, 三级指标, 指标值). Its pieces are the columns; what stands on a line goes to the column
//! that it overlaps or is nearest to. A line without a value goes on a row begun above, or begins
//! the row below if that one lacks its name.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::aligned::Measure;
use super::cell_per_line::{is_numbered, is_title};
use super::form::{Asked, Column, Printed, are_of_rows};
use super::{Cell, Grid, Page};
use crate::fold::unspaced;
use crate::record::Layout;
use crate::text::Cut;

/// A blank stretch longer than this ends a table.
const GAP: usize = 1;
/// So many lines of a head may hold one piece only: a goal that is wrapped.
const WRAPPED: usize = 12;

/// A piece of a line, between two stretches of white space.
#[derive(Debug, Clone)]
struct Piece {
    bytes: Range<usize>,
    /// Where it stands, in characters and in columns of a terminal.
    characters: Range<usize>,
    columns: Range<usize>,
    printed: Printed,
}

impl Piece {
    fn place(&self, measure: Measure) -> &Range<usize> {
        match measure {
            Measure::Characters => &self.characters,
            Measure::Width => &self.columns,
        }
    }
}

pub(super) fn find(page: &Page) -> Vec<Grid> {
    let mut grids = Vec::new();
    let mut free_from = 0;
    let mut line = 0;
    while line < page.text.line_count() {
        // Most lines have no white space in two places.
        let mut pieces = match page.signs(line).gaps > 1 {
            true => parted(page, line),
            false => Vec::new(),
        };
        // Most lines have fewer pieces; their words need not be known.
        let heading = pieces.len() >= 3 && {
            know(page, &mut pieces);
            is_heading(&pieces)
        };
        if heading {
            let region = above(page, line, free_from)..below(page, line);
            free_from = region.end;
            grids.extend(read(page, line, region.clone()));
            line = region.end;
        } else {
            line += 1;
        }
    }
    grids
}

/// The pieces of a line, with what they may be.
fn pieces(page: &Page, line: usize) -> Vec<Piece> {
    let mut pieces = parted(page, line);
    know(page, &mut pieces);
    pieces
}

/// Looks up what pieces may be.
fn know(page: &Page, pieces: &mut [Piece]) {
    for piece in pieces {
        piece.printed = page.printed(page.text.as_str().within(piece.bytes.clone()));
    }
}

/// The pieces of a line: parted by two spaces or more, or by one that is as wide as two.
fn parted(page: &Page, line: usize) -> Vec<Piece> {
    if page.is_claimed(line) || page.signs(line).bars + page.signs(line).tabs > 0 {
        return Vec::new();
    }
    let start = page.text.line_range(line).start;
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut gap, mut place) = (2, (0, 0));
    for (at, c) in page.text.line(line).char_indices() {
        let width = c.width().unwrap_or(0);
        let next = (place.0 + 1, place.1 + width);
        let end = start + at + c.len_utf8();
        if c.is_whitespace() || c.is_control() {
            gap += width.max(1);
        } else {
            match pieces.last_mut() {
                Some(piece) if gap < 2 => {
                    piece.bytes.end = end;
                    piece.characters.end = next.0;
                    piece.columns.end = next.1;
                }
                _ => pieces.push(Piece {
                    bytes: start + at..end,
                    characters: place.0..next.0,
                    columns: place.1..next.1,
                    printed: Printed::default(),
                }),
            }
            gap = 0;
        }
        place = next;
    }
    pieces
}

/// Three headings of indicator columns or more, a level and a value among them.
fn is_heading(pieces: &[Piece]) -> bool {
    let columns: Vec<Column> = pieces
        .iter()
        .filter_map(|piece| piece.printed.column)
        .collect();
    columns.len() >= 3 && columns.len() * 2 >= pieces.len() && are_of_rows(&columns)
}

/// The first line of the head over the headings at `line`: it goes up while lines hold several
/// pieces, over wrapped texts between them, to the line that asks for the name.
fn above(page: &Page, line: usize, free_from: usize) -> usize {
    let mut first = line;
    let mut wrapped = 0;
    let mut blanks = 0;
    for at in (free_from..line).rev() {
        let pieces = pieces(page, at);
        let head = pieces.iter().any(|piece| piece.printed.asks.is_some());
        match pieces.len() {
            0 => blanks += 1,
            1 if !head => wrapped += 1,
            _ => {
                first = at;
                wrapped = 0;
                blanks = 0;
            }
        }
        let named = pieces
            .iter()
            .any(|piece| piece.printed.asks == Some(Asked::Name));
        if named || wrapped > WRAPPED || blanks > GAP || page.is_claimed(at) {
            break;
        }
    }
    first
}

/// The line after the last one of the body under the headings at `line`.
fn below(page: &Page, line: usize) -> usize {
    let mut end = line + 1;
    let mut blanks = 0;
    for at in line + 1..page.text.line_count() {
        let pieces = pieces(page, at);
        let Some(first) = pieces.first() else {
            blanks += 1;
            if blanks > GAP || page.is_claimed(at) || !page.is_blank(at) {
                break;
            }
            continue;
        };
        let named = pieces
            .iter()
            .any(|piece| piece.printed.asks == Some(Asked::Name));
        let indented = first.columns.start > 0;
        let word = first.printed.is_word() || first.printed.closing;
        let alone = pieces.len() < 3 && !word && (blanks > 0 || (pieces.len() == 1 && !indented));
        let line = page.text.line(at).trim();
        let outside = !word && (is_title(line) || is_numbered(line));
        if named || alone || outside || is_heading(&pieces) {
            break;
        }
        end = at + 1;
        blanks = 0;
    }
    end
}

/// A row in the making: for each column the pieces that belong to it.
struct Row {
    cells: Vec<Vec<Range<usize>>>,
    /// Whether it has what makes it a row of its own.
    whole: bool,
}

type Line = (usize, Vec<Piece>);

/// The columns of a table, and what its lines are judged by.
struct Frame<'a> {
    page: &'a Page<'a>,
    /// The line of the headings.
    heading: usize,
    /// Which of a piece's places count.
    measure: Measure,
    spans: Vec<Range<usize>>,
    name: Option<usize>,
    values: [Option<usize>; 2],
    /// How wide the widest name is: text is wrapped where it fills its column.
    widest: usize,
}

fn read(page: &Page, heading: usize, region: Range<usize>) -> Option<Grid> {
    let lines: Vec<Line> = region
        .clone()
        .map(|line| (line, pieces(page, line)))
        .filter(|(_, pieces)| !pieces.is_empty())
        .collect();
    let mut frame = Frame::new(page, heading, &lines)?;
    let mut rows: Vec<Row> = Vec::new();
    let mut begun: Vec<Row> = Vec::new();
    for line in &lines {
        let row = frame.row(line);
        let wraps = line.0 > heading && frame.is_named(&row) && !frame.fills(rows.last());
        match rows.last_mut() {
            _ if row.whole => {
                frame.widen(line);
                rows.push(
                    begun
                        .drain(..)
                        .rev()
                        .fold(row, |row, first| join(first, row)),
                );
            }
            _ if wraps => begun.push(row),
            Some(last) => append(last, row),
            None => {}
        }
    }
    if let Some(last) = rows.last_mut() {
        begun.into_iter().for_each(|row| append(last, row));
    }
    let cells = rows
        .into_iter()
        .map(|row| {
            row.cells
                .into_iter()
                .map(|ranges| cell(page, ranges))
                .collect()
        })
        .collect();
    Some(Grid::new(Layout::Aligned, region, cells))
}

impl<'a> Frame<'a> {
    fn new(page: &'a Page<'a>, heading: usize, lines: &[Line]) -> Option<Self> {
        let measure = measure(lines);
        let (_, headings) = lines.iter().find(|(line, _)| *line == heading)?;
        let column = |wanted| {
            headings
                .iter()
                .position(|piece| piece.printed.column == Some(wanted))
        };
        let mut frame = Self {
            page,
            heading,
            measure,
            spans: headings
                .iter()
                .map(|piece| piece.place(measure).clone())
                .collect(),
            name: column(Column::Name),
            values: [column(Column::Target), column(Column::Actual)],
            widest: 0,
        };
        frame.widest = lines
            .iter()
            .filter(|(line, _)| *line > heading)
            .filter_map(|line| {
                let row = frame.row(line);
                let name = row.cells.into_iter().nth(frame.name?)?;
                name.iter().map(|bytes| frame.width(bytes)).max()
            })
            .max()
            .unwrap_or(0);
        Some(frame)
    }

    fn width(&self, bytes: &Range<usize>) -> usize {
        let text = self.page.text.as_str().within(bytes.clone());
        text.chars().map(|c| c.width().unwrap_or(0)).sum()
    }

    /// The pieces of a line in their columns. A line of the body is a row of its own if it has a
    /// value or a word of the form, one of the head if it has several pieces.
    fn row(&self, (line, pieces): &Line) -> Row {
        let mut cells = vec![Vec::new(); self.spans.len()];
        for (at, piece) in place(pieces, &self.spans, self.measure)
            .into_iter()
            .zip(pieces)
        {
            if let Some(cell) = cells.get_mut(at) {
                cell.push(piece.bytes.clone());
            }
        }
        let filled = |at: &Option<usize>| !in_column(&cells, *at).is_empty();
        let word = pieces.iter().any(|piece| {
            piece.printed.asks.is_some() || piece.printed.part || piece.printed.closing
        });
        let whole = match *line > self.heading {
            true => self.values.iter().any(filled) || word || pieces.len() > 3,
            false => word || pieces.len() > 1 || *line == self.heading,
        };
        Row { cells, whole }
    }

    fn is_named(&self, row: &Row) -> bool {
        !in_column(&row.cells, self.name).is_empty()
    }

    /// Whether the last piece of a row's name fills its column, so that it goes on below.
    fn fills(&self, row: Option<&Row>) -> bool {
        let last = row.and_then(|row| in_column(&row.cells, self.name).last());
        last.is_some_and(|bytes| self.width(bytes) + 2 > self.widest)
    }

    /// A column is as wide as what stands in it, up to its neighbours.
    fn widen(&mut self, (line, pieces): &Line) {
        if *line <= self.heading {
            return;
        }
        let columns = place(pieces, &self.spans, self.measure);
        for (column, piece) in columns.into_iter().zip(pieces) {
            let at = piece.place(self.measure);
            let (before, from) = self.spans.split_at_mut(column);
            let Some((span, behind)) = from.split_first_mut() else {
                continue;
            };
            let floor = before.last().map_or(0, |before| before.end);
            let ceiling = behind.first().map_or(usize::MAX, |next| next.start);
            span.start = span.start.min(at.start.max(floor));
            span.end = span.end.max(at.end.min(ceiling));
        }
    }
}

/// The pieces in a column, if there is such a one.
fn in_column(cells: &[Vec<Range<usize>>], column: Option<usize>) -> &[Range<usize>] {
    let cell = column.and_then(|at| cells.get(at));
    cell.map_or(&[], Vec::as_slice)
}

/// Which measure of places makes the columns more regular.
fn measure(lines: &[(usize, Vec<Piece>)]) -> Measure {
    let edges = |measure: Measure| {
        let mut starts: Vec<usize> = lines
            .iter()
            .flat_map(|(_, pieces)| pieces)
            .map(|piece| piece.place(measure).start)
            .collect();
        starts.sort_unstable();
        starts.dedup();
        starts.len()
    };
    match edges(Measure::Width) <= edges(Measure::Characters) {
        true => Measure::Width,
        false => Measure::Characters,
    }
}

/// The column of each piece of a line: the one it overlaps most or is nearest to, in order.
fn place(pieces: &[Piece], spans: &[Range<usize>], measure: Measure) -> Vec<usize> {
    let mut columns = Vec::with_capacity(pieces.len());
    let mut next = 0;
    for (index, piece) in pieces.iter().enumerate() {
        let at = piece.place(measure);
        // The pieces still to come need columns of their own, if there are enough.
        let left = pieces.len() - index - 1;
        let last = spans
            .len()
            .saturating_sub(left)
            .max(next + 1)
            .min(spans.len());
        let first = next.min(spans.len() - 1);
        let near = (spans.iter().enumerate().take(last.max(first + 1))).skip(first);
        let best = near.min_by_key(|(_, span)| {
            let overlap = at
                .end
                .min(span.end)
                .saturating_sub(at.start.max(span.start));
            let apart = (at.start.max(span.start)).saturating_sub(at.end.min(span.end));
            let edges = at.start.abs_diff(span.start).min(at.end.abs_diff(span.end));
            (std::cmp::Reverse(overlap.min(1)), apart, edges)
        });
        let best = best.map_or(first, |(column, _)| column);
        columns.push(best);
        next = best + 1;
    }
    columns
}

fn append(row: &mut Row, more: Row) {
    for (cell, more) in row.cells.iter_mut().zip(more.cells) {
        cell.extend(more);
    }
}

/// A row that was begun above.
fn join(mut first: Row, row: Row) -> Row {
    let whole = row.whole;
    append(&mut first, row);
    Row {
        cells: first.cells,
        whole,
    }
}

fn cell(page: &Page, ranges: Vec<Range<usize>>) -> Cell {
    let text: String = ranges
        .iter()
        .map(|range| unspaced(page.text.as_str().within(range.clone())))
        .collect();
    let mut ranges = ranges.into_iter();
    Cell {
        text: text.into(),
        range: ranges.next(),
        rest: ranges.collect(),
        ..Cell::default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;

    #[test]
    fn headings_of_words_keep_the_columns() {
        let source = "\
                         某项目绩效目标表

项目名称      堤防巡查      主管部门    某水务局
一级指标      二级指标      三级指标        指标值
产出指标      数量指标      巡查堤防长度    ≥30公里
                            发现隐患的处置
                            及时率          ≥95%
              质量指标      巡查记录完整    100%
满意度指标    满意度指标    沿岸居民满意程  ≥90%
                            度

第三部分  名词解释
";
        assert_eq!(
            shown(source),
            [concat!(
                "项目名称|堤防巡查|主管部门|某水务局 一级指标|二级指标|三级指标|指标值 ",
                "产出指标|数量指标|巡查堤防长度|≥30公里 ||发现隐患的处置及时率|≥95% ",
                "|质量指标|巡查记录完整|100% 满意度指标|满意度指标|沿岸居民满意程度|≥90%"
            )]
        );
    }
}
