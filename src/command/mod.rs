//! The command line: one file a subcommand, or for those of one shape. Arguments are lowered once into plain structs; nothing
//! behind them knows a flag.

pub mod check;
mod concepts;
mod extract;
mod inspect;
mod limits;
mod merge;
mod report;
mod rules;
mod schema;
mod tables;
mod terms;
mod text;
mod wanted;

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::record::Failure;
use crate::run;

/// Turns Chinese government budget and final-account disclosures (部门预算/决算公开) into a dataset.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Arguments),
    Merge(merge::Arguments),
    #[command(flatten)]
    Tables(tables::Command),
    Report(report::Arguments),
    Check(check::Arguments),
    Inspect(inspect::Arguments),
    Text(text::Arguments),
    Terms(terms::Arguments),
    Schema(schema::Arguments),
    /// Print the codebook: every concept with its names, unit and parent, as tab-separated values.
    Concepts,
    /// Print the rules of `check`: id, severity, Chinese and English description, as tab-separated values.
    Rules,
}

/// Some documents failed.
const SOME_FAILED: u8 = 1;
/// Wrong usage, or nothing to do.
const USAGE: u8 = 2;

/// It was interrupted, as a shell tells of SIGINT.
const INTERRUPTED: u8 = 130;

/// A number of bytes, with K, M or G for thousands of 1024.
fn bytes(written: &str) -> Result<u64, String> {
    let digits = written.trim_end_matches(['B', 'b']);
    let mut signs = [(['k', 'K'], 1), (['m', 'M'], 2), (['g', 'G'], 3)].into_iter();
    let (digits, power) = signs
        .find_map(|(sign, power)| Some((digits.strip_suffix(sign)?, power)))
        .unwrap_or((digits, 0));
    let bytes = digits.parse::<u64>().ok();
    bytes
        .and_then(|bytes| bytes.checked_mul(1024_u64.pow(power)))
        .ok_or_else(|| "not a size: write it as 500M or 2G".to_owned())
}

/// Runs the command that the arguments of the process name, and gives its exit status.
pub fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Extract(arguments) => extract::run(arguments),
        Command::Merge(arguments) => merge::run(&arguments),
        Command::Tables(command) => tables::run(&command),
        Command::Report(arguments) => report::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Inspect(arguments) => inspect::run(&arguments),
        Command::Text(arguments) => text::run(&arguments),
        Command::Terms(arguments) => terms::run(&arguments),
        Command::Schema(_) => schema::run(),
        Command::Concepts => printed(concepts::run(&mut io::stdout().lock())),
        Command::Rules => printed(rules::run(&mut io::stdout().lock())),
    }
}

/// Says on standard error what went wrong.
fn complain(error: impl Display) {
    tell(shown(&format!("gongkai: {error}")));
}

/// Says that a document was read, but not whole.
fn warn(path: &str, damage: &str) {
    complain(format_args!("{path}: warning: {damage}"));
}

/// A message as a terminal may see it: a control character, as names of files may hold, is written out.
fn shown(message: &str) -> String {
    let mut shown = String::with_capacity(message.len());
    for c in message.chars() {
        match c {
            '\n' | '\t' => shown.push(c),
            c if c.is_control() => shown.extend(c.escape_default()),
            c => shown.push(c),
        }
    }
    shown
}

/// What is to be read; wrong usage is complained of.
fn reading(
    wanted: &wanted::Arguments,
    limits: &limits::Arguments,
) -> Result<run::Options, ExitCode> {
    wanted.options(limits.limits()).map_err(|error| {
        complain(error);
        ExitCode::from(USAGE)
    })
}

/// Says that a document could not be read.
fn failed(failure: &Failure) -> ExitCode {
    complain(format_args!("{}: {}", failure.path, failure.message));
    ExitCode::from(SOME_FAILED)
}

/// Writes a line on standard error. Unlike `eprintln!` it goes on where nobody listens.
fn tell(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// The exit status of a command that only prints: a reader that has gone is no error.
fn printed(result: io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(format_args!("cannot write: {error}"));
            ExitCode::from(USAGE)
        }
    }
}
