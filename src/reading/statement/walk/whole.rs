//! The whole that a part or share belongs to.

use super::super::scope::{Counted, Subject, Whole};
use super::super::token::{Is, Token};
use super::Walk;
use super::number::is_level;
use crate::lexicon::breakdowns;
use crate::lexicon::classification::{System, classification};
use crate::lexicon::clause::Class;
use crate::lexicon::concepts;
use crate::lexicon::label::MARKS;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::memo::{Memo, remembered};
use crate::lexicon::sides::{self, EXPENDITURE, INCOME};
use crate::record::{Measure, Quantity as Kind};
use crate::text::Cut;

/// What may be a part of a whole.
pub(super) struct Part<'p> {
    pub(super) label: Option<&'p str>,
    /// Whether the label stands before the clause.
    pub(super) carried: bool,
    pub(super) measure: Measure,
    pub(super) kind: Kind,
    /// Whether a percentage is said of a count.
    pub(super) counted: bool,
    /// Whether it is a score, whose whole is a score too.
    pub(super) score: bool,
    /// What a count counts.
    pub(super) counts: Counted,
}

impl Part<'_> {
    /// Whether something is another thing than the part, of which this may be a part.
    fn is_not(&self, whole: &Subject) -> bool {
        let counts = whole.kind == Kind::Count && self.kind == Kind::Count;
        let unlike = whole.score != self.score || !whole.counts.is_alike(self.counts);
        self.label != Some(whole.label.as_str()) && !(counts && unlike)
    }

    /// The one of a whole's amounts that it may be a part of.
    fn of<'w>(&self, whole: &'w Whole) -> Option<&'w Subject> {
        let first = whole.of_part(self.kind, self.counted);
        let other = whole.other.as_deref().filter(|_| self.kind == Kind::Count);
        let mut wholes = first.into_iter().chain(other);
        wholes.find(|whole| self.is_not(whole))
    }
}

