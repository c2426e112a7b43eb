//! Aligned tables: columns kept by spaces, as in the text of a PDF.
//!
//! A table is announced by a title or a unit, or shows itself by numbers under each other; it ends
//! at the next title, note, sentence or page. Numbers are what is set most regularly, so that the
//! columns of amounts are found first; what stands between two of them is sorted by its look
//! into codes and labels ([`columns`]). Labels wrap over several lines, mostly with the numbers
//! on the middle one ([`rows`]). The head is fitted over the columns so found ([`head`]).

mod again;
mod columns;
mod head;
mod leaf;
mod rows;
mod stack;
mod token;

use std::ops::Range;

use super::{Cell, Grid, Page};
use crate::lexicon::key;
use crate::record::Layout;
use columns::Column;
use head::HeadCell;
use token::{Look, Measure, Token, tokens};

/// A blank stretch longer than this ends a table.
const LONGEST_GAP: usize = 4;

/// A single piece longer than this, in characters, is a line of prose.
const LONGEST_LABEL: usize = 32;

/// A line of more pieces than this is no row.
const MOST_PIECES: usize = 48;

/// A head of more lines than this is no head.
const LONGEST_HEAD: usize = 24;

/// Headings begin within so many columns from the left.
const LEFT: usize = 12;

/// Finds the aligned tables among the lines not yet claimed.
pub(super) fn find(page: &Page) -> Vec<Grid> {
    let mut grids = Vec::new();
    let mut announced = false;
    let mut on_next_page = false;
    // The last table, where a page break cuts it.
    let mut cut: Option<Cut> = None;
    let measure = usual_measure(page);
    let mut line = 0;
    while line < page.text.line_count() {
        let kind = line_kind(page, line);
        match kind {
            Kind::Blank => {}
            Kind::Title => announced = true,
            Kind::Break => (announced, on_next_page, cut) = (false, false, None),
            Kind::Pieces(_) => {
                let end = region_end(page, line);
                let region = trim(page, line..end, on_next_page);
                let before = cut.take().filter(|_| on_next_page && !announced);
                let sheet = Sheet::best(page, region, measure, before.is_some());
                let found = read(page, sheet, announced || on_next_page, before.as_ref());
                on_next_page = found.is_some() && starts_page(page, end);
                announced = false;
                if let Some((grid, own)) = found {
                    cut = on_next_page.then_some(own);
                    grids.push(grid);
                }
                line = end;
                continue;
            }
        }
        line += 1;
    }
    grids
}

/// What a line is to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    /// A title or a unit: a table may follow.
    Title,
    /// It holds so many pieces that stand apart.
    Pieces(usize),
    /// A sentence, a note, a line of another table: no table goes on over it.
    Break,
}

fn line_kind(page: &Page, line: usize) -> Kind {
    let folded = page.folded.line(line);
    if page.claimed[line] {
        return Kind::Break;
    }
    if folded.is_empty() || is_page_number(page, line) {
        return Kind::Blank;
    }
    let source = page.text.as_str();
    let pieces = tokens(
        source,
        line,
        page.text.line_range(line),
        Measure::Characters,
    );
    let length = folded.chars().count();
    let dots = folded.contains("....") || folded.contains("……") || folded.contains("····");
    let sentence = folded.contains(['。', ';', '!', '?'])
        || folded.ends_with(',')
        || (pieces.len() < 3
            && folded.matches(',').count()
                > folded.matches(|c: char| c.is_ascii_digit()).count() / 3);
    let note = ["注:", "备注:", "说明:", "附注:", "#", "|", ">"]
        .iter()
        .any(|mark| folded.starts_with(mark));
    let part = folded.starts_with('第') && is_heading(folded);
    if dots
        || sentence
        || pieces.len() > MOST_PIECES
        || note
        || part
        || page.text.line(line).trim().contains('\t')
    {
        return Kind::Break;
    }
    // A head may have the unit behind its name: `价值（金额单位：万元）`.
    let declared = ["单位:", "单元:", "部门:"].iter().any(|word| {
        folded.match_indices(word).any(|(at, _)| {
            let before = folded[..at].rsplit(' ').next().unwrap_or("");
            !before.trim_start_matches('(').contains('(')
        })
    });
    let titled = folded.ends_with('表') || (folded.starts_with("表") && folded.ends_with(':'));
    if (declared && pieces.len() < 5) || (titled && pieces.len() < 3) {
        return Kind::Title;
    }
    if pieces.len() == 1 && length > LONGEST_LABEL {
        return Kind::Break;
    }
    Kind::Pieces(pieces.len())
}

