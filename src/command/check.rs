//! `gongkai check`.

use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::Document;
use crate::output::OutputError;
use crate::record::{Record, Severity};
use crate::run::{self, Options, RunError};
use crate::view::findings;

/// Find where documents contradict themselves.
///
/// Exit status: 0 if nothing is as grave as --fail-on says, 1 if something is, 2 if a document could
/// not be read or there was nothing to do.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files, directories (searched for documents), and - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print: for people, or the finding records.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The severity from which on the exit status is 1.
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    /// List every check with its operands and outcome instead of the findings alone.
    #[arg(long)]
    explain: bool,
    /// Number of threads; one a core if not given.
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    limits: super::limits::Arguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Jsonl,
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

/// What a document's check leaves to be printed and counted.
struct Checked {
    lines: Vec<u8>,
    severities: Vec<Severity>,
    passed: usize,
    failed: usize,
    skipped: usize,
}

/// Checks documents, in the order of their paths.
pub fn run(arguments: &Arguments) -> ExitCode {
    if super::names_stdin_twice(&arguments.paths) {
        return ExitCode::from(super::USAGE);
    }
    let options = Options {
        paths: arguments.paths.clone(),
        jobs: arguments.jobs.map(NonZeroUsize::get),
        limits: arguments.limits.limits(),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut tally = Tally::default();
    let checked = run::run(
        &options,
        |document| checked(&document, arguments),
        |done| match done.result {
            Ok(checked) => {
                tally.add(&checked, arguments.fail_on);
                out.write_all(&checked.lines).map_err(OutputError::stream)
            }
            Err(failure) => {
                super::complain(format_args!("{}: {}", failure.path, failure.message));
                Ok(())
            }
        },
    );
    let flushed = |summary| match out.flush() {
        Ok(()) => Ok(summary),
        Err(error) => Err(RunError::from(OutputError::stream(error))),
    };
    let summary = match checked.and_then(flushed) {
        Ok(summary) => summary,
        Err(RunError::Output(OutputError::Closed)) => return ExitCode::SUCCESS,
        Err(error) => {
            super::complain(error);
            return ExitCode::from(super::USAGE);
        }
    };
    let ([notes, warnings, errors], [passed, failed, skipped]) = (tally.counts, tally.checks);
    super::tell(format_args!(
        "{} documents: {errors} errors, {warnings} warnings, {notes} notes; {passed} checks passed, {failed} failed, {skipped} skipped",
        summary.documents
    ));
    if summary.errors > 0 {
        ExitCode::from(super::USAGE)
    } else if tally.grave {
        ExitCode::from(super::SOME_FAILED)
    } else {
        ExitCode::SUCCESS
    }
}

/// What came of all documents.
#[derive(Default)]
struct Tally {
    grave: bool,
    counts: [usize; 3],
    checks: [usize; 3],
}

impl Tally {
    fn add(&mut self, checked: &Checked, fail_on: FailOn) {
        let checks = [checked.passed, checked.failed, checked.skipped];
        for (sum, more) in self.checks.iter_mut().zip(checks) {
            *sum += more;
        }
        for severity in &checked.severities {
            self.counts[*severity as usize] += 1;
            self.grave |= fail_on.applies(*severity);
        }
    }
}

/// Prints what was found in a document.
fn checked(document: &Document, arguments: &Arguments) -> io::Result<Checked> {
    let header = document.header();
    let findings = &document.extraction.findings;
    Ok(Checked {
        lines: lines(document, arguments)?,
        severities: findings.iter().map(|finding| finding.severity).collect(),
        passed: header.checks_passed,
        failed: header.checks_failed,
        skipped: header.checks_skipped,
    })
}

fn lines(document: &Document, arguments: &Arguments) -> io::Result<Vec<u8>> {
    let (path, extraction) = (&document.header().path, &document.extraction);
    let mut out = Vec::new();
    if arguments.explain {
        for outcome in &extraction.outcomes {
            let shown = findings::outcome(
                path,
                outcome,
                &extraction.facts,
                crate::check::Language::Chinese,
            );
            writeln!(out, "{shown}")?;
        }
        return Ok(out);
    }
    let places = findings::Places::new(&document.source.text, &extraction.facts);
    for finding in &extraction.findings {
        match arguments.format {
            Format::Text => writeln!(out, "{}", places.finding(path, finding))?,
            Format::Jsonl => {
                serde_json::to_writer(&mut out, &Record::Finding(finding.clone()))?;
                writeln!(out)?;
            }
        }
    }
    Ok(out)
}
