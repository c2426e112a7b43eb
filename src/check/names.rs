//! Codes and the names beside them; names that the classification no longer has.

use rustc_hash::FxHashSet as HashSet;

use super::Checked;
use super::ledger::{Ledger, Objection, Place};
use super::message::Message;
use super::rule::CODE_NAME;
use crate::lexicon::classification::{Entry, System, classification, names_code};
use crate::lexicon::key;
use crate::mark::{Coded, Mention};
use crate::record::{Fact, Origin, Severity};
use crate::text::Cut;

/// A shorter name may be part of many.
const LEAST: usize = 4;

/// Checks every coded row and every entry that the text names.
pub fn check(checked: &Checked, ledger: &mut Ledger) {
    let spoken: HashSet<String> = checked
        .marks
        .mentions
        .iter()
        .map(|mention| short(&mention.name).to_owned())
        .collect();
    rows(checked.facts, &spoken, ledger);
    mentions(checked, &spoken, &printed(checked.facts), ledger);
    for coded in &checked.marks.coded {
        beside_code(coded, ledger);
    }
}

/// The names that stand beside the code of an 项 in a table.
fn printed(facts: &[Box<Fact>]) -> HashSet<String> {
    let item = |fact: &&Fact| fact.code.as_ref().is_some_and(|code| code.len() == 7);
    let facts = facts.iter().map(|fact| &**fact);
    let rows = facts.filter(|fact| fact.origin == Origin::Table);
    rows.filter(item)
        .filter_map(|fact| fact.row_label.as_deref())
        .map(|label| short(&key(label)).to_owned())
        .collect()
}

/// A name without the 支出 that it may end in.
fn short(name: &str) -> &str {
    name.strip_suffix("支出").unwrap_or(name)
}

/// The codes of table rows.
fn rows(facts: &[Box<Fact>], spoken: &HashSet<String>, ledger: &mut Ledger) {
    let mut seen: HashSet<(Option<usize>, &str)> = HashSet::default();
    for fact in facts.iter().filter(|fact| fact.origin == Origin::Table) {
        let (Some(code), Some(row)) = (fact.code.as_deref(), fact.row_label.as_deref()) else {
            continue;
        };
        if !seen.insert((fact.table_id, code)) {
            continue;
        }
        let mut entries = classification().of_code(code).peekable();
        if entries.peek().is_none() {
            ledger.skip(&CODE_NAME, &[fact], "skip.unknown_code");
            continue;
        }
        if names_code(row, code) {
            ledger.pass(&CODE_NAME, &[fact]);
            continue;
        }
        let Some(sibling) = sibling(row, code) else {
            ledger.skip(&CODE_NAME, &[fact], "skip.unknown_name");
            continue;
        };
        let own: Vec<&Entry> = classification().of_code(code).collect();
        // What was only recalled speaks against a document if the document itself bears it out.
        let sure = sibling.seen
            || own
                .iter()
                .any(|entry| entry.seen || spoken.contains(short(entry.name)));
        let Some(name) = own.last().filter(|_| sure) else {
            ledger.skip(&CODE_NAME, &[fact], "skip.unsure_name");
            continue;
        };
        let message = Message::new("name.code")
            .with("code", code)
            .with("raw", row)
            .with("should", name.name)
            .with("other", sibling.code);
        ledger.fail(
            &CODE_NAME,
            &[fact],
            Objection::plain(CODE_NAME.severity, message),
        );
    }
}

/// A code of the text with the name of another code beside it.
fn beside_code(coded: &Coded, ledger: &mut Ledger) {
    let fits = |entry: &&Entry| {
        let name = key(entry.name);
        let words = &coded.words;
        match coded.leads {
            true => words.starts_with(&name) || name.starts_with(words.as_str()),
            false => words.ends_with(&name),
        }
    };
    let code = coded.code.as_str();
    let own: Vec<&Entry> = classification().of_code(code).collect();
    let Some(name) = own.last().filter(|_| !own.iter().any(fits)) else {
        return;
    };
    let parent = match code.len() {
        ..=3 => "",
        digits => code.before(digits - 2),
    };
    let mut others = classification()
        .under(parent)
        .filter(|entry| entry.code.len() == code.len() && entry.code != code)
        .filter(|entry| entry.seen && entry.name.chars().count() > 3 && fits(entry));
    let (Some(other), true) = (others.next(), own.iter().any(|entry| entry.seen)) else {
        return;
    };
    let message = Message::new("name.code")
        .with("code", code)
        .with("raw", other.name)
        .with("should", name.name)
        .with("other", other.code);
    let place = Place {
        line: coded.line,
        span: coded.span,
    };
    let objection = Objection::plain(CODE_NAME.severity, message);
    ledger.object(&CODE_NAME, place, Vec::new(), objection);
}

