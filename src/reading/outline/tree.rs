//! The depth of every heading, by meaning: the style of its number, and for a heading whose number
//! is lost or wrong the style in which this document numbers parts of its kind.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::candidate::{Candidate, Ending};
use crate::grammar::heading::Style;

/// Where a heading stands in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Depth, from 1.
    pub level: usize,
    /// Index of the enclosing heading.
    pub parent: Option<usize>,
}

/// How far in a heading stands: its style, and whether it is nested in another of that style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    style: Style,
    nested: bool,
}

/// An open heading.
struct Open<'h> {
    rank: Rank,
    index: usize,
    heading: &'h Candidate,
}

/// Finds the place of every heading.
pub fn places(headings: &[Candidate]) -> Vec<Place> {
    let styles = usual_styles(headings);
    let chapters = lost_chapters(headings);
    let mut places: Vec<Place> = Vec::with_capacity(headings.len());
    // The open headings, outermost first, with the rank that they have.
    let mut open: Vec<Open> = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        let style = match chapters.contains(&index) {
            true => Style::Chapter,
            false => ranked_as(heading, &styles, &open),
        };
        let rank = Rank {
            style,
            nested: is_nested(heading, index, style, &open),
        };
        while open.last().is_some_and(|last| last.rank >= rank) {
            open.pop();
        }
        let parent = open.last().map(|parent| parent.index);
        // The open headings lie in one another.
        let level = open.len() + 1;
        places.push(Place { level, parent });
        open.push(Open {
            rank,
            index,
            heading,
        });
    }
    places
}

/// Whether a heading lies in an open one of its own style: the first of a list that begins directly
/// under it (部门职责： under 一、部门职责及机构设置), or that begins anew (一、 after 三、), or one that
/// goes on from there.
fn is_nested(heading: &Candidate, index: usize, style: Style, open: &[Open]) -> bool {
    let of_rank = |nested: bool| {
        let rank = Rank { style, nested };
        open.iter().find(|one| one.rank == rank)
    };
    let follows = |last: &Open| {
        let last = last.heading.ordinal;
        last.is_some() && last.map(|last| last + 1) == heading.ordinal
    };
    if let Some(inner) = of_rank(true) {
        let outer_goes_on = of_rank(false).is_some_and(follows);
        return match heading.number {
            None => inner.heading.number.is_none(),
            Some(_) => follows(inner) && !(outer_goes_on && heading.part.is_some()),
        };
    }
    let Some(Open {
        index: at,
        heading: outer,
        ..
    }) = of_rank(false)
    else {
        return false;
    };
    let directly = at + 1 == index
        && outer.paragraph + 1 == heading.paragraph
        && outer.ending == Ending::Alone;
    let numbered_differently = outer.number.is_some() != heading.number.is_some();
    let first = heading.ordinal == Some(1);
    let anew = style == Style::Chapter
        && first
        && heading.part.is_none()
        && outer.ordinal.is_some_and(|outer| outer > 1);
    anew || directly && numbered_differently && (first || heading.number.is_none())
}

/// The headings whose lost numbers are those that the chapters around them leave out: between 七、 and
/// 十、 two parts of the template stand without a number.
fn lost_chapters(headings: &[Candidate]) -> HashSet<usize> {
    let mut lost = HashSet::default();
    let mut last: Option<u64> = None;
    // The headings without a number since then.
    let mut unnumbered = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        match (heading.style, heading.ordinal) {
            (Style::Part | Style::Attachment, _) => last = None,
            (Style::Chapter, Some(ordinal)) if heading.number.is_some() => {
                let room = last.map_or(0, |before| ordinal.saturating_sub(before + 1));
                if unnumbered.len() as u64 <= room {
                    lost.extend(&unnumbered);
                }
                unnumbered.clear();
                last = Some(ordinal);
            }
            _ if heading.number.is_none() => unnumbered.push(index),
            _ => {}
        }
    }
    lost
}

/// For the parts that the template numbers in one style: the style this document mostly uses.
fn usual_styles(headings: &[Candidate]) -> HashMap<Style, Style> {
    let mut counts: HashMap<Style, HashMap<Style, usize>> = HashMap::default();
    for heading in headings {
        if let (Some(found), Some(_)) = (heading.part, &heading.number) {
            *counts
                .entry(found.part.style)
                .or_default()
                .entry(heading.style)
                .or_default() += 1;
        }
    }
    counts
        .into_iter()
        .filter_map(|(usual, used)| {
            // Ties go to the template's own style.
            let most = used
                .into_iter()
                .max_by_key(|(style, count)| (*count, *style == usual))?;
            Some((usual, most.0))
        })
        .collect()
}

fn ranked_as(heading: &Candidate, styles: &HashMap<Style, Style>, open: &[Open]) -> Style {
    let attached = open.iter().any(|one| one.rank.style == Style::Attachment);
    let usual = heading.part.map(|found| {
        (
            found.part.style,
            *styles.get(&found.part.style).unwrap_or(&found.part.style),
        )
    });
    match (&heading.number, usual) {
        _ if heading.is_title || heading.is_centred => Style::Part,
        _ if heading.is_dated => heading.style,
        (None, Some((_, style))) => beside(heading, style, open).unwrap_or(style),
        // `1、` where this document has 一、 for the chapters beside it.
        (Some(_), Some((Style::Chapter, Style::Chapter)))
            if heading.style == Style::Item && !attached && counts_as_chapter(heading, open) =>
        {
            Style::Chapter
        }
        _ if heading.style == Style::Attachment && !has_attachments_open(open) => Style::Part,
        _ => heading.style,
    }
}

/// The style of the open chapter without number, where a heading without one is no part of it: 国有资产情况 behind
/// 三公经费情况 stands beside it, under 其他事项 it would lie in it.
fn beside(heading: &Candidate, style: Style, open: &[Open]) -> Option<Style> {
    let holder = open.iter().rev().find(|one| one.rank.style < style)?;
    let chapter = holder.heading;
    let (own, holds) = (heading.part?.part, chapter.part?.part);
    let apart = chapter.number.is_none()
        && own.style == Style::Clause
        && holds.style == Style::Chapter
        && !own.lies_in(holds);
    apart.then_some(holder.rank.style)
}

/// Whether a number goes on where the chapters of this part have come to; 1、 under 二、 begins a list
/// of its own.
fn counts_as_chapter(heading: &Candidate, open: &[Open]) -> bool {
    let chapter = open.iter().find(|one| one.rank.style == Style::Chapter);
    let last = chapter.map_or(Some(0), |one| one.heading.ordinal);
    last.is_none_or(|last| Some(last + 1) == heading.ordinal)
}

/// Whether the open part is the one that holds the attachments.
fn has_attachments_open(open: &[Open]) -> bool {
    open.iter().any(|one| {
        one.rank.style == Style::Part
            && one.heading.part.is_some_and(|found| {
                found.part.concept(crate::record::Kind::FinalAccounts) == "attachments"
            })
    })
}
