//! Which issuers are one agency under the names that it has had.
//!
//! Agencies are renamed and merged by reforms, and keep their class. Departments of a class in a region are taken for one
//! agency if no two of them publish for one year, the later begins not more than two years after the earlier ends, and
//! their names end as those of agencies do, not of offices under one: any sign of a second agency leaves all of them by
//! themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::issuers::Issuer;
use super::words;
use crate::lexicon::rows::PanelClass;
use crate::record::UnitKind;

/// No more years may be between two names.
const APART: i32 = 2;

/// For each issuer the one that its agency is now; itself if it is not known to have had another name. `years` are those
/// of which each has documents.
pub fn agencies(issuers: &[Issuer], years: &[BTreeSet<i32>]) -> Vec<usize> {
    let mut alike: BTreeMap<(&str, &str, _), Vec<usize>> = BTreeMap::new();
    for (at, issuer) in issuers.iter().enumerate() {
        let key = &issuer.key;
        let (Some(region), Some(class)) = (&key.region, &issuer.agency_class) else {
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
    let mut agencies: Vec<usize> = (0..issuers.len()).collect();
    for (_, mut alike) in alike {
        let first = |at: &usize| years.get(*at).and_then(|years| years.first().copied());
        let last = |at: &usize| years.get(*at).and_then(|years| years.last().copied());
        alike.sort_by_key(first);
        let follow = alike
            .iter()
            .zip(alike.iter().skip(1))
            .all(|(earlier, later)| {
                let gap = first(later)
                    .zip(last(earlier))
                    .map(|(first, last)| first - last);
                gap.is_some_and(|gap| (1..=APART).contains(&gap))
            });
        let Some(now) = alike.last().copied().filter(|_| follow) else {
            continue;
        };
        for at in alike {
            agencies[at] = now;
        }
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
            let years: Vec<BTreeSet<i32>> = named
                .iter()
                .map(|(_, years)| years.iter().copied().collect())
                .collect();
            assert_eq!(agencies(&issuers, &years), told, "{named:?}");
        }
    }
}
