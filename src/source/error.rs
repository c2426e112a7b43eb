//! Why bytes are no document.

use thiserror::Error;

use super::convert::Target;
use super::limits::LimitError;

/// Why bytes are no document: what is wrong, where, and what to do.
#[derive(Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum SourceError {
    /// Nothing, or nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// A binary file of no known format.
    #[error("not a text file: byte {0} is NUL; convert it to text first")]
    Binary(usize),
    /// More of it is no text than a damaged text has.
    #[error(
        "not a text file: {strange} of its {characters} characters are none; convert it to text first"
    )]
    Undecodable {
        /// How many cannot be decoded, or are none that a text has.
        strange: usize,
        /// How many there are.
        characters: usize,
    },
    /// A format that is known and not read.
    #[error("{format} is not read; {remedy}")]
    Unsupported {
        /// What the file is.
        format: &'static str,
        /// What to do.
        remedy: &'static str,
        /// What LibreOffice makes of such a file, if it can be asked.
        becomes: Option<Target>,
    },
    /// A file that LibreOffice could not convert.
    #[error("{format} could not be converted: {reason}")]
    Unconverted {
        /// What the file is.
        format: &'static str,
        /// What went wrong.
        reason: String,
    },
    /// A document that is locked.
    #[error("the {0} is encrypted; save it without a password")]
    Encrypted(&'static str),
    /// A PDF without a text layer.
    #[error(
        "a scanned PDF: {pages} pages and no text layer; run optical character recognition over it first, for instance `ocrmypdf -l chi_sim`"
    )]
    Scanned {
        /// How many pages it has.
        pages: usize,
    },
    /// A PDF whose fonts do not say which characters they draw.
    #[error(
        "the PDF does not say which characters {unknown} of its {glyphs} glyphs are; run optical character recognition over it first, for instance `ocrmypdf --force-ocr -l chi_sim`"
    )]
    Unmapped {
        /// Glyphs without a character.
        unknown: usize,
        /// All glyphs.
        glyphs: usize,
    },
    /// A file of a known format that is damaged.
    #[error("the {format} is damaged: {reason}; download it again or save it anew")]
    Damaged {
        /// What the file is.
        format: &'static str,
        /// What the reader says.
        reason: String,
    },
    /// A limit was exceeded.
    #[error(transparent)]
    Limit(#[from] LimitError),
}

impl SourceError {
    /// A file of a known format that is damaged, in its reader's words.
    pub(super) fn damaged(format: &'static str, reason: impl std::fmt::Display) -> Self {
        Self::Damaged {
            format,
            reason: reason.to_string(),
        }
    }
}
