//! Which numbers are one number: what a fact measures, so exactly that two facts of one identity
//! must agree. When in doubt a fact has none.

use super::book::Book;
use crate::lexicon::concepts;
use crate::record::{Basis, Fact, Form, Measure, Quantity, Table};

/// Of whose money a fact speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Of all.
    All,
    /// Of fiscal appropriations.
    Fiscal,
    /// Of the general public budget.
    General,
    /// Of something smaller.
    Narrow,
}

/// What a fact measures.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Identity {
    /// The concept without its scope.
    pub concept: &'static str,
    /// The classification code.
    pub code: Option<String>,
    /// The year.
    pub year: i32,
    /// The books.
    pub basis: Basis,
}

/// Concepts that are another one in a narrower scope.
const SCOPED: &[(&str, &str, Scope)] = &[
    (
        "general_expenditure",
        "expenditure_this_year",
        Scope::General,
    ),
    ("fiscal_expenditure", "expenditure_this_year", Scope::Fiscal),
    ("general_basic", "basic_expenditure", Scope::General),
    ("fiscal_basic", "basic_expenditure", Scope::Fiscal),
    ("general_project", "project_expenditure", Scope::General),
    ("fiscal_project", "project_expenditure", Scope::Fiscal),
    ("general_income", "income_this_year", Scope::General),
    ("fiscal_income", "income_this_year", Scope::Fiscal),
    ("fiscal_income_total", "total_income", Scope::Fiscal),
    (
        "fiscal_expenditure_total",
        "total_expenditure",
        Scope::Fiscal,
    ),
];

/// Concepts that a document has one number of, in each scope, year and set of books.
const SINGLE: &[&str] = &[
    "total_income",
    "income_this_year",
    "total_expenditure",
    "expenditure_this_year",
    "basic_expenditure",
    "project_expenditure",
    "personnel_expenditure",
    "public_expenditure",
    "functional_class",
    "functional_section",
    "functional_item",
    "three_public",
    "overseas_travel",
    "official_vehicle_cost",
    "vehicle_purchase",
    "vehicle_operation",
    "official_reception",
    "operating_funds",
    "procurement",
    "procurement_goods",
    "procurement_works",
    "procurement_services",
];

/// The totals among them.
const TOTALS: &[&str] = &[
    "total_income",
    "income_this_year",
    "total_expenditure",
    "expenditure_this_year",
    "basic_expenditure",
    "project_expenditure",
];

/// Concepts that are paid from fiscal appropriations by definition.
const ALWAYS_FISCAL: &[&str] = &[
    "three_public",
    "overseas_travel",
    "official_vehicle_cost",
    "vehicle_purchase",
    "vehicle_operation",
    "official_reception",
    "operating_funds",
    "procurement",
    "procurement_goods",
    "procurement_works",
    "procurement_services",
];

/// Whether a concept is a total of income or expenditure, of one fund or of all.
pub fn is_total(concept: &str) -> bool {
    TOTALS.contains(&wide(concept))
}

fn is_kind_of_basic(fact: &Fact) -> bool {
    matches!(
        fact.concept,
        Some("personnel_expenditure" | "public_expenditure")
    )
}

/// Whether a fact has no whole, or a total for it.
fn is_part_of_total(book: &Book, at: usize) -> bool {
    let one = &book.said[at];
    if one.of.is_empty() {
        return true;
    }
    let whole = book.before(at, 24).find(|other| {
        let other = &book.said[*other];
        other.is_level() && other.name == one.of
    });
    whole.is_none_or(|whole| book.said[whole].fact.concept.is_some_and(is_total))
}

/// Whether a concept is all income or all expenditure, of one fund or of all.
pub fn is_whole_side(concept: &str) -> bool {
    let sides = [
        "total_income",
        "income_this_year",
        "total_expenditure",
        "expenditure_this_year",
    ];
    sides.contains(&wide(concept))
}

/// Whether a concept is all income or expenditure of one fund.
pub fn is_of_one_fund(concept: &str) -> bool {
    wide(concept) != concept && is_whole_side(concept)
}

/// The concept without its scope.
fn wide(concept: &str) -> &str {
    SCOPED
        .iter()
        .find(|(narrow, _, _)| *narrow == concept)
        .map_or(concept, |(_, wide, _)| *wide)
}

