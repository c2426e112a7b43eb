//! Names of fields, as records list them.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

/// The most fields that a fact can name.
const MOST: usize = 8;

/// Some fields of a fact by their names, each once, in the order in which they were noted.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Fields {
    /// Places in [`NAMES`], counted from 1; 0 behind the last.
    places: [u8; MOST],
}

/// The fields that may be named.
const NAMES: [&str; 10] = [
    "row_label",
    "column_label",
    "code",
    "unit",
    "yuan",
    "label",
    "whole",
    "year",
    "basis",
    "versus",
];

impl Fields {
    /// The names in order.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        let places = self.places.into_iter().take_while(|place| *place > 0);
        places.filter_map(|place| NAMES.get(usize::from(place) - 1).copied())
    }

    /// Whether a field is among them.
    pub fn contains(&self, name: &str) -> bool {
        self.iter().any(|field| field == name)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places[0] == 0
    }

    /// Notes a field of a fact behind the others; one that is noted stays where it is.
    pub(crate) fn push(&mut self, name: &'static str) {
        let place = NAMES.iter().position(|known| *known == name);
        debug_assert!(place.is_some(), "{name} is noted of no fact");
        if self.contains(name) {
            return;
        }
        let free = self.places.iter_mut().find(|place| **place == 0);
        if let (Some(place), Some(free)) = (place, free) {
            *free = place as u8 + 1;
        }
    }

    /// Takes a field out.
    pub(crate) fn remove(&mut self, name: &str) {
        *self = self.iter().filter(|field| *field != name).collect();
    }
}

impl FromIterator<&'static str> for Fields {
    fn from_iter<I: IntoIterator<Item = &'static str>>(names: I) -> Self {
        let mut fields = Self::default();
        fields.extend(names);
        fields
    }
}

impl Extend<&'static str> for Fields {
    fn extend<I: IntoIterator<Item = &'static str>>(&mut self, names: I) {
        names.into_iter().for_each(|name| self.push(name));
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl JsonSchema for Fields {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Fields".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<&str>::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_order_and_stand_once() {
        let mut fields: Fields = ["year", "unit", "year", "whole"].into_iter().collect();
        assert!(fields.contains("whole") && !fields.contains("basis"));
        fields.remove("year");
        fields.push("year");
        assert_eq!(fields.iter().collect::<Vec<_>>(), ["unit", "whole", "year"]);
        assert_eq!(
            serde_json::to_string(&fields).unwrap(),
            r#"["unit","whole","year"]"#
        );
        let all: Fields = NAMES.into_iter().take(MOST).collect();
        assert_eq!(all.iter().count(), MOST);
        assert!(Fields::default().is_empty() && !all.is_empty());
    }
}
