//! What the rows of the word files hold: a type a file. The build script reads this file too, and
//! reports every row that does not fit, so it may use nothing but `word_file` and the words of records.
//!
//! A new file: write the type of its row (fields are the columns, in order; a closed set of words is an
//! enum; several words in a field are a [`List`]), say in `subjects` what no two rows may both
//! decide, and add a line to `files!`. `MyRow::all()` then gives the rows.

use std::sync::LazyLock;

use serde::Deserialize;

use super::word_file::{self, Row};
use crate::record::Comparator;

#[path = "rows/accounts.rs"]
mod accounts;
#[path = "rows/names.rs"]
mod names;
#[path = "rows/performance.rs"]
mod performance;
#[path = "rows/tables.rs"]
mod tables;
#[path = "rows/text.rs"]
mod text;

pub use accounts::*;
pub use names::*;
pub use performance::*;
pub use tables::*;
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
    UnitRow = ["data/table_units.tsv"];
    Breakdown = ["data/breakdowns.tsv"];
    ColumnSet = ["data/column_sets.tsv"];
    PerformanceWords = ["data/performance.tsv"];
    Leftover = ["data/leftovers.tsv"];
}

/// What a word does in a statement about a number: the file explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "the file explains each class to those who edit it"
)]
pub enum StatementClass {
    Generic,
    Name,
    Tail,
    Head,
    Keep,
    Verb,
    Object,
    Noun,
    Stop,
    Accounts,
    Per,
    Reason,
    Threshold,
    Spent,
    Planned,
    Proposed,
    ReasonEnd,
    Money,
    Topic,
    Announce,
    Source,
}

impl Row for Word<StatementClass> {
    fn subjects(&self) -> Vec<String> {
        vec![format!("{:?} {}", self.class, self.word)]
    }
}

/// What a word of a clause does. The letter stands for the class in the patterns of the frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum ClauseClass {
    /// 增长, 增幅: a difference upwards.
    Up = b'U',
    /// 增加: the same, with the thing behind it or not.
    UpVerb = b'G',
    /// 下降, 降幅.
    Down = b'D',
    /// 减少, 压减.
    DownVerb = b'H',
    /// 新增.
    New = b'N',
    /// 增加/减少, 增加(减少): the template was left unfilled.
    Either = b'P',
    /// 增减率: the direction is that of the number.
    Vary = b'V',
    /// 增加到, 降至.
    Reach = b'L',
    /// 为, 共.
    Link = b'l',
    /// 分别, 各.
    Each = b'e',
    /// 占.
    Share = b'S',
    /// 占比, 比重.
    Ratio = b's',
    /// 完成.
    Complete = b'C',
    /// 执行率.
    Rate = b'r',
    /// 的.
    Of = b'o',
    /// 其中.
    Whole = b'q',
    /// 人均.
    Per = b'p',
    /// 单价.
    Bound = b'B',
    /// 上年.
    Prior = b'y',
    /// 同期.
    Same = b'x',
    /// 年初预算.
    Budget = b'b',
    /// 调整预算.
    Adjusted = b'j',
    /// 决算.
    Final = b'f',
    /// 目标.
    Target = b'g',
    /// 比, 较.
    Than = b'w',
    /// 相比.
    ThanEnd = b'z',
    /// 同比.
    Yoy = b'm',
    /// 持平.
    Equal = b'E',
    /// Any other text.
    Text = b'T',
    /// 2023年.
    Year = b'Y',
    /// 12月31日.
    Date = b'd',
    /// 、.
    Comma = b'k',
    /// A printed classification code.
    Code = b'K',
    /// A number.
    Number = b'n',
}

impl Row for Word<ClauseClass> {
    fn subjects(&self) -> Vec<String> {
        vec![self.word.to_string()]
    }
}

/// What a number in a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FrameMeasure {
    /// A level of the thing: amount, count or rate by the number's kind.
    Level,
    /// A level of the thing in the year before.
    Prior,
    /// The level that a difference or completion is measured from.
    Base,
    /// A bound inside the name of a thing (单价50万元以上设备).
    Bound,
    /// 占x%.
    Share,
    /// 增加x.
    Change,
    /// 增长x%.
    Growth,
    /// 完成预算x%.
    Completion,
    /// Any other percentage.
    Rate,
    /// 人均x元.
    Price,
}

/// The direction that a frame gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum FrameSign {
    /// None: not a difference.
    #[serde(rename = "")]
    None,
    /// 增加.
    #[serde(rename = "+")]
    Up,
    /// 减少.
    #[serde(rename = "-")]
    Down,
    /// 增加/减少.
    #[serde(rename = "?")]
    Unfilled,
    /// That of the number.
    #[serde(rename = "±")]
    OfNumber,
}

/// One way of saying a number; the file explains the columns.
#[derive(Debug, Deserialize)]
#[allow(
    missing_docs,
    reason = "the file explains each column to those who edit it"
)]
pub struct FrameRow {
    pub id: Box<str>,
    pub kinds: Box<str>,
    pub measure: FrameMeasure,
    pub sign: FrameSign,
    pub pattern: Box<str>,
    pub example: Box<str>,
    pub label: Box<str>,
    pub versus: Box<str>,
    pub whole: Box<str>,
}

impl Row for FrameRow {
    fn subjects(&self) -> Vec<String> {
        vec![self.id.to_string()]
    }
}

/// Where a measure word may be taken for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureUse {
    /// After digits and after Chinese numerals.
    Any,
    /// After digits only.
    Digits,
    /// A division of the country; after a Chinese numeral only behind 等, 共 and the like.
    Place,
    /// 个百分点: a difference of percentages.
    Percent,
    /// Looks like a measure word and is none: 100分制.
    None,
}

/// A measure word of counts.
#[derive(Debug, Deserialize)]
pub struct MeasureWord {
    /// The word.
    pub word: Box<str>,
    /// Where it may be taken for one.
    pub kind: MeasureUse,
    /// Characters that, following, make another word of it: 支出, 本级.
    pub not_before: Box<str>,
}

impl Row for MeasureWord {
    fn subjects(&self) -> Vec<String> {
        vec![self.word.to_string()]
    }
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
    /// What it says.
    pub comparator: Comparator,
    /// Characters that, on the far side of the word, make another word of it.
    pub not_beside: Box<str>,
}

impl Row for ComparatorWord {
    fn subjects(&self) -> Vec<String> {
        vec![format!("{:?} {}", self.side, self.word)]
    }
}
