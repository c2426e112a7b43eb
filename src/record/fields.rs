//! Names of fields, as records list them.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

/// A field of a fact that may be carried or inferred, by its name in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Field {
    /// The row's label.
    RowLabel,
    /// The header path.
    ColumnLabel,
    /// The classification code.
    Code,
    /// The unit.
    Unit,
    /// The money in yuan.
    Yuan,
    /// What is measured.
    Label,
    /// The whole of a share or a part.
    Whole,
    /// The year.
    Year,
    /// The books.
    Basis,
    /// What a change is measured against.
    Versus,
}

impl Field {
    /// Its name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::RowLabel => "row_label",
            Self::ColumnLabel => "column_label",
            Self::Code => "code",
            Self::Unit => "unit",
            Self::Yuan => "yuan",
            Self::Label => "label",
            Self::Whole => "whole",
            Self::Year => "year",
            Self::Basis => "basis",
            Self::Versus => "versus",
        }
    }
}

/// How many fields there are: none that is noted is ever left out.
const ALL: usize = Field::Versus as usize + 1;

/// Some fields of a fact, each once, in the order in which they were noted.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Fields([Option<Field>; ALL]);

impl Fields {
    /// The fields in order.
    pub fn iter(&self) -> impl Iterator<Item = Field> {
        self.0.into_iter().flatten()
    }

    /// Whether a field is among them.
    pub fn contains(&self, field: Field) -> bool {
        self.0.contains(&Some(field))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }

    /// Notes a field behind the others; one that is noted stays where it is.
    pub(crate) fn push(&mut self, field: Field) {
        let known = |place: &&mut Option<Field>| place.is_none_or(|known| known == field);
        // There is a place for every field.
        if let Some(place) = self.0.iter_mut().find(known) {
            *place = Some(field);
        }
    }

    /// Takes a field out.
    pub(crate) fn remove(&mut self, field: Field) {
        *self = self.iter().filter(|known| *known != field).collect();
    }
}

impl FromIterator<Field> for Fields {
    fn from_iter<I: IntoIterator<Item = Field>>(names: I) -> Self {
        let mut fields = Self::default();
        fields.extend(names);
        fields
    }
}

impl Extend<Field> for Fields {
    fn extend<I: IntoIterator<Item = Field>>(&mut self, fields: I) {
        fields.into_iter().for_each(|field| self.push(field));
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.iter().map(Field::name))
            .finish()
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Field::name))
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
        use Field::{Basis, Unit, Whole, Year};
        let mut fields: Fields = [Year, Unit, Year, Whole].into_iter().collect();
        assert!(fields.contains(Whole) && !fields.contains(Basis));
        fields.remove(Year);
        fields.push(Year);
        assert_eq!(fields.iter().collect::<Vec<_>>(), [Unit, Whole, Year]);
        let shown = serde_json::to_string(&fields).unwrap();
        assert_eq!(shown, r#"["unit","whole","year"]"#);
        assert!(Fields::default().is_empty() && !fields.is_empty());
    }
}
