//! What is said around a table: its caption, its unit, whether it goes on from the one before.
//!
//! A table exported from a spreadsheet has these in its first rows; otherwise they are the lines
//! above it. Lines are read upwards from the grid to the caption, the table before, or a line that
//! is neither.

use std::ops::Range;

use crate::fold::{Folded, simplified, unspaced};
use crate::grammar::heading;
use crate::layout::table::{Cell, Grid};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::units::{self, Unit};
use crate::lexicon::{forms, key};
use crate::record::Quantity;
use crate::text::{Cut, Text, is_han, split_while};

/// Lines that are looked at above a grid, blank ones counted.
const REACH: usize = 30;
/// No more rows of a grid are frame.
const FRAME_ROWS: usize = 6;

/// What is said around a table.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The title.
    pub caption: Option<String>,
    /// The line above the grid that is the title with the number of a chapter before it: `一、支出决算表`.
    pub chapter: Option<usize>,
    /// The unit declared.
    pub unit: Option<&'static Unit>,
    /// The declared unit as printed.
    pub printed: Option<String>,
    /// Whether there is nothing but page furniture between this table and the one before.
    pub follows: bool,
    /// How many rows of the grid belong to the frame.
    pub rows: usize,
}

impl Frame {
    fn take(&mut self, printed: &str) -> Piece {
        let piece = Piece::of(printed);
        match &piece {
            Piece::Caption(caption) if self.caption.is_none() => {
                if let Some(unit) = units::in_brackets(&key(caption)) {
                    self.declare(unit, caption);
                }
                self.caption = Some(caption.clone());
            }
            Piece::Unit(unit) => self.declare(unit, printed),
            _ => {}
        }
        piece
    }

    fn declare(&mut self, unit: &'static Unit, piece: &str) {
        if self.unit.is_none() {
            self.unit = Some(unit);
            self.printed = as_printed(unit, piece);
        }
    }
}

/// The characters that name a unit in a piece of text, without the blanks and glosses between them: `萬元`.
fn as_printed(unit: &Unit, piece: &str) -> Option<String> {
    let bare: Vec<char> = piece.chars().filter(|c| is_han(*c)).collect();
    bare.windows(unit.name.chars().count())
        .map(String::from_iter)
        .find(|printed: &String| simplified(printed) == unit.name)
}

/// One piece of a line above a table.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    /// A title.
    Caption(String),
    /// `单位：万元`.
    Unit(&'static Unit),
    /// The number of a form, the year, the agency, a page number: no title, nor the end.
    Furniture,
    /// Anything else.
    Other,
}

/// Reads what is said around a grid; `above` are the lines between the grid before and this one.
pub fn read(text: &Text, grid: &Grid, above: Range<usize>) -> Frame {
    let mut frame = Frame {
        follows: above.start > 0,
        ..Frame::default()
    };
    frame.rows = head_rows(&mut frame, &grid.rows);
    if frame.caption.is_some() {
        frame.follows = false;
        return frame;
    }
    let mut lines = above.rev().take(REACH);
    for line in lines.by_ref() {
        let whole = text.line(line);
        let declares = declares_apart(whole);
        for piece in pieces(whole) {
            match frame.take(piece) {
                Piece::Other if declares => {}
                Piece::Other => {
                    frame.caption = plain_title(text.line(line));
                    frame.follows = false;
                    return frame;
                }
                Piece::Caption(_) => {
                    frame.follows = false;
                    frame.chapter = frame.chapter.or_else(|| is_chapter(whole).then_some(line));
                }
                Piece::Unit(_) | Piece::Furniture => {}
            }
        }
        if frame.caption.is_some() {
            break;
        }
    }
    if frame.unit.is_none() && frame.caption.is_some() {
        // The unit may stand above the title.
        let above = lines
            .map(|line| text.line(line))
            .find(|line| !line.trim().is_empty());
        if let Some(above) = above
            && let Piece::Unit(unit) = Piece::of(above)
        {
            frame.declare(unit, above);
        }
    }
    frame
}

