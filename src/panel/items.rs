//! Expenditure by the budget classification: a row an issuer, year, books, funds and code.
//!
//! What a code has is told by the forms of expenditure, of the general budget, of funds and of basic expenditure, and by
//! the parts of the text that go through them item by item. An amount is chosen as those of the panel are, so that a
//! table prevails over the text where the two differ. The amount of a code is then compared with the sum of the codes
//! under it in the same table.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::candidate::{Books, books};
use super::choice::{Agreement, Choice, choose};
use super::issuers::{Issuers, Published};
use super::place::Places;
use super::rows::{FactRow, text};
use super::spill::Spillable;
use super::stated::{Evidence, Source, Stated};
use super::whose::Whose;
use super::{Each, Summary, of_facts, words};
use crate::check::interval::Interval;
use crate::lexicon::classification;
use crate::lexicon::lists::{Class as List, list};
use crate::lexicon::rows::PanelClass;
use crate::output::{Opened, OutputError, TablePart, TableType, Tables};
use crate::record::{Form, Measure, Number, Origin, Quantity};

/// The table.
pub const TABLE: TableType = TableType::new(
    "item",
    "items",
    &[
        "issuer_id",
        "year",
        "books",
        "funds",
        "classification",
        "code",
    ],
);

/// Out of which money a code is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Funds {
    /// All of it.
    All,
    /// The general public budget.
    General,
    /// The general public budget, basic expenditure only.
    GeneralBasic,
    /// Government funds.
    Fund,
    /// The state capital operation budget.
    StateCapital,
}

/// By what expenditure is classified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Classification {
    /// What it is for.
    Functional,
    /// What is bought.
    Economic,
}

/// How deep a code stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeLevel {
    /// All codes together.
    Total,
    /// 类.
    Class,
    /// 款.
    Section,
    /// 项.
    Item,
}

/// Whether codes add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SumCheck {
    /// They do.
    Holds,
    /// They do not.
    Fails,
}

/// Which part of the amount of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Portion {
    Whole,
    Basic,
    Project,
    Personnel,
    Public,
}

/// A fact about a code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemFact {
    issuer: u32,
    year: i32,
    books: Books,
    funds: Funds,
    classification: Classification,
    /// Nothing for all codes together.
    code: String,
    portion: Portion,
    name: String,
    stated: Stated,
}

/// Whose amount it is, but for the issuer.
type Key = (i32, Books, Funds, Classification, String);

impl Spillable for ItemFact {
    type Order = (u32, Key, Portion, (Source, u64, u64));

    fn issuer(&self) -> u32 {
        self.issuer
    }

    fn order(&self) -> Self::Order {
        (self.issuer, self.key(), self.portion, self.stated.place())
    }
}

impl ItemFact {
    fn key(&self) -> Key {
        let code = self.code.clone();
        (self.year, self.books, self.funds, self.classification, code)
    }
}

/// Finds the facts about codes of a part of a dataset.
pub fn facts(
    dataset: &Opened,
    part: u32,
    issuers: &Issuers,
    each: Each<ItemFact>,
) -> Result<(), OutputError> {
    of_facts(dataset, part, issuers, item, each)
}

fn item(fact: &FactRow, doc: u64, published: Published, places: &Places) -> Option<ItemFact> {
    let is_amount = fact.kind == Quantity::Money && fact.measure == Some(Measure::Amount);
    let is_own = fact.year == Some(published.year) && fact.comparator.is_none();
    (is_amount && is_own && !fact.is_of_another_year()).then_some(())?;
    let (funds, classification, portion, source) = match fact.origin {
        Origin::Table => {
            let (funds, classification) = of_form(places.form(doc, fact)?)?;
            (
                funds,
                classification,
                portion(&fact.column(), funds)?,
                Source::Table,
            )
        }
        Origin::Text => {
            let (funds, classification) = of_section(places.section(doc, fact)?)?;
            (funds, classification, Portion::Whole, Source::Text)
        }
    };
    let (code, name) = match fact.code {
        Some(code) => (code, fact.name()),
        None => ("", total(fact)?),
    };
    let prefix = match classification {
        Classification::Functional => '2',
        Classification::Economic => '3',
    };
    let is_fit = code.is_empty() || classification::is_code(code) && code.starts_with(prefix);
    is_fit.then_some(())?;
    Some(ItemFact {
        issuer: published.agency,
        year: published.year,
        books: books(fact, published)?,
        funds,
        classification,
        code: code.to_owned(),
        portion,
        name,
        stated: Stated::of(fact, doc, published, source, places)?,
    })
}

