//! Tables of one fund that have nothing in them: whether the text says so, of the right table, and no
//! other table gives an amount.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::ledger::{Ledger, Objection, Place, raw};
use super::message::Message;
use super::rule::{TABLE_TABLE, TEMPLATE, TEXT_TABLE};
use super::{Checked, split};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::patterns::{Says, patterns};
use crate::lexicon::{forms, key};
use crate::mark::Emptiness;
use crate::record::{Fact, Form, Measure, Severity, Span, Table};

/// How many lines below a table its note may stand, and above one.
const NEAR: usize = 3;

/// The tables that many agencies have nothing for, and the total of each.
const KINDS: &[(Form, &str)] = &[
    (Form::GovernmentFund, "fund_expenditure"),
    (Form::StateCapital, "state_capital_expenditure"),
    (Form::ThreePublic, "three_public"),
];

fn is_kind(form: Form) -> bool {
    KINDS.iter().any(|(kind, _)| *kind == form)
}

/// What the document says of such tables.
struct Known<'a> {
    /// The tables that have numbers, and whether any is more than nothing.
    numbers: HashMap<usize, bool>,
    /// The forms of which a table has numbers.
    filled: HashSet<Form>,
    /// The forms that the text, or a row or head of another table, names.
    named: HashSet<Form>,
    /// An amount that a table gives for the money of a form.
    given: HashMap<Form, &'a Fact>,
}

impl<'a> Known<'a> {
    fn new(checked: &Checked<'a>) -> Self {
        let mut known = Self {
            numbers: HashMap::default(),
            filled: HashSet::default(),
            named: HashSet::default(),
            given: HashMap::default(),
        };
        for fact in checked.facts {
            let Some(table) = fact.table_id else { continue };
            *known.numbers.entry(table).or_default() |= !fact.value.0.is_zero();
            let amount = fact.measure == Some(Measure::Amount) && fact.yuan.is_some();
            let of_year = fact.year == checked.fiscal_year && !fact.value.0.is_zero();
            let kind = KINDS.iter().find(|(_, total)| fact.concept == Some(*total));
            if let (Some((form, _)), true) = (kind, amount && of_year) {
                known.given.entry(*form).or_insert(fact);
            }
        }
        for table in checked.tables {
            if known.numbers.contains_key(&table.id) {
                known.filled.insert(table.form);
            }
            let cells = table
                .rows
                .iter()
                .flatten()
                .flat_map(|cell| forms::of_money(cell));
            known.named.extend(cells.filter(|form| *form != table.form));
        }
        let notes = checked.marks.emptiness.iter();
        known
            .named
            .extend(notes.flat_map(|note| note.forms.iter().copied()));
        known
    }

    /// Whether a table was read, has no digit in it, and is the only one of its form.
    fn is_blank(&self, table: &Table) -> bool {
        let mut body = table.rows.iter().skip(table.header).flatten();
        let printed = body.any(|cell| cell.contains(|c: char| c.is_ascii_digit()));
        let one_fund = table.caption.as_deref().map(forms::of_money) == Some(vec![table.form]);
        let rows = table.rows.len() > table.header && !table.continues;
        one_fund && rows && !printed && !self.filled.contains(&table.form)
    }
}

/// Checks every such table and every note.
pub fn check(checked: &Checked, ledger: &mut Ledger) {
    let mut known = Known::new(checked);
    let notes = checked.marks.emptiness.iter().filter(|note| note.of_table);
    for note in notes {
        beside(checked, note, &mut known, ledger);
    }
    for (at, table) in checked.tables.iter().enumerate() {
        if !is_kind(table.form) {
            continue;
        }
        notes_inside(checked, at, table, ledger);
        if known.is_blank(table) {
            blank(checked, (at, table), &known, ledger);
        }
    }
}

/// An empty table that another table contradicts, or that nothing is said about.
fn blank(checked: &Checked, (at, table): (usize, &Table), known: &Known, ledger: &mut Ledger) {
    let place = (checked.caption)(at).unwrap_or(Place {
        line: table.line,
        span: Span(table.span.0, table.span.0),
    });
    if let Some(fact) = known.given.get(&table.form) {
        let message = Message::new("empty.lacking")
            .with("table", caption(table))
            .with("line", fact.line)
            .with("twin", raw(fact));
        let objection = Objection::plain(Severity::Warning, message);
        ledger.object(&TABLE_TABLE, place, vec![fact.id], objection);
    } else if !says_nothing(table) && !known.named.contains(&table.form) {
        let message = Message::new("empty.silent").with("table", caption(table));
        let objection = Objection::plain(Severity::Note, message);
        ledger.object(&TEMPLATE, place, Vec::new(), objection);
    }
}

fn caption(table: &Table) -> &str {
    table.caption.as_deref().unwrap_or_default()
}

/// Whether a cell or the title of a table says that there is nothing.
fn says_nothing(table: &Table) -> bool {
    let says = |cell: &str| list(List::Nothing).any_in(cell);
    let mut cells = table.rows.iter().flatten();
    cells.any(|cell| says(cell)) || table.caption.as_deref().is_some_and(says)
}

/// A note below a table that speaks of another, or calls a table empty that is not.
fn beside(checked: &Checked, note: &Emptiness, known: &mut Known, ledger: &mut Ledger) {
    let (before, behind) = split(checked.tables, |table| table.line <= note.line);
    let near = |table: &&Table| note.line.saturating_sub(table.end_line) <= NEAR;
    let Some(table) = before.last().filter(near) else {
        return;
    };
    let of_next = behind
        .first()
        .is_some_and(|next| next.line <= note.line + 2 * NEAR && note.forms.contains(&next.form));
    let place = Place {
        line: note.line,
        span: note.span,
    };
    if is_kind(table.form) && !note.forms.contains(&table.form) && !of_next {
        known.named.insert(table.form);
        of_another(table, place, ledger);
    } else if note.forms == [table.form] && known.numbers.get(&table.id) == Some(&true) {
        let message = Message::new("empty.filled").with("table", caption(table));
        let objection = Objection::plain(Severity::Warning, message);
        ledger.object(&TEXT_TABLE, place, Vec::new(), objection);
    }
}

/// The notes that stand in rows of the table.
fn notes_inside(checked: &Checked, at: usize, table: &Table, ledger: &mut Ledger) {
    for (row, cells) in table.rows.iter().enumerate() {
        let mut cells = cells.iter().enumerate();
        let Some((column, cell)) = cells.find(|(_, cell)| !cell.is_empty()) else {
            continue;
        };
        let words = key(cell);
        let named = forms::of_money(&words);
        let empty = patterns(Says::EmptyTable).any_in(&words);
        if !empty || named.is_empty() || named.contains(&table.form) {
            continue;
        }
        if let Some(place) = (checked.place)(at, row, column) {
            of_another(table, place, ledger);
        }
    }
}

fn of_another(table: &Table, place: Place, ledger: &mut Ledger) {
    let message = Message::new("empty.other").with("table", caption(table));
    let objection = Objection::plain(Severity::Warning, message);
    ledger.object(&TEXT_TABLE, place, Vec::new(), objection);
}
