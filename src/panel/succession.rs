//! Which issuers are one agency, by the names that it has had and by what it was called.
//!
//! Documents of one name may call it a department here and a unit there: they are taken for one agency if no two of them
//! are of one year and kind, as they would be if the department and its office both published.
//!
//! Agencies are renamed and merged by reforms, and keep their class. Departments of a class in a region are taken for one
//! agency if no two of them publish for one year, the later begins not more than two years after the earlier ends, and
//! their names end as those of agencies do, not of offices under one: any sign of a second agency leaves all of them by
//! themselves. A region that became another as a whole, a county a district, is one region.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::issuers::Issuer;
use super::words;
use crate::lexicon::regions::regions;
use crate::lexicon::rows::PanelClass;
use crate::record::UnitKind;
use crate::text::pairs;

/// No more years may be between two names.
const APART: i32 = 2;

/// The years of which an issuer has documents, each with whether it is a budget.
pub type Years = BTreeSet<(i32, bool)>;

/// For each issuer the one that its agency is now; itself if it is not known to have been another.
pub fn agencies(issuers: &[Issuer], years: &[Years]) -> Vec<usize> {
    let (called, named) = (called(issuers, years), renamed(issuers, years));
    let now = |at| {
        let at = called.get(&at).copied().unwrap_or(at);
        named.get(&at).copied().unwrap_or(at)
    };
    (0..issuers.len()).map(now).collect()
}

/// The code of an issuer's region today.
fn region(issuer: &Issuer) -> Option<&str> {
    let region = issuer.key.region.as_deref()?;
    Some(regions().now(region).unwrap_or(region))
}

/// Issuers of one name that are departments here and units there, each with the last of them.
fn called(issuers: &[Issuer], years: &[Years]) -> HashMap<usize, usize> {
    let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, issuer) in issuers.iter().enumerate() {
        let key = &issuer.key;
        alike
            .entry((region(issuer), &key.name, key.scope))
            .or_default()
            .push(at);
    }
    let mut agencies = HashMap::new();
    for (_, alike) in alike {
        let own = || alike.iter().filter_map(|at| years.get(*at));
        let together: Years = own().flatten().copied().collect();
        let is_one = together.len() == own().map(Years::len).sum::<usize>();
        let last = |at: &&usize| years.get(**at).and_then(|years| years.last().copied());
        let Some(now) = alike.iter().max_by_key(last).filter(|_| is_one) else {
            continue;
        };
        agencies.extend(alike.iter().map(|at| (*at, *now)));
    }
    agencies
}

/// Departments that follow each other under other names, each with the last of them.
fn renamed(issuers: &[Issuer], years: &[Years]) -> HashMap<usize, usize> {
    let mut alike: BTreeMap<(&str, &str, _), Vec<usize>> = BTreeMap::new();
    for (at, issuer) in issuers.iter().enumerate() {
        let key = &issuer.key;
        let (Some(region), Some(class)) = (region(issuer), &issuer.agency_class) else {
            continue;
        };
        let is_agency = words::of(PanelClass::Agency).any(|end| key.name.ends_with(end));
        if is_agency && key.unit_kind == Some(UnitKind::Department) {
            alike
                .entry((region, class, key.scope))
                .or_default()
                .push(at);
        }
    }
    let mut agencies = HashMap::new();
    for (_, mut alike) in alike {
        let first = |at: &usize| Some(years.get(*at)?.first()?.0);
        let last = |at: &usize| Some(years.get(*at)?.last()?.0);
        alike.sort_by_key(first);
        let follow = pairs(&alike).all(|(earlier, later)| {
            let gap = first(later)
                .zip(last(earlier))
                .map(|(first, last)| first - last);
            gap.is_some_and(|gap| (1..=APART).contains(&gap))
        });
        let Some(now) = alike.last().copied().filter(|_| follow) else {
            continue;
        };
        agencies.extend(alike.into_iter().map(|at| (at, now)));
    }
    agencies
}

#[cfg(test)]
mod tests {
    use super::super::issuers::Key;
    use super::*;

    /// Names, and the years of which each has documents.
    type Named = &'static [(&'static str, &'static [i32])];

    fn issuer(name: &str) -> Issuer {
        Issuer {
            id: name.to_owned(),
            key: Key {
                region: Some("330122".to_owned()),
                name: name.to_owned(),
                unit_kind: Some(UnitKind::Department),
                scope: None,
            },
            region_name: None,
            level: None,
            agency_class: Some("自然资源".to_owned()),
            documents: 1,
        }
    }

    #[test]
    fn names_that_follow_each_other_are_one_agency() {
        let cases: [(Named, &[usize]); 5] = [
            (
                &[
                    ("甲县国土资源局", &[2017, 2018]),
                    ("甲县自然资源局", &[2019, 2020]),
                ],
                &[1, 1],
            ),
            (
                &[("甲县自然资源局", &[2019]), ("甲县国土资源局", &[2018])],
                &[0, 0],
            ),
            // Both of one year, years apart, or no agency.
            (
                &[
                    ("甲县国土资源局", &[2018, 2019]),
                    ("甲县自然资源局", &[2019]),
                ],
                &[0, 1],
            ),
            (
                &[("甲县国土资源局", &[2015]), ("甲县自然资源局", &[2019])],
                &[0, 1],
            ),
            (
                &[("甲县国土资源局", &[2018]), ("甲县土地整理中心", &[2019])],
                &[0, 1],
            ),
        ];
        for (named, told) in cases {
            let issuers: Vec<Issuer> = named.iter().map(|(name, _)| issuer(name)).collect();
            let years: Vec<Years> = named
                .iter()
                .map(|(_, years)| years.iter().map(|year| (*year, false)).collect())
                .collect();
            assert_eq!(agencies(&issuers, &years), told, "{named:?}");
        }
    }

    #[test]
    fn a_county_that_became_a_district_keeps_its_agencies() {
        let of = |name: &str, region: &str| Issuer {
            key: Key {
                region: Some(region.to_owned()),
                ..issuer(name).key
            },
            ..issuer(name)
        };
        let years = |year: i32| -> Years { [(year, false)].into() };
        let (before, after) = (
            of("太谷县自然资源局", "140726"),
            of("太谷区自然资源局", "140703"),
        );
        assert_eq!(
            agencies(&[before, after], &[years(2019), years(2020)]),
            [1, 1]
        );
        let (one, other) = (
            of("桐庐县自然资源局", "330122"),
            of("太谷区自然资源局", "140703"),
        );
        assert_eq!(agencies(&[one, other], &[years(2019), years(2020)]), [0, 1]);
    }

    #[test]
    fn one_name_is_one_agency_unless_both_publish() {
        let unit = Issuer {
            key: Key {
                unit_kind: Some(UnitKind::Unit),
                ..issuer("甲县水文站").key
            },
            ..issuer("甲县水文站")
        };
        let issuers = [issuer("甲县水文站"), unit];
        let years = |own: &[(i32, bool)]| -> Years { own.iter().copied().collect() };
        let budgets = years(&[(2020, true), (2021, true)]);
        let finals = years(&[(2020, false), (2021, false)]);
        assert_eq!(agencies(&issuers, &[budgets.clone(), finals]), [0, 0]);
        assert_eq!(
            agencies(&issuers, &[budgets.clone(), years(&[(2021, true)])]),
            [0, 1]
        );
        assert_eq!(
            agencies(&issuers, &[budgets, years(&[(2022, true)])]),
            [1, 1]
        );
    }
}
