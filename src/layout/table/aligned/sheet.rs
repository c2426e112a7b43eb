//! A region as pieces in columns, in the measure in which it was written.

use std::ops::Range;

use super::super::Page;
use super::columns::{self, Column};
use super::region::{MOST_PIECES, is_heading, is_page_number};
use super::stack::{self, Head};
use super::token::{self, Look, Measure, Token, tokens};
use super::{LONGEST_HEAD, leaf};
use crate::lexicon::key;

/// So many amounts that stand under each other in one measure, and far fewer in the other, show how
/// a document was written.
const SURE: usize = 12;

/// The measure in which the amounts of a document stand under each other, if its lines tell.
pub(super) fn usual_measure(page: &Page) -> Option<Measure> {
    let source = page.text.as_str();
    let aligned = |measure: Measure| {
        let mut last: Vec<usize> = Vec::new();
        let mut count = 0;
        for line in 0..page.text.line_count() {
            // A line without a point or a comma has no amount that is worth a look.
            if page.claimed[line] || !page.text.line(line).contains(['.', ',']) {
                continue;
            }
            let tokens = tokens(source, line, page.text.line_range(line), measure);
            let ends: Vec<usize> = tokens
                .iter()
                .skip(1)
                .filter(|token| token.look == Look::Amount)
                .map(|token| token.end)
                .take(MOST_PIECES)
                .collect();
            count += ends.iter().filter(|end| last.contains(end)).count();
            last = ends;
        }
        count
    };
    let characters = aligned(Measure::Characters);
    let width = aligned(Measure::Width);
    if characters > SURE && characters > 2 * width {
        Some(Measure::Characters)
    } else if width > SURE && width > 2 * characters {
        Some(Measure::Width)
    } else {
        None
    }
}

/// A region's pieces in one measure.
pub(super) struct Sheet {
    pub(super) lines: Vec<Vec<Token>>,
    /// The first line of the body.
    pub(super) body: usize,
    pub(super) columns: Vec<Column>,
}

impl Sheet {
    /// The region in the measure of the document; where that is not known, in the one in which its
    /// pieces stand best under each other.
    pub(super) fn best(
        page: &Page,
        region: Range<usize>,
        known: Option<Measure>,
        goes_on: bool,
    ) -> Self {
        let source = page.text.as_str();
        if let Some(measure) = known {
            return Self::read(page, region, measure, goes_on);
        }
        let characters = Self::read(page, region.clone(), Measure::Characters, goes_on);
        let width = Self::read(page, region, Measure::Width, goes_on);
        if width.disorder(source) < characters.disorder(source) {
            width
        } else {
            characters
        }
    }

    fn read(page: &Page, region: Range<usize>, measure: Measure, goes_on: bool) -> Self {
        let source = page.text.as_str();
        let mut lines: Vec<_> = region
            .filter(|line| !is_page_number(page, *line))
            .map(|line| tokens(source, line, page.text.line_range(line), measure))
            .filter(|tokens| !tokens.is_empty())
            .collect();
        token::split_at_columns(source, &mut lines, measure);
        let mut body = body_start(page, &lines);
        // What stands above the first number on a page without a head is a label that wraps.
        if goes_on && body < lines.len() && !names_columns(source, &lines[..body]) {
            body = 0;
        }
        columns::tell_codes(&mut lines[body..]);
        let heads = heads(source, &lines[..body]);
        let leaves: Vec<_> = leaf::leaves(&heads)
            .iter()
            .map(|head| head.start..head.end)
            .collect();
        let columns = columns::find(&lines[body..], &lines[..body], &leaves);
        Self {
            lines,
            body,
            columns,
        }
    }

    /// How badly the pieces stand under each other: at how many places numbers begin or end, at how
    /// many any piece begins, how far heads are from columns.
    fn disorder(&self, source: &str) -> (usize, usize, usize) {
        let distinct = |words: bool, edge: fn(&Token) -> usize| {
            let tokens = self.lines[self.body..].iter().flatten();
            let mut edges: Vec<_> = tokens
                .filter(|token| words || token.look != Look::Words)
                .map(edge)
                .collect();
            edges.sort_unstable();
            edges.dedup();
            edges.len()
        };
        let numbers = distinct(false, |token| token.start).min(distinct(false, |token| token.end));
        let starts = distinct(true, |token| token.start);
        let heads = heads(source, &self.lines[..self.body]);
        let misfit = leaf::misfit(&heads, &self.columns);
        (numbers, starts, misfit)
    }
}

/// The cells of a head, if it is none too long.
fn heads(source: &str, lines: &[Vec<Token>]) -> Vec<Head> {
    if lines.len() > LONGEST_HEAD {
        return Vec::new();
    }
    stack::cells(source, lines)
}

/// Whether one of the lines names columns, as a head does.
fn names_columns(source: &str, lines: &[Vec<Token>]) -> bool {
    lines.iter().any(|line| {
        let known = |token: &&Token| {
            crate::lexicon::columns::role(&key(&source[token.bytes.clone()])).is_some()
        };
        line.iter().filter(known).count() > 1
    })
}

/// The first line of the body: the first with an amount, a code or a numbered label; a label that
/// wraps above it belongs to it.
fn body_start(page: &Page, lines: &[Vec<Token>]) -> usize {
    let source = page.text.as_str();
    let begins = |tokens: &Vec<Token>| {
        tokens
            .iter()
            .enumerate()
            .any(|(at, token)| match token.look {
                Look::Amount => at > 0 || tokens.len() > 1,
                // Years may stand in a head.
                Look::Digits => tokens.len() > 1 && token.width() != 4,
                Look::Words => is_heading(&source[token.bytes.clone()]),
            })
    };
    let Some(first) = lines.iter().position(begins) else {
        return lines.len();
    };
    let labelled = lines[first].iter().any(|token| token.look == Look::Words);
    let mut start = first;
    while !labelled
        && start > 1
        && lines[start - 1].len() == 1
        && lines[start - 1][0].line + 1 == lines[start][0].line
    {
        start -= 1;
    }
    start
}