/// What a mandated form tells of codes.
fn of_form(form: Form) -> Option<(Funds, Classification)> {
    Some(match form {
        Form::Expenditure => (Funds::All, Classification::Functional),
        Form::GeneralExpenditure => (Funds::General, Classification::Functional),
        Form::GovernmentFund => (Funds::Fund, Classification::Functional),
        Form::StateCapital => (Funds::StateCapital, Classification::Functional),
        Form::GeneralBasic => (Funds::GeneralBasic, Classification::Economic),
        _ => return None,
    })
}

/// What a mandated part of the text tells of codes.
fn of_section(section: &str) -> Option<(Funds, Classification)> {
    let (_, section) = section.split_once('.')?;
    let part = section.split('.').next()?;
    Some(match part {
        "general_public" => (Funds::General, Classification::Functional),
        "government_fund" => (Funds::Fund, Classification::Functional),
        "state_capital" => (Funds::StateCapital, Classification::Functional),
        "basic" => (Funds::GeneralBasic, Classification::Economic),
        _ => return None,
    })
}

/// Which part of the amounts of codes stands in a column; none if it is another matter.
fn portion(column: &str, funds: Funds) -> Option<Portion> {
    let is_of_funds = matches!(funds, Funds::Fund | Funds::StateCapital);
    let (above, last) = column.rsplit_once('/').unwrap_or(("", column));
    let is_narrow = words::said(above, PanelClass::Narrow).next().is_some()
        || !is_of_funds && words::said(column, PanelClass::Part).next().is_some();
    if is_narrow {
        return None;
    }
    // Behind the year, before the unit: 2018年预算数(万元).
    let last = last.split('(').next()?;
    let last = match last.split_once('年') {
        Some((year, rest)) if year.bytes().all(|byte| byte.is_ascii_digit()) => {
            rest.trim_start_matches('度')
        }
        _ => last,
    };
    let classes = [
        (PanelClass::Total, Portion::Whole),
        (PanelClass::Basic, Portion::Basic),
        (PanelClass::Project, Portion::Project),
        (PanelClass::Personnel, Portion::Personnel),
        (PanelClass::Public, Portion::Public),
    ];
    let own = classes
        .iter()
        .find(|(class, _)| words::of(*class).any(|word| word == last));
    own.map(|(_, portion)| *portion)
}

/// What the row of all codes together is called, if the fact stands in it.
fn total(fact: &FactRow) -> Option<String> {
    let name = text(fact.row_label);
    let bare: String = name
        .chars()
        .filter(|c| !c.is_whitespace() && *c != ':')
        .collect();
    list(List::SummedUp).contains(&bare).then_some(bare)
}

impl FactRow<'_> {
    /// What the item of a code is called.
    fn name(&self) -> String {
        match self.row_label {
            None => text(self.label),
            label => text(label),
        }
    }
}

/// The amounts of a code.
struct Item<'a> {
    name: &'a str,
    whole: Choice,
    /// Basic, project, personnel and public expenditure.
    portions: [Option<Decimal>; 4],
}

#[derive(Serialize)]
struct Row<'a> {
    r#type: &'static str,
    #[serde(flatten)]
    whose: Whose<'a>,
    funds: Funds,
    classification: Classification,
    code: &'a str,
    code_level: CodeLevel,
    name: &'a str,
    yuan: Number,
    basic: Option<Number>,
    project: Option<Number>,
    personnel: Option<Number>,
    public_funds: Option<Number>,
    agreement: Agreement,
    n_sources: usize,
    sum_below: Option<Number>,
    sum_check: Option<SumCheck>,
    #[serde(flatten)]
    evidence: Evidence,
}

/// The code of the row of all codes together.
const ALL: &str = "total";

/// Writes the rows of a bucket as a part of the table.
pub fn write(
    tables: &Tables,
    issuers: &Issuers,
    at: usize,
    facts: Vec<ItemFact>,
) -> Result<Summary, OutputError> {
    let mut part = tables.part(TABLE, u32::try_from(at + 1).unwrap_or(u32::MAX))?;
    let mut summary = Summary::default();
    for own in facts.chunk_by(|one, other| one.issuer == other.issuer) {
        let items: BTreeMap<Key, Item> = own
            .chunk_by(|one, other| one.key() == other.key())
            .filter_map(|facts| Some((facts.first()?.key(), chosen(facts)?)))
            .collect();
        summary.issuers += u64::from(!items.is_empty());
        rows(&mut part, issuers, &items, &mut summary)?;
    }
    part.finish()?;
    Ok(summary)
}

