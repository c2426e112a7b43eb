//! `gongkai extract`.

pub(super) mod progress;

use std::io::{self, BufWriter, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::bytes;
use crate::output::{
    Compression, Dataset, Format, Made, Mode, OutputError, RecordType, Sink, Stream,
};
use crate::run::{self, Contents, Known, Options, RunError, Shard, Summary};
use progress::Progress;

/// Extract the records of documents.
///
/// Exit status: 0 if all is right, 1 if some documents failed, 2 if there was nothing to do or the
/// output could not be written, 130 if it was interrupted: a dataset is whole as far as it goes, and --resume goes on.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    wanted: super::wanted::Arguments,
    /// Write a dataset into this directory instead of a stream: a directory for each type of record, and a manifest of
    /// the inputs.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Replace the dataset that the directory holds, once the new one is whole.
    #[arg(long, requires = "output")]
    overwrite: bool,
    /// Go on with the dataset that the directory holds: read what is new or has changed since.
    #[arg(long, requires = "output", conflicts_with = "overwrite")]
    resume: bool,
    /// Begin a new part of the dataset when the last has so many bytes, before compression.
    #[arg(long, value_name = "SIZE", default_value = "256M", value_parser = bytes, requires = "output")]
    part_size: u64,
    /// Write the dataset in these formats, for instance csv,parquet.
    #[arg(
        long,
        value_enum,
        value_name = "FORMATS",
        value_delimiter = ',',
        default_value = "jsonl",
        requires = "output"
    )]
    format: Vec<Format>,
    /// Begin comma-separated values with a byte-order mark, by which Excel knows that they are UTF-8.
    #[arg(long, requires = "output")]
    bom: bool,
    /// Compress the files of the dataset; Parquet always is.
    #[arg(long, value_enum, default_value_t = Compression::None, requires = "output")]
    compression: Compression,
    /// Read only part I of N of the documents, by their paths: for several machines, each with the same paths.
    #[arg(long, value_name = "I/N", default_value_t = Shard::default())]
    shard: Shard,
    /// List the files of the directories that are no documents.
    #[arg(short, long)]
    verbose: bool,
    /// Keep only these types of records, for instance section,fact.
    #[arg(short, long, value_name = "TYPES", value_delimiter = ',')]
    records: Vec<RecordType>,
    #[command(flatten)]
    limits: super::limits::Arguments,
}

impl Arguments {
    fn mode(&self) -> Mode {
        match (self.overwrite, self.resume) {
            (true, _) => Mode::Overwrite,
            (_, true) => Mode::Resume,
            _ => Mode::New,
        }
    }

    /// Where the records go; what is there already is told to `known` and `contents`.
    fn sink(
        &self,
        records: &[RecordType],
        known: &mut Known,
        contents: &mut Contents,
    ) -> Result<Box<dyn Sink>, OutputError> {
        let Some(path) = &self.output else {
            return Ok(Box::new(Stream::new(BufWriter::with_capacity(
                1 << 16,
                io::stdout(),
            ))));
        };
        let made = Made::new(
            records,
            &self.format,
            self.compression,
            self.bom,
            self.shard.to_string(),
        );
        let dataset = Dataset::open(path, made, self.mode(), self.part_size, &mut |entry| {
            known.add(entry);
            contents.add(entry);
        })?;
        Ok(Box::new(dataset))
    }
}

/// Extracts and says how it went.
pub fn run(arguments: Arguments) -> ExitCode {
    let options = match super::reading(&arguments.wanted, &arguments.limits) {
        Ok(options) => options,
        Err(status) => return status,
    };
    let records = match arguments.records.clone() {
        none if none.is_empty() => RecordType::ALL.to_vec(),
        some => some,
    };
    let (mut known, mut contents) = (Known::default(), Contents::default());
    let sink = match arguments.sink(&records, &mut known, &mut contents) {
        Ok(sink) => sink,
        Err(error) => {
            super::complain(error);
            return ExitCode::from(super::USAGE);
        }
    };
    let options = Options {
        shard: arguments.shard,
        known: Arc::new(known),
        ..options
    };
    stop_when_asked(&options.stop);
    // Records that run over the terminal would tear the bar.
    let records_pass_by = arguments.output.is_none() && io::stdout().is_terminal();
    let mut progress = Progress::new(&options, records_pass_by, arguments.verbose);
    let result = run::extract(&options, &records, contents, sink, &mut progress);
    progress.end();
    match result {
        Ok(summary) => arguments.end(&summary),
        Err(RunError::Output(OutputError::Closed)) => ExitCode::SUCCESS,
        Err(error) => {
            super::complain(&error);
            if let (RunError::Output(_), Some(output), false) =
                (error, &arguments.output, arguments.overwrite)
            {
                let output = output.display();
                super::tell(format_args!(
                    "what {output} holds so far is whole; --resume goes on"
                ));
            }
            ExitCode::from(super::USAGE)
        }
    }
}

/// The first signal to end lets the run come to an end, the second ends it.
fn stop_when_asked(stop: &Arc<AtomicBool>) {
    let stop = Arc::clone(stop);
    let handler = move || {
        if stop.swap(true, Ordering::Relaxed) {
            std::process::exit(super::INTERRUPTED.into());
        }
        super::tell(
            "ending: the documents that were begun are read to their end; once more ends at once",
        );
    };
    // Without the handler a signal ends the program at once, which a dataset survives.
    let _ = ctrlc::set_handler(handler);
}

impl Arguments {
    /// Says how it went.
    fn end(&self, summary: &Summary) -> ExitCode {
        super::tell(summary_line(summary, self.verbose));
        if let Some(output) = &self.output {
            let output = output.display();
            if summary.interrupted && !self.overwrite {
                super::tell(format_args!(
                    "{output} is whole as far as it goes; --resume goes on"
                ));
            } else if summary.interrupted || summary.documents + summary.unchanged == 0 {
                let read = if summary.interrupted {
                    ""
                } else {
                    "nothing was read; "
                };
                super::tell(format_args!("{read}{output} is as it was"));
            }
        }
        ExitCode::from(match summary {
            Summary {
                interrupted: true, ..
            } => super::INTERRUPTED,
            Summary { errors: 1.., .. } => super::SOME_FAILED,
            _ => return ExitCode::SUCCESS,
        })
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
    let list = if verbose {
        ""
    } else {
        " (--verbose lists them)"
    };
    for (count, what) in [
        (summary.unchanged, "unchanged since the last run".to_owned()),
        (summary.copies, "of them copies of others".to_owned()),
        (summary.same, "of them say the same as others".to_owned()),
        (
            summary.left_out,
            format!("files left out as no documents{list}"),
        ),
    ] {
        if count > 0 {
            line.push_str(&format!("; {count} {what}"));
        }
    }
    line
}
