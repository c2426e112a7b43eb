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

/// What draws a page is read as a whole and takes many times its size: it may unpack to this part of what all
/// may.
const A_PART: u64 = 8;

/// Sees that the parts unpack to no more than they may, and tells how many do not unpack to their end.
pub(super) fn measure(bytes: &[u8], watch: &Watch) -> Result<usize, SourceError> {
    let encrypted = memchr::memmem::find(bytes, b"/Encrypt").is_some();
    let limit = watch.limits().expansion;
    let mut spoilt = 0;
    let mut all = 0u64;
    let mut next = 0;
    let mut ends = memchr::memmem::find_iter(bytes, b"endstream").peekable();
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let start = at + b"stream".len();
        // A part that is compressed holds no part.
        let (before, behind) = bytes.split_at(at);
        if at < next || before.ends_with(b"end") {
            continue;
        }
        watch.time()?;
        let dictionary = dictionary(before);
        // Pictures are not unpacked, however many there are.
        if says(dictionary, b"/Width") && says(dictionary, b"/Image") {
            continue;
        }
        while ends.next_if(|end| *end < start).is_some() {}
        let end = ends.peek().copied().unwrap_or(bytes.len());
        let data = behind.split_at(start - at).1;
        let data = data
            .strip_prefix(b"\r\n")
            .or(data.strip_prefix(b"\n"))
            .unwrap_or(data);
        let part = Part::measure(data, end - start, dictionary, limit);
        next = start + part.packed;
        spoilt += usize::from(!part.whole && !encrypted && says(dictionary, b"/FlateDecode"));
        let most = if is_font(dictionary) {
            limit
        } else {
            limit / A_PART
        };
        all = all.saturating_add(part.size);
        if part.size > most || all > limit {
            return Err(LimitError::Expansion { limit }.into());
        }
    }
    Ok(spoilt)
}

/// A part, measured.
struct Part {
    /// The bytes that it unpacks to.
    size: u64,
    /// The bytes of the file that it is known to take up.
    packed: usize,
    /// Whether it unpacks to its end.
    whole: bool,
}

impl Part {
    /// Measures a part that begins with `data` and has so many bytes in the file, up to a little more than the
    /// limit.
    fn measure(data: &[u8], length: usize, dictionary: &[u8], limit: u64) -> Self {
        let plain = |size| Self {
            size,
            packed: 0,
            whole: true,
        };
        let text = data.get(..length).unwrap_or(data);
        let text = match () {
            () if times(dictionary, b"/ASCII85Decode", b"/A85") > 0 => Some(base85(text)),
            () if times(dictionary, b"/ASCIIHexDecode", b"/AHx") > 0 => Some(hex(text)),
            () => None,
        };
        if let Some(bytes) = text {
            let (_, size, whole) = unpacked(&bytes, dictionary, limit);
            let size = size.max(bytes.len() as u64);
            return Self {
                size,
                packed: 0,
                whole,
            };
        }
        if is_zlib(data) {
            let (packed, size, whole) = unpacked(data, dictionary, limit);
            return Self {
                size,
                packed,
                whole,
            };
        }
        let narrow = times(dictionary, b"/LZWDecode", b"/LZW")
            + times(dictionary, b"/RunLengthDecode", b"/RL");
        match narrow {
            0 => plain(length as u64),
            _ => plain((length as u64).saturating_mul(WIDEST)),
        }
    }
}

/// How many bytes deflated data have, how many they unpack to, and whether they do to their end; what is packed
/// twice is unpacked twice.
fn unpacked(data: &[u8], dictionary: &[u8], limit: u64) -> (usize, u64, bool) {
    if !is_zlib(data) {
        return (0, 0, true);
    }
    let most = limit.saturating_add(1);
    let mut counted = Counted(0);
    let mut decoder = ZlibDecoder::new(data);
    // Damage ends a part; what came before it counts.
    let mut whole = io::copy(&mut (&mut decoder).take(most), &mut counted).is_ok();
    let packed = usize::try_from(decoder.total_in()).unwrap_or(0);
    let mut size = counted.0;
    if times(dictionary, b"/FlateDecode", b"/Fl") > 1 {
        let mut inner = Counted(0);
        let mut decoder = ZlibDecoder::new(ZlibDecoder::new(data)).take(most);
        whole &= io::copy(&mut decoder, &mut inner).is_ok();
        size = size.max(inner.0);
    }
    (packed, size, whole)
}

/// Nothing that packs by LZW or by runs makes more of a byte; both are of the last century.
const WIDEST: u64 = 1400;

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

/// The dictionary that ends here, as far as a part's dictionary reaches.
fn dictionary(before: &[u8]) -> &[u8] {
    let (_, window) = before.split_at(before.len().saturating_sub(DICTIONARY));
    let start = memchr::memmem::rfind(window, b" obj").unwrap_or(0);
    window.split_at(start).1
}

/// Whether a dictionary holds a name.
fn says(dictionary: &[u8], name: &[u8]) -> bool {
    memchr::memmem::find(dictionary, name).is_some()
}

/// Whether a dictionary is that of a font's program.
fn is_font(dictionary: &[u8]) -> bool {
    [&b"/Length1"[..], b"Type1C", b"Type0C", b"/OpenType"]
        .iter()
        .any(|name| says(dictionary, name))
}

