//! Things: what is counted, where its name stands behind the number.

use super::label::is_sign;
use crate::grammar::heading::is_numeral;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::statement::{Class as Says, words};
use crate::text::Cut;

/// Behind what a thing is all at once, before its name.
const ALL_IN_ONE: &str = "一体的";
/// What it is all at once holds at most so many characters.
const LONGEST_ALL: usize = 60;

/// The longest name behind a number, in characters.
const LONGEST_THING: usize = 12;

/// The name of a thing that is counted and stands behind the number: `107万名未参保人员信息核实`.
pub fn behind(text: &str) -> Option<&str> {
    // 服务人口38.2万人的医疗: what stands behind 的 is done for those who are counted.
    let act = |text: &str| words(Says::Activity).begins(text);
    let text = match text.strip_prefix('的') {
        Some(rest) if act(rest) => return None,
        rest => rest.unwrap_or(text),
    };
    if text.starts_with('(') {
        return None;
    }
    // 一所集医疗、教学于一体的医院
    if let Some(name) = named_after_all(text) {
        return phrase_behind(name);
    }
    // 6个区中最多的
    if let Some(short) = words(Says::Short).at_start(text)
        && list(List::BehindShort).begins(text.behind(short.len()))
    {
        return Some(text.before(short.len()));
    }
    let phrase = text
        .before(phrase_end(text))
        .trim_end_matches(['近', '约', '超']);
    let end = match noun_end(phrase) {
        Some(end) => end,
        // 14个未开工
        None if phrase.starts_with('未') => return None,
        None if phrase.chars().count() <= LONGEST_THING => phrase.len(),
        None => return None,
    };
    let name = phrase.before(end);
    // 在省内外居住的退休人员: what stands before 的 only describes. But 草原的监测保护 is of 草原.
    let name = match name.split_once('的') {
        Some((thing, act)) if words(Says::Activity).begins(act) => thing,
        _ => name.rsplit_once('的').map_or(name, |(_, noun)| noun),
    };
    let name = name.trim_end_matches(['的', '和', '、']);
    let state = list(List::PersonState).begins(name);
    let begins = state || !words(Says::Stop).begins(name);
    let short = name.len() == phrase.len() && words(Says::Short).ends(name);
    (begins && (short || name.chars().count() >= 2)).then_some(name)
}

/// What stands behind that a thing is much at once: 集医疗、教学于一体的|医院.
fn named_after_all(text: &str) -> Option<&str> {
    let parts = text.strip_prefix('集')?;
    let reach = parts.char_indices().nth(LONGEST_ALL);
    let near = parts.before(reach.map_or(parts.len(), |(at, _)| at));
    let (all, _) = near.split_once(ALL_IN_ONE)?;
    let whole = !all.contains(['。', ';']);
    whole.then(|| parts.behind(all.len() + ALL_IN_ONE.len()))
}

/// Where the phrase that a text begins with ends: at a sign, a number, or a word that ends a name.
fn phrase_end(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            // 贫困（含部分已脱贫）人员 is one name.
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth > 0 => continue,
            _ if is_sign(c) || c.is_ascii_digit() || c == '《' => return at,
            _ => {}
        }
        // 6个区第3
        let ordinal = c == '第' && is_ordinal(text.behind(at + c.len_utf8()));
        // 一般公|共预算
        let in_word = c == '共' && text.before(at).ends_with('公');
        let ends = || ordinal || !in_word && stops(text.behind(at)) && !is_of_level(text, at);
        if depth < 0 || (at > 0 && ordinal) || (at > 3 && depth == 0 && ends()) {
            // 的 joins what describes to the name.
            if !text.behind(at).starts_with('的') || at > 60 {
                return at;
            }
        }
    }
    text.len()
}

/// 省级|以上文物保护单位, 规模|以上企业: whether a name goes on with what is of a level and above.
fn is_of_level(text: &str, at: usize) -> bool {
    let before = text.before(at);
    let level = before.strip_suffix('及').unwrap_or(before);
    let above = text.behind(at);
    let above = above.strip_prefix('及').unwrap_or(above);
    let named = list(List::OrMore).strip_prefix(above);
    list(List::OfLevel).ends(level)
        && named.is_some_and(|rest| rest.starts_with(|c: char| !is_sign(c)))
}

/// Whether words begin with a numeral.
fn is_ordinal(words: &str) -> bool {
    words.starts_with(|c: char| c.is_ascii_digit() || is_numeral(c))
}

/// Whether a name ends before these words: 工作 ends one, but 工作站 is part of it.
fn stops(text: &str) -> bool {
    let stop = words(Says::Stop).at_start(text).map_or(0, str::len);
    stop > words(Says::Noun).at_start(text).map_or(0, str::len)
}

/// Where the name that a phrase begins with ends: behind its head noun, or behind another one that
/// follows closely (企业离退休职工).
fn noun_end(phrase: &str) -> Option<usize> {
    let mut end: Option<usize> = None;
    for (at, _) in phrase.char_indices() {
        if let Some(last) = end
            && (at > last + 4 * '中'.len_utf8() || (at >= last && is_person(phrase.before(last))))
        {
            break;
        }
        if let Some(noun) = words(Says::Noun).at_start(phrase.behind(at)) {
            end = Some(end.map_or(at + noun.len(), |last| last.max(at + noun.len())));
        }
    }
    end
}

/// Whether a name ends in what people are called: it needs no other noun.
fn is_person(name: &str) -> bool {
    list(List::PersonEnd).ends(name)
}

/// The whole phrase behind a number: `763万元抚恤金，…`.
pub fn phrase_behind(text: &str) -> Option<&str> {
    let end = text.find(is_sign).unwrap_or(text.len());
    let phrase = text.before(end).trim_start_matches('的');
    let length = phrase.chars().count();
    (2..=24).contains(&length).then_some(phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_behind_the_number() {
        for (text, name) in [
            ("未参保人员信息核实工作", Some("未参保人员")),
            ("企业提供上门服务", Some("企业")),
            ("项目编制了绩效目标", Some("项目")),
            ("在职职工2020年度", Some("在职职工")),
            ("区中最少的区", Some("区")),
            ("村收支情况", Some("村")),
            ("区第3", Some("区")),
            ("县(市)区一般公共预算收入", Some("县(市)区")),
            ("集养殖、加工于一体的农场,", Some("农场")),
            ("集中供水点", Some("集中供水点")),
            ("集体和8个单位", Some("集体")),
            ("区中心小学", Some("区中心小学")),
            ("省级以上文物保护单位", Some("省级以上文物保护单位")),
            ("规模以上企业", Some("规模以上企业")),
            ("地级以上市、", Some("地级以上市")),
            ("县级及以上公立医院", Some("县级及以上公立医院")),
            (",其中", None),
            ("。", None),
            ("的122.5%", None),
        ] {
            assert_eq!(behind(text), name, "{text}");
        }
    }
}
