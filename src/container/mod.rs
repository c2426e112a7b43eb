//! Files that hold documents: compressed files, archives, web archives, and rows of data; also one in another.
//!
//! In comes a file, out come its members one after the other, as bytes: nothing is unpacked to disk, and no more
//! than one member is held. A member has the path `archive!member`. What a file is, is told by its content.
//! What cannot be unpacked is told as a member that failed, and the rest goes on as far as the format lets it.

mod archive;
mod gauge;
mod kind;
mod rows;
mod warc;

use std::collections::HashSet;
use std::fmt::Display;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;

use crate::source::{LimitError, Limits, is_document, printed};
use gauge::{Gauge, Given, Taken};
use kind::Kind;

/// Which fields of a row hold what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// The text of the document, or its bytes.
    pub text: String,
    /// What it is called; the number of the row if there is none.
    pub id: Option<String>,
    /// The address that it was crawled from.
    pub url: Option<String>,
    /// When it was crawled.
    pub date: Option<String>,
}

/// What is looked for in a container.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// The fields of rows; without them a file of rows is no container.
    pub fields: Option<&'a Fields>,
    /// What a member may cost.
    pub limits: &'a Limits,
    /// Whether the member of a path is to be read.
    pub takes: &'a dyn Fn(&str) -> bool,
}

/// Where a member comes from, as far as its container says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Its address.
    pub url: Option<String>,
    /// When it was crawled.
    pub crawled: Option<String>,
}

/// Something that was found in a container.
#[derive(Debug)]
pub(crate) enum Found {
    /// A document, or why it could not be unpacked.
    Member {
        path: String,
        origin: Origin,
        bytes: Result<Vec<u8>, String>,
    },
    /// A member that is no document.
    LeftOut(String),
}

/// Whether the reader goes on.
pub(crate) type Flow = ControlFlow<()>;

/// Gives what a file holds to `found`, with how many bytes of the file have been read; `None` if it is a document
/// itself, or is not known to hold any.
///
/// # Errors
/// If the file cannot be read.
pub(crate) fn open(
    path: &Path,
    wanted: Wanted,
    found: &mut dyn FnMut(Found, u64) -> Flow,
) -> io::Result<Option<Flow>> {
    let mut file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Ok(None);
    }
    let mut head = Vec::new();
    (&mut file).take(kind::HEAD as u64).read_to_end(&mut head)?;
    file.rewind()?;
    let Some(kind) = kind::of(&head, wanted.fields.is_some()) else {
        return Ok(None);
    };
    let gauge = Gauge::new(wanted.limits.expansion);
    let mut visit = Visit {
        wanted,
        gauge: &gauge,
        found,
        names: HashSet::new(),
    };
    let name = printed(path);
    Ok(match kind {
        Kind::Zip => visit.zip(&name, Taken(file, &gauge), 1),
        Kind::Parquet => Some(visit.parquet(&name, file)),
        _ => {
            let origin = Origin::default();
            Some(visit.container(kind, &name, origin, &mut Taken(file, &gauge), 1))
        }
    })
}

/// Containers may stand in one another so deep.
const DEEPEST: usize = 8;

/// What a compressed file may ask of memory, in KiB.
const MEMORY: u32 = 128 << 10;

/// A walk through a file and what is in it.
struct Visit<'a> {
    wanted: Wanted<'a>,
    gauge: &'a Gauge,
    found: &'a mut dyn FnMut(Found, u64) -> Flow,
    /// Hashes of the paths so far: a path names one member.
    names: HashSet<u64>,
}

