//! The head of a table whose cells are known only in the order of reading.
//!
//! A head of several rows is a forest, and reading it row by row is walking the forest breadth
//! first: how many heads stand under each head tells it all. Every forest has a price, by what the
//! lexicon knows of heads that stand under others; for each number of columns the cheapest forests
//! are found.

mod books;

use std::ops::Range;

use super::Token;
use super::name::Name;
use crate::layout::table::matrix::from_none;
use crate::lexicon::heads::SUBTOTAL;
use crate::lexicon::{columns, heads};
use crate::text::Cut;

/// A head is no longer than this, with all its rows.
pub(super) const LONGEST: usize = 64;
/// So many forests of the same price are looked at.
const TIES: usize = 6;
/// The price of a group that the lexicon does not know; one so dear leaves the columns in doubt.
const UNKNOWN_GROUP: u32 = 20;

/// A head as a forest.
#[derive(Debug, Clone)]
pub(super) struct Forest {
    /// For each head the one that it stands under.
    pub parent: Vec<Option<usize>>,
    /// The heads of the columns, from left to right.
    pub leaves: Vec<usize>,
    /// The price: nothing for a head whose words and groups are all known.
    pub cost: u32,
    /// Whether all groups of heads are known ones.
    pub sure: bool,
}

#[expect(
    clippy::indexing_slicing,
    reason = "heads and columns are numbered here"
)]
impl Forest {
    /// The heads over a column, from the top.
    pub fn path(&self, column: usize) -> Vec<usize> {
        let mut path = vec![self.leaves[column]];
        while let Some(parent) = path.last().and_then(|head| self.parent[*head]) {
            path.push(parent);
        }
        path.reverse();
        path
    }
}

/// A state of the walk: heads walked through, heads placed, columns so far.
#[derive(Clone, Copy, Default)]
struct State {
    /// The price so far, and 0 for a state that is not reached.
    cost: Option<u32>,
    /// The numbers of heads below, as bits, that lead here at this price.
    choices: u64,
}

/// The states of a walk through so many heads.
struct States {
    side: usize,
    states: Vec<State>,
}

#[expect(
    clippy::indexing_slicing,
    reason = "no more heads are walked through or placed, nor columns made"
)]
impl States {
    fn new(heads: usize) -> Self {
        let side = heads + 1;
        let states = vec![State::default(); side * side * side];
        Self { side, states }
    }

    fn at(&self, [walked, placed, leaves]: [usize; 3]) -> State {
        self.states[(walked * self.side + placed) * self.side + leaves]
    }

    /// Comes to a state at a price.
    fn reach(&mut self, [walked, placed, leaves]: [usize; 3], cost: u32, choice: usize) {
        let state = &mut self.states[(walked * self.side + placed) * self.side + leaves];
        match state.cost {
            Some(before) if before < cost => {}
            Some(before) if before == cost => state.choices |= 1 << choice.min(63),
            _ => {
                *state = State {
                    cost: Some(cost),
                    choices: 1 << choice.min(63),
                }
            }
        }
    }
}

/// The cheapest forests for each number of columns.
pub(super) fn forests(names: &[Name]) -> Vec<Forest> {
    let found = books::forests(names);
    match found.is_empty() {
        true => walked(names),
        false => found,
    }
}

/// The cheapest forests of heads that are walked row by row.
fn walked(names: &[Name]) -> Vec<Forest> {
    let count = names.len();
    if count == 0 || count > LONGEST {
        return Vec::new();
    }
    let mut states = States::new(count);
    for roots in 1..=count {
        if is_row(names, 0..roots, None) {
            // 收入 and 支出 side by side are all that stands uppermost.
            let halves = stands_over_items(names, 0) && stands_over_items(names, 1);
            let torn = if halves && roots != 2 { 25 } else { 0 };
            let late = is_late(names.before(roots));
            let cost = row_cost(names.before(roots)) + torn + 6 * u32::from(late);
            states.reach([0, roots, 0], cost, 0);
        }
    }
    let groups = Groups::new(names);
    for (walked, name) in names.iter().enumerate() {
        for placed in walked + 1..=count {
            for leaves in 0..=walked {
                let Some(cost) = states.at([walked, placed, leaves]).cost else {
                    continue;
                };
                let leaf = cost + name.leaf;
                states.reach([walked + 1, placed, leaves + 1], leaf, 0);
                for below in 1..=(count - placed).min(20) {
                    let children = placed..placed + below;
                    if !is_row(names, children.clone(), Some(walked)) {
                        break;
                    }
                    let group = cost + groups.cost(walked, children);
                    states.reach([walked + 1, placed + below, leaves], group, below);
                }
            }
        }
    }
    let mut found = Vec::new();
    for width in 1..=count {
        let Some(cost) = states.at([count, count, width]).cost else {
            continue;
        };
        let mut all = Vec::new();
        let mut walk = vec![(count, count, width, Vec::new())];
        while let Some((walked, placed, leaves, below)) = walk.pop() {
            if all.len() >= TIES {
                break;
            }
            if walked == 0 {
                all.push(below.into_iter().rev().collect::<Vec<usize>>());
                continue;
            }
            let choices = states.at([walked, placed, leaves]).choices;
            for choice in (0..=20).filter(|choice| choices >> choice & 1 == 1) {
                let mut below = below.clone();
                below.push(choice);
                let before = if choice == 0 { leaves - 1 } else { leaves };
                walk.push((walked - 1, placed - choice, before, below));
            }
        }
        found.extend(all.iter().map(|below| build(&groups, below, cost)));
    }
    found
}

