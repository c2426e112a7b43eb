//! The facts of running text: every quantity with its place.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::statement::{Heading, Meaning};
use crate::fold::Folded;
use crate::grammar::lost;
use crate::grammar::scan::{Found, scan};
use crate::lexicon::concepts;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::numbers::vocabulary;
use crate::record::{Fact, Field, Fields, Number, Origin, Quantity, SmolStr};
use crate::text::is_han;
use crate::text::{Cut, Text};

/// A passage of running text: bytes of the joined view.
pub type Passage = Range<usize>;

/// Reads the quantities of every passage. What a number means is left open here; only its own
/// words are read.
pub fn read(text: &Text, joined: &Folded, passages: &[Passage]) -> Vec<(Passage, Vec<Found>)> {
    let mut read: Vec<(Passage, Vec<Found>)> = passages
        .iter()
        .map(|passage| {
            let wide_comma = |at: usize| is_wide_comma(text, joined, passage.start + at);
            (
                passage.clone(),
                scan(vocabulary(), joined.within(passage.clone()), &wide_comma),
            )
        })
        .collect();
    leave_cut_off(joined, &mut read);
    complete_units(joined, &mut read);
    read
}

/// Leaves out the amount that the text breaks off in: 债务收入8.
fn leave_cut_off(joined: &Folded, read: &mut [(Passage, Vec<Found>)]) {
    let Some((passage, found)) = read.last_mut() else {
        return;
    };
    let at_end = passage.end == joined.as_str().trim_end().len();
    let length = passage.end - passage.start;
    found.pop_if(|last| {
        let quantity = &last.quantity;
        let lost = quantity.kind == Quantity::Money && quantity.unit.is_none();
        at_end && lost && last.range.end == length
    });
}

/// Whether the comma at a joined offset is full-width behind a plain digit. Among full-width
/// digits a full-width comma parts thousands as a plain one does among plain digits.
fn is_wide_comma(text: &Text, joined: &Folded, at: usize) -> bool {
    let (source, behind) = text.as_str().split_at(joined.source_start(at));
    behind.starts_with('，')
        && source
            .chars()
            .next_back()
            .is_some_and(|c| c.is_ascii_digit())
}

/// Gives money whose unit was lost its worth: by the unit that is declared, by that of the other
/// money of its passage, or by the only one of the document.
fn complete_units(joined: &Folded, read: &mut [(Passage, Vec<Found>)]) {
    let lost = |one: &Found| one.quantity.kind == Quantity::Money && one.quantity.unit.is_none();
    if !read.iter().any(|(_, found)| found.iter().any(lost)) {
        return;
    }
    let document = only_factor(read.iter().flat_map(|(_, found)| found));
    let mut above = None;
    for (passage, found) in read {
        let declared = lost::declared(vocabulary(), joined.within(passage.clone()));
        if let Some(declared) = declared.as_ref().filter(|declared| declared.below) {
            above = Some(declared.factor);
        }
        let own = declared
            .map(|declared| declared.factor)
            .or_else(|| only_factor(found.iter()));
        let mut last = None;
        for one in found {
            if let Some(factor) = printed_factor(one) {
                last = Some(factor);
            }
            if lost(one) && one.quantity.yuan.is_none() {
                let factor = own.or(last).or(above).or(document);
                // Nothing is nothing in any unit.
                let nothing = one.quantity.value.is_zero().then_some(Decimal::ZERO);
                one.quantity.yuan = factor
                    .and_then(|factor| one.quantity.value.checked_mul(factor))
                    .or(nothing);
            }
        }
    }
}

/// How many yuan the printed unit of a sum of money is worth; prices have units of their own.
fn printed_factor(one: &Found) -> Option<Decimal> {
    let quantity = &one.quantity;
    let sum = quantity
        .unit
        .as_ref()
        .is_some_and(|unit| !unit.contains('/'));
    (sum && !one.unit_assumed && quantity.yuan.is_some() && quantity.kind == Quantity::Money)
        .then_some(quantity.factor)
}

