//! Names: what the words that a frame found say is measured.

use std::borrow::Cow;
use std::thread::LocalKey;

use super::date::without_time;
use super::item;
use super::label;
use super::path::Path;
use super::token::{Is, Token};
use crate::lexicon::books::FINAL;
use crate::lexicon::clause::Class;
use crate::lexicon::concepts;
use crate::lexicon::label::{MARKS, own_name};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::memo::{Memo, remembered};
use crate::lexicon::sides::EXPENDITURE;
use crate::lexicon::statement::{Class as Says, words};
use crate::record::Quantity;
use crate::text::{Cut, pairs, split_while};

/// The text of tokens of a passage; a bracket that was skipped between them is left out.
pub fn text<'p>(passage: &'p str, tokens: &[Token]) -> Cow<'p, str> {
    let is_code = |token: &Token| token.is_a(Class::Code);
    match tokens {
        [] => Cow::Borrowed(""),
        [first, .., last] | [first @ last]
            if pairs(tokens).all(|(one, next)| one.range.end == next.range.start)
                && !tokens.iter().any(is_code) =>
        {
            Cow::Borrowed(passage.within(first.range.start..last.range.end))
        }
        _ => {
            let kept = tokens.iter().filter(|token| !is_code(token));
            kept.map(|token| passage.within(token.range.clone()))
                .collect()
        }
    }
}

thread_local! {
    /// The mandated sentences name the same things in every document.
    static CLEANED: Memo<Option<String>> = Memo::default();
}

/// The name in the words before a number; `None` where they name nothing.
pub fn clean(words: &str, issuer: Option<&str>) -> Option<String> {
    remembered_name(&CLEANED, words, issuer, clean_fresh)
}

/// What `find` makes of words, for all documents where they do not hold the agency's name.
pub(super) fn remembered_name(
    memo: &'static LocalKey<Memo<Option<String>>>,
    words: &str,
    issuer: Option<&str>,
    find: fn(&str, Option<&str>) -> Option<String>,
) -> Option<String> {
    // Whether a unit is the agency itself, only its name tells.
    let told = |issuer: &&str| words.contains(*issuer) || list(List::UnitEnd).any_in(words);
    match issuer.filter(told) {
        Some(issuer) => find(words, Some(issuer)),
        None => remembered(memo, [words], || find(words, None)),
    }
}

fn clean_fresh(lead: &str, issuer: Option<&str>) -> Option<String> {
    let (_, text) = without_code(label::without_number(lead));
    let reason = words(Says::ReasonEnd).found_in(text).last();
    let text = reason.map_or(text, |(at, word)| text.behind(at + word.len()));
    let text = without_condition(without_approval(behind_bracket(text)));
    // 出国费、接待费、用车费(“三公”经费)决算数: what the bracket says they are together.
    let text = named_in_bracket(&text).map_or(text.clone(), Cow::Owned);
    item::before_year(&text, issuer).or_else(|| {
        let name = label::clean(&text, issuer)?;
        Some(item::bare(without_description(without_source(&name))).to_owned())
    })
}

/// 下同)一般公共预算收入: what stands behind the end of a bracket that began before.
fn behind_bracket(text: &str) -> &str {
    let (before, behind) = text.split_once(')').unwrap_or((text, ""));
    match before.contains('(') || behind.is_empty() {
        true => text,
        false => behind,
    }
}

/// 经县人大会议批准全县收入预算: what stands behind the words on who approved it.
fn without_approval(text: &str) -> &str {
    let told = without_time(text);
    if !is_approval(told) {
        return text;
    }
    let end = list(List::ApprovalEnd).found_in(told).last();
    let behind = end.map(|(at, word)| told.behind(at + word.len()));
    behind.filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// Whether words begin with who approved what follows.
fn is_approval(words: &str) -> bool {
    list(List::ApprovalStart).begins(words) && !list(List::NoApproval).begins(words)
}

/// A name that stands in a bracket behind its parts, with what stands behind the bracket.
fn named_in_bracket(text: &str) -> Option<String> {
    // 因公出国(境)费、公务接待费(“三公”经费): an earlier bracket is of one part.
    let (_, behind) = text.rsplit_once('(')?;
    let (inner, rest) = behind.split_once(')')?;
    list(List::OwnName)
        .contains(inner)
        .then(|| format!("{inner}{rest}"))
}

/// A name without the condition under which it is measured: 按可比口径, 剔除不可比因素后.
fn without_condition(text: &str) -> Cow<'_, str> {
    let ends = list(List::ConditionEnd).found_in(text);
    let Some(end) = ends.map(|(at, word)| at + word.len()).max() else {
        return Cow::Borrowed(text);
    };
    let start = list(List::ConditionStart).found_in(text.before(end)).next();
    match start {
        Some((0, _)) => Cow::Borrowed(text.behind(end)),
        Some((at, _)) => Cow::Owned(format!("{}{}", text.before(at), text.behind(end))),
        // 可比口径增长6%
        None if list(List::ConditionEnd).contains(text) => Cow::Borrowed(""),
        None => Cow::Borrowed(text),
    }
}

