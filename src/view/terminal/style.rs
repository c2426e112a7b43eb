//! Which record looks how.

use anstyle::{AnsiColor, Style};

use crate::record::{Quantity, Severity};

/// Names of things, line numbers: less loud than the text.
pub const SOFT: Style = Style::new().dimmed();
/// Headings.
pub const BOLD: Style = Style::new().bold();

/// A fact, by its kind.
pub fn fact(kind: Quantity) -> Style {
    let color = match kind {
        Quantity::Money => AnsiColor::Cyan,
        Quantity::Percent => AnsiColor::Yellow,
        Quantity::Count => AnsiColor::Green,
    };
    color.on_default().underline()
}

/// A finding, by how grave it is.
pub fn finding(severity: Severity) -> Style {
    let color = match severity {
        Severity::Note => AnsiColor::Magenta,
        Severity::Warning | Severity::Error => AnsiColor::Red,
    };
    color.on_default().bold()
}

/// Text in a style.
pub fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// Text of a document without what would steer the terminal.
pub fn plain(text: &str) -> String {
    text.chars()
        .filter(|letter| !letter.is_control() || *letter == '\t')
        .collect()
}
