//! Tables against themselves: the classification hierarchy, total rows, total columns, known
//! breakdowns.
//!
//! A sum that fails in one row is a finding. A table that fails in many rows is most likely a grid
//! that was not read as it is printed: that is said once, as a note.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::duplicate::Repeated;
use super::interval::Interval;
use super::ledger::{Ledger, Objection, Stated, raw, terms};
use super::message::Message;
use super::overlap::without_nested;
use super::rule::TABLE_SUM;
use super::sheet::{Axis, Column, Entry, Row, Sheet, row_key, row_kind};
use super::sum::{Held, Sum, Trust, add};
use super::table_across::across;
use crate::lexicon::breakdowns;
use crate::lexicon::key;
use crate::record::{Fact, Severity, SmolStr};

/// More rows than this whose sums fail are no slips of the author.
const MOST: usize = 2;
/// The most rows whose order alone shows that they are all the rows.
const FEW: usize = 12;

/// Checks every table. Gives the facts whose sums hold.
pub fn check(sheets: &[Sheet], repeated: &Repeated, ledger: &mut Ledger) -> HashSet<usize> {
    let mut holding = HashSet::default();
    for (at, sheet) in sheets.iter().enumerate() {
        let mut sums = Vec::new();
        let columns = sheet.columns.iter().enumerate();
        for (nth, column) in columns.filter(|(_, column)| column.is_money()) {
            let entries: Vec<Entry> = column
                .entries
                .iter()
                .filter(|entry| !repeated.is_second(at, entry.row))
                .copied()
                .collect();
            let before = sums.len();
            down(column, &entries, &mut sums, ledger);
            for sum in sums.iter_mut().skip(before) {
                sum.column = Some(nth);
                sum.whole = column.axis == Axis::Whole;
            }
        }
        let known = sums.len();
        // Of the rows, which may be many, those that hold are counted and not kept.
        let mut held = Held::default();
        let mut of_row = Vec::new();
        for row in sheet.rows() {
            across(row, &mut of_row);
            for sum in of_row.drain(..) {
                if sum.holds() {
                    held.count(&sum, &mut holding);
                    ledger.pass(&TABLE_SUM, &sum.facts());
                } else {
                    sums.push(sum);
                }
            }
        }
        for sum in sums.iter().filter(|sum| sum.holds()) {
            held.count(sum, &mut holding);
        }
        settle(&sums, known, &held, ledger);
    }
    holding
}

/// The sums of a column.
fn down<'a>(column: &Column, entries: &[Entry<'a>], sums: &mut Vec<Sum<'a>>, ledger: &mut Ledger) {
    by_nature(entries, sums);
    let rows: Vec<(Row, String)> = entries
        .iter()
        .map(|entry| {
            let label = row_key(entry.fact);
            (row_kind(&label), label)
        })
        .collect();
    let numbered = numbered(entries);
    let items: Vec<Entry> = entries
        .iter()
        .zip(&rows)
        .filter(|(entry, (kind, _))| *kind == Row::Item && (!numbered || is_numbered(entry.fact)))
        .map(|(entry, _)| *entry)
        .collect();
    let mut coded = HashMap::default();
    for entry in &items {
        let Some(code) = entry.fact.code.as_deref() else {
            continue;
        };
        if !matches!(code.len(), 3 | 5 | 7) {
            return ledger.skip(&TABLE_SUM, &[entry.fact], "skip.code");
        }
        if coded.insert(code, *entry).is_some() {
            return ledger.skip(&TABLE_SUM, &[entry.fact], "skip.repeated_code");
        }
    }
    let mixed_codes = !coded.is_empty() && coded.len() < items.len();
    let before = sums.len();
    let outermost = hierarchy(&items, &coded, column.side.is_some(), sums);
    if mixed_codes {
        // A row whose code was not read may be one more part.
        for sum in sums.iter_mut().skip(before) {
            sum.trust = Trust::Doubt;
        }
    }
    let Some((total, end)) = total(entries, &rows) else {
        return;
    };
    let parts: Vec<Entry> = outermost
        .into_iter()
        .filter(|part| end.is_none_or(|end| part.row < end))
        .collect();
    let parts = with_carried(parts, entries, &rows, (total, end));
    let all_coded = parts.iter().all(|part| part.fact.code.is_some());
    // 201 and 301 in one column are two classifications of the same money.
    let mixed = |entry: &Entry| entry.fact.code.as_deref()?.bytes().next();
    let first = parts.first().and_then(mixed);
    if all_coded && parts.iter().any(|part| mixed(part) != first) && first == Some(b'2') {
        return;
    }
    let begins = !numbered || parts.first().is_some_and(|part| begins(part.fact));
    if begins && (parts.len() > 1 || parts.len() == 1 && all_coded) {
        sums.push(Sum {
            name: SmolStr::new_static("合计"),
            column: None,
            total,
            trust: match (all_coded && column.side.is_none(), mixed_codes) {
                (_, true) => Trust::Doubt,
                (true, false) => Trust::Nature,
                (false, false) => Trust::Order,
            },
            parts: parts.into(),
            whole: false,
        });
    }
}

