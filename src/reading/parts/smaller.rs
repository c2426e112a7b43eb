//! Wholes that cannot be one: they are smaller than their part, or what its name excludes.

use rust_decimal::Decimal;
use rustc_hash::FxHashMap as HashMap;

use super::{Books, REACH, Told};
use crate::lexicon::no_parts;
use crate::record::{Field, SmolStr};

/// A level that was said of a name, the last of those that others followed closely.
struct Said {
    last: usize,
    most: Decimal,
    /// Where the parts end that stand right behind it.
    end: usize,
    /// Whether one of its parts was none.
    refused: bool,
}

impl Told<'_> {
    /// Takes away every whole that is smaller than its part, wherever it was said before, or that the part's name
    /// says it is no part of: it is another one's. What follows with the same whole is in doubt.
    pub(super) fn refuse_wholes(&mut self) {
        let mut said: HashMap<(SmolStr, Books), Said> = HashMap::default();
        for (at, level) in self.levels.iter().enumerate() {
            let Some((before, [fact, ..])) = self.facts.split_at_mut_checked(level.fact) else {
                continue;
            };
            let Some(label) = fact.label.clone() else {
                continue;
            };
            if let Some(whole) = fact.whole.clone() {
                let no_part = no_parts::excludes(&label, &whole);
                let known = said.get_mut(&(whole, level.books));
                let known = known.filter(|known| at - known.last <= REACH);
                let smaller = known.as_ref().is_some_and(|known| {
                    let whole = self
                        .levels
                        .get(known.last)
                        .and_then(|one| before.get(one.fact));
                    // 5234.56元，其中4834.56万元: a unit that slipped makes no other whole.
                    let slipped = whole.is_some_and(|whole| {
                        whole.unit != fact.unit && whole.value.0 >= fact.value.0
                    });
                    known.most < level.value && !slipped
                });
                // 编制9人，其中行政编制12人: what is listed right behind is of it, whatever slipped.
                let listed = known.as_ref().is_some_and(|known| {
                    let said = self.levels.get(known.last);
                    known.end + 1 == at && said.is_some_and(|said| said.passage == level.passage)
                });
                let doubted = known.as_ref().is_some_and(|known| known.refused) || smaller;
                let smaller = smaller && !listed;
                if no_part || smaller {
                    fact.whole = None;
                    fact.assumed.remove(Field::Whole);
                } else if doubted {
                    fact.assumed.push(Field::Whole);
                }
                if no_part || smaller || doubted {
                    fact.carried.remove(Field::Whole);
                }
                if let Some(known) = known {
                    known.refused |= doubted;
                    known.end = if listed { at } else { known.end };
                }
            }
            let near = |known: &&mut Said| at - known.last <= REACH;
            match said.get_mut(&(label.clone(), level.books)).filter(near) {
                Some(known) => {
                    known.last = at;
                    known.most = known.most.max(level.value);
                    known.refused = false;
                    known.end = at;
                }
                None => {
                    let known = Said {
                        last: at,
                        most: level.value,
                        end: at,
                        refused: false,
                    };
                    said.insert((label, level.books), known);
                }
            }
        }
    }
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
