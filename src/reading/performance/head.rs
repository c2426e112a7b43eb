//! The head of a performance table: project, agency, money, goal.
//!
//! A head names things in one of two ways: a name and its value beside it (`预算数: | 4.11`), or
//! names over values (`预期目标 | 实际完成目标`, with the texts in the row below; or the money as a
//! small table, with 年度资金总额 and 财政拨款 down the side and 预算数 and 执行数 along the top).

use std::ops::Range;

use rust_decimal::Decimal;

use super::sheet::{Entry, inline};
use super::value;
use crate::fold::Folded;
use crate::lexicon::performance::{Head, heads_rows};
use crate::lexicon::units;
use crate::text::Cut;

/// A goal has no fewer characters.
const SENTENCE: usize = 6;

/// A text of the head with its place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    pub text: String,
    pub range: Option<Range<usize>>,
}

/// An amount and the unit that stands in its cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount {
    pub number: Decimal,
    pub unit: Option<String>,
    pub range: Option<Range<usize>>,
}

/// What the head of a table says.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    /// Where the name is asked for, also if it is lost.
    pub asked: Option<Range<usize>>,
    pub name: Option<Said>,
    pub agency: Option<Said>,
    pub bearer: Option<Said>,
    pub budget: Option<Amount>,
    pub initial: Option<Amount>,
    pub executed: Option<Amount>,
    pub fiscal_budget: Option<Amount>,
    pub fiscal_executed: Option<Amount>,
    pub other_budget: Option<Amount>,
    pub other_executed: Option<Amount>,
    pub goal: Option<Said>,
    pub result: Option<Said>,
    pub unit: Option<String>,
    /// From the first name of the head to its last value.
    pub range: Option<Range<usize>>,
    /// The last value read, which a cut table may have left behind from a lost row.
    pub last: Option<(Head, Said)>,
}

impl Facts {
    /// Takes over what the head of the table before says, of which this is the rest.
    pub fn continue_from(&mut self, before: Facts) {
        fn keep<T>(slot: &mut Option<T>, before: Option<T>) {
            *slot = before.or(slot.take());
        }
        keep(&mut self.asked, before.asked);
        keep(&mut self.name, before.name);
        keep(&mut self.agency, before.agency);
        keep(&mut self.bearer, before.bearer);
        keep(&mut self.budget, before.budget);
        keep(&mut self.initial, before.initial);
        keep(&mut self.executed, before.executed);
        keep(&mut self.fiscal_budget, before.fiscal_budget);
        keep(&mut self.fiscal_executed, before.fiscal_executed);
        keep(&mut self.other_budget, before.other_budget);
        keep(&mut self.other_executed, before.other_executed);
        keep(&mut self.goal, before.goal);
        keep(&mut self.result, before.result);
        keep(&mut self.unit, before.unit);
        if let (Some(own), Some(before)) = (&mut self.range, before.range) {
            own.start = own.start.min(before.start);
        }
    }
}

/// A cell of the head.
enum Token<'e, 'a> {
    Key(Head, &'e Entry<'a>),
    Value(Said, usize),
    Word(usize),
}

/// Reads the rows of a head.
pub(super) fn read(rows: &[Vec<Entry>]) -> Facts {
    let mut reader = Reader::default();
    for row in rows {
        reader.row(row);
    }
    reader.facts
}

#[derive(Default)]
struct Reader {
    facts: Facts,
    /// The columns of the table of money: which amount each holds.
    money: Vec<(usize, Option<Head>)>,
    /// Names whose values stand below.
    below: Vec<(usize, Head)>,
    seen: Seen,
}

impl Reader {
    fn row(&mut self, row: &[Entry]) {
        let tokens = tokens(row);
        for entry in row {
            self.facts.unit = self
                .facts
                .unit
                .take()
                .or_else(|| declared_unit(&entry.folded));
        }
        for token in &tokens {
            if let Token::Key(head, entry) = token {
                self.begin(*head, entry);
            }
        }
        let values = tokens.iter().any(|token| matches!(token, Token::Value(..)));
        if !values && self.opens_money(&tokens) {
            return;
        }
        if self.money_row(&tokens) {
            return;
        }
        self.sequence(tokens);
    }

    /// Notes where the head begins and where the name is asked for.
    fn begin(&mut self, head: Head, entry: &Entry) {
        let Some(range) = entry.range.clone() else {
            return;
        };
        self.reach(&range);
        if head == Head::Name && self.facts.asked.is_none() {
            self.facts.asked = Some(range);
        }
    }

    fn reach(&mut self, range: &Range<usize>) {
        let whole = self.facts.range.get_or_insert_with(|| range.clone());
        whole.start = whole.start.min(range.start);
        whole.end = whole.end.max(range.end);
    }

