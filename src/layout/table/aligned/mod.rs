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
mod region;
mod rows;
mod sheet;
mod stack;
mod sums;
mod token;

use std::collections::BTreeMap;

use super::{Cell, Grid, Page, together};
use crate::lexicon::units;
use crate::record::Layout;
use crate::text::pairs;
use columns::Column;
use head::HeadCell;
use region::{Kind, Region, line_kind, starts_page, trim};
use sheet::{LONGEST_HEAD, Sheet, is_table, usual_measure};
pub(super) use token::Measure;
use token::Token;

/// Finds the aligned tables among the lines not yet claimed.
pub(super) fn find(page: &Page) -> Vec<Grid> {
    let mut grids = Vec::new();
    let mut announced = false;
    // Whether the unit is declared twice on a line: two tables stand side by side.
    let mut beside = false;
    let mut on_next_page = false;
    // The last table, where a page break cuts it.
    let mut cut: Option<Cut> = None;
    let measure = usual_measure(page);
    let mut line = 0;
    while line < page.text.line_count() {
        match line_kind(page, line) {
            Kind::Blank => {}
            Kind::Title => {
                announced = true;
                let declared = page.folded.line(line).split("单位:").skip(1);
                beside = declared
                    .filter(|unit| units::leading(unit).is_some())
                    .count()
                    > 1;
            }
            Kind::Break => (announced, on_next_page, cut) = (false, false, None),
            Kind::Pieces(pieces) => {
                let mut region = Region::from(page, line, pieces);
                let end = region.lines.end;
                region.lines = trim(page, &region, on_next_page);
                let before = cut.take().filter(|_| on_next_page && !announced);
                let sheet = Sheet::best(page, &region, measure, before.is_some());
                let nested = sheet.body > 1;
                let mut found = read(page, sheet, announced || on_next_page, before.as_ref());
                // Heads of several rows that belong to two tables cannot be told from each other.
                if let Some((grid, _)) = found.as_mut().filter(|_| announced && beside && nested) {
                    grid.lost_cells = true;
                }
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
    let lost_cells = is_set_close(body);
    let mut columns = sheet.columns;
    let bands = columns::amounts(&columns);
    let rows = rows::assemble(source, body, &columns);
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
    let cells = rows.iter().map(|row| -> Vec<Cell> {
        let printed = |column: &Column| {
            let pieces = column.body.and_then(|at| row.get(at));
            pieces.map_or_else(Cell::default, |pieces| join(page, pieces))
        };
        let mut cells: Vec<Cell> = columns.iter().map(printed).collect();
        spread(&columns, &mut cells);
        cells
    });
    let mut body: Vec<Vec<Cell>> = cells.collect();
    let named = match before.filter(|_| goes_on && head.is_empty()) {
        Some(before) => &before.head,
        None => &head,
    };
    let text = |(pieces, _): &HeadCell| join(page, pieces).text.to_string();
    let texts: Vec<Vec<String>> = named
        .iter()
        .map(|row| row.iter().map(text).collect())
        .collect();
    sums::settle(&bands, &columns, named, &texts, &rows, &mut body);
    let grid: Vec<Vec<Cell>> = head
        .iter()
        .map(|row| row.iter().map(|head| head_cell(page, head)).collect())
        .chain(body)
        .collect();
    let least = if goes_on { 1 } else { 2 };
    (grid.len() >= least).then(|| {
        let grid = Grid {
            goes_on,
            lost_cells,
            ..Grid::new(Layout::Aligned, first..last + 1, grid)
        };
        let head = match before.filter(|_| goes_on && head.is_empty()) {
            Some(before) => before.head.clone(),
            None => head,
        };
        (grid, Cut { columns, head })
    })
}

/// Pieces no further apart than this may stand where the text happens to be.
const CLOSE: usize = 4;

/// Whether most pieces of a body have as many blanks between them, or few and often a single one, and do not stand
/// under each other: such lines keep no columns. One blank keeps none in any case.
fn is_set_close(body: &[Vec<Token>]) -> bool {
    let gaps = || {
        let pairs = body.iter().flat_map(|line| pairs(line));
        pairs.map(|(one, next)| next.start.saturating_sub(one.end))
    };
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    gaps().for_each(|gap| *counts.entry(gap).or_default() += 1);
    let narrow: usize = counts.range(..=CLOSE).map(|(_, count)| count).sum();
    let single = counts.get(&1).copied().unwrap_or(0);
    let Some((gap, same)) = counts.into_iter().max_by_key(|(_, count)| *count) else {
        return false;
    };
    let all = gaps().count();
    let several = body.iter().filter(|line| line.len() > 1).count() > 2;
    let close = several && narrow * 4 > all * 3 && single * 4 > all;
    let even = same * 4 > all * 3 || close;
    all > 1 && even && (gap == 1 && same * 4 > all * 3 || !is_under(body))
}

/// Whether most pieces of a line stand under one of the line of several pieces before it; behind labels of one width
/// they do anyhow.
fn is_under(body: &[Vec<Token>]) -> bool {
    let lines: Vec<Vec<(&Token, &Token)>> = body
        .iter()
        .map(|line| pairs(line).collect())
        .filter(|line: &Vec<_>| !line.is_empty())
        .collect();
    let (mut under, mut all) = (0, 0);
    let (mut sure, mut told) = (0, 0);
    for (one, next) in pairs(&lines) {
        let (fewer, more) = match one.len() <= next.len() {
            true => (one, next),
            false => (next, one),
        };
        let tells = |(before, one): &&(&Token, &Token)| {
            let mut others = more.iter();
            !others.any(|(label, other)| label.end == before.end && one.start == other.start)
        };
        let meets = |(_, one): &&(&Token, &Token)| {
            let mut others = more.iter();
            others.any(|(_, other)| one.start == other.start || one.end == other.end)
        };
        under += fewer.iter().filter(meets).count();
        all += fewer.len();
        let telling: Vec<_> = fewer.iter().filter(tells).collect();
        sure += telling.iter().copied().filter(meets).count();
        told += telling.len();
    }
    under * 2 > all && (sure * 2 > told || told == 0)
}

/// Gives a half of a row that has amounts and no label the label of the half before, if that has
/// no amounts: a total whose label is merged over both.
fn spread(columns: &[Column], cells: &mut [Cell]) {
    let halves = columns.last().map_or(0, |column| column.half);
    for half in 1..=halves {
        let of = |half: usize| {
            let printed = columns.iter().zip(&*cells);
            printed.filter(move |(column, cell)| column.half == half && !cell.is_empty())
        };
        let named = |half| of(half).find(|(column, _)| !column.role.is_amount());
        let counted = |half| of(half).any(|(column, _)| column.role.is_amount());
        if named(half).is_some() || !counted(half) || counted(half - 1) {
            continue;
        }
        let name = named(half - 1).map(|(_, cell)| cell.text.clone());
        let mut own = columns.iter().zip(&mut *cells);
        let label =
            own.find(|(column, _)| column.half == half && column.role == columns::Role::Label);
        if let (Some(text), Some((_, cell))) = (name, label) {
            *cell = Cell {
                text,
                merged: true,
                ..Cell::default()
            };
        }
    }
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
    let mut pieces = pieces
        .iter()
        .map(|piece| Cell::of(page.text, piece.bytes.clone()));
    let Some(mut joined) = pieces.next() else {
        return Cell::default();
    };
    for cell in pieces {
        joined.text = together([&joined.text, &cell.text]);
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
    fn heads_that_ran_into_each_other_go_on_below_others() {
        assert_eq!(
            shown(
                "“三公”经费支出决算表\n单位：万元\n\
                 \x20                 公务用车购公务接待\n\
                 单位      合计\n\
                 \x20                 置费      费\n\
                 甲单位    9.00    6.00      3.00\n\
                 乙单位    8.00    5.00      3.00\n注：本表。"
            ),
            ["单位|合计|公务用车购置费|公务接待费 甲单位|9.00|6.00|3.00 乙单位|8.00|5.00|3.00"]
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
