//! The words for the phases of a budget, right before an amount: `年初预算…，年中追加…，调整预算…`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::fold::Folded;
use crate::mark::{Phase, Step};
use crate::text::Text;

static PHASE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<opening>年初(?:批复|下达|部门|安排)?预算(?:批复|安排)?数?(?:为|是)?)",
        r"|(?P<added>(?:追加|调增)(?:了|预算|指标|资金|预算指标)?(?:为)?)",
        r"|(?P<cut>(?:调减|核减)(?:了|预算|指标|资金|预算指标)?(?:为)?)",
        r"|(?P<adjusted>调整后?的?(?:全年)?预算数?(?:为|是)?)",
    ))
    .ok()
});

/// Reads the phases of all passages.
pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Phase> {
    let steps = [
        ("opening", Step::Opening),
        ("added", Step::Added),
        ("cut", Step::Cut),
        ("adjusted", Step::Adjusted),
    ];
    let Some(pattern) = PHASE.as_ref() else {
        return Vec::new();
    };
    let in_passage = |passage: &Range<usize>| {
        let start = passage.start;
        let words = joined.within(passage.clone());
        super::found(pattern, words).filter_map(move |found| {
            let (group, step) = steps
                .iter()
                .find(|(group, _)| found.name(group).is_some())?;
            let range = found.name(group)?.range();
            let source = joined.source_range(text, start + range.start..start + range.end);
            Some(Phase {
                step: *step,
                span: text.span(source),
            })
        })
    };
    passages.iter().flat_map(in_passage).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_has_phases() {
        let words =
            "年初预算为80万元，年中追加6万元，调减2万元，调整后预算数为84万元，全年支出84万元。";
        let text = Text::new(words.to_owned());
        let folded = Folded::new(&text);
        let whole = 0..folded.as_str().len();
        let found = read(&text, &folded, &[whole]);
        let told: Vec<Step> = found.iter().map(|one| one.step).collect();
        assert_eq!(
            told,
            [Step::Opening, Step::Added, Step::Cut, Step::Adjusted]
        );
    }
}