/// The rows above a year's total, with what is carried over above it where the total counts that too.
fn with_carried<'a>(
    parts: Vec<Entry<'a>>,
    entries: &[Entry<'a>],
    rows: &[(Row, String)],
    (total, end): (Entry<'a>, Option<usize>),
) -> Vec<Entry<'a>> {
    let carried = entries.iter().zip(rows).filter(|(entry, (kind, _))| {
        *kind == Row::Carried && end.is_some_and(|end| entry.row < end)
    });
    let all: Vec<Entry> = parts
        .iter()
        .chain(carried.map(|(entry, _)| entry))
        .copied()
        .collect();
    match !add(&parts).meets(total.interval) && add(&all).meets(total.interval) {
        true => all,
        false => parts,
    }
}

/// Whether rows are numbered 一、二、, so that those without a number are parts of parts.
fn numbered(entries: &[Entry]) -> bool {
    entries
        .iter()
        .filter(|entry| is_numbered(entry.fact))
        .count()
        > 1
}

fn is_numbered(fact: &Fact) -> bool {
    let label = key(fact.row_label.as_deref().unwrap_or_default());
    label.split_once('、').is_some_and(|(number, _)| {
        !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十".contains(c))
    })
}

/// Whether a row is the first of the numbered rows: if it is not, rows were not read.
fn begins(fact: &Fact) -> bool {
    key(fact.row_label.as_deref().unwrap_or_default()).starts_with("一、")
}

/// The sums of codes; gives the rows that stand under no other. In a table of two sides codes are
/// those of names, and rows without one stand beside them.
fn hierarchy<'a>(
    items: &[Entry<'a>],
    coded: &HashMap<&str, Entry<'a>>,
    sided: bool,
    sums: &mut Vec<Sum<'a>>,
) -> Vec<Entry<'a>> {
    let mut children: HashMap<&str, Vec<Entry>> = HashMap::default();
    let mut outermost = Vec::new();
    for entry in items {
        let above = entry
            .fact
            .code
            .as_deref()
            .and_then(|code| above(code, coded));
        match above {
            Some(above) => children.entry(above).or_default().push(*entry),
            // A row without a code in a coded table is a project or an agency under the row above.
            None if entry.fact.code.is_some() || coded.is_empty() || sided => {
                outermost.push(*entry)
            }
            None => {}
        }
    }
    for entry in items {
        let code = entry.fact.code.as_deref();
        if let Some((code, parts)) = code.and_then(|code| Some((code, children.remove(code)?))) {
            sums.push(Sum {
                name: code.into(),
                column: None,
                total: *entry,
                parts: parts.into(),
                trust: Trust::Nature,
                whole: false,
            });
        }
    }
    outermost
}

/// The nearest code above one that has a row in the column.
fn above<'c>(code: &'c str, coded: &HashMap<&str, Entry>) -> Option<&'c str> {
    [5, 3]
        .into_iter()
        .filter_map(|digits| code.get(..digits).filter(|above| *above != code))
        .find(|above| coded.contains_key(above))
}