/// A title that is known only by standing directly above a table: `部门机构设置情况`. With a number it
/// is a heading of the text.
fn plain_title(line: &str) -> Option<String> {
    let title = unspaced(line);
    let length = title.chars().count();
    let ends = list(List::PlainTitle).ends(&title);
    let folded = key(&title);
    let free = !folded.contains(['。', ';', ':', ',', '#']) && without_number(&title) == title;
    (ends && free && (4..=40).contains(&length)).then(|| title.into_owned())
}

/// How many rows at the top of a grid are frame: a title, a unit, an agency.
fn head_rows(frame: &mut Frame, rows: &[Vec<Cell>]) -> usize {
    let rows_printed: Vec<Vec<&Cell>> = rows
        .iter()
        .take(FRAME_ROWS)
        .map(|row| printed(row))
        .collect();
    // What stands alone above the unit is frame, whatever it says.
    let alone = rows_printed.iter().take_while(|row| row.len() < 2);
    let is_unit = |cell: &&Cell| matches!(Piece::of(&cell.text), Piece::Unit(_));
    let declared = alone
        .collect::<Vec<_>>()
        .iter()
        .rposition(|row| row.iter().any(is_unit));
    let mut count = 0;
    for (at, (row, printed)) in rows.iter().zip(rows_printed).enumerate() {
        let alone = printed.len() == 1;
        let above_unit = declared.is_some_and(|unit| at < unit);
        let mut row_parts = printed.iter().flat_map(|cell| parts(&cell.text));
        let is_frame = row_parts.all(|part| match Piece::of(part) {
            Piece::Caption(_) => alone && row.len() > 1,
            Piece::Unit(_) => true,
            Piece::Furniture => alone || declares(part),
            Piece::Other => above_unit,
        });
        if printed.is_empty() {
            continue;
        }
        if !is_frame {
            break;
        }
        for cell in printed {
            for part in parts(&cell.text) {
                frame.take(part);
            }
        }
        count = at + 1;
    }
    // A grid of nothing but a frame is a grid.
    if count == rows.len() { 0 } else { count }
}

/// The cells of a row that print more than signs: a lost white space leaves a `?`.
fn printed(row: &[Cell]) -> Vec<&Cell> {
    let prints = |cell: &&Cell| !cell.merged && cell.text.contains(char::is_alphanumeric);
    row.iter().filter(prints).collect()
}

/// The pieces of a line that stand apart from each other.
fn pieces(line: &str) -> impl Iterator<Item = &str> {
    line.split(['\t', '|', '\u{c}'])
        .flat_map(|part| part.split("  "))
        .flat_map(|part| part.split("\u{3000}\u{3000}"))
        .flat_map(parts)
        .filter(|part| !part.trim().is_empty())
}

/// Whether a line declares things with blanks between name and value: `部门：    某局    单位：万元`.
fn declares_apart(line: &str) -> bool {
    let ends_open = |piece: &str| {
        let folded = Folded::fold(piece);
        folded.ends_with(':') && declares(&folded)
    };
    !is_sentence(&Folded::fold(line)) && pieces(line).any(ends_open)
}

/// A piece and the unit in brackets behind it: `支出表（单位：元）`, but `部门（单位）：某局` is one.
fn parts(piece: &str) -> impl Iterator<Item = &str> {
    let unit = list(List::UnitBracket)
        .found_in(piece)
        .next()
        .filter(|(at, _)| declared_unit(&Folded::fold(piece.behind(*at))).is_some())
        .map_or(0, |(at, _)| at);
    let (title, unit) = piece.split_at(unit);
    [title, unit].into_iter().filter(|part| !part.is_empty())
}

impl Piece {
    fn of(piece: &str) -> Self {
        let folded = Folded::fold(piece);
        if folded.is_empty() {
            return Self::Furniture;
        }
        if let Some(unit) = declared_unit(&folded) {
            return Self::Unit(unit);
        }
        if is_furniture(&folded) {
            return Self::Furniture;
        }
        match caption(piece) {
            Some(caption) => Self::Caption(caption),
            None => Self::Other,
        }
    }
}

