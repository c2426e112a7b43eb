//! A fact as a sentence that a person can check against the text.

use rust_decimal::Decimal;

use super::words::{Language, cues, fill, word};
use crate::record::{Basis, Comparator, Fact, Field, Measure, Quantity, Sign};
use crate::text::{Cut, Text};

/// Says what facts mean.
#[derive(Debug)]
pub struct Speaker<'a> {
    text: &'a Text,
    facts: &'a [Box<Fact>],
    language: Language,
    /// Byte offset of every fact.
    starts: Vec<usize>,
}

/// How far after an amount its change is looked for, in facts.
const NEAR: usize = 8;

impl<'a> Speaker<'a> {
    /// A speaker for the facts of a text, which are in text order.
    pub fn new(text: &'a Text, facts: &'a [Box<Fact>], language: Language) -> Self {
        let mut starts = Vec::with_capacity(facts.len());
        let mut points = text.as_str().char_indices().map(|(byte, _)| byte);
        let mut next = 0;
        for fact in facts {
            let start = points.nth(fact.id.saturating_sub(next));
            // Two facts at one place would find the point gone: they share the offset.
            let last = starts.last().copied().unwrap_or(0);
            starts.push(match start {
                Some(byte) if fact.id >= next => byte,
                _ => last,
            });
            next = next.max(fact.id + 1);
        }
        Self {
            text,
            facts,
            language,
            starts,
        }
    }

    /// The same in another language.
    pub fn in_language(&self, language: Language) -> Speaker<'a> {
        Speaker {
            text: self.text,
            facts: self.facts,
            language,
            starts: self.starts.clone(),
        }
    }

    /// The sentence of the fact at an index: `2020 final: 公务接待费支出 = 26,000 yuan, down 3.7 % on 2019`.
    pub fn sentence(&self, index: usize) -> String {
        let Some(fact) = self.facts.get(index) else {
            return String::new();
        };
        let label = fact.label.as_deref().or(fact.row_label.as_deref());
        let label = label.unwrap_or_else(|| self.word("no_label"));
        let value = self.value(fact);
        let of = fact.whole.as_deref().map_or(String::new(), |whole| {
            fill(self.word("share.of"), &[("whole", whole)])
        });
        let companion = self
            .companion(index)
            .map_or(String::new(), |other| self.changed("companion", other, ""));
        let said = match fact.measure {
            Some(Measure::Change) => self.changed("change", index, label),
            Some(Measure::Growth) => self.changed("growth", index, label),
            measure => fill(
                self.word(template(measure)),
                &[
                    ("label", label),
                    ("value", &value),
                    ("of", &of),
                    ("companion", &companion),
                ],
            ),
        };
        format!("{}{said}", self.when(fact))
    }

    /// What the document does not say and was inferred.
    pub fn assumed(&self, fact: &Fact) -> Vec<&'static str> {
        fact.assumed
            .iter()
            .map(|field| match field {
                Field::Year => self.word("assumed.year"),
                Field::Unit => self.word("assumed.unit"),
                Field::Yuan => self.word("assumed.yuan"),
                Field::Code => self.word("assumed.code"),
                Field::Basis => self.word("assumed.basis"),
                Field::Versus => self.word("assumed.versus"),
                other => other.name(),
            })
            .collect()
    }

    /// The value: money in yuan where it is known.
    pub fn value(&self, fact: &Fact) -> String {
        let sign = match fact.comparator {
            Some(Comparator::AtLeast) => "≥ ",
            Some(Comparator::Above) => "> ",
            Some(Comparator::AtMost) => "≤ ",
            Some(Comparator::Below) => "< ",
            Some(Comparator::About) => self.word("about"),
            None => "",
        };
        let number = match (fact.kind, fact.yuan) {
            (Quantity::Money, Some(yuan)) => {
                format!("{}{}", grouped(yuan.0), self.word("yuan"))
            }
            (Quantity::Percent, _) => match self.language {
                Language::English => format!("{} %", fact.value.0.normalize()),
                Language::Chinese => format!("{}%", fact.value.0.normalize()),
            },
            _ => {
                let unit = fact.unit.as_deref().unwrap_or("");
                let number = grouped(fact.value.0);
                if unit.is_empty() {
                    number
                } else {
                    format!("{number} {unit}")
                }
            }
        };
        format!("{sign}{number}")
    }

    /// The index of the change or growth that is said of the amount at an index: the growth rather than
    /// the change, of the same thing in the same year, near behind it and before the next amount of it.
    pub fn companion(&self, index: usize) -> Option<usize> {
        self.change_of(index, Measure::Growth)
            .or_else(|| self.change_of(index, Measure::Change))
    }

    /// The index of the change (or growth) said of the amount at an index.
    pub fn change_of(&self, index: usize, measure: Measure) -> Option<usize> {
        let fact = self.facts.get(index)?;
        if fact.measure != Some(Measure::Amount) || fact.table_id.is_some() {
            return None;
        }
        let is_same = |other: &Fact| {
            other.year == fact.year
                && other.section_id == fact.section_id
                && match fact.concept {
                    Some(_) => other.concept == fact.concept && other.code == fact.code,
                    None => other.label.is_some() && other.label == fact.label,
                }
        };
        self.facts
            .iter()
            .enumerate()
            .skip(index + 1)
            .take(NEAR)
            .take_while(|(_, other)| {
                !(is_same(other)
                    && other.measure == Some(Measure::Amount)
                    && other.basis == fact.basis)
            })
            .find(|(_, other)| is_same(other) && other.measure == Some(measure))
            .map(|(at, _)| at)
    }

    /// What the change at an index is relative to, as the text before it says: the kind and the year.
    pub fn compared_with(&self, index: usize) -> Option<(&'static str, Option<i32>)> {
        let start = *self.starts.get(index)?;
        let before = self.text.as_str().get(..start)?;
        let sentence = before
            .rfind(['。', '；', '\n'])
            .map_or(before, |end| before.behind(end));
        let word = cues()
            .iter()
            .filter(|(_, kind)| *kind != "joint")
            .filter_map(|(word, kind)| Some((sentence.rfind(word)? + word.len(), *kind, None)));
        // 比2019年, 与2019年度: the year stands between the joint and 年.
        let year = cues()
            .iter()
            .filter(|(_, kind)| *kind == "joint")
            .filter_map(|(word, _)| {
                let at = sentence.rfind(word)? + word.len();
                let year = sentence.get(at..at + 4)?.parse().ok()?;
                Some((at, "year", Some(year)))
            });
        let (_, kind, year) = word.chain(year).max_by_key(|(at, _, _)| *at)?;
        Some((kind, year))
    }

    fn changed(&self, template: &'static str, index: usize, label: &str) -> String {
        let Some(fact) = self.facts.get(index) else {
            return String::new();
        };
        let direction = match fact.sign {
            Some(Sign::Up) => "direction.+",
            Some(Sign::Down) => "direction.-",
            Some(Sign::Level) => "direction.0",
            Some(Sign::Unfilled) => "direction.?",
            None => "direction.none",
        };
        let versus = match self.compared_with(index) {
            Some(("before", _)) => match fact.year {
                Some(year) => fill(
                    self.word("versus.year"),
                    &[("year", &(year - 1).to_string())],
                ),
                None => self.word("versus.before").to_owned(),
            },
            Some(("year", Some(year))) => {
                fill(self.word("versus.year"), &[("year", &year.to_string())])
            }
            Some(("plan", _)) => self.word("versus.plan").to_owned(),
            _ => String::new(),
        };
        fill(
            self.word(template),
            &[
                ("label", label),
                ("direction", self.word(direction)),
                ("value", &self.value(fact)),
                ("versus", &versus),
            ],
        )
    }

    fn when(&self, fact: &Fact) -> String {
        let basis = match fact.basis {
            Some(Basis::Final) => "basis.final",
            Some(Basis::Budget) => "basis.budget",
            Some(Basis::Other) | None => "basis.other",
        };
        let basis = self.word(basis);
        match fact.year {
            Some(year) => fill(
                self.word("when"),
                &[("year", &year.to_string()), ("basis", basis)],
            ),
            None => fill(self.word("when.no_year"), &[("basis", basis)]),
        }
    }

    fn word(&self, key: &'static str) -> &'static str {
        word(key, self.language)
    }
}

