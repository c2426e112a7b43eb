//! Labels that list several subjects: 收、支总计, 工伤、失业保险参保人数.

use super::label::is_total;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::sides::{self, EXPENDITURE, INCOME};
use crate::lexicon::statement::{Class as Says, words};
use crate::text::Cut;

/// Words that stand for so many things.
pub const NUMERALS: [(List, usize); 3] = [(List::Two, 2), (List::Three, 3), (List::Four, 4)];

/// What joins the parts of a list; the last ones stand in names too.
const JOINS: [char; 4] = ['、', '和', '及', '与'];

/// So many characters at most stand behind one (三项|分别支出).
const LONGEST_BEHIND: usize = 4;

/// The parts of a label that lists several subjects, in order: `收、支总计` gives 收入总计 and 支出总计,
/// `基本养老、工伤、失业保险参保人数` three kinds of 保险参保人数. One part if it lists not so many.
pub fn split(label: &str, count: usize) -> Vec<String> {
    let label = label
        .replace("收支总计", "收、支总计")
        .replace("收、支", "收入、支出");
    // 货物、工程、服务三类, 教育、农林水、社保三项分别支出: how many they are is none of them.
    let numeral = NUMERALS
        .iter()
        .filter(|(_, many)| *many == count)
        .find_map(|(class, _)| list(*class).found_in(&label).last())
        .filter(|(at, word)| label.behind(at + word.len()).chars().count() <= LONGEST_BEHIND);
    let label = numeral.map_or(label.as_str(), |(at, _)| label.before(at));
    let told = without_others(label).filter(|_| count > 1);
    let label = told.as_deref().unwrap_or(label);
    // 和 and 与 stand in names too (商品和服务支出), so they part only where more parts are needed.
    let lists = [&JOINS[..1], &JOINS[..3], &JOINS];
    let parts = lists.iter().find_map(|signs| {
        let parts: Vec<&str> = label
            .split(*signs)
            .filter(|part| !part.is_empty())
            .collect();
        (parts.len() == count).then_some(parts)
    });
    let Some(parts) = parts else {
        return vec![label.to_owned()];
    };
    let [first, inner @ .., last] = parts.as_slice() else {
        return vec![label.to_owned()];
    };
    let whole = |part: &str| {
        words(Says::Money).ends(part)
            && part.chars().count() > 2
            && is_total(part) == is_total(last)
    };
    if parts.iter().all(|part| whole(part)) {
        return parts.iter().map(|part| (*part).to_owned()).collect();
    }
    let tail = shared_tail(&parts, last);
    let head = shared_head(first, last);
    let headed = |part: &str| match part.starts_with(head) {
        true => part.to_owned(),
        false => format!("{head}{part}"),
    };
    let mut whole = vec![with_tail((*first).to_owned(), tail)];
    whole.extend(inner.iter().map(|part| with_tail(headed(part), tail)));
    whole.push(headed(last));
    whole
}

/// 教育支出、卫生支出等重点支出, 教育、卫生等支出: a list without what it says of things that it does not name.
fn without_others(label: &str) -> Option<String> {
    let (listed, kind) = label.rsplit_once('等')?;
    let side = sides::is_one(kind);
    match listed.contains('、') {
        true if words(Says::Money).ends(listed) => Some(listed.to_owned()),
        true if side => Some(format!("{listed}{kind}")),
        _ => None,
    }
}

/// A part with what all share behind it; what it has of that is not said again: 项目资金、自筹资金支出.
fn with_tail(part: String, tail: &str) -> String {
    let ends = tail.char_indices().map(|(at, _)| at).chain([tail.len()]);
    let said = ends.rev().find(|at| part.ends_with(tail.before(*at)));
    part + tail.behind(said.unwrap_or(0))
}

fn shared_tail<'a>(parts: &[&str], last: &'a str) -> &'a str {
    let named = list(List::Shared).found_in(last).find(|(at, _)| *at > 0);
    if let Some((at, _)) = named {
        return last.behind(at);
    }
    // A part in the middle is as long as the last one is without the shared words.
    match parts {
        [_, middle, _, ..] => match last.char_indices().nth(middle.chars().count()) {
            Some((at, _)) => last.behind(at),
            None => "",
        },
        _ => "",
    }
}

/// What the first part has before 收入 that the last, 支出…, lacks.
fn shared_head<'a>(first: &'a str, last: &str) -> &'a str {
    match first.split_once(INCOME) {
        Some((head, _)) if last.starts_with(EXPENDITURE) => head,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_split() {
        assert_eq!(split("收、支总计", 2), ["收入总计", "支出总计"]);
        assert_eq!(
            split("财政拨款收、支总计", 2),
            ["财政拨款收入总计", "财政拨款支出总计"]
        );
        assert_eq!(
            split("基本养老、工伤、失业保险参保人数", 3),
            [
                "基本养老保险参保人数",
                "工伤保险参保人数",
                "失业保险参保人数"
            ]
        );
        assert_eq!(
            split("基本养老、工伤保险参保人数", 2),
            ["基本养老保险参保人数", "工伤保险参保人数"]
        );
        assert_eq!(split("货物、工程、服务三类", 3), ["货物", "工程", "服务"]);
        assert_eq!(
            split("教育、社保、住房三项分别支出", 3),
            ["教育", "社保", "住房"]
        );
        assert_eq!(split("总收入", 2), ["总收入"]);
        // Of things that it does not name there are no numbers; but 平等 is a word.
        for label in ["教育、卫生等支出", "教育支出、卫生支出等重点支出"] {
            assert_eq!(split(label, 2), ["教育支出", "卫生支出"], "{label}");
        }
        assert_eq!(split("教育、平等就业项目", 2), ["教育", "平等就业项目"]);
        assert_eq!(split("教育、卫生等支出", 1), ["教育、卫生等支出"]);
    }
}