/// The unit that a folded text declares: `单位:万元`, by slip `单元:元`, also `金额单位:元`, `金额:元`, or a unit
/// of money and nothing else.
fn declared_unit(folded: &str) -> Option<&'static Unit> {
    let alone = folded.trim_matches(['(', ')', ' ']);
    if let Some(unit) = units::unit(alone).filter(|unit| unit.kind == Quantity::Money) {
        return Some(unit);
    }
    list(List::Unit).found_in(folded).find_map(|(at, word)| {
        let rest = folded
            .behind(at + word.len())
            .trim_start_matches([':', ' ', '为']);
        let unit = units::leading(rest)?;
        let ends = !rest
            .behind(unit.name.len())
            .starts_with(|c: char| c.is_alphanumeric());
        ends.then_some(unit)
    })
}

/// Whether a folded text is of the form `编制部门:某某局`.
fn declares(folded: &str) -> bool {
    let folded = Folded::fold(folded);
    let Some((name, value)) = folded.split_once(':') else {
        return false;
    };
    let note = list(List::Note).contains(name);
    !note && name.chars().count() <= 10 && value.chars().count() <= 30 && !is_sentence(&folded)
}

fn is_sentence(folded: &str) -> bool {
    folded.contains(['。', ';', '!', '?']) || folded.matches(',').count() > 1
}

/// Whether a folded text is furniture: a page number, `公开01表`, `表一:`, `(2020年度)`, `部门:某局`.
fn is_furniture(folded: &str) -> bool {
    let bare: String = folded
        .chars()
        .filter(|c| {
            !matches!(
                c,
                '#' | '*' | '(' | ')' | '-' | '—' | ':' | ' ' | '第' | '.' | '·'
            )
        })
        .collect();
    let number_of = |rest: &str| rest.chars().all(is_numeral);
    let form_number = list(List::FormSeries)
        .strip_prefix(&bare)
        .into_iter()
        .chain([bare.as_str()])
        .any(|rest| {
            let numbered = list(List::FormWord).strip_prefix(rest);
            rest.strip_suffix('表').is_some_and(number_of) || numbered.is_some_and(number_of)
        });
    let page = number_of(bare.strip_suffix('页').unwrap_or(&bare));
    let year = bare
        .strip_suffix("年度")
        .or_else(|| bare.strip_suffix('年'))
        .is_some_and(number_of);
    form_number || page || year || (declares(folded) && !folded.starts_with('表'))
}

/// The caption that a piece is, if it is one: marks and numbers before it left out.
fn caption(piece: &str) -> Option<String> {
    let printed = unspaced(piece);
    let bare = printed.trim_matches(|c| matches!(c, '#' | '*' | ' ' | '：' | ':'));
    let bare = without_number(bare);
    let folded = key(bare);
    let length = folded.chars().count();
    if !(3..=48).contains(&length) || is_sentence(&folded) || folded.ends_with(',') {
        return None;
    }
    let stem = folded.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | ' '));
    let stem = match stem.rsplit_once('(') {
        Some((before, bracket)) if bracket.ends_with(')') => before,
        _ => stem,
    };
    let titled = stem.ends_with('表')
        || (list(List::FormEnd).ends(stem) && forms::by_caption(&folded).is_some());
    titled.then(|| bare.to_owned())
}

fn is_numeral(c: char) -> bool {
    c.is_ascii_digit() || heading::is_numeral(c)
}

/// Whether a title has the number of a chapter, and not of a table.
fn is_chapter(line: &str) -> bool {
    let bare = unspaced(line);
    !bare.starts_with(['表', '附']) && without_number(&bare) != bare
}

