//! What a check needs and no record of the output holds, marked once by [`crate::reading::mark`]: where
//! sentences end, what the template left over, the classification names in the text, the years and budgets it
//! compares with, numbers that lost their unit, what is said to be nothing, the table of contents. So a rule
//! reads no text.

use std::cmp::Ordering;

use crate::grammar::heading::Numbered;
use crate::lexicon::patterns::Says;
use crate::record::Form;
use crate::text::Span;

/// The marks of one document.
#[derive(Debug, Default)]
pub struct Marks {
    /// The passages of running text.
    pub passages: Vec<Span>,
    /// Where sentences end, in code points.
    pub sentences: Vec<usize>,
    /// Where clauses end, likewise.
    pub clauses: Vec<usize>,
    /// Where the parts of sentences end that semicolons divide, likewise.
    pub parts: Vec<usize>,
    /// The words that set the numbers behind them apart, in order.
    pub qualifiers: Vec<Qualifier>,
    /// Where 等 stands behind an amount, in code points.
    pub open: Vec<usize>,
    /// What the template left over.
    pub leftovers: Vec<Leftover>,
    /// The classification names in the text.
    pub mentions: Vec<Mention>,
    /// The names that stand beside a code.
    pub coded: Vec<Coded>,
    /// The words for one amount against another.
    pub relations: Vec<Relation>,
    /// The years that the text compares with.
    pub references: Vec<Reference>,
    /// What is said to be nothing.
    pub emptiness: Vec<Emptiness>,
    /// The entries of tables of contents.
    pub entries: Vec<Entry>,
    /// The words for the phases of a budget.
    pub phases: Vec<Phase>,
    /// Numbers that have no unit where their neighbours have one.
    pub bare: Vec<Bare>,
}

/// What a bare number should bear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// A unit of money.
    Unit,
    /// %.
    Percent,
    /// Nothing: the unit stands behind the last of its list.
    SaidOnce,
}

/// A number without its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bare {
    /// What is missing.
    pub missing: Missing,
    /// The number.
    pub raw: String,
    /// What its neighbours bear.
    pub unit: String,
    /// Whether it is the only one of its sentence.
    pub alone: bool,
    /// Where it stands.
    pub span: Span,
    /// Its line.
    pub line: usize,
}

/// Words that set the numbers behind them apart from others of their name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qualifier {
    /// How: one of the first things in `data/patterns.tsv`.
    pub says: Says,
    /// The words, made alike.
    pub words: String,
    /// Where they stand.
    pub span: Span,
}

/// What is said to be nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emptiness {
    /// The tables whose money is named.
    pub forms: Vec<Form>,
    /// Whether it is said of the table that it stands at.
    pub of_table: bool,
    /// Where it stands.
    pub span: Span,
    /// Its line.
    pub line: usize,
}

/// An entry of a table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub number: Numbered,
    /// Its title, folded, without number, dots and page.
    pub title: String,
    /// Where it stands.
    pub span: Span,
    /// Its line.
    pub line: usize,
}

/// What is left over in one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    /// The first place.
    pub span: Span,
    /// Its line.
    pub line: usize,
    /// All that is left in the paragraph, as written.
    pub text: String,
    /// What was to be done with the first, as a word of a finding.
    pub why: &'static str,
    /// The paragraph.
    pub passage: Span,
}

/// A name that the text marks as 类, 款 or 项.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The name, without a code behind it.
    pub name: String,
    /// How many digits the code of such an entry has: 3, 5 or 7.
    pub digits: usize,
    /// The names above it, the outermost first.
    pub above: Vec<String>,
    /// Whether a sign stands before the name that might belong to it.
    pub cut: bool,
    /// Where the name stands.
    pub span: Span,
    /// Its line.
    pub line: usize,
}

/// A code of the classification with the characters beside it, in which its name should stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coded {
    /// Three, five or seven digits.
    pub code: String,
    /// What stands behind the code, or before it where the code is in brackets.
    pub words: String,
    /// Whether the name should begin the words, or end them.
    pub leads: bool,
    /// Where both stand.
    pub span: Span,
    /// Its line.
    pub line: usize,
}

/// What an amount is in the course of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// 年初预算.
    Opening,
    /// 追加.
    Added,
    /// 调减.
    Cut,
    /// 调整后预算.
    Adjusted,
}

/// A word for a phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// Which.
    pub step: Step,
    /// Where it stands.
    pub span: Span,
}

/// What a year is named for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// 比2018年, 与2018年相比.
    Compared,
    /// 截至2018年底.
    AsOf,
}

/// A year that the text refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What for.
    pub sense: Sense,
    /// The year.
    pub year: i32,
    /// Where it stands.
    pub span: Span,
    /// Its line.
    pub line: usize,
}

/// What an amount is said to be more or less than.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The budget, of whatever stage.
    Budget,
    /// The year before.
    PriorYear,
}

/// How one amount is said to stand to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relation {
    /// 大于, 小于 or 等于.
    pub ordering: Ordering,
    /// Than what.
    pub base: Base,
    /// Where it stands.
    pub span: Span,
    /// Its line.
    pub line: usize,
}
