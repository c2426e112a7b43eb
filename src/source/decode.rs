//! Bytes become characters.
//!
//! An encoding is believed in this order: a byte order mark; bytes that are valid UTF-8, or that
//! but for a little damage; what the page declares, if the bytes bear it out; what they look like.
//! Bytes that stand for no character are replaced by U+FFFD and counted.

use encoding_rs::{BIG5, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::error::SourceError;
use crate::text::Cut;

/// A text as decoded.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// The name of the encoding.
    pub(super) encoding: &'static str,
    /// How many characters could not be decoded.
    pub(super) replaced: usize,
}

/// Stands for what cannot be decoded.
const REPLACEMENT: char = '\u{fffd}';

/// One NUL in so many bytes is damage, more are no text.
const BYTES_A_NUL: usize = 1000;
/// One wrong character in so many is damage, more are no text.
const CHARACTERS_A_FAULT: usize = 20;
/// … but one in so many where one in so many others is common in a disclosure.
const CHARACTERS_A_SIGN: usize = 10;
const COMMON_AT_LEAST: usize = 4;

/// Decodes a text of any encoding; a byte order mark is dropped.
///
/// # Errors
/// If the bytes are empty, or are no text.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, SourceError> {
    let decoded = match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => with(encoding, bytes.split_at(mark).1),
        None => match wide(&bytes) {
            Some(encoding) => with(encoding, &bytes),
            None => unmarked(bytes)?,
        },
    };
    if decoded.text.trim().is_empty() {
        return Err(SourceError::Empty);
    }
    let characters = decoded.text.chars().count();
    let strange = strange(&decoded.text);
    // What is plainly Chinese may hold more of them: bullets, and white space of a font's own.
    let common = || decoded.text.chars().filter(|c| COMMON.contains(*c)).count();
    let few = strange * CHARACTERS_A_FAULT <= characters + CHARACTERS_A_FAULT
        || strange * CHARACTERS_A_SIGN <= characters && common() * COMMON_AT_LEAST >= characters;
    if !few {
        return Err(SourceError::Undecodable {
            strange,
            characters,
        });
    }
    Ok(decoded)
}

fn unmarked(mut bytes: Vec<u8>) -> Result<Decoded, SourceError> {
    if let Some(at) = memchr::memchr(0, &bytes) {
        let nuls = memchr::memchr_iter(0, &bytes).count();
        if nuls * BYTES_A_NUL > bytes.len() {
            return Err(SourceError::Binary(at));
        }
        // No encoding has a byte 0xff: it becomes U+FFFD below and is counted.
        for byte in &mut bytes {
            if *byte == 0 {
                *byte = 0xff;
            }
        }
    }
    // Faster than the standard library, by the instructions that the machine has.
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(&bytes) {
        return Ok(Decoded {
            text: text.into_owned(),
            encoding: UTF_8.name(),
            replaced: 0,
        });
    }
    if is_utf8(&bytes) {
        return Ok(with(UTF_8, &bytes));
    }
    Ok(declared(&bytes)
        .map(|encoding| with(encoding, &bytes))
        .filter(|decoded| decoded.replaced * CHARACTERS_A_FAULT <= bytes.len())
        .unwrap_or_else(|| guessed(&bytes)))
}

/// So much of a text tells its encoding.
const SAMPLE: usize = 1 << 16;
/// So many bytes at the beginning tell what a page declares, and whether a character has two bytes.
const HEAD: usize = 4096;

/// What every disclosure is full of, simplified or traditional. Read in the wrong encoding, text
/// has next to none of it: the codes overlap, the frequent characters do not.
const COMMON: &str = "，。、：（）《》“”；\u{3000}\n 的一年二三四五六七八九十收入支出决決算预預部门門财財政公共元万萬\
    局单單位本中国國和与與上下不为為其他有项項目度情况況人大等行工作基本经經费費管理服务務社会會";

