//! Wholes that cannot be one: they are smaller than their part.

use rust_decimal::Decimal;
use rustc_hash::FxHashSet as HashSet;

use super::{REACH, Told};
use crate::record::Field;
use crate::text::Cut;

impl Told<'_> {
    /// Takes away every whole that is smaller than its part, wherever it was said before: it is another one's. What
    /// follows with the same whole is in doubt.
    pub(super) fn refuse_smaller_wholes(&mut self) {
        let mut refused = HashSet::default();
        for at in 0..self.levels.len() {
            let part = self.level(at);
            let Some(whole) = &self.fact(part).whole else {
                continue;
            };
            let before = self.levels.before(at).iter().enumerate().rev().take(REACH);
            let mut said = before.filter(|(_, one)| {
                one.books == part.books && self.fact(one).label.as_ref() == Some(whole)
            });
            let Some((last, nearest)) = said.next() else {
                continue;
            };
            let most = said
                .map(|(_, one)| one.value)
                .fold(nearest.value, Decimal::max);
            // 5234.56元，其中4834.56万元: a unit that slipped makes no other whole.
            let (whole, own) = (self.fact(nearest), self.fact(part));
            let slipped = whole.unit != own.unit && whole.value.0 >= own.value.0;
            let (smaller, fact) = (most < part.value && !slipped, part.fact);
            let Some(fact) = self.facts.get_mut(fact) else {
                continue;
            };
            if smaller {
                refused.insert(last);
                fact.whole = None;
                fact.carried.remove(Field::Whole);
                fact.assumed.remove(Field::Whole);
            } else if refused.contains(&last) {
                fact.carried.remove(Field::Whole);
                fact.assumed.push(Field::Whole);
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
        assert_eq!(wholes(text), ["", "", "农林水支出?"]);
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