/// Whether heads may make one row of a group: they stand on one line, below the line of the head
/// over them; the uppermost row is the first line.
fn is_row(names: &[Name], row: Range<usize>, parent: Option<usize>) -> bool {
    let heads = names.within(row.clone());
    let Some(line) = heads.first().and_then(|name| name.line) else {
        return true;
    };
    let same = heads.iter().all(|name| name.line == Some(line));
    match parent {
        Some(parent) => {
            let above = names.get(parent).and_then(|name| name.line);
            same && above.is_some_and(|above| above < line)
        }
        None => {
            same && names
                .get(row.end)
                .is_none_or(|next| next.line != Some(line))
        }
    }
}

/// Whether codes or labels stand behind the amounts that are theirs.
fn is_late(row: &[Name]) -> bool {
    row.first().is_some_and(|first| !first.stub) && row.iter().any(|name| name.stub)
}

/// Whether a head is that of one half of a table of income and expenditure.
fn stands_over_items(names: &[Name], at: usize) -> bool {
    names.len() > 3
        && names.get(at).is_some_and(|name| {
            name.name.starts_with(['收', '支']) && heads::stands_under("项目", &name.name)
        })
}

/// The price of heads beside each other: a total behind a total begins another group, and 其中 takes in
/// what follows to the end.
fn row_cost(row: &[Name]) -> u32 {
    let mut total = false;
    let mut cost = 0;
    for (at, (name, before)) in row.iter().zip(from_none(row)).enumerate() {
        if at + 1 < row.len() && heads::opens_parts(&name.name) {
            cost += 4;
        }
        if name.total && total {
            cost += 8;
        }
        // 小计 is what the heads beside it add up to, and stands before them.
        if name.name == SUBTOTAL && before.is_some_and(|before| !before.stub) {
            cost += 3;
        }
        total = (total || name.total) && !name.stub;
    }
    cost
}

/// Which heads may stand under which.
struct Groups<'a> {
    names: &'a [Name],
    under: Vec<Vec<bool>>,
}

impl<'a> Groups<'a> {
    fn new(names: &'a [Name]) -> Self {
        let under = names
            .iter()
            .map(|parent| {
                names
                    .iter()
                    .map(|child| heads::stands_under(&child.name, &parent.name))
                    .collect()
            })
            .collect();
        Self { names, under }
    }

    /// A head, the heads of a range, and for each of them whether it may stand under it.
    #[expect(clippy::indexing_slicing, reason = "heads are numbered by their names")]
    fn of(&self, parent: usize, children: Range<usize>) -> (&Name, &[Name], &[bool]) {
        let known = &self.under[parent][children.clone()];
        (&self.names[parent], &self.names[children], known)
    }