/// The encoding that a text without a mark looks like: Chinese is written in GB 18030 or Big5.
fn guessed(bytes: &[u8]) -> Decoded {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let score = |encoding| {
        let text = with(encoding, sample).text;
        let common = text.chars().filter(|c| COMMON.contains(*c)).count();
        (common as i64) - 2 * (text.chars().filter(|c| is_strange(*c)).count() as i64)
    };
    let big5 = score(BIG5) > score(GB18030);
    with(if big5 { BIG5 } else { GB18030 }, bytes)
}

/// Whether a character is hardly ever in a text: replaced, for private use, a control character.
fn is_strange(c: char) -> bool {
    matches!(c, REPLACEMENT | '\u{e000}'..='\u{f8ff}')
        || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{b}'))
}

/// How many such characters a text has. Few bytes begin one.
fn strange(text: &str) -> usize {
    let control = |byte: &u8| *byte < b' ' && !matches!(*byte, b'\t'..=b'\r') || *byte == 0x7f;
    // So many are counted in a byte, at once.
    let controls = text.as_bytes().chunks(usize::from(u8::MAX)).map(|bytes| {
        let count: u8 = bytes.iter().map(|byte| u8::from(control(byte))).sum();
        usize::from(count)
    });
    let leads = memchr::memchr3_iter(0xc2, 0xee, 0xef, text.as_bytes());
    let led = leads.filter(|at| text.behind(*at).starts_with(is_strange));
    controls.sum::<usize>() + led.count()
}

/// The encoding as it is meant in China: GB 2312 and GBK are part of GB 18030.
fn chinese(encoding: &'static Encoding) -> Option<&'static Encoding> {
    match encoding.name() {
        "GBK" | "gb18030" => Some(GB18030),
        "Big5" => Some(BIG5),
        "UTF-8" => Some(UTF_8),
        _ => None,
    }
}

/// The encoding that a page declares in its head, if it is one of those that Chinese is written in
/// and not UTF-8, for which the bytes have been tried.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let at = memchr::memmem::find_iter(head, b"charset")
        .map(|at| at + "charset".len())
        .chain(memchr::memmem::find_iter(head, b"encoding=").map(|at| at + "encoding".len()));
    at.filter_map(|at| {
        let rest = head.get(at..)?.trim_ascii_start().strip_prefix(b"=")?;
        let rest = rest.trim_ascii_start();
        let rest = rest
            .strip_prefix(b"\"")
            .or(rest.strip_prefix(b"'"))
            .unwrap_or(rest);
        let end = rest
            .iter()
            .position(|c| !(c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_')))?;
        Encoding::for_label(rest.get(..end)?)
    })
    .find_map(|encoding| chinese(encoding).filter(|encoding| *encoding != UTF_8))
}

/// Whether bytes are UTF-8 but for a little damage: Chinese text in another encoding hardly has a
/// valid character.
fn is_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut wrong) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    valid > wrong * 10
}

/// UTF-16 without a byte order mark: every other byte of its ASCII, or of its spaces and
/// punctuation, is the same.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = bytes.get(..HEAD).unwrap_or(bytes).as_chunks::<2>();
    if pairs.len() < 4 {
        return None;
    }
    // Chinese in UTF-16 is full of 4E-9F in the high byte; ASCII has 0 there, signs 30 and FF.
    let high = |byte: u8| matches!(byte, 0 | 0x30 | 0x4e..=0x9f | 0xff | 0x20);
    let count = |offset: usize, test: &dyn Fn(u8) -> bool| {
        let head = pairs.as_flattened().iter();
        head.skip(offset)
            .step_by(2)
            .filter(|byte| test(**byte))
            .count()
    };
    let nul = |byte: u8| byte == 0;
    let (even, odd) = (count(0, &nul), count(1, &nul));
    if even + odd == 0 {
        return None;
    }
    let bears = |offset: usize| count(offset, &high) * 20 >= pairs.len() * 19;
    if odd > even * 8 && bears(1) {
        Some(UTF_16LE)
    } else if even > odd * 8 && bears(0) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Decodes and counts what could not be.
fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let mut rest = bytes;
    let mut replaced = 0;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = rest.split_at(read).1;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve(rest.len() * 3 + 64),
            DecoderResult::Malformed(..) => {
                text.reserve(4);
                text.push(REPLACEMENT);
                replaced += 1;
            }
        }
    }
    Decoded {
        text,
        encoding: match encoding.name() {
            "gb18030" => "GB18030",
            name => name,
        },
        replaced,
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::GBK;

    use super::*;

    const PROSE: &str =
        "一、收入决算情况说明\n2020年本年收入合计756.8万元，其中：财政拨款收入700万元。\n";

    fn read(bytes: &[u8]) -> (String, &'static str, usize) {
        let decoded = decode(bytes.to_vec()).unwrap();
        (decoded.text, decoded.encoding, decoded.replaced)
    }

    fn wide_bytes(text: &str, big: bool) -> Vec<u8> {
        let bytes = |unit: u16| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let mark = |mark: &[u8], bytes: &[u8]| [mark, bytes].concat();
        let traditional = "一、收入決算情況說明\n本年財政撥款收入合計756.8萬元，較上年增加。\n";
        let gbk = GBK.encode(PROSE).0;
        for (bytes, text, encoding) in [
            (PROSE.as_bytes().to_vec(), PROSE, "UTF-8"),
            (mark(b"\xef\xbb\xbf", PROSE.as_bytes()), PROSE, "UTF-8"),
            (
                mark(b"\xff\xfe", &wide_bytes(PROSE, false)),
                PROSE,
                "UTF-16LE",
            ),
            (
                mark(b"\xfe\xff", &wide_bytes(PROSE, true)),
                PROSE,
                "UTF-16BE",
            ),
            (wide_bytes(PROSE, false), PROSE, "UTF-16LE"),
            (wide_bytes(PROSE, true), PROSE, "UTF-16BE"),
            (gbk.to_vec(), PROSE, "GB18030"),
            (BIG5.encode(traditional).0.to_vec(), traditional, "Big5"),
        ] {
            assert_eq!(read(&bytes), (text.to_owned(), encoding, 0));
        }
    }

    #[test]
    fn a_declaration_is_believed_if_the_bytes_bear_it_out() {
        let page = |charset: &str| format!("<meta charset=\"{charset}\"><p>收入</p>");
        let gbk = GBK.encode(&page("gb2312")).0.into_owned();
        assert_eq!(read(&gbk), (page("gb2312"), "GB18030", 0));
        assert_eq!(
            read(page("gb2312").as_bytes()),
            (page("gb2312"), "UTF-8", 0)
        );
        let lying = GBK.encode(&page("utf-8")).0.into_owned();
        assert_eq!(read(&lying), (page("utf-8"), "GB18030", 0));
    }

    #[test]
    fn damage_is_counted_and_a_binary_file_refused() {
        let mut damaged = PROSE.as_bytes().to_vec();
        damaged.insert(3, 0xff);
        let (text, encoding, replaced) = read(&damaged);
        assert_eq!((encoding, replaced), ("UTF-8", 1));
        assert!(text.starts_with("一\u{fffd}、收入"));
        let mut holed = PROSE.repeat(20).into_bytes();
        holed.insert(3, 0);
        assert_eq!(read(&holed).2, 1);
        assert_eq!(decode(b" \n".to_vec()), Err(SourceError::Empty));
        assert_eq!(decode(Vec::new()), Err(SourceError::Empty));
        assert_eq!(
            decode(b"PQ\x00\x01\x02".to_vec()),
            Err(SourceError::Binary(2))
        );
        let private = "收入\u{e004}支出总计1\u{e004}093.44万元，\u{e5e5}“三公”经费支出5.00万元。";
        assert_eq!(read(private.as_bytes()).0, private);
        let noise: Vec<u8> = (1..=4000u32)
            .map(|n| (n * n * 31 % 251) as u8 | 0x80)
            .collect();
        assert!(matches!(
            decode(noise),
            Err(SourceError::Undecodable { .. })
        ));
    }
}
