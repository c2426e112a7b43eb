//! How much a container gives for what it takes: a bomb is given up.

use std::cell::Cell;
use std::io::{self, BufRead, Read};

use crate::source::LimitError;

/// What has been read of a file, and what its compressors made of it since the last member.
#[derive(Debug, Default)]
pub(super) struct Gauge {
    /// Bytes read of the file.
    taken: Cell<u64>,
    /// What `taken` and `given` were when the member at hand began.
    before: Cell<u64>,
    /// Bytes unpacked for the member at hand, at all depths.
    given: Cell<u64>,
    /// How many bytes a member may unpack to, unless it takes its share of the file.
    most: u64,
}

/// A member that gives more than `most` bytes may give so many for each byte of the file: what is written for
/// people gives less, and a bomb more.
const RATIO: u64 = 100;

impl Gauge {
    pub fn new(most: u64) -> Self {
        Self {
            most,
            ..Self::default()
        }
    }

    /// Bytes read of the file.
    pub fn taken(&self) -> u64 {
        self.taken.get()
    }

    /// A member of the file begins.
    pub fn member(&self) {
        self.before.set(self.taken.get());
        self.given.set(0);
    }

    fn give(&self, bytes: usize) -> io::Result<()> {
        let given = self.given.get().saturating_add(bytes as u64);
        self.given.set(given);
        let taken = self.taken.get() - self.before.get();
        match given > self.most && given / RATIO > taken {
            true => Err(io::Error::other(LimitError::Expansion { limit: self.most })),
            false => Ok(()),
        }
    }
}

/// Counts what is read of the file.
pub(super) struct Taken<'a, R>(pub R, pub &'a Gauge);

impl<R: Read> Read for Taken<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1.taken.set(self.1.taken.get() + read as u64);
        Ok(read)
    }
}

impl<R: io::Seek> io::Seek for Taken<'_, R> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

/// Counts what is unpacked, and fails where that is too much.
pub(super) struct Given<'a, R>(pub R, pub &'a Gauge);

impl<R: Read> Read for Given<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1.give(read)?;
        Ok(read)
    }
}

/// A line of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The line, with its end.
    Whole(Vec<u8>),
    /// It has more bytes than it may, and was passed over.
    TooLong,
}

/// Reads a line of at most `most` bytes; `None` at the end of the input.
pub(super) fn line(reader: &mut dyn BufRead, most: u64) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let mut all = 0;
    loop {
        let bytes = reader.fill_buf()?;
        if bytes.is_empty() {
            break;
        }
        let end = memchr::memchr(b'\n', bytes);
        let (part, _) = bytes.split_at(end.map_or(bytes.len(), |end| end + 1));
        all += part.len() as u64;
        if all <= most {
            line.extend_from_slice(part);
        }
        let part = part.len();
        reader.consume(part);
        if end.is_some() {
            break;
        }
    }
    Ok(match all {
        0 => None,
        _ if all > most => Some(Line::TooLong),
        _ => Some(Line::Whole(line)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_is_given_up_and_much_of_much_is_not() {
        let gauge = Gauge::new(1000);
        let mut bomb = Given(io::repeat(b'a').take(5000), &gauge);
        assert!(io::copy(&mut bomb, &mut io::sink()).is_err());
        gauge.member();
        let file = [b'a'; 5000];
        let mut much = Given(Taken(&file[..], &gauge), &gauge);
        assert_eq!(io::copy(&mut much, &mut io::sink()).unwrap(), 5000);
        assert_eq!(gauge.taken(), 5000);
    }

    #[test]
    fn lines_are_bounded() {
        let mut text = &b"ab\nabcdefgh\ncd"[..];
        let whole = |line: &[u8]| Some(Line::Whole(line.to_vec()));
        assert_eq!(line(&mut text, 5).unwrap(), whole(b"ab\n"));
        assert_eq!(line(&mut text, 5).unwrap(), Some(Line::TooLong));
        assert_eq!(line(&mut text, 5).unwrap(), whole(b"cd"));
        assert_eq!(line(&mut text, 5).unwrap(), None);
    }
}
