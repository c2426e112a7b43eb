//! Heads that lost how many columns they take up: 收入 | 支出 over 项目 | 金额 | 项目 | 金额.
//!
//! Their cells stand at the left end of the row, and what is blank behind them looks like the last one's. Below them the
//! same heads come again and again, which tells where each of them begins, if there are as many.

use super::is_numbering;
use super::tiers::is_formulae;
use crate::lexicon::heads;
use crate::record::SmolStr;
use crate::text::{Cut, pairs};

/// A head that comes again takes up so many columns at least.
const NARROWEST: usize = 2;

/// Puts the heads of the upper of two rows where those below them come again; says whether it did.
pub(super) fn put(head: &mut [Vec<SmolStr>]) -> bool {
    let [upper, lower] = *named(head).as_slice() else {
        return false;
    };
    let (Some(above), Some(below)) = (head.get(upper), head.get(lower)) else {
        return false;
    };
    let Some(places) = places(above, below) else {
        return false;
    };
    let mut spread = vec![SmolStr::default(); above.len()];
    for (place, cell) in places.into_iter().zip(above) {
        if let Some(slot) = spread.get_mut(place) {
            slot.clone_from(cell);
        }
    }
    if let Some(row) = head.get_mut(upper) {
        *row = spread;
    }
    true
}

/// Whether some row stands at the left end of heads that come again in the lowest, and not over where they do.
pub(super) fn is_stretched(head: &[Vec<SmolStr>]) -> bool {
    let rows = named(head);
    let Some((lowest, above)) = rows.split_last() else {
        return false;
    };
    let Some(lowest) = head.get(*lowest) else {
        return false;
    };
    let mut above = above.iter().filter_map(|at| head.get(*at));
    above.any(|row| {
        let again = at_left(row, lowest).and_then(|count| Again::of(lowest, count));
        again.is_some_and(|again| again.is_even(printed(lowest)))
    })
}

/// The rows that name columns.
fn named(head: &[Vec<SmolStr>]) -> Vec<usize> {
    let rows = head.iter().enumerate();
    let names = rows.filter(|(_, row)| !is_numbering(row) && !is_formulae(row));
    names.map(|(at, _)| at).collect()
}

/// How many cells are printed before the first blank one.
fn printed(row: &[SmolStr]) -> usize {
    row.iter().take_while(|cell| !cell.is_empty()).count()
}

/// How many cells stand at the left end of a row, if all that it prints do, and more below it.
fn at_left(above: &[SmolStr], below: &[SmolStr]) -> Option<usize> {
    let (own, wide) = (printed(above), printed(below));
    let rest = above.behind(own).iter().all(SmolStr::is_empty);
    (own > 1 && rest && wide > own).then_some(own)
}

/// Heads that come again and again, behind those of the names of rows.
struct Again {
    starts: Vec<usize>,
    labels: usize,
}

impl Again {
    /// Those of a row below one of `count` heads: none where the upper ones may stand over them as they do.
    fn of(row: &[SmolStr], count: usize) -> Option<Self> {
        let names: Vec<SmolStr> = row.iter().map(|cell| name(cell)).collect();
        (0..count.min(2)).find_map(|labels| {
            let first = names.get(labels).filter(|name| !name.is_empty())?;
            let own = names.iter().enumerate().filter(|(_, name)| *name == first);
            let starts: Vec<usize> = own.map(|(at, _)| at).collect();
            let apart = pairs(&starts).all(|(one, next)| next - one >= NARROWEST);
            let found = Self { starts, labels };
            (found.starts.len() > 1 && apart && count > labels + 1).then_some(found)
        })
    }

    /// Whether they come again after as many columns each time.
    fn is_even(&self, width: usize) -> bool {
        let ends = self.starts.iter().skip(1).copied().chain([width]);
        let mut widths = self
            .starts
            .iter()
            .zip(ends)
            .map(|(start, end)| end.saturating_sub(*start));
        let first = widths.next();
        widths.all(|width| Some(width) == first)
    }
}

/// Where the heads of a row belong over one in which as many come again.
fn places(above: &[SmolStr], below: &[SmolStr]) -> Option<Vec<usize>> {
    let count = at_left(above, below)?;
    let again = Again::of(below, count)?;
    let places: Vec<usize> = (0..again.labels).chain(again.starts).collect();
    (places.len() == count).then_some(places)
}

/// A head without what stands in brackets: 项目(按功能分类).
fn name(head: &str) -> SmolStr {
    let name = heads::name(head);
    let bare = name.split('(').next().unwrap_or_default();
    bare.into()
}

#[cfg(test)]
mod tests {
    use super::super::tests::heads;

    #[test]
    fn heads_are_spread_over_those_that_come_again() {
        for (what, rows, spread) in [
            (
                "two halves",
                [
                    "收 入|支 出||",
                    "项目|预算数|项目|预算数",
                    "一、拨款|5.5|一、基本支出|4.5",
                ],
                "收 入/项目 收 入/预算数 支 出/项目 支 出/预算数",
            ),
            (
                "halves of different widths",
                [
                    "收入|支出|||",
                    "项目|预算数|项目(按功能分类)|合计|一般公共预算",
                    "一、拨款|5.5|一、教育支出|4.5|4.5",
                ],
                "收入/项目 收入/预算数 支出/项目(按功能分类) 支出/合计 支出/一般公共预算",
            ),
            (
                "behind the names of the rows",
                [
                    "单位|2019年|2020年||",
                    "名称|金额|占比|金额|占比",
                    "某局|5.5|50|4.5|50",
                ],
                "单位/名称 2019年/金额 2019年/占比 2020年/金额 2020年/占比",
            ),
        ] {
            let (paths, pushed) = heads(&rows);
            assert_eq!(paths.join(" ").trim_end(), spread, "{what}");
            assert!(!pushed, "{what}");
        }
    }

    #[test]
    fn heads_that_nothing_tells_the_places_of_are_told() {
        let amounts = "8.5|7.36|2|7.11|2|7.11|6.5|0.25";
        let pairs = "预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数";
        let rows = [
            "经费|机关运行经费||||||",
            "合计|出国费|用车费|接待费||||",
            "小计|购置费|运行费|||||",
            pairs,
            amounts,
        ];
        assert!(heads(&rows).1);
        assert!(heads(&["合计|出国费|接待费|||||", pairs, amounts]).1);
    }

    #[test]
    fn heads_in_their_places_stay_there() {
        for (rows, stand) in [
            (
                [
                    "科目|本年支出||",
                    "名称|合计|基本支出|项目支出",
                    "教育支出|5.5|4|1.5",
                ],
                "科目/名称 本年支出/合计 本年支出/基本支出 本年支出/项目支出",
            ),
            (
                [
                    "收入||支出|",
                    "项目|预算数|项目|预算数",
                    "一、拨款|5.5|一、基本支出|4.5",
                ],
                "收入/项目 收入/预算数 支出/项目 支出/预算数",
            ),
            (
                [
                    "单位|项目|资金||",
                    "名称|名称|合计|省级|市级",
                    "某局|修路|5.5|4|1.5",
                ],
                "单位/名称 项目/名称 资金/合计 资金/省级 资金/市级",
            ),
        ] {
            let (paths, pushed) = heads(&rows);
            assert_eq!((paths.join(" ").as_str(), pushed), (stand, false));
        }
    }
}
