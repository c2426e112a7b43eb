//! The records: what the extractor writes, one struct a type. This is the contract with the
//! people who use the data.
//!
//! One line of output is one JSON object, a *record*, with a `type`. Conventions for all:
//! `doc` is the first 16 hex digits of the SHA-256 of the file's bytes; `id` is the code point at
//! which the record begins, unique within a document and a type (findings count from 0); `span`
//! is `[start, end)` in code points of the text that `gongkai text` prints; `line` counts from 1;
//! `raw` is the text at the span but for white space inside it that Chinese does not need;
//! numbers are exact decimals; a field that does not apply is null, never missing.
//!
//! What the format leaves open is decided so:
//! - `raw`, titles and cells are as printed; `label`, `whole` and `unit` are as folded (half-width signs,
//!   simplified characters), so that one word is one value over a whole crawl.
//! - A number whose unit is said once for several (`10-20人`, `4125.49、4143.91万元`) is a fact of its own,
//!   with `unit` in `assumed`; the ends of a range are at least and at most.
//! - Money that lost its unit (`支出决算为4.19。`) has no `unit`; what it is worth by the unit declared for it, or by
//!   that of the money beside it, is in `yuan`, and both are in `assumed`.
//! - An amount with one scale word keeps it (756.8 万元); with two (1亿2000万元) it is given in 元.
//! - One number said of several things (`收入、支出总计…，各增加65.2万元`) is one fact with both names.
//! - A grid whose source lost its empty cells is a table; facts come only from its full rows.

use std::fmt;

use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

mod fields;
mod vocabulary;

pub use crate::text::Span;
pub use fields::{Field, Fields};
/// Text that is copied without being written anew, and kept without an allocation where it is short.
pub use smol_str::SmolStr;
pub use vocabulary::*;

/// The version of the record format: it changes when a field changes its meaning or place.
pub const SCHEMA_VERSION: &str = "2";

/// An exact decimal number, written as a JSON number without an exponent and without trailing
/// zeros, and as its sixteen bytes where people do not read it. Never passes through a binary float.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub Decimal);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.normalize().fmt(f)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return serializer.serialize_bytes(&Decimal::serialize(&self.0));
        }
        let plain = self.0.normalize();
        // A whole number is written by its digits; a fraction must not pass through a float.
        if plain.scale() == 0
            && let Ok(whole) = i64::try_from(plain)
        {
            return serializer.serialize_i64(whole);
        }
        let digits = plain.to_string();
        serde_json::value::RawValue::from_string(digits)
            .map_err(serde::ser::Error::custom)?
            .serialize(serializer)
    }
}

impl JsonSchema for Number {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "number", "description": "An exact decimal." })
    }
}

/// Any record, tagged by `type`; in a box, since a large document has many.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Record {
    /// One per document that could be read.
    Document(Box<Header>),
    /// One per heading of the body.
    Section(Box<Section>),
    /// One per table grid.
    Table(Box<Table>),
    /// One per reported number.
    Fact(Box<Fact>),
    /// One per performance table's head.
    Project(Box<Project>),
    /// One per row of a performance table.
    Indicator(Box<Indicator>),
    /// One per inconsistency.
    Finding(Box<Finding>),
    /// One per further copy of a file.
    Copy(Box<FileCopy>),
    /// One per file that could not be read or extracted.
    Error(Box<Failure>),
}

/// A document's header, with the counts of what was found in it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Header {
    /// The document's id: the first 16 hex digits of `sha256`.
    pub doc: String,
    /// The path as given or walked to; `-` for standard input.
    pub path: String,
    /// SHA-256 of the file's bytes, in hex.
    pub sha256: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// The file's format: `text`, `markdown`, `html`, `docx`, `xlsx`, `xls`, `pdf`.
    pub format: String,
    /// The character encoding that the bytes were decoded from.
    pub encoding: String,
    /// How many characters could not be decoded; each is a U+FFFD of the text.
    pub replaced: usize,
    /// What the reader of the file had to skip or repair, or why the file has no content; null where nothing.
    pub damage: Option<String>,
    /// Budget, final accounts, …
    pub kind: Kind,
    /// The year that the disclosure is about (预算年度/决算年度).
    pub fiscal_year: Option<i32>,
    /// Full name of the disclosing agency.
    pub issuer: Option<String>,
    /// The tier of government that it belongs to.
    pub level: Option<Level>,
    /// What the agency does: one word of a closed list, the same for renamed agencies.
    pub agency_class: Option<&'static str>,
    /// Whether the disclosure is of a department or of a unit under one.
    pub unit_kind: Option<UnitKind>,
    /// GB/T 2260 code of the issuer's place.
    pub region: Option<String>,
    /// Official name of that place.
    pub region_name: Option<String>,
    /// The document's own title, where the text has one; else that of its page.
    pub title: Option<String>,
    /// The day of publication (发布日期) that the page states, as YYYY-MM-DD.
    pub published: Option<String>,
    /// The address that it was crawled from, where its archive tells; else the one that the page states for itself.
    pub source_url: Option<String>,
    /// When it was crawled, as its archive tells.
    pub crawled: Option<String>,
    /// 索引号 of the page.
    pub index_number: Option<String>,
    /// The first document of the dataset that says the same in other clothes, as the PDF of a page: issuer, year,
    /// kind and the numbers agree.
    pub same_as: Option<String>,
    /// Fields that no title states and that were voted for by the body: kind, fiscal_year.
    pub assumed: Vec<&'static str>,
    /// Number of section records.
    pub n_sections: usize,
    /// Number of table records.
    pub n_tables: usize,
    /// Number of fact records.
    pub n_facts: usize,
    /// Number of project records.
    pub n_projects: usize,
    /// Number of indicator records.
    pub n_indicators: usize,
    /// Number of finding records.
    pub n_findings: usize,
    /// Checks that held.
    pub checks_passed: usize,
    /// Checks that did not hold: each has a finding.
    pub checks_failed: usize,
    /// Checks that could not be made, an operand being missing or doubtful.
    pub checks_skipped: usize,
    /// Version of the record format.
    pub schema_version: &'static str,
    /// Version of the program.
    pub extractor_version: &'static str,
}

