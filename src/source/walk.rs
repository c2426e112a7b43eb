//! Paths become files: directories are walked, in an order that never changes.

use std::path::{Path, PathBuf};

use thiserror::Error;
use walkdir::{DirEntry, WalkDir};

/// Why a path could not be walked.
#[derive(Debug, Error)]
#[error("{path}: {reason}")]
pub struct WalkError {
    /// The path as given or walked to.
    pub path: String,
    /// What the system says.
    pub reason: String,
}

/// A file found, or why a place could not be searched.
pub type Walked = Result<PathBuf, WalkError>;

/// The endings of files taken from a directory; a file that is named outright is always taken.
const ENDINGS: [&str; 16] = [
    "txt", "md", "markdown", "html", "htm", "shtml", "xhtml", "jhtml", "docx", "docm", "doc",
    "wps", "xlsx", "xlsm", "xls", "pdf",
];

/// The documents under `path`, in order of their names: `path` itself if it is a file, else the
/// files of a known ending, or of none, below it. Hidden files and directories are left out, and so
/// are pipes, sockets and devices; symbolic links are followed, and a link that leads back into
/// itself is reported, not followed.
pub fn walk(path: &Path) -> impl Iterator<Item = Walked> + use<> {
    WalkDir::new(path)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry))
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            // A file that is named outright may be a pipe, as of a shell's `<(…)`.
            Ok(entry) if entry.depth() == 0 => Some(Ok(entry.into_path())),
            Ok(entry) if entry.file_type().is_file() && may_be_document(entry.path()) => {
                Some(Ok(entry.into_path()))
            }
            Ok(_) => None,
            // A hidden link that leads nowhere, such as an editor's lock, is left out like a file.
            Err(error) if error.depth() > 0 && error.path().is_some_and(has_hidden_name) => None,
            Err(error) => Some(Err(WalkError {
                path: error
                    .path()
                    .map_or_else(String::new, |path| path.display().to_string()),
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

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn has_hidden_name(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Whether a file has the ending of a document, or none: a crawl keeps many without.
fn may_be_document(path: &Path) -> bool {
    path.extension().is_none_or(|ending| {
        ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
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
            "b/z.png",
            "b/extensionless",
            ".z.txt",
            "b/.hidden/w.txt",
        ] {
            fs::write(root.join(name), "文").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink(root, root.join("b/loop")).unwrap();
        let (found, failed): (Vec<_>, Vec<_>) = walk(root).partition(Result::is_ok);
        let names: Vec<_> = found
            .into_iter()
            .map(|path| {
                path.unwrap()
                    .strip_prefix(root)
                    .unwrap()
                    .display()
                    .to_string()
            })
            .collect();
        assert_eq!(
            names,
            ["a.MD", "b/extensionless", "b/x.txt", "b/y.pdf", "c.txt"]
        );
        #[cfg(unix)]
        assert!(
            failed[0]
                .as_ref()
                .unwrap_err()
                .reason
                .contains("not followed")
        );
    }

    #[test]
    fn a_missing_path_is_an_error() {
        let failed: Vec<_> = walk(Path::new("no/such/place")).collect();
        assert_eq!(failed.len(), 1);
        assert_eq!(failed[0].as_ref().unwrap_err().path, "no/such/place");
    }
}
