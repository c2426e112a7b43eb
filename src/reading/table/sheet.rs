//! A grid with what was read of its frame and head, and the record and facts that it makes.

use super::facts::{self, Column, Common, Place};
use super::frame::{self, Frame};
use super::header::{self, Header, Rows};
use super::stub::{self, Subject};
use super::{Context, places, unnumbered, years};
use crate::fold::{Folded, unspaced};
use crate::layout::table::value::{self, Content};
use crate::layout::table::{Cell, Grid, Places};
use crate::lexicon::classification::System;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::sides::{self, EXPENDITURE, INCOME};
use crate::lexicon::units::Unit;
use crate::lexicon::{columns, concepts, forms, key, performance, periods};
use crate::record::{Basis, Fact, Form, Kind, Quantity, SmolStr, Table};
use crate::text::{Cut, Text};

/// A grid with what was read of its frame and head.
pub(super) struct Sheet {
    pub grid: Grid,
    pub frame: Frame,
    pub form: Form,
    pub unit: Option<&'static Unit>,
    pub continues: bool,
    pub header: Header,
    /// The cells' texts below the frame.
    pub rows: Rows,
    /// The ids of its facts that are of income, where the two sides of one fund stand beside each other.
    pub income: Vec<usize>,
}

impl Sheet {
    pub fn read(mut grid: Grid, frame: Frame, before: Option<&Sheet>) -> Self {
        let cells = grid.rows.behind(frame.rows);
        let mut rows: Rows = cells
            .iter()
            .map(|row| row.iter().map(|cell| cell.text.clone()).collect())
            .collect();
        let count = grid.head.and_then(|head| head.checked_sub(frame.rows));
        let cut = before
            .filter(|before| grid.goes_on && frame.follows && !before.header.paths.is_empty());
        let mut header = match cut {
            Some(before) if !before.heads(&rows) => header::inherit(&rows, &before.header),
            _ => header::read(&mut rows, count),
        };
        let repeated = before.is_some_and(|before| {
            frame.caption.is_some()
                && before.frame.caption == frame.caption
                && before.header.rows > 0
                && before.header.paths == header.paths
        });
        let before = before.filter(|before| frame.follows && before.grid.layout == grid.layout);
        let same_rows = before.filter(|before| before.repeats(&header, &rows));
        let headless = before.filter(|before| header.rows == 0 && before.goes_on(&rows));
        let again = frame
            .caption
            .as_deref()
            .is_some_and(|caption| caption.contains('续'));
        if let Some(before) = headless {
            header = header::inherit(&rows, &before.header);
        }
        let continued = cut.or(same_rows).or(headless);
        let form = match (&frame.caption, continued) {
            (None, Some(before)) => before.form,
            (caption, _) => form(caption.as_deref(), &rows, &header),
        };
        if unnumbered::may_lose(grid.layout)
            && header.rows > 0
            && !forms::is_performance(form)
            && unnumbered::mend(
                &header,
                &mut rows,
                grid.rows.get_mut(frame.rows..).unwrap_or_default(),
            )
        {
            header = header::read(&mut rows, Some(header.rows));
        }
        let cells = grid.rows.behind(frame.rows);
        // What is not sure to stand over a column is not said of the next one either.
        if header.pushed
            && !forms::is_performance(form)
            && let Some(lower) = header::lower(rows.before(header.rows))
        {
            for (texts, cells) in rows.iter_mut().zip(cells).skip(lower).take(1) {
                let width = texts.len();
                *texts = cells.iter().map(|cell| cell.text.clone()).collect();
                texts.resize(width, SmolStr::default());
            }
        }
        let unit = frame
            .unit
            .or_else(|| continued.and_then(|before| before.unit))
            .or_else(|| {
                let heads = if forms::is_performance(form) {
                    cells.len()
                } else {
                    header.rows
                };
                frame::unit_in_cells(cells.before(heads))
            });
        Self {
            grid,
            form,
            unit,
            continues: continued.is_some() || again || (repeated && !forms::is_performance(form)),
            header,
            rows,
            frame,
            income: Vec::new(),
        }
    }

