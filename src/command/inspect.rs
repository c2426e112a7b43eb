//! `gongkai inspect`.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use crate::run;
use crate::view::words::Language;
use crate::view::{html, terminal};
use anstream::{AutoStream, ColorChoice};

/// Show one document with what was read from it, to check it by eye.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The document; - for standard input.
    file: PathBuf,
    /// Show this section: its number (二.（一）), or words of its title.
    #[arg(long, value_name = "SECTION", group = "part")]
    section: Option<String>,
    /// Show this line and those around it.
    #[arg(long, value_name = "N", group = "part")]
    line: Option<usize>,
    /// Show the lines that speak of this concept (see `gongkai concepts`).
    #[arg(long, value_name = "ID", group = "part")]
    concept: Option<String>,
    /// Show this table, counted from 1.
    #[arg(long, value_name = "N", group = "part")]
    table: Option<usize>,
    /// Write a page for the browser into this file instead; - for standard output.
    #[arg(long, value_name = "OUT.html", conflicts_with = "part")]
    html: Option<PathBuf>,
    /// Language of what is said about the document.
    #[arg(long, value_enum, default_value_t = Lang::En)]
    lang: Lang,
    /// When to colour. NO_COLOR is honoured.
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
    /// Never show long output page by page ($PAGER, else less).
    #[arg(long)]
    no_pager: bool,
    #[command(flatten)]
    limits: super::limits::Arguments,
}

/// The language of a page or of what is said on a terminal.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(super) enum Lang {
    En,
    Zh,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::English,
            Lang::Zh => Self::Chinese,
        }
    }
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// Shows the document.
pub fn run(arguments: &Arguments) -> ExitCode {
    let document = match run::one(&arguments.file, arguments.limits.limits()) {
        Ok(document) => document,
        Err(failure) => return super::failed(&failure),
    };
    if let Some(damage) = &document.header().damage {
        super::warn(&document.header().path, damage);
    }
    let (text, extraction) = (&document.source.text, &document.extraction);
    let language = Language::from(arguments.lang);
    if let Some(out) = &arguments.html {
        if out.as_os_str() == "-" {
            let mut stdout = BufWriter::new(io::stdout().lock());
            return super::printed(html::write(&mut stdout, text, extraction, language));
        }
        if is_same(out, &arguments.file) {
            super::complain(format_args!(
                "{} is the document itself: name another file for the page",
                out.display()
            ));
            return ExitCode::from(super::USAGE);
        }
        let written = File::create(out).map(BufWriter::new).and_then(|mut file| {
            html::write(&mut file, text, extraction, language)?;
            file.flush()
        });
        return match written {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                super::complain(format_args!("cannot write {}: {error}", out.display()));
                ExitCode::from(super::USAGE)
            }
        };
    }
    let part = match part(arguments) {
        None => terminal::Part::Overview,
        Some(part) => part,
    };
    let width = terminal_width();
    match terminal::show(text, extraction, &part, language, width) {
        Ok(view) => super::printed(print(&view, arguments)),
        Err(error) => {
            let error = error.say(language);
            super::complain(format_args!("{}: {error}", arguments.file.display()));
            ExitCode::from(super::USAGE)
        }
    }
}

/// Whether two paths lead to one file.
fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

fn part(arguments: &Arguments) -> Option<terminal::Part> {
    let section = arguments.section.clone().map(terminal::Part::Section);
    let concept = arguments.concept.clone().map(terminal::Part::Concept);
    section
        .or(concept)
        .or(arguments.line.map(terminal::Part::Line))
        .or(arguments.table.map(terminal::Part::Table))
}

/// The width to draw tables in, where the output is a terminal that says so.
fn terminal_width() -> Option<u16> {
    if !io::stdout().is_terminal() {
        return None;
    }
    console_width().or(Some(100))
}

fn console_width() -> Option<u16> {
    std::env::var("COLUMNS").ok()?.parse().ok()
}

fn print(view: &str, arguments: &Arguments) -> io::Result<()> {
    let choice = match arguments.color {
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
        Color::Auto => AutoStream::choice(&io::stdout()),
    };
    if io::stdout().is_terminal() && !arguments.no_pager && view.lines().count() > SCREEN {
        let pager = std::env::var("PAGER").unwrap_or_else(|_| "less".to_owned());
        let mut words = pager.split_whitespace();
        let child = words.next().map(|program| {
            Command::new(program)
                .args(words)
                // As git does: quit if it fits on a screen, keep colours, leave the text there.
                .env(
                    "LESS",
                    std::env::var("LESS").unwrap_or_else(|_| "FRX".to_owned()),
                )
                .env("LESSCHARSET", "utf-8")
                .stdin(Stdio::piped())
                .spawn()
        });
        if let Some(Ok(mut child)) = child {
            if let Some(stdin) = child.stdin.take() {
                // A pager that is left early closes its end: no error.
                let _ = AutoStream::new(Box::new(stdin) as Box<dyn Write>, choice)
                    .write_all(view.as_bytes());
            }
            return child.wait().map(drop);
        }
    }
    AutoStream::new(io::stdout().lock(), choice).write_all(view.as_bytes())
}

/// More lines than this go to the pager.
const SCREEN: usize = 24;
