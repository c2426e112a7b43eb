//! Clauses: the signs that part them, and whether one is but a name.

use crate::lexicon::statement::words;

/// Signs that part clauses.
pub const SIGNS: [char; 13] = [
    ',', '。', ';', ':', '(', ')', '!', '?', '…', '[', ']', '【', '】',
];

/// Whether a clause is a name rather than a sentence.
pub fn is_name(text: &str) -> bool {
    let length = text.chars().count();
    let reason = words().reason.any_in(text);
    let sentence = ["通过", "按照", "根据", "为了", "对"]
        .iter()
        .any(|word| text.starts_with(word));
    (2..=40).contains(&length) && !reason && !sentence
}

/// Whether a bracket belongs to a name: （类）, （境）, （护）, （含…）.
pub fn is_name_bracket(text: &str, at: usize, sign: char) -> bool {
    match sign {
        '(' => {
            let inner = &text[at + 1..];
            let end = inner.find(')').unwrap_or(inner.len());
            end < inner.len() && inner[..end].chars().count() <= 8 && !inner.starts_with("其中")
                || inner.starts_with('含')
        }
        ')' => {
            let before = &text[..at];
            let start = before.rfind('(');
            start.is_some_and(|start| {
                before[start + 1..].chars().count() <= 8 && !before[start + 1..].starts_with("其中")
                    || before[start + 1..].starts_with('含')
            })
        }
        _ => false,
    }
}
