//! The whole that a part or share belongs to.

use super::super::name;
use super::super::scope::Subject;
use super::super::side::{self, EXPENDITURE, INCOME};
use super::super::token::{Is, Token};
use super::lead::slice;
use super::number::{is_level, is_score};
use super::{Said, Walk};
use crate::grammar::quantity::Quantity;
use crate::lexicon::breakdowns;
use crate::lexicon::classification::{System, classification};
use crate::lexicon::clause::Class;
use crate::lexicon::concepts;
use crate::lexicon::frames::Fit;
use crate::lexicon::label::MARKS;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::memo::{Memo, remembered};
use crate::record::{Measure, Quantity as Kind};
impl Walk<'_> {
    /// The whole: of a share the one named, else the one that 其中 opened; and whether it stands
    /// before the clause. `counted`: a percentage is said of a count.
    pub(super) fn whole_of(
        &self,
        fit: &Fit,
        lead: &[Token],
        measure: Measure,
        (quantity, counted): (&Quantity, bool),
        label: Option<&str>,
        carried: bool,
    ) -> (Option<String>, bool) {
        let kind = quantity.kind;
        let words = slice(lead, fit.whole);
        if measure == Measure::Share
            && let Some(Said { of_whole: true, .. }) = self.last
        {
            return (self.share_of.clone(), false);
        }
        if is_level(measure) && !words.is_empty() {
            return (None, false);
        }
        if measure == Measure::Share && !words.is_empty() {
            let text = name::text(self.text, words);
            let whole =
                name::clean(&text, self.context.issuer).unwrap_or_else(|| text.into_owned());
            return (Some(whole), false);
        }
        match measure {
            Measure::Price | Measure::Rate => return (None, false),
            Measure::Completion | Measure::Growth | Measure::Change if carried => {
                return (None, false);
            }
            _ => {}
        }
        let other = |subject: &&Subject| {
            let scores = subject.kind == Kind::Count && kind == Kind::Count;
            label != Some(subject.label.as_str())
                && !(scores && subject.score != is_score(quantity))
        };
        let inner = self.sentence.wholes.iter().rev().map(|(_, whole)| whole);
        let mut wholes = inner.filter_map(|whole| whole.of_part(kind, counted).filter(other));
        // 其中：基本支出…，其中：人员经费…；项目支出…: the list inside has ended.
        let opened = wholes.next().map(|inner| {
            let akin = self.are_siblings(label, &inner.label);
            if akin { wholes.next() } else { Some(inner) }
        });
        let opened = opened.flatten();

        // No expenditure is a part of an income.
        let opened = match opened.filter(|whole| !self.same_side(whole, label)) {
            Some(_) => self.listed_of_side(label),
            None => opened,
        };
        if let Some(whole) = opened {
            return (Some(whole.label.clone()), true);
        }
        // 财政拨款收入占收入预算的97%；事业收入60万元，占2%: the shares of one list are of one whole.
        if measure == Measure::Share
            && let Some(whole) = self
                .shared_out
                .as_ref()
                .filter(|whole| Some(whole.as_str()) != label)
        {
            return (Some(whole.clone()), true);
        }
        let around = self
            .sentence
            .around
            .as_ref()
            .and_then(|whole| whole.of_part(kind, counted).filter(other));
        // （一）2017年收入…，具体情况如下：1.财政拨款收入…: the side that opened the list, not what was called 本年收入
        // before it.
        if kind != Kind::Count
            && let Some(side) = around.filter(|whole| side::is_one(&whole.label))
            && self.same_side(side, label)
        {
            return (Some(side.label.clone()), true);
        }
        // The codebook knows of what a thing is a part: 公务接待费 of the “三公”经费 said before.
        let concept = label
            .filter(|_| kind != Kind::Count)
            .and_then(|label| self.concept(label));
        let known_whole = |said| known_whole(label?, concept?, said);
        if let Some(whole) = known_whole(&self.section.said) {
            return (Some(whole), true);
        }
        // 1.…(项)…支出决算为320万元，…合同价296.8万元: what an item of the list tells besides is of the item.
        let told_besides = self
            .item
            .as_ref()
            .or(self.around_item.as_ref())
            .filter(|item| {
                let other = label.is_some_and(|label| label != item.label && !label.ends_with(')'));
                other && kind == Kind::Money && measure == Measure::Amount
            });
        if let Some(item) = told_besides {
            return (Some(item.label.clone()), true);
        }
        // 3.公务接待费：国内接待费1.12万元 under a heading of its own.
        if let Some(whole) = known_whole(self.section.titled.as_slice()) {
            return (Some(whole), true);
        }
        if around.is_none()
            && let Some(whole) = known_whole(&self.section.said_around)
        {
            return (Some(whole), true);
        }
        let whole = around.or_else(|| {
            let main = self
                .sentence
                .main
                .as_ref()
                .filter(other)
                .or(self.before.as_ref())
                .or(self.section.main.as_ref());
            main.filter(other).filter(|main| {
                measure == Measure::Share
                    && list(List::SharedOut).any_in(&main.label)
                    && self.same_side(main, label)
            })
        });
        (whole.map(|whole| whole.label.clone()), whole.is_some())
    }

    /// 采购节约资金53万元 names what was saved; 比上年节约资金3万元 is a difference.
    pub(super) fn saved(&self, lead: &[Token]) -> Option<Vec<Token>> {
        let at = lead.iter().rposition(|token| token.is_a(Class::DownVerb))?;
        let compares = |token: &Token| {
            matches!(
                token.is,
                Is::Word(Class::Than | Class::From | Class::Yoy | Class::Budget | Class::Target)
            )
        };
        let end = lead.last()?.range.end;
        let range = lead[at].range.start..end;
        let saved = list(List::Saved).contains(&self.text[range.clone()]);
        if !saved || lead.iter().any(compares) {
            return None;
        }
        let mut words = lead[..at].to_vec();
        words.push(Token {
            is: Is::Word(Class::Text),
            range,
        });
        Some(words)
    }

    /// Whether two names are known as parts of one thing, to the codebook or as 类 of expenditure: neither is a
    /// part of the other.
    pub(super) fn are_siblings(&self, label: Option<&str>, other: &str) -> bool {
        if label.is_some_and(|label| label != other && is_class(label) && is_class(other)) {
            return true;
        }
        // 政府债务余额 is no part of 政府债务限额.
        let side = |name: &str| list(List::DebtSide).at_end(name);
        if let Some(label) = label
            && side(label).is_some()
            && side(other).is_some()
            && side(label) != side(other)
        {
            return true;
        }
        let label = label.and_then(|label| self.concept(label));
        match (label, self.concept(other)) {
            (Some(one), Some(another)) => breakdowns::are_parts_of_one(one.id, another.id),
            _ => false,
        }
    }

    /// Whether a part and its whole can stand on the same side of the accounts.
    pub(super) fn same_side(&self, whole: &Subject, label: Option<&str>) -> bool {
        let Some(label) = label.filter(|_| whole.kind == Kind::Money) else {
            return true;
        };
        let clash = |own, other| label.contains(own) && side::is_only(&whole.label, other);
        !(clash(EXPENDITURE, INCOME) || clash(INCOME, EXPENDITURE))
    }

    /// The level said last, in this sentence or the one before, that stands on the side of a part.
    pub(super) fn listed_of_side(&self, label: Option<&str>) -> Option<&Subject> {
        let side = side::first_in(label?, [EXPENDITURE, INCOME])?;
        let said = self
            .sentence
            .listed
            .iter()
            .rev()
            .chain(&self.before_last.money);
        said.filter(|said| said.kind == Kind::Money && Some(said.label.as_str()) != label)
            .find(|said| said.label.contains(side) && !self.is_part(&said.label))
    }

    /// Whether what was said last of a thing has a whole.
    fn is_part(&self, label: &str) -> bool {
        let said = self
            .meanings
            .iter()
            .rfind(|one| one.label.as_deref() == Some(label));
        said.is_some_and(|one| one.whole.is_some())
    }

    /// The concept of a label in this section.
    pub(super) fn concept(&self, label: &str) -> Option<&'static concepts::Concept> {
        let title = self
            .section
            .heading
            .titles
            .first()
            .map_or("", String::as_str);
        concepts::find_in(label, &[title]).map(|found| found.concept)
    }

    /// The components of the path that was said last, if the label belongs to it.
    pub(super) fn path_of(&self, label: Option<&str>) -> Vec<String> {
        let marked = label.is_some_and(|label| {
            label.contains('(') && MARKS[1..].iter().any(|mark| label.contains(mark))
        });
        if marked {
            self.section.path.parts()
        } else {
            Vec::new()
        }
    }
}

