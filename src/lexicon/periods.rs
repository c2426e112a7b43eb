//! Rows of a table that say of when their numbers are, of which books or how they are counted, not of what: 2015年预算,
//! 上年决算数, 增减额. What they are of the heads of the columns say.

use super::columns;
use super::key;
use super::label::{self, RULES};
use super::lists::{Class as List, list};
use super::sides;
use crate::record::{Basis, Measure, Sign};

/// What a label says of when its numbers are, of which books, and how they are counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Period {
    /// The year that it states.
    pub year: Option<i32>,
    /// Years from the fiscal year: -1 of 上年.
    pub offset: Option<i32>,
    /// The books that it names.
    pub basis: Option<Basis>,
    /// What they measure, where they are no plain amounts.
    pub measure: Option<(Measure, Option<Sign>)>,
    /// Whether it names a side besides, which the heads may not: 2015年支出.
    pub of_side: bool,
}

/// Reads a label that names nothing but a year, the books or a measure.
pub fn of(printed: &str) -> Option<Period> {
    let measure = columns::measure(printed).or_else(|| difference(printed));
    if measure.is_some() && is_of_change(&label::label(printed).key) {
        return Some(Period {
            measure,
            ..Period::default()
        });
    }
    let named = &label::label(printed).key;
    if !RULES.is_hollow(named) || columns::is_total(named) {
        return None;
    }
    let period = Period {
        year: stated_year(printed),
        offset: columns::year(printed),
        basis: columns::basis(printed),
        measure: None,
        of_side: [sides::INCOME, sides::EXPENDITURE]
            .iter()
            .any(|side| printed.contains(side)),
    };
    let books_alone = period.basis.is_some() && !period.of_side;
    let told = period.year.is_some() || period.offset.is_some() || books_alone;
    told.then_some(period)
}

/// What a row measures that names a comparison or its result: 决算对比, 差值. The head of a column may stand over both
/// sides of the comparison.
fn difference(printed: &str) -> Option<(Measure, Option<Sign>)> {
    let named = list(List::Difference).any_in(&key(printed));
    named.then_some((Measure::Change, None))
}

/// Whether the key of a label names a difference or a part, and nothing that it is of.
pub(super) fn is_of_change(key: &str) -> bool {
    list(List::OfChange).left_out_of(key).is_empty()
}

/// The year that a head, a label or a caption states: `2021年预算数`, `2020年度`.
pub fn stated_year(words: &str) -> Option<i32> {
    let words = key(words);
    let (before, _) = words.split_once('年')?;
    let digits = before.get(before.len().checked_sub(4)?..)?;
    let year = digits.parse().ok()?;
    (1990..2100).contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_periods_name_no_thing() {
        let period = |year, offset, basis, of_side| {
            Some(Period {
                year,
                offset,
                basis,
                measure: None,
                of_side,
            })
        };
        let (budget, accounts) = (Some(Basis::Budget), Some(Basis::Final));
        for (label, expected) in [
            ("2015年预算", period(Some(2015), None, budget, false)),
            ("2021年度决算数", period(Some(2021), None, accounts, false)),
            ("2020年", period(Some(2020), None, None, false)),
            ("上年数", period(None, Some(-1), None, false)),
            ("上年决算数", period(None, Some(-1), accounts, false)),
            ("年初预算数", period(None, None, budget, false)),
            ("2020年支出", period(Some(2020), None, None, true)),
            // These name a thing, a total, or nothing.
            ("支出预算", None),
            ("2020年项目支出", None),
            ("上年结转", None),
            ("2020年合计", None),
            ("合计", None),
            ("公务接待费预算数", None),
            ("项目", None),
            ("比上年增加", None),
            ("本年职业年金", None),
        ] {
            assert_eq!(of(label), expected, "{label}");
        }
    }

    #[test]
    fn labels_of_differences_name_no_thing() {
        let (change, growth) = (Measure::Change, Measure::Growth);
        for (label, expected) in [
            ("增减额", Some(change)),
            ("比上年增减", Some(change)),
            ("增减%", Some(growth)),
            ("增长率（%）", Some(growth)),
            ("占比", Some(Measure::Share)),
            ("决算对比", Some(change)),
            ("決算對比", Some(change)),
            ("差额", Some(change)),
            ("差值", Some(change)),
            ("预算与决算差异", Some(change)),
            ("预决算差异率", Some(Measure::Rate)),
            ("收支差额", None),
            ("差额拨款", None),
            ("对比分析仪", None),
            ("2016年比2015年增减%", Some(growth)),
            ("公务接待费增减额", None),
            ("增加值", None),
            ("完成结果", None),
        ] {
            let read = of(label).and_then(|period| period.measure);
            assert_eq!(read.map(|(measure, _)| measure), expected, "{label}");
        }
    }
}
