//! Words of a rise before money that is no difference: 供水能力提升1亿元, 新增3亿元专项债券.

use super::token::{Is, Token};
use crate::grammar::scan::Found;
use crate::lexicon::clause::Class;
use crate::lexicon::lists::{Class as List, list};
use crate::record::Quantity;
use crate::text::Cut;

/// What is improved, before 提升.
const RAISED: &str = "提升";

/// Turns such words into names.
pub(super) fn are_names(passage: &str, found: &[Found], tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let Some(Is::Number(number)) = tokens.get(at).map(|next| next.is) else {
            continue;
        };
        let (before, [token, ..]) = tokens.split_at_mut(at - 1) else {
            return;
        };
        if !matches!(token.is, Is::Word(Class::Up | Class::New)) {
            continue;
        }
        let money = found
            .get(number)
            .filter(|one| one.quantity.kind == Quantity::Money);
        let named = money.is_some_and(|money| match token.is {
            Is::Word(Class::Up) => {
                let name = before
                    .last()
                    .filter(|last| last.range.end == token.range.start);
                let name = name.map_or("", |name| passage.within(name.range.clone()));
                passage.within(token.range.clone()) == RAISED && list(List::Improved).ends(name)
            }
            Is::Word(Class::New) => list(List::FlowBehind).begins(passage.behind(money.range.end)),
            _ => false,
        });
        if named {
            token.is = Is::Word(Class::Text);
        }
    }
}
