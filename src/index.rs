//! Words by their first or last character, the longest first.
//!
//! Most questions are asked in vain, at every character of a text: a filter of one bit a character answers them.

use std::cmp::Reverse;

use crate::text::Cut;

/// Words with what each of them says, by one of their edges.
#[derive(Debug)]
pub(crate) struct Index<T = ()> {
    filter: Filter,
    begins: Begins,
    /// Where the words of each bucket end that has some; they begin where those before end.
    ends: Vec<usize>,
    /// The words by bucket, the longest first.
    words: Vec<Entry<T>>,
}

/// A word of an index.
#[derive(Debug)]
pub(crate) struct Entry<T> {
    /// The word.
    pub word: &'static str,
    /// What it says.
    pub says: T,
    /// Its bytes from the edge on, as many as one comparison takes.
    bytes: u64,
    /// Which of a text's bytes stand against them.
    mask: u64,
}

/// How many bytes are compared at once.
const AT_ONCE: usize = size_of::<u64>();

/// The bytes that a text begins with.
fn first_bytes(text: &str) -> u64 {
    let text = text.as_bytes();
    match text.first_chunk() {
        Some(bytes) => u64::from_le_bytes(*bytes),
        None => text
            .iter()
            .rev()
            .fold(0, |bytes, byte| bytes << 8 | u64::from(*byte)),
    }
}

/// The bytes that a text ends with, the last first.
fn last_bytes(text: &str) -> u64 {
    let text = text.as_bytes();
    match text.last_chunk() {
        Some(bytes) => u64::from_be_bytes(*bytes),
        None => text
            .iter()
            .fold(0, |bytes, byte| bytes << 8 | u64::from(*byte)),
    }
}

/// Words are sorted by the low bits of their edges: few characters of a text share them with a word.
const BUCKETS: usize = 1024;

fn bucket(edge: char) -> usize {
    edge as usize % BUCKETS
}

/// The lowest bits of the character that four bytes begin with, twelve of a Chinese one, and its length.
fn low_bits(bytes: u32) -> (usize, usize) {
    let six = |at: u32| (bytes >> (8 * at) & 0x3f) as usize;
    match bytes as u8 {
        lead @ 0..=0x7f => (usize::from(lead), 1),
        0xe0..=0xef => (six(1) << 6 | six(2), 3),
        0xf0..=0xff => (six(2) << 6 | six(3), 4),
        _ => (six(0) << 6 | six(1), 2),
    }
}

/// Which buckets have words.
#[derive(Debug)]
struct Filter {
    /// A bit for every bucket.
    bits: [u64; BUCKETS / 64],
    /// How many buckets before those of each number of bits have words.
    before: [u16; BUCKETS / 64],
}

#[expect(clippy::indexing_slicing, reason = "there is a bit for every bucket")]
impl Filter {
    fn new(buckets: impl Iterator<Item = usize>) -> Self {
        let mut bits = [0; BUCKETS / 64];
        for bucket in buckets {
            bits[bucket / 64] |= 1 << (bucket % 64);
        }
        let mut before = [0; BUCKETS / 64];
        let mut count = 0;
        for (before, bits) in before.iter_mut().zip(bits) {
            *before = count;
            count += u64::count_ones(bits) as u16;
        }
        Self { bits, before }
    }

    fn has(&self, bucket: usize) -> bool {
        self.bits[bucket / 64] >> (bucket % 64) & 1 != 0
    }

    /// Where the first character of a text begins whose bucket has words. Of most characters no more is read than
    /// the bits that tell their bucket.
    fn first(&self, text: &[u8]) -> Option<usize> {
        let mut rest = text;
        loop {
            let (edge, length) = match rest.first_chunk() {
                Some(bytes) => low_bits(u32::from_le_bytes(*bytes)),
                // The last bytes, with others behind them.
                None => {
                    let mut bytes = [0; 4];
                    bytes.get_mut(..rest.len())?.copy_from_slice(rest);
                    rest.first()?;
                    low_bits(u32::from_le_bytes(bytes))
                }
            };
            if self.has(edge % BUCKETS) {
                return Some(text.len() - rest.len());
            }
            rest = rest.get(length..)?;
        }
    }

    /// How many buckets before one have words.
    fn before(&self, bucket: usize) -> usize {
        let (place, bit) = (bucket / 64, bucket % 64);
        let lower = self.bits[place] & ((1 << bit) - 1);
        usize::from(self.before[place]) + lower.count_ones() as usize
    }
}

