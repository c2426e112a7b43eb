//! Where documents come from: paths, directories, and the containers in them.

use std::fmt::Display;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::UNIX_EPOCH;

use thiserror::Error;

use super::glob::Glob;
use super::known::Known;
use super::shard::Shard;
use super::total::Total;
use crate::container::{self, Fields, Flow, Found, Origin, Wanted};
use crate::guard::guard;
use crate::record::{Failure, Stage};
use crate::source::{LimitError, Limits, Walked, Watch, is_named_document, printed, walk};
use crate::text::Cut;

/// Which of the files below a directory are read.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// If there are any, only files that one of these matches.
    pub include: Vec<Glob>,
    /// No file that one of these matches.
    pub exclude: Vec<Glob>,
}

impl Choice {
    /// Whether a file below a directory is to be read.
    fn takes(&self, path: &Path) -> bool {
        let one_of = |globs: &[Glob]| globs.iter().any(|glob| glob.matches(path));
        (self.include.is_empty() || one_of(&self.include)) && !one_of(&self.exclude)
    }
}

/// What a file was when it was found, by which a later run tells whether it has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was last written, in nanoseconds from 1970.
    pub modified: u64,
}

impl Stamp {
    fn of(file: &Metadata) -> Option<Self> {
        let modified = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self {
            bytes: file.len(),
            modified: u64::try_from(modified.as_nanos()).ok()?,
        })
    }
}

/// Something to read.
pub(super) struct Input {
    /// The path that records bear.
    pub path: String,
    /// Where its bytes are.
    pub place: Place,
    /// What its container says of it.
    pub origin: Origin,
    /// The file that it is, where it is one.
    pub stamp: Option<Stamp>,
}

pub(super) enum Place {
    Stdin,
    File(PathBuf),
    Bytes(Vec<u8>),
    /// It cannot be had.
    Nowhere(Failure),
}

/// What is found under the paths, in their order.
pub(super) enum Step {
    Input(Input),
    /// A file of a directory, or a member of a container, that is no document.
    LeftOut(PathBuf),
    /// A container came to its end.
    End {
        path: String,
        stamp: Option<Stamp>,
    },
    /// A document that an earlier run has read.
    Unchanged,
}

/// What is looked for, and where.
pub(super) struct Search {
    pub paths: Vec<PathBuf>,
    pub choice: Choice,
    pub fields: Option<Fields>,
    pub limits: Limits,
    pub shard: Shard,
    pub known: Arc<Known>,
    pub total: Total,
    pub stop: Arc<AtomicBool>,
}

impl Search {
    /// Gives what is found to `found`, until it has enough.
    pub fn find(&self, found: &mut dyn FnMut(Step) -> Flow) -> Flow {
        self.paths
            .iter()
            .try_for_each(|root| self.below(root, found))
    }

    fn below(&self, root: &Path, found: &mut dyn FnMut(Step) -> Flow) -> Flow {
        if root.as_os_str() == "-" {
            return match self.shard.takes("-") {
                true => found(Step::Input(Input::named(root))),
                false => Flow::Continue(()),
            };
        }
        for walked in walk(root) {
            match walked {
                // What is named outright is read whatever it is called.
                Ok(Walked::Document(path)) if path == root => self.file(&path, true, found)?,
                Ok(Walked::Document(path) | Walked::LeftOut(path)) if !self.choice.takes(&path) => {
                }
                Ok(Walked::Document(path)) => self.file(&path, true, found)?,
                Ok(Walked::LeftOut(path)) => self.file(&path, false, found)?,
                Err(error) => found(Step::Input(Input::nowhere(Failure {
                    path: error.path,
                    stage: Stage::Walk,
                    message: error.reason,
                })))?,
            }
        }
        Flow::Continue(())
    }

