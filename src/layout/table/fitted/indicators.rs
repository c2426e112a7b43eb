//! The indicators of a performance table whose cells have one blank between them.
//!
//! Merged cells and empty ones leave nothing, so that rows have fewer pieces than there are headings. The words of
//! the form tell the levels, the look of a piece tells a target and a score; what stands before them is the name. A
//! row that they do not explain is one doubtful cell: its scores and targets are no amounts of running text either.

use std::ops::Range;

use super::bare::is_frame;
use super::spaced::head_row;
use super::{Kind, Token};
use crate::fold::Folded;
use crate::layout::table::form::{Column, Printed};
use crate::layout::table::{Cell, Grid, Page};
use crate::record::Layout;
use crate::text::pairs;

/// So many lines above the headings may be the head of the form.
const HEAD_LINES: usize = 12;
/// So many blank lines may stand for the empty cells of a row.
const GAP: usize = 4;

/// A piece of a line, with what it may be.
struct Piece {
    token: Token,
    printed: Printed,
    /// Whether it looks like a value.
    value: bool,
}

/// The table whose headings stand on line `at`; lines before `free` are of another.
pub(super) fn read(page: &Page, at: usize, free: usize) -> Option<Grid> {
    // Most lines have no heading.
    let heads = || page.folded.line(at).contains(page.words.in_headings);
    if page.signs(at).gaps < 3 || !heads() || page.text.line(at).contains("  ") {
        return None;
    }
    let headings = Headings::of(page, at)?;
    let body = headings.body(page, at + 1);
    if body.is_empty() {
        return None;
    }
    let above = (free.max(at.saturating_sub(HEAD_LINES))..at).rev();
    let mut rows: Vec<Vec<Cell>> = above.map_while(|line| head_cells(page, line)).collect();
    rows.reverse();
    let first = at - rows.len();
    let cell = |range: &Range<usize>| Cell::of(page.text, range.clone());
    rows.push(headings.ranges.iter().map(cell).collect());
    let end = body.last()?.0 + 1;
    rows.extend(body.into_iter().map(|(_, row)| row));
    Some(Grid::new(Layout::Aligned, first..end, rows))
}

/// The cells of a line in the head of the form: it has a word of the form, and something beside it.
fn head_cells(page: &Page, line: usize) -> Option<Vec<Cell>> {
    let pieces = pieces(page, line).filter(|pieces| pieces.len() > 1)?;
    let of_form = pieces.iter().any(|piece| piece.printed.is_word());
    let cells = pieces
        .iter()
        .map(|piece| Cell::of(page.text, piece.token.range.clone()));
    of_form.then(|| cells.collect())
}

/// The pieces of a line that is no title.
fn pieces(page: &Page, line: usize) -> Option<Vec<Piece>> {
    if page.is_claimed(line) || is_frame(page.folded.line(line)) {
        return None;
    }
    let piece = |token: Token| Piece {
        printed: page.printed(&token.text),
        value: token.is_number() || (page.words.is_value)(&Folded::folded(&token.text)),
        token,
    };
    Some(head_row(page, line)?.into_iter().map(piece).collect())
}

/// A column and what stands in it.
type Placed = (usize, Range<usize>);

/// The headings of indicators.
struct Headings {
    ranges: Vec<Range<usize>>,
    level1: Option<usize>,
    level2: Option<usize>,
    name: usize,
    /// What stands behind the name, remarks left out.
    values: Vec<Option<Column>>,
    /// Whether remarks stand at the end.
    noted: bool,
    /// Whether all headings are known ones: else nobody can say what the values are.
    known: bool,
}

