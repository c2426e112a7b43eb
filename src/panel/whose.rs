//! Whose a row is.

use serde::Serialize;

use super::candidate::Books;
use super::issuers::{Issuer, Issuers, Scope};
use crate::record::{Level, UnitKind};

/// Of whom a row is.
#[derive(Clone, Serialize)]
pub struct Who<'a> {
    issuer_id: &'a str,
    agency_id: &'a str,
    region: Option<&'a str>,
    region_name: Option<&'a str>,
    level: Option<Level>,
    issuer: &'a str,
    agency_class: Option<&'a str>,
    unit_kind: Option<UnitKind>,
    scope: Option<Scope>,
}

/// Of whom, when and by which books: what rows begin with.
#[derive(Clone, Serialize)]
pub struct Whose<'a> {
    #[serde(flatten)]
    who: Who<'a>,
    year: i32,
    books: Books,
}

impl<'a> Who<'a> {
    /// An issuer.
    pub fn of(issuers: &'a Issuers, issuer: &'a Issuer) -> Self {
        Self {
            issuer_id: &issuer.id,
            agency_id: &issuers.now(issuer).id,
            region: issuer.key.region.as_deref(),
            region_name: issuer.region_name.as_deref(),
            level: issuer.level,
            issuer: &issuer.key.name,
            agency_class: issuer.agency_class.as_deref(),
            unit_kind: issuer.key.unit_kind,
            scope: issuer.key.scope,
        }
    }
}

impl<'a> Whose<'a> {
    /// What the rows of an issuer begin with.
    pub fn of(issuers: &'a Issuers, issuer: &'a Issuer, year: i32, books: Books) -> Self {
        Self {
            who: Who::of(issuers, issuer),
            year,
            books,
        }
    }
}
