//! The words by which a document tells its title, its issuer and its kind: `data/header.tsv`.

use std::sync::LazyLock;

use super::rows::{HeaderClass as Class, Word, words_of};

/// The classes of `data/header.tsv`, where each is explained.
#[derive(Debug)]
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
    pub office: Vec<&'static str>,
    pub byline: Vec<&'static str>,
    pub other: Vec<&'static str>,
    pub heading_end: Vec<&'static str>,
    pub page_start: Vec<&'static str>,
    pub page_word: Vec<&'static str>,
    pub page_token: Vec<&'static str>,
    pub page_box: Vec<&'static str>,
    pub page_dated: Vec<&'static str>,
    pub file_extension: Vec<&'static str>,
    pub says_final: Vec<&'static str>,
    pub says_budget: Vec<&'static str>,
    pub says_execution: Vec<&'static str>,
    pub hints_final: Vec<&'static str>,
    pub hints_budget: Vec<&'static str>,
    pub budget_before: Vec<&'static str>,
    pub budget_not_after: Vec<&'static str>,
    pub error_page: Vec<&'static str>,
    pub login_page: Vec<&'static str>,
}

static CUES: LazyLock<Cues> = LazyLock::new(|| {
    let of = |class| words_of(Word::<Class>::all(), class);
    Cues {
        title_end: of(Class::TitleEnd),
        title_tail: of(Class::TitleTail),
        title_lead: of(Class::TitleLead),
        section: of(Class::Section),
        first_part: of(Class::FirstPart),
        page: of(Class::Page),
        field: of(Class::Field),
        formula: of(Class::Formula),
        duty: of(Class::Duty),
        alias: of(Class::Alias),
        deictic: of(Class::Deictic),
        office: of(Class::Office),
        byline: of(Class::Byline),
        other: of(Class::Other),
        heading_end: of(Class::HeadingEnd),
        page_start: of(Class::PageStart),
        page_word: of(Class::PageWord),
        page_token: of(Class::PageToken),
        page_box: of(Class::PageBox),
        page_dated: of(Class::PageDated),
        file_extension: of(Class::FileExtension),
        says_final: of(Class::SaysFinal),
        says_budget: of(Class::SaysBudget),
        says_execution: of(Class::SaysExecution),
        hints_final: of(Class::HintsFinal),
        hints_budget: of(Class::HintsBudget),
        budget_before: of(Class::BudgetBefore),
        budget_not_after: of(Class::BudgetNotAfter),
        error_page: of(Class::ErrorPage),
        login_page: of(Class::LoginPage),
    }
});

/// The words, read from the data file at the first call.
pub fn cues() -> &'static Cues {
    &CUES
}

/// Whether `text` begins with one of the words.
pub fn begins(words: &[&str], text: &str) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

/// Whether `text` ends with one of the words.
pub fn ends(words: &[&str], text: &str) -> bool {
    words.iter().any(|word| text.ends_with(word))
}
