//! A performance table as it is read: the filled cells of each row, with what each may mean.

use std::cell::OnceCell;
use std::ops::Range;

use super::value;
use crate::fold::Folded;
use crate::layout::table::{Cell, Grid};
use crate::lexicon::performance::{Column, Head, Sense, is_quality, sense};

/// What a cell looks like when it is read as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// A number and nothing else.
    Number,
    /// A quantity with its unit or comparator.
    Value,
    /// A date or a span of time that begins or ends the cell.
    Date,
    /// Words that hold a quantity: `会议召开3次`.
    Mention,
    /// `良好`, `有所提升`.
    Quality,
    /// `—`, `/`, a lone sign.
    Dash,
    /// Anything else.
    Words,
}

/// One filled cell.
#[derive(Debug, Clone)]
pub(super) struct Entry<'a> {
    pub column: usize,
    pub text: &'a str,
    pub folded: String,
    pub sense: Sense,
    look: OnceCell<Look>,
    /// Characters of the text.
    length: usize,
    pub range: Option<Range<usize>>,
    pub merged: bool,
    /// Where the text begins that stands below the first line of the cell, and its place.
    below: Option<(usize, Range<usize>)>,
}

impl<'a> Entry<'a> {
    fn new(column: usize, cell: &'a Cell) -> Self {
        let folded = Folded::fold(&cell.text);
        Self {
            column,
            text: &cell.text,
            sense: sense(&folded),
            look: OnceCell::new(),
            length: cell.text.chars().count(),
            folded,
            range: cell.range.clone(),
            merged: cell.merged,
            below: below(cell),
        }
    }

    /// What the first line of the cell names, with the text below it and its place: 年度目标|完成….
    pub fn over_text(&self) -> Option<(Head, &'a str, Range<usize>)> {
        let (at, range) = self.below.clone()?;
        let (head, text) = self.text.split_at(at);
        let head = sense(&Folded::folded(head)).head?;
        matches!(head, Head::Goal | Head::Result).then_some((head, text, range))
    }

    /// How the cell looks as a value; asked of few cells, and only once.
    pub fn look(&self) -> Look {
        *self.look.get_or_init(|| look(&self.folded))
    }

    /// Whether the cell is a first- or second-level group.
    pub fn is_level(&self) -> bool {
        self.sense.level1.is_some() || self.sense.level2.is_some()
    }

    pub fn length(&self) -> usize {
        self.length
    }
}

fn below(cell: &Cell) -> Option<(usize, Range<usize>)> {
    let first = cell.range.as_ref()?.len();
    let place = cell.rest.first()?.start..cell.rest.last()?.end;
    let parted = cell.text.is_char_boundary(first) && first < cell.text.len();
    parted.then_some((first, place))
}

/// How a folded cell looks as a value.
fn look(folded: &str) -> Look {
    if folded.chars().all(|c| !c.is_alphanumeric()) {
        return Look::Dash;
    }
    if folded
        .chars()
        .all(|c| c.is_ascii_digit() || ".,-".contains(c))
    {
        return Look::Number;
    }
    if is_quality(folded) {
        return Look::Quality;
    }
    let opens = folded.starts_with(|c: char| !c.is_alphabetic());
    match value::parse(folded) {
        Some(_) if opens || folded.chars().count() <= 8 => Look::Value,
        Some(_) => Look::Mention,
        None if opens && folded.contains(['年', '月', '日']) && folded.chars().count() <= 16 => {
            Look::Date
        }
        None => Look::Words,
    }
}

/// The rows of a grid without their empty cells.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub rows: Vec<Vec<Entry<'a>>>,
}

impl<'a> Sheet<'a> {
    /// A cell copied from its left neighbour by a merge says nothing new and is left out, and so is one of which
    /// nobody can say in what columns it stands.
    pub fn new(grid: &'a Grid) -> Self {
        let row = |cells: &'a Vec<Cell>| {
            let before = std::iter::once(None).chain(cells.iter().map(Some));
            let said = cells
                .iter()
                .zip(before)
                .enumerate()
                .filter(|(_, (cell, before))| {
                    let copied =
                        cell.merged && before.is_some_and(|before| before.text == cell.text);
                    !cell.text.is_empty() && !copied && !cell.doubtful
                });
            said.map(|(at, (cell, _))| Entry::new(at, cell)).collect()
        };
        Self {
            rows: grid.rows.iter().map(row).collect(),
        }
    }

    #[expect(clippy::indexing_slicing, reason = "a row has its number from here")]
    pub fn row(&self, at: usize) -> &[Entry<'a>] {
        &self.rows[at]
    }
}

/// Whether a row holds the headings of the indicator columns: two or more of them, a level among
/// them, and hardly anything else.
pub(super) fn is_heading(row: &[Entry]) -> bool {
    let mut seen: Vec<Column> = row.iter().filter_map(|entry| entry.sense.column).collect();
    let headings = seen.len();
    let level = seen.iter().any(|column| *column <= Column::Level3);
    seen.sort_unstable();
    seen.dedup();
    level && seen.len() >= 2 && headings * 2 >= row.len()
}

/// Whether a row holds nothing but words of the form.
pub(super) fn is_words(row: &[Entry]) -> bool {
    !row.is_empty() && row.iter().all(|entry| entry.sense.is_word())
}

/// Whether the row names what the head of a table names.
pub(super) fn names(row: &[Entry], head: Head) -> bool {
    row.iter()
        .any(|entry| !entry.merged && head_of(entry) == Some(head))
}

/// What a head cell names, also where the value stands in the same cell (`项目名称：…`).
pub(super) fn head_of(entry: &Entry) -> Option<Head> {
    entry.sense.head.or_else(|| inline(&entry.folded))
}

/// What `项目名称:某项目` names.
pub(super) fn inline(folded: &str) -> Option<Head> {
    let (name, value) = folded.split_once(':')?;
    let short = name.len() <= 60 && !value.is_empty();
    sense(name).head.filter(|_| short)
}
