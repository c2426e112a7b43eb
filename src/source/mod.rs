//! From a path to text.
//!
//! In come paths and bytes, out comes a [`Source`]: the text that spans refer to, with the grids
//! that the format marks and what is known of the file. One file a format; what a file is, is told
//! by its content. This room knows nothing of budgets: it never looks at what the text says.

mod block;
mod convert;
mod decode;
mod docx;
mod draft;
mod error;
mod grid;
mod html;
mod limits;
mod metadata;
mod page;
mod pdf;
mod recognise;
mod sheet;
mod walk;
mod xml;
mod zipped;

use std::panic::{self, AssertUnwindSafe};

use sha2::{Digest, Sha256};

pub use error::SourceError;
pub use limits::{LimitError, Limits, Watch};
pub use metadata::Metadata;
pub use walk::{Walked, printed, walk};
#[cfg(feature = "crawl")]
pub(crate) use walk::{is_document, is_named_document};

use crate::layout::table::Grid;
use crate::text::{Cut, Text};
use draft::Draft;
use recognise::Format;

/// A document as it came in: its text and what is known of the file.
#[derive(Debug)]
pub struct Source {
    /// The path as given or walked to; `-` for standard input.
    pub path: String,
    /// SHA-256 of the bytes, in hex.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// The file's format: `text`, `markdown`, `html`, `docx`, `xlsx`, `xls`, `pdf`.
    pub format: &'static str,
    /// The character encoding of the bytes.
    pub encoding: &'static str,
    /// How many characters could not be decoded; each is a U+FFFD of the text.
    pub replaced: usize,
    /// What had to be skipped or repaired.
    pub damage: Vec<String>,
    /// What the file says of itself.
    pub metadata: Metadata,
    /// The decoded text.
    pub text: Text,
    /// The tables that the format marks as such, in the order of the text.
    pub grids: Vec<Grid>,
    /// The byte at which each page begins; empty where the format has no pages.
    pub pages: Vec<usize>,
}

impl Source {
    /// Reads a document within the usual limits. `path` is for the record, and tells markdown from
    /// plain text.
    ///
    /// # Errors
    /// If the bytes are no document that can be read, or exceed a limit.
    #[cfg(any(test, feature = "stages"))]
    pub fn from_bytes(path: String, bytes: Vec<u8>) -> Result<Self, SourceError> {
        Self::watched(path, bytes, &Watch::start(Limits::default()))
    }

    /// Reads a document within the limits of `watch`.
    ///
    /// # Errors
    /// If the bytes are no document that can be read, or exceed a limit.
    pub fn watched(path: String, bytes: Vec<u8>, watch: &Watch) -> Result<Self, SourceError> {
        let size = bytes.len() as u64;
        watch.bytes(size)?;
        let sha256 = hex(&Sha256::digest(&bytes));
        let content = read(&path, bytes, watch)?;
        watch.time()?;
        watch.text(content.draft.text.len())?;
        if content.draft.text.trim().is_empty() {
            return Err(SourceError::Empty);
        }
        Ok(Self {
            path,
            sha256,
            bytes: size,
            format: content.format.name(),
            encoding: content.encoding,
            replaced: content.replaced,
            damage: content.draft.damage,
            metadata: content.metadata,
            text: Text::new(content.draft.text),
            grids: content.draft.grids,
            pages: content.pages,
        })
    }

    /// The document's id: the first 16 hex digits of its SHA-256.
    pub fn id(&self) -> &str {
        self.sha256.before(16)
    }
}

/// What a reader makes of a file.
struct Content {
    format: Format,
    encoding: &'static str,
    replaced: usize,
    metadata: Metadata,
    draft: Draft,
    pages: Vec<usize>,
}

fn read(path: &str, bytes: Vec<u8>, watch: &Watch) -> Result<Content, SourceError> {
    let format = match recognise::by_bytes(&bytes) {
        Err(SourceError::Unsupported {
            format,
            becomes: Some(target),
            ..
        }) if watch.limits().convert => {
            let converted = convert::convert(&bytes, format, target, watch)?;
            let format = recognise::by_bytes(&converted)?;
            return read_known(path, converted, format, watch);
        }
        format => format?,
    };
    read_known(path, bytes, format, watch)
}

/// Reads a file of a format that is told by its bytes, or is text.
fn read_known(
    path: &str,
    bytes: Vec<u8>,
    format: Option<Format>,
    watch: &Watch,
) -> Result<Content, SourceError> {
    match format {
        None => text(path, bytes, watch),
        Some(Format::Docx) => Ok(marked(Format::Docx, docx::read(&bytes, watch)?)),
        Some(Format::Xlsx) => Ok(marked(
            Format::Xlsx,
            guarded("xlsx", || sheet::xlsx(&bytes, watch))?,
        )),
        Some(Format::Xls) => Ok(marked(
            Format::Xls,
            guarded("xls", || sheet::xls(&bytes, watch))?,
        )),
        Some(Format::Pdf) => {
            let pages = guarded("PDF", || pdf::read(bytes, watch))?;
            Ok(Content {
                replaced: pages.replaced,
                pages: pages.starts,
                ..marked(Format::Pdf, pages.draft)
            })
        }
        Some(Format::Text | Format::Markdown | Format::Html) => text(path, bytes, watch),
    }
}

/// Reads a document by a reader that is not ours: a panic in it is the document's damage, unless it was given
/// up.
fn guarded<T>(
    format: &'static str,
    read: impl FnOnce() -> Result<T, SourceError>,
) -> Result<T, SourceError> {
    panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|payload| {
        Err(match payload.downcast::<LimitError>() {
            Ok(limit) => SourceError::Limit(*limit),
            Err(_) => SourceError::damaged(format, "its reader gave up"),
        })
    })
}

/// The content of a format whose characters need no decoding.
fn marked(format: Format, draft: Draft) -> Content {
    Content {
        format,
        encoding: "UTF-8",
        replaced: 0,
        metadata: Metadata::default(),
        draft,
        pages: Vec::new(),
    }
}

/// A page may be so many times as long as its text.
const MARK_UP: usize = 4;

/// Reads a format that is text.
fn text(path: &str, bytes: Vec<u8>, watch: &Watch) -> Result<Content, SourceError> {
    // A character of one or two bytes becomes one of at most three.
    watch.text(bytes.len() / MARK_UP)?;
    let decoded = decode::decode(bytes)?;
    if let Some(format) = recognise::is_data(&decoded.text) {
        let remedy = "give the documents that it holds as files, or name the field of their text with --text-field";
        let becomes = None;
        return Err(SourceError::Unsupported {
            format,
            remedy,
            becomes,
        });
    }
    let format = recognise::by_text(&decoded.text, path);
    let (draft, metadata) = match format {
        Format::Html => html::read(&decoded.text, watch)?,
        _ => {
            let metadata = page::of_text(&decoded.text);
            (Draft::verbatim(decoded.text), metadata)
        }
    };
    Ok(Content {
        format,
        encoding: decoded.encoding,
        replaced: decoded.replaced,
        metadata,
        draft,
        pages: Vec::new(),
    })
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}
