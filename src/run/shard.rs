//! A part of a crawl, for one of several machines.

use std::str::FromStr;

use sha2::{Digest, Sha256};
use thiserror::Error;

/// Part `number` of `of` of a crawl, written `3/16`: the documents whose paths fall to it. A path falls to one part,
/// on every machine, whatever else the crawl holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    number: u64,
    of: u64,
}

/// What is no part of a crawl.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("`{0}` is no shard: write I/N, with I from 1 to N")]
pub struct ShardError(String);

impl Default for Shard {
    /// All of it.
    fn default() -> Self {
        Self { number: 1, of: 1 }
    }
}

impl FromStr for Shard {
    type Err = ShardError;

    fn from_str(written: &str) -> Result<Self, ShardError> {
        let wrong = || ShardError(written.to_owned());
        let (number, of) = written.split_once('/').ok_or_else(wrong)?;
        let (number, of) = (number.parse(), of.parse());
        match (number, of) {
            (Ok(number), Ok(of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err(wrong()),
        }
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl Shard {
    /// Whether this is a part and not the whole: nothing may fall to it.
    pub(super) fn is_part(self) -> bool {
        self.of > 1
    }

    /// Whether the document of a path falls to this part.
    pub(super) fn takes(self, path: &str) -> bool {
        self.of == 1 || key(path) % self.of == self.number - 1
    }
}

/// A number for a text that is the same on every machine and in every version.
pub(crate) fn key(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .take(8)
        .fold(0, |key, byte| key << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_falls_to_one_part() {
        for of in [1, 2, 7] {
            let shards: Vec<Shard> = (1..=of)
                .map(|i| format!("{i}/{of}").parse().unwrap())
                .collect();
            for path in 0..100 {
                let path = format!("crawl/{path}.txt");
                assert_eq!(shards.iter().filter(|shard| shard.takes(&path)).count(), 1);
            }
        }
        for wrong in ["", "0/3", "4/3", "1", "a/b", "1/0", "-1/3"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