/// Which characters begin a word where they stand: of those that words begin with most do not.
#[derive(Debug)]
struct Begins {
    /// The buckets of words of one character.
    alone: [u64; BUCKETS / 64],
    /// A bit for the first two characters of the others; some pairs share one.
    pairs: [u64; PAIRS / 64],
}

const PAIRS: usize = 2048;

fn pair(first: char, second: char) -> usize {
    (first as usize * 37 + second as usize) % PAIRS
}

#[expect(
    clippy::indexing_slicing,
    reason = "there is a bit for every bucket and pair"
)]
impl Begins {
    fn new(edges: impl Iterator<Item = (char, Option<char>)>) -> Self {
        let mut begins = Self {
            alone: [0; BUCKETS / 64],
            pairs: [0; PAIRS / 64],
        };
        for (edge, second) in edges {
            let (bits, bit) = match second {
                Some(second) => (&mut begins.pairs[..], pair(edge, second)),
                None => (&mut begins.alone[..], bucket(edge)),
            };
            bits[bit / 64] |= 1 << (bit % 64);
        }
        begins
    }

    fn has(&self, edge: char, second: Option<char>) -> bool {
        let has = |bits: &[u64], bit: usize| bits[bit / 64] >> (bit % 64) & 1 != 0;
        has(&self.alone, bucket(edge))
            || second.is_some_and(|second| has(&self.pairs, pair(edge, second)))
    }
}

impl<T> Index<T> {
    fn new(
        words: impl Iterator<Item = (&'static str, T)>,
        from_edge: fn(&str, usize) -> Option<char>,
        bytes: fn(&str) -> u64,
    ) -> Self {
        let mut words: Vec<_> = words
            .filter_map(|(word, says)| {
                let edge = from_edge(word, 0)?;
                let entry = Entry {
                    word,
                    says,
                    bytes: bytes(word),
                    mask: u64::MAX >> (8 * AT_ONCE.saturating_sub(word.len())),
                };
                Some((edge, from_edge(word, 1), entry))
            })
            .collect();
        words.sort_by_key(|(edge, _, entry)| (bucket(*edge), Reverse(entry.word.len())));
        let mut ends = Vec::new();
        let mut end = 0;
        for words in words.chunk_by(|one, next| bucket(one.0) == bucket(next.0)) {
            end += words.len();
            ends.push(end);
        }
        Self {
            filter: Filter::new(words.iter().map(|(edge, ..)| bucket(*edge))),
            begins: Begins::new(words.iter().map(|(edge, second, _)| (*edge, *second))),
            ends,
            words: words.into_iter().map(|(.., entry)| entry).collect(),
        }
    }

    /// Words to be found at the beginning of texts.
    pub fn beginning(words: impl Iterator<Item = (&'static str, T)>) -> Self {
        Self::new(words, |word, at| word.chars().nth(at), first_bytes)
    }

    /// Words to be found at the end of texts.
    pub fn ending(words: impl Iterator<Item = (&'static str, T)>) -> Self {
        Self::new(words, |word, at| word.chars().nth_back(at), last_bytes)
    }

    /// All words.
    pub fn words(&self) -> impl Iterator<Item = &'static str> {
        self.words.iter().map(|entry| entry.word)
    }

    /// False if no word has this character at its edge.
    fn may_have(&self, edge: char) -> bool {
        self.filter.has(bucket(edge))
    }

    /// The words that may have this edge, the longest first.
    #[expect(
        clippy::indexing_slicing,
        reason = "all buckets with words have an end"
    )]
    fn at_edge(&self, edge: char) -> &[Entry<T>] {
        if !self.may_have(edge) {
            return &[];
        }
        let at = self.filter.before(bucket(edge));
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.words[start..self.ends[at]]
    }

