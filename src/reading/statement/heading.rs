//! What the heading over a passage says to its statements.

use super::label;
use super::name::remembered_name;
use super::token::{self, Is};
use crate::lexicon::clause::Class;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::memo::Memo;
use crate::lexicon::sides;
use crate::lexicon::statement::{Class as Says, words};

/// The section that a passage stands in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// Its id; tells one section from the next.
    pub id: Option<usize>,
    /// Its folded title, then those of the sections around it.
    pub titles: Vec<String>,
    /// Its concept.
    pub concept: Option<&'static str>,
    /// Whether it or a section around it reports on work done.
    pub reports_on_work: bool,
}

impl Heading {
    /// What the heading names, or the one around it.
    pub fn label(&self, issuer: Option<&str>) -> Option<String> {
        self.titles
            .iter()
            .take(2)
            .find_map(|title| name(title, issuer))
    }

    /// What the heading itself names.
    pub fn own_label(&self, issuer: Option<&str>) -> Option<String> {
        name(self.titles.first()?, issuer)
    }

    /// Whether the section is about one thing: a bare total in it is that of the thing.
    pub fn is_of_one_thing(&self) -> bool {
        self.concept.is_some_and(|concept| {
            SECTIONS_OF_ONE_THING
                .iter()
                .any(|thing| concept.ends_with(thing))
        })
    }

    /// Whether the section or a part of it is about “三公”经费.
    pub fn is_of_three_public(&self) -> bool {
        self.concept
            .is_some_and(|concept| concept.split('.').any(|part| part == "three_public"))
    }

    /// Whether the section or one around it says who the agency is.
    pub fn is_of_agency(&self) -> bool {
        self.concept
            .is_some_and(|concept| concept.starts_with("overview"))
            || self
                .titles
                .iter()
                .any(|title| list(List::AgencyTitle).any_in(title))
    }

    /// The year that the heading states, or the one around it; a year compared with is none.
    pub fn year(&self) -> Option<i32> {
        let mut titles = self.titles.iter();
        titles.find_map(|title| {
            title.bytes().position(|byte| byte.is_ascii_digit())?;
            let tokens = token::read(title, &[]);
            let at = tokens
                .iter()
                .position(|token| matches!(token.is, Is::Year(_)))?;
            let (before, behind) = tokens.split_at(at);
            let compared = before.last().is_some_and(|token| token.is_a(Class::Than));
            match behind.first()?.is {
                Is::Year(year) if !compared => Some(year),
                _ => None,
            }
        })
    }
}

/// Sections, by the end of their concept, in which a bare total is one of the thing they are about.
const SECTIONS_OF_ONE_THING: [&str; 6] = [
    "procurement",
    "operating",
    "service_purchase",
    "three_public",
    "government_fund",
    "state_capital",
];

/// Whether a title says only by what the thing of the heading around is divided: 按功能分类.
pub fn is_dividing(title: &str) -> bool {
    let title = label::without_number(title);
    list(List::Dividing).begins(title) && words(Says::Announce).any_in(title)
}

thread_local! {
    /// The mandated headings.
    static NAMES: Memo<Option<String>> = Memo::default();
}

/// What a heading names, without the words that say what kind of section it is.
fn name(title: &str, issuer: Option<&str>) -> Option<String> {
    remembered_name(&NAMES, title, issuer, name_fresh)
}

fn name_fresh(title: &str, issuer: Option<&str>) -> Option<String> {
    // 2、支出：8万元
    let side = label::without_number(title).trim_end_matches(':');
    if sides::is_one(side) {
        return Some(side.to_owned());
    }
    let title = list(List::HeadingTail).trim_end(title);
    // 按功能分类 names nothing.
    if is_dividing(title) {
        return None;
    }
    // 财政拨款安排支出按功能科目分类情况.
    let title = title.split_once('按').map_or(
        title,
        |(named, _)| if named.is_empty() { title } else { named },
    );
    let title = title.strip_prefix("项目名称:").unwrap_or(title);
    label::clean_name(title, issuer)
        .map(|label| super::name::without_source(&label).to_owned())
        .filter(|label| label.chars().count() >= 3)
}