    /// For each column whether it is on the side of income of a table of one fund with two sides.
    fn of_income(&self) -> Vec<bool> {
        let one_fund = matches!(self.form, Form::GovernmentFund | Form::StateCapital);
        let mut side = None;
        let heads = self.header.roles.iter().zip(&self.header.paths);
        let sides: Vec<_> = heads
            .map(|(role, path)| {
                if *role == columns::Role::Label {
                    let of = |side| path.iter().any(|head| sides::is_only(head, side));
                    side = [INCOME, EXPENDITURE].into_iter().find(|side| of(side));
                }
                side
            })
            .collect();
        let both = one_fund && sides.contains(&Some(EXPENDITURE));
        let income = sides.into_iter().map(|side| both && side == Some(INCOME));
        income.collect()
    }

    /// Whether another table has the same rows: a strip of a wide table repeats the row labels.
    fn repeats(&self, header: &Header, rows: &Rows) -> bool {
        let labels = |header: &Header, rows: &Rows| -> Vec<SmolStr> {
            let (stubs, _) = stub::stubs(header);
            let rows = rows.behind(header.rows);
            stubs.first().map_or_else(Vec::new, |stub| {
                let read = stub.rows(rows, Subject::default());
                read.into_iter().filter_map(|row| row.label).collect()
            })
        };
        let first = labels(&self.header, &self.rows);
        let second = labels(header, rows);
        let shared = first
            .iter()
            .zip(&second)
            .filter(|(one, other)| one == other)
            .count();
        let same_head = self.header.rows > 0
            && header.rows == self.header.rows
            && header.paths == self.header.paths;
        same_head || (shared > 2 && shared * 10 >= first.len().max(second.len()) * 8)
    }

    /// Whether rows begin with the head of this table, as printed on each page.
    fn heads(&self, rows: &Rows) -> bool {
        let first = self.rows.first().filter(|_| self.header.rows > 0);
        first.is_some_and(|first| rows.first().is_some_and(|row| row == first))
    }

    /// Whether rows without a head go on where this table was cut by a page break.
    fn goes_on(&self, rows: &Rows) -> bool {
        let width = rows.first().map_or(0, Vec::len);
        let own = self.header.paths.len();
        self.header.rows > 0 || self.continues && own > 0 && width <= own
    }

    /// The record of the table, its rows still to come.
    pub fn table(&self, context: &Context) -> Table {
        let first = self.first_byte(context);
        let last = context.text.line_range(self.grid.lines.end - 1).end;
        let span = context.text.span(first..last.max(first));
        let section_id = (context.section_of)(first);
        // A title is the heading of a section or the caption of a table.
        let is_heading = self.frame.chapter.is_some_and(|line| {
            let line = context.text.span(context.text.line_range(line));
            section_id.is_some_and(|id| (line.0..line.1).contains(&id))
        });
        let printed = self.frame.printed.as_deref();
        Table {
            doc: context.doc.to_owned(),
            id: span.0,
            section_id,
            caption: self.frame.caption.clone().filter(|_| !is_heading),
            unit: self
                .unit
                .map(|unit| printed.unwrap_or(unit.name).to_owned()),
            form: self.form,
            layout: self.grid.layout,
            continues: self.continues,
            line: context.text.line_number(first),
            end_line: self.grid.lines.end,
            span,
            header: self.header.rows,
            rows: Vec::new(),
        }
    }

    /// Where the grid begins below its frame.
    fn first_byte(&self, context: &Context) -> usize {
        let start = context.text.line_range(self.grid.lines.start).start;
        if self.frame.rows == 0 {
            return start;
        }
        let first = self
            .grid
            .rows
            .behind(self.frame.rows)
            .iter()
            .flatten()
            .find_map(|cell| cell.range.clone());
        first.map_or(start, |range| {
            let line = context.text.line_index(range.start);
            context.text.line_range(line).start
        })
    }

