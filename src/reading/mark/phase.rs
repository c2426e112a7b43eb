//! The words for the phases of a budget, right before an amount: `年初预算…，年中追加…，调整预算…`.

use super::Found;
use crate::lexicon::patterns::Says;
use crate::mark::{Phase, Step};

/// The phases among what was found, in order.
pub(super) fn read(found: &[Found]) -> Vec<Phase> {
    let phase = |one: &Found| {
        Some(Phase {
            step: step(one.hit.says)?,
            span: one.text.span(one.source(&one.hit.range)),
        })
    };
    found.iter().filter_map(phase).collect()
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
    use crate::fold::Folded;
    use crate::text::Text;

    #[test]
    fn a_budget_has_phases() {
        let words =
            "年初预算为80万元，年中追加6万元，调减2万元，调整后预算数为84万元，全年支出84万元。";
        let text = Text::new(words.to_owned());
        let folded = Folded::new(&text);
        let whole = 0..folded.as_str().len();
        let found = read(&super::super::found(&text, &folded, &[whole]));
        let told: Vec<Step> = found.iter().map(|one| one.step).collect();
        assert_eq!(
            told,
            [Step::Opening, Step::Added, Step::Cut, Step::Adjusted]
        );
    }
}