/// Chooses the amounts of a code; none if its whole is not told.
fn chosen(facts: &[ItemFact]) -> Option<Item<'_>> {
    let of = |portion| {
        let own = facts.iter().filter(|fact| fact.portion == portion);
        let own: Vec<&Stated> = own.map(|fact| &fact.stated).collect();
        choose(&own, &[], &[])
    };
    let whole = of(Portion::Whole)?;
    let portions = [
        Portion::Basic,
        Portion::Project,
        Portion::Personnel,
        Portion::Public,
    ];
    let named = facts
        .iter()
        .find(|fact| fact.stated.place() == whole.chosen.place());
    Some(Item {
        name: &named?.name,
        portions: portions.map(|portion| Some(of(portion)?.chosen.yuan)),
        whole,
    })
}

fn rows(
    part: &mut TablePart,
    issuers: &Issuers,
    items: &BTreeMap<Key, Item>,
    summary: &mut Summary,
) -> Result<(), OutputError> {
    let sums = sums(items);
    for (key, item) in items {
        let (year, books, funds, classification, code) = key;
        let chosen = &item.whole.chosen;
        let Some(issuer) = issuers.of(chosen.doc) else {
            continue;
        };
        let sum = sums.get(key);
        let sum_check = sum.map(|(_, interval)| match interval.meets(item.whole.interval) {
            true => SumCheck::Holds,
            false => SumCheck::Fails,
        });
        summary.rows += 1;
        summary.disputed += u64::from(item.whole.agreement == Agreement::Disputed);
        summary.doubtful += u64::from(sum_check == Some(SumCheck::Fails));
        let [basic, project, personnel, public_funds] =
            item.portions.map(|portion| portion.map(Number));
        part.write(&Row {
            r#type: TABLE.name(),
            whose: Whose::of(issuers, issuer, *year, *books),
            funds: *funds,
            classification: *classification,
            code: if code.is_empty() { ALL } else { code },
            code_level: level(code),
            name: item.name,
            yuan: Number(chosen.yuan),
            basic,
            project,
            personnel,
            public_funds,
            agreement: item.whole.agreement,
            n_sources: item.whole.n_sources,
            sum_below: sum.map(|(sum, _)| Number(*sum)),
            sum_check,
            evidence: chosen.evidence(),
        })?;
    }
    Ok(())
}

fn level(code: &str) -> CodeLevel {
    match code.len() {
        0 => CodeLevel::Total,
        3 => CodeLevel::Class,
        5 => CodeLevel::Section,
        _ => CodeLevel::Item,
    }
}

/// The sums of the codes under each code, in the table that its own amount was taken from.
fn sums(items: &BTreeMap<Key, Item>) -> BTreeMap<Key, (Decimal, Interval)> {
    let mut sums = BTreeMap::new();
    for ((year, books, funds, classification, code), item) in items {
        if code.is_empty() {
            continue;
        }
        let above = classification::parent(code).unwrap_or_default().to_owned();
        let key = (*year, *books, *funds, *classification, above);
        let table = |item: &Item| (item.whole.chosen.doc, item.whole.chosen.form);
        let is_below = items
            .get(&key)
            .is_some_and(|above| above.whole.chosen.form.is_some() && table(above) == table(item));
        if is_below {
            let (sum, interval) = sums.entry(key).or_insert((Decimal::ZERO, Interval::ZERO));
            *sum = sum.saturating_add(item.whole.chosen.yuan);
            *interval = interval.plus(item.whole.interval);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_say_which_part_stands_in_them() {
        use Portion::{Basic, Personnel, Project, Public, Whole};
        for (column, funds, told) in [
            ("合计", Funds::All, Some(Whole)),
            ("2018年预算/合计", Funds::General, Some(Whole)),
            ("2019年预算数", Funds::General, Some(Whole)),
            ("2019年度决算数(万元)", Funds::General, Some(Whole)),
            ("支出预算/基本支出", Funds::All, Some(Basic)),
            ("2018年预算/其中:项目支出", Funds::General, Some(Project)),
            ("基本支出/人员经费", Funds::GeneralBasic, Some(Personnel)),
            ("公用经费(元)", Funds::GeneralBasic, Some(Public)),
            ("工资福利支出/小计", Funds::General, None),
            ("政府性基金预算/合计", Funds::All, None),
            ("政府性基金预算支出/合计", Funds::Fund, Some(Whole)),
            ("本年收入", Funds::Fund, None),
            ("增减变动/金额", Funds::General, None),
        ] {
            assert_eq!(portion(column, funds), told, "{column}");
        }
    }
}
