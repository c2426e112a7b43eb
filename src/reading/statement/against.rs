//! What a difference is measured against: 比上年, 较年初预算, 与2019年决算数相比.

use super::scope::Against;
use super::token::{Is, Token};
use crate::lexicon::clause::Class;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::sides::EXPENDITURE;
use crate::record::Versus;
use crate::text::Cut;

/// Reads the words of a comparison. `year` is the year spoken of; where its accounts are `closed`, 执行数 is what was told
/// of them before.
pub fn read(
    tokens: &[Token],
    passage: &str,
    (year, closed): (Option<i32>, bool),
) -> Option<Against> {
    let mut named = None;
    let mut prior = false;
    let mut books = None;
    let mut told_before = false;
    let mut peers = false;
    for token in tokens {
        match token.is {
            Is::Year(stated) => named = Some(stated),
            Is::Word(Class::Prior) => prior = true,
            Is::Word(Class::Yoy) => prior = true,
            Is::Word(Class::Peers) => peers = true,
            Is::Word(class @ (Class::Budget | Class::Adjusted | Class::Final | Class::Target)) => {
                books = Some(class);
                told_before = list(List::ToldBefore).contains(passage.within(token.range.clone()));
            }
            Is::Word(Class::Text) if passage.within(token.range.clone()).contains(EXPENDITURE) => {
                books = books.or(Some(Class::Final));
            }
            _ => {}
        }
    }
    let before = named.is_some() && named == year.map(|year| year - 1);
    let other_year = named.is_some_and(|named| Some(named) != year) && !before;
    let versus = match books {
        _ if other_year || peers => Versus::Other,
        Some(Class::Target) => Versus::Target,
        Some(Class::Adjusted) => Versus::AdjustedBudget,
        Some(Class::Budget) if prior || before => Versus::PriorBudget,
        Some(Class::Budget) => Versus::Budget,
        Some(Class::Final) if prior || before => Versus::PriorFinal,
        // 2022年决算…，与2022年执行数相比: what was told before of the same year.
        Some(Class::Final) if named.is_some() || told_before && closed => Versus::Other,
        _ if prior || before => Versus::PriorYear,
        _ => return None,
    };
    let year = match versus {
        Versus::PriorYear | Versus::PriorBudget | Versus::PriorFinal => {
            named.or(year.map(|year| year - 1))
        }
        _ => named,
    };
    Some(Against { versus, year })
}
