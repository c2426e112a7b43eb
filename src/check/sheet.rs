//! A table's facts as the columns and rows of its grid, with what each column and row is about.

use rustc_hash::FxHashMap as HashMap;

use super::Checked;
use super::book::Era;
use super::interval::Interval;
use super::ledger::factor;
use crate::lexicon::forms::is_performance;
use crate::lexicon::key;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::sides::{self, EXPENDITURE, INCOME};
use crate::record::{Basis, Fact, Form, Measure, Quantity, SmolStr, Table};

/// Of whose money a number speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Of all.
    All,
    /// Of fiscal appropriations.
    Fiscal,
    /// Of the general public budget.
    General,
    /// Of government funds.
    Fund,
    /// Of state capital.
    Capital,
    /// Of something smaller.
    Narrow,
}

/// A side of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// What comes in.
    Income,
    /// What goes out.
    Expenditure,
}

/// What the numbers of a column are of their rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// The whole amount of what the row names.
    Whole,
    /// The whole amount in one fund.
    Of(Scope),
    /// A part of it: basic, project, one source.
    Part,
    /// A difference or a rate.
    Moves,
}

/// A number in its column.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The fact.
    pub fact: &'a Fact,
    /// What it stands for, in yuan for money.
    pub interval: Interval,
    /// Its row in the sheet.
    pub row: usize,
}

/// A column of a sheet.
#[derive(Debug)]
pub struct Column<'a> {
    /// The words of its head, from the outermost.
    pub path: Vec<String>,
    /// All of them, as the rows of the table are told apart from its columns.
    pub name: SmolStr,
    /// What it is of its rows.
    pub axis: Axis,
    /// The side that it is on, in a table of two sides.
    pub side: Option<Side>,
    /// The numbers, from the top.
    pub entries: Vec<Entry<'a>>,
}

/// A table, with the tables that continue it.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// The table.
    pub table: &'a Table,
    /// Its columns that hold numbers, from the left.
    pub columns: Vec<Column<'a>>,
}

impl<'a> Sheet<'a> {
    /// The rows that have numbers, from the top.
    pub fn rows(&self) -> impl Iterator<Item = Vec<InColumn<'_, 'a>>> {
        let columns = self.columns.iter();
        let mut left: Vec<(&Column, &[Entry])> =
            columns.map(|column| (column, &*column.entries)).collect();
        std::iter::from_fn(move || {
            let next = left.iter().filter_map(|(_, entries)| entries.first());
            let row = next.map(|entry| entry.row).min()?;
            let mut numbers = Vec::with_capacity(left.len());
            for (column, entries) in &mut left {
                while let Some((entry, rest)) = entries.split_first()
                    && entry.row == row
                {
                    numbers.push((*column, entry));
                    *entries = rest;
                }
            }
            Some(numbers)
        })
    }
}

/// A number with its column.
pub type InColumn<'s, 'a> = (&'s Column<'a>, &'s Entry<'a>);

/// What a row of a table is to the rows about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// 合计, 总计: of all rows.
    Total,
    /// 本年收入合计: of the rows above it.
    Year,
    /// What is carried over, in or out.
    Carried,
    /// One of the rows that are added up.
    Item,
    /// A row that repeats others: 其中, 本页小计, 承前页, a sub-item in brackets.
    Aside,
}

/// The label of a row without its number: `一、教育支出` is 教育支出.
pub fn row_key(fact: &Fact) -> String {
    let label = key(fact.row_label.as_deref().unwrap_or_default());
    match label.split_once(['、', '.']) {
        Some((number, name)) if number.chars().count() <= 3 && !name.is_empty() => name.to_owned(),
        _ => label,
    }
}

/// What a row is, by its label made alike.
pub fn row_kind(label: &str) -> Row {
    let has = |words| list(words).any_in(label);
    if label.is_empty() || has(List::AsideRow) || label.starts_with('(') {
        Row::Aside
    } else if is_total(label) || has(List::GrandTotal) {
        Row::Total
    } else if list(List::SummedUp).ends(label) && list(List::ThisYear).begins(label)
        || list(List::YearRow).contains(label)
    {
        Row::Year
    } else if list(List::SubtotalEnd).ends(label) {
        Row::Aside
    } else if has(List::CarriedRow) {
        Row::Carried
    } else {
        Row::Item
    }
}