/// A thing of the accounts that is counted, without what describes it: 开支运行维护费的公务用车保有量, and so
/// those who are counted: 编制范围的预算单位. What describes money is part of its name: 专户管理的教育收费.
fn without_description(name: &str) -> &str {
    let name = match name.rsplit_once('等') {
        // 津贴补贴等人员经费支出.
        Some((_, kind)) if label::is_money_name(kind) && concepts::find(kind).is_some() => kind,
        _ => name,
    };
    match name.rsplit_once('的') {
        Some((_, noun)) if list(List::Described).ends(noun) => noun,
        Some((_, noun)) if noun.chars().count() >= 4 => {
            let counted = concepts::find(noun).filter(|found| !found.fits(Quantity::Money));
            // 参照公务员法管理的事业编制: what describes them makes them another thing.
            match (counted, concepts::find(name)) {
                (Some(counted), whole) if whole.is_none_or(|whole| whole == counted) => noun,
                _ => name,
            }
        }
        _ => name,
    }
}

/// A printed classification code at the beginning of a name, or in quotation marks at its end (基础设施“2130126”),
/// and the name.
pub fn without_code(name: &str) -> (Option<&str>, &str) {
    if let Some(inner) = name.strip_suffix('”')
        && let Some((rest, code)) = inner.rsplit_once('“')
        && !rest.is_empty()
        && is_code(code)
    {
        return (Some(code), rest);
    }
    // “2080501行政单位离退休”
    let inner = name
        .strip_prefix('“')
        .and_then(|name| name.strip_suffix('”'));
    if let Some((Some(code), rest)) = inner.map(without_code) {
        return (Some(code), rest);
    }
    let (digits, rest) = split_while(name, |c| c.is_ascii_digit());
    let rest = rest.trim_start_matches(['-', ' ']);
    let named = rest.starts_with(|c: char| c.is_alphabetic() || c == '“');
    let measured = list(List::BehindDigits).begins(rest);
    match is_code(digits) && named && !measured {
        true => (Some(digits), rest),
        false => (None, name),
    }
}

fn is_code(text: &str) -> bool {
    matches!(text.len(), 3 | 5 | 7) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The codes that stand with names: each in a bracket behind its name, or one before the first.
pub fn codes(passage: &str, tokens: &[Token]) -> Vec<String> {
    let said = |token: &Token| passage.within(token.range.clone());
    let brackets = tokens.iter().filter(|token| token.is_a(Class::Code));
    let codes: Vec<String> = brackets
        .map(|token| said(token).trim_matches(['(', ')']).to_owned())
        .collect();
    if !codes.is_empty() {
        return codes;
    }
    let first = tokens.iter().position(|token| token.is_a(Class::Text));
    let Some(tokens @ [first, ..]) = first.map(|at| tokens.behind(at)) else {
        return codes;
    };
    // “208社会保障和就业支出” is of several words.
    let named = match said(first).contains('“') {
        true => text(passage, tokens),
        false => Cow::Borrowed(said(first)),
    };
    if !named.bytes().any(|byte| byte.is_ascii_digit()) {
        return codes;
    }
    let (code, _) = without_code(label::without_number(&named));
    code.map(str::to_owned).into_iter().collect()
}

/// A name without where its money comes from, where what it is for has a name of its own:
/// 一般公共预算财政拨款安排的“三公”经费 names “三公”经费.
pub fn without_source(name: &str) -> &str {
    // 安排预算稳定调节基金 is the opposite of 动用预算稳定调节基金.
    if words(Says::Name).contains(name) {
        return name;
    }
    // “三公”经费一般公共预算财政拨款支出.
    if let Some(rest) = name.strip_prefix("“三公”经费")
        && rest.starts_with("一般公共预算")
    {
        return name.before(name.len() - rest.len());
    }
    if let Some((own, behind)) = own_name(name) {
        return name.behind(name.len() - own.len() - behind.len());
    }
    let Some(source) = words(Says::Source).at_start(name) else {
        return name;
    };
    let rest = name.behind(source.len()).trim_start_matches('的');
    let own = rest.starts_with('“')
        || list(List::OfAllFunds).begins(rest)
        || source.trim_end_matches('的').ends_with("安排") && rest.chars().count() > 2;
    if own { rest } else { name }
}

/// The classification path in the words before a number.
pub fn path(words: &str, before: &Path) -> Option<Path> {
    Path::read(words).map(|path| path.after(before))
}

/// The label of a path in the words that it was read from.
pub fn path_label(path: &Path, words: &str) -> Option<String> {
    let label = path.label()?;
    // 社会保障和就业(类)支出 is one name.
    let behind = words.rsplit(')').next().unwrap_or("");
    let tail =
        label.ends_with(MARKS[0]) && behind.starts_with(EXPENDITURE) && !behind.contains(FINAL);
    Some(if tail { label + EXPENDITURE } else { label })
}

/// The words that announce a list, down to what they announce it of: 财政拨款支出主要内容如下.
pub fn without_announcement(clause: &str) -> &str {
    let mut text = clause;
    let behind = [words(Says::Announce), words(Says::Contents)];
    while let Some(rest) = behind.iter().find_map(|words| words.strip_suffix(text)) {
        text = rest;
    }
    text
}

/// Whether a clause without a number can be what the next clauses speak of.
pub fn is_topic(name: &str) -> bool {
    super::clause::is_name(name) && words(Says::Topic).ends(name.trim_end_matches(')'))
}

/// The year that tokens state, outside the words of a comparison.
pub fn year(tokens: &[Token]) -> Option<i32> {
    tokens.iter().find_map(|token| match token.is {
        Is::Year(year) => Some(year),
        _ => None,
    })
}