/// The factor that all sums of money have, but for few.
fn only_factor<'a>(found: impl Iterator<Item = &'a Found>) -> Option<Decimal> {
    let mut counts: BTreeMap<Decimal, usize> = BTreeMap::new();
    for factor in found.filter_map(printed_factor) {
        *counts.entry(factor).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let (factor, most) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (most * 3 > all * 2).then_some(factor)
}

/// The unit as the source prints it: the measure word of a count keeps its traditional characters.
fn printed_unit(text: &Text, joined: &Folded, passage: &Passage, found: &Found) -> Option<SmolStr> {
    let Some(measure) = &found.measure else {
        return found.quantity.unit.as_deref().map(SmolStr::new);
    };
    let start = passage.start + measure.start;
    let folded = joined.within(start..passage.start + measure.end);
    let printed = folded.char_indices().map(|(at, read)| {
        let source = text.as_str().behind(joined.source_start(start + at));
        let ideograph = |c: &char| is_han(*c);
        source
            .chars()
            .next()
            .filter(|_| ideograph(&read))
            .unwrap_or(read)
    });
    Some(printed.collect())
}

/// A quantity as a fact, its meaning still open.
pub fn fact(
    text: &Text,
    joined: &Folded,
    doc: &str,
    section: Option<usize>,
    passage: &Passage,
    found: &Found,
) -> Fact {
    let range = passage.start + found.range.start..passage.start + found.range.end;
    let source = joined.source_range(text, range.clone());
    let span = text.span(source.clone());
    let quantity = &found.quantity;
    Fact {
        doc: doc.into(),
        id: span.0,
        origin: Origin::Text,
        section_id: section,
        table_id: None,
        row_label: None,
        column_label: None,
        code: None,
        raw: joined.raw(text, range).into(),
        kind: quantity.kind,
        value: Number(quantity.value),
        decimals: quantity.decimals,
        unit: printed_unit(text, joined, passage, found),
        yuan: quantity.yuan.map(|yuan: Decimal| Number(yuan)),
        comparator: quantity.comparator,
        label: None,
        concept: None,
        measure: None,
        sign: None,
        year: None,
        basis: None,
        whole: None,
        versus: None,
        versus_year: None,
        carried: Fields::default(),
        assumed: inferred(found),
        line: text.line_number(source.start),
        page: None,
        span,
    }
}

/// What a number does not bear itself: its unit, and what it is worth where the unit stands nowhere near it.
fn inferred(found: &Found) -> Fields {
    let quantity = &found.quantity;
    match found.unit_assumed {
        false => Fields::default(),
        true => {
            let worth = quantity.unit.is_none() && quantity.yuan.is_some();
            let worth = worth.then_some(Field::Yuan);
            std::iter::once(Field::Unit).chain(worth).collect()
        }
    }
}

/// So many facts before one are looked through for what it goes on with.
const MOST_SAID: usize = 32;

/// What a number is of that goes on with one said before in its section.
pub fn goes_on(fact: &mut Fact, said: &[Box<Fact>]) {
    let section = fact.section_id;
    let near = || {
        let said = said.iter().rev().take(MOST_SAID);
        said.take_while(move |one| one.section_id == section)
    };
    let mut said = near();
    let Some(label) = fact.label.as_ref() else {
        return;
    };
    if fact.carried.contains(Field::Label) {
        // 基本支出5万元，比上年减少1万元: of the same concept, though the whole is open no more.
        let before = said
            .find(|one| one.label.as_ref() == Some(label) && !one.carried.contains(Field::Label));
        if let Some(before) = before.filter(|one| one.kind == Quantity::Money)
            && before.concept.is_some()
            && fact.kind != Quantity::Count
        {
            fact.concept = before.concept;
            fact.code.clone_from(&before.code);
        }
    } else if fact.concept.is_none()
        && fact.kind == Quantity::Count
        && list(List::CountedWord).contains(label)
    {
        // 接待3批次（其中外事接待0批次），接待人次8人 are all of them.
        let is_part = |part: &Fact, whole: &Fact| part.whole.is_some() && part.whole == whole.label;
        let mut before = said.next();
        while let Some(outer) = said.next()
            && before.is_some_and(|before| is_part(before, outer))
        {
            before = Some(outer);
        }
        if let Some(before) = before
            && let Some(concept) = counted_besides(fact, before)
        {
            fact.concept = Some(concept);
            // In the same books: the year's, as the groups are.
            fact.basis = before.basis;
        }
    }
    if fact.concept.is_none() {
        fact.concept = received(fact, near().map(|one| &**one));
    }
}

/// 公务接待费3万元，接待12批次、90人次: the concept of those who were received, where the name told last is that of what they
/// cost. Guests from abroad are but a part.
fn received<'a>(fact: &Fact, mut said: impl Iterator<Item = &'a Fact>) -> Option<&'static str> {
    let label = fact.label.as_ref();
    let label = label.filter(|label| list(List::Received).contains(label))?;
    if fact.kind != Quantity::Count {
        return None;
    }
    let before = said.find(|one| one.label.as_ref() != Some(label))?;
    let thing = before.label.as_ref()?;
    if !thing.contains(label.as_str()) || thing.contains('外') {
        return None;
    }
    let found = concepts::find_in(thing, &[fact.unit.as_deref()?])?;
    found.fits(Quantity::Count).then(|| found.id())
}

/// 出国团组2个，人数5人: the concept of what else is counted of the thing counted before.
fn counted_besides(fact: &Fact, before: &Fact) -> Option<&'static str> {
    let thing = before
        .label
        .as_ref()
        .filter(|_| before.kind == Quantity::Count)?;
    let found = concepts::find_in(thing, &[fact.unit.as_deref()?])?;
    let other = found.fits(Quantity::Count) && Some(found.id()) != before.concept;
    other.then(|| found.id())
}