/// Whether an identity is that of a total.
pub fn is_total_identity(identity: &Identity) -> bool {
    TOTALS.contains(&identity.concept)
}

/// Whether a fact speaks of what its section is about. Where a section is about something smaller,
/// or lists items, a total in it is most likely a label that was read wrongly.
pub fn is_at_home(book: &Book, at: usize) -> bool {
    let fact = book.said[at].fact;
    let section = book.section(fact).unwrap_or_default();
    let total = fact.concept.is_some_and(is_total);
    let narrow = [
        ".procurement",
        ".assets",
        ".operating",
        ".three_public",
        ".performance",
    ];
    if total && narrow.iter().any(|part| section.contains(part)) {
        return false;
    }
    // 基本支出 of an item, an agency or a project is not that of the document.
    if (total || is_kind_of_basic(fact)) && !is_part_of_total(book, at) {
        return false;
    }
    // 具体情况 opens with the total; then come the items. A name that the heading has may be the
    // heading's, put in for an item's own that was not read.
    let first = book.before(at, 1).next().is_none();
    let label = fact.label.as_deref().unwrap_or_default();
    !total || !section.ends_with(".detail") || first && !book.title(fact).contains(label)
}

/// The identity and scope of a level of money, if it is clear.
pub fn identity(fact: &Fact) -> Option<(Identity, Scope)> {
    let level = fact.kind == Quantity::Money
        && fact.measure == Some(Measure::Amount)
        && fact.comparator.is_none()
        && fact.yuan.is_some();
    if !level {
        return None;
    }
    let concept = fact.concept?;
    let (concept, scope) = SCOPED
        .iter()
        .find(|(narrow, _, _)| *narrow == concept)
        .map_or((concept, Scope::All), |(_, wide, scope)| (*wide, *scope));
    if !SINGLE.contains(&concept) {
        return None;
    }
    let coded = concept.starts_with("functional");
    if coded && fact.code.is_none() {
        return None;
    }
    let scope = if ALWAYS_FISCAL.contains(&concept) {
        Scope::Fiscal
    } else {
        scope
    };
    Some((
        Identity {
            concept,
            code: fact.code.clone().filter(|_| coded),
            year: fact.year?,
            basis: fact.basis.filter(|basis| *basis != Basis::Other)?,
        },
        scope,
    ))
}

/// The scope of a fact of running text: that of its concept, of its whole or of its section.
pub fn said_scope(book: &Book, fact: &Fact, own: Scope) -> Scope {
    if own != Scope::All {
        return own;
    }
    let whole = fact.whole.as_deref().unwrap_or_default();
    let label = fact.label.as_deref().unwrap_or_default();
    let section = book.section(fact).unwrap_or_default();
    let title = book.title(fact);
    let says = |words: &str| whole.contains(words) || label.contains(words);
    if says("政府性基金") || says("国有资本") || says("事业收入") {
        Scope::Narrow
    } else if says("一般公共预算") {
        Scope::General
    } else if says("财政拨款") {
        Scope::Fiscal
    } else if section.contains(".general_public") || section.ends_with(".basic") {
        Scope::General
    } else if section.contains(".fiscal_appropriation") || title.contains("财政拨款") {
        Scope::Fiscal
    } else if section.contains("fund") && section.starts_with("report") {
        Scope::All
    } else if section.contains("government_fund") || section.contains("state_capital") {
        Scope::Narrow
    } else {
        Scope::All
    }
}

/// The scope of a table's facts.
pub fn table_scope(table: &Table) -> Option<Scope> {
    match table.form {
        Form::IncomeExpenditure | Form::Income | Form::Expenditure => Some(Scope::All),
        Form::FiscalAppropriation => Some(Scope::Fiscal),
        Form::GeneralExpenditure | Form::GeneralBasic => Some(Scope::General),
        Form::ThreePublic => Some(Scope::Fiscal),
        _ => None,
    }
}

/// Whether a concept is about income or about expenditure: the outermost whole that it is part of.
pub fn root(concept: &str) -> &'static str {
    let mut found = concepts::by_id(concept);
    let mut last = "";
    while let Some(one) = found {
        last = one.id;
        found = one.parent.and_then(concepts::by_id);
    }
    last
}
