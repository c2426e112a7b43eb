//! From a path to text.
//!
//! In come paths and bytes, out comes a [`Source`]: the text that spans refer to, with what is
//! known of the file. This room knows nothing of budgets: it never looks at what the text says.

mod decode;
mod walk;

use sha2::{Digest, Sha256};

pub use decode::DecodeError;
pub use walk::{WalkError, Walked, walk};

use crate::text::Text;

/// A document as it came in: its text and what is known of the file.
#[derive(Debug)]
pub struct Source {
    /// The path as given or walked to; `-` for standard input.
    pub path: String,
    /// SHA-256 of the bytes, in hex.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: u64,
    /// The file's format: `text` or `markdown`.
    pub format: &'static str,
    /// The character encoding of the bytes.
    pub encoding: &'static str,
    /// The decoded text.
    pub text: Text,
}

impl Source {
    /// Decodes a document. `path` is for the record and tells markdown from plain text.
    ///
    /// # Errors
    /// If the bytes are empty, or are no text.
    pub fn from_bytes(path: String, bytes: Vec<u8>) -> Result<Self, DecodeError> {
        let sha256 = hex(&Sha256::digest(&bytes));
        let size = bytes.len() as u64;
        let is_markdown = path
            .rsplit('.')
            .next()
            .is_some_and(|end| end.eq_ignore_ascii_case("md"));
        let text = decode::utf8(bytes)?;
        Ok(Self {
            path,
            sha256,
            bytes: size,
            format: if is_markdown { "markdown" } else { "text" },
            encoding: "UTF-8",
            text: Text::new(text),
        })
    }

    /// The document's id: the first 16 hex digits of its SHA-256.
    pub fn id(&self) -> &str {
        &self.sha256[..16]
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}
