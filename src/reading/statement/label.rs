//! The label: the shortest noun phrase that names what is measured, in the document's words.

use super::date::{without_time, year_end};
use crate::grammar::heading;
use crate::lexicon::agencies;
use crate::lexicon::concepts;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::sides;
use crate::lexicon::statement::{Class as Says, words};
use crate::lexicon::units;
use crate::text::Cut;

/// Cleans the words before a number down to what they name; `None` where they name nothing.
/// `issuer` is the folded name of the disclosing agency.
pub fn clean(lead: &str, issuer: Option<&str>) -> Option<String> {
    // 局机关内设股室: whose they are is no part of the name.
    let inner = list(List::InnerOffice).found_in(lead).next();
    let lead = inner.map_or(lead, |(at, _)| lead.behind(at));
    let text = trimmed(behind_own_agency(lead), issuer);
    let text = without_ends(without_time(after_verb(text)));
    let text = without_cut_bracket(without_aside(text));
    if !is_generic(text) {
        return Some(without_together(text));
    }
    // 购置费2021年预算数: the name stands before the year.
    let lead = without_number(lead);
    let at = lead.find(|c: char| c.is_ascii_digit()).filter(|at| {
        year_end(lead).is_some_and(|end| end - at >= "2021年".len()) && is_generic(lead.behind(*at))
    })?;
    let before = without_ends(after_verb(trimmed(lead.before(at), issuer)));
    let named = before.chars().count() >= 2 && !is_generic(before) && !is_agency(before);
    named.then(|| without_together(before))
}

/// 县财政批复我局支出预算: what stands behind the agency's own name for itself.
fn behind_own_agency(lead: &str) -> &str {
    match list(List::OwnAgency).found_in(lead).last() {
        Some((at, word)) if at + word.len() < lead.len() => lead.behind(at + word.len()),
        _ => lead,
    }
}

/// Whether words end in what agencies are called.
pub fn is_agency(words: &str) -> bool {
    list(List::AgencyEnd).ends(words)
}

/// Whether words end in what money is called.
pub fn is_money_name(name: &str) -> bool {
    words(Says::Money).ends(name)
}

/// Whether words end in what totals are called: 总计, 总额.
pub fn is_total(name: &str) -> bool {
    name.ends_with(['计', '额'])
}

/// Cleans a name that stands apart from its number, such as a heading: its verbs are part of it.
pub fn clean_name(name: &str, issuer: Option<&str>) -> Option<String> {
    let text = without_time(without_number(name));
    // …建设项目绩效自评综述：
    let text = list(List::SummaryEnd).strip_suffix(text).unwrap_or(text);
    let text = without_ends(
        issuer
            .and_then(|issuer| text.strip_prefix(issuer))
            .unwrap_or(text),
    );
    (!is_generic(text)).then(|| text.to_owned())
}

/// 管护站(事业单位)公用经费: what is left of the agency's bracket is no part of the name.
fn without_cut_bracket(text: &str) -> &str {
    match text.split_once(')') {
        Some((agency, rest)) if agency.ends_with("单位") && !agency.contains('(') => rest,
        _ => text,
    }
}

/// Whether the words of a price name what is averaged: 户均增收, 单车年均. 人均 and 平均每台 do not.
pub fn is_average(words: &str) -> bool {
    words.contains('均') && !words.starts_with("平均") && words.chars().count() >= 4
}

/// Words that say of a price no more than of how many it is: 人均, 平均每辆, 每人每年.
pub fn each_alone(words_before: &str) -> Option<&str> {
    let text = without_number(words_before).trim_end_matches(['达', '到']);
    let text = list(List::LinkEnd).trim_end(text);
    let mut rest = text.strip_prefix("平均").unwrap_or(text);
    while !rest.is_empty() {
        rest = match rest.strip_prefix('每') {
            Some(behind) => {
                let unit = units::leading(behind).map(|unit| unit.name.len());
                let one = behind.chars().next().map(char::len_utf8);
                let behind = behind.behind(unit.or(one)?);
                Some(behind).filter(|rest| rest.is_empty() || rest.starts_with('每'))?
            }
            None => {
                let mean = words(Says::Per)
                    .at_start(rest)
                    .filter(|mean| mean.ends_with('均'))?;
                rest.behind(mean.len())
            }
        };
    }
    (!text.is_empty()).then_some(text)
}

