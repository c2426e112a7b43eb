//! Findings as one page: nothing to fetch, every piece of a document escaped.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Mark, Places};
use crate::check::{Language, phrase};
use crate::record::Finding;
use crate::view::html::escaped;

/// Writes the head of the page.
///
/// # Errors
/// If it cannot be written.
pub fn begin(out: &mut impl Write, language: Language) -> io::Result<()> {
    let (lang, title) = match language {
        Language::Chinese => ("zh", "公开文本核对结果"),
        Language::English => ("en", "Findings"),
    };
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<style>{}</style>\n<h1>{title}</h1>\n",
        include_str!("page.css")
    )
}

/// One finding: where, what, and the lines with their numbers marked.
pub fn finding(path: &str, finding: &Finding, places: &Places) -> String {
    let mut out = String::new();
    // Writing into a string cannot fail.
    let _ = write!(
        out,
        "<section class=\"{}\"><p><code>{}:{}</code> <b>{}</b></p><p>{}</p>",
        finding.severity.name(),
        escaped(path),
        finding.line,
        finding.rule,
        escaped(&finding.message),
    );
    for line in places.lines(finding) {
        let _ = write!(out, "<pre><i>{:>6}</i> ", line.number);
        for (words, mark) in &line.pieces {
            let tag = match mark {
                Mark::None => "",
                Mark::Other => "u",
                Mark::Main => "mark",
            };
            let _ = match tag {
                "" => write!(out, "{}", escaped(words)),
                tag => write!(out, "<{tag}>{}</{tag}>", escaped(words)),
            };
        }
        out.push_str("</pre>");
    }
    out.push_str("</section>\n");
    out
}

/// Notes, warnings and errors.
pub type Counts = [usize; 3];

/// What is counted, gravest first, as words of `messages.tsv`.
pub const COUNTED: [&str; 3] = ["count.errors", "count.warnings", "count.notes"];

/// How much was found by something.
#[derive(Debug)]
pub struct Table {
    /// By what, as a word of `messages.tsv`: rule, agency or region.
    pub by: &'static str,
    /// Each with its counts.
    pub rows: Vec<(String, Counts)>,
}

/// Writes what was found by rule, agency and region, and the end of the page.
///
/// # Errors
/// If it cannot be written.
pub fn end(out: &mut impl Write, tables: &[Table], language: Language) -> io::Result<()> {
    let [errors, warnings, notes] = COUNTED.map(|key| phrase(key, language));
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        let by = phrase(table.by, language);
        write!(
            out,
            "<table><tr><th>{by}</th><th>{errors}</th><th>{warnings}</th><th>{notes}</th></tr>"
        )?;
        for (name, [notes, warnings, errors]) in &table.rows {
            let name = escaped(name);
            write!(
                out,
                "<tr><td>{name}</td><td>{errors}</td><td>{warnings}</td><td>{notes}</td></tr>"
            )?;
        }
        writeln!(out, "</table>")?;
    }
    writeln!(out, "</html>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_ends_with_what_was_found_by_what() {
        let table = Table {
            by: "by.agency",
            rows: vec![("<水利局>".to_owned(), [1, 2, 3])],
        };
        let mut page = Vec::new();
        end(&mut page, &[table], Language::Chinese).unwrap();
        let page = String::from_utf8(page).unwrap();
        let row = "<td>&lt;水利局&gt;</td><td>3</td><td>2</td><td>1</td>";
        assert!(page.contains("按单位") && page.contains(row), "{page}");
    }
}
