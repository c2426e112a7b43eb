//! Every number of the text and of the tables that has an identity, so that what is one number can be
//! found wherever it is printed.

mod summed;
mod told;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::book::Book;
use super::identity::{
    Identity, TOTALS, identity, identity_as, is_at_home, is_of_a_unit, is_total_identity, root,
    said_scope, wide,
};
use super::interval::Interval;
use super::sheet::{Axis, Column, Entry, Row, Scope, Sheet, Side, row_key, row_kind, table_scope};
use crate::lexicon::classification::{classification, names_code};
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::{concepts, key};
use crate::record::{Basis, Fact, Field, Form, Layout, Quantity};

pub use told::Told;
use told::told;

/// No document carries over more amounts than this that are worth a look.
const MOST_BESIDE: usize = 64;

/// The numbers of a document by identity.
#[derive(Debug, Default)]
pub struct Register<'a> {
    /// Those of running text, in the order of the first of each identity.
    pub text: Vec<(Identity<'a>, Vec<Told<'a>>)>,
    /// Those of the tables.
    pub tables: HashMap<Identity<'a>, Vec<Told<'a>>>,
    /// What tables of income say by the code of what it is meant for, in budgets, which spend what comes in.
    pub income: HashMap<Identity<'a>, Vec<Told<'a>>>,
    /// Whether all money is money of the general budget, so that scopes do not differ.
    pub one_scope: bool,
    /// The numbers that are said of a part of the agency.
    of_units: Vec<(&'static str, Interval)>,
    /// The amounts that one number of a thing may hold and another leave out: what is carried over, and
    /// money that is no appropriation.
    beside: Vec<Interval>,
}

