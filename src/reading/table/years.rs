//! Years that rows state besides the thing that they are of: `一、2020年末地方政府债务余额` in a table of 2021.
//!
//! A year in a label is more often a part of a name (2018年度道路项目). It is that of the amount where the label begins
//! with it and what stands behind it is the beginning or the end of the year, a limit or a balance of debt, or all the
//! name of a concept. Rows below that are parts of such a row are of the same year.

use super::stub::{Row, unnumbered};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::periods::{self, stated_year};
use crate::lexicon::{columns, concepts, heads, key};
use crate::record::Quantity;

/// The year of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowYear {
    /// The year.
    pub year: i32,
    /// Whether it is inferred.
    pub assumed: bool,
}

/// How sure a label states the year of its amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sure {
    /// By what stands behind it.
    Alone,
    /// Where another row states another year too.
    WithOthers,
}

/// Gives the rows of a stub the years that they state or go on with.
pub(super) fn told(mut rows: Vec<Row>) -> Vec<Row> {
    let stated = |row: &Row| row.label.as_deref().and_then(own);
    let own: Vec<Option<(i32, Sure)>> = rows.iter().map(stated).collect();
    let mut years = own.iter().flatten().map(|(year, _)| *year);
    let Some(first) = years.next() else {
        return rows;
    };
    let differ = years.any(|year| year != first);
    let mut going_on: Option<GoingOn> = None;
    for (row, own) in rows.iter_mut().zip(own) {
        let label = row.label.as_deref().unwrap_or("");
        if let Some((year, sure)) = own {
            let assumed = sure == Sure::WithOthers && !differ;
            let own = RowYear { year, assumed };
            row.year = Some(own);
            // A part that states its year leaves those behind it to the row that they are parts of.
            if is_item(label) || going_on.is_none_or(|going_on| going_on.year.year != year) {
                going_on = Some(GoingOn {
                    year: own,
                    item: is_item(label),
                    opened: false,
                });
            }
        } else {
            going_on = going_on.and_then(|going_on| going_on.to(label));
            row.year = going_on.map(GoingOn::part);
        }
    }
    rows
}

/// The row that the rows below may be parts of.
#[derive(Debug, Clone, Copy)]
struct GoingOn {
    year: RowYear,
    /// Whether it is a numbered one, so that those without a number are its parts.
    item: bool,
    /// Whether 其中 has opened its parts.
    opened: bool,
}

impl GoingOn {
    /// What is left of it at a row below.
    fn to(self, label: &str) -> Option<Self> {
        let opens = heads::opens_parts(&heads::name(label.split([':', '：']).next().unwrap_or("")));
        let other = label.is_empty()
            || is_item(label)
            || columns::is_total(label)
            || periods::of(label).is_some()
            || !opens && stated_year(label).is_some();
        let part = !other && (opens || self.item);
        part.then_some(Self {
            opened: self.opened || opens,
            ..self
        })
    }

    /// The year of a part.
    fn part(self) -> RowYear {
        RowYear {
            assumed: self.year.assumed || !self.opened,
            ..self.year
        }
    }
}

/// Whether a label is an item among others: 一、, 附:.
fn is_item(label: &str) -> bool {
    unnumbered(label).len() < label.len() || key(label).starts_with("附:")
}

/// The year that a label states besides the thing.
fn own(label: &str) -> Option<(i32, Sure)> {
    // Most labels state none.
    if !label.contains('年') {
        return None;
    }
    let folded = key(unnumbered(label));
    let bare = list(List::BeforeRowYear).trim_start(&folded);
    let bare = list(List::Since).trim_start(bare);
    let (digits, rest) = bare.split_once('年')?;
    let year = stated_year(bare).filter(|_| digits.len() == 4)?;
    if periods::of(label).is_some() {
        return None;
    }
    let debt = list(List::YearlyThing).any_in(rest) && list(List::YearlyEnd).ends(rest);
    let stock = rest.starts_with(['末', '底', '初']);
    if debt || stock && is_thing(rest.trim_start_matches(['末', '底', '初'])) {
        return Some((year, Sure::Alone));
    }
    let thing = rest.strip_prefix('度').unwrap_or(rest);
    is_thing(thing).then_some((year, Sure::WithOthers))
}

/// Whether words name a concept and no project.
fn is_thing(words: &str) -> bool {
    let words = words.strip_prefix('的').unwrap_or(words);
    let named = concepts::find(words).is_some_and(|found| found.fits(Quantity::Money));
    named && !list(List::ProjectTail).ends(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The years of rows, `?` behind those that are inferred, `-` where none is told.
    fn years(labels: &[&str]) -> Vec<String> {
        let row = |label: &&str| Row {
            label: Some((*label).into()),
            ..Row::default()
        };
        let shown = |row: Row| match row.year {
            Some(RowYear { year, assumed }) => format!("{year}{}", if assumed { "?" } else { "" }),
            None => "-".to_owned(),
        };
        told(labels.iter().map(row).collect())
            .into_iter()
            .map(shown)
            .collect()
    }

    #[test]
    fn rows_state_the_years_of_limits_and_balances() {
        for (what, rows) in [
            (
                "an item and its parts",
                &[
                    ("一、2020年末地方政府债务余额", "2020"),
                    ("其中：一般债务", "2020"),
                    ("专项债务", "2020"),
                    ("二、2021年地方政府债务限额", "2021"),
                    ("三、本年还本支出", "-"),
                    ("专项债券", "-"),
                ][..],
            ),
            (
                "parts without 其中",
                &[
                    ("三、2021年地方政府一般债务发行额", "2021"),
                    ("外国政府贷款", "2021?"),
                    ("2021年地方政府一般债券发行额", "2021"),
                    ("再融资债券", "2021?"),
                    ("合计", "-"),
                ],
            ),
            (
                "what is told ahead",
                &[
                    ("二、2021年新增地方政府债务限额", "2021"),
                    ("附：提前下达的2022年新增地方政府债务限额", "2022"),
                    ("其中：一般债务限额", "2022"),
                    ("一、2021-1年地方政府债务限额", "-"),
                ],
            ),
            (
                "rows without numbers have no parts but those of 其中",
                &[
                    ("2020年末地方政府债务余额", "2020"),
                    ("本年新增债务", "-"),
                    ("2021年末地方政府债务余额", "2021"),
                    ("其中：专项债务", "2021"),
                ],
            ),
            (
                "years of a concept",
                &[
                    ("2020年一般公共预算收入", "2020"),
                    ("2021年一般公共预算收入", "2021"),
                ],
            ),
            (
                "one year of a concept",
                &[("2020年一般公共预算收入", "2020?")],
            ),
            (
                "a name with a year is no part",
                &[
                    ("一、2020年末地方政府债务余额", "2020"),
                    ("2018年度道路项目", "-"),
                    ("水库项目", "-"),
                ],
            ),
            (
                "years of names",
                &[
                    ("2018年度道路项目", "-"),
                    ("2019年中央水利发展资金", "-"),
                    ("某村2020年饮水工程", "-"),
                ],
            ),
        ] {
            let labels: Vec<&str> = rows.iter().map(|(label, _)| *label).collect();
            let told: Vec<&str> = rows.iter().map(|(_, year)| *year).collect();
            assert_eq!(years(&labels), told, "{what}");
        }
    }
}
