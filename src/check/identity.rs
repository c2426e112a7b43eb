//! Which numbers are one number: what a fact measures, so exactly that two facts of one identity
//! must agree. When in doubt a fact has none.

use super::book::{Book, Said};
use super::sheet::Scope;
use crate::lexicon::concepts;
use crate::lexicon::lists::{Class as List, list};
use crate::record::{Fact, Measure, Quantity};

/// What a fact measures, of whatever year, books and scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Identity<'a> {
    /// The concept without its scope.
    pub concept: &'static str,
    /// The classification code.
    pub code: Option<&'a str>,
}

/// Concepts that are another one in a narrower scope.
const SCOPED: &[(&str, &str, Scope)] = &[
    (
        "general_expenditure",
        "expenditure_this_year",
        Scope::General,
    ),
    ("fiscal_expenditure", "expenditure_this_year", Scope::Fiscal),
    ("fund_expenditure", "expenditure_this_year", Scope::Fund),
    (
        "state_capital_expenditure",
        "expenditure_this_year",
        Scope::Capital,
    ),
    ("general_basic", "basic_expenditure", Scope::General),
    ("fiscal_basic", "basic_expenditure", Scope::Fiscal),
    ("fund_basic", "basic_expenditure", Scope::Fund),
    ("general_project", "project_expenditure", Scope::General),
    ("fiscal_project", "project_expenditure", Scope::Fiscal),
    ("fund_project", "project_expenditure", Scope::Fund),
    ("general_income", "income_this_year", Scope::General),
    ("fiscal_income", "income_this_year", Scope::Fiscal),
    ("fund_income", "income_this_year", Scope::Fund),
    ("state_capital_income", "income_this_year", Scope::Capital),
    ("fiscal_income_total", "total_income", Scope::Fiscal),
    (
        "fiscal_expenditure_total",
        "total_expenditure",
        Scope::Fiscal,
    ),
    (
        "general_expenditure_total",
        "total_expenditure",
        Scope::General,
    ),
    ("fund_expenditure_total", "total_expenditure", Scope::Fund),
    (
        "capital_expenditure_total",
        "total_expenditure",
        Scope::Capital,
    ),
    ("carry_in_fiscal", "carry_in", Scope::Fiscal),
    ("carry_out_fiscal", "carry_out", Scope::Fiscal),
    ("fiscal_total", "income_expenditure_total", Scope::Fiscal),
];

/// Concepts that a document has one number of, in each scope, year and set of books; so it has of those that are
/// [`ALWAYS_FISCAL`].
const SINGLE: &[&str] = &[
    "total_income",
    "income_this_year",
    "total_expenditure",
    "expenditure_this_year",
    "income_expenditure_total",
    "basic_expenditure",
    "project_expenditure",
    "personnel_expenditure",
    "public_expenditure",
    "carry_in",
    "carry_out",
    "business_income",
    "other_income",
    "functional_class",
    "functional_section",
    "functional_item",
    "economic_class",
    "economic_section",
];

/// The totals among them.
pub const TOTALS: &[&str] = &[
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
    TOTALS.contains(&wide(concept).0)
}

/// The concept without its scope, and the scope.
pub fn wide(concept: &str) -> (&str, Scope) {
    SCOPED
        .iter()
        .find(|(narrow, _, _)| *narrow == concept)
        .map_or((concept, Scope::All), |(_, wide, scope)| (*wide, *scope))
}

/// Whether a concept is all income or all expenditure, of one fund or of all.
pub fn is_whole_side(concept: &str) -> bool {
    let sides = [
        "total_income",
        "income_this_year",
        "total_expenditure",
        "expenditure_this_year",
    ];
    sides.contains(&wide(concept).0)
}

/// Whether a concept is all income or expenditure of one fund.
pub fn is_of_one_fund(concept: &str) -> bool {
    wide(concept).0 != concept && is_whole_side(concept)
}

/// Whether an identity is that of a total.
pub fn is_total_identity(identity: &Identity) -> bool {
    TOTALS.contains(&identity.concept)
}

/// Whether a fact speaks of what its section is about. Where a section is about something smaller,
/// or lists items, a total in it is most likely a label that was read wrongly.
pub fn is_at_home(book: &Book, one: &Said) -> bool {
    let fact = one.fact;
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
    let kind_of_basic = matches!(
        fact.concept,
        Some("personnel_expenditure" | "public_expenditure")
    );
    if (total || kind_of_basic) && !is_part_of_total(book, one) {
        return false;
    }
    // 具体情况 opens with the total; then come the items. A name that the heading has may be the
    // heading's, put in for an item's own that was not read.
    let opens = || {
        let mut before = book.before(one, 4);
        before.all(|other| other.fact.concept == fact.concept && other.passage == one.passage)
    };
    let label = fact.label.as_deref().unwrap_or_default();
    let of_heading = || !book.is_named_here(one) && book.title(fact).contains(label);
    !total || !section.ends_with(".detail") || opens() && !of_heading()
}

