//! The records: what the extractor writes, one struct a type. This is the contract with the
//! people who use the data.
//!
//! One line of output is one JSON object, a *record*, with a `type`. Conventions for all:
//! `doc` is the first 16 hex digits of the SHA-256 of the file's bytes; `id` is the code point at
//! which the record begins, unique within a document and a type (findings count from 0); `span`
//! is `[start, end)` in code points of the text that `gongkai text` prints; `line` counts from 1;
//! `raw` is the text at the span but for white space inside it that Chinese does not need;
//! numbers are exact decimals; a field that does not apply is null, never missing.

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

pub use crate::text::Span;

/// The version of the record format: it changes when a field changes its meaning or place.
pub const SCHEMA_VERSION: &str = "1";

/// An exact decimal number, written as a JSON number without an exponent and without trailing
/// zeros. Never passes through a binary float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub Decimal);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let digits = self.0.normalize().to_string();
        serde_json::value::RawValue::from_string(digits)
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

impl JsonSchema for Number {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "description": "An exact decimal." })
    }
}

/// Any record, tagged by `type`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Record {
    /// One per document that could be read.
    Document(Box<Document>),
    /// One per heading of the body.
    Section(Section),
    /// One per table grid.
    Table(Table),
    /// One per reported number.
    Fact(Box<Fact>),
    /// One per performance table's head.
    Project(Box<Project>),
    /// One per row of a performance table.
    Indicator(Box<Indicator>),
    /// One per inconsistency.
    Finding(Finding),
    /// One per file that could not be read or extracted.
    Error(Failure),
}

/// What kind of disclosure a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 决算公开.
    FinalAccounts,
    /// 预算公开.
    Budget,
    /// 绩效评价报告 and the like, published on their own.
    PerformanceReport,
    /// Anything else.
    Other,
}

/// A document's header, with the counts of what was found in it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Document {
    /// The document's id: the first 16 hex digits of `sha256`.
    pub doc: String,
    /// The path as given or walked to; `-` for standard input.
    pub path: String,
    /// SHA-256 of the file's bytes, in hex.
    pub sha256: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// The file's format: `text`, `markdown`, `html`, `docx`, `xlsx`, `xls`, `pdf`.
    pub format: String,
    /// The character encoding that the bytes were decoded from.
    pub encoding: String,
    /// How many characters could not be decoded; each is a U+FFFD of the text.
    pub replaced: usize,
    /// Budget, final accounts, …
    pub kind: Kind,
    /// The year that the disclosure is about (预算年度/决算年度).
    pub fiscal_year: Option<i32>,
    /// Full name of the disclosing agency.
    pub issuer: Option<String>,
    /// GB/T 2260 code of the issuer's place.
    pub region: Option<String>,
    /// Official name of that place.
    pub region_name: Option<String>,
    /// The document's own title, where the text has one; else that of its page.
    pub title: Option<String>,
    /// The day of publication (发布日期) that the page states, as YYYY-MM-DD.
    pub published: Option<String>,
    /// The address that the page states for itself.
    pub source_url: Option<String>,
    /// 索引号 of the page.
    pub index_number: Option<String>,
    /// Number of section records.
    pub sections: usize,
    /// Number of table records.
    pub tables: usize,
    /// Number of fact records.
    pub facts: usize,
    /// Number of project records.
    pub projects: usize,
    /// Number of indicator records.
    pub indicators: usize,
    /// Number of finding records.
    pub findings: usize,
    /// Checks that held.
    pub checks_passed: usize,
    /// Checks that did not hold: each has a finding.
    pub checks_failed: usize,
    /// Checks that could not be made, an operand being missing or doubtful.
    pub checks_skipped: usize,
    /// Version of the record format.
    pub schema_version: &'static str,
    /// Version of the program.
    pub extractor_version: &'static str,
}

