//! The right side: the records as JSON, for the script.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use super::script_json;
use crate::check::RULES;
use crate::extraction::Extraction;
use crate::lexicon::concepts;
use crate::record::{Fact, Finding, Indicator, Project, Table};
use crate::view::sentence::Speaker;
use crate::view::tree::{heading, path};

#[derive(Serialize)]
struct Data<'a> {
    facts: Vec<FactRow<'a>>,
    tables: &'a [Table],
    projects: &'a [Project],
    indicators: &'a [Indicator],
    findings: &'a [Finding],
    /// Id of a section to its path of titles.
    sections: BTreeMap<usize, Vec<String>>,
    /// Id of a concept to its English and Chinese name.
    concepts: BTreeMap<&'static str, [&'static str; 2]>,
    /// Id of a rule to its description in English and Chinese.
    rules: BTreeMap<&'static str, [&'static str; 2]>,
}

/// A fact with its sentences. Serialised whole: the page shows every field.
#[derive(Serialize)]
struct FactRow<'a> {
    #[serde(flatten)]
    fact: &'a Fact,
    en: String,
    zh: String,
}

/// Writes the data.
pub fn write(
    out: &mut impl Write,
    extraction: &Extraction,
    english: &Speaker<'_>,
    chinese: &Speaker<'_>,
) -> io::Result<()> {
    let facts: Vec<_> = extraction
        .facts
        .iter()
        .enumerate()
        .map(|(index, fact)| FactRow {
            fact,
            en: english.sentence(index),
            zh: chinese.sentence(index),
        })
        .collect();
    let sections = extraction.sections.iter().map(|section| {
        let titles = path(&extraction.sections, Some(section.id));
        (section.id, titles.into_iter().map(heading).collect())
    });
    let used = extraction.facts.iter().filter_map(|fact| fact.concept);
    let concepts = used
        .filter_map(concepts::by_id)
        .map(|concept| (concept.id, [concept.english, concept.name]));
    let rules = RULES.iter().filter_map(|rule| {
        let [chinese, english] = rule.about()?.compares;
        Some((rule.id, [english, chinese]))
    });
    let data = Data {
        facts,
        tables: &extraction.tables,
        projects: &extraction.projects,
        indicators: &extraction.indicators,
        findings: &extraction.findings,
        sections: sections.collect(),
        concepts: concepts.collect(),
        rules: rules.collect(),
    };
    let json = script_json(&data).map_err(io::Error::other)?;
    out.write_all(json.as_bytes())
}
