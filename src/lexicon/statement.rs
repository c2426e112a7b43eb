//! Words of the statements about numbers, from `data/statement.tsv`.

use std::sync::LazyLock;

pub use super::rows::StatementClass as Class;
use super::rows::Word;
use super::words::{Words, by_class, of_class};

static STATEMENT: LazyLock<Vec<Words>> =
    LazyLock::new(|| by_class(Word::<Class>::all(), |class| class as usize));

/// The words of a class.
pub fn words(class: Class) -> &'static Words {
    of_class(&STATEMENT, class as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_words() {
        assert!(words(Class::Money).ends("维修费"));
        assert!(STATEMENT.iter().all(|words| words.words().next().is_some()));
        assert_eq!(STATEMENT.len(), Class::Source as usize + 1);
    }
}