    fn common(&self, context: &Context, table: &Table, usual: Option<&'static Unit>) -> Common {
        let caption = self.frame.caption.as_deref();
        let of_kind = match context.kind {
            Kind::FinalAccounts => Some(Basis::Final),
            Kind::Budget => Some(Basis::Budget),
            Kind::PerformanceReport | Kind::ExecutionReport | Kind::Other | Kind::None => None,
        };
        let of_money = self.is_of_money();
        Common {
            doc: context.doc.into(),
            table: table.id,
            section: table.section_id,
            of_money: of_money
                || self.unit.is_some()
                || self.form != Form::Other
                || self.header.paths.iter().all(Vec::is_empty),
            unit: self
                .unit
                .map(|unit| (unit, false))
                .or(usual.filter(|_| of_money).map(|unit| (unit, true))),
            fiscal_year: context.fiscal_year,
            caption_year: caption.and_then(periods::stated_year),
            basis: caption.and_then(columns::basis).or(of_kind),
        }
    }

    /// Whether a head of the table is one of money: numbers under other heads may be of anything.
    fn is_of_money(&self) -> bool {
        let money = |head: &String| {
            let head = key(head);
            columns::role(&head) == Some(columns::Role::Value)
                || columns::basis(&head).is_some()
                || concepts::find(&head).is_some_and(|found| found.fits(Quantity::Money))
        };
        self.header.paths.iter().flatten().any(money)
    }

    /// Adds the facts of the table, and says where its cells stood and how many numbers are none because they may
    /// stand in another column. The grid is empty then.
    pub fn facts(
        &mut self,
        context: &Context,
        table: &Table,
        usual: Option<&'static Unit>,
        facts: &mut Vec<Box<Fact>>,
    ) -> (Places, usize) {
        let common = self.common(context, table, usual);
        let body = self.rows.behind(self.header.rows);
        let mut above = std::mem::take(&mut self.grid.rows);
        let cells = above.split_off(self.frame.rows + self.header.rows);
        let (stubs, stub_of) = stub::stubs(&self.header);
        let subject = self.subject(context.fiscal_year);
        let labels: Vec<_> = stubs
            .iter()
            .map(|stub| years::told(stub.rows(body, subject)))
            .collect();
        let mut columns: Vec<_> = (0..self.header.paths.len())
            .map(|column| Column::of(&self.header, column, &common))
            .collect();
        facts::mark_differing(&mut columns);
        let heads = above.behind(self.frame.rows);
        let head_is_sure = matches!(heads, [head] if !head.iter().any(Cell::is_empty));
        let nameless = facts::Named::of(&stub::Row::default(), &common);
        let of_income = self.of_income();
        let mut undecided = 0;
        let mut left: Places = Vec::with_capacity(above.len() + cells.len());
        left.extend(above.into_iter().map(places));
        for (at, (cells, texts)) in cells.into_iter().zip(body).enumerate() {
            let row = &cells;
            if self.header.rows == 0 && header::is_numbering(texts) {
                left.push(places(cells));
                continue;
            }
            let blank = row.iter().any(Cell::is_empty);
            let lost = self.grid.lost_cells && (!head_is_sure || blank);
            let cut = lost || self.header.pushed || self.header.mended && blank;
            // An amount that slipped into the name of a row without any.
            if !row.iter().any(|cell| number(context.text, cell).is_some()) {
                let names = labels
                    .iter()
                    .filter_map(|rows| rows.get(at)?.label.as_deref());
                undecided += names.filter(|name| facts::holds_amount(name)).count();
            }
            // The columns of a stub stand together.
            let mut named: Option<(usize, facts::Named)> = None;
            let heads = self.header.roles.iter().zip(&columns);
            let heads = heads.zip(&stub_of).zip(&of_income);
            for (cell, (((role, column), stub), of_income)) in row.iter().zip(heads) {
                if *role != columns::Role::Value {
                    let remark = self.header.pushed && *role == columns::Role::Note;
                    let unsure = cell.doubtful || remark;
                    undecided += usize::from(unsure && number(context.text, cell).is_some());
                    continue;
                }
                let Some((number, place)) = number(context.text, cell) else {
                    continue;
                };
                // A number that may stand in another column is no evidence.
                if cut || cell.doubtful {
                    undecided += 1;
                    continue;
                }
                let row = match *stub {
                    None => &nameless,
                    Some(stub) => {
                        named = named.filter(|(of, _)| *of == stub);
                        let read = || (stub, facts::Named::of(label(&labels, stub, at), &common));
                        &named.get_or_insert_with(read).1
                    }
                };
                // The amounts of two halves that have run into each other.
                if row.holds_amount {
                    undecided += 1;
                    continue;
                }
                let fact = facts::fact(&common, column, row, number, place);
                self.income.extend(of_income.then_some(fact.id));
                facts.push(Box::new(fact));
            }
            left.push(places(cells));
        }
        (left, undecided)
    }

