//! `gongkai text`.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use gongkai::source::{Source, Watch};

/// Print the decoded text that the spans of the records refer to.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The document; - for standard input.
    file: PathBuf,
    #[command(flatten)]
    limits: super::limits::Arguments,
}

/// Prints the text, byte for byte as decoded.
pub fn run(arguments: &Arguments) -> ExitCode {
    let path = arguments.file.display().to_string();
    let watch = Watch::start(arguments.limits.limits());
    let source = read(&arguments.file)
        .map_err(|error| error.to_string())
        .and_then(|bytes| {
            Source::watched(path.clone(), bytes, &watch).map_err(|error| error.to_string())
        });
    match source {
        Ok(source) => super::printed(
            io::stdout()
                .lock()
                .write_all(source.text.as_str().as_bytes()),
        ),
        Err(error) => {
            super::complain(format_args!("{path}: {error}"));
            ExitCode::from(super::SOME_FAILED)
        }
    }
}

pub(super) fn read(path: &PathBuf) -> io::Result<Vec<u8>> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    std::fs::read(path)
}
