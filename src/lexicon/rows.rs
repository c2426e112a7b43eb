//! What the rows of the word files hold: a type a file. The build script reads this file too, and
//! reports every row that does not fit, so it may use nothing but `word_file` and the words of records.
//!
//! A new file: write the type of its row (fields are the columns, in order; a closed set of words is an
//! enum; several words in a field are a [`List`]), say in `subjects` what no two rows may both
//! decide, and add a line to `files!`. `MyRow::all()` then gives the rows.

use std::sync::LazyLock;

use serde::Deserialize;

use super::word_file::{self, Row};
use crate::grammar::classes::{Class, Use};
use crate::record::Comparator;

/// Rows that decide what a word means, or what it means in a class.
macro_rules! decided_by {
    ($($row:ty: $word:ident $(of $class:ident)?;)+) => {
        $(impl Row for $row {
            fn subjects(&self) -> Vec<String> {
                let mut subject = String::new();
                $(subject += &format!("{:?} ", self.$class);)?
                subject += &self.$word.to_string();
                vec![subject]
            }
        })+
    };
}

#[path = "rows/accounts.rs"]
mod accounts;
#[path = "rows/checks.rs"]
mod checks;
#[path = "rows/clauses.rs"]
mod clauses;
#[path = "rows/names.rs"]
mod names;
#[path = "rows/output.rs"]
mod output;
#[path = "rows/panel.rs"]
mod panel;
#[path = "rows/performance.rs"]
mod performance;
#[path = "rows/tables.rs"]
mod tables;
#[path = "rows/terms.rs"]
mod terms;
#[path = "rows/text.rs"]
mod text;

pub use accounts::*;
pub use checks::*;
pub use clauses::*;
pub use names::*;
pub use output::*;
pub use panel::*;
pub use performance::*;
pub use tables::*;
pub use terms::*;
pub use text::*;

/// Words of one class or another.
#[derive(Debug, Deserialize)]
pub struct Word<Class> {
    /// What the word is.
    pub class: Class,
    /// The word, folded.
    pub word: Box<str>,
}

/// The words of one class.
#[allow(dead_code, reason = "the build script asks for no words")]
pub fn words_of<Class: PartialEq, Words: FromIterator<&'static str>>(
    rows: &'static [Word<Class>],
    class: Class,
) -> Words {
    let of_class = rows.iter().filter(|row| row.class == class);
    of_class.map(|row| &*row.word).collect()
}

/// Gives every file its type, and the type its rows.
macro_rules! files {
    ($($row:ty = [$($path:literal),+];)+) => {
        $(impl $row {
            /// The rows of the file, read once.
            pub fn all() -> &'static [Self] {
                static ROWS: LazyLock<Vec<$row>> = LazyLock::new(|| {
                    let mut rows = Vec::new();
                    $(rows.extend(word_file::load::<$row>($path, include_str!($path)));)+
                    rows
                });
                &ROWS
            }
        })+

        /// What is wrong with any of the files.
        #[allow(dead_code, reason = "the build script asks")]
        pub fn faults() -> Vec<String> {
            let mut faults = Vec::new();
            $($(faults.extend(word_file::faults::<$row>(
                concat!("src/lexicon/", $path),
                include_str!($path),
            ));)+)+
            faults
        }
    };
}

files! {
    Word<StatementClass> = ["data/statement.tsv"];
    Word<ClauseClass> = ["data/clause_words.tsv"];
    FrameRow = ["data/frames.tsv"];
    Sentence = ["../check/messages.tsv"];
    RuleRow = ["../check/rules.tsv"];
    Word<Box<str>> = ["data/agency_classes.tsv"];
    MeasureWord = ["data/measure_words.tsv"];
    ComparatorWord = ["data/comparators.tsv"];
    Word<HeaderClass> = ["data/header.tsv"];
    Word<AgencyClass> = ["data/agencies.tsv"];
    Folding = ["data/folding.tsv"];
    Code = ["data/functional.csv", "data/economic.csv"];
    CodeName = ["data/name_aliases.tsv"];
    RegionRow = ["data/regions.csv"];
    ExtraRegion = ["data/regions_extra.csv"];
    RegionAlias = ["data/region_aliases.tsv"];
    People = ["data/peoples.tsv"];
    Section = ["data/sections.tsv"];
    SectionWord = ["data/section_words.tsv"];
    ConceptRow = ["data/concepts.tsv"];
    LabelRule = ["data/label_rules.tsv"];
    ContextRule = ["data/contexts.tsv"];
    FormContents = ["data/form_contents.tsv"];
    FormRule = ["data/forms.tsv"];
    HeadWords = ["data/columns.tsv"];
    HeadTree = ["data/heads.tsv"];
    UnitRow = ["data/table_units.tsv"];
    Breakdown = ["data/breakdowns.tsv"];
    NoPart = ["data/no_parts.tsv"];
    ColumnSet = ["data/column_sets.tsv"];
    PerformanceWords = ["data/performance.tsv"];
    Leftover = ["data/leftovers.tsv"];
    Pattern = ["data/patterns.tsv"];
    Word<ListClass> = ["data/lists.tsv"];
    CurrencyWord = ["data/currencies.tsv"];
    Word<Class> = ["data/number_words.tsv"];
    FiscalRow = ["../output/describe/fiscal.tsv"];
    ProvinceTile = ["data/province_tiles.tsv"];
    PolicyTerm = ["data/policy_terms.tsv"];
    Word<TermClass> = ["data/term_words.tsv"];
    ColumnRow = [
        "../output/table/columns.tsv",
        "../panel/columns.tsv",
        "../terms/columns.tsv"
    ];
    CategoryRow = [
        "../output/table/categories.tsv",
        "../panel/categories.tsv",
        "../terms/categories.tsv"
    ];
    HeadlineRow = ["../panel/headlines.tsv"];
    Word<PanelClass> = ["../panel/words.tsv"];
}