impl Walk<'_> {
    /// The whole: of a share the one that `words` name, else the one that 其中 opened; and whether it stands
    /// before the clause.
    pub(super) fn whole_of(&self, part: &Part, words: &[Token]) -> (Option<String>, bool) {
        match part.measure {
            Measure::Share if self.last.is_some_and(|last| last.of_whole) => {
                return (self.share_of.clone(), false);
            }
            Measure::Share if !words.is_empty() => {
                let text = self.words(words);
                let whole = self.name_in(&text);
                return (Some(whole.unwrap_or_else(|| text.into_owned())), false);
            }
            Measure::Price | Measure::Rate => return (None, false),
            Measure::Completion | Measure::Growth | Measure::Change if part.carried => {
                return (None, false);
            }
            measure if is_level(measure) && !words.is_empty() => return (None, false),
            _ => {}
        }
        let whole = self.opened_whole(part).map(|whole| whole.label.clone());
        let whole = whole
            .or_else(|| Some(self.whole_of_tier(part.label, part.kind)?.label.clone()))
            .or_else(|| self.whole_before(part))
            .filter(|whole| !list(List::NoWhole).ends(whole))
            .filter(|whole| !is_total_of_more(part.label, whole));
        let before = whole.is_some();
        (whole, before)
    }

    /// 预算1260万元，市级504万元、区级756万元: the one amount of the sentence that levels of government, named alone, share.
    pub(super) fn whole_of_tier(&self, label: Option<&str>, kind: Kind) -> Option<&Subject> {
        let tier = |label: &str| list(List::Tier).contains(label);
        label.filter(|label| kind == Kind::Money && tier(label))?;
        let said = self.sentence.listed.iter();
        let mut said = said.filter(|one| one.kind == Kind::Money && !tier(&one.label));
        let first = said.next()?;
        said.all(|other| other.label == first.label)
            .then_some(first)
    }

    /// The whole that stands open in the sentence.
    fn opened_whole(&self, part: &Part) -> Option<&Subject> {
        let inner = self.sentence.wholes.iter().rev();
        let mut wholes = inner.filter_map(|(_, whole)| part.of(whole));
        let mut opened = wholes.next()?;
        // 其中：基本支出…，其中：人员经费…；项目支出…: the list inside has ended.
        if self.are_siblings(part.label, &opened.label) {
            opened = wholes.next()?;
        }
        // 一般公共预算收入…，其中：税收收入…；政府性基金收入…: nor is one fund of the accounts a part of another.
        if part
            .label
            .is_some_and(|label| are_other_funds(label, &opened.label))
        {
            opened = wholes.next()?;
        }
        if let Some(named) = self.named_after(part) {
            return Some(named);
        }
        // No expenditure is a part of an income.
        match self.same_side(opened, part.label) {
            true => Some(opened),
            false => self.listed_of_side(part.label),
        }
    }

    /// 财政总收入9万元，地方财政收入8万元。其中：县本级地方财政收入5万元: the amount said whose name a level of government
    /// bears.
    fn named_after(&self, part: &Part) -> Option<&Subject> {
        let label = part.label.filter(|_| part.kind == Kind::Money)?;
        let said = self.sentence.listed.iter().rev();
        said.chain(&self.before_last.money).find(|one| {
            let own = label.strip_suffix(one.label.as_str());
            one.kind == Kind::Money && own.is_some_and(|own| list(List::Tier).ends(own))
        })
    }

    /// The whole that stands before the sentence, or that the codebook knows of among what was said.
    fn whole_before(&self, part: &Part) -> Option<String> {
        let Part {
            label,
            measure,
            kind,
            ..
        } = *part;
        // 财政拨款收入占收入预算的97%；事业收入60万元，占2%: the shares of one list are of one whole.
        let shared = self
            .shared_out
            .as_ref()
            .filter(|_| measure == Measure::Share);
        if let Some(whole) = shared.filter(|whole| Some(whole.as_str()) != label) {
            return Some(whole.clone());
        }
        if let Some(among) = label.and_then(|label| self.whole_among(label)) {
            return Some(among);
        }
        let around = self
            .sentence
            .around
            .as_ref()
            .and_then(|whole| part.of(whole));
        // （一）2017年收入…，具体情况如下：1.财政拨款收入…: the side that opened the list, not what was called 本年收入
        // before it.
        let side = around.filter(|whole| kind != Kind::Count && sides::is_one(&whole.label));
        if let Some(side) = side.filter(|side| self.same_side(side, label)) {
            return Some(side.label.clone());
        }
        // The codebook knows of what a thing is a part: 公务接待费 of the “三公”经费 said before.
        let of_money = label.filter(|_| kind != Kind::Count);
        let concept = of_money.and_then(|label| self.concept(label));
        let known_whole = |said| known_whole(label?, concept?, said);
        // 财政拨款支出主要内容如下：1.“教育支出”科目…: an entry is one of the expenditure that opened the list.
        let of_list = around.filter(|whole| self.is_of_list(concept, whole));
        if let Some(of_list) = of_list {
            return Some(of_list.label.clone());
        }
        known_whole(&self.section.said)
            .filter(|whole| around.is_none() || !self.is_item_beside(whole))
            .or_else(|| self.item_around(part))
            // 3.公务接待费：国内接待费1.12万元 under a heading of its own.
            .or_else(|| known_whole(self.section.titled.as_slice()))
            .or_else(|| {
                match around.filter(|around| {
                    !are_both_sides(label, around) && !self.are_siblings(label, &around.label)
                }) {
                    Some(around) => Some(around.label.clone()),
                    None => {
                        known_whole(&self.section.said_around).or_else(|| self.sum_around(part))
                    }
                }
            })
    }

    /// 税收收入中，增值税5万元。企业所得税2万元: that of which the passage tells the parts, if a thing is known as one.
    fn whole_among(&self, label: &str) -> Option<String> {
        let (_, whole) = self.among.as_ref()?;
        let tax = || list(List::Taxes).ends(whole) && list(List::Tax).ends(without_bracket(label));
        let known = || known_whole(label, self.concept(label)?, self.among.as_slice());
        known().or_else(|| tax().then(|| whole.clone()))
    }

    /// Whether something is another item of the list that the passage stands in.
    fn is_item_beside(&self, whole: &str) -> bool {
        let own = self.section.style.filter(|_| self.numbered);
        let mut items = self.section.items.iter();
        items.any(|(style, item)| Some(*style) == own && item.label == whole)
    }

    /// Whether a 类 stands in a list of the parts of an expenditure that the codebook knows to be narrower than all.
    fn is_of_list(&self, concept: Option<&concepts::Concept>, whole: &Subject) -> bool {
        let Some(class) = concept.filter(|concept| concept.id == CLASS_CONCEPT) else {
            return false;
        };
        let whole = self
            .concept(&whole.label)
            .filter(|_| whole.label.contains(EXPENDITURE));
        let mut above = std::iter::successors(class.parent.and_then(concepts::by_id), |above| {
            above.parent.and_then(concepts::by_id)
        });
        whole.is_some_and(|whole| above.all(|above| above.id != whole.id))
    }

    /// 1.…(项)…支出决算为320万元，…合同价296.8万元: what an item of the list tells besides is of the item.
    fn item_around(&self, part: &Part) -> Option<String> {
        let item = self.item.as_ref().or(self.around_item.as_ref())?;
        let label = part.label?;
        let besides = label != item.label
            && !label.ends_with(')')
            && part.kind == Kind::Money
            && part.measure == Measure::Amount;
        besides.then(|| item.label.clone())
    }

    /// The sum of the accounts that was spoken of, of a share without a whole.
    fn sum_around(&self, part: &Part) -> Option<String> {
        let main = self.sentence.main.as_ref().filter(|main| part.is_not(main));
        let main = main.or(self.before.as_ref()).or(self.section.main.as_ref());
        let sum = main.filter(|main| {
            part.is_not(main)
                && part.measure == Measure::Share
                && list(List::SharedOut).any_in(&main.label)
                && self.same_side(main, part.label)
        });
        sum.map(|sum| sum.label.clone())
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
        let (before, behind) = lead.split_at(at);
        let range = behind.first()?.range.start..behind.last()?.range.end;
        let saved = list(List::Saved).contains(self.text.within(range.clone()));
        if !saved || lead.iter().any(compares) {
            return None;
        }
        let mut words = before.to_vec();
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
        let clash = |own, other| label.contains(own) && sides::is_only(&whole.label, other);
        !(clash(EXPENDITURE, INCOME) || clash(INCOME, EXPENDITURE))
    }

    /// The level said last, in this sentence or the one before, that stands on the side of a part.
    pub(super) fn listed_of_side(&self, label: Option<&str>) -> Option<&Subject> {
        let side = sides::first_in(label?, [EXPENDITURE, INCOME])?;
        let said = self
            .sentence
            .listed
            .iter()
            .rev()
            .chain(&self.before_last.money);
        said.filter(|said| said.kind == Kind::Money && Some(said.label.as_str()) != label)
            .find(|said| {
                let beside = self.are_siblings(label, &said.label);
                said.label.contains(side) && !beside && !self.is_part(&said.label)
            })
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

/// Whether two names are of two of the funds that the accounts are made up of; what goes from one to the other is of both.
fn are_other_funds(label: &str, whole: &str) -> bool {
    let fund = |name| list(List::FundOfAccounts).at_start(name);
    let both = fund(label).zip(fund(whole));
    both.is_some_and(|(own, other)| own != other) && !list(List::BetweenFunds).any_in(label)
}

/// 转移性收入6万元，其中：债务收入4万元，收入总计9万元: a total of all is a part of none but totals.
fn is_total_of_more(label: Option<&str>, whole: &str) -> bool {
    let total = list(List::GrandTotal);
    label.is_some_and(|label| total.ends(label)) && !total.any_in(whole)
}

/// Whether two names are those of the two sides of one thing: 一般公共预算收入, 全年一般公共预算支出.
fn are_both_sides(label: Option<&str>, whole: &Subject) -> bool {
    let other = |own, other| {
        sides::is_only(&whole.label, own) && {
            let opposite = whole.label.replace(own, other);
            // 县级一般公共预算收入, 一般公共预算支出
            label.is_some_and(|label| {
                label.ends_with(&opposite) || !sides::is_one(label) && opposite.ends_with(label)
            })
        }
    };
    other(INCOME, EXPENDITURE) || other(EXPENDITURE, INCOME)
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

/// The concept of all 类.
const CLASS_CONCEPT: &str = "functional_class";

/// The digits of the code of a 类.
const CLASS: usize = 3;

/// 国内增值税(50%部分) is 国内增值税.
fn without_bracket(label: &str) -> &str {
    let inner = label
        .strip_suffix(')')
        .and_then(|open| open.rsplit_once('('));
    inner.map_or(label, |(name, _)| name)
}

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