/// The entry that bears this name: under the same parent, else the only one.
fn sibling(row: &str, code: &str) -> Option<&'static Entry> {
    let parent = match code.len() {
        5 => code.before(3),
        7 => code.before(5),
        _ => "",
    };
    let label = key(row);
    let mut found = classification()
        .of_name(&label)
        .filter(|entry| entry.code.len() == code.len() && entry.code.starts_with(parent));
    let Some(first) = found.next() else {
        // The name of one entry only, under another parent.
        let mut others = classification().of_name(&label).filter(|entry| {
            // The economic classification was renumbered in 2018, old names under other codes.
            entry.system == System::Functional
                && entry.code.len() == code.len()
                && code.starts_with('2')
        });
        let only = others.next()?;
        return others.all(|other| other.code == only.code).then_some(only);
    };
    found.all(|other| other.code == first.code).then_some(first)
}

/// The entries that the text names with （类）, （款） or （项）.
fn mentions(
    checked: &Checked,
    spoken: &HashSet<String>,
    printed: &HashSet<String>,
    ledger: &mut Ledger,
) {
    let mut told: HashSet<&str> = HashSet::default();
    for mention in &checked.marks.mentions {
        let above = mention
            .above
            .iter()
            .any(|name| told.contains(name.as_str()));
        if told.contains(mention.name.as_str()) {
            continue;
        }
        let slip = old_name(mention, checked.fiscal_year, spoken)
            .map(|new| ("name.old", new))
            .or_else(|| Some(("name.short", shortened(mention, spoken)?)))
            .or_else(|| Some(("name.short", incomplete(mention, printed)?)));
        let Some((key, should)) = slip else { continue };
        let message = Message::new(key)
            .with("raw", &mention.name)
            .with("should", should);
        told.insert(&mention.name);
        // An entry under one that is reported already is part of the same slip.
        if above {
            continue;
        }
        let place = Place {
            line: mention.line,
            span: mention.span,
        };
        let objection = Objection::plain(Severity::Note, message);
        ledger.object(&CODE_NAME, place, Vec::new(), objection);
    }
}

/// The name that replaced a name before the fiscal year, if the document has that too.
fn old_name(
    mention: &Mention,
    year: Option<i32>,
    spoken: &HashSet<String>,
) -> Option<&'static str> {
    year?;
    let mut entries = functional(&mention.name, mention.digits).peekable();
    entries.peek()?;
    let mut new = None;
    for entry in entries {
        if entry.in_use(year) {
            return None;
        }
        new = classification()
            .of_code(entry.code)
            .find(|other| other.in_use(year) && other.seen && spoken.contains(short(other.name)));
    }
    new.map(|entry| entry.name)
}

/// The full name of an 项 whose beginning is missing, if the document has that too.
fn shortened(mention: &Mention, spoken: &HashSet<String>) -> Option<&'static str> {
    let parent = mention
        .above
        .last()
        .filter(|_| !mention.cut && mention.digits == 7)?;
    let full = format!("{parent}支出");
    let name = mention.name.as_str();
    if name.chars().count() < 3 {
        return None;
    }
    let mut found = None;
    let parents = functional(parent, 5).chain(functional(&full, 5));
    for entry in parents.flat_map(|parent| classification().under(parent.code)) {
        if key(short(entry.name)) == key(short(name)) {
            return None;
        }
        if entry.name.ends_with(name) && spoken.contains(short(entry.name)) {
            found = Some(entry.name);
        }
    }
    found
}

/// The only 项 that a name is when some of its characters are left out, if a table of the document has
/// it: 职业年金 for 职业年金缴费支出.
fn incomplete(mention: &Mention, printed: &HashSet<String>) -> Option<&'static str> {
    let name = short(&mention.name);
    let unknown = mention.digits == 7 && !mention.cut && name.chars().count() >= LEAST;
    if !unknown || printed.contains(name) || functional(&mention.name, 7).next().is_some() {
        return None;
    }
    let parent = mention.above.last()?;
    let full = format!("{parent}支出");
    let parents = functional(parent, 5).chain(functional(&full, 5));
    let mut fitting = parents
        .flat_map(|parent| classification().under(parent.code))
        .filter(|entry| entry.code.len() == 7 && printed.contains(short(entry.name)))
        .filter(|entry| {
            let mut rest = short(entry.name).chars();
            let begins = name.chars().next() == entry.name.chars().next();
            begins && name.chars().all(|c| rest.any(|other| other == c))
        })
        .map(|entry| entry.name);
    let found = fitting.next()?;
    fitting.all(|other| other == found).then_some(found)
}

/// The entries of the functional classification that bear a name, at one level.
fn functional(name: &str, digits: usize) -> impl Iterator<Item = &'static Entry> {
    classification()
        .of_name(name)
        .filter(move |entry| entry.system == System::Functional && entry.code.len() == digits)
}
