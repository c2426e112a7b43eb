//! The words by which the panel tells apart what must not be mixed.

use crate::lexicon::rows::{PanelClass, Word};

/// The words of a class.
pub fn of(class: PanelClass) -> impl Iterator<Item = &'static str> {
    let words = Word::<PanelClass>::all().iter();
    let own = words.filter(move |word| word.class == class);
    own.map(|word| &*word.word)
}

/// Those that a folded text has.
pub fn said(text: &str, class: PanelClass) -> impl Iterator<Item = &'static str> {
    of(class).filter(move |word| text.contains(word))
}
