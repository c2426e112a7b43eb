//! Words of tables: forms, heads, units.

use serde::Deserialize;

use super::super::word_file::{List, Row, named};
use crate::record::{Basis, Form, Measure, Quantity, Sign};

decided_by! {
    UnitRow: name;
}

/// Whether something is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Flag {
    /// It is.
    #[serde(rename = "yes")]
    Yes,
    /// It is not.
    #[serde(rename = "")]
    No,
}

/// What a form is about.
#[derive(Debug, Deserialize)]
pub struct FormContents {
    /// The form.
    pub form: Form,
    /// The concepts that its columns are parts of; of any where there are none.
    pub only: List<';'>,
    /// Whether its rows are things of their own.
    pub things: Flag,
}

impl Row for FormContents {
    fn subjects(&self) -> Vec<String> {
        vec![format!("{:?}", self.form)]
    }
}

/// Where the words of a form are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormSign {
    /// In the table's title.
    Caption,
    /// In its cells.
    Cells,
    /// In what is said of its money.
    Money,
}

/// The words that tell a form.
#[derive(Debug, Deserialize)]
pub struct FormRule {
    /// Where they stand.
    pub list: FormSign,
    /// The form.
    pub form: Form,
    /// All of these, each a choice between words with `|`.
    pub all: List<' '>,
    /// None of these.
    pub none: List<' '>,
}

impl Row for FormRule {
    fn subjects(&self) -> Vec<String> {
        let all: Vec<_> = self.all.words().collect();
        vec![format!("{:?} {}", self.list, all.join(" "))]
    }
}

/// What a column holds, as its head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A classification code, or one level of it.
    Code,
    /// The name of what the row is about.
    Label,
    /// The name of an agency.
    Agency,
    /// The number of an agency or of a project.
    AgencyCode,
    /// The number of the row (行次, 序号).
    RowNumber,
    /// Remarks, ways and specifications: words beside the label.
    Note,
    /// The unit of the numbers of the row.
    Unit,
    /// Numbers.
    Value,
}

/// How a word is found in a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadHow {
    /// The head is the word.
    Whole,
    /// It ends with it.
    End,
    /// It contains it.
    Part,
}

/// What a word in a table's head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadMeaning {
    /// What the column holds.
    Role(Role),
    /// The year, relative to the fiscal year.
    Year(i32),
    /// The books.
    Basis(Basis),
    /// What is measured, where it is no plain amount.
    Measure(Measure, Option<Sign>),
    /// The name of a budget, in which 预算 does not mean the plan.
    BudgetName,
    /// A total.
    Total,
}

/// Words of table heads with one meaning.
#[derive(Debug, Deserialize)]
#[serde(try_from = "HeadFields")]
pub struct HeadWords {
    /// What they say.
    pub meaning: HeadMeaning,
    /// How they are found.
    pub how: HeadHow,
    /// The words.
    pub words: List<' '>,
}

#[derive(Deserialize)]
struct HeadFields {
    list: Box<str>,
    meaning: Box<str>,
    how: HeadHow,
    words: List<' '>,
}

impl TryFrom<HeadFields> for HeadWords {
    type Error = String;

    fn try_from(fields: HeadFields) -> Result<Self, String> {
        let said = |error: serde::de::value::Error| error.to_string();
        let meaning = match (&*fields.list, &*fields.meaning) {
            ("role", role) => HeadMeaning::Role(named(role).map_err(said)?),
            ("year", year) => HeadMeaning::Year(
                year.parse()
                    .map_err(|_| format!("{year} is no number of years"))?,
            ),
            ("basis", basis) => HeadMeaning::Basis(named(basis).map_err(said)?),
            ("measure", measure) => {
                let name = measure.trim_end_matches(['+', '-']);
                let (name, sign) = measure.split_at(name.len());
                let sign = (!sign.is_empty()).then(|| named(sign)).transpose();
                HeadMeaning::Measure(named(name).map_err(said)?, sign.map_err(said)?)
            }
            ("budget_name", "-") => HeadMeaning::BudgetName,
            ("total", "-") => HeadMeaning::Total,
            (list, meaning) => return Err(format!("no list {list} with a meaning {meaning}")),
        };
        Ok(Self {
            meaning,
            how: fields.how,
            words: fields.words,
        })
    }
}

impl Row for HeadWords {
    fn subjects(&self) -> Vec<String> {
        let list = match self.meaning {
            HeadMeaning::Role(_) => "role",
            HeadMeaning::Year(_) => "year",
            HeadMeaning::Basis(_) => "basis",
            HeadMeaning::Measure(..) => "measure",
            HeadMeaning::BudgetName => "budget_name",
            HeadMeaning::Total => "total",
        };
        let words = self.words.words();
        words
            .map(|word| format!("{list} {:?} {word}", self.how))
            .collect()
    }
}

/// A unit of table cells, heads and captions.
#[derive(Debug, Deserialize)]
pub struct UnitRow {
    /// What is counted by it.
    pub kind: Quantity,
    /// Its name, folded.
    pub name: Box<str>,
    /// For money: how many yuan it is, where it is one that we know.
    pub yuan: Option<u64>,
}

/// Columns that are the parts of one whole.
#[derive(Debug, Deserialize)]
pub struct ColumnSet {
    /// Words of their heads.
    pub heads: List<';'>,
}

impl Row for ColumnSet {
    fn subjects(&self) -> Vec<String> {
        self.heads.words().map(str::to_owned).collect()
    }
}

/// Heads that may stand over others, and those under them; the file explains the signs.
#[derive(Debug, Deserialize)]
pub struct HeadTree {
    /// Over.
    pub parents: List<' '>,
    /// Under.
    pub children: List<' '>,
}

impl Row for HeadTree {
    fn subjects(&self) -> Vec<String> {
        Vec::new()
    }
}
