//! The rows of a body: a line each, but for labels that wrap.
//!
//! Each half of a table wraps by itself. A line without a label but with a code or an amount takes
//! the pieces directly above and below it; a line with a label takes pieces from both sides only
//! if they fill the width of the column, as wrapped text does. Blank lines part rows.

use super::columns::{Column, Role, place};
use super::region::is_heading;
use super::token::Token;
use crate::lexicon::classification::classification;
use crate::lexicon::heads::SUBTOTAL;
use crate::lexicon::{columns as words, key};
use crate::text::Cut;

/// The pieces in each column of a row.
pub type Row = Vec<Vec<Token>>;

/// The rows in the making, a line each.
struct Rows {
    rows: Vec<Row>,
    lines: Vec<usize>,
}

#[expect(
    clippy::indexing_slicing,
    reason = "rows and columns are counted when they are made"
)]
impl Rows {
    fn row(&self, at: usize) -> &Row {
        &self.rows[at]
    }

    fn cell(&self, at: usize, column: usize) -> &[Token] {
        &self.rows[at][column]
    }

    fn cell_mut(&mut self, at: usize, column: usize) -> &mut Vec<Token> {
        &mut self.rows[at][column]
    }

    /// Whether a row has a piece in one of some columns.
    fn any(&self, at: usize, columns: &[usize]) -> bool {
        let row = self.row(at);
        columns.iter().any(|column| !row[*column].is_empty())
    }

    /// Whether a row stands on the line below that of the one before it.
    fn follows(&self, at: usize) -> bool {
        self.lines[at] == self.lines[at - 1] + 1
    }
}

/// Puts the lines of a body into rows.
pub fn assemble(source: &str, body: &[Vec<Token>], columns: &[Column]) -> Vec<Row> {
    let rows = body.iter().filter_map(|line| {
        let mut row = vec![Vec::new(); columns.len()];
        for token in line {
            if let Some(cell) = place(columns, token).and_then(|column| row.get_mut(column)) {
                cell.push(token.clone());
            }
        }
        Some((row, line.first()?.line))
    });
    let (rows, lines) = rows.unzip();
    let mut rows = Rows { rows, lines };
    let halves = columns.last().map_or(0, |column| column.half + 1);
    for half in 0..halves {
        let of = |role: Role| -> Vec<usize> {
            let of_half = columns
                .iter()
                .enumerate()
                .filter(|(_, column)| column.half == half);
            of_half
                .filter(|(_, column)| column.role == role)
                .map(|(at, _)| at)
                .collect()
        };
        let half = Half {
            codes: of(Role::Code),
            labels: of(Role::Label),
            amounts: of(Role::Amount),
        };
        half.join_codes(&mut rows);
        half.join_labels(source, &mut rows);
        half.name_groups(source, &mut rows);
    }
    rows.rows
        .retain(|row| row.iter().any(|cell| !cell.is_empty()));
    rows.rows
}

struct Half {
    codes: Vec<usize>,
    labels: Vec<usize>,
    amounts: Vec<usize>,
}

impl Half {
    /// A code alone on its line belongs to the row on the next that has none.
    fn join_codes(&self, rows: &mut Rows) {
        for at in 1..rows.rows.len() {
            let alone = rows.any(at - 1, &self.codes)
                && !rows.any(at - 1, &self.labels)
                && !rows.any(at - 1, &self.amounts);
            let wanted = !rows.any(at, &self.codes)
                && rows.any(at, &self.labels)
                && rows.any(at, &self.amounts);
            if alone && wanted && rows.follows(at) {
                for column in &self.codes {
                    *rows.cell_mut(at, *column) = std::mem::take(rows.cell_mut(at - 1, *column));
                }
            }
        }
    }

    /// A label that is merged over several rows stands in their middle: it is put beside the 小计 that
    /// begins them.
    fn name_groups(&self, source: &str, rows: &mut Rows) {
        let [outer, inner] = self.labels[..] else {
            return;
        };
        let count = rows.rows.len();
        let subtotal = |at: &usize| {
            let text = rows.cell(*at, inner).iter();
            text.map(|piece| key(piece.text(source)))
                .collect::<String>()
                == SUBTOTAL
        };
        let begun: Vec<usize> = (0..count).filter(subtotal).collect();
        let ends = begun.iter().skip(1).copied().chain([count]);
        for (at, end) in begun.iter().copied().zip(ends) {
            let name = (at..end).find(|row| !rows.cell(*row, outer).is_empty());
            // What is printed beside a total of all names no group.
            let total = |row: usize| {
                let mut labels = rows.cell(row, outer).iter();
                labels.any(|piece| words::is_total(piece.text(source)))
            };
            if let Some(name) = name.filter(|name| *name != at && !total(*name)) {
                *rows.cell_mut(at, outer) = std::mem::take(rows.cell_mut(name, outer));
            }
        }
    }

