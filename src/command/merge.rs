//! `gongkai merge`.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::output::{Format, Mode, merge};

/// Put datasets together that were made of parts of a crawl (extract --shard).
///
/// What several of them hold stands once in the new one; the files of the others stay as they are. Exit status: 0 if all
/// is right, 2 if not.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The datasets.
    #[arg(value_name = "DIR", required = true)]
    datasets: Vec<PathBuf>,
    /// Where the new one is to stand.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Write the new one in these formats, for instance csv,parquet; in those of the others if not given.
    #[arg(long, value_enum, value_name = "FORMATS", value_delimiter = ',')]
    format: Vec<Format>,
    /// Begin comma-separated values with a byte-order mark, by which Excel knows that they are UTF-8.
    #[arg(long, requires = "format")]
    bom: bool,
    /// Replace the dataset that the directory holds, once the new one is whole.
    #[arg(long)]
    overwrite: bool,
}

/// Merges and says what came of it.
pub fn run(arguments: &Arguments) -> ExitCode {
    let mode = match arguments.overwrite {
        true => Mode::Overwrite,
        false => Mode::New,
    };
    let merged = merge(
        &arguments.output,
        &arguments.datasets,
        mode,
        &arguments.format,
        arguments.bom,
    );
    match merged {
        Ok(merged) => {
            super::tell(format_args!(
                "{} documents of {} datasets; {} stood in several",
                merged.documents,
                arguments.datasets.len(),
                merged.copies
            ));
            ExitCode::SUCCESS
        }
        Err(error) => {
            super::complain(error);
            ExitCode::from(super::USAGE)
        }
    }
}
