//! What an agency does, by the words of its name: `data/agency_classes.tsv`.

use std::sync::LazyLock;

use super::lists::{Class as List, list};
use super::regions::regions;
use super::rows::Word;
use crate::index::Index;
use crate::text::Cut;

/// The shortest name of a unit, in characters: 分局 and 办公室 are parts of a department.
const SHORTEST_UNIT: usize = 4;

struct Lexicon {
    words: Index<&'static str>,
    endings: Vec<(&'static str, &'static str)>,
    wholes: Vec<(&'static str, &'static str)>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let rows = || {
        let rows = Word::<Box<str>>::all().iter();
        rows.map(|row| (&*row.class, &*row.word))
    };
    let plain = rows().filter(|(_, word)| !word.starts_with('=') && !word.ends_with('$'));
    Lexicon {
        words: Index::beginning(plain.map(|(class, word)| (word, class))),
        endings: rows()
            .filter_map(|(class, word)| Some((class, word.strip_suffix('$')?)))
            .collect(),
        wholes: rows()
            .filter_map(|(class, word)| Some((class, word.strip_prefix('=')?)))
            .collect(),
    }
});

/// The class of the agency of this folded name; `None` where its name says none, or that of a unit more than
/// one. A department that was merged of several has the class of the first that it names, a unit under a department has the class of its own work, if its name says one.
pub fn class_of(name: &str) -> Option<&'static str> {
    let core = without_place(name);
    within_zone(&core)
        .and_then(class_of_core)
        .or_else(|| class_of_core(&core))
}

/// The class of an agency whose name has no place any more.
fn class_of_core(core: &str) -> Option<&'static str> {
    match unit(core) {
        Some((department, unit)) => class_of_words(unit).or_else(|| class_of_words(department)),
        None => class_of_words(core),
    }
}

/// Whether a name is that of a unit under a department that it names (某县水利局|灌区管理站).
pub fn names_unit(name: &str) -> bool {
    unit(&without_place(name)).is_some()
}

/// The agency of a development zone behind the name of the zone: 高新技术产业开发区|民政局. Those who manage the zone
/// have it for their work.
fn within_zone(core: &str) -> Option<&str> {
    let (at, zone) = list(List::ZoneEnd).found_in(core).last()?;
    let agency = core.behind(at + zone.len());
    (!list(List::ManagesZone).begins(agency)).then_some(agency)
}

/// A name without the place that it is of.
fn without_place(name: &str) -> String {
    match regions().first_in(name) {
        Some(place) => [name.before(place.range.start), name.behind(place.range.end)].concat(),
        None => name.to_owned(),
    }
}

/// Department and unit, where the name gives both.
fn unit(core: &str) -> Option<(&str, &str)> {
    list(List::DepartmentOfUnit)
        .words()
        .filter_map(|end| Some(core.find(end)? + end.len()))
        .min()
        .map(|at| core.split_at(at))
        .filter(|(_, unit)| unit.chars().count() >= SHORTEST_UNIT)
        // 中国共产党…委员会|统一战线工作部 is a department, not a unit under one.
        .filter(|(_, unit)| !list(List::OfficeOfCommittee).ends(unit))
}