    fn cost(&self, parent: usize, children: Range<usize>) -> u32 {
        let (head, row, known) = self.of(parent, children);
        let count = u32::try_from(row.len()).unwrap_or(u32::MAX);
        let known = known.iter().filter(|known| **known);
        let unknown = count - u32::try_from(known.count()).unwrap_or(0);
        let total_first = begins_with_total(row) && count > 1;
        // A head seldom stands over one other, and never over the sum of nothing else.
        let alone = match row {
            [only] if only.total => 20,
            [_] => 5,
            _ => 0,
        };
        let late_total = if total_first || count == 1 {
            0
        } else {
            8 * u32::from(row.iter().any(|name| name.total))
        };
        let late_stub = 6 * u32::from(is_late(row));
        // Labels and codes stand over no amounts but those that the lexicon knows there.
        let stub_over = 25 * u32::from(head.stub && unknown > 0);
        let group = match unknown {
            0 => 0,
            _ if total_first => 6 + 2 * unknown,
            _ if unknown * 2 <= count => 6 + 4 * unknown,
            _ => UNKNOWN_GROUP + 5 * unknown,
        };
        let sum = match head.line {
            None if !total_first && is_sum(head) => 12,
            _ => 0,
        };
        let own = 8 * u32::from(row.iter().any(|name| name.name == head.name));
        let repeated = match again(row) {
            0 => 0,
            _ if is_in_strips(row) => 3,
            times => 8 * times,
        };
        group + sum + stub_over + alone + late_total + late_stub + own + repeated + row_cost(row)
    }
}

impl Groups<'_> {
    /// Whether heads stand under another beyond doubt, and not beside it with a column that is always empty.
    /// Lines show it; elsewhere the group is known as a whole, and no total takes in what it is the sum of unless
    /// another begins them.
    fn is_proven(&self, parent: usize, children: Range<usize>) -> bool {
        let (head, row, known) = self.of(parent, children.clone());
        let opens = heads::opens_parts(&head.name);
        let unknown = known.contains(&false);
        let total = is_sum(head);
        let begun = begins_with_total(row) && row.len() > 1;
        let lines = head.line.is_some();
        opens
            || row.len() > 1
                && self.cost(parent, children) < UNKNOWN_GROUP
                && (lines || begun || !unknown && !total)
    }
}

/// Whether the first head of amounts is a total.
fn begins_with_total(row: &[Name]) -> bool {
    let first = row.iter().find(|name| !name.stub).or(row.first());
    first.is_some_and(|first| first.total)
}

/// Whether a head names a sum: 合计, 本年收入合计.
fn is_sum(name: &Name) -> bool {
    name.total || heads::is_sum(&name.name)
}

/// How many heads of a row stand in it once more.
fn again(row: &[Name]) -> u32 {
    let again = row.iter().enumerate().filter(|(at, own)| {
        let mut before = row.iter().take(*at);
        before.any(|name| name.name == own.name)
    });
    u32::try_from(again.count()).unwrap_or(u32::MAX)
}

/// Whether a row is the same heads over and over, labels first: a long list set in strips side by side.
fn is_in_strips(row: &[Name]) -> bool {
    let Some((first, behind)) = row.split_first() else {
        return false;
    };
    let next = behind.iter().position(|name| name.name == first.name);
    next.map(|next| next + 1).is_some_and(|width| {
        let mut pairs = row.iter().zip(row.iter().skip(width));
        width > 1
            && first.stub
            && row.len().is_multiple_of(width)
            && pairs.all(|(one, next)| one.name == next.name)
    })
}

/// The forest in which each head has so many below it, the uppermost row being what is left.
fn build(groups: &Groups, below: &[usize], cost: u32) -> Forest {
    let count = below.len();
    let roots = count - below.iter().sum::<usize>();
    let mut parent = vec![None; roots];
    let mut children = Vec::with_capacity(count);
    let mut sure = true;
    for (head, below) in below.iter().enumerate() {
        let own = parent.len()..parent.len() + below;
        parent.resize(own.end, Some(head));
        sure = sure && (own.is_empty() || groups.is_proven(head, own.clone()));
        children.push(own);
    }
    let mut leaves = Vec::new();
    let mut walk: Vec<usize> = (0..roots).rev().collect();
    while let Some(head) = walk.pop() {
        match children.get(head) {
            Some(below) if !below.is_empty() => walk.extend(below.clone().rev()),
            _ => leaves.push(head),
        }
    }
    Forest {
        parent,
        leaves,
        cost,
        sure,
    }
}

