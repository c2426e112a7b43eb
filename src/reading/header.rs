//! The document's header: what kind of disclosure it is, of which year, by whom, of what place.
//!
//! A title says all of it, where there is one. Else the template's own sentences do, in which the
//! discloser's name stands at set places. What neither says stays open.

mod agency;
pub mod content;
mod hints;
mod issuer;
mod kind;
mod menu;
mod title;
mod year;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::cell::LazyCell;

use crate::fold::Folded;
use crate::lexicon::agency_classes;
use crate::lexicon::books::{DRAFT, EXECUTION};
use crate::lexicon::lists::{Class as List, list};
use crate::record::{Kind, Level, UnitKind};

use hints::Hints;
use title::Title;

/// What a document says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Budget, final accounts, …
    pub kind: Kind,
    /// The year that the disclosure is about.
    pub fiscal_year: Option<i32>,
    /// Full name of the disclosing agency, as the document gives it, folded.
    pub issuer: Option<String>,
    /// The tier of government that it belongs to.
    pub level: Option<Level>,
    /// What the agency does.
    pub agency_class: Option<&'static str>,
    /// Whether the disclosure is of a department or of a unit.
    pub unit_kind: Option<UnitKind>,
    /// GB/T 2260 code of the issuer's place.
    pub region: Option<&'static str>,
    /// Official name of that place.
    pub region_name: Option<&'static str>,
    /// The document's own title, folded.
    pub title: Option<String>,
    /// The fields that no title states: the body was asked for them.
    pub assumed: Vec<&'static str>,
}

/// Reads the header from a folded text, line by line as [`Folded::new`] makes it.
/// `publisher` is who put out its page: the discloser, if the text names none.
pub fn read(folded: &Folded, publisher: Option<&str>) -> Header {
    let title = title::find(folded);
    let words = title.as_ref().map_or("", |title: &Title| &title.folded);
    // Most titles say it all.
    let counts = LazyCell::new(|| kind::count(folded.as_str()));
    let mut assumed = Vec::new();
    let told = year::without_months_after(words);
    let kind = kind::of_title(told).unwrap_or_else(|| {
        assumed.push("kind");
        match counts.kind() {
            Kind::Other => title::kind_of_head(folded)
                .or_else(|| hints::of_headings(folded))
                .or_else(|| Hints::of(folded.as_str())?.kind())
                .unwrap_or(Kind::Other),
            kind => kind,
        }
    });
    let fiscal_year = match kind {
        Kind::ExecutionReport => year_executed(words),
        _ => year::of_title(told),
    };
    let fiscal_year = fiscal_year.or_else(|| {
        let reported = || year_reported(folded.as_str()).filter(|_| kind == Kind::ExecutionReport);
        let voted = counts.year(kind).or_else(reported)?;
        assumed.push("fiscal_year");
        Some(voted)
    });
    let issuer = issuer::find(folded.as_str(), &without_bracket(words), publisher);
    let name = issuer.name.as_deref();
    Header {
        kind,
        fiscal_year,
        level: agency::level(name, issuer.region),
        agency_class: name.and_then(agency_classes::class_of),
        unit_kind: match kind {
            Kind::ExecutionReport | Kind::None => None,
            _ => agency::unit_kind(words, name, folded.as_str()),
        },
        region: issuer.region.map(|region| region.code),
        region_name: issuer.region.map(|region| region.name),
        title: title.map(|title| title.folded),
        issuer: issuer.name,
        assumed,
    }
}

/// A title without the bracket around its first words: (天津市)和平区…, (天津市)关于和平区….
fn without_bracket(title: &str) -> Cow<'_, str> {
    let bracket = title.strip_prefix('(').and_then(|all| all.split_once(')'));
    bracket.map_or(title.into(), |(place, rest)| {
        let rest = list(List::TitleOfReport).strip_prefix(rest).unwrap_or(rest);
        format!("{place}{rest}").into()
    })
}

/// The year whose execution a title reports: the last one that it names before 执行, that of its months, or the one
/// before the year of its draft.
pub fn year_executed(title: &str) -> Option<i32> {
    let before = || Some(year::last_in(title.rsplit_once(EXECUTION)?.0)?.value);
    let drafted = || Some(year::of_title(title)? - i32::from(title.contains(DRAFT)));
    before().or_else(|| year::of_months(title)).or_else(drafted)
}

/// The year whose execution a report says to have brought with the draft for the next: 现将2022年预算执行情况和2023年预算草案
/// 提请审议.
fn year_reported(text: &str) -> Option<i32> {
    let mut clauses = text.split(['\n', '。', ',', ';', '《', '》']);
    clauses.find_map(|clause| {
        let (executed, draft) = clause.split_once(EXECUTION)?;
        let planned = year::latest_of_title(draft).filter(|_| draft.contains(DRAFT))?;
        Some(year::last_in(executed)?.value).filter(|year| *year + 1 == planned)
    })
}

/// The year for which a title brings a draft: the latest that it names.
pub fn year_planned(title: &str) -> Option<i32> {
    year::latest_of_title(title)
}

/// The year of the months that a title on accounts tells of besides.
pub fn year_since(title: &str) -> Option<i32> {
    let told = year::without_months_after(title);
    year::latest_of_title(title.strip_prefix(told)?)
}

/// The year that a heading names, if it names one only.
pub fn year_of(heading: &str) -> Option<i32> {
    year::of_title(heading)
}