    /// A row of nothing but names, 预算数 or 执行数 among them, opens the table of money.
    fn opens_money(&mut self, tokens: &[Token]) -> bool {
        let along = |head: &Head| matches!(head, Head::Budget | Head::Initial | Head::Executed);
        let count = tokens
            .iter()
            .filter(|token| matches!(token, Token::Key(head, _) if along(head)))
            .count();
        if count < 2 {
            return false;
        }
        self.money = tokens
            .iter()
            .filter_map(|token| match token {
                Token::Key(head, entry) if along(head) || *head == Head::Rate => {
                    Some((entry.column, Some(*head)))
                }
                Token::Word(column) => Some((*column, None)),
                _ => None,
            })
            .collect();
        // A label before the first amount (项目资金) is no column.
        let first = self
            .money
            .iter()
            .position(|(_, head)| head.is_some())
            .unwrap_or(0);
        self.money.drain(..first);
        let heads: Vec<Option<Head>> = self.money.iter().map(|(_, head)| *head).collect();
        if heads_rows(&heads) {
            self.money.remove(0);
        }
        true
    }

    /// A row of the table of money: what it is the sum of, then the amounts.
    fn money_row(&mut self, tokens: &[Token]) -> bool {
        if self.money.is_empty() {
            return false;
        }
        let mut side = None;
        let mut values: Vec<(usize, &Said)> = Vec::new();
        for token in tokens {
            match token {
                Token::Key(head, _) if values.is_empty() => side = Some(*head),
                Token::Key(..) => return false,
                Token::Value(said, column) => values.push((*column, said)),
                Token::Word(_) => {}
            }
        }
        let Some(side @ (Head::Total | Head::Fiscal | Head::Other | Head::Carried)) = side else {
            return false;
        };
        let placed = values
            .iter()
            .all(|(column, _)| self.money.iter().any(|(at, _)| at == column));
        for (index, (column, said)) in values.into_iter().enumerate() {
            let along = match placed {
                true => self.money.iter().find(|(at, _)| *at == column),
                false => self.money.get(index),
            };
            if let Some((_, Some(along))) = along {
                self.amount(side, *along, said);
            }
        }
        true
    }

    fn amount(&mut self, side: Head, along: Head, said: &Said) {
        let Some(amount) = amount(said) else {
            return;
        };
        let facts = &mut self.facts;
        let slot = match (side, along) {
            (Head::Total, Head::Budget) => &mut facts.budget,
            (Head::Total, Head::Initial) => &mut facts.initial,
            (Head::Total, Head::Executed) => &mut facts.executed,
            (Head::Fiscal, Head::Budget) => &mut facts.fiscal_budget,
            (Head::Fiscal, Head::Executed) => &mut facts.fiscal_executed,
            (Head::Other, Head::Budget) => &mut facts.other_budget,
            (Head::Other, Head::Executed) => &mut facts.other_executed,
            _ => return,
        };
        let range = amount.range.clone();
        slot.get_or_insert(amount);
        if let Some(range) = range {
            self.reach(&range);
        }
    }

    /// Names with their values beside them, or below.
    fn sequence(&mut self, tokens: Vec<Token>) {
        // A goal that wraps below its heading is one row with it, set to the left while that is centred.
        if let [
            Token::Value(said, _),
            Token::Key(head @ (Head::Goal | Head::Result), _),
        ] = tokens.as_slice()
            && said.text.chars().count() >= SENTENCE
            && amount(said).is_none()
        {
            self.take(*head, said.clone());
            return;
        }
        let below = std::mem::take(&mut self.below);
        let mut key: Option<Head> = None;
        let mut orphan: Option<Said> = None;
        let values: Vec<usize> = tokens
            .iter()
            .filter_map(|token| match token {
                Token::Value(_, column) => Some(*column),
                _ => None,
            })
            .collect();
        // Texts that do not all stand under their names are counted from the right.
        let placed = values
            .iter()
            .all(|column| below.iter().any(|(at, _)| at == column));
        let mut index = 0;
        for token in tokens {
            match token {
                Token::Key(head, entry) => {
                    if head == Head::Executed && self.facts.budget.is_none() {
                        // 预算数 and 执行数 stand in this order: the amount before 执行数 whose own
                        // name is cut away is the budget.
                        self.facts.budget = orphan.take().as_ref().and_then(amount);
                    }
                    self.seen.meet(head);
                    if matches!(head, Head::Goal | Head::Result) {
                        // 年度目标 before 预期目标 is only the label of both.
                        if head == Head::Goal && key == Some(Head::Goal) {
                            self.below.pop();
                        }
                        self.below.push((entry.column, head));
                    }
                    key = Some(head);
                }
                Token::Value(said, column) => {
                    let asked = key.take().or_else(|| {
                        let asked = match placed {
                            true => below.iter().find(|(at, _)| *at == column),
                            false => (below.len() + index)
                                .checked_sub(values.len())
                                .and_then(|at| below.get(at)),
                        };
                        asked.map(|(_, head)| *head)
                    });
                    index += 1;
                    match asked {
                        Some(head) => orphan = self.take(head, said),
                        None => orphan = Some(said),
                    }
                }
                Token::Word(_) => key = None,
            }
        }
    }