    /// What the rows of the table may be about.
    fn subject(&self, year: Option<i32>) -> Subject {
        let heads = self.header.paths.iter().flatten();
        let economic = matches!(self.form, Form::GeneralBasic | Form::EconomicClass)
            || heads
                .clone()
                .any(|head| list(List::EconomicHead).any_in(head));
        let functional = heads
            .clone()
            .any(|head| list(List::FunctionalHead).any_in(head))
            || !economic && !matches!(self.form, Form::ThreePublic | Form::Other);
        Subject {
            year,
            system: match (economic, functional) {
                (true, false) => Some(System::Economic),
                (false, true) => Some(System::Functional),
                _ => None,
            },
            infer: matches!(
                self.form,
                Form::IncomeExpenditure
                    | Form::Expenditure
                    | Form::FiscalAppropriation
                    | Form::GeneralExpenditure
                    | Form::GeneralBasic
                    | Form::EconomicClass
                    | Form::GovernmentFund
            ),
        }
    }
}

/// The form of a table: by its caption, else by its words. A table of scores and amounts that has none
/// of the words of a performance table is none, whatever its caption says.
fn form(caption: Option<&str>, rows: &Rows, header: &Header) -> Form {
    let by_cells = || {
        let mut words = String::new();
        for cell in rows.iter().flatten() {
            words.push_str(&key(cell));
            words.push(' ');
        }
        forms::by_cells(&words)
    };
    match caption.and_then(forms::by_caption) {
        Some(form) if forms::is_performance(form) => {
            let values = header.roles.contains(&columns::Role::Value);
            let other = header.rows > 0 && values && !is_worded(rows, header);
            if other {
                by_cells().unwrap_or(Form::Other)
            } else {
                form
            }
        }
        Some(form) => form,
        None => by_cells().unwrap_or(Form::Other),
    }
}

/// Whether a table has the words of a performance table.
fn is_worded(rows: &Rows, header: &Header) -> bool {
    let sense = |cell: &SmolStr| performance::sense(&Folded::folded(cell));
    let (mut headed, mut levels) = (false, 0);
    for (at, row) in rows.iter().enumerate() {
        for sense in row.iter().map(sense) {
            let column = sense.column.filter(|_| at < header.rows);
            headed |= column.is_some_and(|column| column <= performance::Column::Actual);
            headed |= sense.head.is_some();
            levels += usize::from(sense.level1.is_some() || sense.level2.is_some());
        }
    }
    // 产出 | 30 | 29 gives a score: an indicator has a name besides its level.
    let named = || {
        rows.iter().skip(header.rows).any(|row| {
            let words = row.iter().map(|cell| value::content(cell));
            words.filter(|cell| *cell == Content::Words).count() > 1
        })
    };
    headed || levels > 1 && named()
}

/// What a stub says of a row.
#[expect(clippy::indexing_slicing, reason = "each stub reads all rows")]
fn label(stubs: &[Vec<stub::Row>], stub: usize, row: usize) -> &stub::Row {
    &stubs[stub][row]
}

/// The number that a cell holds, and where.
fn number(text: &Text, cell: &Cell) -> Option<(value::CellNumber, Place)> {
    let range = cell.range.clone()?;
    let Content::Number(number) = value::content(&cell.text) else {
        return None;
    };
    // No amount begins with a zero that it does not need: `012` is a code.
    if number.is_bare() && cell.text.len() > 1 && cell.text.starts_with('0') {
        return None;
    }
    // What is put together from pieces, over line breaks or other columns, is not one number.
    if unspaced(text.as_str().within(range.clone())) != cell.text.as_str() {
        return None;
    }
    let place = Place {
        line: text.line_number(range.start),
        span: text.span(range),
        raw: cell.text.clone(),
        supposed: cell.supposed,
    };
    Some((number, place))
}