/// The row that the rows above it add up to, and where they end, if it ends them.
fn total<'a>(entries: &[Entry<'a>], rows: &[(Row, String)]) -> Option<(Entry<'a>, Option<usize>)> {
    let of = |wanted: Row| {
        let all = entries.iter().zip(rows).enumerate();
        all.filter(move |(_, (_, (kind, _)))| *kind == wanted)
            .map(|(at, (entry, _))| (at, *entry))
    };
    if let Some((at, year)) = of(Row::Year).next() {
        let first = of(Row::Item).next().is_some_and(|(item, _)| item < at);
        return Some((year, first.then_some(year.row)));
    }
    if of(Row::Carried).next().is_some() {
        return None;
    }
    let mut totals = of(Row::Total);
    let (Some((at, total)), None) = (totals.next(), totals.next()) else {
        return None;
    };
    let ends = at + 1 == rows.len();
    (ends || at == 0).then_some((total, None))
}

/// The sums of what is known to make up a whole, by concept: “三公”经费 and its items.
fn by_nature<'a>(entries: &[Entry<'a>], sums: &mut Vec<Sum<'a>>) {
    let mut known: HashMap<&str, Option<Entry>> = HashMap::default();
    for entry in entries {
        if let (Some(concept), None) = (entry.fact.concept, &entry.fact.code) {
            // What stands twice is no one number.
            known
                .entry(concept)
                .and_modify(|known| *known = None)
                .or_insert(Some(*entry));
        }
    }
    let one = |concept: &str| known.get(concept).copied().flatten();
    for entry in entries {
        let Some(concept) = entry.fact.concept.filter(|concept| one(concept).is_some()) else {
            continue;
        };
        let whole = breakdowns::of(concept).find_map(|breakdown| {
            let required: Option<Vec<Entry>> = breakdown.required.words().map(one).collect();
            let other = breakdown.other.words().filter_map(one);
            Some(required?.into_iter().chain(other).collect::<Vec<_>>())
        });
        let by_total = concept.starts_with("total_") || concept.starts_with("fiscal_");
        let Some(parts) = whole.filter(|_| !by_total) else {
            continue;
        };
        // What is missing may stand in a row of its own: 单位预留机动经费 beside 基本支出 and 项目支出.
        let missing = entry.interval.minus(add(&parts));
        let elsewhere = entries
            .iter()
            .any(|other| other.interval.is_positive() && other.interval.meets(missing));
        if !elsewhere || !missing.is_positive() {
            sums.push(Sum {
                name: concept.into(),
                column: None,
                total: *entry,
                parts: parts.into(),
                trust: Trust::Nature,
                whole: false,
            });
        }
    }
}

/// The rows whose sums fail, each with one of them and how grave it is.
type Failing<'s, 'a> = BTreeMap<usize, (&'s Sum<'a>, Severity)>;

/// Compares the sums of a table. That the rows are all there is shown by the columns that add up.
fn settle(sums: &[Sum], down: usize, held: &Held, ledger: &mut Ledger) {
    let lacking = lacking(sums);
    // The first column of a row that fails stands for the row.
    let mut failing: Failing = BTreeMap::new();
    let (mut others, mut failed) = (0, 0);
    for (at, sum) in sums.iter().enumerate() {
        if sum.holds() {
            ledger.pass(&TABLE_SUM, &sum.facts());
            continue;
        }
        failed += 1;
        let facts = sum.facts();
        if lacking.get(&(sum.name.as_str(), sum.total.row)) > Some(&1) {
            ledger.skip(&TABLE_SUM, &facts, "skip.not_all");
            continue;
        }
        let proven = held.proven.contains(&sum.name);
        // A column of which no sum holds may not be of the kind of the others.
        let kindred = proven
            && sum
                .column
                .is_none_or(|column| held.columns.contains(&column));
        match verdict(sum, (proven, kindred), at >= down) {
            Ok(severity) if failing.contains_key(&sum.total.row) => {
                let known = failing.entry(sum.total.row).or_insert((sum, severity));
                known.1 = known.1.max(severity);
                others += 1;
            }
            Ok(severity) => {
                failing.insert(sum.total.row, (sum, severity));
            }
            Err(why) => ledger.skip(&TABLE_SUM, &facts, why),
        }
    }
    let rows = failing.len();
    if rows > MOST && rows * 4 > held.count + failed - others {
        return doubtful(&failing, ledger);
    }
    // A slip is carried into the sums above and beside it: they differ by as much.
    let mut told: Vec<Interval> = Vec::new();
    for (sum, severity) in failing.into_values() {
        let gap = sum.computed().minus(sum.total.interval).magnitude();
        if told.iter().any(|known| known.meets(gap)) {
            ledger.skip(&TABLE_SUM, &sum.facts(), "skip.one_slip");
            continue;
        }
        told.push(gap);
        object(sum, severity, ledger);
    }
}

