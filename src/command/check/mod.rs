//! `gongkai check`.

mod baseline;
mod shown;
mod summary;

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::check::{Language, RULES};
use crate::output::OutputError;
use crate::record::{Failure, Finding, Record, Severity};
use crate::run::{self, Options, RunError};
use crate::view::findings::{page, sarif};

use baseline::Baseline;
use shown::{Checked, Print, Printer};
use summary::Summary;

/// Find where documents contradict themselves.
///
/// Exit status: 0 if nothing is as grave as --fail-on says, 1 if something is, 2 if a document could
/// not be read or there was nothing to do.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files, directories (searched for documents), and - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
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
    if super::names_stdin_twice(&arguments.paths) {
        return ExitCode::from(super::USAGE);
    }
    let unknown = |id: &&String| RULES.iter().all(|rule| rule.id != id.as_str());
    if let Some(unknown) = arguments.rules.iter().find(unknown) {
        super::complain(format_args!("no rule {unknown}: see `gongkai rules`"));
        return ExitCode::from(super::USAGE);
    }
    let baseline = match arguments
        .baseline
        .as_deref()
        .map(Baseline::read)
        .transpose()
    {
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
        out: io::BufWriter::new(io::stdout().lock()),
    };
    match report.all() {
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

    /// What each document prints, apart from its finding records.
    fn printer(&self) -> Printer {
        match (self.explain, self.format) {
            (true, _) => Printer::Explanation,
            (false, Format::Text) => Printer::Text,
            (false, Format::Html) => Printer::Page,
            (false, Format::Jsonl | Format::Sarif) => Printer::Nothing,
        }
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
    fn all(&mut self) -> Result<(), RunError> {
        let arguments = self.arguments;
        let language = arguments.language();
        if arguments.format == Format::Html && !arguments.explain {
            page::begin(&mut self.out, language).map_err(OutputError::stream)?;
        }
        let print = Print {
            what: arguments.printer(),
            language,
        };
        let options = Options {
            paths: arguments.paths.clone(),
            jobs: arguments.jobs.map(NonZeroUsize::get),
            limits: arguments.limits.limits(),
        };
        run::run(
            &options,
            |document| Ok(shown::checked(document, print)),
            |done| self.document(done.result).map_err(OutputError::stream),
        )?;
        self.close(language).map_err(OutputError::stream)?;
        Ok(())
    }

    /// Writes what stands behind the last document.
    fn close(&mut self, language: Language) -> io::Result<()> {
        match self.arguments.format {
            _ if self.arguments.explain => {}
            Format::Html => page::end(&mut self.out)?,
            Format::Sarif => {
                let log = sarif::log(std::mem::take(&mut self.results), language);
                serde_json::to_writer_pretty(&mut self.out, &log)?;
                writeln!(self.out)?;
            }
            Format::Text | Format::Jsonl => {}
        }
        self.out.flush()
    }

    fn document(&mut self, checked: Result<Checked, Failure>) -> io::Result<()> {
        let checked = match checked {
            Ok(checked) => checked,
            Err(failure) => {
                self.summary.unread += 1;
                super::complain(format_args!("{}: {}", failure.path, failure.message));
                return Ok(());
            }
        };
        self.summary.count(&checked.header);
        self.out.write_all(checked.explanation.as_bytes())?;
        for (finding, shown) in checked.findings {
            let wanted = &self.arguments.rules;
            let asked = wanted.is_empty() || wanted.iter().any(|id| id == finding.rule);
            if asked && self.baseline.is_new(&finding) {
                self.summary.found(&checked.header, &finding);
                self.grave |= self.arguments.fail_on.applies(finding.severity);
                self.finding(&checked.header.path, finding, &shown)?;
            }
        }
        Ok(())
    }

    fn finding(&mut self, path: &str, finding: Finding, shown: &str) -> io::Result<()> {
        match self.arguments.format {
            _ if self.arguments.explain => Ok(()),
            Format::Text => writeln!(self.out, "{shown}"),
            Format::Html => self.out.write_all(shown.as_bytes()),
            Format::Sarif => {
                self.results.push(sarif::result(path, &finding));
                Ok(())
            }
            Format::Jsonl => {
                serde_json::to_writer(&mut self.out, &Record::Finding(finding))?;
                writeln!(self.out)
            }
        }
    }

    fn end(self) -> ExitCode {
        super::tell(&self.summary);
        if self.summary.unread > 0 {
            ExitCode::from(super::USAGE)
        } else if self.grave {
            ExitCode::from(super::SOME_FAILED)
        } else {
            ExitCode::SUCCESS
        }
    }
}
