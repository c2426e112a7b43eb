//! Regions by name: provinces, cities and counties with their GB/T 2260 codes.
//!
//! A name may belong to several regions (朝阳区 of 北京市 and of 长春市). What stands before it says
//! which (`长春市朝阳区`); where nothing does, a [`Place`] keeps all that it may be.

mod names;

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap as HashMap;

use super::lists::{Class as List, list};
use super::rows::{ExtraKind, ExtraRegion, RegionRow};
use crate::text::Cut;
use names::Names;

pub use super::rows::Rank;

/// Whether a region is one today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// It is.
    Current,
    /// Abolished or renamed in the last years; older documents use its name and code.
    Former,
    /// A development zone: it publishes budgets, its code is no GB/T 2260 code.
    Zone,
}

/// A region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Six digits of GB/T 2260.
    pub code: &'static str,
    /// Official name.
    pub name: &'static str,
    /// Province, city or county.
    pub rank: Rank,
    /// Whether it is one today.
    pub status: Status,
    parent: &'static str,
}

/// How a name stands for a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// In full.
    Full,
    /// By a short form that is used alone: 广西, 恩施州.
    Short,
    /// By the stem of a city's name, which needs what follows to be sure: 南京 in 南京鼓楼区.
    Stem,
}

/// A name in a text that may stand for one region or for several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where the name stands, with the names of parents before it.
    pub range: Range<usize>,
    /// Whether the text gives the place's name in full.
    pub in_full: bool,
    /// Where the last of the names begins.
    last: usize,
    candidates: Vec<u16>,
}

/// The regions that a name may stand for.
type Meanings = Vec<(u16, Form)>;

/// The regions of China and their names.
pub struct Regions {
    regions: Vec<Region>,
    by_code: HashMap<&'static str, u16>,
    now: HashMap<&'static str, &'static str>,
    /// Every name with what it may stand for, by its first two characters, the longest first.
    names: HashMap<[char; 2], Vec<(String, Meanings)>>,
}

static REGIONS: LazyLock<Regions> = LazyLock::new(Regions::build);

/// All regions; read from the data files at the first call.
pub fn regions() -> &'static Regions {
    &REGIONS
}

/// Names made of nothing but a direction or the like (东区, 新市区, 城区) are also plain words: alone
/// they say nothing.
fn is_vague(name: &str) -> bool {
    name.chars().all(|c| "新老城市东西南北中郊矿区".contains(c))
}

/// Whether a name in full is so short that it may be the end of another: 宁县 of 某宁县.
fn is_short(name: &str) -> bool {
    name.chars().count() == 2 && list(List::CountyEnd).ends(name)
}

/// Whether a short name may begin behind these words: at the beginning, and behind what is no part of a name.
fn may_begin_behind(before: &str) -> bool {
    let han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    !before.ends_with(han) || list(List::BeforeShortPlace).ends(before)
}

