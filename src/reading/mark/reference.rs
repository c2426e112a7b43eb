//! The years that a text refers to: that of a comparison or of a state (`比2018年`, `截至2019年12月31日`).

use std::ops::Range;

use crate::fold::Folded;
use crate::lexicon::patterns::{Says, patterns};
use crate::mark::{Reference, Sense};
use crate::text::{Cut, Text};

/// Reads the references of all passages, in order.
pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Reference> {
    let all = super::found(joined, passages, patterns(Says::Compared));
    let references = all.filter_map(|(passage, one)| {
        let words = joined.within(passage.clone());
        let sense = match one.says {
            Says::AsOf => Sense::AsOf,
            _ => Sense::Compared,
        };
        let source = super::source(text, joined, passage, &one.whole);
        Some(Reference {
            sense,
            year: words.within(one.range).parse().ok()?,
            line: text.line_number(source.start),
            span: text.span(source),
        })
    });
    references.collect()
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
