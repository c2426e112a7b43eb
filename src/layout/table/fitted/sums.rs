//! Where a blank stood, as the amounts tell.
//!
//! A row with fewer amounts than columns may be laid out in several ways. 合计 is the sum of the columns
//! beside it, a 类 the sum of its 款: the ways that do not add up fall away. An amount that stands in one
//! column in all ways that are left is placed; of the others nobody can say where they stood.

mod families;
mod relations;

use rust_decimal::Decimal;

use super::head::Forest;
use super::template::Template;
use super::{Kind, Token, token as token_of};
use crate::layout::table::totals::{self, Identity, Path};
use crate::lexicon::columns::Role;
use crate::lexicon::heads;
use crate::record::SmolStr;
use crate::text::Cut;

/// More ways than this are not looked through.
const WAYS: usize = 4000;

/// The rows with their amounts in place.
pub(super) struct Placed {
    pub rows: Vec<Vec<Place>>,
    /// How many rows add up, and how many do not.
    pub right: usize,
    pub wrong: usize,
    /// Whether most rows with blanks add up in no way that they may be laid in: the columns are not those.
    pub torn: bool,
}

/// What stands in a column of a row.
#[derive(Default)]
pub(super) struct Place {
    pub tokens: Vec<usize>,
    /// Whether the amount may stand in another column.
    pub doubtful: bool,
    /// Whether the amount stands there because the other columns that it may stand in are empty in most tables.
    pub supposed: bool,
}

/// What stands in a column.
#[expect(
    clippy::indexing_slicing,
    reason = "a row has a place for every column"
)]
fn cell(row: &[Place], column: usize) -> &[usize] {
    &row[column].tokens
}

/// The table as the sums see it.
struct Sums<'a> {
    tokens: &'a [Token],
    names: Vec<SmolStr>,
    forest: &'a Forest,
}

/// Lays the amounts of rows with blanks where they add up.
pub(super) fn place(
    tokens: &[Token],
    texts: &[&str],
    forest: &Forest,
    template: &Template,
    rows: Vec<Vec<Vec<usize>>>,
) -> Placed {
    let sums = Sums {
        tokens,
        names: texts.iter().map(|text| heads::name(text)).collect(),
        forest,
    };
    let cell = |tokens| Place {
        tokens,
        ..Place::default()
    };
    let rows = rows.into_iter();
    let rows = rows.map(|row: Vec<Vec<usize>>| row.into_iter().map(cell).collect());
    let mut placed = Placed {
        rows: rows.collect(),
        right: 0,
        wrong: 0,
        torn: false,
    };
    let halves = template.halves.last().map_or(0, |last| last + 1);
    for half in 0..halves {
        let columns: Vec<usize> = template.columns(half, Role::Value).collect();
        if !columns.is_empty() {
            sums.place_half(&columns, template, half, &mut placed);
        }
    }
    placed
}

/// Puts the amounts where the ways that are left have them; `before` are those before anything was supposed.
fn lay(columns: &[usize], ways: &[Vec<Way>], before: &[Vec<Way>], placed: &mut Placed) {
    for ((row, ways), before) in placed.rows.iter_mut().zip(ways).zip(before) {
        for (slot, column) in columns.iter().enumerate() {
            let Some(place) = row.get_mut(*column) else {
                continue;
            };
            let first = ways.first().map(|way| token_in(way, slot));
            let token = first.flatten();
            let differs = |way: &Way| token_in(way, slot) != token;
            place.supposed = before.iter().any(differs);
            place.doubtful = first.is_none() || ways.iter().any(differs);
            if first.is_some() {
                place.tokens = token.into_iter().collect();
            }
        }
    }
}

/// Leaves the ways that fit, where a row has some; whether most rows have none.
fn is_torn_by(ways: &mut [Vec<Way>], fits: impl Fn(&Way) -> bool) -> bool {
    let (mut fitting, mut unfit) = (0, 0);
    for ways in ways.iter_mut().filter(|ways| !ways.is_empty()) {
        if ways.iter().any(&fits) {
            fitting += 1;
            ways.retain(&fits);
        } else {
            unfit += 1;
        }
    }
    unfit > fitting
}

/// One way to lay a row's amounts: for each column of the half its token.
type Way = Vec<Option<usize>>;

/// The token that a way lays into a slot, which is a column of its half.
#[expect(
    clippy::indexing_slicing,
    reason = "a way has a place for every column of its half"
)]
fn token_in(way: &Way, slot: usize) -> Option<usize> {
    way[slot]
}

