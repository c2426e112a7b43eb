//! What a file is, told by its content; the name is asked only where the content leaves it open.

use super::convert::Target;
use super::decode;
use super::error::SourceError;
use crate::text::{Cut, is_han};

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Markdown,
    Html,
    Docx,
    Xlsx,
    Xls,
    Pdf,
}

impl Format {
    /// Its name in the document record.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Pdf => "pdf",
        }
    }
}

/// The first bytes of formats that are known and not read, with what they are and what to do.
const FOREIGN: [(&[u8], &str, &str, Option<Target>); 11] = [
    (b"{\\rtf", "RTF", AS_DOCX, Some(Target::Docx)),
    (b"\x89PNG", "a PNG image", OCR, None),
    (b"\xff\xd8\xff", "a JPEG image", OCR, None),
    (b"GIF8", "a GIF image", OCR, None),
    (b"II*\x00", "a TIFF image", OCR, None),
    (b"MM\x00*", "a TIFF image", OCR, None),
    (b"Rar!", "a RAR archive", UNPACK, None),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK, None),
    (b"\x1f\x8b", "a gzip archive", UNPACK, None),
    (b"MIME-Version:", "a MIME web archive (mht)", AS_HTML, None),
    (
        b"From: <Saved by",
        "a MIME web archive (mht)",
        AS_HTML,
        None,
    ),
];

const AS_DOCX: &str = "--convert lets LibreOffice convert it where that is installed, as does `soffice --headless --convert-to docx FILE`";
const AS_XLSX: &str = "--convert lets LibreOffice convert it where that is installed, as does `soffice --headless --convert-to xlsx FILE`";
const AS_HTML: &str = "save it as HTML";
const OCR: &str = "run optical character recognition over it first";
const UNPACK: &str = "unpack it first";

const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// How far into a file its mark may stand.
const HEAD: usize = 1024;

/// Tells the format of a file that marks it by its bytes; `None` for text of any kind.
pub(super) fn by_bytes(bytes: &[u8]) -> Result<Option<Format>, SourceError> {
    if bytes.starts_with(ZIP) {
        return zipped(bytes).map(Some);
    }
    if bytes.starts_with(OLE) {
        return compound(bytes).map(Some);
    }
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    // Some servers put a line or a byte order mark before a PDF; a text that talks of one is none.
    let lead = head.trim_ascii_start();
    let lead = lead.strip_prefix(b"\xef\xbb\xbf").unwrap_or(lead);
    if lead.starts_with(b"%PDF-") || find(head, b"\n%PDF-").is_some() {
        return Ok(Some(Format::Pdf));
    }
    match FOREIGN.iter().find(|(mark, ..)| lead.starts_with(mark)) {
        Some((_, format, remedy, becomes)) => Err(SourceError::Unsupported {
            format,
            remedy,
            becomes: *becomes,
        }),
        None => Ok(None),
    }
}

/// Whether a file whose name says nothing is a document, by its first bytes: it is of a format that is read, a
/// web page, or text in which Chinese is written.
pub(super) fn looks_like_a_document(head: &[u8]) -> bool {
    if head.starts_with(ZIP) {
        let parts: [&[u8]; 4] = [b"[Content_Types].xml", b"_rels/", b"word/", b"xl/"];
        return parts.into_iter().any(|part| find(head, part).is_some());
    }
    match by_bytes(head) {
        Err(_) => false,
        Ok(Some(_)) => true,
        Ok(None) => decode::decode(head.to_vec()).is_ok_and(|decoded| {
            let han = |c: &char| is_han(*c);
            let written = decoded.text.chars().filter(han).take(FEW).count() == FEW;
            is_data(&decoded.text).is_none() && (written || is_html(&decoded.text))
        }),
    }
}

/// Fewer Chinese characters than this are no text in Chinese.
const FEW: usize = 8;

/// What a text is that holds many documents, or data: no document itself.
pub(super) fn is_data(text: &str) -> Option<&'static str> {
    let lead = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let mut behind = lead.chars().filter(|c| !c.is_whitespace());
    match (behind.next(), behind.next()) {
        (Some('{'), Some('"')) | (Some('['), Some('{' | '"')) => Some("JSON"),
        _ if lead.starts_with("WARC/") => Some("a WARC web archive"),
        _ => None,
    }
}

