//! Tables with a column a year: documents by province, and how many of them state the main figures.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Gathered;
use super::chart::{Heat, province};
use super::series::{Kept, SERIES, Series};
use super::words::{both, figure, number, or_nothing};

/// Documents by province.
pub(super) fn provinces(gathered: &Gathered) -> BTreeMap<u8, u64> {
    let mut provinces: BTreeMap<u8, u64> = BTreeMap::new();
    for ((province, _), count) in &gathered.by_province {
        *provinces.entry(*province).or_default() += count;
    }
    provinces
}

/// So many years fit beside each other; those before are one.
const YEARS: i32 = 15;

/// The columns of a table of years: the first may stand for all before it.
struct Years {
    all: Vec<i32>,
    has_earlier: bool,
}

impl Years {
    fn of(years: impl Iterator<Item = i32>) -> Self {
        let all: BTreeSet<i32> = years.collect();
        let last = all.last().copied().unwrap_or(0);
        let first = last.saturating_sub(YEARS - 1);
        let own: BTreeSet<i32> = all.iter().map(|year| (*year).max(first)).collect();
        Self {
            has_earlier: all.first().is_some_and(|year| *year < first),
            all: own.into_iter().collect(),
        }
    }

    fn heads(&self) -> Vec<String> {
        let heads = self.all.iter().enumerate().map(|(at, year)| match at {
            0 if self.has_earlier => both("report.earlier", &[("year", &year.to_string())]),
            _ => year.to_string(),
        });
        heads.collect()
    }

    /// Sums what stands under a year into its column.
    fn sum(&self, counts: impl Iterator<Item = (i32, u64)>) -> Vec<u64> {
        let mut sums = vec![0; self.all.len()];
        for (year, count) in counts {
            let at = self.all.partition_point(|own| *own < year);
            if let Some(sum) = sums.get_mut(at) {
                *sum += count;
            }
        }
        sums
    }
}

/// Documents by province and year.
pub(super) fn heat(gathered: &Gathered, provinces: &BTreeMap<u8, u64>) -> String {
    let years = Years::of(gathered.by_province.keys().filter_map(|(_, year)| *year));
    let row = |wanted: Option<u8>| {
        let own = || {
            let all = gathered.by_province.iter();
            all.filter(move |((province, _), _)| wanted.is_none_or(|wanted| wanted == *province))
        };
        let mut row = years.sum(own().filter_map(|((_, year), count)| Some(((*year)?, *count))));
        let unknown = own().filter(|((_, year), _)| year.is_none());
        row.push(unknown.map(|(_, count)| count).sum());
        row
    };
    let mut columns = years.heads();
    columns.push(both("report.unknown", &[]));
    let rows = provinces
        .keys()
        .map(|code| (province(*code), row(Some(*code))));
    let corner = both("report.province", &[]);
    let mut heat = Heat::counts(corner, columns, rows.collect());
    // The sums are no part of what is compared.
    let all = row(None)
        .into_iter()
        .map(|count| Some((0.0, number(count))));
    heat.rows.push((both("report.all", &[]), all.collect()));
    heat.html()
}

/// The share of documents of a kind and year that state a main figure.
pub(super) fn coverage(gathered: &Gathered) -> String {
    let mut html = String::new();
    for (is_final, title) in [(true, "kind.final_accounts"), (false, "kind.budget")] {
        let documents = || {
            let own = gathered
                .by_kind
                .iter()
                .filter(move |((kind, _), _)| *kind == is_final);
            own.map(|((_, year), count)| (*year, *count))
        };
        let years = Years::of(documents().map(|(year, _)| year));
        if years.all.is_empty() {
            continue;
        }
        let of_year = years.sum(documents());
        let cell = |(stated, all): (u64, &u64)| {
            let part = stated as f64 / (*all).max(1) as f64;
            Some((part, format!("{:.0}", part * 100.0)))
        };
        let row = |(series, kept): (&Series, &Kept)| {
            let own = kept.stated.iter();
            let own = own.filter(|((kind, _), _)| *kind == is_final);
            let stated = years.sum(own.map(|((_, year), count)| (*year, *count)));
            (
                figure(series),
                stated.into_iter().zip(&of_year).map(cell).collect(),
            )
        };
        let mut rows: Vec<_> = SERIES.iter().zip(&gathered.series).map(row).collect();
        let all = of_year.iter().map(|count| Some((0.0, number(*count))));
        rows.push((both("report.documents", &[]), all.collect()));
        let heat = Heat {
            corner: both("report.figure", &[]),
            columns: years.heads(),
            rows,
        };
        let _ = write!(html, "<h3>{}</h3>{}", both(title, &[]), heat.html());
    }
    or_nothing(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_before_the_last_fifteen_are_one_column() {
        let years = Years::of([2003, 2008, 2010, 2012, 2024].into_iter());
        assert_eq!(years.all, [2010, 2012, 2024]);
        assert!(years.heads()[0].contains("to 2010"));
        let sums = years.sum([(2003, 1), (2010, 2), (2012, 4), (2024, 8)].into_iter());
        assert_eq!(sums, [3, 4, 8]);
        assert_eq!(Years::of([2020].into_iter()).heads(), ["2020"]);
    }
}
