//! `gongkai check`.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gongkai::Extraction;
use gongkai::record::{Record, Severity};
use gongkai::source::{Source, walk};
use gongkai::view::findings;

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

/// What came of all documents.
#[derive(Default)]
struct Tally {
    documents: usize,
    unread: usize,
    grave: bool,
    counts: [usize; 3],
    checks: [usize; 3],
}

/// Checks documents one after the other, in the order of their paths.
pub fn run(arguments: &Arguments) -> ExitCode {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut tally = Tally::default();
    let written = documents(arguments, &mut out, &mut tally).and_then(|()| out.flush());
    match written {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
        Err(error) => {
            super::complain(format_args!("cannot write: {error}"));
            return ExitCode::from(super::USAGE);
        }
    }
    if tally.documents == 0 && tally.unread == 0 {
        super::complain(
            "no document found: name a file, or a directory that holds .txt or .md files",
        );
        return ExitCode::from(super::USAGE);
    }
    let ([notes, warnings, errors], [passed, failed, skipped]) = (tally.counts, tally.checks);
    super::tell(format_args!(
        "{} documents: {errors} errors, {warnings} warnings, {notes} notes; {passed} checks passed, {failed} failed, {skipped} skipped",
        tally.documents
    ));
    if tally.unread > 0 {
        ExitCode::from(super::USAGE)
    } else if tally.grave {
        ExitCode::from(super::SOME_FAILED)
    } else {
        ExitCode::SUCCESS
    }
}

fn documents(arguments: &Arguments, out: &mut impl Write, tally: &mut Tally) -> io::Result<()> {
    for path in &arguments.paths {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            document("-", read.map(|_| bytes), arguments, out, tally)?;
            continue;
        }
        for walked in walk(path) {
            match walked {
                Ok(path) => file(&path, arguments, out, tally)?,
                Err(error) => {
                    tally.unread += 1;
                    super::complain(format_args!("{}: {}", error.path, error.reason));
                }
            }
        }
    }
    Ok(())
}

fn file(
    path: &Path,
    arguments: &Arguments,
    out: &mut impl Write,
    tally: &mut Tally,
) -> io::Result<()> {
    let name = path.display().to_string();
    document(&name, std::fs::read(path), arguments, out, tally)
}

fn document(
    path: &str,
    bytes: io::Result<Vec<u8>>,
    arguments: &Arguments,
    out: &mut impl Write,
    tally: &mut Tally,
) -> io::Result<()> {
    let source = bytes.map_err(|error| error.to_string()).and_then(|bytes| {
        Source::from_bytes(path.to_owned(), bytes).map_err(|error| error.to_string())
    });
    let source = match source {
        Ok(source) => source,
        Err(error) => {
            tally.unread += 1;
            super::complain(format_args!("{path}: {error}"));
            return Ok(());
        }
    };
    let extraction = gongkai::extract(&source);
    count(&extraction, arguments, tally);
    if arguments.explain {
        for outcome in &extraction.outcomes {
            let shown = findings::outcome(
                path,
                outcome,
                &extraction.facts,
                gongkai::check::Language::Chinese,
            );
            writeln!(out, "{shown}")?;
        }
        return Ok(());
    }
    let index = findings::Places::new(&source.text, &extraction.facts);
    for finding in extraction.findings {
        match arguments.format {
            Format::Text => writeln!(out, "{}", index.finding(path, &finding))?,
            Format::Jsonl => {
                serde_json::to_writer(&mut *out, &Record::Finding(finding))?;
                writeln!(out)?;
            }
        }
    }
    Ok(())
}

fn count(extraction: &Extraction, arguments: &Arguments, tally: &mut Tally) {
    tally.documents += 1;
    let document = &extraction.document;
    tally.checks[0] += document.checks_passed;
    tally.checks[1] += document.checks_failed;
    tally.checks[2] += document.checks_skipped;
    for finding in &extraction.findings {
        tally.counts[finding.severity as usize] += 1;
        tally.grave |= arguments.fail_on.applies(finding.severity);
    }
}
