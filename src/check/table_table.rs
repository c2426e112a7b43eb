//! One number in two tables: the total and the classes of the general table in the table of
//! expenditure, the fund column of the fiscal table in the fund table; and a part that is larger than
//! its whole (general budget against all money).
//!
//! That two tables speak of the same agency is shown by the numbers that they have in common: where
//! none agrees they are tables of two agencies, and nothing is said.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap as HashMap;

use super::identity::Identity;
use super::interval::Interval;
use super::ledger::{Ledger, Objection, Stated, raw};
use super::message::Message;
use super::register::{Register, Told};
use super::rule::TABLE_TABLE;
use super::sheet::{Scope, Sheet};
use crate::lexicon::concepts;
use crate::lexicon::lists::{Class as List, list};
use crate::record::{Form, Severity};

/// More differences than this between two tables are no slip.
const MOST: usize = 3;

/// More are not looked through.
const MOST_GAPS: usize = 64;

/// The lines of the basic expenditure that are part of an item of “三公”经费.
const LINES: &[(&str, &str)] = &[
    ("30212", "overseas_travel"),
    ("30217", "official_reception"),
    ("30231", "vehicle_operation"),
    ("31013", "vehicle_purchase"),
];

/// The line of an item in the basic expenditure is no more than the item.
fn lines_of_three_public(register: &Register, ledger: &mut Ledger) {
    for (code, concept) in LINES {
        let of = |concept: &'static str, code: Option<&'static str>| {
            let list = register.tables.get(&Identity { concept, code });
            list.map_or(&[][..], Vec::as_slice)
        };
        let lines = of("economic_section", Some(code));
        let items = of(concept, None);
        let ([line], [item, ..]) = (lines, items) else {
            continue;
        };
        if !line.same_books(item)
            || items
                .iter()
                .any(|item| !line.interval.exceeds(item.interval))
        {
            continue;
        }
        let Some(stated) = Stated::number(line.fact, line.interval) else {
            continue;
        };
        let message = Message::new("tables.line_larger")
            .with("thing", line.fact.row_label.as_deref().unwrap_or_default())
            .with("raw", raw(line.fact))
            .with("line", item.fact.line)
            .with("twin", raw(item.fact));
        let unit = line.fact.unit.as_deref().unwrap_or_default();
        let objection =
            Objection::numbers(Severity::Warning, message, &stated, item.interval, unit);
        ledger.fail(&TABLE_TABLE, &[line.fact, item.fact], objection);
    }
}

/// What two tables have in common.
#[derive(Default)]
struct Pair<'r, 'a> {
    agree: usize,
    differ: Vec<(&'r Told<'a>, &'r Told<'a>)>,
    within: usize,
    beyond: Vec<(&'r Told<'a>, &'r Told<'a>)>,
}

/// Compares all tables.
pub fn check(register: &Register, sheets: &[Sheet], ledger: &mut Ledger) {
    let mut pairs: BTreeMap<(usize, usize), Pair> = BTreeMap::new();
    for list in register.tables.values() {
        compare(list, &mut pairs);
    }
    by_code_of_income(register, &mut pairs);
    lines_of_three_public(register, ledger);
    // Of one agency's tables there is one of each form.
    let mut forms: HashMap<Form, usize> = HashMap::default();
    for sheet in sheets {
        *forms.entry(sheet.table.form).or_default() += 1;
    }
    for ((one, other), pair) in &mut pairs {
        let order = |(one, _): &(&Told, &Told)| (one.identity.code.is_none(), one.fact.id);
        pair.differ.sort_by_key(order);
        pair.beyond.sort_by_key(order);
        #[expect(
            clippy::indexing_slicing,
            reason = "the register counted the same sheets"
        )]
        let names = [&sheets[*one], &sheets[*other]];
        same(pair, (names, &forms), register, ledger);
        larger(pair, names, ledger);
    }
}

