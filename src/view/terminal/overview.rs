//! Header, outline and counts; and how a section is named.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::style::{BOLD, SOFT, paint, plain};
use crate::extraction::Extraction;
use crate::fold::Folded;
use crate::record::{Header, Kind, Section};
use crate::view::tree::{branches, heading, path};
use crate::view::words::{Language, fill, word};

/// Column of the line numbers.
const COLUMN: usize = 64;

/// Writes the header, the outline and the counts. Writing into a string cannot fail.
pub fn write(out: &mut String, extraction: &Extraction, language: Language) {
    let document = &extraction.document;
    let title = document.title.as_deref().unwrap_or(&document.path);
    let _ = writeln!(out, "{}", paint(BOLD, &plain(title)));
    for (key, value) in header(document, language) {
        let name = word(key, language);
        let gap = " ".repeat(NAME.saturating_sub(name.width()));
        let value = value.map_or("-".to_owned(), |value| plain(&value));
        let _ = writeln!(out, "{}{gap} {value}", paint(SOFT, name));
    }
    out.push('\n');
    for branch in branches(&extraction.sections) {
        let heading = plain(&heading(branch.section));
        let width = branch.rules.width() + heading.width();
        let gap = ".".repeat(COLUMN.saturating_sub(width + 1).max(2));
        let heading = if branch.section.level == 1 {
            paint(BOLD, &heading)
        } else {
            heading
        };
        let _ = writeln!(
            out,
            "{}{heading} {} {:>5}",
            paint(SOFT, &branch.rules),
            paint(SOFT, &gap),
            branch.section.line
        );
    }
    if !extraction.tables.is_empty() {
        out.push('\n');
    }
    for (index, table) in extraction.tables.iter().enumerate() {
        let number = format!("{:>3}", index + 1);
        let (rows, line) = (table.rows.len().to_string(), table.line.to_string());
        let size = [
            ("caption", table.caption.as_deref().unwrap_or("-")),
            ("rows", &rows),
            ("unit", table.unit.as_deref().unwrap_or("-")),
        ];
        let said = |key, places: &[_]| fill(word(key, language), places);
        let _ = writeln!(
            out,
            "{} {} {}",
            paint(SOFT, &said("table", &[("number", &number)])),
            plain(&said("table.size", &size)),
            paint(SOFT, &said("table.line", &[("line", &line)])),
        );
    }
}

/// Columns of the names of the header's fields.
const NAME: usize = 7;

/// The fields of the header, each with the key of its name.
fn header(document: &Header, language: Language) -> [(&'static str, Option<String>); 7] {
    let said = |key, places: &[_]| fill(word(key, language), places);
    let count = |number: usize| number.to_string();
    let region = match (&document.region_name, &document.region) {
        (Some(name), Some(code)) => Some(said("region", &[("name", name), ("code", code)])),
        (name, code) => name.clone().or_else(|| code.clone()),
    };
    let file = [
        ("path", document.path.as_str()),
        ("bytes", &document.bytes.to_string()),
        ("encoding", document.encoding.as_str()),
    ];
    let found = [
        ("sections", document.n_sections),
        ("tables", document.n_tables),
        ("facts", document.n_facts),
        ("projects", document.n_projects),
        ("indicators", document.n_indicators),
        ("findings", document.n_findings),
    ]
    .map(|(name, number)| (name, count(number)));
    let checks = [
        ("passed", document.checks_passed),
        ("failed", document.checks_failed),
        ("skipped", document.checks_skipped),
    ]
    .map(|(name, number)| (name, count(number)));
    [
        (
            "overview.kind",
            Some(word(kind(document.kind), language).to_owned()),
        ),
        (
            "overview.year",
            document.fiscal_year.map(|year| year.to_string()),
        ),
        ("overview.issuer", document.issuer.clone()),
        ("overview.region", region),
        ("overview.file", Some(said("file", &file))),
        (
            "overview.found",
            Some(said(
                "found",
                &found
                    .each_ref()
                    .map(|(name, number)| (*name, number.as_str())),
            )),
        ),
        (
            "overview.checks",
            Some(said(
                "checks",
                &checks
                    .each_ref()
                    .map(|(name, number)| (*name, number.as_str())),
            )),
        ),
    ]
}

/// The key of what a document is.
fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::FinalAccounts => "kind.final_accounts",
        Kind::Budget => "kind.budget",
        Kind::PerformanceReport => "kind.performance_report",
        Kind::ExecutionReport => "kind.execution_report",
        Kind::None => "kind.none",
        Kind::Other => "kind.other",
    }
}

/// The section with a number (`二.（一）`: each below the one before), else whose title holds the words.
pub fn find<'a>(sections: &'a [Section], wanted: &str) -> Option<&'a Section> {
    let parts: Vec<String> = wanted
        .split(['.', '/'])
        .map(bare)
        .filter(|part| !part.is_empty())
        .collect();
    let numbers = |section: &Section| -> Vec<String> {
        path(sections, Some(section.id))
            .iter()
            .map(|one| bare(one.number.as_deref().unwrap_or("")))
            .collect()
    };
    let exactly = |section: &&Section| !parts.is_empty() && numbers(section).ends_with(&parts);
    // 二.（一） may leave out what stands between.
    let below = |section: &&Section| {
        let numbers = numbers(section);
        let mut rest = numbers.iter();
        !parts.is_empty()
            && numbers.last() == parts.last()
            && parts.iter().all(|part| rest.any(|number| number == part))
    };
    let folded = Folded::fold(wanted);
    let named = |section: &&Section| Folded::fold(&section.title) == folded;
    let holding = |section: &&Section| Folded::fold(&heading(section)).contains(&folded);
    sections
        .iter()
        .find(exactly)
        .or_else(|| sections.iter().find(below))
        .or_else(|| sections.iter().find(named))
        .or_else(|| sections.iter().find(holding))
}

/// A number without its punctuation and without 第…部分; brackets stay, they tell （一） from 一、.
fn bare(number: &str) -> String {
    let folded = Folded::fold(number);
    let bare = folded.trim().trim_end_matches(['、', '.', ',', ' ']);
    let part = bare
        .strip_prefix('第')
        .and_then(|rest| rest.strip_suffix("部分"));
    part.unwrap_or(bare).to_owned()
}