/// Whether a line is the number of a page: `第4页`, `- 4 -`, or digits alone at its end.
fn is_page_number(page: &Page, line: usize) -> bool {
    let folded = page.folded.line(line);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let framed = folded
        .strip_prefix('第')
        .and_then(|rest| rest.split_once('页'))
        .map(|(number, _)| number)
        .or_else(|| folded.strip_prefix('-')?.strip_suffix('-'));
    framed.is_some_and(digits) || (digits(folded) && starts_page(page, line + 1))
}

fn is_blank(page: &Page, line: usize) -> bool {
    !page.claimed[line] && (page.folded.line(line).is_empty() || is_page_number(page, line))
}

fn starts_page(page: &Page, line: usize) -> bool {
    line < page.text.line_count() && page.text.line(line).starts_with('\u{c}')
}

/// The line after the last that may belong to the table that begins at `start`.
fn region_end(page: &Page, start: usize) -> usize {
    let mut blank = 0;
    for line in start..page.text.line_count() {
        if line > start && starts_page(page, line) {
            return line;
        }
        match line_kind(page, line) {
            Kind::Blank => blank += 1,
            Kind::Pieces(_) => blank = 0,
            Kind::Title | Kind::Break => return line,
        }
        if blank > LONGEST_GAP {
            // What is blank down to the end of the page is its margin.
            let next = (line..page.text.line_count())
                .find(|next| *next > line && starts_page(page, *next) || !is_blank(page, *next));
            return next.filter(|next| starts_page(page, *next)).unwrap_or(line);
        }
    }
    page.text.line_count()
}

/// The region without lines of one piece that only stand near it.
fn trim(page: &Page, region: Range<usize>, goes_on: bool) -> Range<usize> {
    let pieces = |line: usize| {
        let bytes = page.text.line_range(line);
        tokens(page.text.as_str(), line, bytes, Measure::Characters)
    };
    let wide = |line: &usize| pieces(*line).len() > 1;
    let (Some(first), Some(last)) = (region.clone().find(wide), region.clone().rev().find(wide))
    else {
        return region.start..region.start;
    };
    // A row of one label stands where other rows have theirs, and not at the left, where headings
    // stand; the end of a label that wraps stands directly below.
    let mut starts: Vec<_> = region
        .clone()
        .flat_map(pieces)
        .map(|token| token.start)
        .collect();
    starts.sort_unstable();
    let is_row = |line: usize| match pieces(line).as_slice() {
        [] => true,
        [token] => {
            let from = starts.partition_point(|start| start + 1 < token.start);
            let to = starts.partition_point(|start| *start <= token.start + 1);
            to - from > 2 && (token.start > LEFT || goes_on)
        }
        _ => true,
    };
    let mut end = last + 1;
    while end < region.end
        && (is_row(end)
            || (pieces(end).len() == 1
                && !is_heading(page.folded.line(end))
                && !pieces(end - 1).is_empty()))
    {
        end += 1;
    }
    while pieces(end - 1).is_empty() {
        end -= 1;
    }
    let mut start = region.start;
    while start < first && is_heading(page.folded.line(start)) && !is_row(start)
        || pieces(start).is_empty()
    {
        start += 1;
    }
    start..end
}

/// Whether a folded line is numbered as a heading is: `第一部分`, `一、`, `(一)`.
fn is_heading(folded: &str) -> bool {
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let inner = folded.trim_start_matches(['(', '第']);
    let rest = inner.trim_start_matches(numeral);
    rest.len() < inner.len() && rest.starts_with(['、', ')', '部', '章'])
}

/// What a table hands on to its next page.
struct Cut {
    columns: Vec<Column>,
    /// The rows of its head.
    head: Vec<Vec<HeadCell>>,
}

