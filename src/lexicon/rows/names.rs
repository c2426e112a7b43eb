//! Words of names and titles: agencies, regions, mandated parts.

use serde::Deserialize;

use super::super::word_file::{List, Row};
use super::Word;

decided_by! {
    Word<HeaderClass>: word of class;
    RegionRow: code;
    RegionAlias: name;
    People: name;
    SectionWord: word;
}

/// What a word tells of a document's title, issuer and kind: the file explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "the file explains each class to those who edit it"
)]
pub enum HeaderClass {
    TitleEnd,
    TitleTail,
    TitleLead,
    TitleKey,
    Section,
    FirstPart,
    Page,
    Field,
    Formula,
    Duty,
    Alias,
    Deictic,
    Office,
    Byline,
    Other,
    BudgetBefore,
    BudgetNotAfter,
    ErrorPage,
    LoginPage,
    HeadingEnd,
    PageStart,
    PageWord,
    PageToken,
    PageBox,
    HintsFinal,
    HintsBudget,
    HintsExecution,
    TellsFinal,
    NamesBooks,
    PageDated,
    FileExtension,
    SaysFinal,
    SaysBudget,
    SaysExecution,
    SiteEnd,
    Gathers,
    Gathered,
    MenuHome,
    MenuWord,
}

/// What a word is to the name of an agency: the file explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "the file explains each class to those who edit it"
)]
pub enum AgencyClass {
    Prefix,
    Ending,
    Weak,
    Plain,
    AfterNot,
    Closer,
    Stop,
    Cut,
    Joint,
    Last,
    LastAlone,
}

impl Row for Word<AgencyClass> {
    fn subjects(&self) -> Vec<String> {
        let class = match self.class {
            AgencyClass::Weak | AgencyClass::Plain => AgencyClass::Ending,
            AgencyClass::Cut => AgencyClass::Stop,
            class => class,
        };
        vec![format!("{class:?} {}", self.word)]
    }
}

/// The rank of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rank {
    /// Province, autonomous region, municipality.
    Province,
    /// City with districts, prefecture, league.
    City,
    /// County, district, city without districts, banner.
    County,
}

/// A region of today.
#[derive(Debug, Deserialize)]
pub struct RegionRow {
    /// Six digits of GB/T 2260.
    pub code: Box<str>,
    /// Official name.
    pub name: Box<str>,
    /// Its rank.
    pub level: Rank,
    /// Code of the region that it lies in.
    pub parent: Box<str>,
}

/// Why a region is not in the list of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExtraKind {
    /// Abolished or renamed.
    Former,
    /// A development zone.
    Zone,
    /// A development zone that was.
    #[serde(rename = "former zone")]
    FormerZone,
    /// No division of its own: 市辖区.
    Placeholder,
}

/// A region that is none of today's divisions.
#[derive(Debug, Deserialize)]
pub struct ExtraRegion {
    /// Six digits.
    pub code: Box<str>,
    /// Name.
    pub name: Box<str>,
    /// Its rank.
    pub level: Rank,
    /// Code of the region that it lies in.
    pub parent: Box<str>,
    /// What it is or was.
    pub kind: ExtraKind,
    /// Code of the region that it became as a whole, by another rank or name; nothing if it was parted or merged.
    pub now: Box<str>,
    /// Where that is known from.
    pub note: Box<str>,
}

impl Row for ExtraRegion {
    fn subjects(&self) -> Vec<String> {
        vec![format!("{} {}", self.code, self.name)]
    }
}

/// A short name of a region that no rule derives.
#[derive(Debug, Deserialize)]
pub struct RegionAlias {
    /// The name.
    pub name: Box<str>,
    /// Its code.
    pub code: Box<str>,
}

/// The name of a people, as it stands in the names of autonomous places.
#[derive(Debug, Deserialize)]
pub struct People {
    /// The name.
    pub name: Box<str>,
}

/// How a mandated part is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(
    missing_docs,
    reason = "the styles of headings, which their grammar explains"
)]
pub enum SectionStyle {
    Part,
    Chapter,
    Clause,
    Item,
    SubItem,
}

/// What else is known of a mandated part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum PartFlag {
    /// Nothing.
    #[serde(rename = "")]
    None,
    /// Numbered lines under it are items of a list.
    #[serde(rename = "list")]
    List,
    /// Its title may open a paragraph without a number.
    #[serde(rename = "runin")]
    RunIn,
}

/// A mandated part and the words of its titles.
#[derive(Debug, Deserialize)]
pub struct Section {
    /// Its concept.
    pub concept: Box<str>,
    /// The style in which it is numbered where nothing is damaged.
    pub style: SectionStyle,
    /// What else is known of it.
    pub flags: PartFlag,
    /// Ways of saying its title.
    pub titles: List<'|'>,
}

impl Row for Section {
    fn subjects(&self) -> Vec<String> {
        let said = self.titles.words();
        said.map(|title| format!("{:?} {title}", self.style))
            .collect()
    }
}

/// What a word is to titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionWordKind {
    /// It says nothing alone.
    Weak,
    /// It is read as other words.
    Same,
}

/// A word of titles.
#[derive(Debug, Deserialize)]
pub struct SectionWord {
    /// What it is.
    pub kind: SectionWordKind,
    /// The word.
    pub word: Box<str>,
    /// The words that it is read as.
    pub read: List<' '>,
}
