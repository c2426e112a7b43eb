//! The years that a text refers to: that of a comparison or of a state (`比2018年`, `截至2019年12月31日`).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::fold::Folded;
use crate::mark::{Reference, Sense};
use crate::text::Text;

// Groups: 1 or 2 the year of a comparison, 3 that of a state.
static REFERENCE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"[比较]([0-9]{4})年",
        r"|与([0-9]{4})年[^,;。]{0,8}相?比",
        r"|截[至止]到?([0-9]{4})年(?:12月31日|12月底|12月末|年?底|年?末)",
    ))
    .ok()
});

/// Reads the references of all passages.
pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Reference> {
    let Some(pattern) = REFERENCE.as_ref() else {
        return Vec::new();
    };
    let mut references = Vec::new();
    for passage in passages {
        let words = joined.within(passage.clone());
        for found in super::found(pattern, words) {
            let Some(whole) = found.get(0) else { continue };
            let year = found.iter().skip(1).flatten().next();
            let Some(year) = year.and_then(|year| year.as_str().parse().ok()) else {
                continue;
            };
            let range = passage.start + whole.start()..passage.start + whole.end();
            let source = joined.source_range(text, range);
            references.push(Reference {
                sense: if found.get(3).is_some() {
                    Sense::AsOf
                } else {
                    Sense::Compared
                },
                year,
                line: text.line_number(source.start),
                span: text.span(source),
            });
        }
    }
    references
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons_and_states_are_told_apart() {
        let words = "支出比2018年减少0.5万元；与2019年度决算数相比，增加1万元。截至2020年12月31日，共有车辆3辆。2017年建成。";
        let text = Text::new(words.to_owned());
        let folded = Folded::new(&text);
        let whole = 0..folded.as_str().len();
        let found = read(&text, &folded, &[whole]);
        let told: Vec<(i32, Sense)> = found.iter().map(|one| (one.year, one.sense)).collect();
        assert_eq!(
            told,
            [
                (2018, Sense::Compared),
                (2019, Sense::Compared),
                (2020, Sense::AsOf)
            ]
        );
    }
}
