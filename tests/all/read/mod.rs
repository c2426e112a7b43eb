//! Documents read by the front door of the library, their records parted by type.

use gongkai::record::{Fact, Header, Origin, Record, Table};
use gongkai::{Document, Error, Options};
use unicode_width::UnicodeWidthChar;

/// A document that was read.
pub struct Read {
    pub text: String,
    pub header: Header,
    pub tables: Vec<Table>,
    pub facts: Vec<Fact>,
    /// All records, as printed.
    pub lines: Vec<String>,
}

/// Reads a document within the usual limits.
pub fn read(name: &str, bytes: impl Into<Vec<u8>>) -> Result<Read, Error> {
    within(name, bytes, &Options::default())
}

/// Reads a document.
pub fn within(name: &str, bytes: impl Into<Vec<u8>>, options: &Options) -> Result<Read, Error> {
    let document = Document::read(name, bytes, options)?;
    let mut read = Read {
        text: document.text().to_owned(),
        header: document.header().clone(),
        tables: Vec::new(),
        facts: Vec::new(),
        lines: Vec::new(),
    };
    for record in document.into_records() {
        read.lines.push(serde_json::to_string(&record).unwrap());
        match record {
            Record::Table(table) => read.tables.push(*table),
            Record::Fact(fact) => read.facts.push(*fact),
            _ => {}
        }
    }
    Ok(read)
}

/// The tables of a text and the facts in them, each with its evidence.
pub fn tables(source: &str) -> Read {
    let title = "某局2023年度部门决算\n\n";
    let mut read = read("a.txt", format!("{title}{source}")).unwrap();
    read.facts.retain(|fact| fact.origin == Origin::Table);
    for fact in &read.facts {
        assert_eq!(
            printed(&read.evidence(fact)),
            printed(&fact.raw),
            "{source}"
        );
    }
    read
}

impl Read {
    /// What stands where a fact was read.
    pub fn evidence(&self, fact: &Fact) -> String {
        let (start, end) = (fact.span.0, fact.span.1);
        self.text.chars().skip(start).take(end - start).collect()
    }
}

/// Whether nothing is printed for a character: white space, controls, what has no width, and what a font has
/// for itself.
pub fn is_blank(c: char) -> bool {
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10fffd}');
    c.is_whitespace() || private || c.width().unwrap_or(0) == 0
}

/// A text without what is not printed.
pub fn printed(text: &str) -> String {
    // A line break in mark-up is white space.
    let text = text.replace("<br>", " ");
    text.chars().filter(|c| !is_blank(*c)).collect()
}
