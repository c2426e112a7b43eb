//! What a file is that holds documents, told by its first bytes.

/// A file that holds documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
    Tar,
    /// A zip archive, or a document that is zipped (docx, xlsx): its directory tells.
    Zip,
    Warc,
    /// Rows of JSON, one a line.
    JsonLines,
    Parquet,
}

/// So much of a file tells what it is: the mark of a tar archive stands behind its first name.
pub(super) const HEAD: usize = 1024;

/// Where the mark of a tar archive stands.
const TAR: usize = 257;

const MARKS: [(&[u8], Kind); 7] = [
    (b"\x1f\x8b", Kind::Gzip),
    (b"\x28\xb5\x2f\xfd", Kind::Zstd),
    (b"BZh", Kind::Bzip2),
    (b"\xfd7zXZ\x00", Kind::Xz),
    (b"PK\x03\x04", Kind::Zip),
    (b"WARC/", Kind::Warc),
    (b"PAR1", Kind::Parquet),
];

/// What holds documents by its first bytes; `None` for a document, or what is neither. Rows are told where
/// `rows` says that they are looked for.
pub(super) fn of(head: &[u8], rows: bool) -> Option<Kind> {
    let marked = MARKS.iter().find(|(mark, _)| head.starts_with(mark));
    match marked {
        Some((_, Kind::Parquet)) if !rows => None,
        Some((_, kind)) => Some(*kind),
        None if head.get(TAR..TAR + 5) == Some(b"ustar") => Some(Kind::Tar),
        None if rows && head.trim_ascii_start().starts_with(b"{\"") => Some(Kind::JsonLines),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_tell() {
        let mut tar = vec![b'a'; TAR];
        tar.extend_from_slice(b"ustar\x0000");
        for (head, rows, kind) in [
            (&b"\x1f\x8b\x08"[..], false, Some(Kind::Gzip)),
            (b"WARC/1.0\r\n", false, Some(Kind::Warc)),
            (&tar, false, Some(Kind::Tar)),
            (b"PAR1", true, Some(Kind::Parquet)),
            (b"PAR1", false, None),
            (b" {\"text\": 1}", true, Some(Kind::JsonLines)),
            (b"{\"text\": 1}", false, None),
            ("BZ 说明".as_bytes(), false, None),
            (b"", true, None),
        ] {
            assert_eq!(of(head, rows), kind, "{head:?}");
        }
    }
}
