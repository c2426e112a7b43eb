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
    let next = (first + 1..width)
        .find(|column| {
            after.paths[*column]
                .last()
                .is_some_and(|head| columns::is_total(head))
        })
        .unwrap_or(width);
    rename(after, first..next, &ended, Some(&whole));
    rename(after, next..width, &ended, None);
}

/// The uppermost heads on both sides of the cut, and the first column behind it.
fn cut(before: &Header, after: &Header) -> Option<(String, String, usize)> {
    let uppermost = |header: &Header, column: usize| -> Option<String> {
        let path = header.paths.get(column)?;
        let spans = header.roles[column] == Role::Value && path.len() > 1;
        spans.then(|| path[0].clone())
    };
    let begun = uppermost(before, before.roles.len().checked_sub(1)?)?;
    let first = after.roles.iter().position(|role| *role == Role::Value)?;
    Some((begun, uppermost(after, first)?, first))
}

/// Gives another name to the uppermost head `part` over some columns, or takes it away.
fn rename(header: &mut Header, columns: Range<usize>, part: &str, whole: Option<&str>) {
    for column in columns {
        let path = &mut header.paths[column];
        if path.first().is_none_or(|head| head != part) {
            continue;
        }
        match whole {
            Some(whole) => path[0] = whole.to_owned(),
            None => drop(path.remove(0)),
        }
        header.assumed[column] = true;
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
