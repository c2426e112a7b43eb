//! Heads that lost the blanks of merged cells, so that their lowest row stands too far left.

use super::Body;
use super::tiers::is_formulae;
use crate::record::SmolStr;

/// Whether the blanks before the lowest row of a head were lost, as converters lose those of merged cells: it begins at
/// the names of the rows, and the last columns of amounts have no head.
pub(super) fn is_pushed(head: &[Vec<SmolStr>], bodies: &[Body]) -> bool {
    let mut named = head.iter().filter(|row| !is_formulae(row));
    let (Some(first), Some(last)) = (named.next(), named.next_back()) else {
        return false;
    };
    let begins = |row: &[SmolStr]| row.first().is_some_and(|cell| !cell.is_empty());
    let headless = |column: &usize| {
        let rows = head.iter().filter(|row| !is_formulae(row));
        let mut cells = rows.filter_map(|row| row.get(*column));
        cells.all(|cell| cell.is_empty())
    };
    let end = (0..bodies.len()).rev().take_while(headless);
    let amounts = |column: usize| matches!(bodies.get(column), Some(Body::Digits | Body::Numbers));
    begins(first) && begins(last) && end.clone().any(amounts)
}

#[cfg(test)]
mod tests {
    use super::super::{Rows, read};

    fn is_pushed(rows: &[&str]) -> bool {
        let cells = |row: &&str| row.split('|').map(|cell| cell.trim().into()).collect();
        let mut rows: Rows = rows.iter().map(cells).collect();
        read(&mut rows, None).pushed
    }

    #[test]
    fn heads_that_lost_their_blanks_are_told() {
        let body = "税收收入|401|431|431|100|7.48";
        for (heads, pushed) in [
            (
                [
                    "项目|2019年决算数|2020年预算数|2020年执行数||",
                    "金额|占预算%|比上年增长%|||",
                ],
                true,
            ),
            (
                [
                    "项目|2019年决算数|2020年预算数|2020年执行数||",
                    "|||金额|占预算%|比上年增长%",
                ],
                false,
            ),
            (
                [
                    "收入|2019年决算数|2020年预算数|2020年执行数||",
                    "项目|金额|金额|金额|占预算%|比上年增长%",
                ],
                false,
            ),
        ] {
            assert_eq!(is_pushed(&[heads[0], heads[1], body]), pushed, "{heads:?}");
        }
        // An empty column at the end has no head either.
        let rows = ["收入|2020年||", "项目|金额||", "税收收入|401||"];
        assert!(!is_pushed(&rows));
    }
}