/// The first number of each table against those of the tables before it.
fn compare<'r, 'a>(list: &'r [Told<'a>], pairs: &mut BTreeMap<(usize, usize), Pair<'r, 'a>>) {
    // No identity stands in more tables than there are forms, but a long document may repeat them.
    let mut first: Vec<&Told> = Vec::new();
    for told in list.iter().take(64) {
        for other in &first {
            if other.sheet == told.sheet || !other.same_books(told) {
                continue;
            }
            let (Some(one), Some(two)) = (other.sheet, told.sheet) else {
                continue;
            };
            let pair = pairs.entry((one, two)).or_default();
            if other.scope == told.scope {
                match other.interval.meets(told.interval) {
                    true => pair.agree += 1,
                    false => pair.differ.push((other, told)),
                }
            } else if let Some((part, whole)) = within(other, told) {
                match part.interval.exceeds(whole.interval) {
                    true => pair.beyond.push((part, whole)),
                    false => pair.within += 1,
                }
            }
        }
        first.push(told);
    }
}

/// What a table of income is meant for, against what the other tables spend on it.
fn by_code_of_income<'r, 'a>(
    register: &'r Register<'a>,
    pairs: &mut BTreeMap<(usize, usize), Pair<'r, 'a>>,
) {
    for (identity, income) in &register.income {
        let Some(other) = income.first() else {
            continue;
        };
        for one in register.tables.get(identity).into_iter().flatten() {
            let like = one.scope == other.scope && one.same_books(other);
            let (Some(at), Some(of_income), true) = (one.sheet, other.sheet, like) else {
                continue;
            };
            let pair = pairs
                .entry((at.min(of_income), at.max(of_income)))
                .or_default();
            match one.interval.meets(other.interval) {
                true => pair.agree += 1,
                false => pair.differ.push((one, other)),
            }
        }
    }
}

/// The two as part and whole, if the money of one is part of the money of the other.
fn within<'r, 'a>(one: &'r Told<'a>, other: &'r Told<'a>) -> Option<(&'r Told<'a>, &'r Told<'a>)> {
    let inside = |part: Scope, whole: Scope| match whole {
        Scope::All => matches!(
            part,
            Scope::Fiscal | Scope::General | Scope::Fund | Scope::Capital
        ),
        Scope::Fiscal => matches!(part, Scope::General | Scope::Fund | Scope::Capital),
        _ => false,
    };
    if inside(one.scope, other.scope) {
        Some((one, other))
    } else if inside(other.scope, one.scope) {
        Some((other, one))
    } else {
        None
    }
}

/// Numbers that should be the same.
fn same(
    pair: &Pair,
    (sheets, forms): ([&Sheet; 2], &HashMap<Form, usize>),
    register: &Register,
    ledger: &mut Ledger,
) {
    let Some((one, other)) = pair.differ.first() else {
        return;
    };
    let facts = [one.fact, other.fact];
    if register.differ_in_scope(one.interval, other.interval) {
        return ledger.skip(&TABLE_TABLE, &facts, "skip.other_scope");
    }
    // A fund has few rows, and seldom more than one.
    let fund = matches!(one.scope, Scope::Fund | Scope::Capital);
    let economic = one.identity.concept.starts_with("economic");
    let one_each = sheets
        .iter()
        .all(|sheet| forms.get(&sheet.table.form) == Some(&1));
    let basic = one.identity.concept == "basic_expenditure" && one_each;
    let known = pair.agree > usize::from(economic) || pair.within > 0 || fund || basic;
    if !known || slips(&pair.differ) > MOST.max(pair.agree) {
        return ledger.skip(&TABLE_TABLE, &facts, "skip.other_agency");
    }
    // What comes in may be meant for another year, but not by one item alone, or by one that the total has too.
    let of_income =
        one.identity.code.is_some() && sheets.iter().any(|sheet| sheet.table.form == Form::Income);
    let alone = slips(&pair.differ) == 1 && pair.agree + pair.differ.len() > 2 && pair.agree > 0;
    if of_income && !(one_each && alone) {
        return ledger.skip(&TABLE_TABLE, &facts, "skip.other_agency");
    }
    // Two numbers that differ by what is left of the others: one slip, with its totals.
    let severity = if pair.agree > 0 && !of_income {
        Severity::Error
    } else {
        Severity::Warning
    };
    report("tables.differ", (one, other), severity, sheets, ledger);
}

