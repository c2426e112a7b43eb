//! Documents put together at random in the structure of their formats, to try the reader with.
//!
//! Bytes make the choices: those of a fuzzer, which learns from what they lead to, or those of a [`stream`]
//! that is the same on every machine. Pieces are repeated, up to millions of times, so that what grows faster
//! than its input is found.
#![allow(dead_code)] // Each test takes what it needs.

mod office;
mod pdf;
mod words;

use words::{MARKS, TAGS, WORDS};

/// What a document is made in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Html,
    Docx,
    Xlsx,
    Pdf,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::Text, Self::Html, Self::Docx, Self::Xlsx, Self::Pdf];
}

/// The bytes of a document of some kind; `room` is about how many bytes its parts may have unpacked.
pub fn document(kind: Kind, choices: &[u8], room: usize) -> Vec<u8> {
    let mut choices = Choices {
        bytes: choices.iter(),
        room,
    };
    let mut document = match kind {
        Kind::Text => choices.pieces(WORDS).into_bytes(),
        Kind::Html => html(&mut choices).into_bytes(),
        Kind::Docx => office::docx(&mut choices),
        Kind::Xlsx => office::xlsx(&mut choices),
        Kind::Pdf => pdf::pdf(&mut choices),
    };
    // One of eight is damaged.
    if choices.below(8) == 1 && !document.is_empty() {
        for _ in 0..choices.below(40) {
            let at = choices.below(document.len());
            document[at] = choices.byte();
        }
        if choices.below(2) == 1 {
            document.truncate(choices.below(document.len()));
        }
    }
    document
}

/// Bytes to choose by that depend on a seed alone.
pub fn stream(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        // SplitMix64.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)).to_le_bytes()[0]
    };
    (0..length).map(|_| next()).collect()
}

/// Choices, made by bytes; where they are used up, the first of everything is chosen.
struct Choices<'a> {
    bytes: std::slice::Iter<'a, u8>,
    /// How much may yet be written.
    room: usize,
}

impl Choices<'_> {
    fn byte(&mut self) -> u8 {
        self.bytes.next().copied().unwrap_or(0)
    }

    fn is_done(&self) -> bool {
        self.bytes.len() == 0 || self.room == 0
    }

    /// A number below another.
    fn below(&mut self, end: usize) -> usize {
        let mut number = usize::from(self.byte());
        if end > 256 {
            number = number << 16 | usize::from(self.byte()) << 8 | usize::from(self.byte());
        }
        number % end.max(1)
    }

    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// How often something is repeated: mostly once, sometimes a million times.
    fn times(&mut self) -> usize {
        match self.below(16) {
            0..8 => 1,
            8..12 => 1 + self.below(20),
            12..14 => 1 + self.below(1_000),
            14 => 1 + self.below(30_000),
            _ => 1 + self.below(1 << 20),
        }
    }

    /// A number as it stands in a file.
    fn number(&mut self) -> i64 {
        const NUMBERS: [i64; 12] = [
            0,
            1,
            2,
            3,
            10,
            255,
            1000,
            65_535,
            -1,
            1 << 31,
            i64::MAX,
            -100_000,
        ];
        match self.below(4) {
            0 => self.of(&NUMBERS),
            _ => self.byte().into(),
        }
    }

    /// Some words in a row.
    fn run(&mut self, words: &[&str], most: usize) -> String {
        let count = 1 + self.below(most);
        (0..count).map(|_| self.of(words)).collect()
    }

    /// Pieces, each so often in a row, until choices or room are used up.
    fn pieces(&mut self, words: &[&str]) -> String {
        let mut text = String::new();
        while !self.is_done() {
            let piece = self.run(words, 12);
            self.repeat(&mut text, &piece);
        }
        text
    }

    /// Writes a piece some times.
    fn repeat(&mut self, text: &mut String, piece: &str) {
        let times = self.times().min(self.room / piece.len().max(1) + 1);
        self.room = self.room.saturating_sub(times * piece.len());
        text.extend(std::iter::repeat_n(piece, times));
    }

    /// Marks of a language of tags, with words between them; `close` turns a tag's start into its end.
    fn tagged(&mut self, tags: &[(&str, &str)], words: &[&str]) -> String {
        let mut text = String::new();
        let mut open = Vec::new();
        while !self.is_done() {
            match self.below(8) {
                0 | 1 => {
                    let words = self.run(words, 6);
                    self.repeat(&mut text, &words);
                }
                2..5 => {
                    let (start, end) = self.of(tags);
                    open.push(end);
                    self.repeat(&mut text, start);
                }
                5 | 6 => {
                    let end = open.pop().unwrap_or_default();
                    self.repeat(&mut text, end);
                }
                _ => {
                    // A whole element, over and over.
                    let mut element = String::new();
                    for _ in 0..=self.below(4) {
                        let (start, end) = self.of(tags);
                        let words = self.run(words, 3);
                        element.insert_str(0, start);
                        element.push_str(&words);
                        element.push_str(end);
                    }
                    self.repeat(&mut text, &element);
                }
            }
        }
        // Half of them are closed as they should be.
        if self.below(2) == 0 {
            text.extend(open.into_iter().rev());
        }
        text
    }
}

fn html(choices: &mut Choices) -> String {
    let mut attributes = String::new();
    for _ in 0..choices.below(4) {
        let piece = choices.run(MARKS, 4);
        choices.repeat(&mut attributes, &piece);
    }
    let body = choices.tagged(TAGS, WORDS);
    format!("<html><body {attributes}>{body}")
}