/// How often a dictionary names a filter, in full or in short.
fn times(dictionary: &[u8], name: &[u8], short: &[u8]) -> usize {
    let alone = |at: &usize| {
        let behind = dictionary.get(at + short.len());
        behind.is_none_or(|byte| !byte.is_ascii_alphanumeric())
    };
    memchr::memmem::find_iter(dictionary, name).count()
        + memchr::memmem::find_iter(dictionary, short)
            .filter(alone)
            .count()
}

/// The bytes that are written as digits of base 85, up to what is none.
fn base85(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut group = (0u32, 0usize);
    for byte in text
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace() && **byte != 0)
    {
        match byte {
            b'z' if group.1 == 0 => bytes.extend([0; 4]),
            b'!'..=b'u' => {
                group = (
                    group
                        .0
                        .wrapping_mul(85)
                        .wrapping_add(u32::from(byte - b'!')),
                    group.1 + 1,
                );
                if group.1 == 5 {
                    bytes.extend(group.0.to_be_bytes());
                    group = (0, 0);
                }
            }
            _ => break,
        }
    }
    // The last group may be short: of so many digits less one byte each.
    if let (start, count @ 2..) = group {
        let filled = (count..5).fold(start, |group, _| group.wrapping_mul(85).wrapping_add(84));
        bytes.extend(filled.to_be_bytes().into_iter().take(count - 1));
    }
    bytes
}

/// The bytes that are written as hexadecimal digits, up to what is none.
fn hex(text: &[u8]) -> Vec<u8> {
    let digits = text
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace() && **byte != 0)
        .map_while(|byte| char::from(*byte).to_digit(16))
        .filter_map(|digit| u8::try_from(digit).ok());
    let digits: Vec<u8> = digits.collect();
    let (pairs, _) = digits.as_chunks::<2>();
    pairs.iter().map(|[high, low]| high << 4 | low).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Limits;
    use std::io::Write as _;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn measured(filters: &str, data: &[u8]) -> Result<usize, SourceError> {
        let limits = Limits {
            expansion: 8 << 20,
            ..Limits::default()
        };
        let head = format!("%PDF-1.4\n1 0 obj\n<< /Filter {filters} >>\nstream\n");
        let file = [head.as_bytes(), data, b"\nendstream\nendobj\n"].concat();
        measure(&file, &Watch::start(limits))
    }

    #[test]
    fn what_is_packed_twice_or_written_as_text_is_measured() {
        let bomb = packed(&vec![b' '; 10 << 20]);
        let hex = |bytes: &[u8]| -> Vec<u8> {
            bytes
                .iter()
                .flat_map(|byte| format!("{byte:02x}").into_bytes())
                .collect()
        };
        for (filters, data) in [
            ("/FlateDecode", bomb.clone()),
            ("[/FlateDecode /FlateDecode]", packed(&bomb)),
            ("[/ASCIIHexDecode /FlateDecode]", hex(&bomb)),
            ("[ /AHx /Fl /Fl ]", hex(&packed(&bomb))),
            ("/LZWDecode", vec![0; 10_000]),
        ] {
            assert!(measured(filters, &data).is_err(), "{filters}");
        }
        let small = packed(b"BT (a) Tj ET");
        let ascii85 = |bytes: &[u8]| -> Vec<u8> {
            let digits = bytes.chunks(4).flat_map(|chunk| {
                let mut group = [0; 4];
                group[..chunk.len()].copy_from_slice(chunk);
                let number = u32::from_be_bytes(group);
                let digit = move |power: u32| b'!' + u8::try_from(number / power % 85).unwrap();
                let digits = [52_200_625, 614_125, 7225, 85, 1].map(digit);
                digits.into_iter().take(chunk.len() + 1)
            });
            digits.chain(*b"~>").collect()
        };
        // Whatever is left over for the last group of digits.
        let texts = [
            &b"BT (a) Tj ET"[..],
            b"BT (ab) Tj",
            b"BT (abc) Tj",
            b"BT (abcd) Tj",
        ];
        for text in texts {
            let data = ascii85(&packed(text));
            assert_eq!(measured("[/ASCII85Decode /FlateDecode]", &data), Ok(0));
        }
        for (filters, data) in [
            ("/FlateDecode", small.clone()),
            ("[/FlateDecode /FlateDecode]", packed(&small)),
            ("[/ASCIIHexDecode /FlateDecode]", hex(&small)),
        ] {
            assert_eq!(measured(filters, &data), Ok(0), "{filters}");
        }
        assert_eq!(measured("/FlateDecode", &small[..small.len() - 8]), Ok(1));
    }

    #[test]
    fn digits_of_base_85_are_bytes() {
        assert_eq!(base85(b"87cUR D]o~>"), b"Hello!");
        assert_eq!(base85(b"z87cUR~>"), b"\0\0\0\0Hell");
        assert_eq!(base85(b"87cURDZ~>"), b"Hello");
        assert_eq!(base85(b"87cURD]i,\"Ebo7~>"), b"Hello World");
        assert_eq!(hex(b"48 656C>"), b"Hel");
    }
}
