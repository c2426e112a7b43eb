//! Words that single rules ask for: `data/lists.tsv`.

use std::sync::LazyLock;

pub use super::rows::ListClass as Class;
use super::rows::Word;
use super::words::{Words, by_class, of_class};

static LISTS: LazyLock<Vec<Words>> =
    LazyLock::new(|| by_class(Word::<Class>::all(), |class| class as usize));

/// The words of a class, of which the file has some.
pub fn list(class: Class) -> &'static Words {
    of_class(&LISTS, class as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_words() {
        assert!(list(Class::BareTotal).contains("总计"));
        assert!(list(Class::ProjectTail).at_end("堤防养护项目").is_some());
        let lists = LISTS.iter();
        assert!(lists.clone().all(|words| words.words().next().is_some()));
    }
}