/// Whether a row or column is the total of those beside it.
pub fn is_total(name: &str) -> bool {
    list(List::TotalName).contains(name)
}

/// The sheets of a document: every table with its numbers where they stand, page breaks mended.
pub fn sheets<'a>(checked: &Checked<'a>) -> Vec<Sheet<'a>> {
    let decimals = decimals(checked.facts);
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut whose: HashMap<(String, usize), usize> = HashMap::default();
    let mut next_row = 0;
    for (index, table) in checked.tables.iter().enumerate() {
        if is_performance(table.form) {
            continue;
        }
        if !table.continues || sheets.is_empty() {
            whose.clear();
            next_row = 0;
            sheets.push(Sheet {
                table,
                columns: Vec::new(),
            });
        }
        let Some(sheet) = sheets.last_mut() else {
            continue;
        };
        let mut used: HashMap<&str, usize> = HashMap::default();
        let width = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        for column in 0..width {
            let rows = table.rows.iter().enumerate().skip(table.header);
            let mut entries = rows
                .filter_map(|(row, cells)| {
                    let place = (index, row, column);
                    let entry = entry(checked, &decimals, place, cells.get(column)?)?;
                    let row = next_row + row;
                    Some(Entry { row, ..entry })
                })
                .peekable();
            let Some(first) = entries.peek() else {
                continue;
            };
            let path = first.fact.column_label.as_deref().unwrap_or_default();
            let nth = used.entry(path).or_default();
            *nth += 1;
            let at = *whose.entry((path.to_owned(), *nth)).or_insert_with(|| {
                sheet.columns.push(Column::new(path, first.fact));
                sheet.columns.len() - 1
            });
            #[expect(
                clippy::indexing_slicing,
                reason = "it was counted when it was put there"
            )]
            sheet.columns[at].entries.extend(entries);
        }
        next_row += table.rows.len();
    }
    for sheet in &mut sheets {
        for column in &mut sheet.columns {
            column.entries.shrink_to_fit();
        }
        sheet.settle();
    }
    sheets
}

fn entry<'a>(
    checked: &Checked<'a>,
    decimals: &HashMap<(Option<usize>, Option<&'a str>), u32>,
    (table, row, column): (usize, usize, usize),
    cell: &str,
) -> Option<Entry<'a>> {
    if !cell.contains(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c)) {
        return None;
    }
    let place = (checked.place)(table, row, column)?;
    let facts = checked.facts;
    let at = facts.partition_point(|fact| fact.id < place.span.0);
    let fact = facts
        .get(at)
        .filter(|fact| fact.id < place.span.1 && fact.table_id.is_some())?;
    let digits = decimals
        .get(&(fact.table_id, fact.unit.as_deref()))
        .copied();
    let interval = match fact.kind {
        Quantity::Money => {
            let digits = digits.unwrap_or(fact.decimals);
            Interval::printed(fact.value.0, digits, factor(fact)?)?
        }
        _ => super::ledger::interval(fact)?,
    };
    Some(Entry {
        fact,
        interval,
        row: 0,
    })
}

/// The digits that each table prints after the point, by its unit. A cell that has fewer has lost
/// its zeros: `3` beside `3.34` is 3.00.
fn decimals(facts: &[Box<Fact>]) -> HashMap<(Option<usize>, Option<&str>), u32> {
    let mut decimals = HashMap::default();
    for fact in facts.iter().filter(|fact| fact.table_id.is_some()) {
        let most = decimals
            .entry((fact.table_id, fact.unit.as_deref()))
            .or_default();
        *most = fact.decimals.max(*most);
    }
    decimals
}