/// 收、支总计(含结转和结余): what a bracket behind the name says besides is no part of it; nor is the cause
/// that 因 begins behind one (教育支出因增人增资).
fn without_aside(text: &str) -> &str {
    let text = match text.strip_suffix(')').and_then(|inner| inner.rfind('(')) {
        Some(at) if at > 0 && list(List::Aside).begins(text.behind(at + 1)) => text.before(at),
        _ => text,
    };
    let cause = text
        .split_once('因')
        .filter(|(_, cause)| !cause.starts_with('公'));
    match cause {
        Some(("", cause)) => cause.strip_prefix('为').unwrap_or(cause),
        Some((name, _)) if is_money_name(name) => name,
        _ => text,
    }
}

fn trimmed<'a>(text: &'a str, issuer: Option<&str>) -> &'a str {
    without_ends(without_agency(without_time(without_number(text)), issuer))
}

/// Takes 共 out of the middle: 养老保险共减免. In 公共, 共有 and the like it is part of a word.
fn without_together(text: &str) -> String {
    let in_word = list(List::TogetherWord);
    match text.split_once('共') {
        Some((before, rest))
            if !before.is_empty()
                && !in_word.begins(text.behind(before.len()))
                && !in_word.ends(text.before(text.len() - rest.len())) =>
        {
            // 全县共计救助
            format!("{before}{}", rest.strip_prefix('计').unwrap_or(rest))
        }
        _ => text.to_owned(),
    }
}

/// Whether the words before a number are a verb that waits for its object.
pub fn ends_in_verb(words_before: &str) -> bool {
    let text = words_before.trim_end_matches('了');
    words(Says::Object).ends(text) || words(Says::Verb).ends(text)
}

pub(super) fn is_sign(c: char) -> bool {
    matches!(
        c,
        ',' | '。' | ';' | ':' | '…' | '、' | '(' | ')' | '!' | '?' | '"' | '/' | '\n'
    )
}

/// Takes off a list number, mark-up and signs.
pub fn without_number(text: &str) -> &str {
    let text = text.trim_start_matches([
        ',', '、', ';', ':', '。', ' ', ')', '*', '-', '…', '.', '—', '/',
    ]);
    let (mark, _) = heading::mark_up(text);
    let text = text.behind(mark);
    // 一、二、三产业: numerals in a row number nothing.
    let numbered = heading::numbering(text).ok();
    let row = |rest: &str| heading::numbering(rest).is_ok() && !rest.starts_with('(');
    let numbered = numbered.filter(|(rest, _)| !(text.starts_with('一') && row(rest)));
    numbered.map_or(text, |(rest, _)| rest)
}

/// Takes off the agency that a label begins with.
fn without_agency<'a>(text: &'a str, issuer: Option<&str>) -> &'a str {
    let rest = issuer.and_then(|name| text.strip_prefix(name)).or_else(|| {
        let agency = agencies::find(text).into_iter().next()?;
        (agency.range.start == 0 && agency.range.end < text.len())
            .then(|| text.behind(agency.range.end))
    });
    let of_issuer = issuer.is_some_and(|issuer| text.starts_with(issuer));
    match rest {
        // 河西小学|教学楼新建项目: whose project it is.
        Some(rest)
            if !of_issuer
                && is_project(rest)
                && list(List::UnitEnd).ends(text.before(text.len() - rest.len())) =>
        {
            text
        }
        // 县人民医院|设备购置费: the money is that of another unit.
        Some(rest)
            if issuer.is_some_and(|issuer| {
                is_other_unit(text.before(text.len() - rest.len()), issuer)
            }) =>
        {
            text
        }
        // 中医医院|建设项目 is one name, and so is 监测站|点.
        Some(rest) if is_made_by_verb(rest) || rest.starts_with('点') => text,
        // 政府办公室|及相关机构事务 is one name.
        Some(rest) if list(List::GoesOn).begins(rest) => text,
        // 在校(园)学生: a bracket goes on with the name, but for one that says what an agency is.
        Some(rest) if rest.starts_with('(') && !rest.contains("单位)") => text,
        Some(rest) if !rest.is_empty() => {
            // 机关运行经费 is no 机关.
            let tail = list(List::AgencyTail).strip_prefix(rest);
            tail.filter(|tail| !tail.starts_with("运行") && !tail.is_empty())
                .unwrap_or(rest)
        }
        _ => text,
    }
}

