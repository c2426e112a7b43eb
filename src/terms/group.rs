//! Groups of documents, or of their parts, that are compared: `year=2018-2020`, `region=33,3301`.

use std::str::FromStr;

use thiserror::Error;

use super::spool::DocumentRow;

/// Documents, or parts of them, of which all conditions hold. Without conditions all that the other group has not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group(pub Vec<Condition>);

/// That a field has one of some values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    field: Field,
    values: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Kind,
    Year,
    Region,
    Level,
    AgencyClass,
    UnitKind,
    Issuer,
    Section,
}

const FIELDS: [(&str, Field); 8] = [
    ("kind", Field::Kind),
    ("year", Field::Year),
    ("region", Field::Region),
    ("level", Field::Level),
    ("agency_class", Field::AgencyClass),
    ("unit_kind", Field::UnitKind),
    ("issuer", Field::Issuer),
    ("section", Field::Section),
];

/// Why words are no condition.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum GroupError {
    /// There is no such field, or none is named.
    #[error(
        "`{0}` is no condition: write FIELD=VALUE[,VALUE]; the fields are kind, year, region, level, agency_class, \
         unit_kind, issuer, section"
    )]
    Field(String),
    /// A year that is none.
    #[error("`{0}` is no year: write 2021 or 2018-2020")]
    Year(String),
}

impl FromStr for Condition {
    type Err = GroupError;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        let unknown = || GroupError::Field(written.to_owned());
        let (name, values) = written.split_once('=').ok_or_else(unknown)?;
        let field = FIELDS.iter().find(|(known, _)| *known == name);
        let (_, field) = field.filter(|_| !values.is_empty()).ok_or_else(unknown)?;
        let values: Vec<String> = values
            .split(',')
            .map(|value| value.trim().to_owned())
            .collect();
        if let Some(value) = values
            .iter()
            .find(|value| *field == Field::Year && years(value).is_none())
        {
            return Err(GroupError::Year(value.clone()));
        }
        Ok(Self {
            field: *field,
            values,
        })
    }
}

/// The years of `2021` or `2018-2020`.
fn years(written: &str) -> Option<std::ops::RangeInclusive<i32>> {
    let (from, to) = written.split_once('-').unwrap_or((written, written));
    Some(from.parse().ok()?..=to.parse().ok()?)
}

impl Condition {
    fn holds(&self, document: &DocumentRow, section: Option<&str>) -> bool {
        let own = match self.field {
            Field::Year => {
                let year = document.fiscal_year;
                let within = |value: &String| {
                    year.is_some_and(|year| years(value).is_some_and(|years| years.contains(&year)))
                };
                return self.values.iter().any(within);
            }
            // A region has those in it: 33 is a province, 3301 a city.
            Field::Region => {
                let code = document.region.as_deref();
                let within =
                    |value: &String| code.is_some_and(|code| code.starts_with(value.as_str()));
                return self.values.iter().any(within);
            }
            Field::Kind => Some(document.kind.as_str()),
            Field::Level => document.level.as_deref(),
            Field::AgencyClass => document.agency_class.as_deref(),
            Field::UnitKind => document.unit_kind.as_deref(),
            Field::Issuer => document.issuer.as_deref(),
            Field::Section => section,
        };
        own.is_some_and(|own| self.values.iter().any(|value| value == own))
    }
}

impl Group {
    /// Whether a passage of a document in a mandated part is of it.
    pub(super) fn has(&self, document: &DocumentRow, section: Option<&str>) -> bool {
        self.0
            .iter()
            .all(|condition| condition.holds(document, section))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_has_what_all_its_conditions_hold_of() {
        let document = DocumentRow {
            r#type: "term_document".into(),
            doc: "a".to_owned(),
            path: "a.txt".to_owned(),
            kind: "budget".to_owned(),
            fiscal_year: Some(2021),
            issuer: None,
            level: Some("county".to_owned()),
            agency_class: Some("水利".to_owned()),
            unit_kind: None,
            region: Some("330122".to_owned()),
            region_name: None,
            n_passages: 0,
            n_boilerplate: 0,
            n_words: 0,
        };
        for (conditions, has) in [
            (&["kind=budget"][..], true),
            (&["kind=final_accounts,budget"], true),
            (&["year=2020"], false),
            (&["year=2019-2021"], true),
            (&["year=2017,2021", "region=33"], true),
            (&["region=3302"], false),
            (&["agency_class=水利", "level=city"], false),
            (&["issuer=水利局"], false),
            (&["section=overview.functions"], true),
            (&["section=glossary"], false),
            (&[], true),
        ] {
            let group = Group(conditions.iter().map(|one| one.parse().unwrap()).collect());
            assert_eq!(
                group.has(&document, Some("overview.functions")),
                has,
                "{conditions:?}"
            );
        }
    }

    #[test]
    fn what_is_no_condition_is_said() {
        let of = |written: &str| written.parse::<Condition>().unwrap_err().to_string();
        assert!(of("2021").contains("the fields are kind, year"));
        assert!(of("colour=red").contains("`colour=red` is no condition"));
        assert!(of("kind=").contains("no condition"));
        assert!(of("year=20x").contains("2018-2020"));
    }
}