/// A heading and the text it stands over.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Section {
    /// The document.
    pub doc: String,
    /// Code point at which the heading begins.
    pub id: usize,
    /// Id of the enclosing section.
    pub parent: Option<usize>,
    /// Depth in the true outline; 1 is the outermost.
    pub level: usize,
    /// The number as written; null where it is lost.
    pub number: Option<String>,
    /// The heading's text without number, mark-up and closing punctuation.
    pub title: String,
    /// The part of the mandated template that this is, or null.
    pub concept: Option<&'static str>,
    /// Line of the heading.
    pub line: usize,
    /// Where the heading stands.
    pub span: Span,
    /// From the heading's end to the section's end, subsections included.
    pub body: Span,
}

/// How a table is laid out in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Rows of cells between `|`, as in markdown.
    Pipe,
    /// A row a line, cells split by tabs.
    Tab,
    /// A cell a line, each begun by a tab, rows split by blank lines; or each ended by ` |`.
    CellPerLine,
    /// Columns kept by spaces.
    Aligned,
    /// A table of an HTML page.
    Html,
    /// A sheet of a workbook.
    Sheet,
}

/// The mandated form that a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// 收入支出总表.
    IncomeExpenditure,
    /// 收入总表.
    Income,
    /// 支出总表.
    Expenditure,
    /// 财政拨款收入支出总表.
    FiscalAppropriation,
    /// 一般公共预算支出表.
    GeneralExpenditure,
    /// 一般公共预算基本支出表.
    GeneralBasic,
    /// 一般公共预算项目支出表.
    GeneralProject,
    /// “三公”经费表.
    ThreePublic,
    /// 政府性基金预算表.
    GovernmentFund,
    /// 国有资本经营预算表.
    StateCapital,
    /// 政府采购表.
    Procurement,
    /// 政府购买服务表.
    ServicePurchase,
    /// 支出经济分类表.
    EconomicClass,
    /// 绩效目标表.
    PerformanceTarget,
    /// 绩效目标完成情况表, 绩效自评表.
    PerformanceResult,
    /// 整体支出绩效表.
    OverallPerformance,
    /// Any other.
    Other,
}

impl Form {
    /// The name that the record carries.
    pub fn name(self) -> &'static str {
        match self {
            Self::IncomeExpenditure => "income_expenditure",
            Self::Income => "income",
            Self::Expenditure => "expenditure",
            Self::FiscalAppropriation => "fiscal_appropriation",
            Self::GeneralExpenditure => "general_expenditure",
            Self::GeneralBasic => "general_basic",
            Self::GeneralProject => "general_project",
            Self::ThreePublic => "three_public",
            Self::GovernmentFund => "government_fund",
            Self::StateCapital => "state_capital",
            Self::Procurement => "procurement",
            Self::ServicePurchase => "service_purchase",
            Self::EconomicClass => "economic_class",
            Self::PerformanceTarget => "performance_target",
            Self::PerformanceResult => "performance_result",
            Self::OverallPerformance => "overall_performance",
            Self::Other => "other",
        }
    }
}

/// A table's grid.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Table {
    /// The document.
    pub doc: String,
    /// Code point at which the grid begins.
    pub id: usize,
    /// Id of the section it stands in.
    pub section: Option<usize>,
    /// Its title.
    pub caption: Option<String>,
    /// The unit declared for it.
    pub unit: Option<String>,
    /// Which mandated form it is.
    pub form: Form,
    /// How it is laid out.
    pub layout: Layout,
    /// Whether it continues the table before (a page break, a strip).
    pub continues: bool,
    /// First line of the grid.
    pub line: usize,
    /// Last line of the grid.
    pub end_line: usize,
    /// Where the grid stands.
    pub span: Span,
    /// How many of `rows` are header rows.
    pub header: usize,
    /// The grid as cleaned strings, header rows first.
    pub rows: Vec<Vec<String>>,
}

/// Where a fact was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Running text.
    Text,
    /// A table's cell.
    Table,
}

/// What sort of number a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// An amount of money.
    Money,
    /// A percentage.
    Percent,
    /// A number of things.
    Count,
}