/// A zip archive: its directory, at its end, names what it holds.
fn zipped(bytes: &[u8]) -> Result<Format, SourceError> {
    let names = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
    if names(b"word/document") {
        Ok(Format::Docx)
    } else if names(b"xl/workbook.bin") {
        Err(SourceError::Unsupported {
            format: "xlsb",
            remedy: AS_XLSX,
            becomes: Some(Target::Xlsx),
        })
    } else if names(b"xl/") {
        Ok(Format::Xlsx)
    } else if names(b"application/vnd.oasis.opendocument.spreadsheet") {
        Err(SourceError::Unsupported {
            format: "an OpenDocument spreadsheet",
            remedy: AS_XLSX,
            becomes: Some(Target::Xlsx),
        })
    } else if names(b"application/vnd.oasis.opendocument") {
        Err(SourceError::Unsupported {
            format: "OpenDocument",
            remedy: AS_DOCX,
            becomes: Some(Target::Docx),
        })
    } else if names(b"OFD.xml") {
        Err(SourceError::Unsupported {
            format: "OFD",
            remedy: "convert it to PDF with an OFD reader",
            becomes: None,
        })
    } else {
        Err(SourceError::Unsupported {
            format: "a zip archive",
            remedy: UNPACK,
            becomes: None,
        })
    }
}

/// An OLE compound file: the names of its streams tell what it is.
fn compound(bytes: &[u8]) -> Result<Format, SourceError> {
    let names = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &wide).is_some()
    };
    if names("EncryptedPackage") {
        Err(SourceError::Encrypted("Office document"))
    } else if names("WordDocument") {
        Err(SourceError::Unsupported {
            format: "doc (Word 97-2003)",
            remedy: AS_DOCX,
            becomes: Some(Target::Docx),
        })
    } else if names("Workbook") || names("Book") {
        Ok(Format::Xls)
    } else {
        Err(SourceError::Unsupported {
            format: "an OLE compound file",
            remedy: "save it as docx, xlsx or PDF",
            becomes: None,
        })
    }
}

/// Tells what a decoded text is.
pub(super) fn by_text(text: &str, path: &str) -> Format {
    if is_html(text) {
        return Format::Html;
    }
    match path.rsplit('.').next() {
        Some(end) if end.eq_ignore_ascii_case("md") || end.eq_ignore_ascii_case("markdown") => {
            Format::Markdown
        }
        _ => Format::Text,
    }
}

/// Tags that a page has and a text that only quotes a tag has not.
const TAGS: [&str; 14] = [
    "<html", "<head", "<body", "<meta", "<title", "<div", "<table", "<tr", "<td", "<p", "<span",
    "<br", "<script", "<style",
];

/// Whether a text is a web page or a piece of one: it begins with a tag, or it is full of them.
fn is_html(text: &str) -> bool {
    let lead = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let begins = |mark: &str| {
        lead.get(..mark.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(mark))
    };
    if begins("<!doctype html") || begins("<html") || begins("<head") || begins("<body") {
        return true;
    }
    let head = head(text, 1 << 16);
    if !head.contains('<') {
        return false;
    }
    let head = head.to_ascii_lowercase();
    let count = |tag: &str| {
        head.match_indices(tag)
            .filter(|(at, _)| {
                let next = head.as_bytes().get(at + tag.len());
                next.is_none_or(|c| matches!(c, b'>' | b'/') || c.is_ascii_whitespace())
            })
            .count()
    };
    let tags: usize = TAGS.iter().map(|tag| count(tag)).sum();
    let closes = head.matches("</").count();
    // A markdown file may hold a `<br>` here and there; a page's pieces are closed.
    let lines = head.lines().count();
    (lead.starts_with('<') && tags > 1 && closes > 0)
        || (tags > 4 && closes > 2 && tags * 5 > lines)
}

/// At most so many bytes of a text, cut between characters.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    text.before(text.floor_char_boundary(bytes))
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    memchr::memmem::find(haystack, needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_what_a_file_is() {
        assert_eq!(by_bytes(b"\n%PDF-1.4\n"), Ok(Some(Format::Pdf)));
        assert_eq!(by_bytes("see %PDF-1.4".as_bytes()), Ok(None));
        let word = [OLE, b"W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"].concat();
        let error = by_bytes(&word).unwrap_err().to_string();
        assert!(error.contains("soffice"), "{error}");
        let book = [OLE, b"W\0o\0r\0k\0b\0o\0o\0k\0"].concat();
        assert_eq!(by_bytes(&book), Ok(Some(Format::Xls)));
        let zip = [ZIP, b"a.txt"].concat();
        assert!(by_bytes(&zip).unwrap_err().to_string().contains("unpack"));
    }

    #[test]
    fn a_page_is_told_from_a_text_that_quotes_a_tag() {
        for (text, path, format) in [
            ("<!DOCTYPE HTML><p>文", "a.txt", Format::Html),
            ("<div><p>文</p></div>", "a.doc", Format::Html),
            (
                "<?xml version=\"1.0\"?><html><body>文</body></html>",
                "a",
                Format::Html,
            ),
            ("文<br>\n字\n", "a.md", Format::Markdown),
            ("一、<b>标签</b>\n二、", "a", Format::Text),
        ] {
            assert_eq!(by_text(text, path), format, "{text}");
        }
    }
}