fn class_of_words(words: &str) -> Option<&'static str> {
    let lexicon = &*LEXICON;
    if let Some((class, _)) = lexicon.wholes.iter().find(|(_, whole)| *whole == words) {
        return Some(class);
    }
    let endings = lexicon
        .endings
        .iter()
        .filter(|(_, end)| words.ends_with(end));
    if let Some((class, _)) = endings.max_by_key(|(_, end)| end.len()) {
        return Some(class);
    }
    // Neither 人民政府|金融工作办公室 nor 某县|人民政府 is of 民政.
    let words = match words.rsplit_once("人民政府") {
        Some((head, "")) => head,
        Some((_, office)) => office,
        None => words,
    };
    let found = lexicon.words.longest_in(words);
    let mut classes = found.map(|(_, entry)| entry.says);
    let first = classes.next()?;
    // A department that was merged of several is told by the first, a unit that says two things by none.
    let merged = list(List::MergedEnd).ends(words);
    (merged || classes.all(|class| class == first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn renamed_agencies_stand_together() {
        for (name, expected) in [
            ("巴中市国土资源局", Some("自然资源")),
            ("巴中市自然资源和规划局", Some("自然资源")),
            ("青阳县卫生和计划生育局", Some("卫生健康")),
            ("青阳县卫生健康委员会", Some("卫生健康")),
            ("廉江市旅游局", Some("文化和旅游")),
            ("廉江市文化广电旅游体育局", Some("文化和旅游")),
            ("盘山县安全生产监督管理局", Some("应急管理")),
            ("盘山县应急管理局", Some("应急管理")),
            ("隆化县工商行政管理局", Some("市场监管")),
            ("隆化县食品药品监督管理局", Some("市场监管")),
            ("隆化县扶贫开发办公室", Some("农业农村")),
            ("隆化县乡村振兴局", Some("农业农村")),
            ("红河州大数据管理局", Some("数据")),
            ("武胜县医疗保障局", Some("医疗保障")),
            ("武胜县机关事业单位养老保险局", Some("人力资源社会保障")),
            ("中共来宾市委组织部", Some("组织")),
            ("中共上海市普陀区委社会工作部", Some("社会工作")),
            ("中共鹤庆县委员会办公室", Some("党委办公室")),
            ("中共鹤庆县委办公室", Some("党委办公室")),
            ("政协祁东县委员会办公室", Some("政协")),
            ("赤水市人民代表大会常务委员会办公室", Some("人大")),
            ("兰考县人民政府办公室", Some("政府办公室")),
            ("南通市第三人民医院", Some("医院")),
            ("濮阳县实验小学", Some("学校")),
            ("中共濮阳县委党校", Some("党校")),
            ("佛山市南海区大沥镇人民政府", Some("乡镇街道")),
            ("昆明市官渡区人民法院", Some("法院")),
            ("宣汉县后河灌区管理处", Some("水利")),
            ("宣汉县水务局后河灌区管理处", Some("水利")),
            ("延吉市民政局殡葬管理处", Some("民政")),
            ("定边县教育和体育局", Some("教育")),
            // A zone has agencies of its own.
            ("成都高新技术产业开发区民政局", Some("民政")),
            ("广州经济技术开发区卫生局", Some("卫生健康")),
            ("成都高新技术产业开发区实验小学", Some("学校")),
            ("广州经济技术开发区管理委员会", Some("开发区")),
            ("广州经济技术开发区管委会", Some("开发区")),
            ("某某风景名胜区管理处", Some("开发区")),
            // Merged departments are told by what they name first.
            ("定边县农业农村和水务局", Some("农业农村")),
            ("某县文化旅游广电体育局", Some("文化和旅游")),
            ("某县文化广电旅游和体育局", Some("文化和旅游")),
            ("某县旅游和文化广电体育局", Some("文化和旅游")),
            ("某县文体旅游局", Some("文化和旅游")),
            ("某县科技和工业信息化局", Some("工业和信息化")),
            ("某县科技工信局", Some("工业和信息化")),
            ("某县工业和科技局", Some("工业和信息化")),
            ("某县工业信息化和商务局", Some("工业和信息化")),
            ("某县工业商务和科技局", Some("工业和信息化")),
            ("某县经济商务和科技局", Some("商务")),
            ("某县商务粮食局", Some("商务")),
            ("某县商务和工业信息化局", Some("商务")),
            ("某县政务服务数据管理局", Some("行政审批")),
            ("某县政务服务和大数据管理局", Some("行政审批")),
            ("某县行政审批服务局", Some("行政审批")),
            ("某县行政审批和政务信息管理局", Some("行政审批")),
            ("某县数据和政务服务局", Some("数据")),
            ("某县数据局", Some("数据")),
            ("某县住房和城乡规划建设局", Some("住房和城乡建设")),
            ("某县住房和城乡建设交通局", Some("住房和城乡建设")),
            ("某县住建和交通运输局", Some("住房和城乡建设")),
            ("某县城乡建设和交通局", Some("住房和城乡建设")),
            ("某县人民政府金融工作办公室", Some("金融")),
            ("兰考县人民政府", None),
            ("某县财政金融局", Some("财政")),
            ("某县农业农村水利局", Some("农业农村")),
            ("某县农牧水务局", Some("农业农村")),
            ("某县农牧和科技局", Some("农业农村")),
            ("某县林业水利局", Some("林业和草原")),
            ("某县自然资源和林业局", Some("自然资源")),
            ("某县民政和人力资源社会保障局", Some("民政")),
            ("某县民政和退役军人事务局", Some("民政")),
            ("某县退役军人事务局", Some("退役军人")),
            ("某县卫生健康和医疗保障局", Some("卫生健康")),
            ("某县疾病预防控制局", Some("卫生健康")),
            ("某县发展改革和经济信息化局", Some("发展改革")),
            ("某县发展和改革科技局", Some("发展改革")),
            ("某县发展和改革统计局", Some("发展改革")),
            ("某县财政和国有资产监督管理局", Some("财政")),
            ("中共某县委员会社会工作部", Some("社会工作")),
            ("中国人民政治协商会议某县委员会办公室", Some("政协")),
            ("政协第九届某县委员会办公室", Some("政协")),
            ("某县古树名木保护中心", Some("林业和草原")),
            ("某县林业种子站", Some("林业和草原")),
            ("某县中药材产业办公室", Some("农业农村")),
            ("某县生态修复管护中心", Some("自然资源")),
            // A unit's name says two things, or none.
            ("定边县水利交通服务中心", None),
            ("定边县综合服务中心", None),
        ] {
            assert_eq!(class_of(name), expected, "{name}");
        }
    }
}
