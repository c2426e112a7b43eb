//! Remembers look-ups that come again: the mandated rows and columns of thousands of documents.

use std::cell::RefCell;
use std::collections::HashMap;
use std::thread::LocalKey;

/// What a thread remembers. It forgets everything when it is full, so that it never grows with the
/// crawl.
pub type Memo<T> = RefCell<HashMap<String, T>>;

/// A memo holds at most this many answers.
const MOST: usize = 1 << 14;
/// A question of more bytes than this is text of one document, and does not come again.
const LONGEST: usize = 240;

/// The answer to a question, remembered or found by `find`. The parts of the question are kept
/// apart by a character that no text holds.
pub fn remembered<T: Copy>(
    memo: &'static LocalKey<Memo<T>>,
    question: &[&str],
    find: impl FnOnce() -> T,
) -> T {
    if question.iter().map(|part| part.len()).sum::<usize>() > LONGEST {
        return find();
    }
    let joined;
    let key = match question {
        [one] => one,
        parts => {
            joined = parts.join("\u{0}");
            joined.as_str()
        }
    };
    if let Some(known) = memo.with_borrow(|memo| memo.get(key).copied()) {
        return known;
    }
    let answer = find();
    memo.with_borrow_mut(|memo| {
        if memo.len() >= MOST {
            memo.clear();
        }
        memo.insert(key.to_owned(), answer);
    });
    answer
}
