//! The facts of running text: every quantity with its place.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::statement::{Heading, Meaning};
use crate::fold::Folded;
use crate::grammar::number;
use crate::grammar::scan::{Found, scan};
use crate::lexicon::concepts;
use crate::record::{Fact, Number, Origin, Quantity};
use crate::text::Text;

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
                scan(&joined.as_str()[passage.clone()], &wide_comma),
            )
        })
        .collect();
    complete_units(&mut read);
    read
}

/// Whether the comma at a joined offset is full-width behind a plain digit. Among full-width
/// digits a full-width comma parts thousands as a plain one does among plain digits.
fn is_wide_comma(text: &Text, joined: &Folded, at: usize) -> bool {
    let source = &text.as_str()[..joined.source_start(at)];
    text.as_str()[joined.source_start(at)..].starts_with('，')
        && source
            .chars()
            .next_back()
            .is_some_and(|c| c.is_ascii_digit())
}

/// Gives money whose unit was lost the unit of its passage, or that of the document.
fn complete_units(read: &mut [(Passage, Vec<Found>)]) {
    let units = |found: &[Found]| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for one in found.iter().filter(|one| !one.unit_assumed) {
            if let (Quantity::Money, Some(unit), Some(_)) =
                (one.quantity.kind, &one.quantity.unit, one.quantity.yuan)
                && !unit.contains('/')
            {
                *counts.entry(unit.clone()).or_default() += 1;
            }
        }
        counts
    };
    let commonest = |counts: BTreeMap<String, usize>| {
        counts
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .map(|(unit, _)| unit)
    };
    let lost = |one: &Found| one.quantity.kind == Quantity::Money && one.quantity.unit.is_none();
    if !read.iter().any(|(_, found)| found.iter().any(lost)) {
        return;
    }
    let mut all: BTreeMap<String, usize> = BTreeMap::new();
    for (_, found) in &*read {
        for (unit, count) in units(found) {
            *all.entry(unit).or_default() += count;
        }
    }
    let document = commonest(all);
    for (_, found) in read {
        let unit = commonest(units(found)).or_else(|| document.clone());
        for one in found.iter_mut().filter(|one| lost(one)) {
            one.quantity.yuan = unit.as_deref().and_then(|unit| {
                let (_, scale) = number::scale(unit);
                one.quantity.value.checked_mul(scale.factor)
            });
        }
    }
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
        doc: doc.to_owned(),
        id: span.0,
        origin: Origin::Text,
        section_id: section,
        table_id: None,
        row_label: None,
        column_label: None,
        code: None,
        raw: joined.raw(text, range),
        kind: quantity.kind,
        value: Number(quantity.value),
        decimals: quantity.decimals,
        unit: quantity.unit.clone(),
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
        carried: Vec::new(),
        assumed: if found.unit_assumed {
            vec!["unit"]
        } else {
            Vec::new()
        },
        line: text.line_number(source.start),
        page: None,
        span,
    }
}

/// The fact with what its sentence says of it.
pub fn with_meaning(mut fact: Fact, meaning: Meaning, heading: &Heading) -> Fact {
    let unit = fact.unit.clone().unwrap_or_default();
    let mut around: Vec<&str> = meaning.path.iter().map(String::as_str).collect();
    around.extend([
        meaning.whole.as_deref().unwrap_or(""),
        heading.titles.first().map_or("", String::as_str),
        unit.as_str(),
    ]);
    let printed = meaning.code.as_deref().unwrap_or("");
    let found = meaning
        .label
        .as_deref()
        .and_then(|label| concepts::find_in(&format!("{printed}{label}"), &around))
        .filter(|found| found.fits(fact.kind) || fact.kind == Quantity::Percent);
    fact.concept = found.as_ref().map(concepts::Match::id);
    fact.code = meaning
        .code
        .or_else(|| found.and_then(|found| found.code).map(str::to_owned));
    fact.assumed.extend(meaning.assumed);
    fact.label = meaning.label;
    fact.measure = Some(meaning.measure);
    fact.sign = meaning.sign;
    fact.year = meaning.year;
    fact.basis = Some(meaning.basis);
    fact.whole = meaning.whole;
    fact.versus = meaning.versus;
    fact.versus_year = meaning.versus_year;
    fact.carried = meaning.carried;
    fact
}