/// Whether the name of a unit, perhaps a short one (县人民医院), is another than that of the agency.
fn is_other_unit(unit: &str, issuer: &str) -> bool {
    list(List::UnitEnd).ends(unit) && !issuer.ends_with(unit) && !unit.ends_with(issuer)
}

/// Whether words behind the name of an agency are what a project is of: 教学楼新建项目.
fn is_project(words_behind: &str) -> bool {
    let of = list(List::ProjectEnd).strip_suffix(words_behind);
    of.is_some_and(|of| {
        of.is_empty() || of.chars().count() >= 2 && !of.contains('的') && !is_generic(of)
    }) && concepts::find(words_behind).is_none()
}

/// Whether a name is that of a unit's project.
pub fn is_of_unit(name: &str) -> bool {
    list(List::ProjectEnd).ends(name)
        && agencies::find(name)
            .into_iter()
            .next()
            .is_some_and(|agency| {
                agency.range.start == 0 && list(List::UnitEnd).ends(name.within(agency.range))
            })
}

/// Whether words are a verb and a noun that make one name with what stands before it: 医院|建设项目.
fn is_made_by_verb(words_behind: &str) -> bool {
    words(Says::Object)
        .strip_prefix(words_behind)
        .or_else(|| words(Says::Verb).strip_prefix(words_behind))
        .is_some_and(|noun| list(List::MadeByVerb).contains(noun))
}

/// Takes off words that name nothing from both ends.
pub fn without_ends(text: &str) -> &str {
    let mut text = text.trim_matches(['*', ' ', '"', '、', ',', ';', '(', '-']);
    loop {
        if words(Says::Name).contains(text) {
            return text;
        }
        // 年末实有, 部门收入预算为: a name behind a head word keeps its tail.
        let bare = list(List::LinkEnd).trim_end(text);
        for name in [bare, words(Says::Head).strip_prefix(bare).unwrap_or(bare)] {
            if words(Says::Name).contains(name) {
                return name;
            }
        }
        // 一般公共预算支出数
        if let Some(rest) = text.strip_suffix('数')
            && words(Says::Money).ends(rest)
        {
            text = rest;
            continue;
        }
        if let Some(rest) = words(Says::Tail).strip_suffix(text)
            && rest.chars().nth(1).is_some()
            && !list(List::KeptEnd).ends(text)
            // 一般公共预算, 政府性基金预算 are names.
            && !list(List::BudgetName).ends(rest)
        {
            text = rest;
            continue;
        }
        match behind_head(text) {
            Some(rest) => text = rest,
            None => return text,
        }
    }
}

/// What stands behind the word that names nothing that a label begins with.
fn behind_head(text: &str) -> Option<&str> {
    let head = words(Says::Head).at_start(text);
    let word = head.or_else(|| list(List::SumSign).at_start(text))?;
    if list(List::OneWord).begins(text) {
        return None;
    }
    let rest = text.behind(word.len());
    // 加上级补助收入: 上 is part of the name.
    let cut = word.ends_with('上') && list(List::BehindUp).begins(rest);
    let rest = if cut {
        text.behind(word.len() - '上'.len_utf8())
    } else {
        rest
    };
    let kept = (word.contains('年') || word == "对") && words(Says::Keep).begins(rest)
        || head.is_none() && is_generic(rest);
    // 其中:本级收入3万元, 其中:当年收入3万元 is but a part of 收入.
    let parts = [List::Tier, List::SideKind];
    let part = sides::is_one(rest) && parts.iter().any(|class| list(*class).contains(word));
    // 全区/区本级收入: two names in one.
    let two = rest.starts_with('/');
    (!rest.is_empty() && !kept && !part && !two).then_some(rest)
}