impl Header {
    /// Makes it the header of a file that is no document: nothing it seems to say of itself holds.
    pub(crate) fn without_content(&mut self) {
        self.kind = Kind::None;
        self.fiscal_year = None;
        self.issuer = None;
        self.level = None;
        self.agency_class = None;
        self.unit_kind = None;
        self.region = None;
        self.region_name = None;
        self.assumed.clear();
    }
}

/// A heading and the text it stands over.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Section {
    /// The document.
    pub doc: String,
    /// Code point at which the heading begins.
    pub id: usize,
    /// Id of the enclosing section.
    pub parent_id: Option<usize>,
    /// Depth in the true outline; 1 is the outermost.
    pub level: usize,
    /// The number as written; null where it is lost.
    pub number: Option<String>,
    /// The heading's text without number, mark-up and closing punctuation.
    pub title: String,
    /// The part of the mandated template that this is, or null.
    pub concept: Option<&'static str>,
    /// Line of the heading.
    pub line: usize,
    /// Where the heading stands.
    pub span: Span,
    /// From the heading's end to the section's end, subsections included.
    pub body: Span,
}

/// A table's grid.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Table {
    /// The document.
    pub doc: String,
    /// Code point at which the grid begins.
    pub id: usize,
    /// Id of the section it stands in.
    pub section_id: Option<usize>,
    /// Its title.
    pub caption: Option<String>,
    /// The unit declared for it, in the characters printed.
    pub unit: Option<String>,
    /// Which mandated form it is.
    pub form: Form,
    /// How it is laid out.
    pub layout: Layout,
    /// Whether it continues the table before (a page break, a strip).
    pub continues: bool,
    /// First line of the grid.
    pub line: usize,
    /// Last line of the grid.
    pub end_line: usize,
    /// Where the grid stands.
    pub span: Span,
    /// How many of `rows` are header rows.
    pub header: usize,
    /// The grid as cleaned strings, header rows first.
    pub rows: Vec<Vec<SmolStr>>,
}

/// One reported number.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Fact {
    /// The document.
    pub doc: SmolStr,
    /// Code point at which the number begins.
    pub id: usize,
    /// Text or table.
    pub origin: Origin,
    /// Id of the section it stands in.
    pub section_id: Option<usize>,
    /// Id of the table; null for text.
    pub table_id: Option<usize>,
    /// The row's label; null for text.
    pub row_label: Option<SmolStr>,
    /// The header path, joined with `/`; null for text.
    pub column_label: Option<SmolStr>,
    /// Classification code, where one is printed or the label names exactly one.
    pub code: Option<SmolStr>,
    /// The number as printed, with its unit and what touches it.
    pub raw: SmolStr,
    /// Money, percent or count.
    pub kind: Quantity,
    /// The number as written (756.8 of 756.8万元); a count is multiplied out.
    pub value: Number,
    /// Digits printed after the point: the number's precision.
    pub decimals: u32,
    /// The unit as written (万元, %, 人).
    pub unit: Option<SmolStr>,
    /// The money in yuan; null where it is no money, or money of another country.
    pub yuan: Option<Number>,
    /// How the true number stands to the one written.
    pub comparator: Option<Comparator>,
    /// What is measured, in the document's words, folded.
    pub label: Option<SmolStr>,
    /// Its canonical id.
    pub concept: Option<&'static str>,
    /// Amount, share, change, …
    pub measure: Option<Measure>,
    /// Direction of a change or growth.
    pub sign: Option<Sign>,
    /// The year the number is about.
    pub year: Option<i32>,
    /// Final accounts, budget or other.
    pub basis: Option<Basis>,
    /// The whole of a share or of a part under 其中.
    pub whole: Option<SmolStr>,
    /// What a change, growth or completion is measured against.
    pub versus: Option<Versus>,
    /// The year of that, where it is named or follows.
    pub versus_year: Option<i32>,
    /// Fields that stand not in the number's own clause or cell header but before it.
    pub carried: Fields,
    /// Fields that the document does not state and that were inferred.
    pub assumed: Fields,
    /// Line of the number.
    pub line: usize,
    /// Page of the number, from 1; null where the format has no pages.
    pub page: Option<usize>,
    /// Where the number stands.
    pub span: Span,
}

