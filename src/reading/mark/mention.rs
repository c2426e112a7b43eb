//! Where running text names entries of the classification: `住房改革支出（款）住房公积金（项）`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::fold::Folded;
use crate::mark::{Coded, Mention};
use crate::text::Text;

/// Reads the names of all passages. The 类 and 款 named last are those that the next name stands
/// under, over the end of a paragraph too.
pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut path: [Option<String>; 2] = [None, None];
    for passage in passages {
        let words = &joined.as_str()[passage.clone()];
        for (mark, _) in words.match_indices('(') {
            let Some(level) = level(&words[mark..]) else {
                continue;
            };
            let Some((range, cut)) = name(words, mark) else {
                continue;
            };
            let name = words[range.clone()].to_owned();
            let above = path[..level].iter().flatten().cloned().collect();
            if let Some(place) = path.get_mut(level) {
                *place = Some(name.clone());
            }
            for deeper in path.iter_mut().skip(level + 1) {
                *deeper = None;
            }
            let range = passage.start + range.start..passage.start + range.end;
            let source = joined.source_range(text, range);
            mentions.push(Mention {
                name,
                digits: 3 + 2 * level,
                above,
                cut,
                line: text.line_number(source.start),
                span: text.span(source),
            });
        }
    }
    mentions
}

/// The level that a mark stands for: 0 for （类）.
fn level(words: &str) -> Option<usize> {
    ["(类)", "(款)", "(项)"]
        .iter()
        .position(|mark| words.starts_with(mark))
}

/// The characters before a mark back to the sign that ends what stands before; a code is no name.
fn name(words: &str, mark: usize) -> Option<(Range<usize>, bool)> {
    let before = words[..mark].trim_end_matches(|c: char| c.is_ascii_digit());
    let sign = |c: char| !(c.is_alphabetic() || matches!(c, '(' | ')' | '“' | '”')) || c == ')';
    let start = before
        .char_indices()
        .rev()
        .find(|(_, c)| sign(*c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let cut = before[..start].ends_with('、');
    (start < before.len()).then_some((start..before.len(), cut))
}

static CODED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:^|[^\d.])(?P<code>2\d{2}(?:\d{2}){0,2})[“(]?(?P<behind>[\p{Han}、]{3,40})",
        r"|(?P<before>[\p{Han}、]{3,40})\((?P<inner>2\d{2}(?:\d{2}){0,2})\)",
    ))
    .ok()
});

/// Reads the codes that stand beside a name in running text.
pub fn coded(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Coded> {
    let Some(pattern) = CODED.as_ref() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for passage in passages {
        let words = &joined.as_str()[passage.clone()];
        for one in pattern.captures_iter(words) {
            let leads = one.name("code").is_some();
            let code = one.name("code").or(one.name("inner"));
            let name = one.name("behind").or(one.name("before"));
            let (Some(code), Some(name)) = (code, name) else {
                continue;
            };
            let start = passage.start + code.start().min(name.start());
            let source =
                joined.source_range(text, start..passage.start + code.end().max(name.end()));
            found.push(Coded {
                code: code.as_str().to_owned(),
                words: name.as_str().to_owned(),
                leads,
                line: text.line_number(source.start),
                span: text.span(source),
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_under_those_before_it() {
        let text = Text::new(
            "1.住房保障支出221（类）：住房改革（款）公积金（项）支出5万元、提租补贴（项）支出1万元"
                .to_owned(),
        );
        let folded = Folded::new(&text);
        let whole = 0..folded.as_str().len();
        let found = read(&text, &folded, &[whole]);
        let told: Vec<(String, bool)> = found
            .iter()
            .map(|one| (format!("{}>{}", one.above.join(">"), one.name), one.cut))
            .collect();
        assert_eq!(
            told,
            [
                (">住房保障支出".to_owned(), false),
                ("住房保障支出>住房改革".to_owned(), false),
                ("住房保障支出>住房改革>公积金".to_owned(), false),
                ("住房保障支出>住房改革>提租补贴".to_owned(), true),
            ]
        );
    }

    #[test]
    fn a_code_has_its_name_before_or_behind_it() {
        let words = "2080501行政单位离退休5万元；水利工程运行与维护(2130306)2万元；电话2080501，2018年会议。";
        let text = Text::new(words.to_owned());
        let folded = Folded::new(&text);
        let whole = 0..folded.as_str().len();
        let found = coded(&text, &folded, &[whole]);
        let told: Vec<(&str, &str)> = found
            .iter()
            .map(|one| (one.code.as_str(), one.words.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("2080501", "行政单位离退休"),
                ("2130306", "水利工程运行与维护")
            ]
        );
    }
}