/// Reads a sheet as a table, if it is one; `before` is the one that a page break above may have cut.
fn read(page: &Page, sheet: Sheet, announced: bool, before: Option<&Cut>) -> Option<(Grid, Cut)> {
    let source = page.text.as_str();
    let first = sheet.lines.first()?.first()?.line;
    let last = sheet.lines.last()?.first()?.line;
    if sheet.body > LONGEST_HEAD || !is_table(source, &sheet.lines, announced) {
        return None;
    }
    let (head, body) = sheet.lines.split_at(sheet.body);
    let mut columns = sheet.columns;
    let rows = rows::assemble(body, &columns);
    let again = before.and_then(|before| {
        let own = again::head(source, head, &before.head)?;
        Some((own, again::columns(&before.columns, &columns)?))
    });
    let goes_on = again.is_some();
    let head = match again {
        Some((head, again)) => {
            columns = again;
            head
        }
        None => head::fit(source, head, &mut columns),
    };
    let body = rows.iter().map(|row| -> Vec<Cell> {
        let printed = |column: &Column| {
            column
                .body
                .map_or_else(Cell::default, |at| join(page, &row[at]))
        };
        let mut cells: Vec<Cell> = columns.iter().map(printed).collect();
        spread(&columns, &mut cells);
        cells
    });
    let grid: Vec<Vec<Cell>> = head
        .iter()
        .map(|row| row.iter().map(|head| head_cell(page, head)).collect())
        .chain(body)
        .collect();
    let least = if goes_on { 1 } else { 2 };
    (grid.len() >= least).then(|| {
        let grid = Grid {
            goes_on,
            ..Grid::new(Layout::Aligned, first..last + 1, grid)
        };
        let head = match before.filter(|_| goes_on && head.is_empty()) {
            Some(before) => before.head.clone(),
            None => head,
        };
        (grid, Cut { columns, head })
    })
}

/// Gives a half of a row that has amounts and no label the label of the half before, if that has
/// no amounts: a total whose label is merged over both.
fn spread(columns: &[Column], cells: &mut [Cell]) {
    let of = |half: usize| move |at: &usize| columns[*at].half == half;
    let halves = columns.last().map_or(0, |column| column.half);
    for half in 1..=halves {
        let own: Vec<usize> = (0..cells.len()).filter(of(half)).collect();
        let before: Vec<usize> = (0..cells.len()).filter(of(half - 1)).collect();
        let named = |cells: &[Cell], of: &[usize]| {
            of.iter()
                .copied()
                .find(|at| !columns[*at].role.is_amount() && !cells[*at].is_empty())
        };
        let counted = |cells: &[Cell], of: &[usize]| {
            let amount = |at: &&usize| columns[**at].role.is_amount() && !cells[**at].is_empty();
            of.iter().find(amount).is_some()
        };
        if named(cells, &own).is_some() || !counted(cells, &own) || counted(cells, &before) {
            continue;
        }
        let label = own
            .iter()
            .copied()
            .find(|at| columns[*at].role == columns::Role::Label);
        if let (Some(from), Some(to)) = (named(cells, &before), label) {
            cells[to] = Cell {
                text: cells[from].text.clone(),
                merged: true,
                ..Cell::default()
            };
        }
    }
}

/// So many amounts that stand under each other in one measure, and far fewer in the other, show how
/// a document was written.
const SURE: usize = 12;

/// The measure in which the amounts of a document stand under each other, if its lines tell.
fn usual_measure(page: &Page) -> Option<Measure> {
    let source = page.text.as_str();
    let aligned = |measure: Measure| {
        let mut last: Vec<usize> = Vec::new();
        let mut count = 0;
        for line in 0..page.text.line_count() {
            // A line without a point has no amount.
            if page.claimed[line] || !page.text.line(line).contains('.') {
                continue;
            }
            let tokens = tokens(source, line, page.text.line_range(line), measure);
            let ends: Vec<usize> = tokens
                .iter()
                .skip(1)
                .filter(|token| token.look == Look::Amount)
                .map(|token| token.end)
                .take(MOST_PIECES)
                .collect();
            count += ends.iter().filter(|end| last.contains(end)).count();
            last = ends;
        }
        count
    };
    let characters = aligned(Measure::Characters);
    let width = aligned(Measure::Width);
    if characters > SURE && characters > 2 * width {
        Some(Measure::Characters)
    } else if width > SURE && width > 2 * characters {
        Some(Measure::Width)
    } else {
        None
    }
}

