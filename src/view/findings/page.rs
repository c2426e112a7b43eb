//! Findings as one page: nothing to fetch, every piece of a document escaped.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Mark, Places};
use crate::check::Language;
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

/// Writes the end of the page.
///
/// # Errors
/// If it cannot be written.
pub fn end(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "</html>")
}
