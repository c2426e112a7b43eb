//! Statements: what each number of the running text means.
//!
//! In come the passages with their quantities, out comes a [`Meaning`] for each: what is measured,
//! how, of what, against what, for which year, in which books. A passage becomes a row of tokens
//! ([`token`]); the words before a number are laid against the frames (`lexicon::frames`), of which
//! the one counts that explains most; what a frame wants to know and the clause leaves unsaid comes
//! from the scopes around it ([`scope`]): bracket, sentence, passage, section.

mod against;
mod approval;
mod books;
mod clause;
mod date;
mod heading;
mod improvements;
mod item;
mod label;
mod loose;
mod name;
mod path;
mod scope;
mod several;
mod thing;
mod token;
mod walk;

use crate::grammar::scan::Found;
use crate::record::{Basis, Fields, Kind, Measure, Sign, Versus};

pub use heading::Heading;

use walk::Section;

/// What is known of the document.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The year it is about.
    pub fiscal_year: Option<i32>,
    /// Budget or final accounts.
    pub kind: Kind,
    /// Folded name of the disclosing agency.
    pub issuer: Option<&'a str>,
}

/// What a number means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meaning {
    /// What is measured, in the document's words, folded.
    pub label: Option<String>,
    /// Amount, share, change, …
    pub measure: Measure,
    /// Direction of a change or growth.
    pub sign: Option<Sign>,
    /// The year the number is about.
    pub year: Option<i32>,
    /// Final accounts, budget or other.
    pub basis: Basis,
    /// The whole of a share or a part.
    pub whole: Option<String>,
    /// What a difference or completion is measured against.
    pub versus: Option<Versus>,
    /// The year of that.
    pub versus_year: Option<i32>,
    /// The classification path that stands before the number: 类, 款, 项 as printed.
    pub path: Vec<String>,
    /// A classification code printed with the name.
    pub code: Option<String>,
    /// Fields that stand before the number's own clause.
    pub carried: Fields,
    /// Fields that the document does not state.
    pub assumed: Fields,
}

/// Reads the passages of a document in order.
#[derive(Debug)]
pub struct Reader<'a> {
    context: Context<'a>,
    section: Section,
}

impl<'a> Reader<'a> {
    /// Begins a document.
    pub fn new(context: Context<'a>) -> Self {
        Self {
            context,
            section: Section::default(),
        }
    }

    /// Reads one passage: `text` is its folded text, `heading` the section it stands in.
    pub fn passage(&mut self, text: &str, found: &[Found], heading: &Heading) -> Vec<Meaning> {
        walk::passage(self.context, &mut self.section, text, found, heading)
    }
}

#[cfg(test)]
mod everyday;
#[cfg(test)]
mod governments;
#[cfg(test)]
mod little_said;
#[cfg(test)]
mod mandated;
#[cfg(test)]
mod phrases;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod whole_names;
