//! The words for one amount against another: `决算数大于预算数`, `与上年持平`.

use std::cmp::Ordering;
use std::ops::Range;

use crate::fold::Folded;
use crate::lexicon::patterns::{Says, patterns};
use crate::mark::{Base, Relation};
use crate::text::{Cut, Text};

/// Reads the relations of all passages, in order.
pub fn read(text: &Text, joined: &Folded, passages: &[Range<usize>]) -> Vec<Relation> {
    let all = super::found(joined, passages, patterns(Says::More));
    let relations = all.filter_map(|(passage, one)| {
        let behind = joined.within(passage.clone()).behind(one.whole.end);
        // A choice left open (大于/小于) says nothing.
        let (ordering, base) = meaning(one.says).filter(|_| !behind.starts_with(['/', '(']))?;
        // Behind an amount of last year only the words for the two are the relation.
        let source = super::source(text, joined, passage, &one.range);
        Some(Relation {
            ordering,
            base,
            line: text.line_number(source.start),
            span: text.span(source),
        })
    });
    relations.collect()
}

fn meaning(says: Says) -> Option<(Ordering, Base)> {
    match says {
        Says::More => Some((Ordering::Greater, Base::Budget)),
        Says::Less => Some((Ordering::Less, Base::Budget)),
        Says::Same => Some((Ordering::Equal, Base::Budget)),
        Says::SameAsPrior => Some((Ordering::Equal, Base::PriorYear)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_more_less_or_the_same() {
        use Base::{Budget, PriorYear};
        use Ordering::{Equal, Greater, Less};
        for (words, meant) in [
            ("决算数小于预算数的主要原因是节约。", Some((Less, Budget))),
            ("决算数大于年初预算数", Some((Greater, Budget))),
            ("支出决算高于年初预算", Some((Greater, Budget))),
            ("决算数与预算数持平。", Some((Equal, Budget))),
            ("决算数等于预算数", Some((Equal, Budget))),
            ("与上年持平", Some((Equal, PriorYear))),
            ("与2019年度相比无变化", Some((Equal, PriorYear))),
            ("较上年预算数持平", Some((Equal, PriorYear))),
            ("与上年的8.00万元持平", Some((Equal, PriorYear))),
            ("两年持平", Some((Equal, PriorYear))),
            ("与上年8.00万元基本持平", None),
            ("决算数大于/小于预算数。", None),
            ("决算数与预算数基本持平。", None),
            ("与上年基本持平", None),
            ("比上年增加5万元", None),
        ] {
            let text = Text::new(words.to_owned());
            let folded = Folded::new(&text);
            let whole = 0..folded.as_str().len();
            let found = read(&text, &folded, &[whole]);
            let told: Vec<_> = found.iter().map(|one| (one.ordering, one.base)).collect();
            assert_eq!(told, Vec::from_iter(meant), "{words}");
        }
    }
}
