//! A table as an aligned grid.

use std::collections::HashMap;

use comfy_table::{ContentArrangement, Table as Grid, presets};

use super::style;
use crate::record::{Fact, Quantity, Table};

/// Signs of no width that stand around a fact while the grid is drawn: styles would count as wide.
const SIGNS: [(Quantity, char); 3] = [
    (Quantity::Money, '\u{2061}'),
    (Quantity::Percent, '\u{2062}'),
    (Quantity::Count, '\u{2063}'),
];
const END: char = '\u{2064}';

/// Draws the grid with the cells coloured that are facts.
pub fn draw(table: &Table, facts: &[Box<Fact>], width: Option<u16>) -> String {
    let kinds: HashMap<&str, Quantity> = facts
        .iter()
        .filter(|fact| fact.table_id == Some(table.id))
        .map(|fact| (fact.raw.as_str(), fact.kind))
        .collect();
    let mut grid = Grid::new();
    grid.load_style(presets::UTF8_FULL_CONDENSED);
    match width {
        Some(width) => {
            grid.set_content_arrangement(ContentArrangement::Dynamic);
            grid.set_width(width);
        }
        None => {
            grid.set_content_arrangement(ContentArrangement::Disabled);
        }
    }
    for (index, row) in table.rows.iter().enumerate() {
        let cells = row.iter().map(|cell| {
            let plain: String = style::plain(cell)
                .chars()
                .filter(|letter| !SIGNS.iter().any(|(_, sign)| sign == letter) && *letter != END)
                .collect();
            let kind = kinds.get(cell.as_str()).filter(|_| index >= table.header);
            match kind.and_then(|kind| SIGNS.iter().find(|(of, _)| of == kind)) {
                Some((_, sign)) => format!("{sign}{plain}{END}"),
                None => plain,
            }
        });
        grid.add_row(cells.collect::<Vec<_>>());
    }
    let mut drawn = grid.to_string();
    for (kind, sign) in SIGNS {
        drawn = drawn.replace(sign, &style::fact(kind).to_string());
    }
    drawn.replace(END, "\u{1b}[0m")
}