/// How the true number stands to the one written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub enum Comparator {
    /// At least: 不低于, 以上.
    #[serde(rename = ">=")]
    AtLeast,
    /// More than: 超过.
    #[serde(rename = ">")]
    Above,
    /// At most: 不超过, 以内, 以下.
    #[serde(rename = "<=")]
    AtMost,
    /// Less than: 不足.
    #[serde(rename = "<")]
    Below,
    /// About: 约, 近, 余, 多, 左右.
    #[serde(rename = "~")]
    About,
}

/// What is said of the thing measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// A level of money.
    Amount,
    /// A part of a whole, 占x%.
    Share,
    /// A difference to another year or plan.
    Change,
    /// A relative difference.
    Growth,
    /// A part of a plan that was carried out.
    Completion,
    /// A level of a count.
    Count,
    /// Any other percentage.
    Rate,
    /// Money by unit.
    Price,
}

/// The direction of a change or growth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
pub enum Sign {
    /// 增加.
    #[serde(rename = "+")]
    Up,
    /// 减少.
    #[serde(rename = "-")]
    Down,
    /// 持平.
    #[serde(rename = "0")]
    Level,
    /// The template was left unfilled: 增加/减少.
    #[serde(rename = "?")]
    Unfilled,
}

/// Which books a number belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// 决算数, 执行数: what was received or spent.
    Final,
    /// 预算数.
    Budget,
    /// Targets, norms, counts outside the accounts.
    Other,
}

/// One reported number.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Fact {
    /// The document.
    pub doc: String,
    /// Code point at which the number begins.
    pub id: usize,
    /// Text or table.
    pub origin: Origin,
    /// Id of the section it stands in.
    pub section: Option<usize>,
    /// Id of the table; null for text.
    pub table: Option<usize>,
    /// The row's label; null for text.
    pub row: Option<String>,
    /// The header path, joined with `/`; null for text.
    pub column: Option<String>,
    /// Classification code, where one is printed or the label names exactly one.
    pub code: Option<String>,
    /// The number as printed, with its unit and what touches it.
    pub raw: String,
    /// Money, percent or count.
    pub kind: Quantity,
    /// The number as written (756.8 of 756.8万元); a count is multiplied out.
    pub value: Number,
    /// Digits printed after the point: the number's precision.
    pub decimals: u32,
    /// The unit as written (万元, %, 人).
    pub unit: Option<String>,
    /// The money in yuan; null where it is no money, or money of another country.
    pub yuan: Option<Number>,
    /// How the true number stands to the one written.
    pub comparator: Option<Comparator>,
    /// What is measured, in the document's words.
    pub label: Option<String>,
    /// Its canonical id.
    pub concept: Option<&'static str>,
    /// Amount, share, change, …
    pub measure: Option<Measure>,
    /// Direction of a change or growth.
    pub sign: Option<Sign>,
    /// The year the number is about.
    pub year: Option<i32>,
    /// Final accounts, budget or other.
    pub basis: Option<Basis>,
    /// The whole of a share or of a part under 其中.
    pub of: Option<String>,
    /// Fields that the document does not state and that were inferred.
    pub assumed: Vec<&'static str>,
    /// Line of the number.
    pub line: usize,
    /// Page of the number, from 1; null where the format has no pages.
    pub page: Option<usize>,
    /// Where the number stands.
    pub span: Span,
}

/// A performance table's head.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Project {
    /// The document.
    pub doc: String,
    /// Code point at which the project begins.
    pub id: usize,
    /// Id of the section it stands in.
    pub section: Option<usize>,
    /// Id of its table.
    pub table: Option<usize>,
    /// 项目名称.
    pub name: Option<String>,
    /// 预算单位 or 主管部门.
    pub agency: Option<String>,
    /// 预算数.
    pub budget: Option<Number>,
    /// 执行数.
    pub executed: Option<Number>,
    /// 财政拨款 of the budget.
    pub fiscal_budget: Option<Number>,
    /// 财政拨款 of the execution.
    pub fiscal_executed: Option<Number>,
    /// 其他资金 of the budget.
    pub other_budget: Option<Number>,
    /// 其他资金 of the execution.
    pub other_executed: Option<Number>,
    /// Unit of these amounts.
    pub unit: Option<String>,
    /// 预期目标.
    pub goal: Option<String>,
    /// 实际完成.
    pub result: Option<String>,
    /// Line of the project's name.
    pub line: usize,
    /// Where the head stands.
    pub span: Span,
}

