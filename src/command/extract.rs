//! `gongkai extract`.

use std::io::{self, BufWriter, IsTerminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::output::{Directory, OutputError, RecordType, Sink, Stream};
use crate::record::Failure;
use crate::run::{self, Observer, Options, RunError, Summary, count};
use crate::source::printed;
use indicatif::{ProgressBar, ProgressStyle};

/// Extract the records of documents.
///
/// Exit status: 0 if all is right, 1 if some documents failed, 2 if there was nothing to do or the
/// output could not be written.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    wanted: super::wanted::Arguments,
    /// Write one file a record type into this directory instead of a stream.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Replace the dataset that the directory holds, once the new one is whole.
    #[arg(long, requires = "output")]
    overwrite: bool,
    /// List the files of the directories that are no documents.
    #[arg(short, long)]
    verbose: bool,
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
    let paths = match super::paths(&arguments.wanted) {
        Ok(paths) => paths,
        Err(status) => return status,
    };
    let records = match arguments.records {
        none if none.is_empty() => RecordType::ALL.to_vec(),
        some => some,
    };
    // Records that run over the terminal would tear the bar.
    let records_pass_by = arguments.output.is_none() && io::stdout().is_terminal();
    let sink: Box<dyn Sink> = match &arguments.output {
        None => Box::new(Stream::new(BufWriter::with_capacity(1 << 16, io::stdout()))),
        Some(path) => match Directory::create(path, &records, arguments.overwrite) {
            Ok(directory) => Box::new(directory),
            Err(error) => {
                super::complain(error);
                return ExitCode::from(super::USAGE);
            }
        },
    };
    let options = Options {
        paths,
        choice: arguments.wanted.choice(),
        jobs: arguments.jobs.map(NonZeroUsize::get),
        limits: arguments.limits.limits(),
    };
    let mut progress = Progress::new(&options, records_pass_by, arguments.verbose);
    let result = run::extract(&options, &records, sink, &mut progress);
    progress.bar.finish_and_clear();
    match result {
        Ok(summary) => {
            super::tell(summary_line(&summary, arguments.verbose));
            if summary.documents == 0
                && let Some(output) = &arguments.output
            {
                super::tell(format_args!(
                    "nothing was read; {} is as it was",
                    output.display()
                ));
            }
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

fn summary_line(summary: &Summary, verbose: bool) -> String {
    let megabytes = summary.bytes as f64 / 1e6;
    let seconds = summary.elapsed.as_secs_f64();
    let mut line = format!(
        "{} documents, {megabytes:.1} MB, {} records, {} errors in {seconds:.1} s ({:.1} MB/s)",
        summary.documents,
        summary.records,
        summary.errors,
        megabytes / seconds.max(1e-9),
    );
    if summary.copies > 0 {
        line.push_str(&format!("; {} of them copies of others", summary.copies));
    }
    if summary.left_out > 0 {
        let how = if verbose {
            ""
        } else {
            " (--verbose lists them)"
        };
        line.push_str(&format!(
            "; {} files left out as no documents{how}",
            summary.left_out
        ));
    }
    line
}

/// A progress bar on a terminal, and a line for every failure.
struct Progress {
    bar: ProgressBar,
    verbose: bool,
}

impl Progress {
    fn new(options: &Options, hidden: bool, verbose: bool) -> Self {
        let bar = if hidden || !io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            ProgressBar::new(count(&options.paths, &options.choice))
        };
        // The template is a constant that is known to parse; without it the default bar serves.
        if let Ok(style) =
            ProgressStyle::with_template("{bar:32} {pos}/{len} documents, {per_sec}, {eta} left")
        {
            bar.set_style(style);
        }
        Self { bar, verbose }
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

    fn damaged(&mut self, path: &str, damage: &str) {
        self.bar.suspend(|| super::warn(path, damage));
    }

    fn left_out(&mut self, path: &Path) {
        if self.verbose {
            let line = format_args!("{}: left out: no document", printed(path));
            self.bar.suspend(|| super::complain(line));
        }
    }
}
