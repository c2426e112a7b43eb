//! What sets a number of running text apart from others of its name: another basis, a part of the year,
//! an aim, projects, a reason.

use crate::lexicon::patterns::Says;
use crate::mark::Marks;
use crate::record::Fact;

use super::split;

/// More qualifiers before a number are not looked through.
const MOST: usize = 16;

/// What is said of a number besides its name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Apart<'a> {
    /// Measured otherwise, or balanced against another change: 同口径, 剔除…, 增减相抵.
    pub basis: bool,
    /// The part of the year it is of.
    pub period: Option<&'a str>,
    /// What is to be reached.
    pub aim: bool,
    /// Of projects.
    pub projects: bool,
    /// Why something has changed.
    pub reason: bool,
    /// Of a budget that was adjusted.
    pub adjusted: bool,
}

/// What the words before a fact say of it.
pub fn of<'a>(marks: &'a Marks, fact: &Fact) -> Apart<'a> {
    let at = fact.span.0;
    let (passages, _) = split(&marks.passages, |one| one.0 <= at);
    let passage = passages.last().map_or(0, |one| one.0);
    let begins = |ends: &[usize]| {
        let (ended, _) = split(ends, |end| *end <= at);
        ended.last().map_or(0, |end| *end).max(passage)
    };
    let (part, sentence) = (begins(&marks.parts), begins(&marks.sentences));
    let (before, _) = split(&marks.qualifiers, |one| one.span.0 < at);
    let mut apart = Apart::default();
    let mut told = false;
    let near = before.iter().rev().take(MOST);
    for one in near.take_while(|one| one.span.0 >= passage) {
        let here = one.span.0 >= part;
        match one.says {
            Says::Basis => apart.basis |= here,
            Says::Aim => apart.aim |= here,
            Says::Reason => apart.reason |= here,
            Says::Adjusted => apart.adjusted |= here,
            Says::Projects => apart.projects |= one.span.0 >= sentence,
            Says::Period if !told => {
                told = true;
                apart.period = Some(&one.words);
            }
            Says::WholeYear => told = true,
            _ => {}
        }
    }
    apart
}