impl Visit<'_> {
    /// What a file of a kind holds, `depth` containers deep.
    fn container(
        &mut self,
        kind: Kind,
        name: &str,
        origin: Origin,
        reader: &mut dyn Read,
        depth: usize,
    ) -> Flow {
        if depth > DEEPEST {
            return self.failed(
                name,
                format_args!("more than {DEEPEST} archives stand in one another; unpack it"),
            );
        }
        let gauge = self.gauge;
        match kind {
            Kind::Gzip => {
                let unpacked = flate2::read::MultiGzDecoder::new(reader);
                self.compressed(name, origin, &mut Given(unpacked, gauge), depth)
            }
            Kind::Bzip2 => {
                let unpacked = bzip2::read::MultiBzDecoder::new(reader);
                self.compressed(name, origin, &mut Given(unpacked, gauge), depth)
            }
            Kind::Xz => {
                let unpacked = lzma_rust2::XzReader::new_mem_limit(reader, true, MEMORY);
                self.compressed(name, origin, &mut Given(unpacked, gauge), depth)
            }
            Kind::Zstd => match zstd::Decoder::new(reader) {
                Ok(unpacked) => self.compressed(name, origin, &mut Given(unpacked, gauge), depth),
                Err(error) => self.failed(name, error),
            },
            Kind::Tar => self.tar(name, reader, depth),
            Kind::Warc => self.warc(name, reader, depth),
            Kind::JsonLines => self.json_lines(name, reader),
            Kind::Zip => match self.whole(reader) {
                Ok(bytes) => {
                    let walked = self.zip(name, Cursor::new(&bytes), depth);
                    walked.unwrap_or_else(|| self.give(name.to_owned(), origin, Ok(bytes)))
                }
                Err(error) => self.failed(name, error),
            },
            Kind::Parquet => match self.whole(reader) {
                Ok(bytes) => self.parquet(name, bytes::Bytes::from(bytes)),
                Err(error) => self.failed(name, error),
            },
        }
    }

    /// What a compressed file is.
    fn compressed(
        &mut self,
        name: &str,
        origin: Origin,
        reader: &mut dyn Read,
        depth: usize,
    ) -> Flow {
        let (head, mut reader) = match peek(reader) {
            Ok(peeked) => peeked,
            Err(error) => return self.failed(name, error),
        };
        match kind::of(&head, self.wanted.fields.is_some()) {
            Some(kind) => self.container(kind, name, origin, &mut reader, depth + 1),
            None => self.document(name.to_owned(), origin, &head, &mut reader),
        }
    }

    /// A member of an archive that is called `own` there.
    fn member(
        &mut self,
        archive: &str,
        own: &str,
        origin: Origin,
        reader: &mut dyn Read,
        depth: usize,
    ) -> Flow {
        if is_hidden(own) {
            return Flow::Continue(());
        }
        let path = self.path(archive, own);
        let (head, mut reader) = match peek(reader) {
            Ok(peeked) => peeked,
            Err(error) => return self.failed(&path, error),
        };
        match kind::of(&head, self.wanted.fields.is_some()) {
            Some(kind) => self.container(kind, &path, origin, &mut reader, depth + 1),
            None => self.document(path, origin, &head, &mut reader),
        }
    }

    /// The path of a member, that no other has.
    fn path(&mut self, archive: &str, own: &str) -> String {
        let first = format!("{archive}!{own}");
        let mut path = first.clone();
        let mut copy = 1;
        while !self.names.insert(hash(&path)) {
            copy += 1;
            path = format!("{first}#{copy}");
        }
        path
    }

    /// A file that holds nothing but itself.
    fn document(
        &mut self,
        path: String,
        origin: Origin,
        head: &[u8],
        reader: &mut dyn Read,
    ) -> Flow {
        if !is_document(Path::new(&path), || Some(head.to_vec())) {
            return (self.found)(Found::LeftOut(path), self.gauge.taken());
        }
        if !(self.wanted.takes)(&path) {
            return Flow::Continue(());
        }
        let bytes = self.whole(reader);
        self.give(path, origin, bytes.map_err(|error| unpacking(&error)))
    }

    /// The bytes of a member, no more than a document may have.
    fn whole(&self, reader: &mut dyn Read) -> io::Result<Vec<u8>> {
        let limit = self.wanted.limits.bytes;
        let mut bytes = Vec::new();
        reader
            .take(limit.saturating_add(1))
            .read_to_end(&mut bytes)?;
        match bytes.len() as u64 > limit {
            true => Err(io::Error::other(LimitError::Bytes { limit })),
            false => Ok(bytes),
        }
    }

    fn give(&mut self, path: String, origin: Origin, bytes: Result<Vec<u8>, String>) -> Flow {
        let member = Found::Member {
            path,
            origin,
            bytes,
        };
        (self.found)(member, self.gauge.taken())
    }

    /// Something could not be unpacked.
    fn failed(&mut self, path: &str, error: impl Display) -> Flow {
        let failed = Err(unpacking(&error));
        self.give(path.to_owned(), Origin::default(), failed)
    }
}

fn unpacking(error: &impl Display) -> String {
    format!("cannot be unpacked: {error}")
}

/// The first bytes of a reader, and the reader as if they had not been read.
fn peek(reader: &mut dyn Read) -> io::Result<(Vec<u8>, impl Read)> {
    let mut head = Vec::new();
    reader.take(kind::HEAD as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Cursor::new(head).chain(reader)))
}

/// Whether a member, or a directory that it stands in, is hidden, or is what a system leaves beside files.
fn is_hidden(own: &str) -> bool {
    own.split('/')
        .any(|part| part == "__MACOSX" || part.starts_with('.') && !matches!(part, "." | ".."))
}

fn hash(path: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    hasher.finish()
}
