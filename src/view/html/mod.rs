//! The page: one file with the text on the left, the records on the right, and nothing to fetch.
//!
//! The text and the chart are written here as HTML, every piece of the document escaped; the records go
//! along as JSON, which the script (`app.js`) draws as they come into sight. `page.html` is what they stand in.

mod chart;
mod data;
mod escape;
mod frame;
mod source;

use std::io::{self, Write};

use super::figures;
use super::marked::Marked;
use super::sentence::Speaker;
use super::words::Language;
use crate::extraction::Extraction;
use crate::text::Text;

pub use escape::{escaped, script_json};
pub use frame::Frame;

/// Writes the page of one document. The page opens in `language`; a switch on it shows the other.
///
/// # Errors
/// If the page cannot be written.
pub fn write(
    out: &mut impl Write,
    text: &Text,
    extraction: &Extraction,
    language: Language,
) -> io::Result<()> {
    let english = Speaker::new(text, &extraction.facts, Language::English);
    let chinese = english.in_language(Language::Chinese);
    let marked = Marked::new(text, extraction);
    let figures = figures::find(extraction, &english);
    let document = &extraction.document;
    let title = document
        .title
        .as_deref()
        .or(document.issuer.as_deref())
        .unwrap_or(&document.path);
    let frame = Frame {
        language,
        title,
        style: include_str!("style.css"),
        body: include_str!("page.html"),
    };
    frame.write(out, |out, place| match place {
        "title" => write!(out, "{}", escaped(title)),
        "script" => {
            out.write_all(include_bytes!("app.js"))?;
            out.write_all(include_bytes!("records.js"))?;
            out.write_all(include_bytes!("start.js"))
        }
        "header" => source::header(out, document),
        "outline" => source::outline(out, &extraction.sections),
        "chart" => chart::write(out, &figures, extraction),
        "source" => source::text(out, &marked, extraction),
        "data" => data::write(out, extraction, &english, &chinese),
        _ => Ok(()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{extraction::extract, source::Source};

    #[test]
    fn a_document_that_holds_markup_shows_as_text() {
        let text = "一、<script>alert(1)</script>收入情况\n</script><img src=x onerror=alert(2)>2020年收入合计<b>5万元</b>，\"a\" & 'b' <!--{data}--> 收入3万元。\n";
        let source = Source::from_bytes("<i>a\".txt".to_owned(), text.into()).unwrap();
        let extraction = extract(&source);
        let mut page = Vec::new();
        write(&mut page, &source.text, &extraction, Language::English).unwrap();
        let page = String::from_utf8(page).unwrap();
        assert!(!page.contains("<script>alert"));
        assert!(!page.contains("<img"));
        assert!(!page.contains("<i>a"));
        assert!(!page.contains("<b>5"));
        // The block of data, the script of the page, and no third end of a script.
        assert_eq!(page.matches("</script>").count(), 2);
        assert!(!page.contains("<!--{"));
    }

    #[test]
    fn the_page_fetches_nothing() {
        for part in [
            include_str!("frame.html"),
            include_str!("page.html"),
            include_str!("style.css"),
            include_str!("app.js"),
            include_str!("records.js"),
            include_str!("start.js"),
        ] {
            for word in ["http:", "https:", "@import", "fetch(", "XMLHttp", "import("] {
                assert!(!part.contains(word), "{word}");
            }
        }
    }
}
