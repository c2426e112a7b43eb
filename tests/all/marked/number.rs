//! What a printed number says by itself.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[-−]?[0-9][0-9,]*(?:\.[0-9]+)?").unwrap());

/// Units of money and what they are in yuan, the longer first.
const MONEY: [(&str, i64); 10] = [
    ("万亿元", 1_000_000_000_000),
    ("百万元", 1_000_000),
    ("千万元", 10_000_000),
    ("亿元", 100_000_000),
    ("万元", 10_000),
    ("千元", 1_000),
    ("百元", 100),
    ("元", 1),
    ("万", 10_000),
    ("亿", 100_000_000),
];

/// Scale words of counts.
const SCALES: [(&str, i64); 3] = [("万", 10_000), ("亿", 100_000_000), ("千", 1_000)];

/// A number with its unit.
pub struct Printed {
    pub kind: &'static str,
    pub value: Decimal,
    pub unit: Option<String>,
    pub yuan: Option<Decimal>,
}

/// Whether a cell holds a number and nothing else.
pub fn is_number(cell: &str) -> bool {
    NUMBER
        .find(cell)
        .is_some_and(|found| found.as_str() == cell)
}

/// The value of digits as printed.
pub fn value(digits: &str) -> Result<Decimal, String> {
    digits
        .replace(',', "")
        .replace('−', "-")
        .parse()
        .map_err(|error| format!("{digits}: {error}"))
}

/// Reads a number as printed, with the keys that say what it cannot.
pub fn read(raw: &str, keys: &BTreeMap<&str, &str>) -> Result<Printed, String> {
    let text = half_width(raw);
    let found = NUMBER.find(&text);
    let said = match (keys.get("v"), found) {
        (Some(digits), _) => value(digits)?,
        (None, Some(found)) => value(found.as_str())?,
        (None, None) => return Err(format!("{raw}: no number; give v=")),
    };
    let behind = found.map_or("", |found| &text[found.end()..]);
    let behind = behind.trim_start_matches(['余', '多', '几']);
    let given = keys.get("u").copied();
    let printed = MONEY.into_iter().find(|(unit, _)| behind.starts_with(unit));
    let of_money = printed.is_some_and(|(unit, _)| unit.ends_with('元'));
    let scale = |name: &str| MONEY.into_iter().find(|(unit, _)| *unit == name);
    let kind = match keys.get("k").copied() {
        Some("money") => "money",
        Some("percent") => "percent",
        Some("count") => "count",
        Some(other) => return Err(format!("{raw}: no kind {other}")),
        None if text.contains(['%', '‰']) || text.contains("百分之") => "percent",
        None if of_money || given.is_some_and(|unit| scale(unit).is_some()) => "money",
        None if given.is_none() && behind.is_empty() => {
            return Err(format!("{raw}: no unit printed; give k="));
        }
        None => "count",
    };
    let given = given.map(str::to_owned);
    Ok(match kind {
        "percent" => {
            let sign = if text.contains('‰') { "‰" } else { "%" };
            Printed {
                kind,
                value: said,
                unit: given.or_else(|| Some(sign.to_owned())),
                yuan: None,
            }
        }
        "money" => {
            let unit = given
                .or_else(|| printed.map(|(unit, _)| unit.to_owned()))
                .ok_or_else(|| format!("{raw}: unit of money unknown; give u= and yuan="))?;
            let yuan = match (keys.get("yuan"), scale(&unit)) {
                (Some(yuan), _) => value(yuan)?,
                (None, Some((_, yuan))) => said * Decimal::from(yuan),
                (None, None) => return Err(format!("{raw}: {unit} is no unit of money")),
            };
            let unit = (unit != "-").then_some(unit);
            Printed {
                kind,
                value: said,
                unit,
                yuan: Some(yuan),
            }
        }
        _ => {
            let (value, rest) = match given {
                None if !keys.contains_key("v") => scaled(said, behind),
                _ => (said, behind),
            };
            let unit = given.unwrap_or_else(|| bare(rest).to_owned());
            Printed {
                kind,
                value,
                unit: Some(unit),
                yuan: None,
            }
        }
    })
}

/// A count is multiplied out.
fn scaled(mut value: Decimal, mut behind: &str) -> (Decimal, &str) {
    for (word, scale) in SCALES {
        if let Some(rest) = behind.strip_prefix(word) {
            value *= Decimal::from(scale);
            behind = rest.trim_start_matches(['余', '多']);
        }
    }
    (value, behind)
}

/// A unit without the word of comparison behind it.
fn bare(unit: &str) -> &str {
    ["以上", "以下", "以内", "左右", "余"]
        .into_iter()
        .find_map(|word| unit.strip_suffix(word))
        .unwrap_or(unit)
}

/// Without white space, full-width signs and digits as their half-width ones.
fn half_width(raw: &str) -> String {
    raw.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '萬' => '万',
            '億' => '亿',
            '\u{FF01}'..='\u{FF5E}' => {
                char::from_u32(u32::from(c) - 0xFEE0).expect("the range ends at `~`")
            }
            _ => c,
        })
        .collect()
}