impl Regions {
    /// The code that a region has today, as a whole, if it has another one than it had.
    pub fn now(&self, code: &str) -> Option<&'static str> {
        self.now.get(code).copied()
    }

    /// The region of a code.
    pub fn by_code(&self, code: &str) -> Option<&Region> {
        Some(numbered(&self.regions, *self.by_code.get(code)?))
    }

    /// The place that `text` begins with: names of parents and the last place, as far as each lies
    /// in the one before (`四川省成都市武侯区`).
    pub fn at_start(&self, text: &str) -> Option<Place> {
        let (mut rest, meanings) = self.behind_name(text)?;
        let mut candidates: Vec<u16> = wanted(meanings, |form| form != Form::Stem);
        let mut last = 0;
        let mut in_full = meanings.iter().any(|(_, form)| *form == Form::Full);
        let mut parents: Vec<u16> = wanted(meanings, |_| true);
        while let Some((next, meanings)) = self.behind_name(rest) {
            let within: Vec<u16> = wanted(meanings, |form| form != Form::Stem)
                .into_iter()
                .filter(|inner| parents.iter().any(|outer| self.lies_in(*inner, *outer)))
                .collect();
            if within.is_empty() {
                break;
            }
            in_full = meanings.iter().any(|(_, form)| *form == Form::Full);
            candidates.clone_from(&within);
            parents = within;
            last = text.len() - rest.len();
            rest = next;
        }
        (!candidates.is_empty()).then_some(Place {
            range: 0..text.len() - rest.len(),
            in_full,
            last,
            candidates,
        })
    }

    /// The first place named in `text`.
    pub fn first_in(&self, text: &str) -> Option<Place> {
        let mut chars = text.chars();
        loop {
            let rest = chars.as_str();
            if let Some((behind, _)) = self.behind_name(rest) {
                let (before, name) = text.split_at(text.len() - rest.len());
                let name = name.before(rest.len() - behind.len());
                if (!is_short(name) || may_begin_behind(before))
                    && let Some(place) = self.at_start(rest)
                {
                    return Some(place.moved(text.len() - rest.len()));
                }
                chars = behind.chars();
            } else {
                chars.next()?;
            }
        }
    }

    /// The places named in `text`, in order, parents joined to what lies in them.
    pub fn find_all(&self, text: &str) -> Vec<Place> {
        let mut places = Vec::new();
        let mut from = 0;
        while let Some(place) = self.first_in(text.behind(from)) {
            let place = place.moved(from);
            from = place.range.end;
            places.push(place);
        }
        places
    }

    /// The region of a place that can only be one: by its own name, or because of the regions
    /// `named` elsewhere in the same text.
    pub fn resolve(&self, text: &str, place: &Place, named: &[Place]) -> Option<&Region> {
        let alone = place.last == place.range.start;
        if let [only] = place.candidates[..]
            && !(alone && is_vague(text.within(place.range.clone())))
        {
            return Some(self.proper(only));
        }
        let mut fitting = place.candidates.iter().filter(|candidate| {
            named.iter().any(|other| {
                let [outer] = other.candidates[..] else {
                    return false;
                };
                outer != **candidate && self.lies_in(**candidate, outer)
            })
        });
        let first = *fitting.next()?;
        fitting.next().is_none().then(|| self.proper(first))
    }

    /// The region of a place that is known to lie in another.
    pub fn resolve_within(&self, place: &Place, outer: &Region) -> Option<&Region> {
        let outer = *self.by_code.get(outer.code)?;
        let mut fitting = place
            .candidates
            .iter()
            .filter(|at| self.lies_in(**at, outer));
        let first = *fitting.next()?;
        fitting.next().is_none().then(|| self.proper(first))
    }

    /// Whether a place may lie in another.
    pub fn is_within(&self, inner: &Place, outer: &Place) -> bool {
        let outer = &outer.candidates;
        let lies = |at: &u16| outer.iter().any(|outer| self.lies_in(*at, *outer));
        inner.candidates.iter().any(lies)
    }

    /// The region itself, or the one that a zone lies in.
    fn proper(&self, index: u16) -> &Region {
        let region = numbered(&self.regions, index);
        match region.status {
            Status::Zone => self.by_code(region.parent).unwrap_or(region),
            _ => region,
        }
    }

    fn lies_in(&self, inner: u16, outer: u16) -> bool {
        let outer = numbered(&self.regions, outer).code;
        let mut region = numbered(&self.regions, inner);
        while let Some(parent) = self.by_code(region.parent) {
            if parent.code == outer {
                return true;
            }
            region = parent;
        }
        false
    }

    /// What stands behind the longest name that `text` begins with, and what the name may mean.
    fn behind_name<'t>(&self, text: &'t str) -> Option<(&'t str, &[(u16, Form)])> {
        let mut names = self.names.get(&beginning(text)?)?.iter();
        names.find_map(|(name, meanings)| Some((text.strip_prefix(&**name)?, &**meanings)))
    }

    fn build() -> Self {
        let regions = read_regions();
        let by_code: HashMap<_, _> = (0u16..).zip(&regions).map(|(at, r)| (r.code, at)).collect();
        let mut names = Names::default();
        for (at, region) in (0u16..).zip(&regions) {
            // A former unit that a current one of the same name and parent has replaced is that one.
            let replaced = region.status != Status::Current
                && names
                    .of(region.name)
                    .iter()
                    .any(|(other, _)| numbered(&regions, *other).parent == region.parent);
            if !replaced {
                names.add(region.name.to_owned(), at, Form::Full);
            }
        }
        names.add_short_forms(&regions, &by_code);
        let mut by_beginning: HashMap<_, Vec<_>> = HashMap::default();
        for (name, meanings) in names.0 {
            // A test finds a name that is too short to have one.
            if let Some(beginning) = beginning(&name) {
                let names = by_beginning.entry(beginning).or_default();
                names.push((name, meanings));
            }
        }
        for names in by_beginning.values_mut() {
            names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        Self {
            regions,
            by_code,
            now: ExtraRegion::all()
                .iter()
                .filter(|row| !row.now.is_empty())
                .map(|row| (&*row.code, &*row.now))
                .collect(),
            names: by_beginning,
        }
    }
}

