//! Who approved a plan, and to whom a figure was reported: 县人大会议批准的全县|预算, 向县人大会议报告的|执行数. It says nothing of
//! what is compared with it.

use super::token::{Is, Token};
use crate::lexicon::clause::Class;
use crate::lexicon::lists::{Class as List, list};
use crate::text::Cut;

/// No such words have more tokens.
const LONGEST: usize = 6;

/// Turns such words into some that say nothing.
pub(super) fn says_nothing(passage: &str, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let (before, behind) = tokens.split_at_mut(at);
        let ends: &[List] = match behind.first().map(|token| token.is) {
            Some(Is::Word(Class::Budget | Class::Adjusted)) => &[List::Approved, List::ApprovalEnd],
            Some(Is::Word(Class::Final)) => &[List::Reported],
            _ => continue,
        };
        let count = length(passage, before, ends);
        for token in before.iter_mut().rev().take(count) {
            token.is = Is::Word(Class::Same);
        }
    }
}

/// How many of the last tokens are such words: those from 向 or the one that ends in a verb, on to 的 and 全县.
fn length(passage: &str, tokens: &[Token], ends: &[List]) -> usize {
    let last = tokens.iter().rev().take(LONGEST).enumerate();
    let mut approved = None;
    for (at, token) in last {
        let words = passage.within(token.range.clone());
        match (token.is, approved) {
            (Is::Word(Class::Of), None) => {}
            (Is::Word(Class::Text), None) => {
                let words = list(List::WholeTier).strip_suffix(words).unwrap_or(words);
                if ends.iter().any(|class| list(*class).ends(words)) {
                    approved = Some(at + 1);
                } else if !words.is_empty() {
                    break;
                }
            }
            (Is::Word(Class::Text | Class::Same), Some(_)) => {}
            _ => break,
        }
        // 向|县人代会|报告: where it begins.
        if approved.is_some() && words.starts_with('向') {
            return at + 1;
        }
    }
    approved.unwrap_or(0)
}