/// A region's pieces in one measure.
struct Sheet {
    lines: Vec<Vec<Token>>,
    /// The first line of the body.
    body: usize,
    columns: Vec<Column>,
}

impl Sheet {
    /// The region in the measure of the document; where that is not known, in the one in which its
    /// pieces stand best under each other.
    fn best(page: &Page, region: Range<usize>, known: Option<Measure>, goes_on: bool) -> Self {
        let source = page.text.as_str();
        if let Some(measure) = known {
            return Self::read(page, region, measure, goes_on);
        }
        let characters = Self::read(page, region.clone(), Measure::Characters, goes_on);
        let width = Self::read(page, region, Measure::Width, goes_on);
        if width.disorder(source) < characters.disorder(source) {
            width
        } else {
            characters
        }
    }

    fn read(page: &Page, region: Range<usize>, measure: Measure, goes_on: bool) -> Self {
        let source = page.text.as_str();
        let mut lines: Vec<_> = region
            .filter(|line| !is_page_number(page, *line))
            .map(|line| tokens(source, line, page.text.line_range(line), measure))
            .filter(|tokens| !tokens.is_empty())
            .collect();
        token::split_at_columns(source, &mut lines, measure);
        let mut body = body_start(page, &lines);
        // What stands above the first number on a page without a head is a label that wraps.
        if goes_on && body < lines.len() && !names_columns(source, &lines[..body]) {
            body = 0;
        }
        columns::tell_codes(&mut lines[body..]);
        let columns = columns::find(&lines[body..], &lines[..body]);
        Self {
            lines,
            body,
            columns,
        }
    }

    /// How badly the pieces stand under each other: at how many places numbers begin or end, at how
    /// many any piece begins, how far heads are from columns.
    fn disorder(&self, source: &str) -> (usize, usize, usize) {
        let distinct = |words: bool, edge: fn(&Token) -> usize| {
            let tokens = self.lines[self.body..].iter().flatten();
            let mut edges: Vec<_> = tokens
                .filter(|token| words || token.look != Look::Words)
                .map(edge)
                .collect();
            edges.sort_unstable();
            edges.dedup();
            edges.len()
        };
        let numbers = distinct(false, |token| token.start).min(distinct(false, |token| token.end));
        let starts = distinct(true, |token| token.start);
        // A longer head is none.
        let head = &self.lines[..self.body.min(LONGEST_HEAD)];
        let heads = stack::cells(source, head);
        let misfit = leaf::misfit(&heads, &self.columns);
        (numbers, starts, misfit)
    }
}

/// Whether one of the lines names columns, as a head does.
fn names_columns(source: &str, lines: &[Vec<Token>]) -> bool {
    lines.iter().any(|line| {
        let known = |token: &&Token| {
            crate::lexicon::columns::role(&key(&source[token.bytes.clone()])).is_some()
        };
        line.iter().filter(known).count() > 1
    })
}

/// Whether lines are a table: announced as one, or with amounts under each other.
fn is_table(source: &str, lines: &[Vec<Token>], announced: bool) -> bool {
    let wide: Vec<_> = lines.iter().filter(|line| line.len() > 1).collect();
    // Whole numbers under each other are found in lists too.
    let exact = |token: &Token| {
        token.look == Look::Amount && source[token.bytes.clone()].contains(['.', ','])
    };
    let amount = |line: &Vec<Token>| line[1..].iter().any(exact);
    let amounts = wide.iter().filter(|line| amount(line)).count();
    if announced {
        return (wide.len() > 1 || amounts > 0) && !is_contents(source, &wide);
    }
    let counted = wide
        .iter()
        .filter(|line| line[0].look == Look::Digits && line[0].width() < 3 && line.len() > 1)
        .count();
    let even = wide.windows(2).all(|pair| pair[0].len() == pair[1].len());
    (amounts > 1 || (even && counted > 1)) && !is_contents(source, &wide)
}

