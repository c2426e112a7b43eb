//! What the readers of marked-up formats have in common: lines of text and tables of cells.

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A paragraph, or a line of one.
    Line(String),
    /// A table.
    Table(Table),
}

/// A table as a format has it: rows of cells that may span others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) rows: Vec<Vec<Cell>>,
    /// How many columns it has, where it goes on from the table before over a page and has the same
    /// ones, some of which may be merged in all its rows.
    pub(super) goes_on: Option<usize>,
}

/// A cell of such a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    /// The column (from 0) in which it begins; `None`: the next that is free.
    pub(super) column: Option<usize>,
    /// How many columns it spans; at least 1.
    pub(super) columns: usize,
    /// How many rows it spans; at least 1.
    pub(super) rows: usize,
    /// What it holds.
    pub(super) blocks: Vec<Block>,
}

impl Cell {
    /// The lines of the cell; those of tables inside it too.
    pub(super) fn lines(&self) -> Vec<&str> {
        let mut lines = Vec::new();
        collect(&self.blocks, &mut lines);
        lines
    }

    fn holds_table(&self) -> bool {
        self.blocks
            .iter()
            .any(|block| matches!(block, Block::Table(_)))
    }
}

fn collect<'a>(blocks: &'a [Block], lines: &mut Vec<&'a str>) {
    for block in blocks {
        match block {
            Block::Line(line) => lines.push(line),
            Block::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    collect(&cell.blocks, lines);
                }
            }
        }
    }
}

/// A cell of so many lines and characters is an article, not an entry of a table.
const ARTICLE_LINES: usize = 12;
const ARTICLE_CHARACTERS: usize = 1500;
/// A table that arranges an article has at most so many cells; one of entries may have a long one.
const ARRANGING_CELLS: usize = 16;

impl Table {
    /// The cell that was put in a row, both counted from 0.
    #[expect(clippy::indexing_slicing, reason = "what was put there stays")]
    pub(super) fn cell_mut(&mut self, (row, index): (usize, usize)) -> &mut Cell {
        &mut self.rows[row][index]
    }

    /// Whether the table only arranges text on a page: it holds tables, or a whole article.
    pub(super) fn only_arranges(&self) -> bool {
        let cells = || self.rows.iter().flatten();
        cells().any(Cell::holds_table)
            || cells().count() <= ARRANGING_CELLS
                && cells().any(|cell| {
                    let lines = cell.lines();
                    lines.len() > ARTICLE_LINES
                        && lines.iter().map(|line| line.chars().count()).sum::<usize>()
                            > ARTICLE_CHARACTERS
                })
    }
}
