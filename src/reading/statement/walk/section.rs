//! The section that a passage stands in, and what its passages leave for those that follow.

use super::super::Context;
use super::super::heading::{Heading, is_dividing};
use super::super::name;
use super::super::path::Path;
use super::super::scope::{Against, Subject, Whole};
use crate::grammar::heading::{self as numbers, Style};
use crate::lexicon::concepts;
use crate::record::{Basis, Versus};

/// What is known of the section that a passage stands in.
#[derive(Debug, Default)]
pub struct Section {
    pub(super) heading: Heading,
    /// Whether it or one around it says who the agency is.
    pub(super) of_agency: bool,
    /// The year that its heading states.
    pub(super) heading_year: Option<i32>,
    /// The year that its sentences stated for what follows.
    pub(super) year: Option<i32>,
    /// What its differences were last measured against.
    pub(super) against: Option<Against>,
    /// What the passage before was about that is no item of a list.
    pub(super) main: Option<Subject>,
    /// What the passage before was about.
    pub(super) previous: Option<Subject>,
    /// The count that the passage before told last, unless of a list of parts.
    pub(super) counted: Option<Subject>,
    /// The name that the passage before consisted of.
    pub(super) announced: Option<Subject>,
    /// Wholes whose parts stand in the following passages, with the numbering of the passage that
    /// opened them.
    pub(super) open: Vec<Open>,
    /// The amounts that numbered passages were about, each with its numbering.
    pub(super) items: Vec<(Style, Subject)>,
    /// Numbering of the last numbered passage.
    pub(super) style: Option<Style>,
    /// The item of the classification that its heading is, or the passage before.
    pub(super) item: Option<Subject>,
    /// The classification path said last.
    pub(super) path: Path,
    /// The amounts said by concept, each with its label.
    pub(super) said: Vec<(&'static str, String)>,
    /// What its heading names, by concept.
    pub(super) titled: Option<(&'static str, String)>,
    /// Those said in the sections beside and around it.
    pub(super) said_around: Vec<(&'static str, String)>,
}

/// A whole whose parts stand in the following passages.
#[derive(Debug)]
pub(super) struct Open {
    /// The numbering of the passage that opened it.
    pub(super) style: Option<Style>,
    /// The headings over that passage, innermost first.
    pub(super) titles: Vec<String>,
    pub(super) whole: Whole,
    /// Whether its parts are numbered.
    pub(super) of_items: bool,
}

impl Section {
    /// Goes to the passage under a heading, and gives the numbering that it begins with.
    pub(super) fn enter(
        &mut self,
        context: Context,
        text: &str,
        heading: &Heading,
    ) -> Option<Style> {
        if self.heading.id != heading.id {
            self.go_under(heading, context);
        }
        // 增长8% in a passage of its own says no more than that there was a year before.
        if let Some(against) = &mut self.against
            && against.versus == Versus::PriorFinal
        {
            against.versus = Versus::PriorYear;
        }
        let (_, number) = numbers::numbering(text).ok()?;
        self.style = Some(number.style);
        self.items.retain(|(style, _)| *style <= number.style);
        let depth = heading.titles.len();
        self.open.retain(|open| {
            open.titles.len() < depth || open.style.is_none_or(|opener| opener < number.style)
        });
        for open in &mut self.open {
            open.of_items = true;
        }
        Some(number.style)
    }

    /// Begins the section under another heading.
    fn go_under(&mut self, heading: &Heading, context: Context) {
        // A list that the heading around announced goes on under the headings inside it; a preface (现公开如下)
        // announces the document.
        let mut open = std::mem::take(&mut self.open);
        open.retain(|open| {
            !open.titles.is_empty()
                && heading.titles.len() > open.titles.len()
                && heading.titles.ends_with(&open.titles)
        });
        let divides = heading
            .concept
            .is_some_and(|concept| concept.ends_with(".structure"))
            || heading
                .titles
                .first()
                .is_some_and(|title| is_dividing(title));
        if divides && let Some(label) = heading.label(context.issuer) {
            open.push(Open {
                style: None,
                titles: heading.titles.clone(),
                whole: Whole::of(Subject::amount(label, Basis::Other)),
                of_items: false,
            });
        }
        let titled = heading.own_label(context.issuer).and_then(|label| {
            let concept = concepts::find(&label)?.concept;
            label.ends_with(['费', '用']).then_some((concept.id, label))
        });
        let path = heading_path(heading, &self.path);
        let item = path.label();
        *self = Section {
            open,
            item: item.map(|label| Subject::amount(label, Basis::Other)),
            titled,
            said_around: self.said_around(heading),
            heading: heading.clone(),
            of_agency: heading.is_of_agency(),
            path,
            heading_year: heading.year(),
            ..Section::default()
        };
    }

    /// What was said so far that holds under another heading too: the sections on “三公” under one heading are about
    /// one thing, and so are those below one.
    fn said_around(&mut self, heading: &Heading) -> Vec<(&'static str, String)> {
        let old = &self.heading.titles;
        let under = heading.titles.get(1..).unwrap_or(&[]);
        let akin = !under.is_empty()
            && (old.get(1..) == Some(under) || old.as_slice() == under)
            && self.heading.is_of_three_public()
            && heading.is_of_three_public();
        if !akin {
            return Vec::new();
        }
        let mut said = std::mem::take(&mut self.said_around);
        said.retain(|(known, _)| !self.said.iter().any(|(id, _)| id == known));
        said.append(&mut self.said);
        said
    }
}

/// The path that a heading names, for the items below it.
fn heading_path(heading: &Heading, before: &Path) -> Path {
    let title = heading.titles.first().map_or("", String::as_str);
    name::path(title, before).unwrap_or_default()
}