/// Whether a name is one of the 类 of the functional classification.
fn is_class(name: &str) -> bool {
    thread_local! {
        static CLASSES: Memo<bool> = Memo::default();
    }
    let name = name.strip_suffix(MARKS[0]).unwrap_or(name);
    remembered(&CLASSES, [name], || {
        let mut entries = classification().of_name(name);
        entries.any(|entry| entry.system == System::Functional && entry.code.len() == CLASS)
    })
}

/// The digits of the code of a 类.
const CLASS: usize = 3;

/// The amount of those said that the codebook knows a label to be a part of.
fn known_whole(
    label: &str,
    concept: &concepts::Concept,
    said: &[(&'static str, String)],
) -> Option<String> {
    if said.is_empty() {
        return None;
    }
    let mut above = concept.parent;
    while let Some(id) = above {
        let whole = said
            .iter()
            .rfind(|(known, said)| *known == id && said != label);
        if let Some((_, whole)) = whole {
            return Some(whole.clone());
        }
        above = concepts::by_id(id).and_then(|concept| concept.parent);
    }
    // 公用经费 is a part of 财政拨款基本支出 as of 基本支出.
    let wholes: Vec<&str> = breakdowns::wholes_of(concept.id).collect();
    let whole = said
        .iter()
        .rfind(|(known, said)| said != label && wholes.contains(known));
    whole.map(|(_, whole)| whole.clone())
}