    /// Takes a value for what it was asked for, or gives it back if it cannot be that.
    fn take(&mut self, head: Head, said: Said) -> Option<Said> {
        if matches!(head, Head::Goal | Head::Result) {
            self.below.retain(|(_, asked)| *asked != head);
        }
        if let Some(range) = &said.range {
            self.reach(range);
        }
        let seen = self.seen;
        let facts = &mut self.facts;
        facts.last = Some((head, said.clone()));
        let text = match head {
            Head::Name => &mut facts.name,
            Head::Agency => &mut facts.agency,
            Head::Bearer => &mut facts.bearer,
            Head::Goal => &mut facts.goal,
            Head::Result => &mut facts.result,
            _ => {
                let slot = match head {
                    Head::Budget | Head::Total => &mut facts.budget,
                    Head::Initial => &mut facts.initial,
                    Head::Executed => &mut facts.executed,
                    Head::Fiscal if seen.executed && seen.fiscal > 1 => &mut facts.fiscal_executed,
                    Head::Fiscal => &mut facts.fiscal_budget,
                    Head::Other if seen.executed && seen.other > 1 => &mut facts.other_executed,
                    Head::Other => &mut facts.other_budget,
                    _ => return None,
                };
                if slot.is_none() {
                    *slot = amount(&said);
                }
                return None;
            }
        };
        if amount(&said).is_some() {
            return Some(said);
        }
        text.get_or_insert(said);
        None
    }
}

/// How often a name came: beside 预算数 and 执行数, 财政拨款 stands once for each.
#[derive(Clone, Copy, Default)]
struct Seen {
    fiscal: usize,
    other: usize,
    executed: bool,
}

impl Seen {
    fn meet(&mut self, head: Head) {
        match head {
            Head::Fiscal => self.fiscal += 1,
            Head::Other => self.other += 1,
            Head::Executed => self.executed = true,
            _ => {}
        }
    }
}

fn tokens<'e, 'a>(row: &'e [Entry<'a>]) -> Vec<Token<'e, 'a>> {
    let mut tokens = Vec::with_capacity(row.len());
    for entry in row {
        if entry.merged && entry.sense.is_word() {
            continue;
        }
        if let Some(head) = entry.sense.head {
            tokens.push(Token::Key(head, entry));
        } else if let Some(head) = inline(&entry.folded) {
            tokens.push(Token::Key(head, entry));
            tokens.push(Token::Value(inline_value(entry), entry.column));
        } else if let Some((head, text, range)) = entry.over_text() {
            let said = Said {
                text: text.to_owned(),
                range: Some(range),
            };
            tokens.push(Token::Key(head, entry));
            tokens.push(Token::Value(said, entry.column));
        } else if entry.sense.label || entry.sense.column.is_some() {
            tokens.push(Token::Word(entry.column));
        } else {
            let said = Said {
                text: entry.text.to_owned(),
                range: entry.range.clone(),
            };
            tokens.push(Token::Value(said, entry.column));
        }
    }
    tokens
}

/// The value of `项目名称：某项目`; its place is that of the whole cell.
fn inline_value(entry: &Entry) -> Said {
    let value = entry
        .text
        .split_once([':', '：'])
        .map_or(entry.text, |(_, value)| value.trim());
    Said {
        text: value.to_owned(),
        range: entry.range.clone(),
    }
}

/// An amount of money: a number with a unit of money or with none.
pub(super) fn amount(said: &Said) -> Option<Amount> {
    let folded = Folded::fold(&said.text);
    if !folded.starts_with(|c: char| c.is_ascii_digit() || c == '-') || folded.len() > 30 {
        return None;
    }
    let value = value::parse(&folded)?;
    let money = value
        .unit
        .as_deref()
        .is_none_or(|unit| scale(unit).is_some());
    money.then(|| Amount {
        number: value.number,
        unit: value.unit,
        range: said.range.clone(),
    })
}

/// How many yuan a unit of money is.
pub(super) fn scale(unit: &str) -> Option<Decimal> {
    units::unit(unit)?.yuan
}

/// The unit that a name declares: `预算执行情况(万元)`, `单位:元`.
pub(super) fn declared_unit(folded: &str) -> Option<String> {
    let begin = folded
        .find('(')
        .map(|at| at + 1)
        .or_else(|| folded.find("单位:").map(|at| at + "单位:".len()))?;
    let end = folded
        .behind(begin)
        .find(')')
        .map_or(folded.len(), |at| begin + at);
    let inner = folded.within(begin..end);
    let unit = inner.rsplit([':', ',']).next().unwrap_or(inner);
    scale(unit)
        .filter(|_| unit.ends_with('元'))
        .map(|_| unit.to_owned())
}
