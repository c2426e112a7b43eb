//! The words by which a document tells its title, its issuer and its kind: `data/header.tsv`.

use std::sync::LazyLock;

pub use super::rows::HeaderClass as Class;
use super::rows::Word;
use super::words::{Words, by_class, of_class};

static CUES: LazyLock<Vec<Words>> =
    LazyLock::new(|| by_class(Word::<Class>::all(), |class| class as usize));

/// The words of a class, of which the file has some.
pub fn cue(class: Class) -> &'static Words {
    of_class(&CUES, class as usize)
}