/// A caption without the number of its table: `表1：`, `附表一 `, `（三）`.
fn without_number(caption: &str) -> &str {
    fn behind<'c>(caption: &'c str, ends: &[char]) -> Option<&'c str> {
        let (number, rest) = split_while(caption, is_numeral);
        Some(rest).filter(|rest| !number.is_empty() && rest.starts_with(ends))
    }
    if let Some(rest) = list(List::TableMark).strip_prefix(caption) {
        if let Some(rest) = behind(rest, &['：', ':', '、', '.', ' ']) {
            return rest.trim_start_matches(['：', ':', '、', '.', ' ']);
        }
        // `表10政府采购表`: digits may stand before the title with nothing between.
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
        }
    }
    let inner = caption.strip_prefix(['（', '(']);
    if let Some(rest) = inner.and_then(|inner| behind(inner, &['）', ')'])) {
        return rest.trim_start_matches(['）', ')', '、', ' ']);
    }
    let rest = behind(caption, &['、', '.', '．']);
    rest.map_or(caption, |rest| {
        rest.trim_start_matches(['、', '.', '．', ' '])
    })
}

/// The money unit that the heads of a table give, where all that give one agree.
pub fn unit_in_cells(rows: &[Vec<Cell>]) -> Option<&'static Unit> {
    rows.iter()
        .flatten()
        .filter_map(|cell| units::in_brackets(&key(&cell.text)))
        .find(|unit| unit.kind == Quantity::Money)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_alone_above_the_unit_is_frame() {
        let row = |row: &str| -> Vec<Cell> {
            let cell = |text: &str| Cell {
                text: text.into(),
                ..Cell::default()
            };
            row.split('|').map(cell).collect()
        };
        for (rows, framed, unit) in [
            (
                &[
                    "920某镇财政所|",
                    "预算年度：2025|",
                    "单位：万元|",
                    "项目|预算数",
                    "合计|1.5",
                ][..],
                3,
                Some("万元"),
            ),
            (
                &["某局统计表|", "?|单位：元", "项目|预算数", "合计|1.5"],
                2,
                Some("元"),
            ),
            (&["某镇财政所|", "项目|预算数", "合计|1.5"], 0, None),
        ] {
            let rows: Vec<Vec<Cell>> = rows.iter().map(|cells| row(cells)).collect();
            let mut frame = Frame::default();
            assert_eq!(head_rows(&mut frame, &rows), framed);
            assert_eq!(frame.unit.map(|unit| unit.name), unit);
        }
    }

    #[test]
    fn pieces_above_a_table() {
        let unit = |name| Piece::Unit(units::unit(name).unwrap());
        for (piece, read) in [
            ("单位：万元", unit("万元")),
            ("单元：元", unit("元")),
            ("金额单位: 元", unit("元")),
            ("（单位：人民币万元）", unit("人民币万元")),
            ("金额：万元", unit("万元")),
            ("单位：亿元人民币", unit("亿元人民币")),
            ("（万元）", unit("万元")),
            ("部门（单位）：某局", Piece::Furniture),
            ("单位名称：巴山县水利局", Piece::Furniture),
            ("编制部门: 某局", Piece::Furniture),
            ("公开01表", Piece::Furniture),
            ("表一：", Piece::Furniture),
            ("表3", Piece::Furniture),
            ("（2020年度）", Piece::Furniture),
            ("- 12 -", Piece::Furniture),
            ("## 部门收支总表", Piece::Caption("部门收支总表".into())),
            ("表1：收入 决算表", Piece::Caption("收入决算表".into())),
            ("表10 支出决算表", Piece::Caption("支出决算表".into())),
            ("（二）支出决算表", Piece::Caption("支出决算表".into())),
            (
                "项目绩效目标完成情况表1",
                Piece::Caption("项目绩效目标完成情况表1".into()),
            ),
            (
                "2021年部门预算项目绩效目标",
                Piece::Caption("2021年部门预算项目绩效目标".into()),
            ),
            ("具体情况见下表：详见附件。", Piece::Other),
            (
                "备注：2020年未安排政府性基金预算支出，此表为空表。",
                Piece::Other,
            ),
            ("三、支出决算情况说明", Piece::Other),
        ] {
            assert_eq!(Piece::of(piece), read, "{piece}");
        }
    }
}
