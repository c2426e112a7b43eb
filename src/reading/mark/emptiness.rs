//! Where the text says that there is nothing of a fund or a kind of money: `没有政府性基金预算收支，此表为空表`.

use std::ops::Range;

use crate::fold::Folded;
use crate::lexicon::forms;
use crate::lexicon::patterns::{Says, patterns};
use crate::mark::Emptiness;
use crate::text::{Cut, Text};

/// Reads what is nothing in all passages, in order.
pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Emptiness> {
    let mut found = Vec::new();
    for passage in passages {
        let mut start = passage.start;
        for sentence in joined
            .as_str()
            .within(passage.clone())
            .split_inclusive('。')
        {
            let range = start..start + sentence.len();
            start = range.end;
            let forms = forms::of_money(sentence);
            let says = |says| patterns(says).any_in(sentence);
            if forms.is_empty() || !says(Says::Nothing) {
                continue;
            }
            let source = joined.source_range(text, range);
            found.push(Emptiness {
                forms,
                of_table: says(Says::EmptyTable),
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
    use crate::record::Form;

    #[test]
    fn what_is_said_to_be_nothing() {
        use Form::{GovernmentFund, StateCapital};
        for (words, forms, of_table) in [
            (
                "注：本单位没有政府性基金预算收支，故此表为空表。",
                vec![GovernmentFund],
                true,
            ),
            (
                "无政府性基金预算和国有资本经营预算收支。",
                vec![GovernmentFund, StateCapital],
                false,
            ),
            ("国有资本经营预算拨款支出0万元。", vec![StateCapital], false),
            ("政府性基金预算财政拨款支出20.5万元。", vec![], false),
            ("本表无数据。", vec![], false),
        ] {
            let text = Text::new(words.to_owned());
            let folded = Folded::new(&text);
            let whole = 0..folded.as_str().len();
            let found = read(&text, &folded, &[whole]);
            let told: Vec<_> = found
                .iter()
                .map(|one| (one.forms.clone(), one.of_table))
                .collect();
            let meant: Vec<_> = (!forms.is_empty())
                .then_some((forms, of_table))
                .into_iter()
                .collect();
            assert_eq!(told, meant, "{words}");
        }
    }
}
