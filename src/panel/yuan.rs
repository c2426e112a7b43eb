//! Exact decimals in files that are written aside: as texts.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serializer, de};

pub fn serialize<S: Serializer>(number: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    let digits = String::deserialize(deserializer)?;
    digits.parse().map_err(de::Error::custom)
}
