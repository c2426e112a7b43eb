//! The words by which a document tells its title, its issuer and its kind: `data/header.tsv`.

use std::sync::LazyLock;

use super::rows::{HeaderClass as Class, Word, words_of};

macro_rules! cues {
    ($($field:ident: $class:ident,)+) => {
        /// The classes of `data/header.tsv`, where each is explained.
        #[derive(Debug)]
        #[allow(
            missing_docs,
            reason = "the data file explains each class to those who edit it"
        )]
        pub struct Cues {
            $(pub $field: Vec<&'static str>,)+
        }

        static CUES: LazyLock<Cues> = LazyLock::new(|| Cues {
            $($field: words_of(Word::<Class>::all(), Class::$class),)+
        });
    };
}

cues! {
    title_end: TitleEnd,
    title_tail: TitleTail,
    title_lead: TitleLead,
    section: Section,
    first_part: FirstPart,
    page: Page,
    field: Field,
    formula: Formula,
    duty: Duty,
    alias: Alias,
    deictic: Deictic,
    office: Office,
    byline: Byline,
    other: Other,
    heading_end: HeadingEnd,
    page_start: PageStart,
    page_word: PageWord,
    page_token: PageToken,
    page_box: PageBox,
    page_dated: PageDated,
    file_extension: FileExtension,
    says_final: SaysFinal,
    says_budget: SaysBudget,
    says_execution: SaysExecution,
    hints_final: HintsFinal,
    hints_budget: HintsBudget,
    budget_before: BudgetBefore,
    budget_not_after: BudgetNotAfter,
    error_page: ErrorPage,
    login_page: LoginPage,
}

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