impl Column<'_> {
    fn new(path: &str, first: &Fact) -> Self {
        let path: Vec<String> = path.split('/').map(key).collect();
        Self {
            axis: axis(&path, first),
            side: None,
            name: format!("{}/", path.join("/")).into(),
            path,
            entries: Vec::new(),
        }
    }

    /// The year and books that its numbers share.
    pub fn books(&self, era: Era) -> (Option<i32>, Option<Basis>) {
        let first = self.entries.first().map(|entry| entry.fact);
        first.map_or((era.year, None), |fact| (era.year(fact), era.basis(fact)))
    }

    /// Whether it holds amounts of money.
    pub fn is_money(&self) -> bool {
        let money =
            |fact: &Fact| fact.kind == Quantity::Money && fact.measure == Some(Measure::Amount);
        self.axis != Axis::Moves && self.entries.first().is_some_and(|entry| money(entry.fact))
    }
}

/// What a column is of its rows, by the words of its head.
fn axis(path: &[String], first: &Fact) -> Axis {
    let has = |words| path.iter().any(|head| list(words).any_in(head));
    if has(List::MovingColumn) || !matches!(first.measure, Some(Measure::Amount | Measure::Count)) {
        Axis::Moves
    } else if has(List::PartColumn)
        || path
            .last()
            .is_some_and(|head| list(List::PartHead).contains(head))
    {
        Axis::Part
    } else if has(List::FundColumn) {
        Axis::Of(Scope::Fund)
    } else if has(List::CapitalColumn) {
        Axis::Of(Scope::Capital)
    } else if has(List::GeneralColumn) && !path.last().is_some_and(|head| is_amount(head)) {
        Axis::Of(Scope::General)
    } else {
        Axis::Whole
    }
}

/// Whether a head says only that numbers follow, so that what stands above names the table: 预算数.
fn is_amount(head: &str) -> bool {
    list(List::AmountHead).at_end(head).is_some()
}

impl Sheet<'_> {
    /// Finds what only the columns together tell: the sides, and the fund of a table of one fund.
    fn settle(&mut self) {
        let two_sided = matches!(
            self.table.form,
            Form::IncomeExpenditure | Form::FiscalAppropriation
        );
        let mut last = None;
        for column in &mut self.columns {
            if two_sided {
                last = side(column).or(last);
                column.side = last;
            }
        }
        let funds = self
            .columns
            .iter()
            .any(|column| matches!(column.axis, Axis::Of(Scope::Fund | Scope::Capital)));
        // 一般公共预算 over all columns of its own table is the table's name.
        if !funds {
            for column in &mut self.columns {
                if matches!(column.axis, Axis::Of(_)) && !two_sided {
                    column.axis = Axis::Whole;
                }
            }
        }
    }
}

/// The side of a column: what its head says, else its rows.
fn side(column: &Column) -> Option<Side> {
    let of = |words: &str| match words {
        _ if sides::is_only(words, INCOME) => Some(Side::Income),
        _ if sides::is_only(words, EXPENDITURE) => Some(Side::Expenditure),
        _ => None,
    };
    if let Some(side) = column.path.iter().find_map(|head| of(head)) {
        return Some(side);
    }
    let mut sides = [0usize; 2];
    for entry in &column.entries {
        match of(entry.fact.row_label.as_deref().unwrap_or_default()) {
            Some(Side::Income) => sides[0] += 1,
            Some(Side::Expenditure) => sides[1] += 1,
            None => {}
        }
    }
    match sides {
        [income, expenditure] if income > expenditure => Some(Side::Income),
        [income, expenditure] if expenditure > income => Some(Side::Expenditure),
        _ => None,
    }
}

/// The scope of a table's facts.
pub fn table_scope(table: &Table) -> Option<Scope> {
    match table.form {
        Form::IncomeExpenditure | Form::Income | Form::Expenditure => Some(Scope::All),
        Form::FiscalAppropriation | Form::ThreePublic => Some(Scope::Fiscal),
        Form::GeneralExpenditure | Form::GeneralBasic => match table.caption.as_deref() {
            Some(caption)
                if list(List::FiscalWord).any_in(caption)
                    && !list(List::GeneralColumn).any_in(caption) =>
            {
                Some(Scope::Fiscal)
            }
            _ => Some(Scope::General),
        },
        Form::GovernmentFund => Some(Scope::Fund),
        Form::StateCapital => Some(Scope::Capital),
        Form::Procurement => Some(Scope::Fiscal),
        _ => None,
    }
}
