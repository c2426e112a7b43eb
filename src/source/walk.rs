//! Paths become files: directories are walked, in an order that never changes.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use thiserror::Error;
use walkdir::{DirEntry, WalkDir};

use super::recognise;

/// Why a path could not be walked.
#[derive(Debug, Error)]
#[error("{path}: {reason}")]
pub struct WalkError {
    /// The path as given or walked to.
    pub path: String,
    /// What the system says.
    pub reason: String,
}

/// A file of a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Walked {
    /// It is to be read.
    Document(PathBuf),
    /// It is no document, by its content or its ending.
    LeftOut(PathBuf),
}

/// The endings of documents: such a file is read, and if that fails it is an error.
const DOCUMENTS: [&str; 21] = [
    "txt", "md", "markdown", "html", "htm", "shtml", "xhtml", "jhtml", "docx", "docm", "doc",
    "wps", "rtf", "odt", "xlsx", "xlsm", "xlsb", "xls", "et", "ods", "pdf",
];

/// The endings of text that is no document, whatever it speaks of.
const DATA: [&str; 24] = [
    "json", "jsonl", "ndjson", "warc", "cdx", "csv", "tsv", "xml", "css", "js", "map", "log",
    "yaml", "yml", "toml", "ini", "sql", "py", "r", "sh", "rs", "bib", "part", "lock",
];

/// So much of a file tells whether it is a document.
const HEAD: usize = 4096;

/// The files under `path`, in order of their names: `path` itself if it is a file, else those below it. What a
/// file is, is told by its content where its ending does not. Hidden files and directories are left out, and
/// so are pipes, sockets and devices; symbolic links are followed, and a link that leads back into itself is
/// reported, not followed.
pub fn walk(path: &Path) -> impl Iterator<Item = Result<Walked, WalkError>> + use<> {
    WalkDir::new(path)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry))
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            // A file that is named outright may be a pipe, as of a shell's `<(…)`.
            Ok(entry) if entry.depth() == 0 => Some(Ok(Walked::Document(entry.into_path()))),
            Ok(entry) if entry.file_type().is_file() => {
                let path = entry.into_path();
                Some(Ok(match is_document(&path, || head(&path)) {
                    true => Walked::Document(path),
                    false => Walked::LeftOut(path),
                }))
            }
            Ok(_) => None,
            // A hidden link that leads nowhere, such as an editor's lock, is left out like a file.
            Err(error) if error.depth() > 0 && error.path().is_some_and(has_hidden_name) => None,
            Err(error) => Some(Err(WalkError {
                path: error.path().map_or_else(String::new, printed),
                reason: match error.loop_ancestor() {
                    Some(ancestor) => {
                        format!(
                            "a symbolic link back to {}; not followed",
                            ancestor.display()
                        )
                    }
                    None => error
                        .io_error()
                        .map_or_else(|| error.to_string(), std::string::ToString::to_string),
                },
            })),
        })
}

/// A path as records bear it: bytes that are no UTF-8 stand as `\xFF`, so that the file can be found again.
pub fn printed(path: &Path) -> String {
    let mut printed = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        printed.push_str(chunk.valid());
        for byte in chunk.invalid() {
            printed.push_str(&format!("\\x{byte:02X}"));
        }
    }
    printed
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn has_hidden_name(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Whether a file is a document by its ending, or by its beginning where the ending says nothing: a crawl keeps
/// `show.htm?id=3`, `a.pdf.1`, and many without an ending. `head` gives the first bytes, if they can be had.
pub(crate) fn is_document(path: &Path, head: impl FnOnce() -> Option<Vec<u8>>) -> bool {
    if path.extension().is_none() || is_named_document(path) {
        return true;
    }
    if has_ending(path, &DATA) {
        return false;
    }
    // What cannot be read is told when it is to be read.
    head().is_none_or(|head| recognise::looks_like_a_document(&head))
}

/// Whether a file has the ending of a document.
pub(crate) fn is_named_document(path: &Path) -> bool {
    has_ending(path, &DOCUMENTS)
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| {
        endings
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// The first bytes of a file.
fn head(path: &Path) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    let file = File::open(path).ok()?;
    file.take(HEAD as u64).read_to_end(&mut head).ok()?;
    Some(head)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn takes_documents_in_order_and_survives_a_loop() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        fs::create_dir_all(root.join("b/.hidden")).unwrap();
        for name in [
            "c.txt",
            "a.MD",
            "b/x.txt",
            "b/y.pdf",
            "b/z.json",
            "b/extensionless",
            ".z.txt",
            "b/.hidden/w.txt",
        ] {
            fs::write(root.join(name), "文").unwrap();
        }
        for (name, bytes) in [
            ("d.pdf.1", &b"%PDF-1.4\n"[..]),
            ("e.aspx", "<html><body>收入支出决算".as_bytes()),
            ("f.决算t2022.03", "二〇二二年度部门决算公开说明".as_bytes()),
            ("g.dat", b"\x89PNG\r\n\x1a\n"),
            ("h.bin", b"\x00\x01\x02"),
            ("i.conf", b"listen 80\n"),
        ] {
            fs::write(root.join(name), bytes).unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root, root.join("b/loop")).unwrap();
        let (found, failed): (Vec<_>, Vec<_>) = walk(root).partition(Result::is_ok);
        let name = |path: &Path| path.strip_prefix(root).unwrap().display().to_string();
        let (mut taken, mut left_out) = (Vec::new(), Vec::new());
        for walked in found.into_iter().flatten() {
            match walked {
                Walked::Document(path) => taken.push(name(&path)),
                Walked::LeftOut(path) => left_out.push(name(&path)),
            }
        }
        let documents = [
            "a.MD",
            "b/extensionless",
            "b/x.txt",
            "b/y.pdf",
            "c.txt",
            "d.pdf.1",
            "e.aspx",
            "f.决算t2022.03",
        ];
        assert_eq!(taken, documents);
        assert_eq!(left_out, ["b/z.json", "g.dat", "h.bin", "i.conf"]);
        #[cfg(unix)]
        assert!(
            failed[0]
                .as_ref()
                .unwrap_err()
                .reason
                .contains("not followed")
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_no_utf_8_is_printed_so_that_it_can_be_found() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let path = Path::new(OsStr::from_bytes(b"a\xd6\xd0\xe6\x96\x87.txt"));
        assert_eq!(printed(path), "a\\xD6\\xD0文.txt");
    }

    #[test]
    fn a_missing_path_is_an_error() {
        let failed: Vec<_> = walk(Path::new("no/such/place")).collect();
        assert_eq!(failed.len(), 1);
        assert_eq!(failed[0].as_ref().unwrap_err().path, "no/such/place");
    }
}
