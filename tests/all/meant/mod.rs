//! Tables as they are meant, written in every layout, and what is read from them.

use gongkai::record::{Fact, Form, SmolStr};
use unicode_width::UnicodeWidthStr;

/// Facts as `code row | column = value unit`.
pub fn shown(facts: &[Fact]) -> Vec<String> {
    let part = |part: &Option<SmolStr>| part.clone().unwrap_or("-".into());
    facts
        .iter()
        .map(|fact| {
            format!(
                "{} {} | {} = {} {}",
                part(&fact.code),
                part(&fact.row_label),
                part(&fact.column_label),
                fact.value.0.normalize(),
                part(&fact.unit)
            )
        })
        .collect()
}

/// A table as it is meant: `<` is a cell merged with the one on its left, `^` with the one above.
pub struct Meant {
    pub caption: String,
    pub unit: String,
    pub form: Form,
    pub head: Vec<Vec<String>>,
    pub body: Vec<Vec<String>>,
}

pub fn grid(rows: &str) -> Vec<Vec<String>> {
    let row = |row: &str| -> Vec<String> {
        let cells = row.split('|').map(str::trim);
        cells.map(str::to_owned).collect()
    };
    rows.lines().map(row).collect()
}

/// What a layout without merged cells prints.
fn flat(cell: &str) -> &str {
    if matches!(cell, "<" | "^") { "" } else { cell }
}

fn flat_row(row: &[String]) -> Vec<&str> {
    row.iter().map(|cell| flat(cell)).collect()
}

impl Meant {
    fn rows(&self) -> impl Iterator<Item = &Vec<String>> {
        self.head.iter().chain(&self.body)
    }

    fn above(&self) -> String {
        let Self { caption, unit, .. } = self;
        format!("{caption}\n\n公开03表\n部门：某局\n单位：{unit}\n\n")
    }

    fn pipe(&self) -> String {
        let mut out = self.above();
        for (at, row) in self.rows().enumerate() {
            out += &format!("| {} |\n", flat_row(row).join(" | "));
            if at == 0 {
                out += &format!("|{}\n", "---|".repeat(row.len()));
            }
        }
        out
    }

    fn tab(&self) -> String {
        let Self { caption, unit, .. } = self;
        let mut out = format!("{caption}\n\n部门：某局\t\t单位：{unit}\n");
        for row in self.rows() {
            out += &format!("{}\n", flat_row(row).join("\t"));
        }
        out
    }

    fn sheet_in_tabs(&self) -> String {
        let blank = "\t".repeat(self.head[0].len() - 1);
        let rows: Vec<_> = self.tab().lines().skip(2).map(str::to_owned).collect();
        format!(
            "{}{blank}\n公开03表{blank}\n{}\n",
            self.caption,
            rows.join("\n")
        )
    }

    /// One cell a line, each begun by a tab.
    pub fn cell_per_line(&self) -> String {
        let mut out = self.above();
        for row in self.rows() {
            for cell in flat_row(row) {
                out += &format!("\t{}\n", if cell.is_empty() { "\u{3000}" } else { cell });
            }
            out.push('\n');
        }
        out
    }

    /// The lines of what stands above a table that has lost its grid.
    fn close_above(&self) -> String {
        format!("{}\n单位：{}\n", self.caption, self.unit)
    }

    /// One cell a line before a bar, cells that are empty in the body kept.
    pub fn barred(&self) -> String {
        let mut out = self.close_above();
        for row in self.rows() {
            for cell in row
                .iter()
                .filter(|cell| !matches!(cell.as_str(), "<" | "^"))
            {
                out += &format!("{cell} |\n");
            }
        }
        out
    }

    /// One cell a line without marks, empty cells lost.
    pub fn bare(&self) -> String {
        let mut out = self.close_above();
        let cells = self.rows().flatten().map(|cell| flat(cell));
        for cell in cells.filter(|cell| !cell.is_empty()) {
            out += &format!("{cell}\n");
        }
        out
    }

    /// A row a line, `gap` spaces between cells, empty cells lost.
    pub fn spaced(&self, gap: usize) -> String {
        let mut out = self.close_above();
        for row in self.rows() {
            let cells: Vec<&str> = flat_row(row)
                .into_iter()
                .filter(|cell| !cell.is_empty())
                .collect();
            out += &format!("{}\n", cells.join(&" ".repeat(gap)));
        }
        out
    }