    fn join_labels(&self, source: &str, rows: &mut Rows) {
        let columns = self.labels.iter().map(|column| {
            let pieces = (0..rows.rows.len()).flat_map(|at| rows.cell(at, *column));
            Labels {
                half: self,
                source,
                column: *column,
                full: pieces.map(Token::width).max().unwrap_or(0),
            }
        });
        let columns: Vec<Labels> = columns.collect();
        // Labels around their number first: they leave no doubt whose the pieces are.
        for share in [
            Labels::around_middle,
            Labels::on_one_side,
            Labels::around_edge,
        ] {
            for column in &columns {
                for at in 0..rows.rows.len() {
                    if rows.any(at, &self.codes) || rows.any(at, &self.amounts) {
                        let (over, under) = column.pieces_around(rows, at);
                        let (above, below) = share(column, rows, at, &over, &under);
                        column.take(rows, at, over.before(above), under.before(below));
                    }
                }
            }
        }
    }
}

/// A column of labels.
struct Labels<'a> {
    half: &'a Half,
    source: &'a str,
    column: usize,
    /// How wide its widest piece is.
    full: usize,
}

impl Labels<'_> {
    /// The rows above and below row `at`, the nearest first, that hold pieces of labels and neither code
    /// nor amount, with no blank line between.
    fn pieces_around(&self, rows: &Rows, at: usize) -> (Vec<usize>, Vec<usize>) {
        let bare = |at: usize| !rows.any(at, &self.half.codes) && !rows.any(at, &self.half.amounts);
        let held = |at: &usize| !rows.cell(*at, self.column).is_empty();
        let over = (0..at)
            .rev()
            .take_while(|above| bare(*above) && rows.follows(*above + 1))
            .filter(held);
        let under = (at + 1..rows.rows.len())
            .take_while(|below| bare(*below) && rows.follows(*below))
            .filter(held);
        (over.collect(), under.collect())
    }

    /// How many of the pieces belong to a row whose number stands in their middle.
    fn around_middle(
        &self,
        rows: &Rows,
        at: usize,
        over: &[usize],
        under: &[usize],
    ) -> (usize, usize) {
        if !rows.cell(at, self.column).is_empty() {
            let count = self.around_piece(rows, at, over, under);
            return (count, count);
        }
        // As many below as above, or one less: where the label is a name, that tells.
        match over.len().min(under.len()) {
            0 => (0, 0),
            middle => {
                let pieces = over
                    .iter()
                    .take(middle)
                    .rev()
                    .chain(under.iter().take(middle));
                let text: String = pieces.map(|piece| self.text(rows, *piece)).collect();
                let whole = classification().of_name(&text).next().is_some();
                let more = usize::from(!whole);
                (over.len().min(middle + more), middle)
            }
        }
    }

    /// How many of the pieces belong to a row without any label, all on one side of its number. Where the
    /// row has its label, what stands on one side only is another's.
    fn on_one_side(
        &self,
        rows: &Rows,
        at: usize,
        over: &[usize],
        under: &[usize],
    ) -> (usize, usize) {
        match rows.any(at, &self.half.labels) || !over.is_empty() && !under.is_empty() {
            true => (0, 0),
            false => (over.len().min(2), under.len().min(2)),
        }
    }

    /// How many lines above and as many below a label on the line of its number are its own: all but the
    /// last fill the column.
    fn around_piece(&self, rows: &Rows, at: usize, over: &[usize], under: &[usize]) -> usize {
        if !self.fills(rows, at) {
            return 0;
        }
        let pairs = over.iter().zip(under);
        let free = pairs.take_while(|(above, below)| {
            self.fills(rows, **above)
                && !self.is_named(rows, **above)
                && !self.is_named(rows, **below)
        });
        let count = free.count();
        let filled = under.iter().take_while(|below| self.fills(rows, **below));
        count.min(filled.count() + 1)
    }

    /// How many of the pieces belong to a row whose number stands on their first or last line.
    /// Where rows have codes, a piece without one is no row of its own.
    fn around_edge(
        &self,
        rows: &Rows,
        at: usize,
        over: &[usize],
        under: &[usize],
    ) -> (usize, usize) {
        let fills = |at: usize| self.fills(rows, at);
        if !rows.any(at, &self.half.codes) || rows.cell(at, self.column).is_empty() {
            (0, 0)
        } else if over.is_empty() && !under.is_empty() && fills(at) {
            let wrapped = under.iter().take(under.len() - 1);
            (0, wrapped.take_while(|at| fills(**at)).count() + 1)
        } else if under.is_empty() && over.iter().all(|at| fills(*at)) {
            (over.len(), 0)
        } else {
            (0, 0)
        }
    }

    /// Whether the piece in a row is as wide as its column, as wrapped text is but at its end.
    fn fills(&self, rows: &Rows, at: usize) -> bool {
        let width: usize = rows.cell(at, self.column).iter().map(Token::width).sum();
        width + 2 >= self.full
    }

    /// Whether the piece in a row is a label by itself.
    fn is_named(&self, rows: &Rows, at: usize) -> bool {
        let text = self.text(rows, at);
        is_heading(&text) || classification().of_name(&text).next().is_some()
    }

    fn text(&self, rows: &Rows, at: usize) -> String {
        let pieces = rows.cell(at, self.column).iter();
        pieces.map(|piece| key(piece.text(self.source))).collect()
    }

    /// Puts pieces from rows above and below into row `at`.
    fn take(&self, rows: &mut Rows, at: usize, over: &[usize], under: &[usize]) {
        let mut joined = Vec::new();
        for row in over.iter().rev().chain([&at]).chain(under) {
            joined.append(rows.cell_mut(*row, self.column));
        }
        *rows.cell_mut(at, self.column) = joined;
    }
}
