//! What the columns of a table hold, by their heads, and what it costs to read a cell into each.

use std::ops::Range;

use super::side::Side;
use super::{Kind, Token};
use crate::grammar::heading::is_numeral;
use crate::layout::table::value::CellNumber;
use crate::lexicon::classification::{self, classification};
use crate::lexicon::columns::{self, Role};
use crate::lexicon::heads;
use crate::text::Cut;

/// The price of what no table does.
pub(super) const NEVER: u32 = 60;

/// What the columns of a table hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template {
    pub roles: Vec<Role>,
    /// For each column the half of the table that it belongs to.
    pub halves: Vec<usize>,
    /// Whether the halves are of income or expenditure, where their heads say so.
    sides: Vec<Option<Side>>,
    /// For each column whether most agencies leave it empty.
    rare: Vec<bool>,
    has_codes: bool,
}

impl Template {
    /// The ways to read the heads of the columns: as the lexicon has it; with 收入, 支出 and the like as
    /// amounts where they are not the first; without a column of labels. `uppermost` are the heads that
    /// stand over the columns.
    pub fn of(leaves: &[&str], uppermost: &[&str]) -> Vec<Self> {
        let named: Vec<Option<Role>> = leaves.iter().map(|leaf| columns::role(leaf)).collect();
        let first = Self::with(&named, uppermost);
        let mut bare = named.clone();
        if let Some(role @ None) = bare.first_mut() {
            *role = Some(Role::Value);
        }
        let plain: Vec<Option<Role>> = named
            .iter()
            .zip(leaves)
            .enumerate()
            .map(|(at, (role, leaf))| {
                let side = at > 0 && Side::of_head(leaf).is_some();
                role.filter(|role| !side || *role != Role::Label)
            })
            .collect();
        let mut templates = vec![first];
        let rare: Vec<bool> = leaves
            .iter()
            .map(|leaf| heads::is_rare(&heads::name(leaf)))
            .collect();
        for template in [Self::with(&plain, uppermost), Self::with(&bare, uppermost)] {
            if !templates.contains(&template) {
                templates.push(template);
            }
        }
        for template in &mut templates {
            template.rare.clone_from(&rare);
        }
        templates
    }

    fn with(named: &[Option<Role>], uppermost: &[&str]) -> Self {
        let mut roles: Vec<Role> = named
            .iter()
            .enumerate()
            .map(|(at, role)| role.unwrap_or(if at == 0 { Role::Label } else { Role::Value }))
            .collect();
        let mut halves = Vec::with_capacity(roles.len());
        let mut half = 0;
        // Whether it has amounts.
        let mut counts = false;
        for role in &roles {
            if matches!(role, Role::Label | Role::Code) && counts {
                half += 1;
                counts = false;
            }
            counts |= *role == Role::Value;
            halves.push(half);
        }
        // 科目 alone is the head of names.
        for half in 0..=half {
            let own = |role: Role| {
                let columns = roles.iter().zip(&halves);
                columns.filter(move |(own, of)| **of == half && **own == role)
            };
            if own(Role::Label).next().is_none() && own(Role::Code).count() == 1 {
                let mut columns = roles.iter_mut().zip(&halves);
                let code = columns.find(|(own, of)| **of == half && **own == Role::Code);
                if let Some((role, _)) = code {
                    *role = Role::Label;
                }
            }
        }
        let sides = (0..=half)
            .map(|half| {
                let first = halves.iter().position(|of| *of == half)?;
                Side::of_head(uppermost.get(first)?)
            })
            .collect();
        Self {
            sides,
            rare: Vec::new(),
            has_codes: roles.contains(&Role::Code),
            roles,
            halves,
        }
    }

    /// What a column holds.
    #[expect(clippy::indexing_slicing, reason = "columns are numbered here")]
    pub fn role(&self, column: usize) -> Role {
        self.roles[column]
    }

