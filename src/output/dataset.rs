//! A dataset: a directory with a directory for each type of record, whose files are the parts.
//!
//! A part holds the records of some documents that follow each other, one file a type, with a part of the manifest
//! that names the documents. Parts are written aside and moved to their places when they are whole, the manifest
//! last: what has no part of the manifest is no part of the dataset, and is removed. So a run may be killed at any
//! moment, and another goes on from what is there.

use std::fs::{self, File, TryLockError};
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::describe;
use super::format::{Compression, Format, file_name, part_number};
use super::made::{Made, differs};
use super::manifest::Entry;
use super::part::{MANIFEST, Part, UNFINISHED};
use super::record_type::RecordType;
use super::sink::{Ending, OutputError, Sink};
use super::sweep;
use crate::record::Record;

/// What stands in `dataset.json`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct About {
    #[serde(flatten)]
    pub made: Made,
    /// Whether the run that wrote it came to its end.
    pub complete: bool,
}

/// What is done with a dataset that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// It is an error.
    #[default]
    New,
    /// It is replaced when the new one is whole.
    Overwrite,
    /// What is new is added to it.
    Resume,
}

/// A dataset while it is written.
pub struct Dataset {
    /// Where it will stand.
    path: PathBuf,
    /// Where it is written: a directory in it, while the old one stands.
    at: PathBuf,
    made: Made,
    /// Bytes from which on a part is full.
    size: u64,
    next: u32,
    part: Option<Part>,
    /// Whether this run has added to it.
    has_grown: bool,
    /// Held as long as this run writes.
    _lock: File,
}

/// The file that says how a dataset was made.
pub(super) const ABOUT: &str = "dataset.json";
/// Where a new dataset is written while the old one stands.
pub(super) const NEW: &str = ".new";
/// Where the old one is put while the new one takes its place.
const OLD: &str = ".old";
/// The file by which two runs know of each other.
const LOCK: &str = ".lock";

pub(super) fn failed(path: &Path) -> impl Fn(io::Error) -> OutputError + '_ {
    |error| OutputError::File {
        path: path.to_owned(),
        error,
    }
}

pub(super) fn unreadable(path: &Path) -> impl Fn(io::Error) -> OutputError + '_ {
    |error| OutputError::Unreadable {
        path: path.to_owned(),
        error,
    }
}

impl Dataset {
    /// Begins a dataset, or goes on with one: `known` is told what it holds. The directory is made if it is not
    /// there; what a run that was killed left in it is removed.
    ///
    /// # Errors
    /// If the directory holds a dataset that is not to be replaced, or was made otherwise, or is written to by
    /// another run, or something in it cannot be read or made.
    pub fn open(
        path: &Path,
        made: Made,
        mode: Mode,
        size: u64,
        known: &mut dyn FnMut(&Entry),
    ) -> Result<Self, OutputError> {
        fs::create_dir_all(path).map_err(failed(path))?;
        let lock = lock(path)?;
        recover(path)?;
        remove_unfinished(path)?;
        let about = about(path)?;
        let mut next = 1;
        let at = match (mode, &about) {
            (Mode::New, Some(_)) => {
                let path = path.to_owned();
                return Err(OutputError::Exists { path });
            }
            (Mode::Overwrite, Some(_)) => path.join(NEW),
            (Mode::Resume, Some(about)) => {
                differs(path, &about.made, &made)?;
                sweep::sweep(path, &made)?;
                for number in parts(path, made.compression)? {
                    next = number + 1;
                    entries(path, number, made.compression, known)?;
                }
                path.to_owned()
            }
            (_, None) => path.to_owned(),
        };
        fs::create_dir_all(&at).map_err(failed(&at))?;
        Ok(Self {
            path: path.to_owned(),
            at,
            made,
            size,
            next,
            part: None,
            has_grown: false,
            _lock: lock,
        })
    }

