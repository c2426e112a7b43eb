//! What the surroundings of a label say about it.
//!
//! Some names mean a thing only somewhere: 合计 in a column, 基本支出 under 一般公共预算, 国内公务接待 with 批次
//! or 人次. The reader hands over what it knows of the place as plain words; `data/contexts.tsv` turns
//! the words into marks, and the codebook asks for marks.

use std::sync::LazyLock;

use super::memo::{Memo, remembered};
use super::rows::{ContextHow, ContextRule, FormContents};
use super::word_file::named;
use crate::fold::Folded;
use crate::record::Form;

/// A set of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Marks(u64);

impl Marks {
    /// Whether all of `other` are among these.
    pub fn hold(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// How many there are.
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The set as bits, to tell one set from another.
    #[cfg(test)]
    pub fn bits(self) -> u64 {
        self.0
    }

    /// These without those.
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// These and those.
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The marks of a concept's alias, written `a+b`; `None` if one is unknown.
    pub fn parse(written: &str) -> Option<Self> {
        let mut marks = Self::default();
        for name in written.split('+') {
            marks.0 |= CONTEXTS.mark(name)?.0;
        }
        Some(marks)
    }

    /// The marks that the words around a label give.
    pub fn around(context: &[&str]) -> Self {
        let mut all = Self::default();
        for words in context.iter().filter(|words| !words.is_empty()) {
            all.0 |= remembered(&READ, [*words], || CONTEXTS.read(words)).0;
        }
        all.without_contradictions()
    }

    fn without_contradictions(mut self) -> Self {
        for pair in &CONTEXTS.contradictions {
            if self.hold(*pair) {
                self.0 &= !pair.0;
            }
        }
        self
    }
}

thread_local! {
    /// Headings, units and column heads come again in every document.
    static READ: Memo<Marks> = Memo::default();
}

struct Contexts {
    names: Vec<&'static str>,
    contradictions: Vec<Marks>,
}

static CONTEXTS: LazyLock<Contexts> = LazyLock::new(|| {
    let mut contexts = Contexts {
        names: Vec::new(),
        contradictions: Vec::new(),
    };
    for row in ContextRule::all() {
        if !contexts.names.contains(&&*row.mark) {
            contexts.names.push(&row.mark);
        }
    }
    contexts.contradictions = [["income", "expenditure"], ["carry_in", "carry_out"]]
        .iter()
        .filter_map(|[one, other]| Some(contexts.mark(one)?.with(contexts.mark(other)?)))
        .collect();
    contexts
});

impl Contexts {
    fn mark(&self, name: &str) -> Option<Marks> {
        let index = self.names.iter().position(|known| *known == name)?;
        Some(Marks(1 << index))
    }

    fn read(&self, words: &str) -> Marks {
        let plain = Folded::fold(words).replace(['"', '“', '”'], "");
        ContextRule::all()
            .iter()
            .filter(|rule| match rule.how {
                ContextHow::Is => plain == *rule.word,
                ContextHow::Has => {
                    plain.contains(&*rule.word)
                        && !rule.unless.words().any(|word| plain.contains(word))
                }
            })
            .filter_map(|rule| self.mark(&rule.mark))
            .fold(Marks::default(), Marks::with)
    }
}

/// What the columns and rows of a form are about, where anything is known of them.
pub(super) fn contents(form: &str) -> Option<&'static FormContents> {
    let form: Form = named(form).ok()?;
    FormContents::all().iter().find(|row| row.form == form)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(written: &str) -> Marks {
        Marks::parse(written).unwrap()
    }

    #[test]
    fn words_give_marks() {
        for (context, written) in [
            (&["本年收入合计"][..], "income"),
            (&["一般公共预算财政拨款支出"], "general+expenditure"),
            (&["general_basic"], "form_general_basic+economic"),
            (&["公务用车购置支出", "辆"], "purchase+vehicle+vehicles"),
            (&["“三公”经费财政拨款支出"], "three_public"),
            (&["二级预算单位"], "units"),
        ] {
            assert!(Marks::around(context).hold(marks(written)), "{context:?}");
        }
    }

    #[test]
    fn contradictions_cancel() {
        let around = Marks::around(&["收入合计", "支出合计"]);
        assert!(!around.hold(marks("income")) && !around.hold(marks("expenditure")));
        assert!(!Marks::around(&["公务用车购置及运行维护费"]).hold(marks("purchase")));
        assert_eq!(Marks::around(&["收入支出决算总表"]), Marks::default());
    }

    #[test]
    fn marks_fit_into_a_word() {
        assert!(CONTEXTS.names.len() <= 64);
    }
}