    /// Columns kept by spaces, heads and labels set to the left, amounts to the right.
    pub fn set_left(&self) -> String {
        let widths: Vec<usize> = (0..self.head[0].len())
            .map(|column| {
                let cells = self.rows().map(|row| flat(&row[column]).width());
                cells.max().unwrap_or(0)
            })
            .collect();
        let mut out = self.close_above();
        for row in self.rows() {
            let mut line = String::new();
            for (cell, width) in flat_row(row).into_iter().zip(&widths) {
                let free = " ".repeat(width - cell.width());
                let amount = cell.ends_with(|c: char| c.is_ascii_digit());
                let (before, behind) = if amount {
                    (&free[..], "")
                } else {
                    ("", &free[..])
                };
                line += &format!("{before}{cell}{behind}   ");
            }
            out += &format!("{}\n", line.trim_end());
        }
        out
    }

    /// Columns kept by spaces, heads centred, labels wrapped at `wrap` characters.
    fn aligned(&self, width: fn(&str) -> usize, wrap: usize) -> String {
        // A head over several columns has room.
        let wrapped = |row: &[String], column: usize| -> Vec<String> {
            let cell = row[column].as_str();
            let is_label = cell.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            let spans = row.get(column + 1).is_some_and(|next| next == "<");
            let length = if is_label && !spans {
                wrap
            } else {
                cell.len().max(1)
            };
            let chars: Vec<char> = flat(cell).chars().collect();
            chars
                .chunks(length)
                .map(|piece| piece.iter().collect())
                .collect()
        };
        let widths: Vec<usize> = (0..self.head[0].len())
            .map(|column| {
                let own = self
                    .rows()
                    .filter(|row| row.get(column + 1).is_none_or(|next| next != "<"));
                let pieces = own.flat_map(|row| wrapped(row, column));
                pieces.map(|piece| width(&piece)).max().unwrap_or(0).max(6) + 3
            })
            .collect();
        let mut out = self.above();
        for (at, row) in self.rows().enumerate() {
            let is_head = at < self.head.len();
            let cells: Vec<_> = (0..row.len()).map(|column| wrapped(row, column)).collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or(1).max(1);
            // A number has a middle line to stand on.
            let height = if height == 2 && !is_head { 3 } else { height };
            for line in 0..height {
                let mut printed = String::new();
                for (column, pieces) in cells.iter().enumerate() {
                    if row[column] == "<" {
                        continue;
                    }
                    let merged = row[column + 1..].iter().take_while(|cell| *cell == "<");
                    let room: usize = widths[column..=column + merged.count()].iter().sum();
                    let piece = match (pieces.len(), height) {
                        (2, 3) => [Some(0), None, Some(1)][line],
                        (count, _) => line.checked_sub((height - count) / 2),
                    };
                    let piece = piece
                        .and_then(|at| pieces.get(at))
                        .map_or("", String::as_str);
                    let free = room - width(piece);
                    let number =
                        !is_head && piece.ends_with(|c: char| c.is_ascii_digit() || c == '%');
                    let left = match piece {
                        "" => 0,
                        _ if is_head => free / 2,
                        // Amounts are set to the right, codes to the left.
                        _ if number && (piece.contains('.') || piece.len() < 3) => free - 2,
                        _ => 0,
                    };
                    printed += &format!("{}{piece}{}", " ".repeat(left), " ".repeat(free - left));
                }
                out += printed.trim_end();
                out.push('\n');
            }
        }
        out + "注：本表反映部门本年度支出情况。\n"
    }

    /// The layouts that mark their cells.
    pub fn marked(&self) -> Vec<(&'static str, String)> {
        vec![
            ("pipe", self.pipe()),
            ("tab", self.tab()),
            ("sheet in tabs", self.sheet_in_tabs()),
            ("cell per line", self.cell_per_line()),
            ("barred", self.barred()),
        ]
    }

    /// The layouts that only space their cells, or lose the empty ones.
    pub fn unmarked(&self) -> Vec<(&'static str, String)> {
        let aligned = self.layouts().into_iter();
        let mut layouts: Vec<_> = aligned
            .filter(|(layout, _)| layout.starts_with("aligned"))
            .collect();
        layouts.extend([
            ("aligned, set left", self.set_left()),
            ("cell per line, bare", self.bare()),
            ("spaces", self.spaced(1)),
            ("spaces, several", self.spaced(4)),
        ]);
        layouts
    }

    /// Every layout that keeps empty cells.
    pub fn layouts(&self) -> Vec<(&'static str, String)> {
        let characters = |text: &str| text.chars().count();
        vec![
            ("pipe", self.pipe()),
            ("tab", self.tab()),
            ("sheet in tabs", self.sheet_in_tabs()),
            ("aligned", self.aligned(characters, 20)),
            ("aligned, wide", self.aligned(UnicodeWidthStr::width, 20)),
            ("aligned, wrapped", self.aligned(characters, 8)),
            (
                "aligned, wide, wrapped",
                self.aligned(UnicodeWidthStr::width, 8),
            ),
        ]
    }
}
