//! Where running text names entries of the classification: `住房改革支出（款）住房公积金（项）`.

use std::ops::Range;

use crate::fold::Folded;
use crate::mark::{Coded, Mention};
use crate::text::{Cut, Text, is_han, split_while};

/// Reads the names of all passages. The 类 and 款 named last are those that the next name stands
/// under, over the end of a paragraph too.
pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut path: [Option<String>; 2] = [None, None];
    for passage in passages {
        let words = joined.within(passage.clone());
        for (mark, _) in words.match_indices('(') {
            let Some(level) = level(words.behind(mark)) else {
                continue;
            };
            let Some((range, cut)) = name(words, mark) else {
                continue;
            };
            let name = words.within(range.clone()).to_owned();
            let above = path.iter().take(level).flatten().cloned().collect();
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
    let before = words
        .before(mark)
        .trim_end_matches(|c: char| c.is_ascii_digit());
    let sign = |c: char| !(c.is_alphabetic() || matches!(c, '(' | ')' | '“' | '”')) || c == ')';
    let start = before
        .char_indices()
        .rev()
        .find(|(_, c)| sign(*c))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let cut = before.before(start).ends_with('、');
    (start < before.len()).then_some((start..before.len(), cut))
}

/// A name beside a code has so many characters, and no more of it are looked at.
const NAME: Range<usize> = 3..41;

/// Reads the codes that stand beside a name in running text.
pub fn coded(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Coded> {
    let mut found = Vec::new();
    for passage in passages {
        let words = joined.within(passage.clone());
        let mut from = 0;
        for code in codes(words) {
            let Some((name, leads)) = name_beside(words, &code, from) else {
                continue;
            };
            from = code.end.max(name.end);
            if !leads {
                // The bracket is closed.
                from += 1;
            }
            let both = code.start.min(name.start)..code.end.max(name.end);
            let source =
                joined.source_range(text, passage.start + both.start..passage.start + both.end);
            found.push(Coded {
                code: words.within(code).to_owned(),
                words: words.within(name).to_owned(),
                leads,
                line: text.line_number(source.start),
                span: text.span(source),
            });
        }
    }
    found
}

/// The digits that may be a code of the classification: three, five or seven that begin with 2.
fn codes(words: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + words.behind(at).find(|c: char| c.is_ascii_digit())?;
            let (before, rest) = words.split_at(start);
            let (digits, _) = split_while(rest, |c| c.is_ascii_digit());
            at = start + digits.len();
            let code = matches!(digits.len(), 3 | 5 | 7) && digits.starts_with('2');
            if code && !before.ends_with('.') {
                return Some(start..at);
            }
        }
    })
}

/// The name behind a code, or before one in brackets, and whether it is behind. What stands before `from`
/// belongs to the code before.
fn name_beside(words: &str, code: &Range<usize>, from: usize) -> Option<(Range<usize>, bool)> {
    let is_name = |c: &char| matches!(c, '、' | '々' | '〇') || is_han(*c);
    let length = |name: &mut dyn Iterator<Item = char>| {
        let name: Vec<usize> = name
            .take(NAME.end - 1)
            .take_while(is_name)
            .map(char::len_utf8)
            .collect();
        NAME.contains(&name.len())
            .then(|| name.iter().sum::<usize>())
    };
    let (before, behind) = (words.before(code.start), words.behind(code.end));
    if behind.starts_with(')') && before.ends_with('(') {
        let end = code.start - 1;
        let name = length(&mut words.get(from..end)?.chars().rev())?;
        return Some((end - name..end, false));
    }
    // The sign before the code is its own.
    if from > 0 && from == code.start {
        return None;
    }
    let name = behind.strip_prefix(['“', '(']).unwrap_or(behind);
    let start = words.len() - name.len();
    let length = length(&mut name.chars())?;
    Some((start..start + length, true))
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
        let words = "2080501行政单位离退休5万元；水利工程运行与维护(2130306)2万元；电话2080501，2018年会议，\
                     1.20805教育管理，20502（普通教育）20802民政管理。";
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
                ("2130306", "水利工程运行与维护"),
                ("20502", "普通教育"),
                ("20802", "民政管理"),
            ]
        );
    }
}
