//! The one loader of all word files: tables with a head, a type a row.
//!
//! A file is tab-separated without quotes (`.tsv`) or comma-separated with them (`.csv`); lines that
//! begin with `#` are remarks; its first line is the head, the names of the columns. What the rows hold
//! is said by their type in `rows.rs`. The build script reads every file with [`faults`], so that a file
//! with a fault is never built; the program reads it with [`load`]. Nothing is known here of words.

use std::collections::HashMap;
use std::fmt;
use std::ops::Deref;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, IntoDeserializer, Visitor};

/// A row of a word file. Its fields are the file's columns, in their order.
pub trait Row: DeserializeOwned {
    /// What the row decides. Two rows that decide the same are a repetition or a contradiction.
    fn subjects(&self) -> Vec<String>;
}

/// Several words in one field.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct List<const SEPARATOR: char>(Vec<Box<str>>);

impl<const SEPARATOR: char> List<SEPARATOR> {
    /// The words.
    pub fn words(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.iter().map(Deref::deref)
    }
}

impl<'de, const SEPARATOR: char> Deserialize<'de> for List<SEPARATOR> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let field: &str = Deserialize::deserialize(deserializer)?;
        if field.is_empty() {
            return Ok(Self::default());
        }
        let words: Vec<Box<str>> = field.split(SEPARATOR).map(Box::from).collect();
        match words.iter().find(|word| word.trim().is_empty()) {
            Some(_) => Err(de::Error::custom(format!("an empty word in {field:?}"))),
            None => Ok(Self(words)),
        }
    }
}

/// A word of a closed set, by the name that word files have for it.
pub fn named<T: DeserializeOwned>(name: &str) -> Result<T, de::value::Error> {
    T::deserialize(name.into_deserializer())
}

fn reader<'text>(path: &str, text: &'text str) -> csv::Reader<&'text [u8]> {
    let plain = path.ends_with(".tsv");
    csv::ReaderBuilder::new()
        .delimiter(if plain { b'\t' } else { b',' })
        .quoting(!plain)
        .comment(Some(b'#'))
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// The rows of a file that the build script found without fault.
pub fn load<R: Row>(path: &str, text: &str) -> Vec<R> {
    let mut reader = reader(path, text);
    // One record serves all rows: the program reads these files whenever it starts.
    let mut record = csv::StringRecord::new();
    let mut read = || -> Result<Vec<R>, csv::Error> {
        let mut rows = Vec::new();
        while reader.read_record(&mut record)? {
            rows.push(record.deserialize(None)?);
        }
        Ok(rows)
    };
    // The build script has read the same text as the same type.
    read().expect("word files are checked when they are built in")
}

/// What is wrong with a file, each with the line where it stands: `statement.tsv:12: …`.
pub fn faults<R: Row>(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut fault = |line: u64, what: &dyn fmt::Display| {
        faults.push(format!("{path}:{line}: {what}"));
    };
    let mut reader = reader(path, text);
    match reader.headers() {
        Ok(head) if head.iter().eq(columns::<R>().iter().copied()) => {}
        Ok(head) => {
            let line = line_of(text, head.position());
            let wanted = columns::<R>().join(" ");
            fault(line, &format_args!("the columns must be: {wanted}"));
            return faults;
        }
        Err(error) => {
            fault(1, &error);
            return faults;
        }
    }
    let mut decided: HashMap<String, u64> = HashMap::new();
    let wanted = columns::<R>().len();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                fault(line_of(text, error.position()), &error);
                continue;
            }
        };
        let line = line_of(text, record.position());
        if record.len() != wanted {
            fault(line, &format_args!("{} fields, not {wanted}", record.len()));
            continue;
        }
        if record.iter().any(|field| field.trim() != field) {
            fault(line, &"white space around a field");
        }
        match record.deserialize::<R>(None) {
            Err(error) => match error.kind() {
                // The crate's own words give the line at which it began to look for the row.
                csv::ErrorKind::Deserialize { err, .. } => fault(line, err.kind()),
                _ => fault(line, &error),
            },
            Ok(row) => {
                for subject in row.subjects() {
                    match decided.get(&subject) {
                        Some(first) => {
                            fault(
                                line,
                                &format_args!("{subject}: line {first} has it already"),
                            );
                        }
                        None => drop(decided.insert(subject, line)),
                    }
                }
            }
        }
    }
    faults
}

/// The line of the first row from a position on.
fn line_of(text: &str, from: Option<&csv::Position>) -> u64 {
    let start = from.map_or(0, |at| usize::try_from(at.byte()).unwrap_or(text.len()));
    let rest = text.get(start..).unwrap_or_default();
    let skipped = rest
        .lines()
        .take_while(|line| line.is_empty() || line.starts_with('#'))
        .count();
    from.map_or(1, csv::Position::line) + skipped as u64
}

/// The names of a row's fields.
fn columns<R: Row>() -> &'static [&'static str] {
    let mut fields: &[&str] = &[];
    // The answer is in `fields`; nothing is deserialised.
    let _ = R::deserialize(Asked(&mut fields));
    fields
}

/// Takes down the fields that a struct asks for.
struct Asked<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Asked<'_> {
    type Error = de::value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(de::Error::custom("only the fields are asked for"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        *self.0 = fields;
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Side {
        Up,
        Down,
    }

    #[derive(Debug, serde::Deserialize)]
    struct Sample {
        class: Side,
        word: Box<str>,
        unless: List<';'>,
    }

    impl Row for Sample {
        fn subjects(&self) -> Vec<String> {
            vec![self.word.to_string()]
        }
    }

    #[test]
    fn a_sound_file_is_read() {
        let text = "# remark\nclass\tword\tunless\nup\t增加\t增加到;增加值\ndown\t\"减少\t\n";
        assert_eq!(faults::<Sample>("a.tsv", text), Vec::<String>::new());
        let rows = load::<Sample>("a.tsv", text);
        assert_eq!(rows[0].unless.words().count(), 2);
        assert!(matches!(rows[0].class, Side::Up));
        assert!(matches!(rows[1].class, Side::Down));
        assert_eq!(&*rows[1].word, "\"减少");
        assert_eq!(rows[1].unless.words().count(), 0);
    }

    #[test]
    fn a_fault_is_named_with_its_line() {
        for (text, line, what) in [
            ("class\tword\n", 1, "the columns must be: class word unless"),
            ("class\tunless\tword\n", 1, "the columns must be"),
            (
                "# remark\n\nclass\tword\tunless\nupp\t增加\t\n",
                4,
                "unknown variant `upp`",
            ),
            ("class\tword\tunless\nup\t增加\n", 2, "2 fields, not 3"),
            (
                "class\tword\tunless\nup\t增加\t\nup\t增加\t\n",
                3,
                "增加: line 2 has it already",
            ),
            (
                "class\tword\tunless\nup\t增加\t\ndown\t增加\t\n",
                3,
                "增加: line 2 has it already",
            ),
            (
                "class\tword\tunless\n# remark\n\nupp\t增加\t\n",
                4,
                "unknown variant `upp`",
            ),
            ("class\tword\tunless\nup\t增加 \t\n", 2, "white space"),
            (
                "class\tword\tunless\nup\t增加\t一;;二\n",
                2,
                "an empty word",
            ),
        ] {
            let faults = faults::<Sample>("a.tsv", text);
            assert_eq!(faults.len(), 1, "{text:?} {faults:?}");
            assert!(
                faults[0].starts_with(&format!("a.tsv:{line}: ")),
                "{faults:?}"
            );
            assert!(faults[0].contains(what), "{faults:?}");
        }
    }
}