/// In how many columns of whole amounts the rows of a sum fall short of it: in more than one a row is missing.
fn lacking<'s>(sums: &'s [Sum]) -> HashMap<(&'s str, usize), usize> {
    let mut lacking: HashMap<(&str, usize), usize> = HashMap::default();
    let short = |sum: &&Sum| sum.whole && sum.total.interval.exceeds(sum.computed());
    for sum in sums.iter().filter(short) {
        *lacking.entry((&sum.name, sum.total.row)).or_default() += 1;
    }
    lacking
}

/// How grave a sum is that fails, or why nothing follows from it.
fn verdict(
    sum: &Sum,
    (proven, kindred): (bool, bool),
    across: bool,
) -> Result<Severity, &'static str> {
    let total = sum.total.interval;
    let over = sum.computed().exceeds(total);
    let excess = sum.computed().minus(total);
    if sum.trust == Trust::Doubt && !over {
        return Err("skip.not_all");
    }
    // A slip seldom takes away a fifth: rows were not read, or are of another list.
    let far = excess.magnitude().times(5).exceeds(total.magnitude());
    if far && !kindred {
        return Err("skip.not_all");
    }
    if across {
        return Ok(Severity::Error);
    }
    let nested = |part: &Entry| !part.interval.is_zero() && part.interval.meets(excess);
    if over && sum.parts.iter().any(nested) {
        return Err("skip.one_too_many");
    }
    if sum.trust != Trust::Nature && is_selection(&sum.parts, total) {
        return Err("skip.nested");
    }
    match (sum.trust, proven, over) {
        (Trust::Nature, _, true) | (_, true, _) => Ok(Severity::Error),
        (Trust::Nature, false, false) => Ok(Severity::Warning),
        (Trust::Order | Trust::Doubt, false, _) if sum.parts.len() <= FEW => Ok(Severity::Warning),
        _ => Err("skip.not_all"),
    }
}

/// Whether the rows reach the total when some that stand together are left out, as parts of the row
/// above them.
fn is_selection(parts: &[Entry], total: Interval) -> bool {
    let amounts: Vec<Interval> = parts.iter().map(|part| part.interval).collect();
    without_nested(&amounts, total)
}

/// One note for a grid whose sums fail in many rows.
fn doubtful(failing: &Failing, ledger: &mut Ledger) {
    let totals: Vec<&Fact> = failing.values().map(|(sum, _)| sum.total.fact).collect();
    let names: Vec<&str> = totals
        .iter()
        .take(3)
        .map(|fact| fact.row_label.as_deref().unwrap_or_default())
        .collect();
    let message = Message::new("table.doubtful")
        .with("count", failing.len())
        .with("names", names.join("、"));
    let objection = Objection::plain(Severity::Note, message);
    ledger.fail(&TABLE_SUM, &totals, objection);
}

fn object(sum: &Sum, severity: Severity, ledger: &mut Ledger) {
    let fact = sum.total.fact;
    let facts = sum.facts();
    let Some(stated) = Stated::number(fact, sum.total.interval) else {
        return ledger.skip(&TABLE_SUM, &facts, "skip.unit");
    };
    let name = [fact.row_label.as_deref(), fact.column_label.as_deref()];
    let name: Vec<&str> = name.into_iter().flatten().collect();
    let shown = match facts.as_slice() {
        [_, one, two, .., last] if sum.parts.len() > 6 => {
            let more = sum.parts.len();
            format!("{} + …（{more}）… + {}", terms([*one, *two]), raw(last))
        }
        _ => terms(sum.parts.iter().map(|part| part.fact)),
    };
    let message = Message::new("table.sum")
        .with("thing", name.join("·"))
        .with("raw", raw(fact))
        .with("sum", shown);
    let unit = fact.unit.as_deref().unwrap_or_default();
    let objection = Objection::numbers(severity, message, &stated, sum.computed(), unit);
    ledger.fail(&TABLE_SUM, &facts, objection);
}
