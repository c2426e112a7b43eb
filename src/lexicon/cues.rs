//! The words by which a document tells its title, its issuer and its kind: `data/header.tsv`.

use std::sync::LazyLock;

use super::rows::{HeaderClass as Class, Word, words_of};
use super::words::Words;

/// The classes of `data/header.tsv`, where each is explained.
#[derive(Debug)]
#[allow(
    missing_docs,
    reason = "the data file explains each class to those who edit it"
)]
pub struct Cues {
    pub title_end: Words,
    pub title_tail: Words,
    pub title_lead: Words,
    pub section: Words,
    pub first_part: Words,
    pub page: Words,
    pub field: Words,
    pub formula: Words,
    pub duty: Words,
    pub alias: Words,
    pub deictic: Words,
    pub office: Words,
    pub byline: Words,
    pub other: Words,
    pub heading_end: Words,
    pub page_start: Words,
    pub page_word: Words,
    pub page_token: Words,
    pub page_box: Words,
    pub page_dated: Words,
    pub file_extension: Words,
    pub says_final: Words,
    pub says_budget: Words,
    pub says_execution: Words,
    pub hints_final: Words,
    pub hints_budget: Words,
    pub budget_before: Words,
    pub budget_not_after: Words,
    pub error_page: Words,
    pub login_page: Words,
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