/// The price of a first row whose label is a head that stands beside the last one under a third: 公务用车运行费
/// behind 公务用车购置费, with 公务用车购置及运行费 before them.
pub(super) fn torn_off(before: &[Token], body: &[Token]) -> u32 {
    let (Some(last), Some(label)) = (before.last(), body.first()) else {
        return 0;
    };
    let name = |token: &Token| heads::name(&token.text);
    let (last, label) = (name(last), name(label));
    let both = before.iter().any(|head| {
        let parent = name(head);
        let under = |child: &str| heads::stands_under(child, &parent);
        columns::basis(&head.text).is_none() && under(&last) && under(&label)
    });
    if both && !columns::is_total(&label) {
        25
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The columns of the cheapest forest of a width, as paths.
    fn read(head: &str, width: usize) -> String {
        let words: Vec<&str> = head.split(' ').collect();
        let names: Vec<Name> = words.iter().map(|word| Name::of(word, None)).collect();
        let forests = forests(&names);
        let best = forests.iter().find(|forest| forest.leaves.len() == width);
        let best = best.expect("every width up to the number of heads has a forest");
        (0..width)
            .map(|column| {
                let path: Vec<&str> = best.path(column).iter().map(|at| words[*at]).collect();
                path.join("/")
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn heads_of_several_rows_are_forests() {
        for (head, width, columns) in [
            (
                "项目 年初预算数 支出决算数",
                3,
                "项目 年初预算数 支出决算数",
            ),
            (
                "单位名称 合计 因公出国（境）费 公务用车购置及运行费 公务接待费 小计 公务用车购置费 公务用车运行费",
                7,
                "单位名称 合计 因公出国（境）费 公务用车购置及运行费/小计 公务用车购置及运行费/公务用车购置费 公务用车购置及运行费/公务用车运行费 公务接待费",
            ),
            (
                "项目 本年收入合计 财政拨款收入 其他收入 功能分类科目编码 科目名称 类 款 项",
                7,
                "项目/功能分类科目编码/类 项目/功能分类科目编码/款 项目/功能分类科目编码/项 项目/科目名称 本年收入合计 财政拨款收入 其他收入",
            ),
            (
                "预算数 决算数 合计 因公出国（境）费 公务用车购置及运行费 公务接待费 合计 因公出国（境）费 公务用车购置及运行费 公务接待费 小计 公务用车购置费 公务用车运行费 小计 公务用车购置费 公务用车运行费",
                12,
                "预算数/合计 预算数/因公出国（境）费 预算数/公务用车购置及运行费/小计 预算数/公务用车购置及运行费/公务用车购置费 预算数/公务用车购置及运行费/公务用车运行费 预算数/公务接待费 决算数/合计 决算数/因公出国（境）费 决算数/公务用车购置及运行费/小计 决算数/公务用车购置及运行费/公务用车购置费 决算数/公务用车购置及运行费/公务用车运行费 决算数/公务接待费",
            ),
            (
                "单位 “三公”经费 合计 因公出国（境）费 公务用车购置及运行维护费 公务接待费 小计 公务用车购置费 公务用车运行维护费 预算数 决算数 预算数 决算数 预算数 决算数 预算数 决算数 预算数 决算数 预算数 决算数",
                13,
                "单位 “三公”经费/合计/预算数 “三公”经费/合计/决算数 “三公”经费/因公出国（境）费/预算数 “三公”经费/因公出国（境）费/决算数 “三公”经费/公务用车购置及运行维护费/小计/预算数 “三公”经费/公务用车购置及运行维护费/小计/决算数 “三公”经费/公务用车购置及运行维护费/公务用车购置费/预算数 “三公”经费/公务用车购置及运行维护费/公务用车购置费/决算数 “三公”经费/公务用车购置及运行维护费/公务用车运行维护费/预算数 “三公”经费/公务用车购置及运行维护费/公务用车运行维护费/决算数 “三公”经费/公务接待费/预算数 “三公”经费/公务接待费/决算数",
            ),
            (
                "项目 收入合计 其中： 上年结转 公共财政拨款 其他收入",
                5,
                "项目 收入合计 其中：/上年结转 其中：/公共财政拨款 其中：/其他收入",
            ),
            (
                "行次 项目 预算数 决算数 年初预算 全年预算",
                5,
                "行次 项目 预算数/年初预算 预算数/全年预算 决算数",
            ),
            (
                "收入 支出 项目 决算数 项目 决算数",
                4,
                "收入/项目 收入/决算数 支出/项目 支出/决算数",
            ),
            (
                "收入 支出 项目 行次 金额 项目 行次 合计 一般公共预算财政拨款 政府性基金预算财政拨款",
                8,
                "收入/项目 收入/行次 收入/金额 支出/项目 支出/行次 支出/合计 支出/一般公共预算财政拨款 支出/政府性基金预算财政拨款",
            ),
            (
                "单位名称 资产总额 流动资产 固定资产 对外投资 无形资产 小计 房屋 车辆 其他固定资产",
                9,
                "单位名称 资产总额 流动资产 固定资产/小计 固定资产/房屋 固定资产/车辆 固定资产/其他固定资产 对外投资 无形资产",
            ),
        ] {
            assert_eq!(read(head, width), columns, "{head}");
        }
    }
}
