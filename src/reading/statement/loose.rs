//! Brackets around the amount that is compared with, which are none (比2019年(6万元)增加), and full stops inside
//! brackets, which end no sentence.

use super::token::{Is, Token};
use crate::lexicon::clause::Class;

/// What is compared with has at most so many words before its amount.
const LONGEST_REFERENCE: usize = 6;

/// Takes such brackets away.
pub(super) fn brackets(tokens: &mut Vec<Token>) {
    let mut at = 0;
    while let Some((before, [open, inside, close, behind, ..])) = tokens.split_at_mut_checked(at) {
        let bracket = open.is == Is::Sign('(') && close.is == Is::Sign(')');
        if bracket && matches!(inside.is, Is::Number(_)) && turns(behind) && is_former(before) {
            tokens.remove(at + 2);
            tokens.remove(at);
        }
        at += 1;
    }
}

/// Inside a bracket stand at most so many tokens.
const LONGEST_INSIDE: usize = 64;

/// 6个(办公室、治理办。规划办)，其他4个: a full stop inside a bracket that closes parts what stands there, no sentences.
pub(super) fn stops(tokens: &mut [Token]) {
    let mut open = None;
    for at in 0..tokens.len() {
        match tokens.get(at).map(|token| token.is) {
            Some(Is::Sign('(')) => open = Some(at),
            Some(Is::Sign(')')) => {
                let start = open.take().filter(|start| at - start <= LONGEST_INSIDE);
                let inside = start.and_then(|start| tokens.get_mut(start..at));
                for token in inside.into_iter().flatten() {
                    if token.is == Is::Sign('。') {
                        token.is = Is::Sign(';');
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether a token says what became of what was compared.
fn turns(token: &Token) -> bool {
    let turns = [
        Class::Up,
        Class::UpVerb,
        Class::Down,
        Class::DownVerb,
        Class::Equal,
    ];
    turns.into_iter().any(|class| token.is_a(class))
}

/// Whether words end in what something is compared with.
fn is_former(before: &[Token]) -> bool {
    let of_reference = |token: &&Token| match token.is {
        Is::Year(_) => true,
        Is::Word(class) => matches!(
            class,
            Class::Prior
                | Class::Budget
                | Class::Adjusted
                | Class::Final
                | Class::Date
                | Class::Same
                | Class::Of
        ),
        _ => false,
    };
    let last = before.iter().rev().take(LONGEST_REFERENCE);
    let count = last.take_while(of_reference).count();
    let than = before.iter().rev().nth(count);
    count > 0 && than.is_some_and(|token| token.is_a(Class::Than))
}