fn template(measure: Option<Measure>) -> &'static str {
    match measure {
        Some(Measure::Amount) => "amount",
        Some(Measure::Share) => "share",
        Some(Measure::Change) => "change",
        Some(Measure::Growth) => "growth",
        Some(Measure::Completion) => "completion",
        Some(Measure::Count) => "count",
        Some(Measure::Rate) => "rate",
        Some(Measure::Price) => "price",
        None => "plain",
    }
}

/// A number with a comma for every three digits.
pub fn grouped(number: Decimal) -> String {
    let digits = number.normalize().to_string();
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", digits.as_str()),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let mut grouped = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if !part.is_empty() {
        grouped.push('.');
        grouped.push_str(part);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{extraction::extract, source::Source};

    fn sentences(text: &str, language: Language) -> Vec<String> {
        let source = Source::from_bytes("a.txt".to_owned(), text.into()).unwrap();
        let extraction = extract(&source);
        let speaker = Speaker::new(&source.text, &extraction.facts, language);
        (0..extraction.facts.len())
            .map(|index| speaker.sentence(index))
            .collect()
    }

    const TEXT: &str = "2020年度部门决算\n一、“三公”经费支出决算情况说明\n2020年公务接待费支出2.6万元，比2019年减少0.1万元，下降3.7%。\n";

    #[test]
    fn an_amount_says_its_growth() {
        let said = sentences(TEXT, Language::English);
        assert_eq!(
            said[0],
            "2020 final: 公务接待费支出 = 26,000 yuan, down 3.7 % on 2019"
        );
        assert_eq!(
            said[1],
            "2020 final: 公务接待费支出 down 1,000 yuan on 2019"
        );
    }

    #[test]
    fn it_speaks_chinese() {
        let said = sentences(TEXT, Language::Chinese);
        assert_eq!(
            said[0],
            "2020年决算：公务接待费支出 = 26,000 元，比2019年减少 3.7%"
        );
    }

    #[test]
    fn digits_stand_in_threes() {
        for (number, shown) in [
            ("0", "0"),
            ("999", "999"),
            ("1000.50", "1,000.5"),
            ("-1234567", "-1,234,567"),
        ] {
            assert_eq!(grouped(number.parse().unwrap()), shown);
        }
    }
}
