//! Words of accounts: classification codes, concepts, and how labels are made alike.

use serde::Deserialize;

use super::super::word_file::{List, Row};

decided_by! {
    LabelRule: word of kind;
}

/// A level of the budget classification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Level {
    /// 类, three digits.
    #[serde(rename = "类")]
    Class,
    /// 款, five digits.
    #[serde(rename = "款")]
    Section,
    /// 项, seven digits.
    #[serde(rename = "项")]
    Item,
}

impl Level {
    /// The level that a code of this many digits has.
    pub fn of_code(code: &str) -> Option<Self> {
        match code.len() {
            3 => Some(Self::Class),
            5 => Some(Self::Section),
            7 => Some(Self::Item),
            _ => None,
        }
    }
}

/// A code of the budget classification under one of its names.
#[derive(Debug, Deserialize)]
pub struct Code {
    /// Three, five or seven digits.
    pub code: Box<str>,
    /// The official name.
    pub name: Box<str>,
    /// The level.
    pub level: Level,
    /// First year of the name, where known.
    pub year_from: Option<i32>,
    /// Last year of the name, where known.
    pub year_to: Option<i32>,
    /// Where code and name were read.
    pub note: Box<str>,
}

impl Row for Code {
    fn subjects(&self) -> Vec<String> {
        vec![format!("{} {} {:?}", self.code, self.name, self.year_from)]
    }
}

/// How a name of the classification is told from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the file explains each to those who edit it")]
pub enum CodeNameKind {
    Alias,
    Plain,
    Marked,
    Context,
}

/// Another way of writing a name of the classification.
#[derive(Debug, Deserialize)]
pub struct CodeName {
    /// What the row says of the name.
    pub kind: CodeNameKind,
    /// The name.
    pub name: Box<str>,
    /// The code.
    pub code: Box<str>,
}

impl Row for CodeName {
    fn subjects(&self) -> Vec<String> {
        vec![match self.kind {
            CodeNameKind::Marked => format!("{:?} {}", self.kind, self.code),
            _ => format!("{:?} {}", self.kind, self.name),
        }]
    }
}

/// What a concept is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConceptUnit {
    /// Money.
    Money,
    /// A number of things.
    Count,
    /// A percentage by nature.
    Percent,
    /// Square metres.
    Area,
    /// Points of an evaluation.
    Score,
}

impl ConceptUnit {
    /// The word that the file has for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Count => "count",
            Self::Percent => "percent",
            Self::Area => "area",
            Self::Score => "score",
        }
    }
}

/// A line of the codebook.
#[derive(Debug, Deserialize)]
pub struct ConceptRow {
    /// The id that facts bear.
    pub id: Box<str>,
    /// The Chinese name.
    pub name: Box<str>,
    /// The English name.
    pub english: Box<str>,
    /// What it is measured in.
    pub unit: ConceptUnit,
    /// Id of the whole that it is a part of, or nothing.
    pub parent: Box<str>,
    /// Other names, each with the marks that it counts with.
    pub aliases: List<';'>,
}

impl Row for ConceptRow {
    fn subjects(&self) -> Vec<String> {
        let aliases = self.aliases.words();
        aliases
            .map(|alias| format!("alias {alias}"))
            .chain([format!("id {}", self.id)])
            .collect()
    }
}

/// What a rule of labels does: the file explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the file explains each to those who edit it")]
pub enum LabelRuleKind {
    Set,
    Bracket,
    Read,
    Tail,
    Head,
    Place,
    Agency,
    Hollow,
    Light,
}

/// A rule by which labels are made alike.
#[derive(Debug, Deserialize)]
pub struct LabelRule {
    /// What it does.
    pub kind: LabelRuleKind,
    /// The word, or the name of a set.
    pub word: Box<str>,
    /// What the word is read as, or the words of the set.
    pub into: Box<str>,
}

/// How a word is found in a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContextHow {
    /// The whole context is the word.
    Is,
    /// The context holds it.
    Has,
}

/// A word around a label, and what it says of the label.
#[derive(Debug, Deserialize)]
pub struct ContextRule {
    /// How the word is found.
    pub how: ContextHow,
    /// The word.
    pub word: Box<str>,
    /// Words beside which it says nothing.
    pub unless: List<';'>,
    /// What it says.
    pub mark: Box<str>,
}

impl Row for ContextRule {
    fn subjects(&self) -> Vec<String> {
        vec![format!("{} says {}", self.word, self.mark)]
    }
}

/// A whole and the parts that make it up, as concepts.
#[derive(Debug, Deserialize)]
pub struct Breakdown {
    /// The whole.
    pub whole: Box<str>,
    /// The parts that must all be given.
    pub required: List<';'>,
    /// The parts that may be given too.
    pub other: List<';'>,
}

impl Row for Breakdown {
    fn subjects(&self) -> Vec<String> {
        let parts: Vec<&str> = self.required.words().collect();
        vec![format!("{} = {}", self.whole, parts.join(" + "))]
    }
}

/// Names that are no part of others.
#[derive(Debug, Deserialize)]
pub struct NoPart {
    /// Words of the name of the part.
    pub part: List<';'>,
    /// Words of the name of the whole.
    pub whole: List<';'>,
    /// Said of both.
    pub example: Box<str>,
}

impl Row for NoPart {
    fn subjects(&self) -> Vec<String> {
        let parts: Vec<&str> = self.part.words().collect();
        vec![parts.join(";")]
    }
}