/// The fact with what its sentence says of it.
pub fn with_meaning(mut fact: Fact, meaning: Meaning, heading: &Heading) -> Fact {
    // A path has three levels at most.
    let mut around = [""; 6];
    let path = meaning.path.iter().take(3).map(String::as_str);
    let place = [
        meaning.whole.as_deref().unwrap_or(""),
        heading.titles.first().map_or("", String::as_str),
        fact.unit.as_deref().unwrap_or(""),
    ];
    for (slot, words) in around.iter_mut().zip(path.chain(place)) {
        *slot = words;
    }
    let coded = |label: &str| match &meaning.code {
        Some(code) => concepts::find_in(&format!("{code}{label}"), &around),
        None => concepts::find_in(label, &around),
    };
    let label = meaning.label.as_deref();
    let found = label
        .and_then(coded)
        .filter(|found| found.fits(fact.kind) || fact.kind == Quantity::Percent);
    // 公务用车保有量8辆，其中：公务用车3辆: a part is not what its whole is.
    let of_whole = |whole: &str| {
        let of = concepts::find_in(whole, &around);
        of.map(|of| of.id()) == found.as_ref().map(concepts::Match::id)
    };
    let again = fact.kind == Quantity::Count && meaning.whole.as_deref().is_some_and(of_whole);
    fact.concept = found.as_ref().filter(|_| !again).map(concepts::Match::id);
    fact.code = meaning
        .code
        .map(SmolStr::from)
        .or_else(|| found.and_then(|found| found.code).map(SmolStr::new));
    fact.assumed.extend(meaning.assumed.iter());
    fact.label = meaning.label.map(SmolStr::from);
    fact.measure = Some(meaning.measure);
    fact.sign = meaning.sign;
    fact.year = meaning.year;
    fact.basis = Some(meaning.basis);
    fact.whole = meaning.whole.map(SmolStr::from);
    fact.versus = meaning.versus;
    fact.versus_year = meaning.versus_year;
    fact.carried = meaning.carried;
    fact
}

#[cfg(test)]
mod tests {
    use crate::extraction::extract;
    use crate::source::Source;

    /// `label concept` of every fact of a document.
    fn concepts(text: &str) -> Vec<String> {
        let source = Source::from_bytes("a.txt".to_owned(), text.into()).unwrap();
        let facts = extract(&source).facts.into_iter();
        let label = |label: Option<&str>| label.unwrap_or("-").to_owned();
        facts
            .map(|one| format!("{} {}", label(one.label.as_deref()), label(one.concept)))
            .collect()
    }

    #[test]
    fn a_change_is_of_the_concept_of_its_amount() {
        let read = concepts("2021年项目支出45万元，比上年减少3万元，下降6%。\n比预算增加2万元。");
        assert_eq!(read, ["项目支出 project_expenditure"; 4]);
        // Another thing that the sentence names has its own.
        let read = concepts("2021年项目支出45万元，比上年减少3万元，主要是维修费减少2万元。");
        assert!(!read[2].ends_with("project_expenditure"), "{read:?}");
    }

    #[test]
    fn what_else_is_counted_is_of_the_thing_before() {
        let of = |text: &str| concepts(text).pop().unwrap();
        assert_eq!(of("2021年出国团组2个，人数5人。"), "人数 overseas_persons");
        assert_eq!(
            of("2021年国内公务接待3批次（其中外事接待0批次），人次8人。"),
            "人次 reception_domestic_persons"
        );
        // Persons of a thing that no concept counts are none of those.
        assert_eq!(of("2021年举办培训班3期，人数80人。"), "人数 -");
        assert_eq!(of("2021年公务接待费8万元，人数80人。"), "人数 -");
    }

    #[test]
    fn who_was_received_is_told_by_what_it_cost() {
        for (text, read) in [
            (
                "2021年公务接待费8万元，接待3批次。",
                "接待 reception_batches",
            ),
            (
                "2021年公务接待费8万元，接待3批次、80人次。",
                "接待 reception_persons",
            ),
            (
                "2021年国内公务接待支出8万元，接待80人次。",
                "接待 reception_domestic_persons",
            ),
            (
                "2021年国内公务接待3批次，接待80人次。",
                "接待 reception_domestic_persons",
            ),
            ("2021年会议费8万元，接待80人次。", "接待 -"),
            ("2021年外宾接待费8万元，接待80人次。", "接待 -"),
            // A part is not what its whole is.
            ("2021年公务用车保有量8辆，其中：公务用车3辆。", "公务用车 -"),
        ] {
            assert_eq!(concepts(text).pop().unwrap(), read, "{text}");
        }
    }
}
