//! `gongkai check`.

pub mod baseline;
mod summary;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::Document;
use crate::check::{Language, RULES, Verdict};
use crate::output::OutputError;
use crate::record::{Finding, Header, Record, Severity};
use crate::run::{self, Options, Outcome, RunError};
use crate::view::findings::{self, Places, page, sarif};

use baseline::Baseline;
use summary::Summary;

/// Find where documents contradict themselves.
///
/// Exit status: 0 if nothing is as grave as --fail-on says, 1 if something is, 2 if a document could
/// not be read or there was nothing to do.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    wanted: super::wanted::Arguments,
    /// How to print: for people, as finding records, as SARIF 2.1.0, or as a page.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The language of the messages.
    #[arg(long, value_enum, default_value_t = Tongue::Zh)]
    lang: Tongue,
    /// Only findings of these rules (see `gongkai rules`), divided by commas.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    rules: Vec<String>,
    /// Only findings that are not in FILE, an earlier output of `--format jsonl`.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// The severity from which on the exit status is 1.
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// List every check with its operands and outcome instead of the findings alone.
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    limits: super::limits::Arguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Jsonl,
    Sarif,
    Html,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Tongue {
    Zh,
    En,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    Note,
    Warning,
    Error,
    Never,
}

impl FailOn {
    fn applies(self, severity: Severity) -> bool {
        match self {
            Self::Note => true,
            Self::Warning => severity >= Severity::Warning,
            Self::Error => severity >= Severity::Error,
            Self::Never => false,
        }
    }
}

/// Checks the documents in parallel and prints what was found in the order of their paths.
pub fn run(arguments: &Arguments) -> ExitCode {
    let options = match super::reading(&arguments.wanted, &arguments.limits) {
        Ok(options) => options,
        Err(status) => return status,
    };
    let unknown = |id: &&String| RULES.iter().all(|rule| rule.id != id.as_str());
    if let Some(unknown) = arguments.rules.iter().find(unknown) {
        super::complain(format_args!("no rule {unknown}: see `gongkai rules`"));
        return ExitCode::from(super::USAGE);
    }
    let baseline = arguments.baseline.as_deref().map(Baseline::read);
    let baseline = match baseline.transpose() {
        Ok(baseline) => baseline.unwrap_or_default(),
        Err(error) => {
            super::complain(error);
            return ExitCode::from(super::USAGE);
        }
    };
    let mut report = Report {
        arguments,
        baseline,
        summary: Summary::default(),
        grave: false,
        results: Vec::new(),
        out: BufWriter::new(io::stdout().lock()),
    };
    match report.all(&options) {
        Ok(()) => report.end(),
        Err(RunError::Output(OutputError::Closed)) => ExitCode::SUCCESS,
        Err(error) => {
            super::complain(error);
            ExitCode::from(super::USAGE)
        }
    }
}

impl Arguments {
    fn language(&self) -> Language {
        match self.lang {
            Tongue::Zh => Language::Chinese,
            Tongue::En => Language::English,
        }
    }
}

/// What came of one document.
struct Checked {
    header: Header,
    /// Its findings, each as it is printed.
    findings: Vec<(Finding, String)>,
    /// All its checks, as they are printed.
    explanation: String,
}

/// What is printed of a document.
fn checked(document: &Document, arguments: &Arguments) -> Checked {
    let (path, extraction) = (&document.header().path, &document.extraction);
    let language = arguments.language();
    let mut messages: HashMap<usize, String> = HashMap::new();
    let mut explanation = String::new();
    for outcome in &extraction.outcomes {
        if let (Verdict::Failed(at, message), Language::English) = (&outcome.verdict, language) {
            messages.insert(*at, message.say(language));
        }
        if arguments.explain {
            let line = findings::outcome(path, outcome, &extraction.facts, language);
            // Writing into a string cannot fail.
            let _ = writeln!(explanation, "{line}");
        }
    }
    let places = Places::new(&document.source.text, &extraction.facts);
    let shown = |finding: &Finding| match arguments.format {
        _ if arguments.explain => String::new(),
        Format::Text => places.finding(path, finding),
        Format::Html => page::finding(path, finding, &places),
        Format::Jsonl | Format::Sarif => String::new(),
    };
    let findings = extraction.findings.iter().enumerate();
    let findings = findings
        .map(|(at, finding)| {
            let mut finding = finding.clone();
            finding.message = messages.remove(&at).unwrap_or(finding.message);
            let shown = shown(&finding);
            (finding, shown)
        })
        .collect();
    Checked {
        header: document.header().clone(),
        findings,
        explanation,
    }
}