/// What a word does in a statement about a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementClass {
    /// Words that name nothing.
    Generic,
    /// Labels of such words that name something all the same.
    Name,
    /// Stripped from the end of a label.
    Tail,
    /// Stripped from its beginning.
    Head,
    /// Before these a head word is kept.
    Keep,
    /// Stand at the beginning of a label; the thing measured stands behind them.
    Verb,
    /// The thing measured stands behind the last of these, wherever it stands.
    Object,
    /// End the name of a thing that is counted.
    Noun,
    /// Names of one character of what is counted.
    Short,
    /// What is done with a thing that is counted: no name of it.
    Activity,
    /// Ends of names of money that stands in no books: 产值.
    Outside,
    /// Names of parts of a score.
    Aspect,
    /// Stand behind the name of a thing that is counted.
    Stop,
    /// Things whose counts belong to the accounts.
    Accounts,
    /// Make an amount a price: 每人, 人均.
    Per,
    /// Mark a clause that gives a reason.
    Reason,
    /// What a price with a bound names.
    Threshold,
    /// Words of money that was received or spent.
    Spent,
    /// Words of money that is planned, right before its number.
    Planned,
    /// Words of money that is planned, wherever they stand.
    Proposed,
    /// Ends of the words that introduce a reason.
    ReasonEnd,
    /// Things held, whose counts a budget gives as they stand.
    Held,
    /// Ends of names of money.
    Money,
    /// Ends of names that can be the topic of a clause.
    Topic,
    /// Ends of clauses that announce the parts of what was said.
    Announce,
    /// Stand between a name and the words that announce its parts.
    Contents,
    /// Ends of names of rates of money.
    FundRate,
    /// Where money comes from, before the name of what it is for.
    Source,
}

/// A measure word of counts.
#[derive(Debug, Deserialize)]
pub struct MeasureWord {
    /// The word.
    pub word: Box<str>,
    /// Where it may be taken for one.
    pub kind: Use,
    /// Characters that, following, make another word of it: 支出, 本级.
    pub not_before: Box<str>,
    /// What of the word is the unit, if not all of it is: 个 of 个人民, for 3个人民法庭.
    pub unit: Box<str>,
}

/// Where a comparing word stands to its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// `不低于95%`.
    Before,
    /// `100余人`.
    Inside,
    /// `95%以上`.
    After,
}

/// A word that says how the true number stands to the one written.
#[derive(Debug, Deserialize)]
pub struct ComparatorWord {
    /// Where it stands.
    pub side: Side,
    /// The word.
    pub word: Box<str>,
    /// What it says; nothing where the number is meant as written (`=95%`).
    pub comparator: Option<Comparator>,
    /// Characters that, on the far side of the word, make another word of it.
    pub not_beside: Box<str>,
}

/// The money of a country, or a sign for it.
#[derive(Debug, Deserialize)]
pub struct CurrencyWord {
    /// Where it stands to its number.
    pub side: Side,
    /// The word or sign.
    pub word: Box<str>,
    /// Whether one of it is a yuan.
    pub yuan: Option<Yuan>,
}

/// Says that a currency is the yuan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Yuan {
    /// `人民币`.
    Yuan,
}

decided_by! {
    Word<StatementClass>: word of class;
    MeasureWord: word;
    ComparatorWord: word of side;
    Word<Box<str>>: word;
    CurrencyWord: word of side;
    Word<Class>: word of class;
}