/// Whether a fact has no whole, or a total for it: that of 财政拨款 under 项目支出 is none, nor is its part.
fn is_part_of_total(book: &Book, one: &Said) -> bool {
    let is_side = one.fact.concept.is_some_and(is_whole_side);
    if one.of.is_none() {
        return true;
    }
    let mut before = book.before(one, 24);
    match before.find(|other| other.is_level() && other.name == one.of) {
        Some(whole) => {
            let concept = whole.fact.concept;
            let is_like = |concept| is_total(concept) && (is_whole_side(concept) || !is_side);
            concept.is_some_and(is_like) && is_part_of_total(book, whole)
        }
        // A whole without an amount of its own is one if it is called so.
        None => {
            let words = one.fact.whole.as_deref().unwrap_or_default();
            list(List::SumWord).any_in(words)
        }
    }
}

/// Whether a concept is a kind of entries, of which a code tells which one is meant.
pub fn is_coded(concept: &str) -> bool {
    concept.starts_with("functional") || concept.starts_with("economic")
}

/// The identity and scope of a level of money, if it is clear.
pub fn identity(fact: &Fact) -> Option<(Identity<'_>, Scope)> {
    identity_as(fact, fact.concept?)
}

/// The same for a number whose concept is known otherwise.
pub fn identity_as<'a>(fact: &'a Fact, concept: &'static str) -> Option<(Identity<'a>, Scope)> {
    let level = fact.kind == Quantity::Money
        && fact.measure == Some(Measure::Amount)
        && fact.comparator.is_none()
        && fact.yuan.is_some();
    if !level {
        return None;
    }
    let (concept, scope) = wide(concept);
    let mut single = SINGLE.iter().chain(ALWAYS_FISCAL);
    let concept = single.find(|single| **single == concept)?;
    let coded = is_coded(concept);
    if coded && fact.code.is_none() {
        return None;
    }
    let scope = match ALWAYS_FISCAL.contains(concept) {
        true => Scope::Fiscal,
        false => scope,
    };
    let code = fact.code.as_deref().filter(|_| coded);
    Some((Identity { concept, code }, scope))
}

/// Whether a label speaks of a part of the agency: 局本级机关运行经费, 下属单位.
pub fn is_of_a_unit(label: &str) -> bool {
    list(List::OfAUnit).any_in(label)
}

/// The scope of a fact of running text: that of its concept, of its whole or of its section.
pub fn said_scope(book: &Book, one: &Said, own: Scope) -> Scope {
    let fact = one.fact;
    // A scope that the label does not say was taken from around it, where it may be another's.
    let words = fact.label.as_deref().unwrap_or_default();
    let by_nature = fact
        .concept
        .is_some_and(|concept| ALWAYS_FISCAL.contains(&concept));
    let own = match by_nature || list(List::FundWord).any_in(words) {
        true => own,
        false => Scope::All,
    };
    if own != Scope::All {
        return own;
    }
    let whole = fact.whole.as_deref().unwrap_or_default();
    let label = fact.label.as_deref().unwrap_or_default();
    let section = book.section(fact).unwrap_or_default();
    let title = book.title(fact);
    let says = |words| [whole, label].iter().any(|text| list(words).any_in(text));
    let fund = |texts: &[&str]| {
        let any = |words| texts.iter().any(|text| list(words).any_in(text));
        let capital = || any(List::CapitalColumn).then_some(Scope::Capital);
        any(List::FundColumn)
            .then_some(Scope::Fund)
            .or_else(capital)
    };
    if let Some(scope) = fund(&[whole, label]) {
        scope
    } else if says(List::NarrowWord) {
        Scope::Narrow
    } else if says(List::GeneralWord) {
        Scope::General
    } else if says(List::FiscalWord) {
        Scope::Fiscal
    } else if let Some(scope) = scope_before(book, one) {
        scope
    } else if let Some(scope) = fund(&[title]) {
        scope
    } else if section.contains(".general_public") || section.ends_with(".basic") {
        Scope::General
    } else if section.contains(".fiscal_appropriation") || list(List::FiscalWord).any_in(title) {
        Scope::Fiscal
    } else if section.contains("government_fund") {
        Scope::Fund
    } else if section.contains("state_capital") {
        Scope::Capital
    } else {
        Scope::All
    }
}

/// The scope of the total that opened the passage: 财政拨款收入总计…，支出总计….
fn scope_before(book: &Book, one: &Said) -> Option<Scope> {
    let total = book
        .before(one, 12)
        .take_while(|other| other.passage == one.passage)
        .find(|other| {
            let concept = other.fact.concept;
            let total =
                |id| is_whole_side(id) || matches!(id, "income_expenditure_total" | "fiscal_total");
            // A part that is a total of its own does not tell what stands beside it.
            other.is_level() && concept.is_some_and(total) && !book.has_whole_beside(other)
        })?;
    let (_, scope) = wide(total.fact.concept?);
    (scope != Scope::All).then_some(scope)
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
