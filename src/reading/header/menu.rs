//! Lines of a web site around a document: its name and its menu, which name agencies that disclose nothing.

use crate::lexicon::cues::{Class as Cue, cue};

/// A menu is no longer, in characters.
const LONGEST: usize = 160;
/// So many words of menus make one, where none of them leads home.
const MANY: usize = 3;

/// `兰考县人民政府门户网站`, `首页 政务公开 互动交流 县水利局`.
pub(super) fn is_of_site(line: &str) -> bool {
    let line = line.trim();
    if line.is_empty() || line.chars().nth(LONGEST).is_some() || line.contains('。') {
        return false;
    }
    cue(Cue::SiteEnd).ends(line) || is_menu(line)
}

fn is_menu(line: &str) -> bool {
    let words = cue(Cue::MenuWord).found_in(line).take(MANY).count();
    // A title that names so many has a year.
    words >= MANY && !line.contains('年') || words > 0 && cue(Cue::MenuHome).any_in(line)
}

/// The line around a place.
pub(super) fn line_at(text: &str, range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let (before, behind) = (text.get(..range.start), text.get(range.end..));
    let start = before
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at + 1);
    let end = behind.and_then(|behind| behind.find('\n'));
    start..end.map_or(text.len(), |at| range.end + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn menus_and_names_of_sites() {
        for line in [
            "兰考县人民政府门户网站",
            "首页 政务公开 解读回应 互动交流 兰考县人民政府",
            "首页政务公开县水利局",
            "政府信息公开 政务服务 互动交流 走进兰考",
            "网站首页 | 预决算公开 | 县财政局",
            "首页>政务公开>县财政局>2022年部门预算",
        ] {
            assert!(is_of_site(line), "{line}");
        }
        for line in [
            "",
            "兰考县水利局2022年部门预算",
            "兰考县政务服务和大数据管理局2022年部门决算",
            "兰考县人民政府信息公开中心",
            "兰考县人民政府门户网站建设项目绩效评价报告",
            "首页",
            "兰考县2022年政务公开、政务服务、互动交流经费绩效评价报告",
        ] {
            assert!(!is_of_site(line), "{line}");
        }
    }
}
