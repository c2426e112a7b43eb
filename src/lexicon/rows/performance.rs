//! Words of performance tables.

use serde::Deserialize;

use super::super::word_file::{List, Row, named};
use super::Side;
use crate::record::Comparator;

/// A first-level group of indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// 产出, 项目完成.
    Output,
    /// 效益, 效果.
    Benefit,
    /// 满意度.
    Satisfaction,
    /// 成本 as a first level of its own (the form of 2022).
    Cost,
    /// 投入, 过程, 管理: groups of 整体支出 and evaluation forms.
    Process,
}

/// What stands in a column of indicators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// 一级指标.
    Level1,
    /// 二级指标.
    Level2,
    /// 三级指标.
    Level3,
    /// 指标性质: the comparator in a column of its own.
    Sign,
    /// 指标值.
    Target,
    /// 度量单位.
    Unit,
    /// 实际完成值.
    Actual,
    /// 分值.
    Weight,
    /// 得分.
    Score,
    /// 偏差原因 and other remarks.
    Note,
}

/// What a cell of a table's head names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Head {
    /// 项目名称.
    Name,
    /// 预算单位, 主管部门.
    Agency,
    /// 实施单位.
    Bearer,
    /// 部门名称, of 整体支出绩效.
    Department,
    /// 全年预算数.
    Budget,
    /// 年初预算数.
    Initial,
    /// 执行数.
    Executed,
    /// 执行率.
    Rate,
    /// 年度资金总额.
    Total,
    /// 财政拨款.
    Fiscal,
    /// 上年结转.
    Carried,
    /// 其他资金.
    Other,
    /// 预期目标.
    Goal,
    /// 实际完成情况.
    Result,
}

/// What words of performance tables are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PerformanceSense {
    /// A first-level group.
    Level1(Family),
    /// A second-level group.
    Level2(Family),
    /// The heading of a column.
    Column(Column),
    /// A cell of the table's head.
    Head(Head),
    /// A label beside or above a part of the table.
    Label,
    /// The beginning of a row that is no indicator.
    Closing,
    /// A word that compares; `=` says nothing.
    Compare(Side, Option<Comparator>),
    /// A result that is no number.
    Quality,
    /// What stands behind a project's name where its performance is summed up.
    Summary,
}

/// Words of performance tables with one sense.
#[derive(Debug, Deserialize)]
#[serde(try_from = "PerformanceFields")]
pub struct PerformanceWords {
    /// Their sense.
    pub sense: PerformanceSense,
    /// The words.
    pub words: List<' '>,
}

#[derive(Deserialize)]
struct PerformanceFields {
    kind: Box<str>,
    sense: Box<str>,
    words: List<' '>,
}

impl TryFrom<PerformanceFields> for PerformanceWords {
    type Error = String;

    fn try_from(fields: PerformanceFields) -> Result<Self, String> {
        let said = |error: serde::de::value::Error| error.to_string();
        let sense = match (&*fields.kind, &*fields.sense) {
            ("level1", family) => PerformanceSense::Level1(named(family).map_err(said)?),
            ("level2", group) => {
                let family = group.split_once('.').map_or(group, |(family, _)| family);
                PerformanceSense::Level2(named(family).map_err(said)?)
            }
            ("column", column) => PerformanceSense::Column(named(column).map_err(said)?),
            ("head", head) => PerformanceSense::Head(named(head).map_err(said)?),
            ("label", "part") => PerformanceSense::Label,
            ("closing", "total" | "note") => PerformanceSense::Closing,
            ("quality", "phrase") => PerformanceSense::Quality,
            ("summary", "phrase") => PerformanceSense::Summary,
            (side @ ("before" | "after"), sign) => PerformanceSense::Compare(
                named(side).map_err(said)?,
                match sign {
                    "=" => None,
                    sign => Some(named(sign).map_err(said)?),
                },
            ),
            (kind, sense) => return Err(format!("no kind {kind} with a sense {sense}")),
        };
        Ok(Self {
            sense,
            words: fields.words,
        })
    }
}

impl Row for PerformanceWords {
    fn subjects(&self) -> Vec<String> {
        let kind = match self.sense {
            PerformanceSense::Level1(_) => "level1".to_owned(),
            PerformanceSense::Level2(_) => "level2".to_owned(),
            PerformanceSense::Column(_) => "column".to_owned(),
            PerformanceSense::Head(_) => "head".to_owned(),
            PerformanceSense::Compare(side, _) => format!("{side:?}"),
            sense => format!("{sense:?}"),
        };
        let words = self.words.words();
        words.map(|word| format!("{kind} {word}")).collect()
    }
}