    /// Begins a dataset that is put together from others. It is written aside, and stands when it is whole.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub(super) fn aside(path: &Path, made: Made, mode: Mode) -> Result<Self, OutputError> {
        let mut dataset = Self::open(path, made, mode, 0, &mut |_| {})?;
        dataset.at = path.join(NEW);
        fs::create_dir_all(&dataset.at).map_err(failed(&dataset.at))?;
        Ok(dataset)
    }

    /// Where its files are written.
    pub(super) fn at(&self) -> &Path {
        &self.at
    }

    /// The part that is written is one of the dataset, which from the first on is not complete.
    fn finish_part(&mut self) -> Result<(), OutputError> {
        let Some(part) = self.part.take() else {
            return Ok(());
        };
        if !std::mem::replace(&mut self.has_grown, true) {
            self.tell(false)?;
        }
        part.finish(&self.at)?;
        self.next += 1;
        Ok(())
    }

    /// Says how the dataset was made, and whether it is complete.
    fn tell(&self, complete: bool) -> Result<(), OutputError> {
        let path = self.at.join(ABOUT);
        let about = About {
            made: self.made.clone(),
            complete,
        };
        let mut told =
            serde_json::to_string(&about).map_err(|error| failed(&path)(error.into()))?;
        told.push('\n');
        self.put(&path, &told)
    }

    /// Writes what goes with the dataset. Parts that are added later are not in it until their run ends.
    fn describe(&self) -> Result<(), OutputError> {
        let parts = parts(&self.at, self.made.compression)?;
        for (name, text) in
            describe::files(&describe::Described::records(&self.made), |_| parts.clone())?
        {
            self.put(&self.at.join(name), &text)?;
        }
        Ok(())
    }

    /// Writes a file of a few lines in one step.
    fn put(&self, path: &Path, text: &str) -> Result<(), OutputError> {
        let mut file = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempfile_in(&self.at)
            .map_err(failed(&self.at))?;
        file.write_all(text.as_bytes()).map_err(failed(path))?;
        // Temporary files are for their owner only, a dataset is for whom the umask lets read it.
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let like = fs::metadata(self.path.join(LOCK))
                .map_err(failed(path))?
                .permissions()
                .mode();
            let permissions = fs::Permissions::from_mode(like);
            file.as_file()
                .set_permissions(permissions)
                .map_err(failed(path))?;
        }
        file.persist(path)
            .map_err(|error| failed(path)(error.error))?;
        Ok(())
    }
}

impl Sink for Dataset {
    fn write(&mut self, entry: &Entry, records: &[Record]) -> Result<(), OutputError> {
        let part = match &mut self.part {
            Some(part) => part,
            none => {
                let part = Part::begin(&self.at, self.next, &self.made)?;
                none.insert(part)
            }
        };
        part.write(entry, records)?;
        if part.written >= self.size {
            self.finish_part()?;
        }
        Ok(())
    }

    fn end(mut self: Box<Self>, ending: Ending) -> Result<(), OutputError> {
        let is_aside = self.at != self.path;
        if ending == Ending::Nothing || ending == Ending::Interrupted && is_aside {
            return self.leave(is_aside);
        }
        self.finish_part()?;
        if !is_aside {
            sweep::sweep(&self.at, &self.made)?;
        }
        self.describe()?;
        self.tell(ending == Ending::Whole)?;
        match is_aside {
            true => replace(&self.path),
            false => Ok(()),
        }
    }
}

impl Dataset {
    /// What was begun goes, and what stood there stays.
    fn leave(mut self, is_aside: bool) -> Result<(), OutputError> {
        drop(self.part.take());
        if is_aside {
            fs::remove_dir_all(&self.at).map_err(failed(&self.at))?;
        }
        if about(&self.path)?.is_none() {
            // Only a directory that is empty can be removed, as one that was made for nothing.
            let _ = fs::remove_file(self.path.join(LOCK));
            let _ = fs::remove_dir(&self.path);
        }
        Ok(())
    }
}

/// What a dataset says of itself; `None` if there is none.
pub(super) fn about(path: &Path) -> Result<Option<About>, OutputError> {
    let file = path.join(ABOUT);
    match fs::read(&file) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|error| unreadable(&file)(error.into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(&file)(error)),
    }
}

/// No other run may write here as long as the file is held.
fn lock(path: &Path) -> Result<File, OutputError> {
    let file = path.join(LOCK);
    let lock = File::create(&file).map_err(failed(&file))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(OutputError::Busy {
            path: path.to_owned(),
        }),
        // A file system without locks is trusted.
        Err(TryLockError::Error(_)) => Ok(lock),
    }
}

/// The names in a directory; none if it is not there.
fn names(directory: &Path) -> Result<Vec<String>, OutputError> {
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(directory)(error)),
    };
    entries
        .map(|entry| {
            Ok(entry
                .map_err(unreadable(directory))?
                .file_name()
                .into_string()
                .ok())
        })
        .filter_map(Result::transpose)
        .collect()
}