impl Headings {
    fn of(page: &Page, line: usize) -> Option<Self> {
        let pieces = pieces(page, line)?;
        let columns: Vec<Option<Column>> =
            pieces.iter().map(|piece| piece.printed.column).collect();
        // A label of the rows may stand before the headings.
        let known = columns.iter().skip(1).all(Option::is_some);
        let at = |column| columns.iter().position(|own| *own == Some(column));
        let name = at(Column::Name)?;
        let (_, behind) = columns.split_at(name + 1);
        let is_note = |column: &&Option<Column>| **column == Some(Column::Note);
        let count = behind.len() - behind.iter().rev().take_while(is_note).count();
        let values: Vec<Option<Column>> = behind.iter().copied().take(count).collect();
        let levels = [at(Column::Outer), at(Column::Inner)];
        let ordered = pairs(&levels).all(|(one, other)| one < other);
        let targeted = match known {
            true => values.first() == Some(&Some(Column::Target)),
            false => at(Column::Target).or(at(Column::Points)) > Some(name),
        };
        (ordered && targeted && at(Column::Inner).is_some_and(|level2| level2 < name)).then(|| {
            Self {
                ranges: pieces.into_iter().map(|piece| piece.token.range).collect(),
                level1: at(Column::Outer),
                level2: at(Column::Inner),
                name,
                noted: count < behind.len(),
                values,
                known,
            }
        })
    }

    /// The rows from a line on, each with its line.
    fn body(&self, page: &Page, from: usize) -> Vec<(usize, Vec<Cell>)> {
        let mut rows = Vec::new();
        let mut blanks = 0;
        for line in from..page.text.line_count() {
            if page.is_blank(line) {
                blanks += 1;
                if blanks > GAP {
                    break;
                }
                continue;
            }
            let Some(pieces) = pieces(page, line) else {
                break;
            };
            let levelled = pieces.first().is_some_and(|piece| piece.printed.is_group());
            match self.row(page, &pieces) {
                Some(row) if blanks == 0 || levelled => rows.push((line, row)),
                None if levelled || ends_in_score(&pieces) => {
                    rows.push((line, self.doubtful(page, line)))
                }
                _ => break,
            }
            blanks = 0;
        }
        rows
    }

    /// The cells of a row that the words and looks of its pieces explain.
    fn row(&self, page: &Page, pieces: &[Piece]) -> Option<Vec<Cell>> {
        let mut cells = vec![Cell::default(); self.ranges.len()];
        let (levels, rest) = self.levels(pieces);
        let grouped = levels
            .iter()
            .any(|(column, _)| Some(*column) == self.level2);
        let told = match rest {
            [] => Vec::new(),
            _ => self.told(rest, grouped)?,
        };
        for (column, range) in levels.into_iter().chain(told) {
            if let Some(cell) = cells.get_mut(column) {
                *cell = Cell::of(page.text, range);
            }
        }
        Some(cells)
    }

    /// The columns and places of the levels that begin a row, and the pieces behind them.
    fn levels<'p>(&self, pieces: &'p [Piece]) -> (Vec<Placed>, &'p [Piece]) {
        let mut levels = Vec::new();
        let mut rest = pieces;
        // 成本指标 is of the first level where one of the second follows.
        if let [first, behind @ ..] = rest
            && let Some(column) = self.level1
            && first.printed.outer
            && (!first.printed.inner || behind.first().is_some_and(|next| next.printed.inner))
        {
            levels.push((column, first.token.range.clone()));
            rest = behind;
        }
        if let [first, behind @ ..] = rest
            && let Some(column) = self.level2
            && first.printed.inner
        {
            levels.push((column, first.token.range.clone()));
            rest = behind;
        }
        (levels, rest)
    }

    /// The columns and places of name, values and remark, where the looks of the pieces leave no choice; `grouped`
    /// says that the row names its group.
    fn told(&self, pieces: &[Piece], grouped: bool) -> Option<Vec<Placed>> {
        let value = pieces.iter().position(|piece| piece.value);
        let start = value.filter(|_| self.known)?;
        let (name, rest) = pieces.split_at(start);
        let (values, notes) = rest.split_at_checked(self.values.len())?;
        let fits = |(piece, column): (&Piece, &Option<Column>)| match column {
            Some(Column::Points) => piece.token.is_number(),
            Some(Column::Word) => piece.token.kind == Kind::Word,
            _ => piece.value,
        };
        let scored = values.iter().zip(&self.values).all(fits);
        let words = |kind: Kind| matches!(kind, Kind::Word | Kind::Dash);
        let note = |piece: &Piece| self.noted && words(piece.token.kind);
        // Behind its group 满意度 is a name too.
        let named = grouped || !name.first()?.printed.is_group();
        if !scored || !named || !notes.iter().all(note) {
            return None;
        }
        let values = values.iter().enumerate();
        let values = values.map(|(at, piece)| (self.name + 1 + at, piece.token.range.clone()));
        let note = whole(notes).map(|range| (self.name + 1 + self.values.len(), range));
        let name = (self.name, whole(name)?);
        Some(std::iter::once(name).chain(values).chain(note).collect())
    }

    /// A row of which nobody can say what stands where.
    fn doubtful(&self, page: &Page, line: usize) -> Vec<Cell> {
        let mut cells = vec![Cell::default(); self.ranges.len()];
        if let Some(cell) = cells.get_mut(self.name) {
            *cell = Cell {
                doubtful: true,
                ..Cell::of(page.text, page.text.line_range(line))
            };
        }
        cells
    }
}

