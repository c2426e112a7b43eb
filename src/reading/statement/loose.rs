//! Brackets around the amount that is compared with, which are none (比2019年(6万元)增加), and full stops inside
//! brackets, which end no sentence.

use super::token::{Is, Token};
use crate::lexicon::clause::Class;
use crate::text::Cut;

/// What is compared with has at most so many words before its amount.
const LONGEST_REFERENCE: usize = 6;

/// Inside a bracket stand at most so many tokens.
const LONGEST_INSIDE: usize = 64;

/// Takes away the brackets around what is compared with, and lets no sentence end inside a bracket that closes:
/// 6个(办公室、治理办。规划办)，其他4个.
pub(super) fn brackets(tokens: &mut Vec<Token>) {
    let mut open = None;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token.is {
            Is::Sign('(') => open = Some(at),
            Is::Sign(')') => {
                if let Some(start) = open.take()
                    && close(tokens, start, at)
                {
                    at -= 1;
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// Settles a bracket from its opening to its closing sign; whether both are gone.
fn close(tokens: &mut Vec<Token>, open: usize, end: usize) -> bool {
    let former = matches!(
        tokens.get(open..=end),
        Some([
            _,
            Token {
                is: Is::Number(_),
                ..
            },
            _
        ])
    ) && tokens.get(end + 1).is_some_and(turns)
        && is_former(tokens.before(open));
    if former {
        tokens.remove(end);
        tokens.remove(open);
        return true;
    }
    let inside = tokens
        .get_mut(open..end)
        .filter(|inside| inside.len() <= LONGEST_INSIDE);
    for token in inside.into_iter().flatten() {
        if token.is == Is::Sign('。') {
            token.is = Is::Sign(';');
        }
    }
    false
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
    let last = before.iter().rev().take(LONGEST_REFERENCE);
    let count = last.take_while(|token| token.is_of_reference()).count();
    let than = before.iter().rev().nth(count);
    count > 0 && than.is_some_and(|token| token.is_a(Class::Than))
}
