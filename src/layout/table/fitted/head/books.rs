//! Heads whose lowest row is the same books under every column of amounts: 预算数 and 决算数.

use super::super::name::Name;
use super::{Forest, walked};
use crate::lexicon::columns;
use crate::text::Cut;

/// The forests whose lowest row is the same few heads under every column of amounts: 预算数 and 决算数. Those over
/// them may stand over several rows, so that the lowest is not walked in its turn.
pub(super) fn forests(names: &[Name]) -> Vec<Forest> {
    let Some((stem, width)) = below(names) else {
        return Vec::new();
    };
    let (stem, books) = names.split_at(stem);
    let is_value = |leaf: &usize| stem.get(*leaf).is_some_and(|name| !name.stub);
    let mut found = walked(stem);
    found.retain(|forest| {
        forest.leaves.iter().filter(|leaf| is_value(leaf)).count() * width == books.len()
    });
    for forest in &mut found {
        let mut leaves = Vec::with_capacity(names.len());
        for leaf in std::mem::take(&mut forest.leaves) {
            if !is_value(&leaf) {
                leaves.push(leaf);
                continue;
            }
            for _ in 0..width {
                leaves.push(forest.parent.len());
                forest.parent.push(Some(leaf));
            }
        }
        forest.leaves = leaves;
        let books = books.iter().take(width).map(|name| name.leaf);
        forest.cost += 3 + books.sum::<u32>();
    }
    found
}

/// Where the lowest row begins that is the same books over and over, and how many they are.
fn below(names: &[Name]) -> Option<(usize, usize)> {
    let line = names.last()?.line;
    let below = names.iter().rev().take_while(|name| name.line == line);
    let books = below.take_while(|name| columns::basis(&name.name).is_some());
    let start = names.len() - books.count();
    let books = names.behind(start);
    let first = books.first()?;
    let again = books
        .iter()
        .skip(1)
        .position(|name| name.name == first.name);
    let width = again? + 1;
    let pairs = || books.iter().zip(books.iter().skip(width));
    let alike = pairs().all(|(one, next)| one.name == next.name);
    (start > 1 && width > 1 && books.len().is_multiple_of(width) && alike).then_some((start, width))
}
