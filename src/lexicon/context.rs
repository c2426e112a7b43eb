//! What the surroundings of a label say about it.
//!
//! Some names mean a thing only somewhere: 合计 in a column, 基本支出 under 一般公共预算, 国内公务接待 with 批次
//! or 人次. The reader hands over what it knows of the place as plain words; `data/contexts.tsv` turns
//! the words into marks, and the codebook asks for marks.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::label::data_lines;
use super::memo::{Memo, remembered};
use crate::fold::Folded;

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
            all.0 |= remembered(&READ, &[words], || CONTEXTS.read(words)).0;
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

struct Rule {
    /// The whole context must be the word, not only hold it.
    whole: bool,
    word: &'static str,
    unless: Vec<&'static str>,
    mark: Marks,
}

struct Contexts {
    names: Vec<&'static str>,
    rules: Vec<Rule>,
    contradictions: Vec<Marks>,
}

static CONTEXTS: LazyLock<Contexts> = LazyLock::new(|| {
    let mut contexts = Contexts {
        names: Vec::new(),
        rules: Vec::new(),
        contradictions: Vec::new(),
    };
    for line in include_str!("data/contexts.tsv").lines() {
        let mut fields = line.split('\t');
        let (Some(how @ ("is" | "has")), Some(word), Some(unless), Some(name)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let index = match contexts.names.iter().position(|known| *known == name) {
            Some(index) => index,
            None => {
                contexts.names.push(name);
                contexts.names.len() - 1
            }
        };
        contexts.rules.push(Rule {
            whole: how == "is",
            word,
            unless: unless.split(';').filter(|word| !word.is_empty()).collect(),
            mark: Marks(1 << index),
        });
    }
    contexts.contradictions = [["income", "expenditure"], ["carry_in", "carry_out"]]
        .iter()
        .filter_map(|[one, other]| Some(Marks(contexts.mark(one)?.0 | contexts.mark(other)?.0)))
        .collect();
    contexts
});

impl Contexts {
    fn mark(&self, name: &str) -> Option<Marks> {
        let index = self.names.iter().position(|known| *known == name)?;
        Some(Marks(1 << index))
    }

    fn read(&self, words: &str) -> Marks {
        let folded = Folded::fold(words);
        let plain = folded.replace(['"', '“', '”'], "");
        let mut marks = Marks::default();
        for rule in &self.rules {
            let fits = if rule.whole {
                plain == rule.word
            } else {
                plain.contains(rule.word) && !rule.unless.iter().any(|word| plain.contains(word))
            };
            if fits {
                marks.0 |= rule.mark.0;
            }
        }
        marks
    }
}

/// What the data file says of a form.
#[derive(Default)]
struct Forms {
    only: HashMap<&'static str, &'static str>,
    things: HashSet<&'static str>,
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let mut forms = Forms::default();
    for (how, of, concepts) in data_lines(include_str!("data/contexts.tsv")) {
        match how {
            "only" => {
                forms.only.entry(of).or_insert(concepts);
            }
            "things" => {
                forms.things.insert(of);
            }
            _ => {}
        }
    }
    forms
});

/// The concepts that a table of this form is about, where its columns can be nothing else.
pub(super) fn only(form: &str) -> Option<&'static str> {
    FORMS.only.get(form).copied()
}

/// Whether the rows of a table of this form are things of their own.
pub(super) fn rows_are_things(form: &str) -> bool {
    FORMS.things.contains(form)
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
