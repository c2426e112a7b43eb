//! Words of text as a whole: folding, what a template leaves.

use serde::Deserialize;

use super::super::word_file::Row;
use super::Word;

/// A character as printed and as read.
#[derive(Debug, Deserialize)]
pub struct Folding {
    /// As printed.
    pub printed: char,
    /// As read.
    pub read: char,
    /// Why.
    pub why: FoldingReason,
}

/// Why a character is read as another: the file explains each.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the file explains each to those who edit it")]
pub enum FoldingReason {
    Width,
    Compatibility,
    Radical,
    Traditional,
}

impl Row for Folding {
    fn subjects(&self) -> Vec<String> {
        vec![self.printed.to_string()]
    }
}

/// What a template leaves in a text.
#[derive(Debug, Deserialize)]
pub struct Leftover {
    /// A regular expression over the folded text.
    pub pattern: Box<str>,
    /// The word of a finding that says what was to be done.
    pub why: Box<str>,
}

impl Row for Leftover {
    fn subjects(&self) -> Vec<String> {
        vec![self.pattern.to_string()]
    }
}

/// How words set the numbers behind them apart: the file explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the file explains each to those who edit it")]
pub enum Setting {
    Basis,
    Period,
    WholeYear,
    Aim,
    Projects,
    Reason,
}

/// Words that set the numbers behind them apart from others of their name.
#[derive(Debug, Deserialize)]
pub struct QualifierRow {
    /// How.
    pub setting: Setting,
    /// A regular expression over the folded text.
    pub pattern: Box<str>,
    /// Words that it is found in.
    pub example: Box<str>,
}

impl Row for QualifierRow {
    fn subjects(&self) -> Vec<String> {
        vec![self.pattern.to_string()]
    }
}

/// What a single rule asks words for: the file explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the file explains each to those who edit it")]
pub enum ListClass {
    BothSides,
    WholeTier,
    OfficeOfCommittee,
    MergedEnd,
    UnderDepartment,
    ToldSoFar,
    BeforeVerb,
    EachOfMany,
    Spares,
    Basis,
    Purpose,
    DebtSide,
    Former,
    Latter,
    MadeByVerb,
    ReasonStart,
    Examined,
    FlowWord,
    LightVerb,
    Adjusting,
    Attribute,
    BareTotal,
    HeadingTail,
    Shared,
    AgencyEnd,
    PersonEnd,
    NoObject,
    AgencyTail,
    PersonState,
    Side,
    SideKind,
    Aside,
    BudgetName,
    KeptEnd,
    VehicleStock,
    ScoreName,
    MadeUp,
    WorkDone,
    FieldName,
    Joining,
    InTownship,
    DepartmentEnd,
    UnitEnd,
    EitherEnd,
    TitleEnd,
    ReportEnd,
    WrappedTitle,
    Glued,
    BeforePercent,
    BeforeMoney,
    BeforeOther,
    Stretched,
    DepartmentOfUnit,
    Done,
    ProjectTail,
    Evaluation,
    Nothing,
    SumWord,
    OfAUnit,
    FundWord,
    AsideRow,
    YearRow,
    CarriedRow,
    TotalName,
    MovingColumn,
    PartColumn,
    FundColumn,
    CapitalColumn,
    GeneralColumn,
    AmountHead,
    WholeOfRow,
    Hollow,
    ClassOfSpending,
    SureTotal,
    LikelyTotal,
    PriorYear,
    BooksOfTitle,
    ExpenditureItem,
    IncomeItem,
    FinalTitle,
    UnitTitle,
    Nature,
    UnitLine,
    NoChange,
    DocumentEnd,
    PlainTitle,
    Note,
    SentenceStart,
    OwnAgency,
    Cost,
    Two,
    Three,
    Four,
    Remainder,
    NamedAs,
    Aim,
    SpentAlone,
    Outcome,
    ConditionStart,
    ConditionEnd,
    BeforeOffices,
    Dividing,
    SharedOut,
    AgencyTitle,
    Averaging,
    Unsaid,
    Within,
    ThisYear,
    HollowBooks,
    OwnPart,
    /// Names that differ by nothing but these are of one thing: 支出预算, 实际支出.
    BooksWord,
    InnerOffice,
    Saved,
    AgainstPlan,
    PlanMoved,
    /// A unit of marks, of which a part may be the most that can be had and not what was had.
    MarkUnit,
}

impl Row for Word<ListClass> {
    fn subjects(&self) -> Vec<String> {
        vec![format!("{:?} {}", self.class, self.word)]
    }
}
