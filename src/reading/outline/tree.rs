//! The depth of every heading, by meaning: the style of its number, and for a heading whose number
//! is lost or wrong the style in which this document numbers parts of its kind.

use std::collections::HashMap;

use super::candidate::Candidate;
use crate::grammar::heading::Style;

/// Where a heading stands in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Depth, from 1.
    pub level: usize,
    /// Index of the enclosing heading.
    pub parent: Option<usize>,
}

/// Finds the place of every heading.
pub fn places(headings: &[Candidate]) -> Vec<Place> {
    let styles = usual_styles(headings);
    let mut places: Vec<Place> = Vec::with_capacity(headings.len());
    // The open headings, outermost first, with the style that they rank as.
    let mut open: Vec<(Style, usize)> = Vec::new();
    for (index, heading) in headings.iter().enumerate() {
        let style = ranked_as(heading, &styles, headings, &open);
        while open.last().is_some_and(|(last, _)| *last >= style) {
            open.pop();
        }
        let parent = open.last().map(|(_, parent)| *parent);
        let level = parent.map_or(1, |parent| places[parent].level + 1);
        places.push(Place { level, parent });
        open.push((style, index));
    }
    places
}

/// For the parts that the template numbers in one style: the style this document mostly uses.
fn usual_styles(headings: &[Candidate]) -> HashMap<Style, Style> {
    let mut counts: HashMap<Style, HashMap<Style, usize>> = HashMap::new();
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

fn ranked_as(
    heading: &Candidate,
    styles: &HashMap<Style, Style>,
    headings: &[Candidate],
    open: &[(Style, usize)],
) -> Style {
    let attached = open.iter().any(|(style, _)| *style == Style::Attachment);
    let usual = heading.part.map(|found| {
        (
            found.part.style,
            *styles.get(&found.part.style).unwrap_or(&found.part.style),
        )
    });
    match (&heading.number, usual) {
        _ if heading.is_title => Style::Part,
        (None, Some((_, style))) => style,
        // `1、` where this document has 一、 for the chapters beside it.
        (Some(_), Some((Style::Chapter, Style::Chapter)))
            if heading.style == Style::Item && !attached =>
        {
            Style::Chapter
        }
        _ if heading.style == Style::Attachment && !has_attachments_open(headings, open) => {
            Style::Part
        }
        _ => heading.style,
    }
}

/// Whether the open part is the one that holds the attachments.
fn has_attachments_open(headings: &[Candidate], open: &[(Style, usize)]) -> bool {
    open.iter().any(|(style, index)| {
        *style == Style::Part
            && headings[*index].part.is_some_and(|found| {
                found.part.concept(crate::record::Kind::FinalAccounts) == "attachments"
            })
    })
}
