//! What kind of agency discloses: of which tier, of what work, a department or a unit under one.

use super::issuer;
use crate::lexicon::agency_classes;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::patterns::{Says, patterns};
use crate::lexicon::regions::{Rank, Region};
use crate::record::{Level, UnitKind};

/// The class of the agencies of townships and streets.
const TOWNSHIP: &str = "乡镇街道";

/// The tier of government that an agency belongs to: by its place, and by what it calls itself.
pub(super) fn level(name: Option<&str>, region: Option<&Region>) -> Option<Level> {
    let class = name.and_then(agency_classes::class_of);
    let in_township = name.is_some_and(|name| list(List::InTownship).any_in(name));
    if class == Some(TOWNSHIP) || in_township {
        return Some(Level::Township);
    }
    let rank = match region {
        // 天津市第二中学: a school that bears the name of its municipality is that of one of its districts as often.
        Some(region) if region.rank == Rank::Province && name.is_some_and(is_school) => {
            return None;
        }
        Some(region) => region.rank,
        // 县财政局: of the ranks that the first character allows, where it is one.
        None => match issuer::relative_rank(name?)? {
            [only] => *only,
            _ => return None,
        },
    };
    Some(match rank {
        Rank::Province => Level::Province,
        Rank::City => Level::City,
        Rank::County => Level::County,
    })
}

/// Whether a name is that of a school below universities.
fn is_school(name: &str) -> bool {
    list(List::SchoolEnd).ends(name)
}

/// So much of a text may say what the agency is.
const NEAR: usize = 8 << 10;

/// Whether a disclosure is of a department, or of one unit: by its title, else by the agency's name
/// and what the text says of it.
pub(super) fn unit_kind(title: &str, name: Option<&str>, text: &str) -> Option<UnitKind> {
    if list(List::UnitTitle).any_in(title) && !is_of_government(title) {
        return Some(UnitKind::Unit);
    }
    let name = name?;
    let ends = |words: List| list(words).ends(name);
    if agency_classes::names_unit(name) {
        return Some(UnitKind::Unit);
    }
    if ends(List::DepartmentEnd) {
        return Some(UnitKind::Department);
    }
    let near = issuer::cut(text, NEAR);
    let says = |says| patterns(says).any_in(near);
    // 本中心及所属2个事业单位: it is a department after all.
    let superior = || says(Says::HasUnits);
    if ends(List::UnitEnd) {
        let kind = if superior() {
            UnitKind::Department
        } else {
            UnitKind::Unit
        };
        return Some(kind);
    }
    let subordinate = || says(Says::IsUnit) && !superior();
    match (ends(List::EitherEnd), title.contains("部门")) {
        // 部门 is also what many units under one call themselves in the template's words.
        (true, true) if !subordinate() => Some(UnitKind::Department),
        (true, _) => Some(UnitKind::Unit),
        (false, true) => Some(UnitKind::Department),
        (false, false) => None,
    }
}

/// Whether a title is on the accounts of a level of government: 2021年市本级“三公”经费, but not 水利局本级.
fn is_of_government(title: &str) -> bool {
    let mut tiers = list(List::Tier).found_in(title).map(|(_, word)| word);
    let of_tier = tiers.any(|word| word != OWN_LEVEL && word.ends_with(OWN_LEVEL));
    of_tier && !list(List::OwnPart).any_in(title)
}

/// What an agency or a government calls itself without those under it.
const OWN_LEVEL: &str = "本级";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::regions::regions;

    #[test]
    fn agencies_have_tiers() {
        for (name, code, expected) in [
            ("贵州省自然资源厅", Some("520000"), Some(Level::Province)),
            ("岳阳市国资委", Some("430600"), Some(Level::City)),
            ("柞水县审计局", Some("611026"), Some(Level::County)),
            ("大沥镇人民政府", Some("440605"), Some(Level::Township)),
            // Whose a school is, the name of a municipality does not tell; nor is it a province's.
            ("天津市第九十中学", Some("120000"), None),
            (
                "天津市东丽区第九十中学",
                Some("120110"),
                Some(Level::County),
            ),
            ("岳阳市第九十中学", Some("430600"), Some(Level::City)),
            ("天津市教育委员会", Some("120000"), Some(Level::Province)),
            (
                "湖南省河西职业技术学院",
                Some("430000"),
                Some(Level::Province),
            ),
            ("县水利局", None, Some(Level::County)),
            ("市水利局", None, None),
        ] {
            let region = code.and_then(|code| regions().by_code(code));
            assert_eq!(level(Some(name), region), expected, "{name}");
        }
    }

    #[test]
    fn departments_and_units() {
        use UnitKind::{Department, Unit};
        for (title, name, text, expected) in [
            (
                "某县水利局2020年部门决算",
                "某县水利局",
                "",
                Some(Department),
            ),
            ("某县水利局2020年单位决算", "某县水利局", "", Some(Unit)),
            ("某县水利局本级2020年部门决算", "某县水利局", "", Some(Unit)),
            // The accounts of a government are those of no unit.
            (
                "关于2020年县本级财政决算的报告",
                "某县财政局",
                "",
                Some(Department),
            ),
            ("2020年部门预算", "某县水利局灌区管理站", "", Some(Unit)),
            (
                "2020年部门预算",
                "某县灌区管理站",
                "本站为县水利局下属二级预算单位。",
                Some(Unit),
            ),
            (
                "2020年部门预算",
                "某市机关事务服务中心",
                "下属二级预算单位3个",
                Some(Department),
            ),
            ("2020年部门预算", "某县粮油监测站", "", Some(Unit)),
            (
                "2020年部门预算",
                "某县林场",
                "本场及所属2个事业单位",
                Some(Department),
            ),
            ("", "某县第一中学", "", Some(Unit)),
            ("", "中共某县委员会办公室", "", Some(Department)),
        ] {
            assert_eq!(
                unit_kind(title, Some(name), text),
                expected,
                "{title} {name}"
            );
        }
    }
}