/// The region of a number.
#[expect(
    clippy::indexing_slicing,
    reason = "regions have their numbers from this list"
)]
fn numbered(regions: &[Region], index: u16) -> &Region {
    &regions[usize::from(index)]
}

/// The first two characters of a text.
fn beginning(text: &str) -> Option<[char; 2]> {
    let mut chars = text.chars();
    Some([chars.next()?, chars.next()?])
}

impl Place {
    /// The same place in a text that begins `by` bytes earlier.
    pub fn moved(mut self, by: usize) -> Self {
        self.range = self.range.start + by..self.range.end + by;
        self.last += by;
        self
    }
}

fn wanted(meanings: &[(u16, Form)], wanted: impl Fn(Form) -> bool) -> Vec<u16> {
    let fitting = meanings.iter().filter(|(_, form)| wanted(*form));
    fitting.map(|(at, _)| *at).collect()
}

fn read_regions() -> Vec<Region> {
    let current = RegionRow::all().iter().map(|row| Region {
        code: &row.code,
        name: &row.name,
        rank: row.level,
        status: Status::Current,
        parent: &row.parent,
    });
    let extra = ExtraRegion::all().iter().filter_map(|row| {
        Some(Region {
            code: &row.code,
            name: &row.name,
            rank: row.level,
            status: match row.kind {
                ExtraKind::Former => Status::Former,
                ExtraKind::Zone | ExtraKind::FormerZone => Status::Zone,
                ExtraKind::Placeholder => return None,
            },
            parent: &row.parent,
        })
    });
    current.chain(extra).collect()
}

#[cfg(test)]
mod tests {
    use super::super::rows::RegionAlias;
    use super::*;