    /// A file: a container, a document, or neither.
    fn file(&self, path: &Path, document: bool, found: &mut dyn FnMut(Step) -> Flow) -> Flow {
        let name = printed(path);
        let stamp = path.metadata().ok().as_ref().and_then(Stamp::of);
        let bytes = stamp.map_or(0, |stamp| stamp.bytes);
        if self.known.has(&name, stamp) {
            self.total.pass(bytes);
            return self.shard(&name, Step::Unchanged, found);
        }
        // What is called a document is asked what it is when it is read.
        if !(document && is_named_document(path)) {
            let before = self.total.passed();
            // The readers of archives are not ours.
            let walked = guard(|| self.container(path, &name, stamp, found));
            match walked {
                Ok(Ok(Some(flow))) => {
                    let passed = self.total.passed() - before;
                    self.total.pass(bytes.saturating_sub(passed));
                    return flow;
                }
                Ok(Ok(None)) => {}
                Ok(Err(error)) => return self.unread(&name, error, found),
                Err(stopped) => return self.unread(&name, stopped, found),
            }
        }
        self.total.pass(bytes);
        let step = match document {
            true => Step::Input(Input {
                stamp,
                ..Input::named(path)
            }),
            false => Step::LeftOut(path.to_owned()),
        };
        self.shard(&name, step, found)
    }

    /// A file that cannot be read.
    fn unread(&self, name: &str, error: impl Display, found: &mut dyn FnMut(Step) -> Flow) -> Flow {
        let failure = Failure {
            path: name.to_owned(),
            stage: Stage::Read,
            message: error.to_string(),
        };
        self.shard(name, Step::Input(Input::nowhere(failure)), found)
    }

    /// Gives a step if its path is one of this shard.
    fn shard(&self, name: &str, step: Step, found: &mut dyn FnMut(Step) -> Flow) -> Flow {
        match self.shard.takes(name) {
            true => found(step),
            false => Flow::Continue(()),
        }
    }

    /// What a container holds; `None` if the file is none.
    fn container(
        &self,
        path: &Path,
        name: &str,
        stamp: Option<Stamp>,
        found: &mut dyn FnMut(Step) -> Flow,
    ) -> io::Result<Option<Flow>> {
        let takes = |path: &str| {
            !self.stop.load(Ordering::Relaxed)
                && self.shard.takes(path)
                && self.choice.takes(Path::new(path))
        };
        let wanted = Wanted {
            fields: self.fields.as_ref(),
            limits: &self.limits,
            takes: &takes,
        };
        let (mut before, mut has_own_line) = (0, false);
        let mut give = |one: Found, taken: u64| {
            if self.stop.load(Ordering::Relaxed) {
                return Flow::Break(());
            }
            self.total
                .pass(taken.saturating_sub(std::mem::replace(&mut before, taken)));
            match one {
                Found::LeftOut(path) => {
                    self.shard(&path, Step::LeftOut(path.clone().into()), found)
                }
                Found::Member {
                    path,
                    origin,
                    bytes,
                } => {
                    // One file that is compressed, or an archive that failed.
                    let is_itself = path == name;
                    has_own_line |= is_itself;
                    let step = match bytes {
                        Ok(bytes) if self.known.has_bytes(&path, &bytes) => Step::Unchanged,
                        Err(_) if self.known.has_failed(&path) => Step::Unchanged,
                        bytes => Step::Input(Input {
                            place: match bytes {
                                Ok(bytes) => Place::Bytes(bytes),
                                Err(message) => Place::Nowhere(Failure {
                                    path: path.clone(),
                                    stage: Stage::Read,
                                    message,
                                }),
                            },
                            path: path.clone(),
                            origin,
                            stamp: stamp.filter(|_| is_itself),
                        }),
                    };
                    self.shard(&path, step, found)
                }
            }
        };
        let Some(flow) = container::open(path, wanted, &mut give)? else {
            return Ok(None);
        };
        let path = name.to_owned();
        Ok(Some(match flow {
            // The manifest has one line for a path.
            ControlFlow::Continue(()) if !has_own_line => found(Step::End { path, stamp }),
            _ => flow,
        }))
    }
}

