//! The sums that the heads of columns promise: 合计 is what the columns beside it add up to.

use crate::lexicon::columns as words;
use crate::lexicon::heads::AMONG;
use crate::lexicon::{breakdowns, heads};
use crate::record::SmolStr;
use crate::text::Cut;

/// A total and the columns that make it up.
pub(super) struct Identity {
    pub total: usize,
    pub parts: Vec<usize>,
    /// The parts are only some of all.
    pub some: bool,
}

/// The heads over a column from the top, each with a number of its own and its text.
pub(super) type Path<'a> = Vec<(usize, &'a str)>;

/// The sums among columns of amounts with these heads.
pub(super) fn identities(paths: &[Path]) -> Vec<Identity> {
    let mut found = Vec::new();
    let all: Vec<usize> = (0..paths.len()).collect();
    under(paths, &all, 0, &mut found);
    of_books(paths, &mut found);
    found
}

/// The sums among the columns of each book, where the lowest heads are the same books under every head: 合计 over
/// 预算数 and 决算数 is a total in both.
fn of_books(paths: &[Path], found: &mut Vec<Identity>) {
    let leaves: Vec<&str> = paths
        .iter()
        .filter_map(|path| Some(path.last()?.1))
        .collect();
    let Some(books) = leaves
        .iter()
        .skip(1)
        .position(|leaf| leaves.first() == Some(leaf))
        .map(|again| leaves.before(again + 1))
    else {
        return;
    };
    let are_books = books.len() > 1 && books.iter().all(|leaf| words::basis(leaf).is_some());
    let alike = leaves.chunks(books.len()).all(|own| own == books);
    if !are_books || !alike || paths.iter().any(|path| path.len() < 2) {
        return;
    }
    for book in 0..books.len() {
        let columns: Vec<usize> = (book..paths.len()).step_by(books.len()).collect();
        let above = columns.iter().map(|column| path(paths, *column));
        let above: Vec<Path> = above
            .map(|path| path.before(path.len() - 1).to_vec())
            .collect();
        let all: Vec<usize> = (0..above.len()).collect();
        let mut own = Vec::new();
        under(&above, &all, 0, &mut own);
        let place = |at: &usize| book + at * books.len();
        found.extend(own.into_iter().map(|identity| Identity {
            total: place(&identity.total),
            parts: identity.parts.iter().map(place).collect(),
            some: identity.some,
        }));
    }
}

/// Whether a column is of amounts that add up.
pub(super) fn is_amount(path: &Path) -> bool {
    !path
        .iter()
        .any(|(_, text)| words::measure(text).is_some() || text.contains(['%', '％']))
}

/// The heads over a column.
#[expect(
    clippy::indexing_slicing,
    reason = "columns are numbered by their paths"
)]
fn path<'p, 'a>(paths: &'p [Path<'a>], column: usize) -> &'p Path<'a> {
    &paths[column]
}

impl Identity {
    /// Whether the parts are all that there is, by their heads.
    pub fn is_known(&self, paths: &[Path]) -> bool {
        let names: Vec<SmolStr> = self
            .parts
            .iter()
            .map(|part| {
                let mut own = path(paths, *part)
                    .iter()
                    .rev()
                    .map(|(_, text)| heads::name(text));
                own.find(|name| !words::is_total(name)).unwrap_or_default()
            })
            .collect();
        let names: Vec<&str> = names.iter().map(SmolStr::as_str).collect();
        breakdowns::are_columns_of_one_whole(&names)
    }
}

/// The sums among `columns`, which stand under one head, `depth` heads being above them; the columns that
/// add up to all of them.
fn under(paths: &[Path], columns: &[usize], depth: usize, found: &mut Vec<Identity>) -> Vec<usize> {
    let mut total: Option<Identity> = None;
    let mut all = Vec::new();
    let head_of = |column: usize| path(paths, column).get(depth).map(|(head, _)| *head);
    for group in columns.chunk_by(|one, other| head_of(*one) == head_of(*other)) {
        let ([first, .., last] | [first @ last]) = *group else {
            continue;
        };
        let Some((_, text)) = path(paths, first).get(depth) else {
            continue;
        };
        let leaf = path(paths, first).len() == depth + 1;
        let value = if leaf {
            vec![first]
        } else {
            under(paths, group, depth + 1, found)
        };
        let name = heads::name(text);
        if leaf && heads::is_sum(&name) {
            found.extend(total.take().filter(|total| !total.parts.is_empty()));
            total = Some(Identity {
                total: first,
                parts: Vec::new(),
                some: false,
            });
        } else if leaf && !is_amount(path(paths, last)) {
            continue;
        } else if let Some(total) = &mut total {
            total.some |= text.starts_with(AMONG);
            total.parts.extend(&value);
        }
        all.extend(value);
    }
    let whole = total.as_ref().map(|total| vec![total.total]);
    found.extend(total.filter(|total| !total.parts.is_empty()));
    whole.unwrap_or(all)
}