/// The numbers of the parts that are whole, in their order.
pub(super) fn parts(path: &Path, compression: Compression) -> Result<Vec<u32>, OutputError> {
    let names = names(&path.join(MANIFEST))?;
    let mut numbers: Vec<u32> = names
        .iter()
        .filter_map(|name| {
            part_number(name)
                .filter(|number| file_name(*number, Format::Jsonl, compression) == **name)
        })
        .collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// Tells `known` the inputs of a part.
pub(super) fn entries(
    dataset: &Path,
    number: u32,
    compression: Compression,
    known: &mut dyn FnMut(&Entry),
) -> Result<(), OutputError> {
    let name = file_name(number, Format::Jsonl, compression);
    let path = dataset.join(MANIFEST).join(name);
    let lines = compression.reader(&path).map_err(unreadable(&path))?;
    for line in lines.lines() {
        let line = line.map_err(unreadable(&path))?;
        let entry = serde_json::from_str(&line).map_err(|error| unreadable(&path)(error.into()))?;
        known(&entry);
    }
    Ok(())
}

/// Removes what a run that was killed left: parts that were being written, and files of parts that are not in the
/// manifest.
fn remove_unfinished(path: &Path) -> Result<(), OutputError> {
    for name in names(path)?
        .iter()
        .filter(|name| name.starts_with(UNFINISHED))
    {
        let left = path.join(name);
        let removed = match left.is_dir() {
            true => fs::remove_dir_all(&left),
            false => fs::remove_file(&left),
        };
        removed.map_err(failed(&left))?;
    }
    let listed = names(&path.join(MANIFEST))?;
    let whole: Vec<u32> = listed.iter().filter_map(|name| part_number(name)).collect();
    for own in RecordType::ALL
        .map(RecordType::plural)
        .into_iter()
        .chain([MANIFEST])
    {
        let directory = path.join(own);
        for name in names(&directory)? {
            let is_left = part_number(&name).is_some_and(|number| !whole.contains(&number));
            if is_left || name.starts_with(UNFINISHED) {
                let file = directory.join(name);
                fs::remove_file(&file).map_err(failed(&file))?;
            }
        }
    }
    Ok(())
}

/// Brings a replacement to its end that was begun, and removes one that was not.
fn recover(path: &Path) -> Result<(), OutputError> {
    let new = path.join(NEW);
    if about(&new)?.is_some_and(|about| about.complete) {
        return replace(path);
    }
    for left in [new, path.join(OLD)] {
        match fs::remove_dir_all(&left) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(failed(&left)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Puts the new dataset in the place of the old one; what says that it is complete moves last, so that a
/// replacement that was killed can be brought to its end.
pub(super) fn replace(path: &Path) -> Result<(), OutputError> {
    let (new, old) = (path.join(NEW), path.join(OLD));
    let made = about(&new)?.map(|about| about.made);
    let wanted = made.as_ref().map_or(&[][..], |made| &made.records);
    remove_unfinished(path)?;
    fs::create_dir_all(&old).map_err(failed(&old))?;
    let directories = RecordType::ALL.map(|kind| (kind.plural(), wanted.contains(&kind)));
    for (own, is_wanted) in directories.into_iter().chain([(MANIFEST, true)]) {
        let (place, coming) = (path.join(own), new.join(own));
        // What is wanted and comes no more is in its place already.
        if place.exists() && (coming.exists() || !is_wanted) {
            fs::rename(&place, old.join(own)).map_err(failed(&place))?;
        }
        if coming.exists() {
            fs::rename(&coming, &place).map_err(failed(&place))?;
        }
    }
    for name in describe::NAMES {
        let (place, coming) = (path.join(name), new.join(name));
        let is_wanted = made.as_ref().is_some_and(|made| describe::has(made, name));
        if coming.exists() {
            fs::rename(&coming, &place).map_err(failed(&place))?;
        } else if place.exists() && !is_wanted {
            fs::remove_file(&place).map_err(failed(&place))?;
        }
    }
    fs::rename(new.join(ABOUT), path.join(ABOUT)).map_err(failed(path))?;
    fs::remove_dir_all(&new).map_err(failed(&new))?;
    fs::remove_dir_all(&old).map_err(failed(&old))
}
