//! Heads of two tiers whose cells moved: the blanks under a merged cell, and those that a merged cell takes up, stand
//! at the ends of the rows or nowhere.
//!
//! The names themselves follow each other as printed: those of the rows, the groups, then what stands under the groups.
//! Which group takes up which columns is told by what cannot be otherwise: a row of formulae (A=B+C | B | C), or the
//! sums of the body, where the first amount of every group is the sum of those behind it.

use rust_decimal::Decimal;

use super::{Body, is_numbering};
use crate::fold::Folded;
use crate::layout::table::value::{Content, content};
use crate::record::SmolStr;
use crate::text::{Cut, pairs};

/// The columns of a group of heads: that of the sum and those that it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Group {
    first: usize,
    parts: usize,
}

/// Whether a row says how the columns add up: `公式 | A=B+C | B | C`.
pub(super) fn is_formulae(row: &[SmolStr]) -> bool {
    // Most rows have no such sign.
    if !row.iter().any(|cell| cell.contains(['=', '＝'])) {
        return false;
    }
    let mut sums = 0;
    let is_formula = |cell: &SmolStr| Formula::of(cell).is_some();
    let labels = row.iter().take_while(|cell| !is_formula(cell)).count();
    let mut cells = row.iter().skip(labels).filter(|cell| !cell.is_empty());
    let all = cells.all(|cell| {
        let formula = Formula::of(cell);
        sums += usize::from(
            formula
                .as_ref()
                .is_some_and(|formula| formula.parts.len() > 1),
        );
        formula.is_some()
    });
    all && sums > 0 && labels > 0
}

/// A letter, and the letters that it is the sum of.
#[derive(Debug, PartialEq, Eq)]
struct Formula {
    letter: char,
    parts: Vec<char>,
}

impl Formula {
    fn of(cell: &str) -> Option<Self> {
        let letter = |text: &str| {
            let mut chars = text.trim().chars();
            let first = chars.next().filter(char::is_ascii_alphabetic);
            first.filter(|_| chars.next().is_none())
        };
        let folded = Folded::folded(cell);
        match folded.split_once('=') {
            None => letter(&folded).map(|letter| Self {
                letter,
                parts: Vec::new(),
            }),
            Some((sum, parts)) => Some(Self {
                letter: letter(sum)?,
                parts: parts.split('+').map(letter).collect::<Option<_>>()?,
            }),
        }
    }
}

/// Puts the names of a moved head over the columns that they must stand over; says whether it did. `head` are the rows
/// of the head.
pub(super) fn put(head: &mut [Vec<SmolStr>], body: &[Vec<SmolStr>], bodies: &[Body]) -> bool {
    let (formulae, named): (Vec<_>, Vec<_>) = head
        .iter()
        .enumerate()
        .filter(|(_, row)| !is_numbering(row))
        .partition(|(_, row)| is_formulae(row));
    let names: Vec<SmolStr> = named
        .iter()
        .flat_map(|(_, row)| row.iter().filter(|cell| !cell.is_empty()).cloned())
        .collect();
    let [(upper, _), (lower, _)] = *named.as_slice() else {
        return false;
    };
    let groups = match formulae.as_slice() {
        [(_, row)] => of_formulae(row),
        [] if super::pushed::is_pushed(head, bodies) => of_sums(&names, body, bodies),
        _ => None,
    };
    let Some(tiers) = groups.and_then(|groups| tiers(&names, &groups, bodies.len())) else {
        return false;
    };
    for (at, tier) in [upper, lower].into_iter().zip(tiers) {
        if let Some(row) = head.get_mut(at) {
            *row = tier;
        }
    }
    true
}

/// Which row is the lower one of a head of two tiers.
pub(in super::super) fn lower(head: &[Vec<SmolStr>]) -> Option<usize> {
    let rows = head.iter().enumerate();
    let mut named = rows.filter(|(_, row)| !is_numbering(row) && !is_formulae(row));
    let (_, lower) = (named.next()?, named.next()?);
    named.next().is_none().then_some(lower.0)
}

/// The groups that a row of formulae tells, if they take up all columns behind those of the names.
fn of_formulae(row: &[SmolStr]) -> Option<Vec<Group>> {
    let labels = row.iter().position(|cell| Formula::of(cell).is_some())?;
    let cells = row.behind(labels).iter().map(|cell| Formula::of(cell));
    let cells = cells.collect::<Option<Vec<Formula>>>()?;
    let mut groups = Vec::new();
    let mut at = 0;
    while let Some(sum) = cells.get(at) {
        let parts = sum.parts.len();
        let follow = cells.behind(at + 1).iter().take(parts);
        let letters = follow
            .filter(|part| part.parts.is_empty())
            .map(|part| part.letter);
        if parts < 2 || !letters.eq(sum.parts.iter().copied()) {
            return None;
        }
        groups.push(Group {
            first: labels + at,
            parts,
        });
        at += parts + 1;
    }
    Some(groups)
}

/// The groups that the body tells: the names below them come again and again, one fewer for each group than there are
/// columns of amounts, and the first amount of a group is the sum of the others.
fn of_sums(names: &[SmolStr], body: &[Vec<SmolStr>], bodies: &[Body]) -> Option<Vec<Group>> {
    let is_amount = |own: &Body| matches!(own, Body::Numbers | Body::Digits);
    let labels = bodies.iter().position(is_amount)?;
    let amounts = bodies.behind(labels);
    if labels == 0 || !amounts.iter().all(is_amount) {
        return None;
    }
    let sides = names.len().checked_sub(labels)?;
    // As many groups and names below them as there are columns: of equal groups, each has one name fewer than columns.
    if sides != amounts.len() {
        return None;
    }
    let mut widths = 3..=amounts.len() / 2;
    widths.find_map(|width| {
        let count = amounts.len() / width;
        let below = names.behind(labels + count);
        let again = below
            .chunks(width - 1)
            .all(|chunk| below.starts_with(chunk));
        let unlike = pairs(below.before(width - 1)).all(|(one, next)| one != next);
        if !amounts.len().is_multiple_of(width) || !again || !unlike {
            return None;
        }
        let groups: Vec<Group> = (0..count)
            .map(|group| Group {
                first: labels + group * width,
                parts: width - 1,
            })
            .collect();
        adds_up(&groups, body).then_some(groups)
    })
}

