//! The table of contents against the headings: an entry whose heading bears another title or year.
//!
//! Only where most entries have their heading is it known that the one repeats the other; an entry
//! without one is held against the heading of its number that stands between those of its neighbours.

use super::Checked;
use super::ledger::{Ledger, Objection, Place};
use super::message::Message;
use super::rule::{TEXT_TEXT, YEAR};
use crate::fold::Folded;
use crate::grammar::heading::{Numbered, numbered};
use crate::lexicon::{key, sections};
use crate::mark::Entry;
use crate::record::{Kind, Section, Severity};

/// Fewer entries show nothing.
const FEWEST: usize = 4;
/// No table of contents worth a look has more.
const MOST: usize = 256;
/// Nor does it tell of more headings.
const LONGEST: usize = 4096;

/// A heading as a table of contents would have it.
struct Heading<'a> {
    section: &'a Section,
    number: Option<Numbered>,
    title: String,
}

/// Checks every entry.
pub fn check(checked: &Checked, ledger: &mut Ledger) {
    let entries = checked.marks.entries.as_slice();
    let entries = entries.get(..MOST).unwrap_or(entries);
    let headings: Vec<Heading> = checked.sections.iter().take(LONGEST).map(heading).collect();
    let places = places(entries, &headings);
    let found = places.iter().flatten().count();
    if found < FEWEST || found * 3 < entries.len() * 2 {
        return;
    }
    let all = entries.iter().zip(&places).enumerate();
    for (at, (entry, _)) in all.filter(|(_, (_, place))| place.is_none()) {
        // The neighbours must have theirs: of two entries that follow each other either may be meant.
        let known = |at: Option<usize>| at.and_then(|at| places.get(at)).copied();
        let (before, behind) = (known(at.checked_sub(1)), known(Some(at + 1)));
        if before == Some(None) || behind == Some(None) {
            continue;
        }
        let first = before.flatten().map_or(0, |at| at + 1);
        let last = behind.flatten().unwrap_or(headings.len());
        let between = headings.get(first..last).unwrap_or_default();
        let mut called = between
            .iter()
            .filter(|heading| heading.number == Some(entry.number));
        match (called.next(), called.next()) {
            (Some(heading), None) if is_table(&entry.title) == is_table(&heading.title) => {
                differ(entry, heading, checked.kind, ledger);
            }
            (None, _) if between.iter().all(|heading| heading.number.is_some()) => {
                missing(entry, &headings, ledger);
            }
            _ => {}
        }
    }
}

/// An entry whose heading is not between those of its neighbours: one that no heading is like.
fn missing(entry: &Entry, headings: &[Heading], ledger: &mut Ledger) {
    let title = key(&entry.title);
    let stands = headings.iter().any(|one| is_same(&one.title, &title));
    if stands || is_table(&title) {
        return;
    }
    let message = Message::new("contents.missing").with("raw", &entry.title);
    let place = Place {
        line: entry.line,
        span: entry.span,
    };
    let objection = Objection::plain(Severity::Note, message);
    ledger.object(&TEXT_TEXT, place, Vec::new(), objection);
}

/// Whether a title is that of a table, which need be no heading.
fn is_table(title: &str) -> bool {
    title.contains('表')
}

fn heading(section: &Section) -> Heading<'_> {
    let number = section.number.as_deref().unwrap_or_default();
    let printed = Folded::fold(&format!("{number}{}", section.title));
    Heading {
        section,
        number: numbered(&printed).map(|(number, _)| number),
        title: key(&section.title),
    }
}

/// Where the heading of each entry stands: the headings follow each other as the entries do.
fn places(entries: &[Entry], headings: &[Heading]) -> Vec<Option<usize>> {
    let mut next = 0;
    let place = |entry: &Entry| {
        let title = key(&entry.title);
        let same = |heading: &Heading| is_same(&heading.title, &title);
        let own = |heading: &Heading| heading.number == Some(entry.number);
        let mut behind = headings.iter().skip(next);
        let found = behind.position(|one| own(one) && same(one))?;
        next += found + 1;
        Some(next - 1)
    };
    entries.iter().map(place).collect()
}

/// Whether one title is the other, cut or with words more: contents are short.
fn is_same(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}

fn differ(entry: &Entry, heading: &Heading, kind: Kind, ledger: &mut Ledger) {
    let digits = |title: &str| {
        title
            .chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let words = |title: &str| {
        title
            .chars()
            .filter(|c| !c.is_ascii_digit())
            .collect::<String>()
    };
    let title = key(&entry.title);
    let year = words(&title) == words(&heading.title) && digits(&title).len() == 4;
    let part = |title: &str| sections::find(title).map(|found| found.part.concept(kind));
    let parts = part(&title).zip(part(&heading.title));
    let other_part = parts.is_some_and(|(one, other)| one != other);
    let (rule, key) = match year {
        true => (&YEAR, "contents.year"),
        false => (&TEXT_TEXT, "contents.title"),
    };
    let severity = match year || other_part {
        true => Severity::Warning,
        false => Severity::Note,
    };
    let message = Message::new(key)
        .with("thing", &heading.section.title)
        .with("raw", &entry.title)
        .with("line", entry.line);
    let place = Place {
        line: heading.section.line,
        span: heading.section.span,
    };
    ledger.object(rule, place, Vec::new(), Objection::plain(severity, message));
}