/// A performance table's head.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Project {
    /// The document.
    pub doc: String,
    /// Code point at which the project begins.
    pub id: usize,
    /// Id of the section it stands in.
    pub section_id: Option<usize>,
    /// Id of its table.
    pub table_id: Option<usize>,
    /// 项目名称.
    pub name: Option<String>,
    /// 预算单位 or 主管部门.
    pub agency: Option<String>,
    /// 预算数.
    pub budget: Option<Number>,
    /// 执行数.
    pub executed: Option<Number>,
    /// 财政拨款 of the budget.
    pub fiscal_budget: Option<Number>,
    /// 财政拨款 of the execution.
    pub fiscal_executed: Option<Number>,
    /// 其他资金 of the budget.
    pub other_budget: Option<Number>,
    /// 其他资金 of the execution.
    pub other_executed: Option<Number>,
    /// Unit of these amounts.
    pub unit: Option<String>,
    /// 预期目标.
    pub goal: Option<String>,
    /// 实际完成.
    pub result: Option<String>,
    /// Line of the project's name.
    pub line: usize,
    /// Where the head stands.
    pub span: Span,
}

/// One row of a performance table.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Indicator {
    /// The document.
    pub doc: String,
    /// Code point at which the indicator's name begins.
    pub id: usize,
    /// Id of its project; null for 整体支出绩效.
    pub project_id: Option<usize>,
    /// Id of the section it stands in.
    pub section_id: Option<usize>,
    /// Id of its table.
    pub table_id: Option<usize>,
    /// 一级指标.
    pub level1: Option<String>,
    /// 二级指标.
    pub level2: Option<String>,
    /// 三级指标.
    pub level3: Option<String>,
    /// 指标值 as written.
    pub target_raw: Option<String>,
    /// Its comparator.
    pub target_comparator: Option<Comparator>,
    /// Its number.
    pub target_value: Option<Number>,
    /// Its unit.
    pub target_unit: Option<String>,
    /// 实际完成值 as written.
    pub actual_raw: Option<String>,
    /// Its comparator.
    pub actual_comparator: Option<Comparator>,
    /// Its number.
    pub actual_value: Option<Number>,
    /// Its unit.
    pub actual_unit: Option<String>,
    /// 分值.
    pub weight: Option<Number>,
    /// 得分.
    pub score: Option<Number>,
    /// What is wrong in the source.
    pub anomaly: Option<Anomaly>,
    /// Line of the indicator's name.
    pub line: usize,
    /// Where the row stands.
    pub span: Span,
}

/// An inconsistency in the document's own numbers or words.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Finding {
    /// The document.
    pub doc: String,
    /// Counted from 0.
    pub id: usize,
    /// The rule that found it.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is stated and what follows, for people.
    pub message: String,
    /// Ids of the facts involved.
    pub facts: Vec<usize>,
    /// The number as stated.
    pub stated: Option<Number>,
    /// The number that follows from the others.
    pub computed: Option<Number>,
    /// The tolerance used.
    pub tolerance: Option<Number>,
    /// Line of the first fact.
    pub line: usize,
    /// Where the first fact stands.
    pub span: Span,
}

/// A further file with the bytes of a document.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct FileCopy {
    /// The document.
    pub doc: String,
    /// The path of the copy, as given or walked to.
    pub path: String,
}

/// A file that could not be read or extracted.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct Failure {
    /// The path as given or walked to.
    pub path: String,
    /// The step that failed.
    pub stage: Stage,
    /// What is wrong, where, and what to do.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_exactly() {
        for (number, printed) in [
            ("8677.03", "8677.03"),
            ("86770300.00", "86770300"),
            ("-0.10", "-0.1"),
            ("0.00", "0"),
            ("123456789012345678.9", "123456789012345678.9"),
        ] {
            let number = Number(number.parse().unwrap());
            assert_eq!(serde_json::to_string(&number).unwrap(), printed);
        }
    }
}
