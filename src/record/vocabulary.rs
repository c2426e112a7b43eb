//! The words that fields of records may hold.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What kind of disclosure a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// 决算公开.
    FinalAccounts,
    /// 预算公开.
    Budget,
    /// 绩效评价报告 and the like, published on their own.
    PerformanceReport,
    /// 预算执行情况和预算草案的报告: a government's report to its people's congress.
    ExecutionReport,
    /// Anything else.
    Other,
    /// No content: an error page, a login page.
    None,
}

/// The tier of government that an issuer belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Level {
    /// 省, 自治区, 直辖市.
    Province,
    /// 地级市, 自治州, 盟.
    City,
    /// 县, 市辖区, 县级市, 旗.
    County,
    /// 乡, 镇, 街道.
    Township,
}

/// What a disclosure is the disclosure of.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum UnitKind {
    /// 部门: an agency with the units under it.
    Department,
    /// 单位: one unit.
    Unit,
}

/// How a table is laid out in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
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

/// Where a fact was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Origin {
    /// Running text.
    Text,
    /// A table's cell.
    Table,
}

/// What sort of number a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Quantity {
    /// An amount of money.
    Money,
    /// A percentage.
    Percent,
    /// A number of things.
    Count,
}

/// How the true number stands to the one written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
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

/// What a change, growth or completion is measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Versus {
    /// 上年, where the books are not named or the same.
    PriorYear,
    /// 上年预算数.
    PriorBudget,
    /// 上年决算数, 上年执行数.
    PriorFinal,
    /// 年初预算, 预算数.
    Budget,
    /// 调整预算数, 全年预算数.
    AdjustedBudget,
    /// 目标, 计划, 任务.
    Target,
    /// Anything else.
    Other,
}

impl Versus {
    /// Whether it is a figure of the year before.
    #[must_use]
    pub fn is_of_before(self) -> bool {
        matches!(self, Self::PriorYear | Self::PriorBudget | Self::PriorFinal)
    }
}

/// Which books a number belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Basis {
    /// 决算数, 执行数: what was received or spent.
    Final,
    /// 预算数.
    Budget,
    /// Targets, norms, counts outside the accounts.
    Other,
}

/// What is wrong with a row of a performance table in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
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

/// How grave a finding is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Severity {
    /// Style, template leftovers, rounding of a last digit.
    Note,
    /// A likely slip.
    Warning,
    /// Arithmetic that cannot be true.
    Error,
}

/// The step in which a document failed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
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

impl Severity {
    /// The name that the record carries.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}
