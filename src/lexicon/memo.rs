//! Remembers look-ups that come again: the mandated rows and columns of thousands of documents.

use std::cell::RefCell;
use std::thread::LocalKey;

use rustc_hash::FxHashMap;

/// What a thread remembers. It forgets everything when it is full, so that it never grows with the
/// crawl.
pub type Memo<T> = RefCell<Answers<T>>;

/// Answers by their questions.
pub struct Answers<T> {
    known: FxHashMap<String, T>,
    /// The question being asked, in memory that is used again.
    question: String,
}

impl<T> Default for Answers<T> {
    fn default() -> Self {
        Self {
            known: FxHashMap::default(),
            question: String::new(),
        }
    }
}

/// A memo holds at most this many answers.
const MOST: usize = 1 << 14;
/// A question of more bytes than this is text of one document, and does not come again.
const LONGEST: usize = 240;

/// The answer to a question, remembered or found by `find`. The parts of the question are kept
/// apart by a character that no text holds.
pub fn remembered<'a, T: Clone>(
    memo: &'static LocalKey<Memo<T>>,
    question: impl IntoIterator<Item = &'a str>,
    find: impl FnOnce() -> T,
) -> T {
    let asked = memo.with_borrow_mut(|memo| {
        memo.question.clear();
        for part in question {
            if memo.question.len() + part.len() > LONGEST {
                return Err(None);
            }
            memo.question.push_str(part);
            memo.question.push('\0');
        }
        let known = memo.known.get(&memo.question).cloned();
        known.ok_or_else(|| Some(memo.question.clone()))
    });
    let question = match asked {
        Ok(known) => return known,
        Err(question) => question,
    };
    let answer = find();
    if let Some(question) = question {
        memo.with_borrow_mut(|memo| {
            if memo.known.len() >= MOST {
                memo.known.clear();
            }
            memo.known.insert(question, answer.clone());
        });
    }
    answer
}
