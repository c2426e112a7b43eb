//! The words for the phases of a budget, right before an amount: `年初预算…，年中追加…，调整预算…`.

use std::ops::Range;

use crate::fold::Folded;
use crate::lexicon::patterns::{Says, patterns};
use crate::mark::{Phase, Step};
use crate::text::Text;

/// Reads the phases of all passages, in order.
pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Phase> {
    let all = super::found(joined, passages, patterns(Says::Opening));
    let phases = all.filter_map(|(passage, one)| {
        Some(Phase {
            step: step(one.says)?,
            span: super::span(text, joined, passage, &one.range),
        })
    });
    phases.collect()
}

fn step(says: Says) -> Option<Step> {
    match says {
        Says::Opening => Some(Step::Opening),
        Says::Added => Some(Step::Added),
        Says::Cut => Some(Step::Cut),
        Says::Changed => Some(Step::Adjusted),
        _ => None,
    }
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
