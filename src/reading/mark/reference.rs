//! The years that a text refers to: that of a comparison or of a state (`比2018年`, `截至2019年12月31日`).

use super::Found;
use crate::lexicon::patterns::Says;
use crate::mark::{Reference, Sense};
use crate::text::Cut;

/// The references among what was found, in order.
pub(super) fn read(found: &[Found]) -> Vec<Reference> {
    let reference = |one: &Found| {
        let sense = match one.hit.says {
            Says::Compared => Sense::Compared,
            Says::AsOf => Sense::AsOf,
            _ => return None,
        };
        let source = one.source(&one.hit.whole);
        Some(Reference {
            sense,
            year: one.words().within(one.hit.range.clone()).parse().ok()?,
            line: one.text.line_number(source.start),
            span: one.text.span(source),
        })
    };
    found.iter().filter_map(reference).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::Folded;
    use crate::text::Text;

    #[test]
    fn comparisons_and_states_are_told_apart() {
        let words = "支出比2018年减少0.5万元；与2019年度决算数相比，增加1万元。截至2020年12月31日，共有车辆3辆。2017年建成。";
        let text = Text::new(words.to_owned());
        let folded = Folded::new(&text);
        let whole = 0..folded.as_str().len();
        let found = read(&super::super::found(&text, &folded, &[whole]));
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
