//! Wholes that cannot be one: they are smaller than their part, or what its name excludes.

use rustc_hash::FxHashMap as HashMap;

use super::{Level, REACH, Told};
use crate::lexicon::no_parts;
use crate::record::{Fact, Field};
use crate::text::Cut;

/// What is known of the parts of a level.
#[derive(Default)]
struct Parts {
    /// Where those end that stand right behind it.
    end: usize,
    /// Whether one of them was none.
    refused: bool,
}

impl Told<'_> {
    /// Takes away every whole that is smaller than its part, wherever it was said before, or that the part's name
    /// says it is no part of: it is another one's. What is listed right behind it is in doubt, and so is what follows
    /// with the same whole.
    pub(super) fn refuse_wholes(&mut self) {
        let mut parts: HashMap<usize, Parts> = HashMap::default();
        for (at, level) in self.levels.iter().enumerate() {
            let Some((before, [fact, ..])) = self.facts.split_at_mut_checked(level.fact) else {
                continue;
            };
            let Some(whole) = &fact.whole else {
                continue;
            };
            let label = fact.label.as_deref().unwrap_or_default();
            let no_part = no_parts::excludes(label, whole);
            let near = self.levels.before(at).iter().enumerate().rev().take(REACH);
            let of_whole = |one: &Level| {
                let said = before.get(one.fact).and_then(|fact| fact.label.as_ref());
                one.books == level.books && said == Some(whole)
            };
            let mut said = near.filter(|(_, one)| of_whole(one));
            let Some((last, nearest)) = said.next() else {
                if no_part {
                    free(fact);
                }
                continue;
            };
            // 5234.56元，其中4834.56万元: a unit that slipped makes no other whole.
            let slipped = || {
                let whole = before.get(nearest.fact);
                whole.is_some_and(|whole| whole.unit != fact.unit && whole.value.0 >= fact.value.0)
            };
            let smaller = nearest.value < level.value
                && said.all(|(_, one)| one.value < level.value)
                && !slipped();
            let known = parts.entry(last).or_default();
            // 编制9人，其中行政编制12人: what is listed right behind is of it, whatever slipped.
            let listed = known.end.max(last) + 1 == at && nearest.passage == level.passage;
            known.refused |= smaller;
            if listed {
                known.end = at;
            }
            if no_part || smaller && !listed {
                free(fact);
            } else if known.refused {
                fact.carried.remove(Field::Whole);
                fact.assumed.push(Field::Whole);
            }
        }
    }
}

fn free(fact: &mut Fact) {
    fact.whole = None;
    fact.carried.remove(Field::Whole);
    fact.assumed.remove(Field::Whole);
}

#[cfg(test)]
mod tests {
    use crate::extraction::extract;
    use crate::record::Field;
    use crate::source::Source;

    /// The whole of every level of a text, `?` where it is in doubt.
    fn wholes(text: &str) -> Vec<String> {
        let source = Source::from_bytes("a.txt".to_owned(), text.into()).unwrap();
        let show = |fact: Box<crate::record::Fact>| {
            let doubt = if fact.assumed.contains(Field::Whole) {
                "?"
            } else {
                ""
            };
            format!("{}{doubt}", fact.whole.unwrap_or_default())
        };
        extract(&source).facts.into_iter().map(show).collect()
    }

    #[test]
    fn a_whole_is_no_smaller_than_its_part() {
        let text = "2021年农林水支出36.4万元，其中：水土保持支出390.1万元，防汛支出16.3万元。";
        assert_eq!(wholes(text), ["", "农林水支出?", "农林水支出?"]);
        let text = "2021年农林水支出36.4万元。\n教育支出2万元，其中：水土保持支出390.1万元。";
        assert!(wholes(text).iter().all(|whole| whole != "农林水支出"));
    }

    #[test]
    fn a_unit_that_slipped_makes_no_other_whole() {
        let text = "2021年农林水支出436.4元，其中：水土保持支出390.1万元。";
        assert_eq!(wholes(text), ["", "农林水支出"]);
    }

    #[test]
    fn one_said_twice_is_as_large_as_the_larger() {
        let text = "2021年农林水支出436.4万元，其中：防汛支出16.3万元。\n2021年农林水支出36.4万元（省级），\
                    其中：水土保持支出390.1万元。";
        assert_eq!(wholes(text), ["", "农林水支出", "", "农林水支出"]);
    }
}