impl<'a> Register<'a> {
    /// Enters all numbers.
    pub fn new(book: &Book<'a>, sheets: &[Sheet<'a>], holding: &HashSet<usize>) -> Self {
        let mut register = Self::default();
        register.enter_text(book);
        for (at, sheet) in sheets.iter().enumerate() {
            register.enter_sheet(book, at, sheet, holding);
        }
        register.one_scope = register.is_one_scope();
        register.beside = beside(book, sheets);
        register
    }

    fn enter_text(&mut self, book: &Book<'a>) {
        let mut order: HashMap<Identity, usize> = HashMap::default();
        // What all numbers of an identity in a section share: another meets them all if it meets this.
        let mut common: HashMap<(Identity, Option<usize>), Interval> = HashMap::default();
        for one in &book.said {
            let (Some((identity, own)), Some(interval)) = (identity(one.fact), one.interval) else {
                continue;
            };
            let label = one.fact.label.as_deref().unwrap_or_default();
            // Economic classes are said of projects and agencies too, and a 公务接待费 among them is no
            // more than that of the basic expenditure.
            let whole = one.fact.whole.as_deref().unwrap_or_default();
            if identity.concept.starts_with("economic")
                || is_of_three_public(identity.concept) && list(List::ClassOfSpending).any_in(whole)
            {
                continue;
            }
            if is_of_a_unit(label) {
                self.of_units.push((identity.concept, interval));
            }
            let named = !is_of_a_unit(label) && book.is_named_here(one);
            // 4个项目涉及事业收入180万元: a total is not that of some projects.
            let total = is_total_identity(&identity) || identity.code.is_some();
            let adjusted = one.apart.adjusted && one.basis == Some(Basis::Budget);
            let apart = one.apart.aim || adjusted || one.apart.projects && !total;
            if apart
                || one.is_base
                || !named
                || !is_at_home(book, one)
                || book.is_part_of_change(one)
            {
                continue;
            }
            let at = *order.entry(identity).or_insert_with(|| {
                self.text.push((identity, Vec::new()));
                self.text.len() - 1
            });
            // Two items of one list under one name: the second name was not read.
            if identity.code.is_some() {
                let place = (identity, one.fact.section_id);
                let known = common.entry(place).or_insert(interval);
                if !known.meets(interval) {
                    continue;
                }
                *known = known.shared(interval);
            }
            #[expect(
                clippy::indexing_slicing,
                reason = "it was counted when it was put there"
            )]
            let (_, told) = &mut self.text[at];
            told.push(Told {
                identity,
                scope: said_scope(book, one, own),
                year: one.year,
                basis: one.basis,
                fact: one.fact,
                interval,
                period: one.apart.period,
                books_said: !book.era.mixed || !one.fact.assumed.contains(Field::Basis),
                sheet: None,
                passage: one.passage,
                opens: book
                    .last(one)
                    .is_none_or(|last| last.passage != one.passage),
                placed: true,
            });
        }
    }

    fn enter_sheet(
        &mut self,
        book: &Book<'a>,
        at: usize,
        sheet: &Sheet<'a>,
        holding: &HashSet<usize>,
    ) {
        let Some(scope) = table_scope(sheet.table) else {
            return;
        };
        for column in sheet.columns.iter().filter(|column| column.is_money()) {
            let holds = |entry: &Entry| holding.contains(&entry.fact.id);
            let placed = is_marked(sheet) || column.entries.iter().any(holds);
            let mut classes: HashMap<&'a str, (Entry<'a>, Option<Interval>)> = HashMap::default();
            for entry in &column.entries {
                let Some((identity, scope)) = meaning(sheet, column, entry, scope) else {
                    continue;
                };
                // A row of “三公”经费 whose heads and numbers were not read as they stand has no sum.
                let across =
                    sheet.table.form == Form::ThreePublic && row_key(entry.fact).is_empty();
                if across && !holding.contains(&entry.fact.id) {
                    continue;
                }
                let one = (entry.fact, entry.interval, placed);
                // The codes of income are those of what it is meant for.
                if identity.code.is_some() && sheet.table.form == Form::Income {
                    let budget = book.era.basis == Some(Basis::Budget) && !book.era.mixed;
                    if let Some(told) = budget.then(|| told(book, (identity, scope), one, at)) {
                        self.income.entry(identity).or_default().push(told);
                    }
                    continue;
                }
                self.enter(book, (identity, scope), one, at);
                if let Some(code) = identity.code.filter(|code| code.starts_with('2')) {
                    roll_up(code, *entry, &mut classes);
                }
            }
            for (code, (first, sum)) in classes {
                let identity = Identity {
                    concept: "functional_class",
                    code: Some(code),
                };
                if let (Some(sum), Some(scope)) = (sum, column_scope(column, scope)) {
                    self.enter(book, (identity, scope), (first.fact, sum, placed), at);
                }
            }
        }
        match sheet.table.form {
            Form::Procurement => self.enter_procurement(book, at, sheet, holding),
            Form::GeneralBasic => self.enter_basic(book, (at, scope), sheet, holding),
            _ => {}
        }
    }

    fn enter(
        &mut self,
        book: &Book,
        (identity, scope): (Identity<'a>, Scope),
        one: (&'a Fact, Interval, bool),
        sheet: usize,
    ) {
        let told = told(book, (identity, scope), one, sheet);
        // Most stand in one place.
        let list = self.tables.entry(identity);
        list.or_insert_with(|| Vec::with_capacity(1)).push(told);
    }

    /// Whether the expenditure of the general budget is said to be all expenditure.
    fn is_one_scope(&self) -> bool {
        let all = self
            .text
            .iter()
            .filter(|(identity, _)| identity.concept == "expenditure_this_year")
            .flat_map(|(_, list)| list);
        let of = |scope: Scope| all.clone().find(|told| told.scope == scope);
        matches!(
            (of(Scope::All), of(Scope::General)),
            (Some(all), Some(general)) if all.fact.yuan == general.fact.yuan
        )
    }

    /// Whether two numbers differ by just what is carried over or comes from elsewhere, so that one may
    /// be meant with it and one without.
    pub fn differ_in_scope(&self, one: Interval, other: Interval) -> bool {
        let gap = one.minus(other).magnitude();
        self.beside.iter().any(|amount| amount.meets(gap))
    }

    /// Whether an amount is also given for a part of the agency.
    pub fn is_of_a_unit(&self, told: &Told) -> bool {
        let same = |(concept, interval): &(&str, Interval)| {
            *concept == told.identity.concept && interval.meets(told.interval)
        };
        self.of_units.iter().any(same)
    }

    /// Whether an amount stands in a table for another total, of either side for a joint total.
    pub fn is_total_in_tables(&self, identity: &Identity, told: &Told) -> bool {
        let joint = identity.concept == "income_expenditure_total";
        TOTALS.iter().any(|concept| {
            let other = Identity {
                concept,
                code: None,
            };
            let side = joint || root(concept) == root(identity.concept);
            let list = self
                .tables
                .get(&other)
                .filter(|_| *concept != identity.concept);
            // 一般公共预算拨款 says neither side; what comes in of one fund goes out of it.
            list.into_iter().flatten().any(|twin| {
                let one_fund = twin.scope == told.scope && told.scope != Scope::All;
                (side || one_fund) && twin.interval.meets(told.interval)
            })
        })
    }

    /// Whether numbers of these scopes may be compared.
    pub fn comparable(&self, one: Scope, other: Scope) -> bool {
        self.wide_scope(one) == self.wide_scope(other)
    }

    /// The widest scope with whose numbers those of a scope may be compared.
    pub fn wide_scope(&self, scope: Scope) -> Scope {
        match scope {
            Scope::Fiscal | Scope::General if self.one_scope => Scope::All,
            _ => scope,
        }
    }
}

/// Whether the cells of a table are told apart by marks, and not by where they stand.
fn is_marked(sheet: &Sheet) -> bool {
    !matches!(sheet.table.layout, Layout::CellPerLine | Layout::Aligned)
}

/// The amounts of what is carried over and of money that is no appropriation, in tables and text.
fn beside(book: &Book, sheets: &[Sheet]) -> Vec<Interval> {
    let mut known: HashMap<&str, bool> = HashMap::default();
    let mut is_beside = |fact: &Fact| {
        let carried = ["carry_in", "carry_out"];
        let other = [
            "other_income",
            "other_funds",
            "business_income",
            "superior_subsidy_income",
        ];
        let under = |wholes: &[&str], id: &str| {
            let mut wholes = wholes.iter();
            wholes.any(|whole| *whole == id || super::book::is_above(whole, id))
        };
        let concept = fact.concept.filter(|_| fact.kind == Quantity::Money);
        concept.is_some_and(|id| {
            let found = known.entry(id);
            *found.or_insert_with(|| under(&carried, id) || under(&other, id))
        })
    };
    let columns = sheets.iter().flat_map(|sheet| &sheet.columns);
    let cells = columns
        .filter(|column| column.is_money())
        .flat_map(|column| &column.entries);
    let cells = cells.map(|entry| (entry.fact, Some(entry.interval)));
    let said = book.said.iter().filter(|one| one.is_level());
    let all = cells.chain(said.map(|one| (one.fact, one.interval)));
    let mut amounts: Vec<Interval> = all
        .filter(|(fact, _)| is_beside(fact))
        .filter_map(|(_, interval)| interval)
        .filter(|amount| amount.is_positive())
        .collect();
    amounts.sort_by_key(|amount| amount.ends());
    amounts.dedup();
    amounts.truncate(MOST_BESIDE);
    amounts
}

/// What a cell says, if it is the whole of its row or a total of its column.
fn meaning<'a>(
    sheet: &Sheet<'a>,
    column: &Column<'a>,
    entry: &Entry<'a>,
    scope: Scope,
) -> Option<(Identity<'a>, Scope)> {
    let fact = entry.fact;
    let row = row_key(fact);
    let kind = row_kind(&row);
    if let Some(identity) = grand_total(sheet, column, fact, kind, &row) {
        return Some((identity, column_scope(column, scope)?));
    }
    let (identity, own) = economic(fact)
        .or_else(|| identity(fact))
        .or_else(|| without_remark(sheet, fact))?;
    if identity.code.is_some() && is_misnamed(fact) {
        return None;
    }
    if kind == Row::Total && column.axis == Axis::Part {
        if column
            .path
            .last()
            .is_some_and(|head| list(List::PartHead).contains(head))
        {
            let identity = Identity {
                concept: "project_expenditure",
                code: None,
            };
            return Some((identity, scope));
        }
        // 合计 by 基本支出: the concept tells the part.
        let column = concepts::by_id(fact.concept?)?;
        return is_part(column.id)
            .then_some((identity, if own == Scope::All { scope } else { own }));
    }
    let widest = if own == Scope::All { scope } else { own };
    match column.axis {
        Axis::Whole => Some((identity, widest)),
        Axis::Of(fund) => Some((identity, fund)),
        Axis::Part | Axis::Moves => None,
    }
}

