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
mod token;

use super::{Cell, Grid, Page};
use crate::record::Layout;
use columns::Column;
use head::HeadCell;
use region::{Kind, line_kind, region_end, starts_page, trim};
use sheet::{Sheet, usual_measure};
use token::{Look, Token};

/// A head of more lines than this is no head.
const LONGEST_HEAD: usize = 24;

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
    fn one_blank_is_enough_between_pieces_that_look_different() {
        assert_eq!(
            shown(
                "收支预算总表\n单位：元\n\
                 项目              预算数         项目               预算数\n\
                 一、财政拨款      171,915,169 一、一般公共服务支出    127,886,849\n\
                 二、事业收入                   二、教育支出           44,028,320\n\
                 收入总计        171,915,169 支出总计             171,915,169"
            ),
            [
                "项目|预算数|项目|预算数 一、财政拨款|171,915,169|一、一般公共服务支出|127,886,849 \
              二、事业收入||二、教育支出|44,028,320 收入总计|171,915,169|支出总计|171,915,169"
            ]
        );
    }

    #[test]
    fn heads_stand_over_several_columns() {
        assert_eq!(
            shown(
                "收入预算表\n单位：元\n\
                 \x20          项目                                   收入预算\n\
                 功能分类科目编码\n\
                 \x20              功能分类科目名称           合计         财政拨款收入       事业收入\n\
                 类    款    项\n\
                 201           一般公共服务支出       84,861,719    84,000,719      861,000\n\
                 201  06       财政事务           84,861,719    84,000,719      861,000\n\
                 201  06  01 行政运行            84,861,719    84,000,719      861,000"
            ),
            ["项目|项目|项目|项目|收入预算|收入预算|收入预算 \
              功能分类科目编码|功能分类科目编码|功能分类科目编码|功能分类科目名称|合计|财政拨款收入|事业收入 \
              类|款|项|||| \
              201|||一般公共服务支出|84,861,719|84,000,719|861,000 \
              201|06||财政事务|84,861,719|84,000,719|861,000 \
              201|06|01|行政运行|84,861,719|84,000,719|861,000"]
        );
    }

    #[test]
    fn a_table_goes_on_where_its_columns_stand_on_the_next_page() {
        let text = "政府采购预算表\n单位：万元\n\
            科目编码        科目名称            金额        备注\n\
            205         教育支出          12.50\n\
            20502       普通教育          12.50\n\
            \u{c}    2050201     学前教育              2.50\n\
            \x20   2050202     小学教育             10.00\n\
            \x20   206         科学技术支出            3.00";
        assert_eq!(
            shown(text),
            [
                "科目编码|科目名称|金额|备注 205|教育支出|12.50| 20502|普通教育|12.50|",
                "2050201|学前教育|2.50| 2050202|小学教育|10.00| 206|科学技术支出|3.00|"
            ]
        );
        let grids = grids(text);
        assert!(!grids[0].goes_on && grids[1].goes_on);
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
