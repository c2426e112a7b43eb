//! Archives: tar and zip.

use std::borrow::Cow;
use std::io::{Read, Seek, SeekFrom};

use encoding_rs::GB18030;
use tar::Archive;
use zip::ZipArchive;

use super::gauge::Given;
use super::{Flow, Origin, Visit};
use crate::source::printed;

impl Visit<'_> {
    /// The files of a tar archive, in their order; what else it has is passed over.
    pub(super) fn tar(&mut self, name: &str, reader: &mut dyn Read, depth: usize) -> Flow {
        let mut archive = Archive::new(reader);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return self.failed(name, error),
        };
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                // Where the next one begins is not known.
                Err(error) => return self.failed(name, error),
            };
            if !entry.header().entry_type().is_file() {
                continue;
            }
            self.begins(depth);
            let own = match entry.path() {
                Ok(path) => printed(&path),
                Err(_) => String::from_utf8_lossy(&entry.path_bytes()).into_owned(),
            };
            self.member(name, &own, Origin::default(), &mut entry, depth)?;
        }
        Flow::Continue(())
    }

    /// The files of a zip archive, in the order of its directory; `None` if it is a document that is zipped, or its
    /// directory cannot be read.
    pub(super) fn zip(
        &mut self,
        name: &str,
        mut file: impl Read + Seek,
        depth: usize,
    ) -> Option<Flow> {
        let size = file.seek(SeekFrom::End(0)).ok()?;
        let mut archive = ZipArchive::new(file).ok()?;
        if is_document(&archive) {
            return None;
        }
        if packed(&mut archive) > size {
            return Some(self.failed(name, "its files lie in one another"));
        }
        for index in 0..archive.len() {
            self.begins(depth);
            let listed = match archive.name_for_index(index) {
                Some(Ok(own)) => own.into_owned(),
                _ => format!("file {}", index + 1),
            };
            let flow = match archive.by_index(index) {
                Ok(entry) if !entry.is_file() => continue,
                Ok(entry) => {
                    let own = own_name(entry.name_raw()).into_owned();
                    let mut unpacked = Given(entry, self.gauge);
                    self.member(name, &own, Origin::default(), &mut unpacked, depth)
                }
                Err(error) => {
                    let path = self.path(name, &listed);
                    self.failed(&path, error)
                }
            };
            if flow.is_break() {
                return Some(flow);
            }
        }
        Some(Flow::Continue(()))
    }

    /// A member of an archive begins: one of the outermost may give as much as any before it.
    pub(super) fn begins(&self, depth: usize) {
        if depth <= OUTERMOST {
            self.gauge.member();
        }
    }
}

/// The outermost archive, which may be compressed.
const OUTERMOST: usize = 2;

/// Whether an archive is a document: the parts by which Office documents, OpenDocument and OFD are known.
fn is_document<R: Read + Seek>(archive: &ZipArchive<R>) -> bool {
    ["[Content_Types].xml", "OFD.xml", "META-INF/manifest.xml"]
        .into_iter()
        .any(|part| archive.index_for_name(part).is_some())
}

/// The bytes that the members take, which lie side by side in an honest archive.
fn packed<R: Read + Seek>(archive: &mut ZipArchive<R>) -> u64 {
    let sizes = (0..archive.len()).map(|index| match archive.by_index_raw(index) {
        Ok(entry) => entry.compressed_size(),
        Err(_) => 0,
    });
    sizes.fold(0, u64::saturating_add)
}

/// The name of a member. Archives made on Chinese systems write it in their own encoding and do not say so.
fn own_name(raw: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(raw) {
        Ok(name) => Cow::Borrowed(name),
        Err(_) => GB18030.decode_without_bom_handling(raw).0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_the_encoding_of_their_system() {
        assert_eq!(own_name("决算.txt".as_bytes()), "决算.txt");
        assert_eq!(own_name(b"\xbe\xf6\xcb\xe3.txt"), "决算.txt");
    }
}