impl Sums<'_> {
    fn amount(&self, token: Option<usize>) -> Decimal {
        match token.map(|at| token_of(self.tokens, at).kind) {
            Some(Kind::Number(number)) => number.value,
            _ => Decimal::ZERO,
        }
    }

    /// How many digits an amount has behind its point.
    fn decimals(&self, token: Option<usize>) -> u32 {
        match token.map(|at| token_of(self.tokens, at).kind) {
            Some(Kind::Number(number)) => number.decimals,
            _ => 0,
        }
    }

    fn place_half(&self, columns: &[usize], template: &Template, half: usize, placed: &mut Placed) {
        let paths: Vec<Path> = columns.iter().map(|column| self.path(*column)).collect();
        let identities = totals::identities(&paths);
        let mut ways: Vec<Vec<Way>> = placed
            .rows
            .iter()
            .map(|row| self.ways(row, columns, &identities))
            .collect();
        let trusted = self.trusted(&identities, &paths, &ways, placed);
        let relations = self.relations(columns, &ways, placed);
        placed.torn |= is_torn_by(&mut ways, |way| {
            trusted.iter().all(|identity| self.holds(identity, way))
                && relations.iter().all(|relation| self.relates(relation, way))
        });
        let measured: Vec<bool> = paths.iter().map(|path| !totals::is_amount(path)).collect();
        let families = self.families(template, half, &placed.rows);
        self.narrow_all(&families, &measured, &mut ways);
        let rare: Vec<bool> = columns.iter().map(|column| self.is_rare(*column)).collect();
        let before = ways.clone();
        for ways in &mut ways {
            let common = |way: &Way| {
                way.iter()
                    .zip(&rare)
                    .all(|(token, rare)| token.is_none() || !rare)
            };
            if ways.len() > 1 && ways.iter().any(common) {
                ways.retain(common);
            }
        }
        // What is supposed so must not contradict the sums.
        for (parent, children) in self.narrow_all(&families, &measured, &mut ways) {
            for member in std::iter::once(parent).chain(children) {
                if let Some((ways, before)) = ways.get_mut(*member).zip(before.get(*member)) {
                    ways.clone_from(before);
                }
            }
        }
        lay(columns, &ways, &before, placed);
    }

    /// The ways to lay a row: all that keep the order; the total beside its parts is never blank.
    fn ways(&self, row: &[Place], columns: &[usize], identities: &[Identity]) -> Vec<Way> {
        let tokens: Vec<usize> = columns
            .iter()
            .flat_map(|column| cell(row, *column).iter().copied())
            .collect();
        if tokens.is_empty() || tokens.len() >= columns.len() {
            let way = columns
                .iter()
                .map(|column| cell(row, *column).first().copied());
            return vec![way.collect()];
        }
        let leads = identities.iter().any(|identity| {
            identity.total == 0 && identity.parts.len() + 1 >= columns.len().min(3)
        });
        let mut ways: Vec<Way> = Vec::new();
        let mut begun: Vec<(Way, usize)> = vec![(Vec::new(), 0)];
        while let Some((way, used)) = begun.pop() {
            if way.len() == columns.len() {
                ways.push(way);
                if ways.len() > WAYS {
                    return Vec::new();
                }
                continue;
            }
            let left = tokens.behind(used);
            let room = columns.len() - way.len();
            if left.len() < room && !(way.is_empty() && leads) {
                let mut blank = way.clone();
                blank.push(None);
                begun.push((blank, used));
            }
            if let Some(token) = left.first() {
                let mut filled = way;
                filled.push(Some(*token));
                begun.push((filled, used + 1));
            }
        }
        ways
    }

    /// The heads over a column, from the top.
    fn path(&self, column: usize) -> Path<'_> {
        let path = self.forest.path(column).into_iter();
        path.map(|head| (head, token_of(self.tokens, head).text.as_str()))
            .collect()
    }

    #[expect(clippy::indexing_slicing, reason = "every head has a name")]
    fn name(&self, head: usize) -> &str {
        &self.names[head]
    }

    fn is_rare(&self, column: usize) -> bool {
        let path = self.forest.path(column);
        path.iter()
            .any(|head| heads::is_hardly_filled(self.name(*head)))
    }

    /// Whether the amounts of a way add up.
    fn holds(&self, identity: &Identity, way: &Way) -> bool {
        let total = self.amount(token_in(way, identity.total));
        let parts: Decimal = identity
            .parts
            .iter()
            .filter_map(|part| Some(self.amount(Some(token_in(way, *part)?))))
            .fold(Decimal::ZERO, |sum, part| sum.saturating_add(part));
        let rest = total.saturating_sub(parts);
        let slack = self.slack(way, identity.parts.len());
        if identity.some {
            return total.is_sign_negative() || rest >= -slack;
        }
        rest.abs() <= slack
    }

    /// What rounding of so many amounts may come to.
    fn slack(&self, way: &Way, count: usize) -> Decimal {
        let decimals = way.iter().map(|token| self.decimals(*token)).max();
        let decimals = decimals.unwrap_or(0);
        let half = Decimal::new(5, decimals.min(20) + 1);
        half.saturating_mul(Decimal::from(count + 1))
    }

    /// The sums that the whole rows keep, or that the lexicon vouches for where no row is whole.
    fn trusted<'b>(
        &self,
        identities: &'b [Identity],
        paths: &[Path],
        ways: &[Vec<Way>],
        placed: &mut Placed,
    ) -> Vec<&'b Identity> {
        let mut trusted = Vec::new();
        for identity in identities {
            let whole = ways.iter().filter_map(|ways| match ways.as_slice() {
                [way] if way.iter().all(Option::is_some) => Some(way),
                _ => None,
            });
            let (mut right, mut wrong) = (0, 0);
            for way in whole {
                if self.amount(token_in(way, identity.total)).is_zero() {
                    continue;
                }
                if self.holds(identity, way) {
                    right += 1;
                } else {
                    wrong += 1;
                }
            }
            placed.right += if identity.some { 0 } else { right };
            placed.wrong += wrong;
            let known = identity.is_known(paths);
            // Columns that are parts of a whole by their names and never add up are others.
            placed.torn |= known && !identity.some && wrong > right + 1;
            if right > wrong * 4 || right + wrong == 0 && known {
                trusted.push(identity);
            }
        }
        trusted
    }
}