/// Whether the first amount of every group is the sum of the others in every row, and in some row of each surely so:
/// where all parts are there.
fn adds_up(groups: &[Group], body: &[Vec<SmolStr>]) -> bool {
    groups.iter().all(|group| {
        let mut sure = false;
        let all = body.iter().filter(|row| !is_numbering(row)).all(|row| {
            let amount = |column: usize| match row.get(column).map(|cell| content(cell)) {
                Some(Content::Number(number)) => number.value,
                _ => Decimal::ZERO,
            };
            let sum = amount(group.first);
            let parts = (1..=group.parts).map(|part| amount(group.first + part));
            sure |= parts.clone().all(|part| !part.is_zero());
            let off = parts.sum::<Decimal>() - sum;
            off.abs() <= Decimal::new(2, 4)
        });
        all && sure
    })
}

/// The two rows of a head over `width` columns; none where there are not as many names as they take.
fn tiers(names: &[SmolStr], groups: &[Group], width: usize) -> Option<[Vec<SmolStr>; 2]> {
    let labels = groups.first()?.first;
    let parts: usize = groups.iter().map(|group| group.parts).sum();
    let named = labels + groups.len();
    let mut upper = vec![SmolStr::default(); width];
    let mut lower = upper.clone();
    let mut below = names.get(named..)?.iter();
    // The sum may have a name of its own below the group's.
    let sums_named = below.len() == parts + groups.len();
    if !sums_named && below.len() != parts {
        return None;
    }
    for (cell, name) in upper.iter_mut().zip(names.before(labels)) {
        cell.clone_from(name);
    }
    for (group, name) in groups.iter().zip(names.get(labels..named)?) {
        upper.get_mut(group.first)?.clone_from(name);
        let first = group.first + usize::from(!sums_named);
        for column in first..=group.first + group.parts {
            lower.get_mut(column)?.clone_from(below.next()?);
        }
    }
    Some([upper, lower])
}

#[cfg(test)]
mod tests {
    use super::super::tests::heads;

    #[test]
    fn formulae_and_sums_tell_where_moved_heads_belong() {
        let put = [
            "区划",
            "限额",
            "限额/甲类",
            "限额/乙类",
            "余额",
            "余额/甲类",
            "余额/乙类",
        ];
        for (what, rows) in [
            (
                "blanks at the ends",
                [
                    "区划|限额|余额||||",
                    "甲类|乙类|甲类|乙类|||",
                    "公式|A=B+C|B|C|D=E+F|E|F",
                    "某县|9.5|7|2.5|8|6|2",
                ],
            ),
            (
                "rows cut elsewhere",
                [
                    "区划|限额|||||",
                    "余额||甲类|乙类||甲类|乙类",
                    "公式|A＝B＋C|B|C|D＝E＋F|E|F",
                    "某县|9.5|7|2.5|8|6|2",
                ],
            ),
            (
                "heads in their places",
                [
                    "区划|限额|||余额||",
                    "||甲类|乙类||甲类|乙类",
                    "公式|A=B+C|B|C|D=E+F|E|F",
                    "某县|9.5|7|2.5|8|6|2",
                ],
            ),
            (
                "the sums of the body",
                [
                    "区划|限额|余额||||",
                    "甲类|乙类|甲类|乙类|||",
                    "某县|9.5|7|2.5|8|6|2",
                    "某镇|1.5|1|0.5|0|0|0",
                ],
            ),
        ] {
            assert_eq!(
                heads(&rows),
                (put.map(str::to_owned).to_vec(), false),
                "{what}"
            );
        }
    }

    #[test]
    fn what_nothing_decides_is_not_sure() {
        for (what, rows) in [
            (
                "no sums",
                [
                    "区划|限额|余额||||",
                    "甲类|乙类|甲类|乙类|||",
                    "某县|9.5|7|3|8|6|2",
                ],
            ),
            (
                "zeros add up anyhow",
                [
                    "区划|限额|余额||||",
                    "甲类|乙类|甲类|乙类|||",
                    "某县|7|7|0|6|6|0",
                ],
            ),
            (
                "names that do not come again",
                [
                    "区划|限额|余额||||",
                    "甲类|乙类|丙类|丁类|||",
                    "某县|9.5|7|2.5|8|6|2",
                ],
            ),
        ] {
            assert!(heads(&rows).1, "{what}");
        }
        // Formulae that no group follows from leave the heads in doubt, and no formula is a head.
        let rows = [
            "区划|限额|余额||||",
            "甲类|乙类|甲类|乙类|||",
            "公式|A=B+D|B|C|D=E+F|E|F",
            "某县|9.5|7|2.5|8|6|2",
        ];
        let (paths, pushed) = heads(&rows);
        assert!(pushed && !paths.iter().any(|path| path.contains('=')));
    }

    #[test]
    fn heads_in_their_places_stay_there() {
        let rows = ["项目|预算||决算|", "|金额|占比|金额|占比", "某项|9|7|8|6"];
        let stands = ["项目", "预算/金额", "预算/占比", "决算/金额", "决算/占比"];
        assert_eq!(heads(&rows), (stands.map(str::to_owned).to_vec(), false));
    }
}
