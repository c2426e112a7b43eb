//! The words by which a document tells its title, its issuer and its kind: `data/header.tsv`.

use std::sync::LazyLock;

/// The classes of `data/header.tsv`, where each is explained.
#[derive(Debug, Default)]
#[allow(
    missing_docs,
    reason = "the data file explains each class to those who edit it"
)]
pub struct Cues {
    pub title_end: Vec<&'static str>,
    pub title_tail: Vec<&'static str>,
    pub title_lead: Vec<&'static str>,
    pub section: Vec<&'static str>,
    pub first_part: Vec<&'static str>,
    pub page: Vec<&'static str>,
    pub field: Vec<&'static str>,
    pub formula: Vec<&'static str>,
    pub duty: Vec<&'static str>,
    pub alias: Vec<&'static str>,
    pub deictic: Vec<&'static str>,
    pub other: Vec<&'static str>,
    pub heading_end: Vec<&'static str>,
    pub page_start: Vec<&'static str>,
    pub page_word: Vec<&'static str>,
    pub page_token: Vec<&'static str>,
    pub says_final: Vec<&'static str>,
    pub says_budget: Vec<&'static str>,
    pub says_execution: Vec<&'static str>,
    pub budget_before: Vec<&'static str>,
    pub budget_not_after: Vec<&'static str>,
}

static CUES: LazyLock<Cues> = LazyLock::new(Cues::read);

/// The words, read from the data file at the first call.
pub fn cues() -> &'static Cues {
    &CUES
}

impl Cues {
    fn read() -> Self {
        let mut cues = Self::default();
        let rows = include_str!("data/header.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'));
        for (class, word) in rows {
            if let Some(words) = cues.class(class) {
                words.push(word);
            }
        }
        cues
    }

    fn class(&mut self, name: &str) -> Option<&mut Vec<&'static str>> {
        Some(match name {
            "title_end" => &mut self.title_end,
            "title_tail" => &mut self.title_tail,
            "title_lead" => &mut self.title_lead,
            "section" => &mut self.section,
            "first_part" => &mut self.first_part,
            "page" => &mut self.page,
            "field" => &mut self.field,
            "formula" => &mut self.formula,
            "duty" => &mut self.duty,
            "alias" => &mut self.alias,
            "deictic" => &mut self.deictic,
            "other" => &mut self.other,
            "heading_end" => &mut self.heading_end,
            "page_start" => &mut self.page_start,
            "page_word" => &mut self.page_word,
            "page_token" => &mut self.page_token,
            "says_final" => &mut self.says_final,
            "says_budget" => &mut self.says_budget,
            "says_execution" => &mut self.says_execution,
            "budget_before" => &mut self.budget_before,
            "budget_not_after" => &mut self.budget_not_after,
            _ => return None,
        })
    }
}

/// Whether `text` begins with one of the words.
pub fn begins(words: &[&str], text: &str) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

/// Whether `text` ends with one of the words.
pub fn ends(words: &[&str], text: &str) -> bool {
    words.iter().any(|word| text.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_known_class() {
        let mut cues = Cues::default();
        for line in include_str!("data/header.tsv").lines() {
            if let Some((class, word)) = line.split_once('\t') {
                assert!(cues.class(class).is_some(), "{line}");
                assert_eq!(
                    word,
                    crate::fold::Folded::fold(word),
                    "{line} is not folded"
                );
            }
        }
    }
}
