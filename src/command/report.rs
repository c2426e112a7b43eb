//! `gongkai report`.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::inspect::Lang;
use crate::output::{Opened, RecordType};
use crate::report::{self, Evidence, Gathered};
use crate::run;
use crate::source::Limits;
use crate::view::html;
use crate::view::words::Language;

/// Show what a dataset holds on a page: documents by province and year, how many state the main figures, their
/// growth, whether text and tables agree, findings, what stands furthest out, failures.
///
/// The page is one file that fetches nothing, in English and Chinese, for the screen and for paper. Exit status: 0 if
/// all is right, 2 if not.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The dataset.
    #[arg(value_name = "DIR")]
    dataset: PathBuf,
    /// Where the page is to stand; - for standard output.
    #[arg(short, long, value_name = "OUT.html")]
    output: PathBuf,
    /// The language in which it opens.
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
    /// Show the evidence too: write the pages of `inspect` for the documents that stand furthest out into a directory
    /// beside the page. The documents must still stand where they were read.
    #[arg(long)]
    evidence: bool,
    #[command(flatten)]
    limits: super::limits::Arguments,
}

/// Gathers and writes.
pub fn run(arguments: &Arguments) -> ExitCode {
    let to_stdout = arguments.output.as_os_str() == "-";
    if to_stdout && arguments.evidence {
        super::complain("--evidence needs a place beside the page: name a file with -o");
        return ExitCode::from(super::USAGE);
    }
    let opened = Opened::open(&arguments.dataset, &[RecordType::Document]);
    let gathered = match opened.and_then(|dataset| report::gather(&dataset)) {
        Ok(gathered) => gathered,
        Err(error) => {
            super::complain(error);
            return ExitCode::from(super::USAGE);
        }
    };
    let language = Language::from(arguments.lang);
    let evidence = match arguments.evidence {
        true => evidence(&gathered, arguments, language),
        false => Ok(Evidence::new()),
    };
    let written = evidence.and_then(|evidence| {
        let name = arguments.dataset.file_name().unwrap_or_default();
        let name = name.to_string_lossy();
        let mut page = Vec::new();
        report::page(&mut page, &gathered, &name, &evidence, language)?;
        match to_stdout {
            true => io::stdout().lock().write_all(&page),
            false => {
                fs::write(&arguments.output, page).map_err(|error| told(&arguments.output, &error))
            }
        }
    });
    super::printed(written)
}

fn told(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// Writes the pages of the documents that the report names, and says where they stand, seen from it.
fn evidence(
    gathered: &Gathered,
    arguments: &Arguments,
    language: Language,
) -> io::Result<Evidence> {
    let stem = arguments
        .output
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy();
    let name = format!("{stem}_evidence");
    let directory = arguments.output.with_file_name(&name);
    fs::create_dir_all(&directory).map_err(|error| told(&directory, &error))?;
    let amounts = gathered.amounts.values();
    let lists = amounts.chain([&gathered.growth, &gathered.contradictions]);
    let named: BTreeMap<&str, &str> = lists
        .flat_map(|list| list.found())
        .map(|outlier| (&*outlier.doc, &*outlier.path))
        .collect();
    let mut evidence = Evidence::new();
    for (doc, path) in named {
        let file = directory.join(format!("{doc}.html"));
        if shown(doc, path, &file, arguments.limits.limits(), language)? {
            evidence.insert(doc.to_owned(), format!("{}/{doc}.html", encoded(&name)));
        }
    }
    Ok(evidence)
}

/// Writes the page of a document, if it is still the one that was read.
fn shown(
    doc: &str,
    path: &str,
    file: &Path,
    limits: Limits,
    language: Language,
) -> io::Result<bool> {
    let document = match run::one(Path::new(path), limits) {
        Ok(document) if document.header().doc == doc => document,
        Ok(_) => {
            super::complain(format_args!(
                "{path} has changed since: no evidence is shown"
            ));
            return Ok(false);
        }
        Err(failure) => {
            super::complain(format_args!("{}: {}", failure.path, failure.message));
            return Ok(false);
        }
    };
    let write = || {
        let mut out = BufWriter::new(fs::File::create(file)?);
        html::write(
            &mut out,
            &document.source.text,
            &document.extraction,
            language,
        )?;
        out.flush()
    };
    write().map_err(|error| told(file, &error))?;
    Ok(true)
}

/// A name as a part of an address.
fn encoded(name: &str) -> String {
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(byte.into())
            }
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
