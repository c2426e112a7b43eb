//! Header, outline and counts; and how a section is named.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::style::{BOLD, SOFT, paint, plain};
use crate::extraction::Extraction;
use crate::fold::Folded;
use crate::record::{Kind, Section};
use crate::view::tree::{branches, heading, path};

/// Column of the line numbers.
const COLUMN: usize = 64;

/// Writes the header, the outline and the counts. Writing into a string cannot fail.
pub fn write(out: &mut String, extraction: &Extraction) {
    let document = &extraction.document;
    let title = document.title.as_deref().unwrap_or(&document.path);
    let _ = writeln!(out, "{}", paint(BOLD, &plain(title)));
    let kind = match document.kind {
        Kind::FinalAccounts => "final accounts",
        Kind::Budget => "budget",
        Kind::PerformanceReport => "performance report",
        Kind::ExecutionReport => "execution report",
        Kind::None => "no content",
        Kind::Other => "other",
    };
    let year = document.fiscal_year.map(|year| year.to_string());
    let region = match (&document.region_name, &document.region) {
        (Some(name), Some(code)) => Some(format!("{name} ({code})")),
        (name, code) => name.clone().or_else(|| code.clone()),
    };
    let counts = [
        (document.n_sections, "sections"),
        (document.n_tables, "tables"),
        (document.n_facts, "facts"),
        (document.n_projects, "projects"),
        (document.n_indicators, "indicators"),
        (document.n_findings, "findings"),
    ];
    let counts: Vec<_> = counts
        .iter()
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    let checks = format!(
        "{} passed, {} failed, {} skipped",
        document.checks_passed, document.checks_failed, document.checks_skipped
    );
    for (name, value) in [
        ("kind", Some(kind.to_owned())),
        ("year", year),
        ("issuer", document.issuer.clone()),
        ("region", region),
        (
            "file",
            Some(format!(
                "{} ({} bytes, {})",
                document.path, document.bytes, document.encoding
            )),
        ),
        ("found", Some(counts.join(", "))),
        ("checks", Some(checks)),
    ] {
        let value = value.map_or("-".to_owned(), |value| plain(&value));
        let _ = writeln!(out, "{} {value}", paint(SOFT, &format!("{name:<7}")));
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
        let caption = plain(table.caption.as_deref().unwrap_or("-"));
        let unit = table.unit.as_deref().unwrap_or("-");
        let _ = writeln!(
            out,
            "{} {caption} ({} rows, {unit}) {}",
            paint(SOFT, &format!("table {:>3}", index + 1)),
            table.rows.len(),
            paint(SOFT, &format!("line {}", table.line)),
        );
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
