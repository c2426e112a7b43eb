//! What the compressed parts of a PDF unpack to, before anything unpacks them.
//!
//! The PDF's reader knows no limit. The parts are found by the word `stream` before them; the
//! pictures, which are not unpacked, are left out.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;

use crate::source::error::SourceError;
use crate::source::limits::{LimitError, Watch};

/// A part's dictionary stands in at most so many bytes before it.
const DICTIONARY: usize = 2048;

/// Sees that the parts unpack to no more than they may, and tells how many do not unpack to their end.
pub(super) fn measure(bytes: &[u8], watch: &Watch) -> Result<usize, SourceError> {
    let encrypted = memchr::memmem::find(bytes, b"/Encrypt").is_some();
    let mut spoilt = 0;
    let limit = watch.limits().expansion;
    let mut left = limit;
    let mut next = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let start = at + b"stream".len();
        // A part that is compressed holds no part.
        if at < next || bytes[..at].ends_with(b"end") {
            continue;
        }
        let data = &bytes[start..];
        let data = data
            .strip_prefix(b"\r\n")
            .or(data.strip_prefix(b"\n"))
            .unwrap_or(data);
        if !is_zlib(data) || is_picture(&bytes[..at]) {
            continue;
        }
        watch.time()?;
        let mut decoder = ZlibDecoder::new(data).take(left.saturating_add(1));
        // Damage ends a part; what came before it counts.
        let mut counted = Counted(0);
        let whole = io::copy(&mut decoder, &mut counted).is_ok();
        spoilt += usize::from(!whole && !encrypted && is_deflated(&bytes[..at]));
        left = left
            .checked_sub(counted.0)
            .ok_or(LimitError::Expansion { limit })?;
        let packed = usize::try_from(decoder.into_inner().total_in()).unwrap_or(0);
        next = start + packed;
    }
    Ok(spoilt)
}

struct Counted(u64);

impl io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether bytes begin as compressed ones do: the first two are divisible by 31.
fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [one, two, ..] => {
            one & 15 == 8 && (u16::from(*one) * 256 + u16::from(*two)).is_multiple_of(31)
        }
        _ => false,
    }
}

/// Whether the dictionary that ends here is that of a picture.
fn is_picture(before: &[u8]) -> bool {
    says(before, b"/Width") && says(before, b"/Image")
}

/// Whether the dictionary that ends here says that its part is compressed.
fn is_deflated(before: &[u8]) -> bool {
    says(before, b"/FlateDecode")
}

/// Whether the dictionary that ends here holds a name.
fn says(before: &[u8], name: &[u8]) -> bool {
    let window = &before[before.len().saturating_sub(DICTIONARY)..];
    let start = memchr::memmem::rfind(window, b" obj").unwrap_or(0);
    memchr::memmem::find(&window[start..], name).is_some()
}
