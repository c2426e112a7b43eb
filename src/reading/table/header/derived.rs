//! Heads of two tiers that lost the blanks of merged cells, where one group alone has names below it: which it is, what
//! stands under 增长% and 完成预算% tells. They are percentages and differences of the other columns there, and nowhere
//! else.

use rust_decimal::Decimal;

use super::tiers::is_formulae;
use super::{Body, is_numbering};
use crate::layout::table::value::{CellNumber, Content, content};
use crate::lexicon::columns;
use crate::record::{Measure, SmolStr};
use crate::text::Cut;

/// So many unlike numbers must follow from the others.
const FEWEST: usize = 3;

/// Puts the names of a head of two rows over the columns that they must stand over; says whether it did.
pub(super) fn put(head: &mut [Vec<SmolStr>], body: &[Vec<SmolStr>], bodies: &[Body]) -> bool {
    let mut named = head
        .iter_mut()
        .filter(|row| !is_numbering(row) && !is_formulae(row));
    let (Some(upper), Some(lower), None) = (named.next(), named.next(), named.next()) else {
        return false;
    };
    let names = |row: &[SmolStr]| -> Vec<SmolStr> {
        row.iter()
            .filter(|cell| !cell.is_empty())
            .cloned()
            .collect()
    };
    let Some(rows) = tiers(&names(upper), &names(lower), body, bodies) else {
        return false;
    };
    [*upper, *lower] = rows;
    true
}

/// The two rows of a head over all columns: `upper` and `lower` are the names in them.
fn tiers(
    upper: &[SmolStr],
    lower: &[SmolStr],
    body: &[Vec<SmolStr>],
    bodies: &[Body],
) -> Option<[Vec<SmolStr>; 2]> {
    let is_amount = |own: &Body| matches!(own, Body::Numbers | Body::Digits);
    let labels = bodies.iter().position(is_amount)?;
    let all = upper.len() + lower.len() == bodies.len() + 1;
    if labels == 0 || lower.len() < 2 || !all || !bodies.behind(labels).iter().all(is_amount) {
        return None;
    }
    let rows: Vec<Vec<Option<CellNumber>>> = body
        .iter()
        .filter(|row| !is_numbering(row))
        .map(|row| row.iter().map(number).collect())
        .collect();
    let mut fitting = (labels..upper.len()).filter(|group| {
        let names = [upper.before(*group), lower, upper.behind(group + 1)].concat();
        follows(&names, labels, &rows)
    });
    let group = fitting.next().filter(|_| fitting.next().is_none())?;
    let blank = |count: usize| vec![SmolStr::default(); count];
    let (before, behind) = (upper.before(group + 1), upper.behind(group + 1));
    Some([
        [before, &blank(lower.len() - 1), behind].concat(),
        [&blank(group), lower, &blank(behind.len())].concat(),
    ])
}

fn number(cell: &SmolStr) -> Option<CellNumber> {
    match content(cell) {
        Content::Number(number) => Some(number),
        _ => None,
    }
}

/// How a column follows from two others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Derived {
    Difference,
    Growth,
    Ratio,
}

/// Whether all columns that are named as derived follow from the others, and one of them surely so.
fn follows(names: &[SmolStr], labels: usize, rows: &[Vec<Option<CellNumber>>]) -> bool {
    let derived: Vec<_> = names.iter().map(|name| derived(name)).collect();
    let given = |column: &usize| derived.get(*column) == Some(&None);
    let given: Vec<usize> = (labels..names.len()).filter(given).collect();
    let mut sure = false;
    let columns = derived.iter().enumerate().skip(labels);
    let mut columns = columns.filter_map(|(column, how)| Some((column, (*how)?)));
    let all = columns.all(|(column, how)| {
        let pairs = given
            .iter()
            .flat_map(|of| given.iter().map(move |to| (*of, *to)));
        let held = pairs
            .filter(|(of, to)| of != to)
            .filter_map(|(of, to)| held(rows, how, [column, of, to]))
            .max();
        sure |= held.is_some_and(|unlike| unlike >= FEWEST);
        held.is_some()
    });
    all && sure
}

/// How a column of this name follows from others, if it does.
fn derived(name: &str) -> Option<Derived> {
    match columns::measure(name)?.0 {
        Measure::Change => Some(Derived::Difference),
        Measure::Growth => Some(Derived::Growth),
        Measure::Completion => Some(Derived::Ratio),
        _ => None,
    }
}

