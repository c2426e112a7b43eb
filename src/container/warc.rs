//! Web archives (WARC, ISO 28500), as crawlers write them.

use std::io::{self, BufRead, BufReader, Read};

use chunked_transfer::Decoder;
use flate2::read::ZlibDecoder;
use httparse::Header;

use super::gauge::{Given, Line, line};
use super::{Flow, Found, Origin, Visit};

/// The head of a record, or of what a server said, has no more bytes than this.
const HEAD: u64 = 64 << 10;

/// And no more fields.
const FIELDS: usize = 256;

/// What the head of a record says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Head {
    kind: String,
    length: u64,
    id: Option<String>,
    origin: Origin,
    is_http: bool,
}

impl Visit<'_> {
    /// The pages of a web archive: what servers gave, and what was saved without one.
    pub(super) fn warc(&mut self, name: &str, reader: &mut dyn Read, depth: usize) -> Flow {
        let mut reader = BufReader::new(reader);
        let mut count = 0;
        loop {
            self.begins(depth);
            let head = match head(&mut reader) {
                Ok(Some(head)) => head,
                Ok(None) => return Flow::Continue(()),
                Err(error) => {
                    let place = format_args!("behind record {count}: {error}");
                    return self.failed(name, place);
                }
            };
            count += 1;
            let own = head.id.unwrap_or_else(|| format!("record {count}"));
            let mut body = (&mut reader).take(head.length);
            match head.kind.as_str() {
                "response" if head.is_http => {
                    self.response(name, &own, head.origin, &mut body, depth)?;
                }
                "response" | "resource" | "conversion" => {
                    self.member(name, &own, head.origin, &mut body, depth)?;
                }
                "revisit" => self.left_out(name, &own)?,
                _ => {}
            }
            if let Err(error) = io::copy(&mut body, &mut io::sink()) {
                return self.failed(name, error);
            }
            if body.limit() > 0 {
                return self.failed(name, format_args!("it ends within record {count}"));
            }
        }
    }

    /// What a server said: the page behind its head.
    fn response(
        &mut self,
        name: &str,
        own: &str,
        origin: Origin,
        body: &mut dyn Read,
        depth: usize,
    ) -> Flow {
        let mut body = BufReader::new(body);
        let said = match block(&mut body) {
            Ok(said) => said,
            Err(error) => {
                let path = self.path(name, own);
                return self.failed(&path, error);
            }
        };
        let mut fields = [httparse::EMPTY_HEADER; FIELDS];
        let mut response = httparse::Response::new(&mut fields);
        let parsed = httparse::ParserConfig::default()
            .allow_spaces_after_header_name_in_responses(true)
            .ignore_invalid_headers_in_responses(true)
            .parse_response(&mut response, &said);
        let status = response.code.unwrap_or(0);
        if parsed.is_err() || !(200..300).contains(&status) {
            return self.left_out(name, own);
        }
        let says = |field: &str, word: &str| {
            let value = value(response.headers, field);
            value.is_some_and(|value| value.to_ascii_lowercase().contains(word))
        };
        let ours = ["image/", "video/", "audio/", "font/", "css", "javascript"];
        if ours.into_iter().any(|word| says("content-type", word)) {
            return self.left_out(name, own);
        }
        let chunked = says("transfer-encoding", "chunked") && is_chunked(&mut body);
        let mut body: Box<dyn Read + '_> = match chunked {
            true => Box::new(Ended(Decoder::new(body), false)),
            false => Box::new(body),
        };
        // What is gzipped is told by its mark, whatever the server says.
        if says("content-encoding", "deflate") {
            body = Box::new(Given(ZlibDecoder::new(body), self.gauge));
        } else if says("content-encoding", "br") {
            body = Box::new(Given(brotli::Decompressor::new(body, 4096), self.gauge));
        }
        self.member(name, own, origin, &mut body, depth)
    }

    fn left_out(&mut self, archive: &str, own: &str) -> Flow {
        let path = self.path(archive, own);
        (self.found)(Found::LeftOut(path), self.gauge.taken())
    }
}

/// A reader that is asked no more when it has come to its end: one of chunks would look for another.
struct Ended<R>(R, bool);

impl<R: Read> Read for Ended<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.1 {
            return Ok(0);
        }
        let read = self.0.read(buffer)?;
        self.1 = read == 0 && !buffer.is_empty();
        Ok(read)
    }
}

/// The lines to the next empty one, with it.
fn block(reader: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut block = Vec::new();
    loop {
        let left = HEAD.saturating_sub(block.len() as u64);
        match line(reader, left)? {
            Some(Line::Whole(line)) => {
                block.extend_from_slice(&line);
                if matches!(line.as_slice(), b"\n" | b"\r\n") {
                    return Ok(block);
                }
            }
            Some(Line::TooLong) => return Err(io::Error::other("a head without end")),
            None => return Ok(block),
        }
    }
}

/// The head of the next record; `None` at the end of the archive.
fn head(reader: &mut dyn BufRead) -> io::Result<Option<Head>> {
    let version = loop {
        match line(reader, HEAD)? {
            None => return Ok(None),
            Some(Line::Whole(line)) if line.trim_ascii().is_empty() => {}
            Some(Line::Whole(line)) => break line,
            Some(Line::TooLong) => break Vec::new(),
        }
    };
    if !version.starts_with(b"WARC/") {
        return Err(io::Error::other("no record begins here"));
    }
    let block = block(reader)?;
    let mut fields = [httparse::EMPTY_HEADER; FIELDS];
    let fields = match httparse::parse_headers(&block, &mut fields) {
        Ok(httparse::Status::Complete((_, fields))) => fields,
        Ok(httparse::Status::Partial) => return Err(io::Error::other("its head is cut off")),
        Err(error) => return Err(io::Error::other(format!("its head: {error}"))),
    };
    let length = value(fields, "content-length").and_then(|length| length.parse().ok());
    let bare = |value: String| value.trim_matches(['<', '>']).to_owned();
    Ok(Some(Head {
        kind: value(fields, "warc-type")
            .unwrap_or_default()
            .to_ascii_lowercase(),
        length: length.ok_or_else(|| io::Error::other("a record without its length"))?,
        id: value(fields, "warc-record-id").map(bare),
        origin: Origin {
            url: value(fields, "warc-target-uri").map(bare),
            crawled: value(fields, "warc-date"),
        },
        is_http: value(fields, "content-type")
            .is_some_and(|kind| kind.contains("application/http")),
    }))
}

/// The value of a field.
fn value(fields: &[Header], name: &str) -> Option<String> {
    let field = fields
        .iter()
        .find(|field| field.name.eq_ignore_ascii_case(name))?;
    Some(String::from_utf8_lossy(field.value).trim().to_owned())
}

/// Whether a body is written in chunks: some crawlers keep the word and not the chunks.
fn is_chunked(body: &mut dyn BufRead) -> bool {
    let Ok(bytes) = body.fill_buf() else {
        return false;
    };
    let digits = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_hexdigit())
        .count();
    (1..=8).contains(&digits) && matches!(bytes.get(digits), Some(b'\r' | b';' | b' '))
}
