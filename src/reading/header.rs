//! The document's header: what kind of disclosure it is, of which year, by whom, of what place.
//!
//! A title says all of it, where there is one. Else the template's own sentences do, in which the
//! discloser's name stands at set places. What neither says stays open.

mod issuer;
mod kind;
mod title;
mod year;

#[cfg(test)]
mod tests;

use crate::fold::Folded;
use crate::record::Kind;
use crate::text::Text;

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
    /// GB/T 2260 code of the issuer's place.
    pub region: Option<&'static str>,
    /// Official name of that place.
    pub region_name: Option<&'static str>,
    /// The document's own title as printed, without white space that Chinese does not need.
    pub title: Option<String>,
}

/// Reads the header from a text and its folded view, line by line as [`Folded::new`] makes it.
pub fn read(text: &Text, folded: &Folded) -> Header {
    let title = title::find(text, folded);
    let words = title.as_ref().map_or("", |title: &Title| &title.folded);
    let counts = kind::count(folded.as_str());
    let kind = kind::of_title(words).unwrap_or_else(|| counts.kind());
    let fiscal_year = year::of_title(words).or_else(|| counts.year(kind));
    let issuer = issuer::find(folded.as_str(), words);
    Header {
        kind,
        fiscal_year,
        issuer: issuer.name,
        region: issuer.region.map(|region| region.code),
        region_name: issuer.region.map(|region| region.name),
        title: title.map(|title| title.printed),
    }
}