/// What is wrong with a row of a performance table in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Anomaly {
    /// Cells stand in the wrong columns.
    Shifted,
    /// The column of actual values is lost.
    MissingActual,
    /// A level names what belongs to another level.
    LevelMismatch,
    /// The table is cut off or spliced into another.
    TruncatedTable,
}

/// One row of a performance table.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Indicator {
    /// The document.
    pub doc: String,
    /// Code point at which the indicator's name begins.
    pub id: usize,
    /// Id of its project; null for 整体支出绩效.
    pub project: Option<usize>,
    /// Id of the section it stands in.
    pub section: Option<usize>,
    /// Id of its table.
    pub table: Option<usize>,
    /// 一级指标.
    pub level1: Option<String>,
    /// 二级指标.
    pub level2: Option<String>,
    /// 三级指标.
    pub level3: Option<String>,
    /// 指标值 as written.
    pub target_raw: Option<String>,
    /// Its comparator.
    pub target_comparator: Option<Comparator>,
    /// Its number.
    pub target_value: Option<Number>,
    /// Its unit.
    pub target_unit: Option<String>,
    /// 实际完成值 as written.
    pub actual_raw: Option<String>,
    /// Its comparator.
    pub actual_comparator: Option<Comparator>,
    /// Its number.
    pub actual_value: Option<Number>,
    /// Its unit.
    pub actual_unit: Option<String>,
    /// 分值.
    pub weight: Option<Number>,
    /// 得分.
    pub score: Option<Number>,
    /// What is wrong in the source.
    pub anomaly: Option<Anomaly>,
    /// Line of the indicator's name.
    pub line: usize,
    /// Where the row stands.
    pub span: Span,
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Style, template leftovers, rounding of a last digit.
    Note,
    /// A likely slip.
    Warning,
    /// Arithmetic that cannot be true.
    Error,
}

/// An inconsistency in the document's own numbers or words.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Finding {
    /// The document.
    pub doc: String,
    /// Counted from 0.
    pub id: usize,
    /// The rule that found it.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is stated and what follows, for people.
    pub message: String,
    /// Ids of the facts involved.
    pub facts: Vec<usize>,
    /// The number as stated.
    pub stated: Option<Number>,
    /// The number that follows from the others.
    pub computed: Option<Number>,
    /// The tolerance used.
    pub tolerance: Option<Number>,
    /// Line of the first fact.
    pub line: usize,
    /// Where the first fact stands.
    pub span: Span,
}

/// The step in which a document failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Finding files under a directory.
    Walk,
    /// Reading the bytes.
    Read,
    /// Turning bytes into text.
    Decode,
    /// Lines into blocks.
    Layout,
    /// Blocks into records.
    Reading,
    /// Records into findings.
    Check,
    /// Records into output.
    Output,
}

/// A file that could not be read or extracted.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Failure {
    /// The path as given or walked to.
    pub path: String,
    /// The step that failed.
    pub stage: Stage,
    /// What is wrong, where, and what to do.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_exactly() {
        for (number, printed) in [
            ("8677.03", "8677.03"),
            ("86770300.00", "86770300"),
            ("-0.10", "-0.1"),
            ("0.00", "0"),
            ("123456789012345678.9", "123456789012345678.9"),
        ] {
            let number = Number(number.parse().unwrap());
            assert_eq!(serde_json::to_string(&number).unwrap(), printed);
        }
    }
}
