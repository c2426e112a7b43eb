//! `gongkai schema`.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::record::Record;
use schemars::generate::SchemaSettings;

/// Print the JSON Schema of one record.
#[derive(Debug, clap::Args)]
pub struct Arguments {}

/// Prints the schema.
pub fn run() -> ExitCode {
    // Of what is written, not of what could be read back: a field that may be null is never missing.
    let schema = SchemaSettings::default()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Record>();
    super::printed(
        serde_json::to_string_pretty(&schema)
            .map_err(io::Error::other)
            .and_then(|text| writeln!(io::stdout().lock(), "{text}")),
    )
}
