//! What the template left in the text: choices not made, blanks not filled, instructions not taken
//! out. Marked once here, so that a rule can report it without reading text.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use regex::{Regex, RegexSet};

use crate::fold::Folded;
use crate::lexicon::rows;
use crate::mark::Leftover;
use crate::text::Text;

struct Patterns {
    any: RegexSet,
    each: Vec<Pattern>,
}

/// One of them. Few documents need its expression, which is read when the first does.
struct Pattern {
    row: &'static rows::Leftover,
    expression: OnceLock<Option<Regex>>,
}

impl Pattern {
    fn expression(&self) -> Option<&Regex> {
        let read = || Regex::new(&self.row.pattern).ok();
        self.expression.get_or_init(read).as_ref()
    }
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let rows = rows::Leftover::all();
    let any = RegexSet::new(rows.iter().map(|row| &*row.pattern));
    let pattern = |row| Pattern {
        row,
        expression: OnceLock::new(),
    };
    Patterns {
        // That all are expressions is tested.
        any: any.unwrap_or_else(|_| RegexSet::empty()),
        each: rows.iter().map(pattern).collect(),
    }
});

/// Finds what is left over in every passage and heading; one mark each.
pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Leftover> {
    passages
        .iter()
        .filter_map(|passage| in_passage(text, joined, passage))
        .collect()
}

fn in_passage(text: &Text, joined: &Folded, passage: &Range<usize>) -> Option<Leftover> {
    let words = joined.within(passage.clone());
    let patterns = &*PATTERNS;
    if !patterns.any.is_match(words) {
        return None;
    }
    let mut found: Vec<(Range<usize>, &'static str)> = patterns
        .any
        .matches(words)
        .into_iter()
        .filter_map(|at| patterns.each.get(at))
        .flat_map(|pattern| {
            let found = pattern.expression().into_iter();
            found
                .flat_map(|it| it.captures_iter(words))
                .filter_map(|one| {
                    // What is left over is the group, where the pattern has one.
                    let found = one.get(1).or(one.get(0))?;
                    Some((found.range(), &*pattern.row.why))
                })
        })
        .collect();
    found.sort_by_key(|(range, _)| (range.start, range.end));
    let (first, why) = found.first()?.clone();
    let mut said: Vec<String> = Vec::new();
    let mut end = 0;
    for (range, _) in &found {
        if range.start < end {
            continue;
        }
        end = range.end;
        let raw = joined.raw(text, shifted(range, passage.start));
        if !said.iter().any(|known| **known == *raw) {
            said.push(raw.into_owned());
        }
    }
    let source = joined.source_range(text, shifted(&first, passage.start));
    Some(Leftover {
        line: text.line_number(source.start),
        span: text.span(source),
        text: said.join("　"),
        why,
        passage: text.span(joined.source_range(text, passage.clone())),
    })
}

fn shifted(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_in(paragraph: &str) -> Vec<String> {
        let text = Text::new(paragraph.to_owned());
        let folded = Folded::new(&text);
        let whole = 0..folded.as_str().len();
        let found = read(&text, &folded, &[whole]);
        found.into_iter().map(|one| one.text).collect()
    }

    #[test]
    fn every_line_of_the_data_is_an_expression() {
        assert_eq!(PATTERNS.any.len(), rows::Leftover::all().len());
        assert!(PATTERNS.each.iter().all(|one| one.expression().is_some()));
    }

    #[test]
    fn what_nobody_filled_in_is_marked() {
        for paragraph in [
            "决算比2019年增加/减少0万元，增长/下降0%。",
            "科学技术（类）***（款）***（项）: 支出决算为0万元",
            "如…（二级预算单位事业收入情况）等。",
            "主要用于…（具体工作）。",
            "其他用车主要是用于……单价50万元以上",
            "（本单位项目在5个以上的，选取5个项目进行公开，公开内容包括完成情况表）",
            "机关运行经费支出XX万元",
        ] {
            assert_eq!(left_in(paragraph).len(), 1, "{paragraph}");
        }
    }

    #[test]
    fn finished_text_is_not() {
        for paragraph in [
            "包括办公费、印刷费、水费……",
            "比2019年减少0.5万元，下降3.13%。",
            "**教育支出**（类）支出",
            "***教育支出***（类）支出",
            "采购1920×1080显示器3台",
        ] {
            assert_eq!(left_in(paragraph), Vec::<String>::new(), "{paragraph}");
        }
    }
}
