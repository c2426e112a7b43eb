//! The names that regions go by: in full, cut short, and those that are listed.

use rustc_hash::FxHashMap as HashMap;

use super::super::lists::{Class as List, list};
use super::super::rows::{People, RegionAlias};
use super::{Form, Meanings, Rank, Region, Status, numbered};

/// Names under construction.
#[derive(Default)]
pub(super) struct Names(pub(super) HashMap<String, Meanings>);

impl Names {
    /// What a name may stand for.
    pub(super) fn of(&self, name: &str) -> &[(u16, Form)] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Adds a region that a name may stand for.
    pub(super) fn add(&mut self, name: String, region: u16, form: Form) {
        let meanings = self.0.entry(name).or_default();
        if !meanings.iter().any(|(other, _)| *other == region) {
            meanings.push((region, form));
        }
    }

    /// Derived and listed short forms. None may be the full name of another region.
    pub(super) fn add_short_forms(
        &mut self,
        regions: &[Region],
        by_code: &HashMap<&'static str, u16>,
    ) {
        for (at, region) in (0u16..).zip(regions) {
            let shorts = match region.status {
                Status::Current => short_forms(region),
                Status::Former => Vec::new(),
                Status::Zone => zone_alone(region, regions, by_code).into_iter().collect(),
            };
            for (short, form) in shorts {
                let taken = |(_, form): &(u16, Form)| *form == Form::Full;
                if !self.of(&short).iter().any(taken) {
                    self.add(short, at, form);
                }
            }
        }
        for RegionAlias { name, code } in RegionAlias::all() {
            if let Some(at) = by_code.get(&**code) {
                self.add(name.to_string(), *at, Form::Short);
            }
        }
    }
}

/// The short forms that a full name gives rise to.
fn short_forms(region: &Region) -> Vec<(String, Form)> {
    let name = region.name;
    let stem = |ending: &str| {
        let stem = without_peoples(name.strip_suffix(ending)?);
        (stem.chars().count() >= 2).then_some(stem)
    };
    let made = match region.rank {
        Rank::Province => list(List::ProvinceEnd)
            .at_end(name)
            .and_then(|ending| Some((stem(ending)?.to_owned(), Form::Short))),
        Rank::City => stem("自治州")
            .map(|stem| (format!("{stem}州"), Form::Short))
            .or_else(|| Some((stem("市")?.to_owned(), Form::Stem))),
        Rank::County => stem("自治县").map(|stem| (format!("{stem}县"), Form::Short)),
    };
    made.into_iter().collect()
}

/// A zone's name without the city's: 屈原管理区 of 岳阳市屈原管理区. Only 管理区 have a name of their own
/// there; 经济技术开发区 is what many cities have.
fn zone_alone(
    zone: &Region,
    regions: &[Region],
    by_code: &HashMap<&'static str, u16>,
) -> Option<(String, Form)> {
    let city = numbered(regions, *by_code.get(zone.parent)?).name;
    let alone = zone.name.strip_prefix(city)?;
    let own = alone.strip_suffix("管理区")?;
    (own.chars().count() >= 2).then(|| (alone.to_owned(), Form::Short))
}

/// A name without the names of peoples at its end: 恩施土家族苗族 becomes 恩施.
fn without_peoples(name: &str) -> &str {
    let mut stem = name;
    let peoples = People::all();
    while let Some(shorter) = peoples
        .iter()
        .find_map(|people| stem.strip_suffix(&*people.name))
    {
        // 东乡族自治县: the people's name is the place's name.
        if shorter.is_empty() {
            break;
        }
        stem = shorter;
    }
    stem
}
