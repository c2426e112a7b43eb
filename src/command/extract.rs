//! `gongkai extract`.

use std::io::{self, BufWriter, IsTerminal};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::output::{Directory, OutputError, RecordType, Sink, Stream};
use crate::record::Failure;
use crate::run::{self, Observer, Options, RunError, Summary, count};
use indicatif::{ProgressBar, ProgressStyle};

/// Extract the records of documents.
///
/// Exit status: 0 if all is right, 1 if some documents failed, 2 if there was nothing to do or the
/// output could not be written.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files, directories (searched for txt, md, html, docx, xlsx, xls, pdf and files without an
    /// ending), and - for standard input.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Write one file a record type into this directory instead of a stream.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Number of threads; one a core if not given.
    #[arg(short, long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// Keep only these types of records, for instance section,fact.
    #[arg(short, long, value_name = "TYPES", value_delimiter = ',')]
    records: Vec<RecordType>,
    #[command(flatten)]
    limits: super::limits::Arguments,
}

/// Extracts and says how it went.
pub fn run(arguments: Arguments) -> ExitCode {
    if super::names_stdin_twice(&arguments.paths) {
        return ExitCode::from(super::USAGE);
    }
    let records = match arguments.records {
        none if none.is_empty() => RecordType::ALL.to_vec(),
        some => some,
    };
    // Records that run over the terminal would tear the bar.
    let records_pass_by = arguments.output.is_none() && io::stdout().is_terminal();
    let sink: Box<dyn Sink> = match &arguments.output {
        None => Box::new(Stream::new(BufWriter::with_capacity(1 << 16, io::stdout()))),
        Some(path) => match Directory::create(path, &records) {
            Ok(directory) => Box::new(directory),
            Err(error) => {
                super::complain(error);
                return ExitCode::from(super::USAGE);
            }
        },
    };
    let options = Options {
        paths: arguments.paths,
        jobs: arguments.jobs.map(NonZeroUsize::get),
        limits: arguments.limits.limits(),
    };
    let mut progress = Progress::new(&options.paths, records_pass_by);
    let result = run::extract(&options, &records, sink, &mut progress);
    progress.bar.finish_and_clear();
    match result {
        Ok(summary) => {
            super::tell(summary_line(&summary));
            if summary.errors > 0 {
                ExitCode::from(super::SOME_FAILED)
            } else {
                ExitCode::SUCCESS
            }
        }
        Err(RunError::Output(OutputError::Closed)) => ExitCode::SUCCESS,
        Err(error) => {
            super::complain(error);
            ExitCode::from(super::USAGE)
        }
    }
}

fn summary_line(summary: &Summary) -> String {
    let megabytes = summary.bytes as f64 / 1e6;
    let seconds = summary.elapsed.as_secs_f64();
    format!(
        "{} documents, {megabytes:.1} MB, {} records, {} errors in {seconds:.1} s ({:.1} MB/s)",
        summary.documents,
        summary.records,
        summary.errors,
        megabytes / seconds.max(1e-9),
    )
}

/// A progress bar on a terminal, and a line for every failure.
struct Progress {
    bar: ProgressBar,
}

impl Progress {
    fn new(paths: &[PathBuf], hidden: bool) -> Self {
        let bar = if hidden || !io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::new(count(paths))
        };
        // The template is a constant that is known to parse; without it the default bar serves.
        if let Ok(style) =
            ProgressStyle::with_template("{bar:32} {pos}/{len} documents, {per_sec}, {eta} left")
        {
            bar.set_style(style);
        }
        Self { bar }
    }
}

impl Observer for Progress {
    fn done(&mut self, _: u64, failure: Option<&Failure>) {
        self.bar.inc(1);
        if let Some(failure) = failure {
            self.bar
                .suspend(|| super::complain(format_args!("{}: {}", failure.path, failure.message)));
        }
    }
}
