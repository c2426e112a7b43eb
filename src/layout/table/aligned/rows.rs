//! The rows of a body: a line each, but for labels that wrap.
//!
//! Each half of a table wraps by itself. A line without a label but with a code or an amount takes
//! the pieces directly above and below it; a line with a label takes pieces from both sides only
//! if they fill the width of the column, as wrapped text does. Blank lines part rows.

use super::columns::{Column, Role, place};
use super::token::Token;

/// The pieces in each column of a row.
pub type Row = Vec<Vec<Token>>;

/// Puts the lines of a body into rows.
pub fn assemble(body: &[Vec<Token>], columns: &[Column]) -> Vec<Row> {
    let mut rows: Vec<Row> = body
        .iter()
        .map(|line| {
            let mut row = vec![Vec::new(); columns.len()];
            for token in line {
                if let Some(column) = place(columns, token) {
                    row[column].push(token.clone());
                }
            }
            row
        })
        .collect();
    let lines: Vec<usize> = body.iter().map(|line| line[0].line).collect();
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
        half.join_codes(&mut rows, &lines);
        half.join_labels(&mut rows, &lines);
    }
    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
    rows
}

struct Half {
    codes: Vec<usize>,
    labels: Vec<usize>,
    amounts: Vec<usize>,
}

fn any(row: &Row, columns: &[usize]) -> bool {
    columns.iter().any(|column| !row[*column].is_empty())
}

impl Half {
    /// A code alone on its line belongs to the row on the next that has none.
    fn join_codes(&self, rows: &mut [Row], lines: &[usize]) {
        for at in 1..rows.len() {
            let alone = any(&rows[at - 1], &self.codes)
                && !any(&rows[at - 1], &self.labels)
                && !any(&rows[at - 1], &self.amounts);
            let wanted = !any(&rows[at], &self.codes)
                && any(&rows[at], &self.labels)
                && any(&rows[at], &self.amounts);
            if alone && wanted && lines[at] == lines[at - 1] + 1 {
                for column in &self.codes {
                    rows[at][*column] = std::mem::take(&mut rows[at - 1][*column]);
                }
            }
        }
    }

    fn join_labels(&self, rows: &mut [Row], lines: &[usize]) {
        for column in &self.labels {
            let full = rows
                .iter()
                .flat_map(|row| &row[*column])
                .map(Token::width)
                .max()
                .unwrap_or(0);
            // Labels around their number first: they leave no doubt whose the pieces are.
            for share in [Self::around_middle, Self::around_edge] {
                for at in 0..rows.len() {
                    if any(&rows[at], &self.codes) || any(&rows[at], &self.amounts) {
                        let (over, under) = self.pieces_around(rows, lines, at, *column);
                        let (over, under) = share(self, rows, at, *column, full, over, under);
                        take(rows, at, *column, over, under);
                    }
                }
            }
        }
    }

    /// How many pieces of a label stand directly above and below row `at`.
    fn pieces_around(
        &self,
        rows: &[Row],
        lines: &[usize],
        at: usize,
        column: usize,
    ) -> (usize, usize) {
        let piece = |at: usize| {
            !rows[at][column].is_empty()
                && !any(&rows[at], &self.codes)
                && !any(&rows[at], &self.amounts)
        };
        let mut above = at;
        while above > 0 && piece(above - 1) && lines[above - 1] + 1 == lines[above] {
            above -= 1;
        }
        let mut below = at + 1;
        while below < rows.len() && piece(below) && lines[below - 1] + 1 == lines[below] {
            below += 1;
        }
        (at - above, below - at - 1)
    }

    /// How many of the pieces belong to a row whose number stands in their middle.
    fn around_middle(
        &self,
        rows: &[Row],
        at: usize,
        column: usize,
        full: usize,
        over: usize,
        under: usize,
    ) -> (usize, usize) {
        if !rows[at][column].is_empty() {
            let wraps = over > 0
                && under > 0
                && fills(rows, at - 1, column, full)
                && fills(rows, at, column, full);
            return if wraps { (1, 1) } else { (0, 0) };
        }
        if over > 0 && under > 0 {
            // As many below as above, or one less.
            let middle = over.min(under);
            (over.min(middle + 1), middle)
        } else if any(&rows[at], &self.labels) {
            // The row has its label: what stands on one side only is another's.
            (0, 0)
        } else {
            (over.min(2), under.min(2))
        }
    }

    /// How many of the pieces belong to a row whose number stands on their first or last line.
    /// Where rows have codes, a piece without one is no row of its own.
    fn around_edge(
        &self,
        rows: &[Row],
        at: usize,
        column: usize,
        full: usize,
        over: usize,
        under: usize,
    ) -> (usize, usize) {
        let fills = |at: usize| fills(rows, at, column, full);
        if !any(&rows[at], &self.codes) || rows[at][column].is_empty() {
            (0, 0)
        } else if over == 0 && under > 0 && fills(at) {
            let more = (at + 1..at + under).take_while(|at| fills(*at)).count();
            (0, more + 1)
        } else if over > 0 && under == 0 && (at - over..at).all(fills) {
            (over, 0)
        } else {
            (0, 0)
        }
    }
}

/// Whether the piece in a row is as wide as its column, as wrapped text is but at its end.
fn fills(rows: &[Row], at: usize, column: usize, full: usize) -> bool {
    rows[at][column].iter().map(Token::width).sum::<usize>() + 1 >= full
}

/// Puts the pieces in `over` rows above and `under` rows below into row `at`.
fn take(rows: &mut [Row], at: usize, column: usize, over: usize, under: usize) {
    let mut joined = Vec::new();
    for row in &mut rows[at - over..=at + under] {
        joined.append(&mut row[column]);
    }
    rows[at][column] = joined;
}