/// How many unlike numbers, besides nothing and all, one column has that follows from two others in all rows, or in all
/// but few. `None` where it does not.
fn held(rows: &[Vec<Option<CellNumber>>], how: Derived, columns: [usize; 3]) -> Option<usize> {
    let (mut tested, mut missed) = (0, 0);
    let mut unlike: Vec<Decimal> = Vec::new();
    for row in rows {
        let of = |column: usize| row.get(column).copied().flatten();
        let [Some(result), Some(now), Some(then)] = columns.map(of) else {
            continue;
        };
        tested += 1;
        if !holds(how, result, now, then)? {
            missed += 1;
        } else if ![Decimal::ZERO, Decimal::ONE_HUNDRED].contains(&result.value)
            && !unlike.contains(&result.value)
        {
            unlike.push(result.value);
        }
    }
    (tested > 0 && missed * 8 <= tested).then_some(unlike.len())
}

/// Whether a number follows from two others, each as far as its last digit; `None` for numbers that are too large.
fn holds(how: Derived, result: CellNumber, now: CellNumber, then: CellNumber) -> Option<bool> {
    let least = |number: CellNumber| Decimal::new(1, number.decimals);
    if how == Derived::Difference {
        let off = now
            .value
            .checked_sub(then.value)?
            .checked_sub(result.value)?;
        return Some(off.abs() <= least(result) + least(now) + least(then));
    }
    if then.value <= Decimal::ZERO {
        return Some(then.value.is_zero());
    }
    let hundred = Decimal::ONE_HUNDRED;
    let ratio = match how {
        Derived::Growth => result.value.checked_add(hundred)?,
        _ => result.value,
    };
    let low = (ratio - least(result)).checked_mul(then.value - least(then))?;
    let high = (ratio + least(result)).checked_mul(then.value + least(then))?;
    let whole = now.value.checked_mul(hundred)?;
    let slack = least(now) * hundred;
    Some(low <= whole + slack && whole - slack <= high)
}

#[cfg(test)]
mod tests {
    use super::super::tests::heads;

    #[test]
    fn what_is_derived_tells_the_group_above_it() {
        let last = [
            "项目|上年决算数|预算数|执行数||",
            "金额|占预算%|比上年增长%|||",
            "甲税|400|450|430|95.56|7.5",
            "乙税|12|8|7|87.5|-41.67",
            "丙税|50|60|60|100|20",
            "合计|462|518|497|95.95|7.58",
        ];
        let paths = [
            "项目",
            "上年决算数",
            "预算数",
            "执行数/金额",
            "执行数/占预算%",
            "执行数/比上年增长%",
        ];
        assert_eq!(heads(&last), (paths.map(str::to_owned).to_vec(), false));
        let middle = [
            "项目|上年数|本年数|备注数|",
            "金额|增减率(%)|||",
            "甲税|400|430|7.5|3",
            "乙税|12|7|-41.67|5",
            "丙税|50|60|20|8",
        ];
        let paths = [
            "项目",
            "上年数",
            "本年数/金额",
            "本年数/增减率(%)",
            "备注数",
        ];
        assert_eq!(heads(&middle), (paths.map(str::to_owned).to_vec(), false));
    }

    #[test]
    fn what_does_not_follow_tells_nothing() {
        for (what, rows) in [
            (
                "other numbers",
                [
                    "项目|上年数|本年数||",
                    "金额|增长%|||",
                    "甲税|400|430|3|",
                    "乙税|12|7|55|",
                    "丙税|50|60|1|",
                ],
            ),
            (
                "nothing and all",
                [
                    "项目|上年数|本年数||",
                    "金额|增长%|||",
                    "甲税|400|400|0|",
                    "乙税|12|12|0|",
                    "丙税|50|100|100|",
                ],
            ),
            (
                "no derived name",
                [
                    "项目|上年数|本年数||",
                    "基本支出|项目支出|||",
                    "甲税|400|430|7.5|",
                    "乙税|12|7|-41.67|",
                    "丙税|50|60|20|",
                ],
            ),
        ] {
            assert!(heads(&rows).1, "{what}");
        }
    }
}