/// What stands behind the verb that names what was done with the thing measured.
fn after_verb(text: &str) -> &str {
    if words(Says::Name).contains(text) {
        return text;
    }
    let is_object = |object: &str| {
        // A verb inside a noun (发放率, 购置费, 接待费) has no object; nor has one with a bracket: 购置(更新).
        object.chars().count() >= 2
            && !list(List::NoObject).begins(object)
            && !object.starts_with('(')
    };
    let last = words(Says::Object)
        .found_in(text)
        // 转移支付资金 is a name.
        .filter(|(at, _)| !text.before(*at).ends_with("转移"))
        // 医院建设项目: behind other words the verb is part of the name.
        .filter(|(at, _)| *at == 0 || !is_made_by_verb(text.behind(*at)))
        .filter(|(at, _)| !list(List::OneWord).begins(text.behind(*at)))
        .map(|(at, verb)| at + verb.len())
        .filter(|end| is_object(text.behind(*end)))
        .max();
    let mut text = last.map_or(text, |end| text.behind(end));
    if let Some(planned) = list(List::BeforeVerb).strip_prefix(text)
        && words(Says::Verb).begins(planned)
    {
        text = planned;
    }
    while let Some(object) = words(Says::Verb).strip_prefix(text) {
        let object = object.trim_start_matches('了');
        // 接待费 and 采购支出 are names with a verb in them; so is whatever the codebook knows. 税收收入 of 完成税收收入
        // is known too.
        let known = || {
            !object.starts_with('(')
                && !list(List::Side).begins(object)
                && concepts::find(object).is_some()
        };
        let verb = text.len() - object.len();
        let one_word = list(List::OneWord).at_start(text);
        if one_word.is_some_and(|word| word.len() > verb)
            || !(is_object(object) || known())
            || concepts::find(text).is_some()
        {
            break;
        }
        text = object;
    }
    text
}

/// Whether a label consists of words that name nothing.
pub fn is_generic(text: &str) -> bool {
    let named = list(List::Side).any_in(text) && list(List::SideKind).any_in(text);
    if named || words(Says::Name).contains(text) {
        return false;
    }
    let mut rest = text;
    let hollow = [Says::Generic, Says::Head, Says::Verb, Says::Object];
    while let Some(c) = rest.chars().next() {
        let behind = hollow
            .iter()
            .find_map(|class| words(*class).strip_prefix(rest));
        rest = match behind {
            Some(behind) => behind,
            None if c.is_ascii() || is_sign(c) || c == '年' => rest.behind(c.len_utf8()),
            None => return false,
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_cut_to_what_they_name() {
        for (lead, label) in [
            ("2020年总收入", "总收入"),
            ("2020年度收入总计", "收入总计"),
            ("5日内支出", "内支出"),
            ("某县水利局2022年支出预算", "支出预算"),
            ("其中人员经费支出", "人员经费支出"),
            ("1.因公出国(境)经费支出", "因公出国(境)经费支出"),
            ("“三公”经费财政拨款支出决算为", "“三公”经费财政拨款支出"),
            ("一般公共预算支出决算数为", "一般公共预算支出"),
            ("本年收入合计", "本年收入合计"),
            ("年初结转和结余", "年初结转和结余"),
            ("2019年年初结转和结余资金", "2019年年初结转和结余资金"),
            ("截至2020年12月31日,共有车辆", "截至2020年12月31日,共有车辆"),
            ("全市累计发放各类待遇", "各类待遇"),
            ("征收企业养老保险费", "企业养老保险费"),
            ("公务接待费支出", "公务接待费支出"),
            ("待遇发放率", "待遇发放率"),
            ("对个人和家庭的补助支出", "对个人和家庭的补助支出"),
            ("对附属单位补助支出", "对附属单位补助支出"),
            (
                "公务用车购置及运行维护费支出",
                "公务用车购置及运行维护费支出",
            ),
        ] {
            let read = clean(lead, None);
            if lead.starts_with("截至") {
                assert_eq!(read.as_deref(), Some("车辆"), "{lead}");
                continue;
            }
            assert_eq!(read.as_deref(), Some(label), "{lead}");
        }
    }

    #[test]
    fn what_names_nothing() {
        for lead in [
            "项目全年预算数",
            "执行数为",
            "2020年预算数为",
            "",
            "共计支出",
            "金额",
            "其中:",
        ] {
            assert_eq!(clean(lead, None), None, "{lead}");
        }
    }
}