/// Whether a row bears the code of one entry and the name of another: which is meant is not clear.
fn is_misnamed(fact: &Fact) -> bool {
    let printed = fact.code.as_deref().zip(fact.row_label.as_deref());
    printed.is_some_and(|(code, row)| {
        let other = || classification().of_name(&key(row)).next().is_some();
        !names_code(row, code) && other()
    })
}

/// An item of “三公”经费 that a remark in brackets stands behind: 公务接待费（由基本支出列支）.
fn without_remark<'a>(sheet: &Sheet<'a>, fact: &'a Fact) -> Option<(Identity<'a>, Scope)> {
    if sheet.table.form != Form::ThreePublic || fact.concept.is_some() {
        return None;
    }
    let label = key(fact.row_label.as_deref()?);
    let (name, remark) = label.split_once('(')?;
    let column = fact.column_label.as_deref().unwrap_or_default();
    let found = concepts::find_cell(sheet.table.form.name(), name, None, column)?;
    remark
        .ends_with(')')
        .then(|| identity_as(fact, found.id()))?
}

/// Whether a concept is an item of “三公”经费.
fn is_of_three_public(concept: &str) -> bool {
    super::book::is_above("three_public", concept)
}

/// The line of an economic class, which is not all that the thing costs: 公务接待费 as 30217.
fn economic(fact: &Fact) -> Option<(Identity<'_>, Scope)> {
    let code = fact.code.as_deref().filter(|code| code.starts_with('3'))?;
    let concept = match code.len() {
        3 => "economic_class",
        5 => "economic_section",
        _ => return None,
    };
    fact.yuan?;
    let code = Some(code);
    Some((Identity { concept, code }, Scope::All))
}

