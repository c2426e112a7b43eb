//! What one document may cost.

use std::time::{Duration, Instant};

use thiserror::Error;

/// What one document may cost. Everything that is read in is bounded by these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Size of the file in bytes.
    pub bytes: u64,
    /// Time from the first byte to the last record.
    pub time: Duration,
    /// Bytes that the parts of a zipped or compressed document may unpack to, in all.
    pub expansion: u64,
    /// Bytes of text that may be read from it.
    pub text: u64,
    /// Records that may be made of it.
    pub records: usize,
    /// Whether a file of a format that is not read may be given to LibreOffice, where that is installed.
    pub convert: bool,
}

impl Default for Limits {
    /// Some ten times what the largest disclosures need; what takes all of it keeps within half a gigabyte.
    fn default() -> Self {
        Self {
            bytes: 100 << 20,
            time: Duration::from_secs(60),
            expansion: 200 << 20,
            text: 8 << 20,
            records: 200_000,
            convert: false,
        }
    }
}

/// Cells that the tables of one document may have: a colspan of a few bytes makes thousands.
pub(super) const MOST_CELLS: usize = 2_000_000;

/// A limit that was exceeded; the message names the option that sets it.
#[derive(Debug, Error, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LimitError {
    /// The file is too large.
    #[error("larger than {limit} bytes; raise --max-bytes to read it")]
    Bytes {
        /// The limit.
        limit: u64,
    },
    /// It takes too long.
    #[error("not done in {} s; raise --max-seconds to read it", limit.as_secs_f64())]
    Time {
        /// The limit.
        limit: Duration,
    },
    /// It unpacks to too much.
    #[error("unpacks to more than {limit} bytes; raise --max-expansion to read it")]
    Expansion {
        /// The limit.
        limit: u64,
    },
    /// Its text is too long.
    #[error("its text is longer than {limit} bytes; raise --max-text to read it")]
    Text {
        /// The limit.
        limit: u64,
    },
    /// It holds too much.
    #[error("more than {limit} records would be made of it; raise --max-records to read it")]
    Records {
        /// The limit.
        limit: usize,
    },
    /// Its tables are too large.
    #[error("its tables have more than {MOST_CELLS} cells; split the document")]
    Cells,
}

/// The limits of a document that is being read, and what it has used of them.
#[derive(Debug, Clone, Copy)]
pub struct Watch {
    limits: Limits,
    start: Instant,
}

impl Watch {
    /// The clock starts.
    pub fn start(limits: Limits) -> Self {
        Self {
            limits,
            start: Instant::now(),
        }
    }

    /// The limits.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Whether there is time left.
    ///
    /// # Errors
    /// If there is none.
    pub fn time(&self) -> Result<(), LimitError> {
        let limit = self.limits.time;
        if self.start.elapsed() > limit {
            return Err(LimitError::Time { limit });
        }
        Ok(())
    }

    /// How much time is left.
    pub fn left(&self) -> Duration {
        self.limits.time.saturating_sub(self.start.elapsed())
    }

    /// Whether a text of so many bytes is short enough.
    ///
    /// # Errors
    /// If it is not.
    pub fn text(&self, bytes: usize) -> Result<(), LimitError> {
        let limit = self.limits.text;
        match u64::try_from(bytes) {
            Ok(bytes) if bytes <= limit => Ok(()),
            _ => Err(LimitError::Text { limit }),
        }
    }

    /// Whether so many records are few enough.
    ///
    /// # Errors
    /// If they are not.
    pub fn records(&self, count: usize) -> Result<(), LimitError> {
        let limit = self.limits.records;
        match count <= limit {
            true => Ok(()),
            false => Err(LimitError::Records { limit }),
        }
    }

    /// Whether a file of so many bytes is small enough.
    ///
    /// # Errors
    /// If it is not.
    pub fn bytes(&self, bytes: u64) -> Result<(), LimitError> {
        let limit = self.limits.bytes;
        if bytes > limit {
            return Err(LimitError::Bytes { limit });
        }
        Ok(())
    }
}