/// How many slips lie behind numbers that differ: one that is carried into the totals differs as much in each.
fn slips(differ: &[(&Told, &Told)]) -> usize {
    let mut gaps: Vec<Interval> = Vec::new();
    for (one, other) in differ.iter().take(MOST_GAPS) {
        let gap = one.interval.minus(other.interval);
        if !gaps.iter().any(|known| known.meets(gap)) {
            gaps.push(gap);
        }
    }
    gaps.len()
}

/// A part that is larger than its whole.
fn larger(pair: &Pair, sheets: [&Sheet; 2], ledger: &mut Ledger) {
    let Some((part, whole)) = pair.beyond.first() else {
        return;
    };
    let facts = [part.fact, whole.fact];
    // Of a government's budgets none is part of another.
    let of_general = |told: &Told| {
        let mut own = sheets
            .iter()
            .filter(|sheet| told.fact.table_id == Some(sheet.table.id));
        own.any(|sheet| {
            let caption = sheet.table.caption.as_deref().unwrap_or_default();
            list(List::GeneralColumn).any_in(caption)
        })
    };
    if whole.scope == Scope::All && part.scope != Scope::General && of_general(whole) {
        return ledger.skip(&TABLE_TABLE, &facts, "skip.other_scope");
    }
    if pair.within + pair.agree == 0 || slips(&pair.beyond) > MOST.max(pair.within) {
        return ledger.skip(&TABLE_TABLE, &facts, "skip.other_agency");
    }
    report(
        "tables.part_larger",
        (part, whole),
        Severity::Warning,
        sheets,
        ledger,
    );
}

fn report(
    key: &'static str,
    (one, other): (&Told, &Told),
    severity: Severity,
    sheets: [&Sheet; 2],
    ledger: &mut Ledger,
) {
    let Some(stated) = Stated::number(one.fact, one.interval) else {
        return;
    };
    let caption = |told: &Told| {
        let sheet = sheets
            .iter()
            .find(|sheet| told.fact.table_id == Some(sheet.table.id));
        sheet
            .and_then(|sheet| sheet.table.caption.clone())
            .unwrap_or_default()
    };
    // A number that is the sum of rows is shown as one.
    let printed = |told: &Told| {
        let own = super::ledger::interval(told.fact);
        own.is_some_and(|own: Interval| own.meets(told.interval))
    };
    let name = |told: &Told| {
        let concept = concepts::by_id(told.identity.concept).filter(|_| !printed(told));
        let row = told.fact.row_label.as_deref().unwrap_or_default();
        match told.identity.code {
            None => concept.map_or(row, |concept| concept.name).to_owned(),
            Some(_) => row.to_owned(),
        }
    };
    let shown = |told: &Told| match printed(told) {
        true => raw(told.fact),
        false => {
            let factor = super::ledger::factor(told.fact).unwrap_or_default();
            let unit = told.fact.unit.as_deref().unwrap_or_default();
            format!("{}{unit}", told.interval.middle(factor).normalize())
        }
    };
    let message = Message::new(key)
        .with("thing", name(one))
        .with("raw", shown(one))
        .with("table", caption(one))
        .with("line", other.fact.line)
        .with("other_name", name(other))
        .with("other_table", caption(other))
        .with("twin", shown(other));
    let unit = one.fact.unit.as_deref().unwrap_or_default();
    let objection = Objection::numbers(severity, message, &stated, other.interval, unit);
    ledger.fail(&TABLE_TABLE, &[one.fact, other.fact], objection);
}