    /// What the half of a column is of.
    #[expect(clippy::indexing_slicing, reason = "columns are numbered here")]
    fn side(&self, column: usize) -> Option<Side> {
        self.sides[self.halves[column]]
    }

    /// The columns of a role in a half.
    pub fn columns(&self, half: usize, role: Role) -> impl DoubleEndedIterator<Item = usize> {
        let columns = self.halves.iter().zip(&self.roles).enumerate();
        let own = columns.filter(move |(_, (of, own))| **of == half && **own == role);
        own.map(|(at, _)| at)
    }

    /// The price of columns that tables rarely have so: amounts before the first label, a half without
    /// amounts.
    pub fn cost(&self) -> u32 {
        let labelled = self.roles.contains(&Role::Label);
        let late = labelled && self.roles.first() == Some(&Role::Value);
        let halves = self.halves.last().map_or(0, |last| last + 1);
        let bare = (0..halves)
            .filter(|half| self.count(*half, Role::Value) == 0)
            .count();
        15 * u32::from(late) + 20 * u32::try_from(bare).unwrap_or(0)
    }

    /// How many columns of a role a half has.
    fn count(&self, half: usize, role: Role) -> usize {
        self.columns(half, role).count()
    }

    /// The price of columns of amounts that no row of a body fills: a row fills them from the left as
    /// far as anybody knows.
    pub fn unfilled(&self, rows: &[Vec<Vec<usize>>]) -> u32 {
        let (common, rare) = self.never_filled(rows);
        3 * u32::try_from(rare).unwrap_or(0) + 12 * u32::try_from(common).unwrap_or(0)
    }

    /// How many columns of amounts no row fills: of those that tables do fill, and of those that most leave empty.
    pub fn never_filled(&self, rows: &[Vec<Vec<usize>>]) -> (usize, usize) {
        let halves = self.halves.last().map_or(0, |last| last + 1);
        let (mut common, mut rare) = (0, 0);
        let missing = (0..halves).map(|half| {
            let most = rows
                .iter()
                .map(|row| {
                    let columns = self.halves.iter().zip(&self.roles);
                    let cells = row.iter().zip(columns).filter(|(cell, (of, role))| {
                        **of == half && **role == Role::Value && !cell.is_empty()
                    });
                    cells.count()
                })
                .max();
            let rare = self.halves.iter().zip(&self.rare);
            let rare = rare.filter(|(of, rare)| **of == half && **rare);
            (
                self.count(half, Role::Value)
                    .saturating_sub(most.unwrap_or(0)),
                rare.count(),
            )
        });
        for (missing, of_rare) in missing {
            rare += missing.min(of_rare);
            common += missing.saturating_sub(of_rare);
        }
        (common, rare)
    }

