//! The grid of a marked table, printed in any of the layouts that crawls have.

/// How a table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    Pipe,
    Tab,
    CellPerLine,
    Barred,
    Aligned,
    Spaces,
}

impl Layout {
    pub const ALL: [Self; 6] = [
        Self::Pipe,
        Self::Tab,
        Self::CellPerLine,
        Self::Barred,
        Self::Aligned,
        Self::Spaces,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Pipe => "pipe",
            Self::Tab => "tab",
            Self::CellPerLine => "cell_per_line",
            Self::Barred => "barred",
            Self::Aligned => "aligned",
            Self::Spaces => "spaces",
        }
    }

    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.name() == name)
    }
}

/// A cell merged from the left or from above has no text of its own.
fn own(cell: &str) -> &str {
    if merged(cell) { "" } else { cell }
}

fn merged(cell: &str) -> bool {
    matches!(cell, "<" | "^")
}

/// The lines of a grid, and for each cell the line (from 0) that it stands on.
pub fn print(rows: &[Vec<&str>], layout: Layout) -> (Vec<String>, Vec<Vec<usize>>) {
    let mut lines: Vec<String> = Vec::new();
    let mut places = Vec::with_capacity(rows.len());
    let widths = widths(rows);
    for (at, row) in rows.iter().enumerate() {
        let cells = || row.iter().map(|cell| own(cell));
        let line = match layout {
            Layout::Pipe => Some(format!("| {} |", cells().collect::<Vec<_>>().join(" | "))),
            Layout::Tab => Some(cells().collect::<Vec<_>>().join("\t")),
            Layout::Spaces => {
                let full: Vec<_> = cells().filter(|cell| !cell.is_empty()).collect();
                Some(full.join(" "))
            }
            Layout::Aligned => Some(aligned(cells(), &widths)),
            Layout::CellPerLine | Layout::Barred => None,
        };
        let first = lines.len();
        match line {
            Some(line) => {
                lines.push(line);
                places.push(vec![first; row.len()]);
            }
            None => places.push(cell_per_line(row, layout, &mut lines)),
        }
        if layout == Layout::Pipe && at == 0 {
            lines.push(format!("|{}", " --- |".repeat(row.len())));
        }
    }
    (lines, places)
}

/// Writes a cell a line; gives the line of each.
fn cell_per_line(row: &[&str], layout: Layout, lines: &mut Vec<String>) -> Vec<usize> {
    let bar = if layout == Layout::Barred { " |" } else { "" };
    row.iter()
        .map(|cell| {
            let place = lines.len();
            if !merged(cell) && (layout == Layout::Barred || !cell.is_empty()) {
                lines.push(format!("{cell}{bar}"));
            }
            place
        })
        .collect()
}

/// A row whose numbers stand at the right of their columns and whose words at the left.
fn aligned<'a>(cells: impl Iterator<Item = &'a str>, widths: &[usize]) -> String {
    let mut line = String::new();
    for (cell, width) in cells.zip(widths) {
        let room = " ".repeat(width - printed_width(cell));
        let (left, right) = match super::number::is_number(cell) {
            true => (room.as_str(), ""),
            false => ("", room.as_str()),
        };
        line += &format!("{left}{cell}{right}   ");
    }
    line.truncate(line.trim_end().len());
    line
}

fn widths(rows: &[Vec<&str>]) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    (0..columns)
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column));
            cells
                .map(|cell| printed_width(own(cell)))
                .max()
                .unwrap_or(0)
        })
        .collect()
}

fn printed_width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}
