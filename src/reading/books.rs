//! Which books a passage is of, where a document keeps two: a report on the execution of one year's
//! budget and on the draft of the next.

use super::header::{self, Header};
use super::statement::Heading;
use crate::lexicon::books::{DRAFT, EXECUTION};
use crate::lexicon::lists::{Class as List, list};
use crate::record::Kind;

/// The kind of disclosure, and the year, that the sections around a passage make of a document.
///
/// A section on 2022年预算执行情况 is read as final accounts of 2022, one on 2023年预算草案 as the budget of
/// 2023; outside both, a report that has a draft says nothing, and one without reports what was done.
pub fn of(header: &Header, heading: &Heading) -> (Kind, Option<i32>) {
    let title = header.title.as_deref();
    let year = heading
        .titles
        .iter()
        .find_map(|title| header::year_of(title));
    if header.kind != Kind::ExecutionReport {
        // 2021年决算和2022年上半年预算执行情况: what was carried out since is of the later year.
        let executed = heading.titles.iter().any(|title| title.contains(EXECUTION));
        let since = title.and_then(header::year_since).filter(|_| executed);
        return match since {
            Some(since) => (header.kind, year.or(Some(since))),
            None => (header.kind, header.fiscal_year),
        };
    }
    let kind = |title: &String| {
        if list(List::PlanTitle).any_in(title) {
            Some(Kind::Budget)
        } else if list(List::DoneTitle).any_in(title) {
            Some(Kind::FinalAccounts)
        } else {
            None
        }
    };
    let planned = title.and_then(header::year_planned);
    let has_draft =
        planned > header.fiscal_year || title.is_some_and(|title| title.contains(DRAFT));
    match heading.titles.iter().find_map(kind) {
        Some(Kind::Budget) => (Kind::Budget, year.or(planned).or(header.fiscal_year)),
        None if year > header.fiscal_year => (Kind::Budget, year),
        None if has_draft => (header.kind, year.or(header.fiscal_year)),
        _ => (Kind::FinalAccounts, year.or(header.fiscal_year)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::Folded;
    use crate::text::Text;

    #[test]
    fn the_year_executed_stands_in_the_title() {
        for (title, executed) in [
            (
                "黄平县2022年上半年预算执行情况和预算调整方案(草案)的报告",
                2022,
            ),
            (
                "黄平县2022年1至6月财政预算执行情况及调整预算(草案)的报告",
                2022,
            ),
            ("黄平县2022年预算执行情况和2023年预算草案的报告", 2022),
            (
                "黄平县2021年决算(草案)和2022年上半年预算执行情况的报告",
                2022,
            ),
            ("黄平县预算执行情况和2023年预算草案的报告", 2022),
        ] {
            let source = format!("{title}\n各位代表：\n");
            let header = header::read(&Folded::new(&Text::new(source)), None);
            let heading = Heading {
                titles: vec!["一般公共预算执行情况".to_owned()],
                ..Heading::default()
            };
            let expected = (Kind::FinalAccounts, Some(executed));
            assert_eq!(of(&header, &heading), expected, "{title}");
        }
    }

    #[test]
    fn accounts_with_the_months_since_have_two_years() {
        let source = "黄平县2021年决算(草案)和2022年上半年预算执行情况的报告\n各位代表：\n";
        let header = header::read(&Folded::new(&Text::new(source.to_owned())), None);
        for (titles, year) in [
            (&["一般公共预算收支决算情况"][..], 2021),
            (&["一般公共预算执行情况", "2021年决算情况"], 2021),
            (&["一般公共预算", "2022年上半年预算执行情况"], 2022),
            (&["一般公共预算执行情况"], 2022),
        ] {
            let heading = Heading {
                titles: titles.iter().map(|title| (*title).to_owned()).collect(),
                ..Heading::default()
            };
            let expected = (Kind::FinalAccounts, Some(year));
            assert_eq!(of(&header, &heading), expected, "{titles:?}");
        }
    }

    #[test]
    fn sections_of_a_report_have_their_own_books() {
        let source = "黄平县2022年预算执行情况和2023年预算草案的报告\n各位代表：\n";
        let header = header::read(&Folded::new(&Text::new(source.to_owned())), None);
        for (titles, expected) in [
            (
                &["一般公共预算", "2022年预算执行情况"][..],
                (Kind::FinalAccounts, Some(2022)),
            ),
            (&["收入", "预算执行情况"], (Kind::FinalAccounts, Some(2022))),
            (
                &["一般公共预算", "2023年预算草案"],
                (Kind::Budget, Some(2023)),
            ),
            (&["2023年预算"], (Kind::Budget, Some(2023))),
            (&["重点工作"], (Kind::ExecutionReport, Some(2022))),
        ] {
            let heading = Heading {
                titles: titles.iter().map(|title| (*title).to_owned()).collect(),
                ..Heading::default()
            };
            assert_eq!(of(&header, &heading), expected, "{titles:?}");
        }
    }
}