    /// The prices of a token in the columns; `next` is the token behind it.
    pub fn prices<'t>(
        &'t self,
        token: &'t Token,
        next: Option<&Token>,
    ) -> impl Fn(usize) -> u32 + 't {
        let number = match token.kind {
            Kind::Number(number) => Some(Digits::of(token, number, next, self.has_codes)),
            _ => None,
        };
        move |column| {
            let role = self.role(column);
            match token.kind {
                Kind::Empty => match role {
                    Role::Value => 0,
                    Role::Label => 3,
                    _ => 1,
                },
                Kind::Dash => match role {
                    Role::Label if token.is_dots() => 1,
                    Role::Value if token.is_dots() => 2,
                    Role::Value => 0,
                    Role::Note => 1,
                    Role::Label | Role::Agency => 30,
                    _ => 5,
                },
                Kind::Number(_) => number.as_ref().map_or(NEVER, |number| number.price(role)),
                Kind::Word => self.price_of_word(&token.text, column),
            }
        }
    }

    /// The price of words in a column.
    fn price_of_word(&self, text: &str, column: usize) -> u32 {
        match self.role(column) {
            Role::Label if is_ordinal(text) => 20,
            Role::Label => {
                let side = self.side(column);
                let said = side.and_then(|_| Side::of_label(text));
                if said.is_some() && said != side {
                    20
                } else {
                    0
                }
            }
            Role::Agency => 1,
            Role::Note => 2,
            Role::AgencyCode => 8,
            Role::RowNumber if is_ordinal(text) => 0,
            _ => NEVER,
        }
    }

    /// The price of leaving out columns of a row.
    pub fn skip(&self, columns: Range<usize>) -> u32 {
        let mut cost = 0;
        let mut at = columns.start;
        while at < columns.end {
            let (before, behind) = self.halves.split_at(at);
            let Some(&half) = behind.first() else {
                break;
            };
            let own = behind.iter().take(columns.end - at);
            let end = at + own.take_while(|of| **of == half).count();
            let begins = before.last() != Some(&half);
            let ends = self.halves.get(end).is_none_or(|next| *next != half);
            let whole = begins && ends && self.halves.last() != Some(&0);
            cost += if whole {
                8
            } else {
                self.skip_in_half(at..end, half)
            };
            at = end;
        }
        cost
    }

    fn skip_in_half(&self, columns: Range<usize>, half: usize) -> u32 {
        let mut values = 0;
        let mut labels = 0;
        let mut others = 0;
        for role in self.roles.within(columns) {
            match role {
                Role::Value => values += 1,
                Role::Label => labels += 1,
                Role::RowNumber => others += 25,
                Role::Agency => others += 5,
                Role::Code | Role::AgencyCode => others += 3,
                Role::Note | Role::Unit => others += 1,
            }
        }
        // One label of several does: a total has no more.
        let unnamed = if labels == self.count(half, Role::Label) {
            40
        } else {
            6
        };
        let none = values > 0 && values == self.count(half, Role::Value);
        others
            + unnamed * u32::try_from(labels).unwrap_or(1)
            + if none { 12 } else { u32::from(values > 0) }
    }
}

/// What a number may be, as far as it and the token behind it say.
struct Digits {
    bare: bool,
    is_year: bool,
    length: usize,
    leads_with_zero: bool,
    before_label: bool,
    has_codes: bool,
    counts_row: bool,
    /// Whether it may be a code, and whether the lists have it.
    code: bool,
    listed: bool,
    /// Whether the label of that code follows.
    named: bool,
}

impl Digits {
    fn of(token: &Token, number: CellNumber, next: Option<&Token>, has_codes: bool) -> Self {
        let text = &token.text;
        let bare = number.is_bare();
        let code = bare && classification::is_code(text);
        let names = |next: &Token| classification::names_code(&next.text, text);
        Self {
            bare,
            is_year: number.is_year(),
            length: text.len(),
            leads_with_zero: text.len() > 1 && text.starts_with('0'),
            before_label: next.is_some_and(|next| next.kind == Kind::Word),
            has_codes,
            counts_row: token.counts_row,
            code,
            listed: code && has_codes && classification().of_code(text).next().is_some(),
            named: code && next.is_some_and(names),
        }
    }

    /// The price of the number in a column of a role.
    fn price(&self, role: Role) -> u32 {
        match role {
            Role::Value if self.named || self.counts_row => 30,
            Role::Value if self.has_codes && self.code && self.before_label => 30,
            Role::Value if self.listed => 4,
            Role::Value if self.bare && self.leads_with_zero => 20,
            Role::Value => 0,
            Role::RowNumber if self.bare && self.length <= 3 => 1,
            Role::Code if self.listed => 0,
            Role::Code if self.bare && self.length <= 2 => 3,
            Role::Code if self.code && self.before_label => 1,
            Role::Code if self.code => 6,
            Role::AgencyCode if self.bare => 2,
            Role::Label if self.is_year => 5,
            Role::Note => 20,
            _ => NEVER,
        }
    }
}

/// Whether a text is a number that rows are counted by: 一, （二）.
fn is_ordinal(text: &str) -> bool {
    let bare = text.trim_matches(['(', ')', '（', '）', '、', '.']);
    !bare.is_empty() && bare.chars().all(is_numeral)
}
