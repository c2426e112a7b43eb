//! What the commands share that make tables of a dataset.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::output::{Format, OutputError};
use crate::panel::Manner;

/// Where tables are written, and how.
#[derive(Debug, Clone, clap::Args)]
#[group(id = "tables")]
pub struct Arguments {
    /// Where the tables are to stand: a new or empty directory.
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// Write them in these formats, for instance csv,parquet.
    #[arg(
        long,
        value_enum,
        value_name = "FORMATS",
        value_delimiter = ',',
        default_value = "csv"
    )]
    format: Vec<Format>,
    /// Begin comma-separated values with a byte-order mark, by which Excel knows that they are UTF-8.
    #[arg(long)]
    bom: bool,
    /// Replace tables that the directory holds.
    #[arg(long)]
    overwrite: bool,
}

impl Arguments {
    /// The same in words of the room that makes them.
    pub fn manner(&self) -> Manner {
        Manner {
            formats: self.format.clone(),
            bom: self.bom,
            overwrite: self.overwrite,
        }
    }
}

/// Says what came of it, and gives the exit status.
pub fn end<S>(made: Result<S, OutputError>, told: impl Fn(S) -> String) -> ExitCode {
    match made {
        Ok(summary) => {
            super::tell(told(summary));
            ExitCode::SUCCESS
        }
        Err(error) => {
            super::complain(error);
            ExitCode::from(super::USAGE)
        }
    }
}
