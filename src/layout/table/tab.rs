//! Tab tables: a row a line, cells split by tabs.
//!
//! Cells may be missing at the end of a row. Lines with tabs are not always rows: a table of
//! contents has a tab before its page numbers, Word's lists have one after the number, and a docx
//! flattened to a cell a line begins every line with one. Those are left alone.

use std::ops::Range;

use super::{Cell, Grid, MOST_CELLS, Page, RowLine, tables};
use crate::grammar::heading::is_numeral;
use crate::record::Layout;

/// Finds the tab tables among the lines not yet claimed.
pub(super) fn find(page: &Page) -> Vec<Grid> {
    let rows: Vec<_> = (0..page.text.line_count())
        .filter(|line| !page.is_claimed(*line))
        .filter_map(|line| {
            let cells = page.signs(line).tabs + 1;
            // An empty row has two tabs or more; a lone tab is a blank line.
            let row = cells > 2 || (cells == 2 && !page.is_blank(line));
            (row && cells <= MOST_CELLS).then_some(RowLine { line, cells })
        })
        .collect();
    tables(page, &rows)
        .into_iter()
        .filter_map(|group| grid(page, group))
        .collect()
}

fn grid(page: &Page, lines: &[RowLine]) -> Option<Grid> {
    let one_cell = lines
        .iter()
        .filter(|row| is_one_cell(page.text.line(row.line)))
        .count();
    if one_cell * 2 > lines.len() {
        return None;
    }
    let mut rows: Vec<Vec<Cell>> = lines
        .iter()
        .map(|row| {
            let mut printed = Vec::with_capacity(row.cells);
            printed.extend(cells(page, row.line).map(|cell| Cell::of(page.text, cell)));
            printed
        })
        .collect();
    // The frame is cut to the rows that print something.
    let first = rows.iter().position(|row| prints(row))?;
    let last = rows.iter().rposition(|row| prints(row))?;
    rows.truncate(last + 1);
    rows.drain(..first);
    if rows.len() < 2 || is_contents(&rows) || is_list(&rows) {
        return None;
    }
    let span = lines.get(first)?.line..lines.get(last)?.line + 1;
    Some(Grid::new(Layout::Tab, span, rows))
}

fn prints(row: &[Cell]) -> bool {
    row.iter().any(|cell| !cell.is_empty())
}

/// Whether the line is `\tcontent`: a cell a line, or a paragraph begun by a tab.
fn is_one_cell(line: &str) -> bool {
    line.trim_end()
        .trim_start_matches([' ', '\u{3000}'])
        .strip_prefix('\t')
        .is_some_and(|rest| !rest.contains('\t'))
        || line.trim().is_empty() && line.matches('\t').count() < 2
}

fn cells(page: &Page, line: usize) -> impl Iterator<Item = Range<usize>> {
    let start = page.text.line_range(line).start;
    let mut from = start;
    page.text.line(line).split('\t').map(move |cell| {
        let range = from..from + cell.len();
        from = range.end + 1;
        range
    })
}

/// Whether these are lines of a table of contents: titles and page numbers that never fall.
fn is_contents(rows: &[Vec<Cell>]) -> bool {
    let mut page = 0;
    rows.iter().all(|row| {
        let mut printed = row.iter().filter(|cell| !cell.is_empty());
        let (Some(first), last) = (printed.next(), printed.next_back()) else {
            return false;
        };
        if first.text.contains("PAGEREF") {
            return true;
        }
        let number = last.and_then(|last| last.text.parse::<u32>().ok());
        let rises = number.is_some_and(|number| number >= page && number < 1000);
        page = number.unwrap_or(page);
        rises && printed.next().is_none()
    })
}

/// Whether these are the paragraphs of a list, a tab after each number, or prose with stray tabs.
fn is_list(rows: &[Vec<Cell>]) -> bool {
    let narrow = rows
        .iter()
        .all(|row| row.iter().filter(|cell| !cell.is_empty()).count() <= 2);
    let sentences = rows
        .iter()
        .filter(|row| {
            row.iter()
                .any(|cell| cell.text.ends_with('。') || cell.text.chars().count() > 60)
        })
        .count();
    let first = rows.iter().filter_map(|row| row.first());
    let numbered = first.filter(|cell| is_list_number(&cell.text));
    narrow && (sentences * 2 >= rows.len() || numbered.count() == rows.len())
}

/// Whether the cell is only the number of a list item: `一、`, `（一）`, `1.`, `①`.
fn is_list_number(text: &str) -> bool {
    let mut rest = text.trim_end_matches(['、', '.', '．', ')', '）']);
    let marked = rest.len() < text.len();
    rest = rest.trim_start_matches(['(', '（']);
    let circled = |c: char| ('①'..='⑳').contains(&c);
    let numeral = |c: char| c.is_ascii_digit() || is_numeral(c) || circled(c);
    !rest.is_empty()
        && rest.chars().count() <= 4
        && rest.chars().all(numeral)
        && (marked || rest.starts_with(circled))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{grids, shown};

    #[test]
    fn rows_are_lines_and_cells_stand_between_tabs() {
        assert_eq!(
            shown("单位：元\n项目\t金额\n合 计\t1.00\n\t\n完"),
            ["项目|金额 合计|1.00"]
        );
        assert_eq!(shown("甲\t1\n乙\n丙\t2\t3\n丁"), Vec::<String>::new());
    }

    #[test]
    fn an_empty_row_belongs_to_its_table() {
        assert_eq!(
            shown("类\t款\t项\n\t\t\n208\t01\t09"),
            ["类|款|项 || 208|01|09"]
        );
    }

    #[test]
    fn what_only_has_tabs_is_no_table() {
        for text in [
            "一、概况\t1\n二、说明\t3\n三、附表\t3",
            "一、\t主要职能\n二、\t机构设置",
            "\t项目名称\n\t走访\n\t预算单位\n\t某局",
            "\t2021年，我局收入10万元。\n\t支出10万元。",
            "第一\t我局全面落实各项政策，成效明显。\n第二\t我局全面落实各项工作任务。",
        ] {
            assert!(grids(text).is_empty(), "{text}");
        }
    }
}
