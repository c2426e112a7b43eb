//! A wide table cut into strips: the heads at the cut.
//!
//! A head over several columns may be cut in two with them: `工资福` ends one strip and `利支出` begins
//! the next. The halves make a name of the classification that neither is.

use std::ops::Range;

use super::header::Header;
use crate::lexicon::classification::classification;
use crate::lexicon::columns::{self, Role};

/// Mends the head cut between a strip and the next.
pub fn join(before: &mut Header, after: &mut Header) {
    let Some((begun, ended, first)) = cut(before, after) else {
        return;
    };
    let known = |name: &str| classification().of_name(name).next().is_some();
    let whole = format!("{begun}{ended}");
    if known(&begun) || known(&ended) || !known(&whole) {
        return;
    }
    let all = 0..before.paths.len();
    rename(before, all, &begun, Some(&whole));
    // A subtotal behind other parts begins the next group, whose name is cut off.
    let width = after.paths.len();
    let mut behind = after.paths.iter().enumerate().skip(first + 1);
    let next = behind
        .find(|(_, path)| path.last().is_some_and(|head| columns::is_total(head)))
        .map_or(width, |(column, _)| column);
    rename(after, first..next, &ended, Some(&whole));
    rename(after, next..width, &ended, None);
}

/// The uppermost heads on both sides of the cut, and the first column behind it.
fn cut(before: &Header, after: &Header) -> Option<(String, String, usize)> {
    let uppermost = |header: &Header, column: usize| -> Option<String> {
        let [head, _, ..] = header.paths.get(column)?.as_slice() else {
            return None;
        };
        let of_amounts = header.roles.get(column) == Some(&Role::Value);
        of_amounts.then(|| head.clone())
    };
    let begun = uppermost(before, before.roles.len().checked_sub(1)?)?;
    let first = after.roles.iter().position(|role| *role == Role::Value)?;
    Some((begun, uppermost(after, first)?, first))
}

/// Gives another name to the uppermost head `part` over some columns, or takes it away.
fn rename(header: &mut Header, columns: Range<usize>, part: &str, whole: Option<&str>) {
    let heads = header.paths.iter_mut().zip(&mut header.assumed);
    for (path, assumed) in heads.take(columns.end).skip(columns.start) {
        let Some(head) = path.first_mut().filter(|head| *head == part) else {
            continue;
        };
        match whole {
            Some(whole) => whole.clone_into(head),
            None => drop(path.remove(0)),
        }
        *assumed = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(paths: &[&str]) -> Header {
        let path = |path: &&str| path.split('/').map(str::to_owned).collect();
        Header {
            rows: 2,
            paths: paths.iter().map(path).collect(),
            roles: vec![Role::Value; paths.len()],
            assumed: vec![false; paths.len()],
            pushed: false,
            mended: false,
        }
    }

    fn joined(before: &[&str], after: &[&str]) -> Vec<String> {
        let (mut before, mut after) = (header(before), header(after));
        join(&mut before, &mut after);
        let paths = before.paths.iter().chain(&after.paths);
        paths.map(|path| path.join("/")).collect()
    }

    #[test]
    fn halves_of_a_name_are_joined() {
        assert_eq!(
            joined(
                &["合计", "商品和/小计", "商品和/办公费"],
                &["服务支出/印刷费", "服务支出/小计", "服务支出/离休费"]
            ),
            [
                "合计",
                "商品和服务支出/小计",
                "商品和服务支出/办公费",
                "商品和服务支出/印刷费",
                "小计",
                "离休费"
            ]
        );
        let whole = ["工资福利支出/奖金", "商品和服务支出/小计"];
        assert_eq!(joined(&whole[..1], &whole[1..]), whole);
    }
}
