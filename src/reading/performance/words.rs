//! What the layouts may know of the words of performance tables: what each does in its form.

use crate::grammar::comparator;
use crate::layout::table::form::{Asked, Column as Place, Printed, Words};
use crate::lexicon::numbers::vocabulary;
use crate::lexicon::performance::{Column, Head, Place as Side, comparing, is_quality, sense};
use crate::text::Cut;

/// The words of performance tables, for the layouts.
pub const WORDS: Words = Words {
    printed,
    is_value,
    in_headings: "指标",
};

fn printed(cell: &str) -> Printed {
    let sense = sense(cell);
    Printed {
        column: sense.column.map(place),
        outer: sense.level1.is_some(),
        inner: sense.level2.is_some(),
        asks: sense.head.map(asked),
        part: sense.label,
        closing: sense.closing,
    }
}

fn place(column: Column) -> Place {
    match column {
        Column::Level1 => Place::Outer,
        Column::Level2 => Place::Inner,
        Column::Level3 => Place::Name,
        Column::Target => Place::Target,
        Column::Actual => Place::Actual,
        Column::Weight | Column::Score => Place::Points,
        Column::Unit => Place::Word,
        Column::Note => Place::Note,
        Column::Sign => Place::Other,
    }
}

fn asked(head: Head) -> Asked {
    match head {
        Head::Name => Asked::Name,
        Head::Agency | Head::Total | Head::Fiscal | Head::Other => Asked::Line,
        Head::Goal | Head::Result => Asked::Text,
        _ => Asked::Other,
    }
}

/// Whether a cell is a number, with a word or sign of comparison or without, or a word of quality.
fn is_value(cell: &str) -> bool {
    let compares = cell
        .find(|c: char| c.is_ascii_digit())
        .is_some_and(|digit| {
            let before = cell.before(digit);
            let everywhere = || comparator::before(vocabulary(), before).map(|(_, length)| length);
            let in_cells = || comparing(Side::Before, before).map(|(_, length)| length);
            before.is_empty() || everywhere() == Some(digit) || in_cells() == Some(digit)
        });
    compares || is_quality(cell)
}