    fn code(text: &str) -> Option<&'static str> {
        let place = regions().at_start(text)?;
        Some(regions().resolve(text, &place, &[])?.code)
    }

    #[test]
    fn finds_the_last_place_of_a_chain() {
        for (text, expected) in [
            ("湖南省长沙市岳麓区教育局", Some("430104")),
            ("广西南宁市青秀区民政局", Some("450103")),
            ("南京鼓楼区卫生健康委员会", Some("320106")),
            ("内蒙古自治区锡林郭勒盟财政局", Some("152500")),
            ("恩施州公安局", Some("422800")),
            ("新疆博州审计局", Some("652700")),
            ("峨边县林业局", Some("511132")),
            ("吉林省吉林市水利局", Some("220200")),
            ("上海市普陀区档案馆", Some("310107")),
            ("湖北省仙桃市统计局", Some("429004")),
            ("浙江省舟山市普陀区财政局", Some("330903")),
            // Abolished in 2021; documents of 2019 use it.
            ("龙海市农业农村局", Some("350681")),
            // A zone stands for the city it lies in.
            ("石家庄高新技术产业开发区财政局", Some("130100")),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }

    #[test]
    fn a_short_name_begins_where_a_name_may() {
        for (text, expected) in [
            ("宁县财政局", Some("宁县")),
            ("甘肃省庆阳市宁县财政局", Some("甘肃省庆阳市宁县")),
            ("中共道县委员会", Some("道县")),
            ("政协第九届夏县委员会", Some("夏县")),
            ("国家税务总局康县税务局", Some("康县")),
            ("2019年道县审计局", Some("道县")),
            ("关于宁县2019年预算", Some("宁县")),
            ("湖南省和道县", Some("湖南省")),
            // Longer names hold it.
            ("昌宁县财政局", Some("昌宁县")),
            ("景宁县财政局", Some("景宁县")),
            ("通道县财政局", Some("通道县")),
            ("晋宁县财政局", Some("晋宁县")),
            // No list holds the longer name.
            ("某宁县财政局", None),
            ("东道县财政局", None),
            ("江夏县教育局", None),
            // Words of their own.
            ("下达县级资金", None),
            ("公开县本级预算", None),
            ("治安县区", None),
        ] {
            let place = regions().first_in(text);
            assert_eq!(place.map(|place| &text[place.range]), expected, "{text}");
        }
        let places = regions().find_all("湖南省和道县");
        assert_eq!(places.len(), 2);
    }

    #[test]
    fn counties_of_earlier_years_have_the_code_that_they_had() {
        for (text, then, now) in [
            ("晋宁县财政局", "530122", Some("530115")),
            ("呈贡县民政局", "530121", Some("530114")),
            ("璧山县教育局", "500227", Some("500120")),
            ("铜山县水利局", "320323", Some("320312")),
            ("双流县审计局", "510122", Some("510116")),
            ("南康市统计局", "360782", Some("360703")),
            ("四川省郫县财政局", "510124", Some("510117")),
            // Merged with another, or named anew.
            ("大足县财政局", "500225", None),
            ("遵义县财政局", "520321", None),
        ] {
            assert_eq!(code(text), Some(then), "{text}");
            assert_eq!(regions().now(then), now, "{text}");
        }
        // What a county elsewhere is called for short stays open.
        assert_eq!(code("东乡县财政局"), None);
    }

    #[test]
    fn every_name_has_two_characters() {
        let all = regions().regions.iter();
        let mut names = all.map(|region| region.name);
        assert!(names.all(|name| regions().behind_name(name).is_some()));
        assert!(
            RegionAlias::all()
                .iter()
                .all(|alias| beginning(&alias.name).is_some())
        );
    }

    #[test]
    fn what_a_region_became_is_a_region_of_today() {
        assert_eq!(regions().now("350681"), Some("350604"));
        assert_eq!(regions().now("350604"), None);
        for row in ExtraRegion::all().iter().filter(|row| !row.now.is_empty()) {
            let now = regions().by_code(&row.now).unwrap();
            assert_eq!(now.status, Status::Current, "{}", row.name);
            // Its name kept the first character at least.
            assert_eq!(now.name.chars().next(), row.name.chars().next());
        }
    }

    #[test]
    fn leaves_open_what_a_name_does_not_say() {
        for text in [
            "鼓楼区教育局",
            "朝阳区审计局",
            "城区街道办事处",
            "经济技术开发区管理委员会",
            "市辖区财政局",
            "中山大学附属中学",
            "财政局",
        ] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    #[test]
    fn another_place_in_the_text_decides() {
        let text = "鼓楼区教育局";
        let place = regions().at_start(text).unwrap();
        let elsewhere = regions().find_all("江苏省和徐州市的通知");
        assert_eq!(elsewhere.len(), 2);
        let named = |name: &str| regions().find_all(name);
        let resolve = |named: &[Place]| regions().resolve(text, &place, named).map(|r| r.code);
        assert_eq!(resolve(&named("徐州市")), Some("320302"));
        assert_eq!(resolve(&named("福建省")), Some("350102"));
        // Two districts of that name lie in Jiangsu.
        assert_eq!(resolve(&named("江苏省")), None);
    }
}