/// The output while it is written.
struct Report<'a, W: Write> {
    arguments: &'a Arguments,
    baseline: Baseline,
    summary: Summary,
    grave: bool,
    /// The results of a SARIF log, which is written at the end.
    results: Vec<serde_json::Value>,
    out: W,
}

impl<W: Write> Report<'_, W> {
    fn all(&mut self, options: &Options) -> Result<(), RunError> {
        let arguments = self.arguments;
        let language = arguments.language();
        let page = arguments.format == Format::Html && !arguments.explain;
        if page {
            page::begin(&mut self.out, language).map_err(OutputError::stream)?;
        }
        run::run(
            options,
            false,
            |document| Ok(checked(&document, arguments)),
            |done| match done.outcome {
                Outcome::Made(checked) => self.document(checked).map_err(OutputError::stream),
                Outcome::Failed(failure) => {
                    self.summary.unread += 1;
                    super::complain(format_args!("{}: {}", failure.path, failure.message));
                    Ok(())
                }
                Outcome::Copy | Outcome::Container => Ok(()),
            },
            &mut |_| {},
        )?;
        self.close(page).map_err(OutputError::stream)?;
        Ok(())
    }

    /// Writes what stands behind the last document.
    fn close(&mut self, page: bool) -> io::Result<()> {
        let arguments = self.arguments;
        if page {
            page::end(&mut self.out, &self.summary.tables(), arguments.language())?;
        }
        if arguments.format == Format::Sarif && !arguments.explain {
            let log = sarif::log(std::mem::take(&mut self.results), arguments.language());
            serde_json::to_writer_pretty(&mut self.out, &log)?;
            writeln!(self.out)?;
        }
        self.out.flush()
    }

    fn document(&mut self, checked: Checked) -> io::Result<()> {
        self.summary.count(&checked.header);
        if let Some(damage) = &checked.header.damage {
            super::warn(&checked.header.path, damage);
        }
        self.out.write_all(checked.explanation.as_bytes())?;
        for (finding, shown) in checked.findings {
            let wanted = &self.arguments.rules;
            let asked = wanted.is_empty() || wanted.iter().any(|id| id == finding.rule);
            if asked && self.baseline.is_new(&checked.header, &finding) {
                self.summary.found(&checked.header, &finding);
                self.grave |= self.arguments.fail_on.applies(finding.severity);
                self.finding(&checked.header, finding, &shown)?;
            }
        }
        Ok(())
    }

    fn finding(&mut self, document: &Header, finding: Finding, shown: &str) -> io::Result<()> {
        match self.arguments.format {
            _ if self.arguments.explain => Ok(()),
            Format::Text => writeln!(self.out, "{shown}"),
            Format::Html => self.out.write_all(shown.as_bytes()),
            Format::Sarif => {
                self.results.push(sarif::result(&document.path, &finding));
                Ok(())
            }
            Format::Jsonl => {
                // With what a later run knows the document by.
                let mut record = serde_json::to_string(&Record::Finding(Box::new(finding)))?;
                record.pop();
                let path = serde_json::to_string(&document.path)?;
                let issuer = serde_json::to_string(&document.issuer)?;
                let year = serde_json::to_string(&document.fiscal_year)?;
                writeln!(
                    self.out,
                    "{record},\"path\":{path},\"issuer\":{issuer},\"fiscal_year\":{year}}}"
                )
            }
        }
    }

    fn end(self) -> ExitCode {
        super::tell(self.summary.say(self.arguments.language()));
        if self.summary.unread > 0 {
            ExitCode::from(super::USAGE)
        } else if self.grave {
            ExitCode::from(super::SOME_FAILED)
        } else {
            ExitCode::SUCCESS
        }
    }
}