/// Where pieces that are one cell stand.
fn whole(pieces: &[Piece]) -> Option<Range<usize>> {
    Some(pieces.first()?.token.range.start..pieces.last()?.token.range.end)
}

/// Whether a line looks like a row whose level stands above it: a name, a target and a score.
fn ends_in_score(pieces: &[Piece]) -> bool {
    let [name, _, .., score] = pieces else {
        return false;
    };
    name.token.kind == Kind::Word && score.token.is_number()
}

#[cfg(test)]
mod tests {
    use crate::layout::table::tests::{grids, shown};

    const HEADINGS: &str = "年度绩效目标(90分) 一级指标 二级指标 三级指标 指标值 分值 指标解释\n";

    #[test]
    fn words_and_looks_tell_the_columns_of_rows_with_empty_cells() {
        for (what, rows, table) in [
            (
                "remarks are empty, levels merged",
                "成本指标(0-20)分 经济成本指标 项目建设成本 ≤65万元 10\n社会成本指标\n\n\n产出指标(40分) 数量指标 储备物资 数量 ≥500件 20 按台账\n质量指标 验收合格率 ≥95% 20 无\n",
                "|成本指标(0-20)分|经济成本指标|项目建设成本|≤65万元|10| ||社会成本指标|||| \
                 |产出指标(40分)|数量指标|储备物资数量|≥500件|20|按台账 ||质量指标|验收合格率|≥95%|20|无",
            ),
            (
                "a target in words",
                "效益指标 社会效益指标 群众知晓程度 有所提升 10\n满意度指标 服务对象满意度指标 满意度 ≥95% 10\n",
                "|效益指标|社会效益指标|群众知晓程度|有所提升|10| |满意度指标|服务对象满意度指标|满意度|≥95%|10|",
            ),
            (
                "a row of no level",
                "产出指标 数量指标 储备物资数量 ≥500件 20\n巡查次数 12次 20\n",
                "|产出指标|数量指标|储备物资数量|≥500件|20| |||巡查次数|12次|20|",
            ),
        ] {
            let tables = shown(&(HEADINGS.to_owned() + rows));
            let body = tables
                .first()
                .and_then(|table| table.split_once("指标解释 "));
            assert_eq!(body.map(|(_, body)| body), Some(table), "{what}");
        }
    }

    #[test]
    fn a_row_that_nothing_explains_is_in_doubt() {
        let headings = HEADINGS.replace("指标解释", "某种要求");
        for (headings, row) in [
            (HEADINGS, "产出指标 数量指标 储备物资数量 20"),
            (HEADINGS, "产出指标 数量指标 物资 500件 若干 20"),
            (HEADINGS, "产出指标 数量指标 物资 ≥500件 二十"),
            (HEADINGS, "储备物资数量 若干 20"),
            (&headings, "产出指标 数量指标 储备物资数量 ≥500件 20"),
        ] {
            let source = format!("{headings}产出指标 数量指标\n{row}\n");
            let grids = grids(&source);
            let cells = grids.iter().flat_map(|grid| grid.rows.iter().flatten());
            let doubtful: Vec<_> = cells.filter(|cell| cell.doubtful).collect();
            assert_eq!(doubtful.len(), 1, "{row}");
            assert_eq!(doubtful[0].text, row.replace(' ', ""));
        }
    }

    #[test]
    fn other_lines_are_no_indicators() {
        for source in [
            "一级指标、二级指标和三级指标 共 12 个。\n产出指标 完成 良好\n",
            "一级指标 二级指标 三级指标 指标值 分值\n本年度共安排项目 12 个，资金 65 万元 用于三项工作\n",
        ] {
            assert!(shown(source).is_empty(), "{source}");
        }
    }
}
