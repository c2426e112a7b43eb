//! Many documents: in parallel, given on in the order of their paths, a panic of one stopping no other.

use std::fmt::Write;
use std::io::{self, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use gongkai::check::{Language, Verdict};
use gongkai::record::{Document, Finding};
use gongkai::source::{Source, walk};
use gongkai::view::findings::{self, Places, page};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

/// How many documents are held at a time for each thread.
const WINDOW: usize = 16;

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
    pub document: Document,
    /// Its findings, each as it is printed.
    pub findings: Vec<(Finding, String)>,
    /// All its checks, as they are printed.
    pub explanation: String,
}

/// Something to check.
enum Input {
    Stdin,
    File(PathBuf),
    Unwalkable(String, String),
}

/// Checks all documents and gives each to `take`, in the order of their paths.
///
/// # Errors
/// If the threads cannot be started, or `take` fails.
pub fn check(
    paths: &[PathBuf],
    jobs: Option<usize>,
    print: Print,
    mut take: impl FnMut(&str, Result<Checked, String>) -> io::Result<()>,
) -> io::Result<()> {
    let pool = ThreadPoolBuilder::new()
        .num_threads(jobs.unwrap_or(0))
        .build()
        .map_err(io::Error::other)?;
    let window = pool.current_num_threads() * WINDOW;
    let mut inputs = paths.iter().flat_map(|path| inputs(path));
    loop {
        let some: Vec<Input> = inputs.by_ref().take(window).collect();
        if some.is_empty() {
            return Ok(());
        }
        let checked: Vec<(String, Result<Checked, String>)> = pool.install(|| {
            some.into_par_iter()
                .map(|input| one(input, print))
                .collect()
        });
        for (path, checked) in checked {
            take(&path, checked)?;
        }
    }
}

fn inputs(path: &Path) -> Box<dyn Iterator<Item = Input> + '_> {
    if path.as_os_str() == "-" {
        return Box::new(std::iter::once(Input::Stdin));
    }
    Box::new(walk(path).map(|walked| match walked {
        Ok(path) => Input::File(path),
        Err(error) => Input::Unwalkable(error.path, error.reason.to_string()),
    }))
}

fn one(input: Input, print: Print) -> (String, Result<Checked, String>) {
    let (path, bytes) = match input {
        Input::Unwalkable(path, reason) => return (path, Err(reason)),
        Input::Stdin => {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            ("-".to_owned(), read.map(|_| bytes))
        }
        Input::File(path) => (path.display().to_string(), std::fs::read(&path)),
    };
    let checked = bytes.map_err(|error| error.to_string()).and_then(|bytes| {
        let guarded = AssertUnwindSafe(|| document(&path, bytes, print));
        panic::catch_unwind(guarded).unwrap_or_else(|_| {
            Err("the document could not be checked: a defect of the program".to_owned())
        })
    });
    (path, checked)
}

fn document(path: &str, bytes: Vec<u8>, print: Print) -> Result<Checked, String> {
    let source = Source::from_bytes(path.to_owned(), bytes).map_err(|error| error.to_string())?;
    let mut extraction = gongkai::extract(&source);
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
    let places = Places::new(&source.text, &extraction.facts);
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
    Ok(Checked {
        document: extraction.document,
        findings,
        explanation,
    })
}
