//! Records against labels: what was found of each layer (precision and recall), and of what was
//! found how often each field is right.

mod alike;
mod facts;
mod outline;
mod tables;
mod tally;

pub use tally::Score;

use gongkai::record::Record;

use crate::marked::Labels;

/// Scores what was read of a document.
pub fn score(labels: &Labels, records: &[Record]) -> Score {
    let mut score = Score::default();
    outline::header(labels, records, score.layer("document"));
    outline::sections(labels, records, score.layer("section"));
    facts::facts(labels, records, score.layer("fact"));
    tables::tables(labels, records, score.layer("table"));
    tables::cells(labels, records, score.layer("cell"));
    score
}

/// The word of a closed list as it stands in the record.
fn word<T: serde::Serialize>(value: T) -> String {
    let json = serde_json::to_string(&value).expect("a word of a record is JSON");
    json.trim_matches('"').to_owned()
}