    /// The words that `text` begins with, the longest first.
    pub fn all_at_start<'i, 't>(
        &'i self,
        text: &'t str,
    ) -> impl Iterator<Item = &'i Entry<T>> + use<'i, 't, T> {
        let bytes = first_bytes(text);
        self.fitting(text.chars().next(), bytes, |word| text.starts_with(word))
    }

    /// The words with an edge whose bytes stand at the edge of a text, and that fit.
    fn fitting<'i, F: Fn(&str) -> bool>(
        &'i self,
        edge: Option<char>,
        bytes: u64,
        fits: F,
    ) -> impl Iterator<Item = &'i Entry<T>> + use<'i, F, T> {
        let words = edge.map_or(&[][..], |edge| self.at_edge(edge));
        words.iter().filter(move |entry| {
            bytes & entry.mask == entry.bytes && (entry.word.len() <= AT_ONCE || fits(entry.word))
        })
    }

    /// What stands in `text` from where one of the words may begin on.
    fn tails<'i, 't>(&'i self, text: &'t str) -> impl Iterator<Item = &'t str> + use<'i, 't, T> {
        let mut rest = text;
        std::iter::from_fn(move || {
            loop {
                let tail = rest.behind(self.filter.first(rest.as_bytes())?);
                let mut chars = tail.chars();
                let edge = chars.next()?;
                rest = chars.as_str();
                if self.begins.has(edge, chars.next()) {
                    return Some(tail);
                }
            }
        })
    }

    /// The words that stand in `text`, with their places, in order: of those that overlap the first, and of those
    /// that begin together the longest.
    pub fn longest_in<'i, 't>(
        &'i self,
        text: &'t str,
    ) -> impl Iterator<Item = (usize, &'i Entry<T>)> + use<'i, 't, T> {
        let mut end = 0;
        self.tails(text).filter_map(move |tail| {
            let at = text.len() - tail.len();
            let entry = (at >= end).then(|| self.at_start(tail))??;
            end = at + entry.word.len();
            Some((at, entry))
        })
    }

    /// All words that stand in `text`, with their places, in order.
    pub fn all_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'a Entry<T>)> {
        self.tails(text).flat_map(|tail| {
            let at = text.len() - tail.len();
            self.all_at_start(tail).map(move |entry| (at, entry))
        })
    }

    /// Whether any of the words stands in `text`.
    pub fn any_in(&self, text: &str) -> bool {
        self.tails(text).any(|tail| self.at_start(tail).is_some())
    }

    /// The longest word that `text` begins with.
    pub fn at_start(&self, text: &str) -> Option<&Entry<T>> {
        self.all_at_start(text).next()
    }

    /// The words that `text` ends with, the longest first.
    pub fn all_at_end<'i, 't>(
        &'i self,
        text: &'t str,
    ) -> impl Iterator<Item = &'i Entry<T>> + use<'i, 't, T> {
        let edge = text.chars().next_back();
        self.fitting(edge, last_bytes(text), |word| text.ends_with(word))
    }

    /// The longest word that `text` ends with.
    pub fn at_end(&self, text: &str) -> Option<&Entry<T>> {
        self.all_at_end(text).next()
    }

    /// The longest word that `text` begins with, and what stands behind it.
    pub fn split_start<'t>(&self, text: &'t str) -> Option<(&Entry<T>, &'t str)> {
        let entry = self.at_start(text)?;
        Some((entry, text.behind(entry.word.len())))
    }

    /// The longest word that `text` ends with, and what stands before it.
    pub fn split_end<'t>(&self, text: &'t str) -> Option<(&Entry<T>, &'t str)> {
        let entry = self.at_end(text)?;
        Some((entry, text.before(text.len() - entry.word.len())))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    // The last begins in the bucket of 算.
    const WORDS: [&str; 9] = [
        "预",
        "预算",
        "预算数",
        "决算",
        "算",
        "算数",
        "\u{3397}数",
        "é数",
        "𠀀算",
    ];

    fn words() -> impl Iterator<Item = (&'static str, ())> {
        WORDS.into_iter().map(|word| (word, ()))
    }

    proptest! {
        #[test]
        fn the_longest_word_at_either_end_is_found(text in "[预算决数\u{3397}xé𠀀]{0,6}") {
            let longest = |fits: &dyn Fn(&str) -> bool| {
                let fitting = WORDS.into_iter().filter(|word| fits(word));
                fitting.max_by_key(|word| word.len())
            };
            let (starts, ends) = (Index::beginning(words()), Index::ending(words()));
            let found = starts.at_start(&text).map(|entry| entry.word);
            prop_assert_eq!(found, longest(&|word| text.starts_with(word)));
            let found = ends.at_end(&text).map(|entry| entry.word);
            prop_assert_eq!(found, longest(&|word| text.ends_with(word)));
            prop_assert_eq!(starts.any_in(&text), WORDS.into_iter().any(|word| text.contains(word)));
            let places = |word| text.match_indices(word).count();
            prop_assert_eq!(starts.all_in(&text).count(), WORDS.into_iter().map(places).sum::<usize>());
            let all = starts.all_at_start(&text).count();
            prop_assert_eq!(all, WORDS.into_iter().filter(|word| text.starts_with(word)).count());
        }
    }
}
