//! Items of the classification, and sections about one thing: what names a number from outside its
//! clause.

use super::super::path::Path;
use super::super::whole::Subject;
use super::State;

impl State {
    /// Whether what was said last in this section is an item of the classification.
    pub fn follows_item(&self) -> bool {
        let marked = |subject: &Subject| {
            ["(类)", "(款)", "(项)"]
                .iter()
                .any(|mark| subject.label.contains(mark))
        };
        self.subjects.last().is_some_and(marked)
    }

    /// The label of a classification path in the words before a number.
    pub fn path_label(&mut self, words: &str) -> Option<String> {
        let path = Path::read(words)?;
        self.path = path.after(&self.path);
        self.paths += 1;
        let label = self.path.label()?;
        // 社会保障和就业（类）支出 is one name.
        let behind = words.rsplit(')').next().unwrap_or("");
        let tail =
            if label.ends_with("(类)") && behind.starts_with("支出") && !behind.contains("决算")
            {
                "支出"
            } else {
                ""
            };
        Some(format!("{label}{tail}"))
    }

    /// The components of the path that was said last, if the label belongs to it.
    pub fn path(&self, label: Option<&str>) -> Vec<String> {
        let marked = label.is_some_and(|label| label.contains("(项)") || label.contains("(款)"));
        if marked {
            self.path.parts()
        } else {
            Vec::new()
        }
    }

    /// The name of the section for a label that is only a total, where the section is about one
    /// thing: 支出总额 under 政府采购.
    pub fn section_thing(&self, issuer: Option<&str>) -> Option<String> {
        let concept = self.heading.concept?;
        let one_thing = SECTIONS_OF_ONE_THING
            .iter()
            .any(|thing| concept.ends_with(thing));
        one_thing.then(|| self.heading.label(issuer)).flatten()
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
