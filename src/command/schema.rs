//! `gongkai schema`.

use std::io::{self, Write};
use std::process::ExitCode;

use gongkai::record::Record;

/// Print the JSON Schema of one record.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Prints the schema.
pub fn run() -> ExitCode {
    let schema = schemars::schema_for!(Record);
    super::printed(
        serde_json::to_string_pretty(&schema)
            .map_err(io::Error::other)
            .and_then(|text| writeln!(io::stdout().lock(), "{text}")),
    )
}