impl Input {
    /// The document of a path, `-` being standard input.
    pub fn named(path: &Path) -> Self {
        Self {
            path: printed(path),
            place: match path.as_os_str() == "-" {
                true => Place::Stdin,
                false => Place::File(path.to_owned()),
            },
            origin: Origin::default(),
            stamp: None,
        }
    }

    /// The document of a path, which may be a member of a container (`archive!member`).
    pub fn one(path: &Path, limits: &Limits) -> Self {
        let named = Self::named(path);
        if matches!(named.place, Place::Stdin) || path.exists() {
            return named;
        }
        let archives = named
            .path
            .match_indices('!')
            .map(|(at, _)| Path::new(named.path.before(at)));
        match archives.into_iter().find(|archive| archive.is_file()) {
            Some(archive) => Self::member(&named.path, archive, limits).unwrap_or(named),
            None => named,
        }
    }

    /// The member of an archive that has a path.
    fn member(path: &str, archive: &Path, limits: &Limits) -> Option<Self> {
        let takes = |member: &str| member == path;
        let wanted = Wanted {
            fields: None,
            limits,
            takes: &takes,
        };
        let mut member = None;
        let mut find = |found: Found, _| match found {
            Found::Member {
                path: own,
                origin,
                bytes,
            } if own == path => {
                member = Some(Self {
                    path: own.clone(),
                    place: match bytes {
                        Ok(bytes) => Place::Bytes(bytes),
                        Err(message) => Place::Nowhere(Failure {
                            path: own,
                            stage: Stage::Read,
                            message,
                        }),
                    },
                    origin,
                    stamp: None,
                });
                Flow::Break(())
            }
            _ => Flow::Continue(()),
        };
        // An archive that cannot be read has no such member.
        let _ = container::open(archive, wanted, &mut find);
        member
    }

    fn nowhere(failure: Failure) -> Self {
        Self {
            path: failure.path.clone(),
            place: Place::Nowhere(failure),
            origin: Origin::default(),
            stamp: None,
        }
    }

    /// Its size as far as it is known before it is read.
    pub fn size(&self) -> u64 {
        match &self.place {
            Place::Bytes(bytes) => bytes.len() as u64,
            _ => self.stamp.map_or(0, |stamp| stamp.bytes),
        }
    }

    /// Its bytes, never many more than the limit.
    pub fn bytes(&mut self, watch: &Watch) -> Result<Vec<u8>, Failure> {
        let read = match &mut self.place {
            Place::Nowhere(failure) => return Err(failure.clone()),
            Place::Bytes(bytes) => Ok(std::mem::take(bytes)),
            Place::Stdin => within(&mut io::stdin().lock(), 0, watch),
            Place::File(path) => file(path, watch),
        };
        read.map_err(|error| Failure {
            path: self.path.clone(),
            stage: Stage::Read,
            message: error.to_string(),
        })
    }
}

/// Why the bytes of a document could not be had.
#[derive(Debug, Error)]
enum ReadError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Limit(#[from] LimitError),
}

fn file(path: &Path, watch: &Watch) -> Result<Vec<u8>, ReadError> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    watch.bytes(size)?;
    within(&mut &file, size, watch)
}

/// Reads what is not longer than it may be; `size` is how long it should be, if that is known.
fn within(reader: &mut dyn Read, size: u64, watch: &Watch) -> Result<Vec<u8>, ReadError> {
    // With one byte to spare the end is seen without asking for more memory.
    let mut bytes = Vec::with_capacity(usize::try_from(size).map_or(0, |size| size + 1));
    let most = watch.limits().bytes.saturating_add(1);
    reader.take(most).read_to_end(&mut bytes)?;
    watch.bytes(bytes.len() as u64)?;
    Ok(bytes)
}
