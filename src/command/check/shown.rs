//! What one document's findings look like.

use std::fmt::Write;

use crate::Document;
use crate::check::{Language, Verdict};
use crate::record::{Finding, Header};
use crate::view::findings::{self, Places, page};

/// What is printed of a document.
#[derive(Debug, Clone, Copy)]
pub struct Print {
    /// What.
    pub what: Printer,
    /// In which language.
    pub language: Language,
}

/// What is printed of a document beside its finding records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printer {
    /// Nothing.
    Nothing,
    /// Its findings with the lines they stand on.
    Text,
    /// The same as a part of a page.
    Page,
    /// Every check.
    Explanation,
}

/// What came of one document.
pub struct Checked {
    /// Its header.
    pub header: Header,
    /// Its findings, each as it is printed.
    pub findings: Vec<(Finding, String)>,
    /// All its checks, as they are printed.
    pub explanation: String,
}

/// The findings of a document as they are printed.
pub fn checked(document: Document, print: Print) -> Checked {
    let header = document.header().clone();
    let path = header.path.as_str();
    let mut extraction = document.extraction;
    if print.language == Language::English {
        for outcome in &extraction.outcomes {
            if let Verdict::Failed(at, message) = &outcome.verdict {
                extraction.findings[*at].message = message.say(print.language);
            }
        }
    }
    let mut explanation = String::new();
    if print.what == Printer::Explanation {
        for outcome in &extraction.outcomes {
            let line = findings::outcome(path, outcome, &extraction.facts, print.language);
            // Writing into a string cannot fail.
            let _ = writeln!(explanation, "{line}");
        }
    }
    let places = Places::new(&document.source.text, &extraction.facts);
    let shown = |finding: &Finding| match print.what {
        Printer::Text => places.finding(path, finding),
        Printer::Page => page::finding(path, finding, &places),
        Printer::Nothing | Printer::Explanation => String::new(),
    };
    let findings = extraction
        .findings
        .into_iter()
        .map(|finding| {
            let shown = shown(&finding);
            (finding, shown)
        })
        .collect();
    Checked {
        header,
        findings,
        explanation,
    }
}
