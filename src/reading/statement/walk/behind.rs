//! What stands behind a number and may name it.

use super::super::label;
use super::super::thing;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::sides;
use crate::lexicon::statement::{Class as Says, words};
use crate::text::Cut;

/// A long list before one number is not its name; the last item is.
pub(super) fn shorten(label: &str, numbers: usize) -> String {
    match label.rsplit_once('、') {
        // 增值税、房产税五大主体税种 is of all.
        Some((_, last)) if let Some((at, _)) = list(List::SoMany).found_in(last).next() => {
            last.behind(at).to_owned()
        }
        Some((_, last))
            if numbers == 1
                && label.chars().count() > 14
                && last.chars().count() >= 3
                && !label.contains("分别") =>
        {
            last.to_owned()
        }
        _ => label.to_owned(),
    }
}

/// Whether a list ends in what its things are, and is one name: 教育、社保等民生支出.
pub(super) fn lists_kind(label: &str) -> bool {
    let kind = label.rsplit_once('等');
    kind.is_some_and(|(listed, kind)| listed.contains('、') && !kind.is_empty())
}

/// Whether a list says that it tells but some of its things: 调入资金、上年结转等收入.
pub(super) fn lists_more(label: &str) -> bool {
    let some = label.rsplit_once('等');
    some.is_some_and(|(listed, kind)| {
        listed.contains('、') && (kind.is_empty() || label::is_generic(kind) || sides::is_one(kind))
    })
}

/// The thing counted that stands behind its number: 3个科室, 1名为退休人员.
pub(super) fn thing_behind(behind: &str) -> Option<&str> {
    if let Some(rest) = list(List::IsA).strip_prefix(behind) {
        return thing::phrase_behind(rest).filter(|name| name.chars().count() <= 8);
    }
    let per = words(Says::Per).begins(behind);
    thing::behind(without_inclusion(behind)).filter(|_| !per)
}

/// 15个(含上年结转5个)项目: the noun stands behind what the bracket says besides.
fn without_inclusion(behind: &str) -> &str {
    let bracket = behind.strip_prefix('(').and_then(|all| all.split_once(')'));
    bracket
        .filter(|(inner, _)| list(List::Inclusion).begins(inner) && !inner.contains('('))
        .filter(|(inner, _)| inner.chars().count() < LONGEST_INCLUSION)
        .map_or(behind, |(_, rest)| rest)
}

/// A bracket between a count and its noun holds at most so many characters.
const LONGEST_INCLUSION: usize = 24;

/// What is told of counted things is no longer, in characters.
const LONGEST_ATTRIBUTE: usize = 4;

pub(super) fn attribute(words: &str) -> Option<&'static str> {
    let words = words.trim_matches(['为', '共', ':']);
    let attribute = attribute_of(words)?;
    // 送审金额 is a name of its own.
    let before = words.before(words.len() - attribute.len());
    let names_nothing = before.is_empty() || label::is_generic(before);
    (names_nothing && words.chars().count() <= LONGEST_ATTRIBUTE).then_some(attribute)
}

/// What a name says of the counted things that it ends in: 设备价值.
pub(super) fn attribute_of(name: &str) -> Option<&'static str> {
    list(List::Attribute).at_end(name)
}

/// What stands behind an amount that is only said to be left of a whole, or to be so and so much.
pub(super) fn left_over<'t>(before: &str, behind: &'t str) -> Option<&'t str> {
    let before = label::without_number(before);
    let left = list(List::Remainder).begins(before) && before.chars().count() <= 4;
    if !left && !before.ends_with('的') {
        return None;
    }
    let behind = list(List::NamedAs).strip_prefix(behind)?;
    let thing = thing_alone(behind)?;
    let told = words(Says::ReasonEnd).begins(thing) || list(List::NoThing).begins(thing);
    (!told).then_some(thing)
}

/// The phrase behind an amount, if it is no list: 3万元用于办公、印刷 is of no one thing.
fn thing_alone(behind: &str) -> Option<&str> {
    let thing = thing::phrase_behind(behind)?;
    let (_, rest) = behind.split_once(thing)?;
    let more = rest
        .strip_prefix('、')
        .is_some_and(|next| !next.starts_with(|c: char| c.is_ascii_digit()));
    (!more).then_some(thing)
}

/// The thing that money behind a verb is paid for: 代发了763万元抚恤金, 余下15万元用于场馆维修,
/// 0.33万元来自公务用车运行维护费.
pub(super) fn behind_money<'t>(before: &str, behind: &'t str, goes_on: bool) -> Option<&'t str> {
    if let Some(rest) = list(List::PaidFor).strip_prefix(behind) {
        return thing_alone(rest);
    }
    (goes_on || !before.is_empty() && label::ends_in_verb(before))
        .then(|| thing::phrase_behind(behind))
        .flatten()
}