/// Whether the lines are titles with page numbers.
fn is_contents(source: &str, wide: &[&Vec<Token>]) -> bool {
    let mut page = 0;
    wide.iter().all(|line| {
        let number = line
            .last()
            .and_then(|last| source[last.bytes.clone()].parse::<u32>().ok());
        let rises = number.is_some_and(|number| number >= page && number < 1000);
        page = number.unwrap_or(page);
        rises && line.len() == 2
    })
}

/// The first line of the body: the first with an amount, a code or a numbered label; a label that
/// wraps above it belongs to it.
fn body_start(page: &Page, lines: &[Vec<Token>]) -> usize {
    let source = page.text.as_str();
    let begins = |tokens: &Vec<Token>| {
        tokens
            .iter()
            .enumerate()
            .any(|(at, token)| match token.look {
                Look::Amount => at > 0 || tokens.len() > 1,
                // Years may stand in a head.
                Look::Digits => tokens.len() > 1 && token.width() != 4,
                Look::Words => is_heading(&source[token.bytes.clone()]),
            })
    };
    let Some(first) = lines.iter().position(begins) else {
        return lines.len();
    };
    let labelled = lines[first].iter().any(|token| token.look == Look::Words);
    let mut start = first;
    while !labelled
        && start > 1
        && lines[start - 1].len() == 1
        && lines[start - 1][0].line + 1 == lines[start][0].line
    {
        start -= 1;
    }
    start
}

fn head_cell(page: &Page, (pieces, merged): &head::HeadCell) -> Cell {
    let cell = join(page, pieces);
    if *merged {
        return Cell {
            text: cell.text,
            merged: true,
            ..Cell::default()
        };
    }
    cell
}

/// The cell that several pieces make, from top to bottom.
fn join(page: &Page, pieces: &[Token]) -> Cell {
    let mut joined = Cell::default();
    for piece in pieces {
        let cell = Cell::of(page.text, piece.bytes.clone());
        joined.text.push_str(&cell.text);
        match &joined.range {
            None => joined.range = cell.range,
            Some(_) => joined.rest.extend(cell.range),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::super::tests::{grids, shown};

    #[test]
    fn a_wrapped_label_has_its_number_on_the_middle_line() {
        assert_eq!(
            shown(
                "支出决算表\n单位：万元\n科目编码   科目名称       合计     基本支出\n\
                 208        社会保障支出   12.00    12.00\n\
                            \x20          机关事业单位\n\
                 2080505                   6.18     6.18\n\
                            \x20          养老保险\n\
                 210        卫生支出       2.71"
            ),
            [
                "科目编码|科目名称|合计|基本支出 208|社会保障支出|12.00|12.00 \
              2080505|机关事业单位养老保险|6.18|6.18 210|卫生支出|2.71|"
            ]
        );
    }

    #[test]
    fn two_halves_side_by_side() {
        assert_eq!(
            shown(
                "          收入                       支出\n\
                 项目              决算数     项目           决算数\n\
                 一、财政拨款      10.00      一、外交支出\n\
                 二、事业收入                 二、国防支出    8.00\n\
                 \x20                            三、教育支出    2.00\n\
                 合计              10.00      合计           10.00\n注：本表。"
            ),
            [
                "收入|收入|支出|支出 项目|决算数|项目|决算数 一、财政拨款|10.00|一、外交支出| \
              二、事业收入||二、国防支出|8.00 ||三、教育支出|2.00 合计|10.00|合计|10.00"
            ]
        );
    }

    #[test]
    fn prose_is_no_table() {
        for text in [
            "第一部分    概况\n\n一、主要职能\n　　我局收入合计 307.82\n万元。与上年相比，增加 10.00\n万元，增长 3.00%。",
            "目录\n一、概况        1\n二、说明        3\n三、附表        9",
            "收入 10.00 万元，支出\n\n307.82 万元。\n",
        ] {
            assert!(grids(text).is_empty(), "{text}");
        }
    }
}
