//! Bytes become text.

use thiserror::Error;

/// Why bytes are no document.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum DecodeError {
    /// Nothing, or nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// A binary file.
    #[error("not a text file: byte {0} is NUL; convert it to text first")]
    Binary(usize),
    /// Text in another encoding, or damaged.
    #[error(
        "not UTF-8 at byte {at} (line {line}); convert it, for instance with `iconv -f GB18030 -t UTF-8`"
    )]
    NotUtf8 {
        /// Offset of the first wrong byte.
        at: usize,
        /// Line that holds it.
        line: usize,
    },
}

/// Decodes UTF-8; a byte order mark is dropped.
pub fn utf8(mut bytes: Vec<u8>) -> Result<String, DecodeError> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    if let Some(at) = memchr::memchr(0, &bytes) {
        return Err(DecodeError::Binary(at));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + memchr::memchr_iter(b'\n', &error.as_bytes()[..at]).count();
        DecodeError::NotUtf8 { at, line }
    })?;
    if text.trim().is_empty() {
        return Err(DecodeError::Empty);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(utf8(b"\xef\xbb\xbf\xe4\xb8\x80".to_vec()).unwrap(), "一");
        assert_eq!(utf8(b" \n".to_vec()), Err(DecodeError::Empty));
        assert_eq!(utf8(b"PK\x00".to_vec()), Err(DecodeError::Binary(2)));
        assert_eq!(
            utf8(b"a\n\xd6\xd0".to_vec()),
            Err(DecodeError::NotUtf8 { at: 2, line: 2 })
        );
    }
}
