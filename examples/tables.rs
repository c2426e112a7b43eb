//! Prints the table and fact records of a file as JSON lines: `tables FILE [YEAR] [budget|final]`.
//! For measuring the reading of tables on its own.

use std::error::Error;
use std::io::Write;

use gongkai::fold::Folded;
use gongkai::layout::table;
use gongkai::reading::table::{Context, read};
use gongkai::record::{Kind, Record};
use gongkai::text::Text;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("which file?")?;
    let fiscal_year = arguments.next().and_then(|year| year.parse().ok());
    let kind = match arguments.next().as_deref() {
        Some("final") => Kind::FinalAccounts,
        _ => Kind::Budget,
    };
    let text = Text::new(std::fs::read_to_string(path)?);
    let folded = Folded::new(&text);
    let grids = table::find(&text, &folded, &[]);
    let context = Context {
        text: &text,
        folded: &folded,
        doc: "0000000000000000",
        fiscal_year,
        kind,
        section_of: &|_| None,
    };
    let (tables, facts) = read(&context, &grids);
    let mut out = std::io::stdout().lock();
    let tables = tables.into_iter().map(Record::Table);
    let facts = facts.into_iter().map(|fact| Record::Fact(Box::new(fact)));
    for record in tables.chain(facts) {
        writeln!(out, "{}", serde_json::to_string(&record)?)?;
    }
    Ok(())
}
