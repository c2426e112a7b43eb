//! The parts of a zipped document, within what it may unpack to.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::error::SourceError;
use super::limits::{LimitError, Watch};

/// A zipped document.
pub(super) struct Archive<'a> {
    format: &'static str,
    zip: ZipArchive<Cursor<&'a [u8]>>,
    watch: &'a Watch,
    /// What is left of the bytes that it may unpack to.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens a document; `format` is for messages.
    pub(super) fn open(
        format: &'static str,
        bytes: &'a [u8],
        watch: &'a Watch,
    ) -> Result<Self, SourceError> {
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| SourceError::damaged(format, error))?;
        Ok(Self {
            format,
            zip,
            watch,
            left: watch.limits().expansion,
        })
    }

    /// The names of the parts.
    pub(super) fn names(&self) -> Vec<String> {
        let names = self.zip.file_names().flatten();
        names.map(|name| name.into_owned()).collect()
    }

    /// Unpacks a part; `None` if there is none of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, SourceError> {
        let mut bytes = Vec::new();
        Ok(self.unpack(name, &mut bytes)?.then_some(bytes))
    }

    /// Unpacks the parts that a reader of its own will unpack again, to see that they are not too
    /// large.
    pub(super) fn measure(&mut self, is_read: impl Fn(&str) -> bool) -> Result<(), SourceError> {
        for name in self.names() {
            if !is_read(&name) {
                continue;
            }
            self.watch.time()?;
            self.unpack(&name, &mut io::sink())?;
        }
        Ok(())
    }

    fn unpack(&mut self, name: &str, to: &mut dyn io::Write) -> Result<bool, SourceError> {
        let format = self.format;
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(false),
            Err(error) => {
                return Err(SourceError::damaged(
                    format,
                    format_args!("{name}: {error}"),
                ));
            }
        };
        let mut part = part.take(self.left.saturating_add(1));
        let size = io::copy(&mut part, to)
            .map_err(|error| SourceError::damaged(format, format_args!("{name}: {error}")))?;
        self.left = self.left.checked_sub(size).ok_or(LimitError::Expansion {
            limit: self.watch.limits().expansion,
        })?;
        Ok(true)
    }
}
