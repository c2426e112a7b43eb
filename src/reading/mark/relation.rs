//! The words for one amount against another: `决算数大于预算数`, `与上年持平`.

use std::cmp::Ordering;

use super::Found;
use crate::lexicon::patterns::Says;
use crate::mark::{Base, Relation};
use crate::text::Cut;

/// The relations among what was found, in order.
pub(super) fn read(found: &[Found]) -> Vec<Relation> {
    let relation = |one: &Found| {
        // A choice left open (大于/小于) says nothing.
        let open = one
            .words()
            .behind(one.hit.whole.end)
            .starts_with(['/', '(']);
        let (ordering, base) = meaning(one.hit.says).filter(|_| !open)?;
        // Behind an amount of last year only the words for the two are the relation.
        let source = one.source(&one.hit.range);
        Some(Relation {
            ordering,
            base,
            line: one.text.line_number(source.start),
            span: one.text.span(source),
        })
    };
    found.iter().filter_map(relation).collect()
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
    use crate::fold::Folded;
    use crate::text::Text;

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
            let found = read(&super::super::found(&text, &folded, &[whole]));
            let told: Vec<_> = found.iter().map(|one| (one.ordering, one.base)).collect();
            assert_eq!(told, Vec::from_iter(meant), "{words}");
        }
    }
}