fn is_part(concept: &str) -> bool {
    matches!(wide(concept).0, "basic_expenditure" | "project_expenditure")
}

/// 总计 under a side of a table is the total of that side; the row does not name it.
fn grand_total<'a>(
    sheet: &Sheet<'a>,
    column: &Column<'a>,
    fact: &Fact,
    kind: Row,
    row: &str,
) -> Option<Identity<'a>> {
    let side = column.side?;
    let carries = || {
        column
            .entries
            .iter()
            .any(|entry| row_kind(&row_key(entry.fact)) == Row::Year)
    };
    let whole = fact.kind == Quantity::Money && column.axis != Axis::Part;
    if kind != Row::Total
        || !whole
        || sheet.columns.is_empty()
        || !(list(List::GrandTotal).ends(row) || carries())
    {
        return None;
    }
    Some(Identity {
        concept: match side {
            Side::Income => "total_income",
            Side::Expenditure => "total_expenditure",
        },
        code: None,
    })
}

/// The scope of a column that holds whole amounts.
fn column_scope(column: &Column, table: Scope) -> Option<Scope> {
    match column.axis {
        Axis::Whole => Some(table),
        Axis::Of(fund) => Some(fund),
        Axis::Part | Axis::Moves => None,
    }
}

/// Adds an entry to its class, unless the class or what is between has a row of its own.
fn roll_up<'a>(
    code: &'a str,
    entry: Entry<'a>,
    classes: &mut HashMap<&'a str, (Entry<'a>, Option<Interval>)>,
) {
    let Some(class) = code.get(..3) else { return };
    let known = classes
        .entry(class)
        .or_insert((entry, Some(Interval::ZERO)));
    known.1 = match (known.1, code.len()) {
        // A table that prints classes or sections tells them itself.
        (Some(sum), 7) => Some(sum.plus(entry.interval)),
        _ => None,
    };
}
